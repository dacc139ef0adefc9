//! The eye that looks at a page: the static one, or a real browser where the page or the user asks for it.
//!
//! The page is fetched once, by the client; the browser shows that answer, fetches what it is made of, and gives back its
//! document, which the same extractors read. What it saw is kept with a saved walk, so that the walk can be judged again
//! without a browser.

mod act;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::Url;

use super::pictures::Album;
use super::session::{Session, Visit, is_html};
use crate::chrome::{self, Browser, ChromeError, Context, Tab};
use crate::layout::{Seen, Viewport, apply};
use crate::model::{Eye, Journey, Note, PageFacts, PageKind, Picture, RequestLine, WalkPage};
use crate::net::{Response, decode};

pub(super) use act::{Deed, act};

/// How long a page may take to become quiet.
const SETTLE: Duration = Duration::from_secs(8);
/// How long it may take after consent was refused or the window changed.
const SETTLE_AGAIN: Duration = Duration::from_secs(2);
/// How often a browser that is lost is started again.
const MOST_STARTS: u32 = 2;

/// Which eye looks at the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Render {
    /// The HTML as it is served; no browser is needed.
    #[default]
    Static,
    /// A real browser, for every page.
    Chrome,
    /// A real browser where the HTML is an empty shell.
    Auto,
}

/// What the browser saw of a page; saved with the walk.
#[derive(Debug, Default, Serialize, Deserialize)]
struct View {
    url: String,
    status: u16,
    headers: Vec<(String, String)>,
    html: String,
    desktop: Vec<Option<Seen>>,
    phone: Vec<Option<Seen>>,
    pictures: Vec<Picture>,
    /// Selectors of what the consent notice covered, before it was refused.
    covered: Vec<String>,
    /// What its scripts asked that could change something.
    requests: Vec<RequestLine>,
    /// Requests sent for it.
    asked: u32,
    /// What it said in boxes of its own.
    #[serde(default)]
    messages: Vec<String>,
    /// Why it was not seen: the code of the error.
    failed: Option<String>,
}

/// The browser of a walk; started when it is first needed.
#[derive(Debug, Default)]
pub(super) struct ChromeEye {
    program: Option<PathBuf>,
    starts: u32,
    /// How often each address was seen.
    seen: BTreeMap<String, u32>,
    album: Album,
    /// What was pictured, in order; a page that is seen twice is kept once.
    pictures: Vec<Picture>,
    open: Option<Open>,
    /// The tab hangs, crashed or is gone: the next page gets a new one.
    worn: bool,
}

/// Dropped in this order: the tab, its context, the browser.
#[derive(Debug)]
struct Open {
    tab: Tab,
    context: Context,
    browser: Browser,
}

impl ChromeEye {
    pub(super) fn new(program: Option<PathBuf>) -> ChromeEye {
        ChromeEye {
            program,
            ..ChromeEye::default()
        }
    }

    /// The name under which the next view of an address is saved.
    fn name(&mut self, url: &Url) -> String {
        let count = self.seen.entry(url.to_string()).or_default();
        *count += 1;
        format!("chrome {count} {url}")
    }

    async fn open(&mut self, session: &Session<'_>) -> Result<(), ChromeError> {
        if self.open.as_ref().is_some_and(|open| open.browser.is_gone()) {
            self.open = None;
        }
        if self.open.is_none() {
            if self.starts >= MOST_STARTS {
                return Err(ChromeError::Gone);
            }
            self.starts += 1;
            let options = chrome::Options {
                program: self.program.clone(),
                ..chrome::Options::default()
            };
            let browser = Browser::launch(&options).await?;
            let context = browser.open_shop(session.fetcher, session.consent()).await?;
            let tab = context.tab(Viewport::DESKTOP).await?;
            self.open = Some(Open { tab, context, browser });
        } else if let Some(open) = self.open.as_mut().filter(|_| self.worn) {
            open.tab = open.context.tab(Viewport::DESKTOP).await?;
        }
        self.worn = false;
        Ok(())
    }

    /// Ends the browser.
    pub(super) async fn close(self) {
        if let Some(open) = self.open {
            let Open { tab, context, browser } = open;
            drop((tab, context));
            browser.close().await;
        }
    }
}

