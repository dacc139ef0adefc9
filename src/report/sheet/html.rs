//! A sheet as one self-contained web page: no network, no script.

use minijinja::value::{Serde, Value};
use serde::Serialize;

use super::{Block, Cell, Chart, Sheet, SheetFormat, range};
use crate::report::html::sheet_page;
use crate::report::{RenderError, View, clean};

pub(super) static FORMAT: SheetFormat = SheetFormat { name: "html", render };

/// Units of a small curve and of a large one.
const SPARK: (f64, f64) = (132.0, 30.0);
const CHART: (f64, f64) = (960.0, 220.0);
/// Units left free around the large curve, for its words.
const MARGIN: f64 = 34.0;

/// The page.
#[derive(Debug, Serialize)]
struct Page {
    lang: &'static str,
    title: String,
    lead: Vec<String>,
    sections: Vec<SectionText>,
    tool: String,
}

#[derive(Debug, Serialize)]
struct SectionText {
    title: String,
    blocks: Vec<BlockText>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum BlockText {
    Text {
        text: String,
    },
    Lines {
        lines: Vec<LineText>,
    },
    Grid {
        columns: Vec<ColumnText>,
        rows: Vec<Vec<CellText>>,
    },
    Chart(Curve),
}

#[derive(Debug, Serialize)]
struct LineText {
    mark: &'static str,
    tone: &'static str,
    text: String,
    details: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ColumnText {
    title: String,
    figures: bool,
}

#[derive(Debug, Serialize)]
struct CellText {
    text: String,
    tone: &'static str,
    figures: bool,
    spark: Option<Curve>,
}

/// A curve: a path for each row of measured scores, and the last point.
#[derive(Debug, Serialize)]
pub(in crate::report) struct Curve {
    label: String,
    width: f64,
    height: f64,
    path: String,
    points: Vec<Point>,
    /// Heights of 0, 50, 80 and 100 points in a large curve: score and place.
    rules: Vec<(u8, f64)>,
    first: String,
    last: String,
}

#[derive(Debug, Serialize)]
struct Point {
    x: f64,
    y: f64,
    title: String,
}

fn render(sheet: &Sheet, view: &View<'_>) -> Result<Vec<u8>, RenderError> {
    let page = Page {
        lang: view.messages.language().as_str(),
        title: clean(&sheet.title),
        lead: sheet.lead.iter().map(|line| clean(line)).collect(),
        sections: sheet
            .sections
            .iter()
            .map(|section| SectionText {
                title: clean(&section.title),
                blocks: section.blocks.iter().map(block).collect(),
            })
            .collect(),
        tool: format!("touchpoint {}", env!("CARGO_PKG_VERSION")),
    };
    sheet_page(Value::from(Serde(page)))
}

fn block(block: &Block) -> BlockText {
    match block {
        Block::Text(text) => BlockText::Text { text: clean(text) },
        Block::Lines(lines) => BlockText::Lines {
            lines: lines
                .iter()
                .map(|line| LineText {
                    mark: line.mark,
                    tone: line.tone.name(),
                    text: clean(&line.text),
                    details: line.details.iter().map(|detail| clean(detail)).collect(),
                })
                .collect(),
        },
        Block::Grid(grid) => BlockText::Grid {
            columns: grid
                .columns
                .iter()
                .map(|column| ColumnText {
                    title: clean(&column.title),
                    figures: column.figures,
                })
                .collect(),
            rows: grid
                .rows
                .iter()
                .map(|row| {
                    row.iter()
                        .zip(&grid.columns)
                        .map(|(cell, column)| cell_text(cell, column.figures))
                        .collect()
                })
                .collect(),
        },
        Block::Chart(chart) => BlockText::Chart(large(chart)),
    }
}

fn cell_text(cell: &Cell, figures: bool) -> CellText {
    CellText {
        text: clean(&cell.text),
        tone: cell.tone.name(),
        figures,
        spark: (!cell.spark.is_empty()).then(|| small(&cell.spark)),
    }
}

/// A small curve of scores.
pub(in crate::report) fn small(scores: &[Option<f64>]) -> Curve {
    let (low, high) = range(scores);
    let place = |score: f64| 3.0 + (SPARK.1 - 6.0) * (1.0 - (score - low) / (high - low));
    let placed = placed(scores, 4.0, SPARK.0 - 8.0, place);
    Curve {
        label: super::blocks(scores),
        width: SPARK.0,
        height: SPARK.1,
        path: path(&placed),
        points: placed
            .iter()
            .rev()
            .flatten()
            .take(1)
            .map(|(x, y)| Point {
                x: *x,
                y: *y,
                title: String::new(),
            })
            .collect(),
        rules: Vec::new(),
        first: String::new(),
        last: String::new(),
    }
}

fn large(chart: &Chart) -> Curve {
    let scores: Vec<Option<f64>> = chart.points.iter().map(|(_, score)| *score).collect();
    let place = |score: f64| 12.0 + (CHART.1 - 12.0 - MARGIN) * (1.0 - score.clamp(0.0, 100.0) / 100.0);
    let placed = placed(&scores, MARGIN, CHART.0 - 2.0 * MARGIN, place);
    let points = placed.iter().zip(&chart.points).filter_map(|(placed, (day, score))| {
        let ((x, y), score) = ((*placed)?, (*score)?);
        let title = format!("{}: {score:.0}", clean(day));
        Some(Point { x, y, title })
    });
    let day = |point: Option<&(String, Option<f64>)>| point.map(|(day, _)| clean(day)).unwrap_or_default();
    Curve {
        label: clean(&chart.label),
        width: CHART.0,
        height: CHART.1,
        path: path(&placed),
        points: points.collect(),
        rules: [0, 50, 80, 100]
            .map(|score| (score, place(f64::from(score)).round()))
            .to_vec(),
        first: day(chart.points.first()),
        last: day(chart.points.last()),
    }
}

/// Where each score stands, one step apart.
fn placed(scores: &[Option<f64>], left: f64, width: f64, place: impl Fn(f64) -> f64) -> Vec<Option<(f64, f64)>> {
    let rounded = |number: f64| (number * 10.0).round() / 10.0;
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52 audits")]
    let step = width / (scores.len().max(2) - 1) as f64;
    let mut x = left;
    let mut placed = Vec::with_capacity(scores.len());
    for score in scores {
        placed.push(score.map(|score| (rounded(x), rounded(place(score)))));
        x += step;
    }
    placed
}

/// A line through what was measured; it breaks where nothing was.
fn path(placed: &[Option<(f64, f64)>]) -> String {
    let mut path = String::new();
    let mut begun = false;
    for point in placed {
        match point {
            None => begun = false,
            Some((x, y)) => {
                path.push_str(&format!("{}{x} {y}", if begun { "L" } else { "M" }));
                begun = true;
            }
        }
    }
    path
}
