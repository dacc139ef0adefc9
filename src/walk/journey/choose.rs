//! Which product to try: one that can be bought, simple first, then cheap, then near.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use url::Url;

use super::super::session::Session;
use super::add;
use super::press::On;
use super::recipe;
use super::send::{forbidden, open};
use crate::lexicon::Folded;
use crate::model::{Availability, PageKind, Step, StepOutcome, WalkPage};

/// Products tried at the most.
pub(super) const MOST_PRODUCTS: usize = 5;
/// Products that the crawl left out, looked at when none of the others can be bought.
const MOST_LOOKED_AT: usize = 10;
/// Clicks to a product that no link of the walk leads to: by a list.
const UNKNOWN_DEPTH: u32 = 2;

/// A product to try, without borrowing the walk's pages.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    pub(super) url: Url,
    pub(super) name: String,
    pub(super) clicks: u32,
    via: Option<String>,
}

impl Chosen {
    pub(super) fn step(&self) -> Step {
        let mut step = Step::new(
            PageKind::Product,
            StepOutcome::Reached,
            Some(self.url.to_string()),
            self.clicks,
        );
        step.via.clone_from(&self.via);
        step
    }

    /// Whether the other one is the same product, be it at another address.
    fn is(&self, other: &Chosen) -> bool {
        let name = |chosen: &Chosen| Folded::new(&chosen.name).text;
        self.url == other.url || !self.name.is_empty() && name(self) == name(other)
    }
}

/// The best product that was not tried yet. One that stands at several addresses is tried once.
pub(super) fn next(session: &Session<'_>, tried: &[Chosen]) -> Option<Chosen> {
    let mut ranked: Vec<_> = session
        .pages
        .iter()
        .enumerate()
        .filter_map(|(order, page)| Some((rank(session, page)?, order, chosen(page)?)))
        .collect();
    ranked.sort_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
    ranked
        .into_iter()
        .map(|(_, _, chosen)| chosen)
        .find(|chosen| !tried.iter().any(|known| known.is(chosen)))
}

/// Looks at products that the crawl left out, where none of those that it read, and that were not tried yet, can be put
/// into the cart without a script; each is kept as a page of the journey once it can be.
pub(super) async fn further(session: &mut Session<'_>, home: &Url, tried: &[Chosen]) {
    let easy = |session: &Session<'_>| {
        session.pages.iter().any(|page| {
            let untried = chosen(page).is_some_and(|chosen| !tried.iter().any(|known| known.is(&chosen)));
            untried && rank(session, page).is_some_and(|rank| rank.0 == 0)
        })
    };
    if easy(session) {
        return;
    }
    let mut slugs: BTreeSet<String> = session
        .pages
        .iter()
        .filter_map(|page| Url::parse(&page.url).ok())
        .map(|url| slug(&url))
        .collect();
    let mut waiting: Vec<_> = session
        .frontier
        .waiting()
        .filter(|candidate| candidate.guess == Some(PageKind::Product))
        .cloned()
        .collect();
    waiting.sort_by_key(|candidate| (candidate.depth.unwrap_or(u32::MAX), candidate.order));
    waiting.retain(|candidate| slugs.insert(slug(&candidate.url)));
    for candidate in waiting.into_iter().take(MOST_LOOKED_AT) {
        if session.over {
            return;
        }
        let from = Url::parse(&candidate.from).unwrap_or_else(|_| home.clone());
        if forbidden(session, &candidate.url).await.is_some() {
            continue;
        }
        let Ok(visit) = open(session, &candidate.url, &from).await else {
            continue;
        };
        let bought = visit.facts.product.is_some() && add::way_into_cart(On::visit(&visit)).is_ok();
        if bought {
            session.keep(visit, candidate.depth, candidate.via, true);
        }
        if easy(session) {
            return;
        }
    }
}

/// What names a product in its address, whatever category stands before it.
fn slug(url: &Url) -> String {
    let last = url
        .path_segments()
        .and_then(|mut segments| segments.rfind(|segment| !segment.is_empty()));
    format!("{}?{}", last.unwrap_or_default(), url.query().unwrap_or_default())
}

/// Way into the cart, options to choose, whether links lead there, price, clicks. None for what cannot be bought.
fn rank(session: &Session<'_>, page: &WalkPage) -> Option<(u8, usize, bool, Decimal, u32)> {
    if page.facts.kind.name != PageKind::Product || page.blocked.is_some() {
        return None;
    }
    let product = page.facts.product.as_ref()?;
    if product.availability == Some(Availability::OutOfStock)
        || product.price_on_request.is_some()
        || product.external_seller.is_some()
    {
        return None;
    }
    let url = Url::parse(&page.url).ok()?;
    let on = On {
        url: &url,
        facts: &page.facts,
        kind: page.facts.kind.name,
    };
    let way = match add::way_into_cart(on) {
        Ok(_) => 0,
        Err(_) if session.in_browser && product.buyable => 0,
        Err(_) if recipe::known(session) => 1,
        Err(_) if product.buyable => 2,
        Err(_) => 3,
    };
    let price = product.price.as_ref().map_or(Decimal::MAX, |price| price.amount);
    let depth = page.depth.unwrap_or(UNKNOWN_DEPTH);
    Some((way, product.option_count, page.depth.is_none(), price, depth))
}

fn chosen(page: &WalkPage) -> Option<Chosen> {
    Some(Chosen {
        url: Url::parse(&page.url).ok()?,
        name: page
            .facts
            .product
            .as_ref()
            .and_then(|product| product.name.clone())
            .unwrap_or_default(),
        clicks: page.depth.unwrap_or(UNKNOWN_DEPTH),
        via: page.via.clone(),
    })
}
