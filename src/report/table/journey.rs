//! The customer's ways, as strips of steps.

use super::layout::{GAP, INDENT, Paint, cell, fill, fix_width, heading, print, table, widest};
use crate::model::AuditReport;
use crate::report::{View, ways};

/// Each journey: its steps with clicks, fields and costs, and where it ended early.
pub(super) fn strips(report: &AuditReport, view: &View<'_>) -> String {
    if report.journeys.is_empty() {
        return String::new();
    }
    let mut text = heading(&view.say("section-journeys", &[]), view);
    let names: Vec<String> = report
        .journeys
        .iter()
        .map(|journey| view.say(ways::name(journey.name), &[]))
        .collect();
    let mut rows = table(view);
    for (journey, name) in report.journeys.iter().zip(&names) {
        rows.add_row([cell(name, Some(Paint::Bold)), cell(ways::strip(journey, view), None)]);
        let facts = ways::facts(journey, view);
        if !facts.is_empty() {
            rows.add_row([cell("", None), cell(facts.join(" · "), Some(Paint::Dim))]);
        }
        if let Some(ending) = ways::ending(journey, view) {
            rows.add_row([cell("", None), cell(ending.said, Some(Paint::Dim))]);
            if !ending.advice.is_empty() {
                rows.add_row([cell("", None), cell(ending.advice, None)]);
            }
        }
    }
    fix_width(&mut rows, 0, widest(names.iter().map(String::as_str)), INDENT, GAP);
    fill(&mut rows, 1, 0);
    text.push_str(&print(&rows));
    text
}
