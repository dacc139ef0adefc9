//! Own pages in the manner of common frameworks, and Chromium's word on them.

#![allow(dead_code, clippy::print_stderr, clippy::format_push_string)]

pub mod browser;
pub mod css;
pub mod pages;
