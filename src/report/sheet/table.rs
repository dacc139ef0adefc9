//! A sheet for a terminal: right at 40 columns and more, plain without colour.

use unicode_width::UnicodeWidthStr;

use super::{Block, Cell, Grid, Line, Sheet, SheetFormat, Tone, blocks};
use crate::report::table::layout::{
    GAP, INDENT, Paint, cell as painted, fill, fix_width, heading, paragraph, print, table, widest,
};
use crate::report::{RenderError, View, clean};

pub(super) static FORMAT: SheetFormat = SheetFormat { name: "table", render };

/// Cells that the first column of a grid needs to be read.
const LEAST_NAME: usize = 14;

fn render(sheet: &Sheet, view: &View<'_>) -> Result<Vec<u8>, RenderError> {
    let mut parts = vec![paragraph(&clean(&sheet.title), 0, Some(Paint::Bold), view)];
    if let Some(part) = parts.first_mut() {
        for line in &sheet.lead {
            part.push_str(&paragraph(&clean(line), 0, None, view));
        }
    }
    for section in &sheet.sections {
        let mut part = if section.title.is_empty() {
            String::new()
        } else {
            heading(&clean(&section.title), view)
        };
        let blocks: Vec<String> = section.blocks.iter().map(|block| one(block, view)).collect();
        let blocks: Vec<&str> = blocks
            .iter()
            .map(|block| block.trim_end())
            .filter(|block| !block.is_empty())
            .collect();
        part.push_str(&blocks.join("\n\n"));
        parts.push(part);
    }
    let parts: Vec<&str> = parts
        .iter()
        .map(|part| part.trim_end())
        .filter(|part| !part.is_empty())
        .collect();
    Ok((parts.join("\n\n") + "\n").into_bytes())
}

fn one(block: &Block, view: &View<'_>) -> String {
    match block {
        Block::Text(text) => paragraph(&clean(text), INDENT, Some(Paint::Dim), view),
        Block::Lines(lines) => lines.iter().map(|one| line(one, view)).collect(),
        Block::Grid(grid) => columns(grid, view),
        Block::Chart(_) => String::new(),
    }
}

fn paint(tone: Tone) -> Option<Paint> {
    match tone {
        Tone::Plain => None,
        Tone::Dim => Some(Paint::Dim),
        Tone::Strong => Some(Paint::Bold),
        Tone::Good => Some(Paint::Green),
        Tone::Partial => Some(Paint::Yellow),
        Tone::Poor => Some(Paint::Red),
    }
}

/// A mark, the text beside it, and under it what is told of it.
fn line(line: &Line, view: &View<'_>) -> String {
    let mut rows = table(view);
    rows.add_row([painted(line.mark, paint(line.tone)), painted(clean(&line.text), None)]);
    for detail in &line.details {
        rows.add_row([painted("", None), painted(clean(detail), Some(Paint::Dim))]);
    }
    fix_width(&mut rows, 0, 1, INDENT, 1);
    fill(&mut rows, 1, 0);
    print(&rows)
}

fn text_of(cell: &Cell) -> String {
    if cell.spark.is_empty() {
        clean(&cell.text)
    } else {
        blocks(&cell.spark)
    }
}

/// Columns side by side; where the terminal is too narrow for that, each row as a list.
fn columns(grid: &Grid, view: &View<'_>) -> String {
    let texts: Vec<Vec<String>> = grid.rows.iter().map(|row| row.iter().map(text_of).collect()).collect();
    let titles: Vec<String> = grid.columns.iter().map(|column| clean(&column.title)).collect();
    let widths: Vec<usize> = (0..grid.columns.len())
        .map(|column| {
            let cells = texts.iter().filter_map(|row| row.get(column)).map(String::as_str);
            let title = titles.get(column).map_or(0, |title| title.width());
            widest(cells).max(title)
        })
        .collect();
    let others: usize = widths.iter().skip(1).map(|width| width + GAP).sum();
    let least = LEAST_NAME.min(widths.first().copied().unwrap_or_default());
    if INDENT + least + others > usize::from(view.width) {
        return stacked(grid, &texts, &titles, view);
    }
    let mut rows = table(view);
    if titles.iter().any(|title| !title.is_empty()) {
        rows.add_row(
            grid.columns
                .iter()
                .zip(titles.iter().zip(&widths))
                .map(|(column, (title, width))| painted(set(title, *width, column.figures), Some(Paint::Dim))),
        );
    }
    for (row, texts) in grid.rows.iter().zip(&texts) {
        rows.add_row(
            row.iter()
                .zip(texts)
                .zip(grid.columns.iter().zip(&widths))
                .map(|((cell, text), (column, width))| painted(set(text, *width, column.figures), paint(cell.tone))),
        );
    }
    let room = usize::from(view.width).saturating_sub(INDENT + others);
    for (column, width) in widths.iter().enumerate() {
        match column {
            0 => fix_width(&mut rows, 0, (*width).min(room).max(1), INDENT, 0),
            _ => fix_width(&mut rows, column, (*width).max(1), GAP, 0),
        }
    }
    print(&rows)
}

/// Figures stand at the right.
fn set(text: &str, width: usize, figures: bool) -> String {
    if figures {
        format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
    } else {
        text.to_owned()
    }
}

/// Each row's name, and under it what stands in its columns.
fn stacked(grid: &Grid, texts: &[Vec<String>], titles: &[String], view: &View<'_>) -> String {
    let mut said = String::new();
    for (row, texts) in grid.rows.iter().zip(texts) {
        let mut cells = row.iter().zip(texts).zip(titles);
        if let Some(((first, name), _)) = cells.next() {
            said.push_str(&paragraph(name, INDENT, paint(first.tone), view));
        }
        for ((cell, text), title) in cells.filter(|((_, text), _)| !text.is_empty()) {
            let text = if title.is_empty() {
                text.clone()
            } else {
                format!("{title}: {text}")
            };
            said.push_str(&paragraph(&text, 2 * INDENT, paint(cell.tone), view));
        }
    }
    said
}
