//! From findings to the scorecard: arithmetic that a shop owner can redo by hand.
//!
//! A touchpoint's score is the weighted mean of the points of its *measured* checks; the overall score is the weighted
//! mean of the touchpoints that have one. Coverage is measured weight ÷ applicable weight, and stands beside each. An
//! answer of the owner's that has grown old counts half: half of its weight is measured, all of it is applicable.

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
            self.measured += finding.counted_weight();
            self.points += finding.counted_weight() * points;
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

/// Points of the touchpoint's score that a finding costs: counted weight × (100 − points) ÷ measured weight.
/// None when it was not measured or carries no weight.
pub fn points_lost(findings: &[Finding], finding: &Finding) -> Option<f64> {
    let points = finding.points?;
    let measured: f64 = findings
        .iter()
        .filter(|other| other.touchpoint == finding.touchpoint && other.points.is_some())
        .map(Finding::counted_weight)
        .sum();
    (measured > 0.0).then(|| finding.counted_weight() * (100.0 - points) / measured)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::checklist::{Expectation, Scale, Text, Touchpoint};
    use crate::gate::GateRules;
    use crate::model::{Severity, Unit, Value};

    /// A checklist of touchpoints without checks: the findings are made by hand.
    fn checklist(touchpoints: &[(&str, f64)]) -> Checklist {
        Checklist {
            id: "own".into(),
            title: Text::single("Own"),
            sources: Vec::new(),
            touchpoints: touchpoints
                .iter()
                .map(|(id, weight)| Touchpoint {
                    id: (*id).to_owned(),
                    title: Text::single(id),
                    question: Text::single(id),
                    weight: *weight,
                    checks: Vec::new(),
                })
                .collect(),
            gate: GateRules::default(),
        }
    }

    fn finding(touchpoint: &str, weight: f64, verdict: Verdict, points: Option<f64>) -> Finding {
        let mut finding = crate::gate::tests::finding("x", Severity::Minor, verdict);
        finding.touchpoint = touchpoint.to_owned();
        finding.weight = weight;
        finding.points = points;
        finding
    }

    #[test]
    fn the_sum_can_be_redone_by_hand() {
        let findings = [
            finding("a", 3.0, Verdict::Good, Some(100.0)),
            finding("a", 1.0, Verdict::Poor, Some(0.0)),
            finding("a", 4.0, Verdict::Unknown, None),
            finding("a", 9.0, Verdict::NotApplicable, None),
            finding("b", 2.0, Verdict::Partial, Some(50.0)),
            finding("b", 0.0, Verdict::Poor, Some(0.0)),
            finding("c", 1.0, Verdict::Unanswered, None),
        ];
        let card = score(
            &checklist(&[("a", 1.0), ("b", 3.0), ("c", 5.0)]),
            &findings,
            Language::En,
        );
        let [a, b, c] = card.touchpoints.as_slice() else {
            panic!()
        };
        assert_eq!((a.score, a.coverage, a.provisional), (Some(75.0), 0.5, false));
        assert_eq!(
            (b.score, b.coverage),
            (Some(50.0), 1.0),
            "weight 0 is shown, not scored"
        );
        assert_eq!((c.score, c.coverage, c.provisional), (None, 0.0, true));
        // (1 × 75 + 3 × 50) ÷ 4, and 6 of 11 measured.
        assert_eq!(card.overall.score, Some(56.25));
        assert_eq!(card.overall.coverage, 6.0 / 11.0);
        assert_eq!((card.overall.counts.good, card.overall.counts.not_applicable), (1, 1));
        assert_eq!(points_lost(&findings, &findings[1]), Some(25.0));
    }

    #[test]
    fn nothing_measured_is_no_score() {
        let card = score(
            &checklist(&[("a", 1.0)]),
            &[finding("a", 3.0, Verdict::Unknown, None)],
            Language::En,
        );
        assert_eq!((card.overall.score, card.overall.provisional), (None, true));
    }

    fn scale() -> impl Strategy<Value = Scale> {
        (0u32..=100, 0u32..=100, any::<bool>())
            .prop_filter("apart", |(a, b, _)| a != b)
            .prop_map(|(a, b, upwards)| {
                let (low, high) = (a.min(b), a.max(b));
                let (good, poor) = if upwards {
                    (format!(">= {high}"), format!("< {low}"))
                } else {
                    (format!("<= {low}"), format!("> {high}"))
                };
                let read = |written: &str| Expectation::parse(written, Unit::Count).unwrap();
                Scale::new(read(&good), read(&poor)).unwrap()
            })
    }

    proptest! {
        #[test]
        fn points_stay_from_0_to_100_and_never_fall_as_the_value_gets_better(
            scale in scale(), a in -50.0..150.0f64, b in -50.0..150.0f64,
        ) {
            let upwards = scale.good.bound > scale.poor.bound;
            let (worse, better) = if (a < b) == upwards { (a, b) } else { (b, a) };
            let (low, high) = (scale.points(Value::Number(worse)), scale.points(Value::Number(better)));
            prop_assert!((0.0..=100.0).contains(&low) && (0.0..=100.0).contains(&high));
            prop_assert!(low <= high, "{low} {high}");
        }

        #[test]
        fn points_are_linear_between(scale in scale(), part in 0.0..=1.0f64) {
            let value = scale.poor.bound + part * (scale.good.bound - scale.poor.bound);
            prop_assert!((scale.points(Value::Number(value)) - part * 100.0).abs() < 1e-6);
        }

        #[test]
        fn a_score_stays_from_0_to_100_and_more_points_never_lower_it(
            parts in prop::collection::vec((0.0..=5.0f64, 0.0..=100.0f64, 0usize..3), 1..20),
            raised in 0usize..20, by in 0.0..=100.0f64,
        ) {
            let names = ["a", "b", "c"];
            let mut findings: Vec<Finding> = parts
                .iter()
                .map(|(weight, points, name)| finding(names[*name], *weight, Verdict::Partial, Some(*points)))
                .collect();
            let list = checklist(&[("a", 1.0), ("b", 2.0), ("c", 0.5)]);
            let before = score(&list, &findings, Language::En).overall;
            let index = raised % findings.len();
            findings[index].points = findings[index].points.map(|points| (points + by).min(100.0));
            let after = score(&list, &findings, Language::En).overall;
            if let (Some(before), Some(after)) = (before.score, after.score) {
                prop_assert!((0.0..=100.0).contains(&before) && (0.0..=100.0).contains(&after));
                prop_assert!(after >= before - 1e-9);
            }
            prop_assert!((0.0..=1.0).contains(&before.coverage));
        }
    }
}
