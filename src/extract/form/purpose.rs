//! What a form is for: every clue adds to the purposes that it speaks for, and the purpose with most wins.

use std::collections::BTreeMap;

use super::shape::Shape;
use super::{label, words};
use crate::extract::Context;
use crate::lexicon::{Folded, Lexicon};
use crate::model::{Form, FormPurpose, Region};
use crate::page::Element;

/// A purpose needs at least this much evidence.
const ENOUGH: f64 = 1.5;
/// Words around a form are read up to this many characters.
const MAX_WORDS: usize = 300;

/// What the guess rests on.
pub(super) struct Clues<'a> {
    pub(super) form: &'a Form,
    pub(super) element: Option<Element<'a>>,
    pub(super) page: &'a Context<'a>,
}

/// Evidence by purpose.
#[derive(Debug, Default)]
struct Scores {
    by_purpose: BTreeMap<FormPurpose, f64>,
}

impl Scores {
    fn add(&mut self, purpose: FormPurpose, score: f64) {
        *self.by_purpose.entry(purpose).or_default() += score;
    }

    fn add_all(&mut self, purposes: &BTreeMap<&'static str, f64>, weight: f64) {
        for (name, strength) in purposes {
            if let Some(purpose) = named(name) {
                self.add(purpose, strength * weight);
            }
        }
    }

    fn winner(&self) -> FormPurpose {
        self.by_purpose
            .iter()
            .max_by(|a, b| a.1.total_cmp(b.1))
            .filter(|(_, score)| **score >= ENOUGH)
            .map_or(FormPurpose::Other, |(purpose, _)| *purpose)
    }
}

fn named(name: &str) -> Option<FormPurpose> {
    Some(match name {
        "search" => FormPurpose::Search,
        "login" => FormPurpose::Login,
        "register" => FormPurpose::Register,
        "newsletter" => FormPurpose::Newsletter,
        "contact" => FormPurpose::Contact,
        "add-to-cart" => FormPurpose::AddToCart,
        "cart" => FormPurpose::Cart,
        "checkout" => FormPurpose::Checkout,
        "guest" => FormPurpose::Guest,
        "payment" => FormPurpose::Payment,
        "filter" => FormPurpose::Filter,
        "password-recovery" => FormPurpose::PasswordRecovery,
        "review" => FormPurpose::Review,
        "other" => FormPurpose::Other,
        _ => return None,
    })
}

/// The purpose of a form.
pub(super) fn purpose(clues: &Clues<'_>) -> FormPurpose {
    let mut scores = Scores::default();
    let shape = Shape::of(clues.form);
    if is_mere_note(clues.form, &shape) {
        return FormPurpose::Other;
    }
    by_fields(&shape, clues.form, &mut scores);
    by_identifiers(clues, &mut scores);
    by_words(clues, &shape, &mut scores);
    without_password(&shape, &mut scores);
    scores.winner()
}

/// A box for remarks that belongs to no form, and asks for no name, writes to nobody.
fn is_mere_note(form: &Form, shape: &Shape) -> bool {
    form.selector.is_none() && shape.text_areas == 1 && shape.texts == 0
}

