//! The gate as truth tables.

use std::collections::BTreeMap;

use super::*;
use crate::model::{Counts, Finding, Overall, Scorecard, Severity, TouchpointScore, Verdict};

/// A finding made by hand.
pub(crate) fn finding(id: &str, severity: Severity, verdict: Verdict) -> Finding {
    Finding {
        id: id.to_owned(),
        touchpoint: "support".to_owned(),
        verdict,
        severity,
        weight: 1.0,
        points: match verdict {
            Verdict::Good => Some(100.0),
            Verdict::Partial => Some(50.0),
            Verdict::Poor => Some(0.0),
            _ => None,
        },
        measure: "phone.top-share".to_owned(),
        value: None,
        value_text: String::new(),
        unit: "share".to_owned(),
        expected: String::new(),
        question: String::new(),
        why: String::new(),
        fix: String::new(),
        source: String::new(),
        evidence: Vec::new(),
        examples_total: 0,
        sample: 0,
        reason: None,
        fingerprint: String::new(),
        places: Vec::new(),
        written: None,
        waived: false,
        waiver: None,
        stale: false,
        inferred: false,
    }
}

/// A scorecard of one touchpoint, `support`.
fn card(score: Option<f64>, coverage: f64) -> Scorecard {
    Scorecard {
        overall: Overall {
            score,
            coverage,
            provisional: coverage < 0.5,
            counts: Counts::default(),
        },
        touchpoints: vec![TouchpointScore {
            id: "support".to_owned(),
            title: String::new(),
            question: String::new(),
            weight: 1.0,
            score,
            coverage,
            provisional: coverage < 0.5,
            counts: Counts::default(),
        }],
    }
}

fn held(rules: &GateRules, scorecard: &Scorecard, findings: &[Finding]) -> GateResult {
    let case = Case {
        scorecard,
        findings,
        compared: None,
        expired: &[],
    };
    gate(rules, &case)
}

fn code(rules: &GateRules, scorecard: &Scorecard, findings: &[Finding]) -> u8 {
    exit_code(&held(rules, scorecard, findings))
}

const VERDICTS: [Verdict; 6] = [
    Verdict::Good,
    Verdict::Partial,
    Verdict::Poor,
    Verdict::Unknown,
    Verdict::NotApplicable,
    Verdict::Unanswered,
];

#[test]
fn without_rules_every_report_passes() {
    assert_eq!(code(&GateRules::default(), &card(None, 0.0), &[]), 0);
    let faults = VERDICTS.map(|verdict| finding("a.b", Severity::Critical, verdict));
    assert_eq!(code(&GateRules::default(), &card(Some(0.0), 1.0), &faults), 0);
}

#[test]
fn a_score_is_held_against_its_limit_and_too_little_measured_fails_closed() {
    // (score, coverage, exit status) for a limit of 70.
    let table = [
        (Some(70.0), 0.9, 0),
        (Some(69.999_999_999_9), 0.9, 0),
        (Some(69.96), 0.9, 1),
        (Some(0.0), 0.5, 1),
        (Some(95.0), 0.49, 3),
        (Some(10.0), 0.49, 3),
        (None, 0.0, 3),
    ];
    let overall = GateRules {
        fail_under: Some(70.0),
        ..GateRules::default()
    };
    let touchpoint = GateRules {
        touchpoints: BTreeMap::from([("support".to_owned(), 70.0)]),
        ..GateRules::default()
    };
    for (score, coverage, expected) in table {
        for rules in [&overall, &touchpoint] {
            assert_eq!(
                code(rules, &card(score, coverage), &[]),
                expected,
                "{score:?} {coverage}"
            );
        }
    }
    let missed = held(&overall, &card(Some(69.96), 1.0), &[]);
    assert_eq!(
        missed.rules[0].note.arguments["score"], "69.9",
        "not 70.0, which would read as reached"
    );
    let elsewhere = GateRules {
        touchpoints: BTreeMap::from([("clarity".to_owned(), 1.0)]),
        ..GateRules::default()
    };
    assert_eq!(
        code(&elsewhere, &card(Some(100.0), 1.0), &[]),
        3,
        "a touchpoint that is not there"
    );
}

#[test]
fn the_least_coverage_is_a_rule_and_says_from_where_on_a_score_is_judged() {
    let rules = |fail_under, min_coverage| GateRules {
        fail_under,
        min_coverage: Some(min_coverage),
        ..GateRules::default()
    };
    // (rules, coverage, exit status) for a score of 80.
    let table = [
        (rules(None, 60.0), 0.6, 0),
        (rules(None, 60.0), 0.599, 3),
        (rules(Some(70.0), 30.0), 0.4, 0),
        (rules(Some(90.0), 30.0), 0.4, 1),
        (rules(Some(70.0), 90.0), 0.8, 3),
        (rules(Some(90.0), 90.0), 0.8, 3),
    ];
    for (rules, coverage, expected) in table {
        assert_eq!(
            code(&rules, &card(Some(80.0), coverage), &[]),
            expected,
            "{rules:?} {coverage}"
        );
    }
}

