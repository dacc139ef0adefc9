//! Buttons and button-like links whose words name an action.

use super::Context;
use crate::model::{Control, Form};

/// Controls that name an action of the lexicon, in document order.
pub(super) fn controls(_context: &Context<'_>, _forms: &[Form]) -> Vec<Control> {
    Vec::new()
}
