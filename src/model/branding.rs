//! Whose report it is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whose report it is, as `[report]` of `touchpoint.toml` says it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Branding {
    /// For whom it is made.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub client: Option<String>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub consultant: Option<String>,
    /// A picture as a data URI: PNG, JPEG, GIF, WebP or SVG in base64.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub logo: Option<String>,
    /// A colour: "#1f5fbf".
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub accent: Option<String>,
    /// What stands before the findings; a blank line begins a new paragraph.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub introduction: Option<String>,
    /// What stands at the end; a blank line begins a new paragraph.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub closing: Option<String>,
}
