//! Comparing with a baseline, as truth tables.

use super::baseline::{Baseline, Compared, Now};
use super::tests::finding;
use super::{Case, GateRules, exit_code, gate};
use crate::model::{AuditReport, Finding, GateResult, Overall, PageKind, Scorecard, Severity, Verdict};
use crate::report::json;

/// A saved report with these findings; its walk saw home, lists, products and more.
fn saved(findings: &[Finding]) -> AuditReport {
    let text = include_str!("../../tests/golden/report.en.json");
    let mut report = json::read(text.as_bytes()).expect("the canned report");
    report.tool.version = env!("CARGO_PKG_VERSION").to_owned();
    report.findings = findings.to_vec();
    report
}

fn compare(before: &[Finding], now: &[Finding]) -> Compared {
    let report = saved(before);
    let digests: Vec<String> = report.checklists.iter().map(|list| list.digest.clone()).collect();
    let shop = report.shop.url.clone();
    let baseline = Baseline {
        path: "before.json".to_owned(),
        report,
    };
    baseline.compare(&Now {
        shop: &shop,
        language: "en",
        digests: &digests,
        findings: now,
    })
}

fn held(rules: &GateRules, before: &[Finding], now: &[Finding]) -> GateResult {
    let compared = compare(before, now);
    let scorecard = Scorecard {
        overall: Overall {
            score: None,
            coverage: 0.0,
            provisional: true,
            counts: crate::model::Counts::default(),
        },
        touchpoints: Vec::new(),
    };
    gate(
        rules,
        &Case {
            scorecard: &scorecard,
            findings: now,
            compared: Some(&compared),
            expired: &[],
        },
    )
}

fn code(before: &Finding, now: &Finding) -> u8 {
    exit_code(&held(
        &GateRules::default(),
        std::slice::from_ref(before),
        std::slice::from_ref(now),
    ))
}

fn with(verdict: Verdict) -> Finding {
    finding("support.phone", Severity::Minor, verdict)
}

#[test]
fn every_verdict_before_and_now() {
    use Verdict::{Good, NotApplicable, Partial, Poor, Unanswered, Unknown};
    let order = [Good, Partial, Poor, Unknown, NotApplicable, Unanswered];
    // A row for each verdict before, a column for each now, in that order.
    let table = [
        [0, 1, 1, 3, 0, 0],
        [0, 0, 1, 3, 0, 0],
        [0, 0, 0, 0, 0, 0],
        [0, 1, 1, 0, 0, 0],
        [0, 1, 1, 3, 0, 0],
        [0, 1, 1, 0, 0, 0],
    ];
    for (before, row) in order.into_iter().zip(table) {
        for (now, expected) in order.into_iter().zip(row) {
            assert_eq!(
                code(&with(before), &with(now)),
                expected,
                "{before:?} then, {now:?} now"
            );
            let waived = Finding {
                waived: true,
                ..with(now)
            };
            assert_eq!(code(&with(before), &waived), 0, "{before:?} then, {now:?} waived");
        }
    }
}

#[test]
fn what_is_unknown_may_be_let_pass() {
    let rules = GateRules {
        allow_unknown: true,
        ..GateRules::default()
    };
    let result = held(&rules, &[with(Verdict::Good)], &[with(Verdict::Unknown)]);
    assert_eq!(exit_code(&result), 0);
}

#[test]
fn one_fix_does_not_pay_for_one_new_fault() {
    let one = |id: &str, verdict| finding(id, Severity::Major, verdict);
    let before = [one("a.phone", Verdict::Poor), one("a.mail", Verdict::Good)];
    let now = [one("a.phone", Verdict::Good), one("a.mail", Verdict::Poor)];
    let result = held(&GateRules::default(), &before, &now);
    assert_eq!(exit_code(&result), 1);
    assert_eq!(result.rules[0].findings, ["a.mail"]);
    assert_eq!(result.rules[0].details.len(), 1);
}

