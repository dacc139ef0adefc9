//! The history beside an audit: read before the report is written, written after it. It never fails an audit.

use std::path::{Path, PathBuf};

use crate::checklist::{Checklist, HistoryConfig};
use crate::history::{self, History, HistoryError, PastAudit, Retention};
use crate::model::AuditReport;
use crate::report::memory::say_memory;
use crate::report::messages::Messages;

/// Where audits are remembered, and how many.
#[derive(Debug, Clone)]
pub(super) struct Place {
    path: PathBuf,
    retention: Retention,
}

/// An audit that is to be remembered.
#[derive(Debug)]
pub(super) struct Recalled<'a> {
    place: &'a Place,
    audit: PastAudit,
    /// Open where it was there already; none where it is to be made.
    history: Result<Option<History>, HistoryError>,
}

impl Place {
    /// The place that the user named.
    pub(super) fn named(path: Option<&Path>, config: &HistoryConfig) -> Option<Place> {
        path.map(|path| Place {
            path: path.to_owned(),
            retention: retention(config),
        })
    }

    /// The usual place; none where the shop's own file wants no history.
    pub(super) fn usual(config: &HistoryConfig) -> Option<Place> {
        config.enabled.unwrap_or(true).then(|| Place {
            path: usual_path(config),
            retention: retention(config),
        })
    }

    /// Writes into the report what earlier audits say beside it.
    pub(super) fn recall(&self, report: &mut AuditReport, checklist: &Checklist, messages: &Messages) -> Recalled<'_> {
        let audit = PastAudit::of(report, Some(checklist));
        let found = if self.path.exists() {
            History::open(&self.path).and_then(|history| {
                let memory = history::recall(&history, &audit, messages.language())?;
                Ok((Some(history), memory))
            })
        } else {
            Ok((None, None))
        };
        let history = found.map(|(history, memory)| {
            report.memory = memory;
            history
        });
        if let Some(memory) = &mut report.memory {
            say_memory(memory, messages);
        }
        Recalled {
            place: self,
            audit,
            history,
        }
    }
}

impl Recalled<'_> {
    /// Writes the audit down, or warns that it could not be.
    pub(super) fn record(self) {
        let path = &self.place.path;
        let opened = self.history.and_then(|history| match history {
            Some(history) => Ok(history),
            None => History::open(path),
        });
        if let Err(error) = opened.and_then(|mut history| history.record(&self.audit, self.place.retention)) {
            eprintln!(
                "touchpoint: the history {}: {error}; the report is whole, but this audit is not remembered",
                path.display()
            );
        }
    }
}

/// Where the history is, unless a flag names another place.
pub(super) fn usual_path(config: &HistoryConfig) -> PathBuf {
    config.path.as_ref().map_or_else(history::default_path, PathBuf::from)
}

fn retention(config: &HistoryConfig) -> Retention {
    Retention {
        audits: config.keep_audits.unwrap_or(Retention::default().audits),
        days: config.keep_days,
    }
}
