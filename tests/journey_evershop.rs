//! EverShop, a shop whose cart and order form are scripts, against the hand-checked truth of
//! `tests/shops/evershop/TRUTH.md`: what the static eye sees of it, that it says where it needs a browser, and how far
//! the journey comes in one.

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
        "orders",
        "payments",
        "customers",
        "comments",
        "reactions",
        "passwords",
        "lines",
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
    let mut products = of_kind("product");
    // No list names the one that is sold out: only the sitemap and a search do.
    products.retain(|path| path != "/accessories/oak-tray");
    assert_eq!(products, listed_products);
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
    assert_eq!(
        report["requests"],
        json!([]),
        "nothing was sent that could change something"
    );
    for check in ["ordering.walk", "ordering.guest", "checkout.fields", "checkout.total"] {
        let found = finding(report, check);
        assert_eq!(
            (&found["verdict"], &found["reason"]["code"]),
            (&json!("unknown"), &json!("needs-browser")),
            "{found}"
        );
    }
    for check in [
        "support.phone-top",
        "support.email",
        "delivery.returns-window",
        "clarity.images",
    ] {
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

/// The report of an audit in which the buying journey is walked in Chrome, or `None` where the test is skipped.
fn walked_in_chrome(flags: &[&str]) -> Option<(RealShop, Value)> {
    if let Err(error) = touchpoint::chrome::find() {
        let required = std::env::var_os(real_shop::REQUIRE).is_some();
        assert!(!required, "{error}");
        let _ = writeln!(std::io::stderr(), "SKIPPED: {error}");
        return None;
    }
    let shop = shop_or_skip()?;
    let (output, report) = audit(shop.url(), &[&["--mine", "--max-pages", "9"], flags].concat());
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", stderr(&output));
    Some((shop, report))
}

/// Kind, outcome, address within the shop, clicks.
fn steps(report: &Value, shop: &RealShop) -> Vec<(String, String, String, u64)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let steps = report["journeys"][0]["steps"].as_array().cloned().unwrap_or_default();
    steps
        .iter()
        .map(|step| {
            (
                text(&step["kind"]),
                text(&step["outcome"]),
                text(&step["url"]).replacen(shop.url(), "/", 1),
                step["clicks"].as_u64().unwrap_or_default(),
            )
        })
        .collect()
}

fn way(last: &str) -> Vec<(String, String, String, u64)> {
    let step = |kind: &str, path: &str, clicks| (kind.to_owned(), "reached".to_owned(), path.to_owned(), clicks);
    vec![
        step("home", "/", 0),
        step("product", "/accessories/cork-coaster", 1),
        // "Add to cart", then "View Cart" in the drawer.
        step("cart", "/cart", 3),
        step(last, "/checkout", 4),
    ]
}

/// Requests that change something and were sent: intent, method and what the address ends in.
fn sent(report: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let lines = report["requests"].as_array().cloned().unwrap_or_default();
    lines
        .iter()
        .filter(|line| line["sent"] == true && line["method"] != "GET")
        .map(|line| {
            let url = text(&line["url"]);
            let known = ["addresses", "shippingMethods", "items"];
            let end = known.into_iter().find(|word| url.split('/').any(|part| part == *word));
            (
                text(&line["intent"]),
                text(&line["method"]),
                end.unwrap_or(&url).to_owned(),
            )
        })
        .collect()
}

fn line(intent: &str, method: &str, end: &str) -> (String, String, String) {
    (intent.to_owned(), method.to_owned(), end.to_owned())
}

/// The order form as it opens: [`TRUTH.md`](shops/evershop/TRUTH.md), "Checkout".
const LABELS: [&str; 13] = [
    "Email*",
    "Full name*",
    "Telephone*",
    "Address*",
    "Address 2",
    "City*",
    "Country*",
    "Province*",
    "Postcode*",
    "Same as shipping address",
    "Cash on Delivery",
    "Enter coupon code",
    "Order Note",
];

#[test]
fn without_consent_the_order_form_is_read_in_the_browser_and_nothing_is_typed() {
    let Some((shop, report)) = walked_in_chrome(&["--render", "chrome"]) else {
        return;
    };
    let buy = &report["journeys"][0];
    assert_eq!(steps(&report, &shop), way("checkout"), "{buy}");
    assert_eq!(
        (&buy["outcome"], &buy["guest_possible"]),
        (&json!("completed"), &json!(true))
    );
    let form = &buy["steps"][3];
    assert_eq!(
        (&form["fields_visible"], &form["fields_required"]),
        (&json!(13), &json!(8)),
        "{form}"
    );
    assert_eq!(form["seen_by"], "chrome");
    let mut labels: Vec<&str> = form["fields"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|field| field["visible"] == true && field["veiled"] == false)
        .filter_map(|field| field["label"].as_str())
        .collect();
    labels.sort_unstable();
    let mut expected = LABELS.to_vec();
    expected.sort_unstable();
    assert_eq!(labels, expected);
    let cart = &buy["steps"][2];
    assert_eq!(
        (&cart["lines"][0]["ours"], &cart["lines"][0]["removable"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(
        sent(&report),
        [
            line("add-to-cart", "POST", "items"),
            line("remove-from-cart", "DELETE", "items")
        ]
    );
    assert_harmless(&counters(&shop));
}

/// The static eye reads the pages; where only a script goes on, the browser does.
#[test]
fn with_consent_the_page_with_the_last_button_is_reached_and_the_button_is_left_alone() {
    let Some((shop, report)) = walked_in_chrome(&["--render", "auto", "--fill"]) else {
        return;
    };
    let buy = &report["journeys"][0];
    assert_eq!(steps(&report, &shop), way("payment"), "{buy}");
    assert_eq!(buy["outcome"], "completed");
    let form = &buy["steps"][3];
    // The shipping methods came up once the address was there.
    assert_eq!(
        (&form["fields_visible"], &form["fields_required"]),
        (&json!(14), &json!(8)),
        "{form}"
    );
    let costs: Vec<(&str, &str)> = form["costs"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|cost| Some((cost["kind"].as_str()?, cost["money"]["amount"].as_str()?)))
        .collect();
    assert!(
        costs.contains(&("shipping", "5.00")) && costs.contains(&("total", "11.00")),
        "{costs:?}"
    );
    assert_eq!(
        sent(&report),
        [
            line("add-to-cart", "POST", "items"),
            line("keep-fields", "POST", "addresses"),
            line("keep-fields", "POST", "shippingMethods"),
            line("remove-from-cart", "DELETE", "items"),
        ]
    );
    let text = report.to_string();
    assert!(
        !text.contains("Testina") && !text.contains("10001"),
        "the test customer stays out"
    );
    let counters = counters(&shop);
    assert_harmless(&counters);
    assert_eq!(counters["addresses"], 1, "kept in the walk's own cart");
}
