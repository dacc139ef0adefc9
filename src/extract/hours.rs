//! Opening and service hours.

use std::ops::Range;
use std::sync::LazyLock;

use crate::extract::pattern::pattern;
use regex::Regex;

use super::Context;
use crate::model::{OpeningHours, Phone};

/// Characters of hours that are kept.
const LENGTH: usize = 200;
/// Bytes around hours within which a number is beside them.
const NEAR: usize = 300;

/// A span of clock times: `9:00 - 18:00`, `10시 ~ 오후 6시`, `9am to 5.30pm`, `8 bis 17 Uhr`, `9h–18h`, `10時～18時`.
static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)
        (?:오전|오후|午前|午後|from|von|de|ab)?\s?
        (?:
          \b\d{1,2}\s?[:.：]\s?\d{2}\s?(?:a\.?m\.?|p\.?m\.?|uhr|h|시)?\s?(?:[-‐–—~∼～〜]|to|bis|à|a|until|till|until|부터|から)\s?(?:오전|오후|午前|午後)?\s?\d{1,2}\s?(?:[:.：]\s?\d{2})?
          | \b\d{1,2}\s?(?:[:.]\d{2})?\s?(?:a\.?m\.?|p\.?m\.?)\s?(?:[-‐–—~∼～〜]|to|until|till|and|through)\s?\d{1,2}(?:[:.]\d{2})?\s?(?:a\.?m\.?|p\.?m\.?)?
          | \d{1,2}\s?시\s?(?:\d{1,2}\s?분|반)?\s?(?:[-‐–—~∼～〜]|부터|에서)\s?(?:오전|오후|저녁)?\s?\d{1,2}\s?(?:시|:\d{2})
          | \d{1,2}\s?時\s?(?:\d{1,2}\s?分|半)?\s?(?:[-‐–—~∼～〜]|から)\s?(?:午前|午後)?\s?\d{1,2}\s?(?:時|:\d{2})
          | \b\d{1,2}\s?(?:uhr)?\s?(?:[-–]|bis)\s?\d{1,2}\s?uhr
          | \b\d{1,2}\s?h\s?(?:\d{2})?\s?(?:[-–]|à|a|to)\s?\d{1,2}\s?h\s?(?:\d{2})?
          | \b(?:[9-9]|1[0-2]|[6-8])\s?[-–]\s?[1-8]\s?(?:pm|p\.m\.)
        )
        | \b24\s?/\s?7\b | 24시간\s?(?:연중|운영|상담|가능|접수|365) | 24時間(?:受付|対応|営業|年中) | \b24\s?hours\s?(?:a|per)\s?day\b | rund\sum\sdie\suhr | \b24\s?h\s?/\s?24\b
        ",
    )
});

/// Words of days and of opening that make times hours of service rather than a schedule or a clock.
static DAYS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)
        평일|주말|월요일|월\s?[-~～∼]\s?(?:금|토|일)|월\s?,|토요일|일요일|공휴일|점심|운영|상담|영업|업무|고객센터|연중무휴|휴무|접수|매일
        | 平日|土日|営業|受付|定休|月曜|月\s?[-~～〜]\s?(?:金|土)|年中無休
        | \b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:days?|\.|\b) | \bweek-?(?:days?|ends?)\b | \b(?:mo|di|mi|do|fr|sa|so)\b\.?\s?[-–:]
        | \b(?:tuesday|wednesday|thursday|saturday)s?\b
        | montag|dienstag|mittwoch|donnerstag|freitag|samstag|werktag|öffnungs|geschäftszeit|servicezeit|erreichbar|täglich
        | \b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|lun|ven)\b|horaires|ouvert|tous\sles\sjours
        | \b(?:lunes|viernes|sábado|horario)\b | \b(?:lunedì|venerdì|orari)\b | maandag|vrijdag|openingstijden
        | \b(?:open|opening|opened|hours?|daily|closed|available|every\s?day)\b
        ",
    )
});

/// Who is there at any time: a claim like `24/7` alone may be of anything.
static SERVED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:support|service|call|phone|help|customer|hotline|assistance|chat)|고객|상담|운영|접수|문의|受付|対応|営業|kunden|erreichbar|hotline|assistance",
    )
});
static ALWAYS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b24\s?/\s?7\b|24시간|24時間|\b24\s?hours\s?(?:a|per)\s?day\b|rund\sum\sdie\suhr|\b24\s?h\s?/\s?24\b")
});

