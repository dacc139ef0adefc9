//! The buying journey on the three demo shops: how far it comes, what it sees, and that it leaves nothing behind.

#[path = "common/journeys.rs"]
mod journeys;

use journeys::{Plan, assert_harmless, block_on, buy, deep, reached, step, walk_at, walk_demo};
use touchpoint::demo::{Character, Options as DemoOptions, Shop};
use touchpoint::model::{JourneyName, Outcome, PageKind, Step, StepOutcome};
use touchpoint::net::{ClientOptions, Fetcher, StartUrl};
use touchpoint::walk::customer::Customer;
use touchpoint::walk::walk;

fn amounts(step: &Step) -> Vec<(String, String)> {
    step.costs
        .iter()
        .map(|cost| {
            let amount = cost.money.as_ref().map(|money| money.amount.to_string());
            (cost.kind.clone(), amount.unwrap_or_default())
        })
        .collect()
}

#[test]
fn the_good_shop_is_walked_to_its_order_form() {
    let (walk, counters) = walk_demo(Character::Good, Plan::ours(40));
    let journey = buy(&walk);
    assert_eq!(journey.outcome, Outcome::Completed, "{journey:#?}");
    assert_eq!(
        reached(journey),
        [
            PageKind::Home,
            PageKind::Product,
            PageKind::Cart,
            PageKind::Login,
            PageKind::Checkout
        ]
    );
    assert_eq!((journey.guest_possible, journey.steps_announced), (Some(true), Some(4)));
    // Into the cart, to the checkout, on as a guest: three clicks from the product.
    let product = step(journey, PageKind::Product).clicks;
    assert_eq!(journey.clicks, product + 3);
    let cart = step(journey, PageKind::Cart);
    assert_eq!(cart.lines.len(), 1);
    let line = &cart.lines[0];
    assert!(line.ours && line.removable && line.quantity_editable);
    let kinds: Vec<String> = amounts(cart).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["subtotal", "shipping", "total"]);
    let form = step(journey, PageKind::Checkout);
    assert_eq!((form.fields_visible, form.fields_required), (7, 5));
    assert!(form.new_costs.is_empty());
    assert_eq!(
        (counters.posts, counters.lines_added, counters.lines_removed),
        (3, 1, 1)
    );
    assert_eq!(counters.addresses, 0, "nothing was filled in");
    assert_harmless(&counters);
}

#[test]
fn with_consent_it_goes_on_to_the_page_with_the_last_button() {
    let (walk, counters) = walk_demo(Character::Good, Plan::filling(40));
    let journey = buy(&walk);
    assert_eq!(journey.outcome, Outcome::Completed, "{journey:#?}");
    assert_eq!(
        reached(journey)[4..],
        [PageKind::Checkout, PageKind::Checkout, PageKind::Payment]
    );
    let last = journey.last_reached().expect("a step");
    assert!(
        last.url
            .as_deref()
            .is_some_and(|url| url.ends_with("/checkout/payment"))
    );
    assert_eq!(counters.addresses, 1);
    assert_harmless(&counters);
}

#[test]
fn the_test_customer_reaches_no_part_of_a_walk() {
    let plan = Plan::filling(20);
    let secrets = Customer::secrets(&plan.options.customer);
    let (walk, _) = walk_demo(Character::Good, plan);
    let told = format!("{walk:?}");
    for secret in secrets {
        assert!(!told.contains(&secret), "{secret}");
    }
}

#[test]
fn the_bad_shop_forces_an_account_and_sneaks_a_line_in() {
    let (walk, counters) = walk_demo(Character::Bad, Plan::filling(40));
    let journey = buy(&walk);
    assert_eq!(journey.guest_possible, Some(false), "{journey:#?}");
    assert_eq!(journey.outcome, Outcome::Partial);
    assert_eq!(
        journey.reason.as_ref().map(|note| note.code.as_str()),
        Some("account-forced")
    );
    let cart = step(journey, PageKind::Cart);
    let lines: Vec<(bool, bool, bool)> = cart
        .lines
        .iter()
        .map(|line| (line.ours, line.removable, line.quantity_editable))
        .collect();
    assert_eq!(lines, [(true, true, false), (false, false, false)]);
    assert!(cart.costs.is_empty(), "the cart tells no costs");
    assert_harmless(&counters);
}

