//! Lines, columns and colours of the terminal report.

use comfy_table::{Attribute, Cell, Color, ColumnConstraint, ContentArrangement, Table, Width};
use unicode_width::UnicodeWidthStr;

use crate::report::View;

/// Cells before everything that stands under a heading.
pub(in crate::report) const INDENT: usize = 2;
/// Cells between two columns.
pub(in crate::report) const GAP: usize = 2;

/// A heading, with a line left blank under it.
pub(in crate::report) fn heading(text: &str, view: &View<'_>) -> String {
    format!("{}\n", paragraph(text, 0, Some(Paint::Bold), view))
}

/// What a piece of text should look like where colours are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Paint {
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

/// A table without lines that fits the view's width.
pub(in crate::report) fn table(view: &View<'_>) -> Table {
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
pub(in crate::report) fn cell(text: impl Into<String>, paint: Option<Paint>) -> Cell {
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

/// Fixes the width of a column, in terminal cells, with blanks before and behind it.
pub(in crate::report) fn fix_width(table: &mut Table, column: usize, width: usize, before: usize, behind: usize) {
    let cells = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
    if let Some(column) = table.column_mut(column) {
        column.set_padding((cells(before), cells(behind)));
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(cells(before + width + behind))));
    }
}

/// Gives the last column all the cells that the others leave.
pub(in crate::report) fn fill(table: &mut Table, column: usize, before: usize) {
    if let Some(column) = table.column_mut(column) {
        column.set_padding((u16::try_from(before).unwrap_or(u16::MAX), 0));
    }
}

/// The widest of the texts, in terminal cells.
pub(in crate::report) fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(UnicodeWidthStr::width).max().unwrap_or_default()
}

/// The table's text without the blanks at the ends of its lines.
pub(in crate::report) fn print(table: &Table) -> String {
    let mut text = String::new();
    for line in table.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Breaks a paragraph to the view's width, each line after an indent.
pub(in crate::report) fn paragraph(text: &str, indent: usize, painted: Option<Paint>, view: &View<'_>) -> String {
    let mut table = table(view);
    table.add_row([cell(text, painted)]);
    fill(&mut table, 0, indent);
    print(&table)
}

/// Breaks an address that is wider than the cells into lines, behind `/`, `&`, `?`, `=` or `-`. Nothing is added, so that
/// the lines joined give the address again.
pub(in crate::report) fn broken_address(address: &str, cells: usize) -> String {
    let mut lines = String::new();
    let mut line = String::new();
    for part in address.split_inclusive(['/', '&', '?', '=', '-']) {
        if line.width() + part.width() > cells && !line.is_empty() {
            lines.push_str(&line);
            lines.push('\n');
            line.clear();
        }
        line.push_str(part);
    }
    lines + &line
}

#[cfg(test)]
mod tests {
    use super::broken_address;

    #[test]
    fn an_address_is_broken_behind_its_parts() {
        let address = "https://shop.kr/product/detail.html?product_no=1187&cate_no=24";
        let broken = broken_address(address, 30);
        assert_eq!(broken.lines().collect::<String>(), address);
        assert!(broken.lines().all(|line| line.len() <= 30), "{broken}");
        assert_eq!(broken.lines().nth(1), Some("detail.html?product_no=1187&"));
    }
}
