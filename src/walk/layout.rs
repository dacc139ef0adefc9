//! Layout of the walk's pages: their style sheets are fetched as the pages come, workers lay them out beside the
//! walk, and at its end what they saw is written into the facts. Where the walk goes never depends on it.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use regex::Regex;
use sha2::{Digest as _, Sha256};
use url::Url;

use super::Options;
use super::journey::step;
use super::session::Session;
use crate::layout::frame::{Answer, Job};
use crate::layout::pool::{Pool, WorkerCommand};
use crate::layout::{PageToLayOut, Viewport, apply, sheets};
use crate::model::{Journey, LaidOut, Note, PageFacts, WalkPage};
use crate::net::{Response, decode};

/// Workers at the same time.
const WORKERS: usize = 2;
/// How often it is asked whether a page is done, at the end of the walk.
const ASK_EVERY: Duration = Duration::from_millis(5);
/// Pages that wait for a worker at the most: they are held in memory.
const MOST_WAITING: usize = 100;

/// A page that waits for its style sheets.
#[derive(Debug)]
pub(super) struct ToLayOut {
    html: String,
    charset: &'static str,
    url: Url,
    targets: Vec<String>,
}

/// A page of the walk whose layout is under way.
#[derive(Debug)]
struct UnderWay {
    /// Number of the job; none where there is nothing to look at.
    job: Option<usize>,
    /// Index of the page in the walk.
    page: usize,
    targets: Vec<String>,
}

/// The layouts of one walk.
#[derive(Debug, Default)]
pub(super) struct Layouts {
    pool: Option<Pool>,
    /// Index of the page in the walk, and the page.
    waiting: Vec<(usize, ToLayOut)>,
    under_way: Vec<UnderWay>,
    /// Jobs by the digest of all that the layout depends on: pages that look alike are laid out once.
    jobs: BTreeMap<[u8; 32], usize>,
    answers: BTreeMap<usize, Answer>,
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
        let decoded = if targets.is_empty() {
            None
        } else {
            Some(decode(&response.body, response.content_type()))
        };
        Some(ToLayOut {
            charset: decoded.as_ref().map_or("utf-8", |decoded| decoded.charset),
            html: decoded.map(|decoded| decoded.text).unwrap_or_default(),
            url: response.url.clone(),
            targets,
        })
    }

    /// Keeps a page until its style sheets are fetched.
    pub(super) fn keep(&mut self, index: usize, page: Option<ToLayOut>) {
        self.waiting.extend(page.map(|page| (index, page)));
    }

    /// Hands a page to the workers, unless one that looks alike was handed in.
    fn submit(&mut self, index: usize, page: PageToLayOut, targets: Vec<String>) {
        let Some(pool) = &mut self.pool else { return };
        let job = *self.jobs.entry(digest(&page, &targets)).or_insert_with(|| {
            pool.submit(Job {
                page,
                viewports: vec![Viewport::DESKTOP, Viewport::PHONE],
                targets: targets.clone(),
            })
        });
        self.under_way.push(UnderWay {
            job: Some(job),
            page: index,
            targets,
        });
    }

    /// Takes in what is done, and tells how many are not.
    fn collect(&mut self) -> usize {
        let Some(pool) = &self.pool else { return 0 };
        let mut missing = 0;
        for number in self.jobs.values() {
            if !self.answers.contains_key(number) {
                match pool.poll(*number) {
                    Some(answer) => drop(self.answers.insert(*number, answer)),
                    None => missing += 1,
                }
            }
        }
        missing
    }
}

/// Digest of all that a layout depends on. What scripts hold and what hidden inputs send is not drawn.
fn digest(page: &PageToLayOut, targets: &[String]) -> [u8; 32] {
    static UNDRAWN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?is)<script\b[^>]*>.*?</script\s*>|<!--.*?-->|<input\b[^>]*type=["']?hidden\b[^>]*>"#)
            .expect("built-in pattern")
    });
    let mut digest = Sha256::new();
    let mut drawn = 0;
    for found in UNDRAWN.find_iter(&page.html) {
        digest.update(&page.html[drawn..found.start()]);
        // It holds its place among the others.
        digest.update([0, found.as_str().as_bytes().get(1).copied().unwrap_or_default()]);
        drawn = found.end();
    }
    digest.update(&page.html[drawn..]);
    for part in page.base.iter().chain(page.sheets.keys()).chain(targets) {
        digest.update([0]);
        digest.update(part);
    }
    digest.finalize().into()
}

