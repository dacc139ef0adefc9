//! One price, told in several places.

use rust_decimal::Decimal;

use super::super::toolbox::quote::price_seen;
use super::super::toolbox::{Sample, Tally, journey};
use super::{Input, same_currency};
use crate::model::{CartLine, Evidence, Measured, Money, Note, PageKind, Price, PriceRole, PriceSource, WalkPage};

pub(super) fn mismatch_share(input: &Input<'_>) -> Measured {
    let sample = Sample::of_kinds(input.walk, &[PageKind::Product]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let lines = cart_lines(input);
    let mut differing: Vec<Evidence> = Vec::new();
    let mut agreeing = Tally::default();
    let (mut compared, mut wrong) = (0, 0);
    for page in &sample.pages {
        let Some(shown) = page.facts.product.as_ref().and_then(|product| product.price.as_ref()) else {
            continue;
        };
        let others: Vec<Evidence> = others(page, shown, &lines).collect();
        let told: usize = told_twice(page, shown, &lines);
        if told == 0 {
            continue;
        }
        compared += 1;
        if others.is_empty() {
            agreeing.good(price_seen(page, shown));
        } else {
            wrong += 1;
            differing.push(price_seen(page, shown));
            differing.extend(others);
        }
    }
    if compared == 0 {
        return Measured::Unknown(Note::new("price-told-once"));
    }
    let share = super::super::toolbox::count(wrong) / super::super::toolbox::count(compared);
    let evidence = differing.into_iter().chain(agreeing.evidence()).collect();
    super::number(share, evidence, compared, wrong)
}

/// Lines that the walk put into the cart, with the address of the cart.
fn cart_lines<'a>(input: &Input<'a>) -> Vec<(&'a str, &'a CartLine)> {
    let Ok(buy) = journey::buy(input.walk) else {
        return Vec::new();
    };
    journey::reached(buy)
        .filter(|step| step.kind == PageKind::Cart)
        .flat_map(|step| {
            let url = step.url.as_deref().unwrap_or_default();
            step.lines.iter().map(move |line| (url, line))
        })
        .filter(|(_, line)| line.ours)
        .collect()
}

fn is_of(page: &WalkPage, line: &CartLine) -> bool {
    let name = page.facts.product.as_ref().and_then(|product| product.name.as_deref());
    line.link
        .as_deref()
        .is_some_and(|link| super::super::toolbox::sample::leads_to(link, &page.url))
        || name.is_some_and(|name| !name.is_empty() && line.name == name)
}

fn structured(page: &WalkPage) -> impl Iterator<Item = &Price> {
    let of = |role| {
        page.facts
            .prices
            .iter()
            .filter(move |price| price.source == PriceSource::Structured && price.role == role)
    };
    of(PriceRole::Current)
}

/// Whether a customer sees the amount on the page in any role: then the other place tells one of the page's prices.
fn is_shown(page: &WalkPage, amount: Decimal) -> bool {
    page.facts.prices.iter().any(|price| {
        price.source == PriceSource::Text
            && price.spot.visible
            && (price.money.amount == amount
                || price
                    .amount_to
                    .is_some_and(|to| (price.money.amount..=to).contains(&amount)))
    })
}

/// Whether the text tells the product's own price beyond doubt: with several amounts on the page the others may belong
/// to related goods.
fn is_plain(page: &WalkPage) -> bool {
    let mut amounts: Vec<Decimal> = page
        .facts
        .prices
        .iter()
        .filter(|price| price.source == PriceSource::Text && price.spot.visible && price.role == PriceRole::Current)
        .map(|price| price.money.amount)
        .collect();
    amounts.sort();
    amounts.dedup();
    amounts.len() == 1
}

/// How many other places tell the product's price in the same currency.
fn told_twice(page: &WalkPage, shown: &Money, lines: &[(&str, &CartLine)]) -> usize {
    let data = structured(page)
        .filter(|price| same_currency(&price.money, shown))
        .filter(|price| is_plain(page) || is_shown(page, price.money.amount))
        .count();
    let cart = lines
        .iter()
        .filter(|(_, line)| is_of(page, line))
        .filter_map(|(_, line)| line.price.as_ref())
        .filter(|price| same_currency(price, shown))
        .count();
    data + cart
}

/// Places that tell another price.
fn others<'a>(
    page: &'a WalkPage,
    shown: &'a Money,
    lines: &'a [(&'a str, &'a CartLine)],
) -> impl Iterator<Item = Evidence> + 'a {
    // Offers of several variants: one of them is the one that is shown.
    let any_agrees = structured(page).any(|price| is_shown(page, price.money.amount));
    let data = structured(page)
        .filter(move |price| {
            !any_agrees
                && is_plain(page)
                && same_currency(&price.money, shown)
                && price.amount_to.is_none()
                && !is_shown(page, price.money.amount)
        })
        .map(|price| Evidence::quote(&page.url, &price.spot, &price.raw));
    let cart = lines
        .iter()
        .filter(move |(_, line)| is_of(page, line))
        .filter_map(move |(url, line)| {
            let price = line.price.as_ref()?;
            let differs = same_currency(price, shown) && price.amount != shown.amount && !is_shown(page, price.amount);
            differs.then(|| Evidence {
                quote: format!("{} {}", line.name, price.amount),
                ..Evidence::quote(*url, &line.spot, "")
            })
        });
    data.chain(cart)
}

#[cfg(test)]
mod tests {
    use super::super::super::toolbox::testing::{code_of, product_page, spot, value_of, won};
    use crate::model::{Price, PriceRole, PriceSource, Region, Value, WalkPage};

    fn price(amount: i64, source: PriceSource, role: PriceRole) -> Price {
        Price {
            raw: format!("{amount}원"),
            money: won(amount),
            amount_to: None,
            role,
            source,
            spot: spot(Region::Main),
        }
    }

    fn page(text: i64, data: i64) -> WalkPage {
        let mut page = product_page(&format!("/p/{text}-{data}"));
        page.facts.prices = vec![
            price(text, PriceSource::Text, PriceRole::Current),
            price(data, PriceSource::Structured, PriceRole::Current),
        ];
        page
    }

    #[test]
    fn a_price_that_search_engines_see_is_the_one_that_people_see() {
        let pages = vec![page(10_000, 10_000), page(10_000, 9_000)];
        assert_eq!(value_of("price.mismatch-share", pages), Value::Number(0.5));
    }

    #[test]
    fn a_former_price_in_the_data_is_still_one_of_the_page() {
        let mut sale = page(10_000, 12_000);
        sale.facts.prices.push(price(12_000, PriceSource::Text, PriceRole::Was));
        assert_eq!(value_of("price.mismatch-share", vec![sale]), Value::Number(0.0));
    }

    #[test]
    fn prices_of_related_goods_are_not_the_products_own() {
        let mut unshown = page(10_000, 9_000);
        unshown
            .facts
            .prices
            .push(price(7_000, PriceSource::Text, PriceRole::Current));
        assert_eq!(code_of("price.mismatch-share", vec![unshown]), "price-told-once");
    }

    #[test]
    fn a_price_told_once_cannot_disagree() {
        let mut once = page(10_000, 10_000);
        once.facts.prices.truncate(1);
        assert_eq!(code_of("price.mismatch-share", vec![once]), "price-told-once");
    }
}
