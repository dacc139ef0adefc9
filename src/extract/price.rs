//! Prices.

use super::Context;
use crate::model::Price;

/// Prices in document order, those of structured data first.
pub(super) fn prices(_context: &Context<'_>) -> Vec<Price> {
    Vec::new()
}
