//! The traps of the odd shop, each sprung once on purpose.

use super::ADDRESS;
use super::customer::{Customer, links, text};
use touchpoint::demo::Character;

async fn odd() -> Customer {
    Customer::at(Character::Odd).await
}

#[tokio::test]
async fn missing_page_timed_out_order_and_empty_cart_all_answer_200() {
    let customer = odd().await;
    let order = customer.get("/order").await;
    assert_eq!(order.status, 200);
    assert_eq!(text(&order.body, "h1"), "접속 시간이 초과되었습니다");
    let missing = customer.get("/event-2019").await;
    assert_eq!(missing.status, 200);
    assert_eq!(text(&missing.body, "h1"), "페이지를 찾을 수 없습니다");
    let order = customer.get("/order").await;
    assert_eq!(order.status, 200);
    assert!(order.body.contains("장바구니가 비어 있습니다"));
}

#[tokio::test]
async fn user_agents_of_machines_get_no_cookie() {
    let machine = Customer::with(Character::Odd, "SomeCrawler/1.0").await;
    let product = "/product/iron-skillet";
    let added = machine.submit(product, "/cart/add", &[("product", "2")]).await;
    assert!(added.body.contains("접속 시간이 초과되었습니다"));
    assert!(machine.get("/cart").await.body.contains("장바구니가 비어 있습니다"));
    assert_eq!(machine.shop.counters().lines_added, 0);

    let customer = Customer::with(Character::Odd, "touchpoint/0.1 (+https://example.org)").await;
    customer.submit(product, "/cart/add", &[("product", "2")]).await;
    assert!(customer.get("/cart").await.body.contains("무쇠 스킬렛"));
}

#[tokio::test]
async fn post_from_elsewhere_is_refused_with_200_and_an_alert() {
    let customer = odd().await;
    customer.get("/product/iron-skillet").await;
    for origin in [None, Some("https://elsewhere.example")] {
        let refused = customer.post("/cart/add", &[("product", "2")], origin).await;
        assert_eq!(refused.status, 200);
        assert!(refused.body.contains("alert(\"잘못된 접근입니다.\")"));
    }
    let counters = customer.shop.counters();
    assert_eq!((counters.refused, counters.lines_added), (2, 0));
}

#[tokio::test]
async fn links_change_the_cart_and_the_whole_session() {
    let customer = odd().await;
    customer.get("/category/kitchen?add-to-cart=2").await;
    customer.get("/category/kitchen?add-to-cart=7").await;
    customer.get("/cart?action=remove_product&line=0").await;
    assert_eq!(customer.shop.counters().lines_now, 1);
    customer.get("/cart?action=empty-basket").await;
    customer.get("/?set_currency=USD").await;
    assert!(customer.get("/product/mortar").await.body.contains("$43.07"));
    customer.get("/?device=mobile").await;
    assert_eq!(text(&customer.get("/").await.body, ".numbers"), "");
    customer.get("/?lang=en").await;
    assert!(customer.get("/faq").await.body.contains("within 14 days"));
    customer.get("/logout").await;
    let counters = customer.shop.counters();
    assert_eq!((counters.lines_added, counters.lines_removed), (2, 1));
    assert_eq!((counters.carts_emptied, counters.switches), (1, 3));
    assert_eq!((counters.logouts, counters.lines_now), (1, 0));
}

#[tokio::test]
async fn charsets_are_declared_wrongly_or_not_at_all() {
    let customer = odd().await;
    let company = customer.get("/company").await;
    assert_eq!(company.content_type, "text/html; charset=utf-8");
    let notice = customer.get("/notice/1").await;
    assert_eq!(notice.content_type, "text/html");
    assert!(!notice.body.contains("charset"));
    for (page, words) in [(company, "글자 체계"), (notice, "추석 연휴")] {
        assert!(String::from_utf8(page.bytes.clone()).is_err());
        let (decoded, _, wrong) = encoding_rs::EUC_KR.decode(&page.bytes);
        assert!(decoded.contains(words) && !wrong, "{decoded}");
    }
}

#[tokio::test]
async fn number_is_visible_but_split_and_full_width() {
    let header = text(&odd().await.get("/").await.body, ".numbers");
    assert!(header.contains("０７０－０１００－０１５２"), "{header}");
    assert!(!header.contains("070-0100-0152"));
}

#[tokio::test]
async fn pages_without_end_always_link_to_another() {
    let customer = odd().await;
    let mut seen = Vec::new();
    for start in ["/event", "/calendar"] {
        let mut path = start.to_owned();
        for _ in 0..20 {
            let page = customer.get(&path).await;
            let query = format!("{start}?");
            let mut next = links(&page.body).into_iter().rev();
            path = next.find(|link| link.starts_with(&query)).expect("a next page");
            assert!(!seen.contains(&path), "{path}");
            seen.push(path.clone());
        }
    }
}

