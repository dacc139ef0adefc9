//! The frontier: which address to visit next.
//!
//! Best first: an address is worth what its guessed kind is worth, less the more of that kind, of its list and of its
//! address shape were visited. So every kind of page is seen, products come from different lists, and endless facets,
//! calendars and session addresses sink to the bottom. The order depends on nothing but the pages.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::address;
use crate::model::PageKind;

/// Addresses waiting at the most: beyond it, new ones are counted and forgotten.
const MOST_WAITING: usize = 5_000;
/// Visits of one path that differ in the query alone.
const MOST_QUERIES_OF_A_PATH: usize = 3;

/// An address that waits to be visited.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The address, canonical.
    pub url: Url,
    /// What its address and the link's words say that it is.
    pub guess: Option<PageKind>,
    /// Clicks from the home page; null when only a sitemap names it.
    pub depth: Option<u32>,
    /// Words of the link.
    pub via: Option<String>,
    /// Address of the page that names it.
    pub from: String,
    /// Order of discovery.
    pub order: usize,
}

/// Addresses that wait, and what was visited.
#[derive(Debug, Default)]
pub struct Frontier {
    waiting: Vec<Candidate>,
    seen: BTreeSet<String>,
    discovered: usize,
    visited_kinds: BTreeMap<PageKind, usize>,
    visited_shapes: BTreeMap<String, usize>,
    visited_paths: BTreeMap<String, usize>,
    /// What the last page of each address shape turned out to be.
    shape_kinds: BTreeMap<String, PageKind>,
    products_from: BTreeMap<String, usize>,
}

impl Frontier {
    /// Marks an address as known, so that it is never offered again. Tells whether it was new.
    pub fn mark(&mut self, url: &Url) -> bool {
        self.seen.insert(key(url))
    }

    /// Adds an address, unless it is known.
    pub fn add(&mut self, mut candidate: Candidate) {
        candidate.url = address::canonical(&candidate.url);
        if !self.mark(&candidate.url) {
            return;
        }
        self.discovered += 1;
        if self.waiting.len() < MOST_WAITING {
            candidate.order = self.discovered;
            self.waiting.push(candidate);
        }
    }

    /// Takes the best address out.
    pub fn next(&mut self) -> Option<Candidate> {
        let best = self
            .waiting
            .iter()
            .enumerate()
            .map(|(index, candidate)| (index, self.worth(candidate), candidate))
            .filter(|(_, worth, _)| *worth > 0.0)
            .max_by(|(_, one, a), (_, other, b)| {
                one.total_cmp(other)
                    .then_with(|| b.depth.unwrap_or(u32::MAX).cmp(&a.depth.unwrap_or(u32::MAX)))
                    .then_with(|| b.order.cmp(&a.order))
            })
            .map(|(index, _, _)| index)?;
        let candidate = self.waiting.remove(best);
        // Counted when it is taken, so that a batch does not hold ten of one kind.
        self.count(self.kind_of(&candidate), &candidate, 1);
        Some(candidate)
    }

    /// Corrects the counts once a page has shown what it really is.
    pub fn visited(&mut self, candidate: &Candidate, kind: PageKind) {
        let guessed = self.kind_of(candidate);
        self.shape_kinds.insert(address::shape(&candidate.url), kind);
        if guessed != kind {
            if let Some(count) = self.visited_kinds.get_mut(&guessed) {
                *count = count.saturating_sub(1);
            }
            *self.visited_kinds.entry(kind).or_default() += 1;
        }
    }

    fn count(&mut self, kind: PageKind, candidate: &Candidate, by: usize) {
        *self.visited_kinds.entry(kind).or_default() += by;
        *self.visited_shapes.entry(address::shape(&candidate.url)).or_default() += by;
        *self.visited_paths.entry(path_key(&candidate.url)).or_default() += by;
        if kind == PageKind::Product {
            *self.products_from.entry(candidate.from.clone()).or_default() += by;
        }
    }

    /// How many addresses wait, or were forgotten for want of room.
    pub fn not_visited(&self) -> usize {
        self.waiting.len() + self.discovered.saturating_sub(MOST_WAITING)
    }

    /// Whether every address that was discovered was visited or waits: none was forgotten for want of room.
    pub fn is_all_known(&self) -> bool {
        self.discovered <= MOST_WAITING
    }

    /// Whether an address that waits may be of one of these kinds, or of a kind that nobody can tell.
    pub fn may_hold(&self, kinds: &[PageKind]) -> bool {
        self.waiting
            .iter()
            .map(|candidate| self.kind_of(candidate))
            .any(|kind| kind == PageKind::Other || kinds.contains(&kind))
    }

    /// Addresses that wait, in the order of discovery.
    pub fn waiting(&self) -> impl Iterator<Item = &Candidate> {
        self.waiting.iter()
    }

    /// What an address is taken for: the guess, else what pages of its shape turned out to be.
    fn kind_of(&self, candidate: &Candidate) -> PageKind {
        candidate
            .guess
            .or_else(|| self.shape_kinds.get(&address::shape(&candidate.url)).copied())
            .unwrap_or(PageKind::Other)
    }

