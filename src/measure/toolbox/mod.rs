//! What several families of measures share: samples of pages, tallies, and what may be said of things not found.

pub(super) mod absence;
pub(super) mod fields;
pub(super) mod journey;
pub(super) mod looked;
pub(super) mod quote;
pub(super) mod sample;
pub(super) mod tally;
#[cfg(test)]
pub(super) mod testing;
pub(super) mod told;
pub(super) mod words;

pub(super) use looked::{found_or_absent, share_of};
pub(super) use sample::Sample;
pub(super) use tally::{Tally, clip, count, mean, median, number, points, why_open, yes_no};
