//! Lines of a cart, amounts that a page names, and the progress indicator of a checkout.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::Context;
use crate::model::{Cart, CartLine, Cost, Money, Price, Region};
use crate::page::Element;

/// A row of a cart has at most so much text; more is the whole page.
const ROW_CHARS: usize = 1_500;
/// A label and its amount stand within so many characters.
const COST_CHARS: usize = 200;
/// Between a label and its amount stand at most so many.
const BETWEEN_CHARS: usize = 40;
/// A page that names more amounts than this is no cart and no order form.
const MOST_COSTS: usize = 40;

/// The cart that the page shows: lines found by their controls (remove, quantity), or the words that it is empty.
pub(super) fn cart(context: &Context<'_>, prices: &[Price]) -> Option<Cart> {
    let mut rows: Vec<Element<'_>> = Vec::new();
    for control in context
        .document
        .elements()
        .filter(|element| is_line_control(context, *element))
    {
        if let Some(row) = row_of(control, prices)
            && !rows.iter().any(|known| known.id() == row.id())
        {
            rows.push(row);
        }
    }
    add_rows_without_controls(&mut rows, prices);
    rows.sort_by_key(|row| row.id());
    let lines: Vec<CartLine> = rows.iter().map(|row| line(context, *row, prices)).collect();
    let empty = lines.is_empty() && context.hits_of("cart.empty").next().is_some();
    (empty || !lines.is_empty()).then_some(Cart { lines, empty })
}

fn is_line_control(context: &Context<'_>, element: Element<'_>) -> bool {
    is_quantity(element) || is_remove(context, element)
}

fn is_quantity(element: Element<'_>) -> bool {
    static QUANTITY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:^|[\W_])(?:qty|quantity|quantite|menge|anzahl|cantidad|ea|su)(?:[\W_]|\d|$)|[a-z]Qty|Quantity|_qty|item_count").expect("built-in pattern")
    });
    matches!(element.name(), "input" | "select")
        && !matches!(
            element.attr("type"),
            Some("hidden" | "checkbox" | "radio" | "submit" | "button" | "search")
        )
        && [element.attr("name"), element.attr("id"), element.attr("class")]
            .into_iter()
            .flatten()
            .any(|word| QUANTITY.is_match(word))
}

fn is_remove(context: &Context<'_>, element: Element<'_>) -> bool {
    static REMOVE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:^|[\W_])(?:remove|delete|del|trash)(?:[\W_]|$)").expect("built-in pattern")
    });
    if !matches!(element.name(), "a" | "button" | "input") {
        return false;
    }
    let kind = element.attr("type").unwrap_or_default();
    if element.name() == "input" && !matches!(kind, "submit" | "button" | "image" | "checkbox") {
        return false;
    }
    let words = [
        (element.name() != "input").then(|| element.text()),
        element.attr("value"),
        element.attr("aria-label"),
        element.attr("title"),
    ];
    let said = words
        .into_iter()
        .flatten()
        .any(|word| word.chars().count() <= 40 && context.lexicon.is("cart.remove", word));
    let form = || {
        element
            .closest("form")
            .filter(|_| element.name() != "a" && kind != "button")
            .filter(|form| form.descendants().filter(|inner| sends(*inner)).count() == 1)
            .and_then(|form| form.attr("action"))
    };
    said || [
        element.attr("class"),
        element.attr("name"),
        element.attr("href"),
        form(),
    ]
    .into_iter()
    .flatten()
    .any(|word| REMOVE.is_match(word))
}

fn sends(element: Element<'_>) -> bool {
    match element.name() {
        "button" => element
            .attr("type")
            .is_none_or(|kind| kind.eq_ignore_ascii_case("submit")),
        "input" => matches!(element.attr("type"), Some("submit" | "image")),
        _ => false,
    }
}

/// The smallest ancestor that shows a price beside the control.
fn row_of<'a>(control: Element<'a>, prices: &[Price]) -> Option<Element<'a>> {
    control
        .ancestors()
        .take_while(|ancestor| !matches!(ancestor.name(), "body" | "html") && ancestor.text().len() <= ROW_CHARS)
        .filter(|ancestor| {
            !matches!(
                ancestor.name(),
                "td" | "th" | "span" | "p" | "label" | "tbody" | "table"
            )
        })
        .find(|ancestor| price_in(ancestor.text(), prices).is_some())
}

/// A line that nobody can change has no controls: it is a sibling of the others, of the same tag, with a price.
fn add_rows_without_controls(rows: &mut Vec<Element<'_>>, prices: &[Price]) {
    let Some(first) = rows.first().copied() else { return };
    let Some(parent) = first.parent() else { return };
    let class = first.attr("class");
    for sibling in parent.children() {
        let alike = sibling.name() == first.name()
            && matches!(sibling.name(), "tr" | "li" | "article" | "div")
            && (sibling.attr("class") == class || sibling.name() == "tr");
        if alike
            && !rows.iter().any(|row| row.id() == sibling.id())
            && sibling
                .descendants()
                .any(|element| matches!(element.name(), "a" | "img" | "td"))
            && !sibling.descendants().any(|element| element.name() == "th")
            && price_in(sibling.text(), prices).is_some()
            && !names_an_amount(sibling.text())
        {
            rows.push(sibling);
        }
    }
}

