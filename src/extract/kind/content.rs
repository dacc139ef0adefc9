//! What structured data, forms, prices and text say.

use std::collections::BTreeSet;

use super::Clues;
use super::score::Scores;
use crate::extract::structured::{Origin, is_of_type, text_of};
use crate::model::{FormPurpose, PageKind, PriceSource, Region};
use crate::page::Element;

/// Most prices whose cards are looked at.
const MOST_CARDS: usize = 80;
/// A card of a product holds no more text than this, in bytes.
const CARD_BYTES: usize = 500;
/// A paragraph of an article has at least so many characters.
const PARAGRAPH_CHARS: usize = 120;

/// Adds what the content says.
pub(super) fn score(clues: &Clues<'_>, address: Option<PageKind>, scores: &mut Scores) {
    by_types(clues, scores);
    by_forms(clues, scores);
    let cards = cards(clues);
    by_products(clues, cards, address, scores);
    by_article_marks(clues, scores);
    by_facts(clues, address, scores);
}

fn by_types(clues: &Clues<'_>, scores: &mut Scores) {
    const TYPES: &[(&str, PageKind, f64)] = &[
        ("NewsArticle", PageKind::Article, 4.0),
        ("ReportageNewsArticle", PageKind::Article, 4.0),
        ("BlogPosting", PageKind::Article, 4.0),
        ("Article", PageKind::Article, 3.0),
        ("LiveBlogPosting", PageKind::Article, 4.0),
        ("AnalysisNewsArticle", PageKind::Article, 4.0),
        ("ContactPage", PageKind::Contact, 4.0),
        ("FAQPage", PageKind::Faq, 2.5),
        ("AboutPage", PageKind::About, 3.0),
        ("SearchResultsPage", PageKind::Search, 4.0),
        ("CollectionPage", PageKind::List, 2.5),
        ("CheckoutPage", PageKind::Checkout, 4.0),
        ("QAPage", PageKind::Board, 2.5),
        ("DiscussionForumPosting", PageKind::Board, 4.0),
        ("ItemPage", PageKind::Product, 2.0),
    ];
    let structured = &clues.context.structured;
    for (name, kind, weight) in TYPES {
        let count = structured.items.iter().filter(|item| is_of_type(item, name)).count();
        // Several articles are the teasers of a home page or a magazine.
        match (count, *kind) {
            (0, _) => {}
            (1..=2, _) => scores.add(*kind, *weight, format!("structured data {name}")),
            (_, PageKind::Article) => scores.add(*kind, weight * 0.3, format!("structured data {name}, several")),
            _ => scores.add(*kind, *weight, format!("structured data {name}")),
        }
    }
    match structured.meta("og:type").map(str::to_ascii_lowercase).as_deref() {
        Some(kind) if kind.contains("product") => scores.add(PageKind::Product, 2.5, "og:type product"),
        Some("article" | "news" | "blog") => scores.add(PageKind::Article, 1.5, "og:type article"),
        Some("website") => scores.add(PageKind::Home, 0.3, "og:type website"),
        _ => {}
    }
    if structured.meta("article:published_time").is_some() {
        scores.add(PageKind::Article, 1.5, "article:published_time");
    }
}

fn by_forms(clues: &Clues<'_>, scores: &mut Scores) {
    let mut seen: BTreeSet<PageKind> = BTreeSet::new();
    for form in clues.forms.iter().filter(|form| form.visible) {
        let fields = form
            .fields
            .iter()
            .filter(|field| field.visible && !field.honeypot)
            .count();
        let region = form
            .selector
            .as_deref()
            .and_then(|_| form.fields.first())
            .and_then(|field| element_of(clues, &field.selector))
            .map_or(Region::Main, |element| element.region());
        let aside = matches!(region, Region::Header | Region::Footer | Region::Nav);
        let (kind, weight) = match form.purpose {
            FormPurpose::Checkout if fields >= 5 => (PageKind::Checkout, 3.5),
            FormPurpose::Checkout => (PageKind::Checkout, 1.5),
            FormPurpose::Payment => (PageKind::Payment, 2.0),
            FormPurpose::Guest => (PageKind::Login, 1.5),
            FormPurpose::Login => (PageKind::Login, 2.0),
            FormPurpose::PasswordRecovery => (PageKind::Login, 1.5),
            FormPurpose::Register if fields >= 3 => (PageKind::Register, 2.5),
            FormPurpose::Register => (PageKind::Register, 1.5),
            FormPurpose::Contact if fields >= 3 => (PageKind::Contact, 1.6),
            FormPurpose::Cart => (PageKind::Cart, 1.5),
            FormPurpose::AddToCart => (PageKind::Product, 1.0),
            FormPurpose::Filter => (PageKind::List, 0.8),
            FormPurpose::Review => (PageKind::Article, 0.5),
            _ => continue,
        };
        if seen.insert(kind) {
            let weight = if aside { weight * 0.3 } else { weight };
            scores.add(kind, weight, format!("a form for {kind}"));
        }
    }
}

