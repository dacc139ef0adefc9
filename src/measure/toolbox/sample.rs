//! Which pages a measure looks at.

use url::Url;

use super::journey;
use crate::measure::Input;
use crate::model::{Measured, Note, PageKind, Walk, WalkPage};

/// Pages to look at: readable, each address once, empty shells left out.
pub(in crate::measure) struct Sample<'a> {
    /// The pages, in the order of the visit.
    pub(in crate::measure) pages: Vec<&'a WalkPage>,
    /// Why there are none, where there are none.
    missing: Note,
}

impl<'a> Sample<'a> {
    /// Pages of the kinds that the check names, or of the measure's own.
    pub(in crate::measure) fn of(input: &Input<'a>, own: &'static [PageKind]) -> Sample<'a> {
        let kinds = if input.pages.is_empty() { own } else { input.pages };
        Sample::of_kinds(input.walk, kinds)
    }

    /// Pages of the kinds; every readable page when `kinds` is empty.
    pub(in crate::measure) fn of_kinds(walk: &'a Walk, kinds: &[PageKind]) -> Sample<'a> {
        let found = distinct(walk, kinds);
        let shells = found.iter().any(|page| page.facts.text.shell);
        let pages: Vec<&WalkPage> = found.into_iter().filter(|page| !page.facts.text.shell).collect();
        let missing = if shells {
            Note::new("needs-browser")
        } else {
            why_none(walk, kinds)
        };
        Sample { pages, missing }
    }

    /// Pages of the kinds whatever their text: for what the served HTML tells by itself.
    pub(in crate::measure) fn with_shells(input: &Input<'a>) -> Sample<'a> {
        Sample {
            pages: distinct(input.walk, input.pages),
            missing: why_none(input.walk, input.pages),
        }
    }

    /// Leaves pages out.
    #[must_use]
    pub(in crate::measure) fn without(mut self, kinds: &[PageKind]) -> Self {
        self.pages.retain(|page| !kinds.contains(&page.facts.kind.name));
        self
    }

    /// No page is left.
    pub(in crate::measure) fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// Unknown, because no page could be looked at.
    pub(in crate::measure) fn unknown(&self) -> Measured {
        Measured::Unknown(self.missing.clone())
    }

    /// Why no page could be looked at.
    pub(in crate::measure) fn missing(&self) -> Note {
        self.missing.clone()
    }
}

/// Readable pages of the kinds, each address once, and each product once, under whatever category it was met; a
/// journey's look at a page counts more than the crawl's, because only there the cart is filled.
fn distinct<'a>(walk: &'a Walk, kinds: &[PageKind]) -> Vec<&'a WalkPage> {
    let mut pages: Vec<&WalkPage> = Vec::new();
    let wanted = walk
        .readable()
        .filter(|page| kinds.is_empty() || kinds.contains(&page.facts.kind.name));
    for page in wanted {
        match pages.iter().position(|known| is_same(known, page)) {
            None => pages.push(page),
            Some(known) if page.by_journey => pages[known] = page,
            Some(_) => {}
        }
    }
    pages
}

/// The same address, or two of one product as the shop itself says.
fn is_same(one: &WalkPage, other: &WalkPage) -> bool {
    let product = |page: &WalkPage| page.facts.kind.name == PageKind::Product;
    let own = |page: &WalkPage| page.facts.text.canonical.clone().unwrap_or_else(|| page.url.clone());
    one.url == other.url || (product(one) && product(other) && same_address(&own(one), &own(other)))
}

fn why_none(walk: &Walk, kinds: &[PageKind]) -> Note {
    let blocked = walk
        .pages
        .iter()
        .filter(|page| kinds.is_empty() || kinds.contains(&page.facts.kind.name))
        .find_map(|page| page.blocked.clone());
    if let Some(note) = blocked {
        return note;
    }
    if !kinds.is_empty() && kinds.iter().all(|kind| journey::KINDS.contains(kind)) {
        return journey::reason(walk);
    }
    let names: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
    if names.is_empty() {
        Note::new("no-page")
    } else {
        Note::new("no-page-of-kind").with("kinds", names.join(", "))
    }
}

/// Whether two addresses name one page: scheme, fragment and a slash at the end aside.
pub(in crate::measure) fn same_address(one: &str, other: &str) -> bool {
    bare(one) == bare(other)
}

fn bare(url: &str) -> &str {
    let url = url.split('#').next().unwrap_or(url);
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    url.trim_end_matches('/')
}

/// Whether two addresses differ in their last part only: pages of one kind, as a rule.
pub(in crate::measure) fn are_neighbours(one: &str, other: &str) -> bool {
    let folder = |url: &str| {
        let url = Url::parse(url).ok()?;
        let path = url.path().trim_end_matches('/');
        let (folder, name) = path.rsplit_once('/')?;
        (!folder.is_empty() && !name.is_empty()).then(|| (url.host_str().map(str::to_owned), folder.to_owned()))
    };
    folder(one).is_some() && folder(one) == folder(other)
}

/// Whether a link leads to a page although it carries more in its query (`?_pos=1`).
pub(in crate::measure) fn leads_to(link: &str, page: &str) -> bool {
    let (Ok(link), Ok(page)) = (Url::parse(link), Url::parse(page)) else {
        return false;
    };
    link.host_str() == page.host_str()
        && link.path().trim_end_matches('/') == page.path().trim_end_matches('/')
        && page
            .query_pairs()
            .all(|pair| link.query_pairs().any(|other| other == pair))
}
