//! Boards of questions and answers, and FAQs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Spot;

/// Whether a question was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// The row says so, or an answer follows it.
    Answered,
    /// The row says that it is waiting.
    Unanswered,
    /// The row does not tell.
    Unknown,
}

/// One question of a board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BoardRow {
    /// Its title, at most 120 characters. Names of customers are not kept.
    pub title: String,
    /// When it was asked: ISO 8601 date, or date and time, as far as shown.
    pub asked: Option<String>,
    /// When it was answered.
    pub answered: Option<String>,
    /// Whether it was answered.
    pub answer: Answer,
    /// Marked secret: only the status can be read.
    pub secret: bool,
    /// Where it stands.
    #[serde(flatten)]
    pub spot: Spot,
}

/// A board.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Board {
    /// `qna`, `review`, `notice` or `other`.
    pub about: String,
    /// Questions, newest first as listed, at most 60.
    pub rows: Vec<BoardRow>,
}

/// Questions of an FAQ.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Faq {
    /// The questions as printed, at most 100.
    pub questions: Vec<String>,
    /// Topics that questions are about: `order`, `payment`, `delivery`, `return`, `account`, `product`.
    pub topics: Vec<String>,
    /// The first question about each of the topics, in their order.
    #[serde(default)]
    pub examples: Vec<String>,
}
