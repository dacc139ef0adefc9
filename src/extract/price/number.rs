//! Numbers as shops print them: which separator groups and which one is the decimal point.

use rust_decimal::Decimal;

use super::currency;

/// Most digits of an amount; more is an article number.
const MOST_DIGITS: usize = 12;

/// A number as printed: groups of digits and what stands between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numeral {
    /// Byte offset of its first character.
    pub(super) start: usize,
    /// Byte offset behind its last character, a trailing `,-` included.
    pub(super) end: usize,
    /// The groups, each with the separator before it (`\0` for the first; `d` for cents set in smaller type).
    groups: Vec<(char, String)>,
    /// It begins with a point: `.75`.
    leading_point: bool,
}

/// Where pieces of text meet, and which pieces hold cents in smaller type.
pub(super) trait Seams {
    /// Whether a piece of text begins at the byte offset.
    fn begins(&self, offset: usize) -> bool;
    /// Whether the piece that begins at the byte offset is set as cents: superscript, or a class that says so.
    fn cents(&self, offset: usize) -> bool;
}

/// A text of one piece.
pub(super) struct Seamless;

impl Seams for Seamless {
    fn begins(&self, _offset: usize) -> bool {
        false
    }

    fn cents(&self, _offset: usize) -> bool {
        false
    }
}

