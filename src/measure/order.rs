//! The pages of the order form as a whole.

mod last;

use std::collections::BTreeSet;

use super::checkout::{has_last_button, total};
use super::toolbox::quote::{cost_seen, price_seen};
use super::toolbox::{clip, count, fields, journey, number, points, yes_no};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Link, Measured, Note, PageKind, Region, StepOutcome, Unit, WalkPage};

const FORM: &[PageKind] = &[PageKind::Checkout];
const FORM_AND_PAYMENT: &[PageKind] = &[PageKind::Checkout, PageKind::Payment];
/// Links that a customer in the middle of an order may need.
const HELPFUL: &[&str] = &[
    "topic.terms",
    "topic.privacy",
    "topic.contact",
    "topic.returns",
    "topic.withdrawal",
    "topic.shipping",
    "topic.faq",
    "topic.warranty",
    "topic.accessibility",
    "action.view-cart",
    "action.login",
    "action.guest-checkout",
];

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "order.required-fields",
        unit: Unit::Count,
        what: Text {
            en: "How many fields of the order form must be filled.",
            ko: "주문서에서 꼭 채워야 하는 칸의 수입니다.",
        },
        how: Text {
            en: "Counts the visible required fields of the order form and payment pages that were read; a radio group is one \
                 field. Unknown when the page does not tell which fields are required.",
            ko: "읽은 주문서·결제 화면에서 보이는 필수 칸을 셉니다. 라디오 버튼 묶음은 하나로 칩니다. 어느 칸이 필수인지 알려 주지 않으면 \
                 알 수 없음으로 둡니다.",
        },
        pages: FORM_AND_PAYMENT,
        run: required_fields,
    },
    Measure {
        id: "order.progress-shown",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the order form shows its steps and which one the customer is at.",
            ko: "주문 단계와 지금 단계를 보여 주는지입니다.",
        },
        how: Text {
            en: "Looks for a list of at least two steps with one marked as current. An order form on a single page needs \
                 none and passes.",
            ko: "두 단계 이상이 적혀 있고 지금 단계가 표시된 목록을 찾습니다. 한 화면으로 끝나는 주문서는 필요하지 않으므로 통과합니다.",
        },
        pages: FORM_AND_PAYMENT,
        run: progress_shown,
    },
    Measure {
        id: "order.summary-score",
        unit: Unit::Points(3),
        what: Text {
            en: "How much of the order stands beside the form: the amount of the goods, the total, a way back to change it.",
            ko: "주문서 곁에 주문 내용(상품 금액, 총액, 고치러 가는 길)이 얼마나 보이는지를 3점으로 매깁니다.",
        },
        how: Text {
            en: "One point each on the page of the order form that shows most: a subtotal or the product's own price, a \
                 total, and a link to the cart.",
            ko: "주문서 화면 가운데 가장 많이 보여 주는 화면에서, 상품 합계나 상품 가격, 총액, 장바구니로 돌아가는 링크가 있으면 각각 \
                 1점입니다.",
        },
        pages: FORM_AND_PAYMENT,
        run: summary_score,
    },
    Measure {
        id: "order.back-link",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether a link leads from the order form back to the cart.",
            ko: "주문서에서 장바구니로 돌아가는 링크가 있는지입니다.",
        },
        how: Text {
            en: "Looks for a visible link by its words or by the address of the cart that the walk filled.",
            ko: "글자나 장바구니 주소로 보이는 링크를 찾습니다.",
        },
        pages: FORM,
        run: back_link,
    },
    Measure {
        id: "order.exit-links",
        unit: Unit::Count,
        what: Text {
            en: "How many different links lead away from the order form.",
            ko: "주문서에서 다른 곳으로 빠지는 링크의 수입니다.",
        },
        how: Text {
            en: "Counts distinct addresses of visible links on the page of the order form that has most of them. Terms, \
                 privacy, help, delivery, returns, the cart and other pages of the order form are left out.",
            ko: "주문서에서 보이는 링크의 서로 다른 주소를 셉니다. 약관, 개인정보, 도움말, 배송·반품 안내, 장바구니, 주문 단계끼리의 링크는 \
                 뺍니다.",
        },
        pages: FORM,
        run: exit_links,
    },
    Measure {
        id: "order.eta-shown",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the order form says when the order will arrive.",
            ko: "주문서에 언제 도착하는지 적혀 있는지입니다.",
        },
        how: Text {
            en: "Looks on every page of the order form that was read for a date, a number of days or words such as \
                 \"estimated delivery\". Unknown when the form goes on \
                 after the pages that were read; times that a script writes after an address was typed are not seen.",
            ko: "읽은 주문서 화면에서 도착 날짜, 일수, '도착 예정' 같은 말을 찾습니다. 주소를 적은 뒤 스크립트가 보여 주는 날짜는 보지 \
                 못합니다.",
        },
        pages: FORM_AND_PAYMENT,
        run: eta_shown,
    },
    Measure {
        id: "order.safety-shown",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether words about safety stand where a customer pays.",
            ko: "결제하는 화면에 안전하다는 안내가 있는지입니다.",
        },
        how: Text {
            en: "Looks for words about encryption or secure payment in the main part of order form and payment pages; a seal \
                 that is only a picture without words is not seen.",
            ko: "주문서·결제 화면의 본문에서 보안 결제, 암호화 같은 말을 찾습니다. 글자 없는 그림 인증 마크는 보지 못합니다. 읽은 화면 뒤로 주문서가 더 이어지면 알 수 없음으로 둡니다.",
        },
        pages: FORM_AND_PAYMENT,
        run: safety_shown,
    },
    Measure {
        id: "order.button-clear",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the last button says plainly that it orders and has to be paid for.",
            ko: "마지막 버튼의 글자에 '돈을 내는 주문'이라는 뜻이 분명한지입니다.",
        },
        how: Text {
            en: "Reads the buttons of the order form as far as the buying journey came; none is ever pressed. \"Buy now\", \
                 \"pay now\" and \"order with obligation to pay\" are plain; \"order\", \"submit\" and \"confirm\" are not. \
                 Unknown when the last button was not seen.",
            ko: "구매 여정이 닿은 주문서의 버튼 글자를 읽기만 하고 누르지 않습니다. 'Buy now', 'Pay now', '지불 의무가 있는 주문'은 \
                 분명하고, '주문', '보내기', '확인'은 분명하지 않습니다. 마지막 버튼을 보지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: FORM_AND_PAYMENT,
        run: last::button_clear,
    },
    Measure {
        id: "order.summary",
        unit: Unit::Points(3),
        what: Text {
            en: "How much of total, delivery cost and goods the page with the last button shows.",
            ko: "마지막 버튼이 있는 화면에 총액, 배송비, 상품 가운데 몇 가지가 보이는지입니다.",
        },
        how: Text {
            en: "Looks at the page of the order form on which a button orders: one point for a total, one for a delivery \
                 cost, one for a line with goods or a subtotal. Unknown when that page was not seen.",
            ko: "주문하는 버튼이 있는 주문서 화면에서 총액, 배송비, 상품 줄이나 상품 금액을 하나씩 셉니다. 그 화면을 보지 못했다면 알 수 \
                 없음으로 둡니다.",
        },
        pages: FORM_AND_PAYMENT,
        run: last::summary,
    },
];

