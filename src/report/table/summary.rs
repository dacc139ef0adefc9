//! The top and the end of the terminal report: headline, bars, warnings, gate, how it was made.

use super::layout::{GAP, INDENT, Paint, cell, fill, fix_width, heading, paragraph, print, table, widest};
use crate::model::{AuditReport, Overall};
use crate::report::memory::SinceLast;
use crate::report::{View, address, answer, clean, selection};

/// Cells of the name of a touchpoint; a longer one takes two lines.
const MOST_TITLE: usize = 20;
/// Cells of a bar, and of one in a narrow terminal.
const BAR: usize = 20;
const SHORT_BAR: usize = 10;
const SHORTEST_BAR: usize = 5;
/// Findings shown behind a rule of the gate.
const BEHIND: usize = 12;
/// Below these cells a terminal is narrow.
const NARROW: u16 = 60;
const VERY_NARROW: u16 = 46;

/// The question, the shop, the answer.
pub(super) fn headline(report: &AuditReport, view: &View<'_>) -> String {
    let mut text = String::new();
    text.push_str(&paragraph(
        &view.say("headline-question", &[]),
        0,
        Some(Paint::Bold),
        view,
    ));
    let address = address::shown(&report.shop.url);
    let shop = match &report.shop.name {
        Some(name) => format!("{} · {address}", clean(name)),
        None => address,
    };
    text.push_str(&paragraph(&shop, 0, None, view));
    let made_for = selection::made_for(report, view);
    if !made_for.is_empty() {
        text.push_str(&paragraph(&made_for, 0, Some(Paint::Dim), view));
    }
    text.push_str(&paragraph(&view.moment(&report.audited_at), 0, Some(Paint::Dim), view));
    text.push('\n');
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
            let score = view.score(*score);
            view.say("headline-score", &[("score", &score), ("coverage", &coverage)])
        }
    };
    text.push_str(&paragraph(&line, 0, Some(score.map_or(Paint::Dim, color_of)), view));
    if *provisional && score.is_some() {
        text.push_str(&paragraph(&view.say("headline-provisional", &[]), 0, None, view));
    }
    if score.is_some() {
        text.push_str(&paragraph(&answer::sentence(report, view), 0, None, view));
        let first = answer::begin_with(report, view);
        if !first.is_empty() {
            text.push_str(&paragraph(&first, 0, Some(Paint::Bold), view));
        }
    }
    if let Some(since) = SinceLast::of(report, view) {
        text.push_str(&paragraph(&since.sentence, 0, None, view));
    }
    text
}

fn color_of(score: f64) -> Paint {
    match answer::class(Some(score)) {
        "good" => Paint::Green,
        "poor" => Paint::Red,
        _ => Paint::Yellow,
    }
}

/// One bar per touchpoint.
pub(super) fn bars(report: &AuditReport, view: &View<'_>) -> String {
    let cells = match view.width {
        width if width < VERY_NARROW => SHORTEST_BAR,
        width if width < NARROW => SHORT_BAR,
        _ => BAR,
    };
    let provisional = report
        .scorecard
        .touchpoints
        .iter()
        .any(|touchpoint| touchpoint.provisional);
    let mut bars = table(view);
    for touchpoint in &report.scorecard.touchpoints {
        let (bar, score, color) = match touchpoint.score {
            None => ("·".repeat(cells), "  –".to_owned(), Paint::Dim),
            Some(score) => {
                let filled = answer::filled(score, cells);
                let mark = if touchpoint.provisional { "?" } else { "" };
                (
                    format!("{}{}", "█".repeat(filled), "░".repeat(cells - filled)),
                    format!("{:>3}{mark}", view.score(score)),
                    color_of(score),
                )
            }
        };
        let measured = view.say("bar-measured", &[("coverage", &view.percent(touchpoint.coverage))]);
        bars.add_row([
            cell(clean(&touchpoint.title), None),
            cell(bar, Some(color)),
            cell(score, Some(Paint::Bold)),
            cell(measured, Some(Paint::Dim)),
        ]);
    }
    let titles = report
        .scorecard
        .touchpoints
        .iter()
        .map(|touchpoint| touchpoint.title.as_str());
    fix_width(
        &mut bars,
        0,
        widest(titles).min(MOST_TITLE).min(usize::from(view.width) / 4),
        INDENT,
        GAP,
    );
    fix_width(&mut bars, 1, cells, 0, GAP);
    fix_width(&mut bars, 2, if provisional { 4 } else { 3 }, 0, GAP);
    fill(&mut bars, 3, 0);
    print(&bars)
}

/// Remarks on the walk.
pub(super) fn warnings(report: &AuditReport, view: &View<'_>) -> String {
    report
        .warnings
        .iter()
        .map(|note| paragraph(&format!("! {}", clean(&note.text)), INDENT, Some(Paint::Yellow), view))
        .collect()
}

/// What changed since the last audit.
pub(super) fn since_last(report: &AuditReport, view: &View<'_>) -> String {
    let Some(since) = SinceLast::of(report, view) else {
        return String::new();
    };
    if since.changes.is_empty() && since.remarks.is_empty() {
        return String::new();
    }
    let mut text = heading(&since.title, view);
    let mut rows = table(view);
    for change in &since.changes {
        let paint = match change.class {
            "good" => Paint::Green,
            "poor" => Paint::Red,
            _ => Paint::Dim,
        };
        rows.add_row([cell(change.mark, Some(paint)), cell(change.text.clone(), None)]);
    }
    if since.more > 0 {
        rows.add_row([
            cell("", None),
            cell(view.counted("report.more", since.more), Some(Paint::Dim)),
        ]);
    }
    for remark in &since.remarks {
        rows.add_row([cell("!", Some(Paint::Yellow)), cell(remark.clone(), Some(Paint::Dim))]);
    }
    fix_width(&mut rows, 0, 1, INDENT, 1);
    fill(&mut rows, 1, 0);
    text.push_str(&print(&rows));
    text
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
        let behind = selection::behind(report, rule);
        for line in behind.iter().take(BEHIND) {
            said.push_str(&format!("\n· {line}"));
        }
        if behind.len() > BEHIND {
            said.push_str(&format!("\n· {}", view.counted("report.more", behind.len() - BEHIND)));
        }
        rules.add_row([
            cell(mark, Some(color)),
            cell(format!("{}\n{said}", clean(&rule.rule)), None),
        ]);
    }
    fix_width(&mut rules, 0, 1, INDENT, 1);
    fill(&mut rules, 1, 0);
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
            ("pages", &view.count(report.limits.pages_read)),
            ("requests", &view.count(report.limits.requests_sent)),
            ("sent", &view.count(sent)),
            ("refused", &view.count(refused)),
        ],
    );
    text.push_str(&paragraph(&line, INDENT, None, view));
    text.push_str(&paragraph(&view.say("method-promise", &[]), INDENT, None, view));
    for note in &report.limits.notes {
        text.push_str(&paragraph(&clean(&note.text), INDENT, None, view));
    }
    if report.limits.forbidden_by_robots > 0 {
        let said = view.counted("table.method-robots", report.limits.forbidden_by_robots);
        text.push_str(&paragraph(&said, INDENT, None, view));
    }
    let lists: Vec<String> = report
        .checklists
        .iter()
        .map(|list| format!("{} ({})", clean(&list.title), clean(&list.id)))
        .collect();
    text.push_str(&paragraph(
        &view.say("method-checklists", &[("checklists", &lists.join(", "))]),
        INDENT,
        None,
        view,
    ));
    text
}
