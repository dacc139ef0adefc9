//! Twenty ways of hiding a phone number and ten of showing it: all right when the page is laid out, and in Chromium's
//! eyes; none wrong when it is inferred.

#![cfg(feature = "layout")]
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod layout_support;

use layout_support::browser;
use touchpoint::demo::ways::WAYS;
use touchpoint::layout::{BlitzEngine, LayoutEngine as _, PageToLayOut, Viewport};
use touchpoint::page::{Document, Sights};

#[test]
fn the_layout_is_right_about_all_of_them() {
    let engine = BlitzEngine::new();
    let target = ["#n".to_owned()];
    let mut wrong = Vec::new();
    for way in WAYS.iter().filter(|way| way.is_text()) {
        let page = PageToLayOut {
            html: way.page(),
            ..PageToLayOut::default()
        };
        for (viewport, expected) in [(Viewport::DESKTOP, way.desktop), (Viewport::PHONE, way.phone)] {
            let seen = engine.observe(&page, viewport, &target).expect("laid out");
            let visible = seen[0].as_ref().map(|seen| seen.visible);
            if visible != Some(expected) {
                wrong.push(format!("{} at {} px: {:?}", way.name, viewport.width, seen[0]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn chromium_says_the_same() {
    let Some(chromium) = browser::find() else { return };
    let pages: Vec<_> = WAYS
        .iter()
        .filter(|way| way.is_text())
        .map(|way| (way.name.to_owned(), way.page().replace("id=n>", "id=n data-looked-at>")))
        .collect();
    let truths = browser::ask(&chromium, &pages, &[("desktop", 1366, 768), ("phone", 390, 844)]);
    let mut wrong = Vec::new();
    for way in WAYS.iter().filter(|way| way.is_text()) {
        for (window, expected) in [("desktop", way.desktop), ("phone", way.phone)] {
            let seen = &truths[&(way.name.to_owned(), window.to_owned())]["n"];
            if seen.visible != expected {
                wrong.push(format!("{} on {window}: {seen:?}", way.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the cascade says of the number: seen, hidden, or that it cannot tell.
#[test]
fn what_is_inferred_is_never_wrong() {
    let mut open = Vec::new();
    for way in WAYS.iter().filter(|way| way.is_text()) {
        let document = Document::parse(&way.page(), None);
        let mut spot = document.by_id("n").expect("the number").spot();
        Sights::new(&document).settle(&mut spot);
        match spot.seen() {
            Ok(seen) => assert_eq!(seen, way.desktop, "{}", way.name),
            Err(why) => open.push(format!("{} ({why})", way.name)),
        }
    }
    println!("cannot be told without layout: {}", open.join(", "));
    assert!(open.len() <= 12, "{open:?}");
}