fn by_fields(shape: &Shape, form: &Form, scores: &mut Scores) {
    by_account_fields(shape, scores);
    let alone = shape.texts == 1 && shape.passwords == 0 && shape.text_areas == 0;
    if alone && shape.emails == 1 {
        scores.add(FormPurpose::Newsletter, 2.0);
        scores.add(FormPurpose::PasswordRecovery, 1.0);
    }
    if shape.searches > 0 && shape.passwords == 0 && shape.emails == 0 {
        scores.add(FormPurpose::Search, 3.0);
    }
    if alone && shape.emails == 0 && shape.quantities == 0 && shape.address_parts == 0 {
        scores.add(FormPurpose::Search, if form.method == "get" { 1.5 } else { 0.7 });
    }
    if shape.text_areas > 0 {
        scores.add(FormPurpose::Contact, 2.5);
        if shape.emails > 0 {
            scores.add(FormPurpose::Contact, 1.0);
        }
        if shape.ratings > 0 {
            scores.add(FormPurpose::Review, 3.5);
        }
    }
    if shape.emails > 0 && shape.texts >= 3 && shape.passwords == 0 && shape.address_parts < 2 {
        scores.add(FormPurpose::Contact, 1.0);
    }
    match shape.quantities {
        0 => {}
        1 => scores.add(FormPurpose::AddToCart, 3.0),
        _ => {
            scores.add(FormPurpose::Cart, 2.0);
            scores.add(FormPurpose::AddToCart, 2.0);
        }
    }
    if shape.address_parts >= 3 {
        scores.add(FormPurpose::Checkout, 3.0 + if shape.names > 0 { 1.0 } else { 0.0 });
    }
    if shape.card_parts >= 2 {
        let mixed = shape.address_parts >= 3;
        scores.add(
            if mixed {
                FormPurpose::Checkout
            } else {
                FormPurpose::Payment
            },
            5.0,
        );
    }
    if shape.coupons > 0 && shape.texts <= 2 {
        scores.add(FormPurpose::Other, 5.0);
    }
    if shape.sorts > 0 {
        scores.add(FormPurpose::Filter, 3.0);
    }
    let only_choices = shape.texts + shape.text_areas + shape.passwords + shape.files == 0;
    if only_choices && shape.selects + shape.choices > 0 {
        scores.add(FormPurpose::Filter, 1.0);
        if shape.locales > 0 {
            scores.add(FormPurpose::Other, 3.0);
        }
    }
}

/// "Sign up", "Join" and "Anmelden" beside an e-mail address and no password mean a mailing list.
fn without_password(shape: &Shape, scores: &mut Scores) {
    if shape.passwords > 0 || shape.emails != 1 || shape.texts > 3 || shape.text_areas + shape.address_parts > 0 {
        return;
    }
    for purpose in [FormPurpose::Register, FormPurpose::Login] {
        let score = scores.by_purpose.get(&purpose).copied().unwrap_or_default();
        scores.add(purpose, -0.4 * score);
        scores.add(FormPurpose::Newsletter, 0.3 * score);
    }
}

fn by_account_fields(shape: &Shape, scores: &mut Scores) {
    match shape.passwords {
        0 => {}
        1 if shape.remember || shape.texts <= 1 => scores.add(FormPurpose::Login, 4.0),
        1 if shape.texts <= 2 && shape.names == 0 => scores.add(FormPurpose::Login, 3.0),
        1 => {
            scores.add(FormPurpose::Register, 3.0);
            scores.add(FormPurpose::Login, 0.5);
        }
        _ if shape.texts == 0 => scores.add(FormPurpose::PasswordRecovery, 3.0),
        _ => scores.add(FormPurpose::Register, 4.0),
    }
    if shape.new_password && shape.texts > 0 {
        scores.add(FormPurpose::Register, 1.5);
    }
    // An order form may open an account on the way.
    if shape.passwords > 0 && shape.address_parts >= 3 {
        scores.add(FormPurpose::Register, 2.0);
    }
}

fn by_identifiers(clues: &Clues<'_>, scores: &mut Scores) {
    if let Some(form) = clues.element {
        if let Some(action) = form.filled_attr("action") {
            // A form that leads back to its own page says what the page is, not what the form is.
            let to_itself = clues
                .form
                .action
                .as_deref()
                .zip(clues.page.url)
                .is_some_and(|(action, page)| {
                    let mut page = page.clone();
                    page.set_fragment(None);
                    action == page.as_str()
                });
            let weight = if to_itself { 1.0 } else { 2.5 };
            scores.add_all(&words::purposes_in_identifier(address_words(action)), weight);
        }
        // The page is often about the form in its middle.
        if form.region() == Region::Main && !clues.form.fields.is_empty() {
            let page = clues.page.url.map(|url| url.path()).unwrap_or_default();
            scores.add_all(&words::purposes_in_identifier(page), 0.7);
        }
        let own = joined(&[form.attr("id"), form.attr("name"), form.attr("class")]);
        scores.add_all(&words::purposes_in_identifier(&own), 2.5);
        for (index, ancestor) in form.ancestors().take(2).enumerate() {
            if !matches!(ancestor.name(), "body" | "html") {
                let around = joined(&[ancestor.attr("id"), ancestor.attr("class")]);
                scores.add_all(
                    &words::purposes_in_identifier(&around),
                    if index == 0 { 1.2 } else { 0.6 },
                );
            }
        }
    }
    let fields = clues
        .form
        .fields
        .iter()
        .take(12)
        .flat_map(|field| [field.name.as_deref(), field.id.as_deref()]);
    let mut best: BTreeMap<&'static str, f64> = BTreeMap::new();
    for identifier in fields.flatten() {
        keep_best(&mut best, words::purposes_in_identifier(identifier));
    }
    scores.add_all(&best, 1.0);
    let mut best: BTreeMap<&'static str, f64> = BTreeMap::new();
    for (name, value) in clues.form.hidden.iter().take(20) {
        keep_best(&mut best, words::purposes_in_identifier(name));
        if value.len() <= 40 {
            keep_best(&mut best, words::purposes_in_identifier(value));
        }
    }
    scores.add_all(&best, 0.8);
    let mut best: BTreeMap<&'static str, f64> = BTreeMap::new();
    for button in &clues.form.buttons {
        keep_best(
            &mut best,
            words::purposes_in_identifier(button.name.as_deref().unwrap_or_default()),
        );
    }
    scores.add_all(&best, 1.2);
}

