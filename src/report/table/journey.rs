//! The customer's ways, as strips of steps.

use super::layout::{Paint, cell, fix_width, heading, paragraph, print, table, widest};
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
        rows.add_row([
            cell(String::new(), None),
            cell(name, Some(Paint::Bold)),
            cell(strip(journey, view), None),
        ]);
    }
    fix_width(&mut rows, 0, 1);
    fix_width(&mut rows, 1, widest(names.iter().map(String::as_str)));
    text.push_str(&print(&rows));
    for journey in &report.journeys {
        if let Some(reason) = &journey.reason {
            let said = format!("{}: {}", view.say(name(journey.name), &[]), clean(&reason.text));
            text.push_str(&paragraph(&said, 4, view));
        }
    }
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
        details.push(view.say("step-fields", &[("fields", &step.fields_visible.to_string())]));
    }
    if !details.is_empty() {
        said.push_str(&format!(" ({})", details.join(", ")));
    }
    said
}