fn pages<'a>(input: &Input<'a>, own: &'static [PageKind]) -> Result<Vec<&'a WalkPage>, Measured> {
    journey::pages(input, own).map_err(Measured::Unknown)
}

fn bare(pages: &[&WalkPage]) -> Vec<Evidence> {
    pages.iter().map(|page| Evidence::page(&page.url)).collect()
}

fn link_seen(page: &WalkPage, link: &Link) -> Evidence {
    Evidence::quote(&page.url, &link.spot, clip(&link.text))
}

fn required_fields(input: &Input<'_>) -> Measured {
    let pages = match pages(input, FORM_AND_PAYMENT) {
        Ok(pages) => pages,
        Err(unknown) => return unknown,
    };
    let required: Vec<Evidence> = pages
        .iter()
        .flat_map(|page| fields::own_fields(page).map(move |field| (page, field)))
        .filter(|(_, field)| field.required)
        .map(|(page, field)| fields::seen(page, field))
        .collect();
    if required.is_empty() {
        return Measured::Unknown(Note::new("required-not-told"));
    }
    let fields = required.len();
    number(count(fields), required, fields, 0)
}

fn progress_shown(input: &Input<'_>) -> Measured {
    let pages = match pages(input, FORM_AND_PAYMENT) {
        Ok(pages) => pages,
        Err(unknown) => return unknown,
    };
    let steps: Vec<Evidence> = pages
        .iter()
        .filter(|page| page.facts.progress.len() >= 2 && page.facts.progress_at.is_some())
        .map(|page| Evidence {
            quote: clip(&page.facts.progress.join(" › ")),
            ..Evidence::page(&page.url)
        })
        .collect();
    if !steps.is_empty() {
        return yes_no(true, steps, pages.len());
    }
    let single = pages.len() == 1 && pages.iter().all(|page| has_last_button(page));
    yes_no(single, bare(&pages), pages.len())
}

/// A visible link back to the cart, by its words or by the address at which the walk saw it.
fn to_cart<'a>(input: &Input<'_>, page: &'a WalkPage) -> Option<&'a Link> {
    let cart = journey::buy(input.walk).ok().and_then(|buy| {
        let step = buy
            .steps
            .iter()
            .find(|step| step.kind == PageKind::Cart && step.outcome == StepOutcome::Reached)?;
        step.url.as_deref()
    });
    page.facts.links.iter().find(|link| {
        link.spot.visible
            && (link.concepts.iter().any(|concept| concept == "action.view-cart") || cart == Some(link.url.as_str()))
    })
}