#[test]
fn severity_over_every_verdict() {
    let rules = |allow_unknown| GateRules {
        fail_on: Some(Severity::Major),
        allow_unknown,
        ..GateRules::default()
    };
    // In the order of VERDICTS: strict, and with what is unknown let pass.
    let grave = ([0, 1, 1, 3, 0, 0], [0, 1, 1, 0, 0, 0]);
    let slight = ([0; 6], [0; 6]);
    for (severity, (strict, lenient)) in [
        (Severity::Critical, grave),
        (Severity::Major, grave),
        (Severity::Minor, slight),
        (Severity::Note, slight),
    ] {
        for (index, verdict) in VERDICTS.into_iter().enumerate() {
            let one = [finding("a.b", severity, verdict)];
            let scores = card(Some(90.0), 1.0);
            assert_eq!(
                code(&rules(false), &scores, &one),
                strict[index],
                "{severity:?} {verdict:?}"
            );
            assert_eq!(
                code(&rules(true), &scores, &one),
                lenient[index],
                "{severity:?} {verdict:?}"
            );
            let waived = one.map(|one| Finding { waived: true, ..one });
            assert_eq!(code(&rules(false), &scores, &waived), 0, "waived {verdict:?}");
        }
    }
    let both = [
        finding("a.unknown", Severity::Major, Verdict::Unknown),
        finding("a.poor", Severity::Critical, Verdict::Poor),
    ];
    let result = held(&rules(false), &card(Some(90.0), 1.0), &both);
    assert_eq!(exit_code(&result), 1, "a fault that was seen outweighs");
    assert_eq!(result.rules[0].findings, ["a.poor"]);
}

#[test]
fn a_required_check_over_every_verdict() {
    let rules = |allow_unknown| GateRules {
        require: vec!["a.b".into()],
        allow_unknown,
        ..GateRules::default()
    };
    let scores = card(Some(9.0), 1.0);
    let strict = [0, 1, 1, 3, 0, 3];
    // Nobody answers by itself: an unanswered question that is required stays a failure.
    let lenient = [0, 1, 1, 0, 0, 3];
    for (index, verdict) in VERDICTS.into_iter().enumerate() {
        let one = [finding("a.b", Severity::Note, verdict)];
        assert_eq!(code(&rules(false), &scores, &one), strict[index], "{verdict:?}");
        assert_eq!(code(&rules(true), &scores, &one), lenient[index], "{verdict:?}");
        let waived = one.map(|one| Finding { waived: true, ..one });
        assert_eq!(code(&rules(false), &scores, &waived), 0, "waived {verdict:?}");
    }
    for allow_unknown in [false, true] {
        assert_eq!(
            code(&rules(allow_unknown), &scores, &[]),
            3,
            "a check that is not there"
        );
    }
}

#[test]
fn a_waiver_that_has_run_out_fails_while_its_finding_falls_short() {
    let expired = [("a.b".to_owned(), Note::new("waiver-expired"))];
    for (verdict, expected) in VERDICTS.into_iter().zip([0, 1, 1, 3, 0, 0]) {
        let findings = [finding("a.b", Severity::Note, verdict)];
        let case = Case {
            scorecard: &card(None, 1.0),
            findings: &findings,
            compared: None,
            expired: &expired,
        };
        let result = gate(&GateRules::default(), &case);
        assert_eq!(exit_code(&result), expected, "{verdict:?}");
        if expected > 0 {
            assert_eq!(result.rules[0].rule, "[[waiver]] a.b");
            assert_eq!(result.rules[0].findings, ["a.b"]);
        }
    }
}

#[test]
fn a_score_that_is_missed_names_what_would_lift_it_and_no_more() {
    let mut findings = vec![
        finding("support.small", Severity::Minor, Verdict::Partial),
        finding("support.large", Severity::Minor, Verdict::Poor),
        finding("support.fine", Severity::Minor, Verdict::Good),
        finding("support.waived", Severity::Minor, Verdict::Poor),
    ];
    findings[1].weight = 2.0;
    findings[3].waived = true;
    // Points: small 50 of weight 1, large 0 of 2, fine 100 of 1, waived 0 of 1: 150 ÷ 5.
    let rules = |least| GateRules {
        fail_under: Some(least),
        ..GateRules::default()
    };
    let behind = |least| {
        held(&rules(least), &card(Some(30.0), 1.0), &findings).rules[0]
            .findings
            .clone()
    };
    assert_eq!(behind(60.0), ["support.large"]);
    assert_eq!(behind(75.0), ["support.large", "support.small"]);
}

#[test]
fn one_failure_that_was_measured_makes_the_whole_gate_a_failure() {
    let rules = GateRules {
        require: vec!["a.unknown".into(), "a.poor".into()],
        ..GateRules::default()
    };
    let findings = [
        finding("a.unknown", Severity::Note, Verdict::Unknown),
        finding("a.poor", Severity::Note, Verdict::Poor),
    ];
    let result = held(&rules, &card(None, 1.0), &findings);
    assert_eq!((exit_code(&result), result.unmeasured), (1, false));
}
