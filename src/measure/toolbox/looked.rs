//! One look at each page, and what is made of the looks.

use super::{Sample, Tally, absence, yes_no};
use crate::model::{Evidence, Measured, Note, Walk, WalkPage};

/// The share of the pages that pass; a look of `None` leaves a page out. Not applicable, with the code, when every
/// page was left out; unknown when there was no page to look at.
pub(in crate::measure) fn share_of(
    sample: &Sample<'_>,
    none: &str,
    look: impl Fn(&WalkPage) -> Option<(bool, Evidence)>,
) -> Measured {
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut tally = Tally::default();
    for (good, evidence) in sample.pages.iter().filter_map(|page| look(page)) {
        tally.add(good, evidence);
    }
    if tally.is_empty() {
        return Measured::NotApplicable(Note::new(none));
    }
    tally.share()
}

/// Yes, when something was found on the pages. No, when nothing was and the walk read every page that is linked as
/// being about the concepts; else unknown.
pub(in crate::measure) fn found_or_absent(
    walk: &Walk,
    sample: &Sample<'_>,
    found: Vec<Evidence>,
    concepts: &[&str],
) -> Measured {
    let looked_at = sample.pages.len().max(1);
    if !found.is_empty() {
        return yes_no(true, found, looked_at);
    }
    match absence::is_absent(walk, concepts) {
        Ok(home) => {
            let read: Vec<Evidence> = sample.pages.iter().map(|page| Evidence::page(&page.url)).collect();
            yes_no(false, if read.is_empty() { home } else { read }, looked_at)
        }
        Err(note) => Measured::Unknown(note),
    }
}
