//! Asks Chromium how it shows pages: each in a frame of the window's size, all in one run.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use serde::Deserialize;

/// What the browser shows of one element.
#[derive(Debug, Clone, Deserialize)]
pub struct Truth {
    pub visible: bool,
    /// Middle of its first line; null without a box.
    pub y: Option<f64>,
    #[serde(default)]
    pub cover: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Frame {
    page: String,
    viewport: String,
    seen: BTreeMap<String, Truth>,
}

/// Truth by page, viewport and element id.
pub type Truths = BTreeMap<(String, String), BTreeMap<String, Truth>>;

/// Where Chromium is; `None`, with a message, where there is none. With `TOUCHPOINT_REQUIRE_BROWSER=1` that fails.
pub fn find() -> Option<PathBuf> {
    let named = std::env::var_os("CHROME").map(PathBuf::from);
    let usual = [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ]
    .map(PathBuf::from);
    let found = named.into_iter().chain(usual).find(|path| path.is_file());
    if found.is_none() {
        let required = std::env::var("TOUCHPOINT_REQUIRE_BROWSER").is_ok_and(|value| value == "1");
        assert!(!required, "no Chromium, and TOUCHPOINT_REQUIRE_BROWSER=1");
        eprintln!("skipped: no Chromium; set CHROME to its path");
    }
    found
}

/// Shows the pages (name and HTML) in windows (name, width, height).
pub fn ask(browser: &PathBuf, pages: &[(String, String)], windows: &[(&str, u32, u32)]) -> Truths {
    let mut truths = Truths::new();
    for batch in pages.chunks(20) {
        for frame in run(browser, batch, windows) {
            truths.insert((frame.page, frame.viewport), frame.seen);
        }
    }
    truths
}

fn run(browser: &PathBuf, pages: &[(String, String)], windows: &[(&str, u32, u32)]) -> Vec<Frame> {
    let mut html = String::from("<!doctype html><meta charset=utf-8><title>truth</title><body>");
    for (name, page) in pages {
        for (viewport, width, height) in windows {
            let page = page.replace('&', "&amp;").replace('"', "&quot;");
            html.push_str(&format!(
                "<iframe data-page=\"{name}\" data-viewport=\"{viewport}\" \
                 style=\"border:0;width:{width}px;height:{height}px;display:block\" srcdoc=\"{page}\"></iframe>"
            ));
        }
    }
    html.push_str("<script>");
    html.push_str(include_str!("truth.js"));
    html.push_str("</script>");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("truth.html");
    std::fs::write(&file, html).expect("written");
    let output = Command::new(browser)
        .args([
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--no-first-run",
        ])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ])
        .args(["--window-size=1400,900", "--timeout=120000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .arg(format!("file://{}", file.display()))
        .env("HOME", folder.path())
        .output()
        .expect("Chromium runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let json = text
        .split_once("RESULTS")
        .and_then(|(_, rest)| rest.split_once("END"))
        .map(|(json, _)| {
            json.replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
        })
        .unwrap_or_else(|| panic!("no results: {}", String::from_utf8_lossy(&output.stderr)));
    serde_json::from_str(&json).expect("results are JSON")
}
