//! The dialogue: plain lines, so that it works over any terminal, and each answer kept before the next question.

#[cfg(test)]
mod tests;

use std::io::{BufRead, Write};

use jiff::civil::Date;

use super::store::Store;
use super::{State, wrong};
use crate::checklist::{Answer, AnswerValue, AskKind, Asked, Checklist};
use crate::model::Unit;
use crate::report::clean;
use crate::report::messages::Messages;

/// Longest line that is read: nobody types more, and a pipe may send anything.
const LONGEST: u64 = 4096;

/// A dialogue with a person.
pub(super) struct Dialogue<'a, R, W> {
    input: R,
    output: W,
    messages: &'a Messages,
    today: Date,
}

/// What a person typed.
enum Typed {
    Words(String),
    Nothing,
    Help,
    /// `q`, or the end of the input.
    Leave,
}

/// How a question ended.
enum Ended {
    Answered,
    /// Answered, and left at the remark.
    AnsweredLast,
    Skipped,
    Left,
}

impl<'a, R: BufRead, W: Write> Dialogue<'a, R, W> {
    pub(super) fn new(input: R, output: W, messages: &'a Messages, today: Date) -> Self {
        Dialogue {
            input,
            output,
            messages,
            today,
        }
    }

    /// Asks what is open or old, in the checklist's order, until the person leaves.
    pub(super) fn run(&mut self, checklist: &Checklist, store: &mut Store<'_>, by: Option<&str>) -> anyhow::Result<()> {
        let states: Vec<(Asked<'_>, bool, bool)> = checklist
            .asked()
            .map(|asked| {
                let state = State::of(asked, &store.answers, self.today);
                (asked, state.is_open(), matches!(state, State::Stale(_)))
            })
            .collect();
        let to_ask: Vec<Asked<'_>> = states
            .iter()
            .filter(|(_, open, stale)| *open || *stale)
            .map(|(asked, ..)| *asked)
            .collect();
        if to_ask.is_empty() {
            return self.nothing_to_ask(states.len(), checklist);
        }
        let open = states.iter().filter(|(_, open, _)| *open).count();
        self.head(states.len(), open, to_ask.len() - open, store.name())?;
        let Some(by) = self.who(by, store)? else {
            return self.end(0, to_ask.len());
        };
        let mut answered = 0;
        for (index, asked) in to_ask.iter().enumerate() {
            let position = (index + 1, to_ask.len());
            match self.question(*asked, position, checklist, &by, store)? {
                Ended::Answered => answered += 1,
                Ended::AnsweredLast => {
                    answered += 1;
                    break;
                }
                Ended::Skipped => self.say("ask.skipped", &[])?,
                Ended::Left => break,
            }
        }
        self.end(answered, to_ask.len() - answered)
    }

    fn nothing_to_ask(&mut self, count: usize, checklist: &Checklist) -> anyhow::Result<()> {
        if count == 0 {
            return self.say("ask.nothing-asked", &[]);
        }
        self.say("ask.all-fresh", &[("count", &count.to_string())])?;
        if checklist.sources.iter().any(|source| source.id == "owner") {
            return Ok(());
        }
        self.say("ask.all-fresh-more", &[])
    }

    fn head(&mut self, count: usize, open: usize, stale: usize, file: &str) -> anyhow::Result<()> {
        let (count, open) = (count.to_string(), open.to_string());
        self.say("ask.head", &[("count", &count), ("open", &open)])?;
        if stale > 0 {
            self.say("ask.head-stale", &[("stale", &stale.to_string())])?;
        }
        self.say("ask.lead", &[("file", file)])
    }

    /// Who answers: the name that was given, or the one that is typed. None when the person leaves.
    fn who(&mut self, by: Option<&str>, store: &Store<'_>) -> anyhow::Result<Option<String>> {
        if let Some(by) = by.map(clean).filter(|by| !by.trim().is_empty()) {
            return Ok(Some(by.trim().to_owned()));
        }
        let last = store.answers.iter().max_by_key(|answer| answer.date);
        let last = last.map(|answer| clean(&answer.by));
        writeln!(self.output)?;
        loop {
            match &last {
                Some(last) => self.say("ask.by-default", &[("by", last)])?,
                None => self.say("ask.by", &[])?,
            }
            match (self.read()?, &last) {
                (Typed::Leave, _) => return Ok(None),
                (Typed::Words(name), _) => return Ok(Some(name)),
                (Typed::Nothing, Some(last)) => return Ok(Some(last.clone())),
                (Typed::Nothing | Typed::Help, _) => self.say("ask.by-wanted", &[])?,
            }
        }
    }

    /// Asks one question until it is answered or skipped.
    fn question(
        &mut self,
        asked: Asked<'_>,
        position: (usize, usize),
        checklist: &Checklist,
        by: &str,
        store: &mut Store<'_>,
    ) -> anyhow::Result<Ended> {
        self.present(asked, position, checklist, store)?;
        let value = loop {
            let words = match self.read()? {
                Typed::Leave => return Ok(Ended::Left),
                Typed::Nothing => return Ok(Ended::Skipped),
                Typed::Help => {
                    self.explain(asked)?;
                    continue;
                }
                Typed::Words(words) => words,
            };
            match AnswerValue::read(&words, asked.kind, asked.unit, Some(self.today)) {
                Ok(value) => break value,
                Err(error) => {
                    let why = wrong(error, self.messages);
                    writeln!(self.output, "{why}")?;
                }
            }
        };
        let mut answer = Answer {
            id: asked.check.finding_id.clone(),
            value,
            date: self.today,
            by: by.to_owned(),
            note: None,
        };
        store.save(&answer)?;
        let said = value.said(asked.unit, self.messages);
        self.say("ask.saved", &[("value", &said)])?;
        self.say("ask.note", &[])?;
        match self.read()? {
            Typed::Words(note) => {
                answer.note = Some(note);
                store.save(&answer)?;
                Ok(Ended::Answered)
            }
            Typed::Nothing | Typed::Help => Ok(Ended::Answered),
            Typed::Leave => Ok(Ended::AnsweredLast),
        }
    }

    /// The question, what good is, the last answer, and how to answer.
    fn present(
        &mut self,
        asked: Asked<'_>,
        (index, count): (usize, usize),
        checklist: &Checklist,
        store: &Store<'_>,
    ) -> anyhow::Result<()> {
        let (messages, check) = (self.messages, asked.check);
        let language = messages.language();
        let touchpoint = checklist
            .touchpoints
            .iter()
            .find(|touchpoint| touchpoint.checks.iter().any(|own| own.finding_id == check.finding_id))
            .map(|touchpoint| clean(touchpoint.title.get(language)))
            .unwrap_or_default();
        writeln!(self.output)?;
        self.say(
            "ask.position",
            &[
                ("index", &index.to_string()),
                ("count", &count.to_string()),
                ("touchpoint", &touchpoint),
                ("id", &check.finding_id),
            ],
        )?;
        writeln!(self.output, "{}", clean(asked.question.get(language)))?;
        if asked.exemption {
            self.say("ask.exempt", &[("question", &clean(check.question.get(language)))])?;
        } else {
            let good = messages.expectation(&check.scale.good, asked.unit);
            self.say("ask.good", &[("good", &good)])?;
        }
        if let Some(answer) = State::of(asked, &store.answers, self.today).answer() {
            let value = answer.value.said(asked.unit, messages);
            let date = answer.date.to_string();
            self.say(
                "ask.last",
                &[("value", &value), ("by", &clean(&answer.by)), ("date", &date)],
            )?;
        }
        self.say("ask.form-more", &[("form", form(asked, messages))])
    }

    fn explain(&mut self, asked: Asked<'_>) -> anyhow::Result<()> {
        let language = self.messages.language();
        let texts = [
            ("describe.why", asked.check.why.get(language)),
            ("describe.fix", asked.check.fix.get(language)),
            ("describe.source", asked.check.source.as_str()),
        ];
        for (title, text) in texts {
            if !text.is_empty() {
                writeln!(self.output, "{}: {}", self.messages.text(title), clean(text))?;
            }
        }
        Ok(())
    }

    fn end(&mut self, answered: usize, open: usize) -> anyhow::Result<()> {
        writeln!(self.output)?;
        let (answered, left) = (answered.to_string(), open.to_string());
        self.say("ask.end", &[("answered", &answered), ("open", &left)])?;
        if open > 0 {
            self.say("ask.resume", &[])?;
        }
        Ok(())
    }

    fn say(&mut self, key: &str, arguments: &[(&str, &str)]) -> anyhow::Result<()> {
        writeln!(self.output, "{}", self.messages.with(key, arguments))?;
        Ok(())
    }

    /// Reads a line. Bytes that are no text, as half a Hangul syllable, become a mark that no answer holds.
    fn read(&mut self) -> anyhow::Result<Typed> {
        write!(self.output, "> ")?;
        self.output.flush()?;
        let mut line = Vec::new();
        let read = std::io::Read::take(&mut self.input, LONGEST).read_until(b'\n', &mut line)?;
        if read == 0 {
            writeln!(self.output)?;
            return Ok(Typed::Leave);
        }
        let words = clean(&String::from_utf8_lossy(&line)).trim().to_owned();
        Ok(match words.to_lowercase().as_str() {
            "" => Typed::Nothing,
            "?" => Typed::Help,
            // ㅂ is q on a keyboard that is set to Korean.
            "q" | "quit" | "exit" | "ㅂ" => Typed::Leave,
            _ => Typed::Words(words),
        })
    }
}

/// How an answer is written.
fn form<'a>(asked: Asked<'_>, messages: &'a Messages) -> &'a str {
    match (asked.kind, asked.unit) {
        (AskKind::Date, _) => messages.text("ask.form-date"),
        (AskKind::Percent, _) => messages.text("ask.form-percent"),
        (AskKind::YesNo, _) => messages.text("ask.form-yes-no"),
        (AskKind::Number, Unit::Hours) => messages.text("ask.form-hours"),
        (AskKind::Number, Unit::Days) => messages.text("ask.form-days"),
        (AskKind::Number, _) => messages.text("ask.form-count"),
    }
}
