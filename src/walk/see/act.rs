//! Acting on the page that the browser shows, and seeing what became of it.

use std::time::Duration;

use tokio::time::sleep;
use url::Url;

use super::super::aside::Aside;
use super::super::session::{Session, Visit};
use super::{ChromeEye, SETTLE, SETTLE_AGAIN, View, failed, read, rendered, with_view};
use crate::chrome::{ChromeError, Step, Tab};
use crate::layout::Viewport;
use crate::net::Response;

/// How long a page's script may think before it asks the shop or changes the page.
const MOMENT: Duration = Duration::from_millis(150);

/// What a customer does to one element, which a selector names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::walk) enum Deed {
    /// Click on it.
    Click(String),
    /// Type a text into it.
    Type(String, String),
    /// Choose the option of a `<select>` with this value.
    Select(String, String),
    /// Tick it, or choose the radio button.
    Tick(String),
    /// Open its list and choose the first of these, or the first there is.
    Choose(String, Vec<String>),
}

impl Deed {
    /// The element that it is done to.
    pub(in crate::walk) fn selector(&self) -> &str {
        match self {
            Deed::Click(selector)
            | Deed::Type(selector, _)
            | Deed::Select(selector, _)
            | Deed::Tick(selector)
            | Deed::Choose(selector, _) => selector,
        }
    }
}

/// Does the deeds on the page, all as one step of the journey, and reads what the page then shows.
///
/// # Errors
/// The error's code, where the browser could not do it.
pub(in crate::walk) async fn act(
    session: &mut Session<'_>,
    page: &Url,
    deeds: &[Deed],
    step: &Step,
) -> Result<Visit, String> {
    let name = format!("act {}", session.chrome.name(page));
    let view = if session.fetcher.is_replay() {
        let view = session
            .fetcher
            .metadata(&name)
            .and_then(|text| serde_json::from_str(text).ok());
        let view: View = view.unwrap_or_else(|| failed("chrome-not-saved"));
        session.fetcher.count_asked(view.asked);
        view
    } else {
        let before = session.fetcher.requests_sent();
        let mut eye = std::mem::take(&mut session.chrome);
        let done = perform(&mut eye, session, page, deeds, step).await;
        let mut view = done.unwrap_or_else(|error| failed(error.code()));
        if let Some(open) = &eye.open {
            view.requests = open.context.take_log();
        }
        session.chrome = eye;
        view.asked = session.fetcher.requests_sent() - before;
        let saved = serde_json::to_string(&view).unwrap_or_default();
        session.fetcher.put_metadata(&name, &saved);
        view
    };
    if let Some(code) = view.failed {
        session.book(&view.requests);
        return Err(code);
    }
    let response = Response {
        url: Url::parse(&view.url).unwrap_or_else(|_| page.clone()),
        requested: page.clone(),
        status: view.status,
        headers: view.headers.clone(),
        cookie_names: Vec::new(),
        body: Vec::new(),
        truncated: false,
        redirects: Vec::new(),
        milliseconds: 0,
    };
    let messages = view.messages.clone();
    let shown = rendered(&response, &view);
    let html = view.html.clone();
    let mut visit = with_view(session, &response, view);
    if let Some(shown) = shown {
        visit.aside = Aside::read(&shown);
        // It has led there by now, where it leads anywhere.
        visit.aside.onward = None;
        visit.aside.only_alert = false;
    }
    visit.aside.messages.splice(0..0, messages);
    visit.html = html;
    Ok(visit)
}

async fn perform(
    eye: &mut ChromeEye,
    session: &mut Session<'_>,
    page: &Url,
    deeds: &[Deed],
    step: &Step,
) -> Result<View, ChromeError> {
    eye.open(session).await?;
    let Some(open) = eye.open.as_ref() else {
        return Err(ChromeError::Gone);
    };
    let (tab, context) = (&open.tab, &open.context);
    context.set_platform(session.platform());
    context.set_cleaning(session.cleaning);
    tab.emulate(Viewport::DESKTOP).await?;
    if tab.address().await? != Some(page.clone()) {
        tab.navigate(page).await?;
        tab.settle(SETTLE).await?;
    }
    tab.settle(SETTLE_AGAIN).await?;
    tab.take_messages();
    for deed in deeds {
        match do_one(tab, deed, step).await {
            // A field that cannot be filled, or shows what was chosen later: what the page shows in the end counts.
            Err(ChromeError::NoElement(_)) if !matches!(deed, Deed::Click(_)) => {}
            done => done?,
        }
        // A script takes a moment before it does anything that could be waited for.
        sleep(MOMENT).await;
        tab.settle(SETTLE).await?;
    }
    let mut view = View {
        messages: tab.take_messages(),
        ..View::default()
    };
    let snapshot = tab.snapshot().await?;
    let landed = tab.landed();
    view.status = landed.as_ref().map_or(200, |landed| landed.status);
    view.headers = landed.map(|landed| landed.headers).unwrap_or_default();
    view.url = snapshot.url.to_string();
    view.html = session.without_customer(&snapshot.html);
    let shown = Response {
        url: snapshot.url.clone(),
        requested: snapshot.url,
        status: view.status,
        headers: view.headers.clone(),
        cookie_names: Vec::new(),
        body: Vec::new(),
        truncated: false,
        redirects: Vec::new(),
        milliseconds: 0,
    };
    let (_, targets) = read(session, &shown, &view);
    view.desktop = tab.look(&targets, Viewport::DESKTOP).await?;
    view.phone = vec![None; targets.len()];
    Ok(view)
}

async fn do_one(tab: &Tab, deed: &Deed, step: &Step) -> Result<(), ChromeError> {
    match deed {
        Deed::Click(selector) => {
            // What the element says now counts, not what it said when the page was read.
            let (label, markup) = tab.describe(selector).await?;
            let step = Step {
                label,
                markup,
                ..step.clone()
            };
            tab.click(selector, Some(step)).await
        }
        Deed::Choose(selector, wanted) => tab.choose(selector, wanted, Some(step.clone())).await.map(|_| ()),
        Deed::Type(selector, text) => {
            tab.begin_step(step.clone());
            tab.fill(selector, text).await
        }
        Deed::Select(selector, value) => {
            tab.begin_step(step.clone());
            tab.select(selector, value).await
        }
        Deed::Tick(selector) => {
            tab.begin_step(step.clone());
            tab.tick(selector, true).await
        }
    }
}
