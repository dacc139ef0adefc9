//! From a gate as written to its rules. Tells every fault.

use super::problem::{At, Problems};
use super::raw::RawGate;
use super::validate::severity;
use crate::gate::GateRules;

/// What the names in a gate are held against.
pub(super) struct Known<'a> {
    /// Ids of findings.
    pub checks: &'a [String],
    /// Ids of touchpoints.
    pub touchpoints: &'a [String],
}

/// Validates a gate. That of a checklist is held against what it knows; that of `touchpoint.toml` is not, as its
/// checklists are not read yet.
pub(super) fn gate(raw: &RawGate, known: Option<Known<'_>>, problems: &mut Problems) -> GateRules {
    let mut bound = |at: &At<f64>, message: String| {
        if !(0.0..=100.0).contains(&at.value) {
            problems.push(&at.place, message);
        }
        at.value
    };
    let fail_under = raw.fail_under.as_ref();
    let fail_under = fail_under.map(|at| bound(at, "\"fail_under\" must be a score from 0 to 100".to_owned()));
    let min_coverage = raw.min_coverage.as_ref();
    let min_coverage =
        min_coverage.map(|at| bound(at, "\"min_coverage\" must be a percentage from 0 to 100".to_owned()));
    let touchpoints = raw.touchpoints.iter().map(|(id, least)| {
        let message = format!("\"{}\" must be a score from 0 to 100", super::problem::clean(&id.value));
        (id.value.clone(), bound(least, message))
    });
    let touchpoints = touchpoints.collect();
    let require = raw.require.iter().flat_map(|list| &list.value);
    if let Some(known) = known {
        let mut hold = |what: &str, id: &At<String>, known: &[String]| {
            if !known.contains(&id.value) {
                problems.unknown(&id.place, what, &id.value, known.iter().map(String::as_str));
            }
        };
        require.clone().for_each(|id| hold("check", id, known.checks));
        let bounds = raw.touchpoints.iter();
        bounds.for_each(|(id, _)| hold("touchpoint", id, known.touchpoints));
        if let Some(baseline) = &raw.baseline {
            problems.push(
                &baseline.place,
                "a baseline is a shop's own: write it into touchpoint.toml",
            );
        }
    }
    GateRules {
        fail_under,
        touchpoints,
        fail_on: raw.fail_on.as_ref().and_then(|at| severity(at, problems)),
        require: require.map(|id| id.value.clone()).collect(),
        min_coverage,
        allow_unknown: raw.allow_unknown.as_ref().is_some_and(|at| at.value),
        baseline: raw.baseline.as_ref().map(|at| at.value.clone().into()),
    }
}
