//! What a link leads to, before it is followed.

use url::Url;

use crate::lexicon::{Platform, Platforms};
use crate::model::{Link, PageKind, Region};

/// Concepts of a link's words, and the kind of page that they promise; the first that fits wins.
const PROMISES: &[(&str, PageKind)] = &[
    ("legal.eu.imprint", PageKind::Legal),
    ("legal.jp.page", PageKind::Legal),
    ("topic.tracking", PageKind::OrderLookup),
    ("topic.qna-board", PageKind::Board),
    ("topic.returns", PageKind::Returns),
    ("topic.withdrawal", PageKind::Returns),
    ("topic.privacy", PageKind::Privacy),
    ("topic.terms", PageKind::Terms),
    ("topic.faq", PageKind::Faq),
    ("topic.shipping", PageKind::Shipping),
    ("topic.contact", PageKind::Contact),
    ("topic.about", PageKind::About),
    ("topic.reviews", PageKind::Board),
    ("action.go-to-checkout", PageKind::Checkout),
    ("action.view-cart", PageKind::Cart),
    ("action.register", PageKind::Register),
    ("action.login", PageKind::Login),
];
/// Longer words are a sentence or a product's name, and promise nothing.
const LABEL_CHARS: usize = 30;

/// The kind of page that an address and the words of its link promise.
pub(super) fn kind(platform: Option<&Platform>, url: &Url, link: &Link) -> Option<PageKind> {
    let by_url = Platforms::builtin().kind_of_url(platform, url);
    if let Some(found) = &by_url
        && !found.generic
    {
        return Some(found.kind);
    }
    let short = link.text.chars().count() <= LABEL_CHARS;
    let by_words = PROMISES
        .iter()
        .find(|(concept, _)| short && link.concepts.iter().any(|own| own == concept))
        .map(|(_, kind)| *kind);
    // In the body of a list the words are those of products; outside it they name the page.
    let trusted = link.spot.region != Region::Main || by_url.is_none();
    match (by_words, by_url) {
        (Some(kind), _) if trusted => Some(kind),
        (_, Some(found)) => Some(found.kind),
        (kind, None) => kind,
    }
}
