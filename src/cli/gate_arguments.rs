//! The rules of the gate on the command line, and what it says when it fails.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::checklist::Checklist;
use crate::gate::{self, Baseline, GateRules};
use crate::model::{AuditReport, Severity};
use crate::report::messages::Messages;
use crate::report::{clean, json};

/// Largest baseline that is read.
const MAX_BASELINE: u64 = 64 << 20;

/// The rules of the gate.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Gate")]
pub(super) struct GateArguments {
    /// Fail when the overall score, or that of a touchpoint, is under N; repeatable, or set apart by commas
    #[arg(long, value_name = "[TOUCHPOINT=]N", value_delimiter = ',', value_parser = bound)]
    fail_under: Vec<Bound>,

    /// Fail when a check of this severity or graver falls short: critical, major, minor, note
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    fail_on: Option<Severity>,

    /// Fail unless this check is good; what could not be measured fails too; repeatable, or set apart by commas
    #[arg(long, value_name = "CHECK", value_delimiter = ',')]
    require: Vec<String>,

    /// Fail when less than N percent of the checklist's weight could be measured
    #[arg(long, value_name = "N", value_parser = percentage)]
    min_coverage: Option<f64>,

    /// Fail only on what got worse since this saved report (--report json=FILE); with --fail-on, of that severity
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Let checks pass that could not be measured; they fail the gate otherwise
    #[arg(long)]
    allow_unknown: bool,

    /// Report the gate without failing: exit status 0 whatever it says
    #[arg(long)]
    pub(super) no_fail: bool,
}

/// A score that must be reached: the overall one, or that of a touchpoint.
#[derive(Debug, Clone, PartialEq)]
struct Bound {
    touchpoint: Option<String>,
    least: f64,
}

fn bound(text: &str) -> Result<Bound, String> {
    let (touchpoint, number) = match text.split_once('=') {
        Some((id, number)) => (Some(id.trim().to_owned()), number),
        None => (None, text),
    };
    let least = number
        .trim()
        .parse::<f64>()
        .ok()
        .filter(|bound| (0.0..=100.0).contains(bound))
        .ok_or_else(|| "a score is a number from 0 to 100".to_owned())?;
    Ok(Bound { touchpoint, least })
}

fn percentage(text: &str) -> Result<f64, String> {
    text.trim_end_matches('%')
        .trim()
        .parse::<f64>()
        .ok()
        .filter(|part| (0.0..=100.0).contains(part))
        .ok_or_else(|| "a percentage is a number from 0 to 100".to_owned())
}

fn severity(text: &str) -> Result<Severity, String> {
    gate::severity_by_name(text).ok_or_else(|| format!("known severities: {}", gate::SEVERITIES.join(", ")))
}

impl GateArguments {
    /// The rules of the flags.
    pub(super) fn rules(&self) -> GateRules {
        let mut touchpoints = BTreeMap::new();
        let mut fail_under = None;
        for bound in &self.fail_under {
            match &bound.touchpoint {
                Some(id) => {
                    touchpoints.insert(id.clone(), bound.least);
                }
                None => fail_under = Some(bound.least),
            }
        }
        GateRules {
            fail_under,
            touchpoints,
            fail_on: self.fail_on,
            require: self.require.clone(),
            min_coverage: self.min_coverage,
            allow_unknown: self.allow_unknown,
            baseline: self.baseline.clone(),
        }
    }
}

/// Reads the baseline of the rules and holds it against the checklist, before anything is requested.
pub(super) fn read_baseline(rules: &GateRules, checklist: &Checklist) -> anyhow::Result<Option<Baseline>> {
    let Some(path) = &rules.baseline else {
        return Ok(None);
    };
    let shown = clean(&path.display().to_string());
    let report = read_report(path).map_err(|error| {
        let way_out = "make one with --report json=FILE, and keep it";
        anyhow::anyhow!("baseline {shown}: {error}; {way_out}")
    })?;
    let baseline = Baseline { path: shown, report };
    if !baseline.knows_any(checklist.checks().map(|check| check.finding_id.as_str())) {
        anyhow::bail!(
            "baseline {}: has no check of this checklist, so nothing can be compared",
            baseline.path
        );
    }
    Ok(Some(baseline))
}

fn read_report(path: &Path) -> Result<AuditReport, String> {
    let told = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => clean(&error.to_string()),
    };
    if std::fs::metadata(path).map_err(told)?.len() > MAX_BASELINE {
        return Err("is larger than 64 MB".to_owned());
    }
    let bytes = std::fs::read(path).map_err(told)?;
    json::read(&bytes).map_err(|error| clean(&error.to_string()))
}

/// What a failed gate says where no report does: each rule that failed, and the findings behind it.
pub(super) fn told(report: &AuditReport, messages: &Messages) -> String {
    let mut lines = vec![messages.text("table.gate-failed").to_owned()];
    for rule in report.gate.rules.iter().filter(|rule| !rule.passed) {
        lines.push(format!("  {}: {}", clean(&rule.rule), clean(&rule.note.text)));
        match rule.details.is_empty() {
            true => lines.extend(rule.findings.iter().map(|id| format!("    {}", clean(id)))),
            false => lines.extend(rule.details.iter().map(|note| format!("    {}", clean(&note.text)))),
        }
    }
    lines.join("\n")
}