#[tokio::test]
async fn category_of_one_redirects_and_products_live_in_every_category() {
    let customer = odd().await;
    let only = customer.get("/category/repair").await;
    assert_eq!(only.location.as_deref(), Some("/product/lantern"));
    let page = customer.get("/category/lighting/product/oak-tray").await.body;
    assert!(page.contains("rel=\"canonical\" href=\"http://127.0.0.1"));
    assert_eq!(text(&page, "h1"), "참나무 쟁반");
}

#[tokio::test]
async fn returns_terms_contradict_each_other() {
    let customer = odd().await;
    assert!(customer.get("/info/returns").await.body.contains("7일 이내"));
    assert!(customer.get("/faq").await.body.contains("14일 이내"));
}

#[tokio::test]
async fn heavy_page_is_over_a_megabyte_and_the_shell_has_no_text() {
    let customer = odd().await;
    let size = customer.get("/lookbook").await.bytes.len();
    assert!((1_000_000..2_000_000).contains(&size), "{size}");
    assert_eq!(text(&customer.get("/brand").await.body, "body").trim(), "");
}

#[tokio::test]
async fn sitemaps_point_to_another_host() {
    let customer = odd().await;
    let index = customer.get("/sitemap.xml").await.body;
    assert!(index.contains("https://www.other-host.example/") && index.contains("sitemap-1.xml.gz"));
    let packed = customer.get("/sitemap-1.xml.gz").await.bytes;
    assert_eq!(packed[..2], [0x1f, 0x8b]);
}

#[tokio::test]
async fn guest_orders_on_the_odd_shop_as_its_scripts_do() {
    let customer = odd().await;
    let product = "/product/camphor-board";
    let options = customer.get("/api/options?product=1").await.body;
    assert_eq!(options, r#"{"colour":[],"size":["S","M","L"]}"#);
    let fields = [("product", "1")];
    let refused = customer.submit(product, "/api/cart/add", &fields).await;
    assert!(refused.body.contains("크기를 선택해 주세요"));
    let fields = [("product", "1"), ("size", "M")];
    let added = customer.submit(product, "/api/cart/add", &fields).await;
    assert_eq!(added.body, r#"{"ok":true,"next":"/cart"}"#);

    let unticked = [("entry", "guest")];
    let refused = customer.submit("/order", "/order/entry", &unticked).await;
    assert!(refused.body.contains("약관에 동의해 주세요"));
    let ticked = [("entry", "guest"), ("agree", "yes")];
    customer.submit("/order", "/order/entry", &ticked).await;
    let form = customer.get("/order").await.body;
    assert_eq!(text(&form, "#panel-4"), "");
    assert!(customer.get("/api/order/panel/4").await.body.contains("신용카드"));

    let mut trapped = ADDRESS.to_vec();
    trapped.push(("homepage_url", "https://x.example"));
    customer.submit("/order", "/api/order/save", &trapped).await;
    assert_eq!(customer.shop.counters().addresses, 0);
    customer.submit("/order", "/api/order/save", &ADDRESS).await;
    let last = [("terms", "yes"), ("payment", "card"), ("delivery", "standard")];
    let placed = customer.submit("/order", "/order/place", &last).await;
    assert!(placed.body.contains("/checkout/done/D-00001"), "{}", placed.body);
    let counters = customer.shop.counters();
    assert_eq!((counters.orders, counters.guests, counters.refused), (1, 1, 1));
}

#[tokio::test]
async fn every_kind_of_page_renders() {
    let customer = odd().await;
    for path in [
        "/",
        "/category/all",
        "/category/kitchen?colour=red&colour=blue",
        "/qna",
        "/qna/3",
        "/qna/write",
        "/contact",
        "/login",
        "/register",
        "/order-lookup",
        "/delivery-information",
        "/info/shipping",
        "/info/legal",
        "/search?q=iron",
        "/en/product/oak-tray",
    ] {
        let page = customer.get(path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.body);
        assert!(text(&page.body, "h1").len() > 1, "{path}");
    }
    for id in 1..=40 {
        let slug = customer.get(&format!("/api/options?product={id}")).await;
        assert!(slug.body.starts_with("{\"colour\""), "{id}");
    }
}

#[tokio::test]
async fn no_link_answers_with_an_error_status_or_sends_anything() {
    let customer = odd().await;
    let (mut seen, mut queue) = (vec!["/".to_owned()], vec!["/".to_owned()]);
    while let Some(path) = queue.pop() {
        let page = customer.get(&path).await;
        assert!(page.status.as_u16() < 400, "{path}: {}", page.body);
        for link in links(&page.body) {
            // Queries change something or never end; log-out changes something.
            if !link.contains('?') && link != "/logout" && !seen.contains(&link) {
                seen.push(link.clone());
                queue.push(link);
            }
        }
    }
    // Forty products at their own address and under each of the five categories, as far as lists name them.
    assert!(seen.len() > 60, "{}", seen.len());
    let counters = customer.shop.counters();
    assert_eq!((counters.posts, counters.lines_added, counters.switches), (0, 0, 0));
}
