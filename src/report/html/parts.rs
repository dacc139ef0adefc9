//! Touchpoints, findings and lists as the template shows them.

use serde::Serialize;

use crate::gate::severity_name;
use crate::model::{AuditReport, ChecklistUsed, Evidence, Finding, PageLine, RequestLine, Severity, TouchpointScore};
use crate::report::selection::{
    NotChecked, accepted, behind, is_wrong, lost, severity_key, touchpoint_title, verdict_name,
};
use crate::report::{View, address, answer, clean};

/// A touchpoint's score.
#[derive(Debug, Serialize)]
pub(super) struct TouchpointText {
    pub id: String,
    pub title: String,
    pub question: String,
    pub score: Option<String>,
    pub filled: f64,
    pub class: &'static str,
    pub provisional: bool,
    pub coverage: String,
    pub well: usize,
    pub wrong: usize,
    pub open: usize,
}

impl TouchpointText {
    pub(super) fn new(touchpoint: &TouchpointScore, view: &View<'_>) -> Self {
        let counts = &touchpoint.counts;
        TouchpointText {
            id: clean(&touchpoint.id),
            title: clean(&touchpoint.title),
            question: clean(&touchpoint.question),
            score: touchpoint.score.map(|score| view.score(score)),
            filled: touchpoint.score.unwrap_or_default().clamp(0.0, 100.0).round(),
            class: answer::class(touchpoint.score),
            provisional: touchpoint.provisional && touchpoint.score.is_some(),
            coverage: view.percent(touchpoint.coverage),
            well: counts.good,
            wrong: counts.partial + counts.poor,
            open: counts.unknown + counts.unanswered,
        }
    }
}

/// Where something was seen.
#[derive(Debug, Serialize)]
pub(super) struct EvidenceText {
    pub kind: Option<String>,
    pub text: String,
    pub link: Option<String>,
    pub region: Option<String>,
    pub selector: Option<String>,
    pub quote: String,
}

impl EvidenceText {
    fn new(evidence: &Evidence, report: &AuditReport, view: &View<'_>) -> Self {
        let mut listed = report.pages.listed.iter();
        let kind = listed.find(|page| page.url == evidence.url).map(|page| page.kind);
        EvidenceText {
            kind: kind.map(|kind| view.kind(kind).to_owned()),
            text: address::within(&evidence.url, &report.shop.url),
            link: address::link(&evidence.url),
            region: view.place_of(evidence),
            selector: evidence.selector.as_deref().map(clean),
            quote: clean(&evidence.quote),
        }
    }
}

/// A finding.
#[derive(Debug, Serialize)]
pub(super) struct FindingText {
    pub number: usize,
    pub id: String,
    pub touchpoint: String,
    pub touchpoint_title: String,
    pub verdict: &'static str,
    pub verdict_text: String,
    pub severity: &'static str,
    pub severity_rank: u8,
    pub severity_text: String,
    pub waived: bool,
    pub accepted: String,
    pub wrong: bool,
    pub question: String,
    pub value: String,
    pub expected: String,
    pub sample: usize,
    pub points: f64,
    pub evidence: Vec<EvidenceText>,
    pub more: usize,
    pub why: String,
    pub fix: String,
    pub source: String,
    pub lost: f64,
    pub lost_text: String,
    pub scored: bool,
    pub reason: String,
    pub fingerprint: String,
}

impl FindingText {
    pub(super) fn new(number: usize, finding: &Finding, report: &AuditReport, view: &View<'_>) -> Self {
        let lost = lost(report, finding);
        FindingText {
            number,
            id: clean(&finding.id),
            touchpoint: clean(&finding.touchpoint),
            touchpoint_title: clean(touchpoint_title(report, &finding.touchpoint)),
            verdict: verdict_name(finding.verdict),
            verdict_text: view.tell(&format!("verdict.{}", verdict_name(finding.verdict)), &[]),
            severity: severity_name(finding.severity),
            severity_rank: rank(finding.severity),
            severity_text: view.tell(&severity_key(finding.severity), &[]),
            waived: finding.waived,
            accepted: accepted(finding, view),
            wrong: is_wrong(finding),
            question: clean(&finding.question),
            value: clean(&finding.value_text),
            expected: clean(&finding.expected),
            sample: finding.sample,
            points: finding.points.unwrap_or_default().clamp(0.0, 100.0).round(),
            evidence: finding
                .evidence
                .iter()
                .map(|evidence| EvidenceText::new(evidence, report, view))
                .collect(),
            more: finding.examples_total.saturating_sub(finding.evidence.len()),
            why: clean(&finding.why),
            fix: clean(&finding.fix),
            source: clean(&finding.source),
            lost: (lost * 100.0).round() / 100.0,
            lost_text: view.messages.number(lost),
            scored: finding.weight > 0.0,
            reason: finding
                .reason
                .as_ref()
                .map(|note| clean(&note.text))
                .unwrap_or_default(),
            fingerprint: clean(&finding.fingerprint),
        }
    }
}

