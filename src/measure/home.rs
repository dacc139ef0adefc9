//! What the home page tells a customer who comes for the first time.

use std::collections::BTreeSet;

use super::toolbox::{absence, clip, count, number, points, words};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Link, Measured, PageKind, Region, Unit, WalkPage};

/// A sentence has at least so many words …
const SENTENCE_WORDS: usize = 4;
/// … or, in a script without spaces between words, so many characters.
const SENTENCE_CHARS: usize = 10;
/// A menu names at least so many categories.
const CATEGORY_LINKS: usize = 3;

/// What a customer looks for after the sale: a name, and the concepts that stand for it.
const AFTER_SALE: &[(&str, &[&str])] = &[
    ("tracking", &["topic.tracking"]),
    ("shipping", &["topic.shipping", "topic.free-shipping"]),
    ("returns", &["topic.returns", "topic.withdrawal", "topic.free-returns"]),
    ("warranty", &["topic.warranty", "topic.troubleshooting"]),
    ("faq", &["topic.faq"]),
    ("board", &["topic.qna-board"]),
    ("contact", &["topic.contact"]),
];

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "home.purpose-score",
        unit: Unit::Points(4),
        what: Text {
            en: "How clearly the home page says in words what the shop sells, from 0 to 4.",
            ko: "첫 화면이 무엇을 파는 곳인지 글로 얼마나 분명히 알려 주는지를 0~4점으로 나타냅니다.",
        },
        how: Text {
            en: "One point each for a page title, a description for search engines, a headline of at least four words, \
                 and at least three category links in words. Text inside pictures cannot be read. Unknown when the home \
                 page could not be read.",
            ko: "페이지 제목, 검색용 설명문, 네 단어 이상의 제목 문구, 글자로 된 분류 링크 세 개 이상에 각각 1점을 줍니다. 그림 \
                 속 글자는 읽지 못합니다. 첫 화면을 읽지 못하면 알 수 없음으로 둡니다.",
        },
        pages: &[PageKind::Home],
        run: purpose_score,
    },
    Measure {
        id: "home.after-sale-topics",
        unit: Unit::Points(7),
        what: Text {
            en: "How many of seven things that customers need after buying are linked from the home page.",
            ko: "구매 후에 필요한 일곱 가지 안내 가운데 첫 화면에서 바로 갈 수 있는 것의 수입니다.",
        },
        how: Text {
            en: "Looks for links about order tracking, shipping, returns, warranty or repair, frequent questions, the \
                 question board, and contact. A link that only says \"Help\" counts as frequent questions. Unknown when \
                 the home page could not be read.",
            ko: "주문·배송 조회, 배송 안내, 교환·반품, 품질보증·수리, 자주 묻는 질문, 문의 게시판, 고객센터로 가는 링크를 \
                 찾습니다. '도움말'이라고만 쓴 링크는 자주 묻는 질문으로 봅니다. 첫 화면을 읽지 못하면 알 수 없음으로 둡니다.",
        },
        pages: &[PageKind::Home],
        run: after_sale_topics,
    },
];

fn purpose_score(input: &Input<'_>) -> Measured {
    let page = match absence::home(input.walk) {
        Ok(page) => page,
        Err(note) => return Measured::Unknown(note),
    };
    let text = &page.facts.text;
    // The name of a product on a card is a heading, too, and says nothing of the shop.
    let is_title_of_goods = |words: &String| page.facts.links.iter().any(|link| link.text.contains(words.as_str()));
    let headline = text
        .h1
        .iter()
        .chain(text.headings.iter().filter(|words| !is_title_of_goods(words)))
        .find(|words| is_sentence(words))
        .or(text.h1.as_ref());
    let parts = [
        is_filled(text.title.as_ref()),
        is_filled(text.description.as_ref()),
        headline.is_some_and(|words| is_sentence(words)),
        categories(page) >= CATEGORY_LINKS,
    ];
    let quotes = [text.title.as_ref(), text.description.as_ref(), headline];
    let mut evidence: Vec<Evidence> = quotes
        .into_iter()
        .flatten()
        .filter(|words| !words.trim().is_empty())
        .map(|words| Evidence {
            quote: clip(words.trim()),
            ..Evidence::page(&page.url)
        })
        .collect();
    if evidence.is_empty() {
        evidence.push(Evidence::page(&page.url));
    }
    points(&parts, evidence)
}

fn is_filled(words: Option<&String>) -> bool {
    words.is_some_and(|words| !words.trim().is_empty())
}

fn is_sentence(words: &str) -> bool {
    let unspaced = words
        .chars()
        .filter(|c| *c as u32 >= 0x3000 && !c.is_whitespace())
        .count();
    words.split_whitespace().count() >= SENTENCE_WORDS || unspaced >= SENTENCE_CHARS
}

