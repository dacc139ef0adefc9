//! The language of the text.

use crate::page::Document;

/// BCP 47 language of the visible text.
pub(super) fn language(_document: &Document) -> Option<String> {
    None
}
