//! Every verdict on the demo shops, held against what is true of them: read off their pages by hand and written down in
//! `tests/demo_verdicts/*.toml`, each line with its reason. They hold whether pages are laid out or not.

#[path = "common/served.rs"]
mod served;

use std::collections::BTreeMap;
use std::process::Output;

use serde::Deserialize;
use serde_json::Value;
use served::{Served, audit, finding, stderr};
use touchpoint::demo::Character;

/// What is true of one finding.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Truth {
    verdict: String,
    /// The figure, or the yes or no, where it can be told by hand.
    #[serde(default)]
    value: Option<toml::Value>,
    /// Path of the page on which the first piece of evidence stands.
    #[serde(default)]
    page: Option<String>,
    /// Words that the evidence quotes.
    #[serde(default)]
    says: Option<String>,
    /// The evidence is on the page and not seen by a customer.
    #[serde(default)]
    hidden: bool,
    /// "Unknown" is right as well.
    #[serde(default)]
    or_unknown: bool,
    /// How it is known.
    why: String,
}

type Truths = BTreeMap<String, BTreeMap<String, Truth>>;

/// What a finding has wrong.
fn faults(found: &Value, truth: &Truth, shop: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let verdict = found["verdict"].as_str().unwrap_or_default();
    if truth.or_unknown && verdict == "unknown" {
        return faults;
    }
    if verdict != truth.verdict {
        faults.push(format!("is {verdict}, not {}", truth.verdict));
    }
    if let Some(value) = &truth.value
        && !is_same(&found["value"], value)
    {
        faults.push(format!("measured {}, not {value}", found["value"]));
    }
    let evidence = found["evidence"].as_array().cloned().unwrap_or_default();
    let judged = matches!(verdict, "good" | "partial" | "poor");
    if judged && evidence.is_empty() {
        faults.push("shows no evidence".to_owned());
    }
    if let Some(lost) = evidence
        .iter()
        .find(|one| one["url"].as_str().unwrap_or_default().is_empty())
    {
        faults.push(format!("evidence without a page: {lost}"));
    }
    if !judged && found["reason"]["text"].as_str().unwrap_or_default().is_empty() {
        faults.push("does not say why".to_owned());
    }
    let first = evidence.first().and_then(|one| one["url"].as_str()).unwrap_or_default();
    if let Some(page) = &truth.page
        && first.strip_prefix(shop.trim_end_matches('/')) != Some(page)
    {
        faults.push(format!("points to {first} first, not to {page}"));
    }
    if let Some(words) = &truth.says
        && !evidence
            .iter()
            .any(|one| one["quote"].as_str().is_some_and(|quote| quote.contains(words)))
    {
        faults.push(format!("does not quote {words}: {evidence:?}"));
    }
    if truth.hidden && evidence.first().is_none_or(|one| one["hidden"] != true) {
        faults.push("does not say that a customer does not see it".to_owned());
    }
    faults
}

/// Shares are written with four digits.
fn is_same(found: &Value, truth: &toml::Value) -> bool {
    let number = truth.as_float().or_else(|| {
        truth
            .as_integer()
            .and_then(|whole| i32::try_from(whole).ok())
            .map(f64::from)
    });
    match number {
        Some(number) => found.as_f64().is_some_and(|found| (found - number).abs() < 1e-4),
        None => found.as_bool().is_some() && found.as_bool() == truth.as_bool(),
    }
}

fn hold(character: Character, written: &str) {
    let truths: Truths = toml::from_str(written).expect("the truth is TOML");
    let shop = Served::new(character);
    let laid_out = audit(&shop.url(), &["--mine"]);
    let inferred = audit(&shop.url(), &["--mine", "--layout", "off"]);
    for (output, report) in [laid_out, inferred] {
        hold_one(character, &truths, &shop, &output, &report);
    }
}

fn hold_one(character: Character, truths: &Truths, shop: &Served, output: &Output, report: &Value) {
    assert_eq!(output.status.code(), Some(0), "{}", stderr(output));
    let counters = shop.counters();
    assert_eq!(
        (
            counters.orders,
            counters.messages,
            counters.accounts,
            counters.lines_now
        ),
        (0, 0, 0, 0)
    );
    let mut wrong = Vec::new();
    let mut known = 0;
    for (touchpoint, checks) in truths {
        for (check, truth) in checks {
            let id = format!("{touchpoint}.{check}");
            for fault in faults(finding(report, &id), truth, &shop.url()) {
                wrong.push(format!("{id} {fault} ({})", truth.why));
            }
            known += 1;
        }
    }
    assert_eq!(wrong, Vec::<String>::new(), "{character}");
    let all = report["findings"].as_array().map_or(0, Vec::len);
    assert_eq!(known, all, "the truth about some finding is not written down");
}

#[test]
fn every_verdict_on_the_good_shop_is_right() {
    hold(Character::Good, include_str!("demo_verdicts/good.toml"));
}

#[test]
fn every_verdict_on_the_bad_shop_is_right() {
    hold(Character::Bad, include_str!("demo_verdicts/bad.toml"));
}

#[test]
fn no_verdict_on_the_odd_shop_is_wrong() {
    hold(Character::Odd, include_str!("demo_verdicts/odd.toml"));
}
