//! What holds for the extractors on any page: no input makes them panic, what a customer cannot tell apart gives the
//! same facts, and whatever they quote or point at is on the page.

#[path = "extract_support/change.rs"]
mod change;
mod extract_support;

use change::{PIECES, interspersed, is_block, mutate, mutation, shuffled, tokens};
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
