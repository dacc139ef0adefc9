//! What a form is for.

use crate::extract::Context;
use crate::model::{Form, FormPurpose};
use crate::page::Element;

/// What the guess rests on.
pub(super) struct Clues<'a> {
    pub(super) form: &'a Form,
    pub(super) element: Option<Element<'a>>,
    pub(super) page: &'a Context<'a>,
}

pub(super) fn purpose(_clues: &Clues<'_>) -> FormPurpose {
    FormPurpose::Other
}
