//! Checklists: TOML to validated checklist, with positions, carets and "did you mean".
//!
//! [`Loader::load`] reads a checklist and all that it extends, and tells every fault at once. [`Config::load`] reads
//! the shop's own `touchpoint.toml` with the same machinery.

pub mod answers;
pub mod branding;
pub mod builtin;
mod compose;
pub mod config;
pub mod customer;
pub mod describe;
mod expectation;
mod history;
mod load;
mod problem;
mod raw;
mod reader;
pub mod reference;
pub mod schema;
mod schema_measure;
mod schema_report;
pub mod sheet;
mod suggest;
#[cfg(test)]
pub(crate) mod tests;
mod text;
mod validate;
mod validate_gate;
mod validate_measure;
mod waiver;

pub use answers::{Answer, AnswerError, AnswerValue, Answers, Asked, Freshness};
pub use compose::{AskKind, CheckMeasure, ProbeUse, Told};
pub use config::Config;
pub use expectation::{Comparison, Expectation, ExpectationError, Scale, parse_days};
pub use history::HistoryConfig;
pub use load::{Loader, digest};
pub use problem::{At, Place, Problem, Problems, SourceFile};
pub use suggest::closest;
pub use text::Text;
pub use waiver::{Applied, Waiver, apply as apply_waivers};

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::extract::CompiledProbe;
use crate::gate::GateRules;
use crate::model::{Language, PageKind, Severity, WrittenAt};

/// A checklist that can be judged by.
#[derive(Debug, Clone)]
pub struct Checklist {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The files that it was read from: itself, then what it extends.
    pub sources: Vec<ChecklistSource>,
    /// The touchpoints, in order.
    pub touchpoints: Vec<Touchpoint>,
    /// The gate that it brings along; flags and `touchpoint.toml` go over it.
    pub gate: GateRules,
}

/// A file that a checklist was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChecklistSource {
    /// Id of the checklist in it.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// What a reader must know before reading its findings: that a list of legal disclosures is no legal advice.
    pub notice: Text,
    /// SHA-256 of its text, hexadecimal.
    pub digest: String,
    /// Its path; null for a built-in one.
    pub path: Option<String>,
}

/// One of the moments in which a customer meets the shop.
#[derive(Debug, Clone)]
pub struct Touchpoint {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its question.
    pub question: Text,
    /// Weight in the overall score, 0 to 5.
    pub weight: f64,
    /// Its checks, in order.
    pub checks: Vec<Check>,
}

/// A measure plus an expectation.
#[derive(Debug, Clone)]
pub struct Check {
    /// Its id within the touchpoint.
    pub id: String,
    /// Id of its finding: `touchpoint.check`.
    pub finding_id: String,
    /// Where the value comes from.
    pub measure: CheckMeasure,
    /// The page kinds that it names; empty: those of the measure, or every page.
    pub pages: Vec<PageKind>,
    /// Good and poor.
    pub scale: Scale,
    /// Weight in the touchpoint's score, 0 to 5; 0 = shown, not scored.
    pub weight: f64,
    /// How much a fault matters.
    pub severity: Severity,
    /// The question.
    pub question: Text,
    /// Why it matters to a customer.
    pub why: Text,
    /// What to do.
    pub fix: Text,
    /// Where the rule comes from.
    pub source: String,
    /// The day on which the source was looked up.
    pub looked_up: Option<Date>,
    /// What only the owner can tell: whether the shop is exempt. Yes makes the check not applicable; without an answer
    /// nothing is said against the shop.
    pub exempt: Option<Text>,
    /// Where the check is written.
    pub written: Option<WrittenAt>,
}

impl Checklist {
    /// Every check, in order.
    pub fn checks(&self) -> impl Iterator<Item = &Check> {
        self.touchpoints.iter().flat_map(|touchpoint| &touchpoint.checks)
    }

    /// A check by the id of its finding.
    pub fn check(&self, finding_id: &str) -> Option<&Check> {
        self.checks().find(|check| check.finding_id == finding_id)
    }

    /// What a reader must know before reading the findings, each notice once.
    pub fn notices(&self) -> Vec<&Text> {
        let mut notices: Vec<&Text> = Vec::new();
        for source in &self.sources {
            if *source.notice.get(Language::En) != *"" && !notices.contains(&&source.notice) {
                notices.push(&source.notice);
            }
        }
        notices
    }

    /// The probes that each page of the walk is asked, without repetition.
    pub fn probes(&self) -> Vec<CompiledProbe> {
        let mut keys = BTreeSet::new();
        self.checks()
            .flat_map(|check| check.measure.probes())
            .filter(|compiled| keys.insert(compiled.probe().key()))
            .cloned()
            .collect()
    }

    /// Joins checklists into one: touchpoints of the same id become one, a check that is there already stays as it is.
    /// None when there is nothing to join.
    pub fn join(checklists: Vec<Checklist>) -> Option<Checklist> {
        let mut checklists = checklists.into_iter();
        let mut joined = checklists.next()?;
        for other in checklists {
            for source in other.sources {
                if !joined.sources.contains(&source) {
                    joined.sources.push(source);
                }
            }
            joined.gate = joined.gate.and(&other.gate);
            for touchpoint in other.touchpoints {
                match joined.touchpoints.iter_mut().find(|known| known.id == touchpoint.id) {
                    None => joined.touchpoints.push(touchpoint),
                    Some(known) => {
                        for check in touchpoint.checks {
                            if !known.checks.iter().any(|old| old.id == check.id) {
                                known.checks.push(check);
                            }
                        }
                    }
                }
            }
        }
        Some(joined)
    }
}
