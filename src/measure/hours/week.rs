//! Hours a week, from the words in which a shop prints them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::super::toolbox::{Sample, clip, number};
use super::Input;
use crate::model::{Evidence, Measured};

/// Hours of a week.
const ALL: f64 = 168.0;
/// Monday to Friday.
const WEEKDAYS: u8 = 0b001_1111;
const WEEKEND: u8 = 0b110_0000;
const EVERY_DAY: u8 = 0b111_1111;

static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    built_in(
        r"(?xi)
        (?P<before>오전|오후|午前|午後)?\s?
        (?P<from>\d{1,2})\s?(?:[:.：h時시]\s?(?P<from_minute>\d{2}|반|半)?)?\s?분?\s?(?P<from_half>a\.?m\.?|p\.?m\.?)?\s?(?:uhr|h)?
        \s?(?:[-‐–—~∼～〜]|\bto\b|\bbis\b|\bà\b|\band\b|\buntil\b|\btill\b|부터|から|에서)\s?
        (?P<middle>오전|오후|저녁|午前|午後)?\s?
        (?P<to>\d{1,2})\s?(?:[:.：h時시]\s?(?P<to_minute>\d{2}|반|半)?)?\s?(?P<to_half>a\.?m\.?|p\.?m\.?)?",
    )
});
static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    built_in(&format!(
        r"(?i)(?P<first>{DAY})[a-zäéì.]*(?:요일|曜日?)?\s?(?:[-‐–—~∼～〜/]|\bto\b|\bbis\b|\bthrough\b|\bà\b|\bau\b|\bal?\b|から)\s?(?P<last>{DAY})"
    ))
});
static SINGLE: LazyLock<Regex> = LazyLock::new(|| {
    built_in(
        r"(?i)(?P<day>[월화수목금토일])요일|(?P<kanji>[月火水木金土日])曜|\b(?P<word>mon|tue|wed|thu|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)(?:day|sday|nesday|rsday|urday|s)?s?\b|(?:^|[\s,/·])(?P<lone>토)(?:[\s:,/·]|$)",
    )
});
static GROUPS: LazyLock<[(Regex, u8); 3]> = LazyLock::new(|| {
    [
        (
            built_in(
                r"(?i)매일|연중\s?무휴|365일|每日|毎日|年中無休|\bdaily\b|\bevery ?day\b|\b7 days\b|täglich|tous les jours|todos los días",
            ),
            EVERY_DAY,
        ),
        (
            built_in(r"(?i)평일|주중|영업일|平日|\bweekdays?\b|\bwerktags?\b|\bbusiness days\b|\bworking days\b"),
            WEEKDAYS,
        ),
        (built_in(r"(?i)주말|\bweek-?ends?\b|wochenende|土日"), WEEKEND),
    ]
});
static LUNCH: LazyLock<Regex> =
    LazyLock::new(|| built_in(r"(?i)점심|휴게|중식|\blunch|\bbreak\b|mittagspause|昼休み|休憩|pause"));
/// Hours of something else than the person who answers.
static OTHERS: LazyLock<Regex> =
    LazyLock::new(|| built_in(r"(?i)\bparking\b|주차|\bdelivery within\b|배송 ?시간|배달 ?시간"));
static CLOSED: LazyLock<Regex> = LazyLock::new(|| {
    built_in(r"(?i)휴무|휴일|쉽니다|제외|\bclosed\b|\bexcept\b|geschlossen|ruhetag|定休|休業|fermé|cerrado")
});

const DAY: &str = "월|화|수|목|금|토|일|月|火|水|木|金|土|日|mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|mié|jeu|jue|gio|ven|vie|sam|sáb|sab|dim|dom|mo|di|mi|do|fr|sa|so";

fn built_in(pattern: &str) -> Regex {
    Regex::new(pattern).expect("built-in pattern")
}

pub(super) fn per_week(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut read: Vec<(u32, f64, Evidence)> = sample
        .pages
        .iter()
        .flat_map(|page| page.facts.hours.iter().map(move |hours| (page, hours)))
        .filter(|(_, hours)| hours.spot.visible && !OTHERS.is_match(&hours.text))
        .filter_map(|(page, hours)| {
            let (days, total) = week(&hours.text)?;
            Some((days, total, Evidence::quote(&page.url, &hours.spot, clip(&hours.text))))
        })
        .collect();
    read.sort_by(|one, other| {
        let days = other.0.cmp(&one.0);
        days.then(other.1.total_cmp(&one.1)).then(one.2.cmp(&other.2))
    });
    match read.first() {
        Some((_, hours, _)) => {
            let hours = *hours;
            let evidence = read.into_iter().map(|(_, _, evidence)| evidence).collect();
            number(hours, evidence, sample.pages.len(), 0)
        }
        None => Measured::unknown("no-hours-read"),
    }
}

