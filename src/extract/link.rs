//! Links.

use std::collections::BTreeSet;

use super::{Context, form};
use crate::lexicon::{Folded, Hit};
use crate::model::Link;
use crate::page::Element;

/// Characters kept of a link's words.
const MAX_CHARS: usize = 120;

/// Pages that the law wants, by the words that lead there.
const LEGAL_PAGES: &[&str] = &["legal.eu.imprint", "legal.jp.page"];

/// Links in document order, repeated addresses kept. Addresses within the page, mail and phone links are not among
/// them.
pub(super) fn links(context: &Context<'_>) -> Vec<Link> {
    context
        .document
        .elements()
        .filter(|element| matches!(element.name(), "a" | "area"))
        .filter_map(|element| {
            let href = element.filled_attr("href").filter(|href| !href.starts_with('#'))?;
            let url = context.document.resolve(href)?;
            let text = words(element);
            Some(Link {
                url: String::from(url),
                nofollow: element.attr("rel").is_some_and(|rel| {
                    rel.split_ascii_whitespace()
                        .any(|word| word.eq_ignore_ascii_case("nofollow"))
                }),
                concepts: concepts(context, element, &text)
                    .into_iter()
                    .filter(|concept| {
                        concept.starts_with("topic.")
                            || concept.starts_with("action.")
                            || LEGAL_PAGES.contains(&concept.as_str())
                    })
                    .collect(),
                text,
                spot: element.spot(),
            })
        })
        .collect()
}

/// What a link says: its text, else `aria-label`, the `alt` of a picture in it, `title`.
pub(super) fn words(element: Element<'_>) -> String {
    let text = element.text();
    let chosen = if text.chars().any(char::is_alphanumeric) {
        Some(text)
    } else {
        element
            .filled_attr("aria-label")
            .or_else(|| element.filled_attr("alt"))
            .or_else(|| {
                element
                    .descendants()
                    .find_map(|inner| inner.filled_attr("alt").or_else(|| inner.filled_attr("aria-label")))
            })
            .or_else(|| element.filled_attr("title"))
    };
    let joined = form::shorten(chosen.unwrap_or_default());
    joined.chars().take(MAX_CHARS).collect()
}

/// Ids of the lexicon concepts that an element's words name, sorted. Where one word lies within another, the longer one
/// speaks: "shopping cart" in "Add to shopping cart" is no second meaning.
pub(super) fn concepts(context: &Context<'_>, element: Element<'_>, label: &str) -> BTreeSet<String> {
    let range = element.text_range();
    let own_text = element.text().chars().any(char::is_alphanumeric);
    let found;
    let hits: &[Hit] = if own_text {
        let first = context.hits.partition_point(|hit| hit.start < range.start);
        let last = context.hits.partition_point(|hit| hit.start < range.end);
        &context.hits[first..last.max(first)]
    } else {
        found = context.lexicon.find_all(&Folded::new(label));
        &found
    };
    let family = |hit: &Hit| {
        let id = context.lexicon.id(hit.concept);
        id.split('.').next().unwrap_or_default().len()
    };
    let inside = |hit: &Hit| {
        hits.iter().any(|other| {
            other.concept != hit.concept
                && other.start <= hit.start
                && hit.end <= other.end
                && other.end - other.start > hit.end - hit.start
                && family(other) == family(hit)
        })
    };
    hits.iter()
        .filter(|hit| (!own_text || hit.end <= range.end) && !inside(hit))
        .map(|hit| context.lexicon.id(hit.concept).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use url::Url;

    use crate::extract::{Source, facts};
    use crate::model::Link;

    fn links(html: &str) -> Vec<Link> {
        let url = Url::parse("https://shop.example/a/b").expect("url");
        facts(&Source::new(html.as_bytes(), Some(&url))).links
    }

    #[test]
    fn links_are_resolved_without_fragment_and_named() {
        let found = links(
            "<a href='../returns#how'>Returns &amp; exchanges</a><a href='#top'>Top</a><a href='mailto:a@b.c'>Mail</a>",
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].url, "https://shop.example/returns");
        assert!(
            found[0].concepts.contains(&"topic.returns".to_owned()),
            "{:?}",
            found[0].concepts
        );
    }

    #[test]
    fn a_picture_speaks_for_its_link() {
        let found = links("<a href=/help rel='nofollow'><img alt='고객센터'></a>");
        assert_eq!((found[0].text.as_str(), found[0].nofollow), ("고객센터", true));
        assert!(found[0].concepts.contains(&"topic.contact".to_owned()));
    }

    #[test]
    fn the_longer_word_speaks() {
        let found = links("<a href=/x>Add to shopping cart</a>");
        assert_eq!(found[0].concepts, ["action.add-to-cart"]);
    }
}
