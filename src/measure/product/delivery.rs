//! What a product page tells of shipping, arrival and returns.

use super::super::toolbox::clip;
use super::{Input, is_beside_product, quote, share};
use crate::model::{Evidence, Measured, PriceRole, Region, WalkPage};

pub(super) fn ship_cost_share(input: &Input<'_>) -> Measured {
    share(
        input,
        |_| true,
        |page| match ship_cost(page) {
            Some(evidence) => (true, evidence),
            None => (false, Evidence::page(&page.url)),
        },
    )
}

/// What the page tells of the cost of shipping, outside its footer.
fn ship_cost(page: &WalkPage) -> Option<Evidence> {
    let facts = &page.facts;
    let policies = &facts.policies;
    let stated = [&policies.shipping_cost, &policies.free_shipping_from]
        .into_iter()
        .flatten()
        .map(|stated| (&stated.spot, &stated.quote));
    let prices = facts
        .prices
        .iter()
        .filter(|price| price.role == PriceRole::Shipping)
        .map(|price| (&price.spot, &price.raw));
    let free = facts
        .topic("topic.free-shipping")
        .filter(|mention| !mention.in_link)
        .map(|mention| (&mention.spot, &mention.quote));
    stated
        .chain(prices)
        .chain(free)
        .find(|(spot, _)| spot.visible && spot.region != Region::Footer)
        .map(|(spot, words)| Evidence::quote(&page.url, spot, clip(words)))
}

pub(super) fn returns_share(input: &Input<'_>) -> Measured {
    share(
        input,
        |_| true,
        |page| {
            let mention = [
                "topic.returns",
                "topic.withdrawal",
                "topic.free-returns",
                "topic.return-cost",
            ]
            .into_iter()
            .flat_map(|topic| page.facts.topic(topic))
            .find(|mention| is_beside_product(&mention.spot));
            let window = page.facts.policies.returns_days.as_ref();
            match (mention, window) {
                (Some(mention), _) => (true, quote(page, mention)),
                (None, Some(window)) if is_beside_product(&window.spot) => {
                    (true, Evidence::quote(&page.url, &window.spot, clip(&window.quote)))
                }
                _ => (false, Evidence::page(&page.url)),
            }
        },
    )
}

pub(super) fn eta_share(input: &Input<'_>) -> Measured {
    share(
        input,
        |_| true,
        |page| match super::super::eta::estimate(page) {
            Some((_, evidence)) => (true, evidence),
            None => (false, Evidence::page(&page.url)),
        },
    )
}
