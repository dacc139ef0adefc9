//! What the layout of a page costs: time in a worker, both windows, and memory. The bars on time hold for a release
//! build: `cargo test --release --test layout_speed -- --nocapture`.

#![cfg(feature = "layout")]
#![allow(clippy::print_stdout)]

mod layout_support;

use std::time::{Duration, Instant};

use layout_support::pages;
use touchpoint::layout::frame::Job;
use touchpoint::layout::pool::{Crew, WorkerCommand};
use touchpoint::layout::{PageToLayOut, Viewport};

const MEDIAN_BAR: Duration = Duration::from_millis(40);
const NINETY_FIFTH_BAR: Duration = Duration::from_millis(120);
const MEMORY_BAR: u64 = 300 << 20;

#[test]
fn a_page_costs_little_time_and_memory() {
    let pages = pages::all();
    let mut crew = Crew::new(WorkerCommand::of(env!("CARGO_BIN_EXE_touchpoint")));
    let mut times: Vec<Duration> = pages
        .iter()
        .map(|(name, html)| {
            let targets = (0..60).map(|number| format!("#t{number}")).collect();
            let job = Job {
                page: PageToLayOut {
                    html: html.clone(),
                    ..PageToLayOut::default()
                },
                viewports: vec![Viewport::DESKTOP, Viewport::PHONE],
                targets,
            };
            let begun = Instant::now();
            crew.lay_out(&job).unwrap_or_else(|error| panic!("{name}: {error}"));
            // One of the two windows.
            begun.elapsed() / 2
        })
        .collect();
    times.sort();
    let (median, ninety_fifth) = (times[times.len() / 2], times[times.len() * 95 / 100]);
    println!(
        "a page in one window: median {} ms, 95th percentile {} ms; peak memory of the worker {} MB",
        median.as_millis(),
        ninety_fifth.as_millis(),
        crew.peak_memory >> 20
    );
    assert!(crew.peak_memory <= MEMORY_BAR);
    if !cfg!(debug_assertions) {
        assert!(median <= MEDIAN_BAR && ninety_fifth <= NINETY_FIFTH_BAR);
    }
}
