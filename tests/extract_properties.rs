//! What holds for the extractors on any page: no input makes them panic, what a customer cannot tell apart gives the
//! same facts, and whatever they quote or point at is on the page.

mod extract_support;

use std::ops::Range;

use extract_support::pages;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use scraper::Selector;
use serde_json::Value;
use touchpoint::extract::{Source, facts};
use touchpoint::model::PageFacts;
use touchpoint::page::Document;

/// The whole pages that are changed.
const PAGES: &[&str] = &[
    pages::KOREAN_PRODUCT,
    pages::ENGLISH_CHECKOUT,
    pages::GERMAN_CONTACT,
    pages::JAPANESE_CART,
    pages::FRENCH_LIST,
];

/// Pieces from which pages are made that no shop would write.
const PIECES: &[&str] = &[
    "<div>",
    "</div>",
    "<p>",
    "<span class=price>",
    "</span>",
    "<b>",
    "</b>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<ul>",
    "<li>",
    "<form method=post>",
    "</form>",
    "<input name=email>",
    "<input type=radio name=r>",
    "<input type=radio name=r>",
    "<select name=s>",
    "<option>1",
    "</select>",
    "<label for=x>",
    "<textarea>",
    "</textarea>",
    "<button>",
    "<template>",
    "</template>",
    "<svg>",
    "<foreignObject>",
    "</svg>",
    "<math><mi>",
    "<style>.a{display:none}</style>",
    "<p class=a>",
    "<script>",
    "</script>",
    "<script type=application/ld+json>{\"@type\":\"Product\",\"offers\":{\"price\":\"1e400\"}}</script>",
    "<iframe>",
    "<noscript>",
    "<p id=x>",
    "<p id=x>",
    "<p id='1 2'>",
    "<p id=\u{fffd}>",
    "<o:p>",
    "<body style='display:none'>",
    "<a href='tel:+1 (800) 555-0199'>",
    "<a href=mailto:a@b-shop.kr>",
    "<a href='http://[::1'>",
    "<base href='//'>",
    "<br>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<h1>",
    "<h2>",
    "<dt>",
    "<dd>",
    "<summary>",
    "<header>",
    "<footer>",
    "<nav>",
    "<del>",
    "<article>",
    "<html lang=x-klingon>",
    "<meta charset=utf-16>",
    " ",
    "\n",
    "\u{a0}",
    "\u{200b}",
    "e\u{301}",
    "\u{1112}\u{1161}",
    "\u{202e}",
    "𝟙𝟚𝟛",
    "①",
    "ß",
    "İ",
    "ǆ",
    "0",
    "1",
    "12",
    "7",
    "02-123-4567",
    "1588-0199",
    "010 1234 5678",
    "(",
    ")",
    "-",
    "~",
    "/",
    ".",
    ",",
    "+",
    "$",
    "€",
    "원",
    "円",
    "만원",
    "₩",
    "£",
    "%",
    "@",
    "x",
    "T",
    "Fax: ",
    "Tel: ",
    "팩스 ",
    "전화 ",
    "9999999999999999999999",
    "1,234,567.89",
    "0.5.5.5",
    "00:00-24:00",
    "10시 ~ 17시",
    "2026-02-30",
    "13/32/99",
    "220-81-62517",
    "DE136695976",
    "무료배송",
    "배송비 ",
    "free shipping over ",
    "returns within ",
    " days",
    "일 이내 반품",
    "30",
    "개월",
    "営業時間",
    "〒150-0001",
    "미답변",
    "답변완료",
    "Q. ",
    "?",
    "sold out",
    "품절",
    "장바구니 담기",
    "add to cart",
    "total ",
    "lorem ipsum",
    "[at]",
    "(dot)",
    "www.x.kr",
    "1-800-FLOWERS",
];

fn cases(count: u32) -> ProptestConfig {
    ProptestConfig {
        cases: count,
        failure_persistence: None,
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    }
}

fn facts_of(html: &str) -> PageFacts {
    let url = url::Url::parse("https://shop.example/page").expect("a URL");
    facts(&Source::new(html.as_bytes(), Some(&url)))
}

fn any_page() -> impl Strategy<Value = String> {
    prop::collection::vec(select(PIECES), 0..120).prop_map(|pieces| pieces.concat())
}

/// A change to a page's bytes at a place and over a length.
#[derive(Debug, Clone)]
enum Mutation {
    Delete(Index, usize),
    Repeat(Index, usize, usize),
    Insert(Index, &'static str),
    Overwrite(Index, u8),
    Truncate(Index),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        (any::<Index>(), 1..60_usize).prop_map(|(at, length)| Mutation::Delete(at, length)),
        (any::<Index>(), 1..40_usize, 2..30_usize).prop_map(|(at, length, times)| Mutation::Repeat(at, length, times)),
        (any::<Index>(), select(PIECES)).prop_map(|(at, piece)| Mutation::Insert(at, piece)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Mutation::Overwrite(at, byte)),
        any::<Index>().prop_map(Mutation::Truncate),
    ]
}

