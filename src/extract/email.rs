//! E-mail addresses.

use super::Context;
use crate::model::Email;

/// E-mail addresses on the page, in document order.
pub(super) fn emails(_context: &Context<'_>) -> Vec<Email> {
    Vec::new()
}
