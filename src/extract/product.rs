//! The one product that the page sells.

use super::Context;
use super::price::Prices;
use crate::model::{Control, Form, Product};

/// The product, where the page has a main one.
pub(super) fn product(
    _context: &Context<'_>,
    _prices: &Prices,
    _forms: &[Form],
    _controls: &[Control],
) -> Option<Product> {
    None
}
