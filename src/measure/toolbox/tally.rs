//! Counting, and the values that come of it.

use std::collections::BTreeMap;

use crate::model::{Between, Evidence, Measured, Note, Value};

/// So many good examples stand behind those that fall short.
const GOOD_EXAMPLES: usize = 2;
/// Longest quote, in characters.
const QUOTE_CHARS: usize = 200;

/// Counts pages, fields or questions, and keeps the evidence of each.
#[derive(Default)]
pub(in crate::measure) struct Tally {
    reached: f64,
    sample: usize,
    against: Vec<(u8, Evidence)>,
    fine: Vec<Evidence>,
    /// Why nobody can tell, once for each that does not tell.
    open: Vec<&'static str>,
}

impl Tally {
    /// One that is as it should be.
    pub(in crate::measure) fn good(&mut self, evidence: Evidence) {
        self.reached += 1.0;
        self.sample += 1;
        self.fine.push(evidence);
    }

    /// One that falls short; the lower the rank, the worse.
    pub(in crate::measure) fn bad(&mut self, rank: u8, evidence: Evidence) {
        self.sample += 1;
        self.against.push((rank, evidence));
    }

    /// One that counts half.
    pub(in crate::measure) fn half(&mut self, rank: u8, evidence: Evidence) {
        self.reached += 0.5;
        self.bad(rank, evidence);
    }

    /// Good or bad.
    pub(in crate::measure) fn add(&mut self, good: bool, evidence: Evidence) {
        if good {
            self.good(evidence);
        } else {
            self.bad(0, evidence);
        }
    }

    /// One of which nobody can tell, and the code of the note that says why.
    pub(in crate::measure) fn open(&mut self, why: &'static str) {
        self.open.push(why);
    }

    /// Whether nothing was counted.
    pub(in crate::measure) fn is_empty(&self) -> bool {
        self.sample == 0 && self.open.is_empty()
    }

    /// The share that is as it should be; unknown for an empty sample, and between two bounds where some do not tell.
    pub(in crate::measure) fn share(self) -> Measured {
        let Some(why) = why_open(&self.open) else {
            if self.sample == 0 {
                return Measured::Unknown(Note::new("empty-sample"));
            }
            let share = self.reached / count(self.sample);
            return self.with(share);
        };
        if self.sample == 0 {
            return Measured::Unknown(why);
        }
        let open = self.open.len();
        let all = count(self.sample + open);
        Measured::Between(Box::new(Between {
            low: Value::Number(self.reached / all),
            high: Value::Number((self.reached + count(open)) / all),
            value: Value::Number(self.reached / count(self.sample)),
            sample: self.sample,
            against: self.against.len(),
            evidence: self.evidence(),
            why,
        }))
    }

    /// Another figure that rests on the same counting.
    pub(in crate::measure) fn with(self, figure: f64) -> Measured {
        let (sample, against) = (self.sample, self.against.len());
        number(figure, self.evidence(), sample, against)
    }

    /// Worst first, then a few good examples.
    pub(in crate::measure) fn evidence(mut self) -> Vec<Evidence> {
        self.against.sort();
        self.fine.sort();
        self.fine.dedup();
        self.fine.truncate(GOOD_EXAMPLES);
        self.against
            .into_iter()
            .map(|(_, evidence)| evidence)
            .chain(self.fine)
            .collect()
    }
}

/// The note of the most frequent reason why nobody can tell, with the number of all that do not tell.
pub(in crate::measure) fn why_open(open: &[&'static str]) -> Option<Note> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for why in open {
        *counts.entry(why).or_default() += 1;
    }
    let (why, _) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    Some(Note::new(why).with("pages", open.len()))
}

/// A number in the measure's unit.
pub(in crate::measure) fn number(figure: f64, evidence: Vec<Evidence>, sample: usize, against: usize) -> Measured {
    Measured::Value {
        value: Value::Number(figure),
        evidence,
        sample,
        against,
    }
}

/// Yes or no, after a look at so many pages.
pub(in crate::measure) fn yes_no(yes: bool, evidence: Vec<Evidence>, sample: usize) -> Measured {
    Measured::Value {
        value: Value::YesNo(yes),
        evidence,
        sample,
        against: usize::from(!yes),
    }
}

/// Points of one thing: each part that holds gives one.
pub(in crate::measure) fn points(parts: &[bool], evidence: Vec<Evidence>) -> Measured {
    let reached = parts.iter().filter(|part| **part).count();
    number(count(reached), evidence, 1, usize::from(reached < parts.len()))
}

/// A count as a figure.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub(in crate::measure) fn count(things: usize) -> f64 {
    things as f64
}

/// The middle of the figures; `None` without any.
pub(in crate::measure) fn median(mut figures: Vec<f64>) -> Option<f64> {
    figures.sort_by(f64::total_cmp);
    let middle = figures.len() / 2;
    if figures.len() % 2 == 1 {
        return figures.get(middle).copied();
    }
    let above = figures.get(middle)?;
    let below = figures.get(middle.checked_sub(1)?)?;
    Some(f64::midpoint(*below, *above))
}

/// The mean of the figures; `None` without any.
pub(in crate::measure) fn mean(figures: &[f64]) -> Option<f64> {
    (!figures.is_empty()).then(|| figures.iter().sum::<f64>() / count(figures.len()))
}

/// A text short enough to quote.
pub(in crate::measure) fn clip(text: &str) -> String {
    if text.chars().count() <= QUOTE_CHARS {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(QUOTE_CHARS - 1).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_stand_first_and_few_good_examples_last() {
        let mut tally = Tally::default();
        for url in ["c", "a", "b"] {
            tally.good(Evidence::page(url));
        }
        tally.bad(1, Evidence::page("x"));
        tally.bad(0, Evidence::page("y"));
        let Measured::Value {
            value,
            evidence,
            sample,
            against,
        } = tally.share()
        else {
            panic!("a value");
        };
        assert_eq!(value, Value::Number(0.6));
        assert_eq!((sample, against), (5, 2));
        let urls: Vec<&str> = evidence.iter().map(|one| one.url.as_str()).collect();
        assert_eq!(urls, ["y", "x", "a", "b"]);
    }

    #[test]
    fn an_empty_sample_is_unknown() {
        assert_eq!(Tally::default().share(), Measured::unknown("empty-sample"));
    }

    #[test]
    fn what_nobody_can_tell_leaves_the_share_between_two_bounds() {
        let mut tally = Tally::default();
        tally.open("unsure-colour");
        assert_eq!(
            Tally::share(tally),
            Measured::Unknown(Note::new("unsure-colour").with("pages", 1))
        );
        let mut tally = Tally::default();
        tally.good(Evidence::page("a"));
        tally.bad(0, Evidence::page("b"));
        tally.open("unsure-cover");
        tally.open("unsure-cover");
        let Measured::Between(between) = tally.share() else {
            panic!("bounds");
        };
        let Between { low, high, value, .. } = *between;
        let numbers = [low, value, high].map(Value::as_f64);
        assert_eq!(numbers, [0.25, 0.5, 0.75]);
    }

    #[test]
    fn the_median_of_an_even_number_is_between_the_middle_two() {
        assert_eq!(median(vec![9.0, 1.0, 2.0, 4.0]), Some(3.0));
        assert_eq!(median(vec![9.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(Vec::new()), None);
    }
}