/// Distinct places of the menus to which a text leads that names nothing but goods.
fn categories(page: &WalkPage) -> usize {
    page.facts
        .links
        .iter()
        .filter(|link| matches!(link.spot.region, Region::Header | Region::Nav | Region::Aside))
        .filter(|link| link.concepts.is_empty() && link.text.chars().any(char::is_alphabetic))
        .filter(|link| link.url.starts_with("http") && link.url != page.url)
        .map(|link| link.url.as_str())
        .collect::<BTreeSet<_>>()
        .len()
}

fn after_sale_topics(input: &Input<'_>) -> Measured {
    let page = match absence::home(input.walk) {
        Ok(page) => page,
        Err(note) => return Measured::Unknown(note),
    };
    let found: Vec<&Link> = AFTER_SALE
        .iter()
        .filter_map(|(_, concepts)| {
            page.facts
                .links
                .iter()
                .find(|link| words::names(link, concepts) && names_a_place(link))
        })
        .collect();
    let mut evidence: Vec<Evidence> = found
        .iter()
        .map(|link| Evidence::quote(&page.url, &link.spot, clip(&link.text)))
        .collect();
    if evidence.is_empty() {
        evidence.push(Evidence::page(&page.url));
    }
    evidence.dedup();
    number(
        count(found.len()),
        evidence,
        AFTER_SALE.len(),
        AFTER_SALE.len() - found.len(),
    )
}

/// Not the badge of a product: "free shipping" on a card leads to the goods.
fn names_a_place(link: &Link) -> bool {
    let longest = if link.spot.region == Region::Main { 20 } else { 40 };
    link.text.chars().count() <= longest
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, link, page, shell, value_of};
    use crate::model::{PageKind, Region, Value, WalkPage};

    fn home() -> WalkPage {
        page(PageKind::Home, "/")
    }

    #[test]
    fn a_home_page_that_speaks_gets_all_points() {
        let mut page = home();
        page.facts.text.title = Some("해남농부 – 고구마 직배송".to_owned());
        page.facts.text.description = Some("해남에서 키운 고구마를 보냅니다".to_owned());
        page.facts.text.h1 = Some("해남에서 바로 캐서 보내는 고구마".to_owned());
        for path in ["/sweet-potato", "/cabbage", "/rice"] {
            page.facts.links.push(link(path, "분류", "", Region::Nav));
        }
        assert_eq!(value_of("home.purpose-score", vec![page]), Value::Number(4.0));
    }

    #[test]
    fn a_home_page_of_pictures_gets_the_point_of_its_title() {
        let mut page = home();
        page.facts.text.title = Some("Shop".to_owned());
        assert_eq!(value_of("home.purpose-score", vec![page]), Value::Number(1.0));
    }

    #[test]
    fn the_name_of_a_product_is_no_headline() {
        let mut page = home();
        page.facts.text.title = Some("Lathe & Linen".to_owned());
        page.facts.text.headings = vec!["Pair of tea towels".to_owned()];
        page.facts
            .links
            .push(link("/p/9", "Pair of tea towels", "", Region::Main));
        assert_eq!(value_of("home.purpose-score", vec![page]), Value::Number(1.0));
    }

    #[test]
    fn without_a_readable_home_page_nothing_is_known() {
        assert_eq!(code_of("home.purpose-score", Vec::new()), "no-page-of-kind");
        assert_eq!(
            code_of("home.after-sale-topics", vec![shell(PageKind::Home, "/")]),
            "needs-browser"
        );
    }

    #[test]
    fn links_to_after_sale_help_are_counted_by_topic() {
        let mut page = home();
        let topics = [
            "tracking",
            "shipping",
            "returns",
            "warranty",
            "faq",
            "qna-board",
            "contact",
        ];
        for topic in topics {
            let concept = format!("topic.{topic}");
            page.facts
                .links
                .push(link(&format!("/{topic}"), "안내", &concept, Region::Footer));
            page.facts
                .links
                .push(link(&format!("/{topic}/2"), "안내", &concept, Region::Footer));
        }
        assert_eq!(value_of("home.after-sale-topics", vec![page]), Value::Number(7.0));
    }

    #[test]
    fn the_badge_of_a_product_is_no_link_about_shipping() {
        let mut page = home();
        let badge = "해남 고구마 3kg 특가 한정 수량 무료배송 12,000원";
        page.facts
            .links
            .push(link("/p/1", badge, "topic.free-shipping", Region::Main));
        assert_eq!(value_of("home.after-sale-topics", vec![page]), Value::Number(0.0));
    }
}