/// Fetches the style sheets of the pages that came in and hands the pages to the workers.
pub(super) async fn lay_out_new(session: &mut Session<'_>) {
    for (index, page) in std::mem::take(&mut session.layouts.waiting) {
        if page.targets.is_empty() {
            session.layouts.under_way.push(UnderWay {
                job: None,
                page: index,
                targets: Vec::new(),
            });
            continue;
        }
        let wanted = sheets::wanted(&page.html, Some(&page.url));
        let used = gather(session, &wanted.sheets, page.charset, &page.url).await;
        let to_lay_out = PageToLayOut {
            html: page.html,
            base: wanted.base.map(String::from),
            sheets: used,
        };
        session.layouts.submit(index, to_lay_out, page.targets);
    }
    while session.layouts.collect() > MOST_WAITING {
        tokio::time::sleep(ASK_EVERY).await;
    }
}

/// The sheets and those that they import, each fetched once in a walk.
async fn gather(session: &mut Session<'_>, wanted: &[Url], charset: &str, page: &Url) -> BTreeMap<String, Arc<str>> {
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
        let Some(text) = known else { continue };
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

/// Waits for the workers and writes what they saw into the facts and the journeys' steps. A page that they failed on
/// stays as it was inferred.
pub(super) async fn finish(session: &mut Session<'_>, journeys: &mut [Journey]) {
    lay_out_new(session).await;
    while session.layouts.collect() > 0 {
        tokio::time::sleep(ASK_EVERY).await;
    }
    let layouts = std::mem::take(&mut session.layouts);
    if layouts.pool.is_none() {
        return;
    }
    let mut failed = 0;
    for UnderWay { job, page, targets } in layouts.under_way {
        let Some(page) = session.pages.get_mut(page) else {
            continue;
        };
        let Some(job) = job else {
            page.facts.laid_out = Some(LaidOut::default());
            continue;
        };
        match layouts.answers.get(&job).map(Result::as_deref) {
            Some(Ok([desktop, phone])) => apply::apply(&mut page.facts, &targets, desktop.clone(), phone.clone()),
            _ => failed += 1,
        }
    }
    if failed > 0 {
        session.note_limit(Note::new("not-laid-out").with("pages", failed));
    }
    session.warnings.extend(covers(&session.pages));
    for journey in journeys {
        recount(journey, &session.pages);
    }
}

/// Counts the fields of the steps anew, where the layout showed some that were held for out of sight.
fn recount(journey: &mut Journey, pages: &[WalkPage]) {
    for reached in &mut journey.steps {
        let laid_out = pages
            .iter()
            .filter(|page| page.by_journey && reached.url.as_deref() == Some(page.url.as_str()))
            .find_map(|page| page.facts.laid_out.as_ref());
        let Some(laid_out) = laid_out else { continue };
        if apply::unveil(laid_out, reached.fields.iter_mut()) {
            step::count(reached);
        }
    }
}

/// What lies over phone numbers and buy buttons in the first screen: each cover once, with the pages that have it.
fn covers(pages: &[WalkPage]) -> Vec<Note> {
    let mut found: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
    for page in pages {
        let facts = &page.facts;
        let Some(laid_out) = &facts.laid_out else { continue };
        let phones = facts.phones.iter().map(|phone| ("covered-number", &phone.spot));
        let buttons = ["action.add-to-cart", "action.buy-now"]
            .into_iter()
            .flat_map(|action| facts.controls_for(action))
            .map(|control| ("covered-button", &control.spot));
        let mut here: Vec<(&'static str, String)> = phones
            .chain(buttons)
            .filter_map(|(code, spot)| {
                let seen = laid_out.of(&spot.selector)?.desktop.as_ref()?;
                Some((code, seen.covered_by.clone()?))
            })
            .collect();
        here.sort();
        here.dedup();
        for cover in here {
            *found.entry(cover).or_default() += 1;
        }
    }
    found
        .into_iter()
        .map(|((code, by), pages)| Note::new(code).with("by", by).with("pages", pages))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_look_alike_have_one_digest() {
        let page = |html: &str| PageToLayOut {
            html: html.to_owned(),
            ..PageToLayOut::default()
        };
        let targets = vec!["#p".to_owned()];
        let one = page("<form><input type=hidden name=token value=1></form><script>a=1</script><p id=p>x");
        let two = page("<form><input type=hidden name=token value=2></form><script>a=2;b=3</script><p id=p>x");
        let other = page("<form><input type=text name=token value=2></form><script>a=2</script><p id=p>x");
        assert_eq!(digest(&one, &targets), digest(&two, &targets));
        assert_ne!(digest(&one, &targets), digest(&other, &targets));
        assert_ne!(digest(&one, &targets), digest(&one, &[]));
    }
}
