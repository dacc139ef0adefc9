//! Paid extras that end up on the bill without the customer's doing.

use super::super::cart;
use super::super::toolbox::{Sample, clip, count, fields, number, words};
use super::{Input, PAGES};
use crate::model::{Evidence, Field, Measured};

pub(super) fn preselected_paid(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, PAGES);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut found: Vec<Evidence> = Vec::new();
    for page in &sample.pages {
        found.extend(
            fields::all_fields(page)
                .filter(|field| is_preselected_paid(field))
                .map(|field| {
                    let chosen = chosen_label(field).or(field.label.as_deref());
                    Evidence {
                        quote: clip(chosen.unwrap_or_else(|| fields::name_of(field))),
                        ..fields::seen(page, field)
                    }
                }),
        );
    }
    // One extra that is offered on every product page is one extra.
    found.sort_by(|one, other| (&one.quote, &one.url).cmp(&(&other.quote, &other.url)));
    found.dedup_by(|one, other| one.quote == other.quote);
    let extras = found.len();
    if found.is_empty() {
        found = sample.pages.iter().map(|page| Evidence::page(&page.url)).collect();
    }
    number(count(extras), found, sample.pages.len(), extras)
}

fn is_preselected_paid(field: &Field) -> bool {
    if !field.preset {
        return false;
    }
    match field.control.as_str() {
        "checkbox" => {
            let label = field.label.as_deref().unwrap_or_default();
            words::amount_in(label) > 0.0 && !words::says("action.coupon", label)
        }
        "radio" | "select" => chosen_label(field).is_some_and(|chosen| {
            let others = || {
                field
                    .options
                    .iter()
                    .filter(move |option| !option.disabled && !option.value.is_empty() && option.label != chosen)
            };
            let dearer = words::amount_in(chosen) > 0.0
                && others().any(|other| words::amount_in(&other.label) < words::amount_in(chosen));
            let recurring = words::is_recurring(chosen) && others().any(|other| !words::is_recurring(&other.label));
            dearer || recurring
        }),
        _ => false,
    }
}

fn chosen_label(field: &Field) -> Option<&str> {
    let value = field.value.as_deref()?;
    field
        .options
        .iter()
        .find(|option| option.value == value)
        .map(|option| option.label.as_str())
}

pub(super) fn sneaked_lines(input: &Input<'_>) -> Measured {
    let cart = match cart::filled(input) {
        Ok(cart) => cart,
        Err(note) => return Measured::Unknown(note),
    };
    if !cart.lines.iter().any(|line| line.ours) {
        return Measured::unknown("cart-not-filled");
    }
    let foreign = cart.lines.iter().filter(|line| {
        let free = line.price.as_ref().is_some_and(|price| price.amount.is_zero());
        !line.ours && !free
    });
    let fees = cart.costs.iter().filter(|cost| {
        cost.kind == "fee"
            && cost
                .money
                .as_ref()
                .is_some_and(|money| money.amount.is_sign_positive() && !money.amount.is_zero())
    });
    let mut found: Vec<Evidence> = foreign
        .map(|line| cart::seen(cart.url, line))
        .chain(fees.map(|fee| Evidence::quote(cart.url, &fee.spot, clip(&fee.label))))
        .collect();
    let sneaked = found.len();
    if found.is_empty() {
        found = cart.lines.iter().map(|line| cart::seen(cart.url, line)).collect();
    }
    number(count(sneaked), found, cart.lines.len(), sneaked)
}

#[cfg(test)]
mod tests {
    use super::super::super::cart::tests::{line, with_cart};
    use super::super::super::toolbox::testing::{
        code, code_of, cost, field, form, product_page, run, shell, value, value_of, walk,
    };
    use crate::model::{Field, FieldOption, FormPurpose, PageKind, Value, WalkPage};

    fn with(field: Field) -> WalkPage {
        let mut page = product_page("/p/1");
        page.facts.forms.push(form(FormPurpose::AddToCart, vec![field]));
        page
    }

    fn radio(chosen: &str, labels: &[&str]) -> Field {
        let mut field = field("plan", "radio", "");
        field.preset = true;
        field.value = Some(chosen.to_owned());
        field.options = labels
            .iter()
            .map(|label| FieldOption {
                value: (*label).to_owned(),
                label: (*label).to_owned(),
                disabled: false,
            })
            .collect();
        field
    }

    #[test]
    fn an_unticked_box_and_the_cheapest_choice_are_fine() {
        let mut offered = field("선물 포장 (+2,000원)", "checkbox", "");
        offered.preset = false;
        let cheapest = radio("기본 배송 3,000원", &["기본 배송 3,000원", "당일 배송 6,000원"]);
        let pages = vec![
            with(offered),
            with(cheapest),
            with(radio("한 번 구매", &["한 번 구매", "정기배송"])),
        ];
        assert_eq!(value_of("dark.preselected-paid", pages), Value::Number(0.0));
    }

    #[test]
    fn a_ticked_extra_and_a_chosen_subscription_are_counted_once_each() {
        let mut ticked = field("선물 포장 (+2,000원)", "checkbox", "");
        ticked.preset = true;
        let mut again = with(ticked.clone());
        again.url.push('2');
        let mut subscribed = with(radio("정기배송", &["한 번 구매", "정기배송"]));
        subscribed.url.push('3');
        let pages = vec![with(ticked), again, subscribed];
        assert_eq!(value_of("dark.preselected-paid", pages), Value::Number(2.0));
    }

    #[test]
    fn a_cart_with_only_our_line_and_a_free_gift_is_clean() {
        let mut gift = line("사은품", false);
        gift.price = Some(super::super::super::toolbox::testing::won(0));
        let walk = with_cart(vec![line("고구마", true), gift]);
        assert_eq!(value(run("dark.sneaked-lines", &walk)), Value::Number(0.0));
    }

    #[test]
    fn a_foreign_line_and_a_fee_are_sneaked() {
        let mut walk = with_cart(vec![line("고구마", true), line("배송 보험", false)]);
        walk.pages[0].facts.costs = vec![cost("fee", 500), cost("total", 20_500)];
        assert_eq!(value(run("dark.sneaked-lines", &walk)), Value::Number(2.0));
    }

    #[test]
    fn unseen_pages_and_unfilled_carts_tell_nothing() {
        assert_eq!(
            code_of("dark.preselected-paid", vec![shell(PageKind::Product, "/p")]),
            "needs-browser"
        );
        assert_eq!(code(run("dark.sneaked-lines", &walk(Vec::new()))), "journey-not-walked");
        assert_eq!(
            code(run("dark.sneaked-lines", &with_cart(vec![line("고구마", false)]))),
            "cart-not-filled"
        );
    }
}
