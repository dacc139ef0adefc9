//! What goes on, and how to end it.

use super::super::toolbox::{Sample, absence, clip, count, number, yes_no};
use super::Input;
use super::pressure::{or_pages, seen};
use crate::model::{ChannelKind, Evidence, Measured, Note, PageKind};

/// Pages on which a plan is sold.
pub(super) const SOLD_ON: &[PageKind] = &[PageKind::Product, PageKind::Cart, PageKind::Checkout];
/// Pages that tell how to leave.
pub(super) const TOLD_ON: &[PageKind] = &[
    PageKind::Terms,
    PageKind::Privacy,
    PageKind::Faq,
    PageKind::Account,
    PageKind::Contact,
    PageKind::Returns,
];

pub(super) fn hidden_subscriptions(input: &Input<'_>) -> Measured {
    untold(input, SOLD_ON, "subscription")
}

pub(super) fn cancel_hard(input: &Input<'_>) -> Measured {
    untold(input, TOLD_ON, "hard-to-cancel")
}

fn untold(input: &Input<'_>, own: &'static [PageKind], pattern: &str) -> Measured {
    let sample = Sample::of(input, own);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut found: Vec<Evidence> = Vec::new();
    for page in &sample.pages {
        // Where one mention tells it all, the page does.
        if !page.facts.pressure(pattern).any(|mention| mention.told) {
            found.extend(page.facts.pressure(pattern).next().map(|mention| seen(page, mention)));
        }
    }
    let hits = found.len();
    number(count(hits), or_pages(found, &sample.pages), sample.pages.len(), hits)
}

pub(super) fn trial_terms(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, SOLD_ON);
    if sample.is_empty() {
        return sample.unknown();
    }
    let offers: Vec<_> = sample
        .pages
        .iter()
        .flat_map(|page| page.facts.pressure("trial").map(move |mention| (*page, mention)))
        .collect();
    if offers.is_empty() {
        return Measured::NotApplicable(Note::new("no-trial-offered"));
    }
    let silent: Vec<Evidence> = sample
        .pages
        .iter()
        .filter(|page| !page.facts.pressure("trial").any(|mention| mention.told))
        .filter_map(|page| Some(seen(page, page.facts.pressure("trial").next()?)))
        .collect();
    let pages = sample.pages.len();
    match silent.is_empty() {
        true => yes_no(
            true,
            offers.iter().map(|(page, mention)| seen(page, mention)).collect(),
            pages,
        ),
        false => yes_no(false, silent, pages),
    }
}

pub(super) fn account_exit_told(input: &Input<'_>) -> Measured {
    let walk = input.walk;
    let joins = walk.readable().any(|page| {
        page.facts.kind.name == PageKind::Register || page.facts.links_about("action.register").next().is_some()
    });
    if !joins {
        return Measured::NotApplicable(Note::new("no-account-offered"));
    }
    let told: Vec<Evidence> = walk
        .readable()
        .filter_map(|page| Some(seen(page, page.facts.pressure("account-exit").next()?)))
        .collect();
    let sample = Sample::of(input, TOLD_ON);
    if !told.is_empty() {
        return yes_no(true, told, sample.pages.len());
    }
    if sample.is_empty() {
        return sample.unknown();
    }
    match absence::is_absent(walk, &["topic.faq", "topic.privacy", "topic.terms"]) {
        Ok(evidence) => yes_no(false, evidence, sample.pages.len()),
        Err(note) => Measured::Unknown(note),
    }
}

pub(super) fn contact_direct(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[PageKind::Contact]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let direct: Vec<Evidence> = sample
        .pages
        .iter()
        .flat_map(|page| {
            page.facts
                .channels
                .iter()
                .filter(|channel| {
                    channel.spot.visible
                        && matches!(
                            channel.kind,
                            ChannelKind::Phone | ChannelKind::Email | ChannelKind::Chat
                        )
                })
                .map(|channel| Evidence::quote(&page.url, &channel.spot, clip(&channel.quote)))
        })
        .collect();
    match direct.is_empty() {
        true => yes_no(false, or_pages(Vec::new(), &sample.pages), sample.pages.len()),
        false => yes_no(true, direct, sample.pages.len()),
    }
}
