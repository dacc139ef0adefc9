//! What structured data says of the page's own product.

use serde_json::Value;

use crate::extract::Context;
use crate::extract::price::offers_of;
use crate::extract::structured::{Origin, Structured, simple_name, text_of, values};
use crate::model::{Availability, Money, Region};
use crate::page::Element;

/// Types of schema.org whose items can be what a page sells.
const TYPES: &[&str] = &[
    "Product",
    "ProductGroup",
    "IndividualProduct",
    "ProductModel",
    "Vehicle",
    "Car",
    "Book",
    "SoftwareApplication",
    "Event",
    "Movie",
];

/// The product of structured data.
pub(super) struct Item<'a> {
    value: &'a Value,
}

/// The visible `h1` of the main part that the title repeats, else the first one, else the element that carries the
/// product's name.
pub(super) fn heading<'a>(context: &'a Context<'_>) -> Option<Element<'a>> {
    let fits = |element: &Element<'_>| (2..=300).contains(&element.text().chars().count());
    let mut headings = Vec::new();
    let mut named = None;
    for element in context.document.elements() {
        if element.name() == "h1" && element.is_visible() && fits(&element) {
            headings.push(element);
        } else if named.is_none()
            && element.attr("itemprop") == Some("name")
            && matches!(element.name(), "h2" | "h3" | "div" | "span" | "p")
            && element.region() == Region::Main
            && fits(&element)
        {
            named = Some(element);
        }
    }
    let title = title_of(context);
    let mut placed = headings
        .iter()
        .filter(|heading| !matches!(heading.region(), Region::Header | Region::Footer | Region::Nav));
    placed
        .clone()
        .find(|heading| alike(&title, heading.text()))
        .or_else(|| placed.next())
        .copied()
        .or(named)
        .or_else(|| headings.first().copied())
}

fn title_of(context: &Context<'_>) -> String {
    context
        .document
        .tagged("title")
        .next()
        .map(|title| title.reference().text().collect())
        .unwrap_or_default()
}

/// The item that is about this page: the one whose name is the heading's or the title's, else the only one.
pub(super) fn main<'a>(context: &'a Context<'_>, heading: Option<Element<'_>>) -> Option<Item<'a>> {
    let structured = &context.structured;
    let mut candidates: Vec<(&Value, Origin)> = Vec::new();
    for name in TYPES {
        candidates.extend(structured.of_type(name));
    }
    candidates.retain(|(item, _)| text_of(item, "name").is_some() || item.get("offers").is_some());
    let title = title_of(context);
    let heading = heading.map(|heading| heading.text());
    let names_page = |item: &Value| {
        text_of(item, "name").is_some_and(|name| {
            heading.is_some_and(|heading| alike(heading, &name))
                || structured.meta("og:title").is_some_and(|title| alike(title, &name))
                || alike(&title, &name)
        })
    };
    let with_price = |item: &&(&Value, Origin)| offers_of(item.0).iter().any(|(offer, _)| offer.is_some());
    let matching: Vec<&(&Value, Origin)> = candidates.iter().filter(|(item, _)| names_page(item)).collect();
    let chosen = matching
        .iter()
        .copied()
        .find(|item| with_price(item))
        .or_else(|| matching.first().copied())
        .or_else(|| {
            // Items that name nothing of the page are its recommendations, unless there is just one.
            let first = candidates.first()?;
            let alone = candidates.len() == 1
                || (first.1 != candidates[1].1 && matches!(first.1, Origin::JsonLd(_)))
                || candidates
                    .iter()
                    .all(|(item, _)| text_of(item, "name") == text_of(first.0, "name"));
            alone.then_some(first)
        })?;
    Some(Item { value: chosen.0 })
}

/// Whether two names are of one thing: one holds the other, or most words of the shorter.
pub(super) fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let (short, long) = if one.len() <= other.len() {
        (&one, &other)
    } else {
        (&other, &one)
    };
    if short.is_empty() {
        return false;
    }
    let shared = short.iter().filter(|word| long.contains(word)).count();
    if shared * 10 >= short.len() * 6 {
        return true;
    }
    // Languages without spaces between words.
    let (one, other) = (one.concat(), other.concat());
    one.chars().count() >= 4 && other.chars().count() >= 4 && (one.contains(&other) || other.contains(&one))
}

