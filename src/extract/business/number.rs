//! Registration numbers and VAT ids with their check digits.
//!
//! The rules are those of the registers as python-stdnum has them (<https://github.com/arthurdejong/python-stdnum>); the
//! Korean one is the National Tax Service's. A right check digit says that a number was not mistyped, not that it is in
//! the register.

#[cfg(test)]
#[path = "public_numbers.rs"]
mod public_numbers;

use std::sync::LazyLock;

use crate::extract::pattern::pattern;
use regex::Regex;

static KOREAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(\d{3})\s?[-–−]\s?(\d{2})\s?[-–−]\s?(\d{5})\b"));
static KOREAN_LABELLED: LazyLock<Regex> = LazyLock::new(|| pattern(r"사업자\s?(?:등록)?\s?번호\D{0,12}(\d{10})\b"));
static JAPANESE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:法人番号|会社法人等番号|登録番号)\D{0,8}T?(\d{13})\b"));
static BRITISH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:company|registered|registration|reg(?:istration)?\.?)\s(?:registration\s)?(?:no\.?|number|num\.?)(?:\sis)?[\s:.#]{0,4}(?:in\s[a-z ]{4,20}[\s:]{1,3})?((?:SC|NI|OC|SO|NC)?\d{6,8})\b",
    )
});
static GERMAN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\bHR\s?[AB](?:[\s:.-]{0,3}(?:Nr\.?)?\s?)\d{1,6}(?:\s?[A-Z]{1,2}\b)?"));
static FRENCH: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:SIREN|SIRET|RCS)\D{0,40}?(\d{3}\s?\d{3}\s?\d{3}(?:\s?\d{5})?)\b"));

/// The registration number that a page prints, and whether its check digits are right where it has such.
pub(super) fn registration(text: &str) -> Option<(String, Option<bool>)> {
    // Each register has a word of its own; a pattern is asked only where its word stands.
    let holds = |word: &str| text.contains(word);
    if let Some(found) = gated(&KOREAN_LABELLED, text, holds("사업자")) {
        return Some((found.as_str().to_owned(), Some(is_korean(found.as_str()))));
    }
    // The first one that is right; a wrong one only when there is no other.
    let mut korean = KOREAN
        .find_iter(text)
        .map(|one| (one.as_str(), is_korean(one.as_str())));
    let first = korean.next();
    if let Some((number, valid)) = first
        .filter(|(_, valid)| *valid)
        .or_else(|| korean.find(|(_, valid)| *valid))
        .or(first)
    {
        let labelled = holds("사업자");
        if valid || labelled {
            return Some((number.to_owned(), Some(valid)));
        }
    }
    if let Some(found) = gated(&JAPANESE, text, holds("番号")) {
        return Some((found.as_str().to_owned(), Some(is_japanese(found.as_str()))));
    }
    if let Some(found) = gated(&FRENCH, text, holds("SIRE") || holds("RCS")) {
        let digits = digits_of(found.as_str());
        return Some((found.as_str().to_owned(), Some(luhn(&digits))));
    }
    if let Some(found) = GERMAN.find(text).filter(|_| holds("HR")) {
        return Some((found.as_str().to_owned(), None));
    }
    let british = gated(
        &BRITISH,
        text,
        holds("ompany") || holds("egist") || holds("COMPANY") || holds("REG"),
    )?;
    Some((british.as_str().to_owned(), None))
}

/// The first group of a pattern's first match, where it may match at all.
fn gated<'a>(pattern: &Regex, text: &'a str, may: bool) -> Option<regex::Match<'a>> {
    if may { pattern.captures(text)?.get(1) } else { None }
}

/// Check digit of a Korean business number, by the National Tax Service's rule: weights 1 3 7 1 3 7 1 3 5, and the
/// tens of the ninth product count as well.
fn is_korean(number: &str) -> bool {
    let digits = digits_of(number);
    let [head @ .., check] = digits.as_slice() else {
        return false;
    };
    if head.len() != 9 {
        return false;
    }
    let sum: u32 = head
        .iter()
        .zip([1, 3, 7, 1, 3, 7, 1, 3, 5])
        .map(|(digit, weight)| digit * weight)
        .sum();
    let sum = sum + head[8] * 5 / 10;
    (10 - sum % 10) % 10 == *check
}

/// Check digit of a Japanese corporate number: the first digit, over the other twelve.
fn is_japanese(number: &str) -> bool {
    let digits = digits_of(number);
    let [check, rest @ ..] = digits.as_slice() else {
        return false;
    };
    let sum: u32 = rest
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| digit * if at % 2 == 0 { 1 } else { 2 })
        .sum();
    rest.len() == 12 && 9 - sum % 9 == *check
}