fn keep_best(best: &mut BTreeMap<&'static str, f64>, found: BTreeMap<&'static str, f64>) {
    for (name, strength) in found {
        let own = best.entry(name).or_default();
        *own = own.max(strength);
    }
}

fn joined(parts: &[Option<&str>]) -> String {
    parts.iter().flatten().copied().collect::<Vec<_>>().join(" ")
}

/// Path and query of an address, without the host.
fn address_words(action: &str) -> &str {
    let rest = action
        .split_once("://")
        .map_or(action, |(_, rest)| rest.find('/').map_or("", |slash| &rest[slash..]));
    rest.split('#').next().unwrap_or_default()
}

fn by_words(clues: &Clues<'_>, shape: &Shape, scores: &mut Scores) {
    let mut best: BTreeMap<&'static str, f64> = BTreeMap::new();
    let mut lexicon: BTreeMap<FormPurpose, f64> = BTreeMap::new();
    for button in clues.form.buttons.iter().take(8) {
        keep_best(&mut best, words::purposes_in_words(&button.label));
        for purpose in in_lexicon(&button.label) {
            lexicon.insert(purpose, 1.5);
        }
    }
    // Buttons outside any form are those of the whole page.
    let weight = if clues.element.is_some() { 1.0 } else { 0.4 };
    scores.add_all(&best, 3.0 * weight);
    for (purpose, score) in lexicon {
        scores.add(purpose, score * weight);
    }
    let sends = best.contains_key("send");
    if sends && (shape.text_areas > 0 || shape.texts >= 3) && shape.passwords == 0 {
        scores.add(FormPurpose::Contact, 2.0 * weight);
    }
    if let Some(title) = clues.form.title.as_deref() {
        scores.add_all(&words::purposes_in_words(title), 2.0);
    }
    if let Some(form) = clues.element {
        let text: String = label::text_of(form).chars().take(MAX_WORDS).collect();
        scores.add_all(&words::purposes_in_words(&text), 1.0);
    }
    let mut labels: BTreeMap<&'static str, f64> = BTreeMap::new();
    for field in clues.form.fields.iter().take(8) {
        if let Some(label) = field.label.as_deref() {
            keep_best(&mut labels, words::purposes_in_words(label));
        }
    }
    labels.remove("contact");
    scores.add_all(&labels, 1.0);
}

/// Purposes that a button's words name in the lexicon.
fn in_lexicon(label: &str) -> Vec<FormPurpose> {
    let lexicon = Lexicon::builtin();
    lexicon
        .find_all(&Folded::new(label))
        .iter()
        .filter_map(|hit| match lexicon.id(hit.concept) {
            "action.search" => Some(FormPurpose::Search),
            "action.login" => Some(FormPurpose::Login),
            "action.register" => Some(FormPurpose::Register),
            "action.newsletter" => Some(FormPurpose::Newsletter),
            "action.add-to-cart" | "action.buy-now" => Some(FormPurpose::AddToCart),
            "action.guest-checkout" => Some(FormPurpose::Guest),
            "action.go-to-checkout" => Some(FormPurpose::Cart),
            "danger.place-order" => Some(FormPurpose::Checkout),
            _ => None,
        })
        .collect()
}
