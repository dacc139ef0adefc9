//! A real browser, for pages that need JavaScript and for pictures: Chrome or Chromium, driven over its debugging pipe.
//!
//! [`Browser::launch`] starts one process with a profile of its own; [`Browser::open_shop`] makes a fresh context for a
//! shop; [`Context::tab`] opens a tab in it. A tab shows a page that the client has fetched ([`Tab::show`]) or fetches it
//! ([`Tab::navigate`]), waits until it is quiet ([`Tab::settle`]), and tells what it shows ([`Tab::snapshot`],
//! [`Tab::look`], [`Tab::screenshot`]); it clicks and fills like a customer ([`Tab::click`], [`Tab::fill`],
//! [`Tab::select`]).
//!
//! The browser itself never reaches a network: its resolver knows no name and its proxy does not exist. Each request of
//! every target is paused before it is sent, judged by the guard ([`judgement`]), and answered by the
//! [`Fetcher`](crate::net::Fetcher) or refused. So cookies, limits, politeness, private addresses, the saved walk and the
//! promise to order nothing are one thing in both eyes, and what escapes the interception reaches nobody.

mod act;
mod browser;
mod choose;
mod client;
mod context;
mod door;
mod emulate;
mod find;
pub mod judgement;
mod look;
mod overlays;
mod pictures;
#[cfg_attr(not(unix), path = "process_off.rs")]
mod process;
mod router;
mod settle;
mod tab;

pub use browser::{Browser, Options};
pub use context::Context;
pub use find::find;
pub use judgement::Step;
pub use look::Snapshot;
pub use pictures::Frame;
pub use settle::Settled;
pub use tab::{Landed, Tab};

/// Why the browser did not do as it was told. Each prints as one clear line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChromeError {
    /// There is none on this machine.
    #[error("no Chrome or Chromium was found; install one, or set CHROME to its path")]
    NotFound,
    /// `CHROME` names no program.
    #[error("CHROME is set to {0}, which is no program")]
    NotAProgram(String),
    /// The debugging pipe is not to be had on this system.
    #[error("Chrome cannot be driven on this system: its debugging pipe needs Unix; the static eye works")]
    NoPipe,
    /// It did not start.
    #[error("Chrome did not start: {0}")]
    Start(String),
    /// It ended, or was ended.
    #[error("Chrome is gone")]
    Gone,
    /// The page's process crashed.
    #[error("the page crashed in Chrome")]
    Crashed,
    /// No answer in time.
    #[error("Chrome did not answer in time ({0})")]
    Timeout(String),
    /// It refused a command.
    #[error("Chrome: {method}: {message}")]
    Protocol {
        /// The command.
        method: String,
        /// Its answer.
        message: String,
    },
    /// The page did not come.
    #[error("the page did not come: {0}")]
    Navigation(String),
    /// There is no such element, or it has no box.
    #[error("nothing to act on: {0}")]
    NoElement(String),
}

impl ChromeError {
    /// A stable kebab-case name, for notes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound | Self::NotAProgram(_) => "chrome-not-found",
            Self::NoPipe => "chrome-no-pipe",
            Self::Start(_) => "chrome-not-started",
            Self::Gone => "chrome-gone",
            Self::Crashed => "page-crashed",
            Self::Timeout(_) => "chrome-timeout",
            Self::Protocol { .. } => "chrome-protocol",
            Self::Navigation(_) => "chrome-navigation",
            Self::NoElement(_) => "chrome-no-element",
        }
    }

    /// Whether the browser is lost, not only the page.
    pub fn is_gone(&self) -> bool {
        matches!(self, Self::Gone)
    }
}
