//! A checklist file as written: every key with its place, nothing validated but the types.

use jiff::civil::Date;

use super::problem::{At, Place, Problems};
use super::reader::{Table, parse};
use super::text::Text;

/// Keys of the root table.
pub(super) const ROOT_KEYS: &[&str] = &["schema", "id", "title", "notice", "extends", "gate", "touchpoint"];
/// Keys of a touchpoint.
pub(super) const TOUCHPOINT_KEYS: &[&str] = &["id", "title", "question", "weight", "check"];
/// Keys of a check.
pub(super) const CHECK_KEYS: &[&str] = &[
    "id",
    "enabled",
    "measure",
    "pages",
    "good",
    "poor",
    "weight",
    "severity",
    "question",
    "why",
    "fix",
    "source",
    "looked_up",
    "exempt",
];
/// Keys of a composed measure.
pub(super) const MEASURE_KEYS: &[&str] = &[
    "text",
    "css",
    "link",
    "header",
    "pattern",
    "label",
    "when",
    "except",
    "languages",
    "ask",
    "as",
    "within",
    "unit",
];
/// Keys of the gate.
pub(super) const GATE_KEYS: &[&str] = &[
    "fail_under",
    "touchpoints",
    "fail_on",
    "require",
    "min_coverage",
    "allow_unknown",
    "baseline",
];

/// A checklist file.
#[derive(Debug, Clone, Default)]
pub(super) struct RawChecklist {
    pub schema: Option<At<f64>>,
    pub id: Option<At<String>>,
    pub title: Option<At<Text>>,
    pub notice: Option<At<Text>>,
    pub extends: Vec<At<String>>,
    pub gate: RawGate,
    pub touchpoints: Vec<RawTouchpoint>,
}

/// The gate that a checklist carries.
#[derive(Debug, Clone, Default)]
pub(super) struct RawGate {
    pub fail_under: Option<At<f64>>,
    pub touchpoints: Vec<(At<String>, At<f64>)>,
    pub fail_on: Option<At<String>>,
    pub require: Option<At<Vec<At<String>>>>,
    pub min_coverage: Option<At<f64>>,
    pub allow_unknown: Option<At<bool>>,
    pub baseline: Option<At<String>>,
}

/// A touchpoint.
#[derive(Debug, Clone)]
pub(super) struct RawTouchpoint {
    pub id: At<String>,
    pub title: Option<At<Text>>,
    pub question: Option<At<Text>>,
    pub weight: Option<At<f64>>,
    pub checks: Vec<RawCheck>,
}

/// A check.
#[derive(Debug, Clone)]
pub(super) struct RawCheck {
    pub place: Place,
    pub id: At<String>,
    pub enabled: Option<At<bool>>,
    pub measure: Option<RawMeasure>,
    pub pages: Option<At<Vec<At<String>>>>,
    pub good: Option<At<String>>,
    pub poor: Option<At<String>>,
    pub weight: Option<At<f64>>,
    pub severity: Option<At<String>>,
    pub question: Option<At<Text>>,
    pub why: Option<At<Text>>,
    pub fix: Option<At<Text>>,
    pub source: Option<At<String>>,
    pub looked_up: Option<At<Date>>,
    pub exempt: Option<At<Text>>,
}

/// Where a check's value comes from.
#[derive(Debug, Clone)]
pub(super) enum RawMeasure {
    Named(At<String>),
    Composed(Box<RawComposed>),
}

/// A composed measure.
#[derive(Debug, Clone)]
pub(super) struct RawComposed {
    pub place: Place,
    pub text: Option<At<Vec<At<String>>>>,
    pub css: Option<At<String>>,
    pub link: Option<At<String>>,
    pub header: Option<At<String>>,
    pub pattern: Option<At<Vec<At<String>>>>,
    pub label: Option<At<Vec<At<String>>>>,
    pub when: Option<At<Vec<At<String>>>>,
    pub except: Option<At<Vec<At<String>>>>,
    pub languages: Option<At<Vec<At<String>>>>,
    pub ask: Option<At<String>>,
    pub taken_as: Option<At<String>>,
    pub within: Option<At<String>>,
    pub unit: Option<At<String>>,
}

