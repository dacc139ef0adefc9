//! What the page says about itself, and how much text it has.

use super::Context;
use crate::model::PageText;

/// Title, headings, amount of text.
pub(super) fn page_text(_context: &Context<'_>) -> PageText {
    PageText::default()
}
