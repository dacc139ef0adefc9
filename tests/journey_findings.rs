//! What the checks that need the walk say of the trapped shops: thresholds are those of `customer-moments`, the truth
//! was read off the shop's pages by hand.

#[path = "common/journeys.rs"]
mod journeys;

use journeys::{Plan, walk_trap};
use touchpoint::checklist::{Loader, builtin};
use touchpoint::demo::Trap;
use touchpoint::judge::judge;
use touchpoint::model::{Finding, Language, Value, Verdict};
use touchpoint::report::messages::Messages;

fn findings(trap: Trap, plan: Plan) -> Vec<Finding> {
    let checklist = Loader::default().load(builtin::DEFAULT).expect("the built-in list");
    let (walk, _) = walk_trap(trap, plan);
    judge(&checklist, &walk, Messages::get(Language::En))
}

fn of<'a>(findings: &'a [Finding], id: &str) -> &'a Finding {
    findings
        .iter()
        .find(|finding| finding.id == id)
        .unwrap_or_else(|| panic!("no finding {id}"))
}

fn reason(finding: &Finding) -> &str {
    finding.reason.as_ref().map_or("", |note| note.code.as_str())
}

#[test]
fn a_forced_account_is_a_finding() {
    let found = findings(Trap::GateMembers, Plan::filling(12));
    let guest = of(&found, "ordering.guest");
    assert_eq!((guest.verdict, guest.value), (Verdict::Poor, Some(Value::YesNo(false))));
    assert!(
        guest.evidence[0].url.ends_with("/checkout/login"),
        "{:?}",
        guest.evidence
    );
    // A login wall is the third stage: behind the cart, before the order form.
    let walk = of(&found, "ordering.walk");
    assert_eq!((walk.verdict, walk.value), (Verdict::Partial, Some(Value::Number(3.0))));
}

#[test]
fn a_gate_that_lets_guests_in_is_good_whatever_it_looks_like() {
    for trap in [Trap::GateRadio, Trap::GateTick, Trap::GateLogin] {
        let found = findings(trap, Plan::ours(12));
        assert_eq!(of(&found, "ordering.guest").verdict, Verdict::Good, "{trap:?}");
        assert_eq!(of(&found, "ordering.walk").verdict, Verdict::Good, "{trap:?}");
    }
}

#[test]
fn a_sneaked_item_and_a_late_fee_are_findings() {
    let found = findings(Trap::SneakedItem, Plan::ours(12));
    let sneak = of(&found, "ordering.sneak");
    assert_eq!((sneak.verdict, sneak.value), (Verdict::Poor, Some(Value::Number(1.0))));

    let found = findings(Trap::LateCost, Plan::filling(12));
    let surprise = of(&found, "checkout.no-surprise");
    // 2,900 won on the camphor board's 58,000, which is sent free of charge.
    assert_eq!(surprise.value, Some(Value::Number(0.05)), "{surprise:#?}");
    assert_eq!((surprise.verdict, surprise.points), (Verdict::Partial, Some(0.0)));
    assert!(surprise.evidence[0].url.ends_with("/checkout/payment"));
}

#[test]
fn fields_are_counted_as_a_customer_sees_them() {
    let found = findings(Trap::CrowdedForm, Plan::filling(12));
    // Name, e-mail, phone, postcode and two lines of the address; a box is no field to fill.
    let fields = of(&found, "checkout.fields");
    assert_eq!(
        (fields.verdict, fields.value),
        (Verdict::Good, Some(Value::Number(6.0)))
    );
    let marked = of(&found, "checkout.required-marked");
    assert_eq!(
        (marked.verdict, marked.value),
        (Verdict::Good, Some(Value::Number(1.0)))
    );
}

#[test]
fn steps_are_those_that_the_shop_announces() {
    for trap in [Trap::SkippedStep, Trap::LateCost] {
        let found = findings(trap, Plan::filling(12));
        assert_eq!(of(&found, "checkout.steps").value, Some(Value::Number(4.0)), "{trap:?}");
    }
}

#[test]
fn a_form_of_which_only_a_part_was_read_is_not_called_short() {
    let found = findings(Trap::ClosedPanels, Plan::ours(12));
    let fields = of(&found, "checkout.fields");
    assert_eq!(
        (fields.verdict, reason(fields)),
        (Verdict::Unknown, "order-form-partly-read")
    );
}

#[test]
fn choices_before_the_button_are_clicks() {
    // A colour, a size, into the cart, to the checkout, on as a guest.
    let found = findings(Trap::DependentOptions, Plan::ours(20));
    let clicks = of(&found, "ordering.clicks");
    assert_eq!(
        (clicks.verdict, clicks.value),
        (Verdict::Partial, Some(Value::Number(5.0)))
    );
}

#[test]
fn what_the_walk_did_not_dare_is_unknown_and_never_poor() {
    for (trap, why) in [
        (Trap::ScriptedButton, "needs-browser"),
        (Trap::Draft, "needs-allow-draft"),
        (Trap::TimedOut, "not-the-checkout"),
    ] {
        let found = findings(trap, Plan::filling(40));
        let walk = of(&found, "ordering.walk");
        assert_eq!((walk.verdict, reason(walk)), (Verdict::Unknown, why), "{trap:?}");
        let fields = of(&found, "checkout.fields");
        assert_eq!(fields.verdict, Verdict::Unknown, "{trap:?}");
    }
}