/// Reads a checklist's text. Faults go to `problems`; what could be read comes back.
pub(super) fn read(name: &str, text: &str, problems: &mut Problems) -> RawChecklist {
    parse(name, text, problems, |root, problems| {
        root.only(ROOT_KEYS, problems);
        RawChecklist {
            schema: root.number("schema", problems),
            id: root.string("id", problems),
            title: root.text("title", problems),
            notice: root.text("notice", problems),
            extends: root.strings("extends", problems).map(|at| at.value).unwrap_or_default(),
            gate: root
                .table("gate", problems)
                .map(|table| read_gate(&table, problems))
                .unwrap_or_default(),
            touchpoints: root
                .tables("touchpoint", problems)
                .iter()
                .filter_map(|table| read_touchpoint(table, problems))
                .collect(),
        }
    })
}

/// Reads a `[gate]` table; `touchpoint.toml` has the same.
pub(super) fn read_gate(table: &Table<'_>, problems: &mut Problems) -> RawGate {
    table.only(GATE_KEYS, problems);
    RawGate {
        fail_under: table.number("fail_under", problems),
        touchpoints: read_bounds(table, problems),
        fail_on: table.string("fail_on", problems),
        require: table.strings("require", problems),
        min_coverage: table.number("min_coverage", problems),
        allow_unknown: table.boolean("allow_unknown", problems),
        baseline: table.string("baseline", problems),
    }
}

/// Scores that touchpoints must reach, by their ids.
fn read_bounds(gate: &Table<'_>, problems: &mut Problems) -> Vec<(At<String>, At<f64>)> {
    let Some(table) = gate.table("touchpoints", problems) else {
        return Vec::new();
    };
    let mut bounds = Vec::new();
    for id in table.names() {
        if let Some(least) = table.number(&id.value, problems) {
            bounds.push((id, least));
        }
    }
    bounds
}

fn read_touchpoint(table: &Table<'_>, problems: &mut Problems) -> Option<RawTouchpoint> {
    table.only(TOUCHPOINT_KEYS, problems);
    let id = read_id(table, problems);
    let raw = RawTouchpoint {
        id: id.clone().unwrap_or_else(|| At {
            value: String::new(),
            place: table.place.clone(),
        }),
        title: table.text("title", problems),
        question: table.text("question", problems),
        weight: table.number("weight", problems),
        checks: table
            .tables("check", problems)
            .iter()
            .filter_map(|table| read_check(table, problems))
            .collect(),
    };
    id.map(|_| raw)
}

fn read_check(table: &Table<'_>, problems: &mut Problems) -> Option<RawCheck> {
    table.only(CHECK_KEYS, problems);
    let id = read_id(table, problems);
    let raw = RawCheck {
        place: table.place.clone(),
        id: id.clone().unwrap_or_else(|| At {
            value: String::new(),
            place: table.place.clone(),
        }),
        enabled: table.boolean("enabled", problems),
        measure: read_measure(table, problems),
        pages: table.strings("pages", problems),
        good: table.string("good", problems),
        poor: table.string("poor", problems),
        weight: table.number("weight", problems),
        severity: table.string("severity", problems),
        question: table.text("question", problems),
        why: table.text("why", problems),
        fix: table.text("fix", problems),
        source: table.string("source", problems),
        looked_up: table.date("looked_up", problems),
        exempt: table.text("exempt", problems),
    };
    id.map(|_| raw)
}

