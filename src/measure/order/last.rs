//! The last button, and what stands before it.

use super::super::toolbox::quote::cost_seen;
use super::super::toolbox::{clip, count, fields, journey, number, words, yes_no};
use super::Input;
use crate::model::{Button, Evidence, Form, FormPurpose, Measured, Note, WalkPage};

/// Words that are plain about the duty to pay.
const PLAIN: &[&str] = &["legal.eu.order-button-ok", "legal.uk.order-button-ok"];
/// Words that order and are not plain about it. "Continue" may lead to another page, so it says nothing.
const ORDERS: &[&str] = &["danger.place-order"];

/// A button of the order form that orders, with its page, and whether it is plain.
struct Last<'a> {
    page: &'a WalkPage,
    button: &'a Button,
    plain: bool,
}

fn last<'a>(input: &Input<'a>) -> Result<Last<'a>, Note> {
    let form = journey::order_form(input.walk)?;
    let pages: Vec<&WalkPage> = form.into_iter().filter_map(|(_, page)| page).collect();
    pages
        .into_iter()
        .rev()
        .find_map(|page| {
            let forms = page.facts.forms.iter().filter(|form| is_of_order(form));
            let buttons: Vec<&Button> = forms
                .flat_map(|form| &form.buttons)
                .filter(|button| button.visible && button.label.chars().count() <= 60)
                .collect();
            let says = |button: &Button, concepts: &[&str]| concepts.iter().any(|one| words::says(one, &button.label));
            let japanese = page.facts.language.as_deref().is_some_and(|tag| tag.starts_with("ja"));
            let plain = buttons
                .iter()
                .find(|button| says(button, PLAIN) || (japanese && says(button, ORDERS)));
            let orders = buttons.iter().find(|button| says(button, ORDERS));
            // On a page that calls itself the last look, the button that sends it orders, whatever it says.
            let last_look = japanese && page.facts.topic("legal.jp.final-confirm").next().is_some();
            let mut sends = buttons.iter().filter(|button| last_look && is_vague(&button.label));
            let button = plain.or(orders).or(sends.next_back())?;
            Some(Last {
                page,
                button,
                plain: plain.is_some(),
            })
        })
        .ok_or_else(|| Note::new("last-button-not-seen"))
}

/// A form that can be the order's; one that says "buy" and asks for an address is no shelf.
fn is_of_order(form: &Form) -> bool {
    match form.purpose {
        FormPurpose::Checkout | FormPurpose::Payment | FormPurpose::Guest | FormPurpose::Other => true,
        FormPurpose::AddToCart | FormPurpose::Cart => {
            form.fields
                .iter()
                .filter(|field| fields::is_open(field) && field.required)
                .count()
                > 1
        }
        _ => false,
    }
}

/// Words of sending and going on.
fn is_vague(label: &str) -> bool {
    ["送信", "次へ", "進む", "確認", "OK"]
        .iter()
        .any(|word| label.contains(word))
}

pub(super) fn button_clear(input: &Input<'_>) -> Measured {
    match last(input) {
        Ok(last) => yes_no(last.plain, vec![seen(&last)], 1),
        Err(note) => Measured::Unknown(note),
    }
}

fn seen(last: &Last<'_>) -> Evidence {
    Evidence {
        url: last.page.url.clone(),
        selector: Some(last.button.selector.clone()),
        quote: clip(&last.button.label),
        ..Evidence::default()
    }
}

pub(super) fn summary(input: &Input<'_>) -> Measured {
    let last = match last(input) {
        Ok(last) => last,
        Err(note) => return Measured::Unknown(note),
    };
    let facts = &last.page.facts;
    let cost = |kind: &str| facts.costs.iter().find(|cost| cost.kind == kind);
    let goods = facts.cart.as_ref().is_some_and(|cart| !cart.lines.is_empty()) || cost("subtotal").is_some();
    let shown = [cost("total"), cost("shipping")];
    let reached = shown.iter().flatten().count() + usize::from(goods);
    let evidence = shown
        .into_iter()
        .flatten()
        .map(|cost| cost_seen(&last.page.url, cost))
        .chain([seen(&last)])
        .collect();
    number(count(reached), evidence, 1, 3 - reached)
}

#[cfg(test)]
mod tests {
    use super::super::super::toolbox::testing::{buy, code, cost, form, journey_page, run, step, value, walk};
    use crate::model::{Button, FormPurpose, Outcome, PageKind, Value, Walk};

    fn with_button(label: &str, language: &str) -> Walk {
        let mut page = journey_page(PageKind::Checkout, "/checkout");
        page.facts.language = Some(language.to_owned());
        let mut order = form(FormPurpose::Checkout, Vec::new());
        order.buttons.push(Button {
            name: None,
            value: None,
            label: label.to_owned(),
            action: None,
            visible: true,
            selector: "button".to_owned(),
            markup: String::new(),
            submits: true,
        });
        page.facts.forms.push(order);
        page.facts.costs = vec![cost("total", 13_000), cost("shipping", 3_000), cost("subtotal", 10_000)];
        let mut walk = walk(vec![page]);
        walk.journeys
            .push(buy(Outcome::Completed, vec![step(PageKind::Checkout, "/checkout", 3)]));
        walk
    }

    #[test]
    fn a_duty_to_pay_is_said_plainly_or_not() {
        let clear = |label: &str, language: &str| value(run("order.button-clear", &with_button(label, language)));
        for plain in ["Zahlungspflichtig bestellen", "Jetzt kaufen", "Buy now", "Pay now"] {
            assert_eq!(clear(plain, "de"), Value::YesNo(true), "{plain}");
        }
        assert_eq!(clear("注文を確定する", "ja"), Value::YesNo(true));
        for vague in ["Bestellung abschicken", "Place order", "Complete order"] {
            assert_eq!(clear(vague, "en"), Value::YesNo(false), "{vague}");
        }
    }

    #[test]
    fn a_button_that_goes_on_is_not_the_last_one() {
        let measured = run("order.button-clear", &with_button("Weiter", "de"));
        assert_eq!(code(measured), "last-button-not-seen");
    }

    #[test]
    fn what_stands_before_the_last_button_is_counted() {
        let mut walk = with_button("Jetzt kaufen", "de");
        assert_eq!(value(run("order.summary", &walk)), Value::Number(3.0));
        walk.pages[0].facts.costs.clear();
        assert_eq!(value(run("order.summary", &walk)), Value::Number(0.0));
    }
}
