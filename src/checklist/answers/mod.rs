//! Answers to what only a person can tell: `answers.toml`.
//!
//! An answer has the id of its check, a value, the day on which it was given, and who gave it. It fades: it counts in
//! full for as long as the check says (`within`), half until twice that time, and not at all afterwards.

mod edit;
mod schema;
#[cfg(test)]
mod tests;
mod value;

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

pub use edit::{EditError, put};
pub use schema::schema;
pub use value::{AnswerError, AnswerValue};

use super::builtin;
use super::compose::{AskKind, CheckMeasure};
use super::load::{Loader, read_text};
use super::problem::{At, Problems, clean};
use super::reader::{Scalar, Table, parse};
use super::{Check, Checklist, Text};
use crate::model::Unit;

/// The file that is read when none is named.
pub const FILE_NAME: &str = "answers.toml";

/// Days for which an answer about an exemption counts in full.
pub const EXEMPT_DAYS: f64 = 365.0;

pub(super) const ROOT_KEYS: &[&str] = &["schema", "answer"];
pub(super) const ANSWER_KEYS: &[&str] = &["id", "value", "date", "by", "note"];

/// What somebody answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Id of the check's finding: `support.reply-hours`.
    pub id: String,
    /// The answer.
    pub value: AnswerValue,
    /// The day on which it was given.
    pub date: Date,
    /// Who gave it.
    pub by: String,
    /// A remark.
    pub note: Option<String>,
}

/// How much an answer still counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// In full.
    Fresh,
    /// Half.
    Stale,
    /// Not at all.
    Expired,
}

impl Answer {
    /// How much it counts on a day, when it is good for `fresh_days`. An answer that was given later than the day, as
    /// to a saved walk, is fresh.
    pub fn freshness(&self, fresh_days: f64, day: Date) -> Freshness {
        let age = days_between(self.date, day);
        if age <= fresh_days {
            Freshness::Fresh
        } else if age <= 2.0 * fresh_days {
            Freshness::Stale
        } else {
            Freshness::Expired
        }
    }

    /// The last day on which it counts in full.
    pub fn fresh_until(&self, fresh_days: f64) -> Date {
        after(self.date, fresh_days)
    }

    /// The last day on which it counts at all.
    pub fn counts_until(&self, fresh_days: f64) -> Date {
        after(self.date, 2.0 * fresh_days)
    }
}

/// Days from one day to another; 0 when the other is not later.
fn days_between(from: Date, to: Date) -> f64 {
    let days = from.until(to).map_or(0, |span| span.get_days());
    f64::from(days.max(0))
}

fn after(date: Date, days: f64) -> Date {
    #[expect(clippy::cast_possible_truncation, reason = "bounded just before")]
    let days = days.floor().clamp(0.0, 4_000_000.0) as i64;
    jiff::Span::new()
        .try_days(days)
        .and_then(|span| date.checked_add(span))
        .unwrap_or(Date::MAX)
}

/// A question that only a person can answer.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The check that asks it.
    pub check: &'a Check,
    /// The question: the check's own, or whether the shop is exempt from it.
    pub question: &'a Text,
    /// Whether the question is about an exemption: then a yes makes the check not applicable.
    pub exemption: bool,
    /// The kind of answer.
    pub kind: AskKind,
    /// Unit of the value.
    pub unit: Unit,
    /// Days for which an answer counts in full.
    pub fresh_days: f64,
}

impl Checklist {
    /// The questions that only a person can answer, in order.
    pub fn asked(&self) -> impl Iterator<Item = Asked<'_>> {
        self.checks().filter_map(|check| match (&check.measure, &check.exempt) {
            (CheckMeasure::Ask { kind, unit, fresh_days }, _) => Some(Asked {
                check,
                question: &check.question,
                exemption: false,
                kind: *kind,
                unit: *unit,
                fresh_days: *fresh_days,
            }),
            // Checks that ask the same share one answer.
            (_, Some(question))
                if self
                    .exemption(check)
                    .is_some_and(|first| first.finding_id == check.finding_id) =>
            {
                Some(Asked {
                    check,
                    question,
                    exemption: true,
                    kind: AskKind::YesNo,
                    unit: Unit::YesNo,
                    fresh_days: EXEMPT_DAYS,
                })
            }
            _ => None,
        })
    }

    /// The check under whose id it is answered whether the shop is exempt from this one: the first that asks the same.
    pub fn exemption(&self, check: &Check) -> Option<&Check> {
        let question = check.exempt.as_ref()?;
        self.checks().find(|first| first.exempt.as_ref() == Some(question))
    }

    /// A question by the id of its finding.
    pub fn asked_by_id(&self, id: &str) -> Option<Asked<'_>> {
        self.asked().find(|asked| asked.check.finding_id == id)
    }
}

/// The answers to a checklist's questions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answers {
    /// The file, as the user wrote it.
    pub name: String,
    by_id: BTreeMap<String, Answer>,
}

impl Answers {
    /// The answer to a check's question.
    pub fn get(&self, id: &str) -> Option<&Answer> {
        self.by_id.get(id)
    }

