//! One test per trap that a real shop may set on the way to the pay button: where the walk stops, what it counts, and
//! that nothing was ordered, written, made or left behind. The truth was read off the shop's pages by hand; it stands
//! at each trap in `src/demo/trap.rs`, and for the odd shop in `src/demo/odd/mod.rs`.

#[path = "common/journeys.rs"]
mod journeys;

use journeys::{Plan, assert_harmless, buy, reached, step, walk_demo, walk_trap};
use touchpoint::demo::{Character, Counters, Trap};
use touchpoint::model::{Field, Journey, Outcome, PageKind, Step, StepOutcome, Walk};

/// What the way to a payment page looks like where every step is there.
const TO_PAYMENT: [PageKind; 7] = [
    PageKind::Home,
    PageKind::Product,
    PageKind::Cart,
    PageKind::Login,
    PageKind::Checkout,
    PageKind::Checkout,
    PageKind::Payment,
];

fn walked(trap: Trap, plan: Plan) -> (Walk, Counters) {
    let (walk, counters) = walk_trap(trap, plan);
    assert_harmless(&counters);
    (walk, counters)
}

fn reason(journey: &Journey) -> &str {
    journey.reason.as_ref().map_or("", |note| note.code.as_str())
}

fn names(step: &Step) -> Vec<&str> {
    let in_sight = step.fields.iter().filter(|field| field.is_in_sight());
    in_sight.filter_map(|field: &Field| field.name.as_deref()).collect()
}

#[test]
fn a_button_without_a_form_needs_a_browser() {
    let (walk, counters) = walked(Trap::ScriptedButton, Plan::filling(20));
    let journey = buy(&walk);
    assert_eq!(
        (journey.outcome, reason(journey)),
        (Outcome::Unknown, "needs-browser"),
        "{journey:#?}"
    );
    assert_eq!(reached(journey), [PageKind::Home, PageKind::Product]);
    let ended = journey.ended_at().expect("a step");
    assert_eq!((ended.kind, ended.outcome), (PageKind::Cart, StepOutcome::Failed));
    assert_eq!(counters.posts, 0, "nothing was guessed");
}

#[test]
fn a_button_without_a_form_is_pressed_as_the_platform_would() {
    let (walk, counters) = walked(Trap::KnownButton, Plan::filling(20));
    assert_eq!(walk.shop.platform.as_deref(), Some("woocommerce"));
    let journey = buy(&walk);
    assert_eq!(journey.outcome, Outcome::Completed, "{journey:#?} {:#?}", walk.requests);
    assert_eq!(reached(journey), TO_PAYMENT);
    let sent = walk.requests.iter().find(|line| line.intent == "add-to-cart");
    assert!(
        sent.is_some_and(|line| line.sent && line.method == "GET" && line.url.contains("?add-to-cart=")),
        "{sent:?}"
    );
    assert_eq!((counters.lines_added, counters.lines_removed), (1, 1));
}

#[test]
fn a_platform_that_does_not_answer_as_it_should_is_said_so() {
    let (walk, counters) = walked(Trap::DeafButton, Plan::filling(20));
    let journey = buy(&walk);
    assert_eq!(
        (journey.outcome, reason(journey)),
        (Outcome::Partial, "recipe-not-answered"),
        "{journey:#?}"
    );
    let ended = journey.ended_at().expect("a step");
    assert_eq!((ended.kind, ended.outcome), (PageKind::Cart, StepOutcome::Failed));
    let tries = walk.requests.iter().filter(|line| line.intent == "add-to-cart").count();
    assert!((1..=5).contains(&tries), "{tries}");
    assert_eq!(counters.lines_added, 0);
}

#[test]
fn options_that_a_second_request_brings_are_read() {
    let (walk, counters) = walked(Trap::DependentOptions, Plan::ours(20));
    let journey = buy(&walk);
    assert_eq!(journey.outcome, Outcome::Completed, "{journey:#?}");
    let line = &step(journey, PageKind::Cart).lines[0];
    assert!(line.ours, "{line:?}");
    // A colour, a size, the button.
    let product = step(journey, PageKind::Product).clicks;
    assert_eq!(step(journey, PageKind::Cart).clicks, product + 3);
    assert_eq!(
        (counters.posts, counters.lines_added, counters.lines_removed),
        (3, 1, 1)
    );
}

