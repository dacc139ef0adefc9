//! Ways to pay.

use super::Context;

/// Ways to pay that the page names: kebab-case ids, sorted.
pub(super) fn methods(_context: &Context<'_>) -> Vec<String> {
    Vec::new()
}
