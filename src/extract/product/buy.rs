//! Controls that put the product into the cart or buy it at once.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::Context;
use crate::model::Region;
use crate::page::Element;

/// A label of a button is no longer than this, in characters.
const LONGEST_LABEL: usize = 40;

/// A control that buys.
#[derive(Debug, Clone, Copy)]
pub(super) struct BuyControl<'a> {
    pub(super) element: Element<'a>,
    /// Byte offset in the page's text where it stands.
    pub(super) offset: usize,
    pub(super) disabled: bool,
    pub(super) visible: bool,
}

/// Class, id, name and handler words that shop software of every language gives to such controls.
static NAMES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)(?:^|[^a-z])(?:add[-_]?(?:item[-_]?)?to[-_]?(?:cart|bag|basket|trolley)|addtocart|addtobag|addtobasket
        |cart[-_]?add|basket[-_]?add|buy[-_]?(?:now|button|btn)|btn[-_]?(?:buy|addcart|cart)|add[-_]?cart
        |product[-_]?form[-_]{0,2}submit|single_add_to_cart_button|in[-_]?den[-_]?warenkorb|koupit|kupit?|comprar
        |(?:cart|basket|bag)/add)",
    )
    .expect("built-in pattern")
});

/// The controls outside header, footer and cards of other products, in document order.
pub(super) fn controls<'a>(context: &'a Context<'_>) -> Vec<BuyControl<'a>> {
    let mut found: Vec<BuyControl<'a>> = Vec::new();
    let said = ["action.add-to-cart", "action.buy-now"].map(|concept| context.lexicon.concept(concept));
    for hit in context.hits.iter().filter(|hit| said.contains(&Some(hit.concept))) {
        let holder = context.document.at(hit.start).and_then(|element| {
            element
                .self_and_ancestors()
                .take(4)
                .find(|element| is_control(*element))
        });
        if let Some(element) = holder
            && element.text().chars().count() <= LONGEST_LABEL
        {
            push(&mut found, element);
        }
    }
    for element in context.document.elements() {
        if !is_control(element) {
            continue;
        }
        let named = [
            "class",
            "id",
            "name",
            "data-action",
            "data-testid",
            "data-test",
            "onclick",
        ]
        .iter()
        .filter_map(|name| element.attr(name))
        .any(|value| value.len() < 400 && NAMES.is_match(value));
        let labelled = || {
            element.name() == "input"
                && ["value", "alt", "title"]
                    .iter()
                    .filter_map(|name| element.filled_attr(name))
                    .any(|label| {
                        label.chars().count() <= LONGEST_LABEL
                            && (context.lexicon.is("action.add-to-cart", label)
                                || context.lexicon.is("action.buy-now", label))
                    })
        };
        if named || labelled() {
            push(&mut found, element);
        }
    }
    found.sort_by_key(|buy| buy.element.id());
    found
}

fn push<'a>(found: &mut Vec<BuyControl<'a>>, element: Element<'a>) {
    let misplaced = matches!(element.region(), Region::Header | Region::Footer | Region::Nav)
        || found.iter().any(|known| known.element == element)
        || leads_to_cart(element)
        || super::seen::in_recommendations(element);
    if misplaced {
        return;
    }
    let disabled = element.attr("disabled").is_some()
        || element.attr("aria-disabled") == Some("true")
        || element.classes().any(|class| {
            let class = class.to_ascii_lowercase();
            matches!(
                class.as_str(),
                "disabled" | "is-disabled" | "btn-disabled" | "sold-out" | "soldout"
            )
        });
    found.push(BuyControl {
        element,
        offset: element.text_range().start,
        disabled,
        visible: element.is_visible(),
    });
}

fn is_control(element: Element<'_>) -> bool {
    match element.name() {
        "button" | "a" => true,
        "input" => matches!(
            element.attr("type").map(str::to_ascii_lowercase).as_deref(),
            Some("submit" | "button" | "image")
        ),
        "div" | "span" => element.attr("role") == Some("button") || element.attr("onclick").is_some(),
        _ => false,
    }
}

/// A link to the cart itself buys nothing.
fn leads_to_cart(element: Element<'_>) -> bool {
    let Some(href) = element.attr("href") else { return false };
    let path = href
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .trim_end_matches('/')
        .to_ascii_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    let bare = !href.contains(['?', '#']);
    bare && matches!(
        last.split('.').next().unwrap_or_default(),
        "cart" | "basket" | "bag" | "warenkorb" | "panier" | "carrito" | "checkout"
    )
}

/// Another shop's address behind the only way to buy.
pub(super) fn external_seller(context: &Context<'_>, buys: &[BuyControl<'_>]) -> Option<String> {
    let own = context.url?;
    let mut outside = None;
    for buy in buys.iter().filter(|buy| buy.visible && !buy.disabled) {
        let target = buy
            .element
            .attr("href")
            .and_then(|href| context.document.resolve(href))
            .filter(|url| !crate::net::site::same_site(own, url))?;
        outside = outside.or(Some(target));
    }
    outside.map(String::from)
}

/// Whether the page has a control for each of several products: three or more that say the same. Where the first one
/// stands right under the page's heading, those under a later heading ("recently viewed") are of other products.
pub(super) fn one_each(context: &Context<'_>, heading: Option<Element<'_>>, buys: &[BuyControl<'_>]) -> bool {
    let headings: Vec<usize> = context
        .document
        .elements()
        .filter(|element| matches!(element.name(), "h2" | "h3" | "h4"))
        .map(|element| element.text_range().start)
        .collect();
    let end = heading.zip(buys.first()).and_then(|(heading, first)| {
        let name = heading.text_range().end;
        let own = name <= first.offset && !headings.iter().any(|at| (name..first.offset).contains(at));
        headings.iter().copied().find(|at| own && *at > first.offset)
    });
    let buys = &buys[..buys.partition_point(|buy| end.is_none_or(|end| buy.offset < end))];
    buys.iter().any(|buy| {
        let label = label_of(buy.element);
        buys.iter()
            .filter(|other| other.visible && label_of(other.element) == label)
            .count()
            >= 3
    })
}

fn label_of(element: Element<'_>) -> String {
    let text = element.text();
    if text.is_empty() {
        ["value", "alt", "title", "class"]
            .iter()
            .find_map(|name| element.filled_attr(name))
            .unwrap_or_default()
            .to_lowercase()
    } else {
        text.to_lowercase()
    }
}