/// The value of a decimal digit, full-width and Arabic ones included.
pub(super) fn digit(character: char) -> Option<char> {
    let code = character as u32;
    let value = match code {
        0x30..=0x39 => return Some(character),
        0xFF10..=0xFF19 => code - 0xFF10,
        0x0660..=0x0669 => code - 0x0660,
        0x06F0..=0x06F9 => code - 0x06F0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

fn separator(character: char) -> Option<char> {
    match character {
        '.' | '．' => Some('.'),
        ',' | '，' | '٫' => Some(','),
        '\'' | '’' | '‘' | '´' | '`' | '٬' => Some('\''),
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => Some(' '),
        _ => None,
    }
}

/// Digits at the start of a text: how many, and their length in bytes; never across a seam.
fn digits(text: &str, at: usize, seams: &impl Seams) -> (String, usize) {
    let mut found = String::new();
    let mut end = at;
    for character in text[at..].chars() {
        let Some(value) = digit(character) else { break };
        // "$400" beside "5 bids" is no $4005; digits set one by one are one number.
        if end > at && seams.begins(end) && (found.len() > 1 || seams.cents(end)) {
            break;
        }
        found.push(value);
        end += character.len_utf8();
    }
    (found, end)
}

impl Numeral {
    /// Reads the longest number that begins at the byte offset, which holds a digit, or a point before one.
    ///
    /// `loose` also takes a decimal part that stands behind a space: `119. 95`.
    pub(super) fn read(text: &str, start: usize, loose: bool, seams: &impl Seams) -> Option<Numeral> {
        let mut at = start;
        let mut leading_point = false;
        while text[at..].starts_with('.') {
            leading_point = true;
            at += 1;
        }
        let (first, mut end) = digits(text, at, seams);
        if first.is_empty() {
            return None;
        }
        let mut groups = vec![('\0', first)];
        while let Some((mark, group, behind)) = next_group(text, end, &groups, loose, seams) {
            groups.push((mark, group));
            end = behind;
            if mark == 'd' {
                break;
            }
        }
        end += dash_suffix(&text[end..]);
        Some(Numeral {
            start,
            end,
            groups,
            leading_point,
        })
    }

    /// Number of groups.
    pub(super) fn is_grouped(&self) -> bool {
        self.groups.len() > 1
    }

    /// The value; none for dates, versions and whatever else is not grouped like an amount.
    ///
    /// `three_decimals`: the currency has thousandths, so that `423.923` is not in the thousands.
    pub(super) fn value(&self, three_decimals: bool) -> Option<Decimal> {
        let lengths: Vec<usize> = self.groups.iter().map(|(_, group)| group.len()).collect();
        if lengths.iter().sum::<usize>() > MOST_DIGITS {
            return None;
        }
        let marks: Vec<char> = self.groups[1..].iter().map(|(mark, _)| *mark).collect();
        let Some(&last) = marks.last() else {
            let digits = &self.groups[0].1;
            return if self.leading_point {
                format!("0.{digits}").parse().ok()
            } else {
                digits.parse().ok()
            };
        };
        let decimal = self.last_is_decimal(&lengths, &marks, last, three_decimals)?;
        let whole = if decimal {
            self.groups.len() - 1
        } else {
            self.groups.len()
        };
        let mut written: String = self.groups[..whole].iter().map(|(_, group)| group.as_str()).collect();
        if decimal {
            written.push('.');
            written.push_str(&self.groups[whole].1);
        }
        written.parse().ok()
    }

    /// Whether the last group is the decimal part; none when the groups make no amount.
    fn last_is_decimal(&self, lengths: &[usize], marks: &[char], last: char, three_decimals: bool) -> Option<bool> {
        let count = lengths.len();
        let tail = lengths[count - 1];
        if last == 'd' {
            return grouped(&lengths[..count - 1], &marks[..count - 2]).then_some(true);
        }
        if last == ' ' || last == '\'' {
            return grouped(lengths, marks).then_some(false);
        }
        if marks.len() == 1 {
            if tail != 3 {
                return Some(true);
            }
            let thousands = lengths[0] <= 3 && !self.groups[0].1.starts_with('0') && !(three_decimals && last == '.');
            return Some(!thousands);
        }
        let before = &marks[..marks.len() - 1];
        if before.iter().all(|mark| *mark == last) {
            if grouped(lengths, marks) {
                return Some(false);
            }
            // 1.234.56: the last point separates cents.
            return (tail == 2 && grouped(&lengths[..count - 1], before)).then_some(true);
        }
        (!before.contains(&last) && grouped(&lengths[..count - 1], before)).then_some(true)
    }
}

/// Whether groups are thousands, or lakhs and crores (`1,23,456`), all by one mark.
fn grouped(lengths: &[usize], marks: &[char]) -> bool {
    let Some((&first, rest)) = lengths.split_first() else {
        return false;
    };
    if rest.is_empty() {
        return true;
    }
    let one_mark = marks.iter().all(|mark| *mark == marks[0]);
    let thousands = first <= 3 && rest.iter().all(|length| *length == 3);
    let (&last, middle) = rest.split_last().unwrap_or((&0, &[]));
    let lakhs = marks[0] == ',' && first <= 2 && last == 3 && middle.iter().all(|length| *length == 2);
    one_mark && first >= 1 && (thousands || lakhs)
}

fn next_group(
    text: &str,
    end: usize,
    groups: &[(char, String)],
    loose: bool,
    seams: &impl Seams,
) -> Option<(char, String, usize)> {
    let rest = &text[end..];
    let mark = rest.chars().next()?;
    // Cents in smaller type follow the whole part without any mark, or after a space.
    let cents_at = end + if mark == ' ' { 1 } else { 0 };
    if seams.begins(cents_at) && text[cents_at..].starts_with(|c| digit(c).is_some()) {
        let (group, behind) = digits(text, cents_at, &Seamless);
        let cents = seams.cents(cents_at) || (cents_at == end && currency::after(text, behind).is_some());
        if cents {
            return (group.len() == 2).then_some(('d', group, behind));
        }
    }
    let kind = separator(mark)?;
    let at = end + mark.len_utf8();
    let (group, behind) = digits(text, at, &Seamless);
    match kind {
        '.' | ',' if !group.is_empty() => Some((kind, group, behind)),
        '.' | ',' if loose && text[at..].starts_with(' ') => {
            let (group, behind) = digits(text, at + 1, &Seamless);
            let ends = !text[behind..].starts_with(|c: char| c.is_alphanumeric() || c == '.' || c == ',');
            (group.len() == 2 && ends).then_some((kind, group, behind))
        }
        ' ' | '\'' => {
            let last = groups.last()?;
            let first_fits = groups.len() > 1 || (last.1.len() <= 3 && !last.1.starts_with('0'));
            let same = groups[1..].iter().all(|(own, _)| *own == kind);
            let in_one_piece = kind != ' ' || !(seams.begins(at) || seams.begins(end));
            (group.len() == 3 && first_fits && same && in_one_piece).then_some((kind, group, behind))
        }
        _ => None,
    }
}

/// Length of `,-`, `.–`, `,--` behind a whole amount.
fn dash_suffix(rest: &str) -> usize {
    let mut chars = rest.char_indices();
    if !matches!(chars.next(), Some((_, ',' | '.'))) {
        return 0;
    }
    let dashes = rest[1..].trim_start_matches(['-', '–', '—', '\u{2212}']);
    let length = rest.len() - dashes.len();
    if length > 1 && !dashes.starts_with(|c: char| digit(c).is_some()) {
        length
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        let numeral = Numeral::read(text, 0, true, &Seamless)?;
        if numeral.end != text.len() {
            return None;
        }
        numeral.value(false).map(|value| value.normalize().to_string())
    }

    #[test]
    fn separators_are_told_apart_by_what_they_group() {
        for (text, amount) in [
            ("1.234,50", "1234.5"),
            ("1,234.50", "1234.5"),
            ("1 234,50", "1234.5"),
            ("1'049,95", "1049.95"),
            ("12 900", "12900"),
            ("1,23,456", "123456"),
            ("12,34,567.50", "1234567.5"),
            ("4,990", "4990"),
            ("4.99", "4.99"),
            ("4.990", "4990"),
            ("0.125", "0.125"),
            ("1.234,-", "1234"),
            ("50,–", "50"),
            ("3.3900", "3.39"),
            ("１２，３００", "12300"),
            (".75", "0.75"),
            ("119. 95", "119.95"),
            ("1.234.567", "1234567"),
        ] {
            assert_eq!(value(text).as_deref(), Some(amount), "{text}");
        }
    }

    #[test]
    fn dates_versions_and_article_numbers_are_no_amounts() {
        for text in ["15.08.2017", "1.2.3", "1234567890123", "1.23,456,7"] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn a_currency_with_thousandths_keeps_its_point() {
        let numeral = Numeral::read("423.923", 0, false, &Seamless).expect("it begins with a digit");
        assert_eq!(
            numeral.value(true).map(|value| value.to_string()).as_deref(),
            Some("423.923")
        );
        assert_eq!(
            numeral.value(false).map(|value| value.to_string()).as_deref(),
            Some("423923")
        );
    }
}
