//! Puts an answer into the text of `answers.toml`. What people wrote beside the answers stays.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use super::{Answer, AnswerValue};

/// The text is no file of answers, so nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// It is not TOML.
    #[error("{0}")]
    NotToml(String),
    /// `answer` is no list of tables.
    #[error("\"answer\" must be a list of tables, each opened by [[answer]]")]
    NoList,
}

/// The text with an answer put in: the earlier answer to the same question is replaced at its place, a first one is
/// added at the end. Comments and order stay.
///
/// # Errors
/// When the text cannot be understood.
pub fn put(text: &str, answer: &Answer) -> Result<String, EditError> {
    let mut document: DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| EditError::NotToml(error.message().to_owned()))?;
    let is_new = text.trim().is_empty();
    let after = document.trailing().as_str().unwrap_or_default().to_owned();
    let list = answers(&mut document)?;
    let found = list
        .iter_mut()
        .find(|table| table.get("id").and_then(Item::as_str) == Some(answer.id.as_str()));
    match found {
        Some(table) => fill(table, answer),
        None => {
            let mut table = Table::new();
            fill(&mut table, answer);
            // Comments at the end of the file stay before what is added.
            let gap = match (is_new, after.is_empty() || after.ends_with('\n')) {
                (true, _) => "",
                (false, true) => "\n",
                (false, false) => "\n\n",
            };
            table.decor_mut().set_prefix(format!("{after}{gap}"));
            list.push(table);
            document.set_trailing("");
        }
    }
    Ok(document.to_string())
}

fn answers(document: &mut DocumentMut) -> Result<&mut ArrayOfTables, EditError> {
    let item = document
        .entry("answer")
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    if !item.is_array_of_tables() {
        *item = match std::mem::take(item).into_array_of_tables() {
            Ok(list) => Item::ArrayOfTables(list),
            Err(_) => return Err(EditError::NoList),
        };
    }
    item.as_array_of_tables_mut().ok_or(EditError::NoList)
}

fn fill(table: &mut Table, answer: &Answer) {
    set(table, "id", Some(answer.id.as_str().into()));
    set(table, "value", Some(written(answer.value)));
    set(table, "date", Some(day(answer.date)));
    set(table, "by", Some(answer.by.as_str().into()));
    set(table, "note", answer.note.as_deref().map(Value::from));
}

/// Sets a key; the comment behind the earlier value stays.
fn set(table: &mut Table, key: &str, value: Option<Value>) {
    let Some(mut value) = value else {
        table.remove(key);
        return;
    };
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => {
            table.insert(key, Item::Value(value));
        }
    }
}

fn written(value: AnswerValue) -> Value {
    match value {
        AnswerValue::Date(date) => day(date),
        // A whole number is written without a point.
        AnswerValue::Number(number) => match number.to_string().parse::<i64>() {
            Ok(whole) => whole.into(),
            Err(_) => number.into(),
        },
        other => other.to_string().into(),
    }
}

/// A bare day; in quotes where TOML cannot write it.
fn day(date: jiff::civil::Date) -> Value {
    let words = date.to_string();
    match words.parse::<toml_edit::Datetime>() {
        Ok(day) => day.into(),
        Err(_) => words.into(),
    }
}
