//! Spans of days and hours in words of several languages.

use std::ops::Range;
use std::sync::LazyLock;

use crate::extract::pattern::pattern;
use regex::{Captures, Regex};

/// The unit of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Hours,
    Days,
    /// Days on which the shop works.
    BusinessDays,
    Weeks,
    Months,
}

/// `7일`, `2~3 business days`, `vierzehn Tage`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Duration {
    pub(super) range: Range<usize>,
    pub(super) least: u32,
    pub(super) most: u32,
    pub(super) unit: Unit,
}

impl Duration {
    /// The span in days, a month as 30; hours are rounded up.
    pub(super) fn days(&self) -> [u32; 2] {
        let days = |number: u32| match self.unit {
            Unit::Hours => number.div_ceil(24),
            Unit::Days | Unit::BusinessDays => number,
            Unit::Weeks => number.saturating_mul(7),
            Unit::Months => number.saturating_mul(30),
        };
        [days(self.least), days(self.most)]
    }

    /// The span in hours; a business day counts 24.
    pub(super) fn hours(&self) -> u32 {
        match self.unit {
            Unit::Hours => self.most,
            _ => self.days()[1].saturating_mul(24),
        }
    }
}

/// Numbers in words, as policies write them.
const WORDS: &[(&str, u32)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("ten", 10),
    ("fourteen", 14),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("sixty", 60),
    ("ninety", 90),
    ("einem", 1),
    ("eines", 1),
    ("einer", 1),
    ("zwei", 2),
    ("drei", 3),
    ("sieben", 7),
    ("vierzehn", 14),
    ("dreißig", 30),
    ("quatorze", 14),
    ("trente", 30),
    ("deux", 2),
    ("catorce", 14),
    ("treinta", 30),
    ("quattordici", 14),
    ("veertien", 14),
];

static DURATION: LazyLock<Regex> = LazyLock::new(|| {
    let words: Vec<&str> = WORDS.iter().map(|(word, _)| *word).collect();
    pattern(&format!(
        r"(?xi)
        (?P<least>\d{{1,3}}|\b(?:{words})\b)
        (?:\s?(?:일|日|days?|tage?n?)?\s?(?:[-‐–—~∼～〜]|\bto\b|\bbis\b|\bor\b|\boder\b|\bà\b|\ba\b|\bou\b|\band\b|または|から)\s?(?P<most>\d{{1,3}}))?
        \s?(?:\(\s?\w{{1,12}}\s?\)\s?)?[-\s]?
        (?:
          (?P<hours>시간|時間|hours?\b|hrs?\b|stunden?\b|heures?\b|horas?\b|h\b)
          | (?P<business>영업일|평일|営業日|(?:business|working|work)[\s-]?days?\b|werktag(?:en|e|es)?\b|arbeitstag(?:en|e)?\b|jours?\s(?:ouvrés|ouvrables|ouvré)|d[íi]as\s(?:laborables|hábiles)|werkdagen|giorni\slavorativi)
          | (?P<days>일|日間|日|(?:calendar\s)?days?\b|tage?n?\b|tägige?[nsmr]?\b|jours?\b|d[íi]as?\b|giorni\b|dagen\b|dni\b|dagar\b|dias\b|kalendertagen?\b)
          | (?P<weeks>주일?(?:\s?(?:이내|이상|간|정도|소요|안)|\b)|週間|weeks?\b|wochen?\b|semaines?\b|semanas?\b|weken\b)
          | (?P<months>개월|か月|ヶ月|カ月|months?\b|monate?n?\b|mois\b|meses\b)
        )",
        words = words.join("|")
    ))
});

/// Spans that are read off one page.
const MOST: usize = 2_000;

/// Every span in some lines of a text, in order.
pub(super) fn all_in(text: &str, lines: &[Range<usize>]) -> Vec<Duration> {
    lines
        .iter()
        .flat_map(|line| {
            let words = &text[line.clone()];
            DURATION
                .captures_iter(words)
                .filter_map(|captures| read(words, &captures))
                .map(|mut duration| {
                    duration.range.start += line.start;
                    duration.range.end += line.start;
                    duration
                })
        })
        .take(MOST)
        .collect()
}

fn read(text: &str, captures: &Captures<'_>) -> Option<Duration> {
    let whole = captures.get(0)?;
    let least = number(captures.name("least")?.as_str())?;
    let most = captures
        .name("most")
        .and_then(|most| number(most.as_str()))
        .unwrap_or(least);
    let unit = ["hours", "business", "days", "weeks", "months"]
        .into_iter()
        .zip([Unit::Hours, Unit::BusinessDays, Unit::Days, Unit::Weeks, Unit::Months])
        .find(|(name, _)| captures.name(name).is_some())
        .map(|(_, unit)| unit)?;
    if least == 0 && most == 0 || most < least || is_date(text, whole.range()) {
        return None;
    }
    Some(Duration {
        range: whole.range(),
        least,
        most,
        unit,
    })
}

fn number(word: &str) -> Option<u32> {
    word.parse().ok().or_else(|| {
        let lower = word.to_lowercase();
        WORDS.iter().find(|(known, _)| *known == lower).map(|(_, value)| *value)
    })
}

/// `3월 5일`, `3月5日`, `2024년 …`, `1,000일`: a day of a calendar or a part of a longer figure.
fn is_date(text: &str, range: Range<usize>) -> bool {
    let before = text[..range.start].trim_end_matches(' ');
    let longer = text[..range.start].ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | ':'));
    // "24/7 days" and "D+3일" aside, a figure right behind another one is its end.
    before.ends_with(['월', '月', '년', '年']) || longer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn durations(text: &str) -> Vec<Duration> {
        all_in(text, std::slice::from_ref(&(0..text.len())))
    }

    fn days(text: &str) -> Vec<[u32; 2]> {
        durations(text).iter().map(Duration::days).collect()
    }

    #[test]
    fn spans_are_read_in_many_languages() {
        assert_eq!(days("수령 후 7일 이내"), [[7, 7]]);
        assert_eq!(days("배송은 2~3일"), [[2, 3]]);
        assert_eq!(days("1-3 business days"), [[1, 3]]);
        assert_eq!(days("within 30 days"), [[30, 30]]);
        assert_eq!(days("binnen vierzehn Tagen"), [[14, 14]]);
        assert_eq!(days("14-tägiges Rückgaberecht"), [[14, 14]]);
        assert_eq!(days("3-5 Werktage"), [[3, 5]]);
        assert_eq!(days("到着後8日以内"), [[8, 8]]);
        assert_eq!(days("2週間以内"), [[14, 14]]);
        assert_eq!(days("sous 14 jours"), [[14, 14]]);
        assert_eq!(days("fourteen (14) days"), [[14, 14]]);
        assert_eq!(days("2 to 4 weeks"), [[14, 28]]);
    }

    #[test]
    fn dates_are_no_spans() {
        assert!(days("3월 5일 도착").is_empty());
        assert!(days("2025年4月12日").is_empty());
    }

    #[test]
    fn a_business_day_counts_a_day() {
        assert_eq!(durations("within one business day")[0].hours(), 24);
        assert_eq!(durations("48시간 이내")[0].hours(), 48);
    }
}
