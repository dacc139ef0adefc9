//! Promises in figures: returns, shipping, delivery, reply.

use super::Context;
use crate::model::{Policies, Price};

/// What the page promises.
pub(super) fn policies(_context: &Context<'_>, _prices: &[Price]) -> Policies {
    Policies::default()
}
