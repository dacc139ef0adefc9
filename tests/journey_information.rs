//! The journeys that only read — to a person, to the returns policy, to the order look-up — and how deep a checkout is
//! told to run: what was seen, and what is only announced.

#[path = "common/journeys.rs"]
mod journeys;

use journeys::{Plan, assert_harmless, buy, walk_demo, walk_trap};
use touchpoint::demo::{Character, Trap};
use touchpoint::model::{ChannelKind, CheckoutDepth, Journey, JourneyName, Outcome, PageKind, Step, StepOutcome, Walk};

fn journey(walk: &Walk, name: JourneyName) -> &Journey {
    walk.journey(name).expect("the journey is there")
}

#[test]
fn every_way_to_a_person_is_counted_from_home_and_from_a_product() {
    let (walk, counters) = walk_demo(Character::Good, Plan::ours(60));
    assert_harmless(&counters);
    let ways: Vec<(ChannelKind, u32, Option<u32>, Option<bool>)> = journey(&walk, JourneyName::Ask)
        .ways
        .iter()
        .map(|way| (way.kind, way.clicks, way.clicks_from_product, way.needs_login))
        .collect();
    // Number, mail and KakaoTalk stand on every page; form and board are a click away, and ask for no account.
    let truth = [
        (ChannelKind::Phone, 0, Some(0), Some(false)),
        (ChannelKind::Email, 0, Some(0), Some(false)),
        (ChannelKind::Form, 1, Some(1), Some(false)),
        (ChannelKind::Chat, 0, Some(0), Some(false)),
        (ChannelKind::Board, 1, Some(1), Some(false)),
    ];
    assert_eq!(ways, truth);
    assert_eq!(counters.messages, 0);
}

#[test]
fn the_bad_shop_is_asked_by_form_and_board_only() {
    let (walk, counters) = walk_demo(Character::Bad, Plan::ours(60));
    let ask = journey(&walk, JourneyName::Ask);
    let ways: Vec<(ChannelKind, Option<bool>)> = ask.ways.iter().map(|way| (way.kind, way.needs_login)).collect();
    // The number is hidden or a picture; nobody can see how one writes on the board.
    assert_eq!(ways, [(ChannelKind::Form, Some(false)), (ChannelKind::Board, None)]);
    assert!(ask.clicks > 0);
    assert_eq!(counters.messages, 0);
}

#[test]
fn a_guest_looks_up_an_order_and_finds_the_returns_policy() {
    let (walk, counters) = walk_demo(Character::Good, Plan::ours(60));
    let returns = journey(&walk, JourneyName::Return);
    assert_eq!(
        (returns.outcome, returns.clicks, returns.clicks_from_product),
        (Outcome::Completed, 1, Some(1))
    );
    let track = journey(&walk, JourneyName::Track);
    assert_eq!(
        (track.outcome, track.clicks, track.guest_possible),
        (Outcome::Completed, 1, Some(true))
    );
    assert_eq!(counters.lookups, 0, "nothing was looked up");
}

#[test]
fn what_is_nowhere_in_the_shop_is_not_found() {
    let (walk, _) = walk_demo(Character::Bad, Plan::ours(60));
    for (name, kind) in [
        (JourneyName::Return, PageKind::Returns),
        (JourneyName::Track, PageKind::OrderLookup),
    ] {
        let journey = journey(&walk, name);
        assert_eq!(journey.outcome, Outcome::NotFound, "{journey:#?}");
        let ended = journey.ended_at().expect("a step");
        assert_eq!((ended.kind, ended.outcome), (kind, StepOutcome::NotFound));
        assert_eq!(
            journey.advice.as_ref().map(|note| note.code.as_str()),
            Some("try-adding")
        );
    }
}

#[test]
fn a_walk_that_read_too_little_does_not_say_that_something_is_missing() {
    let (walk, _) = walk_demo(Character::Bad, Plan::ours(3));
    let track = journey(&walk, JourneyName::Track);
    assert_eq!(track.outcome, Outcome::Unknown);
    assert_eq!(
        track.advice.as_ref().map(|note| note.code.as_str()),
        Some("try-more-pages")
    );
}

#[test]
fn steps_that_the_shop_announces_are_estimated_until_they_are_seen() {
    let (walk, _) = walk_demo(Character::Good, Plan::ours(12));
    let journey = buy(&walk);
    let estimated: Vec<(Option<&str>, StepOutcome)> = journey
        .steps
        .iter()
        .filter(|step| step.estimated)
        .map(|step| (step.title.as_deref(), step.outcome))
        .collect();
    assert_eq!(
        estimated,
        [
            (Some("배송"), StepOutcome::NotWalked),
            (Some("결제"), StepOutcome::NotWalked)
        ]
    );
    let expected = CheckoutDepth {
        steps_seen: 2,
        steps_estimated: 2,
        fields_visible: 7,
        fields_required: 5,
        whole: false,
    };
    assert_eq!(journey.depth, Some(expected));
    assert_eq!(journey.clicks, journey.last_reached().map_or(0, |step| step.clicks));

    let (walk, _) = walk_demo(Character::Good, Plan::filling(12));
    let journey = buy(&walk);
    assert!(journey.steps.iter().all(|step| !step.estimated));
    let depth = journey.depth.expect("a depth");
    assert_eq!((depth.steps_seen, depth.steps_estimated, depth.whole), (4, 0, true));
    // Seven of the address, one choice of delivery, one of payment.
    assert_eq!((depth.fields_visible, depth.fields_required), (9, 6));
}

#[test]
fn panels_that_are_closed_are_estimated() {
    let (walk, counters) = walk_trap(Trap::ClosedPanels, Plan::ours(12));
    assert_harmless(&counters);
    let journey = buy(&walk);
    let panels: Vec<&Step> = journey.steps.iter().filter(|step| step.estimated).collect();
    assert_eq!(panels.len(), 3, "{journey:#?}");
    assert!(
        panels
            .iter()
            .all(|step| step.reason.is_some() && step.fields.is_empty())
    );
    let expected = CheckoutDepth {
        steps_seen: 2,
        steps_estimated: 3,
        fields_visible: 5,
        fields_required: 5,
        whole: false,
    };
    assert_eq!(journey.depth, Some(expected));
}

#[test]
fn every_step_that_was_fetched_on_the_way_has_its_time() {
    let (walk, _) = walk_demo(Character::Good, Plan::filling(12));
    let behind_product = buy(&walk).steps.iter().filter(|step| step.clicks > 1);
    let timed: Vec<bool> = behind_product.map(|step| step.milliseconds.is_some()).collect();
    assert_eq!(timed, vec![true; timed.len()]);
    assert!(timed.len() >= 5);
}
