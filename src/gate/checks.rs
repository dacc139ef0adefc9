//! Rules on single checks: by severity, by name, and by a waiver that has run out.

use super::{Case, End, GateRules, ended, severity_name};
use crate::model::{Finding, GateRule, Note, Severity, Verdict};

/// Waived findings pass. An unanswered question is no failed measurement: whoever wants its answer requires it.
pub(super) fn fail_on(severity: Severity, rules: &GateRules, case: &Case<'_>) -> GateRule {
    let with = |verdicts: &[Verdict]| -> Vec<String> {
        let grave = case
            .findings
            .iter()
            .filter(|one| one.severity >= severity && !one.waived);
        grave
            .filter(|finding| verdicts.contains(&finding.verdict))
            .map(|finding| finding.id.clone())
            .collect()
    };
    let faults = with(&[Verdict::Poor, Verdict::Partial]);
    let unknown = with(&[Verdict::Unknown]);
    let (code, end, ids) = match (faults.is_empty(), unknown.is_empty(), rules.allow_unknown) {
        (false, _, _) => ("gate-severity-faults", End::Failed, faults),
        (true, false, false) => ("gate-severity-unmeasured", End::Unmeasured, unknown),
        (true, false, true) => ("gate-severity-allowed", End::Passed, unknown),
        (true, true, _) => ("gate-severity-clean", End::Passed, Vec::new()),
    };
    let note = Note::new(code).with("count", ids.len());
    ended(format!("--fail-on {}", severity_name(severity)), end, note, ids)
}

/// A required check must be good; where it does not apply or is waived, it passes.
pub(super) fn require(id: &str, rules: &GateRules, case: &Case<'_>) -> GateRule {
    let finding = case.findings.iter().find(|finding| finding.id == id);
    let (code, end) = match finding {
        Some(finding) if finding.waived => ("gate-required-waived", End::Passed),
        Some(finding) => of_required(finding.verdict, rules.allow_unknown),
        None => ("gate-required-missing", End::Unmeasured),
    };
    ended(
        format!("--require {id}"),
        end,
        Note::new(code).with("check", id),
        finding.map(|finding| finding.id.clone()).into_iter().collect(),
    )
}

fn of_required(verdict: Verdict, allow_unknown: bool) -> (&'static str, End) {
    match verdict {
        Verdict::Good => ("gate-required-good", End::Passed),
        Verdict::NotApplicable => ("gate-required-not-applicable", End::Passed),
        Verdict::Partial | Verdict::Poor => ("gate-required-fault", End::Failed),
        Verdict::Unknown if allow_unknown => ("gate-required-allowed", End::Passed),
        Verdict::Unknown | Verdict::Unanswered => ("gate-required-unmeasured", End::Unmeasured),
    }
}

/// A waiver that has run out fails while its finding still falls short; where that cannot be told, it fails closed.
pub(super) fn expired(id: &str, note: &Note, case: &Case<'_>) -> Option<GateRule> {
    let finding: &Finding = case
        .findings
        .iter()
        .find(|finding| finding.id == id && !finding.waived)?;
    let end = match finding.verdict {
        Verdict::Poor | Verdict::Partial => End::Failed,
        Verdict::Unknown => End::Unmeasured,
        Verdict::Good | Verdict::NotApplicable | Verdict::Unanswered => return None,
    };
    let rule = format!("[[waiver]] {id}");
    Some(ended(rule, end, note.clone(), vec![finding.id.clone()]))
}
