//! Sheets: what is told about several audits (trend, difference, recurrence, comparison), made once and rendered in
//! each format.

mod csv;
pub(super) mod html;
mod markdown;
mod table;

use super::{RenderError, View};

/// What is told about several audits.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The question that it answers.
    pub title: String,
    /// What it is about: shop, number of audits, remarks.
    pub lead: Vec<String>,
    /// Its parts.
    pub sections: Vec<Section>,
    /// The rows for a spreadsheet; the first one names the columns.
    pub rows: Vec<Vec<String>>,
    /// Everything, for a script.
    pub data: serde_json::Value,
}

/// A part of a sheet.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A piece of a sheet.
#[derive(Debug, Clone)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// Lines with marks.
    Lines(Vec<Line>),
    /// Columns.
    Grid(Grid),
    /// A curve; not for a terminal, where the columns hold small ones.
    Chart(Chart),
}

/// How a piece of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// As it is.
    #[default]
    Plain,
    /// Steps back.
    Dim,
    /// Stands out.
    Strong,
    /// Good.
    Good,
    /// In between.
    Partial,
    /// Poor.
    Poor,
}

impl Tone {
    /// The tone of a class of scores ("good", "partial", "poor").
    pub(super) fn of_class(class: &str) -> Self {
        match class {
            "good" => Tone::Good,
            "partial" => Tone::Partial,
            "poor" => Tone::Poor,
            _ => Tone::Dim,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Dim => "dim",
            Tone::Strong => "strong",
            Tone::Good => "good",
            Tone::Partial => "partial",
            Tone::Poor => "poor",
        }
    }
}

/// A line with a mark.
#[derive(Debug, Clone)]
pub struct Line {
    /// One character.
    pub mark: &'static str,
    /// How the mark looks.
    pub tone: Tone,
    /// What it says.
    pub text: String,
    /// What is told beside it.
    pub details: Vec<String>,
}

/// Columns. The first one names the row.
#[derive(Debug, Clone)]
pub struct Grid {
    /// Headings; a blank one is none.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Holds figures.
    pub figures: bool,
}

impl Column {
    /// A column of words.
    pub fn words(title: impl Into<String>) -> Self {
        Column {
            title: title.into(),
            figures: false,
        }
    }

    /// A column of figures.
    pub fn figures(title: impl Into<String>) -> Self {
        Column {
            title: title.into(),
            figures: true,
        }
    }
}

/// A cell.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// Its text.
    pub text: String,
    /// How it looks.
    pub tone: Tone,
    /// A small curve of scores from 0 to 100 in the place of the text.
    pub spark: Vec<Option<f64>>,
}

impl Cell {
    /// A cell with a text.
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        Cell {
            text: text.into(),
            tone,
            spark: Vec::new(),
        }
    }

    /// A cell with a small curve.
    pub fn spark(scores: Vec<Option<f64>>) -> Self {
        Cell {
            spark: scores,
            ..Cell::default()
        }
    }
}

/// A curve of scores from 0 to 100.
#[derive(Debug, Clone)]
pub struct Chart {
    /// What it shows, in words.
    pub label: String,
    /// The scores, oldest first, with the day of each.
    pub points: Vec<(String, Option<f64>)>,
}

/// A format of sheets.
pub struct SheetFormat {
    /// Its name on the command line.
    pub name: &'static str,
    /// Renders a sheet.
    pub render: fn(&Sheet, &View<'_>) -> Result<Vec<u8>, RenderError>,
}

impl std::fmt::Debug for SheetFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SheetFormat")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Every format of sheets: one line per file of this room, and JSON.
pub static SHEET_FORMATS: &[&SheetFormat] = &[
    &table::FORMAT,
    &SheetFormat {
        name: "json",
        render: json,
    },
    &html::FORMAT,
    &markdown::FORMAT,
    &csv::FORMAT,
];

/// A format of sheets by its name.
pub fn sheet_format(name: &str) -> Option<&'static SheetFormat> {
    SHEET_FORMATS.iter().copied().find(|format| format.name == name)
}

fn json(sheet: &Sheet, _view: &View<'_>) -> Result<Vec<u8>, RenderError> {
    let mut text = serde_json::to_vec_pretty(&sheet.data)?;
    text.push(b'\n');
    Ok(text)
}

/// Scores as eighths of a block, lowest to highest, with `·` for what was not measured. A range below twenty points is
/// not blown up, so that a flat row looks flat.
pub(super) fn blocks(scores: &[Option<f64>]) -> String {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let (low, high) = range(scores);
    let block = |score: f64| {
        let part = (score - low) / (high - low) * 7.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to the eight blocks"
        )]
        let place = part.round().clamp(0.0, 7.0) as usize;
        BLOCKS.get(place).copied().unwrap_or('█')
    };
    scores.iter().map(|score| score.map_or('·', block)).collect()
}

/// Lowest and highest score, at least twenty points apart, within 0 and 100.
pub(super) fn range(scores: &[Option<f64>]) -> (f64, f64) {
    const LEAST: f64 = 20.0;
    let measured = || scores.iter().flatten().copied();
    let (low, high) = (measured().fold(100.0, f64::min), measured().fold(0.0, f64::max));
    if high - low >= LEAST {
        return (low, high);
    }
    let low = (f64::midpoint(low.min(high), high) - LEAST / 2.0).clamp(0.0, 100.0 - LEAST);
    (low, low + LEAST)
}

#[cfg(test)]
mod tests {
    use super::blocks;

    #[test]
    fn scores_are_drawn_in_eighths() {
        assert_eq!(blocks(&[Some(0.0), Some(50.0), None, Some(100.0)]), "▁▅·█");
    }

    #[test]
    fn a_flat_row_looks_flat() {
        assert_eq!(blocks(&[Some(71.0), Some(72.0), Some(71.0)]), "▄▅▄");
        assert_eq!(blocks(&[Some(100.0), Some(100.0)]), "██");
        assert_eq!(blocks(&[None]), "·");
    }
}
