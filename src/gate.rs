//! The gate: rules that turn a report into an exit code. What could not be measured fails closed.

use crate::checklist::{Checklist, closest};
use crate::model::{Finding, GateResult, GateRule, Note, Scorecard, Severity, Verdict};

/// Names of the severities, gravest first.
pub const SEVERITIES: &[&str] = &["critical", "major", "minor", "note"];

/// A severity by its name.
pub fn severity_by_name(name: &str) -> Option<Severity> {
    match name {
        "critical" => Some(Severity::Critical),
        "major" => Some(Severity::Major),
        "minor" => Some(Severity::Minor),
        "note" => Some(Severity::Note),
        _ => None,
    }
}

/// Name of a severity.
pub fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::Major => "major",
        Severity::Minor => "minor",
        Severity::Note => "note",
    }
}

/// The rules of a gate. Without any rule every report passes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GateRules {
    /// The overall score must reach it, 0 to 100.
    pub fail_under: Option<f64>,
    /// No check of this severity or graver may fall short of good.
    pub fail_on: Option<Severity>,
    /// These checks must be good.
    pub require: Vec<String>,
}

impl GateRules {
    /// Both gates: the stricter of each rule.
    #[must_use]
    pub fn and(&self, other: &GateRules) -> GateRules {
        let under = [self.fail_under, other.fail_under].into_iter().flatten();
        let on = [self.fail_on, other.fail_on].into_iter().flatten();
        GateRules {
            fail_under: under.max_by(f64::total_cmp),
            fail_on: on.min(),
            require: union(&self.require, &other.require),
        }
    }

    /// The rules of `over` where it has any, else these; required checks add up.
    #[must_use]
    pub fn overridden_by(&self, over: &GateRules) -> GateRules {
        GateRules {
            fail_under: over.fail_under.or(self.fail_under),
            fail_on: over.fail_on.or(self.fail_on),
            require: union(&self.require, &over.require),
        }
    }

    /// One line for each required check that the checklist does not have: a gate on a misspelt check must not pass.
    pub fn unknown_checks(&self, checklist: &Checklist) -> Vec<String> {
        let known = || checklist.checks().map(|check| check.finding_id.as_str());
        self.require
            .iter()
            .filter(|id| checklist.check(id).is_none())
            .map(|id| match closest(id, known()) {
                Some(near) => format!("require: unknown check \"{id}\" (did you mean \"{near}\"?)"),
                None => format!("require: unknown check \"{id}\""),
            })
            .collect()
    }
}

fn union(first: &[String], second: &[String]) -> Vec<String> {
    let mut all = first.to_vec();
    all.extend(second.iter().filter(|id| !first.contains(id)).cloned());
    all
}

/// Holds a report against the rules.
pub fn gate(rules: &GateRules, scorecard: &Scorecard, findings: &[Finding]) -> GateResult {
    let mut results = Vec::new();
    if let Some(least) = rules.fail_under {
        results.push(fail_under(least, scorecard));
    }
    if let Some(severity) = rules.fail_on {
        results.push(fail_on(severity, findings));
    }
    results.extend(rules.require.iter().map(|id| require(id, findings)));
    let passed = results.iter().all(|rule| rule.passed);
    GateResult {
        passed,
        unmeasured: !passed && results.iter().all(|rule| rule.passed || rule.unmeasured),
        rules: results,
    }
}

/// Exit status of an audit by its gate: 0 passed, 1 failed, 3 failed only because too little could be measured.
pub fn exit_code(result: &GateResult) -> u8 {
    match (result.passed, result.unmeasured) {
        (true, _) => 0,
        (false, false) => 1,
        (false, true) => 3,
    }
}

/// A score of which less than half was measured says too little to judge by.
fn fail_under(least: f64, scorecard: &Scorecard) -> GateRule {
    let overall = &scorecard.overall;
    let rule = format!("--fail-under {least}");
    let coverage = format!("{:.0}", overall.coverage * 100.0);
    match overall.score {
        Some(score) if !overall.provisional => {
            let passed = score >= least;
            let code = if passed {
                "gate-score-reached"
            } else {
                "gate-score-missed"
            };
            GateRule {
                rule,
                passed,
                unmeasured: false,
                findings: Vec::new(),
                note: Note::new(code)
                    .with("score", format!("{score:.1}"))
                    .with("least", least),
            }
        }
        _ => GateRule {
            rule,
            passed: false,
            unmeasured: true,
            findings: Vec::new(),
            note: Note::new("gate-score-unmeasured").with("coverage", coverage),
        },
    }
}

/// Waived findings pass. An unanswered question is no failed measurement: whoever wants its answer requires it.
fn fail_on(severity: Severity, findings: &[Finding]) -> GateRule {
    let grave = || {
        findings
            .iter()
            .filter(|finding| finding.severity >= severity && !finding.waived)
    };
    let with = |verdicts: &[Verdict]| -> Vec<String> {
        grave()
            .filter(|finding| verdicts.contains(&finding.verdict))
            .map(|finding| finding.id.clone())
            .collect()
    };
    let faults = with(&[Verdict::Poor, Verdict::Partial]);
    let unknown = with(&[Verdict::Unknown]);
    let (code, ids, unmeasured) = if !faults.is_empty() {
        ("gate-severity-faults", faults, false)
    } else if !unknown.is_empty() {
        ("gate-severity-unmeasured", unknown, true)
    } else {
        ("gate-severity-clean", Vec::new(), false)
    };
    GateRule {
        rule: format!("--fail-on {}", severity_name(severity)),
        passed: ids.is_empty(),
        unmeasured,
        note: Note::new(code).with("count", ids.len()),
        findings: ids,
    }
}