/// Turns an answer into a page, by the eye that the walk wants for it.
pub(super) async fn see(session: &mut Session<'_>, response: &Response) -> Visit {
    let wanted = match session.eye() {
        Render::Static => false,
        Render::Chrome => is_html(response) && response.status < 400,
        Render::Auto => {
            let visit = session.read(response);
            if !visit.facts.text.shell || visit.blocked.is_some() || response.status >= 400 {
                return visit;
            }
            true
        }
    };
    if !wanted || (session.over && !session.cleaning) {
        return session.read(response);
    }
    let name = session.chrome.name(&response.url);
    if session.fetcher.is_replay() {
        let view = session
            .fetcher
            .metadata(&name)
            .and_then(|text| serde_json::from_str(text).ok());
        let view: View = view.unwrap_or_else(|| failed("chrome-not-saved"));
        session.fetcher.count_asked(view.asked);
        return with_view(session, response, view);
    }
    let before = session.fetcher.requests_sent();
    let mut eye = std::mem::take(&mut session.chrome);
    let looked = look(&mut eye, session, response).await;
    eye.worn = matches!(looked, Err(ChromeError::Timeout(_) | ChromeError::Crashed));
    let mut view = looked.unwrap_or_else(|error| failed(error.code()));
    if let Some(open) = &eye.open {
        view.requests = open.context.take_log();
    }
    session.chrome = eye;
    view.asked = session.fetcher.requests_sent() - before;
    session
        .fetcher
        .put_metadata(&name, &serde_json::to_string(&view).unwrap_or_default());
    with_view(session, response, view)
}

fn failed(code: &str) -> View {
    View {
        failed: Some(code.to_owned()),
        ..View::default()
    }
}

/// Shows the answer in the browser and looks at what it became.
async fn look(eye: &mut ChromeEye, session: &mut Session<'_>, response: &Response) -> Result<View, ChromeError> {
    eye.open(session).await?;
    let ChromeEye {
        open: Some(open),
        album,
        ..
    } = eye
    else {
        return Err(ChromeError::Gone);
    };
    let (tab, context) = (&open.tab, &open.context);
    context.set_platform(session.platform());
    context.set_cleaning(session.cleaning);
    tab.emulate(Viewport::DESKTOP).await?;
    let landed = tab.show(response).await?;
    tab.settle(SETTLE).await?;
    let mut view = View {
        url: landed.url.to_string(),
        status: landed.status,
        headers: landed.headers,
        ..View::default()
    };
    // A script may have led on to another page by now.
    if let Some(landed) = tab.landed().filter(|now| now.url != landed.url) {
        view.url = landed.url.to_string();
        view.status = landed.status;
        view.headers = landed.headers;
    }
    view.html = tab.snapshot().await?.html;
    let (mut facts, mut targets) = read(session, response, &view);
    view.desktop = tab.look(&targets, Viewport::DESKTOP).await?;
    if tab.refuse_consent().await? {
        tab.settle(SETTLE_AGAIN).await?;
        let first = std::mem::take(&mut view.desktop);
        let covered: Vec<String> = targets
            .iter()
            .zip(&first)
            .filter(|(_, seen)| seen.as_ref().is_some_and(|seen| seen.covered_by.is_some()))
            .map(|(selector, _)| selector.clone())
            .collect();
        let again = tab.look(&covered, Viewport::DESKTOP).await?;
        view.covered = covered
            .into_iter()
            .zip(again)
            .filter(|(_, seen)| seen.as_ref().is_some_and(|seen| seen.covered_by.is_none()))
            .map(|(selector, _)| selector)
            .collect();
        view.html = tab.snapshot().await?.html;
        (facts, targets) = read(session, response, &view);
        view.desktop = tab.look(&targets, Viewport::DESKTOP).await?;
    }
    tab.emulate(Viewport::PHONE).await?;
    tab.settle(SETTLE_AGAIN).await?;
    view.phone = tab.look(&targets, Viewport::PHONE).await?;
    // A page that a script led on to is not the one that was fetched: it is not shown again.
    if let Some(facts) = facts.filter(|_| view.url == response.url.as_str()) {
        let pictures = album.take(tab, response, &facts, &targets, &view.desktop).await;
        // Without its picture a page is seen all the same.
        view.pictures = pictures.unwrap_or_default();
    }
    Ok(view)
}

