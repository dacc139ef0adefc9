//! All that a walk brings home.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Journey, JourneyName, Note, PageFacts, PageKind, RequestLine, Shop};

/// What the walk searches for, and no shop has.
pub const NO_SUCH_GOODS: &str = "qzxwvkj";
/// A path at which no shop has a page.
pub const NO_SUCH_PAGE: &str = "no-such-page-qzxwvkj";

/// A page of the walk: how it was reached, and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct WalkPage {
    /// Final address.
    pub url: String,
    /// HTTP status.
    pub status: u16,
    /// Fewest clicks from the home page by links that were seen; null when only a sitemap or the journey led here.
    pub depth: Option<u32>,
    /// Words of the link that led here.
    pub via: Option<String>,
    /// Fetched by a journey (cart, checkout), not by the crawl.
    pub by_journey: bool,
    /// Blocked: 401, 403, 429, a challenge or a login wall. Such a page says nothing of the shop.
    pub blocked: Option<Note>,
    /// What was read off it.
    pub facts: PageFacts,
}

/// A link that was asked whether it is alive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkCheck {
    /// Where it goes.
    pub url: String,
    /// The page that links there first.
    pub from: String,
    /// Final status; null when no answer came.
    pub status: Option<u16>,
    /// Dead: 404, 410, 5xx twice, or no answer twice. 401, 403 and 429 are not dead.
    pub dead: bool,
}

/// What the walk's limits cut off.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Limits {
    /// The page budget.
    pub max_pages: usize,
    /// Pages read.
    pub pages_read: usize,
    /// Requests sent, robots.txt and sitemaps included.
    pub requests_sent: usize,
    /// Distinct addresses seen and not visited.
    pub not_visited: usize,
    /// Addresses that robots.txt keeps us from.
    pub forbidden_by_robots: usize,
    /// Remarks: budget used up, time over, pages cut at the byte limit.
    pub notes: Vec<Note>,
}

/// All that a walk brings home. Pure data: the same walk gives the same report.
#[derive(Debug, Clone, PartialEq)]
pub struct Walk {
    /// The shop, as it showed itself.
    pub shop: Shop,
    /// Pages in the order of the visit.
    pub pages: Vec<WalkPage>,
    /// The journeys, in the order buy, ask, return, track.
    pub journeys: Vec<Journey>,
    /// Links that were asked whether they are alive, sorted.
    pub links: Vec<LinkCheck>,
    /// Every request that could change something: sent or refused.
    pub requests: Vec<RequestLine>,
    /// What the limits cut off.
    pub limits: Limits,
    /// Remarks for the reader.
    pub warnings: Vec<Note>,
}

impl Walk {
    /// Pages that can be judged: not blocked, not an error page.
    pub fn readable(&self) -> impl Iterator<Item = &WalkPage> {
        self.pages
            .iter()
            .filter(|page| page.blocked.is_none() && page.facts.kind.name != PageKind::Error)
    }

    /// Readable pages of the kinds; every readable page when `kinds` is empty.
    pub fn of_kind<'a>(&'a self, kinds: &'a [PageKind]) -> impl Iterator<Item = &'a WalkPage> + 'a {
        self.readable()
            .filter(move |page| kinds.is_empty() || kinds.contains(&page.facts.kind.name))
    }

    /// A journey by name.
    pub fn journey(&self, name: JourneyName) -> Option<&Journey> {
        self.journeys.iter().find(|journey| journey.name == name)
    }
}
