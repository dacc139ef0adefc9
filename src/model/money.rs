//! Amounts of money.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Spot;

/// An amount with its currency.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Money {
    /// The amount as written, as a decimal string: "1234.50".
    #[schemars(with = "String")]
    pub amount: Decimal,
    /// ISO 4217; null when the page does not tell.
    pub currency: Option<String>,
}

/// What a price says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PriceRole {
    /// What the customer pays now.
    Current,
    /// A former or list price, struck through.
    Was,
    /// Cost or threshold of shipping.
    Shipping,
    /// One rate of an instalment plan.
    Instalment,
    /// Price per kilogram, litre, piece.
    PerUnit,
    /// Anything else: savings, points, totals of a basket.
    Other,
}

/// Where a price was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PriceSource {
    /// JSON-LD, microdata, RDFa or Open Graph.
    Structured,
    /// Text that a customer sees.
    Text,
}

/// A price on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Price {
    /// As printed.
    pub raw: String,
    /// Amount (the lower end of a range) and currency.
    #[serde(flatten)]
    pub money: Money,
    /// The upper end of a range, where one is given.
    #[schemars(with = "Option<String>")]
    pub amount_to: Option<Decimal>,
    /// What it says.
    pub role: PriceRole,
    /// Where it was read.
    pub source: PriceSource,
    /// Where it stands.
    #[serde(flatten)]
    pub spot: Spot,
}