    fn worth(&self, candidate: &Candidate) -> f64 {
        let kind = self.kind_of(candidate);
        let (base, most) = plan(kind);
        let visited = count_of(&self.visited_kinds, &kind);
        if visited >= most {
            return 0.0;
        }
        let same_path = count_of(&self.visited_paths, &path_key(&candidate.url));
        if candidate.url.query().is_some() && same_path >= MOST_QUERIES_OF_A_PATH && kind != PageKind::Product {
            return 0.0;
        }
        let mut worth = base / (1.0 + as_f64(visited));
        if kind == PageKind::Product {
            worth /= 1.0 + as_f64(count_of(&self.products_from, &candidate.from)) / 2.0;
        } else {
            worth /= 1.0 + as_f64(count_of(&self.visited_shapes, &address::shape(&candidate.url)));
        }
        // A sitemap names pages that a customer may never be led to.
        if candidate.depth.is_none() { worth * 0.5 } else { worth }
    }
}

/// What a kind of page is worth, and how many of it are enough.
fn plan(kind: PageKind) -> (f64, usize) {
    match kind {
        PageKind::Contact
        | PageKind::Shipping
        | PageKind::Returns
        | PageKind::Faq
        | PageKind::OrderLookup
        | PageKind::Legal => (100.0, 3),
        PageKind::Board => (95.0, 6),
        PageKind::Product => (90.0, 20),
        PageKind::List => (80.0, 12),
        PageKind::Terms | PageKind::Privacy | PageKind::About => (60.0, 2),
        PageKind::Login => (40.0, 1),
        PageKind::Register => (30.0, 1),
        PageKind::Home => (20.0, 2),
        PageKind::Search => (15.0, 2),
        PageKind::Other | PageKind::Article => (10.0, 12),
        PageKind::Account => (5.0, 1),
        // The journey goes there, not the crawl.
        PageKind::Cart | PageKind::Checkout | PageKind::Payment | PageKind::Confirmation | PageKind::Error => (0.0, 0),
    }
}

fn key(url: &Url) -> String {
    // http and https of one address are one page.
    let text = address::canonical(url).to_string();
    text.split_once("://")
        .map_or(text.clone(), |(_, rest)| rest.trim_end_matches('/').to_owned())
}

fn path_key(url: &Url) -> String {
    format!("{}{}", url.host_str().unwrap_or_default(), url.path())
}

fn count_of<K: Ord>(counts: &BTreeMap<K, usize>, key: &K) -> usize {
    counts.get(key).copied().unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "counts of pages")]
fn as_f64(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(url: &str, guess: PageKind, from: &str) -> Candidate {
        Candidate {
            url: Url::parse(url).expect("test addresses are well formed"),
            guess: Some(guess),
            depth: Some(1),
            via: None,
            from: from.to_owned(),
            order: 0,
        }
    }

    fn order_of(frontier: &mut Frontier, most: usize) -> Vec<String> {
        std::iter::from_fn(|| frontier.next())
            .take(most)
            .map(|next| next.url.path().to_owned())
            .collect()
    }

    #[test]
    fn every_kind_comes_before_the_second_of_one() {
        let mut frontier = Frontier::default();
        for number in 0..5 {
            frontier.add(candidate(
                &format!("https://a.kr/product/{number}"),
                PageKind::Product,
                "list",
            ));
        }
        frontier.add(candidate("https://a.kr/contact", PageKind::Contact, "home"));
        frontier.add(candidate("https://a.kr/returns", PageKind::Returns, "home"));
        assert_eq!(order_of(&mut frontier, 3), ["/contact", "/returns", "/product/0"]);
    }

    #[test]
    fn products_come_from_different_lists() {
        let mut frontier = Frontier::default();
        for (number, list) in [(1, "a"), (2, "a"), (3, "a"), (4, "b")] {
            frontier.add(candidate(
                &format!("https://a.kr/product/{number}"),
                PageKind::Product,
                list,
            ));
        }
        assert_eq!(order_of(&mut frontier, 2), ["/product/1", "/product/4"]);
    }

    #[test]
    fn facets_do_not_eat_the_budget() {
        let mut frontier = Frontier::default();
        for number in 0..500 {
            frontier.add(candidate(
                &format!("https://a.kr/list?color={number}"),
                PageKind::List,
                "home",
            ));
        }
        assert_eq!(order_of(&mut frontier, 500).len(), MOST_QUERIES_OF_A_PATH);
        assert!(frontier.not_visited() > 400);
    }

    #[test]
    fn addresses_of_a_shape_are_taken_for_what_the_first_one_was() {
        let mut frontier = Frontier::default();
        for number in 1..30 {
            let post = candidate(&format!("https://a.kr/qna/{number}"), PageKind::Other, "board");
            frontier.add(Candidate { guess: None, ..post });
        }
        let mut visits = 0;
        while let Some(post) = frontier.next() {
            frontier.visited(&post, PageKind::Board);
            visits += 1;
        }
        assert!(visits <= 7, "{visits}");
    }

    #[test]
    fn an_address_is_offered_once() {
        let mut frontier = Frontier::default();
        frontier.add(candidate("https://a.kr/p?no=1&utm_source=x", PageKind::Product, "home"));
        frontier.add(candidate("http://a.kr/p?no=1", PageKind::Product, "home"));
        assert_eq!(order_of(&mut frontier, 9).len(), 1);
    }
}
