//! Words and devices that press a customer to decide at once.

use super::super::toolbox::{Sample, clip, count, number};
use super::Input;
use crate::model::{Evidence, Measured, Note, PageKind, PressureMention, PriceRole, PriceSource, WalkPage};

/// Pages on which a customer decides.
pub(super) const SHOP_WINDOWS: &[PageKind] = &[PageKind::Home, PageKind::Product, PageKind::Cart];
/// On so few products a figure says nothing: the last pot may really be the last.
const FEWEST_PRODUCTS: usize = 4;

pub(super) fn urgency_share(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, SHOP_WINDOWS);
    if sample.is_empty() {
        return sample.unknown();
    }
    share_with(&sample.pages, "urgency", |mention| !mention.told)
}

pub(super) fn undated_countdowns(input: &Input<'_>) -> Measured {
    counted(input, SHOP_WINDOWS, "countdown", |mention| !mention.told)
}

pub(super) fn activity(input: &Input<'_>) -> Measured {
    counted(input, SHOP_WINDOWS, "activity", |_| true)
}

pub(super) fn demand(input: &Input<'_>) -> Measured {
    counted(input, SHOP_WINDOWS, "demand", |_| true)
}

pub(super) fn confirmshaming(input: &Input<'_>) -> Measured {
    counted(input, &[], "confirmshaming", |_| true)
}

pub(super) fn exit_traps(input: &Input<'_>) -> Measured {
    counted(input, &[], "exit-trap", |_| true)
}

pub(super) fn low_stock_share(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[PageKind::Product]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let pages = sample.pages.len();
    let any = sample
        .pages
        .iter()
        .any(|page| page.facts.pressure("low-stock").next().is_some());
    if any && pages < FEWEST_PRODUCTS {
        return Measured::Unknown(Note::new("too-few-products").with("pages", pages));
    }
    share_with(&sample.pages, "low-stock", |_| true)
}

pub(super) fn always_on_sale_share(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[PageKind::Product]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let priced: Vec<&WalkPage> = sample
        .pages
        .into_iter()
        .filter(|page| {
            page.facts
                .product
                .as_ref()
                .is_some_and(|product| product.price.is_some())
        })
        .collect();
    if priced.len() < FEWEST_PRODUCTS {
        return Measured::Unknown(Note::new("too-few-products").with("pages", priced.len()));
    }
    let reduced: Vec<Evidence> = priced.iter().filter_map(|page| former_price(page)).collect();
    let cheaper = reduced.len();
    number(
        count(cheaper) / count(priced.len()),
        or_pages(reduced, &priced),
        priced.len(),
        cheaper,
    )
}

/// The struck-through price right beside the product's own; those of recommendations stand elsewhere.
fn former_price(page: &WalkPage) -> Option<Evidence> {
    let own = page.facts.product.as_ref()?.price.as_ref()?;
    let text: Vec<_> = page
        .facts
        .prices
        .iter()
        .filter(|price| price.source == PriceSource::Text && price.spot.visible)
        .collect();
    let at = text
        .iter()
        .position(|price| price.role == PriceRole::Current && price.money.amount == own.amount)?;
    let nearest = text.get(at.saturating_sub(1)..(at + 2).min(text.len()))?;
    nearest
        .iter()
        .find(|price| price.role == PriceRole::Was && price.money.amount > own.amount)
        .map(|price| Evidence::quote(&page.url, &price.spot, clip(&price.raw)))
}

/// The share of the pages that hold words of a pattern.
fn share_with(pages: &[&WalkPage], pattern: &str, counts: fn(&PressureMention) -> bool) -> Measured {
    let found: Vec<Evidence> = pages
        .iter()
        .filter_map(|page| {
            let mention = page.facts.pressure(pattern).find(|mention| counts(mention))?;
            Some(seen(page, mention))
        })
        .collect();
    let hits = found.len();
    number(
        count(hits) / count(pages.len()),
        or_pages(found, pages),
        pages.len(),
        hits,
    )
}

/// How many different words of a pattern the pages hold.
fn counted(
    input: &Input<'_>,
    own: &'static [PageKind],
    pattern: &str,
    counts: fn(&PressureMention) -> bool,
) -> Measured {
    let sample = Sample::of(input, own);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut found = mentions(&sample.pages, pattern, counts);
    // A banner that stands on every page is one banner.
    found.sort_by(|one, other| (&one.quote, &one.url).cmp(&(&other.quote, &other.url)));
    found.dedup_by(|one, other| one.quote == other.quote);
    let hits = found.len();
    number(count(hits), or_pages(found, &sample.pages), sample.pages.len(), hits)
}

fn mentions(pages: &[&WalkPage], pattern: &str, counts: fn(&PressureMention) -> bool) -> Vec<Evidence> {
    pages
        .iter()
        .flat_map(|page| {
            page.facts
                .pressure(pattern)
                .filter(|mention| counts(mention))
                .map(|mention| seen(page, mention))
        })
        .collect()
}

/// A mention as evidence.
pub(super) fn seen(page: &WalkPage, mention: &PressureMention) -> Evidence {
    Evidence::quote(&page.url, &mention.spot, clip(&mention.quote))
}

/// What was found, or where nothing was.
pub(super) fn or_pages(found: Vec<Evidence>, pages: &[&WalkPage]) -> Vec<Evidence> {
    if found.is_empty() {
        return pages.iter().map(|page| Evidence::page(&page.url)).collect();
    }
    found
}
