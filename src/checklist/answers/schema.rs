//! JSON Schema of `answers.toml`, so that editors complete and check it.

#![allow(dead_code, reason = "these types are described, never made")]

use schemars::{JsonSchema, Schema, schema_for};

/// JSON Schema of `answers.toml`.
pub fn schema() -> Schema {
    schema_for!(AnswersFile)
}

/// Answers to what only a person can tell, written by `touchpoint ask`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct AnswersFile {
    /// Version of the format: 1; may be left out.
    #[schemars(range(min = 1, max = 1))]
    schema: Option<u32>,
    /// The answers, one for each question.
    #[serde(default)]
    answer: Vec<AnswerTable>,
}

/// An answer. It counts in full for as long as its check says, then half for as long again.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct AnswerTable {
    /// Id of the check: "support.reply-hours".
    id: String,
    /// The answer: a day, a number, "97%", "yes", "no", "never" (it never happened) or "n/a" (it does not apply).
    value: AnswerForm,
    /// The day on which it was given: 2026-11-20.
    date: String,
    /// Who gave it.
    by: String,
    /// A remark, shown with the answer.
    note: Option<String>,
}

/// An answer in one of its forms.
#[derive(JsonSchema)]
#[serde(untagged)]
enum AnswerForm {
    /// Words: a day, a percentage, yes or no.
    Words(String),
    /// A number.
    Number(f64),
    /// Yes or no.
    YesNo(bool),
}

#[cfg(test)]
mod tests {
    use super::super::{ANSWER_KEYS, ROOT_KEYS};

    #[test]
    fn the_schema_knows_the_keys_that_the_reader_knows() {
        let schema = super::schema();
        let value = schema.as_value();
        let keys = |table: &serde_json::Value| -> std::collections::BTreeSet<String> {
            table["properties"].as_object().unwrap().keys().cloned().collect()
        };
        let known = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(keys(value), known(ROOT_KEYS));
        assert_eq!(keys(&value["$defs"]["AnswerTable"]), known(ANSWER_KEYS));
    }
}
