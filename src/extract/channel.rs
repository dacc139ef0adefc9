//! Ways to reach a person.

use super::Context;
use crate::model::{Channel, Email, Form, Link, Phone};

/// Ways to reach a person, in document order, one for each kind and place.
pub(super) fn channels(
    _context: &Context<'_>,
    _phones: &[Phone],
    _emails: &[Email],
    _forms: &[Form],
    _links: &[Link],
) -> Vec<Channel> {
    Vec::new()
}
