//! Prices that grow on the way.

mod agree;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::toolbox::quote::{cost_seen, price_seen};
use super::toolbox::{clip, journey, number};
use super::{Input, Measure, Text};
use crate::model::{Cost, Evidence, Measured, Money, Note, PageKind, Policies, Unit};

/// Where tax depends on the address and is added by law at the end.
const TAX_COMES_LAST: &[&str] = &["USD", "CAD"];

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "price.added-late-ratio",
        unit: Unit::Ratio,
        what: Text {
            en: "How much the total in the order form exceeds what the product page had told, as a part of the price.",
            ko: "주문서의 총액이 상품 페이지에서 알려 준 금액보다 얼마나 늘었는지를 상품 가격에 대한 비율로 나타냅니다.",
        },
        how: Text {
            en: "Total of the order form, less the product's price and the shipping told on its page, divided by the price; \
                 one piece is in the cart. US and Canadian sales tax is left out. Unknown when the order form was not \
                 reached, shows no total, or holds other goods too.",
            ko: "주문서 총액에서 상품 가격과 상품 페이지에 적힌 배송비를 뺀 뒤 상품 가격으로 나눕니다. 상품은 한 개만 담습니다. 미국과 \
                 캐나다의 판매세는 뺍니다. 주문서에 이르지 못했거나, 총액이 보이지 않거나, 다른 상품이 함께 담겨 있으면 알 수 없음으로 \
                 둡니다.",
        },
        pages: &[PageKind::Product, PageKind::Cart, PageKind::Checkout],
        run: added_late_ratio,
    },
    Measure {
        id: "price.mismatch-share",
        unit: Unit::Share,
        what: Text {
            en: "How many products show one price to people and another to search engines or in the cart.",
            ko: "화면의 가격이 구조화 데이터나 장바구니의 가격과 다른 상품의 비율입니다.",
        },
        how: Text {
            en: "Compares the price in the text of each product page with the one in its structured data, and with \
                 the line of the cart that the walk filled, where both are told in one currency. A range of prices, \
                 a former price and an instalment count as agreeing. Unknown where no product tells its price twice.",
            ko: "상품 페이지에 보이는 가격을 구조화 데이터의 가격, 그리고 장바구니에 담았을 때의 가격과 견줍니다. 통화가 같을 때만 보고, 가격 범위·이전 가격·할부금과 맞으면 같은 것으로 \
                 칩니다. 가격을 두 번 알려 주는 상품이 없으면 알 수 없음으로 둡니다.",
        },
        pages: &[PageKind::Product, PageKind::Cart],
        run: agree::mismatch_share,
    },
];

fn added_late_ratio(input: &Input<'_>) -> Measured {
    match added_late(input) {
        Ok(measured) => measured,
        Err(note) => Measured::Unknown(note),
    }
}

fn added_late(input: &Input<'_>) -> Result<Measured, Note> {
    let form = journey::order_form(input.walk)?;
    let journey = journey::buy(input.walk)?;
    let (url, total, costs) = form
        .iter()
        .rev()
        .find_map(|(step, page)| {
            let costs = match page {
                Some(page) if step.costs.is_empty() => &page.facts.costs,
                _ => &step.costs,
            };
            let (total, _) = super::checkout::total(costs)?;
            Some((step.url.as_deref().unwrap_or_default(), total, costs))
        })
        .ok_or_else(|| Note::new("total-not-shown"))?;
    let product = journey::reached(journey)
        .filter(|step| step.kind == PageKind::Product)
        .filter_map(|step| journey::page_of(input.walk, step))
        .last()
        .ok_or_else(|| Note::new("no-product"))?;
    let price = product
        .facts
        .product
        .as_ref()
        .and_then(|product| product.price.as_ref())
        .filter(|price| price.amount > Decimal::ZERO)
        .ok_or_else(|| Note::new("no-product-price"))?;
    if journey::reached(journey)
        .any(|step| step.kind == PageKind::Cart && step.lines.iter().filter(|line| line.ours).count() > 1)
    {
        return Err(Note::new("cart-holds-more"));
    }
    let money = total.money.as_ref().ok_or_else(|| Note::new("total-not-shown"))?;
    if !same_currency(money, price) {
        return Err(Note::new("currency-differs"));
    }
    let expected = price.amount + told_shipping(&product.facts.policies, price);
    let added = (money.amount - late_tax(costs, price) - expected).max(Decimal::ZERO);
    let ratio = (added / price.amount).to_f64().unwrap_or(0.0);
    let told = [
        &product.facts.policies.shipping_cost,
        &product.facts.policies.free_shipping_from,
    ];
    let evidence = [cost_seen(url, total), price_seen(product, price)]
        .into_iter()
        .chain(
            told.into_iter()
                .flatten()
                .take(1)
                .map(|stated| Evidence::quote(&product.url, &stated.spot, clip(&stated.quote))),
        )
        .collect();
    Ok(number(ratio, evidence, 1, usize::from(added > Decimal::ZERO)))
}

fn same_currency(one: &Money, other: &Money) -> bool {
    match (&one.currency, &other.currency) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// Cost of shipping as the product page tells it; nothing when the price is above its free-shipping threshold.
fn told_shipping(policies: &Policies, price: &Money) -> Decimal {
    let free = policies
        .free_shipping_from
        .as_ref()
        .is_some_and(|from| price.amount >= from.value.amount);
    match &policies.shipping_cost {
        Some(cost) if !free => cost.value.amount,
        _ => Decimal::ZERO,
    }
}

fn late_tax(costs: &[Cost], price: &Money) -> Decimal {
    if !price
        .currency
        .as_deref()
        .is_some_and(|currency| TAX_COMES_LAST.contains(&currency))
    {
        return Decimal::ZERO;
    }
    costs
        .iter()
        .filter(|cost| cost.kind == "tax")
        .filter_map(|cost| cost.money.as_ref())
        .map(|money| money.amount)
        .max()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{
        buy, code, cost, journey_page, product_page, run, stated, step, value, walk, won,
    };
    use crate::model::{Outcome, PageKind, Value, Walk};

    fn bought(told: Option<i64>, total: i64) -> Walk {
        let mut product = product_page("/p/1");
        product.facts.policies.shipping_cost = told.map(|amount| stated(won(amount), "배송비"));
        let mut form = journey_page(PageKind::Checkout, "/checkout");
        form.facts.costs = vec![cost("subtotal", 10_000), cost("total", total)];
        let mut walk = walk(vec![product, form]);
        let steps = vec![
            step(PageKind::Product, "/p/1", 1),
            step(PageKind::Cart, "/cart", 2),
            step(PageKind::Checkout, "/checkout", 3),
        ];
        walk.journeys.push(buy(Outcome::Completed, steps));
        walk
    }

    #[test]
    fn a_total_that_was_told_adds_nothing() {
        assert_eq!(
            value(run("price.added-late-ratio", &bought(Some(3_000), 13_000))),
            Value::Number(0.0)
        );
    }

    #[test]
    fn shipping_that_appears_at_the_end_is_added_late() {
        assert_eq!(
            value(run("price.added-late-ratio", &bought(None, 13_000))),
            Value::Number(0.3)
        );
    }

    #[test]
    fn without_order_form_or_total_nothing_is_known() {
        assert_eq!(
            code(run("price.added-late-ratio", &walk(Vec::new()))),
            "journey-not-walked"
        );
        let mut walk = bought(None, 13_000);
        walk.pages[1].facts.costs.clear();
        assert_eq!(code(run("price.added-late-ratio", &walk)), "total-not-shown");
    }
}
