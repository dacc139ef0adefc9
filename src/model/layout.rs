//! What laying a page out showed of the things on it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Picture;

/// Whether something stands in the first screen, before any scrolling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FirstScreen {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Within 80 px of the fold: fonts and pictures of another machine decide.
    Borderline,
}

/// How one element looks in one viewport.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Seen {
    /// `[x, y, width, height]` of what can be seen of its content, in CSS pixels from the page's top left corner; of
    /// all of its content where nothing can be seen.
    pub bounds: [f64; 4],
    /// Whether a customer sees it without doing anything but scroll.
    pub visible: bool,
    /// Whether it stands in the first screen.
    pub first_screen: FirstScreen,
    /// Computed font size in CSS pixels.
    pub font_size: f64,
    /// Contrast of its text by WCAG 2.2, 1 to 21; null where it stands on a picture.
    pub contrast: Option<f64>,
    /// Selector of what covers it.
    pub covered_by: Option<String>,
    /// Whether the layout can be relied on here; false where it rests on CSS that is laid out only roughly.
    pub sure: bool,
}

/// An element of a page in both viewports; null where it could not be found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SeenElement {
    /// Its selector, as in the facts.
    pub selector: String,
    /// At 1366×768.
    pub desktop: Option<Seen>,
    /// At 390×844.
    pub phone: Option<Seen>,
}

/// What laying a page out showed. A page without it has its visibility inferred from markup and style sheets.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct LaidOut {
    /// Phone numbers, e-mail addresses, current prices, buy buttons and form fields, sorted by selector.
    pub elements: Vec<SeenElement>,
    /// Pictures of the page, where a browser took some.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<Picture>,
}

impl LaidOut {
    /// What was seen of the element with this selector.
    pub fn of(&self, selector: &str) -> Option<&SeenElement> {
        self.elements
            .binary_search_by(|element| element.selector.as_str().cmp(selector))
            .ok()
            .map(|index| &self.elements[index])
    }
}