    /// Every answer, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Answer> {
        self.by_id.values()
    }

    /// Reads a file; one that is not there holds no answer.
    ///
    /// # Errors
    /// Every fault of it, or that it cannot be read.
    pub fn load(path: &Path, checklist: &Checklist) -> Result<Answers, Problems> {
        let name = clean(&path.display().to_string());
        match read_text(path) {
            Ok(text) => Answers::parse(&name, &text, checklist),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Answers {
                name,
                ..Answers::default()
            }),
            Err(error) => Err(Problems::of(format!("cannot read answers \"{name}\": {error}"))),
        }
    }

    /// Reads a text. Answers to other checklists' questions are left alone.
    ///
    /// # Errors
    /// Every fault of it.
    pub fn parse(name: &str, text: &str, checklist: &Checklist) -> Result<Answers, Problems> {
        let mut problems = Problems::default();
        let by_id = parse(name, text, &mut problems, |root, problems| {
            root.only(ROOT_KEYS, problems);
            if let Some(schema) = root.number("schema", problems)
                && schema.value.total_cmp(&1.0).is_ne()
            {
                problems.push(&schema.place, "this version reads schema 1 only");
            }
            let mut seen: BTreeMap<String, At<Option<Answer>>> = BTreeMap::new();
            for table in root.tables("answer", problems) {
                read_answer(&table, checklist, &mut seen, problems);
            }
            seen.into_iter()
                .filter_map(|(id, at)| Some((id, at.value?)))
                .collect::<BTreeMap<_, _>>()
        });
        problems.into_result(Answers {
            name: name.to_owned(),
            by_id,
        })
    }
}

fn read_answer(
    table: &Table<'_>,
    checklist: &Checklist,
    seen: &mut BTreeMap<String, At<Option<Answer>>>,
    problems: &mut Problems,
) {
    table.only(ANSWER_KEYS, problems);
    for key in ["id", "value", "date", "by"] {
        if !table.has(key) {
            table.missing(key, problems);
        }
    }
    let id = table.string("id", problems);
    let value = table.scalar("value", problems);
    let date = table.date("date", problems);
    let by = table.string("by", problems);
    if let Some(at) = &by
        && at.value.trim().is_empty()
    {
        problems.push(&at.place, "\"by\" is empty: who answered?");
    }
    let note = table.string("note", problems).map(|at| at.value);
    let Some(id) = id else { return };
    if let Some(first) = seen.get(&id.value) {
        let line = problems
            .files
            .get(first.place.file)
            .map_or(0, |file| file.line_and_column(first.place.start).0);
        let message = format!("\"{}\" is answered already, in line {line}", clean(&id.value));
        problems.push(&id.place, message);
        return;
    }
    let value = value.and_then(|value| read_value(&id, &value, checklist, problems));
    let answer = value.zip(date).zip(by).map(|((value, date), by)| Answer {
        id: id.value.clone(),
        value,
        date: date.value,
        by: by.value.trim().to_owned(),
        note: note.filter(|note| !note.trim().is_empty()),
    });
    let at = At {
        value: answer,
        place: id.place.clone(),
    };
    seen.insert(id.value, at);
}

/// The value by the kind of its question; none when no question of this checklist has the id.
fn read_value(
    id: &At<String>,
    value: &At<Scalar>,
    checklist: &Checklist,
    problems: &mut Problems,
) -> Option<AnswerValue> {
    let Some(asked) = checklist.asked_by_id(&id.value) else {
        tell_unknown(id, checklist, problems);
        return None;
    };
    let read = match &value.value {
        Scalar::Text(words) => AnswerValue::read(words, asked.kind, asked.unit, None),
        Scalar::Number(number) => AnswerValue::of_number(*number, asked.kind),
        Scalar::Boolean(yes) => AnswerValue::of_yes_no(*yes, asked.kind),
        Scalar::Date(date) => AnswerValue::of_date(*date, asked.kind),
    };
    match read {
        Ok(value) => Some(value),
        Err(error) => {
            problems.push_with_help(&value.place, error.to_string(), Some(error.example().to_owned()));
            None
        }
    }
}

/// Tells an id that is misspelt, or that nobody is asked. An id that is like no other belongs to a checklist that is
/// not in use.
fn tell_unknown(id: &At<String>, checklist: &Checklist, problems: &mut Problems) {
    if checklist.check(&id.value).is_some() {
        let message = format!("\"{}\" is seen by the walk: nobody is asked", clean(&id.value));
        problems.push(&id.place, message);
        return;
    }
    let mut known: Vec<String> = checklist.asked().map(|asked| asked.check.finding_id.clone()).collect();
    for built_in in builtin::ALL {
        if let Ok(list) = Loader::default().load(built_in.id) {
            known.extend(list.asked().map(|asked| asked.check.finding_id.clone()));
        }
    }
    if known.contains(&id.value) {
        return;
    }
    if super::suggest::closest(&id.value, known.iter().map(String::as_str)).is_some() {
        problems.unknown(&id.place, "question", &id.value, known.iter().map(String::as_str));
    }
}
