//! Markdown, to paste into a pull request or a mail: short, or with everything.
//!
//! Words of the shop's pages stand in code spans, where neither HTML nor mentions nor links come alive; every other
//! text is escaped.

mod full;
mod safe;

use std::fmt::Write as _;

pub(super) use self::safe::escape;
use self::safe::{code, page};
use super::memory::{SinceLast, keep_since};
use super::selection::{going_well, keep_doing, lost, not_checked_by_reason, severity_key, wrong};
use super::{Format, RenderError, View, ways};
use crate::model::{AuditReport, Evidence, Finding, Severity};

/// The format.
pub static FORMAT: Format = Format {
    name: "markdown",
    about: "to paste into a pull request; --full: everything",
    render,
};

/// Pieces of evidence of a finding.
const EVIDENCE_SHOWN: usize = 1;
/// The same, with everything explained.
const EVIDENCE_EXPLAINED: usize = 5;
/// Cells of a bar.
const BAR: usize = 10;

fn render(report: &AuditReport, view: &View<'_>) -> Result<Vec<u8>, RenderError> {
    Ok(summary(report, view).into_bytes())
}

/// The whole text; it ends with a line end.
pub(super) fn summary(report: &AuditReport, view: &View<'_>) -> String {
    let mut text = format!("## {}\n\n", escape(&view.say("headline-question", &[])));
    head(&mut text, report, view);
    touchpoints(&mut text, report, view);
    faults(&mut text, report, view);
    lists(&mut text, report, view);
    journeys(&mut text, report, view);
    gate(&mut text, report, view);
    if view.full {
        full::add(&mut text, report, view);
    }
    method(&mut text, report, view);
    text
}

// Writing to a string cannot fail: the results of `writeln!` below say nothing.

fn head(text: &mut String, report: &AuditReport, view: &View<'_>) {
    let shop = report
        .shop
        .name
        .as_deref()
        .map(|name| format!("{} · ", code(name)))
        .unwrap_or_default();
    let _ = writeln!(
        text,
        "{shop}{} · {}\n",
        page(&report.shop.url),
        escape(&view.moment(&report.audited_at))
    );
    let made_for = super::selection::made_for(report, view);
    if !made_for.is_empty() {
        let _ = writeln!(text, "{}\n", escape(&made_for));
    }
    let _ = writeln!(text, "**{}**\n", escape(&headline(report, view)));
    let _ = writeln!(text, "{}\n", escape(&super::answer::sentence(report, view)));
    let first = super::answer::begin_with(report, view);
    if !first.is_empty() {
        let _ = writeln!(text, "**{}**\n", escape(&first));
    }
    since_last(text, report, view);
    for note in &report.warnings {
        let _ = writeln!(text, "> ⚠ {}\n", escape(&note.text));
    }
}

/// What changed since the last audit: the sentence, and the changes in a fold.
fn since_last(text: &mut String, report: &AuditReport, view: &View<'_>) {
    let Some(since) = SinceLast::of(report, view) else {
        return;
    };
    let _ = writeln!(text, "{}\n", escape(&since.sentence));
    let changes = since
        .changes
        .iter()
        .map(|change| format!("- {} {}", change.mark, escape(&change.text)));
    let more = (since.more > 0).then(|| format!("- {}", escape(&view.counted("report.more", since.more))));
    let remarks = since.remarks.iter().map(|remark| format!("- {}", escape(remark)));
    let lines: Vec<String> = changes.chain(more).chain(remarks).collect();
    fold_under(text, &since.title, &lines);
}

fn headline(report: &AuditReport, view: &View<'_>) -> String {
    let overall = &report.scorecard.overall;
    let coverage = view.percent(overall.coverage);
    let Some(score) = overall.score else {
        return view.say("headline-nothing", &[]);
    };
    let line = view.say(
        "headline-score",
        &[("score", &view.score(score)), ("coverage", &coverage)],
    );
    if overall.provisional {
        format!("{line} – {}", view.say("headline-provisional", &[]))
    } else {
        line
    }
}

fn touchpoints(text: &mut String, report: &AuditReport, view: &View<'_>) {
    let word = |key: &str| escape(view.messages.text(key));
    let _ = writeln!(
        text,
        "| {} | {} | | {} |\n|---|--:|---|--:|",
        word("report.touchpoint"),
        word("report.score"),
        word("report.measured")
    );
    for touchpoint in &report.scorecard.touchpoints {
        let (score, bar) = match touchpoint.score {
            None => ("–".to_owned(), String::new()),
            Some(score) => {
                let mark = if touchpoint.provisional { "?" } else { "" };
                (format!("{}{mark}", view.score(score)), bar(score))
            }
        };
        let _ = writeln!(
            text,
            "| {} | {score} | {bar} | {} |",
            escape(&touchpoint.title),
            view.percent(touchpoint.coverage)
        );
    }
    text.push('\n');
}

fn bar(score: f64) -> String {
    let filled = super::answer::filled(score, BAR);
    format!("{}{}", "█".repeat(filled), "░".repeat(BAR - filled))
}

fn faults(text: &mut String, report: &AuditReport, view: &View<'_>) {
    let wrong = wrong(report);
    let _ = writeln!(
        text,
        "### {}\n",
        escape(&view.say("section-wrong", &[("count", &view.count(wrong.len()))]))
    );
    if wrong.is_empty() {
        let _ = writeln!(text, "{}", escape(&view.say("wrong-nothing", &[])));
    }
    for (number, finding) in (1..).zip(wrong) {
        fault(text, number, finding, report, view);
    }
    text.push('\n');
}

