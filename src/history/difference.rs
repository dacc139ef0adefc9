//! What changed from one audit to a later one.

use std::cmp::Reverse;

use super::common::common;
use super::{PastAudit, PastFinding};
use crate::model::{Change, Difference, Direction, Language, Reading, ScoreChange, Value, Verdict};

/// Points below this are one reading's noise.
const LEAST_POINTS: f64 = 0.05;

/// What changed from one audit to a later one of the same shop. The words of the changes are still to be said.
pub fn difference(before: &PastAudit, after: &PastAudit, language: Language) -> Difference {
    let common = common(&[before, after]);
    let rebuilt = common.lists.changed;
    let score = |audit: &PastAudit| {
        if rebuilt {
            common.overall_score(audit, after)
        } else {
            audit.score
        }
    };
    let touchpoints = after.touchpoints.iter().filter_map(|touchpoint| {
        let then = before.touchpoints.iter().find(|then| then.id == touchpoint.id)?;
        let (then, now) = if rebuilt {
            let on_common = |audit| common.touchpoint_score(audit, after, &touchpoint.id);
            (on_common(before), on_common(after))
        } else {
            (then.score, touchpoint.score)
        };
        Some(ScoreChange {
            id: touchpoint.id.clone(),
            title: touchpoint.title.get(language).to_owned(),
            before: then,
            after: now,
        })
    });
    let mut changes: Vec<Change> = after
        .findings
        .iter()
        .filter_map(|now| {
            let then = before.finding(&now.check.id)?;
            change(then, now, common.checks.contains(&now.check.id), language)
        })
        .collect();
    changes.sort_by(|one, other| order(one).cmp(&order(other)).then_with(|| one.id.cmp(&other.id)));
    let count = |direction| changes.iter().filter(|change| change.direction == direction).count();
    Difference {
        shop: after.origin.clone(),
        before: before.line(),
        after: after.line(),
        overall: ScoreChange {
            id: String::new(),
            title: String::new(),
            before: score(before),
            after: score(after),
        },
        touchpoints: touchpoints.collect(),
        better: count(Direction::Better),
        worse: count(Direction::Worse),
        changes,
        checklist: common.lists,
    }
}

/// Worse before better before other, then the gravest, then the most points.
fn order(change: &Change) -> (Direction, Reverse<crate::model::Severity>, i64) {
    let points = |reading: &Reading| reading.points.unwrap_or_default();
    #[expect(clippy::cast_possible_truncation, reason = "points are 0 to 100")]
    let moved = ((points(&change.after) - points(&change.before)).abs() * 100.0) as i64;
    (change.direction, Reverse(change.severity), -moved)
}

fn change(then: &PastFinding, now: &PastFinding, alike: bool, language: Language) -> Option<Change> {
    // Another measure under an old name reads something else.
    if then.check.measure != now.check.measure {
        return None;
    }
    let (before, after) = (then.reading(), now.reading());
    if !readings_differ(&before, &after, &now.check.unit) {
        return None;
    }
    let direction = match (before.points, after.points) {
        (Some(then), Some(now)) if alike && now < then - LEAST_POINTS => Direction::Worse,
        (Some(then), Some(now)) if alike && now > then + LEAST_POINTS => Direction::Better,
        _ => Direction::Other,
    };
    Some(Change {
        id: now.check.id.clone(),
        touchpoint: now.check.touchpoint.clone(),
        question: now.check.question.get(language).to_owned(),
        measure: now.check.measure.clone(),
        unit: now.check.unit.clone(),
        severity: now.check.severity,
        direction,
        before,
        after,
        text: String::new(),
    })
}

/// Whether two readings of a check say something else to a reader: another value as it is written, or measured and not.
/// Why something could not be measured is no change.
pub fn readings_differ(before: &Reading, after: &Reading, unit: &str) -> bool {
    match (before.value, after.value) {
        (Some(then), Some(now)) => written(then, unit) != written(now, unit),
        (None, None) => {
            let applies = |reading: &Reading| reading.verdict != Verdict::NotApplicable;
            applies(before) != applies(after)
        }
        _ => true,
    }
}

/// A value with the digits that a reader sees: one decimal, of a share one decimal of its percentage.
fn written(value: Value, unit: &str) -> i64 {
    let digits = if matches!(unit, "share" | "ratio") {
        1000.0
    } else {
        10.0
    };
    #[expect(clippy::cast_possible_truncation, reason = "saturates far beyond any measure")]
    let whole = (value.as_f64() * digits).round() as i64;
    whole
}
