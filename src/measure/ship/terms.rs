//! Area, cost, time, carrier and tracking, as the shop tells them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::toolbox::{Sample, absence, clip, found_or_absent, median, number, points};
use super::{Input, TERMS, cost};
use crate::model::{Evidence, Measured, Note, Stated, WalkPage};

const CONCEPTS: &[&str] = &["topic.shipping"];

fn stated<T>(page: &WalkPage, stated: &Stated<T>) -> Evidence {
    Evidence::quote(&page.url, &stated.spot, clip(&stated.quote))
}

/// Words of a topic that a customer reads, and does not only click.
fn mention(page: &WalkPage, topic: &str) -> Option<Evidence> {
    let found = page.facts.topic(topic).find(|mention| mention.spot.visible)?;
    Some(Evidence::quote(&page.url, &found.spot, clip(&found.quote)))
}

fn time(page: &WalkPage) -> Option<Evidence> {
    let policies = &page.facts.policies;
    let days = policies.delivery_days.as_ref().map(|days| stated(page, days));
    days.or_else(|| policies.delivery_date.as_ref().map(|date| stated(page, date)))
}

pub(super) fn topics(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, TERMS);
    let first = |look: &dyn Fn(&WalkPage) -> Option<Evidence>| sample.pages.iter().find_map(|page| look(page));
    let found = [
        first(&|page| mention(page, "topic.delivery-area")),
        first(&cost),
        first(&time),
        first(&|page| mention(page, "topic.carrier")),
        first(&|page| mention(page, "topic.tracking")),
    ];
    let parts: Vec<bool> = found.iter().map(Option::is_some).collect();
    if parts.contains(&false)
        && let Err(note) = absence::is_absent(input.walk, CONCEPTS)
    {
        return Measured::Unknown(note);
    }
    let mut evidence: Vec<Evidence> = found.into_iter().flatten().collect();
    if evidence.is_empty() {
        evidence = sample.pages.iter().map(|page| Evidence::page(&page.url)).collect();
    }
    points(&parts, evidence)
}

pub(super) fn free_from_ratio(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, TERMS);
    let lowest = sample
        .pages
        .iter()
        .filter_map(|page| Some((page, page.facts.policies.free_shipping_from.as_ref()?)))
        .min_by(|one, other| (one.1.value.amount, &one.0.url).cmp(&(other.1.value.amount, &other.0.url)));
    let Some((page, from)) = lowest else {
        return match absence::is_absent(input.walk, CONCEPTS) {
            Ok(_) => Measured::not_applicable("no-free-shipping"),
            Err(note) => Measured::Unknown(note),
        };
    };
    if from.value.amount.is_zero() {
        return number(0.0, vec![stated(page, from)], 1, 0);
    }
    let prices: Vec<f64> = input
        .walk
        .readable()
        .filter_map(|page| page.facts.product.as_ref()?.price.as_ref())
        .filter(|price| price.amount > Decimal::ZERO)
        .filter(|price| match (&price.currency, &from.value.currency) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        })
        .filter_map(|price| price.amount.to_f64())
        .collect();
    let seen = prices.len();
    match (from.value.amount.to_f64(), median(prices)) {
        (Some(threshold), Some(price)) => number(threshold / price, vec![stated(page, from)], seen, 0),
        _ => Measured::unknown("no-product-price"),
    }
}

pub(super) fn longest_days(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, TERMS);
    let mut told: Vec<(u32, Evidence)> = sample
        .pages
        .iter()
        .filter_map(|page| {
            let days = page.facts.policies.delivery_days.as_ref()?;
            Some((days.value[1], stated(page, days)))
        })
        .collect();
    told.sort_by(|one, other| (other.0, &one.1).cmp(&(one.0, &other.1)));
    match told.first() {
        Some((days, _)) => {
            let days = f64::from(*days);
            let evidence = told.into_iter().map(|(_, evidence)| evidence).collect();
            number(days, evidence, sample.pages.len(), 0)
        }
        None if sample.is_empty() => Measured::Unknown(sample.missing()),
        None => found_or_absent(input.walk, &sample, Vec::new(), CONCEPTS),
    }
}

pub(super) fn carrier_named(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, TERMS);
    let found: Vec<Evidence> = sample
        .pages
        .iter()
        .filter_map(|page| mention(page, "topic.carrier"))
        .collect();
    if found.is_empty() && sample.is_empty() {
        return Measured::Unknown(Note::clone(&sample.missing()));
    }
    found_or_absent(input.walk, &sample, found, CONCEPTS)
}

#[cfg(test)]
mod tests {
    use super::super::super::toolbox::testing::{code_of, link, page, product_page, stated, topic, value_of, won};
    use crate::model::{PageKind, Region, Value, WalkPage};

    fn home() -> WalkPage {
        page(PageKind::Home, "/")
    }

    fn shipping() -> WalkPage {
        let mut page = page(PageKind::Shipping, "/shipping");
        page.facts.topics = vec![
            topic("topic.delivery-area", "배송 지역은 전국입니다", 0),
            topic("topic.carrier", "택배사는 한빛택배입니다", 0),
        ];
        page.facts.policies.shipping_cost = Some(stated(won(3_000), "배송비 3,000원"));
        page.facts.policies.free_shipping_from = Some(stated(won(50_000), "50,000원 이상 무료"));
        page.facts.policies.delivery_days = Some(stated([1, 3], "배송 기간은 1~3일입니다"));
        page
    }

    #[test]
    fn what_the_shipping_page_tells_is_added_up() {
        let pages = || vec![home(), shipping(), product_page("/p/1")];
        assert_eq!(value_of("ship.topics", pages()), Value::Number(4.0));
        assert_eq!(value_of("ship.free-from-ratio", pages()), Value::Number(5.0));
        assert_eq!(value_of("ship.longest-days", pages()), Value::Number(3.0));
        assert_eq!(value_of("ship.carrier-named", pages()), Value::YesNo(true));
    }

    #[test]
    fn a_shop_that_tells_nothing_has_nothing() {
        let pages = || vec![home(), page(PageKind::Shipping, "/shipping")];
        assert_eq!(value_of("ship.topics", pages()), Value::Number(0.0));
        assert_eq!(code_of("ship.free-from-ratio", pages()), "n/a no-free-shipping");
        assert_eq!(value_of("ship.longest-days", pages()), Value::YesNo(false));
        assert_eq!(value_of("ship.carrier-named", pages()), Value::YesNo(false));
    }

    #[test]
    fn an_unread_page_may_tell() {
        let mut linked = home();
        linked
            .facts
            .links
            .push(link("/shipping", "배송안내", "topic.shipping", Region::Footer));
        let pages = || vec![linked.clone(), product_page("/p/1")];
        for id in [
            "ship.topics",
            "ship.free-from-ratio",
            "ship.longest-days",
            "ship.carrier-named",
        ] {
            assert_eq!(code_of(id, pages()), "linked-page-not-read", "{id}");
        }
    }
}