fn fault(text: &mut String, number: usize, finding: &Finding, report: &AuditReport, view: &View<'_>) {
    let sign = match finding.severity {
        Severity::Critical => "🔴",
        Severity::Major => "🟠",
        Severity::Minor | Severity::Note => "🟡",
    };
    let severity = view.tell(&severity_key(finding.severity), &[]);
    let waived = if finding.waived {
        format!(" {}", escape(&view.say("finding-waived", &[])))
    } else {
        String::new()
    };
    let _ = writeln!(
        text,
        "{number}. {sign} **{}** ({}){waived}",
        escape(&finding.question),
        escape(&severity)
    );
    let mut line = |label: &str, said: &str| {
        if !said.trim().is_empty() {
            let _ = writeln!(text, "   - {}: {said}", escape(&view.say(label, &[])));
        }
    };
    let saw = view.say(
        "saw-value",
        &[("value", &finding.value_text), ("expected", &finding.expected)],
    );
    line("label-saw", &escape(&saw));
    let shown = if explained(view) {
        EVIDENCE_EXPLAINED
    } else {
        EVIDENCE_SHOWN
    };
    for evidence in finding.evidence.iter().take(shown) {
        line("label-where", &place(evidence, view));
    }
    if explained(view) {
        line("label-why", &escape(&finding.why));
    }
    line("label-fix", &escape(&finding.fix));
    line("label-accepted", &escape(&super::selection::accepted(finding, view)));
    if explained(view) {
        let points = view.messages.number(lost(report, finding));
        line(
            "label-points",
            &escape(&view.say("points-lost", &[("points", &points), ("id", &finding.id)])),
        );
        line("label-source", &escape(&finding.source));
    }
}

/// Whether points, sources and all evidence are wanted.
fn explained(view: &View<'_>) -> bool {
    view.explain || view.full
}

fn place(evidence: &Evidence, view: &View<'_>) -> String {
    let mut said = page(&evidence.url);
    if let Some(place) = view.place_of(evidence) {
        let _ = write!(said, " · {}", escape(&place));
    }
    if !evidence.quote.is_empty() {
        let _ = write!(said, " · {}", code(&evidence.quote));
    }
    said
}

fn lists(text: &mut String, report: &AuditReport, view: &View<'_>) {
    let well = going_well(report)
        .into_iter()
        .map(|finding| format!("- ✓ {} – {}", escape(&finding.question), escape(&finding.value_text)));
    let well: Vec<String> = well.collect();
    fold(text, "table.section-well", well.len(), &well, view);
    let kept = keep_doing(report);
    let kept: Vec<String> = kept
        .into_iter()
        .map(|finding| {
            let since = keep_since(report, finding, view).unwrap_or_default();
            format!("- ★ {} – {}", escape(&finding.question), escape(&since))
        })
        .collect();
    fold(text, "memory.section-keep", kept.len(), &kept, view);
    let (mut open, mut count) = (Vec::new(), 0);
    for group in not_checked_by_reason(report) {
        open.push(format!("- {} {}", group.mark(), escape(&group.reason)));
        count += group.findings.len();
        open.extend(
            group
                .findings
                .iter()
                .map(|finding| format!("  - {}", escape(&finding.question))),
        );
    }
    fold(text, "table.section-unknown", count, &open, view);
}

/// A list that opens when it is asked for.
fn fold(text: &mut String, title: &str, count: usize, lines: &[String], view: &View<'_>) {
    fold_under(text, &view.tell(title, &[("count", &view.count(count))]), lines);
}

fn fold_under(text: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(
        text,
        "<details>\n<summary>{}</summary>\n\n{}\n\n</details>\n",
        escape(title),
        lines.join("\n")
    );
}

/// The customer's ways, one a line, with what there is to tell of each.
fn journeys(text: &mut String, report: &AuditReport, view: &View<'_>) {
    if report.journeys.is_empty() {
        return;
    }
    let _ = writeln!(text, "### {}\n", escape(&view.say("section-journeys", &[])));
    for journey in &report.journeys {
        let name = view.say(ways::name(journey.name), &[]);
        let _ = writeln!(text, "- **{}**: {}", escape(&name), escape(&ways::strip(journey, view)));
        let facts = ways::facts(journey, view);
        if !facts.is_empty() {
            let _ = writeln!(text, "  - {}", escape(&facts.join(" · ")));
        }
        if let Some(ending) = ways::ending(journey, view) {
            let said = format!("{} {}", ending.said, ending.advice);
            let _ = writeln!(text, "  - {}", escape(&said));
        }
    }
    text.push('\n');
}

fn gate(text: &mut String, report: &AuditReport, view: &View<'_>) {
    if report.gate.rules.is_empty() {
        return;
    }
    let title = if report.gate.passed {
        "gate-passed"
    } else {
        "gate-failed"
    };
    let _ = writeln!(text, "### {}\n", escape(&view.say(title, &[])));
    for rule in &report.gate.rules {
        let mark = if rule.passed { "✓" } else { "✗" };
        let _ = writeln!(text, "- {mark} {} – {}", code(&rule.rule), escape(&rule.note.text));
        for line in super::selection::behind(report, rule) {
            let _ = writeln!(text, "  - {}", escape(&line));
        }
    }
    text.push('\n');
}

fn method(text: &mut String, report: &AuditReport, view: &View<'_>) {
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
    let promise = view.say("method-promise", &[]);
    let _ = writeln!(text, "<sub>{} {}</sub>", escape(&line), escape(&promise));
}
