//! What a customer sees of the product: its price, stock, number and reviews.

use rust_decimal::Decimal;

use super::Page;
use crate::extract::price::Found;
use crate::lexicon::Hit;
use crate::model::{Money, PriceRole, Region};
use crate::page::Element;

/// A price that far behind the heading still belongs to it, in bytes.
const NEAR_HEADING: usize = 700;
/// The same, less surely.
const FAR_FROM_HEADING: usize = 2_500;
/// A price that near to the control that buys belongs to it, in bytes.
const NEAR_BUY: usize = 500;
/// From this score on a visible price is taken for the product's.
pub(super) const ENOUGH: f64 = 2.9;
/// From this score on it is so plainly, that it outweighs structured data.
const SURE: f64 = 7.0;

/// The visible price of the product.
pub(super) struct Main {
    pub(super) money: Money,
    /// It plainly is the product's.
    pub(super) sure: bool,
}

/// How the page shows an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Showing {
    /// As a price to pay.
    Current,
    /// Only as a former price.
    FormerOnly,
    /// Not at all.
    Nowhere,
}

/// How the page shows an amount, and how well its best place fits the product.
pub(super) fn showing(page: &Page<'_>, amount: Decimal) -> (Showing, f64) {
    let mut showing = Showing::Nowhere;
    let mut best = f64::MIN;
    for found in page.prices.found.iter().filter(|found| found.price.spot.visible) {
        let price = &found.price;
        if price.money.amount != amount && price.amount_to != Some(amount) {
            continue;
        }
        match price.role {
            PriceRole::Current => {
                showing = Showing::Current;
                best = best.max(score(page, found, &[]));
            }
            PriceRole::Was if showing == Showing::Nowhere => showing = Showing::FormerOnly,
            _ => {}
        }
    }
    (showing, best)
}

/// The visible price that is most likely the product's.
pub(super) fn main_price(page: &Page<'_>, stated: &[Money]) -> Option<Main> {
    let mut best: Option<(f64, &Found)> = None;
    for found in &page.prices.found {
        let price = &found.price;
        if price.role != PriceRole::Current || !price.spot.visible || price.money.amount.is_zero() {
            continue;
        }
        let score = score(page, found, stated);
        if best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, found));
        }
    }
    let (score, found) = best.filter(|(score, _)| *score >= ENOUGH)?;
    Some(Main {
        money: found.price.money.clone(),
        sure: score >= SURE,
    })
}

fn score(page: &Page<'_>, found: &Found, stated: &[Money]) -> f64 {
    let mut score = place_score(page, found);
    match found.price.spot.region {
        Region::Main => {}
        Region::Aside => score -= 1.0,
        Region::Header | Region::Footer | Region::Nav => score -= 5.0,
    }
    if found.price.money.currency.is_none() {
        score -= 0.5;
    }
    if stated.iter().any(|money| money.amount == found.price.money.amount) {
        score += 1.0;
    }
    let Some(element) = page.context.document.at(found.range.start) else {
        return score;
    };
    let mut in_price = false;
    for ancestor in element.self_and_ancestors().take(4) {
        if ancestor.text_range().len() > 160 {
            break;
        }
        if ancestor.attr("itemprop") == Some("price") {
            score += 2.0;
        }
        for value in ["class", "id"].iter().filter_map(|name| ancestor.attr(name)) {
            let value = value.to_ascii_lowercase();
            in_price |= ["price", "preis", "prix", "precio", "prezzo", "preco", "cena"]
                .iter()
                .any(|stem| value.contains(stem));
            if ["current", "sale", "final", "now", "special", "our", "product"]
                .iter()
                .any(|stem| value.contains(stem))
            {
                score += 0.3;
            }
        }
    }
    if in_price {
        score += 2.0;
    }
    if element
        .self_and_ancestors()
        .take(6)
        .any(|ancestor| ancestor.name() == "a")
    {
        score -= 3.0;
    }
    if matches!(element.name(), "option" | "select") {
        score -= 2.0;
    }
    if in_recommendations(element) {
        score -= 5.0;
    }
    score
}

