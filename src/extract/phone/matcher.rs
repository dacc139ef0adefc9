//! Candidates in one line of text: numbers that libphonenumber finds valid, vanity numbers, and number-like strings
//! that only a label can make a phone number.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use crate::extract::pattern::pattern;
use regex::Regex;
use rlibphonenumber::phonenumber_matcher::{Leniency, PHONE_MATCHER_FACTORY};
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, Region};

use super::digit_of;

/// No limit of tries: libphonenumber counts a try down twice in places, so that a limit that is reached underflows.
/// The text that is searched is bounded instead.
const NO_LIMIT: u64 = u64::MAX;

/// A number-like string of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Byte range in the line.
    pub(super) range: Range<usize>,
    /// E.164 where libphonenumber calls it valid.
    pub(super) e164: Option<String>,
}

/// The region of an ISO 3166 code, where libphonenumber knows it.
pub(super) fn region_of(country: Option<&str>) -> Option<Region> {
    let region = Region::from_code(country?).ok()?;
    PHONE_NUMBER_UTIL.get_country_code_for_region(region).map(|_| region)
}

/// E.164 of a number that stands alone, where it is valid.
pub(super) fn e164_of(raw: &str, region: Option<Region>) -> Option<String> {
    let number = PHONE_NUMBER_UTIL.parse(raw, region).ok()?;
    valid_e164(&number)
}

fn valid_e164(number: &PhoneNumber) -> Option<String> {
    PHONE_NUMBER_UTIL
        .is_valid_number(number)
        .then(|| number.format_as(PhoneNumberFormat::E164).into_owned())
}

/// Valid numbers of a line, in order. `labels` are the byte ranges of words that may cling to a number.
pub(super) fn valid_in(line: &str, labels: &[Range<usize>], region: Option<Region>) -> Vec<Candidate> {
    let masked = mask(line, labels);
    let mut found: Vec<Candidate> = PHONE_MATCHER_FACTORY
        .create_matcher(&masked, Leniency::Valid, NO_LIMIT, region)
        .map(|one| Candidate {
            // libphonenumber takes an opening bracket along that closes only behind other words.
            range: one.start + usize::from(one.raw_string.starts_with('(') && !one.raw_string.contains(')'))..one.end(),
            e164: Some(one.number.format_as(PhoneNumberFormat::E164).into_owned()),
        })
        .filter(|one| line.get(one.range.clone()).is_some())
        .collect();
    for vanity in vanity_in(line) {
        if !found.iter().any(|one| overlaps(&one.range, &vanity.range)) {
            found.push(vanity);
        }
    }
    found.sort_by_key(|one| one.range.start);
    found
}

fn overlaps(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Replaces, byte for byte, what keeps libphonenumber from a number that a customer reads without effort: a label
/// that clings to it (`Tel02-…`), a dot that it does not take for a separator (`800·555·0199`), and the end of a
/// range of lines (`02-123-4567~8`), which would otherwise be read as one more digit.
fn mask<'a>(line: &'a str, labels: &[Range<usize>]) -> Cow<'a, str> {
    static CLINGING: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[\s|/(,])([TFPMtfpm])[+(]?\d{1,4}[-.) ]"));
    static DOTS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d\s?([·•∙・])\s?\d"));
    static LINE_RANGE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\d{3,4}\s?([~∼～])\s?\d{1,4}(?:$|[^\d\-~])|\d{4}(/)\d{1,2}(?:$|[^\d/\-. ])"));
    let clinging = labels.iter().filter(|label| {
        let digit = |c: Option<char>| c.is_some_and(|c| digit_of(c).is_some() || matches!(c, '+' | '('));
        let before = line.get(..label.start).and_then(|text| text.chars().next_back());
        let after = line.get(label.end..).and_then(|text| text.chars().next());
        digit(after) || before.is_some_and(|c| digit_of(c).is_some())
    });
    let mut bytes: Option<Vec<u8>> = None;
    let mut blank = |range: Range<usize>, with: u8| {
        let bytes = bytes.get_or_insert_with(|| line.as_bytes().to_vec());
        if let Some(slice) = bytes.get_mut(range) {
            slice.fill(b' ');
            if let Some(first) = slice.first_mut() {
                *first = with;
            }
        }
    };
    clinging.for_each(|label| blank(label.clone(), b','));
    for captures in CLINGING.captures_iter(line) {
        captures.get(1).into_iter().for_each(|one| blank(one.range(), b','));
    }
    if line.contains(['·', '•', '∙', '・']) {
        let mut from = 0;
        while let Some(one) = DOTS.captures_at(line, from).and_then(|captures| captures.get(1)) {
            blank(one.range(), b'-');
            from = one.end();
        }
    }
    if line.contains(['~', '∼', '～', '/']) {
        for captures in LINE_RANGE.captures_iter(line) {
            let mark = captures.get(1).or_else(|| captures.get(2));
            mark.into_iter().for_each(|one| blank(one.range(), b','));
        }
    }
    match bytes {
        Some(bytes) => String::from_utf8(bytes).map_or(Cow::Borrowed(line), Cow::Owned),
        None => Cow::Borrowed(line),
    }
}