#[test]
fn swatches_without_inputs_are_chosen_and_the_sold_out_one_is_not() {
    let (walk, counters) = walked(Trap::Swatches, Plan::ours(20));
    let journey = buy(&walk);
    assert_eq!(journey.outcome, Outcome::Completed, "{journey:#?}");
    // A swatch and the button.
    let product = step(journey, PageKind::Product).clicks;
    assert_eq!(step(journey, PageKind::Cart).clicks, product + 2);
    let tries = walk.requests.iter().filter(|line| line.intent == "add-to-cart").count();
    assert_eq!((tries, counters.lines_added), (1, 1), "the first try was right");
}

#[test]
fn a_guest_enters_by_radio_box_or_link() {
    // Radio or box and the button; a link is one click.
    for (trap, clicks) in [(Trap::GateRadio, 2), (Trap::GateTick, 2), (Trap::GateLogin, 1)] {
        let (walk, counters) = walked(trap, Plan::ours(12));
        let journey = buy(&walk);
        assert_eq!(journey.outcome, Outcome::Completed, "{trap:?} {journey:#?}");
        assert_eq!(journey.guest_possible, Some(true), "{trap:?}");
        let gate = step(journey, PageKind::Login).clicks;
        let form = step(journey, PageKind::Checkout);
        assert_eq!(form.clicks, gate + clicks, "{trap:?}");
        assert_eq!((form.fields_visible, form.fields_required), (7, 5), "{trap:?}");
        assert_eq!((counters.guests, counters.addresses), (1, 0), "{trap:?}");
    }
}

#[test]
fn a_forced_account_ends_the_walk_at_the_gate() {
    let (walk, counters) = walked(Trap::GateMembers, Plan::filling(12));
    let journey = buy(&walk);
    assert_eq!((journey.outcome, reason(journey)), (Outcome::Partial, "account-forced"));
    assert_eq!(journey.guest_possible, Some(false));
    assert_eq!(reached(journey), TO_PAYMENT[..4]);
    let ended = journey.ended_at().expect("a step");
    assert_eq!((ended.kind, ended.outcome), (PageKind::Checkout, StepOutcome::Blocked));
    assert_eq!(counters.guests, 0);
}

#[test]
fn collapsed_fields_and_a_honeypot_are_neither_counted_nor_filled() {
    let (walk, counters) = walked(Trap::CrowdedForm, Plan::filling(12));
    let journey = buy(&walk);
    assert_eq!(reached(journey), TO_PAYMENT, "{journey:#?}");
    let form = step(journey, PageKind::Checkout);
    assert_eq!(
        names(form),
        [
            "name",
            "email",
            "phone",
            "postcode",
            "address1",
            "address2",
            "other_billing"
        ]
    );
    assert_eq!(form.fields_visible, 7);
    assert_eq!(
        (counters.refused, counters.addresses),
        (0, 1),
        "the honeypot stayed empty"
    );
}

#[test]
fn fields_that_only_an_asterisk_calls_required_are_counted_and_filled() {
    let (walk, counters) = walked(Trap::CrowdedForm, Plan::filling(12));
    let form = step(buy(&walk), PageKind::Checkout);
    let required: Vec<&str> = form
        .fields
        .iter()
        .filter(|field| field.is_in_sight() && field.required)
        .filter_map(|field| field.name.as_deref())
        .collect();
    assert_eq!(required, ["name", "email", "phone", "postcode", "address1"]);
    assert_eq!(form.fields_required, 5);
    assert_eq!(counters.addresses, 1, "accepted at the first try");
}

