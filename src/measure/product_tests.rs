use super::super::toolbox::testing::{
    code_of, evidence, link, page, product_page, run, shell, spot, stated, topic, value_of, walk, won,
};
use crate::model::{Availability, PageKind, Region, Value, WalkPage};

const ALL: &[&str] = &[
    "product.price-share",
    "product.info-topics-mean",
    "product.origin-share",
    "product.image-count-median",
    "product.buy-button-share",
    "product.ship-cost-share",
    "product.returns-share",
    "product.eta-share",
];

/// A product page that tells everything.
fn rich() -> WalkPage {
    let mut page = product_page("/p/1");
    for name in ["specs", "usage", "troubleshooting", "care"] {
        page.facts.topics.push(topic(&format!("topic.{name}"), "안내", 120));
    }
    page.facts.topics.push(topic("topic.origin", "원산지: 전남 해남", 0));
    page.facts.topics.push(topic("topic.returns", "교환 및 반품 안내", 300));
    page.facts.policies.shipping_cost = Some(stated(won(3_000), "배송비 3,000원"));
    page.facts.policies.delivery_days = Some(stated([1, 2], "1~2일 이내 도착"));
    page
}

/// A product page that tells nothing.
fn bare() -> WalkPage {
    let mut page = product_page("/p/2");
    let product = page.facts.product.as_mut().unwrap();
    product.price = None;
    product.image_count = 1;
    product.buyable = false;
    page
}

#[test]
fn a_page_that_tells_everything_is_good() {
    for id in ALL {
        let expected = match *id {
            "product.info-topics-mean" | "product.image-count-median" => 5.0,
            _ => 1.0,
        };
        assert_eq!(value_of(id, vec![rich()]), Value::Number(expected), "{id}");
    }
}

#[test]
fn a_page_that_tells_nothing_is_poor() {
    for id in ALL {
        let expected = f64::from(u8::from(*id == "product.image-count-median"));
        assert_eq!(value_of(id, vec![bare()]), Value::Number(expected), "{id}");
    }
}

#[test]
fn an_empty_shell_and_a_walk_without_products_are_unknown() {
    for id in ALL {
        assert_eq!(
            code_of(id, vec![shell(PageKind::Product, "/p")]),
            "needs-browser",
            "{id}"
        );
        assert_eq!(code_of(id, vec![page(PageKind::Home, "/")]), "no-page-of-kind", "{id}");
    }
}

#[test]
fn the_page_that_falls_short_is_shown_first() {
    let seen = evidence(run("product.returns-share", &walk(vec![rich(), bare()])));
    assert_eq!(seen[0].url, "https://shop.example/p/2");
    assert_eq!(seen[1].quote, "교환 및 반품 안내");
}

#[test]
fn a_price_on_request_is_no_price() {
    let mut page = rich();
    page.facts.product.as_mut().unwrap().price_on_request = Some("가격문의".to_owned());
    assert_eq!(value_of("product.price-share", vec![page.clone()]), Value::Number(0.0));
    assert_eq!(code_of("product.buy-button-share", vec![page]), "no-product-to-buy");
}

#[test]
fn sold_out_goods_need_no_button() {
    let mut sold_out = bare();
    sold_out.facts.product.as_mut().unwrap().availability = Some(Availability::OutOfStock);
    assert_eq!(
        value_of("product.buy-button-share", vec![rich(), sold_out]),
        Value::Number(1.0)
    );
}

#[test]
fn an_origin_that_sends_elsewhere_is_none() {
    let mut page = bare();
    page.facts
        .topics
        .push(topic("topic.origin", "원산지: 상세페이지 참조", 0));
    assert_eq!(value_of("product.origin-share", vec![page]), Value::Number(0.0));
}

#[test]
fn a_heading_without_text_explains_nothing() {
    let mut page = rich();
    page.facts.topics.retain(|mention| mention.concept != "topic.care");
    page.facts.topics.push(topic("topic.care", "관리 방법", 12));
    assert_eq!(value_of("product.info-topics-mean", vec![page]), Value::Number(4.0));
}

#[test]
fn what_stands_only_in_the_footer_does_not_count() {
    let mut page = rich();
    page.facts.topics.clear();
    page.facts.policies.shipping_cost.as_mut().unwrap().spot = spot(Region::Footer);
    let mut returns = topic("topic.returns", "교환/반품", 0);
    returns.spot = spot(Region::Footer);
    page.facts.topics.push(returns);
    assert_eq!(
        value_of("product.ship-cost-share", vec![page.clone()]),
        Value::Number(0.0)
    );
    assert_eq!(value_of("product.returns-share", vec![page]), Value::Number(0.0));
}

#[test]
fn a_page_without_a_product_that_could_be_read_says_nothing_of_its_button() {
    assert_eq!(
        code_of("product.buy-button-share", vec![page(PageKind::Product, "/p/3")]),
        "no-product-to-buy"
    );
}

#[test]
fn a_page_of_variants_sells_nothing_itself() {
    let mut parent = product_page("/p/apron");
    parent.facts.controls.clear();
    if let Some(product) = &mut parent.facts.product {
        product.availability = None;
        product.buyable = false;
    }
    let alone = parent.clone();
    for size in ["/p/apron-small", "/p/apron-large"] {
        parent.facts.links.push(link(size, "Apron", "", Region::Main));
    }
    assert_eq!(code_of("product.buy-button-share", vec![parent]), "no-product-to-buy");
    assert_eq!(value_of("product.buy-button-share", vec![alone]), Value::Number(0.0));
}