/// Checks that could not be made for one reason.
#[derive(Debug, Serialize)]
pub(super) struct OpenText {
    pub mark: &'static str,
    pub verdict: String,
    pub reason: String,
    pub questions: Vec<(String, String)>,
}

impl OpenText {
    pub(super) fn new(group: &NotChecked<'_>, report: &AuditReport, view: &View<'_>) -> Self {
        let questions = group.findings.iter().map(|finding| {
            let title = touchpoint_title(report, &finding.touchpoint);
            (clean(&finding.question), clean(title))
        });
        OpenText {
            mark: group.mark(),
            verdict: view.tell(&format!("verdict.{}", verdict_name(group.verdict)), &[]),
            reason: group.reason.clone(),
            questions: questions.collect(),
        }
    }
}

/// 0 is the gravest.
fn rank(severity: Severity) -> u8 {
    match severity {
        Severity::Critical => 0,
        Severity::Major => 1,
        Severity::Minor => 2,
        Severity::Note => 3,
    }
}

/// The gate.
#[derive(Debug, Serialize)]
pub(super) struct GateText {
    pub passed: bool,
    pub rules: Vec<RuleText>,
}

/// A rule of the gate.
#[derive(Debug, Serialize)]
pub(super) struct RuleText {
    pub rule: String,
    pub passed: bool,
    pub note: String,
    pub findings: Vec<String>,
}

impl GateText {
    pub(super) fn new(report: &AuditReport) -> Self {
        let rules = report.gate.rules.iter();
        GateText {
            passed: report.gate.passed,
            rules: rules
                .map(|rule| RuleText {
                    rule: clean(&rule.rule),
                    passed: rule.passed,
                    note: clean(&rule.note.text),
                    findings: behind(report, rule),
                })
                .collect(),
        }
    }
}

/// A request that could change something.
#[derive(Debug, Serialize)]
pub(super) struct RequestText {
    pub method: String,
    pub url: String,
    pub intent: String,
    pub fields: String,
    pub sent: bool,
    pub reason: String,
    pub status: Option<u16>,
}

impl RequestText {
    pub(super) fn new(line: &RequestLine, report: &AuditReport, view: &View<'_>) -> Self {
        let key = format!("intent.{}", line.intent);
        let intent = if view.messages.has(&key) {
            view.tell(&key, &[])
        } else {
            clean(&line.intent)
        };
        let fields: Vec<String> = line.fields.iter().map(|name| clean(name)).collect();
        RequestText {
            method: clean(&line.method),
            url: address::within(&line.url, &report.shop.url),
            intent,
            fields: fields.join(", "),
            sent: line.sent,
            reason: line.reason.as_ref().map(|note| clean(&note.text)).unwrap_or_default(),
            status: line.status,
        }
    }
}

/// A page of the walk.
#[derive(Debug, Serialize)]
pub(super) struct PageText {
    pub text: String,
    pub link: Option<String>,
    pub kind: String,
    pub confidence: String,
    pub status: u16,
}

impl PageText {
    pub(super) fn new(line: &PageLine, report: &AuditReport, view: &View<'_>) -> Self {
        PageText {
            text: address::within(&line.url, &report.shop.url),
            link: address::link(&line.url),
            kind: view.kind(line.kind).to_owned(),
            confidence: view.percent(line.confidence),
            status: line.status,
        }
    }
}

/// A checklist.
#[derive(Debug, Serialize)]
pub(super) struct ListText {
    pub id: String,
    pub title: String,
    pub digest: String,
    pub path: Option<String>,
}

impl ListText {
    pub(super) fn new(list: &ChecklistUsed) -> Self {
        ListText {
            id: clean(&list.id),
            title: clean(&list.title),
            digest: clean(&list.digest).chars().take(12).collect(),
            path: list.path.as_deref().map(clean),
        }
    }
}
