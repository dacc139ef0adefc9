//! What the tests of the extractors share.

pub mod pages;
