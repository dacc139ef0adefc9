//! Reports: one file per format.

mod assemble;
pub mod inspect;
pub mod messages;

pub use assemble::{Parts, assemble};
