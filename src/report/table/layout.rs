//! Lines, columns and colours of the terminal report.

use comfy_table::{Attribute, Cell, Color, ColumnConstraint, ContentArrangement, Table, Width};
use unicode_width::UnicodeWidthStr;

use super::super::View;

/// A heading on a line of its own.
pub(super) fn heading(text: &str, view: &View<'_>) -> String {
    format!("\n{}\n", paint(text, Paint::Bold, view))
}

/// What a piece of text should look like where colours are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    /// Stands out.
    Bold,
    /// Steps back.
    Dim,
    /// Good.
    Green,
    /// In between.
    Yellow,
    /// Poor.
    Red,
}

/// Paints a piece of text, or leaves it plain.
pub(super) fn paint(text: &str, paint: Paint, view: &View<'_>) -> String {
    use owo_colors::OwoColorize;
    if !view.color {
        return text.to_owned();
    }
    match paint {
        Paint::Bold => text.bold().to_string(),
        Paint::Dim => text.dimmed().to_string(),
        Paint::Green => text.green().to_string(),
        Paint::Yellow => text.yellow().to_string(),
        Paint::Red => text.red().to_string(),
    }
}

/// A table without lines that fits the view's width.
pub(super) fn table(view: &View<'_>) -> Table {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(view.width);
    if view.color {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    table
}

/// A cell with a colour.
pub(super) fn cell(text: impl Into<String>, paint: Option<Paint>) -> Cell {
    let cell = Cell::new(text.into());
    match paint {
        None => cell,
        Some(Paint::Bold) => cell.add_attribute(Attribute::Bold),
        Some(Paint::Dim) => cell.add_attribute(Attribute::Dim),
        Some(Paint::Green) => cell.fg(Color::Green),
        Some(Paint::Yellow) => cell.fg(Color::Yellow),
        Some(Paint::Red) => cell.fg(Color::Red),
    }
}

/// Fixes the width of a column, in terminal cells without padding.
pub(super) fn fix_width(table: &mut Table, column: usize, width: usize) {
    let width = u16::try_from(width + 2).unwrap_or(u16::MAX);
    if let Some(column) = table.column_mut(column) {
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
    }
}

/// The widest of the texts, in terminal cells.
pub(super) fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(UnicodeWidthStr::width).max().unwrap_or_default()
}

/// The table's text without the blanks at the ends of its lines.
pub(super) fn print(table: &Table) -> String {
    let mut text = String::new();
    for line in table.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Breaks a paragraph to the view's width, each line after an indent.
pub(super) fn paragraph(text: &str, indent: usize, view: &View<'_>) -> String {
    let mut table = table(view);
    table.add_row([cell(String::new(), None), cell(text, None)]);
    fix_width(&mut table, 0, indent.saturating_sub(3));
    print(&table)
}
