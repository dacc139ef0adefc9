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

/// Why style sheets alone do not tell whether something is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// Its colour is near to what is behind it, or either is not known.
    Colour,
    /// Something that stands out of the flow may lie over it.
    Cover,
    /// It is moved, clipped, or pushed to a place that depends on the layout.
    Place,
    /// A box around it, or its letters, may be too small to show it.
    Size,
    /// A style sheet of the page is not known, or holds rules that are not understood.
    Sheet,
    /// The page hides nearly all of itself until its scripts run.
    Script,
    /// The layout is rough there and does not agree with the style sheets.
    Layout,
}

impl Doubt {
    /// Code of the note that says it.
    pub fn code(self) -> &'static str {
        match self {
            Doubt::Colour => "unsure-colour",
            Doubt::Cover => "unsure-cover",
            Doubt::Place => "unsure-place",
            Doubt::Size => "unsure-size",
            Doubt::Sheet => "unsure-sheet",
            Doubt::Script => "unsure-script",
            Doubt::Layout => "unsure-layout",
        }
    }
}

/// How far it can be relied on whether something is seen, and whether at the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Sight {
    /// Inferred from markup and style sheets, and nothing speaks against it.
    #[default]
    Inferred,
    /// The same, but it may stand in the first screen or below it.
    NoFold,
    /// The page was laid out.
    LaidOut,
    /// The page was laid out, and it stands too near to the fold to say on which side.
    NearFold,
    /// Inferred, and it may well be otherwise.
    Unsure(Doubt),
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
    /// first 1,200 characters; in the first screen where the page was laid out.
    pub top: bool,
    /// How far `visible` and `top` can be relied on.
    #[serde(skip)]
    pub sight: Sight,
}

impl Spot {
    /// Whether a customer sees it; an error says why nobody can tell.
    ///
    /// # Errors
    /// Code of the note that says it.
    pub fn seen(&self) -> Result<bool, &'static str> {
        match self.sight {
            Sight::Unsure(doubt) => Err(doubt.code()),
            Sight::Inferred | Sight::NoFold | Sight::LaidOut | Sight::NearFold => Ok(self.visible),
        }
    }

    /// Whether a customer sees it at the top; an error says why nobody can tell.
    ///
    /// # Errors
    /// Code of the note that says it.
    pub fn seen_at_top(&self) -> Result<bool, &'static str> {
        match (self.seen()?, self.sight) {
            (true, Sight::NearFold) => Err("near-the-fold"),
            (true, Sight::NoFold) => Err("unsure-fold"),
            (visible, _) => Ok(visible && self.top),
        }
    }
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
    /// Selector of what lies over it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub covered_by: Option<String>,
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
            covered_by: None,
        }
    }
}
