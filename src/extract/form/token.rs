//! Which WHATWG autofill token a field would carry.

use std::collections::BTreeMap;

use super::words::{self, Vote};
use crate::lexicon::{Folded, Lexicon};
use crate::model::{Field, FieldOption};

/// Every autofill field name of the HTML standard, sorted.
const TOKENS: &[&str] = &[
    "additional-name",
    "address-level1",
    "address-level2",
    "address-level3",
    "address-level4",
    "address-line1",
    "address-line2",
    "address-line3",
    "bday",
    "bday-day",
    "bday-month",
    "bday-year",
    "cc-additional-name",
    "cc-csc",
    "cc-exp",
    "cc-exp-month",
    "cc-exp-year",
    "cc-family-name",
    "cc-given-name",
    "cc-name",
    "cc-number",
    "cc-type",
    "country",
    "country-name",
    "current-password",
    "email",
    "family-name",
    "given-name",
    "honorific-prefix",
    "honorific-suffix",
    "impp",
    "language",
    "name",
    "new-password",
    "nickname",
    "one-time-code",
    "organization",
    "organization-title",
    "photo",
    "postal-code",
    "sex",
    "street-address",
    "tel",
    "tel-area-code",
    "tel-country-code",
    "tel-extension",
    "tel-local",
    "tel-local-prefix",
    "tel-local-suffix",
    "tel-national",
    "transaction-amount",
    "transaction-currency",
    "url",
    "username",
];

/// A token needs at least this much evidence: more than a weak word alone.
const ENOUGH: f64 = 0.5;

/// What is known of a field when its token is inferred.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clues<'a> {
    pub(super) field: &'a Field,
    pub(super) placeholder: Option<&'a str>,
    pub(super) title: Option<&'a str>,
    pub(super) classes: Option<&'a str>,
    /// Other identifiers that pages give their fields: `data-testid`, `ng-model`, `formcontrolname` …
    pub(super) other_names: &'a [&'a str],
    pub(super) options: &'a [FieldOption],
}

/// The token that the `autocomplete` attribute names, where it is one of the standard's.
fn stated(field: &Field) -> Option<&'static str> {
    let value = field.autocomplete.as_deref()?.to_ascii_lowercase();
    let last = value.split_ascii_whitespace().rfind(|part| *part != "webauthn")?;
    let token = TOKENS.binary_search(&last).ok().map(|index| TOKENS[index])?;
    // Pages write `new-password` on any field to keep browsers from filling it.
    let lies = matches!(token, "new-password" | "current-password" | "one-time-code") && field.control != "password";
    (!lies || token == "one-time-code").then_some(token)
}

