//! Phone numbers: those in the text, those behind `tel:` links, those that only machines are told, and pictures of
//! numbers.
//!
//! A number is read line by line, because lines are what a customer sees: the label before it, after it or above it
//! tells a phone from a fax and from an account, order or registration number.

mod image;
mod label;
mod line;
mod link;
mod matcher;
mod near;
mod refuse;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::Context;
use crate::model::{Phone, PhoneUse, Spot};

pub(super) use image::phone_images;

/// A number on its way to a [`Phone`].
#[derive(Debug, Clone)]
struct Found {
    /// Byte range in the page's text; empty for a link without text.
    range: Range<usize>,
    raw: String,
    e164: Option<String>,
    usage: PhoneUse,
    link: Option<String>,
    /// Where it stands, when that is not where its range is.
    spot: Option<Spot>,
}

/// Phone numbers on the page, fax included, in document order.
pub(super) fn phones(context: &Context<'_>) -> Vec<Phone> {
    let mut found = line::numbers(context);
    link::attach(context, &mut found);
    link::from_structured_data(context, &mut found);
    found.sort_by_key(|one| (one.range.start, one.range.end));
    found
        .into_iter()
        .map(|one| Phone {
            spot: one.spot.unwrap_or_else(|| context.document.spot(one.range.clone())),
            raw: one.raw,
            e164: one.e164,
            usage: one.usage,
            link: one.link,
            bounds: None,
        })
        .collect()
}

/// How many digits a text holds, those of every script.
fn digit_count(text: &str) -> usize {
    text.chars()
        .filter(|c| c.is_numeric() && digit_of(*c).is_some())
        .count()
}

/// The value of a decimal digit, full-width and Arabic forms included.
fn digit_of(character: char) -> Option<char> {
    let code = character as u32;
    let value = match code {
        0x30..=0x39 => code - 0x30,
        0xFF10..=0xFF19 => code - 0xFF10,
        0x0660..=0x0669 => code - 0x0660,
        0x06F0..=0x06F9 => code - 0x06F0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// The digits of a text, in ASCII.
fn digits_of(text: &str) -> String {
    text.chars().filter_map(digit_of).collect()
}
