//! JSON Schemas of the two files that people write, so that editors complete and check them.
//!
//! The types here are the formats' reference: what each key means is told by its comment. A test holds their keys
//! against those that the reader knows.

#![allow(dead_code, reason = "these types are described, never made")]

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, schema_for};

use super::schema_measure::MeasureIdOrComposed;
use super::schema_report::{GateTable, ReportTable, WaiverTable};
use crate::model::{PageKind, Severity};

/// JSON Schema of a checklist.
pub fn checklist() -> Schema {
    schema_for!(ChecklistFile)
}

/// JSON Schema of `touchpoint.toml`.
pub fn config() -> Schema {
    schema_for!(ConfigFile)
}

/// A checklist of touchpoint: what good looks like in each moment in which a customer meets a shop.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ChecklistFile {
    /// Version of the format: 1.
    #[schemars(range(min = 1, max = 1))]
    schema: u32,
    /// Kebab-case id.
    #[schemars(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))]
    id: String,
    /// Title of the report.
    title: Option<TextOrTexts>,
    /// What a reader must know before reading the findings; stands above the checklist and in the reports.
    notice: Option<TextOrTexts>,
    /// Checklists that this one builds on: ids of built-in ones, or paths relative to this file. A check of the same id
    /// in the same touchpoint replaces the keys that it gives.
    #[serde(default)]
    extends: Vec<String>,
    /// Rules that turn the report into an exit status; flags and touchpoint.toml go over them.
    gate: Option<GateTable>,
    /// The moments in which a customer meets the shop.
    #[serde(default)]
    touchpoint: Vec<TouchpointTable>,
}

/// One of the moments in which a customer meets the shop.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct TouchpointTable {
    /// Kebab-case id.
    #[schemars(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))]
    id: String,
    /// Title; needed unless an extended checklist has it.
    title: Option<TextOrTexts>,
    /// The question that it answers.
    question: Option<TextOrTexts>,
    /// Weight in the overall score; 1 when left out.
    #[schemars(range(min = 0, max = 5))]
    weight: Option<f64>,
    /// Its checks.
    #[serde(default)]
    check: Vec<CheckTable>,
}

/// A measure plus what good and poor look like.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct CheckTable {
    /// Kebab-case id; the finding is called TOUCHPOINT.ID.
    #[schemars(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))]
    id: String,
    /// False switches off a check of an extended checklist.
    enabled: Option<bool>,
    /// Id of a measure (see `touchpoint explain`), or a composed one.
    measure: Option<MeasureIdOrComposed>,
    /// Page kinds to look at; "*" is every page. Left out: those of the measure.
    pages: Option<Vec<PageKindOrAll>>,
    /// At or beyond it: 100 points. ">= 90%", "<= 8", "yes", "within 30 days", "<= 24 h", ">= 3 of 5".
    good: Option<String>,
    /// At or beyond it: 0 points; linear in between. May be left out for yes and no.
    poor: Option<String>,
    /// Weight in the touchpoint's score; 0 = shown, not scored; 1 when left out.
    #[schemars(range(min = 0, max = 5))]
    weight: Option<f64>,
    /// How much a fault matters; minor when left out.
    severity: Option<Severity>,
    /// The question.
    question: Option<TextOrTexts>,
    /// Why it matters to a customer.
    why: Option<TextOrTexts>,
    /// What to do.
    fix: Option<TextOrTexts>,
    /// Where the rule comes from.
    source: Option<String>,
    /// The day on which the source was looked up: "2026-11-21".
    looked_up: Option<String>,
    /// A yes-no question to the owner: whether the shop is exempt. Yes makes the check not applicable, and until it is
    /// answered nothing is said against the shop.
    exempt: Option<TextOrTexts>,
}

/// A text, or one for each language.
#[derive(JsonSchema)]
#[serde(untagged)]
pub(super) enum TextOrTexts {
    /// The same in every language.
    One(String),
    /// One for each language.
    Each(Texts),
}

/// A text in each language.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Texts {
    /// English.
    en: Option<String>,
    /// Korean.
    ko: Option<String>,
}

/// A page kind, or "*" for every page.
#[derive(JsonSchema)]
#[serde(untagged)]
pub(super) enum PageKindOrAll {
    /// A page kind.
    Kind(PageKind),
    /// Every page.
    All(AllPages),
}

/// Every page.
#[derive(JsonSchema)]
pub(super) enum AllPages {
    /// Every page.
    #[serde(rename = "*")]
    All,
}

