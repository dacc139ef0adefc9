//! SARIF 2.1.0, for code scanning: a rule per check, a result per finding that falls short.
//!
//! A result stands at the checklist that asks the question, because a scanner wants a file of the repository; the pages
//! of the shop are its related locations. Also a clean report is a whole log, so that old alerts are closed.

mod log;

use std::collections::BTreeMap;

use super::selection::is_wrong;
use super::{Format, RenderError, View, address, clean, ways};
use crate::model::{AuditReport, Evidence, Finding, Journey, Severity};
use log::{
    ArtifactLocation, AutomationDetails, Configuration, Descriptor, Driver, Invocation, Level, Location, Log, Message,
    Notification, PhysicalLocation, Region, Result as Found, RuleReference, Run, Suppression, ToolInfo,
};

/// The format.
pub static FORMAT: Format = Format {
    name: "sarif",
    about: "SARIF 2.1.0, for code scanning",
    render,
};

/// Name of our fingerprint; its number grows when the way it is made changes.
const FINGERPRINT: &str = "touchpointFinding/v1";

fn render(report: &AuditReport, view: &View<'_>) -> Result<Vec<u8>, RenderError> {
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    findings.sort_by(|one, other| one.id.cmp(&other.id));
    let place = checklist_location(report);
    let results = findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| is_wrong(finding))
        .map(|(index, finding)| result(index, finding, &place, view))
        .collect();
    let notifications = findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| !finding.verdict.is_measured())
        .filter_map(|(index, finding)| notification(index, finding))
        .chain(report.journeys.iter().filter_map(|journey| early_end(journey, view)))
        .collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: vec![Run {
            tool: ToolInfo {
                driver: Driver {
                    name: clean(&report.tool.name),
                    version: clean(&report.tool.version),
                    language: clean(&report.language),
                    rules: findings.iter().map(|finding| rule(finding)).collect(),
                },
            },
            automation_details: AutomationDetails {
                id: format!("touchpoint/{}/", host(report)),
            },
            invocations: vec![Invocation {
                execution_successful: true,
                start_time_utc: clean(&report.audited_at),
                tool_execution_notifications: notifications,
            }],
            column_kind: "unicodeCodePoints",
            results,
        }],
    };
    let mut bytes = serde_json::to_vec_pretty(&log)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn host(report: &AuditReport) -> String {
    let url = url::Url::parse(&report.shop.url).ok();
    url.and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_default()
}

fn level(severity: Severity) -> Level {
    match severity {
        Severity::Critical => Level::Error,
        Severity::Major => Level::Warning,
        Severity::Minor | Severity::Note => Level::Note,
    }
}

fn rule(finding: &Finding) -> Descriptor {
    Descriptor {
        id: clean(&finding.id),
        short_description: Message::of(&finding.question).unwrap_or_else(|| Message::plain(&finding.id)),
        full_description: Message::of(&finding.why),
        help: Message::of(&finding.fix),
        default_configuration: Configuration {
            level: level(finding.severity),
        },
        properties: BTreeMap::from([("tags", vec![clean(&finding.touchpoint)])]),
    }
}

fn result(index: usize, finding: &Finding, place: &ArtifactLocation, view: &View<'_>) -> Found {
    let saw = view.say(
        "saw-value",
        &[("value", &finding.value_text), ("expected", &finding.expected)],
    );
    let message = view.tell(
        "sarif.result",
        &[("question", &finding.question), ("saw", &saw), ("fix", &finding.fix)],
    );
    Found {
        rule_id: clean(&finding.id),
        rule_index: index,
        kind: "fail",
        level: level(finding.severity),
        message: Message::plain(&message),
        locations: vec![Location {
            id: None,
            physical_location: PhysicalLocation {
                artifact_location: place.clone(),
                region: Some(Region { start_line: 1 }),
            },
            message: None,
        }],
        related_locations: (1..)
            .zip(&finding.evidence)
            .filter_map(|(id, evidence)| seen_at(id, evidence))
            .collect(),
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, clean(&finding.fingerprint))]),
        suppressions: finding.waived.then(|| {
            vec![Suppression {
                kind: "external",
                status: "accepted",
            }]
        }),
    }
}

/// A page that speaks for the verdict; nothing where its address is no web page's.
fn seen_at(id: usize, evidence: &Evidence) -> Option<Location> {
    Some(Location {
        id: Some(id),
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation {
                uri: address::link(&evidence.url)?,
            },
            region: None,
        },
        message: Message::of(&evidence.quote),
    })
}

fn notification(index: usize, finding: &Finding) -> Option<Notification> {
    let reason = finding
        .reason
        .as_ref()
        .map(|note| note.text.as_str())
        .unwrap_or_default();
    Some(Notification {
        level: Level::Note,
        message: Message::of(reason)?,
        associated_rule: Some(RuleReference {
            id: clean(&finding.id),
            index,
        }),
    })
}

/// A customer's way that ended early: where, why, and what to try.
fn early_end(journey: &Journey, view: &View<'_>) -> Option<Notification> {
    let ending = ways::ending(journey, view)?;
    let name = view.say(ways::name(journey.name), &[]);
    Some(Notification {
        level: Level::Note,
        message: Message::of(format!("{name}: {} {}", ending.said, ending.advice).trim())?,
        associated_rule: None,
    })
}

/// The checklist that was asked for: its path, or `builtin:ID`.
fn checklist_location(report: &AuditReport) -> ArtifactLocation {
    let uri = match report.checklists.first() {
        None => "builtin:customer-moments".to_owned(),
        Some(list) => match &list.path {
            None => format!("builtin:{}", percent_encoded(&list.id)),
            Some(path) => file_uri(path),
        },
    };
    ArtifactLocation { uri }
}

/// A path as a URI: relative ones stay relative to the repository's root.
fn file_uri(path: &str) -> String {
    let slashes = path.replace('\\', "/");
    let relative = slashes.strip_prefix("./").unwrap_or(&slashes);
    let encoded = percent_encoded(relative);
    if encoded.starts_with('/') {
        format!("file://{encoded}")
    } else if relative.as_bytes().get(1) == Some(&b':') {
        format!("file:///{encoded}")
    } else {
        encoded
    }
}

fn percent_encoded(text: &str) -> String {
    use std::fmt::Write as _;
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::file_uri;

    #[test]
    fn paths_are_uris() {
        assert_eq!(file_uri("shop/my checks.toml"), "shop/my%20checks.toml");
        assert_eq!(file_uri("./audits/점검.toml"), "audits/%EC%A0%90%EA%B2%80.toml");
        assert_eq!(file_uri("/home/me/a.toml"), "file:///home/me/a.toml");
        assert_eq!(file_uri(r"C:\shop\a.toml"), "file:///C%3A/shop/a.toml");
    }
}
