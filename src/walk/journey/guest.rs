//! The way past a gate without an account.

use std::sync::LazyLock;

use regex::Regex;

use super::super::customer::Customer;
use super::super::session::Visit;
use super::press::{On, Press, Target, click_on, press_of};
use super::{fill, submit};
use crate::lexicon::Lexicon;
use crate::model::{Button, Field, Form, FormPurpose, PageFacts, PageKind};
use crate::net::guard::Intent;
use crate::page::Document;

/// What a gate offers to guests.
pub(super) enum Guest<'a> {
    /// A way, and its clicks.
    Way(Press<'a>, u32),
    /// Something must be typed first, and nobody allowed that.
    NeedsTyping,
    /// A control that only a script listens to.
    NeedsBrowser,
    /// The page speaks of it, but no control was found.
    Mentioned,
    /// Nothing.
    None,
}

/// The first way that can be taken; `customer` where filling is allowed.
pub(super) fn way<'a>(page: &'a Visit, customer: Option<&Customer>) -> Guest<'a> {
    // Whatever the page calls itself, it is the gate.
    let on = On::visit(page).as_kind(match page.facts.kind.name {
        kind @ (PageKind::Login | PageKind::Checkout | PageKind::Register) => kind,
        _ => PageKind::Login,
    });
    let mut typing = false;
    let mut scripted = false;
    for control in page.facts.controls_for("action.guest-checkout") {
        if !control.spot.visible || control.disabled || is_lookup(&control.label) {
            continue;
        }
        match press_of(on, control, Intent::GuestEntry) {
            Ok(way) => match &way.target {
                Target::Form(form, button, _) if needs_typing(form) => match customer {
                    Some(customer) => return filled(on, form, *button, &way, customer),
                    None => typing = true,
                },
                Target::Link(_) | Target::Form(..) | Target::Direct(..) | Target::Click(_) => {
                    return Guest::Way(way, 1);
                }
            },
            Err(Some(_)) if on.in_browser() => return Guest::Way(click_on(on, control, Intent::GuestEntry), 1),
            Err(Some(_)) => scripted = true,
            Err(None) => {}
        }
    }
    for form in page
        .facts
        .forms
        .iter()
        .filter(|form| form.visible && form.selector.is_some())
    {
        match by_choice(on, form, customer) {
            Guest::NeedsTyping => typing = true,
            Guest::NeedsBrowser => scripted = true,
            Guest::Mentioned | Guest::None => {}
            way @ Guest::Way(..) => return way,
        }
    }
    typing |= page.facts.forms_for(FormPurpose::Guest).any(|form| form.visible);
    if typing {
        Guest::NeedsTyping
    } else if scripted {
        Guest::NeedsBrowser
    } else if speaks_of_guests(page) {
        Guest::Mentioned
    } else {
        Guest::None
    }
}

/// Whether the page lets a customer choose to be a guest.
pub(super) fn has_choice(facts: &PageFacts) -> bool {
    let control = facts
        .controls_for("action.guest-checkout")
        .any(|control| control.spot.visible && !is_lookup(&control.label));
    control
        || facts
            .forms
            .iter()
            .flat_map(|form| &form.fields)
            .any(|field| field.visible && guest_value(field).is_some())
}

/// The look-up of a guest's order is no way to order.
fn is_lookup(label: &str) -> bool {
    static LOOKUP: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)조회|照会|status|track|look.?up").expect("built-in pattern"));
    LOOKUP.is_match(label) || Lexicon::builtin().is("topic.tracking", label)
}

/// What a choice sends for "as a guest".
fn guest_value(field: &Field) -> Option<String> {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:as[-_]?)?(?:guest|anonymous|non[-_]?member|no[-_]?account|nomember)(?:[-_]?(?:checkout|order|buy))?$")
            .expect("built-in pattern")
    });
    let says = |label: &str| Lexicon::builtin().is("action.guest-checkout", label) && !is_lookup(label);
    match field.control.as_str() {
        "radio" => field
            .options
            .iter()
            .filter(|option| !option.disabled)
            .find(|option| says(&option.label) || NAMED.is_match(&option.value))
            .map(|option| option.value.clone()),
        "checkbox" => {
            let named = field.name.as_deref().is_some_and(|name| NAMED.is_match(name));
            (named || field.label.as_deref().is_some_and(says))
                .then(|| field.value.clone().unwrap_or_else(|| "on".to_owned()))
        }
        _ => None,
    }
}

