//! The file of the answers, written anew after each one.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::super::output;
use crate::checklist::answers::put;
use crate::checklist::{Answer, Answers, Checklist};
use crate::report::messages::Messages;

/// The answers and where they are kept.
pub(super) struct Store<'a> {
    path: PathBuf,
    checklist: &'a Checklist,
    /// What a new file begins with.
    header: &'a str,
    pub(super) answers: Answers,
}

impl<'a> Store<'a> {
    /// Reads the answers; a file that is not there is made with the first answer.
    pub(super) fn open(path: &Path, checklist: &'a Checklist, messages: &'a Messages) -> anyhow::Result<Self> {
        let answers = Answers::load(path, checklist)?;
        Ok(Store {
            // A link stays a link: what it leads to is written.
            path: path.canonicalize().unwrap_or_else(|_| path.to_owned()),
            checklist,
            header: messages.text("ask.file-header"),
            answers,
        })
    }

    /// Name of the file for a reader.
    pub(super) fn name(&self) -> &str {
        &self.answers.name
    }

    /// Keeps an answer. The file is read again first, so that what others wrote in the meantime stays.
    pub(super) fn save(&mut self, answer: &Answer) -> anyhow::Result<()> {
        let name = self.answers.name.clone();
        let context = || format!("cannot write {name}");
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => self.header.to_owned(),
            Err(error) => return Err(error).with_context(context),
        };
        let text = put(&text, answer).with_context(context)?;
        let answers = Answers::parse(&name, &text, self.checklist)?;
        output::replace(&self.path, text.as_bytes()).with_context(context)?;
        self.answers = answers;
        Ok(())
    }
}
