//! What an answer may be, and how people write it.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::super::compose::AskKind;
use super::days_between;
use crate::model::{Unit, Value};
use crate::report::messages::Messages;

/// The largest number that is taken for an answer.
const MOST: f64 = 1e9;

/// What somebody answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum AnswerValue {
    /// A day.
    Date(Date),
    /// A number in the question's unit.
    Number(f64),
    /// A percentage, 0 to 100.
    Percent(f64),
    /// Yes or no.
    YesNo(bool),
    /// It never happened.
    Never,
    /// The question makes no sense for this shop.
    NotApplicable,
}

/// An answer that does not fit its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// A day was asked for.
    #[error("this is no day")]
    NotADate,
    /// The day has not come yet.
    #[error("this day has not come yet")]
    DateAhead,
    /// A number was asked for.
    #[error("this is no number")]
    NotANumber,
    /// A number below zero, or too large to be meant.
    #[error("this number is out of range")]
    OutOfRange,
    /// A percentage was asked for.
    #[error("this is no percentage from 0 to 100")]
    NotAPercentage,
    /// Yes or no was asked for.
    #[error("this is neither yes nor no")]
    NotYesNo,
}

impl AnswerError {
    /// Key of its sentence in the messages.
    pub fn code(self) -> &'static str {
        match self {
            AnswerError::NotADate => "not-a-date",
            AnswerError::DateAhead => "date-ahead",
            AnswerError::NotANumber => "not-a-number",
            AnswerError::OutOfRange => "out-of-range",
            AnswerError::NotAPercentage => "not-a-percentage",
            AnswerError::NotYesNo => "not-yes-no",
        }
    }

    /// What could be written in the file.
    pub(super) fn example(self) -> &'static str {
        match self {
            AnswerError::NotADate | AnswerError::DateAhead => "write 2027-03-31, \"never\" or \"n/a\"",
            AnswerError::NotANumber | AnswerError::OutOfRange => "write 3, 1.5 or \"n/a\"",
            AnswerError::NotAPercentage => "write \"97%\" or \"n/a\"",
            AnswerError::NotYesNo => "write \"yes\", \"no\" or \"n/a\"",
        }
    }
}

const YES: &[&str] = &["yes", "y", "true", "예", "네", "응", "ㅇ"];
const NO: &[&str] = &["no", "n", "false", "아니요", "아니오", "아뇨", "아니", "ㄴ"];
const NEVER: &[&str] = &[
    "never",
    "없음",
    "없다",
    "없어요",
    "한 번도 없음",
    "한번도 없음",
    "안 함",
];
const NOT_APPLICABLE: &[&str] = &["n/a", "na", "not applicable", "해당 없음", "해당없음"];

impl AnswerValue {
    /// Reads words. With `today`, "today" and "yesterday" are days, and a day that has not come yet is refused.
    ///
    /// # Errors
    /// When the words do not fit the kind of question.
    pub fn read(words: &str, kind: AskKind, unit: Unit, today: Option<Date>) -> Result<Self, AnswerError> {
        let words = words.trim().to_lowercase();
        let is = |list: &[&str]| list.contains(&words.as_str());
        if is(NOT_APPLICABLE) {
            return Ok(AnswerValue::NotApplicable);
        }
        let has_worst = kind == AskKind::Date || matches!(unit, Unit::Hours | Unit::Days);
        if has_worst && is(NEVER) {
            return Ok(AnswerValue::Never);
        }
        match kind {
            AskKind::Date => {
                let date = read_date(&words, today).ok_or(AnswerError::NotADate)?;
                if today.is_some_and(|today| date > today) {
                    return Err(AnswerError::DateAhead);
                }
                Ok(AnswerValue::Date(date))
            }
            AskKind::Number => {
                let number = read_amount(&words, unit).ok_or(AnswerError::NotANumber)?;
                AnswerValue::of_number(number, kind)
            }
            AskKind::Percent => {
                let digits = words.trim_end_matches(['%', '％']).trim_end_matches("퍼센트");
                let number = read_number(digits).ok_or(AnswerError::NotAPercentage)?;
                AnswerValue::of_number(number, kind)
            }
            AskKind::YesNo if is(YES) => Ok(AnswerValue::YesNo(true)),
            AskKind::YesNo if is(NO) => Ok(AnswerValue::YesNo(false)),
            AskKind::YesNo => Err(AnswerError::NotYesNo),
        }
    }

    /// A bare number; a percentage is written from 0 to 100.
    pub(super) fn of_number(number: f64, kind: AskKind) -> Result<Self, AnswerError> {
        match kind {
            AskKind::Number if (0.0..=MOST).contains(&number) => Ok(AnswerValue::Number(number)),
            AskKind::Number => Err(AnswerError::OutOfRange),
            AskKind::Percent if (0.0..=100.0).contains(&number) => Ok(AnswerValue::Percent(number)),
            AskKind::Percent => Err(AnswerError::NotAPercentage),
            AskKind::Date => Err(AnswerError::NotADate),
            AskKind::YesNo => Err(AnswerError::NotYesNo),
        }
    }

