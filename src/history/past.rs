//! An audit as it is remembered: scores, findings and measured values, without the words of the shop's pages.

use std::sync::Arc;

use url::Url;

use crate::checklist::{Check, Checklist, Text};
use crate::model::{AuditReport, Finding, Language, PastLine, Reading, Severity, Value, Verdict};

/// An audit as it is remembered.
#[derive(Debug, Clone, PartialEq)]
pub struct PastAudit {
    /// Its number in the history; none before it is written.
    pub id: Option<i64>,
    /// Origin of the shop: `https://shop.example`. It tells shops apart.
    pub origin: String,
    /// Name of the shop, as the home page says it.
    pub shop_name: Option<String>,
    /// When it began: RFC 3339, UTC, seconds.
    pub audited_at: String,
    /// Version of the program.
    pub tool_version: String,
    /// Ids and digests of the checklists, `ID@SHA256`, set apart by blanks.
    pub checklists: String,
    /// Pages read.
    pub pages: usize,
    /// Overall score, 0 to 100.
    pub score: Option<f64>,
    /// Measured weight ÷ applicable weight, 0 to 1.
    pub coverage: f64,
    /// Less than half of the weight was measured.
    pub provisional: bool,
    /// Touchpoints, in the checklist's order.
    pub touchpoints: Vec<PastTouchpoint>,
    /// Findings, in the checklist's order.
    pub findings: Vec<PastFinding>,
}

/// A touchpoint's score.
#[derive(Debug, Clone, PartialEq)]
pub struct PastTouchpoint {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Weight in the overall score.
    pub weight: f64,
    /// 0 to 100.
    pub score: Option<f64>,
    /// 0 to 1.
    pub coverage: f64,
    /// Less than half of its weight was measured.
    pub provisional: bool,
}

/// What a check is: the same for many audits.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// `touchpoint.check`.
    pub id: String,
    /// Id of the touchpoint.
    pub touchpoint: String,
    /// Id of the measure.
    pub measure: String,
    /// Unit of the value, kebab-case.
    pub unit: String,
    /// How much a fault matters.
    pub severity: Severity,
    /// Weight in the touchpoint's score.
    pub weight: f64,
    /// Good and poor as the checklist writes them, set apart by `|`: ">= 90%|< 25%". In a report that was saved, what
    /// the reader was told instead.
    pub expected: String,
    /// The question.
    pub question: Text,
}

/// A finding.
#[derive(Debug, Clone, PartialEq)]
pub struct PastFinding {
    /// The check.
    pub check: Arc<Definition>,
    /// What it says.
    pub verdict: Verdict,
    /// 0 to 100.
    pub points: Option<f64>,
    /// The measured value.
    pub value: Option<Value>,
    /// How many pages, products, questions or fields were looked at.
    pub sample: usize,
    /// Code of the reason why it could not be measured.
    pub reason: Option<String>,
    /// Digest of check, page kinds and places.
    pub fingerprint: String,
    /// Accepted by the owner for the time being.
    pub waived: bool,
    /// It rests on an answer that has grown old, and counts half.
    pub stale: bool,
}

impl PastAudit {
    /// What is remembered of a report. The checklist gives the texts in every language; without it, as for a report
    /// that was saved, the texts are those of the report.
    pub fn of(report: &AuditReport, checklist: Option<&Checklist>) -> Self {
        let language: Language = report.language.parse().unwrap_or_default();
        let touchpoints = report.scorecard.touchpoints.iter().map(|touchpoint| {
            let known = checklist.and_then(|list| list.touchpoints.iter().find(|known| known.id == touchpoint.id));
            PastTouchpoint {
                id: touchpoint.id.clone(),
                title: known.map_or_else(|| in_one(language, &touchpoint.title), |known| known.title.clone()),
                weight: touchpoint.weight,
                score: touchpoint.score,
                coverage: touchpoint.coverage,
                provisional: touchpoint.provisional,
            }
        });
        let findings = report.findings.iter().map(|finding| PastFinding {
            check: Arc::new(definition(
                finding,
                checklist.and_then(|list| list.check(&finding.id)),
                language,
            )),
            verdict: finding.verdict,
            points: finding.points,
            value: finding.value,
            sample: finding.sample,
            reason: finding.reason.as_ref().map(|note| note.code.clone()),
            fingerprint: finding.fingerprint.clone(),
            waived: finding.waived,
            stale: finding.stale,
        });
        PastAudit {
            id: None,
            origin: origin(&report.shop.url),
            shop_name: report.shop.name.clone(),
            audited_at: report.audited_at.clone(),
            tool_version: report.tool.version.clone(),
            checklists: checklists(report),
            pages: report.pages.total,
            score: report.scorecard.overall.score,
            coverage: report.scorecard.overall.coverage,
            provisional: report.scorecard.overall.provisional,
            touchpoints: touchpoints.collect(),
            findings: findings.collect(),
        }
    }

    /// Ids of the checklists, whatever their text was at the time.
    pub(super) fn checklist_ids(&self) -> Vec<&str> {
        let lists = self.checklists.split(' ');
        lists.map(|list| list.split('@').next().unwrap_or(list)).collect()
    }

    /// The audit in one line.
    pub fn line(&self) -> PastLine {
        PastLine {
            id: self.id,
            audited_at: self.audited_at.clone(),
            score: self.score,
            coverage: self.coverage,
            tool_version: self.tool_version.clone(),
            checklists: self.checklists.clone(),
        }
    }

    /// A finding by its id.
    pub fn finding(&self, id: &str) -> Option<&PastFinding> {
        self.findings.iter().find(|finding| finding.check.id == id)
    }
}

impl PastFinding {
    /// What was read.
    pub fn reading(&self) -> Reading {
        Reading {
            verdict: self.verdict,
            value: self.value,
            sample: self.sample,
            points: self.points,
        }
    }

    /// Falls short of good.
    pub fn is_wrong(&self) -> bool {
        matches!(self.verdict, Verdict::Poor | Verdict::Partial)
    }

    /// The weight with which it counts: half of it when the answer has grown old.
    pub fn counted_weight(&self) -> f64 {
        if self.stale {
            self.check.weight / 2.0
        } else {
            self.check.weight
        }
    }
}

fn definition(finding: &Finding, check: Option<&Check>, language: Language) -> Definition {
    Definition {
        id: finding.id.clone(),
        touchpoint: finding.touchpoint.clone(),
        measure: finding.measure.clone(),
        unit: finding.unit.clone(),
        severity: finding.severity,
        weight: finding.weight,
        expected: match check {
            Some(check) => format!("{}|{}", check.scale.good.written, check.scale.poor.written),
            None => finding.expected.clone(),
        },
        question: check.map_or_else(|| in_one(language, &finding.question), |check| check.question.clone()),
    }
}

fn in_one(language: Language, text: &str) -> Text {
    let text = Some(text.to_owned());
    match language {
        Language::En => Text { en: text, ko: None },
        Language::Ko => Text { en: None, ko: text },
    }
}

fn checklists(report: &AuditReport) -> String {
    let mut names: Vec<String> = report
        .checklists
        .iter()
        .map(|list| format!("{}@{}", list.id, list.digest))
        .collect();
    names.sort();
    names.join(" ")
}

/// The origin of an address: scheme, host and port. The text itself where it is no address.
pub fn origin(address: &str) -> String {
    match Url::parse(address) {
        Ok(url) if url.has_host() => url.origin().ascii_serialization(),
        _ => address.to_owned(),
    }
}