#[test]
fn a_share_is_held_against_the_kinds_of_pages_that_fell_short_before() {
    let at = |points: f64, places: &[PageKind]| Finding {
        points: Some(points),
        places: places.to_vec(),
        fingerprint: format!("{places:?}"),
        ..with(Verdict::Partial)
    };
    use PageKind::{Home, Legal, Product};
    let list = PageKind::List;
    // (before, now, exit status)
    let table = [
        (at(50.0, &[list, Product]), at(50.0, &[list, Product]), 0),
        // A place that was mended changes the fingerprint, and is no fault.
        (at(50.0, &[list, Product]), at(70.0, &[list]), 0),
        // A list that was mended does not pay for a product page that broke.
        (at(50.0, &[list]), at(60.0, &[Product]), 1),
        (at(50.0, &[list]), at(50.0, &[list, Product]), 1),
        // A kind of page that the baseline's walk never saw tells nothing.
        (at(50.0, &[list]), at(50.0, &[list, Legal]), 0),
        // Two walks do not see the same pages: a few points are no change.
        (at(50.0, &[Home]), at(45.0, &[Home]), 0),
        (at(50.0, &[Home]), at(44.9, &[Home]), 1),
    ];
    for (before, now, expected) in table {
        assert_eq!(code(&before, &now), expected, "{:?} {:?}", before.places, now.places);
    }
}

#[test]
fn without_places_another_fingerprint_that_is_no_better_is_another_fault() {
    let at = |points: f64, fingerprint: &str| Finding {
        points: Some(points),
        fingerprint: fingerprint.to_owned(),
        unit: "count".to_owned(),
        ..with(Verdict::Partial)
    };
    assert_eq!(code(&at(50.0, "a"), &at(50.0, "a")), 0);
    assert_eq!(code(&at(50.0, "a"), &at(50.0, "b")), 1);
    assert_eq!(code(&at(50.0, "a"), &at(60.0, "b")), 0);
}

#[test]
fn with_a_severity_only_what_is_as_grave_counts() {
    let before = [
        finding("a.minor", Severity::Minor, Verdict::Good),
        finding("a.major", Severity::Major, Verdict::Poor),
    ];
    let now = [
        finding("a.minor", Severity::Minor, Verdict::Poor),
        finding("a.major", Severity::Major, Verdict::Poor),
    ];
    let rules = |fail_on| GateRules {
        fail_on,
        ..GateRules::default()
    };
    // The major fault is known to the baseline, and the minor one is not asked for.
    let result = held(&rules(Some(Severity::Major)), &before, &now);
    assert_eq!(exit_code(&result), 0);
    assert_eq!(result.rules[0].rule, "--fail-on major --baseline before.json");
    assert_eq!(exit_code(&held(&rules(Some(Severity::Minor)), &before, &now)), 1);
    assert_eq!(exit_code(&held(&rules(None), &before, &now)), 1);
}

#[test]
fn another_shop_checklist_or_version_is_compared_on_what_both_have_and_told() {
    let mut report = saved(&[
        finding("a.both", Severity::Minor, Verdict::Good),
        finding("a.only-then", Severity::Minor, Verdict::Good),
        Finding {
            expected: "at least 50 %".to_owned(),
            ..finding("a.stricter", Severity::Minor, Verdict::Good)
        },
    ]);
    report.shop.url = "https://other.example/".to_owned();
    report.tool.version = "0.0.1".to_owned();
    let baseline = Baseline {
        path: "before.json".to_owned(),
        report,
    };
    let now = [
        finding("a.both", Severity::Minor, Verdict::Good),
        finding("a.only-now", Severity::Minor, Verdict::Poor),
        Finding {
            expected: "at least 90 %".to_owned(),
            ..finding("a.stricter", Severity::Minor, Verdict::Partial)
        },
    ];
    let compared = |language| {
        baseline.compare(&Now {
            shop: "https://shop.example/",
            language,
            digests: &["another".to_owned()],
            findings: &now,
        })
    };
    let english = compared("en");
    assert_eq!(
        (english.both, english.worse.len()),
        (1, 0),
        "neither the new check nor the stricter one"
    );
    let codes: Vec<&str> = english.remarks.iter().map(|note| note.code.as_str()).collect();
    assert_eq!(
        codes,
        [
            "baseline-other-shop",
            "baseline-other-checklist",
            "baseline-other-version"
        ]
    );
    assert_eq!(
        compared("ko").both,
        2,
        "words of another language cannot be held against each other"
    );
}

#[test]
fn nothing_in_common_does_not_pass() {
    let before = [finding("a.then", Severity::Minor, Verdict::Good)];
    let now = [finding("b.now", Severity::Minor, Verdict::Good)];
    assert_eq!(exit_code(&held(&GateRules::default(), &before, &now)), 3);
}
