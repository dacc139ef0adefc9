//! Own pages in the manner of common frameworks, and Chromium's word on them.

pub mod browser;
pub mod css;
pub mod pages;
pub mod ways;
