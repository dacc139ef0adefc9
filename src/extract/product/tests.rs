use super::*;
use crate::extract::{Source, facts};
use crate::model::{PageFacts, PageKind};

fn read(html: &str) -> PageFacts {
    let url = url::Url::parse("https://shop.example/products/blue-mug").expect("an address");
    facts(&Source::new(html.as_bytes(), Some(&url)))
}

fn product(html: &str) -> Product {
    let facts = read(html);
    assert_eq!(facts.kind.name, PageKind::Product, "{:?}", facts.kind);
    facts.product.expect("a product page has its product")
}

const KOREAN: &str = "<html lang=ko><title>파란 머그 - 머그상점</title><main><h1>파란 머그</h1>\
    <img src=/img/blue_100x100.jpg><img src=/img/blue_600x600.jpg><img src=/img/side.jpg><img src=/img/icon-new.png>\
    <p class=price><del>정가 15,000원</del> <strong>판매가 12,000원</strong></p><p>배송비 3,000원</p>\
    <form action=/cart/add method=post><select name=color><option>파랑<option>빨강</select>\
    <button type=submit>장바구니 담기</button></form><p>리뷰 (12)</p><h2>관련 상품</h2>\
    <div class=related><a href=/p/2>컵 <span class=price>9,900원</span></a></div></main>";

#[test]
fn the_price_is_the_one_beside_the_heading_and_the_button() {
    let product = product(KOREAN);
    assert_eq!(product.name.as_deref(), Some("파란 머그"));
    let price = product.price.expect("the page shows one");
    assert_eq!(
        (price.amount.to_string().as_str(), price.currency.as_deref()),
        ("12000", Some("KRW"))
    );
    assert!(product.price_visible);
    assert!(product.buyable);
    assert_eq!(product.availability, Some(Availability::InStock));
    assert_eq!(product.image_count, 2);
    assert_eq!(product.review_count, Some(12));
}

#[test]
fn what_the_customer_sees_wins_over_what_machines_are_told() {
    let product = product(
        "<html lang=de><h1>Teekanne Grün</h1><div class=product-price><s>36,49 €</s> <b class=current>32,00 €</b></div>\
         <button class=add-to-cart>In den Warenkorb</button>\
         <script type='application/ld+json'>{\"@type\":\"Product\",\"name\":\"Teekanne Grün\",\
         \"offers\":{\"price\":\"36.49\",\"priceCurrency\":\"EUR\",\"availability\":\"InStock\"}}</script>",
    );
    let price = product.price.expect("the page shows one");
    assert_eq!(price.amount.to_string(), "32.00");
    assert_eq!(product.price_source, Some(PriceSource::Text));
}

#[test]
fn sold_out_beside_the_product_is_out_of_stock() {
    let product = product(
        "<html lang=en><h1>Blue mug</h1><p class=price>$12.00</p><p>Sold out</p>\
         <button class=add-to-cart disabled>Add to cart</button>\
         <script type='application/ld+json'>{\"@type\":\"Product\",\"name\":\"Blue mug\",\
         \"offers\":{\"price\":12,\"priceCurrency\":\"USD\",\"availability\":\"https://schema.org/InStock\"}}</script>",
    );
    assert_eq!(product.availability, Some(Availability::OutOfStock));
    assert!(!product.buyable);
}

#[test]
fn a_price_on_request_is_no_price() {
    let product = product(
        "<html lang=ko><meta property=og:type content=product><h1>업소용 오븐</h1><p class=price>가격문의</p>\
         <script type='application/ld+json'>{\"@type\":\"Product\",\"name\":\"업소용 오븐\",\"sku\":\"OV-100\",\
         \"offers\":{\"price\":\"0\",\"priceCurrency\":\"KRW\"}}</script>",
    );
    assert_eq!(product.price, None);
    assert_eq!(product.price_on_request.as_deref(), Some("가격문의"));
    assert_eq!(product.sku.as_deref(), Some("OV-100"));
    assert!(!product.buyable);
}

#[test]
fn a_button_that_leads_to_another_shop_names_it() {
    let product = product(
        "<html lang=ja><title>急須</title><h1>常滑焼の急須</h1><p class=price>3,500円</p>\
         <a class=buy-now href='https://market.example.org/item/9'>今すぐ購入</a>\
         <script type='application/ld+json'>{\"@type\":\"Product\",\"name\":\"常滑焼の急須\"}</script>",
    );
    assert_eq!(
        product.external_seller.as_deref(),
        Some("https://market.example.org/item/9")
    );
    assert_eq!(
        product.price.map(|price| price.amount.to_string()).as_deref(),
        Some("3500")
    );
}

#[test]
fn a_list_of_products_has_no_product_of_its_own() {
    let cards: String = (1..9)
        .map(|n| {
            format!(
                "<li itemscope itemtype='http://schema.org/Product'><a href=/products/{n}><span itemprop=name>Mug {n}\
                 </span></a> <span class=price>${n}.00</span><button class=add-to-cart>Add to cart</button></li>"
            )
        })
        .collect();
    let url = url::Url::parse("https://shop.example/collections/mugs").expect("an address");
    let html = format!("<html lang=en><h1>Mugs</h1><ul>{cards}</ul>");
    let facts = facts(&Source::new(html.as_bytes(), Some(&url)));
    assert_eq!(facts.kind.name, PageKind::List);
    assert_eq!(facts.product, None);
}

#[test]
fn goods_seen_before_do_not_make_a_list_of_a_product_page() {
    let card = |name: &str| format!("<article><h3>{name}</h3><p>£9.00</p><button>Add to basket</button></article>");
    let product = product(&format!(
        "<html lang=en><main><h1>Oven glove</h1><p class=price>£14.00</p><form action=/basket/add/10/ method=post>\
         <button class=btn-add-to-basket>Add to basket</button></form><h2>Products you recently viewed</h2>{}{}{}</main>",
        card("Bowl"),
        card("Apron"),
        card("Bag")
    ));
    assert_eq!(product.name.as_deref(), Some("Oven glove"));
}

#[test]
fn a_bare_product_page_says_to_ask_for_the_price_in_its_own_words() {
    let product = product(
        "<html lang=ko><title>옻칠 그릇</title><h1>옻칠 그릇</h1><p class=price>가격은 전화로 물어보시거나 문의해 주세요</p>",
    );
    assert_eq!(product.price, None);
    assert_eq!(
        product.price_on_request.as_deref(),
        Some("가격은 전화로 물어보시거나 문의해 주세요")
    );
    assert_eq!(product.availability, None);
}