/// A shop's own file, touchpoint.toml.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ConfigFile {
    /// The shop and how it is asked.
    shop: Option<ShopTable>,
    /// What is checked.
    audit: Option<AuditTable>,
    /// Limits of the walk.
    walk: Option<WalkTable>,
    /// The test customer, where it is not the default one of the shop's country; the mail address must be nobody's:
    /// at example.com, .example or .test.
    customer: Option<CustomerTable>,
    /// Rules that turn the report into an exit status.
    gate: Option<GateTable>,
    /// Findings accepted for the time being.
    #[serde(default)]
    waiver: Vec<WaiverTable>,
    /// The report.
    report: Option<ReportTable>,
    /// Past audits.
    history: Option<HistoryTable>,
}

/// The shop and how it is asked.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ShopTable {
    /// Its address.
    url: Option<String>,
    /// The shop is mine: the buying journey may enter paths that robots.txt closes to crawlers.
    mine: Option<bool>,
    /// Accept-Language of its market: "ko-KR,ko;q=0.9".
    accept_language: Option<String>,
    /// Extra headers, sent to the shop's own host only; "env:NAME" takes the value of an environment variable.
    headers: Option<BTreeMap<String, String>>,
    /// Extra cookies, sent to the shop's own host only; "env:NAME" takes the value of an environment variable.
    cookies: Option<BTreeMap<String, String>>,
    /// User and password of a staging shop.
    basic_auth: Option<BasicAuthTable>,
}

/// User and password of a staging shop; "env:NAME" takes the value of an environment variable.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct BasicAuthTable {
    /// User.
    user: String,
    /// Password.
    password: String,
}

/// What is checked.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct AuditTable {
    /// Checklists: ids of built-in ones, or paths relative to this file.
    #[serde(default)]
    checklists: Vec<String>,
}

/// Limits of the walk.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct WalkTable {
    /// Pages in all.
    #[schemars(range(min = 1, max = 10000))]
    pages: Option<u32>,
    /// Seconds in all.
    #[schemars(range(min = 1, max = 86400))]
    seconds: Option<u32>,
    /// Requests a second, more than 0.
    #[schemars(range(min = 0, max = 50))]
    rate: Option<f64>,
    /// Requests in flight.
    #[schemars(range(min = 1, max = 16))]
    concurrency: Option<u32>,
    /// Bytes of one page.
    #[schemars(range(min = 1024, max = 100_000_000))]
    page_bytes: Option<u32>,
    /// Seconds for one request.
    #[schemars(range(min = 1, max = 600))]
    request_seconds: Option<u32>,
    /// Redirects of one request.
    #[schemars(range(min = 0, max = 20))]
    redirects: Option<u32>,
    /// Whether the buying journey is walked.
    buy: Option<bool>,
    /// Fill the order form with the test customer, up to the last button, never past it.
    fill: Option<bool>,
    /// Enter pages that make an order draft on the shop's side.
    allow_draft: Option<bool>,
    /// The eye that looks at the pages: "static" when left out.
    render: Option<RenderName>,
}

/// The eye that looks at the pages.
#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RenderName {
    /// The HTML as it is served.
    Static,
    /// A real browser for every page.
    Chrome,
    /// A real browser where the HTML is an empty shell, or only scripts go on.
    Auto,
}

/// The test customer.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct CustomerTable {
    /// Whole name.
    name: Option<String>,
    /// Given name.
    given_name: Option<String>,
    /// Family name.
    family_name: Option<String>,
    /// Mail address, at a domain that nobody reads.
    email: Option<String>,
    /// Phone number as it is written in the country, parts apart by "-" or a space.
    phone: Option<String>,
    /// Postcode.
    postal_code: Option<String>,
    /// Street and number.
    address_line1: Option<String>,
    /// Flat, floor.
    address_line2: Option<String>,
    /// Town.
    city: Option<String>,
    /// State, province, prefecture.
    region: Option<String>,
    /// ISO 3166 code.
    country: Option<String>,
    /// Day of birth: "1980-05-15".
    birthday: Option<String>,
}

/// Past audits: where they are kept, and how many.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct HistoryTable {
    /// Whether audits are remembered; true when left out.
    enabled: Option<bool>,
    /// The database, relative to this file; .touchpoint/history.db when left out.
    path: Option<String>,
    /// The latest so many audits of each shop; 1000 when left out.
    #[schemars(range(min = 1, max = 100_000))]
    keep_audits: Option<u32>,
    /// Days before the latest audit of the shop; for ever when left out.
    #[schemars(range(min = 1, max = 36_500))]
    keep_days: Option<u32>,
}

#[cfg(test)]
#[path = "schema_tests.rs"]
mod tests;
