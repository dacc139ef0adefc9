//! Lexicon topics in the text.

use super::Context;
use crate::model::TopicMention;

/// Mentions of topics, in document order.
pub(super) fn topics(_context: &Context<'_>) -> Vec<TopicMention> {
    Vec::new()
}
