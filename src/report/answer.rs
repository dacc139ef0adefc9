//! The answer to the report's question, in one sentence.

use super::selection::{is_wrong, wrong};
use super::{View, clean};
use crate::model::{AuditReport, Finding, Severity};

/// From here on a score is good; below [`POOR`] it is poor. For words and colours only.
pub(super) const GOOD: f64 = 80.0;
/// Below this a score is poor.
pub(super) const POOR: f64 = 50.0;

/// Name of a score's class: `good`, `partial`, `poor`, or `none` where there is none.
pub(super) fn class(score: Option<f64>) -> &'static str {
    match score {
        None => "none",
        Some(score) if score >= GOOD => "good",
        Some(score) if score < POOR => "poor",
        Some(_) => "partial",
    }
}

/// How many of the cells of a bar a score fills.
pub(super) fn filled(score: f64, cells: usize) -> usize {
    #[expect(clippy::cast_precision_loss, reason = "a handful of cells")]
    let part = (score / 100.0) * cells as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a score is 0 to 100, and the cast saturates"
    )]
    let filled = part.round() as usize;
    filled.min(cells)
}

/// "Middling: customers get through, but not without trouble; there are 7 things to mend, 3 of them critical."
pub(super) fn sentence(report: &AuditReport, view: &View<'_>) -> String {
    let class = class(report.scorecard.overall.score);
    let verdict = view.tell(&format!("answer.{class}"), &[]);
    if class == "none" {
        return verdict;
    }
    let faults = || {
        report
            .findings
            .iter()
            .filter(|finding| is_wrong(finding) && !finding.waived)
    };
    let critical = faults()
        .filter(|finding| finding.severity == Severity::Critical)
        .count();
    let faults = match (faults().count(), critical) {
        (0, _) => view.tell("answer.no-fault", &[]),
        (count, 0) => view.counted("answer.faults", count),
        (count, critical) => {
            let faults = view.counted("answer.faults", count);
            let critical = view.counted("answer.critical", critical);
            view.tell(
                "answer.faults-critical",
                &[("faults", &faults), ("critical", &critical)],
            )
        }
    };
    let sentence = view.tell("answer.sentence", &[("verdict", &verdict), ("faults", &faults)]);
    clean(&sentence)
}

/// The one thing to mend first: the worst fault that nobody accepted.
pub(super) fn first(report: &AuditReport) -> Option<&Finding> {
    wrong(report).into_iter().find(|finding| !finding.waived)
}

/// What to do first, in one sentence; empty where nothing falls short.
pub(super) fn begin_with(report: &AuditReport, view: &View<'_>) -> String {
    let Some(finding) = first(report) else {
        return String::new();
    };
    let to_do = [&finding.fix, &finding.question]
        .into_iter()
        .find(|text| !text.trim().is_empty());
    clean(&view.tell("answer.begin-with", &[("fix", to_do.map_or("", String::as_str))]))
}