/// How well the place fits: near the heading, near the control that buys.
fn place_score(page: &Page<'_>, found: &Found) -> f64 {
    let at = found.range.start;
    let mut score = 0.0;
    if let Some(heading) = page.heading {
        let range = heading.text_range();
        score += match at.checked_sub(range.end) {
            Some(distance) if distance <= NEAR_HEADING => 3.0 - distance as f64 / NEAR_HEADING as f64,
            Some(distance) if distance <= FAR_FROM_HEADING => 1.0,
            Some(_) => 0.0,
            None if range.start - at.min(range.start) <= NEAR_HEADING => 1.0,
            None => -1.0,
        };
    }
    if let Some(buy) = page.buy() {
        let distance = buy.offset.abs_diff(at);
        if distance <= NEAR_BUY {
            score += 3.0 - distance as f64 / NEAR_BUY as f64;
        } else if distance <= 3 * NEAR_BUY {
            score += 1.0;
        }
    }
    score
}

/// Whether the element stands in a block of other products.
pub(super) fn in_recommendations(element: Element<'_>) -> bool {
    element.ancestors().take(14).any(|ancestor| {
        ["class", "id"]
            .iter()
            .filter_map(|name| ancestor.attr(name))
            .any(|value| {
                let value = value.to_ascii_lowercase();
                [
                    "related",
                    "recommend",
                    "upsell",
                    "up-sell",
                    "cross-sell",
                    "crosssell",
                    "similar",
                    "also-",
                    "alsob",
                    "recently",
                    "viewed",
                    "bestseller",
                    "best-seller",
                    "minicart",
                    "mini-cart",
                    "cart-drawer",
                    "suggest",
                    "accessor",
                ]
                .iter()
                .any(|stem| value.contains(stem))
            })
    })
}

/// The place of the product: from a little before the heading to a little behind the control that buys.
fn in_product_block(page: &Page<'_>, at: usize) -> bool {
    let heading = page.heading.map(|heading| heading.text_range());
    let from = heading.as_ref().map_or(0, |range| range.start.saturating_sub(400));
    let to = match (page.buy(), heading) {
        (Some(buy), Some(range)) => buy.offset.max(range.end + FAR_FROM_HEADING / 2) + 400,
        (Some(buy), None) => buy.offset + 400,
        (None, Some(range)) => range.end + FAR_FROM_HEADING / 2,
        (None, None) => FAR_FROM_HEADING,
    };
    (from..=to).contains(&at)
}

/// A visible, short line in the product's place that holds the word; choices and other products aside.
fn line_with<'a>(page: &'a Page<'_>, concept: &str, longest: usize) -> Option<(&'a Hit, String)> {
    let document = &page.context.document;
    page.context.hits_of(concept).find_map(|hit| {
        if !in_product_block(page, hit.start) {
            return None;
        }
        let run = document.run_at(hit.start)?;
        let element = document.element(run.element);
        if !run.visible
            || matches!(element.region(), Region::Header | Region::Footer | Region::Nav)
            || element
                .self_and_ancestors()
                .take(5)
                .any(|ancestor| matches!(ancestor.name(), "option" | "select" | "li" | "label" | "nav"))
            || in_recommendations(element)
        {
            return None;
        }
        let line = document.quote(hit.start..hit.end, 400);
        (line.chars().count() <= longest).then_some((hit, line))
    })
}

/// Whether the page says beside the product that it is sold out.
pub(super) fn sold_out(page: &Page<'_>) -> bool {
    if has_stock_class(
        page,
        &[
            "out-of-stock",
            "outofstock",
            "out_of_stock",
            "sold-out",
            "soldout",
            "sold_out",
        ],
    ) {
        return true;
    }
    let by_button = !page.buys.is_empty() && page.buys.iter().all(|buy| buy.disabled);
    let said = line_with(page, "status.out-of-stock", 60)
        // "Only in stock online, not available in shops" tells of a place, not of the product.
        .is_some_and(|(_, line)| !line.contains('?'));
    said || (by_button && page.context.hits_of("status.out-of-stock").next().is_some())
}

/// Whether the page says beside the product that it is in stock.
pub(super) fn in_stock(page: &Page<'_>) -> bool {
    line_with(page, "status.in-stock", 60).is_some() || has_stock_class(page, &["in-stock", "instock", "in_stock"])
}

