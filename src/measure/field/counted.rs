//! Fields that are counted: the fewer, the better.

use super::{
    BTreeSet, EXTRA, Evidence, Field, Input, Measured, NO_NUMBERS, Note, ORDER_FORM, WITH_CONSENT, WITH_PAYMENT,
    WalkPage, count, counted, fields, number, open, pages, words,
};

const NAMES: &[&str] = &[
    "name",
    "given-name",
    "additional-name",
    "family-name",
    "honorific-prefix",
];
fn token(field: &Field) -> Option<&str> {
    field.token.as_deref()
}

pub(super) fn name_count(input: &Input<'_>) -> Measured {
    let pages = match pages(input, ORDER_FORM) {
        Ok(pages) => pages,
        Err(unknown) => return unknown,
    };
    let most = pages
        .iter()
        .map(|page| {
            let mut kinds = BTreeSet::new();
            fields::own_fields(page)
                .filter(|field| token(field).is_some_and(|token| NAMES.contains(&token)))
                .filter(|field| kinds.insert(token(field)))
                .map(|field| fields::seen(page, field))
                .collect::<Vec<Evidence>>()
        })
        .max_by_key(Vec::len)
        .unwrap_or_default();
    if most.is_empty() {
        return Measured::Unknown(Note::new("no-name-field"));
    }
    let names = most.len();
    number(count(names), most, names, names - 1)
}

pub(super) fn number_type_count(input: &Input<'_>) -> Measured {
    let pages = match pages(input, WITH_PAYMENT) {
        Ok(pages) => pages,
        Err(unknown) => return unknown,
    };
    let asked: Vec<(&WalkPage, &Field)> = open(&pages)
        .into_iter()
        .filter(|(_, field)| {
            token(field).is_some_and(|token| {
                NO_NUMBERS
                    .iter()
                    .any(|own| token == *own || token.starts_with(&format!("{own}-")))
            })
        })
        .collect();
    let found = asked
        .iter()
        .filter(|(_, field)| field.control == "number")
        .map(|(page, field)| fields::seen(page, field))
        .collect();
    counted(&pages, found, asked.len())
}

pub(super) fn extra_address_count(input: &Input<'_>) -> Measured {
    let pages = match pages(input, ORDER_FORM) {
        Ok(pages) => pages,
        Err(unknown) => return unknown,
    };
    let fields_of = open(&pages);
    let mut kinds = BTreeSet::new();
    let found = fields_of
        .iter()
        .filter(|(page, field)| {
            let korean_detail = page.facts.country.as_deref() == Some("KR") && token(field) == Some("address-line2");
            !field.required && !korean_detail && token(field).is_some_and(|token| EXTRA.contains(&token))
        })
        .filter(|(_, field)| kinds.insert(token(field)))
        .map(|(page, field)| fields::seen(page, field))
        .collect();
    counted(&pages, found, fields_of.len())
}

pub(super) fn repeated_count(input: &Input<'_>) -> Measured {
    let pages = match pages(input, WITH_CONSENT) {
        Ok(pages) => pages,
        Err(unknown) => return unknown,
    };
    let mut found: Vec<Evidence> = Vec::new();
    let mut looked_at = 0;
    for page in &pages {
        for form in fields::own_forms(page) {
            let open: Vec<&Field> = form.fields.iter().filter(|field| fields::is_open(field)).collect();
            looked_at += open.len();
            let mut emails = open
                .iter()
                .filter(|field| token(field) == Some("email") && is_whole_address(field));
            emails.next();
            let mut passwords = open.iter().filter(|field| field.control == "password");
            passwords.next();
            found.extend(emails.chain(passwords).map(|field| fields::seen(page, field)));
        }
    }
    found.sort();
    found.dedup();
    counted(&pages, found, looked_at)
}

/// Not the half behind the @ of a split address.
fn is_whole_address(field: &Field) -> bool {
    let name = field.name.as_deref().unwrap_or_default().to_ascii_lowercase();
    field.control != "select"
        && !["host", "domain", "mail2", "mail_2", "email_2"]
            .iter()
            .any(|half| name.contains(half))
        || name.contains("confirm")
}

pub(super) fn consent_count(input: &Input<'_>) -> Measured {
    let pages = match pages(input, WITH_CONSENT) {
        Ok(pages) => pages,
        Err(unknown) => return unknown,
    };
    let most = pages
        .iter()
        .map(|page| {
            fields::own_fields(page)
                .filter(|field| field.control == "checkbox")
                .filter(|field| {
                    let label = field.label.as_deref().unwrap_or_default();
                    ["field.consent", "action.newsletter"]
                        .iter()
                        .any(|concept| words::says(concept, label))
                })
                .map(|field| fields::seen(page, field))
                .collect::<Vec<Evidence>>()
        })
        .max_by_key(Vec::len)
        .unwrap_or_default();
    if most.is_empty() {
        return Measured::NotApplicable(Note::new("no-consent-box"));
    }
    let boxes = most.len();
    number(count(boxes), most, boxes, 0)
}