fn require(id: &str, findings: &[Finding]) -> GateRule {
    let finding = findings.iter().find(|finding| finding.id == id);
    let (code, passed, unmeasured) = match finding {
        Some(finding) if finding.waived => ("gate-required-waived", true, false),
        Some(finding) => match finding.verdict {
            Verdict::Good => ("gate-required-good", true, false),
            Verdict::NotApplicable => ("gate-required-not-applicable", true, false),
            Verdict::Partial | Verdict::Poor => ("gate-required-fault", false, false),
            Verdict::Unknown | Verdict::Unanswered => ("gate-required-unmeasured", false, true),
        },
        None => ("gate-required-missing", false, true),
    };
    GateRule {
        rule: format!("--require {id}"),
        passed,
        unmeasured,
        findings: finding.map(|finding| finding.id.clone()).into_iter().collect(),
        note: Note::new(code).with("check", id),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::model::{Counts, Overall};

    /// A finding made by hand.
    pub(crate) fn finding(id: &str, severity: Severity, verdict: Verdict) -> Finding {
        Finding {
            id: id.to_owned(),
            touchpoint: "support".to_owned(),
            verdict,
            severity,
            weight: 1.0,
            points: None,
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
            waived: false,
            stale: false,
            inferred: false,
        }
    }

    fn card(score: Option<f64>, coverage: f64) -> Scorecard {
        Scorecard {
            overall: Overall {
                score,
                coverage,
                provisional: coverage < 0.5,
                counts: Counts::default(),
            },
            touchpoints: Vec::new(),
        }
    }

    fn code(rules: &GateRules, scorecard: &Scorecard, findings: &[Finding]) -> u8 {
        exit_code(&gate(rules, scorecard, findings))
    }

    #[test]
    fn without_rules_every_report_passes() {
        assert_eq!(code(&GateRules::default(), &card(None, 0.0), &[]), 0);
    }

    #[test]
    fn the_score_is_held_against_its_limit_and_too_little_measured_fails_closed() {
        let rules = GateRules {
            fail_under: Some(70.0),
            ..GateRules::default()
        };
        assert_eq!(code(&rules, &card(Some(70.0), 0.9), &[]), 0);
        assert_eq!(code(&rules, &card(Some(69.9), 0.9), &[]), 1);
        assert_eq!(code(&rules, &card(Some(95.0), 0.4), &[]), 3);
        assert_eq!(code(&rules, &card(None, 0.0), &[]), 3);
    }

    #[test]
    fn a_fault_of_the_severity_fails_and_an_unknown_one_fails_closed() {
        let rules = GateRules {
            fail_on: Some(Severity::Major),
            ..GateRules::default()
        };
        let held = |findings: &[Finding]| code(&rules, &card(Some(90.0), 1.0), findings);
        let poor = finding("a.poor", Severity::Critical, Verdict::Poor);
        let unknown = finding("a.unknown", Severity::Major, Verdict::Unknown);
        assert_eq!(held(&[finding("a.b", Severity::Major, Verdict::Good)]), 0);
        assert_eq!(held(&[finding("a.b", Severity::Minor, Verdict::Poor)]), 0);
        assert_eq!(held(&[finding("a.b", Severity::Critical, Verdict::Partial)]), 1);
        assert_eq!(held(std::slice::from_ref(&unknown)), 3);
        assert_eq!(held(&[unknown, poor.clone()]), 1, "a fault that was seen outweighs");
        assert_eq!(held(&[finding("a.b", Severity::Critical, Verdict::NotApplicable)]), 0);
        assert_eq!(held(&[finding("a.b", Severity::Critical, Verdict::Unanswered)]), 0);
        assert_eq!(held(&[Finding { waived: true, ..poor }]), 0);
    }

    #[test]
    fn a_required_check_must_be_good() {
        let rules = GateRules {
            require: vec!["a.b".into()],
            ..GateRules::default()
        };
        let held = |verdict| {
            code(
                &rules,
                &card(Some(9.0), 1.0),
                &[finding("a.b", Severity::Note, verdict)],
            )
        };
        assert_eq!(held(Verdict::Good), 0);
        assert_eq!(held(Verdict::Partial), 1);
        assert_eq!(held(Verdict::Unknown), 3);
        assert_eq!(held(Verdict::Unanswered), 3);
        assert_eq!(
            code(&rules, &card(Some(9.0), 1.0), &[]),
            3,
            "a check that is not there cannot pass"
        );
    }

    #[test]
    fn flags_go_over_the_file_and_required_checks_add_up() {
        let file = GateRules {
            fail_under: Some(50.0),
            fail_on: Some(Severity::Critical),
            require: vec!["a.b".into()],
        };
        let flags = GateRules {
            fail_under: Some(80.0),
            fail_on: None,
            require: vec!["c.d".into(), "a.b".into()],
        };
        let both = file.overridden_by(&flags);
        assert_eq!((both.fail_under, both.fail_on), (Some(80.0), Some(Severity::Critical)));
        assert_eq!(both.require, ["a.b", "c.d"]);
    }
}
