//! The demo shop's thirty pages that hide or show a phone number, each audited by the program: all verdicts right where
//! the pages are laid out, none wrong where what is visible is inferred.

#[path = "common/served.rs"]
mod served;

use serde_json::Value;
use served::{Served, stderr, touchpoint};
use touchpoint::demo::Character;
use touchpoint::demo::ways::{WAYS, Way};

const CHECKLIST: &str = r#"
schema = 1
id = "number"
title = "Is the number there?"

[[touchpoint]]
id = "support"
title = "Support"
question = "Is the number there?"
weight = 1

  [[touchpoint.check]]
  id = "desktop"
  measure = "phone.page-share"
  good = ">= 90%"
  poor = "< 25%"
  weight = 1
  severity = "critical"
  question = "Is a number seen on the screen of a computer?"
  why = "-"
  fix = "-"
  source = "-"

  [[touchpoint.check]]
  id = "phone"
  measure = "phone.mobile-share"
  good = ">= 90%"
  poor = "< 25%"
  weight = 1
  severity = "critical"
  question = "Is a number seen on the screen of a phone?"
  why = "-"
  fix = "-"
  source = "-"
"#;

/// The report on one page, audited as a shop of its own.
fn audit(shop: &Served, way: &Way, flags: &[&str]) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("number.toml"), CHECKLIST).expect("written");
    let url = format!("{}ways/{}", shop.url(), way.slug());
    let output = touchpoint(&folder)
        .args([
            "audit",
            &url,
            "--checklist",
            "number.toml",
            "--max-pages",
            "1",
            "--no-buy",
        ])
        .args(["--rate", "100", "--report", "json"])
        .args(flags)
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(0), "{}: {}", way.name, stderr(&output));
    serde_json::from_slice(&output.stdout).expect("a report")
}

fn verdict(report: &Value, check: &str) -> String {
    served::finding(report, &format!("support.{check}"))["verdict"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

fn right(seen: bool) -> &'static str {
    if seen { "good" } else { "poor" }
}

#[test]
#[cfg(feature = "layout")]
fn every_verdict_is_right_where_the_pages_are_laid_out() {
    let shop = Served::new(Character::Good);
    let mut wrong = Vec::new();
    for way in WAYS {
        let report = audit(&shop, way, &["--layout", "on"]);
        let verdicts = (verdict(&report, "desktop"), verdict(&report, "phone"));
        if verdicts != (right(way.desktop).to_owned(), right(way.phone).to_owned()) {
            wrong.push(format!("{}: {verdicts:?}", way.name));
        }
        let finding = served::finding(&report, "support.desktop");
        assert!(finding["inferred"].is_null());
        if way.name == "covered by a banner" {
            assert_eq!(finding["evidence"][0]["covered_by"], "div.over");
            assert_eq!(report["warnings"][0]["code"], "covered-number");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_verdict_is_right_in_a_browser() {
    if let Err(error) = touchpoint::chrome::find() {
        assert!(std::env::var_os("TOUCHPOINT_REQUIRE_BROWSER").is_none(), "{error}");
        return;
    }
    let shop = Served::new(Character::Good);
    let mut wrong = Vec::new();
    for way in WAYS {
        let report = audit(&shop, way, &["--render", "chrome"]);
        assert_eq!(report["pages"]["listed"][0]["seen_by"], "chrome", "{}", way.name);
        let verdicts = (verdict(&report, "desktop"), verdict(&report, "phone"));
        if verdicts != (right(way.desktop).to_owned(), right(way.phone).to_owned()) {
            wrong.push(format!("{}: {verdicts:?}", way.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_verdict_is_wrong_where_it_is_inferred() {
    let shop = Served::new(Character::Good);
    let mut wrong = Vec::new();
    let mut unknown = 0;
    for way in WAYS {
        let report = audit(&shop, way, &["--layout", "off"]);
        let said = verdict(&report, "desktop");
        if said == "unknown" {
            unknown += 1;
            let reason = &served::finding(&report, "support.desktop")["reason"]["code"];
            assert!(
                reason.as_str().is_some_and(|code| code.starts_with("unsure-")),
                "{}: {reason}",
                way.name
            );
        } else {
            if said != right(way.desktop) {
                wrong.push(format!("{}: {said}", way.name));
            }
            assert_eq!(served::finding(&report, "support.desktop")["inferred"], true);
        }
        let on_phone = verdict(&report, "phone");
        if on_phone != "unknown" && on_phone != right(way.phone) {
            wrong.push(format!("{} on a phone: {on_phone}", way.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(unknown <= 10, "{unknown} of {} cannot be told", WAYS.len());
}
