//! What the pages of the products tell.

mod button;
mod delivery;

use super::toolbox::quote::price_seen;
use super::toolbox::{Sample, Tally, clip, count, mean, median, number, sample, words};
use super::{Input, Measure, Text};
use crate::model::{
    Availability, Evidence, Link, Measured, Note, PageKind, PriceRole, Product, Region, Spot, TopicMention, Unit,
    WalkPage,
};

const PAGES: &[PageKind] = &[PageKind::Product];
/// A section says something from so many characters on …
const SECTION_CHARS: usize = 40;
/// … or, in a script that writes a syllable or a word with each, so many.
const DENSE_SECTION_CHARS: usize = 20;
/// What a product page should explain beside the price.
const INFO_TOPICS: &[&str] = &["topic.specs", "topic.usage", "topic.troubleshooting", "topic.care"];
/// Words that stand where an origin should, and send the customer elsewhere.
const NO_ORIGIN: &[&str] = &[
    "상세",
    "상품 상세",
    "별도",
    "see ",
    "refer to",
    "siehe",
    "voir ",
    "ver ",
    "参照",
    "詳細",
    "해당없음",
    "n/a",
];

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "product.price-share",
        unit: Unit::Share,
        what: Text {
            en: "How many product pages show their price.",
            ko: "가격이 표시된 상품 페이지의 비율입니다.",
        },
        how: Text {
            en: "Counts the product pages with a price in the text or in the data for search engines. \"Price on \
                 request\" counts as missing. Unknown when no product page could be read without a browser.",
            ko: "글자나 검색 엔진용 데이터에 가격이 있는 상품 페이지를 셉니다. '가격 문의'는 없는 것으로 봅니다. 상품 페이지를 \
                 브라우저 없이 읽을 수 없으면 알 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: price_share,
    },
    Measure {
        id: "product.info-topics-mean",
        unit: Unit::Points(5),
        what: Text {
            en: "How many of five things a product page explains on average: facts, price, use, troubles, care.",
            ko: "상품 페이지가 사양·가격·사용법·문제 해결·관리 방법 다섯 가지 가운데 평균 몇 가지를 설명하는지입니다.",
        },
        how: Text {
            en: "Looks for a heading, tab or label about each with at least 40 characters of text behind it (20 in Korean, \
                 Japanese and Chinese), and for the price. Text inside pictures and below a heading in other words is not seen.",
            ko: "각 주제의 제목·탭·항목 뒤에 글이 20자(로마자 등은 40자) 이상 있는지와 가격이 있는지를 봅니다. 그림 속 글자나 다른 말로 쓴 제목 \
                 아래의 설명은 찾지 못합니다.",
        },
        pages: PAGES,
        run: info_topics_mean,
    },
    Measure {
        id: "product.origin-share",
        unit: Unit::Share,
        what: Text {
            en: "How many product pages name the origin or the maker.",
            ko: "원산지나 제조사를 밝힌 상품 페이지의 비율입니다.",
        },
        how: Text {
            en: "Looks for a label such as \"country of origin\" or \"manufacturer\" with a value behind it. \"See \
                 details\" is no value, and text inside pictures is not seen.",
            ko: "'원산지', '제조사' 같은 항목과 그 값을 찾습니다. '상세페이지 참조'는 값으로 보지 않으며, 그림 속 글자는 읽지 \
                 못합니다.",
        },
        pages: PAGES,
        run: origin_share,
    },
    Measure {
        id: "product.image-count-median",
        unit: Unit::Count,
        what: Text {
            en: "How many different pictures a product page has, in the middle of all product pages.",
            ko: "상품 페이지 한 곳에 있는 서로 다른 상품 사진 수의 중앙값입니다.",
        },
        how: Text {
            en: "Counts the pictures of the product itself; icons, banners and other products' pictures do not count. \
                 Pictures that a script loads later are not seen.",
            ko: "그 상품의 사진만 셉니다. 아이콘, 배너, 다른 상품의 사진은 빼고 셉니다. 스크립트가 나중에 불러오는 사진은 보지 \
                 못합니다.",
        },
        pages: PAGES,
        run: image_count_median,
    },
    Measure {
        id: "product.buy-button-share",
        unit: Unit::Share,
        what: Text {
            en: "How many pages of products in stock have a button to buy or to add to the cart.",
            ko: "재고가 있는 상품 페이지 가운데 구매하기나 장바구니 버튼이 있는 비율입니다.",
        },
        how: Text {
            en: "Looks for a visible button in words. Products that are sold out, priced on request or sold by another \
                 shop are left out, as are pages that only a script fills.",
            ko: "눈에 보이는 버튼을 글자로 찾습니다. 품절 상품, 가격 문의 상품, 다른 쇼핑몰에서 파는 상품과 스크립트로만 그려지는 \
                 페이지는 빼고 계산합니다.",
        },
        pages: PAGES,
        run: button::buy_button_share,
    },
    Measure {
        id: "product.first-screen-share",
        unit: Unit::Share,
        what: Text {
            en: "On how many pages of products in stock price and buy button stand in the first screen of a computer.",
            ko: "재고가 있는 상품 페이지 가운데 컴퓨터 첫 화면에 가격과 구매 버튼이 모두 보이는 비율입니다.",
        },
        how: Text {
            en: "Lays each page out in a window of 1366 by 768 pixels. What stands within 80 pixels of its lower edge \
                 counts as neither. Unknown without the layout.",
            ko: "페이지마다 1366×768픽셀 창에 배치를 계산합니다. 창 아래 끝에서 80픽셀 안에 있는 것은 어느 쪽으로도 세지 않습니다. \
                 배치를 계산하지 않았다면 알 수 없음으로 둡니다.",
        },
        pages: PAGES,
        run: button::first_screen_share,
    },
    Measure {
        id: "product.ship-cost-share",
        unit: Unit::Share,
        what: Text {
            en: "How many product pages tell what shipping costs.",
            ko: "배송비를 알려 주는 상품 페이지의 비율입니다.",
        },
        how: Text {
            en: "Looks for an amount, a free-shipping threshold or \"free shipping\" that a customer sees anywhere but in \
                 the footer. A cost that appears only after a choice is not seen.",
            ko: "배송비 금액, 무료배송 기준 금액, '무료배송' 문구가 바닥글이 아닌 곳에 보이는지 확인합니다. 옵션을 골라야 나타나는 \
                 배송비는 보지 못합니다.",
        },
        pages: PAGES,
        run: delivery::ship_cost_share,
    },
    Measure {
        id: "product.returns-share",
        unit: Unit::Share,
        what: Text {
            en: "How many product pages speak of returns, or link to the rules, beside the product.",
            ko: "상품 가까이에 교환·반품 안내나 그 링크가 있는 상품 페이지의 비율입니다.",
        },
        how: Text {
            en: "Looks for the words in the main part of the page, tabs included. A link in the header, the menu or the \
                 footer does not count.",
            ko: "탭을 포함한 본문에서 교환·반품·환불 안내를 찾습니다. 머리글, 메뉴, 바닥글에 있는 링크는 세지 않습니다.",
        },
        pages: PAGES,
        run: delivery::returns_share,
    },
    Measure {
        id: "product.eta-share",
        unit: Unit::Share,
        what: Text {
            en: "How many product pages tell when the goods arrive.",
            ko: "언제 도착하는지 알려 주는 상품 페이지의 비율입니다.",
        },
        how: Text {
            en: "Looks for a number of days, a weekday or a date of arrival that a customer sees outside the footer. \
                 \"Ships fast\" without a figure does not count.",
            ko: "바닥글이 아닌 곳에 보이는 배송 일수, 요일, 도착 날짜를 찾습니다. 숫자 없이 '빠른 배송'이라고만 쓴 것은 세지 \
                 않습니다.",
        },
        pages: PAGES,
        run: delivery::eta_share,
    },
];

