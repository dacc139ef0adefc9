//! Composed measures, from the hits that each page's probes left.

use crate::checklist::ProbeUse;
use crate::model::{Evidence, Measured, PageKind, Probe, ProbeHit, Walk, WalkPage};

/// A composed measure, from the hits that each page's probes left.
pub(super) fn probed(probe: &Probe, taken_as: ProbeUse, kinds: &[PageKind], walk: &Walk) -> Measured {
    let key = probe.key();
    let pages: Vec<&WalkPage> = walk.of_kind(kinds).collect();
    let asked: Vec<(&WalkPage, &ProbeHit)> = pages
        .iter()
        .filter_map(|page| Some((*page, page.facts.probes.get(&key)?)))
        .collect();
    if asked.is_empty() {
        // Pages without the probe's result come from a walk that was saved without it.
        return Measured::unknown(if pages.is_empty() { "no-page" } else { "not-probed" });
    }
    let hits: Vec<Evidence> = asked
        .iter()
        .flat_map(|(page, hit)| {
            hit.examples
                .iter()
                .map(|(quote, spot)| Evidence::quote(&page.url, spot, quote))
        })
        .collect();
    let without: Vec<Evidence> = asked
        .iter()
        .filter(|(_, hit)| hit.count == 0)
        .map(|(page, _)| Evidence::page(&page.url))
        .collect();
    let sample = asked.len();
    match taken_as {
        ProbeUse::Share => Measured::share(sample - without.len(), sample, without),
        ProbeUse::Present => {
            let present = without.len() < sample;
            let evidence = if present { hits } else { without };
            with_sample(Measured::yes_no(present, evidence), sample)
        }
        ProbeUse::Count | ProbeUse::Points => {
            let count: usize = asked.iter().map(|(_, hit)| hit.count).sum();
            #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
            let count = count as f64;
            with_sample(Measured::number(count, hits), sample)
        }
        ProbeUse::Number => {
            let numbers = asked
                .iter()
                .filter_map(|(_, hit)| hit.examples.iter().find_map(|(words, _)| first_number(words)))
                .collect();
            match median(numbers) {
                Some(number) => with_sample(Measured::number(number, hits), sample),
                None => Measured::unknown("no-number"),
            }
        }
    }
}

fn with_sample(mut measured: Measured, pages: usize) -> Measured {
    if let Measured::Value { sample, .. } = &mut measured {
        *sample = pages;
    }
    measured
}

/// The first number in words; thousands may be set apart by commas.
fn first_number(words: &str) -> Option<f64> {
    let start = words.find(|c: char| c.is_ascii_digit())?;
    let rest = words.get(start..)?;
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
        .unwrap_or(rest.len());
    let digits = rest.get(..end)?.trim_end_matches(['.', ',']).replace(',', "");
    digits.parse().ok()
}

fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    let upper = *numbers.get(numbers.len() / 2)?;
    if numbers.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *numbers.get(numbers.len() / 2 - 1)?;
    Some(f64::midpoint(lower, upper))
}

#[cfg(test)]
mod tests {
    use super::{first_number, median};

    #[test]
    fn the_first_number_in_words_is_read() {
        assert_eq!(first_number("free over 50,000 won"), Some(50_000.0));
        assert_eq!(first_number("4.7 of 5."), Some(4.7));
        assert_eq!(first_number("none"), None);
        assert_eq!(median(vec![3.0, 1.0, 2.0, 10.0]), Some(2.5));
    }
}
