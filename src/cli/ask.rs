//! `touchpoint ask`: what only a person can tell, asked and kept in `answers.toml`.

mod dialogue;
mod list;
mod store;

use std::io::IsTerminal as _;
use std::path::PathBuf;

use clap::Args;
use jiff::Zoned;
use jiff::civil::Date;

use super::audit::read_config;
use super::pipeline::read_checklist;
use super::{exit, language, output};
use crate::checklist::answers::FILE_NAME;
use crate::checklist::{Answer, AnswerValue, Answers, Asked, Checklist, Freshness, closest};
use crate::model::{Language, Unit};
use crate::report::clean;
use crate::report::messages::Messages;
use store::Store;

/// Arguments of `touchpoint ask`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// List what is open, old and fresh, and ask nothing
    #[arg(long, conflicts_with = "set")]
    list: bool,

    /// Answer a question without the dialogue; repeatable
    #[arg(long, value_name = "ID=VALUE", requires = "by")]
    set: Vec<String>,

    /// Who answers
    #[arg(long, value_name = "NAME")]
    by: Option<String>,

    /// A remark, kept beside the answer
    #[arg(long, value_name = "TEXT", requires = "set")]
    note: Option<String>,

    /// The day of the answer (default: today)
    #[arg(long, value_name = "YYYY-MM-DD", requires = "set")]
    date: Option<String>,

    /// Checklist whose questions are asked: the id of a built-in one or a path; repeatable
    #[arg(long, value_name = "ID|PATH")]
    checklist: Vec<String>,

    /// Where the answers are kept
    #[arg(long, value_name = "PATH", default_value = FILE_NAME)]
    answers: PathBuf,

    /// The shop's own file (default: touchpoint.toml, where there is one)
    #[arg(long, value_name = "PATH")]
    config: Option<PathBuf>,
}

/// Where a question stands on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
enum State<'a> {
    /// Nobody answered.
    Open,
    /// Answered too long ago.
    Expired(&'a Answer),
    /// Answered long ago: counts half.
    Stale(&'a Answer),
    /// Answered.
    Fresh(&'a Answer),
}

impl<'a> State<'a> {
    fn of(asked: Asked<'_>, answers: &'a Answers, day: Date) -> Self {
        match answers.get(&asked.check.finding_id) {
            None => State::Open,
            Some(answer) => match answer.freshness(asked.fresh_days, day) {
                Freshness::Fresh => State::Fresh(answer),
                Freshness::Stale => State::Stale(answer),
                Freshness::Expired => State::Expired(answer),
            },
        }
    }

    fn is_open(self) -> bool {
        matches!(self, State::Open | State::Expired(_))
    }

    fn answer(self) -> Option<&'a Answer> {
        match self {
            State::Open => None,
            State::Expired(answer) | State::Stale(answer) | State::Fresh(answer) => Some(answer),
        }
    }
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments, lang: Option<Language>) -> anyhow::Result<u8> {
    let config = read_config(arguments.config.as_deref())?;
    let messages = Messages::get(language::choose(lang.or(config.report.language)));
    let checklist = read_checklist(&arguments.checklist, &config)?;
    let mut store = Store::open(&arguments.answers, &checklist, messages)?;
    let today = Zoned::now().date();
    if arguments.list {
        let text = list::list(&checklist, &store.answers, today, messages);
        output::print(text.as_bytes())?;
        return Ok(exit::OK);
    }
    let done = if arguments.set.is_empty() {
        if !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
            anyhow::bail!(messages.text("ask.no-terminal").to_owned());
        }
        let (input, output) = (std::io::stdin().lock(), std::io::stdout().lock());
        let mut dialogue = dialogue::Dialogue::new(input, output, messages, today);
        dialogue.run(&checklist, &mut store, arguments.by.as_deref())
    } else {
        let answers = set(arguments, &checklist, today, messages)?;
        save_all(&answers, &checklist, &mut store, messages)
    };
    match done {
        Ok(()) => Ok(exit::OK),
        Err(error) => {
            eprintln!("touchpoint: {error:#}");
            Ok(exit::OUTPUT_FAILED)
        }
    }
}

