//! What a page is for.

use super::Context;
use crate::model::{Board, Control, Faq, Form, KindGuess, Link, PageText, Phone, Price, Product};

/// What the guess rests on.
pub(super) struct Clues<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) text: &'a PageText,
    pub(super) forms: &'a [Form],
    pub(super) controls: &'a [Control],
    pub(super) product: Option<&'a Product>,
    pub(super) prices: &'a [Price],
    pub(super) links: &'a [Link],
    pub(super) board: Option<&'a Board>,
    pub(super) faq: Option<&'a Faq>,
    pub(super) phones: &'a [Phone],
}

/// The page's kind, how sure we are, and what says so.
pub(super) fn kind(clues: &Clues<'_>) -> KindGuess {
    let _ = (
        clues.context,
        clues.text,
        clues.forms,
        clues.controls,
        clues.product,
        clues.prices,
        clues.links,
    );
    let _ = (clues.board, clues.faq, clues.phones);
    KindGuess::other()
}
