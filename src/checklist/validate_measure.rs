//! Where a check's value comes from: a measure of the registry, or one composed in the checklist.

use super::compose::{AskKind, CheckMeasure, ProbeUse, Told};
use super::expectation::{ExpectationError, parse_days};
use super::problem::{At, Place, Problems};
use super::raw::RawComposed;
use super::validate::Rules;
use crate::extract::CompiledProbe;
use crate::model::{Pattern, Probe, Unit};

const ONE_ONLY: &str = "a composed measure has only one of text, css, link, header, pattern, label, ask";

/// A measure of the registry.
pub(super) fn named(name: &At<String>, rules: Rules, problems: &mut Problems) -> Option<CheckMeasure> {
    let found = rules.measures.iter().find(|measure| measure.id == name.value);
    if found.is_none() {
        let known = rules.measures.iter().map(|measure| measure.id);
        problems.unknown(&name.place, "measure", &name.value, known);
    }
    found.map(|measure| CheckMeasure::Named(measure))
}

/// A measure composed in the checklist, compiled.
pub(super) fn compose(raw: &RawComposed, problems: &mut Problems) -> Option<CheckMeasure> {
    let probes: Vec<(Probe, &Place)> = [
        raw.text.as_ref().map(|at| {
            let words = at.value.iter().map(|word| word.value.clone()).collect();
            (Probe::Text(words), &at.place)
        }),
        raw.css.as_ref().map(|at| (Probe::Css(at.value.clone()), &at.place)),
        raw.link.as_ref().map(|at| (Probe::Link(at.value.clone()), &at.place)),
        raw.header
            .as_ref()
            .map(|at| (Probe::Header(at.value.clone()), &at.place)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let told: Vec<(&str, &At<Vec<At<String>>>)> = [("pattern", &raw.pattern), ("label", &raw.label)]
        .into_iter()
        .filter_map(|(key, at)| Some((key, at.as_ref()?)))
        .collect();
    if let ([], None, [(key, at)]) = (probes.as_slice(), &raw.ask, told.as_slice()) {
        return compose_told(raw, key, at, problems);
    }
    for (key, at) in [
        ("when", &raw.when),
        ("except", &raw.except),
        ("languages", &raw.languages),
    ] {
        if let Some(at) = at {
            problems.push(&at.place, format!("\"{key}\" belongs to pattern or label"));
        }
    }
    if !told.is_empty() {
        problems.push(&raw.place, ONE_ONLY);
        return None;
    }
    match (probes.as_slice(), &raw.ask) {
        ([(probe, place)], None) => compose_probe(raw, probe.clone(), place, problems),
        ([], Some(kind)) => compose_ask(raw, kind, problems),
        ([], None) => {
            problems.push(
                &raw.place,
                "a composed measure needs one of text, css, link, header, pattern, label, ask",
            );
            None
        }
        _ => {
            problems.push(&raw.place, ONE_ONLY);
            None
        }
    }
}

fn compose_probe(raw: &RawComposed, probe: Probe, place: &Place, problems: &mut Problems) -> Option<CheckMeasure> {
    for (key, at) in [("within", &raw.within), ("unit", &raw.unit)] {
        if let Some(at) = at {
            problems.push(&at.place, format!("\"{key}\" belongs to a measure that asks"));
        }
    }
    let blank = match &probe {
        Probe::Text(words) => words.is_empty() || words.iter().any(|word| word.trim().is_empty()),
        Probe::Css(word) | Probe::Link(word) | Probe::Header(word) => word.trim().is_empty(),
        Probe::Pattern(pattern) | Probe::Label(pattern) => pattern.regex.trim().is_empty(),
    };
    if blank {
        problems.push(place, "there is nothing to look for");
        return None;
    }
    let taken_as = taken_as(raw, ProbeUse::Points, problems);
    let compiled = compile(probe.clone(), place, problems)?;
    Some(CheckMeasure::Probe {
        probe,
        compiled,
        taken_as: taken_as?,
    })
}

/// What is made of the hits; one use is not for this measure.
fn taken_as(raw: &RawComposed, not: ProbeUse, problems: &mut Problems) -> Option<ProbeUse> {
    let Some(at) = &raw.taken_as else {
        return Some(ProbeUse::Present);
    };
    let taken_as = ProbeUse::by_name(&at.value).filter(|found| *found != not);
    if taken_as.is_none() {
        let known = ProbeUse::NAMES.iter().copied();
        let known = known.filter(|name| ProbeUse::by_name(name) != Some(not));
        problems.unknown(&at.place, "use", &at.value, known);
    }
    taken_as
}

fn compile(probe: Probe, place: &Place, problems: &mut Problems) -> Option<CompiledProbe> {
    match CompiledProbe::new(probe) {
        Ok(compiled) => Some(compiled),
        Err(error) => {
            // The parser's own words are for programmers.
            let written = super::problem::clean(&error.written);
            problems.push(place, format!("\"{written}\" is no {}", error.what));
            None
        }
    }
}

/// Patterns in the text, or in the words of links and buttons.
fn compose_told(
    raw: &RawComposed,
    key: &str,
    patterns: &At<Vec<At<String>>>,
    problems: &mut Problems,
) -> Option<CheckMeasure> {
    for (key, at) in [("within", &raw.within), ("unit", &raw.unit)] {
        if let Some(at) = at {
            problems.push(&at.place, format!("\"{key}\" belongs to a measure that asks"));
        }
    }
    if patterns.value.is_empty() {
        problems.push(&patterns.place, "there is nothing to look for");
        return None;
    }
    let excepted = raw.except.iter().flat_map(|list| &list.value);
    let except: Vec<String> = excepted.map(|at| at.value.clone()).collect();
    let probe = |regex: &str, label: bool, except: &[String]| {
        let pattern = Pattern {
            regex: regex.to_owned(),
            except: except.to_vec(),
        };
        if label {
            Probe::Label(pattern)
        } else {
            Probe::Pattern(pattern)
        }
    };
    let mut read = |list: &[At<String>], label: bool, except: &[String]| -> Vec<Option<CompiledProbe>> {
        list.iter()
            .map(|at| {
                if at.value.trim().is_empty() {
                    problems.push(&at.place, "there is nothing to look for");
                    return None;
                }
                compile(probe(&at.value, label, except), &at.place, problems)
            })
            .collect()
    };
    let items = read(&patterns.value, key == "label", &except);
    let when = read(raw.when.as_ref().map_or(&[], |at| &at.value), false, &[]);
    let languages = raw.languages.iter().flat_map(|list| &list.value);
    let taken_as = taken_as(raw, ProbeUse::Number, problems);
    Some(CheckMeasure::Told(Told {
        languages: languages.map(|at| at.value.to_lowercase()).collect(),
        items: items.into_iter().collect::<Option<_>>()?,
        when: when.into_iter().collect::<Option<_>>()?,
        taken_as: taken_as?,
    }))
}

fn compose_ask(raw: &RawComposed, kind: &At<String>, problems: &mut Problems) -> Option<CheckMeasure> {
    if let Some(at) = &raw.taken_as {
        problems.push(&at.place, "\"as\" belongs to a measure that looks at pages");
    }
    let found = AskKind::by_name(&kind.value);
    if found.is_none() {
        problems.unknown(
            &kind.place,
            "kind of answer",
            &kind.value,
            AskKind::NAMES.iter().copied(),
        );
    }
    let fresh_days = match &raw.within {
        None => {
            problems.push(
                &raw.place,
                "\"within\" is missing: for how long does an answer count, as \"30 days\"?",
            );
            None
        }
        Some(at) => tell(parse_days(&at.value), &at.place, problems),
    };
    let kind = found?;
    let unit = match (&raw.unit, kind) {
        (None, AskKind::Number) => Some(Unit::Count),
        (None, AskKind::Date) => Some(Unit::Days),
        (None, AskKind::Percent) => Some(Unit::Share),
        (None, AskKind::YesNo) => Some(Unit::YesNo),
        (Some(at), AskKind::Number) => ask_unit(at, problems),
        (Some(at), _) => {
            problems.push(&at.place, "\"unit\" belongs to ask = \"number\"");
            None
        }
    };
    Some(CheckMeasure::Ask {
        kind,
        unit: unit?,
        fresh_days: fresh_days?,
    })
}

fn ask_unit(at: &At<String>, problems: &mut Problems) -> Option<Unit> {
    match at.value.as_str() {
        "count" => Some(Unit::Count),
        "days" => Some(Unit::Days),
        "hours" => Some(Unit::Hours),
        other => {
            problems.unknown(&at.place, "unit", other, ["count", "days", "hours"]);
            None
        }
    }
}

/// The value, or the fault told at its place.
pub(super) fn tell<T>(result: Result<T, ExpectationError>, place: &Place, problems: &mut Problems) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(error) => {
            problems.push_with_help(place, super::problem::clean(&error.message), error.help);
            None
        }
    }
}
