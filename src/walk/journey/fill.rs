//! Through the order form with the test customer, page by page, up to the page with the last button.

use super::super::customer::Customer;
use super::super::session::{Session, Visit};
use super::checkout::{Seen, asks_address, is_order_form};
use super::last::{self, Role};
use super::press::{On, Press, Target, press_of};
use super::send::{Stop, press, with_message};
use super::step::step;
use super::{tab, values};
use crate::model::{Button, Form, Note, PageKind, Region};
use crate::net::guard::Intent;

pub(super) use values::filled;

/// Pages of an order form at the most.
const MOST_PAGES: usize = 12;

/// What a page of the order form asks for next.
pub(super) enum Next<'a> {
    /// The last button stands here.
    Last,
    /// A form to fill and a button that goes on.
    Form(&'a Form, &'a Button),
    /// A link that goes on.
    Link(Press<'a>),
    /// Nothing that we would press.
    Nothing(Stop),
}

/// Fills the form of the page and those that follow. Each page is booked; the first one is booked already.
pub(super) async fn go_on(session: &mut Session<'_>, seen: &mut Seen, first: Visit, clicks: u32) {
    let (mut page, mut clicks) = (first, clicks);
    let mut country = None;
    for _ in 0..MOST_PAGES {
        if tab::is_filled_by_hand(&page) {
            page = match tab::fill(session, seen, page, &mut country).await {
                Ok(filled) => filled,
                Err(stop) => {
                    seen.stop = Some(stop);
                    return;
                }
            };
        }
        let taken = match next(session, &page) {
            Next::Last => {
                seen.at_last_button = true;
                if let Some(step) = seen.steps.last_mut() {
                    step.kind = PageKind::Payment;
                }
                session.keep(page, None, None, true);
                return;
            }
            Next::Nothing(stop) => Err(stop),
            Next::Link(way) => {
                let via = way.label.to_owned();
                press(session, &way).await.map(|next| (next, via, 1))
            }
            Next::Form(form, button) => {
                country = country.or_else(|| values::country(form, session));
                let customer = session.customer(country.as_deref());
                fill_and_send(session, &page, form, button, &customer).await
            }
        };
        match taken {
            Ok((next, via, more)) => {
                clicks += more;
                let kind = match next.facts.kind.name {
                    PageKind::Payment => PageKind::Payment,
                    _ => PageKind::Checkout,
                };
                let next_step = step(session, kind, &next, &via, clicks);
                session.keep(page, None, None, true);
                if let Err(stop) = still_in_checkout(&next) {
                    seen.stop = Some(stop);
                    session.keep(next, None, None, true);
                    return;
                }
                seen.look_ahead(&next.facts);
                seen.steps.push(next_step);
                page = next;
            }
            Err(stop) => {
                seen.stop = Some(stop);
                session.keep(page, None, None, true);
                return;
            }
        }
    }
    seen.stop = Some(Stop::failed("order-form-too-long"));
    session.keep(page, None, None, true);
}

fn still_in_checkout(page: &Visit) -> Result<(), Stop> {
    let gone = matches!(
        page.facts.kind.name,
        PageKind::Home | PageKind::Cart | PageKind::Product | PageKind::List | PageKind::Login | PageKind::Register
    ) && !is_order_form(&page.facts);
    if gone {
        let note = Note::new("not-the-checkout").with("kind", page.facts.kind.name);
        return Err(Stop::Failed(with_message(note, page)));
    }
    Ok(())
}

/// What the page asks for. A page with a button that orders and none that goes on beside it is the last one.
fn next<'a>(session: &Session<'_>, page: &'a Visit) -> Next<'a> {
    let on = order_page(page);
    let mut forward: Vec<(&Form, &Button)> = Vec::new();
    let mut unclear = false;
    let mut orders: Vec<&Form> = Vec::new();
    for form in page
        .facts
        .forms
        .iter()
        .filter(|form| form.visible && last::is_of_order(form))
    {
        for button in form.buttons.iter().filter(|button| button.visible) {
            match last::role(session, on, form, button) {
                Role::Onward if button.submits && form.selector.is_some() || tab::is_filled_by_hand(page) => {
                    forward.push((form, button));
                }
                Role::Onward => unclear = true,
                Role::Order => orders.push(form),
                Role::Unclear => {}
            }
        }
    }
    // A button that goes on beside one that orders, in one form, may send the same.
    forward.retain(|(form, _)| !orders.iter().any(|other| std::ptr::eq(*other, *form)));
    let best = forward
        .into_iter()
        .max_by_key(|(form, _)| form.fields.iter().filter(|field| field.is_in_sight()).count());
    if let Some((form, button)) = best.filter(|(form, _)| !form.fields.is_empty()) {
        return decided(page, form, button);
    }
    if last::has_order_button(session, on) || !orders.is_empty() && !asks_address(&page.facts) {
        return Next::Last;
    }
    if let Some(way) = link(page) {
        return Next::Link(way);
    }
    Next::Nothing(if unclear || page.facts.text.shell {
        Stop::failed("needs-browser")
    } else if orders.is_empty() {
        Stop::failed("no-way-on")
    } else {
        Stop::Refused(Note::new("last-button-in-doubt"))
    })
}