/// A number that is written the North American way and valid there, on a page of another country.
pub(super) fn north_american(raw: &str) -> Option<String> {
    static WRITTEN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:1[-. ]?)?(?:\([2-9]\d\d\)\s?|[2-9]\d\d[-.])[2-9]\d\d[-. ]?\d{4}$"));
    WRITTEN.is_match(raw).then(|| e164_of(raw, Some(Region::US))).flatten()
}

/// North American numbers with words in them: `1-800-555-TREE`, `(888) GO GREEN`.
fn vanity_in(line: &str) -> Vec<Candidate> {
    static TOLL_FREE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:\+?1[-–. ]{0,2})?(?:\(?\b(8(?:00|33|44|55|66|77|88))\)?|\(([2-9]\d\d)\))[-–. ]{1,2}([A-Z0-9]+(?:[-–. ][A-Z0-9]+){0,4})\b",
        )
    });
    if !line.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Vec::new();
    }
    TOLL_FREE
        .captures_iter(line)
        .filter_map(|captures| {
            let (whole, code, words) = (
                captures.get(0)?,
                captures.get(1).or_else(|| captures.get(2))?,
                captures.get(3)?,
            );
            // "800 ITEMS FOUND" counts; "(800) …" and "1 800 …" are dialled.
            let lead = &line[whole.start()..words.start()];
            let dialled = lead.starts_with(['(', '1', '+']) || !lead.ends_with(' ');
            let end = vanity_end(words.as_str()).filter(|_| dialled)?;
            let number: String = words.as_str()[..end].chars().filter_map(key_of).take(7).collect();
            let e164 = e164_of(&format!("+1{}{number}", code.as_str()), None)?;
            Some(Candidate {
                range: whole.start()..words.start() + end,
                e164: Some(e164),
            })
        })
        .collect()
}

/// Where the words of a vanity number end: after the word in which the seventh key falls. None when they are no
/// vanity number: fewer than seven keys, fewer than three letters, or far too long.
fn vanity_end(words: &str) -> Option<usize> {
    let (mut keys, mut letters) = (0, 0);
    let mut end = None;
    for (at, character) in words.char_indices() {
        if key_of(character).is_some() {
            keys += 1;
            letters += usize::from(character.is_ascii_alphabetic());
            end = Some(at + 1);
        } else if keys >= 7 {
            break;
        }
    }
    // Only a single word may run on beyond the seventh key.
    let end = end?;
    let fits = keys == 7 || ((8..=11).contains(&keys) && !words[..end].contains(' '));
    (fits && letters >= 3).then_some(end)
}

/// The key of a letter or digit on a phone (ITU-T E.161).
fn key_of(character: char) -> Option<char> {
    Some(match character {
        '0'..='9' => character,
        'A'..='C' => '2',
        'D'..='F' => '3',
        'G'..='I' => '4',
        'J'..='L' => '5',
        'M'..='O' => '6',
        'P'..='S' => '7',
        'T'..='V' => '8',
        'W'..='Z' => '9',
        _ => return None,
    })
}

/// Number-like strings of a line outside the ranges already taken: 7 to 15 digits with the usual separators.
pub(super) fn loose_in(line: &str, taken: &[Candidate]) -> Vec<Candidate> {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[+＋(（]{0,2}\d(?:[\s().\-–‐‑―ー－/・·•（）]{0,3}\d){6,14}"));
    NUMBER
        .find_iter(line)
        .filter(|one| !taken.iter().any(|other| overlaps(&other.range, &one.range())))
        .filter(|one| {
            let before = line[..one.start()].chars().next_back();
            let after = line[one.end()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
        .map(|one| Candidate {
            range: one.range(),
            e164: None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(line: &str, country: &str) -> Vec<String> {
        valid_in(line, &[], region_of(Some(country)))
            .into_iter()
            .filter_map(|one| one.e164)
            .collect()
    }

    #[test]
    fn national_formats_are_read() {
        assert_eq!(numbers("대표번호 1588-0199", "KR"), ["+8215880199"]);
        assert_eq!(numbers("문의 02)555-0142", "KR"), ["+8225550142"]);
        assert_eq!(numbers("０３－５５５５－０１４２", "JP"), ["+81355550142"]);
        assert_eq!(numbers("Ring us on 020 7946 0123", "GB"), ["+442079460123"]);
        assert_eq!(numbers("Telefon 030 / 2345678", "DE"), ["+49302345678"]);
        assert_eq!(numbers("01 42 34 56 78", "FR"), ["+33142345678"]);
    }

    #[test]
    fn a_range_of_lines_adds_no_digit() {
        assert_eq!(numbers("02-555-0142~4", "KR"), ["+8225550142"]);
        assert_eq!(numbers("02-555-0142/3", "KR"), ["+8225550142"]);
    }

    #[test]
    fn words_on_keys_are_numbers() {
        assert_eq!(numbers("Call 1-800-555-TREE today", "US"), ["+18005558733"]);
        assert_eq!(numbers("(888) GO-GREEN", "US"), ["+18884647336"]);
        assert!(numbers("800 ITEMS FOUND", "US").is_empty());
    }

    #[test]
    fn dots_in_the_middle_are_separators() {
        assert_eq!(numbers("415·555·2671", "US"), ["+14155552671"]);
    }
}
