//! The gate: rules that turn a report into an exit code. What could not be measured fails closed.
//!
//! Each rule that failed names the findings behind it; a rule that failed only because too little could be measured
//! says so, and has an exit status of its own.

mod baseline;
#[cfg(test)]
mod baseline_tests;
mod checks;
mod rules;
mod score;
#[cfg(test)]
pub(crate) mod tests;

pub use baseline::{Baseline, Compared, Now};
pub use rules::GateRules;

use crate::model::{Finding, GateResult, GateRule, Note, Scorecard, Severity};

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

/// What is held against the rules.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The scores.
    pub scorecard: &'a Scorecard,
    /// The findings.
    pub findings: &'a [Finding],
    /// What became of the findings since the baseline, where there is one.
    pub compared: Option<&'a Compared>,
    /// Ids of findings whose waivers have run out, each with its remark.
    pub expired: &'a [(String, Note)],
}

/// Holds a report against the rules.
pub fn gate(rules: &GateRules, case: &Case<'_>) -> GateResult {
    let mut results = Vec::new();
    if let Some(least) = rules.min_coverage {
        results.push(score::min_coverage(least, case));
    }
    if let Some(least) = rules.fail_under {
        results.push(score::fail_under(least, rules, case));
    }
    for (id, least) in &rules.touchpoints {
        results.push(score::touchpoint_under(id, *least, rules, case));
    }
    match (case.compared, rules.fail_on) {
        (Some(compared), severity) => results.push(baseline::rule(compared, severity, rules, case)),
        (None, Some(severity)) => results.push(checks::fail_on(severity, rules, case)),
        (None, None) => {}
    }
    results.extend(rules.require.iter().map(|id| checks::require(id, rules, case)));
    results.extend(
        case.expired
            .iter()
            .filter_map(|(id, note)| checks::expired(id, note, case)),
    );
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

/// How a rule ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Passed,
    Failed,
    /// Fails closed.
    Unmeasured,
}

fn ended(rule: String, end: End, note: Note, findings: Vec<String>) -> GateRule {
    GateRule {
        rule,
        passed: end == End::Passed,
        unmeasured: end == End::Unmeasured,
        findings,
        note,
        details: Vec::new(),
    }
}
