//! What is wrong, what is going well, what could not be checked.

use super::layout::{Paint, cell, fix_width, heading, print, table, widest};
use crate::model::{AuditReport, Evidence, Finding, Severity, Verdict};
use crate::report::{View, clean};
use crate::score::points_lost;

/// Pieces of evidence shown with a finding; the saved report has more.
const EVIDENCE_SHOWN: usize = 2;

/// What is wrong, worst first.
pub(super) fn wrong(report: &AuditReport, view: &View<'_>) -> String {
    let mut wrong: Vec<&Finding> = report
        .findings
        .iter()
        .filter(|finding| matches!(finding.verdict, Verdict::Poor | Verdict::Partial))
        .collect();
    wrong.sort_by(|one, other| {
        let lost = |finding: &Finding| points_lost(&report.findings, finding).unwrap_or_default();
        other
            .severity
            .cmp(&one.severity)
            .then_with(|| lost(other).total_cmp(&lost(one)))
            .then_with(|| one.id.cmp(&other.id))
    });
    let mut text = heading(&view.say("section-wrong", &[("count", &wrong.len().to_string())]), view);
    if wrong.is_empty() {
        text.push_str(&format!("   {}\n", view.say("wrong-nothing", &[])));
    }
    for (number, finding) in wrong.iter().enumerate() {
        text.push_str(&one(number + 1, finding, report, view));
    }
    text
}

fn one(number: usize, finding: &Finding, report: &AuditReport, view: &View<'_>) -> String {
    let color = match finding.severity {
        Severity::Critical => Paint::Red,
        Severity::Major => Paint::Yellow,
        Severity::Minor | Severity::Note => Paint::Dim,
    };
    let severity = view.say(
        &format!("severity-{}", crate::gate::severity_name(finding.severity)),
        &[],
    );
    let mut head = table(view);
    let waived = if finding.waived {
        format!(" {}", view.say("finding-waived", &[]))
    } else {
        String::new()
    };
    head.add_row([
        cell(format!("{number}."), None),
        cell(severity.clone(), Some(color)),
        cell(format!("{}{waived}", clean(&finding.question)), Some(Paint::Bold)),
    ]);
    fix_width(&mut head, 0, 3);
    fix_width(&mut head, 1, widest(std::iter::once(severity.as_str())));
    let mut rows: Vec<(String, String)> = vec![(view.say("label-saw", &[]), saw(finding, view))];
    for evidence in finding.evidence.iter().take(EVIDENCE_SHOWN) {
        rows.push((view.say("label-where", &[]), place(evidence, view)));
    }
    rows.push((view.say("label-why", &[]), clean(&finding.why)));
    rows.push((view.say("label-fix", &[]), clean(&finding.fix)));
    if view.explain {
        rows.push((view.say("label-points", &[]), points(finding, report, view)));
        rows.push((view.say("label-source", &[]), clean(&finding.source)));
    }
    rows.retain(|(_, said)| !said.trim().is_empty());
    let mut body = table(view);
    let width = widest(rows.iter().map(|(label, _)| label.as_str()));
    for (label, said) in rows {
        body.add_row([
            cell(String::new(), None),
            cell(label, Some(Paint::Dim)),
            cell(said, None),
        ]);
    }
    fix_width(&mut body, 0, 3);
    fix_width(&mut body, 1, width);
    format!("{}{}\n", print(&head), print(&body))
}

fn saw(finding: &Finding, view: &View<'_>) -> String {
    let mut said = view.say(
        "saw-value",
        &[("value", &finding.value_text), ("expected", &finding.expected)],
    );
    if finding.sample > 1 {
        let seen = view.say("saw-sample", &[("sample", &finding.sample.to_string())]);
        said = format!("{said} {seen}");
    }
    clean(&said)
}

fn points(finding: &Finding, report: &AuditReport, view: &View<'_>) -> String {
    let lost = points_lost(&report.findings, finding).unwrap_or_default();
    view.say("points-lost", &[("points", &format!("{lost:.1}")), ("id", &finding.id)])
}

/// The words and the place of a piece of evidence.
fn place(evidence: &Evidence, view: &View<'_>) -> String {
    let mut said = clean(&evidence.url);
    if let Some(place) = view.place_of(evidence) {
        said.push_str(&format!(" · {place}"));
    }
    if !evidence.quote.is_empty() {
        let quote: String = clean(&evidence.quote).chars().take(160).collect();
        said.push_str(&format!("\n“{quote}”"));
    }
    said
}

/// What is going well.
pub(super) fn going_well(report: &AuditReport, view: &View<'_>) -> String {
    let good: Vec<&Finding> = report
        .findings
        .iter()
        .filter(|finding| finding.verdict == Verdict::Good)
        .collect();
    if good.is_empty() {
        return String::new();
    }
    let mut text = heading(&view.say("section-well", &[("count", &good.len().to_string())]), view);
    let mut rows = table(view);
    for finding in good {
        rows.add_row([
            cell(" ✓", Some(Paint::Green)),
            cell(clean(&finding.question), None),
            cell(clean(&finding.value_text), Some(Paint::Dim)),
        ]);
    }
    fix_width(&mut rows, 0, 2);
    text.push_str(&print(&rows));
    text
}

/// What could not be checked, and why.
pub(super) fn not_checked(report: &AuditReport, view: &View<'_>) -> String {
    let open: Vec<&Finding> = report
        .findings
        .iter()
        .filter(|finding| {
            matches!(
                finding.verdict,
                Verdict::Unknown | Verdict::NotApplicable | Verdict::Unanswered
            )
        })
        .collect();
    if open.is_empty() {
        return String::new();
    }
    let mut text = heading(
        &view.say("section-unknown", &[("count", &open.len().to_string())]),
        view,
    );
    let mut rows = table(view);
    for finding in open {
        let mark = match finding.verdict {
            Verdict::NotApplicable => " –",
            Verdict::Unanswered => " …",
            _ => " ?",
        };
        let reason = finding
            .reason
            .as_ref()
            .map(|note| clean(&note.text))
            .unwrap_or_default();
        rows.add_row([
            cell(mark, Some(Paint::Dim)),
            cell(format!("{}\n{reason}", clean(&finding.question)), None),
        ]);
    }
    fix_width(&mut rows, 0, 2);
    text.push_str(&print(&rows));
    text
}
