//! The journey in the browser: the same decisions and the same guard, carried out by clicking, typing and choosing in
//! the tab where only the page's scripts would do it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::super::Render;
use super::super::customer::Customer;
use super::super::see::{Deed, act};
use super::super::session::{Session, Visit};
use super::checkout::Seen;
use super::fill::Next;
use super::press::{On, Press, Target};
use super::send::{Stop, allowed, line, request, with_message};
use super::step::{self, step};
use super::{buy, last, submit, values};
use crate::chrome::Step as Judged;
use crate::lexicon::Lexicon;
use crate::model::{Button, Eye, Field, Form, Journey, Note, PageKind, StepOutcome};
use crate::net::guard::Intent;

/// Rounds of filling a page: what is chosen brings up what is asked next.
const MOST_ROUNDS: usize = 4;
/// Deeds on one page at the most.
const MOST_DEEDS: usize = 60;

/// Walks the buying journey; once more in the browser, where the static eye came to where only a script goes on and the
/// user left the choice of the eye to us.
pub(super) async fn buy(session: &mut Session<'_>) -> Journey {
    let journey = buy::walk(session).await;
    let stuck = journey
        .reason
        .as_ref()
        .is_some_and(|reason| reason.code == "needs-browser");
    if session.options.render != Render::Auto || !stuck || session.over {
        return journey;
    }
    session.in_browser = true;
    let again = buy::walk(session).await;
    session.in_browser = false;
    let reached = |journey: &Journey| {
        journey
            .steps
            .iter()
            .filter(|step| step.outcome == StepOutcome::Reached)
            .count()
    };
    if reached(&again) > reached(&journey) {
        again
    } else {
        journey
    }
}

/// Clicks on a control that only a script listens to, once the guard allows it, and reads what the page then shows.
pub(super) async fn click(session: &mut Session<'_>, press: &Press<'_>, selector: &str) -> Result<Visit, Stop> {
    if let Some(would_be) = request(session, press)
        && let Err(refusal) = allowed(session, press, &would_be)
    {
        session.requests.push(line(press, &would_be, Some(&refusal)));
        return Err(Stop::Refused(refusal));
    }
    let judged = Judged {
        intent: press.intent,
        page_kind: press.on.kind,
        label: press.label.to_owned(),
        markup: press.markup.to_owned(),
        last_step: press.last_step,
    };
    let deeds = [Deed::Click(selector.to_owned())];
    let visit = act(session, press.on.url, &deeds, &judged).await.map_err(lost)?;
    if let Some(note) = visit.blocked.clone() {
        return Err(Stop::Blocked(note));
    }
    if visit.status >= 400 {
        let note = Note::new("answered-with-status").with("status", visit.status);
        return Err(Stop::Failed(with_message(note, &visit)));
    }
    Ok(visit)
}

fn lost(code: String) -> Stop {
    Stop::Failed(Note::new("browser-failed").with("error", code))
}

/// Whether the order form on the page is its scripts': nothing that we could send does what they do.
pub(super) fn is_filled_by_hand(page: &Visit) -> bool {
    let sends = |form: &&Form| {
        form.selector.is_some()
            && form.method.eq_ignore_ascii_case("post")
            && form.buttons.iter().any(|button| button.visible && button.submits)
    };
    let in_sight = |form: &&Form| form.fields.iter().filter(|field| field.is_in_sight()).count();
    page.facts.seen_by == Eye::Chrome
        && page
            .facts
            .forms
            .iter()
            .filter(|form| form.visible && last::is_of_order(form))
            .max_by_key(in_sight)
            .is_some_and(|form| in_sight(&form) > 0 && !sends(&form))
}

/// The button of a scripted form that goes on to another page.
pub(super) fn onward<'a>(page: &'a Visit, on: On<'a>, form: &'a Form, button: &'a Button) -> Next<'a> {
    if !last::more_follows(&page.facts, &page.url, form, button) {
        return Next::Nothing(Stop::Refused(
            Note::new("last-button-in-doubt").with("button", &button.label),
        ));
    }
    Next::Link(Press {
        intent: Intent::Fill,
        label: &button.label,
        on,
        markup: &button.markup,
        target: Target::Click(&button.selector),
        last_step: last::looks_last(&page.facts),
    })
}

