//! Texts of the information pages and the shop's invented identity.

use super::{Language, Text};
use crate::demo::Character;
use jiff::civil::{Date, date};

/// The day on which the demo shop always lives, a Friday.
///
/// Promised dates are computed from it and never from a clock: two audits of the same shop must see the same
/// bytes, today and next year.
pub(crate) const DEMO_DAY: Date = date(2026, 11, 20);

/// The next business day after [`DEMO_DAY`]: first possible arrival.
pub(crate) const FIRST_ARRIVAL: Date = date(2026, 11, 23);
/// Third business day after [`DEMO_DAY`]: last promised arrival.
pub(crate) const LAST_ARRIVAL: Date = date(2026, 11, 25);

/// `11월 23일(월)` or `Mon 23 Nov`.
pub(crate) fn day(date: Date, language: Language) -> String {
    let korean = ["월", "화", "수", "목", "금", "토", "일"];
    match language {
        Language::Korean => {
            let weekday = korean[date.weekday().to_monday_zero_offset() as usize % 7];
            format!("{}월 {}일({weekday})", date.month(), date.day())
        }
        Language::English => date.strftime("%a %-d %b").to_string(),
    }
}

/// The kinds of information page, in the order of the footer: slug and title.
pub(crate) const INFORMATION: &[(&str, Text)] = &[
    (
        "shipping",
        Text {
            ko: "배송 안내",
            en: "Shipping",
        },
    ),
    (
        "returns",
        Text {
            ko: "교환·반품 안내",
            en: "Returns and refunds",
        },
    ),
    (
        "terms",
        Text {
            ko: "이용약관",
            en: "Terms and conditions",
        },
    ),
    (
        "privacy",
        Text {
            ko: "개인정보처리방침",
            en: "Privacy policy",
        },
    ),
    (
        "legal",
        Text {
            ko: "사업자 정보",
            en: "Company information",
        },
    ),
    (
        "about",
        Text {
            ko: "회사 소개",
            en: "About us",
        },
    ),
];

macro_rules! fragments {
    ($character:literal: $($slug:literal),+) => {
        &[$(($slug, Text {
            ko: include_str!(concat!("../texts/", $character, "/", $slug, ".ko.html")),
            en: include_str!(concat!("../texts/", $character, "/", $slug, ".en.html")),
        })),+]
    };
}

const GOOD: &[(&str, Text)] = fragments!("good": "shipping", "returns", "terms", "privacy", "legal", "about");
const BAD: &[(&str, Text)] = fragments!("bad": "shipping", "returns", "terms", "privacy", "legal", "about");
const ODD: &[(&str, Text)] = fragments!("odd": "shipping", "returns", "terms", "privacy", "legal", "about");

/// Title and HTML of an information page.
pub(crate) fn information(character: Character, slug: &str) -> Option<(Text, Text)> {
    let title = INFORMATION.iter().find(|row| row.0 == slug)?.1;
    let texts = match character {
        Character::Good => GOOD,
        Character::Bad => BAD,
        Character::Odd => ODD,
    };
    Some((title, texts.iter().find(|row| row.0 == slug)?.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promised_days_are_the_business_days_after_the_demo_day() {
        assert_eq!(day(DEMO_DAY, Language::Korean), "11월 20일(금)");
        assert_eq!(day(FIRST_ARRIVAL, Language::Korean), "11월 23일(월)");
        assert_eq!(day(LAST_ARRIVAL, Language::English), "Wed 25 Nov");
    }
}
