//! A tab: a page is shown or fetched in it, and our own scripts are run in it, out of the page's reach.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;
use url::Url;

use super::ChromeError;
use super::judgement::Step;
use super::router::{Hub, WORLD};
use crate::net::{FetchError, Response};

/// How long a page may take to come; a shop's crawl delay is part of it.
const NAVIGATION: Duration = Duration::from_secs(60);
/// How long one of our scripts may take: a page that never rests is given up.
const SCRIPT: Duration = Duration::from_secs(15);
/// Messages, pop-ups and typed texts kept of a tab at the most.
const MOST: usize = 100;

/// The answer that the tab's page came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landed {
    /// Its address, behind all redirects.
    pub url: Url,
    /// Its status.
    pub status: u16,
    /// Its headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Names of the cookies that it set.
    pub cookie_names: Vec<String>,
}

impl Landed {
    pub(super) fn of(response: &Response) -> Self {
        Self {
            url: response.url.clone(),
            status: response.status,
            headers: response.headers.clone(),
            cookie_names: response.cookie_names.clone(),
        }
    }
}

/// What happens in a tab, as the door sees it.
pub(super) struct TabState {
    pub(super) target: String,
    opened_by_page: bool,
    state: Mutex<State>,
}

struct State {
    under_way: usize,
    last: Instant,
    crashed: bool,
    lost: bool,
    step: Option<Step>,
    typed: Vec<String>,
    messages: Vec<String>,
    pop_ups: Vec<Url>,
    off_site: Option<Url>,
    shown: Option<Response>,
    landed: Option<Landed>,
    failed: Option<FetchError>,
    pictures: bool,
}

