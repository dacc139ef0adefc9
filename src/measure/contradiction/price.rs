//! One product, two prices.

use rust_decimal::Decimal;

use super::super::Input;
use super::super::toolbox::quote::price_seen;
use super::super::toolbox::{Sample, clip, journey};
use super::Promises;
use crate::model::{Evidence, Measured, Money, PageKind, PriceRole, PriceSource, WalkPage};

pub(super) fn price(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[PageKind::Product]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut promises: Promises<(String, &str), Decimal> = Promises::new();
    for page in &sample.pages {
        let Some(shown) = shown(page) else { continue };
        if let Some((stated, evidence)) = stated(page, shown) {
            let what = (page.url.clone(), "structured");
            promises.add(what.clone(), shown.amount.normalize(), 0, price_seen(page, shown));
            promises.add(what, stated.normalize(), 1, evidence);
        }
        if let Some((line, evidence)) = in_cart(input, page, shown) {
            let what = (page.url.clone(), "cart");
            promises.add(what.clone(), shown.amount.normalize(), 0, price_seen(page, shown));
            promises.add(what, line.normalize(), 1, evidence);
        }
    }
    promises.contradictions()
}

/// The price that a customer sees, of a product that has only one.
fn shown(page: &WalkPage) -> Option<&Money> {
    let product = page.facts.product.as_ref()?;
    let plain = product.price_visible && product.option_count == 0 && product.price_on_request.is_none();
    product.price.as_ref().filter(|price| plain && !price.amount.is_zero())
}

/// The one price in the structured data. One that the page shows anywhere, as a member's or a former price, does not
/// contradict.
fn stated(page: &WalkPage, shown: &Money) -> Option<(Decimal, Evidence)> {
    let prices = &page.facts.prices;
    let mut told: Vec<_> = prices
        .iter()
        .filter(|price| price.source == PriceSource::Structured && price.role == PriceRole::Current)
        .filter(|price| {
            price.amount_to.is_none() && !price.money.amount.is_zero() && same_currency(&price.money, shown)
        })
        .collect();
    told.dedup_by(|one, other| one.money.amount == other.money.amount);
    let [only] = told.as_slice() else { return None };
    let elsewhere = only.money.amount != shown.amount
        && prices
            .iter()
            .any(|price| price.source == PriceSource::Text && price.money.amount == only.money.amount);
    (!elsewhere).then(|| {
        (
            only.money.amount,
            Evidence::quote(&page.url, &only.spot, clip(&only.raw)),
        )
    })
}

/// The line of the cart that the walk put there, where it is the only one of this product.
fn in_cart(input: &Input<'_>, page: &WalkPage, shown: &Money) -> Option<(Decimal, Evidence)> {
    let journey = journey::buy(input.walk).ok()?;
    let came_from = journey::reached(journey)
        .filter(|step| step.kind == PageKind::Product)
        .last()
        .and_then(|step| journey::page_of(input.walk, step))?;
    if came_from.url != page.url {
        return None;
    }
    let step = journey::reached(journey).find(|step| step.kind == PageKind::Cart)?;
    let mut ours = step.lines.iter().filter(|line| line.ours);
    let line = ours.next().filter(|_| ours.next().is_none())?;
    let price = line.price.as_ref().filter(|price| same_currency(price, shown))?;
    let quote = clip(&format!("{} {}", line.name, price.amount));
    let url = step.url.as_deref().unwrap_or_default();
    Some((price.amount, Evidence::quote(url, &line.spot, quote)))
}

fn same_currency(one: &Money, other: &Money) -> bool {
    match (&one.currency, &other.currency) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}
