//! The same promise in two places with two values.
//!
//! Two figures are set against each other only where they are the same promise: the same thing under the same label, in
//! the same language and currency, and without words of a condition beside them. A page that tells two figures itself
//! has conditions for them, and is left out.

mod contact;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::toolbox::{Sample, clip, count, number};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, Money, Note, PageKind, Stated, Unit, WalkPage};

/// Where rules for the whole shop stand, the most binding place first.
const RULES: &[PageKind] = &[
    PageKind::Returns,
    PageKind::Shipping,
    PageKind::Terms,
    PageKind::Faq,
    PageKind::Home,
];
/// Where windows of return stand; a product page repeats the shop's.
const WINDOWS: &[PageKind] = &[
    PageKind::Returns,
    PageKind::Shipping,
    PageKind::Terms,
    PageKind::Faq,
    PageKind::Product,
];

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "contradiction.returns-days",
        unit: Unit::Count,
        what: Text {
            en: "How many other figures the shop gives for the same window of return.",
            ko: "같은 반품 기간을 다르게 적은 숫자가 몇 가지인지입니다.",
        },
        how: Text {
            en: "Compares the days on the pages about returns and delivery, in the terms, the questions and on product \
                 pages. The right to withdraw, a return and an exchange are three promises; windows for faulty goods, \
                 and pages that tell two figures themselves, are left out. Not applicable when no page gives a figure.",
            ko: "교환·반품 안내, 배송 안내, 약관, 자주 묻는 질문, 상품 페이지의 일수를 견줍니다. 청약철회, 반품, 교환은 서로 다른 \
                 약속으로 보고, 하자 상품의 기간과 한 페이지에 두 숫자가 있는 경우는 뺍니다. 숫자를 적은 페이지가 없으면 해당 없음으로 \
                 둡니다.",
        },
        pages: WINDOWS,
        run: returns_days,
    },
    Measure {
        id: "contradiction.shipping",
        unit: Unit::Count,
        what: Text {
            en: "How many other amounts the shop gives for the same standard shipping, or for the order that ships \
                 free.",
            ko: "같은 기본 배송비나 무료배송 기준 금액을 다르게 적은 숫자가 몇 가지인지입니다.",
        },
        how: Text {
            en: "Compares the amounts on the home page, the pages about delivery and returns, in the terms and the \
                 questions, each in its currency and language. Islands, other countries and express, and product pages, \
                 whose goods may ship otherwise, are left out. Not applicable when no page gives an amount.",
            ko: "첫 화면, 배송·반품 안내, 약관, 자주 묻는 질문의 금액을 통화와 언어별로 견줍니다. 도서산간, 해외, 빠른 배송은 빼고, \
                 상품마다 배송비가 다를 수 있으므로 상품 페이지도 뺍니다. 금액을 적은 페이지가 없으면 해당 없음으로 둡니다.",
        },
        pages: RULES,
        run: shipping,
    },
    Measure {
        id: "contradiction.phone",
        unit: Unit::Count,
        what: Text {
            en: "How many phone numbers differ from the number that they should be.",
            ko: "같아야 하는데 다르게 적힌 전화번호가 몇 개인지입니다.",
        },
        how: Text {
            en: "Two numbers on one site are normal. Counted are links that call another number than the one they show, \
                 and headers and footers that hold exactly one number, but another one than those of the other pages in \
                 that language. Not applicable when no number was seen.",
            ko: "한 사이트에 번호가 둘인 것은 흔한 일입니다. 보이는 번호와 다른 번호로 거는 링크, 그리고 번호가 하나뿐인 머리글이나 \
                 바닥글이 같은 언어의 다른 페이지와 다른 번호를 보이는 경우만 셉니다. 번호를 보지 못했다면 해당 없음으로 둡니다.",
        },
        pages: &[],
        run: contact::phone,
    },
    Measure {
        id: "contradiction.email",
        unit: Unit::Count,
        what: Text {
            en: "How many e-mail addresses in the frame of the pages differ from that of the other pages.",
            ko: "페이지의 틀에 적힌 이메일 주소가 다른 페이지와 다른 것이 몇 개인지입니다.",
        },
        how: Text {
            en: "Looks at headers and footers that hold exactly one address, and counts the other addresses that stand in \
                 the same place of other pages in that language. Addresses in the text are left out: a shop has several. \
                 Not applicable when no header or footer holds exactly one.",
            ko: "주소가 하나뿐인 머리글과 바닥글을 보고, 같은 언어의 다른 페이지에서 같은 자리에 적힌 다른 주소를 셉니다. 본문의 주소는 \
                 여럿일 수 있으므로 뺍니다. 주소가 하나뿐인 머리글이나 바닥글이 없으면 해당 없음으로 둡니다.",
        },
        pages: &[],
        run: contact::email,
    },
];

/// One place where a promise is made.
struct Place<V> {
    value: V,
    /// The lower, the more binding.
    rank: usize,
    evidence: Evidence,
}

/// Promises by what is promised: the values, and where they stand.
struct Promises<K, V> {
    of: BTreeMap<K, Vec<Place<V>>>,
}

impl<K: Ord, V: Ord + Clone> Promises<K, V> {
    fn new() -> Self {
        Promises { of: BTreeMap::new() }
    }

    fn add(&mut self, what: K, value: V, rank: usize, evidence: Evidence) {
        self.of.entry(what).or_default().push(Place { value, rank, evidence });
    }