fn summary_score(input: &Input<'_>) -> Measured {
    let pages = match pages(input, FORM_AND_PAYMENT) {
        Ok(pages) => pages,
        Err(unknown) => return unknown,
    };
    let product = input
        .walk
        .readable()
        .filter(|page| page.by_journey || page.facts.product.is_some())
        .filter_map(|page| page.facts.product.as_ref()?.price.clone());
    let prices: Vec<_> = product.collect();
    let best = pages
        .iter()
        .map(|page| {
            let facts = &page.facts;
            let subtotal = facts
                .costs
                .iter()
                .find(|cost| cost.kind == "subtotal" && cost.money.is_some());
            let own = || {
                facts
                    .prices
                    .iter()
                    .find(|price| price.spot.visible && prices.iter().any(|known| known.amount == price.money.amount))
            };
            let goods = subtotal
                .map(|cost| cost_seen(&page.url, cost))
                .or_else(|| own().map(|price| price_seen(page, &price.money)));
            let sum = total(&facts.costs).map(|(cost, _)| cost_seen(&page.url, cost));
            let back = to_cart(input, page).map(|link| link_seen(page, link));
            let parts = [goods.is_some(), sum.is_some(), back.is_some()];
            let evidence: Vec<Evidence> = [goods, sum, back].into_iter().flatten().collect();
            (parts, evidence)
        })
        .max_by_key(|(_, evidence)| evidence.len());
    match best {
        Some((parts, evidence)) if evidence.is_empty() => points(&parts, bare(&pages)),
        Some((parts, evidence)) => points(&parts, evidence),
        None => Measured::unknown("step-not-reached"),
    }
}

fn back_link(input: &Input<'_>) -> Measured {
    let pages = match pages(input, FORM) {
        Ok(pages) => pages,
        Err(unknown) => return unknown,
    };
    let found: Vec<Evidence> = pages
        .iter()
        .filter_map(|page| Some(link_seen(page, to_cart(input, page)?)))
        .collect();
    let shown = !found.is_empty();
    yes_no(shown, if shown { found } else { bare(&pages) }, pages.len())
}

fn exit_links(input: &Input<'_>) -> Measured {
    let pages = match pages(input, FORM) {
        Ok(pages) => pages,
        Err(unknown) => return unknown,
    };
    let steps: BTreeSet<&str> = journey::buy(input.walk)
        .map(|buy| buy.steps.iter().filter_map(|step| step.url.as_deref()).collect())
        .unwrap_or_default();
    let most = pages
        .iter()
        .map(|page| {
            let mut seen: BTreeSet<&str> = BTreeSet::new();
            page.facts
                .links
                .iter()
                .filter(|link| link.spot.visible && link.url.starts_with("http"))
                .filter(|link| link.url != page.url && !steps.contains(link.url.as_str()))
                .filter(|link| !link.concepts.iter().any(|concept| HELPFUL.contains(&concept.as_str())))
                .filter(|link| seen.insert(&link.url))
                .map(|link| link_seen(page, link))
                .collect::<Vec<Evidence>>()
        })
        .max_by_key(Vec::len)
        .unwrap_or_default();
    let links = most.len();
    let evidence = if most.is_empty() { bare(&pages) } else { most };
    number(count(links), evidence, pages.len(), links)
}

fn eta_shown(input: &Input<'_>) -> Measured {
    let pages = match pages(input, FORM_AND_PAYMENT) {
        Ok(pages) => pages,
        Err(unknown) => return unknown,
    };
    let found: Vec<Evidence> = pages.iter().filter_map(|page| arrival(page)).collect();
    told_or_unread(&pages, found)
}

/// Yes, where something was found. No only where the form was read up to its last button: the next step may tell.
fn told_or_unread(pages: &[&WalkPage], found: Vec<Evidence>) -> Measured {
    if !found.is_empty() {
        return yes_no(true, found, pages.len());
    }
    if !pages.iter().any(|page| has_last_button(page)) {
        return Measured::unknown("form-not-read-to-its-end");
    }
    yes_no(false, bare(pages), pages.len())
}

fn arrival(page: &WalkPage) -> Option<Evidence> {
    let policies = &page.facts.policies;
    let date = policies
        .delivery_date
        .as_ref()
        .map(|stated| (&stated.spot, stated.quote.as_str()));
    let days = policies
        .delivery_days
        .as_ref()
        .map(|stated| (&stated.spot, stated.quote.as_str()));
    let words = page
        .facts
        .topic("topic.delivery-estimate")
        .map(|mention| (&mention.spot, mention.quote.as_str()));
    date.into_iter()
        .chain(days)
        .chain(words)
        .find(|(spot, _)| spot.visible && matches!(spot.region, Region::Main | Region::Aside))
        .map(|(spot, quote)| Evidence::quote(&page.url, spot, clip(quote)))
}

fn safety_shown(input: &Input<'_>) -> Measured {
    let pages = match pages(input, FORM_AND_PAYMENT) {
        Ok(pages) => pages,
        Err(unknown) => return unknown,
    };
    let found: Vec<Evidence> = pages
        .iter()
        .filter_map(|page| {
            let mention = page
                .facts
                .topic("topic.security-reassurance")
                .find(|mention| mention.spot.visible && matches!(mention.spot.region, Region::Main | Region::Aside))?;
            Some(Evidence::quote(&page.url, &mention.spot, clip(&mention.quote)))
        })
        .collect();
    told_or_unread(&pages, found)
}

#[cfg(test)]
#[path = "order_tests.rs"]
mod tests;
