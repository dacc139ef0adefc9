//! Who stands behind the shop.

use super::Context;
use crate::model::Business;

/// Who stands behind the shop, as printed on the page.
pub(super) fn business(_context: &Context<'_>) -> Business {
    Business::default()
}
