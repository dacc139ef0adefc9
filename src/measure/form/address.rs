//! Values in pieces, and addresses asked twice.

use super::super::toolbox::{count, fields, journey, number, words, yes_no};
use super::{Input, ORDER_FORM, WITH_ADDRESS};
use crate::model::{Evidence, Field, Measured, WalkPage};

pub(super) fn split_groups(input: &Input<'_>) -> Measured {
    let pages = match journey::pages(input, WITH_ADDRESS) {
        Ok(pages) => pages,
        Err(note) => return Measured::Unknown(note),
    };
    let mut seen = 0;
    let mut found: Vec<Evidence> = Vec::new();
    for page in &pages {
        for form in fields::own_forms(page) {
            let open: Vec<&Field> = form.fields.iter().filter(|field| fields::is_open(field)).collect();
            seen += open.len();
            found.extend(groups(&open).into_iter().map(|first| fields::seen(page, first)));
        }
    }
    if seen == 0 {
        return Measured::unknown("no-fields");
    }
    let split = found.len();
    if found.is_empty() {
        found = pages.iter().map(|page| Evidence::page(&page.url)).collect();
    }
    number(count(split), found, seen, split)
}

/// The first boxes of the values that are spread over several neighbours.
fn groups<'a>(open: &[&'a Field]) -> Vec<&'a Field> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = open.get(at) {
        let mut end = at + 1;
        if let Some(part) = part_of(first) {
            while open.get(end).is_some_and(|next| {
                (part_of(next) == Some(part) && belong_together(part, open[end - 1], next))
                    || is_next_piece(open[end - 1], next)
            }) {
                end += 1;
            }
            if end - at >= 2 && !is_country_code_and_number(&open[at..end]) {
                found.push(*first);
            }
        }
        at = end;
    }
    found
}

/// Which value a field is a part of.
fn part_of(field: &Field) -> Option<&'static str> {
    match field.token.as_deref() {
        Some("email") => return Some("email"),
        Some("postal-code") => return Some("postcode"),
        Some("cc-number") => return Some("card"),
        Some(token) if token.starts_with("tel") => return Some("tel"),
        Some(token) if token.starts_with("bday") => return Some("bday"),
        Some(_) => return None,
        None => {}
    }
    let name = field.name.as_deref().or(field.id.as_deref())?.to_ascii_lowercase();
    if matches!(field.control.as_str(), "checkbox" | "radio") {
        return None;
    }
    if name.contains("email") {
        Some("email")
    } else if name.contains("phone") || name.contains("mobile") {
        Some("tel")
    } else {
        None
    }
}

/// Whether two neighbours are pieces of one value, and not two values (mobile and landline, e-mail and its repetition).
fn belong_together(part: &str, one: &Field, next: &Field) -> bool {
    match part {
        "bday" => one.token != next.token || stem(one) != stem(next),
        "email" => (one.control != "email" || next.control != "email") && stem(one) == stem(next),
        _ => {
            let pieces = |field: &Field| {
                field
                    .token
                    .as_deref()
                    .is_some_and(|token| token.starts_with("tel-") && token != "tel-extension")
            };
            stem(one) == stem(next) || (pieces(one) && pieces(next) && one.token != next.token)
        }
    }
}

/// A box without a name of its own, numbered on from the one before: `home1`, `home2`.
fn is_next_piece(one: &Field, next: &Field) -> bool {
    let numbered = |field: &Field| {
        let name = field.name.as_deref().unwrap_or_default();
        name.ends_with(|c: char| c.is_ascii_digit()).then(|| stem(field))
    };
    next.token.is_none() && next.label.is_none() && numbered(next).is_some() && numbered(one) == numbered(next)
}

/// The name without what numbers its pieces: `hp1`, `hp2`, `phone[]`, `email_domain`.
fn stem(field: &Field) -> String {
    let name = field
        .name
        .as_deref()
        .or(field.id.as_deref())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let cut = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | '_' | '-' | '.'));
    let cut = [
        "domain", "host", "_id", "id", "first", "second", "third", "select", "_sel",
    ]
    .iter()
    .find_map(|end| cut.strip_suffix(end).filter(|rest| rest.len() > 2))
    .unwrap_or(cut);
    cut.trim_end_matches(|c: char| !c.is_ascii_alphabetic()).to_owned()
}

fn is_country_code_and_number(group: &[&Field]) -> bool {
    group.len() == 2
        && group
            .iter()
            .any(|field| field.token.as_deref() == Some("tel-country-code"))
}

pub(super) fn billing_default_same(input: &Input<'_>) -> Measured {
    let pages = match journey::pages(input, ORDER_FORM) {
        Ok(pages) => pages,
        Err(note) => return Measured::Unknown(note),
    };
    let streets: Vec<(&WalkPage, &Field)> = pages
        .iter()
        .flat_map(|page| fields::own_fields(page).map(move |field| (*page, field)))
        .filter(|(_, field)| matches!(field.token.as_deref(), Some("street-address" | "address-line1")))
        .collect();
    let copies = pages
        .iter()
        .flat_map(|page| fields::own_fields(page).map(move |field| (*page, field)))
        .find(|(_, field)| is_copy(field));
    match (streets.as_slice(), copies) {
        ([], None) => Measured::unknown("no-address-fields"),
        (_, Some((page, field))) => yes_no(true, vec![fields::seen(page, field)], pages.len()),
        ([(page, field)], None) => yes_no(true, vec![fields::seen(page, field)], pages.len()),
        (several, None) => {
            let evidence = several.iter().map(|(page, field)| fields::seen(page, field)).collect();
            yes_no(false, evidence, pages.len())
        }
    }
}

/// A "same as" that is ticked, or a choice that copies the data of the person who orders.
fn is_copy(field: &Field) -> bool {
    let label = field.label.as_deref().unwrap_or_default();
    match field.control.as_str() {
        "checkbox" => words::is_same_as(label) && (field.preset || label.contains("주문자")),
        "radio" => field.options.iter().any(|option| {
            words::is_same_as(&option.label)
                && (option.label.contains("주문자") || field.value.as_ref() == Some(&option.value))
        }),
        _ => false,
    }
}
