//! What the shop tells of shipping.

mod terms;

use super::toolbox::quote::cost_seen;
use super::toolbox::{Sample, absence, clip, yes_no};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, PageKind, Policies, PriceRole, Region, Unit, WalkPage};

/// A policy has at least so many characters of real text.
const POLICY_CHARS: usize = 150;
/// Pages that may speak of shipping or returns beside their own business.
const TEXTS: &[PageKind] = &[
    PageKind::Shipping,
    PageKind::Returns,
    PageKind::Faq,
    PageKind::Terms,
    PageKind::Contact,
    PageKind::About,
    PageKind::Other,
];

/// Where the terms of a delivery are told.
const TERMS: &[PageKind] = &[PageKind::Shipping, PageKind::Faq, PageKind::Product];

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "ship.page-found",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether a page tells customers about shipping.",
            ko: "배송을 안내하는 페이지가 있는지입니다.",
        },
        how: Text {
            en: "Looks for a page, or a section of a page of texts, with at least 150 characters about shipping. Sample \
                 texts and text inside pictures do not count. Unknown when such a page is linked and could not be read.",
            ko: "배송에 관한 글이 150자 이상 있는 페이지나 안내 항목을 찾습니다. 견본 문구와 그림 속 글자는 세지 않습니다. 링크는 있는데 \
                 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: &[PageKind::Shipping],
        run: page_found,
    },
    Measure {
        id: "ship.cost-is-number",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the cost of shipping is told as an amount.",
            ko: "배송비를 금액으로 알려 주는지입니다.",
        },
        how: Text {
            en: "Looks on shipping page, product pages and cart for an amount or the word free beside the words about \
                 shipping. Unknown when the shipping page is linked and could not be read.",
            ko: "배송 안내, 상품 페이지, 장바구니에서 배송비 금액이나 '무료'를 찾습니다. 배송 안내 링크가 있는데 읽지 못했다면 알 수 \
                 없음으로 둡니다.",
        },
        pages: &[PageKind::Shipping, PageKind::Product, PageKind::Cart],
        run: cost_is_number,
    },
    Measure {
        id: "ship.topics",
        unit: Unit::Points(5),
        what: Text {
            en: "How many of five things the shipping information tells: area, cost, time, carrier, tracking.",
            ko: "배송 안내가 배송 지역, 배송비, 기간, 택배사, 조회 방법 가운데 몇 가지를 알려 주는지입니다.",
        },
        how: Text {
            en: "One point each, found on the shipping page, in the questions or on product pages. Unknown when the \
                 shipping page is linked and could not be read.",
            ko: "배송 안내, 자주 묻는 질문, 상품 페이지에서 찾은 항목마다 1점입니다. 배송 안내 링크가 있는데 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: TERMS,
        run: terms::topics,
    },
    Measure {
        id: "ship.free-from-ratio",
        unit: Unit::Ratio,
        what: Text {
            en: "From how many times the usual price an order ships free.",
            ko: "보통 상품 가격의 몇 배부터 무료로 배송되는지입니다.",
        },
        how: Text {
            en: "Divides the lowest threshold that is told by the middle price of the products met; 0 when every \
                 order ships free. Makes no sense where free shipping is not offered; unknown when the shipping page \
                 could not be read or no price was seen.",
            ko: "알려 준 무료배송 기준 금액을 방문 중에 본 상품 가격의 중앙값으로 나눕니다. 모든 주문이 무료면 0입니다. 무료배송이 없으면 해당 없음이고, 배송 안내를 읽지 못했거나 가격을 \
                 보지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: TERMS,
        run: terms::free_from_ratio,
    },
    Measure {
        id: "ship.longest-days",
        unit: Unit::Days,
        what: Text {
            en: "How many days a delivery may take at the most, as the shop promises.",
            ko: "약속한 배송 기간 가운데 가장 긴 날수입니다.",
        },
        how: Text {
            en: "Reads the upper end of the delivery times on the shipping page, the questions and product pages. No \
                 time anywhere is the worst. Unknown when the shipping page could not be read.",
            ko: "배송 안내, 자주 묻는 질문, 상품 페이지에 적힌 배송 기간의 긴 쪽을 읽습니다. 어디에도 없으면 가장 나쁜 것으로 봅니다. 배송 안내를 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: TERMS,
        run: terms::longest_days,
    },
    Measure {
        id: "ship.carrier-named",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the shop names who delivers the parcel.",
            ko: "어느 택배사로 보내는지 알려 주는지입니다.",
        },
        how: Text {
            en: "Looks for names of carriers and words for them on the shipping page, the questions and product \
                 pages. A small carrier that is not in the word list is not known. Unknown when the shipping page \
                 could not be read.",
            ko: "배송 안내, 자주 묻는 질문, 상품 페이지에서 택배사 이름이나 그에 해당하는 말을 찾습니다. 낱말 목록에 없는 작은 업체는 알아보지 못합니다. 배송 안내를 읽지 못했다면 알 수 \
                 없음으로 둡니다.",
        },
        pages: TERMS,
        run: terms::carrier_named,
    },
];

fn page_found(input: &Input<'_>) -> Measured {
    policy_found(input, &["topic.shipping"], &[PageKind::Shipping], |policies| {
        policies.shipping_chars
    })
}

/// Whether a policy is there as real text: on a page of its own kind, or in a section of another page of texts.
pub(super) fn policy_found(
    input: &Input<'_>,
    concepts: &[&str],
    own: &'static [PageKind],
    chars: fn(&Policies) -> usize,
) -> Measured {
    let kinds = own;
    let mut own = Sample::of(input, kinds);
    // The page that is meant for the topic speaks first.
    own.pages
        .sort_by_key(|page| kinds.iter().position(|kind| *kind == page.facts.kind.name));
    let others = Sample::of_kinds(input.walk, TEXTS);
    let is_long = |page: &&WalkPage| chars(&page.facts.policies) >= POLICY_CHARS;
    let looked_at = own.pages.len().max(1);
    let mut long: Vec<&WalkPage> = own.pages.iter().copied().filter(is_long).collect();
    for page in others.pages.iter().copied().filter(is_long) {
        if !long.iter().any(|known| known.url == page.url) {
            long.push(page);
        }
    }
    let found: Vec<Evidence> = long
        .into_iter()
        .map(|page| Evidence {
            quote: clip(name_of(page)),
            ..Evidence::page(&page.url)
        })
        .collect();
    if !found.is_empty() {
        return yes_no(true, found, looked_at);
    }
    match absence::is_absent(input.walk, concepts) {
        Ok(home) => {
            let thin: Vec<Evidence> = own.pages.iter().map(|page| thin(page)).collect();
            yes_no(false, if thin.is_empty() { home } else { thin }, looked_at)
        }
        Err(note) => Measured::Unknown(note),
    }
}

fn name_of(page: &WalkPage) -> &str {
    let text = &page.facts.text;
    text.h1.as_deref().or(text.title.as_deref()).unwrap_or_default()
}

/// A page with too little text: its sample text, where it has some.
fn thin(page: &WalkPage) -> Evidence {
    match &page.facts.policies.placeholder {
        Some(sample) => Evidence::quote(&page.url, &sample.spot, clip(&sample.quote)),
        None => Evidence::page(&page.url),
    }
}

fn cost_is_number(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[PageKind::Shipping, PageKind::Product, PageKind::Cart]);
    let told: Vec<Evidence> = sample.pages.iter().filter_map(|page| cost(page)).collect();
    if !told.is_empty() {
        return yes_no(true, told, sample.pages.len());
    }
    if sample.is_empty() {
        return sample.unknown();
    }
    match absence::is_absent(input.walk, &["topic.shipping"]) {
        Ok(_) => {
            let silent = sample.pages.iter().map(|page| Evidence::page(&page.url)).collect();
            yes_no(false, silent, sample.pages.len())
        }
        Err(note) => Measured::Unknown(note),
    }
}

