//! From measured values and a checklist to findings.

use std::collections::{BTreeMap, BTreeSet};

use crate::checklist::{Check, CheckMeasure, Checklist, ProbeUse, Scale, digest};
use crate::measure::Input;
use crate::model::{Evidence, Finding, Measured, Note, PageKind, Probe, Unit, Verdict, Walk, WalkPage};
use crate::report::messages::Messages;

/// How many pieces of evidence a finding quotes.
const MAX_EVIDENCE: usize = 5;

/// Judges a walk by a checklist: one finding a check, in the checklist's order.
pub fn judge(checklist: &Checklist, walk: &Walk, messages: &Messages) -> Vec<Finding> {
    let kinds: BTreeMap<&str, PageKind> = walk
        .pages
        .iter()
        .map(|page| (page.url.as_str(), page.facts.kind.name))
        .collect();
    checklist
        .touchpoints
        .iter()
        .flat_map(|touchpoint| {
            touchpoint
                .checks
                .iter()
                .map(move |check| (touchpoint.id.as_str(), check))
        })
        .map(|(touchpoint, check)| finding(touchpoint, check, measured(check, walk), &kinds, messages))
        .collect()
}

/// What a check's measure says of the walk.
fn measured(check: &Check, walk: &Walk) -> Outcome {
    match &check.measure {
        CheckMeasure::Named(measure) => {
            let pages = if check.pages.is_empty() {
                measure.pages
            } else {
                &check.pages
            };
            Outcome::Measured((measure.run)(&Input { walk, pages }))
        }
        CheckMeasure::Probe { probe, taken_as, .. } => Outcome::Measured(probed(probe, *taken_as, &check.pages, walk)),
        CheckMeasure::Ask { fresh_days, .. } => Outcome::Unanswered(Note::new("not-answered").with("days", fresh_days)),
    }
}

enum Outcome {
    Measured(Measured),
    Unanswered(Note),
}

fn finding(
    touchpoint: &str,
    check: &Check,
    outcome: Outcome,
    kinds: &BTreeMap<&str, PageKind>,
    messages: &Messages,
) -> Finding {
    let language = messages.language();
    let unit = check.measure.unit();
    let mut finding = Finding {
        id: check.finding_id.clone(),
        touchpoint: touchpoint.to_owned(),
        verdict: Verdict::Unknown,
        severity: check.severity,
        weight: check.weight,
        points: None,
        measure: check.measure.id().to_owned(),
        value: None,
        value_text: String::new(),
        unit: unit_name(unit).to_owned(),
        expected: messages.expectation(&check.scale.good, unit),
        question: check.question.get(language).to_owned(),
        why: check.why.get(language).to_owned(),
        fix: check.fix.get(language).to_owned(),
        source: check.source.clone(),
        evidence: Vec::new(),
        examples_total: 0,
        sample: 0,
        reason: None,
        fingerprint: String::new(),
        waived: false,
    };
    let mut all_evidence = Vec::new();
    match outcome {
        Outcome::Measured(Measured::Value {
            value,
            evidence,
            sample,
            against,
        }) => {
            if value.as_f64().is_finite() {
                let points = check.scale.points(value);
                finding.verdict = Scale::verdict(points);
                finding.points = Some(points);
                finding.value = Some(value);
                finding.value_text = messages.value(value, unit);
            } else {
                finding.reason = Some(Note::new("no-number"));
            }
            finding.examples_total = evidence.len().max(against);
            finding.sample = sample;
            all_evidence = evidence;
        }
        Outcome::Measured(Measured::Unknown(note)) => finding.reason = Some(note),
        Outcome::Measured(Measured::NotApplicable(note)) => {
            finding.verdict = Verdict::NotApplicable;
            finding.reason = Some(note);
        }
        Outcome::Unanswered(note) => {
            finding.verdict = Verdict::Unanswered;
            finding.reason = Some(note);
        }
    }
    if let Some(reason) = &mut finding.reason {
        messages.fill(reason);
    }
    finding.fingerprint = fingerprint(&check.finding_id, &all_evidence, kinds);
    all_evidence.truncate(MAX_EVIDENCE);
    finding.evidence = all_evidence;
    finding
}

/// Digest of the check, and of the kinds and parts of the pages that speak for it. Words do not count, so that a
/// finding is recognised after copy edits.
fn fingerprint(id: &str, evidence: &[Evidence], kinds: &BTreeMap<&str, PageKind>) -> String {
    let places: BTreeSet<String> = evidence
        .iter()
        .map(|item| {
            let kind = kinds.get(item.url.as_str()).map_or("-", |kind| kind.as_str());
            let region = item.region.map_or("-", |region| region.as_str());
            format!("{kind}/{region}")
        })
        .collect();
    let mut text = id.to_owned();
    for place in places {
        text.push('\n');
        text.push_str(&place);
    }
    digest(&text).chars().take(16).collect()
}

/// Name of a unit in the report.
fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "share",
        Unit::Count => "count",
        Unit::Points(_) => "points",
        Unit::YesNo => "yes-no",
        Unit::Days => "days",
        Unit::Hours => "hours",
        Unit::Stage(_) => "stage",
        Unit::Ratio => "ratio",
    }
}

/// A composed measure, from the hits that each page's probes left.
fn probed(probe: &Probe, taken_as: ProbeUse, kinds: &[PageKind], walk: &Walk) -> Measured {
    let key = probe.key();
    let pages: Vec<&WalkPage> = walk.of_kind(kinds).collect();
    let asked: Vec<(&WalkPage, &crate::model::ProbeHit)> = pages
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
        ProbeUse::Count => {
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
