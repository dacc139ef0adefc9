//! What is wrong, what is going well, what could not be checked.

use super::layout::{
    GAP, INDENT, Paint, broken_address, cell, fill, fix_width, heading, paragraph, print, table, widest,
};
use unicode_width::UnicodeWidthStr;

use crate::model::{AuditReport, Evidence, Finding, Severity};
use crate::report::memory::keep_since;
use crate::report::selection::{self, severity_key};
use crate::report::{View, address, clean};

/// Pieces of evidence shown with a finding; the saved report has more.
const EVIDENCE_SHOWN: usize = 2;
/// Characters of a quote.
const QUOTE_SHOWN: usize = 160;

/// What is wrong, worst first.
pub(super) fn wrong(report: &AuditReport, view: &View<'_>) -> String {
    let wrong = selection::wrong(report);
    let count = wrong.len().to_string();
    let mut text = heading(&view.say("section-wrong", &[("count", &count)]), view);
    if wrong.is_empty() {
        text.push_str(&paragraph(&view.say("wrong-nothing", &[]), INDENT, None, view));
    }
    for (number, finding) in (1..).zip(wrong) {
        text.push_str(&one(number, count.len() + 1, finding, report, view));
    }
    text
}

/// A finding; its number takes the given cells.
fn one(number: usize, cells: usize, finding: &Finding, report: &AuditReport, view: &View<'_>) -> String {
    let body_at = INDENT + cells + 1;
    let label_keys = [
        "label-saw",
        "label-where",
        "label-why",
        "label-fix",
        "label-points",
        "label-source",
    ];
    let accepted = finding.waiver.as_ref().map(|_| "label-accepted");
    let labels: Vec<String> = label_keys
        .iter()
        .chain(&accepted)
        .map(|key| view.say(key, &[]))
        .collect();
    let label_width = widest(labels.iter().map(String::as_str));
    let said_width = usize::from(view.width).saturating_sub(body_at + label_width + GAP);

    let mut rows: Vec<(String, String)> = vec![(view.say("label-saw", &[]), saw(finding, view))];
    let mut label = view.say("label-where", &[]);
    for evidence in finding.evidence.iter().take(EVIDENCE_SHOWN) {
        rows.push((std::mem::take(&mut label), place(evidence, said_width, view)));
    }
    let rest = finding.examples_total.saturating_sub(EVIDENCE_SHOWN);
    if rest > 0 && !finding.evidence.is_empty() {
        rows.push((String::new(), view.counted("report.more", rest)));
    }
    rows.push((view.say("label-why", &[]), clean(&finding.why)));
    rows.push((view.say("label-fix", &[]), clean(&finding.fix)));
    rows.push((view.say("label-accepted", &[]), selection::accepted(finding, view)));
    if view.explain {
        rows.push((view.say("label-points", &[]), points(finding, report, view)));
        rows.push((view.say("label-source", &[]), clean(&finding.source)));
    }
    rows.retain(|(_, said)| !said.trim().is_empty());
    let mut body = table(view);
    for (label, said) in rows {
        body.add_row([cell(label, Some(Paint::Dim)), cell(said, None)]);
    }
    fix_width(&mut body, 0, label_width, body_at, GAP);
    fill(&mut body, 1, 0);
    format!("{}{}\n", head(number, cells, finding, view), print(&body))
}

fn head(number: usize, cells: usize, finding: &Finding, view: &View<'_>) -> String {
    let color = match finding.severity {
        Severity::Critical => Paint::Red,
        Severity::Major => Paint::Yellow,
        Severity::Minor | Severity::Note => Paint::Dim,
    };
    let severity = view.tell(&severity_key(finding.severity), &[]);
    let mut question = clean(&finding.question);
    if finding.waived {
        question = format!("{question} {}", view.say("finding-waived", &[]));
    }
    let mut head = table(view);
    head.add_row([
        cell(format!("{number}."), None),
        cell(severity.clone(), Some(color)),
        cell(question, Some(Paint::Bold)),
    ]);
    fix_width(&mut head, 0, cells, INDENT, 1);
    fix_width(&mut head, 1, widest(std::iter::once(severity.as_str())), 0, GAP);
    fill(&mut head, 2, 0);
    print(&head)
}

