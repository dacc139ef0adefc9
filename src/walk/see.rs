//! The eye that looks at a page: the static one, or a real browser where the page or the user asks for it.
//!
//! The page is fetched once, by the client; the browser shows that answer, fetches what it is made of, and gives back its
//! document, which the same extractors read. What it saw is kept with a saved walk, so that the walk can be judged again
//! without a browser.

mod act;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::Url;

use super::session::{Session, Visit, is_html};
use crate::chrome::{self, Browser, ChromeError, Context, Tab};
use crate::layout::{Seen, Viewport, apply};
use crate::model::{Eye, Note, PageFacts, RequestLine};
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
    open: Option<Open>,
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

    async fn open(&mut self, session: &Session<'_>) -> Result<&Open, ChromeError> {
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
        }
        self.open.as_ref().ok_or(ChromeError::Gone)
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
    let open = eye.open(session).await?;
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
    let mut targets = targets(session, response, &view);
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
        targets = self::targets(session, response, &view);
        view.desktop = tab.look(&targets, Viewport::DESKTOP).await?;
    }
    tab.emulate(Viewport::PHONE).await?;
    tab.settle(SETTLE_AGAIN).await?;
    view.phone = tab.look(&targets, Viewport::PHONE).await?;
    Ok(view)
}

fn targets(session: &mut Session<'_>, response: &Response, view: &View) -> Vec<String> {
    match rendered(response, view) {
        Some(rendered) => apply::targets(&session.read(&rendered).facts),
        None => Vec::new(),
    }
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
    for what in covered {
        session.warnings.push(
            Note::new("consent-covers")
                .with("what", what)
                .with("url", session.without_customer(rendered.url.as_str())),
        );
    }
    visit
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
