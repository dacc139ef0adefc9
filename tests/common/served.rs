//! A demo shop that is served while a test runs, and the program that audits it.

#![allow(dead_code, reason = "each test program uses a part of it")]

use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use touchpoint::demo::{Character, Counters, Options, Shop};

/// A demo shop on a loopback port.
pub struct Served {
    runtime: tokio::runtime::Runtime,
    shop: Shop,
}

impl Served {
    pub fn new(character: Character) -> Served {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime for the shop");
        let shop = runtime
            .block_on(Shop::start(Options { character, port: 0 }))
            .expect("a free loopback port");
        Served { runtime, shop }
    }

    pub fn url(&self) -> String {
        self.shop.url()
    }

    pub fn counters(&self) -> Counters {
        let _guard = self.runtime.enter();
        self.shop.counters()
    }
}

/// The program, in English, without a terminal, in an empty folder of its own.
pub fn touchpoint(folder: &tempfile::TempDir) -> Command {
    let mut command = Command::cargo_bin("touchpoint").expect("the program is built");
    command
        .current_dir(folder.path())
        .env("LANG", "C")
        .env("LC_ALL", "C")
        .env_remove("COLUMNS");
    command
}

/// Audits an address and reads the JSON report. The rate is raised: the shop is our own.
pub fn audit(url: &str, flags: &[&str]) -> (Output, Value) {
    let folder = tempfile::tempdir().expect("a folder");
    let output = touchpoint(&folder)
        .args([
            "audit",
            url,
            "--rate",
            "100",
            "--report",
            "json=report.json",
            "--report",
            "table=table.txt",
        ])
        .args(flags)
        .output()
        .expect("the program runs");
    let report = std::fs::read(folder.path().join("report.json")).unwrap_or_default();
    (output, serde_json::from_slice(&report).unwrap_or(Value::Null))
}

/// A finding of a report.
pub fn finding<'a>(report: &'a Value, id: &str) -> &'a Value {
    report["findings"]
        .as_array()
        .and_then(|findings| findings.iter().find(|finding| finding["id"] == id))
        .unwrap_or_else(|| panic!("no finding {id}"))
}

/// Standard error as text.
pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The body of a page of a shop on loopback.
pub fn block_on_get(url: &str) -> String {
    // The outcome says whether this call was the first of the process, which does not matter here.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let get = async { client.get(url).send().await?.text().await };
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(get)
        .expect("the shop answers")
}
