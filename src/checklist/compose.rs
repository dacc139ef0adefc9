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
    /// How many of the patterns stand on the pages.
    Points,
}

impl ProbeUse {
    /// The words used in checklists.
    pub const NAMES: &'static [&'static str] = &["share", "count", "present", "number", "points"];

    /// By its word.
    pub fn by_name(name: &str) -> Option<Self> {
        match name {
            "share" => Some(ProbeUse::Share),
            "count" => Some(ProbeUse::Count),
            "present" => Some(ProbeUse::Present),
            "number" => Some(ProbeUse::Number),
            "points" => Some(ProbeUse::Points),
            _ => None,
        }
    }

    /// The unit of the value.
    pub fn unit(self) -> Unit {
        match self {
            ProbeUse::Share => Unit::Share,
            ProbeUse::Count | ProbeUse::Number | ProbeUse::Points => Unit::Count,
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

/// What the text of the pages must tell, or must not: patterns in it, or in the words of links and buttons.
#[derive(Debug, Clone)]
pub struct Told {
    /// The patterns.
    pub items: Vec<CompiledProbe>,
    /// The check applies only where one of these stands on a page of the walk; empty: it always applies.
    pub when: Vec<CompiledProbe>,
    /// The languages that the patterns know, by their ISO 639 codes: pages in others are not read. Empty: every one.
    pub languages: Vec<String>,
    /// What is made of the hits.
    pub taken_as: ProbeUse,
}

impl Told {
    /// Unit of the value.
    pub fn unit(&self) -> Unit {
        match self.taken_as {
            ProbeUse::Points => Unit::Points(u8::try_from(self.items.len()).unwrap_or(u8::MAX)),
            other => other.unit(),
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
    /// Patterns in the text or in the words of links and buttons.
    Told(Told),
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
            CheckMeasure::Told(told) => told.unit(),
            CheckMeasure::Ask { unit, .. } => *unit,
        }
    }

    /// Id of the measure; `text`, `css`, `link`, `header`, `pattern`, `label` or `ask` for a composed one.
    pub fn id(&self) -> &str {
        match self {
            CheckMeasure::Named(measure) => measure.id,
            CheckMeasure::Probe { probe, .. } => name(probe),
            CheckMeasure::Told(told) => told.items.first().map_or("pattern", |item| name(item.probe())),
            CheckMeasure::Ask { .. } => "ask",
        }
    }

    /// What each page of the walk is asked.
    pub fn probes(&self) -> Vec<&CompiledProbe> {
        match self {
            CheckMeasure::Probe { compiled, .. } => vec![compiled],
            CheckMeasure::Told(told) => told.items.iter().chain(&told.when).collect(),
            CheckMeasure::Named(_) | CheckMeasure::Ask { .. } => Vec::new(),
        }
    }
}

/// The key of a composed measure that makes such a probe.
fn name(probe: &Probe) -> &'static str {
    match probe {
        Probe::Text(_) => "text",
        Probe::Css(_) => "css",
        Probe::Link(_) => "link",
        Probe::Header(_) => "header",
        Probe::Pattern(_) => "pattern",
        Probe::Label(_) => "label",
    }
}
