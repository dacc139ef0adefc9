//! Audits through a real browser: the same facts as the static eye's, and an end with a report whatever happens.

mod chrome_support;
#[path = "common/served.rs"]
mod served;

use std::collections::BTreeMap;

use chrome_support::has_browser;
use serde_json::{Value, json};
use served::Served;
use touchpoint::demo::Character;
use touchpoint::model::{FirstScreen, Seen, Walk};
use touchpoint::net::{ClientOptions, Fetcher, StartUrl};
use touchpoint::walk::{self, Options, Render};

async fn walked(url: &str, options: &Options) -> Walk {
    let start = StartUrl::parse(url).expect("an address");
    let client = ClientOptions {
        rate_per_second: 0.0,
        ..ClientOptions::for_shop(start.url().expect("an address").clone())
    };
    let fetcher = Fetcher::live(client).expect("a client");
    walk::walk(&fetcher, &start, options, &|_| {}).await.expect("walked")
}

/// Facts by address, without what differs between any two eyes: which one it was, and parts of pixels.
fn facts(walk: &Walk) -> BTreeMap<String, Value> {
    let look = |seen: Option<&Seen>| {
        seen.map(|seen| {
            json!({ "visible": seen.visible, "first_screen": seen.first_screen })
        })
    };
    let mut found = BTreeMap::new();
    for page in &walk.pages {
        let mut facts = serde_json::to_value(&page.facts).expect("facts");
        facts["seen_by"] = Value::Null;
        for phone in facts["phones"].as_array_mut().into_iter().flatten() {
            phone["box"] = Value::Null;
        }
        let seen = page.facts.laid_out.iter().flat_map(|laid_out| &laid_out.elements);
        facts["laid_out"] = seen
            .map(|element| {
                let desktop = look(element.desktop.as_ref());
                let phone = look(element.phone.as_ref());
                (element.selector.clone(), json!({ "desktop": desktop, "phone": phone }))
            })
            .collect::<serde_json::Map<_, _>>()
            .into();
        found.insert(page.url.clone(), facts);
    }
    found
}

/// Where two values differ, as `path: one | other`.
fn differences(path: &str, one: &Value, other: &Value, into: &mut Vec<String>) {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let keys: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            for key in keys {
                let (one, other) = (one.get(key), other.get(key));
                let null = Value::Null;
                differences(&format!("{path}/{key}"), one.unwrap_or(&null), other.unwrap_or(&null), into);
            }
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            for (at, (one, other)) in one.iter().zip(other).enumerate() {
                differences(&format!("{path}/{at}"), one, other, into);
            }
        }
        // Near the fold nobody can tell, and fonts differ.
        (one, other) if *one == json!(FirstScreen::Borderline) || *other == json!(FirstScreen::Borderline) => {}
        (one, other) if one != other => into.push(format!("{path}: {one} | {other}")),
        _ => {}
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_eyes_agree_on_every_fact_of_the_good_shop() {
    if !has_browser() {
        return;
    }
    let shop = tokio::task::spawn_blocking(|| Served::new(Character::Good)).await.expect("served");
    let options = Options {
        max_pages: 25,
        link_checks: 0,
        layout: cfg!(feature = "layout"),
        layout_program: Some(env!("CARGO_BIN_EXE_touchpoint").into()),
        ..Options::default()
    };
    let with_static = walked(&shop.url(), &options).await;
    let render = Render::Chrome;
    let with_chrome = walked(&shop.url(), &Options { render, ..options }).await;
    tokio::task::spawn_blocking(move || drop(shop)).await.expect("ended");
    let (one, other) = (facts(&with_static), facts(&with_chrome));
    assert!(one.len() >= 25);
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    let mut found = Vec::new();
    for (url, facts) in &one {
        differences(url, facts, &other[url], &mut found);
    }
    assert!(found.is_empty(), "{} differences\n{}", found.len(), found.join("\n"));
    assert_eq!(with_static.journeys.len(), with_chrome.journeys.len());
}
