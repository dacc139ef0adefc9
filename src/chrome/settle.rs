//! Waiting until a page is quiet: nothing is asked for, nothing is added to it.

use std::time::Duration;

use serde_json::json;
use tokio::time::{Instant, sleep};

use super::ChromeError;
use super::tab::Tab;

/// Watches the page from its beginning; runs in our own world.
pub(super) const WATCH: &str = include_str!("scripts/watch.js");

/// How long nothing may happen on a page that is quiet.
const QUIET: Duration = Duration::from_millis(350);
/// How often it is asked.
const ASK_EVERY: Duration = Duration::from_millis(60);

/// How the wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// The page is quiet; false where the limit was reached.
    pub quiet: bool,
}

impl Tab {
    /// Waits until the page is quiet, at most so long. A page that is never quiet is taken as it is then. The step that
    /// was announced with a click ends here.
    ///
    /// # Errors
    /// When the browser or the page is gone, or a script of the page never rests.
    pub async fn settle(&self, limit: Duration) -> Result<Settled, ChromeError> {
        let until = Instant::now() + limit;
        let settled = loop {
            self.state.check()?;
            let quiet = self.state.quiet_for().min(match self.quiet_for().await {
                Ok(quiet) => quiet,
                // A page that is being replaced has no world to ask in.
                Err(ChromeError::Protocol { .. }) => Duration::ZERO,
                Err(error) => return Err(error),
            });
            if quiet >= QUIET {
                break Settled { quiet: true };
            }
            if Instant::now() >= until {
                break Settled { quiet: false };
            }
            sleep(ASK_EVERY.max(QUIET.saturating_sub(quiet).min(Duration::from_millis(200)))).await;
        };
        self.state.set_step(None);
        Ok(settled)
    }

    /// How long the page's document did not change; zero while it is being loaded.
    async fn quiet_for(&self) -> Result<Duration, ChromeError> {
        let script = "() => document.readyState !== 'complete' ? 0 : \
                      globalThis.touchpointQuiet ? globalThis.touchpointQuiet() : performance.now()";
        let value = self.run(script, &json!(null)).await?;
        let milliseconds = value.as_f64().unwrap_or_default().clamp(0.0, 60_000.0);
        Ok(Duration::from_secs_f64(milliseconds / 1000.0))
    }
}
