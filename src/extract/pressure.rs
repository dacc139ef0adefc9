//! Words and devices that press or steer a customer.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::Context;
use super::pattern::pattern;
use crate::lexicon::{Pressure, PressureHit};
use crate::model::PressureMention;
use crate::page::Element;

/// Mentions of one pattern kept of a page.
const MAX_OF_ONE: usize = 20;
/// Characters kept around a mention.
const QUOTE_CHARS: usize = 200;
/// What keeps a mention honest stands within so many bytes of it.
const BESIDE_BYTES: usize = 400;
/// A label is no longer.
const MAX_LABEL_BYTES: usize = 300;
/// Names of elements that count down.
const CLOCKS: &[&str] = &[
    "countdown",
    "count-down",
    "count_down",
    "flipclock",
    "flip-clock",
    "flipdown",
];

/// A day of the calendar, or a time on it.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix) \b 20\d\d \s? [-./年년] \s? \d{1,2} \s? [-./月월] | \d{1,2} \s? 월 \s? \d{1,2} \s? 일 | \d{1,2} 月 \d{1,2} 日
        | \b \d{1,2} [./] \d{1,2} [./] (?:20)? \d\d \b | [~～∼] \s? \d{1,2} [./] \d{1,2}
        | \b \d{1,2} (?:st|nd|rd|th|\.)? \s (?:of\s)? (?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|déc|ene|abr|ago|dic|fév|avr|aoû)
        | \b (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) [a-z]* \.? \s \d{1,2} \b",
    )
});
static AMOUNT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)[$€£₩￦¥]\s?\d|\d[\d.,]*\s?(?:원|円|€|£|kr\b|usd\b|eur\b|krw\b)"));
static WAY_OUT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\bcancel|해지|취소|중지|解約|キャンセル|kündig|résili|annul|cancelar|\bskip\b|\bpause\b")
});
static OPTIONAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)선택|optional|任意|freiwillig|facultati|opcional"));

/// Names by which scripts say that they wait for a customer who leaves.
static EXIT_TRAPS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(["exitintent", "exit-intent", "exit_intent", "ouibounce", "bioep"])
        .expect("a few words")
});

/// All of them, in document order.
pub(super) fn pressures(context: &Context<'_>) -> Vec<PressureMention> {
    let mut found: Vec<(usize, PressureMention)> = words(context);
    found.extend(clocks(context));
    found.sort_by_key(|(at, _)| *at);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let kept = found.into_iter().filter(|(_, mention)| {
        let count = counts.entry(mention.pattern.clone()).or_default();
        *count += 1;
        *count <= MAX_OF_ONE
    });
    kept.map(|(_, mention)| mention).chain(exit_trap(context)).collect()
}

fn words(context: &Context<'_>) -> Vec<(usize, PressureMention)> {
    let document = &context.document;
    Pressure::builtin()
        .find_all(document.text())
        .into_iter()
        .filter(|hit| !hit.only_on_control || is_on_control(context, &hit.range))
        .map(|hit| {
            let mention = PressureMention {
                pattern: hit.pattern.to_owned(),
                quote: document.quote(hit.range.clone(), QUOTE_CHARS),
                told: is_told(context, &hit),
                spot: document.spot(hit.range.clone()),
            };
            (hit.range.start, mention)
        })
        .collect()
}

/// Whether words stand on a button, a link or a label, and are all that it says.
fn is_on_control(context: &Context<'_>, range: &Range<usize>) -> bool {
    let Some(element) = context.document.at(range.start) else {
        return false;
    };
    element
        .self_and_ancestors()
        .take(4)
        .find(|element| {
            matches!(element.name(), "a" | "button" | "label")
                || element.attr("onclick").is_some()
                || element
                    .attr("role")
                    .is_some_and(|role| role.eq_ignore_ascii_case("button"))
        })
        .is_some_and(|control| control.text_range().len() <= MAX_LABEL_BYTES)
}

/// Whether what keeps it honest stands beside it.
fn is_told(context: &Context<'_>, hit: &PressureHit<'_>) -> bool {
    let beside = beside(context.document.text(), &hit.range);
    match hit.pattern {
        "urgency" | "low-stock" => DATE.is_match(beside),
        "subscription" => AMOUNT.is_match(beside) && WAY_OUT.is_match(beside),
        "trial" => AMOUNT.is_match(beside) || DATE.is_match(beside),
        // The box's own words: those of the boxes beside it do not tell.
        "agree-all" => OPTIONAL.is_match(&context.document.quote(hit.range.clone(), QUOTE_CHARS)),
        _ => false,
    }
}

fn beside<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    let from = text.floor_char_boundary(range.start.saturating_sub(BESIDE_BYTES));
    let to = text.floor_char_boundary((range.end + BESIDE_BYTES).min(text.len()));
    &text[from..to]
}

