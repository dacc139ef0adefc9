//! Changes in a customer's words: "the phone number vanished from the top of 14 pages".

use crate::measure;
use crate::model::{Change, Difference, Memory, Reading, Unit, Value, Verdict};
use crate::report::messages::Messages;

/// Says every change of a report's memory in the report's language.
pub fn say_memory(memory: &mut Memory, messages: &Messages) {
    say_changes(&mut memory.since_last, messages);
}

/// Says every change in the language of the messages.
pub fn say_changes(difference: &mut Difference, messages: &Messages) {
    for change in &mut difference.changes {
        change.text = said(change, messages);
    }
}

fn said(change: &Change, messages: &Messages) -> String {
    let value = |reading: &Reading| {
        reading
            .value
            .map(|value| value_text(&change.measure, &change.unit, value, messages))
    };
    let question = ("question", change.question.as_str());
    match (value(&change.before), value(&change.after)) {
        (Some(before), Some(after)) => {
            let figures = [("before", before.as_str()), ("after", after.as_str())];
            match in_words(change, messages) {
                // "Yes" and "no" are in the words already.
                Some(text) if change.unit == "yes-no" => text,
                Some(text) => messages.with("memory.figures", &[("text", &text), figures[0], figures[1]]),
                None => messages.with("memory.changed", &[question, figures[0], figures[1]]),
            }
        }
        (None, Some(after)) => messages.with("memory.found", &[question, ("after", &after)]),
        (Some(before), None) if change.after.verdict == Verdict::NotApplicable => {
            messages.with("memory.applies-not", &[question, ("before", &before)])
        }
        (Some(before), None) => messages.with("memory.lost", &[question, ("before", &before)]),
        (None, None) if change.after.verdict == Verdict::NotApplicable => {
            messages.with("memory.applies-not-unmeasured", &[question])
        }
        (None, None) => messages.with("memory.applies", &[question]),
    }
}

/// The sentence of the measure, where it has one.
fn in_words(change: &Change, messages: &Messages) -> Option<String> {
    let (then, now) = (change.before.value?, change.after.value?);
    // "None" instead of a figure is neither more nor less.
    if std::mem::discriminant(&then) != std::mem::discriminant(&now) {
        return None;
    }
    let (then, now) = (then.as_f64(), now.as_f64());
    let way = if now > then { "up" } else { "down" };
    let counted = format!("change.{}.{way}-count", change.measure);
    if let Some(count) = things(change).filter(|_| messages.has(&counted)) {
        return Some(with_count(&counted, count, messages));
    }
    let key = format!("change.{}.{way}", change.measure);
    messages
        .has(&key)
        .then(|| with_count(&key, (now - then).abs(), messages))
}

fn with_count(key: &str, count: f64, messages: &Messages) -> String {
    let written = messages.number(count);
    let one = format!("{key}-one");
    let key = if written == "1" && messages.has(&one) {
        &one
    } else {
        key
    };
    messages.with(key, &[("count", &written)])
}

/// So far from a whole number a count may be where the share was rounded; half-counted pages are half a page away.
const WHOLE: f64 = 0.01;

/// How many pages or products more or fewer a share stands for; only where both looked at the same number of them, and
/// each counted whole.
fn things(change: &Change) -> Option<f64> {
    let (before, after) = (&change.before, &change.after);
    if change.unit != "share" || before.sample != after.sample {
        return None;
    }
    let sample = f64::from(u32::try_from(after.sample).ok()?);
    let whole = |reading: &Reading| {
        let count = reading.value?.as_f64() * sample;
        ((count - count.round()).abs() < WHOLE).then(|| count.round())
    };
    let count = (whole(after)? - whole(before)?).abs();
    (count > 0.0).then_some(count)
}

/// A measured value as the reader writes it, whatever language it was first told in.
pub(super) fn value_text(measure: &str, unit: &str, value: Value, messages: &Messages) -> String {
    let unit = measure::get(measure).map_or_else(|| unit_by_name(unit), |measure| measure.unit);
    messages.value(value, unit)
}

