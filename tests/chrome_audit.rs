//! Audits through a real browser: the same facts as the static eye's, and an end with a report whatever happens.

mod chrome_support;
#[path = "common/served.rs"]
mod served;

use std::collections::BTreeMap;

use chrome_support::{LoopbackShop, Pages, has_browser};
use serde_json::{Value, json};
use served::Served;
use touchpoint::demo::Character;
use touchpoint::model::{Eye, FirstScreen, Seen, Walk};
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
    let look =
        |seen: Option<&Seen>| seen.map(|seen| json!({ "visible": seen.visible, "first_screen": seen.first_screen }));
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
                differences(
                    &format!("{path}/{key}"),
                    one.unwrap_or(&null),
                    other.unwrap_or(&null),
                    into,
                );
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
    let shop = tokio::task::spawn_blocking(|| Served::new(Character::Good))
        .await
        .expect("served");
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
    let by_chrome = with_chrome
        .pages
        .iter()
        .filter(|page| page.facts.seen_by == Eye::Chrome)
        .count();
    let readable = with_chrome.pages.iter().filter(|page| page.status < 400).count();
    assert!(by_chrome == readable && readable >= 25, "{by_chrome} of {readable}");
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

#[test]
fn without_a_browser_nothing_is_asked_of_the_shop() {
    let shop = Served::new(Character::Good);
    let folder = tempfile::tempdir().expect("a folder");
    let output = served::touchpoint(&folder)
        .args(["audit", &shop.url(), "--render", "chrome"])
        .env("CHROME", "/no/such/chrome")
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("/no/such/chrome"), "{said}");
    assert_eq!(shop.counters().requests, 0);
}

#[test]
fn a_saved_walk_is_judged_again_without_a_browser() {
    if !has_browser() {
        return;
    }
    let shop = Served::new(Character::Good);
    let folder = tempfile::tempdir().expect("a folder");
    let url = shop.url();
    let audit = [
        "audit",
        &url,
        "--render",
        "chrome",
        "--rate",
        "100",
        "--max-pages",
        "8",
        "--save-walk",
        "w.warc.gz",
    ];
    let run = |arguments: &[&str]| {
        let output = served::touchpoint(&folder)
            .args(arguments)
            .env(
                "CHROME",
                if arguments[0] == "judge" {
                    "/no/such/chrome".into()
                } else {
                    chrome()
                },
            )
            .output()
            .expect("it runs");
        let report: Value = serde_json::from_slice(&output.stdout).expect("a report");
        report
    };
    let first = run(&[&audit[..], &["--report", "json"]].concat());
    let again = run(&["judge", "w.warc.gz", "--report", "json"]);
    let mut found = Vec::new();
    differences("", &first, &again, &mut found);
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(
        first["pages"]["listed"]
            .as_array()
            .expect("pages")
            .iter()
            .any(|page| page["seen_by"] == "chrome")
    );
}

fn chrome() -> std::path::PathBuf {
    touchpoint::chrome::find().expect("a browser")
}

#[test]
fn auto_opens_the_browser_for_an_empty_shell_alone() {
    if !has_browser() {
        return;
    }
    let shop = Served::new(Character::Odd);
    let (_, report) = served::audit(&shop.url(), &["--render", "auto"]);
    let pages = report["pages"]["listed"].as_array().expect("pages");
    let seen: Vec<&str> = pages
        .iter()
        .filter(|page| page["seen_by"] == "chrome")
        .filter_map(|page| page["url"].as_str())
        .collect();
    assert!(!seen.is_empty() && seen.len() < pages.len() / 2, "{seen:?}");
}

/// Audits a demo shop in the browser and reads the JSON report, with whatever else is written.
fn pictured(folder: &tempfile::TempDir, character: Character, flags: &[&str]) -> Value {
    let shop = Served::new(character);
    let output = served::touchpoint(folder)
        .args([
            "audit",
            &shop.url(),
            "--render",
            "chrome",
            "--rate",
            "100",
            "--max-pages",
            "12",
        ])
        .args(["--report", "json"])
        .args(flags)
        .output()
        .expect("it runs");
    assert_eq!(shop.counters().orders, 0);
    serde_json::from_slice(&output.stdout).expect("a report")
}

fn pictures_of<'a>(report: &'a Value, about: &str) -> Vec<&'a str> {
    let pictures = report["pictures"].as_array().expect("pictures");
    let wanted = pictures.iter().filter(|picture| picture["about"] == about);
    wanted.filter_map(|picture| picture["kind"].as_str()).collect()
}

