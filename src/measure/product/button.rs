//! The button to buy, and what stands in the first screen with it.

use super::super::toolbox::quote::seen_at;
use super::{Input, can_be_had, is_beside_product, share_told};
use crate::model::{Control, Evidence, Measured, Price, PriceRole, PriceSource, Sight, WalkPage};

/// Buttons for the page's product; a link to the cart in the header carries the same word.
fn buttons(page: &WalkPage) -> impl Iterator<Item = &Control> {
    ["action.add-to-cart", "action.buy-now"]
        .into_iter()
        .flat_map(|action| page.facts.controls_for(action))
        .filter(|control| !control.disabled && is_beside_product(&control.spot))
}

pub(super) fn buy_button_share(input: &Input<'_>) -> Measured {
    share_told(input, can_be_had, |page| {
        if let Some(control) = buttons(page).find(|control| control.spot.seen() == Ok(true)) {
            return Ok((true, seen_at(page, &control.spot, &control.label)));
        }
        if let Some(why) = buttons(page).find_map(|control| control.spot.seen().err()) {
            return Err(why);
        }
        let measured = |control: &&Control| matches!(control.spot.sight, Sight::LaidOut | Sight::NearFold);
        if let Some(control) = buttons(page).find(measured) {
            return Ok((false, seen_at(page, &control.spot, &control.label)));
        }
        let buyable = page.facts.product.as_ref().is_some_and(|product| product.buyable);
        Ok((buyable, Evidence::page(&page.url)))
    })
}

/// The product's own price where the page prints it.
fn prices(page: &WalkPage) -> impl Iterator<Item = &Price> {
    let own = page.facts.product.as_ref().and_then(|product| product.price.as_ref());
    page.facts.prices.iter().filter(move |price| {
        price.role == PriceRole::Current
            && price.source == PriceSource::Text
            && own.is_some_and(|own| own.amount == price.money.amount)
    })
}

pub(super) fn first_screen_share(input: &Input<'_>) -> Measured {
    share_told(input, can_be_had, |page| {
        if page.facts.laid_out.is_none() {
            return Err("not-laid-out-here");
        }
        let price = prices(page).map(|price| (&price.spot, price.raw.as_str()));
        let button = buttons(page).map(|control| (&control.spot, control.label.as_str()));
        let mut evidence = None;
        for spots in [price.collect::<Vec<_>>(), button.collect()] {
            let Some((first, words)) = spots.first() else {
                return Ok((false, Evidence::page(&page.url)));
            };
            if let Some((spot, words)) = spots.iter().find(|(spot, _)| spot.seen_at_top() == Ok(true)) {
                evidence = Some(seen_at(page, spot, words));
            } else if let Some(why) = spots.iter().find_map(|(spot, _)| spot.seen_at_top().err()) {
                return Err(why);
            } else {
                return Ok((false, seen_at(page, first, words)));
            }
        }
        Ok((true, evidence.unwrap_or_else(|| Evidence::page(&page.url))))
    })
}
