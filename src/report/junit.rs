//! JUnit XML, for build servers: a test suite per touchpoint and a test case per check.
//!
//! A case fails when a failed rule of the gate names its finding; where the gate has no rules, when it is poor and of
//! critical severity. It is skipped when it could not be checked, does not apply or has no answer. A suite tells the
//! customer's ways, skipped where one ended early: where, why, and what to try. A last suite holds
//! the rules of the gate, so that a score that is too low fails the build too.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::selection::{behind, fails, is_wrong};
use super::{Format, RenderError, View, clean, ways};
use crate::model::{AuditReport, Finding, GateRule, Journey};

/// The format.
pub static FORMAT: Format = Format {
    name: "junit",
    about: "JUnit XML, for build servers",
    render,
};

fn render(report: &AuditReport, view: &View<'_>) -> Result<Vec<u8>, RenderError> {
    let mut junit = Report::new("touchpoint");
    for touchpoint in &report.scorecard.touchpoints {
        let mut suite = TestSuite::new(clean(&touchpoint.title));
        suite.add_property(("id", clean(&touchpoint.id).as_str()));
        let score = touchpoint.score.map_or_else(String::new, |score| format!("{score:.1}"));
        suite.add_property(("score", score.as_str()));
        suite.add_property(("coverage", format!("{:.3}", touchpoint.coverage).as_str()));
        let findings = report
            .findings
            .iter()
            .filter(|finding| finding.touchpoint == touchpoint.id);
        suite.add_test_cases(findings.map(|finding| case(report, finding, view)));
        junit.add_test_suite(suite);
    }
    if !report.journeys.is_empty() {
        let mut suite = TestSuite::new(view.tell("junit.journeys", &[]));
        suite.add_test_cases(report.journeys.iter().map(|journey| way(journey, view)));
        junit.add_test_suite(suite);
    }
    if !report.gate.rules.is_empty() {
        let mut suite = TestSuite::new(view.tell("junit.gate", &[]));
        suite.add_test_cases(report.gate.rules.iter().map(|rule| rule_case(report, rule)));
        junit.add_test_suite(suite);
    }
    Ok(without_skipped(&junit.to_string()?).into_bytes())
}

/// The schema by which build servers read JUnit XML knows no `skipped` on the root: only its suites have one.
fn without_skipped(text: &str) -> String {
    let Some((head, rest)) = text.split_once("<testsuites ") else {
        return text.to_owned();
    };
    let (root, rest) = rest.split_once('>').unwrap_or((rest, ""));
    let kept = match root.split_once(" skipped=\"") {
        Some((before, after)) => {
            let (_, after) = after.split_once('"').unwrap_or((after, ""));
            format!("{before}{after}")
        }
        None => root.to_owned(),
    };
    format!("{head}<testsuites {kept}>{rest}")
}

fn case(report: &AuditReport, finding: &Finding, view: &View<'_>) -> TestCase {
    let reason = finding
        .reason
        .as_ref()
        .map(|note| clean(&note.text))
        .unwrap_or_default();
    let failed = fails(report, finding);
    let mut status = if failed {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_type(crate::gate::severity_name(finding.severity));
        status.set_description(description(finding, view));
        status
    } else if finding.verdict.is_measured() {
        TestCaseStatus::success()
    } else {
        TestCaseStatus::skipped()
    };
    if !finding.verdict.is_measured() {
        status.set_message(reason);
    } else if failed {
        status.set_message(saw(finding, view));
    }
    let mut case = TestCase::new(format!("{}: {}", clean(&finding.id), clean(&finding.question)), status);
    case.set_classname(format!("touchpoint.{}", clean(&finding.touchpoint)));
    if !failed && is_wrong(finding) {
        case.set_system_out(description(finding, view));
    }
    case
}

/// A customer's way: skipped where it ended early, because whether that is a fault is for the checks to say.
fn way(journey: &Journey, view: &View<'_>) -> TestCase {
    let ending = ways::ending(journey, view);
    let status = match &ending {
        None => TestCaseStatus::success(),
        Some(ending) => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(format!("{} {}", ending.said, ending.advice).trim());
            status
        }
    };
    let mut case = TestCase::new(clean(&view.say(ways::name(journey.name), &[])), status);
    case.set_classname("touchpoint.journey");
    case.set_system_out(clean(&ways::strip(journey, view)));
    case
}

fn rule_case(report: &AuditReport, rule: &GateRule) -> TestCase {
    let mut status = if rule.passed {
        TestCaseStatus::success()
    } else {
        TestCaseStatus::non_success(NonSuccessKind::Failure)
    };
    if !rule.passed {
        status.set_type("gate");
        status.set_message(clean(&rule.note.text));
        status.set_description(behind(report, rule).join("\n"));
    }
    let mut case = TestCase::new(clean(&rule.rule), status);
    case.set_classname("touchpoint.gate");
    case
}

fn saw(finding: &Finding, view: &View<'_>) -> String {
    clean(&view.say(
        "saw-value",
        &[("value", &finding.value_text), ("expected", &finding.expected)],
    ))
}

fn description(finding: &Finding, view: &View<'_>) -> String {
    let mut lines = Vec::new();
    if finding.verdict.is_measured() {
        lines.push(format!("{}: {}", view.say("label-saw", &[]), saw(finding, view)));
    }
    for evidence in &finding.evidence {
        let mut place = clean(&evidence.url);
        if !evidence.quote.is_empty() {
            place.push_str(&format!(" “{}”", clean(&evidence.quote)));
        }
        lines.push(format!("{}: {place}", view.say("label-where", &[])));
    }
    for (label, text) in [("label-why", &finding.why), ("label-fix", &finding.fix)] {
        if !text.is_empty() {
            lines.push(format!("{}: {}", view.say(label, &[]), clean(text)));
        }
    }
    lines.join("\n")
}