    /// `true` or `false`.
    pub(super) fn of_yes_no(yes: bool, kind: AskKind) -> Result<Self, AnswerError> {
        match kind {
            AskKind::YesNo => Ok(AnswerValue::YesNo(yes)),
            AskKind::Date => Err(AnswerError::NotADate),
            AskKind::Number => Err(AnswerError::NotANumber),
            AskKind::Percent => Err(AnswerError::NotAPercentage),
        }
    }

    /// A bare day.
    pub(super) fn of_date(date: Date, kind: AskKind) -> Result<Self, AnswerError> {
        match kind {
            AskKind::Date => Ok(AnswerValue::Date(date)),
            AskKind::YesNo => Err(AnswerError::NotYesNo),
            AskKind::Number => Err(AnswerError::NotANumber),
            AskKind::Percent => Err(AnswerError::NotAPercentage),
        }
    }

    /// How a reader is told it, in the question's unit: "3 hours", "97 %", "20 November 2026", "yes".
    pub fn said(self, unit: Unit, messages: &Messages) -> String {
        match self {
            AnswerValue::Date(date) => messages.date(date),
            AnswerValue::Number(number) => messages.value(Value::Number(number), unit),
            AnswerValue::Percent(number) => messages.percent(number / 100.0),
            AnswerValue::YesNo(yes) => messages.text(if yes { "value.yes" } else { "value.no" }).to_owned(),
            AnswerValue::Never => messages.text("value.none").to_owned(),
            AnswerValue::NotApplicable => messages.text("verdict.not-applicable").to_owned(),
        }
    }

    /// The value that is judged, on a day: the age of a day in days, a share from 0 to 1. None when the question makes
    /// no sense for this shop.
    pub fn judged_on(self, day: Date) -> Option<Value> {
        match self {
            AnswerValue::Date(date) => Some(Value::Number(days_between(date, day))),
            AnswerValue::Number(number) => Some(Value::Number(number)),
            AnswerValue::Percent(number) => Some(Value::Number(number / 100.0)),
            AnswerValue::YesNo(yes) => Some(Value::YesNo(yes)),
            AnswerValue::Never => Some(Value::YesNo(false)),
            AnswerValue::NotApplicable => None,
        }
    }
}

/// A day as people write it: 2026-11-20, 2026.11.20, 2026년 11월 20일, today, 어제.
fn read_date(words: &str, today: Option<Date>) -> Option<Date> {
    match words {
        "today" | "오늘" => return today,
        "yesterday" | "어제" => return today?.checked_sub(1.day()).ok(),
        _ => {}
    }
    let dashed: String = words
        .trim_end_matches(['.', '일'])
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| match character {
            '.' | '/' | '년' | '월' => '-',
            other => other,
        })
        .collect();
    let mut parts = dashed.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A number, with a unit of time where the question asks for a time.
fn read_amount(words: &str, unit: Unit) -> Option<f64> {
    let end = words
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-')))
        .unwrap_or(words.len());
    let (digits, suffix) = words.split_at(end);
    let number = read_number(digits)?;
    let per_hour = match suffix.trim() {
        "" => return Some(number),
        "min" | "minute" | "minutes" | "분" => 1.0 / 60.0,
        "h" | "hour" | "hours" | "시간" => 1.0,
        "d" | "day" | "days" | "일" => 24.0,
        "week" | "weeks" | "주" => 168.0,
        _ => return None,
    };
    match unit {
        Unit::Hours => Some(number * per_hour),
        Unit::Days => Some(number * per_hour / 24.0),
        _ => None,
    }
}

/// A number; thousands may be set apart by commas.
fn read_number(words: &str) -> Option<f64> {
    let words = words.trim();
    let mut groups = words.split(',');
    groups.next()?;
    let thousands = |group: &str| {
        let whole = group.split('.').next().unwrap_or_default();
        whole.len() == 3 && whole.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !groups.all(thousands) {
        return None;
    }
    let number: f64 = words.replace(',', "").parse().ok()?;
    number.is_finite().then_some(number)
}

/// As it stands in the file, without quotes.
impl std::fmt::Display for AnswerValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            AnswerValue::Date(date) => write!(f, "{date}"),
            AnswerValue::Number(number) => write!(f, "{number}"),
            AnswerValue::Percent(number) => write!(f, "{number}%"),
            AnswerValue::YesNo(true) => f.write_str("yes"),
            AnswerValue::YesNo(false) => f.write_str("no"),
            AnswerValue::Never => f.write_str("never"),
            AnswerValue::NotApplicable => f.write_str("n/a"),
        }
    }
}
