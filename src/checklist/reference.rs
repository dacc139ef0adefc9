//! The reference pages of the documentation: every measure, and every check of the built-in checklists.
//!
//! They are written from what `explain` says, and a test holds the files in `docs/` against them.

use std::collections::BTreeSet;

use super::describe;
use super::sheet::{cell, prose};
use super::{Check, Loader, Problems};
use crate::measure::{Measure, Text};
use crate::model::Language;
use crate::report::messages::Messages;

/// Every measure in Markdown: what it says, how it is measured and where it fails, its unit, its pages, and the checks
/// that use it.
///
/// # Errors
/// The faults of a built-in checklist.
pub fn measures(loader: &Loader, messages: &Messages) -> Result<String, Problems> {
    let mut used: Vec<(&'static str, String)> = Vec::new();
    for known in loader.built_in {
        for check in loader.load(known.id)?.checks() {
            let entry = (known.id, check);
            if let Some(id) = named(entry.1) {
                used.push((id, check.finding_id.clone()));
            }
        }
    }
    used.sort();
    used.dedup();
    let mut text = format!("# {}\n\n{}\n", messages.text("reference.measures"), intro(messages));
    let mut family = "";
    for measure in loader.measures {
        let own = measure.id.split('.').next().unwrap_or_default();
        if own != family {
            family = own;
            text.push_str(&format!("\n## {family}\n"));
        }
        let checks: Vec<&str> = used
            .iter()
            .filter(|(id, _)| *id == measure.id)
            .map(|(_, check)| check.as_str())
            .collect();
        text.push_str(&entry(measure, &checks, messages));
    }
    Ok(text)
}

fn named(check: &Check) -> Option<&'static str> {
    match &check.measure {
        super::CheckMeasure::Named(measure) => Some(measure.id),
        _ => None,
    }
}

fn intro(messages: &Messages) -> &str {
    messages.text("reference.intro")
}

fn said(text: &Text, language: Language) -> &'static str {
    match language {
        Language::En => text.en,
        Language::Ko => text.ko,
    }
}

fn entry(measure: &Measure, checks: &[&str], messages: &Messages) -> String {
    let language = messages.language();
    let mut text = format!(
        "\n### `{}`\n\n{} {}\n\n- {}: {}\n- {}\n",
        measure.id,
        prose(said(&measure.what, language)),
        prose(said(&measure.how, language)),
        messages.text("describe.unit"),
        describe::unit(measure.unit, messages),
        describe::pages(measure, messages),
    );
    if !checks.is_empty() {
        let names: Vec<String> = checks.iter().map(|check| format!("`{check}`")).collect();
        text.push_str(&format!(
            "- {}: {}\n",
            messages.text("describe.used-by"),
            names.join(", ")
        ));
    }
    text
}

/// Every check of the built-in checklists in Markdown, each under the first list that has it: question, measure, good,
/// poor and source.
///
/// # Errors
/// The faults of a built-in checklist.
pub fn checks(loader: &Loader, messages: &Messages) -> Result<String, Problems> {
    let language = messages.language();
    let mut text = format!("# {}\n\n{}\n", messages.text("reference.checks"), intro(messages));
    let mut seen = BTreeSet::new();
    for known in loader.built_in {
        let checklist = loader.load(known.id)?;
        let new: Vec<&Check> = checklist
            .checks()
            .filter(|check| seen.insert((check.finding_id.clone(), check.measure.id().to_owned())))
            .collect();
        let title = prose(checklist.title.get(language));
        text.push_str(&format!("\n## `{}` – {title}\n\n", checklist.id));
        let counts = [
            ("count", &*checklist.checks().count().to_string()),
            ("new", &*new.len().to_string()),
        ];
        text.push_str(&format!("{}\n", messages.with("reference.counts", &counts)));
        if new.is_empty() {
            continue;
        }
        text.push_str(&format!(
            "\n| {} | {} | {} | {} | {} | {} |\n|---|---|---|---|---|---|\n",
            messages.text("sheet.check"),
            messages.text("sheet.question"),
            messages.text("reference.measure"),
            messages.text("sheet.good"),
            messages.text("sheet.poor"),
            messages.text("describe.source"),
        ));
        for check in new {
            let unit = check.measure.unit();
            text.push_str(&format!(
                "| `{}` | {} | `{}` | {} | {} | {} |\n",
                check.finding_id,
                cell(check.question.get(language)),
                check.measure.id(),
                cell(&messages.expectation(&check.scale.good, unit)),
                cell(&messages.expectation(&check.scale.poor, unit)),
                cell(&check.source),
            ));
        }
    }
    Ok(text)
}
