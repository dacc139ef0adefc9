//! One browser process, and the shops that are walked in it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use super::client::Client;
use super::context::{self, Context};
use super::process::{self, Process};
use super::router::{Hub, route};
use super::{ChromeError, find};
use crate::net::Fetcher;
use crate::net::guard::Consent;

/// How long a start may take; machines are slow when they are busy.
const START: Duration = Duration::from_secs(40);
/// How long it may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(2);

/// How the browser is started.
#[derive(Debug, Clone)]
pub struct Options {
    /// The program; found by [`find`] where it is not given.
    pub program: Option<PathBuf>,
    /// The languages of the shop's market, as in `Accept-Language`.
    pub languages: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            program: None,
            languages: "ko-KR,ko,en".to_owned(),
        }
    }
}

/// A running browser. Dropped, it is gone, with its profile; [`Browser::close`] does the same more kindly.
pub struct Browser {
    hub: Arc<Hub>,
    // After the hub, so that the pipe is closed first.
    process: Process,
}

impl Browser {
    /// Starts a browser. Needs a running tokio runtime.
    ///
    /// # Errors
    /// Where there is none, where the pipe is not to be had, or when it does not start.
    pub async fn launch(options: &Options) -> Result<Self, ChromeError> {
        let program = match &options.program {
            Some(program) => program.clone(),
            None => find()?,
        };
        let languages: Vec<&str> = options
            .languages
            .split(',')
            .map(|language| language.split(';').next().unwrap_or_default().trim())
            .collect();
        let (process, reading, writing) = process::start(&program, &languages.join(","))?;
        let (client, events) = Client::new(reading, writing);
        let hub = Arc::new(Hub::new(client.clone()));
        let browser = Self {
            hub: Arc::clone(&hub),
            process,
        };
        let version = client
            .call_within(START, None, "Browser.getVersion", json!({}))
            .await
            .map_err(|error| ChromeError::Start(format!("{}: {error}", program.display())))?;
        hub.set_version(version["userAgent"].as_str().unwrap_or_default());
        tokio::spawn(route(hub, events));
        client
            .call(None, "Target.setDiscoverTargets", json!({ "discover": true }))
            .await?;
        let attach = json!({ "autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true });
        client.call(None, "Target.setAutoAttach", attach).await?;
        Ok(browser)
    }

    /// A fresh context for a shop: its cookies are those of the fetcher, which answers all that its pages ask.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn open_shop(&self, fetcher: &Fetcher, consent: Consent) -> Result<Context, ChromeError> {
        Context::open(&self.hub, fetcher, consent).await
    }

    pub(super) fn client(&self) -> &Client {
        &self.hub.client
    }

    pub(super) async fn attached(&self, target: &str) -> Result<String, ChromeError> {
        context::attached(&self.hub, target).await.map(|(session, _)| session)
    }

    /// The browser's process id.
    pub fn process_id(&self) -> u32 {
        self.process.id()
    }

    /// Whether it ended.
    pub fn is_gone(&self) -> bool {
        self.hub.client.is_gone()
    }

    /// Ends it.
    pub async fn close(self) {
        let goodbye = self.hub.client.call_within(GOODBYE, None, "Browser.close", json!({}));
        let _ = goodbye.await;
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.hub.client.hang_up();
    }
}

impl std::fmt::Debug for Browser {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Browser").finish_non_exhaustive()
    }
}
