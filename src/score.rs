//! From findings to the scorecard: arithmetic that a shop owner can redo by hand.
//!
//! A touchpoint's score is the weighted mean of the points of its *measured* checks; the overall score is the weighted
//! mean of the touchpoints that have one. Coverage is measured weight ÷ applicable weight, and stands beside each.

use crate::checklist::Checklist;
use crate::model::{Counts, Finding, Language, Overall, Scorecard, TouchpointScore, Verdict};

/// Below this share of measured weight a score is provisional.
const PROVISIONAL_BELOW: f64 = 0.5;

/// Sums over the findings of one touchpoint, or of all.
#[derive(Debug, Default, Clone, Copy)]
struct Sums {
    points: f64,
    measured: f64,
    applicable: f64,
    counts: Counts,
}

impl Sums {
    fn add(&mut self, finding: &Finding) {
        count(&mut self.counts, finding.verdict);
        if finding.verdict != Verdict::NotApplicable {
            self.applicable += finding.weight;
        }
        if let Some(points) = finding.points {
            self.measured += finding.weight;
            self.points += finding.weight * points;
        }
    }

    fn score(&self) -> Option<f64> {
        (self.measured > 0.0).then(|| (self.points / self.measured).clamp(0.0, 100.0))
    }

    fn coverage(&self) -> f64 {
        if self.applicable > 0.0 {
            (self.measured / self.applicable).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }
}

fn count(counts: &mut Counts, verdict: Verdict) {
    let counter = match verdict {
        Verdict::Good => &mut counts.good,
        Verdict::Partial => &mut counts.partial,
        Verdict::Poor => &mut counts.poor,
        Verdict::Unknown => &mut counts.unknown,
        Verdict::NotApplicable => &mut counts.not_applicable,
        Verdict::Unanswered => &mut counts.unanswered,
    };
    *counter += 1;
}

/// Adds up. Touchpoints come in the checklist's order, with their texts in the language.
pub fn score(checklist: &Checklist, findings: &[Finding], language: Language) -> Scorecard {
    let mut all = Sums::default();
    findings.iter().for_each(|finding| all.add(finding));
    let (mut weighted, mut weights) = (0.0, 0.0);
    let mut touchpoints = Vec::new();
    for touchpoint in &checklist.touchpoints {
        let mut sums = Sums::default();
        findings
            .iter()
            .filter(|finding| finding.touchpoint == touchpoint.id)
            .for_each(|finding| sums.add(finding));
        let score = sums.score();
        if let Some(score) = score {
            weighted += touchpoint.weight * score;
            weights += touchpoint.weight;
        }
        touchpoints.push(TouchpointScore {
            id: touchpoint.id.clone(),
            title: touchpoint.title.get(language).to_owned(),
            question: touchpoint.question.get(language).to_owned(),
            weight: touchpoint.weight,
            score,
            coverage: sums.coverage(),
            provisional: sums.coverage() < PROVISIONAL_BELOW,
            counts: sums.counts,
        });
    }
    let overall = Overall {
        score: (weights > 0.0).then(|| (weighted / weights).clamp(0.0, 100.0)),
        coverage: all.coverage(),
        provisional: all.coverage() < PROVISIONAL_BELOW,
        counts: all.counts,
    };
    Scorecard { overall, touchpoints }
}

/// Points of the touchpoint's score that a finding costs: weight × (100 − points) ÷ measured weight.
/// None when it was not measured or carries no weight.
pub fn points_lost(findings: &[Finding], finding: &Finding) -> Option<f64> {
    let points = finding.points?;
    let measured: f64 = findings
        .iter()
        .filter(|other| other.touchpoint == finding.touchpoint && other.points.is_some())
        .map(|other| other.weight)
        .sum();
    (measured > 0.0).then(|| finding.weight * (100.0 - points) / measured)
}
