//! From the cart to the first page of the checkout, and past a gate that lets guests in without typing.

use url::Url;

use super::super::session::{Session, Visit};
use super::add::open;
use super::send::{Press, Stop, Target, press};
use super::submit;
use crate::model::{Control, Form, FormPurpose, Note, PageFacts, PageKind, Step, StepOutcome};
use crate::net::guard::Intent;

/// What was seen of the checkout.
pub(super) struct Seen {
    pub(super) steps: Vec<Step>,
    pub(super) guest_possible: Option<bool>,
    pub(super) announced: Option<u32>,
    /// Why it went no further.
    pub(super) stop: Option<Stop>,
}

/// Goes from the cart to the first order-form page.
pub(super) async fn enter(session: &mut Session<'_>, cart: &Visit, clicks: u32) -> Seen {
    let mut seen = Seen {
        steps: Vec::new(),
        guest_possible: None,
        announced: announced(&cart.facts),
        stop: None,
    };
    let Some(way) = way_to_checkout(cart) else {
        seen.stop = Some(Stop::Failed(Note::new(if cart.facts.text.shell {
            "needs-browser"
        } else {
            "no-way-to-checkout"
        })));
        return seen;
    };
    let via = way.label.to_owned();
    let page = match follow(session, way, &cart.url).await {
        Ok(page) => page,
        Err(stop) => {
            seen.stop = Some(stop);
            return seen;
        }
    };
    arrive(session, &mut seen, page, via, clicks + 1).await;
    seen
}

/// Books the page that the checkout begins with, and goes through a guest's gate where that needs no typing.
async fn arrive(session: &mut Session<'_>, seen: &mut Seen, page: Visit, via: String, clicks: u32) {
    seen.announced = seen.announced.max(announced(&page.facts));
    if is_order_form(&page.facts) {
        seen.guest_possible = Some(true);
        seen.steps.push(step(PageKind::Checkout, &page, via, clicks));
        session.keep(page, None, None, true);
        return;
    }
    if !is_gate(&page.facts) {
        seen.stop = Some(Stop::Failed(
            Note::new("not-the-checkout").with("kind", page.facts.kind.name),
        ));
        session.keep(page, None, Some(via), true);
        return;
    }
    seen.steps.push(step(PageKind::Login, &page, via, clicks));
    let guest = way_for_guests(&page);
    seen.guest_possible = Some(guest.is_some());
    match guest {
        None => seen.stop = Some(Stop::Blocked(Note::new("account-forced"))),
        Some(None) => seen.stop = Some(Stop::Refused(Note::new("guest-needs-typing"))),
        Some(Some(way)) => {
            let via = way.label.to_owned();
            match follow(session, way, &page.url).await {
                Ok(form) if is_order_form(&form.facts) => {
                    seen.announced = seen.announced.max(announced(&form.facts));
                    seen.steps.push(step(PageKind::Checkout, &form, via, clicks + 1));
                    session.keep(form, None, None, true);
                }
                Ok(other) => {
                    seen.stop = Some(Stop::Failed(
                        Note::new("not-the-checkout").with("kind", other.facts.kind.name),
                    ));
                }
                Err(stop) => seen.stop = Some(stop),
            }
        }
    }
    session.keep(page, None, None, true);
}

async fn follow(session: &mut Session<'_>, way: Press<'_>, from: &Url) -> Result<Visit, Stop> {
    match &way.target {
        // A plain link needs no more than the guard's look at its address, which `press` takes.
        Target::Link(url) if way.intent == Intent::Crawl => open(session, url, from).await,
        _ => press(session, &way).await,
    }
}

/// The order form: a page that asks where the goods go.
pub(super) fn is_order_form(facts: &PageFacts) -> bool {
    let asks_address = facts.forms.iter().flat_map(|form| &form.fields).any(|field| {
        field.token.as_deref().is_some_and(|token| {
            let last = token.rsplit(' ').next().unwrap_or_default();
            matches!(
                last,
                "postal-code" | "street-address" | "address-line1" | "address-line2" | "address-level2"
            )
        })
    });
    asks_address && facts.kind.name != PageKind::Register && facts.forms_for(FormPurpose::Register).next().is_none()
        || facts.kind.name == PageKind::Checkout && facts.forms_for(FormPurpose::Checkout).next().is_some()
}

