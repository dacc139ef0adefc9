//! Fields that are looked at one by one.

use super::{
    Evidence, FORMS, Field, Input, Measured, Note, ORDER_FORM, Tally, WITH_COUPON, clip, fields, is_text, open, pages,
    words, yes_no,
};

pub(super) fn optional_marked_share(input: &Input<'_>) -> Measured {
    let pages = match pages(input, ORDER_FORM) {
        Ok(pages) => pages,
        Err(unknown) => return unknown,
    };
    let asked: Vec<_> = open(&pages)
        .into_iter()
        .filter(|(_, field)| is_text(field) || field.control == "select")
        .collect();
    if !asked.is_empty() && asked.iter().all(|(_, field)| !field.required) {
        return Measured::unknown("required-not-told");
    }
    let mut tally = Tally::default();
    for (page, field) in asked.into_iter().filter(|(_, field)| !field.required) {
        tally.add(says_optional(field), fields::seen(page, field));
    }
    if tally.is_empty() {
        return Measured::NotApplicable(Note::new("all-fields-required"));
    }
    tally.share()
}

fn says_optional(field: &Field) -> bool {
    [&field.label, &field.hint]
        .into_iter()
        .flatten()
        .any(|text| words::says("field.optional-mark", text))
}

pub(super) fn phone_explained(input: &Input<'_>) -> Measured {
    let pages = match pages(input, ORDER_FORM) {
        Ok(pages) => pages,
        Err(unknown) => return unknown,
    };
    let fields_of = open(&pages);
    let phones: Vec<_> = fields_of
        .iter()
        .copied()
        .filter(|(_, field)| is_phone(field) && is_text(field))
        .collect();
    if phones.is_empty() {
        return Measured::not_applicable("no-phone-field");
    }
    // The boxes of one number are explained together.
    let explained = phones.iter().any(|(_, field)| explains(field));
    let optional = phones.iter().all(|(_, field)| !field.required);
    if !explained && optional && fields_of.iter().all(|(_, field)| !field.required) {
        return Measured::unknown("required-not-told");
    }
    let evidence: Vec<Evidence> = phones
        .iter()
        .map(|(page, field)| Evidence {
            quote: clip(
                field
                    .hint
                    .as_deref()
                    .or(field.label.as_deref())
                    .unwrap_or_else(|| fields::name_of(field)),
            ),
            ..fields::seen(page, field)
        })
        .collect();
    yes_no(explained || optional, evidence, phones.len())
}

/// A box for the number itself, not for the code of its country.
fn is_phone(field: &Field) -> bool {
    field
        .token
        .as_deref()
        .is_some_and(|token| token.starts_with("tel") && token != "tel-country-code")
}

/// Words beside the field, or in its label, that say what the number is for: "Phone (for the driver)".
fn explains(field: &Field) -> bool {
    const REASONS: &[&str] = &[
        "배송",
        "연락",
        "기사",
        "알림",
        "deliver",
        "courier",
        "driver",
        "shipping",
        "shipment",
        "order update",
        "text you",
        "in case",
        "questions about",
        "notify",
        "lieferung",
        "zustell",
        "rückfragen",
        "livraison",
        "livreur",
        "entrega",
        "envío",
        "consegna",
        "spedizione",
        "levering",
        "bezorg",
        "leverans",
        "dostaw",
        "doruč",
        "toimitu",
        "παραδ",
        "配送",
        "お届け",
        "連絡",
    ];
    let says = |text: &str| {
        let text = text.to_lowercase();
        REASONS.iter().any(|reason| text.contains(reason))
    };
    let label = field.label.as_deref().unwrap_or_default();
    // "Delivery phone" names the number and gives no reason.
    let label_says = says(label) && (label.contains(['(', '–', ':', ',']) || label.chars().count() > 30);
    label_says || field.hint.as_deref().is_some_and(says)
}

pub(super) fn placeholder_only_share(input: &Input<'_>) -> Measured {
    let pages = match pages(input, FORMS) {
        Ok(pages) => pages,
        Err(unknown) => return unknown,
    };
    let asked: Vec<_> = open(&pages).into_iter().filter(|(_, field)| is_text(field)).collect();
    if asked.is_empty() {
        return Measured::Unknown(Note::new("no-fields"));
    }
    let is_lost = |field: &Field| field.label_from.as_deref() == Some("placeholder");
    let lost: Vec<Evidence> = asked
        .iter()
        .filter(|(_, field)| is_lost(field))
        .map(|(page, field)| fields::seen(page, field))
        .collect();
    let against = lost.len();
    let share = super::count(against) / super::count(asked.len());
    let evidence = if lost.is_empty() {
        asked
            .iter()
            .take(2)
            .map(|(page, field)| fields::seen(page, field))
            .collect()
    } else {
        lost
    };
    super::number(share, evidence, asked.len(), against)
}

pub(super) fn coupon_open(input: &Input<'_>) -> Measured {
    let sample = super::super::toolbox::Sample::of(input, WITH_COUPON);
    let pages = match super::journey::pages(input, WITH_COUPON) {
        Ok(pages) => pages,
        Err(_) if !sample.is_empty() => sample.pages.clone(),
        Err(note) => return Measured::Unknown(note),
    };
    let found: Vec<Evidence> = pages
        .iter()
        .flat_map(|page| fields::all_fields(page).map(move |field| (page, field)))
        .filter(|(_, field)| {
            is_text(field) && field.value.is_none() && words::says("action.coupon", &fields::words_of(field))
        })
        .map(|(page, field)| fields::seen(page, field))
        .collect();
    let open = !found.is_empty();
    let evidence = if open {
        found
    } else {
        pages.iter().map(|page| Evidence::page(&page.url)).collect()
    };
    yes_no(open, evidence, pages.len())
}
