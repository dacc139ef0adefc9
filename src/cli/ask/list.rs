//! What is open, what is old, what is fresh.

use jiff::civil::Date;

use super::State;
use crate::checklist::{Answer, Answers, Asked, Checklist};
use crate::report::clean;
use crate::report::messages::Messages;

/// Whether an answer in this state belongs to a section of the list.
type Belongs = fn(State<'_>) -> bool;

/// Every question of a checklist with its answer: the open ones, the old ones, the fresh ones.
pub(super) fn list(checklist: &Checklist, answers: &Answers, today: Date, messages: &Messages) -> String {
    let questions: Vec<(Asked<'_>, State<'_>)> = checklist
        .asked()
        .map(|asked| (asked, State::of(asked, answers, today)))
        .collect();
    if questions.is_empty() {
        return format!("{}\n", messages.text("ask.nothing-asked"));
    }
    let mut text = String::new();
    let sections: [(&str, Belongs); 3] = [
        ("ask.list-open", |state| state.is_open()),
        ("ask.list-stale", |state| matches!(state, State::Stale(_))),
        ("ask.list-fresh", |state| matches!(state, State::Fresh(_))),
    ];
    for (title, belongs) in sections {
        let inside: Vec<&(Asked<'_>, State<'_>)> = questions.iter().filter(|(_, state)| belongs(*state)).collect();
        if inside.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&messages.with(title, &[("count", &inside.len().to_string())]));
        text.push('\n');
        for (asked, state) in inside {
            let question = clean(asked.question.get(messages.language()));
            text.push_str(&format!("  {}\n    {question}\n", asked.check.finding_id));
            text.push_str(&format!("    {}\n", said(*asked, *state, messages)));
        }
    }
    text
}

/// What is known of a question's answer.
fn said(asked: Asked<'_>, state: State<'_>, messages: &Messages) -> String {
    let term = asked.fresh_days;
    match state {
        State::Open => messages.with("ask.list-waits", &[("days", &messages.number(term))]),
        State::Expired(answer) => line("ask.list-answer-expired", asked, answer, answer.date, messages),
        State::Stale(answer) => {
            let until = answer.counts_until(term);
            line("ask.list-answer-stale", asked, answer, until, messages)
        }
        State::Fresh(answer) => line("ask.list-answer", asked, answer, answer.fresh_until(term), messages),
    }
}

fn line(key: &str, asked: Asked<'_>, answer: &Answer, until: Date, messages: &Messages) -> String {
    messages.with(
        key,
        &[
            ("value", &answer.value.said(asked.unit, messages)),
            ("by", &clean(&answer.by)),
            ("date", &answer.date.to_string()),
            ("until", &until.to_string()),
        ],
    )
}
