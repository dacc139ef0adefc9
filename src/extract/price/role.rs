//! What a price says: now, before, shipping, a rate, a price per unit.

use std::ops::Range;

use super::scan::has_stem;
use crate::extract::Context;
use crate::model::PriceRole;
use crate::page::Element;

/// Words so far before an amount speak of it, in bytes.
const BEFORE_BYTES: usize = 60;
/// Words so far behind an amount speak of it, in bytes.
const AFTER_BYTES: usize = 36;
/// An element with more text than this is about more than one price, in bytes.
const OWN_BYTES: usize = 90;

const WAS: &[&str] = &[
    "old",
    "was",
    "before",
    "strike",
    "line-through",
    "linethrough",
    "crossed",
    "listprice",
    "list-price",
    "list_price",
    "original",
    "compare",
    "rrp",
    "msrp",
    "uvp",
    "retail",
    "consumer",
    "previous",
    "prev-price",
    "streich",
    "statt",
    "barre",
    "barred",
    "barré",
    "tachado",
    "antigo",
    "ancien",
    "antes",
    "custom_price",
    "from-price-strike",
    "del-price",
];
const SHIPPING: &[&str] = &["shipping", "delivery", "versand", "livraison", "envio", "postage"];
const PER_UNIT: &[&str] = &[
    "unit-price",
    "unit_price",
    "unitprice",
    "per-unit",
    "per_unit",
    "baseprice",
    "base-price",
    "grundpreis",
    "pricing-unit",
    "price-per",
];
const SAVING: &[&str] = &[
    "saving",
    "you-save",
    "yousave",
    "discount-amount",
    "point",
    "mileage",
    "reward",
    "cashback",
    "bonus",
];
const INSTALMENT: &[&str] = &[
    "installment",
    "instalment",
    "monthly",
    "financ",
    "klarna",
    "afterpay",
    "parcel",
    "cuota",
    "ratenzahlung",
];

/// The role of the amount at a byte range of the text.
pub(super) fn role(context: &Context<'_>, range: &Range<usize>) -> PriceRole {
    let document = &context.document;
    let text = document.text();
    let Some(element) = document.at(range.start) else {
        return PriceRole::Current;
    };
    if let Some(role) = by_markup(element) {
        return role;
    }
    let before = &text[context_start(text, range.start)..range.start];
    let after = &text[range.end..context_end(text, range.end)];
    if before.trim_end().ends_with(['+', '-', '−', '–']) && !before.trim_end().ends_with(|c: char| c.is_numeric()) {
        let signed = before.trim_end_matches([' ', '+', '-', '−', '–']);
        if signed.is_empty() || signed.ends_with(['(', '[', ':']) || before.ends_with(['+', '-', '−']) {
            return PriceRole::Other;
        }
    }
    if is_per_unit(after) {
        return PriceRole::PerUnit;
    }
    by_words(context, range, before, after).unwrap_or(PriceRole::Current)
}

fn by_markup(element: Element<'_>) -> Option<PriceRole> {
    for ancestor in element.self_and_ancestors().take(5) {
        if ancestor.text_range().len() > OWN_BYTES {
            break;
        }
        if matches!(ancestor.name(), "del" | "s" | "strike") || ancestor.is_struck() {
            return Some(PriceRole::Was);
        }
        for value in ["class", "id"].iter().filter_map(|name| ancestor.attr(name)) {
            for (stems, role) in [
                (PER_UNIT, PriceRole::PerUnit),
                (SAVING, PriceRole::Other),
                (INSTALMENT, PriceRole::Instalment),
                (SHIPPING, PriceRole::Shipping),
            ] {
                if has_stem(value, stems) {
                    return Some(role);
                }
            }
            if names_a_former_price(value) {
                return Some(PriceRole::Was);
            }
        }
    }
    None
}

