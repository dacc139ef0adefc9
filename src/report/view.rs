//! How a report is to be shown.

use std::sync::LazyLock;

use super::messages::Messages;
use crate::model::PageKind;

/// How a report is to be shown.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// Terminal cells of a line.
    pub width: u16,
    /// Colours are wanted.
    pub color: bool,
    /// Show the points lost and the source of each finding.
    pub explain: bool,
    /// The words.
    pub messages: &'a Messages,
}

impl View<'_> {
    /// A sentence of the reports' own words (`table.*` of the messages) with its placeholders filled.
    pub fn say(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.messages.with(&format!("table.{key}"), arguments)
    }

    /// The name of a page kind.
    pub fn kind(&self, kind: PageKind) -> &str {
        self.messages.text(kind_key(kind))
    }

    /// A share as the reader writes it.
    pub fn percent(&self, share: f64) -> String {
        self.messages.percent((share * 100.0).round() / 100.0)
    }
}

fn kind_key(kind: PageKind) -> &'static str {
    static KEYS: LazyLock<Vec<String>> =
        LazyLock::new(|| PageKind::ALL.iter().map(|kind| format!("kind.{kind}")).collect());
    PageKind::ALL
        .iter()
        .position(|known| *known == kind)
        .and_then(|index| KEYS.get(index))
        .map_or("kind.other", String::as_str)
}
