//! Links.

use super::Context;
use crate::model::Link;

/// Links in document order, repeated addresses kept.
pub(super) fn links(_context: &Context<'_>) -> Vec<Link> {
    Vec::new()
}
