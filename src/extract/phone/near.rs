//! Labels on the line of a number: before it, behind it, or shared with the number before.

use super::label::{self, Label, Meaning};
use super::matcher::Candidate;

/// Characters between a label and a number that only the label makes a phone number.
const REACH: usize = 24;

/// The nearest label in the text before a number.
pub(super) fn before(text: &str, labels: &[Label], from: usize, number: usize) -> Option<Meaning> {
    let segment = text.get(from..number)?;
    if label::shared_at_end(segment) {
        return Some(Meaning::Shared);
    }
    if let Some(short) = label::short_at_end(segment) {
        return Some(short);
    }
    let inside: Vec<Label> = labels
        .iter()
        .filter(|label| label.range.start >= from && label.range.end <= number)
        .cloned()
        .collect();
    let last = inside.last()?;
    let gap = text.get(last.range.end..number)?;
    if last.meaning == Meaning::Other {
        // A register's name far away says nothing about this number.
        return (gap.chars().count() <= REACH && !gap.contains(['|', ')', ';']))
            .then_some(Meaning::Other)
            .or_else(|| {
                inside
                    .iter()
                    .rev()
                    .find(|label| label.meaning != Meaning::Other)
                    .map(|label| label.meaning)
            });
    }
    label::shared(text, &inside).or(Some(last.meaning))
}

/// Whether the nearest label stands directly by the number.
pub(super) fn is_close(text: &str, labels: &[Label], from: usize, number: usize) -> bool {
    let Some(segment) = text.get(from..number) else {
        return false;
    };
    label::short_at_end(segment).is_some()
        || labels
            .iter()
            .rev()
            .find(|label| label.range.end <= number && label.range.start >= from)
            .and_then(|label| text.get(label.range.end..number))
            .is_some_and(|gap| gap.chars().count() <= REACH && super::digit_count(gap) == 0)
}

/// A label that follows its number: `555-0199 (fax)`, `555-0199 fax`.
pub(super) fn after(text: &str, labels: &[Label], candidates: &[Candidate], nth: usize) -> Option<Meaning> {
    let candidate = &candidates[nth];
    let next = candidates.get(nth + 1).map_or(text.len(), |next| next.range.start);
    let rest = text.get(candidate.range.end..next)?;
    let trimmed = rest.trim_start_matches([' ', '-', '–', ',', '*']);
    let offset = candidate.range.end + rest.len() - trimmed.len();
    let bracketed = trimmed.starts_with(['(', '[']);
    let label_start = offset + usize::from(bracketed);
    let label_end = if bracketed {
        label_start + text.get(label_start..next)?.find([')', ']'])?
    } else {
        label_start
    };
    // In brackets the label may have company: "(our sales fax)".
    let found = labels.iter().find(|label| {
        label.range.start == label_start || (label.range.start > label_start && label.range.end <= label_end)
    })?;
    if bracketed {
        return (found.meaning != Meaning::Other && label_end - label_start <= 40).then_some(found.meaning);
    }
    if found.meaning == Meaning::Other {
        return None;
    }
    let behind = text.get(found.range.end..next)?.trim();
    let closes = behind.is_empty() && next == text.len() || behind.starts_with([',', ';', '|', '/', '•']);
    closes.then_some(found.meaning)
}

/// Numbers that follow each other share a label: `Fax: A, B`.
pub(super) fn inherited(text: &str, from: usize, number: usize, previous: Option<Meaning>) -> Option<Meaning> {
    if from == 0 {
        return None;
    }
    let between = text.get(from..number)?;
    let letters = between.chars().filter(|c| c.is_alphabetic()).count();
    (letters <= 3).then_some(previous).flatten()
}
