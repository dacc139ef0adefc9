//! Measures on pages as a shop serves them: HTML in, value out.

use touchpoint::extract::{Source, facts};
use touchpoint::measure::{Input, get};
use touchpoint::model::{Limits, Measured, PageKind, Shop, Value, Walk, WalkPage};
use url::Url;

/// Frame of a shop whose pages have all that a customer looks for.
const CAREFUL: (&str, &str) = (
    "<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport content='width=device-width, \
     initial-scale=1'><meta name=description content='Sweet potatoes from our own fields, sent on the day of the \
     harvest.'><title>Field and Fork – sweet potatoes from the farm</title></head><body><header><a \
     href=/>Field and Fork</a> <a href='tel:+442079460123'>020 7946 0123</a> <form role=search \
     action=/search><input type=search name=q aria-label='Search products'><button>Search</button></form><nav><a \
     href=/c/orange>Orange</a><a href=/c/purple>Purple</a><a href=/c/gifts>Gifts</a></nav></header><main>",
    "</main><footer><a href=/shipping>Shipping</a> <a href=/returns>Returns</a> <a href=/faq>FAQ</a> <a \
     href=/contact>Contact us</a> <a href=/track>Track your order</a> <a href=/warranty>Warranty</a> <a \
     href='mailto:help@fieldandfork.example'>help@fieldandfork.example</a></footer></body></html>",
);
/// Frame of a shop that hides itself.
const CARELESS: (&str, &str) = (
    "<!doctype html><html lang=en><head><meta charset=utf-8></head><body><div class=header><a \
     href=/><img src=/logo.png></a><span style='display:none'>020 7946 0123</span></div><div id=content>",
    "</div><div class=footer><p>Fax 020 7946 0199</p></div></body></html>",
);

fn page(frame: (&str, &str), path: &str, body: &str) -> WalkPage {
    let url = Url::parse("https://shop.example")
        .and_then(|shop| shop.join(path))
        .unwrap();
    let html = [frame.0, body, frame.1].concat();
    WalkPage {
        url: url.to_string(),
        status: 200,
        depth: Some(1),
        via: None,
        by_journey: false,
        blocked: None,
        facts: facts(&Source {
            country: Some("GB"),
            ..Source::new(html.as_bytes(), Some(&url))
        }),
    }
}

fn measured(id: &str, pages: &[WalkPage]) -> Measured {
    let walk = Walk {
        shop: Shop::default(),
        pages: pages.to_vec(),
        journeys: Vec::new(),
        links: Vec::new(),
        requests: Vec::new(),
        limits: Limits::default(),
        warnings: Vec::new(),
    };
    let measure = get(id).unwrap();
    (measure.run)(&Input {
        walk: &walk,
        pages: measure.pages,
    })
}

fn value(id: &str, pages: &[WalkPage]) -> Value {
    match measured(id, pages) {
        Measured::Value { value, .. } => value,
        other => panic!("{id}: {other:?}"),
    }
}

fn home(frame: (&str, &str), body: &str) -> WalkPage {
    let page = page(frame, "/", body);
    assert_eq!(page.facts.kind.name, PageKind::Home);
    page
}

#[test]
fn a_careful_shop_is_found_good() {
    let pages = [home(
        CAREFUL,
        "<h1>Sweet potatoes from our own fields</h1><p>Fresh every week.</p>",
    )];
    for id in [
        "phone.top-share",
        "phone.page-share",
        "nav.search-share",
        "mobile.viewport-ok-share",
        "tls.page-share",
        "footer.ship-return-share",
        "contact.link-share",
    ] {
        assert_eq!(value(id, &pages), Value::Number(1.0), "{id}");
    }
    assert_eq!(value("home.purpose-score", &pages), Value::Number(4.0));
    assert_eq!(value("home.after-sale-topics", &pages), Value::Number(6.0));
    assert_eq!(value("tracking.link-home", &pages), Value::YesNo(true));
    assert_eq!(value("contact.email-shown", &pages), Value::YesNo(true));
}

#[test]
fn a_careless_shop_is_found_poor() {
    let pages = [home(CARELESS, "<p>Welcome.</p>")];
    for id in [
        "phone.top-share",
        "phone.page-share",
        "nav.search-share",
        "mobile.viewport-ok-share",
        "footer.ship-return-share",
        "contact.link-share",
        "home.purpose-score",
        "home.after-sale-topics",
        "faq.topic-count",
    ] {
        assert_eq!(value(id, &pages), Value::Number(0.0), "{id}");
    }
    for id in [
        "tracking.link-home",
        "tracking.guest-form",
        "contact.email-shown",
        "ship.page-found",
        "returns.page-found",
        "returns.window-days",
        "support.promise-hours",
    ] {
        assert_eq!(value(id, &pages), Value::YesNo(false), "{id}");
    }
}

#[test]
fn what_is_linked_and_was_not_read_is_unknown() {
    let pages = [home(CAREFUL, "<h1>Sweet potatoes from our own fields</h1>")];
    for id in [
        "ship.page-found",
        "returns.page-found",
        "returns.window-days",
        "faq.topic-count",
    ] {
        assert!(matches!(measured(id, &pages), Measured::Unknown(_)), "{id}");
    }
}

#[test]
fn a_returns_policy_is_read_in_days() {
    let policy = "<h1>Returns</h1><p>You may return any item within 60 days of receiving it, for whatever reason. \
                  We offer free returns: we send you a prepaid label by mail, and pay the money back in full within five \
                  days of the parcel's arrival at our farm.</p>";
    let pages = [
        home(CAREFUL, "<h1>Sweet potatoes from our own fields</h1>"),
        page(CAREFUL, "/returns", policy),
    ];
    assert_eq!(value("returns.page-found", &pages), Value::YesNo(true));
    assert_eq!(value("returns.window-days", &pages), Value::Number(60.0));
    assert_eq!(value("returns.cost-told", &pages), Value::YesNo(true));
}
