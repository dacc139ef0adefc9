//! The history: what past audits found, in one SQLite file, and what can be told from it.
//!
//! [`History`] keeps [`PastAudit`]s; [`trend()`], [`difference()`] and [`recurrences()`] are pure functions over them, and
//! [`recall`] says beside a new report what changed and what to keep doing. The program only ever loses the audit that
//! it was writing when it was stopped: each audit is one transaction.

mod common;
mod difference;
mod keep;
mod name;
mod past;
mod recurring;
mod schema;
mod store;
#[cfg(test)]
mod tests;
mod trend;

use std::path::{Path, PathBuf};

pub use common::{Common, common};
pub use difference::{difference, readings_differ};
pub use keep::recall;
pub use name::AuditName;
pub use past::{Definition, PastAudit, PastFinding, PastTouchpoint, origin};
pub use recurring::recurrences;
pub use store::{History, Retention};
pub use trend::trend;

/// Where the history is kept, relative to the working directory.
pub fn default_path() -> PathBuf {
    Path::new(".touchpoint").join("history.db")
}

/// Why the history could not be used. Each prints as one clear line.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// There is none.
    #[error("there is no history yet; `touchpoint audit` writes it")]
    Missing,
    /// The database belongs to another program.
    #[error("is no history of touchpoint, but another program's database; it was left as it is")]
    NotOurs,
    /// It was written by a newer version.
    #[error(
        "was written by a newer touchpoint (version {found}, this one knows up to {known}); it was left as it is: update touchpoint"
    )]
    Newer {
        /// Version of the file.
        found: i32,
        /// The latest that this program knows.
        known: i32,
    },
    /// The folder could not be made.
    #[error("{0}")]
    Folder(#[from] std::io::Error),
    /// A value is none of those that this program writes.
    #[error("is damaged: \"{0}\" is no value of a {1}")]
    Damaged(String, &'static str),
    /// The database said no.
    #[error("{0}")]
    Database(#[from] rusqlite::Error),
}
