//! Journeys that only read: to the returns policy, to the order look-up; and what they share with that to a person.

use std::collections::BTreeMap;

use url::Url;

use super::super::address;
use super::super::session::Session;
use crate::model::{
    Field, Form, FormPurpose, Journey, JourneyName, Note, Outcome, PageFacts, PageKind, Step, StepOutcome, WalkPage,
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

pub(super) fn canonical(url: &str) -> String {
    Url::parse(url).map_or_else(|_| url.to_owned(), |url| address::canonical(&url).to_string())
}

/// Whether pages on which the goal may stand were left unread.
pub(super) struct Unread(bool);

impl Unread {
    /// Looks for such pages among the addresses that wait, and those that could not be read.
    pub(super) fn of(session: &Session<'_>, places: &[PageKind]) -> Unread {
        let cut = session.over
            || !session.frontier.is_all_known()
            || session.warnings.iter().any(|note| note.code == "page-failed");
        let waits = session.frontier.may_hold(places);
        let closed = |url: &String| {
            Url::parse(url)
                .is_ok_and(|url| super::send::kind_of(session, &url).is_none_or(|kind| places.contains(&kind)))
        };
        let shut = session.forbidden.iter().any(closed) || session.pages.iter().any(|page| page.blocked.is_some());
        Unread(cut || waits || shut)
    }
}

/// To a returns policy with figures.
pub(super) fn returns(session: &Session<'_>) -> Journey {
    let with_figures = |facts: &PageFacts| {
        facts.policies.returns_days.is_some()
            && (facts.kind.name != PageKind::Product || facts.policies.returns_chars >= POLICY_CHARS)
    };
    let pages = &session.pages;
    let unread = Unread::of(
        session,
        &[PageKind::Returns, PageKind::Faq, PageKind::Terms, PageKind::Shipping],
    );
    let walked = |goal: &dyn Fn(&PageFacts) -> bool| {
        journey(
            JourneyName::Return,
            pages,
            goal,
            "no-returns-policy",
            PageKind::Returns,
            &unread,
        )
    };
    let found = walked(&with_figures);
    if found.outcome == Outcome::Completed {
        return found;
    }
    let with_text = |facts: &PageFacts| {
        facts.kind.name == PageKind::Returns
            || facts.kind.name != PageKind::Product && facts.policies.returns_chars >= POLICY_CHARS
    };
    let mut without_figures = walked(&with_text);
    if without_figures.outcome == Outcome::Completed {
        without_figures.outcome = Outcome::Partial;
        without_figures.reason = Some(Note::new("returns-without-figures"));
    }
    without_figures
}

/// To an order look-up; nothing is looked up. Tells whether guests can use it.
pub(super) fn track(session: &Session<'_>) -> Journey {
    let looks_up = |facts: &PageFacts| facts.kind.name == PageKind::OrderLookup;
    let unread = Unread::of(session, &[PageKind::OrderLookup]);
    let mut found = journey(
        JourneyName::Track,
        &session.pages,
        looks_up,
        "no-order-lookup",
        PageKind::OrderLookup,
        &unread,
    );
    found.guest_possible = found
        .steps
        .iter()
        .find(|step| step.kind == PageKind::OrderLookup && step.outcome == StepOutcome::Reached)
        .and_then(|step| session.pages.iter().find(|page| Some(&page.url) == step.url.as_ref()))
        .and_then(|page| opens_to_guests(&page.facts));
    found
}

/// Whether a look-up asks for an order and no password, or for a password alone.
fn opens_to_guests(lookup: &PageFacts) -> Option<bool> {
    let of_orders = |form: &&Form| {
        form.visible
            && !matches!(
                form.purpose,
                FormPurpose::Search | FormPurpose::Newsletter | FormPurpose::Filter
            )
            && form.fields.iter().any(Field::is_in_sight)
    };
    let asks_password = |form: &Form| {
        form.fields
            .iter()
            .any(|field| field.control == "password" && field.is_in_sight())
    };
    let mut forms = lookup.forms.iter().filter(of_orders).peekable();
    forms.peek()?;
    // A guest may have set a password for the order alone: a form that is not for signing in.
    Some(forms.any(|form| !asks_password(form) || form.purpose != FormPurpose::Login))
}

/// To the nearest page with the goal.
pub(super) fn journey(
    name: JourneyName,
    pages: &[WalkPage],
    goal: impl Fn(&PageFacts) -> bool,
    missing: &str,
    place: PageKind,
    unread: &Unread,
) -> Journey {
    let target = pages
        .iter()
        .filter(|page| reads(page) && goal(&page.facts))
        .filter_map(|page| page.depth.map(|depth| (depth, page)))
        .min_by_key(|(depth, _)| *depth);
    let mut steps: Vec<Step> = pages.first().map(home_step).into_iter().collect();
    let Some((depth, page)) = target else {
        let reason = Note::new(missing).with("pages", pages.len());
        let mut nowhere = Step::new(place, StepOutcome::NotFound, None, 1);
        nowhere.reason = Some(reason.clone());
        steps.push(nowhere);
        return Journey {
            steps,
            reason: Some(reason),
            ..Journey::new(name, if unread.0 { Outcome::Unknown } else { Outcome::NotFound })
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
        clicks: depth,
        clicks_from_product: from_product,
        steps,
        ..Journey::new(name, Outcome::Completed)
    }
}

/// Whether a page can be read at all.
pub(super) fn reads(page: &WalkPage) -> bool {
    page.blocked.is_none() && page.facts.kind.name != PageKind::Error
}

/// The most clicks by links that any product page of the walk is away from the goal; none where one of them has no
/// way there that was seen, or where there is no product.
pub(super) fn clicks_from_products(pages: &[WalkPage], goal: &impl Fn(&PageFacts) -> bool) -> Option<u32> {
    let known: BTreeMap<String, usize> = pages
        .iter()
        .enumerate()
        .rev()
        .map(|(index, page)| (canonical(&page.url), index))
        .collect();
    let reaches = |page: &WalkPage| reads(page) && goal(&page.facts);
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
