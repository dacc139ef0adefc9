//! Composed measures: what a checklist asks of each page without any Rust.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Spot;

/// What a composed measure looks for on a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Probe {
    /// Any of these words in the visible text, folded.
    Text(Vec<String>),
    /// Visible elements that a CSS selector selects.
    Css(String),
    /// Links whose path contains these words.
    Link(String),
    /// A response header that is present, or present with these words: "name" or "name: words".
    Header(String),
    /// A regular expression in the page's text, panels that a customer can open included.
    Pattern(Pattern),
    /// A regular expression in the words of links and buttons.
    Label(Pattern),
}

/// A regular expression, and those that take its hits away.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Pattern {
    /// What is looked for; letters match whatever their case.
    pub regex: String,
    /// A hit does not count when one of these stands on its line, or within 60 characters of it.
    #[serde(default)]
    pub except: Vec<String>,
}

impl Probe {
    /// The key of its result in [`super::PageFacts::probes`].
    pub fn key(&self) -> String {
        match self {
            Probe::Text(words) => format!("text {}", words.join("|")),
            Probe::Css(selector) => format!("css {selector}"),
            Probe::Link(path) => format!("link {path}"),
            Probe::Header(header) => format!("header {header}"),
            Probe::Pattern(pattern) => format!("pattern {}", pattern.key()),
            Probe::Label(pattern) => format!("label {}", pattern.key()),
        }
    }
}

impl Pattern {
    fn key(&self) -> String {
        let mut key = self.regex.clone();
        for except in &self.except {
            key.push_str(" except ");
            key.push_str(except);
        }
        key
    }
}

/// What a probe found on one page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct ProbeHit {
    /// How many.
    pub count: usize,
    /// The first three: words and place.
    pub examples: Vec<(String, Spot)>,
}

/// Results by [`Probe::key`].
pub type ProbeHits = BTreeMap<String, ProbeHit>;
