//! `[history]` of `touchpoint.toml`: where past audits are kept, and how many.

use super::problem::{At, Problems};
use super::reader::Table;

pub(super) const KEYS: &[&str] = &["enabled", "path", "keep_audits", "keep_days"];

/// Where past audits are kept, and how many; null where the file says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HistoryConfig {
    /// Whether audits are remembered.
    pub enabled: Option<bool>,
    /// The database, relative to the file.
    pub path: Option<String>,
    /// The latest so many audits of each shop.
    pub keep_audits: Option<u32>,
    /// Days before the latest audit of the shop.
    pub keep_days: Option<u32>,
}

pub(super) fn history(table: &Table<'_>, problems: &mut Problems) -> HistoryConfig {
    table.only(KEYS, problems);
    let path = table.string("path", problems);
    if let Some(At { value, place }) = &path
        && value.trim().is_empty()
    {
        problems.push(place, "\"path\" is empty");
    }
    let mut whole = |key: &str, most| table.whole(key, 1, most, problems).map(|at| at.value);
    HistoryConfig {
        keep_audits: whole("keep_audits", 100_000),
        keep_days: whole("keep_days", 36_500),
        path: path.map(|at| at.value),
        enabled: table.boolean("enabled", problems).map(|at| at.value),
    }
}

#[cfg(test)]
mod tests {
    use crate::checklist::Config;

    #[test]
    fn where_audits_are_remembered_can_be_said() {
        let text = "[history]\nenabled = true\npath = \"past.db\"\nkeep_audits = 52\nkeep_days = 365\n";
        let history = Config::parse("touchpoint.toml", text).unwrap().history;
        assert_eq!(history.path.as_deref(), Some("past.db"));
        assert_eq!(
            (history.enabled, history.keep_audits, history.keep_days),
            (Some(true), Some(52), Some(365))
        );
    }

    #[test]
    fn a_history_of_nothing_is_a_fault() {
        let text = "[history]\npath = \" \"\nkeep_audits = 0\nkep_days = 3\n";
        let faults = Config::parse("touchpoint.toml", text).unwrap_err().headlines();
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(faults.iter().any(|fault| fault.contains("keep_days")), "{faults:?}");
    }
}
