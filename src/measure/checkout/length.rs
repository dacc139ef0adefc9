//! How long the way through the order form is.

use super::super::toolbox::{clip, count, fields, journey, number, words};
use super::{Input, has_last_button, not_reached};
use crate::model::{Evidence, Field, Journey, Measured, Note, PageKind, Step, StepOutcome, WalkPage};

/// The average order form has 11.3 fields (Baymard, 2024): a first page with more is long whatever follows.
const AVERAGE_FIELDS: usize = 11;

pub(super) fn steps(input: &Input<'_>) -> Measured {
    let journey = match journey::buy(input.walk) {
        Ok(journey) => journey,
        Err(note) => return Measured::Unknown(note),
    };
    let counted: Vec<&Step> = journey.steps.iter().filter(|step| counts(step)).collect();
    let way: Vec<Evidence> = counted
        .iter()
        .filter_map(|step| {
            Some(Evidence {
                quote: clip(step.via.as_deref().unwrap_or_default()),
                ..Evidence::page(step.url.as_deref()?)
            })
        })
        .collect();
    if let Some(announced) = journey.steps_announced {
        return number(f64::from(announced), way, 1, 0);
    }
    if !journey::reached(journey).any(is_order_form) {
        return Measured::Unknown(unreached(input, journey));
    }
    let told = counted.iter().any(|step| step.estimated) || ends(input, journey);
    number(count(counted.len() + usize::from(!told)), way, 1, 0)
}

fn counts(step: &Step) -> bool {
    (step.outcome == StepOutcome::Reached || step.estimated)
        && matches!(
            step.kind,
            PageKind::Cart | PageKind::Login | PageKind::Register | PageKind::Checkout | PageKind::Payment
        )
}

fn is_order_form(step: &Step) -> bool {
    matches!(step.kind, PageKind::Checkout | PageKind::Payment)
}

fn unreached(input: &Input<'_>, journey: &Journey) -> Note {
    if journey::stopped_by_us(journey) {
        journey::reason(input.walk)
    } else {
        not_reached()
    }
}

/// Whether the last button was seen: nothing comes after that page. A last panel is no page of its own; the journey
/// calls it payment because of its button.
fn ends(input: &Input<'_>, journey: &Journey) -> bool {
    journey::reached(journey)
        .filter(|step| is_order_form(step))
        .any(|step| match journey::page_of(input.walk, step) {
            Some(page) => has_last_button(page),
            None => step.kind == PageKind::Payment,
        })
}

pub(super) fn visible_fields(input: &Input<'_>) -> Measured {
    let journey = match journey::buy(input.walk) {
        Ok(journey) => journey,
        Err(note) => return Measured::Unknown(note),
    };
    let form = match journey::order_form(input.walk) {
        Ok(form) => form,
        Err(_) => return Measured::Unknown(unreached(input, journey)),
    };
    let pages = form.len();
    let mut seen: Vec<Evidence> = Vec::new();
    let mut total = 0;
    for (step, page) in form {
        let filled: Vec<&Field> = open_fields(step, page)
            .into_iter()
            .filter(|field| is_to_fill(field))
            .collect();
        total += if step.fields.is_empty() && page.is_none() {
            usize::try_from(step.fields_visible).unwrap_or(usize::MAX)
        } else {
            filled.len()
        };
        let url = step.url.as_deref().unwrap_or_default();
        seen.extend(filled.into_iter().map(|field| Evidence {
            selector: Some(field.selector.clone()),
            quote: clip(fields::name_of(field)),
            ..Evidence::page(url)
        }));
    }
    let whole = ends(input, journey) || journey::reached(journey).any(|step| step.kind == PageKind::Payment);
    if !whole && total <= AVERAGE_FIELDS {
        return Measured::Unknown(
            Note::new("order-form-partly-read")
                .with("fields", total)
                .with("pages", pages),
        );
    }
    number(count(total), seen, pages, 0)
}

fn open_fields<'a>(step: &'a Step, page: Option<&'a WalkPage>) -> Vec<&'a Field> {
    match page {
        Some(page) if fields::own_fields(page).next().is_some() => fields::own_fields(page).collect(),
        _ => step.fields.iter().filter(|field| fields::is_open(field)).collect(),
    }
}

/// Whether a customer has to type or choose something of their own there.
fn is_to_fill(field: &Field) -> bool {
    match field.control.as_str() {
        "checkbox" => false,
        // Choices of delivery and payment have no autofill token.
        "radio" => field.token.is_some(),
        _ => !words::says("action.coupon", &fields::words_of(field)),
    }
}