/// The facts of what is shown, and what of it is looked at.
fn read(session: &mut Session<'_>, response: &Response, view: &View) -> (Option<PageFacts>, Vec<String>) {
    let mut facts = rendered(response, view).map(|rendered| session.read(&rendered).facts);
    if let Some(facts) = facts.as_mut().filter(|_| session.pages.is_empty()) {
        facts.kind.name = PageKind::Home;
    }
    let targets = facts.as_ref().map(apply::targets).unwrap_or_default();
    (facts, targets)
}

/// The answer as the browser's scripts left it.
fn rendered(response: &Response, view: &View) -> Option<Response> {
    let url = Url::parse(&view.url).ok()?;
    let moved = url != response.url;
    let mut headers = if moved {
        view.headers.clone()
    } else {
        response.headers.clone()
    };
    headers.retain(|(name, _)| name != "content-type");
    headers.push(("content-type".to_owned(), "text/html; charset=utf-8".to_owned()));
    headers.sort();
    Some(Response {
        status: if moved { view.status } else { response.status },
        body: view.html.clone().into_bytes(),
        url,
        headers,
        ..response.clone()
    })
}

/// Reads the page off what the browser saw; off the answer itself, where it saw nothing.
fn with_view(session: &mut Session<'_>, response: &Response, view: View) -> Visit {
    session.book(&view.requests);
    let seen = rendered(response, &view).filter(|_| view.failed.is_none());
    let Some(rendered) = seen else {
        let code = view.failed.as_deref().unwrap_or("chrome-protocol");
        session.note_limit(Note::new("not-seen-by-chrome").with("error", code));
        return session.read(response);
    };
    let mut visit = session.read(&rendered);
    visit.seen_elsewhere();
    let facts = &mut visit.facts;
    facts.seen_by = Eye::Chrome;
    // What the page is written in, and its forms are sent in.
    decode(&response.body, response.content_type())
        .charset
        .clone_into(&mut facts.charset);
    let targets = apply::targets(facts);
    let covered = covered(facts, &view.covered);
    apply::apply(facts, &targets, view.desktop, view.phone);
    for mut picture in view.pictures {
        picture.url = session.without_customer(&picture.url);
        session.chrome.pictures.push(picture);
    }
    for what in covered {
        session.warnings.push(
            Note::new("consent-covers")
                .with("what", what)
                .with("url", session.without_customer(rendered.url.as_str())),
        );
    }
    visit
}

/// Ends the browser, hangs its pictures on their pages, and says of each step which eye saw it.
pub(super) async fn finish(session: &mut Session<'_>, journeys: &mut [Journey]) {
    let mut eye = std::mem::take(&mut session.chrome);
    for picture in std::mem::take(&mut eye.pictures) {
        let own = session.pages.iter().position(|page| page.url == picture.url);
        let page = session.pages.get_mut(own.unwrap_or_default());
        if let Some(laid_out) = page.and_then(|page| page.facts.laid_out.as_mut()) {
            laid_out.pictures.push(picture);
        }
    }
    eye.close().await;
    mark_steps(journeys, &session.pages);
}

fn mark_steps(journeys: &mut [Journey], pages: &[WalkPage]) {
    let seen: BTreeSet<&str> = pages
        .iter()
        .filter(|page| page.facts.seen_by == Eye::Chrome)
        .map(|page| page.url.as_str())
        .collect();
    for step in journeys.iter_mut().flat_map(|journey| &mut journey.steps) {
        if step.url.as_deref().is_some_and(|url| seen.contains(url)) {
            step.seen_by = Eye::Chrome;
        }
    }
}

/// What a customer looks for among what the consent notice covered: `number`, `buy-button`.
fn covered(facts: &PageFacts, selectors: &[String]) -> Vec<&'static str> {
    let holds = |selector: &String| selectors.contains(selector);
    let number = facts.phones.iter().any(|phone| holds(&phone.spot.selector));
    let buy = ["action.add-to-cart", "action.buy-now"]
        .iter()
        .flat_map(|action| facts.controls_for(action))
        .any(|control| holds(&control.spot.selector));
    [("number", number), ("buy-button", buy)]
        .into_iter()
        .filter(|(_, covered)| *covered)
        .map(|(what, _)| what)
        .collect()
}
