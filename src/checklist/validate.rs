//! From a checklist as written to one that can be judged by. Tells every fault.

use std::collections::BTreeMap;

use super::expectation::{Comparison, Expectation, Scale};
use super::problem::{At, Place, Problems};
use super::raw::{RawCheck, RawChecklist, RawMeasure, RawTouchpoint, check_kebab};
use super::text::Text;
use super::validate_gate::{Known, gate};
use super::validate_measure::{compose, named, tell};
use super::{Check, Checklist, Touchpoint};
use crate::measure::Measure;
use crate::model::{PageKind, Severity, Unit, WrittenAt};

/// What a checklist is held against.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    /// The measures that a check may name.
    pub measures: &'static [&'static Measure],
    /// Both languages are demanded of every text, as of the built-in checklists.
    pub both_languages: bool,
}

/// Tells what every file must have by itself: schema, id, and no id twice. An id of an extended file may be used
/// again: that overrides.
pub(super) fn check_file(raw: &RawChecklist, file: usize, problems: &mut Problems) {
    let root = Place::new(file, 0..0);
    match &raw.schema {
        None => problems.push(&root, "\"schema\" is missing: write schema = 1"),
        Some(schema) if schema.value.total_cmp(&1.0).is_ne() => {
            problems.push(&schema.place, "this version reads schema 1 only");
        }
        Some(_) => {}
    }
    match &raw.id {
        None => problems.push(&root, "\"id\" is missing"),
        Some(id) => check_kebab(id, problems),
    }
    tell_duplicates(
        "touchpoint",
        raw.touchpoints.iter().map(|touchpoint| &touchpoint.id),
        problems,
    );
    for touchpoint in &raw.touchpoints {
        tell_duplicates("check", touchpoint.checks.iter().map(|check| &check.id), problems);
    }
}

fn tell_duplicates<'a>(what: &str, ids: impl Iterator<Item = &'a At<String>>, problems: &mut Problems) {
    let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
    for id in ids {
        if let Some(first) = seen.get(id.value.as_str()) {
            let line = problems
                .files
                .get(first.file)
                .map_or(0, |file| file.line_and_column(first.start).0);
            problems.push(
                &id.place,
                format!("{what} \"{}\" is there already, in line {line}", id.value),
            );
        } else {
            seen.insert(&id.value, &id.place);
        }
    }
}

/// Validates a checklist whose extended files are laid under it already.
pub(super) fn validate(raw: RawChecklist, file: usize, rules: Rules, problems: &mut Problems) -> Checklist {
    let root = Place::new(file, 0..0);
    let title = text(raw.title.as_ref(), "title", &root, rules, true, problems);
    text(raw.notice.as_ref(), "notice", &root, rules, false, problems);
    if !raw.touchpoints.iter().any(|touchpoint| !touchpoint.checks.is_empty()) {
        problems.push(
            &root,
            "the checklist is empty: it needs a [[touchpoint]] with a [[touchpoint.check]]",
        );
    }
    let known: Vec<String> = raw
        .touchpoints
        .iter()
        .map(|touchpoint| touchpoint.id.value.clone())
        .collect();
    let touchpoints: Vec<Touchpoint> = raw
        .touchpoints
        .into_iter()
        .filter_map(|touchpoint| validate_touchpoint(touchpoint, &known, rules, problems))
        .collect();
    let ids: Vec<String> = touchpoints
        .iter()
        .flat_map(|touchpoint| touchpoint.checks.iter().map(|check| check.finding_id.clone()))
        .collect();
    let known = Known {
        checks: &ids,
        touchpoints: &known,
    };
    let gate = gate(&raw.gate, Some(known), problems);
    Checklist {
        id: raw.id.map(|id| id.value).unwrap_or_default(),
        title,
        sources: Vec::new(),
        touchpoints,
        gate,
    }
}