fn price_share(input: &Input<'_>) -> Measured {
    share(
        input,
        |_| true,
        |page| match price(page) {
            Some(evidence) => (true, evidence),
            None => {
                let on_request = page.facts.product.as_ref().and_then(|p| p.price_on_request.as_deref());
                (false, words_on(page, on_request.unwrap_or_default()))
            }
        },
    )
}

/// The price of the page's product, as evidence.
fn price(page: &WalkPage) -> Option<Evidence> {
    let seen = page
        .facts
        .prices
        .iter()
        .find(|price| price.role == PriceRole::Current && price.spot.region == Region::Main);
    match &page.facts.product {
        Some(product) if product.price_on_request.is_some() => None,
        Some(product) => product.price.as_ref().map(|money| price_seen(page, money)),
        None => seen.map(|price| Evidence::quote(&page.url, &price.spot, clip(&price.raw))),
    }
}

fn words_on(page: &WalkPage, quote: &str) -> Evidence {
    Evidence {
        quote: clip(quote),
        ..Evidence::page(&page.url)
    }
}

fn info_topics_mean(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, PAGES);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut figures = Vec::new();
    let mut tally = Tally::default();
    for page in &sample.pages {
        let told: Vec<&TopicMention> = INFO_TOPICS.iter().filter_map(|topic| section(page, topic)).collect();
        let priced = price(page).is_some();
        let reached = told.len() + usize::from(priced);
        figures.push(count(reached));
        let headings: Vec<&str> = told.iter().map(|mention| mention.quote.as_str()).collect();
        let evidence = told.first().map_or_else(
            || Evidence::page(&page.url),
            |mention| Evidence::quote(&page.url, &mention.spot, clip(&headings.join(" · "))),
        );
        if reached > INFO_TOPICS.len() {
            tally.good(evidence);
        } else {
            tally.bad(u8::try_from(reached).unwrap_or(u8::MAX), evidence);
        }
    }
    match mean(&figures) {
        Some(figure) => tally.with(figure),
        None => sample.unknown(),
    }
}

/// A section about the topic with real text.
fn section<'a>(page: &'a WalkPage, topic: &'a str) -> Option<&'a TopicMention> {
    page.facts.topic(topic).find(|mention| {
        mention.in_heading && mention.section_chars >= least_chars(page) && is_beside_product(&mention.spot)
    })
}

