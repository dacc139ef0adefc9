//! A real shop system: django-oscar with the catalogue of `tests/shops/oscar`. What is asserted here was
//! checked by hand and is written down in `tests/shops/oscar/TRUTH.md`.

#[path = "common/real_shop.rs"]
mod real_shop;

use std::io::Write;

use real_shop::OscarShop;
use serde_json::{Value, json};

/// The shop, or `None` after saying why the test is skipped.
fn shop_or_skip() -> Option<OscarShop> {
    match OscarShop::start() {
        Ok(shop) => Some(shop),
        Err(reason) => {
            // Written directly: the test harness hides what the macros print in a test that passes.
            let _ = writeln!(std::io::stderr(), "SKIPPED: {reason}");
            None
        }
    }
}

async fn get(client: &reqwest::Client, url: &str) -> (u16, String) {
    let response = client.get(url).send().await.expect("the shop answers");
    let status = response.status().as_u16();
    let bytes = response.bytes().await.expect("the whole page arrives");
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

#[tokio::test]
async fn the_shop_comes_up_with_its_catalogue_and_nothing_done_to_it() {
    let Some(shop) = shop_or_skip() else { return };
    // The outcome says whether this call was the first of the process, which does not matter here.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("a client for a loopback server");

    let (status, home) = get(&client, shop.url()).await;
    assert_eq!(status, 200);
    assert!(home.contains("All products"));
    assert!(home.contains("<strong>12</strong> results"), "12 products are listed");

    let (status, missing) = get(&client, &format!("{}no-such-page/", shop.url())).await;
    assert_eq!(status, 404);
    assert!(missing.contains("Page not found!"));

    let (_, counters) = get(&client, &format!("{}__counters", shop.url())).await;
    let counters: Value = serde_json::from_str(&counters).expect("the counters are JSON");
    for name in [
        "orders",
        "users",
        "baskets",
        "lines",
        "reviews",
        "votes",
        "alerts",
        "wishlists",
    ] {
        assert_eq!(counters[name], json!(0), "{name}");
    }
}