fn element_of<'a>(clues: &'a Clues<'_>, selector: &str) -> Option<Element<'a>> {
    let id = selector.strip_prefix('#').filter(|id| !id.contains([' ', '>', '\\']))?;
    clues.context.document.by_id(id)
}

/// Number of distinct links that stand in a card with a price.
fn cards(clues: &Clues<'_>) -> usize {
    let document = &clues.context.document;
    let mut targets: BTreeSet<&str> = BTreeSet::new();
    let text = document.text();
    let mut from = 0;
    let prices = clues
        .prices
        .iter()
        .filter(|price| price.source == PriceSource::Text && price.spot.visible)
        .take(MOST_CARDS);
    for price in prices {
        // Prices come in document order, so each is found behind the one before.
        let Some(offset) = text[from..].find(price.raw.as_str()) else {
            continue;
        };
        from += offset;
        let Some(element) = document.at(from) else { continue };
        from += price.raw.len();
        let link = element
            .self_and_ancestors()
            .take(7)
            .take_while(|ancestor| ancestor.text_range().len() <= CARD_BYTES)
            .find_map(|ancestor| link_in(ancestor));
        targets.extend(link);
    }
    targets.len()
}

fn link_in(element: Element<'_>) -> Option<&str> {
    let own = (element.name() == "a").then(|| element.filled_attr("href")).flatten();
    own.or_else(|| {
        element
            .descendants()
            .take(60)
            .filter(|inner| inner.name() == "a")
            .find_map(|inner| inner.filled_attr("href"))
    })
    .map(|href| href.split('#').next().unwrap_or_default())
    .filter(|href| !href.is_empty() && !href.starts_with("javascript:"))
}

fn by_products(clues: &Clues<'_>, cards: usize, address: Option<PageKind>, scores: &mut Scores) {
    let structured = &clues.context.structured;
    let products = structured.of_type("Product");
    let mut names: Vec<String> = products.iter().filter_map(|(item, _)| text_of(item, "name")).collect();
    names.sort();
    names.dedup();
    let in_json = products
        .iter()
        .filter(|(_, origin)| matches!(origin, Origin::JsonLd(_)))
        .count();
    let each_card_sells = products.is_empty() && each_card_sells(clues, cards);
    if let Some(product) = clues.product.filter(|_| !each_card_sells) {
        if in_json == 1 || names.len() == 1 {
            scores.add(PageKind::Product, 3.0, "structured data Product");
        } else if !products.is_empty() {
            scores.add(PageKind::Product, 1.5, "structured data Product, one of several");
        }
        if product.price.is_some() && (product.price_visible || !products.is_empty()) {
            scores.add(PageKind::Product, 1.2, "one price that stands out");
        }
        if product.buyable {
            let paying = clues
                .forms
                .iter()
                .any(|form| form.visible && matches!(form.purpose, FormPurpose::Checkout | FormPurpose::Payment));
            // On an order form the control that buys places the order.
            let weight = if paying && products.is_empty() { 0.5 } else { 1.8 };
            scores.add(PageKind::Product, weight, "a control that buys");
        }
        if product.price_on_request.is_some() {
            scores.add(PageKind::Product, 1.0, "a price on request");
        }
    }
    if names.len() >= 4 && in_json != 1 {
        scores.add(
            PageKind::List,
            2.0,
            format!("structured data of {} products", names.len()),
        );
    }
    if cards >= 3 {
        #[expect(clippy::cast_precision_loss, reason = "at most 80")]
        let weight = (0.8 + 0.15 * cards as f64).min(3.0);
        let kind = match address {
            Some(PageKind::Search) => PageKind::Search,
            _ => PageKind::List,
        };
        scores.add(kind, weight, format!("{cards} links with prices"));
        if address == Some(PageKind::Home) {
            scores.add(PageKind::Home, 1.0, "products on the first page");
        }
    }
}

