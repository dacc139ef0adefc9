//! What the shop promises, in figures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Money, Spot};

/// A promise with the words that make it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stated<T> {
    /// The figure.
    pub value: T,
    /// The words, as on the page, at most 200 characters.
    pub quote: String,
    /// Where they stand.
    #[serde(flatten)]
    pub spot: Spot,
}

/// What a page promises, in figures. Placeholder texts promise nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Policies {
    /// Days in which a product may be returned, closest to the word.
    pub returns_days: Option<Stated<u32>>,
    /// Every returns window that the page states, for contradictions.
    pub returns_days_all: Vec<Stated<u32>>,
    /// Whether returning is free for the customer; stated either way.
    pub returns_free: Option<Stated<bool>>,
    /// What the customer pays for a return, where an amount is told.
    pub return_cost: Option<Stated<Money>>,
    /// Days until the money is back once the goods are, or the order is cancelled; the longest that is told.
    #[serde(default)]
    pub refund_days: Option<Stated<u32>>,
    /// Orders from this amount on ship free; 0 when every order does.
    pub free_shipping_from: Option<Stated<Money>>,
    /// Cost of standard shipping.
    pub shipping_cost: Option<Stated<Money>>,
    /// Delivery time in days, fewest and most.
    pub delivery_days: Option<Stated<[u32; 2]>>,
    /// A calendar date or weekday of arrival.
    pub delivery_date: Option<Stated<String>>,
    /// Hours within which the shop promises to reply; a business day counts 24.
    pub reply_hours: Option<Stated<u32>>,
    /// Characters of real text about shipping on the page: headings, placeholders and sample text do not count.
    pub shipping_chars: usize,
    /// Characters of real text about returns on the page.
    pub returns_chars: usize,
    /// Placeholder or sample text where a policy should stand.
    pub placeholder: Option<Stated<String>>,
}