/// A form is sent only where something says that another page follows.
fn decided<'a>(page: &'a Visit, form: &'a Form, button: &'a Button) -> Next<'a> {
    if tab::is_filled_by_hand(page) {
        return tab::onward(page, order_page(page), form, button);
    }
    if !form.method.eq_ignore_ascii_case("post") {
        // A customer's data do not belong into an address.
        return Next::Nothing(Stop::Refused(Note::new("form-by-get")));
    }
    if last::looks_last(&page.facts) && !asks_address(&page.facts)
        || !last::more_follows(&page.facts, &page.url, form, button)
    {
        return Next::Nothing(Stop::Refused(
            Note::new("last-button-in-doubt").with("button", &button.label),
        ));
    }
    Next::Form(form, button)
}

fn order_page(page: &Visit) -> On<'_> {
    On::visit(page).as_kind(match page.facts.kind.name {
        PageKind::Login => PageKind::Login,
        _ => PageKind::Checkout,
    })
}

/// A link that says "continue", in the page's body.
fn link(page: &Visit) -> Option<Press<'_>> {
    let on = order_page(page);
    page.facts
        .controls_for("action.continue")
        .filter(|control| control.spot.visible && control.spot.region == Region::Main)
        .filter_map(|control| press_of(on, control, Intent::Fill).ok())
        .find(|way| matches!(&way.target, Target::Link(url) if *url != page.url))
}

/// Fills what is asked for and sends it; what the shop then finds missing is filled as well, once.
async fn fill_and_send(
    session: &mut Session<'_>,
    page: &Visit,
    form: &Form,
    button: &Button,
    customer: &Customer,
) -> Result<(Visit, String, u32), Stop> {
    let mut clicks = 0;
    let first = filled(form, Some(button), customer, false);
    clicks += first.choices + 1;
    let last_step = last::looks_last(&page.facts) && !asks_address(&page.facts);
    let way = |form, button, values, on| Press {
        intent: Intent::Fill,
        label: "",
        on,
        markup: "",
        target: Target::Form(form, Some(button), values),
        last_step,
    };
    let pressed = Press {
        label: &button.label,
        markup: &button.markup,
        ..way(form, button, first.values, order_page(page))
    };
    let answer = press(session, &pressed).await?;
    let Some((again, same)) = returned(&answer, form) else {
        return Ok((answer, button.label.clone(), clicks));
    };
    // The shop says what is wrong: fill all that it asks for, needed or not.
    let second = filled(again, Some(same), customer, true);
    clicks += second.choices + 1;
    let pressed = Press {
        label: &same.label,
        markup: &same.markup,
        ..way(again, same, second.values, order_page(&answer))
    };
    let next = press(session, &pressed).await?;
    if returned(&next, again).is_some() {
        return Err(Stop::Failed(with_message(Note::new("form-not-accepted"), &next)));
    }
    Ok((next, button.label.clone(), clicks))
}

/// The same form again: it was not accepted.
fn returned<'a>(answer: &'a Visit, sent: &Form) -> Option<(&'a Form, &'a Button)> {
    let names = |form: &Form| -> Vec<Option<String>> {
        form.fields
            .iter()
            .filter(|field| field.is_in_sight())
            .map(|field| field.name.clone())
            .collect()
    };
    let asked = names(sent);
    let form = answer
        .facts
        .forms
        .iter()
        .filter(|form| form.selector.is_some() && form.visible)
        .find(|form| {
            let shown = names(form);
            !asked.is_empty() && asked.iter().filter(|name| shown.contains(name)).count() * 2 > asked.len()
        })?;
    let button = form.buttons.iter().find(|button| button.visible && button.submits)?;
    Some((form, button))
}