/// A gate: sign in, or go on as a guest.
fn is_gate(facts: &PageFacts) -> bool {
    facts.kind.name == PageKind::Login
        || facts.forms_for(FormPurpose::Login).any(|form| form.visible)
        || facts.forms_for(FormPurpose::Guest).next().is_some()
        || facts.controls_for("action.guest-checkout").next().is_some()
}

/// How many steps the progress indicator names.
fn announced(facts: &PageFacts) -> Option<u32> {
    u32::try_from(facts.progress.len()).ok().filter(|steps| *steps > 1)
}

/// A step of the checkout with the fields that a customer fills there.
pub(super) fn step(kind: PageKind, page: &Visit, via: String, clicks: u32) -> Step {
    let mut step = Step::new(
        kind,
        StepOutcome::Reached,
        Some(super::send::public_url(&page.url)),
        clicks,
    );
    step.via = Some(via).filter(|via| !via.is_empty());
    step.fields = page
        .facts
        .forms
        .iter()
        .filter(|form| is_part_of_order(form))
        .flat_map(|form| form.fields.iter())
        .filter(|field| !field.honeypot)
        .map(|field| {
            let mut field = field.clone();
            field.value = None;
            field
        })
        .collect();
    let visible = step.fields.iter().filter(|field| field.is_in_sight());
    step.fields_visible = u32::try_from(visible.clone().count()).unwrap_or(u32::MAX);
    step.fields_required = u32::try_from(visible.filter(|field| field.required).count()).unwrap_or(u32::MAX);
    step.costs.clone_from(&page.facts.costs);
    step
}

fn is_part_of_order(form: &Form) -> bool {
    !matches!(
        form.purpose,
        FormPurpose::Search
            | FormPurpose::Newsletter
            | FormPurpose::Filter
            | FormPurpose::Review
            | FormPurpose::PasswordRecovery
    )
}

fn way_to_checkout(cart: &Visit) -> Option<Press<'_>> {
    cart.facts
        .controls_for("action.go-to-checkout")
        .chain(cart.facts.controls_for("action.ambiguous-order"))
        .chain(cart.facts.controls_for("action.buy-now"))
        .filter(|control| control.spot.visible && !control.disabled)
        .find_map(|control| press_of(cart, control, Intent::GoToCheckout))
}

/// What a control of a page does: its link, or its form with its button.
fn press_of<'a>(page: &'a Visit, control: &'a Control, intent: Intent) -> Option<Press<'a>> {
    let target = match (&control.href, control.form) {
        (Some(href), _) => Target::Link(Url::parse(href).ok()?),
        (None, Some(index)) => {
            let form = page.facts.forms.get(index)?;
            form.selector.as_ref()?;
            let button = form
                .buttons
                .iter()
                .find(|button| button.selector == control.spot.selector);
            Target::Form(form, button, submit::values(form, button))
        }
        (None, None) => return None,
    };
    Some(Press {
        intent,
        label: &control.label,
        page: &page.url,
        page_kind: page.facts.kind.name,
        charset: &page.facts.charset,
        markup: control.script.as_deref().unwrap_or_default(),
        target,
    })
}

/// The way on for guests: none when there is none, `Some(None)` when it needs something typed or chosen first.
#[expect(clippy::option_option, reason = "no way, a way that we do not take, a way")]
fn way_for_guests(page: &Visit) -> Option<Option<Press<'_>>> {
    let mut offered = false;
    for control in page
        .facts
        .controls_for("action.guest-checkout")
        .filter(|control| control.spot.visible)
    {
        offered = true;
        let typed = control
            .form
            .and_then(|index| page.facts.forms.get(index))
            .is_some_and(|form| needs_typing(form));
        if matches!(control.element.as_str(), "link" | "submit" | "button")
            && !typed
            && let Some(way) = press_of(page, control, Intent::GuestEntry)
        {
            return Some(Some(way));
        }
    }
    offered |= page.facts.forms_for(FormPurpose::Guest).any(|form| form.visible);
    offered.then_some(None)
}

fn needs_typing(form: &Form) -> bool {
    form.fields.iter().any(|field| {
        field.visible
            && matches!(
                field.control.as_str(),
                "text" | "email" | "tel" | "password" | "textarea"
            )
            && field.required
    })
}