fn words(name: &str) -> Vec<String> {
    name.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(40)
        .map(str::to_owned)
        .collect()
}

/// Availability that a schema.org value or a plain word names.
pub(super) fn availability_of(name: &str) -> Option<Availability> {
    let word: String = simple_name(name)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    Some(match word.as_str() {
        "instock"
        | "instoreonly"
        | "onlineonly"
        | "limitedavailability"
        | "available"
        | "availablefororder"
        | "oos0" => Availability::InStock,
        "outofstock" | "sold" | "soldout" | "discontinued" | "oos" | "outstock" | "unavailable" => {
            Availability::OutOfStock
        }
        "preorder" | "presale" | "backorder" | "madetoorder" | "pending" => Availability::PreOrder,
        _ => return None,
    })
}

/// What Open Graph says of the stock.
pub(super) fn open_graph_availability(structured: &Structured) -> Option<Availability> {
    ["product:availability", "og:availability"]
        .iter()
        .find_map(|name| structured.meta(name))
        .and_then(availability_of)
        .or_else(|| {
            structured
                .orphans
                .iter()
                .filter(|(name, _)| name == "availability")
                .find_map(|(_, value)| availability_of(value))
        })
}

impl Item<'_> {
    pub(super) fn name(&self) -> Option<String> {
        text_of(self.value, "name").map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    pub(super) fn sku(&self) -> Option<String> {
        ["sku", "mpn", "productID", "gtin13", "gtin", "gtin8", "gtin14"]
            .iter()
            .find_map(|key| text_of(self.value, key))
            .or_else(|| values(self.value, "offers").find_map(|offer| text_of(offer, "sku")))
    }

    /// Offers of the item and of its variants.
    fn offers(&self) -> impl Iterator<Item = (Option<Money>, Option<String>)> {
        std::iter::once(self.value)
            .chain(values(self.value, "hasVariant"))
            .flat_map(offers_of)
            .map(|(offer, availability)| {
                let money = offer.map(|offer| Money {
                    amount: offer.amount,
                    currency: offer.currency,
                });
                (money, availability)
            })
    }

    /// Prices of its offers, in order.
    pub(super) fn prices(&self) -> Vec<Money> {
        let mut prices: Vec<Money> = self.offers().filter_map(|(money, _)| money).collect();
        let currency = prices.iter().find_map(|money| money.currency.clone());
        for money in &mut prices {
            if money.currency.is_none() {
                money.currency.clone_from(&currency);
            }
        }
        prices
    }

    /// Whether some offer names a price above nothing.
    pub(super) fn is_on_offer(&self) -> bool {
        self.prices().iter().any(|money| !money.amount.is_zero())
    }

    /// In stock when some offer is.
    pub(super) fn availability(&self) -> Option<Availability> {
        let all: Vec<Availability> = self
            .offers()
            .filter_map(|(_, availability)| availability)
            .filter_map(|name| availability_of(&name))
            .collect();
        [Availability::InStock, Availability::PreOrder, Availability::OutOfStock]
            .into_iter()
            .find(|wanted| all.contains(wanted))
    }

    pub(super) fn review_count(&self) -> Option<usize> {
        let rating = values(self.value, "aggregateRating").next()?;
        ["reviewCount", "ratingCount"]
            .iter()
            .find_map(|key| text_of(rating, key))
            .and_then(|count| count.split('.').next()?.replace([',', ' '], "").parse().ok())
    }

    /// Addresses of its pictures.
    pub(super) fn images(&self) -> Vec<String> {
        let mut images = Vec::new();
        for image in values(self.value, "image") {
            match image {
                Value::String(address) => images.push(address.clone()),
                other => images.extend(
                    text_of(other, "contentUrl")
                        .or_else(|| text_of(other, "url"))
                        .or_else(|| text_of(other, "@id")),
                ),
            }
        }
        images
    }
}
