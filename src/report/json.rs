//! The saved report: JSON, versioned, with every other format rendered from it.

use super::{Format, RenderError, View};
use crate::model::{AuditReport, SCHEMA_VERSION};

/// The format.
pub static FORMAT: Format = Format {
    name: "json",
    about: "the saved report, from which every other format can be made again",
    render,
};

fn render(report: &AuditReport, _view: &View<'_>) -> Result<Vec<u8>, RenderError> {
    let mut text = serde_json::to_vec_pretty(report)?;
    text.push(b'\n');
    Ok(text)
}

/// Why a saved report could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is no report of ours.
    #[error("is no saved touchpoint report: {0}")]
    NotAReport(#[from] serde_json::Error),
    /// It was made by a newer version.
    #[error("has schema version {found}, this program reads up to {known}; update touchpoint")]
    Newer {
        /// The file's version.
        found: u64,
        /// Ours.
        known: u32,
    },
}

/// Reads a saved report.
///
/// # Errors
/// When it is no report, or one of a newer version.
pub fn read(bytes: &[u8]) -> Result<AuditReport, ReadError> {
    let value: serde_json::Value = serde_json::from_slice(bytes)?;
    let found = value
        .get("schema_version")
        .and_then(serde_json::Value::as_u64)
        .unwrap_or_default();
    if found > u64::from(SCHEMA_VERSION) {
        return Err(ReadError::Newer {
            found,
            known: SCHEMA_VERSION,
        });
    }
    Ok(serde_json::from_value(value)?)
}

/// JSON Schema of the saved report.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(AuditReport).to_value()
}
