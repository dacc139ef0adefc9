//! The one product that a page sells.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Money, PriceSource};

/// Whether a product can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Availability {
    /// Can be bought and shipped.
    InStock,
    /// Sold out.
    OutOfStock,
    /// Can be ordered before it exists or is back.
    PreOrder,
}

/// The one product that a page sells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Product {
    /// Name.
    pub name: Option<String>,
    /// What the customer pays now.
    pub price: Option<Money>,
    /// Where the price was read; null without a price.
    pub price_source: Option<PriceSource>,
    /// Whether the price stands in text that a customer sees.
    pub price_visible: bool,
    /// "Call for the price": the quote, where the page says so.
    pub price_on_request: Option<String>,
    /// Whether it can be had; null when the page does not tell.
    pub availability: Option<Availability>,
    /// Whether words on the page or its structured data tell the availability; false where only a buy button speaks
    /// for it.
    #[serde(default)]
    pub availability_told: bool,
    /// Stock-keeping unit or model number.
    pub sku: Option<String>,
    /// Distinct pictures of the product.
    pub image_count: usize,
    /// Number of options (size, colour) that must be chosen first.
    pub option_count: usize,
    /// Number of reviews, where told.
    pub review_count: Option<usize>,
    /// Whether a control to buy it on this page was seen.
    pub buyable: bool,
    /// Address of another shop that sells it, where the page leads there.
    pub external_seller: Option<String>,
}
