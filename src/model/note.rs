//! A remark with a stable code, said in the reader's language when the report is made.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A remark: why something is unknown, what a limit cut off, what a journey stumbled over.
///
/// The code names a sentence in `audits/messages/*.toml`; the arguments fill its `{placeholders}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// Stable kebab-case code.
    pub code: String,
    /// What fills the sentence's placeholders.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub arguments: BTreeMap<String, String>,
    /// The sentence in the report's language; empty until the report is assembled.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub text: String,
}

impl Note {
    /// A remark without arguments.
    pub fn new(code: &str) -> Self {
        Note {
            code: code.to_owned(),
            ..Note::default()
        }
    }

    /// The remark with one more argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.arguments.insert(name.to_owned(), value.to_string());
        self
    }
}