fn names_an_amount(text: &str) -> bool {
    let lexicon = crate::lexicon::Lexicon::builtin();
    let label: String = text.chars().take(40).collect();
    [
        "cost.total",
        "cost.subtotal",
        "cost.shipping",
        "cost.discount",
        "cost.tax",
    ]
    .iter()
    .any(|concept| lexicon.find(concept, &label).is_some_and(|hit| hit.start == 0))
}

fn line(context: &Context<'_>, row: Element<'_>, prices: &[Price]) -> CartLine {
    let removes: Vec<Element<'_>> = row
        .descendants()
        .filter(|element| is_remove(context, *element))
        .collect();
    let quantity = row.descendants().find(|element| is_quantity(*element));
    let link = row
        .descendants()
        .filter(|element| element.name() == "a" && !is_remove(context, *element))
        .find(|element| !element.text().is_empty())
        .or_else(|| {
            row.descendants()
                .find(|element| element.name() == "a" && !is_remove(context, *element))
        });
    let name = link
        .map(|link| link.text().to_owned())
        .filter(|text| !text.is_empty())
        .or_else(|| {
            row.text()
                .lines()
                .find(|line| line.chars().count() > 2)
                .map(str::to_owned)
        })
        .unwrap_or_default();
    CartLine {
        name: name.lines().next().unwrap_or_default().chars().take(120).collect(),
        link: link
            .and_then(|link| link.attr("href"))
            .and_then(|href| context.document.resolve(href))
            .map(String::from),
        price: price_in(row.text(), prices),
        picture: row.descendants().any(|element| element.name() == "img"),
        ours: false,
        removable: !removes.is_empty(),
        quantity_editable: quantity.is_some(),
        remove_link: removes
            .iter()
            .filter(|element| element.name() == "a")
            .find_map(|element| context.document.resolve(element.attr("href")?))
            .map(String::from),
        remove_button: removes
            .iter()
            .find(|element| element.name() != "a")
            .map(|element| element.selector()),
        quantity_field: quantity.and_then(|field| field.attr("name")).map(str::to_owned),
        spot: row.spot(),
    }
}

/// The first price that stands in the text.
fn price_in(text: &str, prices: &[Price]) -> Option<Money> {
    first_price(text, prices).map(|(_, money)| money)
}

/// The first price in the text, with the byte offset at which it begins.
fn first_price(text: &str, prices: &[Price]) -> Option<(usize, Money)> {
    prices
        .iter()
        .filter(|price| !price.raw.is_empty())
        .filter_map(|price| text.find(price.raw.as_str()).map(|at| (at, price)))
        .min_by_key(|(at, price)| (*at, std::cmp::Reverse(price.raw.len())))
        .map(|(at, price)| (at, price.money.clone()))
}

/// Between a label and its amount stands hardly anything: a remark in brackets, a colon.
fn stands_beside(between: &str) -> bool {
    between
        .split_whitespace()
        .map(|word| word.chars().count() + 1)
        .sum::<usize>()
        <= BETWEEN_CHARS
}

/// Amounts that the page names, in document order.
pub(super) fn costs(context: &Context<'_>, prices: &[Price]) -> Vec<Cost> {
    let mut costs: Vec<Cost> = Vec::new();
    let mut last_end = 0;
    for hit in &context.hits {
        let Some(kind) = context.lexicon.id(hit.concept).strip_prefix("cost.") else {
            continue;
        };
        if hit.start < last_end || costs.len() >= MOST_COSTS {
            continue;
        }
        if kind == "tax" && only_included(&context.document.text()[hit.end..]) {
            continue;
        }
        if let Some(cost) = cost_at(context, kind, hit.start, hit.end, prices) {
            last_end = hit.end;
            let repeated = costs.iter().position(|known| {
                known.kind == cost.kind
                    && known.money == cost.money
                    && known.label.to_lowercase() == cost.label.to_lowercase()
            });
            match repeated {
                None => costs.push(cost),
                // The small cart of the header says the same; the page itself is what a customer reads.
                Some(known) if costs[known].spot.region != Region::Main && cost.spot.region == Region::Main => {
                    costs.remove(known);
                    costs.push(cost);
                }
                Some(_) => {}
            }
        }
    }
    costs
}

/// "VAT included" says what another amount holds, and is none of its own.
fn only_included(after: &str) -> bool {
    static INCLUDED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^[\s.)]*(?:포함|included|inbegriffen|enthalten|incluse?|comprise|incluidos?|込)")
            .expect("built-in pattern")
    });
    INCLUDED.is_match(after)
}

