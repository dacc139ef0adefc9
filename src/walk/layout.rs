//! Layout of the walk's pages: their style sheets are fetched as the pages come, workers lay them out beside the
//! walk, and at its end what they saw is written into the facts. Where the walk goes never depends on it.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use url::Url;

use super::Options;
use super::session::Session;
use crate::layout::frame::Job;
use crate::layout::pool::{Pool, WorkerCommand};
use crate::layout::{PageToLayOut, Viewport, apply, sheets};
use crate::model::{Note, PageFacts};
use crate::net::{Response, decode};

/// Workers at the same time.
const WORKERS: usize = 2;
/// How often it is asked whether a page is done, at the end of the walk.
const ASK_EVERY: Duration = Duration::from_millis(5);

/// A page that waits for its style sheets.
#[derive(Debug)]
pub(super) struct ToLayOut {
    html: String,
    charset: &'static str,
    url: Url,
    targets: Vec<String>,
}

/// The layouts of one walk.
#[derive(Debug, Default)]
pub(super) struct Layouts {
    pool: Option<Pool>,
    /// Index of the page in the walk, and the page.
    waiting: Vec<(usize, ToLayOut)>,
    /// Number of the job, index of the page in the walk, and what is looked at.
    under_way: Vec<(usize, usize, Vec<String>)>,
}

impl Layouts {
    /// Workers for a walk; none where layout is off, or this program cannot be found.
    pub(super) fn start(options: &Options) -> Layouts {
        let command = || match &options.layout_program {
            Some(program) => Ok(WorkerCommand::of(program)),
            None => WorkerCommand::of_this_program(),
        };
        Layouts {
            pool: options
                .layout
                .then(|| command().ok())
                .flatten()
                .map(|command| Pool::new(&command, WORKERS)),
            ..Layouts::default()
        }
    }

    /// What is needed of an answer to lay it out later.
    pub(super) fn prepare(&self, response: &Response, facts: &PageFacts) -> Option<ToLayOut> {
        self.pool.as_ref()?;
        let targets = apply::targets(facts);
        if targets.is_empty() {
            return None;
        }
        let decoded = decode(&response.body, response.content_type());
        Some(ToLayOut {
            html: decoded.text,
            charset: decoded.charset,
            url: response.url.clone(),
            targets,
        })
    }

    /// Keeps a page until its style sheets are fetched.
    pub(super) fn keep(&mut self, index: usize, page: Option<ToLayOut>) {
        self.waiting.extend(page.map(|page| (index, page)));
    }
}

/// Fetches the style sheets of the pages that came in and hands the pages to the workers.
pub(super) async fn lay_out_new(session: &mut Session<'_>) {
    for (index, page) in std::mem::take(&mut session.layouts.waiting) {
        let wanted = sheets::wanted(&page.html, Some(&page.url));
        let used = gather(session, &wanted.sheets, page.charset, &page.url).await;
        let job = Job {
            page: PageToLayOut {
                html: page.html,
                base: wanted.base.map(String::from),
                sheets: used,
            },
            viewports: vec![Viewport::DESKTOP, Viewport::PHONE],
            targets: page.targets.clone(),
        };
        let layouts = &mut session.layouts;
        if let Some(pool) = &mut layouts.pool {
            layouts.under_way.push((pool.submit(job), index, page.targets));
        }
    }
}

/// The sheets and those that they import, each fetched once in a walk.
async fn gather(session: &mut Session<'_>, wanted: &[Url], charset: &str, page: &Url) -> BTreeMap<String, String> {
    let mut used = BTreeMap::new();
    let mut queue: VecDeque<(Url, usize)> = wanted.iter().map(|url| (url.clone(), 0)).collect();
    while let Some((url, level)) = queue.pop_front() {
        if used.contains_key(url.as_str()) {
            continue;
        }
        if session.over && !session.sheets.knows(&url) {
            continue;
        }
        let known = session.sheets.get(session.fetcher, &url, page, Some(charset)).await;
        let Some(text) = known.map(str::to_owned) else { continue };
        if level < sheets::IMPORT_LEVELS {
            let imported = sheets::imports(&text);
            queue.extend(
                imported
                    .iter()
                    .filter_map(|import| Some((sheets::join(Some(&url), &import.href)?, level + 1))),
            );
        }
        used.insert(url.into(), text);
    }
    used
}

/// Waits for the workers and writes what they saw into the facts. A page that they failed on stays as it was inferred.
pub(super) async fn finish(session: &mut Session<'_>) {
    lay_out_new(session).await;
    let layouts = std::mem::take(&mut session.layouts);
    let Some(pool) = &layouts.pool else { return };
    let mut failed = 0;
    for (number, index, targets) in layouts.under_way {
        let answer = loop {
            match pool.poll(number) {
                Some(answer) => break answer,
                None => tokio::time::sleep(ASK_EVERY).await,
            }
        };
        let windows = answer
            .ok()
            .and_then(|mut windows| Some((windows.pop()?, windows.pop()?)));
        let Some((phone, desktop)) = windows else {
            failed += 1;
            continue;
        };
        if let Some(page) = session.pages.get_mut(index) {
            apply::apply(&mut page.facts, &targets, desktop, phone);
        }
    }
    if failed > 0 {
        session.note_limit(Note::new("not-laid-out").with("pages", failed));
    }
}
