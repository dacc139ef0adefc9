//! A sheet in Markdown, to paste into a pull request or a mail.

use std::fmt::Write as _;

use super::{Block, Cell, Grid, Line, Sheet, SheetFormat, blocks};
use crate::report::markdown::escape;
use crate::report::{RenderError, View};

pub(super) static FORMAT: SheetFormat = SheetFormat {
    name: "markdown",
    render,
};

// Writing to a string cannot fail: the results of `writeln!` below say nothing.

fn render(sheet: &Sheet, _view: &View<'_>) -> Result<Vec<u8>, RenderError> {
    let mut text = format!("## {}\n\n", escape(&sheet.title));
    for line in &sheet.lead {
        let _ = writeln!(text, "{}\n", escape(line));
    }
    for section in &sheet.sections {
        if !section.title.is_empty() {
            let _ = writeln!(text, "### {}\n", escape(&section.title));
        }
        for block in &section.blocks {
            match block {
                Block::Text(said) => {
                    let _ = writeln!(text, "{}\n", escape(said));
                }
                Block::Lines(lines) => list(&mut text, lines),
                Block::Grid(grid) => columns(&mut text, grid),
                Block::Chart(_) => {}
            }
        }
    }
    Ok((text.trim_end().to_owned() + "\n").into_bytes())
}

fn list(text: &mut String, lines: &[Line]) {
    for line in lines {
        let _ = writeln!(text, "- {} {}", line.mark, escape(&line.text));
        for detail in &line.details {
            let _ = writeln!(text, "  - {}", escape(detail));
        }
    }
    text.push('\n');
}

fn columns(text: &mut String, grid: &Grid) {
    let titles: Vec<String> = grid.columns.iter().map(|column| escape(&column.title)).collect();
    let rules: Vec<&str> = grid
        .columns
        .iter()
        .map(|column| if column.figures { "--:" } else { "---" })
        .collect();
    let _ = writeln!(text, "| {} |\n|{}|", titles.join(" | "), rules.join("|"));
    for row in &grid.rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text.push('\n');
}

fn cell(cell: &Cell) -> String {
    if cell.spark.is_empty() {
        escape(&cell.text)
    } else {
        blocks(&cell.spark)
    }
}
