//! What the long form adds: the customer's ways step by step, the requests that could change something, the pages read.

use std::fmt::Write as _;

use super::{code, escape, fold, fold_under, page};
use crate::model::{AuditReport, Step, StepOutcome};
use crate::report::{View, ways};

// Writing to a string cannot fail: the results of `writeln!` below say nothing.

/// Everything that the short form leaves out.
pub(super) fn add(text: &mut String, report: &AuditReport, view: &View<'_>) {
    journeys(text, report, view);
    requests(text, report, view);
    pages(text, report, view);
    method(text, report, view);
}

/// Every way, step by step.
fn journeys(text: &mut String, report: &AuditReport, view: &View<'_>) {
    let mut lines = Vec::new();
    for journey in &report.journeys {
        lines.push(format!("- **{}**", escape(&view.say(ways::name(journey.name), &[]))));
        let steps = journey.steps.iter().zip(1..);
        lines.extend(steps.map(|(step, number)| format!("  {number}. {}", one(step, view))));
    }
    fold_under(text, view.messages.text("html.step-by-step"), &lines);
}

fn one(step: &Step, view: &View<'_>) -> String {
    let mut parts = vec![format!("**{}**", escape(&ways::step_name(step, view)))];
    let outcome = match step.outcome {
        StepOutcome::Reached => None,
        StepOutcome::NotFound => Some("step-not-found"),
        StepOutcome::Blocked => Some("step-blocked"),
        StepOutcome::Refused => Some("step-refused"),
        StepOutcome::Failed => Some("step-failed"),
        StepOutcome::NotWalked => Some("step-announced"),
    };
    parts.extend(outcome.map(|key| escape(&view.say(key, &[]))));
    if outcome.is_none() && step.clicks > 0 {
        parts.push(escape(
            &view.say("step-clicks", &[("clicks", &step.clicks.to_string())]),
        ));
    }
    if step.fields_visible > 0 {
        parts.push(escape(&view.counted("report.fields", step.fields_visible as usize)));
    }
    for cost in &step.costs {
        let key = format!("cost.{}", cost.kind);
        let name = if view.messages.has(&key) {
            view.tell(&key, &[])
        } else {
            cost.label.clone()
        };
        if let Some(money) = &cost.money {
            parts.push(format!("{} {}", escape(&name), escape(&view.money(money))));
        }
    }
    parts.extend(step.url.as_deref().map(page));
    parts.extend(step.reason.as_ref().map(|note| escape(&note.text)));
    parts.join(" · ")
}

fn requests(text: &mut String, report: &AuditReport, view: &View<'_>) {
    let lines: Vec<String> = report
        .requests
        .iter()
        .map(|request| {
            let outcome = if request.sent {
                "html.request-sent"
            } else {
                "html.request-refused"
            };
            let mut line = format!(
                "- {}: {} {}",
                escape(&view.tell(outcome, &[])),
                code(&request.method),
                code(&request.url)
            );
            if !request.fields.is_empty() {
                let _ = write!(line, " · {}", code(&request.fields.join(", ")));
            }
            if let Some(reason) = &request.reason {
                let _ = write!(line, " – {}", escape(&reason.text));
            }
            line
        })
        .collect();
    fold(text, "html.requests", lines.len(), &lines, view);
}

fn pages(text: &mut String, report: &AuditReport, view: &View<'_>) {
    let listed = report.pages.listed.iter();
    let lines: Vec<String> = listed
        .map(|line| {
            format!(
                "- {}: {} ({})",
                escape(view.kind(line.kind)),
                page(&line.url),
                line.status
            )
        })
        .collect();
    fold(text, "html.pages", report.pages.total, &lines, view);
}

fn method(text: &mut String, report: &AuditReport, view: &View<'_>) {
    let _ = writeln!(text, "{}\n", escape(&view.tell("html.method-score", &[])));
    for note in &report.limits.notes {
        let _ = writeln!(text, "- {}", escape(&note.text));
    }
    for list in &report.checklists {
        let _ = writeln!(
            text,
            "- {}: {} ({}, SHA-256 {})",
            escape(&view.tell("html.checklist", &[])),
            escape(&list.title),
            code(list.path.as_deref().unwrap_or(&list.id)),
            code(&list.digest)
        );
    }
    text.push('\n');
}
