//! The buying journey, as measures ask for it.

use super::Sample;
use crate::measure::Input;
use crate::model::{Journey, JourneyName, Note, Outcome, PageKind, Step, StepOutcome, Walk, WalkPage};

/// Kinds of page that a crawl does not show filled: only the buying journey does.
pub(in crate::measure) const KINDS: &[PageKind] = &[PageKind::Cart, PageKind::Checkout, PageKind::Payment];

/// The buying journey, or why it tells nothing.
pub(in crate::measure) fn buy(walk: &Walk) -> Result<&Journey, Note> {
    let journey = walk.journey(JourneyName::Buy).ok_or_else(not_walked)?;
    match journey.outcome {
        Outcome::Completed | Outcome::Partial => Ok(journey),
        Outcome::NotWalked | Outcome::Unknown | Outcome::NotFound => Err(stop(journey).unwrap_or_else(not_walked)),
    }
}

/// Why the buying journey did not reach the page in question.
pub(in crate::measure) fn reason(walk: &Walk) -> Note {
    match buy(walk) {
        Err(note) => note,
        Ok(journey) => stop(journey).unwrap_or_else(|| Note::new("step-not-reached")),
    }
}

/// What stopped a journey: the reason of the step that was not reached, or its own.
fn stop(journey: &Journey) -> Option<Note> {
    journey
        .ended_at()
        .and_then(|step| step.reason.clone())
        .or_else(|| journey.reason.clone())
}

fn not_walked() -> Note {
    Note::new("journey-not-walked").with("journey", "buy")
}

/// What stops a customer as it stopped the walk. Whatever else stops it may be the walk's own fault: robots.txt, a
/// guard, a script, a limit.
const THE_SHOPS_OWN: &[&str] = &["account-forced", "answered-with-status", "no-way-to-checkout"];

/// Whether the journey ended for a reason that may not be the shop's.
pub(in crate::measure) fn stopped_by_us(journey: &Journey) -> bool {
    stop(journey).is_some_and(|note| !THE_SHOPS_OWN.contains(&note.code.as_str()))
}

/// Steps that were walked and reached.
pub(in crate::measure) fn reached(journey: &Journey) -> impl Iterator<Item = &Step> {
    journey
        .steps
        .iter()
        .filter(|step| step.outcome == StepOutcome::Reached && !step.estimated)
}

/// The page that a step showed.
pub(in crate::measure) fn page_of<'a>(walk: &'a Walk, step: &Step) -> Option<&'a WalkPage> {
    let url = step.url.as_deref()?;
    walk.readable()
        .filter(|page| page.url == url)
        .max_by_key(|page| (page.by_journey, page.facts.kind.name == step.kind))
        // The address of a step leaves secrets out.
        .or_else(|| {
            walk.readable()
                .filter(|page| page.by_journey && page.facts.kind.name == step.kind)
                .find(|page| path_of(&page.url) == path_of(url))
        })
}

fn path_of(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or(url)
}

/// The order form as far as the journey read it, each step with its page.
pub(in crate::measure) fn order_form(walk: &Walk) -> Result<Vec<(&Step, Option<&WalkPage>)>, Note> {
    let journey = buy(walk)?;
    let steps: Vec<_> = reached(journey)
        .filter(|step| matches!(step.kind, PageKind::Checkout | PageKind::Payment))
        .map(|step| (step, page_of(walk, step)))
        .filter(|(_, page)| !page.is_some_and(|page| page.facts.text.shell))
        .collect();
    if steps.is_empty() { Err(reason(walk)) } else { Ok(steps) }
}

/// Pages to look at, where the journey's order form counts more than a crawled one, which has no goods in it.
///
/// # Errors
/// A note that says why there are none.
pub(in crate::measure) fn pages<'a>(input: &Input<'a>, own: &'static [PageKind]) -> Result<Vec<&'a WalkPage>, Note> {
    let sample = Sample::of(input, own);
    let missing = sample.missing();
    let mut pages = sample.pages;
    let read = pages.len();
    pages.retain(|page| !is_gate(input.walk, page));
    let only_gates = read > 0 && pages.is_empty();
    let kinds = if input.pages.is_empty() { own } else { input.pages };
    let walked: Vec<&WalkPage> = order_form(input.walk)
        .unwrap_or_default()
        .into_iter()
        .filter(|(step, _)| kinds.contains(&step.kind))
        .filter_map(|(_, page)| page)
        .collect();
    if !walked.is_empty() {
        pages.retain(|page| !matches!(page.facts.kind.name, PageKind::Checkout | PageKind::Payment));
        for page in walked {
            if !pages.iter().any(|known| known.url == page.url) {
                pages.push(page);
            }
        }
    }
    match pages.is_empty() {
        false => Ok(pages),
        true if only_gates => Err(reason(input.walk)),
        true => Err(missing),
    }
}

/// A page on which the journey chose between guest and account: whatever it looks like, it is no order form.
fn is_gate(walk: &Walk, page: &WalkPage) -> bool {
    page.by_journey
        && matches!(page.facts.kind.name, PageKind::Checkout | PageKind::Payment)
        && buy(walk).is_ok_and(|journey| {
            reached(journey)
                .filter(|step| step.url.as_deref() == Some(page.url.as_str()))
                .all(|step| matches!(step.kind, PageKind::Login | PageKind::Register))
        })
}
