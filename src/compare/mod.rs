//! Shops, or audits of one shop, side by side: the rival's beside mine, touchpoint by touchpoint.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::history::{Common, PastAudit, common};
use crate::model::{Language, ListChange, Reading, Severity};

/// Audits side by side. Every list of scores or readings is in the order of [`Comparison::shops`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The shops.
    pub shops: Vec<ComparedShop>,
    /// How their checklists differ: *added* and *removed* are what not all of them have.
    pub checklist: ListChange,
    /// How many checks all have, judge alike and could measure: those of the scores side by side.
    pub measured_by_all: usize,
    /// The whole scores.
    pub overall: ComparedScores,
    /// Each touchpoint, in the order of the first audit.
    pub touchpoints: Vec<ComparedTouchpoint>,
}

/// A shop in a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComparedShop {
    /// Its origin.
    pub url: String,
    /// Its name as the home page says it.
    pub name: Option<String>,
    /// When it was audited: RFC 3339, UTC.
    pub audited_at: String,
    /// Measured weight ÷ applicable weight, 0 to 1.
    pub coverage: f64,
    /// Pages read.
    pub pages: usize,
    /// Version of the program that audited it.
    pub tool_version: String,
    /// Ids and digests of its checklists.
    pub checklists: String,
}

/// Scores side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComparedScores {
    /// As each audit reports them.
    pub reported: Vec<Option<f64>>,
    /// On the checks that all could measure, with the weights of the first audit.
    pub alike: Vec<Option<f64>>,
}

/// A touchpoint side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComparedTouchpoint {
    /// Its id.
    pub id: String,
    /// Its title in the reader's language.
    pub title: String,
    /// Its scores.
    pub scores: ComparedScores,
    /// How many checks of it could be measured by all.
    pub measured_by_all: usize,
    /// Its checks.
    pub checks: Vec<ComparedCheck>,
}

/// A check side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComparedCheck {
    /// `touchpoint.check`.
    pub id: String,
    /// The question, in the reader's language.
    pub question: String,
    /// Id of the measure.
    pub measure: String,
    /// Unit of the value, kebab-case.
    pub unit: String,
    /// How much a fault matters.
    pub severity: Severity,
    /// Weight in the touchpoint's score.
    pub weight: f64,
    /// What each audit read; null where its checklist has no such check.
    pub readings: Vec<Option<Reading>>,
    /// Points between the best and the worst of them; null unless all could be measured alike.
    pub gap: Option<f64>,
}

/// Puts audits side by side; the first one gives order and weights.
pub fn compare(audits: &[PastAudit], language: Language) -> Option<Comparison> {
    let first = audits.first()?;
    let all: Vec<&PastAudit> = audits.iter().collect();
    let shared = common(&all);
    let measured = shared.measured_by_all(&all);
    let mut touchpoints: Vec<ComparedTouchpoint> = Vec::new();
    for touchpoint in audits.iter().flat_map(|audit| &audit.touchpoints) {
        if touchpoints.iter().any(|known| known.id == touchpoint.id) {
            continue;
        }
        let checks = checks(&all, &touchpoint.id, &measured, language);
        touchpoints.push(ComparedTouchpoint {
            id: touchpoint.id.clone(),
            title: touchpoint.title.get(language).to_owned(),
            scores: ComparedScores {
                reported: audits.iter().map(|audit| reported(audit, &touchpoint.id)).collect(),
                alike: audits
                    .iter()
                    .map(|audit| measured.touchpoint_score(audit, first, &touchpoint.id))
                    .collect(),
            },
            measured_by_all: checks.iter().filter(|check| check.gap.is_some()).count(),
            checks,
        });
    }
    Some(Comparison {
        shops: audits.iter().map(shop).collect(),
        measured_by_all: measured.checks.len(),
        overall: ComparedScores {
            reported: audits.iter().map(|audit| audit.score).collect(),
            alike: audits
                .iter()
                .map(|audit| measured.overall_score(audit, first))
                .collect(),
        },
        checklist: shared.lists,
        touchpoints,
    })
}

/// Reports in different languages tell what is expected in different words: then measures alone decide what is alike.
pub fn forget_expectations(audits: &mut [PastAudit]) {
    for finding in audits.iter_mut().flat_map(|audit| &mut audit.findings) {
        Arc::make_mut(&mut finding.check).expected.clear();
    }
}

fn shop(audit: &PastAudit) -> ComparedShop {
    ComparedShop {
        url: audit.origin.clone(),
        name: audit.shop_name.clone(),
        audited_at: audit.audited_at.clone(),
        coverage: audit.coverage,
        pages: audit.pages,
        tool_version: audit.tool_version.clone(),
        checklists: audit.checklists.clone(),
    }
}

fn reported(audit: &PastAudit, touchpoint: &str) -> Option<f64> {
    let found = audit.touchpoints.iter().find(|found| found.id == touchpoint);
    found.and_then(|found| found.score)
}

/// The checks of a touchpoint, in the order in which the audits have them.
fn checks(audits: &[&PastAudit], touchpoint: &str, measured: &Common, language: Language) -> Vec<ComparedCheck> {
    let mut checks: Vec<ComparedCheck> = Vec::new();
    for finding in audits.iter().flat_map(|audit| &audit.findings) {
        let check = &finding.check;
        if check.touchpoint != touchpoint || checks.iter().any(|known| known.id == check.id) {
            continue;
        }
        let found: Vec<_> = audits.iter().map(|audit| audit.finding(&check.id)).collect();
        let points = || found.iter().flatten().filter_map(|found| found.points);
        let gap = points().fold(0.0, f64::max) - points().fold(100.0, f64::min);
        checks.push(ComparedCheck {
            id: check.id.clone(),
            question: check.question.get(language).to_owned(),
            measure: check.measure.clone(),
            unit: check.unit.clone(),
            severity: check.severity,
            weight: check.weight,
            readings: found.iter().map(|found| found.map(|found| found.reading())).collect(),
            gap: measured.checks.contains(&check.id).then_some(gap),
        });
    }
    checks
}

impl Comparison {
    /// The checks in which the shops differ most, by the points that the difference moves the whole score; the first
    /// of equals is the one that the checklist asks first.
    pub fn largest_gaps(&self, most: usize) -> Vec<&ComparedCheck> {
        let checks = self.touchpoints.iter().flat_map(|touchpoint| &touchpoint.checks);
        let mut differing: Vec<(&ComparedCheck, f64)> = checks
            .filter_map(|check| Some((check, check.gap? * check.weight)))
            .filter(|(_, gap)| *gap > 0.0)
            .collect();
        differing.sort_by(|(one, one_gap), (other, other_gap)| {
            other_gap
                .total_cmp(one_gap)
                .then_with(|| other.severity.cmp(&one.severity))
        });
        differing.into_iter().take(most).map(|(check, _)| check).collect()
    }
}
