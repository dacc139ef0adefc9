//! The audit of the three demo shops, from the first page to the report.

#[path = "common/served.rs"]
mod served;

use serde_json::Value;
use served::{Served, audit, finding, stderr, touchpoint};
use touchpoint::demo::Character;

fn score(report: &Value) -> f64 {
    report["scorecard"]["overall"]["score"].as_f64().unwrap_or(-1.0)
}

/// Ids of the findings with a verdict.
fn with_verdict<'a>(report: &'a Value, verdict: &str) -> Vec<&'a str> {
    report["findings"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|finding| finding["verdict"] == verdict)
        .filter_map(|finding| finding["id"].as_str())
        .collect()
}

fn assert_harmless(shop: &Served) {
    let counters = shop.counters();
    assert_eq!(counters.orders, 0);
    assert_eq!(counters.payments, 0);
    assert_eq!(counters.messages, 0);
    assert_eq!(counters.accounts, 0);
    assert_eq!(counters.reviews, 0);
    assert_eq!(counters.newsletter, 0);
    assert_eq!(
        counters.lines_now, 0,
        "what the walk put into the cart it takes out again"
    );
}

#[test]
fn a_good_shop_scores_well_and_its_cart_is_left_empty() {
    let shop = Served::new(Character::Good);
    let (output, report) = audit(&shop.url(), &["--mine"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        score(&report) > 85.0,
        "score {}: {:?}",
        score(&report),
        with_verdict(&report, "poor")
    );
    assert_eq!(finding(&report, "support.phone-top")["verdict"], "good");
    assert_eq!(with_verdict(&report, "poor"), Vec::<&str>::new());
    assert_harmless(&shop);
}

#[test]
fn a_bad_shop_scores_poorly() {
    let shop = Served::new(Character::Bad);
    let (output, report) = audit(&shop.url(), &["--mine"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        score(&report) < 40.0,
        "score {}: {:?}",
        score(&report),
        with_verdict(&report, "good")
    );
    assert_eq!(finding(&report, "support.phone-top")["verdict"], "poor");
    assert_harmless(&shop);
}

#[test]
fn the_cart_that_robots_txt_closes_is_entered_only_where_the_shop_is_the_users_own() {
    let shop = Served::new(Character::Good);
    let (_, report) = audit(&shop.url(), &[]);
    assert_eq!(report["journeys"][0]["outcome"], "not-walked");
    assert_eq!(finding(&report, "ordering.walk")["verdict"], "unknown");
    assert_eq!(shop.counters().lines_added, 0);
}

#[test]
fn two_audits_give_the_same_report() {
    let shop = Served::new(Character::Odd);
    let without_time = |flags: &[&str]| {
        let (_, mut report) = audit(&shop.url(), flags);
        report["audited_at"] = Value::Null;
        // How long a page took to come is the network's doing.
        let journeys = report["journeys"].as_array_mut().into_iter().flatten();
        let steps = journeys.flat_map(|journey| journey["steps"].as_array_mut().into_iter().flatten());
        steps.filter_map(Value::as_object_mut).for_each(|step| {
            step.remove("milliseconds");
        });
        serde_json::to_string_pretty(&report).expect("JSON")
    };
    assert_eq!(without_time(&["--mine"]), without_time(&["--mine"]));
}

#[test]
fn a_saved_walk_is_judged_to_the_same_report() {
    for character in Character::ALL {
        let shop = Served::new(character);
        let folder = tempfile::tempdir().expect("a folder");
        let audited = touchpoint(&folder)
            .args([
                "audit",
                &shop.url(),
                "--mine",
                "--rate",
                "100",
                "--save-walk",
                "walk.warc.gz",
                "--report",
                "json",
            ])
            .output()
            .expect("runs");
        let judged = touchpoint(&folder)
            .args(["judge", "walk.warc.gz", "--report", "json"])
            .output()
            .expect("runs");
        assert_eq!(judged.status.code(), Some(0), "{}", stderr(&judged));
        assert!(!audited.stdout.is_empty(), "{}", stderr(&audited));
        assert_eq!(
            String::from_utf8_lossy(&audited.stdout),
            String::from_utf8_lossy(&judged.stdout),
            "{character}"
        );
    }
}

#[test]
fn the_demo_command_serves_audits_and_reports() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = touchpoint(&folder)
        .args(["demo", "--lang", "ko"])
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let table = String::from_utf8_lossy(&output.stdout);
    assert!(table.starts_with("지금 내 고객 경험은 어떠한가?"), "{table}");
    let output = touchpoint(&folder)
        .args(["demo", "--character", "bad", "--fail-under", "80"])
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
}
