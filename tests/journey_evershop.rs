//! EverShop, a shop whose cart and order form are scripts, against the hand-checked truth of
//! `tests/shops/evershop/TRUTH.md`: what the static eye sees of it, and that it says where it needs a browser.

#[path = "common/real_shop.rs"]
mod real_shop;
#[path = "common/served.rs"]
mod served;

use std::collections::BTreeMap;
use std::io::Write;

use real_shop::RealShop;
use serde_json::{Value, json};
use served::{audit, finding, stderr};

/// The shop, or `None` after saying why the test is skipped.
fn shop_or_skip() -> Option<RealShop> {
    match RealShop::evershop() {
        Ok(shop) => Some(shop),
        Err(reason) => {
            // Written directly: the test harness hides what the macros print in a test that passes.
            let _ = writeln!(std::io::stderr(), "SKIPPED: {reason}");
            None
        }
    }
}

/// The shop's own counters.
fn counters(shop: &RealShop) -> BTreeMap<String, i64> {
    let text = served::block_on_get(&format!("{}__counters", shop.url()));
    serde_json::from_str(&text).expect("the counters are JSON")
}

/// Nobody's order, payment, account, comment or mail; the cart is empty again.
fn assert_harmless(counters: &BTreeMap<String, i64>) {
    for name in [
        "orders", "payments", "customers", "comments", "reactions", "passwords", "lines",
    ] {
        assert_eq!(counters[name], 0, "{name}: {counters:?}");
    }
}

/// Names and prices of TRUTH.md; the sold-out tray is on no list.
const PRODUCTS: [(&str, &str); 17] = [
    ("ceramic-candy-bowl-black", "18.00"),
    ("ceramic-candy-bowl-white", "18.00"),
    ("ceramic-candy-bowl-yellow", "18.00"),
    ("ceramic-coffee-cup-black", "15.00"),
    ("ceramic-coffee-cup-white", "15.00"),
    ("ceramic-coffee-cup-yellow", "15.00"),
    ("cork-coaster", "6.00"),
    ("desk-pen-holder-black", "12.00"),
    ("desk-pen-holder-white", "12.00"),
    ("desk-pen-holder-yellow", "12.00"),
    ("modern-ceramic-vase-black", "25.00"),
    ("modern-ceramic-vase-green", "25.00"),
    ("modern-ceramic-vase-white", "25.00"),
    ("oak-tray", "4.00"),
    ("stainless-steel-thermos-black", "35.00"),
    ("stainless-steel-thermos-white", "35.00"),
    ("stainless-steel-thermos-yellow", "35.00"),
];

#[test]
fn the_static_eye_reads_the_pages_and_says_where_it_needs_a_browser() {
    let Some(shop) = shop_or_skip() else { return };
    let (output, report) = audit(shop.url(), &["--mine"]);
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", stderr(&output));
    assert_eq!(report["shop"]["platform"], "evershop");
    assert_kinds_of_pages(&report, &shop);
    assert_stops_at_the_cart(&report, &shop);
    assert_harmless(&counters(&shop));
}

fn assert_kinds_of_pages(report: &Value, shop: &RealShop) {
    let listed = report["pages"]["listed"].as_array().cloned().unwrap_or_default();
    let of_kind = |kind: &str| -> Vec<String> {
        let mut paths: Vec<String> = listed
            .iter()
            .filter(|page| page["kind"] == kind)
            .map(|page| page["url"].as_str().unwrap_or_default().replacen(shop.url(), "/", 1))
            .collect();
        paths.sort();
        paths
    };
    assert_eq!(of_kind("home"), ["/"]);
    assert_eq!(of_kind("about"), ["/about-us"]);
    let listed_products: Vec<String> = PRODUCTS
        .iter()
        .filter(|(name, _)| *name != "oak-tray")
        .map(|(name, _)| format!("/accessories/{name}"))
        .collect();
    assert_eq!(of_kind("product"), listed_products);
    assert!(of_kind("list").contains(&"/accessories".to_owned()));
    assert!(of_kind("article").iter().all(|path| path.starts_with("/blog")));
    assert_eq!(of_kind("cart"), [""; 0]);
}

/// The button is there, but only a script listens to it: the walk says so, and the report is complete.
fn assert_stops_at_the_cart(report: &Value, shop: &RealShop) {
    let buy = &report["journeys"][0];
    assert_eq!(buy["outcome"], "unknown", "{buy}");
    assert_eq!(buy["reason"]["code"], "needs-browser");
    let steps = buy["steps"].as_array().cloned().unwrap_or_default();
    let product = steps.iter().find(|step| step["kind"] == "product").expect("a product");
    // The cheapest that can be bought and has no options.
    assert_eq!(
        (&product["url"], &product["clicks"]),
        (&json!(format!("{}accessories/cork-coaster", shop.url())), &json!(1))
    );
    let last = steps.last().expect("a step");
    assert_eq!((&last["kind"], &last["outcome"]), (&json!("cart"), &json!("failed")));
    assert_eq!(report["requests"], json!([]), "nothing was sent that could change something");
    for check in ["ordering.walk", "ordering.guest", "checkout.fields", "checkout.total"] {
        let found = finding(report, check);
        assert_eq!(
            (&found["verdict"], &found["reason"]["code"]),
            (&json!("unknown"), &json!("needs-browser")),
            "{found}"
        );
    }
    for check in ["support.phone-top", "support.email", "delivery.returns-window", "clarity.images"] {
        assert_eq!(finding(report, check)["verdict"], "poor", "{check}");
    }
}

#[test]
fn the_prices_are_those_of_the_shop() {
    let Some(shop) = shop_or_skip() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let addresses = PRODUCTS.map(|(name, _)| format!("{}accessories/{name}", shop.url()));
    let output = served::touchpoint(&folder)
        .args(["inspect", "--format", "jsonl"])
        .args(&addresses)
        .output()
        .expect("the program runs");
    let pages: Vec<Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(pages.len(), PRODUCTS.len(), "{}", stderr(&output));
    for (page, (name, price)) in pages.iter().zip(PRODUCTS) {
        let stated = &page["product"]["price"];
        assert_eq!(
            (&stated["amount"], &stated["currency"]),
            (&json!(price), &json!("USD")),
            "{name}: {page}"
        );
        let availability = if name == "oak-tray" { "out-of-stock" } else { "in-stock" };
        assert_eq!(page["product"]["availability"], availability, "{name}");
    }
}
