//! Rules on scores and coverage. The findings behind a score are those whose mending would lift it over the bar.

use super::{Case, End, GateRules, ended};
use crate::model::{Finding, GateRule, Note, Scorecard, Verdict};
use crate::score::points_lost;

/// Below this coverage, in percent, a score says too little to judge by, unless the gate names another.
const LEAST_COVERAGE: f64 = 50.0;

/// So much must have been measured.
pub(super) fn min_coverage(least: f64, case: &Case<'_>) -> GateRule {
    let coverage = case.scorecard.overall.coverage * 100.0;
    let passed = reaches(coverage, least);
    let code = if passed {
        "gate-coverage-reached"
    } else {
        "gate-coverage-missed"
    };
    let findings = if passed {
        Vec::new()
    } else {
        unmeasured(case.findings.iter())
    };
    ended(
        format!("--min-coverage {least}"),
        if passed { End::Passed } else { End::Unmeasured },
        Note::new(code)
            .with("coverage", below_if_missed(coverage, least))
            .with("least", least),
        findings,
    )
}

/// The overall score.
pub(super) fn fail_under(least: f64, rules: &GateRules, case: &Case<'_>) -> GateRule {
    let overall = &case.scorecard.overall;
    let behind = |missing: f64| costliest(case.findings.iter(), missing, |finding| cost_of_all(finding, case));
    let judged = Judged {
        rule: format!("--fail-under {least}"),
        score: overall.score,
        coverage: overall.coverage,
        least,
    };
    judged.rule(rules, behind, || unmeasured(case.findings.iter()))
}

/// The score of a touchpoint. One that is not on the scorecard could not be measured.
pub(super) fn touchpoint_under(id: &str, least: f64, rules: &GateRules, case: &Case<'_>) -> GateRule {
    let touchpoint = case.scorecard.touchpoints.iter().find(|touchpoint| touchpoint.id == id);
    let of_it = || case.findings.iter().filter(|finding| finding.touchpoint == id);
    let behind = |missing: f64| {
        costliest(of_it(), missing, |finding| {
            points_lost(case.findings, finding).unwrap_or_default()
        })
    };
    let judged = Judged {
        rule: format!("--fail-under {id}={least}"),
        score: touchpoint.and_then(|touchpoint| touchpoint.score),
        coverage: touchpoint.map_or(0.0, |touchpoint| touchpoint.coverage),
        least,
    };
    judged.rule(rules, behind, || unmeasured(of_it()))
}

struct Judged {
    rule: String,
    score: Option<f64>,
    coverage: f64,
    least: f64,
}

impl Judged {
    fn rule(
        self,
        rules: &GateRules,
        behind: impl Fn(f64) -> Vec<String>,
        unmeasured: impl Fn() -> Vec<String>,
    ) -> GateRule {
        let coverage = self.coverage * 100.0;
        let enough = reaches(coverage, rules.min_coverage.unwrap_or(LEAST_COVERAGE));
        let Some(score) = self.score.filter(|_| enough) else {
            let note = Note::new("gate-score-unmeasured").with("coverage", format!("{:.0}", coverage.floor()));
            return ended(self.rule, End::Unmeasured, note, unmeasured());
        };
        let passed = reaches(score, self.least);
        let (code, end, findings) = if passed {
            ("gate-score-reached", End::Passed, Vec::new())
        } else {
            ("gate-score-missed", End::Failed, behind(self.least - score))
        };
        let note = Note::new(code)
            .with("score", below_if_missed(score, self.least))
            .with("least", self.least);
        ended(self.rule, end, note, findings)
    }
}

/// Sums of weights are not exact: a score of 70 may be computed as 69.999999999.
fn reaches(value: f64, least: f64) -> bool {
    value + 1e-9 >= least
}

/// The figure with one decimal; what fell short never reads as if it had reached the bar.
fn below_if_missed(value: f64, least: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    let shown = if !reaches(value, least) && rounded >= least {
        (value * 10.0).floor() / 10.0
    } else {
        rounded
    };
    shown.to_string()
}

/// The costliest faults that are not waived, so many that without them the score would not miss as much.
fn costliest<'a>(
    findings: impl Iterator<Item = &'a Finding>,
    missing: f64,
    cost: impl Fn(&Finding) -> f64,
) -> Vec<String> {
    let mut faults: Vec<(f64, &str)> = findings
        .filter(|finding| matches!(finding.verdict, Verdict::Poor | Verdict::Partial) && !finding.waived)
        .map(|finding| (cost(finding), finding.id.as_str()))
        .filter(|(cost, _)| *cost > 0.0)
        .collect();
    faults.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(other.1)));
    let mut rest = missing;
    let enough = faults.into_iter().take_while(|(cost, _)| {
        let needed = rest > 0.0;
        rest -= cost;
        needed
    });
    enough.map(|(_, id)| id.to_owned()).collect()
}

/// Points of the overall score that a finding costs.
fn cost_of_all(finding: &Finding, case: &Case<'_>) -> f64 {
    let weights = |card: &Scorecard| -> f64 {
        let scored = card.touchpoints.iter().filter(|touchpoint| touchpoint.score.is_some());
        scored.map(|touchpoint| touchpoint.weight).sum()
    };
    let all = weights(case.scorecard);
    let own = case
        .scorecard
        .touchpoints
        .iter()
        .find(|one| one.id == finding.touchpoint);
    match own {
        Some(own) if all > 0.0 => points_lost(case.findings, finding).unwrap_or_default() * own.weight / all,
        _ => 0.0,
    }
}

/// What carries weight and was not measured, heaviest first.
fn unmeasured<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<String> {
    let mut open: Vec<&Finding> = findings
        .filter(|finding| matches!(finding.verdict, Verdict::Unknown | Verdict::Unanswered) && finding.weight > 0.0)
        .collect();
    open.sort_by(|one, other| other.weight.total_cmp(&one.weight).then_with(|| one.id.cmp(&other.id)));
    open.into_iter().map(|finding| finding.id.clone()).collect()
}
