//! Order forms in, figures out.

use super::super::toolbox::testing::{
    buy, code_of, control, cost, field, form, journey_page, link, product_page, run, step, topic, value, value_of, walk,
};
use crate::model::{Field, FormPurpose, Outcome, PageKind, Region, Value, WalkPage};

fn order_form() -> WalkPage {
    let mut page = journey_page(PageKind::Checkout, "/checkout");
    page.facts
        .forms
        .push(form(FormPurpose::Checkout, vec![field("name", "text", "name")]));
    page
}

#[test]
fn what_must_be_filled_is_counted() {
    let mut page = order_form();
    assert_eq!(
        code_of("order.required-fields", vec![page.clone()]),
        "required-not-told"
    );
    page.facts.forms[0].fields.push(Field {
        required: true,
        ..field("phone", "tel", "tel")
    });
    assert_eq!(value_of("order.required-fields", vec![page]), Value::Number(1.0));
    assert_eq!(code_of("order.required-fields", Vec::new()), "journey-not-walked");
}

#[test]
fn steps_are_shown_with_the_current_one() {
    let mut page = order_form();
    assert_eq!(
        value_of("order.progress-shown", vec![page.clone()]),
        Value::YesNo(false)
    );
    page.facts.progress = vec!["장바구니".to_owned(), "주소".to_owned()];
    page.facts.progress_at = Some(1);
    assert_eq!(value_of("order.progress-shown", vec![page]), Value::YesNo(true));
}

#[test]
fn the_order_stands_beside_the_form() {
    let mut page = order_form();
    let product = product_page("/p/1");
    assert_eq!(
        value_of("order.summary-score", vec![product.clone(), page.clone()]),
        Value::Number(0.0)
    );
    page.facts.costs = vec![cost("subtotal", 10_000), cost("total", 13_000)];
    page.facts
        .links
        .push(link("/cart", "장바구니 수정", "action.view-cart", Region::Main));
    assert_eq!(
        value_of("order.summary-score", vec![product, page.clone()]),
        Value::Number(3.0)
    );
    assert_eq!(value_of("order.back-link", vec![page]), Value::YesNo(true));
    assert_eq!(value_of("order.back-link", vec![order_form()]), Value::YesNo(false));
}

#[test]
fn the_cart_is_known_by_its_address_too() {
    let mut page = order_form();
    page.facts.links.push(link("/basket/7", "수정", "", Region::Main));
    let mut walk = walk(vec![page]);
    walk.journeys.push(buy(
        Outcome::Completed,
        vec![
            step(PageKind::Cart, "/basket/7", 1),
            step(PageKind::Checkout, "/checkout", 2),
        ],
    ));
    assert_eq!(value(run("order.back-link", &walk)), Value::YesNo(true));
}

#[test]
fn links_that_help_do_not_lead_away() {
    let mut page = order_form();
    page.facts.links = vec![
        link("/terms", "이용약관", "topic.terms", Region::Footer),
        link("/list/1", "주방", "", Region::Header),
        link("/list/1", "주방", "", Region::Footer),
        link("/list/2", "거실", "", Region::Header),
    ];
    assert_eq!(value_of("order.exit-links", vec![page]), Value::Number(2.0));
}

#[test]
fn arrival_and_safety_are_told_in_the_main_part() {
    let mut page = order_form();
    page.facts
        .topics
        .push(topic("topic.delivery-estimate", "11월 24일 도착 예정", 0));
    page.facts
        .topics
        .push(topic("topic.security-reassurance", "SSL로 암호화합니다", 0));
    assert_eq!(value_of("order.eta-shown", vec![page.clone()]), Value::YesNo(true));
    assert_eq!(value_of("order.safety-shown", vec![page.clone()]), Value::YesNo(true));
    for mention in &mut page.facts.topics {
        mention.spot.region = Region::Footer;
    }
    for id in ["order.eta-shown", "order.safety-shown"] {
        assert_eq!(code_of(id, vec![page.clone()]), "form-not-read-to-its-end");
    }
    page.facts
        .controls
        .push(control("danger.place-order", "결제하기", "submit"));
    assert_eq!(value_of("order.eta-shown", vec![page.clone()]), Value::YesNo(false));
    assert_eq!(value_of("order.safety-shown", vec![page]), Value::YesNo(false));
}
