//! What the owner was asked: the answers, and the questions that are still open.

use serde::Serialize;

use crate::model::{AuditReport, Finding, Verdict};
use crate::report::selection::{touchpoint_title, verdict_name};
use crate::report::{View, clean};

/// The measure of a check that asks a person.
const ASK: &str = "ask";

/// A question and what was answered.
#[derive(Debug, Serialize)]
pub(super) struct AskedText {
    pub question: String,
    pub touchpoint: String,
    pub verdict: &'static str,
    pub verdict_text: String,
    /// Value, name and day of the answer; why there is none where nobody answered.
    pub said: String,
    pub answered: bool,
}

impl AskedText {
    fn new(finding: &Finding, report: &AuditReport, view: &View<'_>) -> Self {
        let quote = finding.evidence.first().map(|evidence| evidence.quote.as_str());
        let reason = finding.reason.as_ref().map(|note| note.text.as_str());
        AskedText {
            question: clean(&finding.question),
            touchpoint: clean(touchpoint_title(report, &finding.touchpoint)),
            verdict: verdict_name(finding.verdict),
            verdict_text: view.tell(&format!("verdict.{}", verdict_name(finding.verdict)), &[]),
            said: clean(quote.or(reason).unwrap_or(&finding.value_text)),
            answered: finding.verdict != Verdict::Unanswered,
        }
    }
}

/// Every asked question, answered ones first, else in the checklist's order.
pub(super) fn asked(report: &AuditReport, view: &View<'_>) -> Vec<AskedText> {
    let findings = report.findings.iter().filter(|finding| finding.measure == ASK);
    let mut asked: Vec<AskedText> = findings.map(|finding| AskedText::new(finding, report, view)).collect();
    asked.sort_by_key(|question| !question.answered);
    asked
}
