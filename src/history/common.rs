//! The checks that audits have in common, and the scores on these alone.

use std::collections::BTreeSet;

use super::{PastAudit, PastFinding};
use crate::model::ListChange;

/// What two or more audits have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Common {
    /// Checks that all have and judge alike.
    pub checks: BTreeSet<String>,
    /// How the lists differ. For more than two audits *added* and *removed* are what not all of them have.
    pub lists: ListChange,
}

/// What two or more audits have in common. Where the digests of the checklists are the same, every check is.
pub fn common(audits: &[&PastAudit]) -> Common {
    let Some((first, rest)) = audits.split_first() else {
        return Common {
            checks: BTreeSet::new(),
            lists: ListChange::default(),
        };
    };
    let ids = |audit: &PastAudit| -> BTreeSet<String> {
        audit.findings.iter().map(|finding| finding.check.id.clone()).collect()
    };
    let mut shared = ids(first);
    let mut all = shared.clone();
    for audit in rest {
        let own = ids(audit);
        shared = shared.intersection(&own).cloned().collect();
        all.extend(own);
    }
    let last = rest.last().map_or_else(|| ids(first), |last| ids(last));
    let alike: BTreeSet<String> = shared
        .iter()
        .filter(|id| rest.iter().all(|audit| judged_alike(first, audit, id)))
        .cloned()
        .collect();
    let lists = ListChange {
        changed: rest.iter().any(|audit| audit.checklists != first.checklists),
        common: alike.len(),
        added: last.difference(&shared).cloned().collect(),
        removed: all.difference(&last).cloned().collect(),
        rejudged: shared.difference(&alike).cloned().collect(),
    };
    Common { checks: alike, lists }
}

/// Whether two audits measure a check in the same way and expect the same of it.
fn judged_alike(one: &PastAudit, other: &PastAudit, id: &str) -> bool {
    if one.checklists == other.checklists {
        return true;
    }
    match (one.finding(id), other.finding(id)) {
        (Some(one), Some(other)) => {
            one.check.measure == other.check.measure && one.check.expected == other.check.expected
        }
        _ => false,
    }
}

impl Common {
    /// Score of a touchpoint on these checks alone, with the weights of the audit `by`.
    pub fn touchpoint_score(&self, audit: &PastAudit, by: &PastAudit, touchpoint: &str) -> Option<f64> {
        let counted: Vec<(&PastFinding, f64)> = audit
            .findings
            .iter()
            .filter(|finding| self.checks.contains(&finding.check.id) && finding.points.is_some())
            .filter_map(|finding| {
                let weights = by.finding(&finding.check.id)?;
                let halved = if finding.stale { 0.5 } else { 1.0 };
                (weights.check.touchpoint == touchpoint).then_some((finding, weights.check.weight * halved))
            })
            .collect();
        let weights: f64 = counted.iter().map(|(_, weight)| weight).sum();
        let points: f64 = counted
            .iter()
            .map(|(finding, weight)| weight * finding.points.unwrap_or_default())
            .sum();
        (weights > 0.0).then(|| (points / weights).clamp(0.0, 100.0))
    }

    /// The whole score on these checks alone, with the weights of the audit `by`.
    pub fn overall_score(&self, audit: &PastAudit, by: &PastAudit) -> Option<f64> {
        let (mut points, mut weights) = (0.0, 0.0);
        for touchpoint in &by.touchpoints {
            if let Some(score) = self.touchpoint_score(audit, by, &touchpoint.id) {
                points += touchpoint.weight * score;
                weights += touchpoint.weight;
            }
        }
        (weights > 0.0).then(|| (points / weights).clamp(0.0, 100.0))
    }

    /// The same, of the checks that every one of the audits could measure.
    #[must_use]
    pub fn measured_by_all(&self, audits: &[&PastAudit]) -> Common {
        let measured = |audit: &&PastAudit, id: &str| audit.finding(id).is_some_and(|found| found.points.is_some());
        let checks = self
            .checks
            .iter()
            .filter(|id| audits.iter().all(|audit| measured(audit, id)));
        Common {
            checks: checks.cloned().collect(),
            lists: self.lists.clone(),
        }
    }
}
