//! The customer's ways, as strips of steps.

use super::layout::{GAP, INDENT, Paint, cell, fill, fix_width, heading, print, table, widest};
use crate::model::{AuditReport, Journey, JourneyName, Step, StepOutcome};
use crate::report::{View, clean};

/// Each journey: its steps with clicks, fields and costs.
pub(super) fn strips(report: &AuditReport, view: &View<'_>) -> String {
    if report.journeys.is_empty() {
        return String::new();
    }
    let mut text = heading(&view.say("section-journeys", &[]), view);
    let names: Vec<String> = report
        .journeys
        .iter()
        .map(|journey| view.say(name(journey.name), &[]))
        .collect();
    let mut rows = table(view);
    for (journey, name) in report.journeys.iter().zip(&names) {
        rows.add_row([cell(name, Some(Paint::Bold)), cell(strip(journey, view), None)]);
        if let Some(reason) = &journey.reason {
            rows.add_row([cell("", None), cell(clean(&reason.text), Some(Paint::Dim))]);
        }
    }
    fix_width(&mut rows, 0, widest(names.iter().map(String::as_str)), INDENT, GAP);
    fill(&mut rows, 1, 0);
    text.push_str(&print(&rows));
    text
}

fn name(journey: JourneyName) -> &'static str {
    match journey {
        JourneyName::Buy => "journey-buy",
        JourneyName::Ask => "journey-ask",
        JourneyName::Return => "journey-return",
        JourneyName::Track => "journey-track",
    }
}

fn strip(journey: &Journey, view: &View<'_>) -> String {
    journey
        .steps
        .iter()
        .map(|step| one(step, view))
        .collect::<Vec<String>>()
        .join(" → ")
}

fn one(step: &Step, view: &View<'_>) -> String {
    let mut said = view.kind(step.kind).to_owned();
    if step.outcome != StepOutcome::Reached {
        let outcome = match step.outcome {
            StepOutcome::NotFound => "step-not-found",
            StepOutcome::Blocked => "step-blocked",
            StepOutcome::Refused => "step-refused",
            _ => "step-failed",
        };
        return format!("{said} ({})", view.say(outcome, &[]));
    }
    let mut details = Vec::new();
    if step.clicks > 0 {
        details.push(view.say("step-clicks", &[("clicks", &step.clicks.to_string())]));
    }
    if step.fields_visible > 0 && step.kind != crate::model::PageKind::Cart {
        details.push(view.counted("report.fields", step.fields_visible as usize));
    }
    let total = step.costs.iter().find(|cost| cost.kind == "total");
    if let Some(money) = total.and_then(|cost| cost.money.as_ref()) {
        details.push(view.money(money));
    }
    if !details.is_empty() {
        said.push_str(&format!(" ({})", details.join(", ")));
    }
    said
}