#[test]
fn the_report_shows_each_step_as_a_customer_sees_it() {
    if !has_browser() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let report = pictured(&folder, Character::Good, &["--mine", "--fill"]);
    let kinds = pictures_of(&report, "page");
    for kind in ["home", "list", "product", "cart"] {
        assert_eq!(
            kinds.iter().filter(|other| **other == kind).count(),
            1,
            "{kind}: {kinds:?}"
        );
    }
    assert!(
        kinds.iter().filter(|kind| **kind == "checkout").count() >= 2,
        "{kinds:?}"
    );
    let steps = report["journeys"][0]["steps"].as_array().expect("steps");
    assert!(
        steps
            .iter()
            .any(|step| step["kind"] == "checkout" && step["seen_by"] == "chrome")
    );
}

#[test]
fn the_report_frames_what_is_not_seen_and_can_be_printed() {
    if !has_browser() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let files = ["--report", "html=r.html", "--report", "pdf=r.pdf"];
    let report = pictured(&folder, Character::Bad, &files);
    assert!(
        !pictures_of(&report, "number").is_empty(),
        "the bad shop hides its number"
    );
    let page = std::fs::read_to_string(folder.path().join("r.html")).expect("a page");
    assert!(page.matches("data:image/webp;base64,UklGR").count() >= 4);
    assert!(page.contains("the number is not seen at once"));
    let document = std::fs::read(folder.path().join("r.pdf")).expect("a document");
    assert!(document.starts_with(b"%PDF-") && document.len() > 20_000);
}

#[test]
fn what_cannot_be_printed_is_told_before_the_walk() {
    let shop = Served::new(Character::Good);
    let folder = tempfile::tempdir().expect("a folder");
    let output = served::touchpoint(&folder)
        .args(["audit", &shop.url(), "--report", "pdf=r.pdf"])
        .env("CHROME", "/no/such/chrome")
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("pdf") && said.contains("/no/such/chrome"), "{said}");
    assert_eq!(shop.counters().requests, 0);
}

const COOKIE_NOTICE: &str = "<header><a id=n href='tel:+12125550123'>+1 212 555 0123</a></header><main>A shop</main>\
    <div id=notice style='position:fixed;inset:0;background:#fff;z-index:9'>We use cookies \
    <button onclick=\"document.cookie='consent=all'\">Accept all</button>\
    <button onclick=\"document.cookie='consent=none';notice.remove()\">Reject all</button></div>";

fn small_shop(pages: &[(&'static str, &str)]) -> Pages {
    let page = |body: &str| {
        (
            "text/html; charset=utf-8",
            format!("<!doctype html><title>Shop</title><body>{body}"),
        )
    };
    pages.iter().map(|(path, body)| (*path, page(body))).collect()
}

fn in_chrome(max_pages: usize) -> Options {
    Options {
        max_pages,
        render: Render::Chrome,
        link_checks: 0,
        buy: false,
        country: Some("US".to_owned()),
        ..Options::default()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cookie_notice_is_refused_and_what_it_covered_is_told() {
    if !has_browser() {
        return;
    }
    let shop = LoopbackShop::start(small_shop(&[("/", COOKIE_NOTICE)])).await;
    let walk = walked(shop.url.as_str(), &in_chrome(1)).await;
    let told: Vec<String> = walk
        .warnings
        .iter()
        .filter(|note| note.code == "consent-covers")
        .map(|note| note.arguments["what"].clone())
        .collect();
    assert_eq!(told, ["number"]);
    let phone = &walk.pages[0].facts.phones[0];
    assert!(phone.spot.visible && phone.spot.top);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_never_rests_costs_its_own_view_and_no_other() {
    if !has_browser() {
        return;
    }
    let endless = "<p>one</p><script>addEventListener('load', () => { for (;;) {} })</script>";
    let links = "<a href=/a>first</a> <a href=/b>second</a>";
    let shop = LoopbackShop::start(small_shop(&[("/", links), ("/a", endless), ("/b", "<p>two</p>")])).await;
    let walk = walked(shop.url.as_str(), &in_chrome(3)).await;
    let eyes: BTreeMap<&str, Eye> = walk
        .pages
        .iter()
        .map(|page| (page.url.trim_start_matches(shop.url.as_str()), page.facts.seen_by))
        // The one wrong address that the walk asks for is no page of the shop.
        .filter(|(path, _)| path.len() < 2)
        .collect();
    assert_eq!(
        eyes,
        BTreeMap::from([("", Eye::Chrome), ("a", Eye::Static), ("b", Eye::Chrome)])
    );
    assert!(walk.limits.notes.iter().any(|note| note.code == "not-seen-by-chrome"));
}