/// Opening or service hours with clock times, in document order. Lines of hours that follow each other are one entry.
pub(super) fn hours(context: &Context<'_>, phones: &[Phone]) -> Vec<OpeningHours> {
    let text = context.document.text();
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut last_line_end = None;
    for line in lines_with_times(text) {
        let spoken = &text[line.clone()];
        let follows = last_line_end.is_some_and(|end: usize| end + 1 == line.start);
        let says_day = DAYS.is_match(spoken) || DAYS.is_match(line_before(text, line.start)) || opens(context, &line);
        let always = ALWAYS.is_match(spoken) && SERVED.is_match(spoken);
        if !says_day && !always {
            continue;
        }
        match groups.last_mut() {
            Some(group) if follows && line.end - group.start <= LENGTH * 2 => group.end = line.end,
            _ => groups.push(line.clone()),
        }
        last_line_end = Some(line.end);
    }
    groups
        .into_iter()
        .map(|range| OpeningHours {
            text: cut(text, &range),
            near_phone: near_phone(text, &range, phones),
            spot: context.document.spot(range),
        })
        .collect()
}

/// Lines that hold a span of times, in order, each once.
fn lines_with_times(text: &str) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    for span in SPAN.find_iter(text) {
        if lines.last().is_some_and(|line| span.start() < line.end) || !is_time(span.as_str()) {
            continue;
        }
        let start = text[..span.start()].rfind('\n').map_or(0, |at| at + 1);
        let end = text[span.end()..].find('\n').map_or(text.len(), |at| span.end() + at);
        lines.push(start..end);
    }
    lines
}

/// Whether the figures can be times of a day: hours to 24, minutes to 59.
fn is_time(span: &str) -> bool {
    span.split(|c: char| !c.is_ascii_digit())
        .filter_map(|figure| figure.parse::<u32>().ok())
        .all(|figure| figure < 60)
}

fn line_before(text: &str, start: usize) -> &str {
    let before = text[..start].trim_end_matches('\n');
    &before[before.rfind('\n').map_or(0, |at| at + 1)..]
}

fn opens(context: &Context<'_>, line: &Range<usize>) -> bool {
    context
        .hits_of("topic.hours")
        .any(|hit| hit.start < line.end && hit.end + 120 > line.start)
}

/// The words of a range, at most [`LENGTH`] characters, cut after a whole line where that leaves enough.
fn cut(text: &str, range: &Range<usize>) -> String {
    let words = text[range.clone()].trim();
    match words.char_indices().nth(LENGTH) {
        Some((end, _)) => words[..end].trim_end().to_owned(),
        None => words.to_owned(),
    }
}

fn near_phone(text: &str, range: &Range<usize>, phones: &[Phone]) -> bool {
    let start = floor(text, range.start.saturating_sub(NEAR));
    let end = floor(text, range.end + NEAR);
    let around = &text[start..end];
    phones
        .iter()
        .filter(|phone| phone.is_callable())
        .any(|phone| around.contains(phone.raw.as_str()))
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use crate::extract::{Source, facts};
    use crate::model::OpeningHours;

    fn hours(html: &str) -> Vec<OpeningHours> {
        facts(&Source::new(html.as_bytes(), None)).hours
    }

    #[test]
    fn hours_are_read_in_many_languages() {
        for html in [
            "<p>평일 오전 10시 ~ 오후 5시 (점심 12:30~13:30)",
            "<p>Monday to Friday, 9am to 5.30pm",
            "<p>Mo-Fr 8:00 bis 17:00 Uhr",
            "<p>営業時間 10:00～18:00（土日祝休み）",
            "<p>Du lundi au vendredi de 9h à 18h",
            "<p>고객센터 24시간 운영",
        ] {
            assert_eq!(hours(html).len(), 1, "{html}");
        }
    }

    #[test]
    fn lines_of_hours_are_one_entry() {
        let found = hours("<ul><li>Mon-Fri 9:00 - 17:00<li>Sat 10:00 - 14:00</ul>");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].text, "Mon-Fri 9:00 - 17:00\nSat 10:00 - 14:00");
    }

    #[test]
    fn a_number_beside_them_is_noticed() {
        assert!(hours("<html lang=ko><p>고객센터 1588-0199<p>평일 10:00 - 17:00")[0].near_phone);
        assert!(!hours("<p>Open Mon-Fri 10:00 - 17:00")[0].near_phone);
    }

    #[test]
    fn days_without_times_and_times_without_days_are_none() {
        assert!(hours("<p>We are open Monday to Friday").is_empty());
        assert!(hours("<p>Video 3:10 - 4:20").is_empty());
        assert!(hours("<p>We reply within 24 hours").is_empty());
    }
}
