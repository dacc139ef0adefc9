//! Journeys that only read: to a person, to the returns policy, to the order look-up.

use std::collections::BTreeMap;

use url::Url;

use super::super::address;
use crate::model::{
    ChannelKind, FormPurpose, Journey, JourneyName, Note, Outcome, PageFacts, PageKind, Step, StepOutcome, WalkPage,
};

/// Longer ways from a product to a goal are not looked for.
const MOST_CLICKS: u32 = 8;
/// A returns policy has at least so many characters of real text.
const POLICY_CHARS: usize = 150;

/// Lowers each page's depth to the fewest clicks by links that were seen anywhere in the walk.
pub(super) fn relax_depths(pages: &mut [WalkPage]) {
    let known: BTreeMap<String, usize> = pages
        .iter()
        .enumerate()
        .map(|(index, page)| (canonical(&page.url), index))
        .collect();
    let mut changed = true;
    while changed {
        changed = false;
        for index in 0..pages.len() {
            let Some(depth) = pages[index].depth else { continue };
            let targets: Vec<(usize, String)> = pages[index]
                .facts
                .links
                .iter()
                .filter_map(|link| {
                    known
                        .get(&canonical(&link.url))
                        .map(|&target| (target, link.text.clone()))
                })
                .collect();
            for (target, text) in targets {
                if pages[target].depth.is_none_or(|known| known > depth + 1) {
                    pages[target].depth = Some(depth + 1);
                    pages[target].via = Some(text).filter(|text| !text.is_empty());
                    changed = true;
                }
            }
        }
    }
}

fn canonical(url: &str) -> String {
    Url::parse(url).map_or_else(|_| url.to_owned(), |url| address::canonical(&url).to_string())
}

/// To a person: phone, mail, form, chat or board.
pub(super) fn ask(pages: &[WalkPage]) -> Journey {
    journey(JourneyName::Ask, pages, reaches_a_person, "no-way-to-ask")
}

/// To a returns policy with figures.
pub(super) fn returns(pages: &[WalkPage]) -> Journey {
    let with_figures = |facts: &PageFacts| {
        facts.policies.returns_days.is_some()
            && (facts.kind.name != PageKind::Product || facts.policies.returns_chars >= POLICY_CHARS)
    };
    let found = journey(JourneyName::Return, pages, with_figures, "no-returns-policy");
    if found.outcome == Outcome::Completed {
        return found;
    }
    let with_text = |facts: &PageFacts| {
        facts.kind.name == PageKind::Returns
            || facts.kind.name != PageKind::Product && facts.policies.returns_chars >= POLICY_CHARS
    };
    let mut without_figures = journey(JourneyName::Return, pages, with_text, "no-returns-policy");
    if without_figures.outcome == Outcome::Completed {
        without_figures.outcome = Outcome::Partial;
        without_figures.reason = Some(Note::new("returns-without-figures"));
    }
    without_figures
}

/// To an order look-up.
pub(super) fn track(pages: &[WalkPage]) -> Journey {
    let looks_up = |facts: &PageFacts| facts.kind.name == PageKind::OrderLookup;
    journey(JourneyName::Track, pages, looks_up, "no-order-lookup")
}

fn reaches_a_person(facts: &PageFacts) -> bool {
    facts
        .phones
        .iter()
        .any(|phone| phone.is_callable() && phone.spot.visible)
        || facts.emails.iter().any(|email| email.spot.visible)
        || facts.forms_for(FormPurpose::Contact).any(|form| form.visible)
        || facts
            .channels
            .iter()
            .any(|channel| matches!(channel.kind, ChannelKind::Chat | ChannelKind::Form))
        || facts.kind.name == PageKind::Board && facts.board.is_some()
}

fn journey(name: JourneyName, pages: &[WalkPage], goal: impl Fn(&PageFacts) -> bool, missing: &str) -> Journey {
    let target = pages
        .iter()
        .filter(|page| page.blocked.is_none() && page.facts.kind.name != PageKind::Error && goal(&page.facts))
        .filter_map(|page| page.depth.map(|depth| (depth, page)))
        .min_by_key(|(depth, _)| *depth);
    let mut steps: Vec<Step> = pages.first().map(home_step).into_iter().collect();
    let Some((depth, page)) = target else {
        return Journey {
            name,
            outcome: Outcome::Unknown,
            clicks: 0,
            guest_possible: None,
            steps_announced: None,
            clicks_from_product: None,
            steps,
            reason: Some(Note::new(missing).with("pages", pages.len())),
        };
    };
    let from_product = clicks_from_products(pages, &goal);
    if depth > 0 {
        let mut step = Step::new(
            page.facts.kind.name,
            StepOutcome::Reached,
            Some(page.url.clone()),
            depth,
        );
        step.via.clone_from(&page.via);
        steps.push(step);
    }
    Journey {
        name,
        outcome: Outcome::Completed,
        clicks: depth,
        guest_possible: None,
        steps_announced: None,
        clicks_from_product: from_product,
        steps,
        reason: None,
    }
}

/// The most clicks by links that any product page of the walk is away from the goal; none where one of them has no
/// way there that was seen, or where there is no product.
fn clicks_from_products(pages: &[WalkPage], goal: &impl Fn(&PageFacts) -> bool) -> Option<u32> {
    let known: BTreeMap<String, usize> = pages
        .iter()
        .enumerate()
        .rev()
        .map(|(index, page)| (canonical(&page.url), index))
        .collect();
    let reaches =
        |page: &WalkPage| page.blocked.is_none() && page.facts.kind.name != PageKind::Error && goal(&page.facts);
    // From the goals backwards, one click a round.
    let mut clicks: Vec<Option<u32>> = pages.iter().map(|page| reaches(page).then_some(0)).collect();
    for round in 1..=MOST_CLICKS {
        let mut changed = false;
        for (index, page) in pages.iter().enumerate() {
            if clicks[index].is_none()
                && page
                    .facts
                    .links
                    .iter()
                    .filter_map(|link| known.get(&canonical(&link.url)))
                    .any(|&target| clicks[target] == Some(round - 1))
            {
                clicks[index] = Some(round);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    pages
        .iter()
        .zip(clicks)
        .filter(|(page, _)| page.facts.kind.name == PageKind::Product && page.blocked.is_none())
        .map(|(_, clicks)| clicks)
        .try_fold(None, |most: Option<u32>, clicks| Some(most.max(Some(clicks?))))?
}

/// The step that every journey begins with.
pub(super) fn home_step(page: &WalkPage) -> Step {
    Step::new(PageKind::Home, StepOutcome::Reached, Some(page.url.clone()), 0)
}