/// An amount, a threshold or "free", as the page states it.
fn cost(page: &WalkPage) -> Option<Evidence> {
    let facts = &page.facts;
    let stated = [&facts.policies.shipping_cost, &facts.policies.free_shipping_from]
        .into_iter()
        .flatten()
        .map(|stated| Evidence::quote(&page.url, &stated.spot, clip(&stated.quote)));
    let lines = facts
        .costs
        .iter()
        .filter(|cost| cost.kind == "shipping" && cost.money.is_some())
        .map(|cost| cost_seen(&page.url, cost));
    let prices = facts
        .prices
        .iter()
        .filter(|price| price.role == PriceRole::Shipping)
        .map(|price| Evidence::quote(&page.url, &price.spot, clip(&price.raw)));
    let free = facts
        .topic("topic.free-shipping")
        .filter(|mention| !mention.in_link && mention.spot.region == Region::Main)
        .map(|mention| Evidence::quote(&page.url, &mention.spot, clip(&mention.quote)));
    stated.chain(lines).chain(prices).chain(free).next()
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, link, page, product_page, shell, stated, value_of, won};
    use crate::model::{PageKind, Region, Value, WalkPage};

    fn home() -> WalkPage {
        let mut page = page(PageKind::Home, "/");
        page.facts
            .links
            .push(link("/shipping", "배송안내", "topic.shipping", Region::Footer));
        page
    }

    fn shipping(chars: usize) -> WalkPage {
        let mut page = page(PageKind::Shipping, "/shipping");
        page.facts.policies.shipping_chars = chars;
        page
    }

    #[test]
    fn a_page_with_text_is_found_and_a_thin_one_is_not() {
        assert_eq!(
            value_of("ship.page-found", vec![home(), shipping(400)]),
            Value::YesNo(true)
        );
        assert_eq!(
            value_of("ship.page-found", vec![home(), shipping(40)]),
            Value::YesNo(false)
        );
    }

    #[test]
    fn a_section_of_the_questions_is_enough() {
        let mut faq = page(PageKind::Faq, "/faq");
        faq.facts.policies.shipping_chars = 300;
        assert_eq!(
            value_of("ship.page-found", vec![page(PageKind::Home, "/"), faq]),
            Value::YesNo(true)
        );
    }

    #[test]
    fn only_a_walk_that_read_what_is_linked_may_say_that_nothing_is_there() {
        assert_eq!(
            value_of("ship.page-found", vec![page(PageKind::Home, "/")]),
            Value::YesNo(false)
        );
        assert_eq!(code_of("ship.page-found", vec![home()]), "linked-page-not-read");
        assert_eq!(
            code_of("ship.page-found", vec![home(), shell(PageKind::Other, "/shipping/")]),
            "needs-browser"
        );
        assert_eq!(code_of("ship.page-found", vec![shipping(40)]), "no-page-of-kind");
    }

    #[test]
    fn the_cost_is_an_amount_or_not() {
        let mut told = product_page("/p/1");
        told.facts.policies.shipping_cost = Some(stated(won(3_000), "배송비 3,000원"));
        assert_eq!(value_of("ship.cost-is-number", vec![home(), told]), Value::YesNo(true));
        assert_eq!(
            value_of("ship.cost-is-number", vec![home(), shipping(200), product_page("/p/1")]),
            Value::YesNo(false)
        );
        assert_eq!(
            code_of("ship.cost-is-number", vec![home(), product_page("/p/1")]),
            "linked-page-not-read"
        );
        assert_eq!(code_of("ship.cost-is-number", Vec::new()), "no-page-of-kind");
    }
}
