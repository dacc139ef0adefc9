//! What looks like a phone number and is none.

use std::ops::Range;
use std::sync::LazyLock;

use crate::extract::pattern::pattern;
use regex::Regex;

use super::digits_of;

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\(?(?:19|20)\d\d[-./ ]\s?\d{1,2}[-./ ]\s?\d{1,2}\b|^\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d\b|^(?:19|20)\d\d\s?[-–~/]\s?(?:19|20)\d\d$",
    )
});
static BUSINESS_NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{3}\s?[-–−]\s?\d{2}\s?[-–−]\s?\d{5}$"));
static DECIMAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"^-?\d{1,3}\.\d{4,}$"));
/// Model numbers in one breath: `300/450/900`.
static LIST: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d+(?:/\d+){2,}$"));
/// The end of a sentence before another figure: `(555-0199). 24`.
static SENTENCE_END: LazyLock<Regex> = LazyLock::new(|| pattern(r"\)\.\s"));
static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s?(?:원|円|元|€|\$|£|%|kg\b|g\b|ml\b|cm\b|mm\b|km\b|px\b|개\b|명\b|점\b|회\b|건\b|usd\b|eur\b|krw\b)",
    )
});

/// Whether the string itself, with its neighbours in the line, is something else: a date, an address of the internet,
/// a price, a coordinate, a piece of a longer code. `labelled`: a phone label stands by it; `valid`: libphonenumber
/// knows such a number.
pub(super) fn is_something_else(line: &str, range: Range<usize>, labelled: bool, valid: bool) -> bool {
    let Range { start, end } = range;
    let raw = &line[start..end];
    let (before, after) = (&line[..start], &line[end..]);
    if BUSINESS_NUMBER.is_match(raw) || DECIMAL.is_match(raw) || is_internet_address(raw) {
        return true;
    }
    if DATE.is_match(raw) && !labelled {
        return true;
    }
    let in_a_sentence = !(before.trim().is_empty() && after.trim().is_empty());
    if SENTENCE_END.is_match(raw) || (!labelled && (counts_up(raw) || (in_a_sentence && LIST.is_match(raw)))) {
        return true;
    }
    if UNIT.is_match(after) || is_piece_of_a_code(before, after) {
        return true;
    }
    (!valid && is_filler(raw)) || (!labelled && is_bare_code(raw, before, after))
}

/// `192.168.10.20`; pairs of digits (`12.34.56.78`) are how Danes and others write their numbers.
fn is_internet_address(raw: &str) -> bool {
    let groups: Vec<&str> = raw.split('.').collect();
    groups.len() == 4
        && groups.iter().all(|group| group.parse::<u8>().is_ok())
        && groups.iter().any(|group| group.len() != 2)
}

/// `1 2 3 4 5 6 7`: the pages of a list.
fn counts_up(raw: &str) -> bool {
    let figures: Vec<u32> = raw
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|figure| figure.parse().ok())
        .collect();
    figures.len() >= 5 && figures.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

/// Glued to letters, to a path or to more of a code.
fn is_piece_of_a_code(before: &str, after: &str) -> bool {
    let last = before.chars().next_back();
    let glued_before = match last {
        Some('/' | '=' | '&' | '_' | '@' | '#' | '?' | '%') => before
            .chars()
            .rev()
            .nth(1)
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '=' | '/')),
        Some('-') => {
            let word: String = before[..before.len() - 1]
                .chars()
                .rev()
                .take_while(|c| c.is_ascii_alphanumeric())
                .collect();
            !word.is_empty()
                && !matches!(
                    word.to_ascii_lowercase().as_str(),
                    "t" | "f" | "p" | "m" | "let" | "xaf" | "enohp"
                )
        }
        Some(c) => c.is_ascii_digit(),
        None => false,
    };
    let mut next = after.chars();
    let glued_after = match next.next() {
        Some('-' | '_' | '=') => next.next().is_some_and(|c| c.is_ascii_alphanumeric()),
        Some('@') => true,
        _ => false,
    };
    glued_before || glued_after
}

/// `0000000000`, `1234567890`: what templates print.
fn is_filler(raw: &str) -> bool {
    let digits = digits_of(raw);
    let tail = if digits.len() > 8 {
        &digits[digits.len() - 8..]
    } else {
        digits.as_str()
    };
    let mut bytes = tail.bytes();
    let all_equal = bytes.next().is_some_and(|first| bytes.all(|byte| byte == first));
    all_equal || digits == "1234567890" || digits == "0123456789" || digits == "12345678" || digits == "1234567"
}

/// A string of digits without any separator, in the middle of other text: a code unless something says otherwise.
fn is_bare_code(raw: &str, before: &str, after: &str) -> bool {
    let bare = raw.chars().all(|c| super::digit_of(c).is_some());
    if !bare {
        return false;
    }
    let alone = before.trim().is_empty() && after.trim().is_empty();
    // A trunk zero or a Korean 15xx number is how a customer would dial it; other bare strings need a label.
    let dialled = raw.starts_with('0') && raw.len() >= 9;
    !(alone || dialled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str, number: &str) -> bool {
        let start = text.find(number).expect("the number is in the text");
        is_something_else(text, start..start + number.len(), false, false)
    }

    #[test]
    fn dates_addresses_prices_and_codes_are_no_phones() {
        assert!(refused("2024-03-15 공지", "2024-03-15"));
        assert!(refused("from 192.168.10.20", "192.168.10.20"));
        assert!(refused("총 15881234원", "15881234"));
        assert!(refused("사업자 123-45-67890", "123-45-67890"));
        assert!(refused("37.56650", "37.56650"));
        assert!(refused("/item/4155552671", "4155552671"));
        assert!(refused("000-0000-0000", "000-0000-0000"));
        assert!(refused("Ref 4155552671 shipped", "4155552671"));
    }

    #[test]
    fn phones_are_not_refused() {
        assert!(!refused("문의 1588-0199 평일", "1588-0199"));
        assert!(!refused("01012340199", "01012340199"));
        assert!(!refused("31.42.53.64", "31.42.53.64"));
        assert!(!refused("T-030 2345678", "030 2345678"));
    }
}
