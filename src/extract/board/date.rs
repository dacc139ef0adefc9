//! Dates of posts.

use std::sync::LazyLock;

use crate::extract::pattern::pattern;
use regex::{Captures, Regex};

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)
        (?: (?P<y1>(?:19|20)\d\d)\s?[-./年년]\s?(?P<m1>\d{1,2})\s?[-./月월]\s?(?P<d1>\d{1,2})\s?[日일.]?
          | \b(?P<y2>[0-3]\d)[-./](?P<m2>0\d|1[0-2])[-./](?P<d2>[0-3]\d)\b
          | \b(?P<d3>\d{1,2})\.\s?(?P<m3>\d{1,2})\.\s?(?P<y3>20\d\d)\b
          | \b(?P<a4>\d{1,2})/(?P<b4>\d{1,2})/(?P<y4>20\d\d)\b
          | \b(?P<n5>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s(?P<d5>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<y5>20\d\d)\b
          | \b(?P<d6>\d{1,2})(?:st|nd|rd|th)?\.?\s(?P<n6>jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zäé]*\.?,?\s(?P<y6>20\d\d)\b
        )
        (?:[T\s,]{0,3}(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?)?",
    )
});

/// A date found in a text: ISO 8601, with the time where one stands by it, and its byte range.
pub(super) fn find(text: &str) -> Option<(String, std::ops::Range<usize>)> {
    DATE.captures_iter(text)
        .find_map(|captures| Some((iso(&captures)?, captures.get(0)?.range())))
}

/// Every date of a text, in order.
pub(super) fn all_in(text: &str) -> Vec<String> {
    DATE.captures_iter(text).filter_map(|captures| iso(&captures)).collect()
}

fn iso(captures: &Captures<'_>) -> Option<String> {
    let figure = |name: &str| captures.name(name).and_then(|one| one.as_str().parse::<u32>().ok());
    let month_named = |name: &str| captures.name(name).and_then(|one| month(one.as_str()));
    let (year, month, day) = if let Some(year) = figure("y1") {
        (year, figure("m1")?, figure("d1")?)
    } else if let Some(year) = figure("y2") {
        (2000 + year, figure("m2")?, figure("d2")?)
    } else if let Some(year) = figure("y3") {
        (year, figure("m3")?, figure("d3")?)
    } else if let Some(year) = figure("y4") {
        let (first, second) = (figure("a4")?, figure("b4")?);
        // Month first, as in the United States, unless that cannot be.
        if first > 12 {
            (year, second, first)
        } else {
            (year, first, second)
        }
    } else if let Some(year) = figure("y5") {
        (year, month_named("n5")?, figure("d5")?)
    } else {
        (figure("y6")?, month_named("n6")?, figure("d6")?)
    };
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    Some(match (figure("hour"), figure("minute")) {
        (Some(hour), Some(minute)) => format!("{date}T{hour:02}:{minute:02}"),
        _ => date,
    })
}

fn month(name: &str) -> Option<u32> {
    let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let lower = name.to_lowercase();
    let lower = match lower.as_str() {
        "mär" => "mar",
        "mai" => "may",
        "okt" => "oct",
        "dez" => "dec",
        other => other,
    };
    (1..)
        .zip(months)
        .find(|(_, name)| *name == lower)
        .map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_many_lands_are_read() {
        for (text, iso) in [
            ("2024-05-03", "2024-05-03"),
            ("2024.5.3 14:20", "2024-05-03T14:20"),
            ("24/05/03", "2024-05-03"),
            ("2024년 5월 3일", "2024-05-03"),
            ("2024年5月3日", "2024-05-03"),
            ("3.5.2024", "2024-05-03"),
            ("May 3, 2024", "2024-05-03"),
            ("3. Mai 2024", "2024-05-03"),
            ("5/3/2024", "2024-05-03"),
            ("23/5/2024", "2024-05-23"),
        ] {
            assert_eq!(find(text).map(|(date, _)| date).as_deref(), Some(iso), "{text}");
        }
        assert!(find("02-555-0142").is_none());
    }
}
