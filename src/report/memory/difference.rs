//! What changed between two audits.

use super::{data, figure, mark, moved, named, score_cell, shop};
use crate::model::{Change, Difference, Direction};
use crate::report::View;
use crate::report::sheet::{Block, Cell, Column, Grid, Line, Section, Sheet, Tone};

/// What changed from one audit to a later one; the words of the changes have been said.
pub fn difference_sheet(difference: &Difference, view: &View<'_>) -> Sheet {
    let mut lead = vec![
        shop(&difference.shop, None),
        format!(
            "{} → {}",
            named(difference.before.id, &difference.before.audited_at, view),
            named(difference.after.id, &difference.after.audited_at, view)
        ),
        tally(difference, view),
    ];
    lead.extend(remarks(difference, view));
    let mut sections = vec![scores(difference, view)];
    for (direction, key) in [
        (Direction::Worse, "memory.section-worse"),
        (Direction::Better, "memory.section-better"),
        (Direction::Other, "memory.section-other"),
    ] {
        let changes: Vec<&Change> = difference
            .changes
            .iter()
            .filter(|change| change.direction == direction)
            .collect();
        if !changes.is_empty() {
            sections.push(Section {
                title: view.tell(key, &[("count", &changes.len().to_string())]),
                blocks: vec![Block::Lines(changes.into_iter().map(line).collect())],
            });
        }
    }
    Sheet {
        title: view.tell("memory.title-difference", &[]),
        lead,
        sections,
        rows: rows(difference),
        data: data(difference),
    }
}

/// "Better: 3. Worse: 1."
pub(super) fn tally(difference: &Difference, view: &View<'_>) -> String {
    if difference.changes.is_empty() {
        return view.tell("memory.nothing", &[]);
    }
    view.tell(
        "memory.tally",
        &[
            ("better", &difference.better.to_string()),
            ("worse", &difference.worse.to_string()),
        ],
    )
}

/// What keeps the two from being compared as they are.
pub(super) fn remarks(difference: &Difference, view: &View<'_>) -> Vec<String> {
    let mut remarks = Vec::new();
    let lists = &difference.checklist;
    if lists.changed {
        remarks.push(view.tell(
            "memory.lists-differ",
            &[
                ("count", &lists.common.to_string()),
                ("added", &super::listed(&lists.added, view)),
                ("removed", &super::listed(&lists.removed, view)),
                ("rejudged", &super::listed(&lists.rejudged, view)),
            ],
        ));
    }
    let (before, after) = (&difference.before.tool_version, &difference.after.tool_version);
    if before != after {
        remarks.push(view.tell("memory.tools-differ", &[("before", before), ("after", after)]));
    }
    remarks
}

fn scores(difference: &Difference, view: &View<'_>) -> Section {
    let title = |key: &str| view.tell(&format!("memory.column-{key}"), &[]);
    let overall = Cell::new(view.tell("memory.overall", &[]), Tone::Strong);
    let touchpoints = difference
        .touchpoints
        .iter()
        .map(|change| (Cell::new(change.title.clone(), Tone::Plain), change));
    let rows = std::iter::once((overall, &difference.overall))
        .chain(touchpoints)
        .map(|(name, change)| {
            vec![
                name,
                score_cell(change.before, view),
                score_cell(change.after, view),
                moved(change.before, change.after, view),
            ]
        });
    Section {
        title: String::new(),
        blocks: vec![Block::Grid(Grid {
            columns: vec![
                Column::words(""),
                Column::figures(title("then")),
                Column::figures(title("now")),
                Column::figures(title("change")),
            ],
            rows: rows.collect(),
        })],
    }
}

fn line(change: &Change) -> Line {
    let (mark, tone) = mark(change);
    Line {
        mark,
        tone,
        text: change.text.clone(),
        details: vec![change.id.clone()],
    }
}

fn rows(difference: &Difference) -> Vec<Vec<String>> {
    let names = [
        "id",
        "touchpoint",
        "direction",
        "severity",
        "measure",
        "unit",
        "before",
        "after",
        "points_before",
        "points_after",
        "text",
    ];
    let mut rows = vec![names.map(str::to_owned).to_vec()];
    for change in &difference.changes {
        let value = |reading: &crate::model::Reading| match data(&reading.value) {
            serde_json::Value::Null => String::new(),
            value => value.to_string(),
        };
        let name = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        rows.push(vec![
            change.id.clone(),
            change.touchpoint.clone(),
            name(data(&change.direction)),
            name(data(&change.severity)),
            change.measure.clone(),
            change.unit.clone(),
            value(&change.before),
            value(&change.after),
            figure(change.before.points),
            figure(change.after.points),
            change.text.clone(),
        ]);
    }
    rows
}
