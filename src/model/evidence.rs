//! Where something was seen.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which eye saw a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Eye {
    /// The HTML as served, read in process.
    #[default]
    Static,
    /// A real browser.
    Chrome,
}

/// The part of a page in which something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Region {
    /// The page's header.
    Header,
    /// A navigation block outside header and footer.
    Nav,
    /// Everything else.
    #[default]
    Main,
    /// A side column.
    Aside,
    /// The page's footer.
    Footer,
}

impl Region {
    /// The name used in every format.
    pub fn as_str(self) -> &'static str {
        match self {
            Region::Header => "header",
            Region::Nav => "nav",
            Region::Main => "main",
            Region::Aside => "aside",
            Region::Footer => "footer",
        }
    }
}

/// The place of a fact on its page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
pub struct Spot {
    /// A CSS selector that selects the element, and no other, on its page.
    pub selector: String,
    /// Which part of the page.
    pub region: Region,
    /// Whether a customer can see it without doing anything.
    pub visible: bool,
    /// Whether it is at the top of the page: in the header, or within the first 20 % of the visible text and its
    /// first 1,200 characters.
    pub top: bool,
}

/// What a verdict quotes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The page.
    pub url: String,
    /// The element, where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub selector: Option<String>,
    /// Words of the page, at most 200 characters; empty when the evidence is that something is missing.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub quote: String,
    /// The part of the page.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub region: Option<Region>,
    /// On the page, and yet a customer does not see it.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub hidden: bool,
}

impl Evidence {
    /// A page alone, as evidence of absence.
    pub fn page(url: impl Into<String>) -> Self {
        Evidence {
            url: url.into(),
            ..Evidence::default()
        }
    }

    /// Words seen at a spot of a page.
    pub fn quote(url: impl Into<String>, spot: &Spot, quote: impl Into<String>) -> Self {
        Evidence {
            url: url.into(),
            selector: Some(spot.selector.clone()),
            quote: quote.into(),
            region: Some(spot.region),
            hidden: !spot.visible,
        }
    }
}
