//! Other tools read a saved walk: `warcio check` (PyPI) verifies its records and digests.
//!
//! Skipped, and says so, where there is no `warcio`; with `TOUCHPOINT_REQUIRE_WARCIO` set that is a failure.
//! `WARCIO` names the program where it is not in the path.

mod net_support;

use std::process::Command;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::Redirect;
use axum::routing::{any, get};
use net_support::{quick, serve};
use touchpoint::net::{Fetcher, Purpose, Request};

#[tokio::test]
async fn warcio_finds_nothing_wrong_with_a_saved_walk() {
    let warcio = std::env::var("WARCIO").unwrap_or_else(|_| "warcio".to_owned());
    if Command::new(&warcio).arg("--version").output().is_err() {
        assert!(
            std::env::var_os("TOUCHPOINT_REQUIRE_WARCIO").is_none(),
            "{warcio} cannot be run"
        );
        eprintln!("skipped: {warcio} cannot be run");
        return;
    }
    let shop = serve(
        Router::new()
            .route("/", get(|| async { Redirect::to("/home") }))
            .route(
                "/home",
                get(|| async { ([(header::CONTENT_TYPE, "text/html")], "<p>홈\r\n\r\n") }),
            )
            .fallback(any(|| async { StatusCode::NO_CONTENT })),
    )
    .await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.warc.gz");
    let recording = Fetcher::recording(quick(&shop), &path, "2026-11-21T09:30:00Z".parse().unwrap()).expect("a file");
    for place in ["/", "/nothing", "/home?q=양말"] {
        let _ = recording
            .fetch(Request::get(shop.join(place).unwrap(), Purpose::Page))
            .await;
    }
    let far = Request::get("http://127.0.0.2:1/".parse().unwrap(), Purpose::LinkCheck);
    assert!(recording.fetch(far).await.is_err());
    recording.put_metadata("audit", "{}");
    recording.finish().expect("written");
    let checked = Command::new(&warcio)
        .arg("check")
        .arg("-v")
        .arg(&path)
        .output()
        .expect("warcio runs");
    let said = String::from_utf8_lossy(&checked.stdout).into_owned() + &String::from_utf8_lossy(&checked.stderr);
    assert!(
        checked.status.success() && said.contains("digest pass") && !said.contains("fail"),
        "{said}"
    );
}
