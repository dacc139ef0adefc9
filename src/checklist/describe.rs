//! What `checklist list`, `checklist show` and `explain` say.

use super::builtin;
use super::{Check, CheckMeasure, Checklist, Loader, Problems, closest};
use crate::gate::severity_name;
use crate::measure::{Measure, Text};
use crate::model::{Language, Unit};
use crate::report::messages::Messages;

/// Nothing has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown check or measure \"{name}\"{suggestion}")]
pub struct UnknownName {
    /// What was asked for.
    pub name: String,
    suggestion: String,
}

/// The built-in checklists, one a line: id, number of checks, title.
///
/// # Errors
/// The faults of a built-in checklist.
pub fn list(loader: &Loader, messages: &Messages) -> Result<String, Problems> {
    let mut text = String::new();
    let width = loader
        .built_in
        .iter()
        .map(|known| known.id.len())
        .max()
        .unwrap_or_default();
    for known in loader.built_in {
        let checklist = loader.load(known.id)?;
        let default = if known.id == builtin::DEFAULT {
            messages.text("describe.default")
        } else {
            ""
        };
        let count = messages.with("describe.checks", &[("count", &checklist.checks().count().to_string())]);
        let title = checklist.title.get(messages.language());
        text.push_str(format!("{:width$}  {count}  {title} {default}", known.id).trim_end());
        text.push('\n');
    }
    Ok(text)
}

/// Every measure, one a line: id, unit, what it measures.
pub fn measures(measures: &[&'static Measure], messages: &Messages) -> String {
    let width = measures
        .iter()
        .map(|measure| measure.id.len())
        .max()
        .unwrap_or_default();
    let mut text = String::new();
    for measure in measures {
        let what = said(&measure.what, messages.language());
        text.push_str(&format!(
            "{:width$}  {what} ({})\n",
            measure.id,
            unit(measure.unit, messages)
        ));
    }
    text
}

fn said(text: &Text, language: Language) -> &'static str {
    match language {
        Language::En => text.en,
        Language::Ko => text.ko,
    }
}

fn headline(check: &Check, messages: &Messages) -> String {
    let severity = messages.text(match severity_name(check.severity) {
        "critical" => "severity.critical",
        "major" => "severity.major",
        "minor" => "severity.minor",
        _ => "severity.note",
    });
    let weight = messages.with("describe.weight", &[("weight", &messages.number(check.weight))]);
    format!("{} · {severity} · {weight} · {}", check.finding_id, check.measure.id())
}

fn thresholds(check: &Check, messages: &Messages) -> String {
    let unit = check.measure.unit();
    messages.with(
        "describe.thresholds",
        &[
            ("good", &messages.expectation(&check.scale.good, unit)),
            ("poor", &messages.expectation(&check.scale.poor, unit)),
        ],
    )
}

/// Explains a check (`support.phone-top`) or a measure (`phone.top-share`).
///
/// # Errors
/// When nothing has this name; the error says what is near.
pub fn explain(
    name: &str,
    checklist: &Checklist,
    measures: &[&'static Measure],
    messages: &Messages,
) -> Result<String, UnknownName> {
    if let Some(check) = checklist.check(name) {
        return Ok(explain_check(check, messages));
    }
    if let Some(measure) = measures.iter().find(|measure| measure.id == name) {
        return Ok(explain_measure(measure, checklist, messages));
    }
    let checks = checklist.checks().map(|check| check.finding_id.as_str());
    let known = checks.chain(measures.iter().map(|measure| measure.id));
    let suggestion = closest(name, known)
        .map(|near| format!(" (did you mean \"{near}\"?)"))
        .unwrap_or_default();
    Err(UnknownName {
        name: super::problem::clean(name),
        suggestion,
    })
}

fn explain_check(check: &Check, messages: &Messages) -> String {
    let language = messages.language();
    let mut text = format!("{}\n{}\n", check.question.get(language), headline(check, messages));
    let mut line = |key: &str, words: &str| {
        if !words.is_empty() {
            text.push_str(&format!("\n{}\n  {words}\n", messages.text(key)));
        }
    };
    line("describe.expected", &thresholds(check, messages));
    line("describe.why", check.why.get(language));
    line("describe.fix", check.fix.get(language));
    line("describe.source", &messages.source(&check.source, check.looked_up));
    if let Some(question) = &check.exempt {
        line("describe.exempt", question.get(language));
    }
    if let CheckMeasure::Named(measure) = &check.measure {
        text.push_str(&format!("\n{}\n", describe_measure(measure, messages)));
    }
    text
}

fn explain_measure(measure: &Measure, checklist: &Checklist, messages: &Messages) -> String {
    let mut text = describe_measure(measure, messages);
    text.push('\n');
    let used: Vec<&Check> = checklist
        .checks()
        .filter(|check| check.measure.id() == measure.id)
        .collect();
    if !used.is_empty() {
        text.push_str(&format!("\n{}\n", messages.text("describe.used-by")));
        for check in used {
            text.push_str(&format!("  {}: {}\n", check.finding_id, thresholds(check, messages)));
        }
    }
    text
}

fn describe_measure(measure: &Measure, messages: &Messages) -> String {
    let language = messages.language();
    format!(
        "{} – {}\n  {}\n  {}: {}\n  {}",
        measure.id,
        said(&measure.what, language),
        said(&measure.how, language),
        messages.text("describe.unit"),
        unit(measure.unit, messages),
        pages(measure, messages),
    )
}

/// Which pages a measure looks at.
pub(super) fn pages(measure: &Measure, messages: &Messages) -> String {
    if measure.pages.is_empty() {
        return messages.text("describe.every-page").to_owned();
    }
    let kinds: Vec<&str> = measure.pages.iter().map(|kind| kind.as_str()).collect();
    messages.with("describe.pages", &[("kinds", &kinds.join(", "))])
}

/// What a unit is called.
pub(super) fn unit(unit: Unit, messages: &Messages) -> String {
    let key = match unit {
        Unit::Share => "unit.share",
        Unit::Count => "unit.count",
        Unit::Points(_) => "unit.points",
        Unit::YesNo => "unit.yes-no",
        Unit::Days => "unit.days",
        Unit::Hours => "unit.hours",
        Unit::Stage(_) => "unit.stage",
        Unit::Ratio => "unit.ratio",
    };
    let name = messages.text(key);
    match unit {
        Unit::Points(most) => format!("{name} 0–{most}"),
        Unit::Stage(stages) => format!("{name} {}", stages.join(" < ")),
        _ => name.to_owned(),
    }
}