#[test]
fn the_odd_shop_is_walked_through_its_traps() {
    let (walk, counters) = walk_demo(Character::Odd, Plan::ours(60));
    let journey = buy(&walk);
    assert_eq!(journey.outcome, Outcome::Completed, "{journey:#?}");
    assert_eq!(journey.guest_possible, Some(true));
    let cart = step(journey, PageKind::Cart);
    assert_eq!(cart.lines.len(), 1);
    assert!(cart.lines[0].ours && cart.lines[0].removable && cart.lines[0].quantity_editable);
    // Radio, terms, and the button.
    let gate = step(journey, PageKind::Login).clicks;
    assert_eq!(step(journey, PageKind::Checkout).clicks, gate + 3);
    // Nine fields are collapsed and one is a trap, by the shop's style sheet; required is what a class and ARIA say.
    let form = step(journey, PageKind::Checkout);
    assert_eq!(
        (form.fields_visible, form.fields_required),
        (8, 5),
        "{:#?}",
        form.fields
    );
    // Five panels that only a script would load, read without sending anything; the last holds the last button.
    let panels: Vec<&Step> = journey
        .steps
        .iter()
        .filter(|step| step.url.as_deref().is_some_and(|url| url.contains("/api/order/panel/")))
        .collect();
    assert_eq!(panels.len(), 5);
    assert_eq!(panels[4].kind, PageKind::Payment);
    assert_eq!(counters.addresses, 0);
    assert_eq!(
        counters.refused, 0,
        "token, origin and honeypot are as a browser has them"
    );
    assert_harmless(&counters);
}

#[test]
fn without_consent_robots_txt_keeps_the_journey_out_of_the_cart() {
    let mut plan = Plan::ours(30);
    (plan.options.mine, plan.client.mine) = (false, false);
    let (walk, counters) = walk_demo(Character::Good, plan);
    let journey = buy(&walk);
    assert_eq!(journey.outcome, Outcome::NotWalked);
    assert_eq!(
        journey.reason.as_ref().map(|note| note.code.as_str()),
        Some("robots-forbid-journey")
    );
    assert!(walk.requests.is_empty(), "{:?}", walk.requests);
    assert_eq!((counters.posts, counters.carts_created), (0, 0));
    assert_harmless(&counters);
}

#[test]
fn a_walk_that_is_not_to_buy_says_what_it_left_out() {
    let mut plan = Plan::ours(30);
    plan.options.buy = false;
    let (walk, counters) = walk_demo(Character::Good, plan);
    assert_eq!(buy(&walk).outcome, Outcome::NotWalked);
    let left_out: Vec<_> = walk
        .requests
        .iter()
        .map(|line| (line.sent, line.rule.as_str()))
        .collect();
    assert_eq!(left_out, [(false, "buying-not-wanted")]);
    assert_eq!(counters.posts, 0);
    assert_harmless(&counters);
}

#[test]
fn wherever_the_limit_of_requests_cuts_the_walk_the_cart_is_left_empty() {
    for limit in 6..30 {
        let mut plan = Plan::filling(4);
        plan.client.max_requests = limit;
        let (walk, counters) = walk_demo(Character::Good, plan);
        assert_eq!(counters.lines_now, 0, "limit {limit}: {:?}", walk.warnings);
        assert_harmless(&counters);
    }
}