#[test]
fn a_step_that_the_shop_leaves_out_is_not_missed() {
    let (walk, counters) = walked(Trap::SkippedStep, Plan::filling(12));
    let journey = buy(&walk);
    assert_eq!(journey.outcome, Outcome::Completed, "{journey:#?}");
    assert_eq!(journey.steps_announced, Some(4));
    let mut way = TO_PAYMENT.to_vec();
    way.remove(5);
    assert_eq!(reached(journey), way);
    assert_eq!(counters.addresses, 1);
}

#[test]
fn a_product_that_is_not_added_in_spite_of_200_is_passed_over() {
    let (walk, counters) = walked(Trap::SoftError, Plan::ours(40));
    let journey = buy(&walk);
    assert_eq!(journey.outcome, Outcome::Completed, "{journey:#?}");
    let tries = walk.requests.iter().filter(|line| line.intent == "add-to-cart").count();
    assert!((2..=5).contains(&tries), "{tries}");
    assert_eq!((counters.lines_added, counters.lines_removed), (1, 1));
}

#[test]
fn a_form_that_comes_back_with_200_was_not_accepted() {
    let (walk, counters) = walked(Trap::StubbornForm, Plan::filling(12));
    let journey = buy(&walk);
    assert_eq!(
        (journey.outcome, reason(journey)),
        (Outcome::Partial, "shop-says"),
        "{journey:#?}"
    );
    let said = journey.reason.as_ref().and_then(|note| note.arguments.get("message"));
    assert_eq!(said.map(String::as_str), Some("이 지역에는 배송하지 않습니다."));
    assert_eq!(reached(journey), TO_PAYMENT[..5]);
    let sent = walk.requests.iter().filter(|line| line.intent == "fill").count();
    assert_eq!((sent, counters.addresses), (2, 0), "sent, mended, and left");
}

#[test]
fn a_checkout_that_has_timed_out_with_200_is_no_checkout() {
    let (walk, counters) = walked(Trap::TimedOut, Plan::filling(12));
    let journey = buy(&walk);
    assert_eq!(journey.outcome, Outcome::Partial, "{journey:#?}");
    assert_eq!(reason(journey), "not-the-checkout");
    assert_eq!(reached(journey), TO_PAYMENT[..3]);
    assert_eq!(counters.lines_removed, 1);
}

#[test]
fn an_item_that_nobody_put_into_the_cart_is_seen_and_taken_out() {
    let (walk, counters) = walked(Trap::SneakedItem, Plan::ours(12));
    let journey = buy(&walk);
    assert_eq!(journey.outcome, Outcome::Completed, "{journey:#?}");
    let lines: Vec<(bool, bool)> = step(journey, PageKind::Cart)
        .lines
        .iter()
        .map(|line| (line.ours, line.removable))
        .collect();
    assert_eq!(lines, [(true, true), (false, true)]);
    assert_eq!((counters.lines_added, counters.lines_removed), (2, 2));
}

#[test]
fn a_cost_that_appears_on_the_last_page_is_marked_there() {
    let (walk, _) = walked(Trap::LateCost, Plan::filling(12));
    let journey = buy(&walk);
    assert_eq!(reached(journey), TO_PAYMENT, "{journey:#?}");
    let new: Vec<(PageKind, &str, String)> = journey
        .steps
        .iter()
        .flat_map(|step| step.new_costs.iter().map(move |cost| (step.kind, cost)))
        .map(|(kind, cost)| {
            let amount = cost.money.as_ref().map(|money| money.amount.to_string());
            (kind, cost.kind.as_str(), amount.unwrap_or_default())
        })
        .collect();
    assert_eq!(new, [(PageKind::Payment, "fee", "2900".to_owned())]);
}

#[test]
fn a_last_button_that_says_continue_is_not_pressed() {
    let (walk, counters) = walked(Trap::MaskedButton, Plan::filling(12));
    let journey = buy(&walk);
    let last = journey.last_reached().and_then(|step| step.url.as_deref());
    assert!(
        last.is_some_and(|url| url.ends_with("/checkout/payment")),
        "{journey:#?}"
    );
    assert_eq!(counters.addresses, 1);
    assert!(
        walk.requests
            .iter()
            .all(|line| !line.sent || !line.url.contains("/order"))
    );
}

