//! Reports: one file per format, all rendered from the one saved report.

mod assemble;
mod clean;
pub mod inspect;
pub mod json;
pub mod messages;
mod table;
mod view;

pub use assemble::{Parts, assemble};
pub use clean::clean;
pub use view::View;

use crate::model::AuditReport;

/// Every format: one line per file of this room.
pub static FORMATS: &[&Format] = &[&table::FORMAT, &json::FORMAT];

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
}

/// A format by its name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| format.name == name)
}
