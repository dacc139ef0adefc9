//! Phone numbers.

use super::Context;
use crate::model::{Phone, Spot};

/// Phone numbers on the page, fax included, in document order.
pub(super) fn phones(_context: &Context<'_>) -> Vec<Phone> {
    Vec::new()
}

/// Pictures that show a number which text does not.
pub(super) fn phone_images(_context: &Context<'_>, _phones: &[Phone]) -> Vec<Spot> {
    Vec::new()
}
