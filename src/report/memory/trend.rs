//! The scores of shops over time.

use super::{data, day, figure, moved, score_cell, shop};
use crate::model::{Trend, TrendAudit};
use crate::report::View;
use crate::report::sheet::{Block, Cell, Chart, Column, Grid, Section, Sheet, Tone};

/// Audits drawn as a small curve, and where the terminal is narrow.
const DRAWN: usize = 24;
const DRAWN_NARROW: usize = 10;
/// Below these cells a terminal is narrow.
const NARROW: u16 = 60;
/// Audits listed.
const LISTED: usize = 10;

/// The trend of each shop.
pub fn trend_sheet(trends: &[Trend], view: &View<'_>) -> Sheet {
    let alone = trends.len() == 1;
    let mut sections = Vec::new();
    for trend in trends {
        if !alone {
            sections.push(Section {
                title: shop(&trend.shop, trend.name.as_deref()),
                blocks: vec![Block::Text(span(trend, view))],
            });
        }
        sections.push(scores(trend, view));
        sections.push(audits(trend, view));
    }
    let lead = match trends {
        [trend] => vec![shop(&trend.shop, trend.name.as_deref()), span(trend, view)],
        _ => Vec::new(),
    };
    Sheet {
        title: view.tell("memory.title-trend", &[]),
        lead,
        sections,
        rows: rows(trends),
        data: data(&trends),
    }
}

/// "12 audits, 3 August 2026 to 21 November 2026"
fn span(trend: &Trend, view: &View<'_>) -> String {
    let stamp = |audit: Option<&TrendAudit>| audit.map(|audit| day(&audit.line.audited_at, view)).unwrap_or_default();
    super::recurring::span(
        trend.audits.len(),
        &stamp(trend.audits.first()),
        &stamp(trend.audits.last()),
        view,
    )
}

fn scores(trend: &Trend, view: &View<'_>) -> Section {
    let narrow = view.width < NARROW;
    let drawn = if narrow { DRAWN_NARROW } else { DRAWN };
    let title = |key: &str| view.tell(&format!("memory.column-{key}"), &[]);
    let mut columns = vec![
        Column::words(""),
        Column::words(title("trend")),
        Column::figures(title("score")),
        Column::figures(title("change")),
    ];
    if !narrow {
        columns.push(Column::figures(title("range")));
    }
    let row = |name: Cell, scores: Vec<Option<f64>>| {
        let measured = || scores.iter().flatten().copied();
        let latest = scores.get(scores.len().saturating_sub(drawn)..).unwrap_or_default();
        let first = scores.iter().find(|score| score.is_some()).copied().flatten();
        let last = scores.last().copied().flatten();
        let mut cells = vec![
            name,
            Cell::spark(latest.to_vec()),
            score_cell(last, view),
            moved(first, last, view),
        ];
        if !narrow {
            let range = match measured().reduce(f64::min).zip(measured().reduce(f64::max)) {
                Some((low, high)) => format!("{}–{}", view.score(low), view.score(high)),
                None => "–".to_owned(),
            };
            cells.push(Cell::new(range, Tone::Dim));
        }
        cells
    };
    // Scores by other checklists are other scores: they stand in the list below.
    let comparable: Vec<&TrendAudit> = trend.audits.iter().filter(|audit| audit.comparable).collect();
    let overall: Vec<Option<f64>> = comparable.iter().map(|audit| audit.line.score).collect();
    let mut rows = vec![row(
        Cell::new(view.tell("memory.overall", &[]), Tone::Strong),
        overall.clone(),
    )];
    for (place, touchpoint) in trend.touchpoints.iter().enumerate() {
        let scores = comparable
            .iter()
            .map(|audit| audit.scores.get(place).copied().flatten());
        rows.push(row(Cell::new(touchpoint.title.clone(), Tone::Plain), scores.collect()));
    }
    let mut blocks = Vec::new();
    if comparable.len() > 1 {
        blocks.push(Block::Chart(chart(&comparable, &overall, view)));
    }
    blocks.push(Block::Grid(Grid { columns, rows }));
    let mut remarks = vec![view.tell("memory.change-over", &[])];
    if comparable.len() > drawn {
        remarks.push(view.tell("memory.spark-last", &[("count", &drawn.to_string())]));
    }
    blocks.push(Block::Text(remarks.join(" ")));
    Section {
        title: view.tell("memory.section-scores", &[]),
        blocks,
    }
}

fn chart(audits: &[&TrendAudit], overall: &[Option<f64>], view: &View<'_>) -> Chart {
    let score = |score: Option<&Option<f64>>| score_cell(score.copied().flatten(), view).text;
    Chart {
        label: view.tell(
            "memory.chart-label",
            &[
                ("count", &overall.len().to_string()),
                ("first", &score(overall.first())),
                ("last", &score(overall.last())),
            ],
        ),
        points: audits
            .iter()
            .map(|audit| (day(&audit.line.audited_at, view), audit.line.score))
            .collect(),
    }
}

/// The latest audits, newest first, with the numbers by which they are named.
fn audits(trend: &Trend, view: &View<'_>) -> Section {
    let title = |key: &str| view.tell(&format!("memory.column-{key}"), &[]);
    let rows = trend.audits.iter().rev().take(LISTED).map(|audit| {
        let changed = audit.checklist_changed.then(|| view.tell("memory.list-changed", &[]));
        vec![
            Cell::new(
                audit.line.id.map(|id| format!("#{id}")).unwrap_or_default(),
                Tone::Plain,
            ),
            Cell::new(view.moment(&audit.line.audited_at), Tone::Plain),
            score_cell(audit.line.score, view),
            Cell::new(view.percent(audit.line.coverage), Tone::Dim),
            Cell::new(changed.unwrap_or_default(), Tone::Dim),
        ]
    });
    let mut blocks = vec![Block::Grid(Grid {
        columns: vec![
            Column::words(title("audit")),
            Column::words(title("date")),
            Column::figures(title("score")),
            Column::figures(title("measured")),
            Column::words(""),
        ],
        rows: rows.collect(),
    })];
    if let Some(older) = trend.audits.len().checked_sub(LISTED).filter(|older| *older > 0) {
        blocks.push(Block::Text(view.counted("memory.older", older)));
    }
    Section {
        title: view.tell("memory.section-audits", &[]),
        blocks,
    }
}

/// One row for each audit and touchpoint; the whole score has no touchpoint.
fn rows(trends: &[Trend]) -> Vec<Vec<String>> {
    let names = [
        "shop",
        "id",
        "audited_at",
        "touchpoint",
        "score",
        "coverage",
        "tool_version",
    ];
    let mut rows = vec![names.map(str::to_owned).to_vec()];
    for trend in trends {
        for audit in &trend.audits {
            let line = &audit.line;
            let mut add = |touchpoint: &str, score: Option<f64>, coverage: String| {
                rows.push(vec![
                    trend.shop.clone(),
                    line.id.map(|id| id.to_string()).unwrap_or_default(),
                    line.audited_at.clone(),
                    touchpoint.to_owned(),
                    figure(score),
                    coverage,
                    line.tool_version.clone(),
                ]);
            };
            add("", line.score, format!("{:.2}", line.coverage));
            for (touchpoint, score) in trend.touchpoints.iter().zip(&audit.scores) {
                add(&touchpoint.id, *score, String::new());
            }
        }
    }
    rows
}
