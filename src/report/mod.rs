//! Reports: one file per format, all rendered from the one saved report.

mod address;
mod answer;
mod assemble;
mod clean;
pub mod csv;
mod github;
mod html;
pub mod inspect;
pub mod json;
mod junit;
mod markdown;
pub mod memory;
pub mod messages;
mod sarif;
mod selection;
pub mod sheet;
mod table;
mod view;
mod ways;

pub use assemble::{Parts, assemble};
pub use clean::clean;
pub use view::View;

use crate::model::AuditReport;

/// Every format: one line per file of this room.
pub static FORMATS: &[&Format] = &[
    &table::FORMAT,
    &json::FORMAT,
    &html::FORMAT,
    &markdown::FORMAT,
    &csv::FORMAT,
    &junit::FORMAT,
    &sarif::FORMAT,
    &github::FORMAT,
];

/// A format of reports.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for, in a few words.
    pub about: &'static str,
    /// Renders a report.
    pub render: fn(&AuditReport, &View<'_>) -> Result<Vec<u8>, RenderError>,
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Format")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Why a report could not be rendered.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The report could not be written as JSON.
    #[error("the report could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The page could not be made.
    #[error("the report could not be written as a web page: {0}")]
    Html(#[from] minijinja::Error),
    /// The rows could not be written.
    #[error("the findings could not be written as CSV: {0}")]
    Csv(#[from] ::csv::Error),
    /// The report could not be written as XML.
    #[error("the report could not be written as JUnit XML: {0}")]
    JUnit(#[from] quick_junit::SerializeError),
}

/// A format by its name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| format.name == name)
}
