//! One shop in the browser: its tabs, what its pages may ask, and the log of what they asked.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::json;
use tokio::time::{Instant, sleep};
use url::Url;

use super::ChromeError;
use super::judgement::Step;
use super::router::Hub;
use super::tab::{Tab, TabState};
use crate::layout::Viewport;
use crate::lexicon::Platform;
use crate::model::{Note, RequestLine};
use crate::net::guard::{Consent, Refusal};
use crate::net::site::public_url;
use crate::net::{Fetcher, Purpose, Response};

/// How long a new tab may take to be attached.
const ATTACHED: Duration = Duration::from_secs(20);
/// Lines of the log at the most: a hostile page asks without end.
const MOST_LINES: usize = 300;
/// Bytes of scripts and sheets that are kept, so that each is asked for once.
const MOST_KEPT: usize = 64 << 20;

/// What all tabs of a shop share.
pub(super) struct Shop {
    pub(super) fetcher: Fetcher,
    pub(super) consent: Consent,
    platform: Mutex<Option<&'static Platform>>,
    log: Mutex<Vec<RequestLine>>,
    parts: Mutex<Parts>,
    cleaning: AtomicBool,
}

#[derive(Default)]
struct Parts {
    bytes: usize,
    known: BTreeMap<String, Arc<Response>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shop {
    pub(super) fn platform(&self) -> Option<&'static Platform> {
        *lock(&self.platform)
    }

    /// What a request is for while the journey is being taken back: that goes out even when the walk is over.
    pub(super) fn purpose(&self, purpose: Purpose) -> Purpose {
        if self.cleaning.load(Ordering::Relaxed) {
            Purpose::CleanUp
        } else {
            purpose
        }
    }

    /// A script or sheet that came before.
    pub(super) fn part(&self, url: &Url) -> Option<Arc<Response>> {
        lock(&self.parts).known.get(url.as_str()).cloned()
    }

    /// Keeps a script or sheet.
    pub(super) fn keep_part(&self, url: &Url, response: &Response) {
        let mut parts = lock(&self.parts);
        let size = response.body.len();
        if response.status == 200 && parts.bytes + size <= MOST_KEPT {
            parts.bytes += size;
            parts.known.insert(url.to_string(), Arc::new(response.clone()));
        }
    }

    /// Writes down a request that could change something, or that was refused; each once.
    pub(super) fn log(&self, line: RequestLine) {
        let mut log = lock(&self.log);
        if log.len() < MOST_LINES && (line.sent || !log.contains(&line)) {
            log.push(line);
        }
    }

    pub(super) fn refused_socket(&self, url: &Url) {
        let refusal = Refusal {
            rule: "web-socket",
            detail: url.host_str().unwrap_or_default().to_owned(),
        };
        self.log(line("GET", url, Vec::new(), None, Some(&refusal)));
    }
}

/// A line of the log.
pub(super) fn line(
    method: &str,
    url: &Url,
    fields: Vec<String>,
    step: Option<&Step>,
    refusal: Option<&Refusal>,
) -> RequestLine {
    RequestLine {
        method: method.to_owned(),
        url: public_url(url),
        fields,
        intent: step.map_or("page", |step| step.intent.as_str()).to_owned(),
        sent: refusal.is_none(),
        rule: refusal.map_or("allowed", |refusal| refusal.rule).to_owned(),
        reason: refusal.map(|refusal| {
            Note::new("guard-refused")
                .with("rule", refusal.rule)
                .with("detail", &refusal.detail)
        }),
        status: None,
    }
}

/// A shop in a context of its own: no cookies, storage or cache of any other.
pub struct Context {
    hub: Arc<Hub>,
    id: String,
    shop: Arc<Shop>,
}

impl Context {
    pub(super) async fn open(hub: &Arc<Hub>, fetcher: &Fetcher, consent: Consent) -> Result<Self, ChromeError> {
        let answer = hub
            .client
            .call(None, "Target.createBrowserContext", json!({ "disposeOnDetach": true }))
            .await?;
        let id = answer["browserContextId"].as_str().unwrap_or_default().to_owned();
        let shop = Arc::new(Shop {
            fetcher: fetcher.clone(),
            consent,
            platform: Mutex::default(),
            log: Mutex::default(),
            parts: Mutex::default(),
            cleaning: AtomicBool::new(false),
        });
        hub.add_shop(&id, Arc::clone(&shop));
        hub.client.tell(
            None,
            "Browser.setDownloadBehavior",
            json!({ "behavior": "deny", "browserContextId": id }),
        );
        Ok(Self {
            hub: Arc::clone(hub),
            id,
            shop,
        })
    }

    /// Opens a tab with this window.
    ///
    /// # Errors
    /// When the browser is gone or does not answer.
    pub async fn tab(&self, window: Viewport) -> Result<Tab, ChromeError> {
        let new = json!({ "url": "about:blank", "browserContextId": self.id });
        let answer = self.hub.client.call(None, "Target.createTarget", new).await?;
        let target = answer["targetId"].as_str().unwrap_or_default();
        let (session, state) = attached(&self.hub, target).await?;
        let tab = Tab::new(Arc::clone(&self.hub), session, state);
        tab.prepare().await?;
        tab.emulate(window).await?;
        Ok(tab)
    }

    /// The platform, once it is known; the guard knows its addresses.
    pub fn set_platform(&self, platform: Option<&'static Platform>) {
        *lock(&self.shop.platform) = platform;
    }

    /// Whether what the journey did is being taken back.
    pub fn set_cleaning(&self, cleaning: bool) {
        self.shop.cleaning.store(cleaning, Ordering::Relaxed);
    }

    /// The log of requests that could change something, sent or refused, since the last call.
    pub fn take_log(&self) -> Vec<RequestLine> {
        std::mem::take(&mut *lock(&self.shop.log))
    }

    /// The client that answers its pages.
    pub fn fetcher(&self) -> &Fetcher {
        &self.shop.fetcher
    }
}

/// Waits until a new page is attached, and so intercepted.
pub(super) async fn attached(hub: &Hub, target: &str) -> Result<(String, Arc<TabState>), ChromeError> {
    let until = Instant::now() + ATTACHED;
    loop {
        if let Some(found) = hub.page(target) {
            return Ok(found);
        }
        if hub.client.is_gone() {
            return Err(ChromeError::Gone);
        }
        if Instant::now() > until {
            return Err(ChromeError::Timeout("Target.attachedToTarget".to_owned()));
        }
        sleep(Duration::from_millis(3)).await;
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        self.hub.remove_shop(&self.id);
        self.hub.client.tell(
            None,
            "Target.disposeBrowserContext",
            json!({ "browserContextId": self.id }),
        );
    }
}

impl std::fmt::Debug for Context {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Context")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
