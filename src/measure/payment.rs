//! Ways to pay.

use std::collections::BTreeMap;

use super::toolbox::{Sample, count, journey, number};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, Note, PageKind, Unit};

/// So many may be a part of a wider choice.
const FEW: usize = 2;

/// The family.
pub static MEASURES: &[Measure] = &[Measure {
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
}];

fn method_count(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut methods: BTreeMap<&str, &str> = BTreeMap::new();
    for page in &sample.pages {
        for method in &page.facts.payment_methods {
            methods.entry(method).or_insert(&page.url);
        }
    }
    let chosen_from = sample.pages.iter().any(|page| {
        page.facts.kind.name == PageKind::Payment
            || (page.facts.kind.name == PageKind::Checkout && !page.facts.payment_methods.is_empty())
    });
    if methods.len() <= FEW && !chosen_from {
        return Measured::Unknown(match journey::buy(input.walk) {
            Ok(_) => Note::new("payment-choice-not-read"),
            Err(note) => note,
        });
    }
    let evidence = methods
        .iter()
        .map(|(method, url)| Evidence {
            quote: (*method).to_owned(),
            ..Evidence::page(*url)
        })
        .collect();
    number(count(methods.len()), evidence, sample.pages.len(), 0)
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{buy, code, code_of, page, run, value_of, walk};
    use crate::model::{Outcome, PageKind, Value, WalkPage};

    fn with(kind: PageKind, path: &str, methods: &[&str]) -> WalkPage {
        let mut page = page(kind, path);
        page.facts.payment_methods = methods.iter().map(ToString::to_string).collect();
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
    fn one_word_in_a_footer_does_not_tell_what_the_order_form_offers() {
        let pages = vec![with(PageKind::Home, "/", &["card"])];
        assert_eq!(code_of("payment.method-count", pages.clone()), "journey-not-walked");
        let mut walk = walk(pages);
        walk.journeys.push(buy(Outcome::Partial, Vec::new()));
        assert_eq!(code(run("payment.method-count", &walk)), "payment-choice-not-read");
    }
}