fn validate_touchpoint(
    raw: RawTouchpoint,
    known: &[String],
    rules: Rules,
    problems: &mut Problems,
) -> Option<Touchpoint> {
    let id = raw.id.value.clone();
    if raw.title.is_none() {
        // Without a title it is no new touchpoint, so it most likely is a misspelt one of an extended checklist.
        let others = known.iter().map(String::as_str).filter(|other| *other != id);
        match super::suggest::closest(&id, others) {
            Some(near) => problems.push(
                &raw.id.place,
                format!("unknown touchpoint \"{id}\" (did you mean \"{near}\"?); a new one needs a title"),
            ),
            None => problems.push(&raw.id.place, format!("touchpoint \"{id}\" needs a title")),
        }
    }
    let quiet = &mut Problems::default();
    let title = match &raw.title {
        Some(_) => text(raw.title.as_ref(), "title", &raw.id.place, rules, true, problems),
        None => text(None, "title", &raw.id.place, rules, false, quiet),
    };
    let question = text(
        raw.question.as_ref(),
        "question",
        &raw.id.place,
        rules,
        rules.both_languages,
        problems,
    );
    let weight = weight(raw.weight.as_ref(), problems);
    if raw.checks.is_empty() {
        problems.push(&raw.id.place, format!("touchpoint \"{id}\" has no check"));
    }
    let siblings: Vec<String> = raw.checks.iter().map(|check| check.id.value.clone()).collect();
    let checks: Vec<Check> = raw
        .checks
        .into_iter()
        .filter(|check| check.enabled.as_ref().is_none_or(|enabled| enabled.value))
        .filter_map(|check| validate_check(&id, check, &siblings, rules, problems))
        .collect();
    (!checks.is_empty()).then_some(Touchpoint {
        id,
        title,
        question,
        weight,
        checks,
    })
}

fn validate_check(
    touchpoint: &str,
    raw: RawCheck,
    siblings: &[String],
    rules: Rules,
    problems: &mut Problems,
) -> Option<Check> {
    let measure = match &raw.measure {
        None => {
            let others = siblings
                .iter()
                .map(String::as_str)
                .filter(|other| *other != raw.id.value);
            let id = &raw.id.value;
            match super::suggest::closest(id, others) {
                Some(near) => problems.push(
                    &raw.id.place,
                    format!("unknown check \"{id}\" (did you mean \"{near}\"?); a new one needs a measure"),
                ),
                None => problems.push(&raw.place, format!("\"measure\" is missing in check \"{id}\"")),
            }
            None
        }
        Some(RawMeasure::Named(name)) => named(name, rules, problems),
        Some(RawMeasure::Composed(composed)) => compose(composed, problems),
    };
    let pages = pages(raw.pages.as_ref(), problems);
    let weight = weight(raw.weight.as_ref(), problems);
    let severity = match &raw.severity {
        Some(at) => severity(at, problems),
        None => Some(Severity::Minor),
    };
    let question = text(raw.question.as_ref(), "question", &raw.place, rules, true, problems);
    let why = text(
        raw.why.as_ref(),
        "why",
        &raw.place,
        rules,
        rules.both_languages,
        problems,
    );
    let fix = text(
        raw.fix.as_ref(),
        "fix",
        &raw.place,
        rules,
        rules.both_languages,
        problems,
    );
    let exempt = exempt(&raw, rules, problems);
    if rules.both_languages && raw.source.is_none() {
        problems.push(&raw.place, "\"source\" is missing");
    }
    if raw.good.is_none() && raw.measure.is_some() {
        problems.push(&raw.place, format!("\"good\" is missing in check \"{}\"", raw.id.value));
    }
    let measure = measure?;
    let scale = scale(&raw, measure.unit(), problems);
    let written = problems.files.get(raw.id.place.file).map(|file| WrittenAt {
        built_in: file.built_in().map(str::to_owned),
        path: file.built_in().is_none().then(|| file.name.clone()),
        line: file.line_and_column(raw.id.place.start).0,
    });
    Some(Check {
        finding_id: format!("{touchpoint}.{}", raw.id.value),
        id: raw.id.value,
        measure,
        pages,
        scale: scale?,
        weight,
        severity: severity?,
        question,
        why,
        fix,
        source: raw.source.map(|at| at.value).unwrap_or_default(),
        looked_up: raw.looked_up.map(|at| at.value),
        exempt,
        written,
    })
}