/// Whole words of class names only: `old-price`, `priceOld`, but not `gold` or `threshold`.
fn names_a_former_price(value: &str) -> bool {
    if !has_stem(value, WAS) {
        return false;
    }
    let mut words: Vec<String> = Vec::new();
    for token in value.split_ascii_whitespace() {
        words.push(token.to_ascii_lowercase());
        let mut word = String::new();
        for character in token.chars() {
            if !character.is_alphanumeric() || character.is_uppercase() {
                words.push(std::mem::take(&mut word));
            }
            if character.is_alphanumeric() {
                word.extend(character.to_lowercase());
            }
        }
        words.push(word);
    }
    words
        .iter()
        .any(|word| WAS.contains(&word.as_str()) || word.starts_with("strike") || word.starts_with("streich"))
}

fn context_start(text: &str, start: usize) -> usize {
    let mut from = start.saturating_sub(BEFORE_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text[from..start].rfind('\n').map_or(from, |at| from + at + 1)
}

fn context_end(text: &str, end: usize) -> usize {
    let mut to = (end + AFTER_BYTES).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    text[end..to].find('\n').map_or(to, |at| end + at)
}

/// `/ kg`, `per 100 g`, `pro Liter`, `100g당`: the amount buys a measure.
fn is_per_unit(after: &str) -> bool {
    let after = after.trim_start().to_lowercase();
    let after = after.trim_start_matches(['*', ' ']);
    let rest = ["/", "per ", "pro ", "je ", "par ", "por ", "le ", "al ", "à "]
        .iter()
        .find_map(|word| after.strip_prefix(word));
    let Some(rest) = rest else { return false };
    let rest = rest
        .trim_start()
        .trim_start_matches(|c: char| c.is_numeric() || matches!(c, '.' | ',' | ' '));
    let unit: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
    matches!(
        unit.as_str(),
        "kg" | "g"
            | "gr"
            | "mg"
            | "lb"
            | "oz"
            | "l"
            | "ltr"
            | "liter"
            | "litre"
            | "ml"
            | "cl"
            | "m"
            | "m²"
            | "m2"
            | "qm"
            | "cm"
            | "kilo"
            | "100g"
            | "100ml"
            | "1kg"
            | "1l"
            | "meter"
            | "metre"
            | "lfm"
            | "stk"
            | "stück"
            | "unit"
            | "count"
    )
}

fn by_words(context: &Context<'_>, range: &Range<usize>, before: &str, after: &str) -> Option<PriceRole> {
    let from = range.start - before.len();
    let to = range.end + after.len();
    let first = context.hits.partition_point(|hit| hit.start < from);
    let mut best: Option<(usize, PriceRole)> = None;
    for hit in context.hits[first..].iter().take_while(|hit| hit.start < to) {
        if hit.end > to || (hit.start < range.end && hit.end > range.start) {
            continue;
        }
        let follows = hit.start >= range.end;
        let concept = context.lexicon.id(hit.concept);
        let Some(role) = role_of(concept, follows) else {
            continue;
        };
        let distance = if follows {
            // What follows speaks of this amount only when it comes at once.
            2 * (hit.start - range.end) + 1
        } else {
            range.start - hit.end
        };
        if best.is_none_or(|(nearest, _)| distance < nearest) {
            best = Some((distance, role));
        }
    }
    best.map(|(_, role)| role)
}

fn role_of(concept: &str, follows: bool) -> Option<PriceRole> {
    Some(match concept {
        "price.was" => PriceRole::Was,
        "price.now" if !follows => PriceRole::Current,
        "price.instalment" => PriceRole::Instalment,
        "price.per-unit" => PriceRole::PerUnit,
        "price.saving" => PriceRole::Other,
        "topic.shipping" | "topic.free-shipping" | "topic.return-cost" | "cost.shipping" => PriceRole::Shipping,
        "cost.discount" | "cost.tax" | "cost.fee" | "cost.subtotal" => PriceRole::Other,
        _ => return None,
    })
}