fn saw(finding: &Finding, view: &View<'_>) -> String {
    let mut said = view.say(
        "saw-value",
        &[("value", &finding.value_text), ("expected", &finding.expected)],
    );
    if finding.sample > 1 {
        let seen = view.say("saw-sample", &[("sample", &view.count(finding.sample))]);
        said = format!("{said} {seen}");
    }
    clean(&said)
}

fn points(finding: &Finding, report: &AuditReport, view: &View<'_>) -> String {
    let lost = view.messages.number(selection::lost(report, finding));
    clean(&view.say("points-lost", &[("points", &lost), ("id", &finding.id)]))
}

/// The words and the place of a piece of evidence.
fn place(evidence: &Evidence, cells: usize, view: &View<'_>) -> String {
    let mut said = broken_address(&address::shown(&evidence.url), cells);
    if let Some(region) = view.place_of(evidence) {
        let last = said.lines().last().map_or(0, UnicodeWidthStr::width);
        let fits = last + region.width() + 3 <= cells;
        said.push_str(if fits { " · " } else { "\n" });
        said.push_str(&region);
    }
    if !evidence.quote.is_empty() {
        let quote = clean(&evidence.quote);
        let mut shown: String = quote.chars().take(QUOTE_SHOWN).collect();
        if shown.len() < quote.len() {
            shown.push('…');
        }
        said.push_str(&format!("\n“{shown}”"));
    }
    said
}

/// What is going well.
pub(super) fn going_well(report: &AuditReport, view: &View<'_>) -> String {
    let good = selection::going_well(report);
    let title = view.say("section-well", &[("count", &good.len().to_string())]);
    let values: Vec<String> = good.iter().map(|finding| clean(&finding.value_text)).collect();
    good_ones(&title, "✓", &good, &values, view)
}

/// What has been good for weeks.
pub(super) fn keep_doing(report: &AuditReport, view: &View<'_>) -> String {
    let kept = selection::keep_doing(report);
    let title = view.tell("memory.section-keep", &[("count", &kept.len().to_string())]);
    let since = kept
        .iter()
        .map(|finding| keep_since(report, finding, view).unwrap_or_default());
    good_ones(&title, "★", &kept, &since.collect::<Vec<String>>(), view)
}

/// Findings that are good, with what is told beside each.
fn good_ones(title: &str, mark: &str, good: &[&Finding], values: &[String], view: &View<'_>) -> String {
    if good.is_empty() {
        return String::new();
    }
    let mut text = heading(title, view);
    let mut rows = table(view);
    for (finding, value) in good.iter().zip(values) {
        rows.add_row([
            cell(mark, Some(Paint::Green)),
            cell(clean(&finding.question), None),
            cell(value.clone(), Some(Paint::Dim)),
        ]);
    }
    fix_width(&mut rows, 0, 1, INDENT, 1);
    fill(&mut rows, 1, 0);
    let most = usize::from(view.width) / 3;
    fix_width(
        &mut rows,
        2,
        widest(values.iter().map(String::as_str)).clamp(1, most),
        GAP,
        0,
    );
    text.push_str(&print(&rows));
    text
}

/// What could not be checked, and why.
pub(super) fn not_checked(report: &AuditReport, view: &View<'_>) -> String {
    let groups = selection::not_checked_by_reason(report);
    if groups.is_empty() {
        return String::new();
    }
    let count: usize = groups.iter().map(|group| group.findings.len()).sum();
    let mut text = heading(&view.say("section-unknown", &[("count", &view.count(count))]), view);
    for group in &groups {
        if !group.reason.is_empty() {
            text.push_str(&marked(group.mark(), &group.reason, INDENT, None, view));
        }
        for finding in &group.findings {
            text.push_str(&marked(
                "·",
                &clean(&finding.question),
                INDENT + GAP,
                Some(Paint::Dim),
                view,
            ));
        }
    }
    text
}

/// A mark, and beside it text that may take several lines.
fn marked(mark: &str, said: &str, indent: usize, paint: Option<Paint>, view: &View<'_>) -> String {
    let mut row = table(view);
    row.add_row([cell(mark, Some(Paint::Dim)), cell(said, paint)]);
    fix_width(&mut row, 0, 1, indent, 1);
    fill(&mut row, 1, 0);
    print(&row)
}