#[test]
fn a_walk_that_is_broken_off_takes_out_what_it_put_in() {
    let (counters, cancelled) = deep(|| {
        block_on(async {
            let shop = Shop::start(DemoOptions {
                character: Character::Good,
                port: 0,
            })
            .await
            .expect("a port");
            let start = StartUrl::parse(&shop.url()).expect("an address");
            let plan = Plan::filling(6);
            let fetcher = Fetcher::live(ClientOptions {
                shop: start.url().cloned(),
                // Slow enough for the watcher below.
                rate_per_second: 25.0,
                ..plan.client.clone()
            })
            .expect("a client");
            let watch = async {
                while shop.counters().lines_now == 0 {
                    tokio::time::sleep(std::time::Duration::from_millis(2)).await;
                }
                fetcher.cancel();
            };
            let (walked, ()) = tokio::join!(walk(&fetcher, &start, &plan.options, &|_| ()), watch);
            let walked = walked.expect("the walk ends in a report");
            let cancelled = walked.limits.notes.iter().any(|note| note.code == "cancelled");
            (shop.counters(), cancelled)
        })
    });
    assert!(cancelled);
    assert_eq!((counters.lines_added, counters.lines_removed), (1, 1));
    assert_harmless(&counters);
}

#[test]
fn a_walk_whose_time_is_over_takes_out_what_it_put_in() {
    for milliseconds in [150, 400, 700, 1_000, 1_400, 2_000] {
        let mut plan = Plan::filling(4);
        plan.client.total_time = std::time::Duration::from_millis(milliseconds);
        let counters = deep(move || {
            block_on(async {
                let shop = Shop::start(DemoOptions {
                    character: Character::Good,
                    port: 0,
                })
                .await
                .expect("a port");
                let start = StartUrl::parse(&shop.url()).expect("an address");
                let fetcher = Fetcher::live(ClientOptions {
                    shop: start.url().cloned(),
                    rate_per_second: 20.0,
                    ..plan.client.clone()
                })
                .expect("a client");
                // Too short a time gives no walk at all, which leaves nothing behind either.
                let _ = walk(&fetcher, &start, &plan.options, &|_| ()).await;
                shop.counters()
            })
        });
        assert_harmless(&counters);
    }
}

#[test]
fn two_walks_of_a_shop_are_the_same() {
    let steps = || {
        deep(|| {
            block_on(async {
                let shop = Shop::start(DemoOptions {
                    character: Character::Good,
                    port: 0,
                })
                .await
                .expect("a port");
                let url = shop.url();
                let walk = walk_at(&url, &Plan::filling(12)).await;
                let mut journeys = walk.journeys;
                // How long a page took is the network's doing.
                let steps = journeys.iter_mut().flat_map(|journey| &mut journey.steps);
                steps.for_each(|step| step.milliseconds = None);
                format!("{journeys:?}").replace(&url, "")
            })
        })
    };
    assert_eq!(steps(), steps());
}

#[test]
fn the_way_to_a_person_is_counted_from_home_and_from_a_product() {
    let (walk, _) = walk_demo(Character::Good, Plan::ours(30));
    let ask = walk.journey(JourneyName::Ask).expect("the journey");
    assert_eq!(
        (ask.clicks, ask.clicks_from_product),
        (0, Some(0)),
        "the number stands in every header"
    );
    let returns = walk.journey(JourneyName::Return).expect("the journey");
    assert!(
        returns.clicks_from_product.is_some_and(|clicks| clicks <= 1),
        "{returns:#?}"
    );
    let (walk, _) = walk_demo(Character::Bad, Plan::ours(30));
    let ask = walk.journey(JourneyName::Ask).expect("the journey");
    assert!(ask.clicks_from_product.is_none_or(|clicks| clicks > 0), "{ask:#?}");
}

#[test]
fn a_step_that_was_not_reached_says_why() {
    let (walk, _) = walk_demo(Character::Bad, Plan::ours(30));
    let ended = buy(&walk).steps.last().expect("a step");
    assert_eq!(ended.outcome, StepOutcome::Blocked);
    assert!(ended.reason.is_some());
}
