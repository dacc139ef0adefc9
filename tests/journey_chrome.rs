//! The buying journey of the demo shop in Chrome: the same way, the same counts and the same harmlessness as the static
//! eye's.

mod chrome_support;
#[path = "common/served.rs"]
mod served;

use chrome_support::has_browser;
use serde_json::{Value, json};
use served::{Served, audit, stderr};
use touchpoint::demo::Character;

/// The report of a filled walk by an eye, with what was done to the shop.
fn walked(eye: &str) -> Value {
    let shop = Served::new(Character::Good);
    let flags = ["--mine", "--fill", "--max-pages", "12", "--render", eye];
    let (output, report) = audit(&shop.url(), &flags);
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", stderr(&output));
    let counters = shop.counters();
    assert_eq!(
        (counters.orders, counters.payments, counters.messages, counters.accounts),
        (0, 0, 0, 0),
        "{counters:?}"
    );
    assert_eq!(counters.lines_now, 0, "the cart is empty again: {counters:?}");
    report
}

/// Kind, clicks, fields and costs of each step that was reached.
fn steps(report: &Value) -> Vec<Value> {
    let steps = report["journeys"][0]["steps"].as_array().cloned().unwrap_or_default();
    steps
        .iter()
        .filter(|step| step["outcome"] == "reached")
        .map(|step| {
            let costs: Vec<Value> = step["costs"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|cost| json!([cost["kind"], cost["money"]["amount"]]))
                .collect();
            json!([
                step["kind"],
                step["clicks"],
                step["fields_visible"],
                step["fields_required"],
                costs
            ])
        })
        .collect()
}

#[test]
fn the_last_page_is_reached_by_both_eyes_with_the_same_counts() {
    if !has_browser() {
        return;
    }
    let (seen, served) = (walked("chrome"), walked("static"));
    assert_eq!(seen["journeys"][0]["outcome"], "completed", "{}", seen["journeys"][0]);
    assert_eq!(steps(&seen), steps(&served));
    let last = steps(&seen).pop().unwrap_or_default();
    assert_eq!(last[0], "payment");
    assert_eq!(
        seen["journeys"][0]["steps"]
            .as_array()
            .and_then(|steps| steps.last())
            .map(|step| &step["seen_by"]),
        Some(&json!("chrome"))
    );
}
