//! The layout against Chromium's pixels: own pages in the manner of common frameworks, in both windows.
//!
//! Prints the table; `cargo test --test layout_fidelity -- --nocapture`. Skipped with a message where there is no
//! Chromium, unless `TOUCHPOINT_REQUIRE_BROWSER=1`.

#![cfg(feature = "layout")]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    clippy::format_push_string
)]

mod layout_support;

use std::collections::BTreeMap;

use layout_support::browser::{self, Truth};
use layout_support::pages;
use touchpoint::layout::{BlitzEngine, FOLD_BAND, FirstScreen, LayoutEngine as _, PageToLayOut, Seen, Viewport};
use touchpoint::model::Spot;
use touchpoint::page::{Document, Sights};

/// Least agreement on whether something is visible.
const VISIBLE_BAR: f64 = 0.98;
/// Least agreement on whether it stands in the first screen, outside the borderline band.
const FIRST_SCREEN_BAR: f64 = 0.97;

#[derive(Debug, Default, Clone, Copy)]
struct Score {
    elements: usize,
    visible: usize,
    /// Of these the cascade tells, without a layout …
    told: usize,
    /// … and is right about so many.
    inferred: usize,
    placed: usize,
    first_screen: usize,
    /// Of these the cascade tells …
    told_top: usize,
    /// … and is right about so many.
    inferred_top: usize,
}

impl Score {
    fn add(&mut self, other: Score) {
        self.elements += other.elements;
        self.visible += other.visible;
        self.told += other.told;
        self.inferred += other.inferred;
        self.placed += other.placed;
        self.first_screen += other.first_screen;
        self.told_top += other.told_top;
        self.inferred_top += other.inferred_top;
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

#[test]
fn the_layout_agrees_with_chromium() {
    let Some(chromium) = browser::find() else { return };
    let pages = chosen_pages();
    let windows = [("desktop", Viewport::DESKTOP), ("phone", Viewport::PHONE)];
    let sizes: Vec<_> = windows.iter().map(|(name, at)| (*name, at.width, at.height)).collect();
    let truths = browser::ask(&chromium, &pages, &sizes);
    let scores = std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(move || {
            let engine = BlitzEngine::new();
            let mut scores: BTreeMap<(String, &str), Score> = BTreeMap::new();
            for (name, html) in &pages {
                let system = name.split('-').next().unwrap_or_default().to_owned();
                for (window, viewport) in windows {
                    let truth = &truths[&(name.clone(), window.to_owned())];
                    let score = compare(&engine, name, html, window, viewport, truth);
                    scores.entry((system.clone(), window)).or_default().add(score);
                }
            }
            scores
        })
        .expect("a thread")
        .join()
        .expect("no panic");
    let mut total = Score::default();
    println!(
        "pages             window    elements   visible  inferred (of those told)  placed  first screen  inferred (of those told)"
    );
    for ((system, window), score) in &scores {
        line(system, window, score);
        total.add(*score);
    }
    line("all", "", &total);
    assert!(share(total.visible, total.elements) >= VISIBLE_BAR);
    assert!(share(total.first_screen, total.placed) >= FIRST_SCREEN_BAR);
}

/// The own pages; with `TOUCHPOINT_PAGES=FOLDER` the `.html` files there, whose elements of class `t` with an id count.
fn chosen_pages() -> Vec<(String, String)> {
    let Some(folder) = std::env::var_os("TOUCHPOINT_PAGES") else {
        let pages = pages::all();
        assert!(pages.len() >= 120);
        return pages;
    };
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "html"))
        .collect();
    files.sort();
    files
        .into_iter()
        .filter_map(|path| {
            let name = path.file_stem()?.to_string_lossy().into_owned();
            Some((name, std::fs::read_to_string(path).ok()?))
        })
        .collect()
}

fn line(system: &str, window: &str, score: &Score) {
    println!(
        "{system:<18}{window:<10}{:>8}  {:>6.2} %  {:>10.2} % ({:>5.1} %)  {:>6}  {:>10.2} %  {:>10.2} % ({:>5.1} %)",
        score.elements,
        share(score.visible, score.elements) * 100.0,
        share(score.inferred, score.told) * 100.0,
        share(score.told, score.elements) * 100.0,
        score.placed,
        share(score.first_screen, score.placed) * 100.0,
        share(score.inferred_top, score.told_top) * 100.0,
        share(score.told_top, score.placed) * 100.0,
    );
}

fn compare(
    engine: &BlitzEngine,
    name: &str,
    html: &str,
    window: &str,
    viewport: Viewport,
    truth: &BTreeMap<String, Truth>,
) -> Score {
    let page = PageToLayOut {
        html: html.to_owned(),
        ..PageToLayOut::default()
    };
    let targets: Vec<String> = truth.keys().map(|id| format!("#{id}")).collect();
    let seen = engine.observe(&page, viewport, &targets).expect("laid out");
    let document = Document::parse(html, None);
    let mut sights = Sights::new(&document);
    let mut score = Score::default();
    for ((id, truth), seen) in truth.iter().zip(seen) {
        let mut inferred = document.by_id(id).map(|element| element.spot()).unwrap_or_default();
        sights.settle(&mut inferred);
        judge(
            &mut score,
            &format!("{name} {window} #{id}"),
            f64::from(viewport.height),
            truth,
            seen.as_ref(),
            &inferred,
        );
    }
    score
}

fn judge(score: &mut Score, place: &str, fold: f64, truth: &Truth, seen: Option<&Seen>, inferred: &Spot) {
    let verbose = std::env::var_os("TOUCHPOINT_VERBOSE").is_some();
    score.elements += 1;
    if let Ok(visible) = inferred.seen() {
        score.told += 1;
        score.inferred += usize::from(visible == truth.visible);
        if verbose && visible != truth.visible {
            println!("inferred: {place}: Chromium {truth:?}");
        }
    }
    let agrees = seen.is_some_and(|seen| seen.visible == truth.visible);
    score.visible += usize::from(agrees);
    if verbose && !agrees {
        println!("visible: {place}: Chromium {truth:?}, layout {seen:?}");
    }
    let (Some(y), Some(seen)) = (truth.y, seen) else { return };
    if !truth.visible || !seen.visible || (y - fold).abs() <= FOLD_BAND {
        return;
    }
    score.placed += 1;
    let in_first = y < fold;
    if let Ok(top) = inferred.seen_at_top() {
        score.told_top += 1;
        score.inferred_top += usize::from(top == in_first);
        if verbose && top != in_first {
            println!("inferred top: {place}: Chromium y {y}, {inferred:?}");
        }
    }
    let right = match seen.first_screen {
        FirstScreen::Yes => in_first,
        FirstScreen::No => !in_first,
        // Said to be too near to tell where it is not: as wrong as a wrong answer beyond twice the band.
        FirstScreen::Borderline => (y - fold).abs() <= 2.0 * FOLD_BAND,
    };
    score.first_screen += usize::from(right);
    if verbose && !right {
        println!("place: {place}: Chromium y {y}, layout {seen:?}");
    }
}