/// Clocks that count down, the outermost element of each.
fn clocks(context: &Context<'_>) -> Vec<(usize, PressureMention)> {
    let mut end = 0;
    let mut found = Vec::new();
    for element in context.document.elements() {
        let range = element.text_range();
        if range.start < end || range.is_empty() || !is_clock(element) {
            continue;
        }
        if !element.text().contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        end = range.end;
        let mention = PressureMention {
            pattern: "countdown".to_owned(),
            quote: context.document.quote(range.clone(), QUOTE_CHARS),
            told: DATE.is_match(beside(context.document.text(), &range)) || names_a_date(element),
            spot: element.spot(),
        };
        found.push((range.start, mention));
    }
    found
}

fn is_clock(element: Element<'_>) -> bool {
    let names = |value: &str| {
        let value = value.to_ascii_lowercase();
        CLOCKS.iter().any(|clock| value.contains(clock))
    };
    element.attr("class").is_some_and(names) || element.attr("id").is_some_and(names)
}

/// An attribute that holds the day on which the clock stops.
fn names_a_date(clock: Element<'_>) -> bool {
    std::iter::once(clock)
        .chain(clock.descendants())
        .take(40)
        .any(|element| {
            element
                .attrs()
                .any(|(name, value)| (name.starts_with("data-") || name == "datetime") && DATE.is_match(value))
        })
}

/// A script that waits for the customer to leave. One a page: its parts are many.
fn exit_trap(context: &Context<'_>) -> Option<PressureMention> {
    context.document.tagged("script").find_map(|script| {
        let source = script.attr("src").unwrap_or_default();
        let inline = script.reference().text();
        let words = std::iter::once(source).chain(inline).find_map(|text| {
            let found = EXIT_TRAPS.find(text)?;
            Some(around(text, found.range()))
        })?;
        let mut spot = script.spot();
        // A script is never seen; what it does is.
        spot.visible = true;
        Some(PressureMention {
            pattern: "exit-trap".to_owned(),
            quote: words,
            told: false,
            spot,
        })
    })
}

fn around(text: &str, range: Range<usize>) -> String {
    let from = text.floor_char_boundary(range.start.saturating_sub(40));
    let to = text.floor_char_boundary((range.end + 40).min(text.len()));
    text[from..to].split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::extract::{Source, facts};
    use crate::model::PressureMention;

    fn seen(html: &str, pattern: &str) -> Vec<PressureMention> {
        let facts = facts(&Source::new(html.as_bytes(), None));
        facts.pressure(pattern).cloned().collect()
    }

    fn told(html: &str, pattern: &str) -> Option<bool> {
        seen(html, pattern).first().map(|mention| mention.told)
    }

    #[test]
    fn words_are_quoted_with_their_line() {
        let found = seen(
            "<h1>Pot</h1><p class=stock>Only <b>3</b> left in stock.</p>",
            "low-stock",
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].quote, "Only 3 left in stock.");
        assert!(seen("<p hidden>Only 3 left in stock</p>", "low-stock").is_empty());
    }

    #[test]
    fn shame_counts_on_a_button_and_not_in_prose() {
        let words = "No thanks, I don't want to save money";
        assert_eq!(seen(&format!("<button>{words}</button>"), "confirmshaming").len(), 1);
        assert!(seen(&format!("<p>{words}</p>"), "confirmshaming").is_empty());
    }

    #[test]
    fn an_offer_with_its_last_day_is_told() {
        assert_eq!(told("<p>Sale ends soon!</p>", "urgency"), Some(false));
        assert_eq!(told("<p>Sale ends soon: until 30 November</p>", "urgency"), Some(true));
        assert_eq!(told("<p>기간 한정 세일 ~11.30</p>", "urgency"), Some(true));
    }

    #[test]
    fn a_clock_with_a_date_is_told() {
        assert_eq!(
            told(
                "<div class='deal-countdown'><b>02</b>:<b>13</b>:<b>44</b></div>",
                "countdown"
            ),
            Some(false)
        );
        let dated = "<div class=countdown data-end='2026-12-01T00:00:00'><span>02</span>:<span>13</span></div>";
        assert_eq!(
            (told(dated, "countdown"), seen(dated, "countdown").len()),
            (Some(true), 1)
        );
        assert_eq!(told("<div class=countdown></div>", "countdown"), None);
    }

    #[test]
    fn a_subscription_is_told_with_amount_and_way_out() {
        assert_eq!(told("<p>정기결제로 자동 갱신됩니다</p>", "subscription"), Some(false));
        let whole = "<p>Renews automatically at $5 a month. Cancel at any time in your account.</p>";
        assert_eq!(told(whole, "subscription"), Some(true));
    }

    #[test]
    fn a_trap_for_leavers_is_known_by_its_script() {
        assert_eq!(
            seen("<p>Hi</p><script>initExitIntent({delay: 5})</script>", "exit-trap").len(),
            1
        );
        assert!(seen("<script>var exit = intent</script>", "exit-trap").is_empty());
    }
}
