//! JSON Schemas of what becomes of a report: its gate, its waivers, whose it is.

#![allow(dead_code, reason = "these types are described, never made")]

use std::collections::BTreeMap;

use schemars::JsonSchema;

use crate::model::{Language, Severity};

/// Rules that turn the report into an exit status.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct GateTable {
    /// The overall score must reach it.
    #[schemars(range(min = 0, max = 100))]
    fail_under: Option<f64>,
    /// The score of a touchpoint must reach it: { support = 80 }.
    touchpoints: Option<BTreeMap<String, f64>>,
    /// No check of this severity or graver may fall short of good; with a baseline, none may have got worse.
    fail_on: Option<Severity>,
    /// Ids of findings that must be good.
    #[serde(default)]
    require: Vec<String>,
    /// So many percent of the checklist's weight must have been measured.
    #[schemars(range(min = 0, max = 100))]
    min_coverage: Option<f64>,
    /// True lets checks pass that could not be measured; they fail the gate otherwise.
    allow_unknown: Option<bool>,
    /// In touchpoint.toml only: a saved report (JSON), relative to this file; only what got worse since then fails.
    baseline: Option<String>,
}

/// A finding accepted for the time being. The score stays; the gate lets it pass.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct WaiverTable {
    /// Id of the finding: "support.phone-top".
    finding: String,
    /// Why it is accepted.
    reason: String,
    /// Who answers for it.
    owner: String,
    /// The last day on which it holds: "2027-03-31".
    until: String,
}

/// The report.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ReportTable {
    /// Its language.
    language: Option<Language>,
    /// For whom it is made.
    client: Option<String>,
    /// Who made it.
    consultant: Option<String>,
    /// A picture, relative to this file: PNG, JPEG, GIF, WebP or SVG of at most 200 KB. It is embedded in the report.
    logo: Option<String>,
    /// Colour of links and marks: "#1f5fbf". Where it could not be read, a darker or lighter one is taken.
    #[schemars(regex(pattern = r"^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"))]
    accent: Option<String>,
    /// What stands before the findings; a blank line begins a new paragraph.
    introduction: Option<String>,
    /// What stands at the end; a blank line begins a new paragraph.
    closing: Option<String>,
}
