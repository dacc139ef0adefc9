//! The buying journey on django-oscar, against the hand-checked truth of `tests/shops/oscar/TRUTH.md`.

#[path = "common/journeys.rs"]
mod journeys;
#[path = "common/real_shop.rs"]
mod real_shop;

use std::io::Write;

use journeys::{Plan, block_on, buy, deep, reached, step, walk_at};
use real_shop::RealShop;
use serde_json::Value;
use touchpoint::model::{Outcome, PageKind, Walk};

/// Walks a fresh shop and reads its own counters; `None` after saying why the test is skipped.
fn walked(plan: Plan) -> Option<(Walk, Value)> {
    let shop = match RealShop::oscar() {
        Ok(shop) => shop,
        Err(reason) => {
            // Written directly: the test harness hides what the macros print in a test that passes.
            let _ = writeln!(std::io::stderr(), "SKIPPED: {reason}");
            return None;
        }
    };
    let url = shop.url().to_owned();
    let seen = deep(move || {
        block_on(async {
            let walk = walk_at(&url, &plan).await;
            let counters = reqwest::get(format!("{url}__counters")).await.expect("counters");
            let text = counters.text().await.expect("counters");
            (walk, serde_json::from_str(&text).expect("JSON"))
        })
    });
    Some(seen)
}

fn assert_harmless(counters: &Value) {
    for name in ["orders", "users", "lines", "reviews", "votes", "alerts", "wishlists"] {
        assert_eq!(counters[name], 0, "{name}: {counters}");
    }
}

#[test]
fn without_consent_the_gateway_is_read_and_a_guest_is_let_in() {
    let Some((walk, counters)) = walked(Plan::ours(60)) else {
        return;
    };
    let journey = buy(&walk);
    assert_eq!(
        reached(journey),
        [PageKind::Home, PageKind::Product, PageKind::Cart, PageKind::Login],
        "{journey:#?}"
    );
    assert_eq!((journey.guest_possible, journey.steps_announced), (Some(true), Some(5)));
    assert_eq!(
        journey.reason.as_ref().map(|note| note.code.as_str()),
        Some("guest-needs-typing")
    );
    // Product, "Add to basket", "View basket", "Proceed to checkout".
    let product = step(journey, PageKind::Product).clicks;
    assert_eq!(step(journey, PageKind::Login).clicks, product + 3);
    let cart = step(journey, PageKind::Cart);
    assert_eq!(cart.lines.len(), 1);
    assert!(cart.lines[0].ours && cart.lines[0].removable && cart.lines[0].quantity_editable);
    let gateway = step(journey, PageKind::Login);
    assert_eq!(gateway.fields_visible, 3);
    assert_harmless(&counters);
}

#[test]
fn with_consent_it_is_walked_to_the_preview_and_no_order_is_placed() {
    let Some((walk, counters)) = walked(Plan::filling(60)) else {
        return;
    };
    let journey = buy(&walk);
    assert_eq!(journey.outcome, Outcome::Completed, "{journey:#?}");
    let form = step(journey, PageKind::Checkout);
    assert!(
        form.url
            .as_deref()
            .is_some_and(|url| url.ends_with("/checkout/shipping-address/"))
    );
    assert_eq!((form.fields_visible, form.fields_required), (11, 6));
    let last = journey.last_reached().expect("a step");
    assert!(
        last.url
            .as_deref()
            .is_some_and(|url| url.ends_with("/checkout/preview/"))
    );
    assert_eq!(last.kind, PageKind::Payment);
    // Shipping method and payment method are skipped by the shop.
    let pages: Vec<PageKind> = reached(journey)[3..].to_vec();
    assert_eq!(
        pages,
        [
            PageKind::Login,
            PageKind::Checkout,
            PageKind::Payment,
            PageKind::Payment
        ]
    );
    assert!(
        journey.steps.iter().all(|step| step.new_costs.is_empty()),
        "no cost appears late"
    );
    let sent = walk
        .requests
        .iter()
        .filter(|line| line.sent && line.method == "POST")
        .count();
    assert_eq!(
        sent, 4,
        "basket, gateway, address, and the basket emptied: {:#?}",
        walk.requests
    );
    assert_harmless(&counters);
}
