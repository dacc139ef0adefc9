//! Evidence by kind.

use std::collections::BTreeMap;

use crate::model::{KindGuess, PageKind};

/// Less evidence than this tells nothing.
const ENOUGH: f64 = 1.4;
/// So many reasons are given, the strongest first.
const MOST_REASONS: usize = 5;

/// What speaks for each kind.
#[derive(Debug, Default)]
pub(super) struct Scores {
    clues: Vec<(PageKind, f64, String)>,
}

impl Scores {
    /// Adds a clue. A negative weight speaks against the kind.
    pub(super) fn add(&mut self, kind: PageKind, weight: f64, because: impl Into<String>) {
        self.clues.push((kind, weight, because.into()));
    }

    /// The sum for one kind so far.
    pub(super) fn sum(&self, kind: PageKind) -> f64 {
        self.clues
            .iter()
            .filter(|(own, ..)| *own == kind)
            .map(|(_, weight, _)| weight)
            .sum()
    }

    /// The kind with most evidence; the first in a customer's order where two are even.
    pub(super) fn guess(self) -> KindGuess {
        let mut sums: BTreeMap<PageKind, f64> = BTreeMap::new();
        for (kind, weight, _) in &self.clues {
            *sums.entry(*kind).or_default() += weight;
        }
        let total: f64 = sums.values().filter(|sum| **sum > 0.0).sum();
        let mut best: Option<(PageKind, f64)> = None;
        for (kind, sum) in sums {
            if best.is_none_or(|(_, highest)| sum > highest) {
                best = Some((kind, sum));
            }
        }
        let Some((kind, sum)) = best.filter(|(_, sum)| *sum >= ENOUGH) else {
            return KindGuess::other();
        };
        let mut reasons: Vec<(f64, String)> = self
            .clues
            .into_iter()
            .filter(|(own, weight, _)| *own == kind && *weight > 0.0)
            .map(|(_, weight, because)| (weight, because))
            .collect();
        reasons.sort_by(|one, other| other.0.total_cmp(&one.0));
        let because = reasons
            .into_iter()
            .take(MOST_REASONS)
            .map(|(_, because)| because)
            .collect();
        // Two figures: more would promise a precision that weights do not have.
        KindGuess::new(kind, (sum / total * 100.0).round() / 100.0, because)
    }
}
