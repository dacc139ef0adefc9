//! The answer to the report's question, in one sentence.

use super::selection::{is_wrong, lost};
use super::{View, clean};
use crate::model::{AuditReport, Severity};

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

/// "Middling: customers get through, but there are 7 things to mend, 3 of them critical, most of all in Support."
pub(super) fn sentence(report: &AuditReport, view: &View<'_>) -> String {
    let class = class(report.scorecard.overall.score);
    let verdict = view.tell(&format!("answer.{class}"), &[]);
    if class == "none" {
        return verdict;
    }
    let wrong = || {
        report
            .findings
            .iter()
            .filter(|finding| is_wrong(finding) && !finding.waived)
    };
    let critical = wrong().filter(|finding| finding.severity == Severity::Critical).count();
    let faults = match (wrong().count(), critical) {
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
    let mut sentence = view.tell("answer.sentence", &[("verdict", &verdict), ("faults", &faults)]);
    if let Some(title) = worst_touchpoint(report) {
        sentence.push(' ');
        sentence.push_str(&view.tell("answer.begin-with", &[("touchpoint", title)]));
    }
    clean(&sentence)
}

/// The touchpoint that costs the overall score most, where one does.
fn worst_touchpoint(report: &AuditReport) -> Option<&str> {
    let costs = report.scorecard.touchpoints.iter().map(|touchpoint| {
        let of_it = report
            .findings
            .iter()
            .filter(|finding| finding.touchpoint == touchpoint.id && is_wrong(finding) && !finding.waived);
        let cost: f64 = of_it.map(|finding| lost(report, finding)).sum();
        (touchpoint, cost * touchpoint.weight)
    });
    // The first of equals, so that the order of the checklist decides.
    let worst = costs.fold(None, |worst: Option<(_, f64)>, (touchpoint, cost)| match worst {
        Some((_, most)) if most >= cost => worst,
        _ => Some((touchpoint, cost)),
    });
    worst
        .filter(|(_, cost)| *cost > 0.0)
        .map(|(touchpoint, _)| touchpoint.title.as_str())
}
