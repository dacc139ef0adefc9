//! Bare numbers in elements that are there for a price.

use std::ops::Range;

use super::currency::{self, Setting, Sign};
use super::number::{Numeral, digit};
use super::scan::{Amount, MOST_FOUND, PRICE_ELEMENT_BYTES, Runs, names_a_price};
use crate::page::Document;

/// Numbers without any sign, in elements that are there for a price.
pub(super) fn add(document: &Document, setting: &Setting, found: &mut Vec<Amount>) {
    let text = document.text();
    let known: Vec<Range<usize>> = found.iter().map(|amount| amount.range.clone()).collect();
    let mut last_end = 0;
    for element in document.elements() {
        if found.len() >= MOST_FOUND {
            break;
        }
        let range = element.text_range();
        if range.is_empty() || range.len() > PRICE_ELEMENT_BYTES || range.start < last_end || !names_a_price(element) {
            continue;
        }
        let first_after = known.partition_point(|amount| amount.end <= range.start);
        if known.get(first_after).is_some_and(|amount| amount.start < range.end) {
            continue;
        }
        if let Some(amount) = bare_in(document, setting, range.clone(), text) {
            found.push(amount);
            last_end = range.end;
        }
    }
}

fn bare_in(document: &Document, setting: &Setting, range: Range<usize>, text: &str) -> Option<Amount> {
    let first = range.start + text[range.clone()].find(|c: char| digit(c).is_some())?;
    if text[range.start..first].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '#')) {
        return None;
    }
    let numeral = Numeral::read(text, first, true, &Runs(document)).filter(|numeral| numeral.end <= range.end)?;
    let rest = &text[numeral.end..range.end];
    if is_measure(rest)
        || (!numeral.is_grouped()
            && rest.trim_start().starts_with(['-', '/'])
            && rest.contains(|c: char| digit(c).is_some()))
    {
        return None;
    }
    let currency = sign_nearby(text, first, numeral.end)
        .map(|sign| setting.code_of(sign))
        .unwrap_or_else(|| setting.stated.clone());
    let thousandths = currency.as_deref().is_some_and(currency::has_thousandths);
    Some(Amount {
        range: first..numeral.end,
        value: numeral.value(thousandths)?,
        upper: None,
        currency,
    })
}

/// A sign on the line before or after, where blocks part it from its number.
fn sign_nearby(text: &str, start: usize, end: usize) -> Option<&'static Sign> {
    let before = text[..start].strip_suffix('\n').and_then(|head| {
        let line = head.rfind('\n').map_or(0, |at| at + 1);
        currency::before(head, head.len()).filter(|(_, at)| *at == line)
    });
    let after = text[end..].starts_with('\n').then(|| {
        let line_end = text[end + 1..].find('\n').map_or(text.len(), |at| end + 1 + at);
        currency::after(text, end + 1).filter(|(_, at)| *at == line_end)
    });
    before.or(after.flatten()).map(|(sign, _)| sign)
}

fn is_measure(rest: &str) -> bool {
    let rest = rest.trim_start();
    if rest.starts_with('%') || rest.starts_with(':') {
        return true;
    }
    let word: String = rest
        .chars()
        .take_while(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    matches!(
        word.as_str(),
        "ft" | "cm"
            | "mm"
            | "m"
            | "km"
            | "in"
            | "inch"
            | "kg"
            | "g"
            | "mg"
            | "lb"
            | "oz"
            | "ml"
            | "l"
            | "w"
            | "v"
            | "gb"
            | "mb"
            | "tb"
            | "x"
            | "reviews"
            | "review"
            | "stars"
            | "items"
            | "item"
            | "days"
            | "day"
            | "개"
            | "명"
            | "건"
            | "점"
            | "일"
            | "個"
            | "点"
            | "件"
            | "日"
    )
}
