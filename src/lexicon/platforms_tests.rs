use super::*;

fn kind(platform: Option<&str>, path: &str) -> Option<(&'static str, bool)> {
    let platforms = Platforms::builtin();
    let url = Url::parse("https://shop.example")
        .and_then(|base| base.join(path))
        .expect("a URL");
    let platform = platform.map(|id| platforms.get(id).expect("platform exists"));
    platforms
        .kind_of_url(platform, &url)
        .map(|found| (found.kind.as_str(), found.generic))
}

#[test]
fn every_pattern_compiles() {
    let platforms = Platforms::builtin();
    for platform in platforms.all() {
        for patterns in platform.pages.values() {
            assert!(!patterns.regexes().is_empty());
        }
        for patterns in [
            &platform.danger.url,
            &platform.danger.except,
            &platform.danger.post,
            &platform.danger.draft,
        ] {
            patterns.regexes();
        }
        for selector in platform.danger_selectors() {
            assert!(scraper::Selector::parse(selector).is_ok(), "{selector}");
        }
        assert!(
            platform.pages.keys().all(|key| platforms.order.contains(key)),
            "{}",
            platform.id
        );
        assert!(
            platform
                .id
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        );
    }
    assert!(platforms.generic.keys().all(|key| platforms.order.contains(key)));
    for patterns in platforms
        .generic
        .values()
        .chain(platforms.widgets.values().flat_map(BTreeMap::values))
    {
        patterns.regexes();
    }
}

#[test]
fn a_platform_is_named_by_its_signals() {
    let platforms = Platforms::builtin();
    let named = |signals: Signals<'_>| platforms.detect(&signals).map(Platform::id);
    assert_eq!(
        named(Signals {
            host: "x.cafe24.com",
            ..Signals::default()
        }),
        Some("cafe24")
    );
    assert_eq!(
        named(Signals {
            generator: Some("WooCommerce 9.1"),
            ..Signals::default()
        }),
        Some("woocommerce")
    );
    let cookies = ["OCSESSID".to_owned()];
    let html = r#"<a href="index.php?route=product/category">"#;
    assert_eq!(
        named(Signals {
            cookie_names: &cookies,
            html,
            ..Signals::default()
        }),
        Some("opencart")
    );
    assert_eq!(
        named(Signals {
            html: "<p>an ordinary page</p>",
            ..Signals::default()
        }),
        None
    );
}

#[test]
fn what_other_sites_show_too_names_no_platform() {
    let platforms = Platforms::builtin();
    let cookies = ["PHPSESSID".to_owned(), "__session".to_owned(), "cart".to_owned()];
    let scripts = ["/js/common.js?ver=1".to_owned(), "/assets/entry.client-1.js".to_owned()];
    let html = r#"<div id="mainWrapper"><script>window.__remixContext = {}; __PRELOADED_STATE__ = {}</script>"#;
    let signals = Signals {
        cookie_names: &cookies,
        script_and_link_urls: &scripts,
        html,
        ..Signals::default()
    };
    assert!(platforms.detect(&signals).is_none());
}

#[test]
fn a_platform_s_own_addresses_are_no_guess() {
    assert_eq!(kind(Some("cafe24"), "/order/basket.html"), Some(("cart", false)));
    assert_eq!(kind(Some("cafe24"), "/article/qna/6/12"), Some(("board", false)));
    assert_eq!(kind(Some("shopify"), "/products/shirt"), Some(("product", false)));
    assert_eq!(
        kind(Some("youngcart"), "/shop/orderform.php?sw_direct=1"),
        Some(("checkout", false))
    );
    assert_eq!(
        kind(Some("django-oscar"), "/en-gb/catalogue/the-shellcoders-handbook_209/"),
        Some(("product", false))
    );
}

#[test]
fn generic_addresses_are_marked_as_guesses() {
    for (path, expected) in [
        ("/", "home"),
        ("/ko", "home"),
        ("/cart", "cart"),
        ("/products/12-shirt", "product"),
        ("/category/shirts", "list"),
        ("/shipping-policy", "shipping"),
        ("/pages/returns", "returns"),
        ("/agb", "terms"),
        ("/search?q=shirt", "search"),
        ("/track-order", "order-lookup"),
    ] {
        assert_eq!(kind(None, path), Some((expected, true)), "{path}");
    }
}

#[test]
fn an_article_is_no_product_and_no_policy() {
    for path in [
        "/blog/products/best-shirts",
        "/2024/05/p/hello",
        "/news/category/x",
        "/magazine/returns",
    ] {
        assert_eq!(kind(None, path), Some(("article", true)), "{path}");
    }
    for path in [
        "/c/some-long-headline",
        "/p/about-our-people",
        "/returns-of-the-king-review",
        "/support/tickets",
    ] {
        assert_eq!(kind(None, path), None, "{path}");
    }
}

#[test]
fn danger_stands_above_the_platform() {
    let platforms = Platforms::builtin();
    let danger = |platform: Option<&str>, path: &str| {
        let url = Url::parse("https://shop.example")
            .and_then(|base| base.join(path))
            .expect("a URL");
        platforms
            .is_danger_url(platform.and_then(|id| platforms.get(id)), &url)
            .is_some()
    };
    assert!(danger(None, "/checkout/place-order"));
    assert!(danger(Some("cafe24"), "/exec/front/order/order/"));
    assert!(!danger(Some("cafe24"), "/exec/front/order/basket/"));
    assert!(!danger(Some("django-oscar"), "/checkout/preview/"));
    assert!(!danger(None, "/checkout"));
}

#[test]
fn services_are_known_by_their_addresses() {
    let platforms = Platforms::builtin();
    assert_eq!(
        platforms.widget("chat", "https://cdn.channel.io/plugin/ch-plugin-web.js"),
        Some("channel-io")
    );
    assert_eq!(platforms.widget("chat", "https://example.com/app.js"), None);
}
