//! How many clicks away something is.

use super::phone;
use super::toolbox::{Sample, absence, clip, median, number, yes_no};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, PageKind, Unit, WalkPage};

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "depth.phone",
        unit: Unit::Count,
        what: Text {
            en: "How many clicks it takes from the home page to a phone number.",
            ko: "첫 화면에서 전화번호가 보이는 화면까지 눌러야 하는 횟수입니다.",
        },
        how: Text {
            en: "Takes the fewest clicks to any page with a visible number that customers can call; 0 means that the home \
                 page shows one. No number anywhere is the worst. Unknown when the contact page could not be read.",
            ko: "고객이 걸 수 있는 번호가 보이는 페이지까지의 가장 적은 클릭 수입니다. 첫 화면에 있으면 0입니다. 번호가 어디에도 없으면 \
                 가장 나쁜 것으로 봅니다. 문의 페이지를 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: &[],
        run: to_phone,
    },
    Measure {
        id: "depth.faq",
        unit: Unit::Count,
        what: Text {
            en: "How many clicks it takes from the home page to the frequent questions.",
            ko: "첫 화면에서 자주 묻는 질문까지 눌러야 하는 횟수입니다.",
        },
        how: Text {
            en: "Takes the fewest clicks by links that the walk saw. No such page anywhere is the worst. Unknown when it is \
                 linked and could not be read.",
            ko: "방문 중에 본 링크로 셈한 가장 적은 클릭 수입니다. 그런 페이지가 없으면 가장 나쁜 것으로 봅니다. 링크가 있는데 읽지 \
                 못했다면 알 수 없음으로 둡니다.",
        },
        pages: &[PageKind::Faq],
        run: to_faq,
    },
    Measure {
        id: "depth.product-median",
        unit: Unit::Count,
        what: Text {
            en: "How many clicks it takes from the home page to a product, in the middle of all products met.",
            ko: "첫 화면에서 상품까지 눌러야 하는 횟수의 중앙값입니다.",
        },
        how: Text {
            en: "Takes the fewest clicks to each product page by links that the walk saw. Products that only a sitemap or \
                 the search led to are left out; a larger shop has deeper ones that the walk did not reach.",
            ko: "방문 중에 본 링크로 상품마다 가장 적은 클릭 수를 셉니다. 사이트맵이나 검색으로만 찾은 상품은 뺍니다. 큰 쇼핑몰에는 더 깊이 \
                 있어 방문하지 못한 상품도 있습니다.",
        },
        pages: &[PageKind::Product],
        run: to_product,
    },
];

fn nearest<'a>(pages: impl Iterator<Item = (&'a WalkPage, Evidence)>) -> Option<(u32, Evidence)> {
    pages.filter_map(|(page, evidence)| Some((page.depth?, evidence))).min()
}

fn to_phone(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let shown = sample.pages.iter().filter_map(|page| {
        let seen = page.facts.phones.iter().find(|one| phone::can_call(one))?;
        Some((*page, phone::quote(page, seen)))
    });
    reached(input, nearest(shown), &sample, "topic.contact")
}

fn to_faq(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[PageKind::Faq]);
    let pages = sample.pages.iter().map(|page| {
        let title = page.facts.text.h1.as_deref().unwrap_or_default();
        let evidence = Evidence {
            quote: clip(title),
            ..Evidence::page(&page.url)
        };
        (*page, evidence)
    });
    reached(input, nearest(pages), &sample, "topic.faq")
}

fn reached(input: &Input<'_>, nearest: Option<(u32, Evidence)>, sample: &Sample<'_>, concept: &str) -> Measured {
    match nearest {
        Some((clicks, evidence)) => number(f64::from(clicks), vec![evidence], sample.pages.len(), 0),
        None => match absence::is_absent(input.walk, &[concept]) {
            Ok(home) => yes_no(false, home, sample.pages.len().max(1)),
            Err(note) => Measured::Unknown(note),
        },
    }
}

fn to_product(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[PageKind::Product]);
    let mut depths: Vec<(u32, Evidence)> = sample
        .pages
        .iter()
        .filter_map(|page| Some((page.depth?, Evidence::page(&page.url))))
        .collect();
    depths.sort_by(|one, other| (other.0, &one.1).cmp(&(one.0, &other.1)));
    match median(depths.iter().map(|(clicks, _)| f64::from(*clicks)).collect()) {
        Some(middle) => {
            let against = depths.iter().filter(|(clicks, _)| f64::from(*clicks) > middle).count();
            let looked_at = depths.len();
            number(
                middle,
                depths.into_iter().map(|(_, evidence)| evidence).collect(),
                looked_at,
                against,
            )
        }
        None if sample.is_empty() => sample.unknown(),
        None => Measured::unknown("no-way-seen"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, page, phone, product_page, value_of};
    use crate::model::{PageKind, Region, Value, WalkPage};

    fn at(mut page: WalkPage, depth: u32) -> WalkPage {
        page.depth = Some(depth);
        page
    }

    #[test]
    fn the_nearest_number_counts() {
        let mut contact = at(page(PageKind::Contact, "/contact"), 2);
        contact.facts.phones.push(phone(Region::Main));
        let mut home = at(page(PageKind::Home, "/"), 0);
        assert_eq!(
            value_of("depth.phone", vec![home.clone(), contact.clone()]),
            Value::Number(2.0)
        );
        home.facts.phones.push(phone(Region::Footer));
        assert_eq!(value_of("depth.phone", vec![home, contact]), Value::Number(0.0));
        assert_eq!(
            value_of("depth.phone", vec![page(PageKind::Home, "/")]),
            Value::YesNo(false)
        );
    }

    #[test]
    fn questions_and_products_are_so_many_clicks_away() {
        let home = || at(page(PageKind::Home, "/"), 0);
        assert_eq!(
            value_of("depth.faq", vec![home(), at(page(PageKind::Faq, "/faq"), 1)]),
            Value::Number(1.0)
        );
        let pages = vec![
            at(product_page("/a"), 1),
            at(product_page("/b"), 3),
            at(product_page("/c"), 3),
        ];
        assert_eq!(value_of("depth.product-median", pages), Value::Number(3.0));
        let mut unlinked = product_page("/d");
        unlinked.depth = None;
        assert_eq!(code_of("depth.product-median", vec![unlinked]), "no-way-seen");
    }
}
