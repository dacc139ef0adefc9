//! Whether a product can be had.

use super::toolbox::{Sample, Tally, clip, share_of};
use super::{Input, Measure, Text};
use crate::model::{Availability, Evidence, Measured, Note, PageKind, Unit, WalkPage};

const PAGES: &[PageKind] = &[PageKind::Product];
/// The share of goods that are sold out needs so many goods.
const LEAST: usize = 3;

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "stock.told-share",
        unit: Unit::Share,
        what: Text {
            en: "How many product pages tell whether the product can be had.",
            ko: "살 수 있는지(재고 있음·품절·예약)를 알려 주는 상품 페이지의 비율입니다.",
        },
        how: Text {
            en: "Looks for words such as \"in stock\" or \"sold out\", and for the availability in the structured data, \
                 which search engines show to customers. A buy button alone does not count.",
            ko: "'재고 있음', '품절' 같은 글자와, 검색 결과에 보이는 구조화 데이터의 재고 상태를 찾습니다. 구매 버튼만 있는 것은 세지 않습니다.",
        },
        pages: PAGES,
        run: told_share,
    },
    Measure {
        id: "stock.sold-out-share",
        unit: Unit::Share,
        what: Text {
            en: "How many of the products that the walk met are sold out.",
            ko: "방문 중에 본 상품 가운데 품절된 상품의 비율입니다.",
        },
        how: Text {
            en: "Of the product pages that tell it. Unknown with fewer than three such pages.",
            ko: "재고 상태를 알려 주는 상품 페이지만 셉니다. 그런 페이지가 셋보다 적으면 알 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: sold_out_share,
    },
];

fn availability(page: &WalkPage) -> Option<Availability> {
    page.facts.product.as_ref()?.availability
}

fn named(page: &WalkPage) -> Evidence {
    let name = page.facts.product.as_ref().and_then(|product| product.name.as_deref());
    Evidence {
        quote: clip(name.unwrap_or_default()),
        ..Evidence::page(&page.url)
    }
}

fn told_share(input: &Input<'_>) -> Measured {
    share_of(&Sample::of(input, PAGES), "no-product", |page| {
        let told = page
            .facts
            .product
            .as_ref()
            .is_some_and(|product| product.availability_told);
        Some((told, named(page)))
    })
}

fn sold_out_share(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, PAGES);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut tally = Tally::default();
    let mut told = 0;
    for page in &sample.pages {
        if let Some(state) = availability(page) {
            told += 1;
            if state == Availability::OutOfStock {
                tally.good(named(page));
            } else {
                tally.bad(1, named(page));
            }
        }
    }
    if told < LEAST {
        return Measured::Unknown(Note::new("stock-not-told"));
    }
    match tally.share() {
        // Sold out is what is counted, and what speaks against the shop.
        Measured::Value {
            value,
            mut evidence,
            sample,
            against,
        } => {
            evidence.reverse();
            Measured::Value {
                value,
                evidence,
                sample,
                against: sample - against,
            }
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, product_page, value_of};
    use crate::model::{Availability, Value, WalkPage};

    fn with(path: &str, availability: Option<Availability>) -> WalkPage {
        let mut page = product_page(path);
        if let Some(product) = &mut page.facts.product {
            product.availability = availability;
            product.availability_told = availability.is_some();
        }
        page
    }

    #[test]
    fn a_page_that_says_nothing_of_stock_counts_against_the_shop() {
        let pages = vec![with("/p/1", Some(Availability::InStock)), with("/p/2", None)];
        assert_eq!(value_of("stock.told-share", pages), Value::Number(0.5));
    }

    #[test]
    fn sold_out_goods_are_counted_among_those_that_tell() {
        let pages = vec![
            with("/p/1", Some(Availability::OutOfStock)),
            with("/p/2", Some(Availability::InStock)),
            with("/p/3", Some(Availability::PreOrder)),
            with("/p/4", Some(Availability::InStock)),
            with("/p/5", None),
        ];
        assert_eq!(value_of("stock.sold-out-share", pages), Value::Number(0.25));
        assert_eq!(
            code_of("stock.sold-out-share", vec![with("/p/1", None)]),
            "stock-not-told"
        );
    }
}
