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
use crate::model::PageFacts;
use crate::net::{Purpose, Request, Response, decode, decode_style_sheet};

/// Style sheets fetched on one walk.
const MOST_SHEETS: usize = 100;
/// Bytes of style sheets kept on one walk.
const MOST_BYTES: usize = 8 << 20;
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
    /// Style sheets by address; null where no answer came.
    sheets: BTreeMap<String, Option<String>>,
    bytes: usize,
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
        let Some(text) = sheet(session, &url, charset, page).await else {
            continue;
        };
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

async fn sheet(session: &mut Session<'_>, url: &Url, charset: &str, page: &Url) -> Option<String> {
    if let Some(known) = session.layouts.sheets.get(url.as_str()) {
        return known.clone();
    }
    if session.over || session.layouts.sheets.len() >= MOST_SHEETS || session.layouts.bytes >= MOST_BYTES {
        return None;
    }
    let request = Request::get(url.clone(), Purpose::StyleSheet).with_referer(page);
    let text = match session.send(request).await {
        Ok(answer) if answer.status < 300 && !is_page(&answer) => {
            Some(decode_style_sheet(&answer.body, answer.content_type(), Some(charset)).text)
        }
        // A browser goes without it, too.
        Ok(_) => Some(String::new()),
        Err(_) => None,
    };
    session.layouts.bytes += text.as_ref().map_or(0, String::len);
    session.layouts.sheets.insert(url.to_string(), text.clone());
    text
}

/// A shop answers a missing style sheet with a page at times.
fn is_page(answer: &Response) -> bool {
    answer
        .content_type()
        .is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("text/html"))
}

/// Waits for the workers and writes what they saw into the facts. A page that they failed on stays as it was inferred.
pub(super) async fn finish(session: &mut Session<'_>) {
    lay_out_new(session).await;
    let layouts = std::mem::take(&mut session.layouts);
    let Some(pool) = &layouts.pool else { return };
    for (number, index, targets) in layouts.under_way {
        let answer = loop {
            match pool.poll(number) {
                Some(answer) => break answer,
                None => tokio::time::sleep(ASK_EVERY).await,
            }
        };
        let Ok(mut windows) = answer else { continue };
        let (Some(phone), Some(desktop)) = (windows.pop(), windows.pop()) else {
            continue;
        };
        if let Some(page) = session.pages.get_mut(index) {
            apply::apply(&mut page.facts, &targets, desktop, phone);
        }
    }
}
