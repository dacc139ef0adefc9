//! A sheet's rows as comma-separated values: the columns have the names of the JSON's keys, whatever the language.

use ::csv::{QuoteStyle, Terminator, WriterBuilder};

use super::{Sheet, SheetFormat};
use crate::report::csv::safe;
use crate::report::{RenderError, View};

pub(super) static FORMAT: SheetFormat = SheetFormat { name: "csv", render };

fn render(sheet: &Sheet, _view: &View<'_>) -> Result<Vec<u8>, RenderError> {
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    for row in &sheet.rows {
        writer.write_record(row.iter().map(|text| safe(text)))?;
    }
    writer
        .into_inner()
        .map_err(|error| RenderError::Csv(error.into_error().into()))
}
