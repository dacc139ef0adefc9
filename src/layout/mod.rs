//! Lays a page out in process, so that "visible" and "in the first screen" are measured, not guessed.
//!
//! [`PageToLayOut`] is a page with the style sheets that it names; a [`LayoutEngine`] says of its elements how they
//! look in a [`Viewport`]. The engine of feature `layout` runs in worker processes of the same binary
//! (`pool::Pool`): a page that crashes, hangs or fills the memory costs its own layout, never the audit.
//! [`apply::apply`] writes what was seen into the facts of the page.

pub mod apply;
pub mod sheets;

#[cfg(feature = "layout")]
mod blitz;
#[cfg(feature = "layout")]
pub mod frame;
#[cfg(feature = "layout")]
pub mod pool;
#[cfg(feature = "layout")]
pub mod worker;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use crate::model::{FirstScreen, Seen};

#[cfg(feature = "layout")]
pub use blitz::BlitzEngine;

/// The name of the hidden command that runs a worker.
pub const WORKER_COMMAND: &str = "layout-worker";

/// Half of the band around the fold in which nobody can tell, in CSS pixels.
pub const FOLD_BAND: f64 = 80.0;

/// Elements of one page that are looked at, at the most.
pub const MOST_TARGETS: usize = 300;

/// The size of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewport {
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// Whether a `<meta name=viewport>` is heeded and its absence makes the page 980 px wide.
    pub mobile: bool,
}

impl Viewport {
    /// A common desktop window.
    pub const DESKTOP: Viewport = Viewport {
        width: 1366,
        height: 768,
        mobile: false,
    };
    /// A common phone.
    pub const PHONE: Viewport = Viewport {
        width: 390,
        height: 844,
        mobile: true,
    };
}

/// A page with all that its layout needs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PageToLayOut {
    /// The page, decoded.
    pub html: String,
    /// What its links are resolved against.
    pub base: Option<String>,
    /// Text of its style sheets and of those that they import, by address. Where one that is linked is
    /// missing, the layout is not sure.
    #[serde(with = "shared_texts")]
    pub sheets: BTreeMap<String, Arc<str>>,
}

/// Texts that many pages share, written out in full.
mod shared_texts {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(texts: &BTreeMap<String, Arc<str>>, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(texts.iter().map(|(name, text)| (name, text.as_ref())))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, Arc<str>>, D::Error> {
        let texts = BTreeMap::<String, String>::deserialize(from)?;
        Ok(texts.into_iter().map(|(name, text)| (name, text.into())).collect())
    }
}

/// Why a page could not be laid out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LayoutError {
    /// More bytes, elements or levels than are laid out.
    #[error("the page is too large to lay out: {0}")]
    TooLarge(String),
    /// The engine failed on this page.
    #[error("the layout engine failed: {0}")]
    Engine(String),
    /// The worker was ended: it took too long or too much memory.
    #[error("the layout was broken off: {0}")]
    BrokenOff(String),
    /// No worker could be started.
    #[error("no layout worker: {0}")]
    NoWorker(String),
}

/// Says how elements of a page look.
pub trait LayoutEngine {
    /// Looks at the elements that the selectors select, in their order; `None` where there is no such element.
    /// What has no box at all is not visible.
    ///
    /// # Errors
    /// When the page could not be laid out.
    fn observe(
        &self,
        page: &PageToLayOut,
        viewport: Viewport,
        targets: &[String],
    ) -> Result<Vec<Option<Seen>>, LayoutError>;
}
