//! A check's verdict in one audit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Evidence, Note, PageKind, Value};

/// What a check says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// At or beyond `good`.
    Good,
    /// Between `poor` and `good`.
    Partial,
    /// At or beyond `poor`.
    Poor,
    /// Could not be measured.
    Unknown,
    /// Makes no sense for this shop.
    NotApplicable,
    /// An asked question without a fresh answer.
    Unanswered,
}

impl Verdict {
    /// Whether it carries points.
    pub fn is_measured(self) -> bool {
        matches!(self, Verdict::Good | Verdict::Partial | Verdict::Poor)
    }
}

/// How much a fault matters: decides the order of the to-do list and what fails a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// A nuisance.
    Minor,
    /// Costs customers.
    Major,
    /// Loses customers.
    Critical,
}

/// Where a check is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WrittenAt {
    /// Id of the built-in checklist; null for one from a file.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub built_in: Option<String>,
    /// Path of the checklist, as it was named; null for a built-in one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub path: Option<String>,
    /// The line of the check's id, from 1. Where an extended check is changed: the line that changes it.
    pub line: usize,
}

/// The waiver of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WaiverText {
    /// Why it is accepted.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day on which it holds: "2027-03-31".
    pub until: String,
}

/// A check's verdict in one audit, in the language of the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// `touchpoint.check`: "support.phone-top".
    pub id: String,
    /// Id of the touchpoint.
    pub touchpoint: String,
    /// What the check says.
    pub verdict: Verdict,
    /// How much a fault matters.
    pub severity: Severity,
    /// Weight in the touchpoint's score; 0 = shown, not scored.
    pub weight: f64,
    /// 0 to 100; null when not measured.
    pub points: Option<f64>,
    /// Id of the measure.
    pub measure: String,
    /// The measured value; null when not measured.
    pub value: Option<Value>,
    /// The value as a reader writes it: "38 %", "4 of 10", "yes".
    pub value_text: String,
    /// Unit of the value, kebab-case.
    pub unit: String,
    /// What good looks like, as written in the checklist.
    pub expected: String,
    /// The question.
    pub question: String,
    /// Why it matters to a customer.
    pub why: String,
    /// What to do.
    pub fix: String,
    /// Where the rule comes from.
    pub source: String,
    /// What the verdict rests on, at most five.
    pub evidence: Vec<Evidence>,
    /// How many examples there are in all.
    pub examples_total: usize,
    /// How many pages, products, questions or fields were looked at.
    pub sample: usize,
    /// Why it could not be measured, or makes no sense here.
    pub reason: Option<Note>,
    /// Survives copy edits: digest of check, page kind and place.
    pub fingerprint: String,
    /// For a share that falls short: the kinds of the pages that do.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub places: Vec<PageKind>,
    /// Where the check is written; null in reports that did not keep it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub written: Option<WrittenAt>,
    /// Accepted by the owner for the time being.
    pub waived: bool,
    /// Why, by whom and until when; null where it is not waived.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub waiver: Option<WaiverText>,
    /// The answer that it rests on has grown old: it counts half of its weight.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub stale: bool,
    /// It rests on what customers see, and on some of its pages that was inferred from markup and style sheets, not
    /// measured.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub inferred: bool,
}

impl Finding {
    /// The weight with which it counts in its touchpoint's score: half of it when the answer has grown old.
    pub fn counted_weight(&self) -> f64 {
        if self.stale { self.weight / 2.0 } else { self.weight }
    }
}
