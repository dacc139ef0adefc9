//! Whether the shop's search finds its goods.

use url::Url;

use super::toolbox::{Sample, Tally, clip, sample, yes_no};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Link, Measured, NO_SUCH_GOODS, Note, PageKind, Region, Unit, WalkPage};

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "search.self-hit-share",
        unit: Unit::Share,
        what: Text {
            en: "How often a search for words of a product's own name finds that product.",
            ko: "상품 이름의 낱말로 검색했을 때 그 상품이 결과에 나오는 비율입니다.",
        },
        how: Text {
            en: "Takes the search results that the walk read, matches what was searched with the products it knows, and \
                 looks for a link to one of them. Unknown when the search could not be used by a plain request or only a \
                 script fills its results.",
            ko: "방문 중에 읽은 검색 결과마다, 검색한 낱말이 이름에 들어 있는 상품으로 가는 링크가 있는지 봅니다. 검색을 써 보지 \
                 못했거나 결과가 스크립트로만 그려지면 알 수 없음으로 둡니다.",
        },
        pages: &[PageKind::Search],
        run: self_hit_share,
    },
    Measure {
        id: "search.typo-hit-share",
        unit: Unit::Share,
        what: Text {
            en: "How often a search with one wrong letter still finds the product.",
            ko: "한 글자를 잘못 적어도 상품이 검색되는 비율입니다.",
        },
        how: Text {
            en: "The walk searches once for words of a product's name with one letter left out, or with another \
                 vowel in a Korean syllable, and looks for a link to the product or to the right words. Unknown when \
                 the search could not be used by a plain request or only a script fills its results.",
            ko: "상품 이름에서 글자 하나를 빼거나 모음 하나를 바꾸어 한 번 검색하고, 그 상품이나 바른 낱말로 가는 링크가 나오는지 봅니다. 검색을 써 보지 못했거나 결과가 스크립트로만 \
                 그려지면 알 수 없음으로 둡니다.",
        },
        pages: &[PageKind::Search],
        run: typo_hit_share,
    },
    Measure {
        id: "search.empty-help",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether a search that finds nothing helps the customer on.",
            ko: "검색 결과가 없을 때 다음에 갈 곳을 알려 주는지입니다.",
        },
        how: Text {
            en: "The walk searches once for a word that no shop has, and looks for visible links in the main part of \
                 the answer: categories, other goods, a way to ask. Menus and footer do not count. Unknown when the \
                 search could not be used by a plain request.",
            ko: "어느 가게에도 없는 낱말로 한 번 검색하고, 결과 화면의 본문에 분류, 다른 상품, 문의로 가는 링크가 보이는지 봅니다. 메뉴와 바닥글은 세지 않습니다. 검색을 써 보지 못했다면 \
                 알 수 없음으로 둡니다.",
        },
        pages: &[PageKind::Search],
        run: empty_help,
    },
];

fn self_hit_share(input: &Input<'_>) -> Measured {
    let pages = match results(input) {
        Ok(pages) => pages,
        Err(unknown) => return unknown,
    };
    let products = known_products(input);
    let mut tally = Tally::default();
    for page in pages {
        for words in searched(&page.url) {
            let wanted: Vec<&(&WalkPage, String)> = products
                .iter()
                .filter(|(_, name)| words.split_whitespace().all(|word| name.contains(word)))
                .collect();
            if wanted.is_empty() {
                continue;
            }
            let hit = page
                .facts
                .links
                .iter()
                .find(|link| is_hit(link, &wanted) || is_named(link, &words));
            match hit {
                Some(link) => tally.good(Evidence::quote(&page.url, &link.spot, clip(&link.text))),
                None => tally.bad(
                    0,
                    Evidence {
                        quote: clip(&words),
                        ..Evidence::page(&page.url)
                    },
                ),
            }
            break;
        }
    }
    if tally.is_empty() {
        return Measured::Unknown(Note::new("search-not-tried"));
    }
    tally.share()
}

/// What the address of a results page may have asked for, folded; values of at least two letters.
fn searched(url: &str) -> Vec<String> {
    let Ok(url) = Url::parse(url) else {
        return Vec::new();
    };
    url.query_pairs()
        .map(|(_, value)| folded(&value))
        .filter(|value| value.chars().filter(|c| c.is_alphabetic()).count() >= 2)
        .collect()
}

fn folded(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_hit(link: &Link, wanted: &[&(&WalkPage, String)]) -> bool {
    let text = folded(&link.text);
    wanted.iter().any(|(page, name)| {
        sample::leads_to(&link.url, &page.url)
            || page
                .facts
                .text
                .canonical
                .as_deref()
                .is_some_and(|canonical| sample::leads_to(&link.url, canonical))
            || text.contains(name.as_str())
    })
}

/// A link among the results whose words begin with what was searched for: the product, though the walk did not read
/// its page.
fn is_named(link: &Link, words: &str) -> bool {
    link.spot.region == Region::Main && link.spot.visible && folded(&link.text).starts_with(words)
}

/// Products of the walk with their names, folded.
fn known_products<'a>(input: &Input<'a>) -> Vec<(&'a WalkPage, String)> {
    Sample::of_kinds(input.walk, &[PageKind::Product])
        .pages
        .into_iter()
        .filter_map(|page| Some((page, folded(page.facts.product.as_ref()?.name.as_deref()?))))
        .collect()
}

/// Results pages, or why there are none.
fn results<'a>(input: &Input<'a>) -> Result<Vec<&'a WalkPage>, Measured> {
    let results = Sample::of(input, &[PageKind::Search]);
    if !results.is_empty() {
        return Ok(results.pages);
    }
    Err(match results.missing() {
        note if note.code == "no-page-of-kind" => Measured::unknown("search-not-tried"),
        note => Measured::Unknown(note),
    })
}

