//! Verdicts on what customers see, where that was not measured or nobody can tell.

use crate::checklist::{Check, CheckMeasure};
use crate::measure;
use crate::model::{Between, Measured, Walk};

/// So many points a verdict may lie off, where some pages do not tell.
const MOST_POINTS_OPEN: f64 = 20.0;

/// Whether the check rests on what customers see, and that was not measured on all of its pages.
pub(super) fn is_inferred(check: &Check, walk: &Walk) -> bool {
    let CheckMeasure::Named(measure) = &check.measure else {
        return false;
    };
    let pages = if check.pages.is_empty() {
        measure.pages
    } else {
        &check.pages
    };
    measure::rests_on_sight(measure.id)
        && walk
            .of_kind(pages)
            .any(|page| page.facts.laid_out.is_none() && !page.facts.text.shell)
}

/// A value between two bounds is taken where the check says the same of both: of partial ones, where they are near.
pub(super) fn settled(measured: Measured, check: &Check) -> Measured {
    let Measured::Between(between) = measured else {
        return measured;
    };
    let Between {
        low,
        high,
        value,
        evidence,
        sample,
        against,
        why,
    } = *between;
    let near = (check.scale.points(low) - check.scale.points(high)).abs() <= MOST_POINTS_OPEN;
    if near && check.scale.verdict(low) == check.scale.verdict(high) {
        Measured::Value {
            value,
            evidence,
            sample,
            against,
        }
    } else {
        Measured::Unknown(why)
    }
}

#[cfg(test)]
mod tests {
    use crate::checklist::tests::{HEAD, loader};
    use crate::model::{Between, Evidence, Measured, Note, Value};

    fn said(low: f64, high: f64) -> Measured {
        let checklist = loader()
            .load_text(
                "own.toml",
                &format!(
                    "{HEAD}[[touchpoint.check]]\nid = \"top\"\nmeasure = \"phone.top-share\"\nquestion = \"?\"\n\
                     good = \">= 90%\"\npoor = \"< 20%\"\n"
                ),
            )
            .expect("a checklist");
        let between = Between {
            low: Value::Number(low),
            high: Value::Number(high),
            value: Value::Number(low),
            evidence: vec![Evidence::page("a")],
            sample: 1,
            against: 0,
            why: Note::new("unsure-cover"),
        };
        super::settled(
            Measured::Between(Box::new(between)),
            &checklist.touchpoints[0].checks[0],
        )
    }

    #[test]
    fn a_verdict_stands_where_it_is_the_same_on_both_bounds() {
        for (low, high) in [(0.92, 1.0), (0.0, 0.1), (0.5, 0.55)] {
            assert!(matches!(said(low, high), Measured::Value { .. }), "{low} to {high}");
        }
        for (low, high) in [(0.8, 1.0), (0.0, 0.5), (0.3, 0.85)] {
            assert_eq!(said(low, high), Measured::unknown("unsure-cover"), "{low} to {high}");
        }
    }
}
