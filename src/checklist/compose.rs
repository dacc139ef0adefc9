//! Measures composed in a checklist, without any Rust.

use crate::extract::CompiledProbe;
use crate::measure::Measure;
use crate::model::{Probe, Unit};

/// What is made of a probe's hits on the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProbeUse {
    /// Share of the pages that have it.
    Share,
    /// How many there are on all pages together.
    Count,
    /// Whether any page has it.
    Present,
    /// The first number in its words: the median over the pages that show one.
    Number,
}

impl ProbeUse {
    /// The words used in checklists.
    pub const NAMES: &'static [&'static str] = &["share", "count", "present", "number"];

    /// By its word.
    pub fn by_name(name: &str) -> Option<Self> {
        match name {
            "share" => Some(ProbeUse::Share),
            "count" => Some(ProbeUse::Count),
            "present" => Some(ProbeUse::Present),
            "number" => Some(ProbeUse::Number),
            _ => None,
        }
    }

    /// The unit of the value.
    pub fn unit(self) -> Unit {
        match self {
            ProbeUse::Share => Unit::Share,
            ProbeUse::Count | ProbeUse::Number => Unit::Count,
            ProbeUse::Present => Unit::YesNo,
        }
    }
}

/// What kind of answer a question to the owner wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskKind {
    /// A date; the value is its age in days.
    Date,
    /// A number, in the unit that the checklist gives, else a count.
    Number,
    /// A percentage.
    Percent,
    /// Yes or no.
    YesNo,
}

impl AskKind {
    /// The words used in checklists.
    pub const NAMES: &'static [&'static str] = &["date", "number", "percent", "yes-no"];

    /// By its word.
    pub fn by_name(name: &str) -> Option<Self> {
        match name {
            "date" => Some(AskKind::Date),
            "number" => Some(AskKind::Number),
            "percent" => Some(AskKind::Percent),
            "yes-no" => Some(AskKind::YesNo),
            _ => None,
        }
    }
}

/// Where a check's value comes from.
#[derive(Debug, Clone)]
pub enum CheckMeasure {
    /// A measure of the registry.
    Named(&'static Measure),
    /// A probe that each page was asked.
    Probe {
        /// The probe.
        probe: Probe,
        /// The probe, ready to run on a page.
        compiled: CompiledProbe,
        /// What is made of its hits.
        taken_as: ProbeUse,
    },
    /// A question that only the owner can answer.
    Ask {
        /// The kind of answer.
        kind: AskKind,
        /// Unit of the value.
        unit: Unit,
        /// Days for which an answer counts.
        fresh_days: f64,
    },
}

impl CheckMeasure {
    /// Unit of the value.
    pub fn unit(&self) -> Unit {
        match self {
            CheckMeasure::Named(measure) => measure.unit,
            CheckMeasure::Probe { taken_as, .. } => taken_as.unit(),
            CheckMeasure::Ask { unit, .. } => *unit,
        }
    }

    /// Id of the measure; `text`, `css`, `link`, `header` or `ask` for a composed one.
    pub fn id(&self) -> &str {
        match self {
            CheckMeasure::Named(measure) => measure.id,
            CheckMeasure::Probe { probe, .. } => match probe {
                Probe::Text(_) => "text",
                Probe::Css(_) => "css",
                Probe::Link(_) => "link",
                Probe::Header(_) => "header",
            },
            CheckMeasure::Ask { .. } => "ask",
        }
    }
}