/// The question whether the shop is exempt, of a check that the walk answers.
fn exempt(raw: &RawCheck, rules: Rules, problems: &mut Problems) -> Option<Text> {
    let at = raw.exempt.as_ref()?;
    if let Some(RawMeasure::Composed(composed)) = &raw.measure
        && composed.ask.is_some()
    {
        problems.push(&at.place, "\"exempt\" belongs to a check that the walk answers");
    }
    Some(text(Some(at), "exempt", &at.place, rules, true, problems))
}

fn pages(raw: Option<&At<Vec<At<String>>>>, problems: &mut Problems) -> Vec<PageKind> {
    let mut kinds = Vec::new();
    let Some(list) = raw else { return kinds };
    if list.value.is_empty() {
        problems.push(
            &list.place,
            "\"pages\" is empty: name page kinds, or \"*\" for every page",
        );
    }
    for name in &list.value {
        match name.value.parse::<PageKind>() {
            Ok(kind) if !kinds.contains(&kind) => kinds.push(kind),
            Ok(_) => {}
            Err(_) if name.value == "*" => {}
            Err(_) => {
                let known = PageKind::ALL.iter().map(|kind| kind.as_str());
                problems.unknown(&name.place, "page kind", &name.value, known);
            }
        }
    }
    // "*" beside other kinds is every page.
    if list.value.iter().any(|name| name.value == "*") {
        kinds.clear();
    }
    kinds
}

fn scale(raw: &RawCheck, unit: Unit, problems: &mut Problems) -> Option<Scale> {
    let read =
        |at: &At<String>, problems: &mut Problems| tell(Expectation::parse(&at.value, unit), &at.place, problems);
    let good_at = raw.good.as_ref()?;
    let good = read(good_at, problems);
    let poor = match (&raw.poor, &good) {
        (Some(at), _) => read(at, problems)?,
        (None, Some(good)) if good.comparison == Comparison::Is => opposite(good),
        (None, Some(_)) => {
            problems.push(&raw.place, format!("\"poor\" is missing in check \"{}\"", raw.id.value));
            return None;
        }
        (None, None) => return None,
    };
    match Scale::new(good?, poor) {
        Ok(scale) => Some(scale),
        Err(message) => {
            problems.push(&good_at.place, message);
            None
        }
    }
}

fn opposite(good: &Expectation) -> Expectation {
    let yes = good.bound == 0.0;
    Expectation {
        written: if yes { "yes" } else { "no" }.to_owned(),
        comparison: Comparison::Is,
        bound: f64::from(u8::from(yes)),
    }
}

fn weight(raw: Option<&At<f64>>, problems: &mut Problems) -> f64 {
    let Some(At { value, place }) = raw else { return 1.0 };
    if !(0.0..=5.0).contains(value) {
        problems.push(place, format!("weight {value} is not from 0 to 5"));
    }
    *value
}

/// A severity by its name.
pub(super) fn severity(at: &At<String>, problems: &mut Problems) -> Option<Severity> {
    match crate::gate::severity_by_name(&at.value) {
        Some(severity) => Some(severity),
        None => {
            problems.unknown(
                &at.place,
                "severity",
                &at.value,
                crate::gate::SEVERITIES.iter().copied(),
            );
            None
        }
    }
}

fn text(
    raw: Option<&At<Text>>,
    key: &str,
    place: &Place,
    rules: Rules,
    required: bool,
    problems: &mut Problems,
) -> Text {
    let Some(At { value, place }) = raw else {
        if required {
            problems.push(place, format!("\"{key}\" is missing"));
        }
        return Text::default();
    };
    let missing = value.missing();
    let wrong = if rules.both_languages {
        !missing.is_empty()
    } else {
        missing.len() == 2
    };
    if wrong {
        let languages: Vec<&str> = missing.iter().map(|language| language.as_str()).collect();
        problems.push(place, format!("\"{key}\" has no text in {}", languages.join(" and ")));
    }
    value.clone()
}
