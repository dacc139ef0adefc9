//! Twenty ways of hiding a phone number and ten of showing it: all right when the page is laid out, and in Chromium's
//! eyes; none wrong when it is inferred.

#![cfg(feature = "layout")]
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod layout_support;

use layout_support::{browser, ways::WAYS};
use touchpoint::layout::{BlitzEngine, LayoutEngine as _, PageToLayOut, Viewport};
use touchpoint::page::Document;

#[test]
fn there_are_twenty_ways_of_hiding_and_ten_of_showing() {
    assert_eq!(WAYS.iter().filter(|way| !way.phone).count(), 20);
    assert_eq!(WAYS.iter().filter(|way| way.phone).count(), 10);
}

#[test]
fn the_layout_is_right_about_all_of_them() {
    let engine = BlitzEngine::new();
    let target = ["#n".to_owned()];
    let mut wrong = Vec::new();
    for way in WAYS {
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
        .map(|way| (way.name.to_owned(), way.page().replace("id=n>", "id=n data-looked-at>")))
        .collect();
    let truths = browser::ask(&chromium, &pages, &[("desktop", 1366, 768), ("phone", 390, 844)]);
    let mut wrong = Vec::new();
    for way in WAYS {
        for (window, expected) in [("desktop", way.desktop), ("phone", way.phone)] {
            let seen = &truths[&(way.name.to_owned(), window.to_owned())]["n"];
            if seen.visible != expected {
                wrong.push(format!("{} on {window}: {seen:?}", way.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_inferred_hides_nothing_that_is_seen() {
    let mut missed = Vec::new();
    for way in WAYS {
        let document = Document::parse(&way.page(), None);
        let inferred = document.by_id("n").is_some_and(|element| element.is_visible());
        let known = way.name == "escaped from its parent's clip";
        assert!(
            inferred || !way.desktop || known,
            "{} is seen, and inferred to be hidden",
            way.name
        );
        if inferred != way.desktop {
            missed.push(way.name);
        }
    }
    println!("not noticed without layout: {}", missed.join(", "));
}