/// How many days the text names, and the hours of a week; none where no span of clock times can be read.
fn week(text: &str) -> Option<(u32, f64)> {
    let mut hours: BTreeMap<u8, f64> = BTreeMap::new();
    let mut named = 0;
    let mut days = 0;
    let mut last_end = 0;
    let mut open_until = 0.0;
    let spans = SPAN.captures_iter(text).count();
    for span in SPAN.captures_iter(text) {
        let whole = span.get(0)?;
        let before = text.get(last_end..whole.start()).unwrap_or_default();
        let after = text.get(whole.end()..).unwrap_or_default();
        last_end = whole.end();
        let Some((from, to)) = clocks(&span).filter(|_| is_clock(text, &span)) else {
            continue;
        };
        let length = to - from;
        if LUNCH.is_match(before) {
            for open in hours.values_mut() {
                *open = (*open - length).max(0.0);
            }
            continue;
        }
        let told = days_in(before);
        days = match (told, days) {
            (0, 0) if spans == 1 => days_in(after),
            (0, 0) => days_in(bracket(after)),
            // The second half of a day with a break: "9.30-13.30 / 15.00-18.00".
            (0, days) if from >= open_until => {
                for day in (0..7).filter(|day| days & (1 << day) != 0) {
                    *hours.entry(day).or_default() += length;
                }
                open_until = to;
                continue;
            }
            (0, _) => continue,
            (told, _) => told,
        };
        open_until = to;
        named |= days;
        let meant = if days == 0 { WEEKDAYS } else { days };
        for day in (0..7).filter(|day| meant & (1 << day) != 0) {
            let open = hours.entry(day).or_default();
            *open = length.max(*open);
        }
    }
    let total: f64 = hours.values().sum();
    (total > 0.0).then_some((named.count_ones(), total.min(ALL)))
}

/// The remark in brackets that follows at once.
fn bracket(after: &str) -> &str {
    let rest = after.trim_start();
    match rest.strip_prefix(['(', '（']) {
        Some(inner) => inner.split([')', '）']).next().unwrap_or(inner),
        None => "",
    }
}

/// Days that the words name, one bit each from Monday on; what is closed does not count.
fn days_in(words: &str) -> u8 {
    words
        .split([',', '(', ')', '\n', '|', ';', '（', '）', '※'])
        .filter(|part| !CLOSED.is_match(part))
        .fold(0, |days, part| days | days_of(part))
}

fn days_of(part: &str) -> u8 {
    let mut days = 0;
    for (group, meant) in GROUPS.iter() {
        if group.is_match(part) {
            days |= meant;
        }
    }
    for range in RANGE.captures_iter(part) {
        if let (Some(first), Some(last)) = (day(&range["first"]), day(&range["last"])) {
            days |= (0..7)
                .filter(|one| {
                    if first <= last {
                        (first..=last).contains(one)
                    } else {
                        *one >= first || *one <= last
                    }
                })
                .fold(0, |days, one| days | 1 << one);
        }
    }
    for single in SINGLE.captures_iter(part) {
        let word = ["day", "kanji", "word", "lone"]
            .iter()
            .find_map(|name| single.name(name));
        if let Some(one) = word.and_then(|word| day(word.as_str())) {
            days |= 1 << one;
        }
    }
    days
}

fn day(word: &str) -> Option<u8> {
    let word = word.to_lowercase();
    let starts = |names: &[&str]| names.iter().any(|name| word.starts_with(name));
    match () {
        () if starts(&["dim", "dom"]) => Some(6),
        () if starts(&["mar", "lun"]) => Some(if word.starts_with('l') { 0 } else { 1 }),
        () if starts(&["mer", "mié"]) => Some(2),
        () if starts(&["jeu", "jue", "gio"]) => Some(3),
        () if starts(&["ven", "vie"]) => Some(4),
        () if starts(&["월", "月", "mo"]) => Some(0),
        () if starts(&["화", "火", "tu", "di"]) => Some(1),
        () if starts(&["수", "水", "we", "mi"]) => Some(2),
        () if starts(&["목", "木", "th", "do"]) => Some(3),
        () if starts(&["금", "金", "fr"]) => Some(4),
        () if starts(&["토", "土", "sa"]) => Some(5),
        () if starts(&["일", "日", "su", "so"]) => Some(6),
        () => None,
    }
}

