//! Prices that structured data states.

use rust_decimal::Decimal;
use serde_json::Value;

use super::currency::{self, Setting};
use super::number::{Numeral, Seamless, digit};
use crate::extract::Context;
use crate::extract::structured::{Origin, Structured, is_of_type, text_of, values};
use crate::model::{Money, Price, PriceRole, PriceSource, Spot};

/// Most prices that are taken from structured data.
const MOST_STATED: usize = 60;

/// An offer of structured data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct Stated {
    /// As written.
    pub(in crate::extract) raw: String,
    /// The amount; the lower end of a range.
    pub(in crate::extract) amount: Decimal,
    /// The upper end, where lower and upper are given.
    pub(in crate::extract) upper: Option<Decimal>,
    /// ISO 4217.
    pub(in crate::extract) currency: Option<String>,
    /// The `availability` property, without namespace.
    pub(in crate::extract) availability: Option<String>,
}

/// The first amount in a text: `30,000원~`, `$60`, `129.90`.
pub(in crate::extract) fn decimal(text: &str, currency: Option<&str>) -> Option<Decimal> {
    let start = text.find(|c: char| digit(c).is_some())?;
    let thousandths = currency.is_some_and(currency::has_thousandths);
    Numeral::read(text, start, false, &Seamless)?.value(thousandths)
}

/// The offers of an item, with a price or with an availability alone; nested offers and price specifications too.
pub(in crate::extract) fn offers_of(item: &Value) -> Vec<(Option<Stated>, Option<String>)> {
    let mut offers = Vec::new();
    let mut open: Vec<(&Value, Option<String>)> = values(item, "offers").map(|offer| (offer, None)).collect();
    open.reverse();
    while let Some((offer, currency)) = open.pop() {
        if offers.len() >= MOST_STATED {
            break;
        }
        let currency = currency_of(offer).or(currency);
        let availability = text_of(offer, "availability").map(|name| short(&name));
        let stated = stated(offer, currency.clone(), availability.clone());
        let own = stated.is_some();
        if own || availability.is_some() {
            offers.push((stated, availability));
        }
        if !own {
            let mut nested: Vec<_> = values(offer, "priceSpecification")
                .chain(values(offer, "offers"))
                .map(|inner| (inner, currency.clone()))
                .collect();
            nested.reverse();
            open.extend(nested);
        }
    }
    offers
}

fn short(name: &str) -> String {
    crate::extract::structured::simple_name(name).to_owned()
}

fn currency_of(offer: &Value) -> Option<String> {
    ["priceCurrency", "pricecurrency", "currency"]
        .iter()
        .find_map(|key| text_of(offer, key))
        .and_then(|code| valid_code(&code))
}

fn valid_code(code: &str) -> Option<String> {
    let code = code.trim();
    (code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_alphabetic())).then(|| code.to_ascii_uppercase())
}

fn stated(offer: &Value, currency: Option<String>, availability: Option<String>) -> Option<Stated> {
    let low = ["price", "lowPrice", "minPrice"].iter().find_map(|key| {
        let raw = text_of(offer, key)?;
        Some((decimal(&raw, currency.as_deref())?, raw))
    });
    let high = ["highPrice", "maxPrice"]
        .iter()
        .find_map(|key| decimal(&text_of(offer, key)?, currency.as_deref()));
    let (amount, raw) = low.or_else(|| high.map(|amount| (amount, amount.to_string())))?;
    Some(Stated {
        raw,
        amount,
        upper: high.filter(|high| *high > amount),
        currency,
        availability,
    })
}

/// The currency that structured data names first.
pub(super) fn currency(structured: &Structured) -> Option<String> {
    let of_offers = structured
        .items
        .iter()
        .flat_map(|item| {
            values(item, "offers")
                .chain(std::iter::once(item))
                .filter_map(currency_of)
                .take(1)
        })
        .next();
    of_offers
        .or_else(|| {
            [
                "product:price:currency",
                "og:price:currency",
                "product:sale_price:currency",
            ]
            .iter()
            .find_map(|name| structured.meta(name))
            .and_then(valid_code)
        })
        .or_else(|| {
            structured
                .orphans
                .iter()
                .filter(|(name, _)| name.eq_ignore_ascii_case("priceCurrency"))
                .find_map(|(_, code)| valid_code(code))
        })
}

/// Prices of offers and metas, in document order.
pub(super) fn prices(context: &Context<'_>, setting: &Setting) -> Vec<Price> {
    let structured = &context.structured;
    let mut prices = Vec::new();
    for (item, origin) in structured.items.iter().zip(&structured.origins) {
        let spot = spot_of(context, *origin);
        let offers = if is_of_type(item, "Offer") || is_of_type(item, "AggregateOffer") {
            let wrapped = serde_json::json!({ "offers": item });
            offers_of(&wrapped)
        } else {
            offers_of(item)
        };
        for offer in offers.into_iter().filter_map(|(offer, _)| offer) {
            prices.push(price(offer, setting, spot.clone()));
        }
        if prices.len() >= MOST_STATED {
            return prices;
        }
    }
    for name in [
        "product:sale_price:amount",
        "product:price:amount",
        "og:price:amount",
        "og:price",
    ] {
        let Some(raw) = structured.meta(name) else { continue };
        let Some(amount) = decimal(raw, setting.stated.as_deref()) else {
            continue;
        };
        prices.push(price(
            Stated {
                raw: raw.to_owned(),
                amount,
                upper: None,
                currency: None,
                availability: None,
            },
            setting,
            meta_spot(context, name),
        ));
    }
    prices
}

fn price(offer: Stated, setting: &Setting, spot: Spot) -> Price {
    Price {
        raw: offer.raw,
        money: Money {
            amount: offer.amount,
            currency: offer.currency.or_else(|| setting.stated.clone()),
        },
        amount_to: offer.upper,
        role: PriceRole::Current,
        source: PriceSource::Structured,
        spot,
    }
}

fn spot_of(context: &Context<'_>, origin: Origin) -> Spot {
    let (Origin::JsonLd(element) | Origin::Markup(element)) = origin;
    context.document.element(element).spot()
}

fn meta_spot(context: &Context<'_>, name: &str) -> Spot {
    context
        .document
        .tagged("meta")
        .find(|meta| {
            meta.attr("property")
                .or_else(|| meta.attr("name"))
                .is_some_and(|own| own.trim().eq_ignore_ascii_case(name))
        })
        .map(|meta| meta.spot())
        .unwrap_or_default()
}
