//! The demo shop, bought from and asked as a person would do it with a browser.

#[path = "demo_shop/customer.rs"]
mod customer;
#[path = "demo_shop/odd.rs"]
mod odd;

use customer::{Customer, links, text};
use reqwest::StatusCode;
use touchpoint::demo::Character;

pub const ADDRESS: [(&str, &str); 5] = [
    ("name", "홍길동"),
    ("email", "hong@example.com"),
    ("phone", "010-0000-0000"),
    ("postcode", "03000"),
    ("address1", "서울특별시 종로구 가상로 9"),
];

#[tokio::test]
async fn guest_orders_on_the_good_shop_through_every_step() {
    let customer = Customer::at(Character::Good).await;
    let product = "/product/iron-skillet";
    let fields = [("product", "2"), ("act", "cart")];
    let added = customer.submit(product, "/cart/add", &fields).await;
    assert_eq!(added.location.as_deref(), Some("/cart"));
    assert!(customer.get("/cart").await.body.contains("64,000원"));

    let gate = customer.get("/checkout").await;
    assert_eq!(gate.location.as_deref(), Some("/checkout/login"));
    let passed = customer.submit("/checkout/login", "/checkout/guest", &[]).await;
    assert_eq!(passed.location.as_deref(), Some("/checkout/address"));
    let step = "/checkout/address";
    let addressed = customer.submit(step, step, &ADDRESS).await;
    assert_eq!(addressed.location.as_deref(), Some("/checkout/shipping"));
    let step = "/checkout/shipping";
    let delivered = customer.submit(step, step, &[("delivery", "standard")]).await;
    assert_eq!(delivered.location.as_deref(), Some("/checkout/payment"));
    assert_eq!(customer.shop.counters().orders, 0);

    let payment = [("payment", "card")];
    let paid = customer.submit("/checkout/payment", "/checkout/order", &payment).await;
    let done = customer.get(&paid.location.expect("redirect")).await;
    let number = text(&done.body, "#order-number");
    let counters = customer.shop.counters();
    assert_eq!((counters.orders, counters.payments, counters.accounts), (1, 1, 0));
    assert_eq!((counters.lines_added, counters.lines_now), (1, 0));

    let page = "/order-lookup";
    let mine = [("order_number", number.as_str()), ("email", "hong@example.com")];
    assert!(customer.submit(page, page, &mine).await.body.contains("무쇠 스킬렛"));
    let not_mine = [("order_number", number.as_str()), ("email", "a@b.kr")];
    let missed = customer.submit(page, page, &not_mine).await;
    assert_eq!(missed.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn post_without_token_is_refused_and_counted() {
    let customer = Customer::at(Character::Good).await;
    customer.get("/product/iron-skillet").await;
    let refused = customer.post("/cart/add", &[("product", "2")], None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let counters = customer.shop.counters();
    assert_eq!((counters.refused, counters.lines_added), (1, 0));
}

#[tokio::test]
async fn wrong_address_is_told_at_the_field_and_keeps_the_rest() {
    let customer = Customer::at(Character::Good).await;
    customer
        .submit("/product/mortar", "/cart/add", &[("product", "7")])
        .await;
    customer.submit("/checkout/login", "/checkout/guest", &[]).await;
    let mut wrong = ADDRESS;
    wrong[1] = ("email", "hong");
    wrong[3] = ("postcode", "030");
    let page = customer.submit("/checkout/address", "/checkout/address", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(&page.body, "#email-error").contains("이메일"));
    assert!(text(&page.body, "#postcode-error").contains("우편번호"));
    assert_eq!(text(&page.body, "#name-error"), "");
    assert!(page.body.contains("홍길동"));
    assert_eq!(customer.shop.counters().addresses, 0);
}

#[tokio::test]
async fn options_must_be_chosen_and_lines_can_be_changed_and_removed() {
    let customer = Customer::at(Character::Good).await;
    let product = "/product/linen-apron";
    let unchosen = customer.submit(product, "/cart/add", &[("product", "4")]).await;
    assert_eq!(unchosen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unchosen.body.contains("색상을 선택해 주세요"));
    let chosen = [("product", "4"), ("colour", "blue")];
    customer.submit(product, "/cart/add", &chosen).await;
    let three = [("line", "0"), ("quantity", "3")];
    customer.submit("/cart", "/cart/update", &three).await;
    assert!(customer.get("/cart").await.body.contains("156,000원"));
    customer.submit("/cart", "/cart/remove", &[("line", "0")]).await;
    assert!(customer.get("/cart").await.body.contains("장바구니가 비어 있습니다"));
    let counters = customer.shop.counters();
    assert_eq!((counters.lines_changed, counters.lines_removed), (1, 1));
    assert_eq!(counters.lines_now, 0);
}

#[tokio::test]
async fn sold_out_product_cannot_be_bought() {
    let customer = Customer::at(Character::Good).await;
    let fields = [("product", "6"), ("colour", "white")];
    let page = customer.submit("/product/bread-bin", "/cart/add", &fields).await;
    // The page of a sold-out product holds no order form, so the token comes from the footer's newsletter form.
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(customer.shop.counters().carts_created, 0);
}

#[tokio::test]
async fn search_finds_a_product_by_its_name_in_both_languages() {
    let customer = Customer::at(Character::Good).await;
    let korean = customer.get("/search?q=무쇠+스킬렛").await.body;
    assert!(korean.contains("\"/product/iron-skillet\""));
    let english = customer.get("/en/search?q=cast+iron").await.body;
    assert!(english.contains("\"/en/product/iron-skillet\""));
    assert!(english.contains("<html lang=\"en\">"));
    assert!(!customer.get("/search?q=자전거").await.body.contains("class=\"card\""));
}

#[tokio::test]
async fn good_board_shows_when_each_question_was_answered() {
    let customer = Customer::at(Character::Good).await;
    let board = customer.get("/qna").await.body;
    assert_eq!(board.matches("답변완료").count(), 39);
    assert_eq!(board.matches("답변대기").count(), 1);
    let question = [("email", "a@b.kr"), ("message", "언제 와요?")];
    let asked = customer.submit("/qna/write", "/qna/write", &question).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert_eq!(customer.shop.counters().messages, 1);
}

#[tokio::test]
async fn every_link_of_the_good_shop_answers_and_twelve_of_the_bad_do_not() {
    for (character, dead) in [(Character::Good, 0), (Character::Bad, 12)] {
        let customer = Customer::at(character).await;
        let (mut seen, mut queue) = (vec!["/".to_owned()], vec!["/".to_owned()]);
        let mut missing = Vec::new();
        while let Some(path) = queue.pop() {
            let page = customer.get(&path).await;
            assert!(!page.status.is_server_error(), "{path}: {}", page.body);
            if page.status == StatusCode::NOT_FOUND {
                missing.push(path);
                continue;
            }
            for link in links(&page.body) {
                if !seen.contains(&link) {
                    seen.push(link.clone());
                    queue.push(link);
                }
            }
        }
        assert_eq!(missing.len(), dead, "{character}: {missing:?}");
        assert!(seen.len() > 60, "{character}: {}", seen.len());
        let counters = customer.shop.counters();
        assert_eq!((counters.orders, counters.messages, counters.posts), (0, 0, 0));
    }
}

#[tokio::test]
async fn bad_shop_forces_an_account_and_adds_costs_at_the_end() {
    let customer = Customer::at(Character::Bad).await;
    let fields = [("product", "1"), ("size", "S"), ("insurance", "yes")];
    customer.submit("/product/camphor-board", "/cart/add", &fields).await;
    let cart = customer.get("/cart").await.body;
    assert!(cart.contains("고급 선물 포장") && !cart.contains("배송비"));
    assert!(customer.get("/checkout").await.body.contains("로그인이 필요합니다"));
    let account = [
        ("email", "a@b.kr"),
        ("password", "longenough"),
        ("birth_year", "1990"),
        ("newsletter", "yes"),
    ];
    customer.submit("/register", "/register", &account).await;
    let form = customer.get("/checkout").await.body;
    // 58,000 goods, 3,500 extras, 4,500 shipping, 2,900 fee.
    assert!(form.contains("취급 수수료") && form.contains("68,900원"), "{form}");
    let counters = customer.shop.counters();
    assert_eq!((counters.accounts, counters.newsletter, counters.orders), (1, 1, 0));
}

#[tokio::test]
async fn counters_are_served_and_do_not_count_themselves() {
    let customer = Customer::at(Character::Good).await;
    customer.get("/").await;
    let counted = customer.get("/__counters").await;
    assert_eq!(counted.content_type, "application/json");
    let counted: serde_json::Value = serde_json::from_str(&counted.body).expect("JSON");
    assert_eq!(counted["requests"], 1);
    assert_eq!(counted["orders"], 0);
    assert_eq!(customer.shop.counters().requests, 1);
}

#[tokio::test]
async fn two_customers_see_the_same_pages() {
    let paths = [
        "/",
        "/category/kitchen",
        "/product/oak-tray",
        "/qna",
        "/info/returns",
        "/en/faq",
    ];
    for character in Character::ALL {
        let first = Customer::at(character).await;
        let second = Customer::at(character).await;
        for path in paths {
            let one = first.get(path).await.body.replace(&first.origin(), "");
            let two = second.get(path).await.body.replace(&second.origin(), "");
            assert!(one == two, "{character} {path}");
        }
    }
}

#[tokio::test]
async fn bad_shop_has_its_number_only_where_nobody_sees_it() {
    let customer = Customer::at(Character::Bad).await;
    for path in ["/", "/contact", "/info/legal", "/product/mortar"] {
        let page = customer.get(path).await.body;
        assert_eq!(page.matches("070-0100-0162").count(), 1, "{path}");
        assert!(page.contains("<span style=\"display:none\">TEL 070-0100-0162</span>"));
        assert!(!page.contains("viewport") && !page.contains("name=\"q\""), "{path}");
    }
    assert!(customer.get("/images/call-1.svg").await.body.contains("070-0100-0162"));
}
