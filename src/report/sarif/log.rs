//! The parts of SARIF 2.1.0 that we write (OASIS standard, `sarif-schema-2.1.0.json`).

use std::collections::BTreeMap;

use serde::Serialize;

use crate::report::clean;

/// `sarifLog`.
#[derive(Debug, Serialize)]
pub(super) struct Log {
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    pub version: &'static str,
    pub runs: Vec<Run>,
}

/// `run`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Run {
    pub tool: ToolInfo,
    pub automation_details: AutomationDetails,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub original_uri_base_ids: BTreeMap<&'static str, ArtifactLocation>,
    pub invocations: Vec<Invocation>,
    pub column_kind: &'static str,
    pub results: Vec<Result>,
}

/// `tool`.
#[derive(Debug, Serialize)]
pub(super) struct ToolInfo {
    pub driver: Driver,
}

/// `toolComponent`.
#[derive(Debug, Serialize)]
pub(super) struct Driver {
    pub name: String,
    pub version: String,
    pub language: String,
    pub rules: Vec<Descriptor>,
}

/// `runAutomationDetails`.
#[derive(Debug, Serialize)]
pub(super) struct AutomationDetails {
    pub id: String,
}

/// `invocation`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    pub execution_successful: bool,
    pub start_time_utc: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tool_execution_notifications: Vec<Notification>,
}

/// `notification`: what could not be checked, and where a way ended early.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Notification {
    pub level: Level,
    pub message: Message,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub associated_rule: Option<RuleReference>,
}

/// `reportingDescriptorReference`.
#[derive(Debug, Serialize)]
pub(super) struct RuleReference {
    pub id: String,
    pub index: usize,
}

/// `reportingDescriptor`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor {
    pub id: String,
    pub short_description: Message,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_description: Option<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<Message>,
    pub default_configuration: Configuration,
    pub properties: BTreeMap<&'static str, Vec<String>>,
}

/// `reportingConfiguration`.
#[derive(Debug, Serialize)]
pub(super) struct Configuration {
    pub level: Level,
}

/// `level`.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    Error,
    Warning,
    Note,
}

/// `message`, and `multiformatMessageString`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Message {
    pub text: String,
}

impl Message {
    /// The text, cleaned.
    pub(super) fn plain(text: &str) -> Self {
        Message { text: clean(text) }
    }

    /// The text, cleaned; nothing where there is none.
    pub(super) fn of(text: &str) -> Option<Self> {
        let message = Message::plain(text);
        (!message.text.trim().is_empty()).then_some(message)
    }
}

/// `result`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Result {
    pub rule_id: String,
    pub rule_index: usize,
    pub kind: &'static str,
    pub level: Level,
    pub message: Message,
    pub locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_locations: Vec<Location>,
    pub partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suppressions: Option<Vec<Suppression>>,
}

/// `suppression`: accepted by the owner.
#[derive(Debug, Serialize)]
pub(super) struct Suppression {
    pub kind: &'static str,
    pub status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub justification: Option<String>,
}

/// `location`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<usize>,
    pub physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Message>,
}

/// `physicalLocation`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation {
    pub artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

/// `artifactLocation`.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactLocation {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri_base_id: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Message>,
}

impl ArtifactLocation {
    /// A place by itself, or relative to one of `originalUriBaseIds`.
    pub(super) fn at(uri: String, uri_base_id: Option<&'static str>) -> Self {
        ArtifactLocation {
            uri: Some(uri),
            uri_base_id,
            description: None,
        }
    }
}

/// `region`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    pub start_line: usize,
}