fn typo_hit_share(input: &Input<'_>) -> Measured {
    let pages = match results(input) {
        Ok(pages) => pages,
        Err(unknown) => return unknown,
    };
    let products = known_products(input);
    let mut tally = Tally::default();
    for page in pages {
        for words in searched(&page.url) {
            let Some(right) = products.iter().find_map(|(_, name)| meant(&words, name)) else {
                continue;
            };
            let wanted: Vec<&(&WalkPage, String)> =
                products.iter().filter(|(_, name)| name.starts_with(&right)).collect();
            let hit = page
                .facts
                .links
                .iter()
                .find(|link| is_hit(link, &wanted) || is_named(link, &right));
            match hit {
                Some(link) => tally.good(Evidence::quote(&page.url, &link.spot, clip(&link.text))),
                None => tally.bad(
                    0,
                    Evidence {
                        quote: clip(&words),
                        ..Evidence::page(&page.url)
                    },
                ),
            }
            break;
        }
    }
    if tally.is_empty() {
        return Measured::Unknown(Note::new("search-not-tried"));
    }
    tally.share()
}

/// The beginning of a product's name that was meant, where the words are that with one slip.
fn meant(words: &str, name: &str) -> Option<String> {
    let count = words.split(' ').count();
    let beginning: Vec<&str> = name
        .split(' ')
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .take(count)
        .collect();
    let right = beginning.join(" ");
    (right != words && strsim::levenshtein(&right, words) == 1).then_some(right)
}

fn empty_help(input: &Input<'_>) -> Measured {
    let pages = match results(input) {
        Ok(pages) => pages,
        Err(unknown) => return unknown,
    };
    let page = pages
        .into_iter()
        .find(|page| searched(&page.url).iter().any(|words| words == NO_SUCH_GOODS));
    let Some(page) = page else {
        return Measured::unknown("search-not-tried");
    };
    let helps = |link: &&Link| {
        link.spot.visible
            && matches!(link.spot.region, Region::Main | Region::Aside)
            && link.url.starts_with("http")
            && !link.url.contains(NO_SUCH_GOODS)
    };
    let help: Vec<Evidence> = page
        .facts
        .links
        .iter()
        .filter(helps)
        .map(|link| Evidence::quote(&page.url, &link.spot, clip(&link.text)))
        .collect();
    let helped = !help.is_empty();
    yes_no(helped, if helped { help } else { vec![Evidence::page(&page.url)] }, 1)
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, link, page, product_page, shell, value_of};
    use crate::model::{PageKind, Region, Value, WalkPage};

    fn results(link_to: &str) -> WalkPage {
        let mut page = page(
            PageKind::Search,
            "/search?q=%ED%95%B4%EB%82%A8+%EA%B3%A0%EA%B5%AC%EB%A7%88&page=1",
        );
        page.facts.links.push(link(link_to, "보기", "", Region::Main));
        page
    }

    #[test]
    fn the_product_is_found_though_the_link_says_more() {
        let pages = vec![product_page("/p?no=7"), results("/p?no=7&_pos=1")];
        assert_eq!(value_of("search.self-hit-share", pages), Value::Number(1.0));
    }

    #[test]
    fn a_product_that_was_not_read_is_found_by_its_name() {
        let mut found = results("/p?no=8");
        found.facts.links[0].text = "해남 고구마 세트".to_owned();
        let pages = vec![product_page("/p?no=7"), found];
        assert_eq!(value_of("search.self-hit-share", pages), Value::Number(1.0));
    }

    #[test]
    fn another_product_is_no_hit() {
        let pages = vec![product_page("/p?no=7"), results("/p?no=8")];
        assert_eq!(value_of("search.self-hit-share", pages), Value::Number(0.0));
    }

    #[test]
    fn a_search_for_something_else_or_by_a_script_tells_nothing() {
        let other = page(PageKind::Search, "/search?q=laptop");
        assert_eq!(
            code_of("search.self-hit-share", vec![product_page("/p"), other]),
            "search-not-tried"
        );
        assert_eq!(
            code_of("search.self-hit-share", vec![shell(PageKind::Search, "/s?q=1")]),
            "needs-browser"
        );
        assert_eq!(code_of("search.self-hit-share", Vec::new()), "search-not-tried");
    }

    #[test]
    fn a_slip_is_forgiven_or_not() {
        let slipped = |link_to: &str| {
            let mut page = page(
                PageKind::Search,
                "/search?q=%ED%95%B4%EB%82%A8+%EA%B3%A0%EA%B5%AC%EB%A7%A4",
            );
            page.facts.links.push(link(link_to, "보기", "", Region::Main));
            vec![product_page("/p?no=7"), page]
        };
        assert_eq!(
            value_of("search.typo-hit-share", slipped("/p?no=7")),
            Value::Number(1.0)
        );
        assert_eq!(
            value_of("search.typo-hit-share", slipped("/p?no=8")),
            Value::Number(0.0)
        );
        let right = vec![product_page("/p?no=7"), results("/p?no=7")];
        assert_eq!(code_of("search.typo-hit-share", right), "search-not-tried");
    }

    #[test]
    fn nothing_found_leads_on_or_not() {
        let mut empty = page(PageKind::Search, "/search?q=qzxwvkj");
        empty
            .facts
            .links
            .push(link("/contact", "문의", "topic.contact", Region::Footer));
        assert_eq!(value_of("search.empty-help", vec![empty.clone()]), Value::YesNo(false));
        empty.facts.links.push(link("/list/1", "주방", "", Region::Main));
        assert_eq!(value_of("search.empty-help", vec![empty]), Value::YesNo(true));
        assert_eq!(code_of("search.empty-help", vec![results("/p")]), "search-not-tried");
    }
}
