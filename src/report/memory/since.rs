//! What stands of the history in a report: what changed since the last audit, and what to keep doing.

use super::difference::{remarks, tally};
use super::{day, mark};
use crate::model::{AuditReport, Difference, Finding};
use crate::report::sheet::Tone;
use crate::report::{View, clean};

/// Changes told in a report; the rest is told by `touchpoint history diff`.
const MOST: usize = 8;

/// What changed since the last audit, as every format for people tells it.
#[derive(Debug, serde::Serialize)]
pub(in crate::report) struct SinceLast {
    /// "Since 24 October 2026: 64 → 71 (+7). Better: 3. Worse: 1."
    pub sentence: String,
    /// Heading over the changes.
    pub title: String,
    /// The changes, worst first.
    pub changes: Vec<ChangeLine>,
    /// How many more there are.
    pub more: usize,
    /// What keeps the audits from being compared as they are.
    pub remarks: Vec<String>,
    /// The latest scores, oldest first.
    pub scores: Vec<Option<f64>>,
}

/// A change in one line.
#[derive(Debug, serde::Serialize)]
pub(in crate::report) struct ChangeLine {
    /// `▲`, `▼` or `·`.
    pub mark: &'static str,
    /// Name of the mark's look: "good", "poor", "dim".
    pub class: &'static str,
    /// In a customer's words.
    pub text: String,
}

impl SinceLast {
    /// What changed; none where the report remembers nothing.
    pub(in crate::report) fn of(report: &AuditReport, view: &View<'_>) -> Option<SinceLast> {
        let memory = report.memory.as_ref()?;
        let difference = &memory.since_last;
        let changes = difference.changes.iter().take(MOST).map(|change| {
            let (mark, tone) = mark(change);
            ChangeLine {
                mark,
                class: match tone {
                    Tone::Good => "good",
                    Tone::Poor => "poor",
                    _ => "dim",
                },
                text: clean(&change.text),
            }
        });
        Some(SinceLast {
            sentence: sentence(difference, view),
            title: view.tell("memory.section-since", &[("date", &before(difference, view))]),
            changes: changes.collect(),
            more: difference.changes.len().saturating_sub(MOST),
            remarks: remarks(difference, view).iter().map(|remark| clean(remark)).collect(),
            scores: memory.scores.iter().map(|past| past.score).collect(),
        })
    }
}

/// When the earlier audit was: the day, and on the same day the hour.
fn before(difference: &Difference, view: &View<'_>) -> String {
    let (then, now) = (&difference.before.audited_at, &difference.after.audited_at);
    if then.get(..10) == now.get(..10) {
        view.moment(then)
    } else {
        day(then, view)
    }
}

fn sentence(difference: &Difference, view: &View<'_>) -> String {
    let date = before(difference, view);
    let (before, after) = (difference.overall.before, difference.overall.after);
    let scores = match (before, after) {
        (Some(then), Some(now)) => {
            let by = super::moved(before, after, view).text;
            let figures = [
                ("date", date.as_str()),
                ("before", &view.score(then)),
                ("after", &view.score(now)),
            ];
            format!("{} ({by}).", view.tell("memory.since", &figures))
        }
        _ => format!("{}.", view.tell("memory.since-unscored", &[("date", &date)])),
    };
    clean(&format!("{scores} {}", tally(difference, view)))
}

/// "good since 3 October 2026, 5 audits"; none where the finding is not among what to keep doing.
pub(in crate::report) fn keep_since(report: &AuditReport, finding: &Finding, view: &View<'_>) -> Option<String> {
    let kept = report
        .memory
        .as_ref()?
        .keep_doing
        .iter()
        .find(|kept| kept.id == finding.id)?;
    Some(view.tell(
        "memory.keep-since",
        &[("date", &day(&kept.since, view)), ("count", &kept.audits.to_string())],
    ))
}
