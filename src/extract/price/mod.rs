//! Prices: amount, currency and role, from structured data and from the text that a customer sees.

mod bare;
mod currency;
mod number;
mod role;
mod scan;
mod stated;

use std::ops::Range;

use rust_decimal::Decimal;

use self::currency::Setting;
use super::Context;
use crate::model::{Money, Price, PriceRole, PriceSource};

pub(super) use stated::{decimal, offers_of};

/// A price in the text, with its byte range.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Byte range in the page's text.
    pub(super) range: Range<usize>,
    /// The price.
    pub(super) price: Price,
}

/// Every price of a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Prices {
    /// Those of structured data, in document order.
    pub(super) stated: Vec<Price>,
    /// Those of the text, in order.
    pub(super) found: Vec<Found>,
}

impl Prices {
    /// Prices in document order, those of structured data first.
    pub(super) fn all(&self) -> Vec<Price> {
        self.stated
            .iter()
            .cloned()
            .chain(self.found.iter().map(|found| found.price.clone()))
            .collect()
    }
}

/// Reads every price of a page.
pub(super) fn read(context: &Context<'_>) -> Prices {
    let setting = setting(context);
    let text = context.document.text();
    let mut found: Vec<Found> = scan::amounts(&context.document, &setting)
        .into_iter()
        .map(|amount| Found {
            price: Price {
                raw: text[amount.range.clone()].to_owned(),
                money: Money {
                    amount: amount.value,
                    currency: amount.currency,
                },
                amount_to: amount.upper,
                role: role::role(context, &amount.range),
                source: PriceSource::Text,
                spot: context.document.spot(amount.range.clone()),
            },
            range: amount.range,
        })
        .collect();
    add_free_shipping(context, &mut found);
    Prices {
        stated: stated::prices(context, &setting),
        found,
    }
}

/// "Shipping: free" is a shipping price of 0, where the line names no amount above which it holds.
fn add_free_shipping(context: &Context<'_>, found: &mut Vec<Found>) {
    let text = context.document.text();
    let mut last_line = None;
    let mut added = Vec::new();
    for hit in context.hits_of("topic.free-shipping") {
        let from = text[..hit.start].rfind('\n').map_or(0, |at| at + 1);
        let to = text[hit.end..].find('\n').map_or(text.len(), |at| hit.end + at);
        let next = found.partition_point(|price| price.range.end <= from);
        let conditional = found.get(next).is_some_and(|price| price.range.start < to) || to - from > 80;
        if conditional || last_line == Some(from) || added.len() >= 5 {
            continue;
        }
        last_line = Some(from);
        added.push(Found {
            range: hit.start..hit.end,
            price: Price {
                raw: text[hit.start..hit.end].to_owned(),
                money: Money {
                    amount: Decimal::ZERO,
                    currency: None,
                },
                amount_to: None,
                role: PriceRole::Shipping,
                source: PriceSource::Text,
                spot: context.document.spot(hit.start..hit.end),
            },
        });
    }
    found.append(&mut added);
    found.sort_by_key(|price| price.range.start);
}

fn setting(context: &Context<'_>) -> Setting {
    Setting {
        stated: stated::currency(&context.structured),
        country: context.country.clone().or_else(|| country_of_host(context)),
        language: context.language.clone(),
    }
}

/// The country of the host's ending, where the ending is used by one country.
fn country_of_host(context: &Context<'_>) -> Option<String> {
    let host = context.url?.host_str()?;
    let ending = host.rsplit('.').next()?;
    let used_by_one = ending.len() == 2
        && ending.bytes().all(|byte| byte.is_ascii_lowercase())
        && !matches!(
            ending,
            "io" | "co" | "tv" | "me" | "ai" | "cc" | "ly" | "eu" | "to" | "fm" | "gg" | "sh"
        );
    used_by_one.then(|| match ending {
        "uk" => "GB".to_owned(),
        other => other.to_ascii_uppercase(),
    })
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
