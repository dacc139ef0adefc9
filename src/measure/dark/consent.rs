//! Boxes that say more, or something else, than a customer takes them to say.

use super::super::toolbox::{Sample, count, fields, number, words};
use super::Input;
use super::pressure::{or_pages, seen};
use crate::lexicon::Pressure;
use crate::model::{Evidence, Field, Measured, PageKind, WalkPage};

/// Pages with boxes to tick.
pub(super) const BOXES: &[PageKind] = &[PageKind::Checkout, PageKind::Payment, PageKind::Register];

pub(super) fn bundled(input: &Input<'_>) -> Measured {
    boxes(input, BOXES, |field| {
        let label = field.label.as_deref().unwrap_or_default();
        let forced = field.required || label.contains("필수") || label.contains("必須");
        forced && Pressure::builtin().is("bundled-consent", label)
    })
}

pub(super) fn trick_questions(input: &Input<'_>) -> Measured {
    boxes(input, &[], |field| {
        let label = field.label.as_deref().unwrap_or_default();
        Pressure::builtin().is("trick-question", label)
    })
}

/// How many different boxes are as described.
fn boxes(input: &Input<'_>, own: &'static [PageKind], is: fn(&Field) -> bool) -> Measured {
    let sample = Sample::of(input, own);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut found: Vec<Evidence> = sample
        .pages
        .iter()
        .flat_map(|page| {
            fields::all_fields(page)
                .filter(|field| field.control == "checkbox" && is(field))
                .map(|field| fields::seen(page, field))
        })
        .collect();
    found.sort_by(|one, other| (&one.quote, &one.url).cmp(&(&other.quote, &other.url)));
    found.dedup_by(|one, other| one.quote == other.quote);
    let hits = found.len();
    number(count(hits), or_pages(found, &sample.pages), sample.pages.len(), hits)
}

pub(super) fn agree_all_hides_marketing(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, BOXES);
    if sample.is_empty() {
        return sample.unknown();
    }
    let found: Vec<Evidence> = sample.pages.iter().filter_map(|page| silent_agreement(page)).collect();
    let hits = found.len();
    number(count(hits), or_pages(found, &sample.pages), sample.pages.len(), hits)
}

/// A box for everything that does not say that it also ticks the box for advertising.
fn silent_agreement(page: &WalkPage) -> Option<Evidence> {
    let all = page.facts.pressure("agree-all").next()?;
    let asks_for_advertising = fields::all_fields(page).any(|field| {
        let label = field.label.as_deref().unwrap_or_default();
        field.control == "checkbox"
            && words::says("action.newsletter", label)
            && !Pressure::builtin().is("agree-all", label)
    });
    (asks_for_advertising && !page.facts.pressure("agree-all").any(|mention| mention.told)).then(|| seen(page, all))
}
