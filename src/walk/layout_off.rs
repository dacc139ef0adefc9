//! What stands in for the layout where the program is built without it: visibility stays inferred.

use super::Options;
use super::session::Session;
use crate::model::{Journey, Note, PageFacts};
use crate::net::Response;

/// Nothing is laid out.
#[derive(Debug)]
pub(super) struct ToLayOut;

/// Nothing is laid out.
#[derive(Debug, Default)]
pub(super) struct Layouts;

impl Layouts {
    pub(super) fn start(_options: &Options) -> Layouts {
        Layouts
    }

    pub(super) fn prepare(&self, _response: &Response, _facts: &PageFacts) -> Option<ToLayOut> {
        None
    }

    pub(super) fn keep(&mut self, _index: usize, _page: Option<ToLayOut>) {}
}

pub(super) async fn lay_out_new(_session: &mut Session<'_>) {}

pub(super) async fn finish(session: &mut Session<'_>, _journeys: &mut [Journey]) {
    if session.options.layout {
        session.note_limit(Note::new("not-laid-out").with("pages", session.pages.len()));
    }
}