static VAT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)
        \b(?:
          ATU\s?\d{8} | BE\s?[01]?\d{3}[.\s]?\d{3}[.\s]?\d{3} | DE\s?\d{3}\s?\d{3}\s?\d{3} | DK\s?(?:\d{2}\s?){3}\d{2}
          | ES\s?[A-Z0-9]\d{7}[A-Z0-9] | FI\s?\d{8} | FR\s?[0-9A-HJ-NP-Z]{2}\s?\d{3}\s?\d{3}\s?\d{3}
          | GB\s?\d{3}\s?\d{4}\s?\d{2}(?:\s?\d{3})? | IE\s?\d[0-9A-Z+*]\d{5}[A-W][A-I]? | IT\s?\d{11}
          | NL\s?\d{9}\s?B\s?\d{2} | PL\s?\d{10} | PT\s?\d{9} | SE\s?\d{10}\s?01 | CHE[-\s]?\d{3}\.?\d{3}\.?\d{3}
          | CZ\s?\d{8,10} | LU\s?\d{8}
        )\b",
    )
});
static VAT_LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:vat\s?(?:reg(?:istration)?\.?)?\s?(?:no\.?|number|id|n°|#)?|p(?:artita|\.)?\s?iva|c\.?i\.?f\.?|n\.?i\.?f\.?|btw(?:-?(?:nr|nummer)\.?)?|nip)[\s:.]{1,4}((?:GB|IT|ES|NL|PL|PT)?\s?[A-Z0-9][A-Z0-9 .-]{6,14}[A-Z0-9])\b",
    )
});

/// The VAT id that a page prints: one whose check digits are right, else one that its label names.
pub(super) fn vat_id(text: &str) -> Option<String> {
    if let Some(right) = VAT
        .find_iter(text)
        .map(|one| one.as_str())
        .find(|id| is_vat_id(id) == Some(true))
    {
        return Some(right.to_owned());
    }
    VAT_LABELLED
        .captures_iter(text)
        .filter_map(|captures| captures.get(1))
        .map(|one| one.as_str().trim())
        .find(|id| id.bytes().filter(u8::is_ascii_digit).count() >= 7)
        .map(str::to_owned)
}

