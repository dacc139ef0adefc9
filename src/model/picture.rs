//! What a browser showed, as a picture.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PageKind;

/// A picture of a window, with the place framed that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Picture {
    /// Address of the page.
    pub url: String,
    /// What the page is.
    pub kind: PageKind,
    /// What it shows: `page`, or what a customer does not see at once: `number`, `mail`, `price`, `buy-button`.
    pub about: String,
    /// Selectors of what is framed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frame: Vec<String>,
    /// The picture: WebP in Base64.
    pub data: String,
}
