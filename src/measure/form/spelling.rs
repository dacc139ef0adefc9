//! What a field tells the browser about itself.

use super::super::toolbox::{Tally, fields};
use super::{FORMS, Input, ORDER_FORM, field_share};
use crate::model::{Evidence, Field, Measured};

pub(super) fn autocomplete_share(input: &Input<'_>) -> Measured {
    let recognised = |field: &Field| {
        field.token.as_deref().is_some_and(is_standard) && !matches!(field.control.as_str(), "checkbox" | "radio")
    };
    field_share(
        input,
        ORDER_FORM,
        "no-recognised-fields",
        recognised,
        |tally, page, field| {
            let evidence = Evidence {
                quote: super::super::toolbox::clip(&match &field.autocomplete {
                    Some(written) => format!("{}: autocomplete=\"{written}\"", fields::name_of(field)),
                    None => fields::name_of(field).to_owned(),
                }),
                ..fields::seen(page, field)
            };
            let token = field.token.as_deref().unwrap_or_default();
            match field.autocomplete.as_deref() {
                Some(written) if matches(written, token) => tally.good(evidence),
                Some(_) => tally.bad(1, evidence),
                None => tally.bad(0, evidence),
            }
        },
    )
}

/// Autofill field names of the HTML standard ("Autofill detail tokens").
const STANDARD: &[&str] = &[
    "name",
    "honorific-prefix",
    "given-name",
    "additional-name",
    "family-name",
    "honorific-suffix",
    "nickname",
    "organization-title",
    "username",
    "new-password",
    "current-password",
    "one-time-code",
    "organization",
    "street-address",
    "address-line1",
    "address-line2",
    "address-line3",
    "address-level4",
    "address-level3",
    "address-level2",
    "address-level1",
    "country",
    "country-name",
    "postal-code",
    "cc-name",
    "cc-given-name",
    "cc-additional-name",
    "cc-family-name",
    "cc-number",
    "cc-exp",
    "cc-exp-month",
    "cc-exp-year",
    "cc-csc",
    "cc-type",
    "transaction-currency",
    "transaction-amount",
    "language",
    "bday",
    "bday-day",
    "bday-month",
    "bday-year",
    "sex",
    "url",
    "photo",
    "tel",
    "tel-country-code",
    "tel-national",
    "tel-area-code",
    "tel-local",
    "tel-local-prefix",
    "tel-local-suffix",
    "tel-extension",
    "email",
    "impp",
];

fn is_standard(token: &str) -> bool {
    STANDARD.contains(&token)
}

/// Whether the attribute as written is valid and means what the field means. Before the name may stand a section,
/// `shipping` or `billing`, and the kind of a phone or mail; after it `webauthn`.
fn matches(written: &str, token: &str) -> bool {
    let written = written.to_ascii_lowercase();
    let mut words: Vec<&str> = written.split_ascii_whitespace().collect();
    if words.last() == Some(&"webauthn") {
        words.pop();
    }
    let Some(name) = words.pop() else { return false };
    let prefixes_fit = words.iter().all(|word| {
        word.starts_with("section-")
            || matches!(
                *word,
                "shipping" | "billing" | "home" | "work" | "mobile" | "fax" | "pager"
            )
    });
    prefixes_fit && is_standard(name) && (name == token || family(name) == family(token))
}

/// Names that mean the same to a customer: a phone number in whatever part, a street in one line or several, a
/// country by code or by name.
fn family(name: &str) -> &str {
    match name {
        "street-address" | "address-line1" => "street",
        "country-name" => "country",
        "tel-national" | "tel-local" => "tel",
        "address-level1" | "address-level2" | "address-level3" | "address-level4" => "place",
        other => other,
    }
}

pub(super) fn typed_share(input: &Input<'_>) -> Measured {
    let measured = field_share(
        input,
        FORMS,
        "no-typed-fields",
        |field| wanted(field).is_some(),
        |tally: &mut Tally, page, field| {
            let fits = wanted(field).is_some_and(|keyboard| opens(field, keyboard));
            tally.add(fits, fields::seen(page, field));
        },
    );
    match measured {
        Measured::Unknown(note) if note.code == "no-typed-fields" => Measured::NotApplicable(note),
        other => other,
    }
}

#[derive(Clone, Copy)]
enum Keyboard {
    Email,
    Phone,
    Digits,
}

fn wanted(field: &Field) -> Option<Keyboard> {
    if matches!(field.control.as_str(), "select" | "checkbox" | "radio" | "textarea") {
        return None;
    }
    match field.token.as_deref()? {
        "email" => Some(Keyboard::Email),
        "cc-number" | "cc-csc" | "one-time-code" => Some(Keyboard::Digits),
        token if token.starts_with("tel") => Some(Keyboard::Phone),
        _ => None,
    }
}

fn opens(field: &Field, keyboard: Keyboard) -> bool {
    let mode = field.inputmode.as_deref().unwrap_or_default().to_ascii_lowercase();
    let control = field.control.as_str();
    match keyboard {
        Keyboard::Email => control == "email" || mode == "email",
        Keyboard::Phone => control == "tel" || mode == "tel",
        Keyboard::Digits => matches!(control, "tel" | "number") || matches!(mode.as_str(), "numeric" | "tel"),
    }
}
