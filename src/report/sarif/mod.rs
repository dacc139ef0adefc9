//! SARIF 2.1.0, for code scanning: a rule per check, a result per finding that falls short.
//!
//! A result stands at the line of the checklist that asks the question, because a scanner wants a file of the repository;
//! the pages of the shop are its related locations. No place is an absolute web address: code scanning refuses a whole
//! log for one whose scheme is not `file`. They are relative to `SHOP`, and those of the built-in checklists to
//! `TOUCHPOINT`. Also a clean report is a whole log, so that old alerts are closed.

mod log;

use std::collections::BTreeMap;

use super::selection::{self, is_wrong};
use super::{Format, RenderError, View, address, clean, ways};
use crate::checklist::builtin;
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

/// The shop, to which the addresses of its pages are relative.
const SHOP: &str = "SHOP";
/// The source of touchpoint, to which the paths of the built-in checklists are relative.
const TOUCHPOINT: &str = "TOUCHPOINT";
/// Name of our fingerprint; its number grows when the way it is made changes.
const FINGERPRINT: &str = "touchpointFinding/v1";

fn render(report: &AuditReport, view: &View<'_>) -> Result<Vec<u8>, RenderError> {
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    findings.sort_by(|one, other| one.id.cmp(&other.id));
    let origin = origin(report);
    let results = findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| is_wrong(finding))
        .map(|(index, finding)| result(index, finding, origin.as_deref(), report, view))
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
            original_uri_base_ids: bases(report, origin),
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

fn result(index: usize, finding: &Finding, origin: Option<&str>, report: &AuditReport, view: &View<'_>) -> Found {
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
                artifact_location: written_in(finding, report),
                region: Some(Region {
                    start_line: finding.written.as_ref().map_or(1, |at| at.line.max(1)),
                }),
            },
            message: None,
        }],
        related_locations: (1..)
            .zip(&finding.evidence)
            .filter_map(|(id, evidence)| seen_at(id, evidence, origin))
            .collect(),
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, clean(&finding.fingerprint))]),
        suppressions: finding.waived.then(|| {
            vec![Suppression {
                kind: "external",
                status: "accepted",
                justification: Some(selection::accepted(finding, view)).filter(|text| !text.is_empty()),
            }]
        }),
    }
}

/// A page of the shop that speaks for the verdict.
fn seen_at(id: usize, evidence: &Evidence, origin: Option<&str>) -> Option<Location> {
    let address = address::link(&evidence.url)?;
    let relative = address.strip_prefix(origin?)?;
    // A colon in the first part would make a scheme of it.
    let safe = if relative.split('/').next().is_some_and(|part| part.contains(':')) {
        format!("./{relative}")
    } else {
        relative.to_owned()
    };
    Some(Location {
        id: Some(id),
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation::at(safe, Some(SHOP)),
            region: None,
        },
        message: Message::of(&evidence.quote),
    })
}

/// Scheme and host of the shop, with a slash at the end.
fn origin(report: &AuditReport) -> Option<String> {
    let url = url::Url::parse(&address::link(&report.shop.url)?).ok()?;
    Some(format!("{}/", url.origin().ascii_serialization()))
}

/// What relative places are relative to.
fn bases(report: &AuditReport, origin: Option<String>) -> BTreeMap<&'static str, ArtifactLocation> {
    let mut bases = BTreeMap::new();
    if let Some(origin) = origin {
        bases.insert(SHOP, ArtifactLocation::at(origin, None));
    }
    let source = format!("{} {}", report.tool.name, report.tool.version);
    bases.insert(
        TOUCHPOINT,
        ArtifactLocation {
            uri: None,
            uri_base_id: None,
            description: Message::of(&source),
        },
    );
    bases
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

/// The checklist that asks: its path, or that of a built-in one in touchpoint's source.
fn written_in(finding: &Finding, report: &AuditReport) -> ArtifactLocation {
    let built_in = |id: &str| ArtifactLocation::at(format!("audits/{}.toml", percent_encoded(id)), Some(TOUCHPOINT));
    let list = report.checklists.first();
    let (path, id) = match &finding.written {
        Some(at) => (at.path.as_deref(), at.built_in.as_deref()),
        None => (
            list.and_then(|list| list.path.as_deref()),
            list.map(|list| list.id.as_str()),
        ),
    };
    match path {
        Some(path) => ArtifactLocation::at(file_uri(path), None),
        None => built_in(id.unwrap_or(builtin::DEFAULT)),
    }
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