fn cost_at(context: &Context<'_>, kind: &str, start: usize, end: usize, prices: &[Price]) -> Option<Cost> {
    let document = &context.document;
    let mut holder = document.at(start)?;
    // A label begins its cell; the same word inside a sentence names no amount.
    if document.text()[holder.text_range()].chars().nth(60).is_some() || !holder.is_visible() {
        return None;
    }
    loop {
        let range = holder.text_range();
        if range.len() > COST_CHARS {
            return None;
        }
        let after = document.text().get(end..range.end).unwrap_or_default();
        let priced = first_price(&without_tax_remarks(context, end, after), prices);
        if priced
            .as_ref()
            .is_some_and(|(at, _)| !stands_beside(&after[..*at]) || names_another(context, end..end + at))
        {
            return None;
        }
        let money = priced
            .map(|(_, money)| money)
            .or_else(|| free_amount(context, kind, after));
        if money.is_some() {
            let label: String = document.text()[start..end].to_owned();
            return Some(Cost {
                kind: kind.to_owned(),
                label,
                money,
                spot: document.spot(start..end),
            });
        }
        holder = holder.parent()?;
    }
}

/// The text with brackets that speak of a tax blanked: "Total (incl. tax $0.00) $6.00" is $6.00. `from` is where it
/// begins in the page's text.
fn without_tax_remarks(context: &Context<'_>, from: usize, text: &str) -> String {
    let is_taxed = |start: usize, end: usize| {
        context
            .hits
            .iter()
            .any(|hit| (from + start..from + end).contains(&hit.start) && context.lexicon.id(hit.concept) == "cost.tax")
    };
    let mut blanked = text.to_owned();
    let mut at = 0;
    while let Some(opens) = text[at..].find('(').map(|found| at + found) {
        let Some(closes) = text[opens..].find(')').map(|found| opens + found + 1) else {
            break;
        };
        if is_taxed(opens, closes) {
            blanked.replace_range(opens..closes, &" ".repeat(closes - opens));
        }
        at = closes;
    }
    blanked
}

/// Whether another amount's label stands in between: the price behind it is that one's.
fn names_another(context: &Context<'_>, between: std::ops::Range<usize>) -> bool {
    context.hits.iter().any(|hit| {
        between.contains(&hit.start)
            && matches!(
                context.lexicon.id(hit.concept),
                "cost.total" | "cost.subtotal" | "cost.discount"
            )
    })
}

fn free_amount(context: &Context<'_>, kind: &str, text: &str) -> Option<Money> {
    static FREE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\W{0,4}(?:무료|free\b|kostenlos|gratis|gratuit|offert|無料)").expect("built-in pattern")
    });
    (kind == "shipping" && FREE.is_match(text) && !context.document.text().is_empty()).then_some(Money {
        amount: Decimal::ZERO,
        currency: None,
    })
}

/// Names of the steps of a checkout's progress indicator, in order, and which of them is the current one; empty where
/// there is none.
pub(super) fn progress(context: &Context<'_>) -> (Vec<String>, Option<usize>) {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:^|[\W_])(?:progress|steps?|stepper|breadcrumbs?-?checkout|checkout-(?:steps|progress|nav)|order-?steps?)(?:[\W_]|$)")
            .expect("built-in pattern")
    });
    context
        .document
        .elements()
        .filter(|element| matches!(element.name(), "ol" | "ul" | "nav" | "div"))
        .filter(|element| {
            [element.attr("class"), element.attr("id"), element.attr("aria-label")]
                .into_iter()
                .flatten()
                .any(|word| NAMED.is_match(word))
                || has_numbered_steps(*element)
        })
        .map(steps_in)
        .find(|(steps, _)| (2..=9).contains(&steps.len()))
        .unwrap_or_default()
}

/// A list whose entries carry classes `step1`, `step2`, …
fn has_numbered_steps(list: Element<'_>) -> bool {
    let numbered = |entry: Element<'_>, number: usize| {
        entry.classes().any(|class| {
            class
                .to_ascii_lowercase()
                .strip_prefix("step")
                .is_some_and(|rest| rest.trim_start_matches(['-', '_']) == number.to_string())
        })
    };
    matches!(list.name(), "ol" | "ul")
        && list.children().count() >= 2
        && list.children().zip(1..).all(|(entry, number)| numbered(entry, number))
}

fn steps_in(indicator: Element<'_>) -> (Vec<String>, Option<usize>) {
    let list = indicator
        .descendants()
        .find(|inner| matches!(inner.name(), "ol" | "ul"))
        .unwrap_or(indicator);
    let mut names = Vec::new();
    let mut current = None;
    for step in list.children() {
        let name = step.visible_text().replace('\n', " ");
        if name.is_empty() || name.chars().count() > 40 {
            continue;
        }
        if current.is_none() && is_current(step) {
            current = Some(names.len());
        }
        names.push(name);
    }
    (names, current)
}

fn is_current(step: Element<'_>) -> bool {
    std::iter::once(step).chain(step.descendants()).any(|element| {
        element
            .filled_attr("aria-current")
            .is_some_and(|value| !value.eq_ignore_ascii_case("false"))
            || element.classes().any(|class| {
                matches!(
                    class.to_ascii_lowercase().as_str(),
                    "current" | "active" | "is-active" | "is-current" | "selected" | "on" | "now"
                )
            })
    })
}

#[cfg(test)]
#[path = "cart_tests.rs"]
mod tests;