/// A radio or a box that says "guest", with the terms accepted and the form sent.
fn by_choice<'a>(on: On<'a>, form: &'a Form, customer: Option<&Customer>) -> Guest<'a> {
    let Some((field, value)) = form
        .fields
        .iter()
        .filter(|field| field.visible)
        .find_map(|field| Some((field, guest_value(field)?)))
    else {
        return Guest::None;
    };
    let Some(button) = onward_button(form) else {
        return Guest::NeedsBrowser;
    };
    let typed = needs_typing(form);
    if typed && customer.is_none() {
        return Guest::NeedsTyping;
    }
    let mut values = submit::values(form, Some(button));
    let mut clicks = 1;
    if let Some(customer) = customer.filter(|_| typed) {
        values = fill::filled(form, Some(button), customer, false).values;
    }
    let Some(name) = field.name.clone() else {
        return Guest::None;
    };
    let chosen = match field.control.as_str() {
        "radio" => field.value.as_deref() == Some(value.as_str()),
        _ => field.preset,
    };
    clicks += u32::from(!chosen);
    submit::set(&mut values, &[(name, value)]);
    for tick in form.fields.iter().filter(|tick| is_consent(tick)) {
        if let Some(name) = tick.name.clone() {
            let value = tick.value.clone().unwrap_or_else(|| "on".to_owned());
            submit::set(&mut values, &[(name, value)]);
            clicks += 1;
        }
    }
    Guest::Way(
        Press {
            intent: Intent::GuestEntry,
            label: &button.label,
            on,
            markup: &button.markup,
            target: Target::Form(form, Some(button), values),
            last_step: false,
        },
        clicks,
    )
}

/// A guest's form whose fields are filled first.
fn filled<'a>(
    on: On<'a>,
    form: &'a Form,
    button: Option<&'a Button>,
    way: &Press<'a>,
    customer: &Customer,
) -> Guest<'a> {
    let values = fill::filled(form, button, customer, false).values;
    Guest::Way(
        Press {
            intent: Intent::GuestEntry,
            label: way.label,
            on,
            markup: way.markup,
            target: Target::Form(form, button, values),
            last_step: false,
        },
        1,
    )
}

fn onward_button(form: &Form) -> Option<&Button> {
    let lexicon = Lexicon::builtin();
    let mut buttons = form.buttons.iter().filter(|button| button.visible && button.submits);
    buttons
        .clone()
        .find(|button| {
            lexicon.is("action.continue", &button.label) || lexicon.is("action.guest-checkout", &button.label)
        })
        .or_else(|| buttons.next())
}

/// An unticked box that must be ticked to go on: terms, privacy. Never one that subscribes.
fn is_consent(field: &Field) -> bool {
    static AGREES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\b(?:agree|accept|consent)|동의|同意|zustimm|akzeptier|einverstanden|accepte|acepto|acconsento",
        )
        .expect("built-in pattern")
    });
    field.control == "checkbox"
        && field.visible
        && !field.preset
        && !submit::subscribes(field)
        && guest_value(field).is_none()
        && (field.required || field.label.as_deref().is_some_and(|label| AGREES.is_match(label)))
}

fn needs_typing(form: &Form) -> bool {
    form.fields.iter().any(|field| {
        field.is_in_sight()
            && !field.honeypot
            && matches!(
                field.control.as_str(),
                "text" | "email" | "tel" | "textarea" | "password"
            )
            && field.required
    })
}

/// Whether the page's text says anything of ordering without an account.
fn speaks_of_guests(page: &Visit) -> bool {
    static LOOKUPS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)비회원\s*(?:주문|배송)[\s/·]*(?:배송)?\s*조회|guest order (?:status|lookup|look-up|tracking)")
            .expect("built-in pattern")
    });
    let document = Document::parse(&page.html, Some(&page.url));
    let text = LOOKUPS.replace_all(document.text(), " ");
    Lexicon::builtin().is("action.guest-checkout", &text)
}
