//! Ways to pay.

use std::collections::BTreeMap;

use super::toolbox::{Sample, clip, count, fields, journey, number, yes_no};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Field, Measured, Note, PageKind, Unit, Walk};

/// So many may be a part of a wider choice.
const FEW: usize = 2;

/// Where a customer is before the order form.
const EARLY: &[PageKind] = &[PageKind::Home, PageKind::Product, PageKind::Cart];

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "payment.method-count",
        unit: Unit::Count,
        what: Text {
            en: "How many different ways to pay the shop names.",
            ko: "쇼핑몰이 내건 서로 다른 결제 수단의 수입니다.",
        },
        how: Text {
            en: "Counts the ways to pay that any page names, in words or by a logo. Unknown when at most two were found and \
                 the page where a customer chooses was not read, because the choice may be wider there.",
            ko: "어느 페이지든 글자나 로고로 나온 결제 수단을 셉니다. 두 가지 이하만 보였는데 결제 수단을 고르는 화면을 읽지 못했다면, 거기에 \
                 더 있을 수 있으므로 알 수 없음으로 둡니다.",
        },
        pages: &[],
        run: method_count,
    },
    Measure {
        id: "payment.listed-early",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the ways to pay are shown before the order form.",
            ko: "주문서에 들어가기 전에 결제 수단을 볼 수 있는지입니다.",
        },
        how: Text {
            en: "Looks for at least one way to pay, in words or as the alternative text of a logo, on the home page, \
                 a product page or the cart, footer included. A logo without words is not seen.",
            ko: "첫 화면, 상품 페이지, 장바구니(바닥글 포함)에서 결제 수단의 이름이나 로고의 대체 글을 찾습니다. 글자 없는 로고는 보지 못합니다.",
        },
        pages: EARLY,
        run: listed_early,
    },
];

fn method_count(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut methods: BTreeMap<&str, Evidence> = BTreeMap::new();
    for page in &sample.pages {
        for method in &page.facts.payment_methods {
            methods.entry(&method.id).or_insert_with(|| Evidence {
                quote: method.words.clone(),
                ..Evidence::page(&page.url)
            });
        }
    }
    let choice = choice(input.walk);
    let chosen_from = choice.is_some()
        || sample.pages.iter().any(|page| {
            page.facts.kind.name == PageKind::Payment
                || (page.facts.kind.name == PageKind::Checkout && !page.facts.payment_methods.is_empty())
        });
    if methods.len() <= FEW && !chosen_from {
        return Measured::Unknown(match journey::buy(input.walk) {
            Ok(_) => Note::new("payment-choice-not-read"),
            Err(note) => note,
        });
    }
    let mut evidence: Vec<Evidence> = methods.into_values().collect();
    // The order form may offer ways that no word is known for.
    if let Some((url, field)) = choice.filter(|(_, field)| field.options.len() > evidence.len()) {
        evidence = field
            .options
            .iter()
            .map(|option| Evidence {
                selector: Some(field.selector.clone()),
                quote: clip(&option.label),
                ..Evidence::page(url)
            })
            .collect();
    }
    number(count(evidence.len()), evidence, sample.pages.len(), 0)
}

/// Where the order form lets a customer choose how to pay: a page of it or a panel.
fn choice(walk: &Walk) -> Option<(&str, &Field)> {
    let is_choice = |field: &&Field| {
        let words = fields::words_of(field).to_lowercase();
        matches!(field.control.as_str(), "radio" | "select")
            && field.options.len() >= 2
            && (words.contains("payment") || words.contains("pay_") || words.contains("결제"))
    };
    journey::order_form(walk)
        .unwrap_or_default()
        .into_iter()
        .find_map(|(step, _)| Some((step.url.as_deref()?, step.fields.iter().find(is_choice)?)))
}

fn listed_early(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, EARLY);
    if sample.is_empty() {
        return sample.unknown();
    }
    let named: Vec<Evidence> = sample
        .pages
        .iter()
        .filter(|page| !page.facts.payment_methods.is_empty())
        .map(|page| {
            let words: Vec<&str> = page
                .facts
                .payment_methods
                .iter()
                .map(|method| method.words.as_str())
                .collect();
            Evidence {
                quote: clip(&words.join(", ")),
                ..Evidence::page(&page.url)
            }
        })
        .collect();
    let shown = !named.is_empty();
    let bare = || sample.pages.iter().map(|page| Evidence::page(&page.url)).collect();
    yes_no(shown, if shown { named } else { bare() }, sample.pages.len())
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{buy, code, code_of, field, page, run, step, value, value_of, walk};
    use crate::model::{FieldOption, Outcome, PageKind, PaymentMethod, Value, WalkPage};

    fn with(kind: PageKind, path: &str, methods: &[&str]) -> WalkPage {
        let mut page = page(kind, path);
        page.facts.payment_methods = methods
            .iter()
            .map(|id| PaymentMethod {
                id: (*id).to_owned(),
                words: (*id).to_owned(),
            })
            .collect();
        page
    }

    #[test]
    fn methods_of_all_pages_are_counted_once() {
        let pages = vec![
            with(PageKind::Home, "/", &["card", "naver-pay"]),
            with(PageKind::Shipping, "/s", &["card", "bank-transfer"]),
        ];
        assert_eq!(value_of("payment.method-count", pages), Value::Number(3.0));
    }

    #[test]
    fn one_method_where_a_customer_chooses_is_one() {
        let pages = vec![with(PageKind::Checkout, "/checkout", &["bank-transfer"])];
        assert_eq!(value_of("payment.method-count", pages), Value::Number(1.0));
    }

    #[test]
    fn a_panel_of_the_order_form_is_where_a_customer_chooses() {
        let mut panel = step(PageKind::Checkout, "/api/panel/4", 5);
        let mut radio = field("payment", "radio", "");
        radio.options = ["신용카드", "무통장입금"]
            .map(|label| FieldOption {
                value: label.to_owned(),
                label: label.to_owned(),
                disabled: false,
            })
            .into();
        panel.fields = vec![radio];
        let mut walk = walk(vec![with(PageKind::Home, "/", &["credit-card"])]);
        walk.journeys.push(buy(Outcome::Completed, vec![panel]));
        assert_eq!(value(run("payment.method-count", &walk)), Value::Number(2.0));
    }

    #[test]
    fn one_word_in_a_footer_does_not_tell_what_the_order_form_offers() {
        let pages = vec![with(PageKind::Home, "/", &["card"])];
        assert_eq!(code_of("payment.method-count", pages.clone()), "journey-not-walked");
        let mut walk = walk(pages);
        walk.journeys.push(buy(Outcome::Partial, Vec::new()));
        assert_eq!(code(run("payment.method-count", &walk)), "payment-choice-not-read");
    }

    #[test]
    fn ways_to_pay_are_shown_early_or_not() {
        let pages = vec![with(PageKind::Home, "/", &[]), with(PageKind::Product, "/p", &["card"])];
        assert_eq!(value_of("payment.listed-early", pages), Value::YesNo(true));
        let late = vec![
            with(PageKind::Home, "/", &[]),
            with(PageKind::Shipping, "/s", &["card"]),
        ];
        assert_eq!(value_of("payment.listed-early", late), Value::YesNo(false));
    }
}