fn mutate(bytes: &mut Vec<u8>, mutation: &Mutation) {
    if bytes.is_empty() {
        return;
    }
    let range = |at: &Index, length: usize, all: usize| -> Range<usize> {
        let start = at.index(all);
        start..(start + length).min(all)
    };
    match mutation {
        Mutation::Delete(at, length) => drop(bytes.drain(range(at, *length, bytes.len()))),
        Mutation::Repeat(at, length, times) => {
            let range = range(at, *length, bytes.len());
            let piece = bytes[range.clone()].repeat(*times);
            bytes.splice(range, piece);
        }
        Mutation::Insert(at, piece) => drop(bytes.splice(range(at, 0, bytes.len()), piece.bytes())),
        Mutation::Overwrite(at, byte) => {
            let place = at.index(bytes.len());
            bytes[place] = *byte;
        }
        // Nearly all of the page stays: an empty one shows nothing.
        Mutation::Truncate(at) => bytes.truncate(bytes.len() - at.index(bytes.len()) / 8),
    }
}

/// Every selector among the facts.
fn selectors(facts: &PageFacts) -> Vec<String> {
    fn collect(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
            Value::Object(fields) => {
                for (key, value) in fields {
                    match value {
                        Value::String(selector) if key == "selector" && !selector.is_empty() => {
                            found.push(selector.clone())
                        }
                        _ => collect(value, found),
                    }
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    collect(&serde_json::to_value(facts).expect("facts are plain data"), &mut found);
    found
}

/// Every element's own selector selects it and nothing else (the template, for what lies in one), and every selector
/// among the facts selects one element.
fn check_selectors(html: &str, facts: &PageFacts) -> Result<(), TestCaseError> {
    let document = Document::parse(html, None);
    for element in document.elements() {
        let own = element.selector();
        let selector = Selector::parse(&own).map_err(|error| TestCaseError::fail(format!("{own}: {error}")))?;
        let found: Vec<_> = document.select(&selector).collect();
        let template = element.ancestors().filter(|above| above.name() == "template").last();
        prop_assert!(
            found == [template.unwrap_or(element)],
            "{} selects {} elements",
            own,
            found.len()
        );
    }
    for text in selectors(facts) {
        let selector = Selector::parse(&text).map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
        prop_assert_eq!(document.select(&selector).count(), 1, "{}", text);
    }
    Ok(())
}

/// Every quote is on the page, letter for letter.
fn check_quotes(html: &str, facts: &PageFacts) -> Result<(), TestCaseError> {
    let document = Document::parse(html, None);
    let text = document.text();
    let policies = &facts.policies;
    let mut quotes: Vec<&str> = Vec::new();
    quotes.extend(policies.returns_days.iter().map(|stated| stated.quote.as_str()));
    quotes.extend(policies.returns_free.iter().map(|stated| stated.quote.as_str()));
    quotes.extend(policies.free_shipping_from.iter().map(|stated| stated.quote.as_str()));
    quotes.extend(policies.delivery_days.iter().map(|stated| stated.quote.as_str()));
    quotes.extend(policies.reply_hours.iter().map(|stated| stated.quote.as_str()));
    quotes.extend(facts.hours.iter().map(|hours| hours.text.as_str()));
    quotes.extend(facts.topics.iter().map(|topic| topic.quote.as_str()));
    // A number behind a link, or told to machines only, is quoted from there.
    let printed = facts
        .phones
        .iter()
        .filter(|phone| phone.link.is_none() && phone.spot.visible);
    quotes.extend(printed.map(|phone| phone.raw.as_str()));
    for quote in quotes {
        prop_assert!(text.contains(quote), "{:?} is not in {:?}", quote, text);
    }
    Ok(())
}

/// A page in tags and texts.
fn tokens(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let end = if rest.starts_with('<') {
            rest.find('>').map_or(rest.len(), |at| at + 1)
        } else {
            rest.find('<').unwrap_or(rest.len())
        };
        let (token, behind) = rest.split_at(end);
        found.push(token);
        rest = behind;
    }
    found
}

fn name_of(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/', '!']);
    name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// A tag with its attributes in another order.
fn shuffled(tag: &str, seed: u64) -> String {
    let Some((name, rest)) = tag
        .split_once(' ')
        .filter(|_| tag.starts_with('<') && !tag.starts_with("<!"))
    else {
        return tag.to_owned();
    };
    let mut attributes: Vec<&str> = rest
        .trim_end_matches('>')
        .split_inclusive("\" ")
        .map(str::trim)
        .collect();
    let turn = usize::try_from(seed % 7).unwrap_or_default() % attributes.len().max(1);
    attributes.rotate_left(turn);
    if seed % 2 == 1 {
        attributes.reverse();
    }
    format!("{name} {}>", attributes.join(" "))
}

/// Whether text directly inside this element is read as it stands, comments included.
fn is_raw(name: &str) -> bool {
    matches!(name, "script" | "style" | "title" | "textarea" | "option" | "select")
}

/// Whether white space around the tag is nothing to see.
fn is_block(tag: &str) -> bool {
    matches!(
        name_of(tag),
        "html"
            | "head"
            | "body"
            | "div"
            | "p"
            | "ul"
            | "ol"
            | "li"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "h1"
            | "h2"
            | "main"
            | "header"
            | "footer"
            | "nav"
            | "form"
            | "fieldset"
            | "legend"
            | "dl"
            | "dt"
            | "dd"
            | "meta"
    )
}

/// The page with something put in where the rule allows it between two tokens.
fn interspersed(html: &str, places: &[Index], what: &str, allowed: fn(&str) -> bool) -> String {
    let tokens = tokens(html);
    let mut inside_raw = false;
    let mut gaps: Vec<usize> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        if token.starts_with('<') && is_raw(name_of(token)) {
            inside_raw = !token.starts_with("</");
        }
        let next_is_raw = tokens
            .get(index + 1)
            .is_some_and(|next| next.starts_with("</") && is_raw(name_of(next)));
        if index > 0 && token.starts_with('<') && !inside_raw && !next_is_raw && allowed(token) {
            gaps.push(index);
        }
    }
    let chosen: Vec<usize> = places.iter().map(|place| gaps[place.index(gaps.len())]).collect();
    let mut page = String::new();
    for (index, token) in tokens.iter().enumerate() {
        page.push_str(token);
        for _ in chosen.iter().filter(|gap| **gap == index) {
            page.push_str(what);
        }
    }
    page
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn no_bytes_make_an_extractor_panic(bytes in prop::collection::vec(any::<u8>(), 0..1500)) {
        let _ = facts(&Source::new(&bytes, None));
    }

    #[test]
    fn no_pile_of_tags_makes_an_extractor_panic_and_its_evidence_is_on_it(html in any_page()) {
        let facts = facts_of(&html);
        check_selectors(&html, &facts)?;
        check_quotes(&html, &facts)?;
    }

    #[test]
    fn no_damage_makes_an_extractor_panic(
        page in select(PAGES),
        mutations in prop::collection::vec(mutation(), 1..12),
    ) {
        let mut bytes = page.as_bytes().to_vec();
        for mutation in &mutations {
            mutate(&mut bytes, mutation);
        }
        let _ = facts(&Source::new(&bytes, None));
        let html = String::from_utf8_lossy(&bytes);
        let facts = facts_of(&html);
        check_quotes(&html, &facts)?;
    }
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn the_order_of_attributes_says_nothing(page in select(PAGES), seed in any::<u64>()) {
        let shuffled: String = tokens(page).into_iter().map(|token| shuffled(token, seed)).collect();
        prop_assert_eq!(facts_of(page), facts_of(&shuffled));
    }

    #[test]
    fn comments_say_nothing(page in select(PAGES), places in prop::collection::vec(any::<Index>(), 1..12)) {
        let commented = interspersed(page, &places, "<!-- call 02-999-9999, <b>9,999 won</b> -->", |_| true);
        prop_assert_eq!(facts_of(page), facts_of(&commented));
    }

    #[test]
    fn white_space_between_blocks_says_nothing(page in select(PAGES), places in prop::collection::vec(any::<Index>(), 1..12)) {
        let spaced = interspersed(page, &places, " \n\t ", is_block);
        prop_assert_eq!(facts_of(page), facts_of(&spaced));
    }

    #[test]
    fn lines_of_figures_are_searched_to_their_end(groups in prop::collection::vec("[0-9]{1,6}[-. /()]{0,2}", 0..400)) {
        let html = format!("<html lang=ko><p>{}", groups.concat());
        let facts = facts_of(&html);
        check_quotes(&html, &facts)?;
    }

    #[test]
    fn words_may_stand_in_any_order(words in subsequence(PIECES.to_vec(), 10..60).prop_shuffle()) {
        let html = format!("<html lang=en><p>{}", words.join(" "));
        let facts = facts_of(&html);
        check_quotes(&html, &facts)?;
    }
}

#[test]
fn evidence_of_whole_pages_is_on_them() {
    for page in PAGES {
        let facts = facts_of(page);
        let held = check_selectors(page, &facts).and_then(|()| check_quotes(page, &facts));
        assert!(held.is_ok(), "{held:?}");
    }
}

#[test]
fn what_is_nested_deeper_than_browsers_nest_is_read_and_pointed_at() {
    let html = format!(
        "<html lang=ko>{}<p>고객센터 02-555-0142</p><a href=/cart>장바구니</a><p id=own>help@moa-gagu.kr</p>",
        "<div>".repeat(3_000)
    );
    let facts = facts_of(&html);
    assert_eq!((facts.phones.len(), facts.emails.len(), facts.links.len()), (1, 1, 1));
    assert_eq!(facts.emails[0].spot.selector, "#own");
    let document = Document::parse(&html, None);
    for text in selectors(&facts) {
        assert!(text.len() < 8_000, "{} bytes", text.len());
        let selector = Selector::parse(&text).expect("made selectors parse");
        assert_eq!(document.select(&selector).count(), 1);
    }
}

#[test]
fn a_page_of_nothing_but_addresses_is_cut() {
    let addresses: Vec<String> = (0..3_000).map(|number| format!("a{number}@moa-gagu.kr")).collect();
    assert_eq!(facts_of(&addresses.join(" ")).emails.len(), 500);
}