#[test]
fn a_form_whose_button_continue_orders_at_once_is_not_sent() {
    let (walk, counters) = walked(Trap::OneStep, Plan::filling(12));
    let journey = buy(&walk);
    assert_eq!(
        (journey.outcome, reason(journey)),
        (Outcome::Partial, "last-button-in-doubt"),
        "{journey:#?}"
    );
    let form = journey.last_reached().expect("a step");
    assert_eq!(
        (form.kind, form.fields_visible, form.fields_required),
        (PageKind::Checkout, 5, 5)
    );
    assert_eq!(counters.addresses, 0);
}

#[test]
fn an_order_draft_is_made_with_consent_only() {
    let (walk, counters) = walked(Trap::Draft, Plan::filling(40));
    assert_eq!(walk.shop.platform.as_deref(), Some("shopify"));
    let journey = buy(&walk);
    assert_eq!(
        (journey.outcome, reason(journey)),
        (Outcome::Partial, "needs-allow-draft"),
        "{journey:#?}"
    );
    let ended = journey.ended_at().expect("a step");
    assert_eq!((ended.kind, ended.outcome), (PageKind::Checkout, StepOutcome::Refused));
    assert_eq!(counters.drafts, 0);

    let mut plan = Plan::filling(40);
    plan.options.allow_draft = true;
    let (walk, counters) = walked(Trap::Draft, plan);
    let journey = buy(&walk);
    assert_eq!(journey.outcome, Outcome::Completed, "{journey:#?}");
    assert_eq!(journey.last_reached().map(|step| step.kind), Some(PageKind::Payment));
    assert_eq!(counters.drafts, 1, "opened once");
}

#[test]
fn panels_that_a_script_loads_are_read_without_sending_anything() {
    for plan in [Plan::ours(60), Plan::filling(60)] {
        let (walk, counters) = walk_demo(Character::Odd, plan);
        assert_harmless(&counters);
        let journey = buy(&walk);
        assert_eq!(journey.outcome, Outcome::Completed, "{journey:#?}");
        let panels: Vec<(PageKind, u32, bool)> = journey
            .steps
            .iter()
            .filter(|step| step.url.as_deref().is_some_and(|url| url.contains("/panel/")))
            .map(|step| (step.kind, step.fields_visible, step.estimated))
            .collect();
        // Address, delivery, payment, consents, and the last button.
        let truth = [
            (PageKind::Checkout, 0, false),
            (PageKind::Checkout, 1, false),
            (PageKind::Checkout, 1, false),
            (PageKind::Checkout, 2, false),
            (PageKind::Payment, 0, false),
        ];
        assert_eq!(panels, truth);
        assert_eq!(counters.addresses, 0);
    }
}

#[test]
fn token_and_origin_are_as_a_browser_sends_them() {
    let (walk, counters) = walk_demo(Character::Odd, Plan::ours(30));
    assert_harmless(&counters);
    assert!(counters.posts >= 2, "{:#?}", walk.requests);
    assert_eq!((counters.refused, counters.lines_added), (0, 1));
}

#[test]
fn a_category_that_leads_to_its_only_product_is_that_product() {
    let (walk, _) = walked(Trap::LoneCategory, Plan::ours(60));
    let at = |path: &str| {
        walk.pages
            .iter()
            .filter(|page| page.url.ends_with(path))
            .collect::<Vec<_>>()
    };
    assert!(at("/category/lighting").is_empty(), "no page stands there");
    let lanterns = at("/product/lantern");
    assert_eq!(lanterns.len(), 1, "read once");
    assert_eq!(lanterns[0].facts.kind.name, PageKind::Product);
}

#[test]
fn in_a_two_address_form_the_collapsed_block_is_not_counted() {
    let (walk, _) = walk_demo(Character::Odd, Plan::ours(40));
    let form = step(buy(&walk), PageKind::Checkout);
    assert_eq!((form.fields_visible, form.fields_required), (8, 5));
    assert!(
        names(form)
            .iter()
            .all(|name| !name.starts_with("ship_") && *name != "homepage_url")
    );
}
