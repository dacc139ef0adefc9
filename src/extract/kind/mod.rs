//! What a page is for.
//!
//! Every clue adds to the kinds that it speaks for, and says why. The kind with most wins; its confidence is its share
//! of all evidence. Weights, roughly: 6 settles it, 4 is strong, 2 is a hint, 1 is a nudge.

mod address;
mod content;
mod fault;
mod score;
mod words;

use self::score::Scores;
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
    let mut scores = Scores::default();
    let named = words::read(clues);
    let address = address::score(clues, &mut scores);
    words::score(&named, &mut scores);
    content::score(clues, address, &mut scores);
    fault::score(clues, &named, address, &mut scores);
    scores.guess()
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
