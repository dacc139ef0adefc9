//! Opening and service hours.

use super::Context;
use crate::model::{OpeningHours, Phone};

/// Opening or service hours with clock times, in document order.
pub(super) fn hours(_context: &Context<'_>, _phones: &[Phone]) -> Vec<OpeningHours> {
    Vec::new()
}