    /// The values beyond the first of each promise, with one quote for each value: those that contradict first.
    fn contradictions(mut self) -> Measured {
        if self.of.is_empty() {
            return Measured::NotApplicable(Note::new("nothing-to-compare"));
        }
        let (mut against, mut other, mut sample) = (Vec::new(), Vec::new(), 0);
        let mut contradictions = 0;
        for places in self.of.values_mut() {
            sample += places.len();
            places.sort_by(|one, two| (one.rank, &one.evidence).cmp(&(two.rank, &two.evidence)));
            let mut seen: BTreeSet<V> = BTreeSet::new();
            let firsts: Vec<Evidence> = places
                .iter()
                .filter(|place| seen.insert(place.value.clone()))
                .map(|place| place.evidence.clone())
                .collect();
            contradictions += firsts.len().saturating_sub(1);
            if firsts.len() > 1 {
                against.extend(firsts);
            } else {
                other.extend(firsts);
            }
        }
        against.extend(other);
        number(count(contradictions), against, sample, contradictions)
    }
}

fn rank(page: &WalkPage, order: &[PageKind]) -> usize {
    order
        .iter()
        .position(|kind| *kind == page.facts.kind.name)
        .unwrap_or(order.len())
}

fn language(page: &WalkPage) -> String {
    let tag = page.facts.language.as_deref().unwrap_or_default();
    tag.split('-').next().unwrap_or_default().to_owned()
}

/// Which of the three promises about goods that come back a window is.
fn window(quote: &str) -> &'static str {
    static WITHDRAWAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)청약\s?철회|withdraw|right to cancel|cancell?ation|widerruf|rétract|desist|recesso|クーリング|herroep",
        )
        .expect("built-in pattern")
    });
    static RETURN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)반품|환불|return|refund|send (?:it )?back|rückgabe|zurück|retour|renvoy|devol|返品|reso\b")
            .expect("built-in pattern")
    });
    static EXCHANGE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)교환|exchange|umtausch|échange|cambio|交換").expect("built-in pattern"));
    if RETURN.is_match(quote) {
        "return"
    } else if WITHDRAWAL.is_match(quote) {
        "withdrawal"
    } else if EXCHANGE.is_match(quote) {
        "exchange"
    } else {
        // Under a heading about returns.
        "return"
    }
}

/// Words of a condition: the figure holds for some goods, customers or seasons only.
fn conditional(quote: &str) -> bool {
    static CONDITION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)
            회원|등급|일부|제외|한정|이벤트|행사|연휴|명절|해외|직구|신선|식품|가구|주문\s?제작|도서|산간|제주|특급|퀵|당일|새벽|착불|최소
            | \bmembers?\b | \bloyal | \bchristmas\b | \bholiday | \bsale\sitems?\b | \bselected\b | \bexcept | \bexclud | \bonly\b
            | \binternational | \babroad\b | \boverseas\b | \beurope\b | \beu\b | \bexpress\b | \bnext[\s-]day\b | \bsame[\s-]day\b
            | \bisland | \bremote\b | \bhighland | \bbulky\b | \bfurniture\b | \belectronic | \bextended\b | \bminimum\b | \bat\sleast\b
            | mitglied | ausland | österreich | schweiz | \beuropa\b | \binsel | sperrgut | weihnacht | ausgenommen | mindestens
            | membre | étranger | \bcorse\b | soldes | 離島 | 沖縄 | 北海道 | 会員 | 海外 | 一部 | 除く",
        )
        .expect("built-in pattern")
    });
    CONDITION.is_match(quote)
}

fn stated<T>(page: &WalkPage, stated: &Stated<T>) -> Evidence {
    Evidence::quote(&page.url, &stated.spot, clip(&stated.quote))
}

fn returns_days(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, WINDOWS);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut promises = Promises::new();
    for page in &sample.pages {
        let mut windows: BTreeMap<&str, Vec<&Stated<u32>>> = BTreeMap::new();
        for window_days in &page.facts.policies.returns_days_all {
            if !conditional(&window_days.quote) {
                windows.entry(window(&window_days.quote)).or_default().push(window_days);
            }
        }
        for (what, told) in windows {
            let [first, rest @ ..] = told.as_slice() else { continue };
            if rest.iter().all(|other| other.value == first.value) {
                promises.add(
                    (language(page), what),
                    first.value,
                    rank(page, WINDOWS),
                    stated(page, first),
                );
            }
        }
    }
    promises.contradictions()
}

fn shipping(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, RULES);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut promises = Promises::new();
    for page in &sample.pages {
        let policies = &page.facts.policies;
        let told: [(&str, &Option<Stated<Money>>); 2] = [
            ("cost", &policies.shipping_cost),
            ("free-from", &policies.free_shipping_from),
        ];
        for (what, promise) in told {
            let Some(promise) = promise.as_ref().filter(|promise| !conditional(&promise.quote)) else {
                continue;
            };
            // An amount without a currency cannot be told from one in another.
            let Some(currency) = promise.value.currency.clone() else {
                continue;
            };
            promises.add(
                (language(page), currency, what),
                promise.value.amount.normalize(),
                rank(page, RULES),
                stated(page, promise),
            );
        }
    }
    promises.contradictions()
}

#[cfg(test)]
#[path = "contradiction_tests.rs"]
mod tests;
