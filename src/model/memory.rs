//! What earlier audits say beside this one: differences, trends, what comes back, what to keep doing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Severity, Value, Verdict};

/// An audit of the past, in one line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PastLine {
    /// Its number in the history; null for one that is not in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<i64>,
    /// When it began: RFC 3339, UTC, seconds.
    pub audited_at: String,
    /// Overall score, 0 to 100; null when nothing was measured.
    pub score: Option<f64>,
    /// Measured weight ÷ applicable weight, 0 to 1.
    pub coverage: f64,
    /// Version of the program that made it.
    pub tool_version: String,
    /// Ids and digests of its checklists, `ID@SHA256`, set apart by blanks.
    pub checklists: String,
}

/// What one audit read of one check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// What the check said.
    pub verdict: Verdict,
    /// The measured value; null when not measured.
    pub value: Option<Value>,
    /// How many pages, products, questions or fields were looked at.
    pub sample: usize,
    /// 0 to 100; null when not measured.
    pub points: Option<f64>,
}

/// Which way something went for the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// It earns fewer points.
    Worse,
    /// It earns more points.
    Better,
    /// It changed without a change of points, or cannot be compared.
    Other,
}

/// A check that two audits read differently.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// `touchpoint.check`.
    pub id: String,
    /// Id of the touchpoint.
    pub touchpoint: String,
    /// The question, in the reader's language.
    pub question: String,
    /// Id of the measure.
    pub measure: String,
    /// Unit of the value, kebab-case.
    pub unit: String,
    /// How much a fault matters.
    pub severity: Severity,
    /// Which way it went.
    pub direction: Direction,
    /// The earlier reading.
    pub before: Reading,
    /// The later reading.
    pub after: Reading,
    /// The change in a customer's words, in the reader's language.
    pub text: String,
}

/// A score then and now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScoreChange {
    /// Id of the touchpoint; empty for the whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Its title in the reader's language; empty for the whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Then: 0 to 100, null when nothing was measured.
    pub before: Option<f64>,
    /// Now: 0 to 100, null when nothing was measured.
    pub after: Option<f64>,
}

/// How the checklists of two audits differ. Then the audits are compared on the checks that both have.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct ListChange {
    /// They are not the same.
    pub changed: bool,
    /// How many checks both have, judged alike.
    pub common: usize,
    /// Checks that only the later audit has.
    pub added: Vec<String>,
    /// Checks that only the earlier audit has.
    pub removed: Vec<String>,
    /// Checks that both have, judged by another yardstick.
    pub rejudged: Vec<String>,
}

/// What changed from one audit to a later one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// Origin of the shop: `https://shop.example`.
    pub shop: String,
    /// The earlier audit.
    pub before: PastLine,
    /// The later audit.
    pub after: PastLine,
    /// The whole score; on the common checks where the checklists differ.
    pub overall: ScoreChange,
    /// Each touchpoint that both have, in the later checklist's order; on the common checks where the lists differ.
    pub touchpoints: Vec<ScoreChange>,
    /// How many checks got better.
    pub better: usize,
    /// How many checks got worse.
    pub worse: usize,
    /// What changed: worse first, gravest first.
    pub changes: Vec<Change>,
    /// How the checklists differ.
    pub checklist: ListChange,
}

/// A check that has been good for weeks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Kept {
    /// `touchpoint.check`.
    pub id: String,
    /// Time stamp of the first audit of the unbroken row of good ones.
    pub since: String,
    /// How many audits found it good in that row, this one included.
    pub audits: usize,
}

/// A score at a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PastScore {
    /// Time stamp of the audit.
    pub audited_at: String,
    /// 0 to 100, null when nothing was measured.
    pub score: Option<f64>,
}

/// What the history says beside a report: saved with it, so that it can be rendered again without the history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Memory {
    /// How many earlier audits of the shop the history holds.
    pub audits: usize,
    /// What changed since the last one.
    pub since_last: Difference,
    /// The latest overall scores, oldest first, this audit's at the end; at most 24.
    pub scores: Vec<PastScore>,
    /// What was good in this and the last audits of at least four weeks, in the checklist's order.
    pub keep_doing: Vec<Kept>,
}

/// An audit and the score of each touchpoint, in the order of [`Trend::touchpoints`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TrendAudit {
    /// The audit.
    #[serde(flatten)]
    pub line: PastLine,
    /// Less than half of its weight was measured.
    pub provisional: bool,
    /// Its checklist is not that of the audit before.
    pub checklist_changed: bool,
    /// It was judged by the checklists of the latest audit, so its scores can stand on one curve with that one's.
    pub comparable: bool,
    /// The scores; null where the touchpoint was not measured or not in the checklist.
    pub scores: Vec<Option<f64>>,
}

/// A touchpoint of a trend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TrendTouchpoint {
    /// Its id.
    pub id: String,
    /// Its title in the reader's language.
    pub title: String,
}

/// The scores of a shop over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Trend {
    /// Origin of the shop.
    pub shop: String,
    /// Its name as the last audit read it.
    pub name: Option<String>,
    /// Touchpoints, in the order of the latest checklist that has them.
    pub touchpoints: Vec<TrendTouchpoint>,
    /// The audits, oldest first.
    pub audits: Vec<TrendAudit>,
}

/// A check that fell short in more than one audit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Recurring {
    /// `touchpoint.check`.
    pub id: String,
    /// Id of the touchpoint.
    pub touchpoint: String,
    /// The question, in the reader's language.
    pub question: String,
    /// Id of the measure.
    pub measure: String,
    /// Unit of the value, kebab-case.
    pub unit: String,
    /// How much a fault matters.
    pub severity: Severity,
    /// In how many audits it fell short.
    pub wrong: usize,
    /// In how many audits it was measured.
    pub measured: usize,
    /// How often it fell short again after it had been good.
    pub came_back: usize,
    /// It falls short in the last audit that measured it.
    pub still_wrong: bool,
    /// When it first fell short: time stamp.
    pub first_wrong: String,
    /// Since when it has fallen short without a break; null when it is good now.
    pub since: Option<String>,
    /// The owner accepts it for now, as of the last audit.
    pub waived: bool,
    /// The last measured value.
    pub value: Option<Value>,
    /// Each audit, oldest first: the verdict, null where the check was not in the list.
    pub row: Vec<Option<Verdict>>,
}

/// What was wrong in more than one audit of a shop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Recurrences {
    /// Origin of the shop.
    pub shop: String,
    /// Its name as the last audit read it.
    pub name: Option<String>,
    /// How many audits were looked at.
    pub audits: usize,
    /// Time stamp of the first of them.
    pub from: String,
    /// Time stamp of the last of them.
    pub to: String,
    /// The checks: what is wrong now first, then the gravest, then what came back most often.
    pub checks: Vec<Recurring>,
}
