//! The customer's ways in words: steps with clicks, fields, costs and the faults found there.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::gate::severity_name;
use crate::model::{AuditReport, Finding, Journey, Outcome, PageKind, Step, StepOutcome};
use crate::report::selection::wrong;
use crate::report::{View, address, clean, ways};

/// A journey.
#[derive(Debug, Serialize)]
pub(super) struct JourneyText {
    pub name: String,
    pub outcome: String,
    pub completed: bool,
    pub clicks: String,
    /// Where it ended early, and why.
    pub ending: String,
    /// What to try then.
    pub advice: String,
    pub facts: Vec<String>,
    pub steps: Vec<StepText>,
}

/// A step of a journey.
#[derive(Debug, Serialize)]
pub(super) struct StepText {
    pub name: String,
    pub class: &'static str,
    pub text: Option<String>,
    pub link: Option<String>,
    pub via: Option<String>,
    pub click: Option<String>,
    pub fields: Option<String>,
    pub required: Option<String>,
    pub costs: Vec<CostText>,
    pub new_costs: Vec<String>,
    pub time: Option<String>,
    pub outcome: Option<String>,
    pub reason: String,
    pub estimated: bool,
    pub trouble: Vec<TroubleText>,
}

/// A line of costs.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CostText {
    pub name: String,
    pub amount: String,
    pub total: bool,
    /// Comes on top of the goods: delivery, tax, a fee.
    pub extra: bool,
}

/// A fault that was found at a step.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TroubleText {
    pub number: usize,
    pub question: String,
    pub severity: &'static str,
}

/// Every journey, each fault at the first step that has it.
pub(super) fn journeys(report: &AuditReport, view: &View<'_>) -> Vec<JourneyText> {
    // What a page is counts for more than what a step hoped to find there.
    let kinds: BTreeMap<&str, PageKind> = steps(report)
        .filter_map(|step| Some((step.url.as_deref()?, step.kind)))
        .chain(report.pages.listed.iter().map(|page| (page.url.as_str(), page.kind)))
        .collect();
    let mut open: Vec<(TroubleText, &Finding)> = (1..)
        .zip(wrong(report))
        .filter(|(_, finding)| !finding.waived)
        .map(|(number, finding)| (trouble(number, finding), finding))
        .collect();
    report
        .journeys
        .iter()
        .map(|journey| one(journey, &mut open, &kinds, view, &report.shop.url))
        .collect()
}

fn steps(report: &AuditReport) -> impl Iterator<Item = &Step> {
    report.journeys.iter().flat_map(|journey| &journey.steps)
}

fn trouble(number: usize, finding: &Finding) -> TroubleText {
    TroubleText {
        number,
        question: clean(&finding.question),
        severity: severity_name(finding.severity),
    }
}

fn one(
    journey: &Journey,
    open: &mut Vec<(TroubleText, &Finding)>,
    kinds: &BTreeMap<&str, PageKind>,
    view: &View<'_>,
    shop: &str,
) -> JourneyText {
    let steps = journey.steps.iter().map(|step| {
        let (here, elsewhere) = std::mem::take(open)
            .into_iter()
            .partition(|(_, finding)| is_at(finding, step, kinds));
        *open = elsewhere;
        step_text(step, here, view, shop)
    });
    let ending = ways::ending(journey, view);
    JourneyText {
        name: view.say(ways::name(journey.name), &[]),
        outcome: view.tell(outcome(journey.outcome), &[]),
        completed: journey.outcome == Outcome::Completed,
        clicks: view.counted("report.clicks", journey.clicks as usize),
        advice: ending.as_ref().map(|ending| ending.advice.clone()).unwrap_or_default(),
        ending: ending.map(|ending| ending.said).unwrap_or_default(),
        facts: ways::facts(journey, view),
        steps: steps.collect(),
    }
}

/// Whether all the finding's evidence is of the step's kind of page: else it is a fault of the whole shop.
fn is_at(finding: &Finding, step: &Step, kinds: &BTreeMap<&str, PageKind>) -> bool {
    let of: BTreeSet<PageKind> = finding
        .evidence
        .iter()
        .filter_map(|evidence| kinds.get(evidence.url.as_str()).copied())
        .collect();
    of.len() == 1 && of.contains(&step.kind)
}

fn step_text(step: &Step, here: Vec<(TroubleText, &Finding)>, view: &View<'_>, shop: &str) -> StepText {
    let reached = step.outcome == StepOutcome::Reached;
    let asks = step.kind != PageKind::Cart && step.fields_visible > 0;
    let costs = step.costs.iter().filter_map(|cost| {
        let key = format!("cost.{}", cost.kind);
        let name = if view.messages.has(&key) {
            view.tell(&key, &[])
        } else {
            clean(&cost.label)
        };
        Some(CostText {
            name,
            amount: view.money(cost.money.as_ref()?),
            total: cost.kind == "total",
            extra: ["shipping", "tax", "fee"].contains(&cost.kind.as_str()),
        })
    });
    let outcome = match step.outcome {
        StepOutcome::Reached => None,
        StepOutcome::NotFound => Some("step-not-found"),
        StepOutcome::Blocked => Some("step-blocked"),
        StepOutcome::Refused => Some("step-refused"),
        StepOutcome::Failed => Some("step-failed"),
        StepOutcome::NotWalked => Some("step-announced"),
    };
    StepText {
        name: ways::step_name(step, view),
        class: match step.outcome {
            StepOutcome::Reached => "reached",
            StepOutcome::Refused => "stopped",
            StepOutcome::NotWalked => "announced",
            StepOutcome::NotFound | StepOutcome::Blocked | StepOutcome::Failed => "missed",
        },
        text: step.url.as_deref().map(|url| address::within(url, shop)),
        link: step.url.as_deref().and_then(address::link),
        via: step.via.as_deref().map(clean).filter(|via| !via.trim().is_empty()),
        click: (reached && step.clicks > 0).then(|| view.say("step-clicks", &[("clicks", &step.clicks.to_string())])),
        fields: asks.then(|| view.counted("report.fields", step.fields_visible as usize)),
        required: (asks && step.fields_required > 0)
            .then(|| view.counted("html.fields-required", step.fields_required as usize)),
        costs: costs.collect(),
        new_costs: ways::new_costs(step, view),
        time: ways::seconds(step, view),
        outcome: outcome.map(|key| view.say(key, &[])),
        reason: step.reason.as_ref().map(|note| clean(&note.text)).unwrap_or_default(),
        estimated: step.estimated,
        trouble: here.into_iter().map(|(trouble, _)| trouble).collect(),
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Completed => "html.journey-completed",
        Outcome::Partial => "html.journey-partial",
        Outcome::NotWalked => "html.journey-not-walked",
        Outcome::Unknown => "html.journey-unknown",
        Outcome::NotFound => "html.journey-not-found",
    }
}