/// A visible, short element in the product's place with one of the classes that shop software gives to its stock line.
fn has_stock_class(page: &Page<'_>, names: &[&str]) -> bool {
    page.context.document.elements().any(|element| {
        element
            .classes()
            .any(|class| names.iter().any(|name| class.eq_ignore_ascii_case(name)))
            && element.is_visible()
            && (1..=80).contains(&element.text().chars().count())
            && in_product_block(page, element.text_range().start)
            && !matches!(element.name(), "li" | "option" | "label" | "input" | "a")
            && !in_recommendations(element)
    })
}

/// The words that say to ask for the price: those of the lexicon, or words about asking where the price should stand.
pub(super) fn price_on_request(page: &Page<'_>) -> Option<String> {
    const ASKING: &[&str] = &[
        "문의",
        "상담",
        "anfrag",
        "request",
        "call",
        "quote",
        "contact",
        "問い合わせ",
        "問合せ",
        "見積",
        "demande",
        "devis",
        "consult",
        "presupuesto",
        "cotiza",
        "richiesta",
        "zapytan",
    ];
    if let Some((_, line)) = line_with(page, "price.on-request", 60) {
        return Some(line);
    }
    page.context
        .document
        .elements()
        .filter(|element| {
            element.is_visible()
                && ["class", "id", "itemprop"]
                    .iter()
                    .filter_map(|name| element.attr(name))
                    .any(|value| value.to_ascii_lowercase().contains("price"))
                && in_product_block(page, element.text_range().start)
                && !in_recommendations(*element)
        })
        .map(Element::visible_text)
        .find(|text| {
            let lower = text.to_lowercase();
            (2..=60).contains(&text.chars().count())
                && !text.contains(|c: char| c.is_numeric())
                && ASKING.iter().any(|word| lower.contains(word))
        })
}

/// The number behind a label such as "SKU:".
pub(super) fn sku(page: &Page<'_>) -> Option<String> {
    const LABELS: &[&str] = &[
        "sku",
        "item no",
        "item number",
        "item #",
        "model no",
        "product code",
        "art.-nr",
        "art. nr",
        "artikelnummer",
        "artikel-nr",
        "référence",
        "réf",
        "referencia",
        "ref.",
        "codice",
        "상품코드",
        "상품번호",
        "품번",
        "모델명",
        "商品番号",
        "商品コード",
        "品番",
        "型番",
    ];
    let text = &page.context.document.text();
    let heading = page.heading?.text_range();
    let mut to = (heading.end + FAR_FROM_HEADING).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    text[heading.start..to].lines().find_map(|line| {
        if line.len() > 120 {
            return None;
        }
        let lower = line.to_lowercase();
        let label = LABELS.iter().find(|label| lower.starts_with(**label))?;
        // Lower-casing may change lengths; the label itself is found again in the line.
        let rest = line.get(label.len()..)?;
        let rest = rest.trim_start_matches(|c: char| c == 'r' || !c.is_alphanumeric());
        let code: String = rest
            .chars()
            .take_while(|c| c.is_alphanumeric() || "-_/.".contains(*c))
            .collect();
        (code.len() >= 3 && code.chars().any(|c| c.is_ascii_digit())).then_some(code)
    })
}

/// The number beside a word for reviews.
pub(super) fn review_count(page: &Page<'_>) -> Option<usize> {
    let text = page.context.document.text();
    page.context.hits_of("topic.reviews").find_map(|hit| {
        let behind = text[hit.end..].trim_start_matches([' ', '(', ':', '[']);
        let skipped = text.len() - hit.end - behind.len();
        let digits: String = behind.chars().take_while(|c| c.is_ascii_digit() || *c == ',').collect();
        if !digits.is_empty() && skipped > 0 && skipped <= 3 && !behind[digits.len()..].starts_with(['.', '/']) {
            return digits.replace(',', "").parse().ok();
        }
        let before = text[..hit.start].trim_end_matches([' ', ')']);
        let gap = hit.start - before.len();
        let digits: String = before
            .chars()
            .rev()
            .take_while(|c| c.is_ascii_digit() || *c == ',')
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        let rest = &before[..before.len() - digits.len()];
        if digits.is_empty() || gap > 2 || rest.ends_with(['.', '/', '-']) {
            return None;
        }
        digits.replace(',', "").parse().ok()
    })
}
