//! The one product that the page sells.

use super::Context;
use crate::model::{Control, Price, Product};

/// The product, where the page has a main one.
pub(super) fn product(_context: &Context<'_>, _prices: &[Price], _controls: &[Control]) -> Option<Product> {
    None
}
