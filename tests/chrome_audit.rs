//! Audits through a real browser: the same facts as the static eye's, and an end with a report whatever happens.

mod chrome_support;
#[path = "common/served.rs"]
mod served;

use std::collections::BTreeMap;

use chrome_support::has_browser;
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

/// An audit that is under way, with a folder of its own for all that it and its browser write.
#[cfg(target_os = "linux")]
struct Running {
    folder: tempfile::TempDir,
    child: std::process::Child,
}

#[cfg(target_os = "linux")]
impl Running {
    fn start(url: &str, flags: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let child = std::process::Command::new(env!("CARGO_BIN_EXE_touchpoint"))
            .current_dir(folder.path())
            .env("TMPDIR", folder.path())
            .env("LANG", "C")
            .args(["audit", url, "--render", "chrome", "--report", "json=report.json"])
            .args(flags)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("the program runs");
        Self { folder, child }
    }

    /// Ids of the processes of its browser, by the profile that they name.
    fn browser(&self) -> Vec<u32> {
        let folder = self.folder.path().display().to_string();
        let mut found: Vec<u32> = std::fs::read_dir("/proc")
            .expect("a process list")
            .flatten()
            .filter_map(|entry| {
                let id = entry.file_name().to_str()?.parse().ok()?;
                let command = std::fs::read(entry.path().join("cmdline")).ok()?;
                String::from_utf8_lossy(&command).contains(&folder).then_some(id)
            })
            .collect();
        found.sort_unstable();
        found
    }

    /// Waits until its browser shows a page.
    fn wait_for_browser(&self) -> Vec<u32> {
        for _ in 0..600 {
            let found = self.browser();
            if found.len() >= 4 {
                std::thread::sleep(std::time::Duration::from_millis(700));
                return found;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("no browser was started");
    }

    fn signal(id: u32, signal: &str) {
        let sent = std::process::Command::new("kill")
            .args([signal, &id.to_string()])
            .status();
        assert!(sent.expect("kill runs").success());
    }

    /// Its end: the exit status and the report; nothing of the browser may be left.
    fn end(mut self) -> (Option<i32>, Value) {
        let status = self.child.wait().expect("it ends");
        assert_eq!(self.browser(), Vec::<u32>::new(), "processes of the browser");
        let left: Vec<String> = std::fs::read_dir(self.folder.path())
            .expect("the folder")
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| name != "report.json")
            .collect();
        assert_eq!(left, Vec::<String>::new(), "files of the browser");
        let report = std::fs::read(self.folder.path().join("report.json")).expect("a report");
        (status.code(), serde_json::from_slice(&report).expect("JSON"))
    }
}

#[cfg(target_os = "linux")]
fn notes(report: &Value) -> Vec<&str> {
    let notes = report["limits"]["notes"].as_array().expect("notes");
    notes.iter().filter_map(|note| note["code"].as_str()).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn an_audit_survives_the_death_of_its_browser() {
    if !has_browser() {
        return;
    }
    let shop = Served::new(Character::Good);
    let running = Running::start(&shop.url(), &["--rate", "5", "--max-pages", "12"]);
    let browser = running.wait_for_browser();
    Running::signal(browser[0], "-9");
    let (status, report) = running.end();
    assert_eq!(status, Some(0));
    assert!(report["pages"]["listed"].as_array().expect("pages").len() >= 12);
    assert!(notes(&report).contains(&"not-seen-by-chrome"), "{:?}", notes(&report));
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_ends_the_audit_with_a_report_and_without_a_zombie() {
    if !has_browser() {
        return;
    }
    let shop = Served::new(Character::Good);
    let running = Running::start(&shop.url(), &["--rate", "2"]);
    running.wait_for_browser();
    Running::signal(running.child.id(), "-INT");
    let (_, report) = running.end();
    assert!(notes(&report).contains(&"cancelled"), "{:?}", notes(&report));
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