/// Clock times: something beside the plain numbers says so, and they are no piece of a longer number.
fn is_clock(text: &str, span: &Captures<'_>) -> bool {
    let (Some(from), Some(to), Some(whole)) = (span.name("from"), span.name("to"), span.get(0)) else {
        return false;
    };
    let ends_before = text[..from.start()].ends_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '.'));
    let goes_on = text[whole.end()..].starts_with(|c: char| c.is_ascii_digit());
    let marked = ["before", "middle", "from_minute", "from_half", "to_minute", "to_half"]
        .iter()
        .any(|name| span.name(name).is_some())
        || text[from.end()..]
            .chars()
            .take(4)
            .chain(text[to.end()..].chars().take(4))
            .any(|c| matches!(c, ':' | '시' | '時' | 'h' | 'u' | 'U'));
    !ends_before && !goes_on && marked
}

/// Beginning and end of a span in hours of the day; none where it makes no sense.
fn clocks(span: &Captures<'_>) -> Option<(f64, f64)> {
    let half = |name: &str| {
        span.name(name).map(|word| {
            let word = word.as_str().to_lowercase();
            word.starts_with('p') || ["오후", "저녁", "午後"].contains(&word.as_str())
        })
    };
    let clock = |hour: &str, minute: &str, afternoon: Option<bool>| -> Option<f64> {
        let hour: f64 = span[hour].parse().ok().filter(|hour| *hour <= 24.0)?;
        let minute = match span.name(minute).map(|minute| minute.as_str()) {
            Some("반" | "半") => 30.0,
            Some(digits) => digits.parse().ok()?,
            None => 0.0,
        };
        let shift = if afternoon == Some(true) && hour < 12.0 {
            12.0
        } else {
            0.0
        };
        Some(hour + shift + minute / 60.0)
    };
    let from = clock("from", "from_minute", half("from_half").or(half("before")))?;
    let mut to = clock("to", "to_minute", half("to_half").or(half("middle")))?;
    if to <= from && to <= 12.0 && from < 12.0 {
        to += 12.0;
    }
    (to > from && to - from <= 24.0).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::super::super::toolbox::testing::{code_of, page, spot, value_of};
    use super::week;
    use crate::model::{OpeningHours, PageKind, Region, Value};

    fn hours(text: &str) -> f64 {
        week(text).map_or(0.0, |(_, hours)| hours)
    }

    #[test]
    fn a_week_is_added_up_from_the_words_of_several_languages() {
        for (text, expected) in [
            ("평일 09:00~18:00, 토요일 10:00~14:00 (일요일·공휴일 휴무)", 49.0),
            ("평일 오전 10시 ~ 오후 5시 / 점심시간 12:00~13:00", 30.0),
            ("월~금 10:00-17:00", 35.0),
            ("09:30 ~ 18:30 (평일)", 45.0),
            ("Weekdays 09:00–18:00, Saturday 10:00–14:00", 49.0),
            ("Mon-Fri 9am to 5.30pm", 42.5),
            ("Monday to Friday 9-5 pm", 40.0),
            ("Mo–Fr 8 bis 17 Uhr", 45.0),
            ("平日 10:00～18:00", 40.0),
            ("매일 10:00~22:00", 84.0),
            ("Du lundi au samedi de 9h à 19h.", 60.0),
            ("Dal Lun. al Ven. 9.30-13.30 / 15.00-18.00", 35.0),
            ("8.30am - 5pm, Monday to Saturday.", 51.0),
            ("9am and 9pm (GMT/BST) Monday to Friday - 9am to 6pm - weekends", 60.0),
            ("고객센터 02-123-4567, 평일 13:00~16:00", 15.0),
            ("고객센터 1588-0000 평일 10시 ~ 17시", 35.0),
        ] {
            assert!((hours(text) - expected).abs() < 1e-9, "{text}: {}", hours(text));
        }
        assert!(week("since 2009").is_none());
    }

    #[test]
    fn the_text_that_names_most_days_counts() {
        let mut home = page(PageKind::Home, "/");
        for text in ["10:00~18:00", "평일 09:00~18:00, 토요일 10:00~14:00"] {
            home.facts.hours.push(OpeningHours {
                text: text.to_owned(),
                near_phone: true,
                spot: spot(Region::Footer),
            });
        }
        assert_eq!(value_of("hours.per-week", vec![home]), Value::Number(49.0));
        assert_eq!(
            code_of("hours.per-week", vec![page(PageKind::Home, "/")]),
            "no-hours-read"
        );
    }
}
