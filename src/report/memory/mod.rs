//! What is told about several audits, in words: trend, difference, recurrence, comparison, and what stands of them in
//! a report.

mod comparison;
mod difference;
mod recurring;
mod since;
mod trend;
mod words;

pub use comparison::comparison_sheet;
pub use difference::difference_sheet;
pub use recurring::recurrences_sheet;
pub(super) use since::{SinceLast, keep_since};
pub use trend::trend_sheet;
pub use words::{say_changes, say_memory};

use super::sheet::{Cell, Tone};
use super::{View, answer, clean};
use crate::model::{Change, Direction};

/// The day of a time stamp as the reader writes it; the stamp itself where it is none.
fn day(stamp: &str, view: &View<'_>) -> String {
    match stamp.get(..10).and_then(|day| day.parse().ok()) {
        Some(day) => view.messages.date(day),
        None => clean(stamp),
    }
}

/// "#12 · 21 November 2026, 08:30 UTC"
fn named(id: Option<i64>, stamp: &str, view: &View<'_>) -> String {
    match id {
        Some(id) => format!("#{id} · {}", view.moment(stamp)),
        None => view.moment(stamp),
    }
}

/// A shop as a reader knows it: its name, and its address.
fn shop(origin: &str, name: Option<&str>) -> String {
    match name.map(clean).filter(|name| !name.trim().is_empty()) {
        Some(name) => format!("{name} · {}", clean(origin)),
        None => clean(origin),
    }
}

/// A score, or a dash.
fn score_cell(score: Option<f64>, view: &View<'_>) -> Cell {
    let text = score.map_or_else(|| "–".to_owned(), |score| view.score(score));
    Cell::new(text, Tone::of_class(answer::class(score)))
}

/// By how many points a score moved, as it is read: "+7", "−3", "±0". The rounded scores are taken, so that the figures
/// beside each other add up.
fn moved(before: Option<f64>, after: Option<f64>, view: &View<'_>) -> Cell {
    let (Some(before), Some(after)) = (before, after) else {
        return Cell::new("–", Tone::Dim);
    };
    let by = after.round() - before.round();
    let points = format!("{:.0}", by.abs());
    let (key, tone) = if by > 0.0 {
        ("memory.score-up", Tone::Good)
    } else if by < 0.0 {
        ("memory.score-down", Tone::Poor)
    } else {
        ("memory.score-same", Tone::Dim)
    };
    Cell::new(view.tell(key, &[("points", &points)]), tone)
}

/// The mark of a change and how it looks.
fn mark(change: &Change) -> (&'static str, Tone) {
    match change.direction {
        Direction::Worse => ("▼", Tone::Poor),
        Direction::Better => ("▲", Tone::Good),
        Direction::Other => ("·", Tone::Dim),
    }
}

/// So many ids are named; the JSON has them all.
const MOST_LISTED: usize = 6;

/// Ids, or the word for none.
fn listed(ids: &[String], view: &View<'_>) -> String {
    if ids.is_empty() {
        view.tell("memory.nothing-of-it", &[])
    } else {
        let shown = clean(&ids[..ids.len().min(MOST_LISTED)].join(", "));
        match ids.len().saturating_sub(MOST_LISTED) {
            0 => shown,
            more => format!("{shown}, {}", view.counted("report.more", more)),
        }
    }
}

/// A score for a row of a spreadsheet.
fn figure(score: Option<f64>) -> String {
    score.map(|score| format!("{score:.1}")).unwrap_or_default()
}

/// The sheet's data: plain types, which always can be written as JSON.
fn data(value: &impl serde::Serialize) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or_default()
}