fn least_chars(page: &WalkPage) -> usize {
    match page.facts.language.as_deref() {
        Some(language) if ["ko", "ja", "zh"].iter().any(|dense| language.starts_with(dense)) => DENSE_SECTION_CHARS,
        _ => SECTION_CHARS,
    }
}

fn is_beside_product(spot: &Spot) -> bool {
    matches!(spot.region, Region::Main | Region::Aside)
}

fn origin_share(input: &Input<'_>) -> Measured {
    share(
        input,
        |_| true,
        |page| {
            let mentions = || {
                page.facts
                    .topic("topic.origin")
                    .filter(|mention| is_beside_product(&mention.spot) && !mention.in_link)
            };
            match mentions().find(|mention| has_origin(mention)) {
                Some(mention) => (true, quote(page, mention)),
                None => (
                    false,
                    mentions()
                        .next()
                        .map_or_else(|| Evidence::page(&page.url), |mention| quote(page, mention)),
                ),
            }
        },
    )
}

fn quote(page: &WalkPage, mention: &TopicMention) -> Evidence {
    Evidence::quote(&page.url, &mention.spot, clip(&mention.quote))
}

/// Whether a value stands behind the label, and not a reference to somewhere else.
fn has_origin(mention: &TopicMention) -> bool {
    match words::after("topic.origin", &mention.quote).filter(|value| !value.is_empty()) {
        Some(value) => {
            let value = value.to_lowercase();
            let start: String = value.chars().take(30).collect();
            !NO_ORIGIN.iter().any(|reference| start.contains(reference))
        }
        None => mention.section_chars > 0,
    }
}

fn image_count_median(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, PAGES);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut counts: Vec<(usize, Evidence)> = sample
        .pages
        .iter()
        .filter_map(|page| {
            let product = page.facts.product.as_ref()?;
            Some((
                product.image_count,
                words_on(page, product.name.as_deref().unwrap_or_default()),
            ))
        })
        .collect();
    counts.sort();
    match median(counts.iter().map(|(images, _)| count(*images)).collect()) {
        Some(middle) => {
            let against = counts.iter().filter(|(images, _)| count(*images) < middle).count();
            let looked_at = counts.len();
            number(
                middle,
                counts.into_iter().map(|(_, evidence)| evidence).collect(),
                looked_at,
                against,
            )
        }
        None => Measured::unknown("no-product"),
    }
}

/// Whether the shop itself sells the product at once.
fn can_be_had(page: &WalkPage) -> bool {
    page.facts.product.as_ref().is_some_and(|product| {
        product.availability != Some(Availability::OutOfStock)
            && product.price_on_request.is_none()
            && product.external_seller.is_none()
            && (product.buyable || !is_parent(page, product))
    })
}

/// Whether the page sells nothing itself and is there to choose from: the sizes or colours of one product, each on a
/// page of its own. They carry its name, or the page does not say that there is any stock.
fn is_parent(page: &WalkPage, product: &Product) -> bool {
    let own = page.facts.text.canonical.as_deref().unwrap_or(&page.url);
    let mut others: Vec<&Link> = page
        .facts
        .links
        .iter()
        .filter(|link| link.spot.region == Region::Main && link.concepts.is_empty())
        .filter(|link| ![own, &page.url].contains(&link.url.as_str()))
        .filter(|link| {
            [own, &page.url]
                .iter()
                .any(|url| sample::are_neighbours(&link.url, url))
        })
        .collect();
    others.sort_by(|one, other| one.url.cmp(&other.url));
    others.dedup_by(|one, other| one.url == other.url);
    let name = product.name.as_deref().unwrap_or_default().to_lowercase();
    let namesakes = others
        .iter()
        .filter(|link| !name.is_empty() && link.text.to_lowercase().starts_with(&name))
        .count();
    namesakes >= 2 || (product.availability.is_none() && others.len() >= 2)
}

/// The share of the product pages that pass, out of those that are asked.
fn share(input: &Input<'_>, asked: fn(&WalkPage) -> bool, look: impl Fn(&WalkPage) -> (bool, Evidence)) -> Measured {
    share_told(input, asked, |page| Ok(look(page)))
}

/// The same, where some pages may not tell: for those the code of the note that says why.
fn share_told(
    input: &Input<'_>,
    asked: fn(&WalkPage) -> bool,
    look: impl Fn(&WalkPage) -> Result<(bool, Evidence), &'static str>,
) -> Measured {
    let sample = Sample::of(input, PAGES);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut tally = Tally::default();
    for page in sample.pages.into_iter().filter(|page| asked(page)) {
        match look(page) {
            Ok((good, evidence)) => tally.add(good, evidence),
            Err(why) => tally.open(why),
        }
    }
    if tally.is_empty() {
        return Measured::Unknown(Note::new("no-product-to-buy"));
    }
    tally.share()
}

#[cfg(test)]
#[path = "product_tests.rs"]
mod tests;