/// The answers of the command line; all of them are right, or nothing is kept.
fn set(arguments: &Arguments, checklist: &Checklist, today: Date, messages: &Messages) -> anyhow::Result<Vec<Answer>> {
    let by = arguments.by.as_deref().map(clean).unwrap_or_default().trim().to_owned();
    if by.is_empty() {
        anyhow::bail!(messages.text("ask.set-by").to_owned());
    }
    let date = match &arguments.date {
        None => today,
        Some(words) => read_day(words, today, messages)?,
    };
    let mut answers: Vec<Answer> = Vec::new();
    for words in &arguments.set {
        let Some((id, value)) = words.split_once('=') else {
            anyhow::bail!(messages.with("ask.set-form", &[("words", &clean(words))]));
        };
        let id = id.trim();
        let asked = checklist
            .asked_by_id(id)
            .ok_or_else(|| unknown(id, checklist, messages))?;
        let value = AnswerValue::read(value, asked.kind, asked.unit, Some(today)).map_err(|error| {
            let why = wrong(error, messages);
            let arguments = [("id", id), ("value", &clean(value)), ("why", why)];
            anyhow::anyhow!(messages.with("ask.set-wrong", &arguments))
        })?;
        if answers.iter().any(|answer| answer.id == id) {
            anyhow::bail!(messages.with("ask.set-twice", &[("id", id)]));
        }
        answers.push(Answer {
            id: id.to_owned(),
            value,
            date,
            by: by.clone(),
            note: arguments.note.clone().filter(|note| !note.trim().is_empty()),
        });
    }
    Ok(answers)
}

fn read_day(words: &str, today: Date, messages: &Messages) -> anyhow::Result<Date> {
    use crate::checklist::{AnswerError, AskKind};
    let read = match AnswerValue::read(words, AskKind::Date, Unit::Days, Some(today)) {
        Ok(AnswerValue::Date(date)) => Ok(date),
        Ok(_) => Err(AnswerError::NotADate),
        Err(error) => Err(error),
    };
    read.map_err(|error| {
        let arguments = [("date", clean(words)), ("why", wrong(error, messages).to_owned())];
        let arguments: Vec<(&str, &str)> = arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        anyhow::anyhow!(messages.with("ask.set-date", &arguments))
    })
}

fn unknown(id: &str, checklist: &Checklist, messages: &Messages) -> anyhow::Error {
    let shown = clean(id);
    if checklist.check(id).is_some() {
        return anyhow::anyhow!(messages.with("ask.set-measured", &[("id", &shown)]));
    }
    let near = closest(id, checklist.asked().map(|asked| asked.check.finding_id.as_str()))
        .map(|near| messages.with("ask.set-near", &[("near", near)]))
        .unwrap_or_default();
    anyhow::anyhow!(messages.with("ask.set-unknown", &[("id", &shown), ("near", &near)]))
}

fn save_all(
    answers: &[Answer],
    checklist: &Checklist,
    store: &mut Store<'_>,
    messages: &Messages,
) -> anyhow::Result<()> {
    for answer in answers {
        store.save(answer)?;
        let unit = checklist
            .asked_by_id(&answer.id)
            .map_or(Unit::Count, |asked| asked.unit);
        let said = messages.with(
            "ask.set-saved",
            &[
                ("id", &answer.id),
                ("value", &answer.value.said(unit, messages)),
                ("by", &answer.by),
                ("date", &answer.date.to_string()),
            ],
        );
        output::print(format!("{said}\n").as_bytes())?;
    }
    Ok(())
}

/// What is wrong with an answer, in the reader's language.
fn wrong(error: crate::checklist::AnswerError, messages: &Messages) -> &str {
    match error.code() {
        "not-a-date" => messages.text("ask.wrong-not-a-date"),
        "date-ahead" => messages.text("ask.wrong-date-ahead"),
        "not-a-number" => messages.text("ask.wrong-not-a-number"),
        "out-of-range" => messages.text("ask.wrong-out-of-range"),
        "not-a-percentage" => messages.text("ask.wrong-not-a-percentage"),
        _ => messages.text("ask.wrong-not-yes-no"),
    }
}