impl TabState {
    pub(super) fn new(target: &str, opened_by_page: bool) -> Self {
        Self {
            target: target.to_owned(),
            opened_by_page,
            state: Mutex::new(State {
                under_way: 0,
                last: Instant::now(),
                crashed: false,
                lost: false,
                step: None,
                typed: Vec::new(),
                messages: Vec::new(),
                pop_ups: Vec::new(),
                off_site: None,
                shown: None,
                landed: None,
                failed: None,
                pictures: false,
            }),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn begin(&self) {
        let mut state = self.state();
        state.under_way += 1;
        state.last = Instant::now();
    }

    pub(super) fn end(&self) {
        let mut state = self.state();
        state.under_way = state.under_way.saturating_sub(1);
        state.last = Instant::now();
    }

    /// How long nothing was asked; zero while an answer is awaited.
    pub(super) fn quiet_for(&self) -> Duration {
        let state = self.state();
        if state.under_way > 0 {
            Duration::ZERO
        } else {
            state.last.elapsed()
        }
    }

    pub(super) fn set_crashed(&self) {
        self.state().crashed = true;
    }

    pub(super) fn set_lost(&self) {
        self.state().lost = true;
    }

    pub(super) fn check(&self) -> Result<(), ChromeError> {
        let state = self.state();
        if state.crashed || state.lost {
            Err(ChromeError::Crashed)
        } else {
            Ok(())
        }
    }

    pub(super) fn is_pop_up(&self) -> bool {
        self.opened_by_page
    }

    /// Closes a window that a page opened; the address that it wanted is known by then.
    pub(super) fn close(&self, hub: &Hub) {
        hub.client
            .tell(None, "Target.closeTarget", json!({ "targetId": self.target }));
    }

    pub(super) fn tell_opener(&self, url: &Url) {
        let mut state = self.state();
        if state.pop_ups.len() < MOST {
            state.pop_ups.push(url.clone());
        }
    }

    pub(super) fn tell_off_site(&self, url: &Url) {
        self.state().off_site = Some(url.clone());
    }

    pub(super) fn add_message(&self, text: &str) {
        let mut state = self.state();
        if state.messages.len() < MOST {
            state.messages.push(text.chars().take(500).collect());
        }
    }

    pub(super) fn step(&self) -> Option<Step> {
        self.state().step.clone()
    }

    pub(super) fn set_step(&self, step: Option<Step>) {
        self.state().step = step;
    }

    pub(super) fn typed(&self) -> Vec<String> {
        self.state().typed.clone()
    }

    pub(super) fn add_typed(&self, text: &str) {
        let mut state = self.state();
        if state.typed.len() < MOST {
            state.typed.push(text.to_owned());
        }
    }

    pub(super) fn page(&self) -> Option<Url> {
        self.state().landed.as_ref().map(|landed| landed.url.clone())
    }

    pub(super) fn wants_pictures(&self) -> bool {
        self.state().pictures
    }

    /// The response that was given to be shown at this address, once.
    pub(super) fn take_shown(&self, url: &Url) -> Option<Response> {
        let mut state = self.state();
        state.shown.take_if(|shown| shown.url == *url)
    }

    pub(super) fn land(&self, landed: Landed) {
        let mut state = self.state();
        state.landed = Some(landed);
        state.failed = None;
    }

    pub(super) fn fail(&self, error: &FetchError) {
        self.state().failed = Some(error.clone());
    }
}

/// A tab of a shop. Dropped, it is closed.
pub struct Tab {
    pub(super) hub: Arc<Hub>,
    pub(super) session: String,
    pub(super) state: Arc<TabState>,
}

impl Tab {
    pub(super) fn new(hub: Arc<Hub>, session: String, state: Arc<TabState>) -> Self {
        Self { hub, session, state }
    }

    pub(super) async fn prepare(&self) -> Result<(), ChromeError> {
        let agent = json!({ "userAgent": self.hub.user_agent() });
        self.call("Emulation.setUserAgentOverride", agent).await.map(|_| ())
    }

    /// Fetches a page by the client's rules (robots.txt, pace, limits) and shows it.
    ///
    /// # Errors
    /// When it did not come; [`Tab::fetch_error`] may know more.
    pub async fn navigate(&self, url: &Url) -> Result<Landed, ChromeError> {
        self.state.set_step(None);
        self.go(url, None).await
    }

    /// Shows a page that the client has fetched already; what it is made of is asked for.
    ///
    /// # Errors
    /// When the browser or the page is gone.
    pub async fn show(&self, response: &Response) -> Result<Landed, ChromeError> {
        self.state.set_step(None);
        self.go(&response.url, Some(response.clone())).await
    }

    async fn go(&self, url: &Url, shown: Option<Response>) -> Result<Landed, ChromeError> {
        {
            let mut state = self.state.state();
            // A page that crashed makes room for the next one.
            state.crashed = false;
            state.shown = shown;
            state.landed = None;
            state.failed = None;
            state.off_site = None;
        }
        let client = &self.hub.client;
        let answer = client
            .call_within(
                NAVIGATION,
                Some(&self.session),
                "Page.navigate",
                json!({ "url": url.as_str() }),
            )
            .await?;
        if let Some(error) = answer["errorText"].as_str().filter(|error| !error.is_empty()) {
            let why = self
                .fetch_error()
                .map_or_else(|| error.to_owned(), |error| error.to_string());
            return Err(ChromeError::Navigation(why));
        }
        self.landed()
            .ok_or_else(|| ChromeError::Navigation("it came from nowhere".to_owned()))
    }

    /// The answer that the page came from; a click may have led to another.
    pub fn landed(&self) -> Option<Landed> {
        self.state.state().landed.clone()
    }

    /// Why the last page did not come.
    pub fn fetch_error(&self) -> Option<FetchError> {
        self.state.state().failed.clone()
    }

    /// What the page said in `alert`, `confirm` and `prompt` since the last call. Questions were answered with no.
    pub fn take_messages(&self) -> Vec<String> {
        std::mem::take(&mut self.state.state().messages)
    }

    /// The off-site address to which the page wanted to lead since it was opened; it was refused.
    pub fn led_off_site(&self) -> Option<Url> {
        self.state.state().off_site.clone()
    }

    /// Whether pictures and fonts are loaded by the pages that come next.
    pub fn set_pictures(&self, wanted: bool) {
        self.state.state().pictures = wanted;
    }

    /// Announces a step that is no click: what the page's scripts ask while it is filled is judged as that step, until
    /// [`Tab::settle`] or [`Tab::end_step`] ends it.
    pub fn begin_step(&self, step: Step) {
        self.state.set_step(Some(step));
    }

    /// Takes back the step that was announced with a click: from here on the page may only read.
    pub fn end_step(&self) {
        self.state.set_step(None);
    }

    /// Sends a command to the tab.
    pub(super) async fn call(&self, method: &str, params: Value) -> Result<Value, ChromeError> {
        self.state.check()?;
        self.hub.client.call(Some(&self.session), method, params).await
    }

    /// Runs a function of our own on the page, in a world that the page's scripts cannot reach.
    pub(super) async fn run(&self, function: &str, argument: &Value) -> Result<Value, ChromeError> {
        let world = json!({ "frameId": self.state.target, "worldName": WORLD });
        self.state.check()?;
        let client = &self.hub.client;
        let world = client
            .call_within(SCRIPT, Some(&self.session), "Page.createIsolatedWorld", world)
            .await?;
        let script = json!({
            "expression": format!("({function})({argument})"),
            "contextId": world["executionContextId"],
            "returnByValue": true,
            "awaitPromise": true,
        });
        let answer = client
            .call_within(SCRIPT, Some(&self.session), "Runtime.evaluate", script)
            .await?;
        match answer.get("exceptionDetails") {
            Some(details) => Err(ChromeError::Protocol {
                method: "script".to_owned(),
                message: details["exception"]["description"]
                    .as_str()
                    .or(details["text"].as_str())
                    .unwrap_or_default()
                    .chars()
                    .take(300)
                    .collect(),
            }),
            None => Ok(answer["result"]["value"].clone()),
        }
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        self.state.close(&self.hub);
    }
}

impl std::fmt::Debug for Tab {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Tab")
            .field("page", &self.state.page())
            .finish_non_exhaustive()
    }
}
