//! The odd shop's way to an order: a gate with a radio, then one page with six panels, five of them empty until a
//! script fills them.

use super::{alert, has_session, script_redirect, soft_not_found, timed_out};
use crate::demo::http::Reply;
use crate::demo::routes::{Visit, cart_page, checked, complaints, place_order, summary};
use minijinja::context;
use serde_json::json;

pub(super) fn answer(visit: &mut Visit<'_>) -> Reply {
    let segments = visit.segments();
    // Trap: without a session the order form "timed out", with an empty cart it says so; both answer 200.
    if !has_session(visit.request) {
        return timed_out(visit);
    }
    if visit.session.lines.is_empty() {
        return cart_page(visit);
    }
    let known = visit.session.guest || visit.session.account.is_some();
    match (visit.request.post, segments.as_slice()) {
        (false, ["checkout", ..]) => script_redirect("/order"),
        (true, ["order", "entry"]) => enter(visit),
        (false, ["order"]) if !known => visit.page("gate.html", 200, summary(visit)),
        _ if !known => timed_out(visit),
        (false, ["order"]) => visit.page("checkout.html", 200, page(visit, 0)),
        (false, ["api", "order", "panel", number @ ("2" | "3" | "4" | "5" | "6")]) => {
            let number = number.parse().unwrap_or(0);
            visit.page("panel.html", 200, page(visit, number))
        }
        (true, ["api", "order", "save"]) => save(visit),
        (true, ["order", "place"]) => place(visit),
        _ => soft_not_found(visit),
    }
}

fn page(visit: &Visit<'_>, panel: u32) -> minijinja::Value {
    context! { panel, ..summary(visit) }
}

/// Trap: guests enter by the radio that is not preselected, and only with the terms ticked.
fn enter(visit: &mut Visit<'_>) -> Reply {
    if visit.request.field("entry") != "guest" {
        return script_redirect("/login");
    }
    if visit.request.field("agree") != "yes" {
        return alert(visit.say("약관에 동의해 주세요.", "Please agree to the terms."));
    }
    visit.session.guest = true;
    visit.store.counters.guests += 1;
    script_redirect("/order")
}

/// The first panel, sent by script; answers what is wrong by field.
fn save(visit: &mut Visit<'_>) -> Reply {
    let values = checked(visit);
    if is_trapped(visit) {
        return Reply::new(200, "application/json", json!({"ok": false}).to_string());
    }
    let errors = complaints(&values, visit.language());
    let ok = errors.is_empty();
    if ok {
        visit.session.address = values;
        visit.store.counters.addresses += 1;
    }
    Reply::new(200, "application/json", json!({"ok": ok, "errors": errors}).to_string())
}

/// Trap: a text field that no person sees; whoever fills it is refused without a reason.
fn is_trapped(visit: &mut Visit<'_>) -> bool {
    let filled = !visit.request.field(HONEYPOT).is_empty();
    visit.store.counters.refused += u64::from(filled);
    filled
}

/// The name of the honeypot field.
const HONEYPOT: &str = "homepage_url";

fn place(visit: &mut Visit<'_>) -> Reply {
    if is_trapped(visit) || visit.session.address.is_empty() {
        return timed_out(visit);
    }
    if visit.request.field("terms") != "yes" {
        return alert(visit.say("약관에 동의해 주세요.", "Please agree to the terms."));
    }
    if !matches!(visit.request.field("payment"), "card" | "transfer") {
        return alert(visit.say("결제 수단을 선택해 주세요.", "Please choose how to pay."));
    }
    if visit.request.field("delivery") == "express" {
        visit.session.delivery = Some("express".to_owned());
    }
    if visit.request.field("create_account") == "yes" {
        visit.store.counters.accounts += 1;
    }
    let number = place_order(visit);
    script_redirect(&format!("/checkout/done/{number}"))
}