/// Whether the buttons that buy are those of the cards: then none is left for a product of the page's own.
fn each_card_sells(clues: &Clues<'_>, cards: usize) -> bool {
    let buttons = clues
        .controls
        .iter()
        // Many shops show those of the cards to a mouse only.
        .filter(|control| control.action == "action.add-to-cart");
    (3..=cards).contains(&buttons.count())
}

fn by_article_marks(clues: &Clues<'_>, scores: &mut Scores) {
    let document = &clues.context.document;
    let mut paragraphs = 0;
    let mut byline = false;
    let mut dated = false;
    let mut articles = 0;
    let mut longest_article = 0;
    for element in document.elements() {
        match element.name() {
            "p" => {
                let text = element.text_range();
                if text.len() >= PARAGRAPH_CHARS && element.region() == Region::Main && links_share(element) < 0.5 {
                    paragraphs += 1;
                }
            }
            "article" => {
                articles += 1;
                longest_article = longest_article.max(element.text_range().len());
            }
            "time" => dated |= element.region() != Region::Footer,
            "a" | "span" | "div" | "address" => {
                byline |= element.attr("rel") == Some("author")
                    || element.attr("itemprop") == Some("author")
                    || element.classes().filter(|class| class.len() >= 6).any(|class| {
                        let class = class.to_ascii_lowercase();
                        class.contains("byline")
                            || class == "author"
                            || class.starts_with("author-")
                            || class.ends_with("-author")
                    });
            }
            _ => {}
        }
    }
    // What can be bought is described at length, too.
    let sells = clues
        .product
        .is_some_and(|product| product.buyable && product.price_visible);
    let scale = if sells { 0.5 } else { 1.0 };
    if paragraphs >= 4 {
        let weight = (0.5 + 0.1 * f64::from(paragraphs)).min(2.0);
        scores.add(
            PageKind::Article,
            weight * scale,
            format!("{paragraphs} paragraphs of text"),
        );
    }
    if byline {
        scores.add(PageKind::Article, scale, "a byline");
    }
    if dated && paragraphs >= 3 {
        scores.add(PageKind::Article, 0.6, "a date");
    }
    if articles == 1 && longest_article >= 1_500 {
        scores.add(PageKind::Article, 1.2 * scale, "one long article element");
    }
}

/// How much of an element's text stands in links, 0 to 1.
fn links_share(element: Element<'_>) -> f64 {
    let all = element.text_range().len();
    if all == 0 {
        return 1.0;
    }
    let linked: usize = element
        .descendants()
        .filter(|inner| inner.name() == "a")
        .map(|inner| inner.text_range().len())
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "text lengths")]
    let share = linked as f64 / all as f64;
    share
}

fn by_facts(clues: &Clues<'_>, address: Option<PageKind>, scores: &mut Scores) {
    if let Some(board) = clues.board.filter(|board| board.rows.len() >= 3) {
        let weight = if address == Some(PageKind::Product) { 0.5 } else { 2.5 };
        scores.add(PageKind::Board, weight, format!("{} rows of a board", board.rows.len()));
    }
    if let Some(faq) = clues.faq.filter(|faq| faq.questions.len() >= 3) {
        let weight = if address == Some(PageKind::Product) { 0.5 } else { 2.0 };
        scores.add(PageKind::Faq, weight, format!("{} questions", faq.questions.len()));
    }
    let reachable = clues.phones.iter().any(|phone| phone.spot.region == Region::Main);
    if reachable && clues.context.document.visible_chars() < 8_000 {
        scores.add(PageKind::Contact, 1.5, "a phone number in the main part");
    }
    let places_order = clues
        .controls
        .iter()
        .any(|control| control.action == "danger.place-order" && control.spot.visible && control.element != "link");
    if places_order {
        scores.add(PageKind::Checkout, 1.0, "a control that places the order");
    }
    let _ = (clues.links, clues.text);
}
