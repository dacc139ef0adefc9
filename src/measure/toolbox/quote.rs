//! Amounts as evidence.

use super::clip;
use crate::model::{Cost, Evidence, Money, PriceSource, Spot, WalkPage};

/// Words at a spot of a page, and what lies over them there where the page was laid out.
pub(in crate::measure) fn seen_at(page: &WalkPage, spot: &Spot, words: &str) -> Evidence {
    let laid_out = page.facts.laid_out.as_ref().and_then(|seen| seen.of(&spot.selector));
    let desktop = laid_out.and_then(|seen| seen.desktop.as_ref());
    Evidence {
        covered_by: desktop.and_then(|seen| seen.covered_by.clone()),
        ..Evidence::quote(&page.url, spot, clip(words))
    }
}

/// An amount of a page as the page prints it; where the page shows it nowhere, as its structured data tells it.
pub(in crate::measure) fn price_seen(page: &WalkPage, money: &Money) -> Evidence {
    let same = || {
        page.facts
            .prices
            .iter()
            .filter(|price| price.money.amount == money.amount)
    };
    let printed = same()
        .find(|price| price.source == PriceSource::Text && price.spot.visible)
        .or_else(|| same().next());
    match printed {
        Some(price) => Evidence::quote(&page.url, &price.spot, clip(&price.raw)),
        None => Evidence {
            quote: clip(&money.amount.to_string()),
            ..Evidence::page(&page.url)
        },
    }
}

/// A label of a cart or an order form with its amount.
pub(in crate::measure) fn cost_words(cost: &Cost) -> String {
    match &cost.money {
        Some(money) => {
            let currency = money.currency.as_deref().unwrap_or_default();
            clip(format!("{} {} {currency}", cost.label, money.amount).trim_end())
        }
        None => clip(&cost.label),
    }
}

/// A label with its amount, where it stands.
pub(in crate::measure) fn cost_seen(url: &str, cost: &Cost) -> Evidence {
    Evidence::quote(url, &cost.spot, cost_words(cost))
}
