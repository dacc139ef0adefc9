//! To come.
use super::Measure;
/// The family.
pub static MEASURES: &[Measure] = &[];
