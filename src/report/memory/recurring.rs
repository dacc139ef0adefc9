//! What keeps coming back: the agenda of the weekly meeting.

use super::words::value_text;
use super::{data, day, shop};
use crate::model::{Recurrences, Recurring, Severity, Verdict};
use crate::report::View;
use crate::report::selection::severity_key;
use crate::report::sheet::{Block, Line, Section, Sheet, Tone};

/// Audits whose verdicts are drawn.
const DRAWN: usize = 24;
const DRAWN_NARROW: usize = 12;

/// What was wrong in more than one audit of each shop.
pub fn recurrences_sheet(all: &[Recurrences], view: &View<'_>) -> Sheet {
    let mut sections = Vec::new();
    for recurrences in all {
        if all.len() > 1 {
            sections.push(Section {
                title: shop(&recurrences.shop, recurrences.name.as_deref()),
                blocks: vec![Block::Text(span_of(recurrences, view))],
            });
        }
        sections.extend(parts(recurrences, view));
    }
    let lead = match all {
        [one] => vec![shop(&one.shop, one.name.as_deref()), span_of(one, view)],
        _ => Vec::new(),
    };
    Sheet {
        title: view.tell("memory.title-recurring", &[]),
        lead,
        sections,
        rows: rows(all),
        data: data(&all),
    }
}

fn parts(recurrences: &Recurrences, view: &View<'_>) -> Vec<Section> {
    let text = |key: &str| {
        vec![Section {
            title: String::new(),
            blocks: vec![Block::Text(view.tell(key, &[]))],
        }]
    };
    if recurrences.audits < 2 {
        return text("memory.recurring-one");
    }
    if recurrences.checks.is_empty() {
        return text("memory.recurring-none");
    }
    let mut sections = Vec::new();
    for (still_wrong, key) in [(true, "memory.section-open"), (false, "memory.section-mended")] {
        let checks = recurrences
            .checks
            .iter()
            .filter(|check| check.still_wrong == still_wrong);
        let lines: Vec<Line> = checks.map(|check| line(check, view)).collect();
        if !lines.is_empty() {
            sections.push(Section {
                title: view.tell(key, &[("count", &lines.len().to_string())]),
                blocks: vec![Block::Lines(lines)],
            });
        }
    }
    if let Some(last) = sections.last_mut() {
        last.blocks.push(Block::Text(view.tell("memory.row-legend", &[])));
    }
    sections
}

fn line(check: &Recurring, view: &View<'_>) -> Line {
    let mut facts = vec![
        view.tell(&severity_key(check.severity), &[]),
        view.tell(
            "memory.wrong-in",
            &[
                ("wrong", &check.wrong.to_string()),
                ("measured", &check.measured.to_string()),
            ],
        ),
    ];
    match &check.since {
        Some(since) => facts.push(view.tell("memory.wrong-since", &[("date", &day(since, view))])),
        None => facts.push(view.tell("memory.first-wrong", &[("date", &day(&check.first_wrong, view))])),
    }
    if check.came_back > 0 {
        facts.push(view.counted("memory.came-back", check.came_back));
    }
    if let Some(value) = check.value {
        let value = value_text(&check.measure, &check.unit, value, view.messages);
        facts.push(view.tell("memory.now-value", &[("value", &value)]));
    }
    if check.waived {
        facts.push(view.tell("memory.accepted", &[]));
    }
    let tone = match check.severity {
        _ if !check.still_wrong => Tone::Good,
        Severity::Critical => Tone::Poor,
        Severity::Major => Tone::Partial,
        _ => Tone::Dim,
    };
    Line {
        mark: if check.still_wrong { "✗" } else { "✓" },
        tone,
        text: check.question.clone(),
        details: vec![facts.join(" · "), row(check, view)],
    }
}

/// A sign for each of the latest audits, newest last.
fn row(check: &Recurring, view: &View<'_>) -> String {
    let drawn = if view.width < 60 { DRAWN_NARROW } else { DRAWN };
    let latest = check.row.iter().skip(check.row.len().saturating_sub(drawn));
    latest
        .map(|verdict| match verdict {
            Some(Verdict::Poor | Verdict::Partial) => '✗',
            Some(Verdict::Good) => '✓',
            _ => '·',
        })
        .collect()
}

fn span_of(recurrences: &Recurrences, view: &View<'_>) -> String {
    span(
        recurrences.audits,
        &day(&recurrences.from, view),
        &day(&recurrences.to, view),
        view,
    )
}

/// "12 audits, 3 August 2026 to 21 November 2026"
pub(super) fn span(audits: usize, from: &str, to: &str, view: &View<'_>) -> String {
    let one = audits == 1 && view.messages.has("memory.audits-one");
    let key = if one { "memory.audits-one" } else { "memory.audits" };
    view.tell(key, &[("count", &audits.to_string()), ("from", from), ("to", to)])
}

fn rows(all: &[Recurrences]) -> Vec<Vec<String>> {
    let names = [
        "shop",
        "id",
        "touchpoint",
        "severity",
        "question",
        "wrong",
        "measured",
        "came_back",
        "still_wrong",
        "first_wrong",
        "since",
        "waived",
        "value",
        "unit",
        "measure",
    ];
    let mut rows = vec![names.map(str::to_owned).to_vec()];
    for recurrences in all {
        for check in &recurrences.checks {
            let value = match data(&check.value) {
                serde_json::Value::Null => String::new(),
                value => value.to_string(),
            };
            rows.push(vec![
                recurrences.shop.clone(),
                check.id.clone(),
                check.touchpoint.clone(),
                crate::gate::severity_name(check.severity).to_owned(),
                check.question.clone(),
                check.wrong.to_string(),
                check.measured.to_string(),
                check.came_back.to_string(),
                check.still_wrong.to_string(),
                check.first_wrong.clone(),
                check.since.clone().unwrap_or_default(),
                check.waived.to_string(),
                value,
                check.unit.clone(),
                check.measure.clone(),
            ]);
        }
    }
    rows
}
