//! What a measure yields.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Evidence, Note};

/// The unit of a measure: it decides what an expectation may look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// A part of a whole, 0 to 1; written as a percentage.
    Share,
    /// A number of things.
    Count,
    /// Points from 0 to the given maximum.
    Points(u8),
    /// Yes or no.
    YesNo,
    /// Days.
    Days,
    /// Hours.
    Hours,
    /// How far along a fixed list of stages; written as the stage's name.
    Stage(&'static [&'static str]),
    /// A ratio that may exceed 1; written as a percentage.
    Ratio,
}

/// A measured value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    YesNo(bool),
    /// A number in the measure's unit; for a stage its index.
    Number(f64),
}

impl Value {
    /// The value as a number: yes is 1, no is 0.
    pub fn as_f64(self) -> f64 {
        match self {
            Value::YesNo(yes) => f64::from(u8::from(yes)),
            Value::Number(number) => number,
        }
    }
}

/// A value of which some pages do not tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Between {
    /// The value if all of them speak against the shop.
    pub low: Value,
    /// The value if all of them speak for it.
    pub high: Value,
    /// The value of the pages that tell.
    pub value: Value,
    /// What it rests on, worst first, sorted.
    pub evidence: Vec<Evidence>,
    /// How many pages (or products, questions, fields) tell.
    pub sample: usize,
    /// How many of them speak against the shop.
    pub against: usize,
    /// Why nobody can tell of the others.
    pub why: Note,
}

/// What a measure says of a walk.
#[derive(Debug, Clone, PartialEq)]
pub enum Measured {
    /// It could be measured.
    Value {
        /// The value.
        value: Value,
        /// What it rests on, worst first, sorted; the judge keeps a few.
        evidence: Vec<Evidence>,
        /// How many pages (or products, questions, fields) were looked at.
        sample: usize,
        /// How many of them speak against the shop.
        against: usize,
    },
    /// It lies between two values: of some pages nobody can tell.
    Between(Box<Between>),
    /// It could not be measured: why.
    Unknown(Note),
    /// It makes no sense for this shop: why.
    NotApplicable(Note),
}

impl Measured {
    /// Yes or no, resting on the evidence.
    pub fn yes_no(yes: bool, evidence: Vec<Evidence>) -> Self {
        Measured::Value {
            value: Value::YesNo(yes),
            evidence,
            sample: 1,
            against: usize::from(!yes),
        }
    }

    /// A number, resting on the evidence.
    pub fn number(number: f64, evidence: Vec<Evidence>) -> Self {
        Measured::Value {
            value: Value::Number(number),
            evidence,
            sample: 1,
            against: 0,
        }
    }

    /// A share of a sample: `good` of `sample`; the evidence shows those that fall short.
    /// An empty sample is a mistake of the caller and yields unknown.
    pub fn share(good: usize, sample: usize, evidence: Vec<Evidence>) -> Self {
        if sample == 0 {
            return Measured::Unknown(Note::new("empty-sample"));
        }
        #[expect(clippy::cast_precision_loss, reason = "samples are far below 2^52")]
        let share = good as f64 / sample as f64;
        Measured::Value {
            value: Value::Number(share),
            evidence,
            sample,
            against: sample - good,
        }
    }

    /// It could not be measured.
    pub fn unknown(code: &str) -> Self {
        Measured::Unknown(Note::new(code))
    }

    /// It makes no sense for this shop.
    pub fn not_applicable(code: &str) -> Self {
        Measured::NotApplicable(Note::new(code))
    }
}