/// The unit of a composed measure.
fn unit_by_name(name: &str) -> Unit {
    match name {
        "share" => Unit::Share,
        "ratio" => Unit::Ratio,
        "yes-no" => Unit::YesNo,
        "days" => Unit::Days,
        "hours" => Unit::Hours,
        _ => Unit::Count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Direction, Language, Severity};

    fn reading(value: Option<Value>, sample: usize) -> Reading {
        Reading {
            verdict: if value.is_some() {
                Verdict::Poor
            } else {
                Verdict::Unknown
            },
            value,
            sample,
            points: value.map(|_| 0.0),
        }
    }

    fn change(measure: &str, unit: &str, before: Reading, after: Reading) -> Change {
        Change {
            id: "support.check".to_owned(),
            touchpoint: "support".to_owned(),
            question: "Is it so?".to_owned(),
            measure: measure.to_owned(),
            unit: unit.to_owned(),
            severity: Severity::Major,
            direction: Direction::Worse,
            before,
            after,
            text: String::new(),
        }
    }

    fn told(measure: &str, unit: &str, before: (f64, usize), after: (f64, usize)) -> [String; 2] {
        let number = |(number, sample)| reading(Some(Value::Number(number)), sample);
        let change = change(measure, unit, number(before), number(after));
        Language::ALL
            .iter()
            .map(|language| said(&change, Messages::get(*language)))
            .collect::<Vec<_>>()
            .try_into()
            .unwrap()
    }

    #[test]
    fn a_customer_hears_what_vanished() {
        assert_eq!(
            told("phone.top-share", "share", (1.0, 41), (27.0 / 41.0, 41)),
            [
                "The phone number vanished from the top of 14 pages (100 % → 65.9 %)",
                "14개 페이지의 위쪽에서 전화번호가 사라졌습니다 (100% → 65.9%)"
            ]
        );
        assert_eq!(
            told("checkout.visible-fields", "count", (7.0, 1), (9.0, 1))[0],
            "2 more fields in the order form (7 → 9)"
        );
        assert_eq!(
            told("checkout.visible-fields", "count", (8.0, 1), (7.0, 1))[0],
            "1 field fewer in the order form (8 → 7)"
        );
    }

    #[test]
    fn pages_are_counted_only_where_as_many_were_looked_at() {
        let [english, _] = told("phone.top-share", "share", (1.0, 41), (0.5, 40));
        assert_eq!(
            english,
            "The phone number stands at the top of fewer pages (100 % → 50 %)"
        );
    }

    #[test]
    fn no_figure_is_not_a_small_one() {
        let hours = reading(Some(Value::Number(24.0)), 9);
        let none = reading(Some(Value::YesNo(false)), 1);
        let gone = change("support.promise-hours", "hours", hours, none);
        assert_eq!(
            said(&gone, Messages::get(Language::En)),
            "Is it so? Now none, before 24 hours"
        );
    }

    #[test]
    fn a_measure_without_words_is_told_by_its_question() {
        let [english, korean] = told("text gift wrap", "share", (0.5, 4), (0.25, 4));
        assert_eq!(english, "Is it so? Now 25 %, before 50 %");
        assert_eq!(korean, "Is it so? 지금 25%, 그때 50%");
    }

    #[test]
    fn what_could_not_be_measured_is_not_called_worse() {
        let seen = reading(Some(Value::YesNo(true)), 1);
        let lost = change("checkout.total-shown", "yes-no", seen.clone(), reading(None, 0));
        let messages = Messages::get(Language::En);
        assert_eq!(
            said(&lost, messages),
            "Is it so? Could not be checked this time; before yes"
        );
        let found = change("checkout.total-shown", "yes-no", reading(None, 0), seen);
        assert_eq!(
            said(&found, messages),
            "Is it so? Now yes; before, it could not be checked"
        );
    }

    #[test]
    fn every_word_belongs_to_a_measure() {
        let text = include_str!("../../../audits/messages/en.toml");
        let table: toml::Table = text.parse().unwrap();
        let words = table["change"].as_table().unwrap();
        assert!(words.len() > 50);
        for id in words.keys() {
            assert!(measure::get(id).is_some(), "{id} is no measure");
        }
    }
}