/// Whether a VAT id's check digits are right; none where its country has no rule here.
pub(super) fn is_vat_id(id: &str) -> Option<bool> {
    let id: String = id
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_uppercase();
    let (country, number) = id.split_at_checked(2)?;
    let digits = digits_of(number);
    let weighted = |weights: &[u32]| -> u32 { digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum() };
    Some(match country {
        "AT" => {
            let sum: u32 = digits
                .iter()
                .take(7)
                .enumerate()
                .map(|(at, digit)| cross(digit * (1 + at as u32 % 2)))
                .sum();
            digits.len() == 8 && (96 - sum) % 10 == digits[7]
        }
        "BE" => {
            let value = value_of(&digits);
            (9..=10).contains(&digits.len()) && 97 - (value / 100) % 97 == value % 100
        }
        "DE" => digits.len() == 9 && mod_11_10(&digits),
        "DK" => digits.len() == 8 && weighted(&[2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0,
        "ES" => is_spanish(number),
        "FI" => digits.len() == 8 && (11 - weighted(&[7, 9, 10, 5, 8, 4, 2]) % 11) % 11 == digits[7],
        "FR" => {
            let siren = digits.len().checked_sub(9).map(|from| &digits[from..]);
            let key = number.get(..2).and_then(|key| key.parse::<u64>().ok());
            siren
                .is_some_and(|siren| luhn(siren) && key.is_none_or(|key| key == (12 + 3 * (value_of(siren) % 97)) % 97))
        }
        "GB" => {
            let sum = weighted(&[8, 7, 6, 5, 4, 3, 2]) + value_of(digits.get(7..9)?) as u32;
            matches!(digits.len(), 9 | 12) && (sum.is_multiple_of(97) || (sum + 55).is_multiple_of(97))
        }
        "IE" => is_irish(number),
        "LU" => digits.len() == 8 && value_of(&digits[..6]) % 89 == value_of(&digits[6..]),
        "IT" => digits.len() == 11 && luhn(&digits),
        "NL" => {
            let sum = weighted(&[9, 8, 7, 6, 5, 4, 3, 2]);
            // Numbers of sole traders since 2020 follow ISO 7064 instead, over letters and digits.
            digits.len() == 11 && (sum % 11 == digits[8] || mod_97(&id))
        }
        "PL" => digits.len() == 10 && weighted(&[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == digits[9],
        "PT" => {
            let check = 11 - weighted(&[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
            digits.len() == 9 && (if check > 9 { 0 } else { check }) == digits[8]
        }
        "SE" => digits.len() == 12 && luhn(&digits[..10]),
        _ => return None,
    })
}

fn is_spanish(number: &str) -> bool {
    const LETTERS: &[u8] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let bytes = number.as_bytes();
    if bytes.len() != 9 {
        return false;
    }
    let (first, last) = (bytes[0], bytes[8]);
    if first.is_ascii_digit() || matches!(first, b'X' | b'Y' | b'Z') {
        let lead = match first {
            b'Y' => 1,
            b'Z' => 2,
            b'X' => 0,
            digit => u64::from(digit - b'0'),
        };
        let rest = value_of(&digits_of(&number[1..8]));
        return LETTERS[((lead * 10_000_000 + rest) % 23) as usize] == last;
    }
    let digits = digits_of(&number[1..8]);
    let sum: u32 = digits
        .iter()
        .enumerate()
        .map(|(at, digit)| if at % 2 == 0 { cross(digit * 2) } else { *digit })
        .sum();
    let check = (10 - sum % 10) % 10;
    u32::from(last.wrapping_sub(b'0')) == check || last == b"JABCDEFGHI"[check as usize]
}

fn is_irish(number: &str) -> bool {
    let bytes = number.as_bytes();
    let digits = digits_of(number.get(..7).unwrap_or_default());
    if digits.len() != 7 || bytes.len() < 8 {
        // The old form has a letter or sign in second place; it has no rule here.
        return bytes.len() >= 8;
    }
    let extra = bytes
        .get(8)
        .map_or(0, |letter| u32::from(letter.wrapping_sub(b'A')) + 1);
    let sum: u32 = digits
        .iter()
        .zip((2..=8).rev())
        .map(|(digit, weight)| digit * weight)
        .sum::<u32>()
        + extra * 9;
    let check = b"WABCDEFGHIJKLMNOPQRSTUV"[(sum % 23) as usize];
    bytes[7] == check
}

/// ISO 7064, MOD 11,10.
fn mod_11_10(digits: &[u32]) -> bool {
    let Some((check, head)) = digits.split_last() else {
        return false;
    };
    let product = head.iter().fold(10, |product, digit| {
        let sum = (digit + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10 == *check
}

/// ISO 7064, MOD 97-10, letters as 10 to 35.
fn mod_97(id: &str) -> bool {
    let rest = id.chars().filter_map(|c| c.to_digit(36)).fold(0_u64, |rest, value| {
        let shift = if value > 9 { 100 } else { 10 };
        (rest * shift + u64::from(value)) % 97
    });
    rest == 1
}

fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| if at % 2 == 1 { cross(digit * 2) } else { *digit })
        .sum();
    !digits.is_empty() && sum.is_multiple_of(10)
}

/// The sum of the digits of a number below 100.
fn cross(number: u32) -> u32 {
    number / 10 + number % 10
}

fn digits_of(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

fn value_of(digits: &[u32]) -> u64 {
    digits.iter().fold(0, |value, digit| value * 10 + u64::from(*digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn korean_numbers_are_checked() {
        assert_eq!(
            registration("사업자등록번호 220-81-62517"),
            Some(("220-81-62517".into(), Some(true)))
        );
        assert_eq!(
            registration("사업자등록번호 123-45-67890"),
            Some(("123-45-67890".into(), Some(false)))
        );
        assert_eq!(registration("주문 123-45-67890"), None);
    }

    #[test]
    fn vat_ids_are_checked() {
        for id in [
            "DE136695976",
            "ATU13585627",
            "FR40303265045",
            "GB980780684",
            "IT00743110157",
            "NL004495445B01",
            "BE0428759497",
            "PL8567346215",
            "SE123456789701",
            "DK13585628",
            "FI20774740",
            "PT501964843",
            "ESA13585625",
            "IE6433435F",
        ] {
            assert_eq!(is_vat_id(id), Some(true), "{id}");
        }
        for id in ["DE136695975", "ATU13585626", "GB802311781", "DK13585627", "PT501964842"] {
            assert_eq!(is_vat_id(id), Some(false), "{id}");
        }
    }

    #[test]
    fn other_registers_are_read() {
        assert_eq!(
            registration("Amtsgericht Köln, HRB 12345"),
            Some(("HRB 12345".into(), None))
        );
        assert_eq!(
            registration("Company number: 01234567"),
            Some(("01234567".into(), None))
        );
        assert_eq!(
            registration("法人番号 7000012050002"),
            Some(("7000012050002".into(), Some(true)))
        );
    }
}