/// The token; may be one of our own with a leading dot, which [`settle`] resolves.
pub(super) fn infer(clues: &Clues<'_>) -> Option<&'static str> {
    let field = clues.field;
    if matches!(field.control.as_str(), "checkbox" | "file" | "color" | "range") {
        return None;
    }
    if let Some(token) = stated(field) {
        return Some(token);
    }
    let mut votes = Votes::default();
    votes.add(field.label.as_deref().and_then(in_label), 1.0);
    votes.add(field.name.as_deref().and_then(words::in_identifier), 0.95);
    if field.id != field.name {
        votes.add(field.id.as_deref().and_then(words::in_identifier), 0.8);
    }
    if field.label_from.as_deref() != Some("placeholder") {
        votes.add(clues.placeholder.and_then(in_label), 0.6);
    }
    if field.label_from.as_deref() != Some("title") {
        votes.add(clues.title.and_then(in_label), 0.5);
    }
    for name in clues.other_names {
        votes.add(words::in_identifier(name), 0.6);
    }
    votes.add(clues.classes.and_then(words::in_identifier), 0.3);
    // "CA +1" is what a dialling code shows.
    if field.control != "radio"
        && field
            .label
            .as_deref()
            .is_some_and(|label| label.len() < 20 && dials(label))
    {
        votes.add(certain("tel-country-code"), 0.8);
    }
    votes.prefer_email();
    by_control(field, &mut votes);
    by_options(clues.options, &mut votes);
    let winner = votes.winner(|token| fits(token, &field.control))?;
    Some(match (winner, field.control.as_str()) {
        // Digits are asked for: the code to dial, not the country.
        ("country", "number" | "tel") => "tel-country-code",
        (other, _) => other,
    })
}

fn by_control(field: &Field, votes: &mut Votes) {
    match field.control.as_str() {
        "email" => votes.add(certain("email"), 1.2),
        "tel" => votes.add(certain("tel"), 0.5),
        "password" => votes.add(certain("current-password"), 0.6),
        "url" => votes.add(certain("url"), 0.8),
        _ => {}
    }
    match field.inputmode.as_deref() {
        Some("email") => votes.add(certain("email"), 0.8),
        Some("tel") => votes.add(certain("tel"), 0.4),
        _ => {}
    }
}

fn certain(token: &'static str) -> Option<Vote> {
    Some(Vote { token, strength: 1.0 })
}

/// Whether a control can hold what the token stands for.
fn fits(token: &str, control: &str) -> bool {
    match control {
        "password" => matches!(
            token,
            "new-password" | "current-password" | "cc-csc" | "cc-number" | "one-time-code" | ".none"
        ),
        "radio" => matches!(token, "honorific-prefix" | "sex" | "cc-type" | ".none"),
        "select" => !matches!(
            token,
            "email" | "current-password" | "new-password" | "username" | "cc-number" | "cc-csc" | "url"
        ),
        "number" => !matches!(token, "name" | "given-name" | "family-name" | "email" | "organization"),
        _ => !matches!(token, "current-password" | "new-password"),
    }
}

/// What a label says: our words and the lexicon's.
fn in_label(label: &str) -> Option<Vote> {
    let bare = bare_label(label);
    let own = words::in_label(&bare);
    let common = in_lexicon(&bare);
    match (own, common) {
        (Some(own), Some(common)) if common.strength > own.strength => Some(common),
        (Some(own), _) => Some(own),
        (None, common) => common,
    }
}

/// A label without what stands in brackets, unless nothing else does, and without marks.
fn bare_label(label: &str) -> String {
    let mut depth = 0usize;
    let mut bare = String::with_capacity(label.len());
    for c in label.chars().take(160) {
        match c {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            '*' | '＊' => {}
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    if bare.trim().is_empty() {
        label.chars().take(160).collect()
    } else {
        bare
    }
}

fn in_lexicon(label: &str) -> Option<Vote> {
    let lexicon = Lexicon::builtin();
    let letters = label.chars().filter(|c| c.is_alphanumeric()).count();
    lexicon
        .find_all(&Folded::new(label))
        .into_iter()
        .filter_map(|hit| {
            let (token, weak) = of_concept(lexicon.id(hit.concept))?;
            let covered = label
                .get(hit.start..hit.end)?
                .chars()
                .filter(|c| c.is_alphanumeric())
                .count();
            let full = covered * 100 >= letters * 85;
            let strength = words::strength(weak, full, letters).min(if full { 1.0 } else { 0.6 });
            Some((covered, Vote { token, strength }))
        })
        .max_by(|(covered, vote), (other_covered, other)| {
            vote.strength
                .total_cmp(&other.strength)
                .then(covered.cmp(other_covered))
        })
        .map(|(_, vote)| vote)
}

/// The token of a lexicon concept, and whether its words say little inside a longer label.
fn of_concept(concept: &str) -> Option<(&'static str, bool)> {
    Some(match concept {
        "field.full-name" => ("name", true),
        "field.given-name" => ("given-name", true),
        "field.family-name" => ("family-name", true),
        "field.title" => ("honorific-prefix", true),
        "field.email" => ("email", false),
        "field.phone" => ("tel", false),
        "field.postal-code" => ("postal-code", false),
        "field.address1" => ("street-address", true),
        "field.address2" => ("address-line2", false),
        "field.city" => ("address-level2", true),
        "field.region" => ("address-level1", true),
        "field.country" => ("country", true),
        "field.company" => ("organization", false),
        "field.card-number" => ("cc-number", false),
        "field.card-exp" => ("cc-exp", false),
        "field.card-csc" => ("cc-csc", false),
        "field.password" => ("current-password", false),
        "field.birth-date" => ("bday", false),
        "field.gender" => ("sex", true),
        "field.delivery-note" | "field.customs-code" | "field.resident-number" | "field.refund-account" => {
            (".none", false)
        }
        _ => return None,
    })
}

/// The choices of a select tell a country, a month, a year or a dialling code.
fn by_options(options: &[FieldOption], votes: &mut Votes) {
    let filled: Vec<&FieldOption> = options
        .iter()
        .filter(|option| !option.value.trim().is_empty() && option.value != "0")
        .collect();
    if filled.len() < 2 {
        return;
    }
    let share = |matches: &dyn Fn(&FieldOption) -> bool| {
        let count = filled.iter().filter(|option| matches(option)).count();
        count * 10 >= filled.len() * 8
    };
    let year = |option: &FieldOption| {
        option
            .label
            .trim()
            .trim_end_matches(['년', '年'])
            .parse::<u32>()
            .ok()
            .filter(|year| (1900..2100).contains(year))
    };
    if share(&|option| dials(&option.label) || dials(&option.value)) {
        votes.add(certain("tel-country-code"), 1.3);
    } else if share(&|option| year(option).is_some()) {
        let oldest = filled.iter().filter_map(|option| year(option)).min().unwrap_or(2000);
        votes.add(certain(if oldest < 2000 { "bday-year" } else { "cc-exp-year" }), 0.7);
    } else if filled.len() == 12 && share(&|option| option.value.trim().parse::<u32>().is_ok_and(|month| month <= 12)) {
        votes.add(certain("cc-exp-month"), 0.6);
    }
}

/// "+49", "Germany (+49)".
fn dials(text: &str) -> bool {
    text.find('+')
        .is_some_and(|at| text[at + 1..].trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// Evidence by token.
#[derive(Debug, Default)]
struct Votes {
    by_token: BTreeMap<&'static str, f64>,
}

impl Votes {
    fn add(&mut self, vote: Option<Vote>, weight: f64) {
        if let Some(vote) = vote {
            *self.by_token.entry(vote.token).or_default() += vote.strength * weight;
        }
    }

    /// `username` is what programs call the box, "E-mail" is what it asks for.
    fn prefer_email(&mut self) {
        if self.by_token.get("email").is_some_and(|score| *score >= 0.75)
            && let Some(score) = self.by_token.remove("username")
        {
            *self.by_token.entry("email").or_default() += score;
        }
    }

    /// The best token of the family with most evidence.
    fn winner(&self, fits: impl Fn(&str) -> bool) -> Option<&'static str> {
        let mut families: BTreeMap<&str, f64> = BTreeMap::new();
        for (token, score) in self.by_token.iter().filter(|(token, _)| fits(token)) {
            *families.entry(family(token)).or_default() += score;
        }
        let (best, score) = families.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        if score < ENOUGH {
            return None;
        }
        self.by_token
            .iter()
            .filter(|(token, _)| fits(token) && family(token) == best)
            .max_by(|a, b| a.1.total_cmp(b.1))
            .map(|(token, _)| *token)
    }
}

/// Tokens that say the same thing in parts.
pub(super) fn family(token: &str) -> &str {
    match token {
        "name" | "given-name" | "family-name" | "additional-name" => "name",
        ".house-number" | ".unit" | "street-address" | "address-line1" | "address-line2" | "address-line3"
        | "address-level3" => "address",
        "country" | "country-name" => "country",
        "new-password" | "current-password" => "password",
        _ if token.starts_with("tel") => "tel",
        _ if token.starts_with("cc-exp") => "cc-exp",
        _ if token.starts_with("bday") => "bday",
        _ => token,
    }
}

/// Settles the tokens of one form's fields among each other.
pub(super) fn settle(tokens: &mut [Option<&'static str>]) {
    let has = |tokens: &[Option<&str>], wanted: &str| tokens.contains(&Some(wanted));
    let given = has(tokens, "given-name");
    let family_name = has(tokens, "family-name");
    let second_line = has(tokens, "address-line2");
    let card = has(tokens, "cc-number");
    let passwords = tokens
        .iter()
        .filter(|token| token.is_some_and(|token| family(token) == "password"))
        .count();
    let new_account = has(tokens, "new-password") || passwords > 1;
    let mut unit_seen = false;
    for index in 0..tokens.len() {
        let Some(token) = tokens[index] else { continue };
        tokens[index] = match token {
            ".none" => None,
            ".house-number" => Some("address-line2"),
            ".unit" if second_line || std::mem::replace(&mut unit_seen, true) => Some("address-line3"),
            ".unit" => Some("address-line2"),
            // "Name" beside "Vorname" is the family name.
            "name" if given && !family_name => Some("family-name"),
            "name" if family_name && !given => Some("given-name"),
            "street-address" if second_line => Some("address-line1"),
            "bday-month" if card && !has(tokens, "bday-year") => Some("cc-exp-month"),
            "current-password" if new_account => Some("new-password"),
            other => Some(other),
        };
    }
    // A month before a year of birth is a month of birth, whatever its choices look like.
    for index in 0..tokens.len() {
        if tokens[index] == Some("cc-exp-month") && !card && tokens.contains(&Some("bday-year")) {
            tokens[index] = Some("bday-month");
        }
    }
}
