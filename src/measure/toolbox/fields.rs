//! Fields of forms, as measures ask for them.

use crate::model::{Evidence, Field, Form, FormPurpose, WalkPage};

/// Forms that stand beside the page's own business.
const BESIDES: &[FormPurpose] = &[
    FormPurpose::Search,
    FormPurpose::Newsletter,
    FormPurpose::Filter,
    FormPurpose::AddToCart,
    FormPurpose::Cart,
    FormPurpose::Review,
];

/// Whether a customer can fill it.
pub(in crate::measure) fn is_open(field: &Field) -> bool {
    field.is_in_sight() && !field.honeypot
}

/// Forms that are the page's own business: no search box, no newsletter.
pub(in crate::measure) fn own_forms(page: &WalkPage) -> impl Iterator<Item = &Form> {
    page.facts.forms.iter().filter(|form| !BESIDES.contains(&form.purpose))
}

/// Fields that a customer sees in the page's own forms.
pub(in crate::measure) fn own_fields(page: &WalkPage) -> impl Iterator<Item = &Field> {
    own_forms(page)
        .flat_map(|form| &form.fields)
        .filter(|field| is_open(field))
}

/// Fields that a customer sees in any form.
pub(in crate::measure) fn all_fields(page: &WalkPage) -> impl Iterator<Item = &Field> {
    page.facts
        .forms
        .iter()
        .flat_map(|form| &form.fields)
        .filter(|field| is_open(field))
}

/// Label, name and id in one text, for a look at its words.
pub(in crate::measure) fn words_of(field: &Field) -> String {
    [&field.label, &field.name, &field.id]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" | ")
}

/// What names the field to a reader.
pub(in crate::measure) fn name_of(field: &Field) -> &str {
    field
        .label
        .as_deref()
        .or(field.name.as_deref())
        .or(field.id.as_deref())
        .unwrap_or(&field.control)
}

/// The field as evidence.
pub(in crate::measure) fn seen(page: &WalkPage, field: &Field) -> Evidence {
    Evidence {
        url: page.url.clone(),
        selector: Some(field.selector.clone()),
        quote: super::clip(name_of(field)),
        ..Evidence::default()
    }
}