/// Fills the page with the test customer, as far as it asks; the step that was booked for it gets what came up.
///
/// # Errors
/// Where the browser failed; the page is kept.
pub(super) async fn fill(
    session: &mut Session<'_>,
    seen: &mut Seen,
    mut page: Visit,
    country: &mut Option<String>,
) -> Result<Visit, Stop> {
    let mut done: BTreeSet<String> = BTreeSet::new();
    let judged = Judged {
        intent: Intent::KeepFields,
        page_kind: PageKind::Checkout,
        label: String::new(),
        markup: String::new(),
        last_step: false,
    };
    for _ in 0..MOST_ROUNDS {
        let offered = page.facts.forms.iter().find_map(|form| values::country(form, session));
        *country = country.take().or(offered);
        let customer = session.customer(country.as_deref());
        let deeds = deeds(&page, &customer, &done);
        if deeds.is_empty() {
            break;
        }
        done.extend(deeds.iter().map(|deed| deed.selector().to_owned()));
        match act(session, &page.url, &deeds, &judged).await {
            Ok(filled) => page = filled,
            Err(code) => {
                session.keep(page, None, None, true);
                return Err(lost(code));
            }
        }
    }
    if let Some(booked) = seen.steps.last_mut() {
        let fresh = step(session, booked.kind, &page, "", booked.clicks);
        // What was asked first and is gone by now was asked all the same.
        if fresh.fields_visible >= booked.fields_visible {
            booked.fields = fresh.fields;
            step::count(booked);
        }
        booked.costs = fresh.costs;
        booked.messages = fresh.messages;
    }
    Ok(page)
}

/// What a customer does next on the page: fields that must be filled, or all of them where none is marked.
fn deeds(page: &Visit, customer: &Customer, done: &BTreeSet<String>) -> Vec<Deed> {
    let forms = || {
        page.facts
            .forms
            .iter()
            .filter(|form| form.visible && last::is_of_order(form))
    };
    let marked = forms()
        .flat_map(|form| &form.fields)
        .any(|field| field.is_in_sight() && field.required);
    forms()
        .flat_map(|form| &form.fields)
        .filter(|field| field.is_in_sight() && !field.honeypot && !done.contains(&field.selector))
        .filter_map(|field| deed(field, customer, !marked || field.required))
        .take(MOST_DEEDS)
        .collect()
}

fn deed(field: &Field, customer: &Customer, wanted: bool) -> Option<Deed> {
    let selector = field.selector.clone();
    let token = field.token.as_deref().unwrap_or(match field.control.as_str() {
        "email" => "email",
        "tel" => "tel",
        _ => "",
    });
    let own = customer.value(token).filter(|value| !value.is_empty());
    match field.control.as_str() {
        "combobox" if wanted && values::is_country(field) => {
            Some(Deed::Choose(selector, values::names_of(&customer.country)))
        }
        "combobox" if wanted => Some(Deed::Choose(selector, own.into_iter().collect())),
        "select" => {
            let meant = own.and_then(|own| values::option_of(field, &own));
            let choice = match (meant, submit::chosen(field)) {
                (Some(meant), chosen) if chosen.as_ref() != Some(&meant) => Some(meant),
                (None, None) => submit::first_possible(field),
                _ => None,
            };
            choice.map(|value| Deed::Select(selector, value))
        }
        // One of them has to be chosen, marked or not.
        "radio" if !field.preset && is_harmless_choice(field) => Some(Deed::Tick(selector)),
        _ if values::is_typed(field) && wanted => own.map(|own| Deed::Type(selector, own)),
        _ => None,
    }
}

/// Whether the choice leads no further: a wallet opens its own window.
fn is_harmless_choice(field: &Field) -> bool {
    static WALLETS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)paypal|klarna|apple|google|amazon|페이\b").expect("built-in pattern"));
    let label = field.options.first().map(|option| option.label.as_str());
    let label = label.or(field.label.as_deref()).unwrap_or_default();
    !Lexicon::builtin().is("danger.express-pay", label) && !WALLETS.is_match(label)
}
