//! How an owner's answer is written for a reader.

use super::messages::Messages;
use crate::checklist::AnswerValue;
use crate::model::{Unit, Value};

impl Messages {
    /// An answer in its question's unit: "3 hours", "97 %", "20 November 2026", "yes".
    pub fn answer(&self, value: AnswerValue, unit: Unit) -> String {
        match value {
            AnswerValue::Date(date) => self.date(date),
            AnswerValue::Number(number) => self.value(Value::Number(number), unit),
            AnswerValue::Percent(number) => self.percent(number / 100.0),
            AnswerValue::YesNo(yes) => self.text(if yes { "value.yes" } else { "value.no" }).to_owned(),
            AnswerValue::Never => self.text("value.none").to_owned(),
            AnswerValue::NotApplicable => self.text("verdict.not-applicable").to_owned(),
        }
    }
}
