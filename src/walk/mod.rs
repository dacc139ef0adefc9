//! The walk: the crawl, the journeys, and what they bring home.
//!
//! [`walk`] begins at the shop's first page, visits the best addresses first until the page budget is used up, walks
//! the four journeys, and asks a few links whether they are alive. Each page is turned into facts as it arrives and its
//! body is dropped. Given the same answers it does the same things in the same order, so that a saved walk can be
//! judged again.

mod address;
mod aside;
mod blocked;
mod crawl;
pub mod customer;
mod frontier;
mod guess;
mod journey;
#[cfg_attr(not(feature = "layout"), path = "layout_off.rs")]
mod layout;
mod links;
mod search;
mod see;
mod session;
mod shop;
mod sitemap;
mod style;

use std::collections::BTreeMap;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::extract::CompiledProbe;
use crate::model::{Limits, Note, PageKind, Shop, Walk};
use crate::net::{FetchError, Fetcher, StartUrl};
pub use see::Render;
use session::Session;

/// How far to walk, and with whose consent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Options {
    /// Pages read by the crawl at the most; the journeys' pages come on top.
    pub max_pages: usize,
    /// Pages fetched at the same time. Politeness per host is the client's.
    pub in_flight: usize,
    /// The user says that the shop is theirs: the buying journey may enter what robots.txt forbids to crawlers.
    pub mine: bool,
    /// Whether to walk into the cart; without it the buying journey ends at the product.
    pub buy: bool,
    /// Links asked whether they are alive, besides the pages visited.
    pub link_checks: usize,
    /// Country that overrides the guess.
    pub country: Option<String>,
    /// Follow the first page to another site, and audit that one.
    pub follow_redirect: bool,
    /// Lay the pages out, so that visibility is measured. Their style sheets are fetched for it.
    #[serde(default)]
    pub layout: bool,
    /// The program whose workers lay out; this one where it is not given.
    #[serde(skip)]
    pub layout_program: Option<PathBuf>,
    /// Which eye looks at the pages.
    #[serde(default)]
    pub render: Render,
    /// The browser; found where it is not given.
    #[serde(skip)]
    pub chrome_program: Option<PathBuf>,
    /// Fill the order form with the test customer and go on to the page with the last button, never past it.
    #[serde(default)]
    pub fill: bool,
    /// Enter pages that make an order draft on the shop's side.
    #[serde(default)]
    pub allow_draft: bool,
    /// Values of the test customer in place of its country's defaults; keys are [`customer::KEYS`]. They belong into
    /// `ClientOptions::redact`, too: see [`customer::Customer::secrets`].
    #[serde(default)]
    pub customer: BTreeMap<String, String>,
    /// What the checklist's composed measures look for.
    #[serde(skip)]
    pub probes: Vec<CompiledProbe>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            max_pages: 60,
            in_flight: 2,
            mine: false,
            buy: true,
            link_checks: 20,
            country: None,
            follow_redirect: false,
            layout: false,
            layout_program: None,
            render: Render::Static,
            chrome_program: None,
            fill: false,
            allow_draft: false,
            customer: BTreeMap::new(),
            probes: Vec::new(),
        }
    }
}

/// What the walk is doing, for a progress bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// A page was read: how many so far, the budget, and its address.
    Page {
        /// Pages read.
        read: usize,
        /// The budget.
        of: usize,
        /// Address of the page.
        url: String,
    },
    /// The buying journey began.
    Journey,
    /// Links are asked whether they are alive.
    Links,
}

/// Why a shop could not be audited. Each prints as one clear line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WalkError {
    /// The first page did not come.
    #[error("{url}: could not be reached: {error}")]
    Unreachable {
        /// The address.
        url: String,
        /// Why.
        error: FetchError,
    },
    /// The first page leads to another site.
    #[error("{url} leads to another site, {to}; audit that address, or allow it with --follow-redirect")]
    OtherSite {
        /// The address.
        url: String,
        /// Where it leads.
        to: String,
    },
    /// robots.txt keeps us out.
    #[error("{url}: the shop's robots.txt forbids the first page; nothing was read")]
    Robots {
        /// The address.
        url: String,
    },
    /// The first page answers with an error.
    #[error("{url}: answered with status {status}; check the address")]
    Status {
        /// The address.
        url: String,
        /// The status.
        status: u16,
    },
    /// The first page is a challenge, or the shop refuses us.
    #[error("{url}: the shop refused us ({reason}); allow the tool at the shop, or audit a staging copy")]
    Refused {
        /// The address.
        url: String,
        /// What it answered.
        reason: String,
    },
    /// The first page is no HTML.
    #[error("{url}: is no web page ({content_type})")]
    NotHtml {
        /// The address.
        url: String,
        /// What it is.
        content_type: String,
    },
    /// The first page is empty.
    #[error("{url}: the page is empty")]
    Empty {
        /// The address.
        url: String,
    },
    /// The user broke off.
    #[error("broken off")]
    Cancelled,
}

/// Walks a shop.
///
/// # Errors
/// When the first page cannot be read; whatever goes wrong later ends up in the walk.
pub async fn walk(
    fetcher: &Fetcher,
    start: &StartUrl,
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Walk, WalkError> {
    let mut session = Session::new(fetcher, options, progress);
    crawl::first_page(&mut session, start).await?;
    crawl::crawl(&mut session).await;
    search::ask(&mut session).await;
    search::lost(&mut session).await;
    progress(Progress::Journey);
    let mut journeys = journey::all(&mut session).await;
    progress(Progress::Links);
    let links = links::check(&mut session).await;
    layout::finish(&mut session, &mut journeys).await;
    std::mem::take(&mut session.chrome).close().await;
    let shop: Shop = shop::describe(&session.pages);
    let mut warnings = std::mem::take(&mut session.warnings);
    if !looks_like_a_shop(&session) {
        warnings.push(Note::new("not-a-shop"));
    }
    warnings.sort();
    warnings.dedup();
    let limits = Limits {
        max_pages: options.max_pages,
        pages_read: session.pages.len(),
        requests_sent: usize::try_from(fetcher.requests_sent()).unwrap_or(usize::MAX),
        not_visited: session.frontier.not_visited(),
        forbidden_by_robots: session.forbidden.len(),
        notes: std::mem::take(&mut session.limit_notes),
    };
    Ok(Walk {
        shop,
        pages: session.pages,
        journeys,
        links,
        requests: session.requests,
        limits,
        warnings,
    })
}

/// Looks at a shop's first page, and at nothing else.
///
/// # Errors
/// When the page cannot be read.
pub async fn look(fetcher: &Fetcher, start: &StartUrl) -> Result<Shop, WalkError> {
    let options = Options::default();
    let mut session = Session::new(fetcher, &options, &|_| {});
    crawl::first_page_alone(&mut session, start).await?;
    Ok(shop::describe(&session.pages))
}

/// Whether anything was seen that only a shop has.
fn looks_like_a_shop(session: &Session<'_>) -> bool {
    session.pages.iter().any(|page| {
        matches!(
            page.facts.kind.name,
            PageKind::Product | PageKind::Cart | PageKind::Checkout
        ) || page.facts.platform.is_some()
            || page.facts.controls_for("action.add-to-cart").next().is_some()
            || page.facts.links_about("action.view-cart").next().is_some()
    })
}
