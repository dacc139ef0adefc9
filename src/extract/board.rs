//! Boards of questions and answers, and FAQs.

use super::Context;
use crate::model::{Board, Faq};

/// The board that the page lists.
pub(super) fn board(_context: &Context<'_>) -> Option<Board> {
    None
}

/// The questions of an FAQ.
pub(super) fn faq(_context: &Context<'_>) -> Option<Faq> {
    None
}