fn read_measure(check: &Table<'_>, problems: &mut Problems) -> Option<RawMeasure> {
    if check.is_string("measure") {
        return check.string("measure", problems).map(RawMeasure::Named);
    }
    let table = check.table("measure", problems)?;
    table.only(MEASURE_KEYS, problems);
    Some(RawMeasure::Composed(Box::new(RawComposed {
        place: table.place.clone(),
        text: table.strings("text", problems),
        css: table.string("css", problems),
        link: table.string("link", problems),
        header: table.string("header", problems),
        pattern: table.strings("pattern", problems),
        label: table.strings("label", problems),
        when: table.strings("when", problems),
        except: table.strings("except", problems),
        languages: table.strings("languages", problems),
        ask: table.string("ask", problems),
        taken_as: table.string("as", problems),
        within: table.string("within", problems),
        unit: table.string("unit", problems),
    })))
}

/// Reads an id and checks that it is kebab-case.
fn read_id(table: &Table<'_>, problems: &mut Problems) -> Option<At<String>> {
    if !table.has("id") {
        table.missing("id", problems);
        return None;
    }
    let id = table.string("id", problems)?;
    check_kebab(&id, problems);
    Some(id)
}

/// Tells an id that is not kebab-case.
pub(super) fn check_kebab(id: &At<String>, problems: &mut Problems) {
    if is_kebab(&id.value) {
        return;
    }
    let kebab: String = id
        .value
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let kebab = kebab
        .split('-')
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    let suggestion = if kebab.is_empty() {
        String::new()
    } else {
        format!(" (did you mean \"{kebab}\"?)")
    };
    let written = super::problem::clean(&id.value);
    problems.push(&id.place, format!("id \"{written}\" is not kebab-case{suggestion}"));
}

fn is_kebab(id: &str) -> bool {
    !id.is_empty()
        && id.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

/// Lays one file's touchpoints over those of the file that it extends: a given key replaces, the rest stays.
pub(super) fn overlay(mut base: Vec<RawTouchpoint>, over: Vec<RawTouchpoint>) -> Vec<RawTouchpoint> {
    for touchpoint in over {
        match base.iter_mut().find(|known| known.id.value == touchpoint.id.value) {
            None => base.push(touchpoint),
            Some(known) => {
                replace(&mut known.title, touchpoint.title);
                replace(&mut known.question, touchpoint.question);
                replace(&mut known.weight, touchpoint.weight);
                for check in touchpoint.checks {
                    match known.checks.iter_mut().find(|old| old.id.value == check.id.value) {
                        None => known.checks.push(check),
                        Some(old) => overlay_check(old, check),
                    }
                }
            }
        }
    }
    base
}

fn overlay_check(old: &mut RawCheck, new: RawCheck) {
    old.place = new.place;
    old.id = new.id;
    replace(&mut old.enabled, new.enabled);
    replace(&mut old.measure, new.measure);
    replace(&mut old.pages, new.pages);
    replace(&mut old.good, new.good);
    replace(&mut old.poor, new.poor);
    replace(&mut old.weight, new.weight);
    replace(&mut old.severity, new.severity);
    replace(&mut old.question, new.question);
    replace(&mut old.why, new.why);
    replace(&mut old.fix, new.fix);
    replace(&mut old.source, new.source);
    replace(&mut old.looked_up, new.looked_up);
    replace(&mut old.exempt, new.exempt);
}

/// Lays one gate over another.
pub(super) fn overlay_gate(base: RawGate, over: RawGate) -> RawGate {
    RawGate {
        fail_under: over.fail_under.or(base.fail_under),
        fail_on: over.fail_on.or(base.fail_on),
        require: over.require.or(base.require),
        touchpoints: overlay_bounds(base.touchpoints, over.touchpoints),
        min_coverage: over.min_coverage.or(base.min_coverage),
        allow_unknown: over.allow_unknown.or(base.allow_unknown),
        baseline: over.baseline.or(base.baseline),
    }
}

fn overlay_bounds(
    mut base: Vec<(At<String>, At<f64>)>,
    over: Vec<(At<String>, At<f64>)>,
) -> Vec<(At<String>, At<f64>)> {
    base.retain(|(id, _)| over.iter().all(|(new, _)| new.value != id.value));
    base.extend(over);
    base
}

fn replace<T>(old: &mut Option<T>, new: Option<T>) {
    if new.is_some() {
        *old = new;
    }
}
