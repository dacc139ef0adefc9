//! Which findings a report shows where, and in which order. Every format for people tells the same story.

use super::{View, clean};
use crate::gate::severity_name;
use crate::model::{AuditReport, Finding, GateRule, Severity, Verdict};
use crate::score::points_lost;

/// What is wrong, worst first: by severity, then by the points it costs. What the owner accepted comes last.
pub(super) fn wrong(report: &AuditReport) -> Vec<&Finding> {
    let mut wrong: Vec<(&Finding, f64)> = report
        .findings
        .iter()
        .filter(|finding| is_wrong(finding))
        .map(|finding| (finding, lost(report, finding)))
        .collect();
    wrong.sort_by(|(one, one_lost), (other, other_lost)| {
        one.waived
            .cmp(&other.waived)
            .then_with(|| other.severity.cmp(&one.severity))
            .then_with(|| other_lost.total_cmp(one_lost))
            .then_with(|| one.id.cmp(&other.id))
    });
    wrong.into_iter().map(|(finding, _)| finding).collect()
}

/// What is going well, in the checklist's order; what has gone well for weeks stands under [`keep_doing`].
pub(super) fn going_well(report: &AuditReport) -> Vec<&Finding> {
    let findings = report.findings.iter();
    findings
        .filter(|finding| finding.verdict == Verdict::Good && !is_kept(report, finding))
        .collect()
}

/// What was good in this and the last audits of at least four weeks, in the checklist's order.
pub(super) fn keep_doing(report: &AuditReport) -> Vec<&Finding> {
    let findings = report.findings.iter();
    findings.filter(|finding| is_kept(report, finding)).collect()
}

fn is_kept(report: &AuditReport, finding: &Finding) -> bool {
    let mut kept = report.memory.iter().flat_map(|memory| &memory.keep_doing);
    kept.any(|kept| kept.id == finding.id)
}

/// What could not be checked, in the checklist's order.
pub(super) fn not_checked(report: &AuditReport) -> Vec<&Finding> {
    let findings = report.findings.iter();
    findings.filter(|finding| !finding.verdict.is_measured()).collect()
}

/// Checks that could not be made for one reason.
#[derive(Debug)]
pub(super) struct NotChecked<'a> {
    /// Unknown, not applicable or unanswered.
    pub verdict: Verdict,
    /// Why, cleaned; may be empty.
    pub reason: String,
    /// The checks, in the checklist's order.
    pub findings: Vec<&'a Finding>,
}

impl NotChecked<'_> {
    /// One character that stands for the verdict.
    pub(super) fn mark(&self) -> &'static str {
        match self.verdict {
            Verdict::NotApplicable => "–",
            Verdict::Unanswered => "…",
            _ => "?",
        }
    }
}

/// What could not be checked, by reason: one locked door often hides many checks. In the order in which the checklist
/// meets each reason first.
pub(super) fn not_checked_by_reason(report: &AuditReport) -> Vec<NotChecked<'_>> {
    let mut groups: Vec<NotChecked<'_>> = Vec::new();
    for finding in not_checked(report) {
        let reason = finding
            .reason
            .as_ref()
            .map(|note| clean(&note.text))
            .unwrap_or_default();
        let same = |group: &&mut NotChecked<'_>| group.verdict == finding.verdict && group.reason == reason;
        match groups.iter_mut().find(same) {
            Some(group) => group.findings.push(finding),
            None => groups.push(NotChecked {
                verdict: finding.verdict,
                reason,
                findings: vec![finding],
            }),
        }
    }
    groups
}

/// Falls short of good.
pub(super) fn is_wrong(finding: &Finding) -> bool {
    matches!(finding.verdict, Verdict::Poor | Verdict::Partial)
}

/// Points of its touchpoint's score that a finding costs; 0 when it carries none.
pub(super) fn lost(report: &AuditReport, finding: &Finding) -> f64 {
    points_lost(&report.findings, finding).unwrap_or_default()
}

/// Whether the finding is one that a build should fail for: a failed rule of the gate names it; where the gate has no
/// rules, a poor finding of critical severity. What the owner accepted never is.
pub(super) fn fails(report: &AuditReport, finding: &Finding) -> bool {
    if finding.waived {
        return false;
    }
    if report.gate.rules.is_empty() {
        return finding.verdict == Verdict::Poor && finding.severity == Severity::Critical;
    }
    let mut failed = report.gate.rules.iter().filter(|rule| !rule.passed);
    failed.any(|rule| rule.findings.contains(&finding.id))
}

/// What stands behind a rule that failed: what got worse, or the findings with their questions. Each cleaned.
pub(super) fn behind(report: &AuditReport, rule: &GateRule) -> Vec<String> {
    if rule.passed {
        return Vec::new();
    }
    if !rule.details.is_empty() {
        return rule.details.iter().map(|note| clean(&note.text)).collect();
    }
    let question = |id: &String| {
        let finding = report.findings.iter().find(|finding| finding.id == *id);
        finding.map_or_else(|| clean(id), |finding| clean(&format!("{id}: {}", finding.question)))
    };
    rule.findings.iter().map(question).collect()
}

/// For whom the report is made and by whom, cleaned; empty where nobody says.
pub(super) fn made_for(report: &AuditReport, view: &View<'_>) -> String {
    let Some(branding) = &report.branding else {
        return String::new();
    };
    let client = branding.client.as_deref();
    let consultant = branding.consultant.as_deref();
    let parts = [
        client.map(|client| view.tell("html.brand-client", &[("client", client)])),
        consultant.map(|consultant| view.tell("html.brand-consultant", &[("consultant", consultant)])),
    ];
    clean(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// Why a finding is accepted, by whom and until when, cleaned; empty where it is not.
pub(super) fn accepted(finding: &Finding, view: &View<'_>) -> String {
    let Some(waiver) = &finding.waiver else {
        return String::new();
    };
    let until = waiver.until.parse().map_or_else(
        |_| waiver.until.clone(),
        |date: jiff::civil::Date| view.messages.date(date),
    );
    clean(&view.tell(
        "report.accepted",
        &[("reason", &waiver.reason), ("owner", &waiver.owner), ("until", &until)],
    ))
}

/// Name of a verdict, as in the saved report.
pub(super) fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Good => "good",
        Verdict::Partial => "partial",
        Verdict::Poor => "poor",
        Verdict::Unknown => "unknown",
        Verdict::NotApplicable => "not-applicable",
        Verdict::Unanswered => "unanswered",
    }
}

/// The word for a severity, as a key of the messages.
pub(super) fn severity_key(severity: Severity) -> String {
    format!("table.severity-{}", severity_name(severity))
}

/// Title of a touchpoint, its id when the scorecard has none.
pub(super) fn touchpoint_title<'a>(report: &'a AuditReport, id: &'a str) -> &'a str {
    let mut touchpoints = report.scorecard.touchpoints.iter();
    touchpoints
        .find(|touchpoint| touchpoint.id == id)
        .map_or(id, |touchpoint| touchpoint.title.as_str())
}
