//! The top and the end of the terminal report: headline, bars, warnings, gate, how it was made.

use super::layout::{Paint, cell, fix_width, heading, paint, paragraph, print, table, widest};
use crate::model::{AuditReport, Overall};
use crate::report::{View, clean};

/// Cells of a bar.
const BAR: usize = 20;
/// From here on a score is good, and below the other it is poor; colours only.
const GOOD: f64 = 80.0;
const POOR: f64 = 50.0;

/// The question, the shop, the answer.
pub(super) fn headline(report: &AuditReport, view: &View<'_>) -> String {
    let mut text = String::new();
    text.push_str(&paint(view.say("headline-question", &[]).as_str(), Paint::Bold, view));
    text.push('\n');
    let shop = match &report.shop.name {
        Some(name) => format!("{} · {}", clean(name), clean(&report.shop.url)),
        None => clean(&report.shop.url),
    };
    text.push_str(&format!("{shop}\n{}\n\n", report.audited_at));
    let Overall {
        score,
        coverage,
        provisional,
        ..
    } = &report.scorecard.overall;
    let coverage = view.percent(*coverage);
    let line = match score {
        None => view.say("headline-nothing", &[]),
        Some(score) => {
            let score = format!("{score:.0}");
            view.say("headline-score", &[("score", &score), ("coverage", &coverage)])
        }
    };
    text.push_str(&paint(&line, score.map_or(Paint::Dim, color_of), view));
    text.push('\n');
    if *provisional && score.is_some() {
        text.push_str(&paragraph(&view.say("headline-provisional", &[]), 2, view));
    }
    text
}

fn color_of(score: f64) -> Paint {
    if score >= GOOD {
        Paint::Green
    } else if score < POOR {
        Paint::Red
    } else {
        Paint::Yellow
    }
}

/// One bar per touchpoint.
pub(super) fn bars(report: &AuditReport, view: &View<'_>) -> String {
    let mut bars = table(view);
    for touchpoint in &report.scorecard.touchpoints {
        let (bar, score, color) = match touchpoint.score {
            None => ("·".repeat(BAR), "–".to_owned(), Paint::Dim),
            Some(score) => {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a score is 0 to 100"
                )]
                let filled = ((score / 100.0) * BAR as f64).round() as usize;
                let mark = if touchpoint.provisional { "?" } else { "" };
                (
                    format!(
                        "{}{}",
                        "█".repeat(filled.min(BAR)),
                        "░".repeat(BAR.saturating_sub(filled))
                    ),
                    format!("{score:.0}{mark}"),
                    color_of(score),
                )
            }
        };
        let measured = view.say("bar-measured", &[("coverage", &view.percent(touchpoint.coverage))]);
        bars.add_row([
            cell(touchpoint.title.clone(), None),
            cell(bar, Some(color)),
            cell(score, Some(Paint::Bold)),
            cell(measured, Some(Paint::Dim)),
        ]);
    }
    fix_width(
        &mut bars,
        0,
        widest(
            report
                .scorecard
                .touchpoints
                .iter()
                .map(|touchpoint| touchpoint.title.as_str()),
        )
        .min(20),
    );
    fix_width(&mut bars, 1, BAR);
    print(&bars)
}

/// Remarks on the walk.
pub(super) fn warnings(report: &AuditReport, view: &View<'_>) -> String {
    report
        .warnings
        .iter()
        .map(|note| paragraph(&format!("! {}", clean(&note.text)), 2, view))
        .collect()
}

/// Each rule of the gate.
pub(super) fn gate(report: &AuditReport, view: &View<'_>) -> String {
    if report.gate.rules.is_empty() {
        return String::new();
    }
    let title = view.say(
        if report.gate.passed {
            "gate-passed"
        } else {
            "gate-failed"
        },
        &[],
    );
    let mut text = heading(&title, view);
    let mut rules = table(view);
    for rule in &report.gate.rules {
        let (mark, color) = if rule.passed {
            ("✓", Paint::Green)
        } else {
            ("✗", Paint::Red)
        };
        let mut said = clean(&rule.note.text);
        if !rule.passed && !rule.findings.is_empty() {
            said.push_str(&format!(" ({})", rule.findings.join(", ")));
        }
        rules.add_row([cell(mark, Some(color)), cell(rule.rule.clone(), None), cell(said, None)]);
    }
    fix_width(&mut rules, 0, 1);
    text.push_str(&print(&rules));
    text
}

/// How it was made: pages, requests, limits.
pub(super) fn footer(report: &AuditReport, view: &View<'_>) -> String {
    let mut text = heading(&view.say("section-method", &[]), view);
    let sent = report.requests.iter().filter(|request| request.sent).count();
    let refused = report.requests.len() - sent;
    let line = view.say(
        "method-pages",
        &[
            ("pages", &report.limits.pages_read.to_string()),
            ("requests", &report.limits.requests_sent.to_string()),
            ("sent", &sent.to_string()),
            ("refused", &refused.to_string()),
        ],
    );
    text.push_str(&paragraph(&line, 3, view));
    text.push_str(&paragraph(&view.say("method-promise", &[]), 3, view));
    for note in &report.limits.notes {
        text.push_str(&paragraph(&clean(&note.text), 3, view));
    }
    if report.limits.forbidden_by_robots > 0 {
        let count = report.limits.forbidden_by_robots.to_string();
        text.push_str(&paragraph(&view.say("method-robots", &[("count", &count)]), 3, view));
    }
    let lists: Vec<String> = report
        .checklists
        .iter()
        .map(|list| format!("{} ({})", clean(&list.title), clean(&list.id)))
        .collect();
    text.push_str(&paragraph(
        &view.say("method-checklists", &[("checklists", &lists.join(", "))]),
        3,
        view,
    ));
    text
}
