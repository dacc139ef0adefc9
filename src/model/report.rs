//! The saved report. Every format is rendered from it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Branding, Eye, Finding, Journey, Limits, Memory, Note, PageKind, Picture};

/// Version of the report format. It grows when a key changes its meaning or goes.
pub const SCHEMA_VERSION: u32 = 1;

/// The program that made the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tool {
    /// "touchpoint".
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The shop, as it showed itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Shop {
    /// The address audited, after redirects of the first page.
    pub url: String,
    /// Its name as the home page says it.
    pub name: Option<String>,
    /// Shop platform.
    pub platform: Option<String>,
    /// Main language of its pages.
    pub language: Option<String>,
    /// Country, from its own evidence.
    pub country: Option<String>,
}

/// A checklist that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChecklistUsed {
    /// Its id.
    pub id: String,
    /// Its title in the report's language.
    pub title: String,
    /// SHA-256 of its text, hexadecimal.
    pub digest: String,
    /// Its path; null for a built-in one.
    pub path: Option<String>,
}

/// How many findings have which verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// Good.
    pub good: usize,
    /// Partial.
    pub partial: usize,
    /// Poor.
    pub poor: usize,
    /// Unknown.
    pub unknown: usize,
    /// Not applicable.
    pub not_applicable: usize,
    /// Unanswered.
    pub unanswered: usize,
}

/// Score of one touchpoint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TouchpointScore {
    /// Its id.
    pub id: String,
    /// Its title in the report's language.
    pub title: String,
    /// Its question in the report's language.
    pub question: String,
    /// Its weight in the overall score.
    pub weight: f64,
    /// 0 to 100; null when nothing was measured.
    pub score: Option<f64>,
    /// Measured weight ÷ applicable weight, 0 to 1.
    pub coverage: f64,
    /// Less than half of its weight was measured.
    pub provisional: bool,
    /// Verdicts.
    pub counts: Counts,
}

/// The overall score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Overall {
    /// 0 to 100; null when nothing was measured.
    pub score: Option<f64>,
    /// Measured weight ÷ applicable weight, 0 to 1.
    pub coverage: f64,
    /// Less than half of the weight was measured.
    pub provisional: bool,
    /// Verdicts.
    pub counts: Counts,
}

/// Scores.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Scorecard {
    /// All touchpoints together.
    pub overall: Overall,
    /// Each touchpoint, in the checklist's order.
    pub touchpoints: Vec<TouchpointScore>,
}

/// A page of the walk, in one line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PageLine {
    /// Its address.
    pub url: String,
    /// What it is for.
    pub kind: PageKind,
    /// How sure we are, 0 to 1.
    pub confidence: f64,
    /// HTTP status.
    pub status: u16,
    /// Which eye saw it.
    pub seen_by: Eye,
    /// Digest of its template.
    pub template: String,
}

/// Pages of the walk: bounded, with the exact count beside them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Pages {
    /// How many pages were read.
    pub total: usize,
    /// The pages, in the order of the visit, at most 500.
    pub listed: Vec<PageLine>,
}

/// A request that could change something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct RequestLine {
    /// `GET` or `POST`.
    pub method: String,
    /// Where to; values of personal fields and tokens are left out.
    pub url: String,
    /// Names of the fields sent.
    pub fields: Vec<String>,
    /// What it was meant for: `add-to-cart`, `remove-from-cart` …
    pub intent: String,
    /// Sent, or refused by the guard.
    pub sent: bool,
    /// The guard's rule.
    pub rule: String,
    /// In words.
    pub reason: Option<Note>,
    /// Status of the answer.
    pub status: Option<u16>,
}

/// A rule of the gate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GateRule {
    /// The rule as the user wrote it: "--fail-under 80".
    pub rule: String,
    /// Passed.
    pub passed: bool,
    /// It could not be measured, and fails closed.
    pub unmeasured: bool,
    /// Ids of the findings behind it.
    pub findings: Vec<String>,
    /// In words.
    pub note: Note,
    /// What got worse, finding by finding, where the rule compares with a baseline.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub details: Vec<Note>,
}

/// The gate.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct GateResult {
    /// Every rule passed.
    pub passed: bool,
    /// A rule failed only because too little could be measured.
    pub unmeasured: bool,
    /// Each rule.
    pub rules: Vec<GateRule>,
}

/// The saved report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AuditReport {
    /// Version of this format.
    pub schema_version: u32,
    /// The program that made it.
    pub tool: Tool,
    /// The shop.
    pub shop: Shop,
    /// When the audit began: RFC 3339, UTC, seconds. The only clock in the report.
    pub audited_at: String,
    /// Language of the texts.
    pub language: String,
    /// Checklists used.
    pub checklists: Vec<ChecklistUsed>,
    /// Scores.
    pub scorecard: Scorecard,
    /// Findings, in the checklist's order.
    pub findings: Vec<Finding>,
    /// Journeys.
    pub journeys: Vec<Journey>,
    /// Pages.
    pub pages: Pages,
    /// Every request that could change something.
    pub requests: Vec<RequestLine>,
    /// What the walk did not do.
    pub limits: Limits,
    /// Remarks.
    pub warnings: Vec<Note>,
    /// The gate.
    pub gate: GateResult,
    /// Whose report it is; null where nobody says.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub branding: Option<Branding>,
    /// What earlier audits say beside this one; null without a history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory: Option<Memory>,
    /// What a browser showed of the shop.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<Picture>,
}
