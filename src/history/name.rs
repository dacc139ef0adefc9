//! How a user names an audit.

use std::fmt;
use std::str::FromStr;

use super::PastAudit;

/// How a user names an audit: by number, by day or moment, or by its place at the end of the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditName {
    /// The last one.
    Latest,
    /// The one before the last.
    Previous,
    /// Its number in the history: `12` or `#12`.
    Number(i64),
    /// The last one that began in a month, on a day, at an hour …: `2026-11`, `2026-11-21`, `2026-11-21T08:30`, in UTC.
    Moment(String),
}

/// The text names no audit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an audit is named by its number (12), its day (2026-11-21), \"latest\" or \"previous\"")]
pub struct NameError;

impl FromStr for AuditName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let text = text.trim();
        match text {
            "latest" | "last" => return Ok(AuditName::Latest),
            "previous" => return Ok(AuditName::Previous),
            _ => {}
        }
        if let Ok(number) = text.strip_prefix('#').unwrap_or(text).parse::<i64>() {
            return if number > 0 {
                Ok(AuditName::Number(number))
            } else {
                Err(NameError)
            };
        }
        // A whole stamp with every part that is missing filled in must be one.
        const FILLER: &str = "0000-01-01T00:00:00Z";
        let whole = match FILLER.get(text.len()..) {
            Some(rest) if text.len() >= "2026-11".len() => format!("{text}{rest}"),
            _ => return Err(NameError),
        };
        match whole.parse::<jiff::Timestamp>() {
            Ok(_) => Ok(AuditName::Moment(text.to_owned())),
            Err(_) => Err(NameError),
        }
    }
}

impl fmt::Display for AuditName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AuditName::Latest => f.write_str("latest"),
            AuditName::Previous => f.write_str("previous"),
            AuditName::Number(number) => write!(f, "{number}"),
            AuditName::Moment(moment) => f.write_str(moment),
        }
    }
}

impl AuditName {
    /// The number of the audit of this name among the audits of a shop, oldest first.
    pub fn among(&self, audits: &[PastAudit]) -> Option<i64> {
        let found = match self {
            AuditName::Latest => audits.last(),
            AuditName::Previous => audits.iter().rev().nth(1),
            AuditName::Number(number) => audits.iter().find(|audit| audit.id == Some(*number)),
            AuditName::Moment(moment) => audits.iter().rev().find(|audit| audit.audited_at.starts_with(moment)),
        };
        found.and_then(|audit| audit.id)
    }
}
