//! What each intent may do, on which kinds of page, and by which words.

use super::fields::first;
use super::keep;
use super::state::{changes_state, changes_state_from};
use super::{Action, Intent, Refusal};
use crate::lexicon::{Folded, Hit, Lexicon, Platforms, target};
use crate::model::PageKind;

/// Concepts whose words order, pay, register, or reach a person.
const DANGER: &[&str] = &[
    "danger.place-order",
    "danger.express-pay",
    "danger.account",
    "danger.send-to-people",
    "legal.eu.order-button-ok",
    "legal.uk.order-button-ok",
    "legal.eu.withdrawal-confirm",
    "action.newsletter",
    "action.logout",
];

/// Kinds of page on which nothing of a cart is to be found.
const NO_CART: &[PageKind] = &[
    PageKind::Checkout,
    PageKind::Payment,
    PageKind::Confirmation,
    PageKind::Login,
    PageKind::Register,
    PageKind::Account,
    PageKind::OrderLookup,
    PageKind::Contact,
    PageKind::Board,
];

pub(super) fn check(action: &Action<'_>) -> Result<(), Refusal> {
    match action.intent {
        Intent::Crawl | Intent::Search => read(action),
        Intent::AddToCart => add_to_cart(action),
        Intent::RemoveFromCart | Intent::UpdateCart => change_cart(action),
        Intent::GoToCheckout => go_to_checkout(action),
        Intent::GuestEntry => guest_entry(action),
        Intent::Fill => fill(action),
        Intent::KeepFields => keep::check(action),
    }
}

/// A crawl or a search only reads.
fn read(action: &Action<'_>) -> Result<(), Refusal> {
    if !action.is_get() {
        return Err(Refusal::new("not-a-read", action.method.as_str()));
    }
    if let Some(rule) = changes_state_from(action.url, action.page) {
        return Err(Refusal::new("changes-state", rule));
    }
    let lexicon = Lexicon::builtin();
    if let Some(concept) = ["action.logout", "legal.eu.withdrawal-confirm"]
        .into_iter()
        .find(|concept| lexicon.equals(concept, action.label))
    {
        return Err(Refusal::new("danger-label", concept));
    }
    if lexicon.equals("danger.account", action.label) && !lexicon.equals("action.register", action.label) {
        return Err(Refusal::new("danger-label", "danger.account"));
    }
    if matches!(
        action.page_kind,
        PageKind::Cart | PageKind::Checkout | PageKind::Payment
    ) {
        refuse_danger(
            action.label,
            &["action.register", "action.go-to-checkout", "action.login"],
        )?;
    }
    Ok(())
}

fn add_to_cart(action: &Action<'_>) -> Result<(), Refusal> {
    refuse_kinds(action, NO_CART)?;
    let accepted: &[&str] = match action.page_kind {
        PageKind::Product => &["action.add-to-cart", "action.buy-now"],
        _ => &["action.add-to-cart"],
    };
    refuse_danger(action.label, accepted)?;
    if !says(action.label, &["action.add-to-cart"]) {
        refuse_price(action.label)?;
    }
    let known = changes_state(action.url) == Some("add-to-cart");
    require(says(action.label, accepted) || known || hints_cart(action), action)
}

fn change_cart(action: &Action<'_>) -> Result<(), Refusal> {
    refuse_kinds(action, NO_CART)?;
    refuse_danger(action.label, &["action.remove-from-cart", "action.update-cart"])?;
    refuse_price(action.label)?;
    if let Some(field) = action
        .fields
        .iter()
        .find(|field| field.name.to_ascii_lowercase().contains("checkout"))
    {
        return Err(Refusal::new("leads-to-checkout", field.name));
    }
    let worded = says(action.label, &["action.remove-from-cart", "action.update-cart"]);
    require(
        (worded && action.page_kind == PageKind::Cart) || hints_cart(action),
        action,
    )?;
    Ok(())
}

fn go_to_checkout(action: &Action<'_>) -> Result<(), Refusal> {
    let target_kind = Platforms::builtin()
        .kind_of_url(action.platform, action.url)
        .map(|found| found.kind);
    let leads_there = matches!(target_kind, Some(PageKind::Checkout | PageKind::Login));
    if action.is_get() {
        // In a cart the words of the last button may stand on the link to the order form.
        if action.page_kind == PageKind::Cart && leads_there {
            return refuse_concepts(action.label, &["danger.express-pay"], &[]);
        }
        refuse_kinds(action, &[PageKind::Confirmation])?;
    } else {
        refuse_kinds(action, NO_CART)?;
        if !matches!(action.page_kind, PageKind::Cart | PageKind::Product) {
            return Err(Refusal::new("wrong-page", action.page_kind.as_str()));
        }
    }
    let accepted: &[&str] = match action.page_kind {
        PageKind::Cart => &[
            "action.go-to-checkout",
            "action.ambiguous-order",
            "action.guest-checkout",
        ],
        PageKind::Product => &["action.buy-now"],
        PageKind::Checkout | PageKind::Payment => &["action.continue"],
        _ => &["action.go-to-checkout"],
    };
    refuse_danger(action.label, accepted)?;
    refuse_price(action.label)?;
    let names_checkout = action
        .fields
        .iter()
        .any(|field| field.name.eq_ignore_ascii_case("checkout"));
    require(says(action.label, accepted) || leads_there || names_checkout, action)
}

fn guest_entry(action: &Action<'_>) -> Result<(), Refusal> {
    if !matches!(
        action.page_kind,
        PageKind::Login | PageKind::Checkout | PageKind::Cart | PageKind::Register
    ) {
        return Err(Refusal::new("wrong-page", action.page_kind.as_str()));
    }
    let accepted = ["action.guest-checkout", "action.continue"];
    refuse_danger(action.label, &accepted)?;
    refuse_price(action.label)?;
    if action.last_step {
        return Err(Refusal::new("last-step", action.label));
    }
    let chosen = action.fields.iter().any(|field| {
        let text = format!("{} {} {}", field.name, field.value, field.label);
        !field.value.is_empty() && says(&text.replace(['_', '-'], " "), &["action.guest-checkout"])
    });
    let worded = says(action.label, &["action.guest-checkout"]) || (chosen && says(action.label, &["action.continue"]));
    require(worded, action)
}

fn fill(action: &Action<'_>) -> Result<(), Refusal> {
    if !action.consent.fill {
        return Err(Refusal::new("no-consent", "fill"));
    }
    if !matches!(action.page_kind, PageKind::Checkout | PageKind::Login) {
        return Err(Refusal::new("wrong-page", action.page_kind.as_str()));
    }
    if action.last_step {
        return Err(Refusal::new("last-step", action.label));
    }
    refuse_danger(action.label, &["action.continue"])?;
    refuse_price(action.label)?;
    let lexicon = Lexicon::builtin();
    let agrees = ["topic.terms", "legal.kr.order-confirm-consent", "topic.withdrawal"];
    for field in action.fields.iter().filter(|field| field.kind == "checkbox") {
        if let Some(concept) = agrees.into_iter().find(|concept| lexicon.is(concept, field.label)) {
            return Err(Refusal::new("last-consent", concept));
        }
    }
    if action.is_get() {
        return match changes_state_from(action.url, action.page) {
            Some(rule) => Err(Refusal::new("changes-state", rule)),
            None => Ok(()),
        };
    }
    // The page of the last button has nothing more to fill in.
    let filled = action.fields.iter().any(|field| {
        !field.value.is_empty()
            && matches!(
                field.kind,
                "text" | "email" | "tel" | "textarea" | "select" | "radio" | "date" | "number"
            )
    });
    if !filled {
        return Err(Refusal::new("nothing-to-fill", action.label));
    }
    require(says(action.label, &["action.continue"]), action)
}

/// Refuses a label with a dangerous word that is not part of an accepted one.
fn refuse_danger(label: &str, accepted: &[&str]) -> Result<(), Refusal> {
    refuse_concepts(label, DANGER, accepted)?;
    let lexicon = Lexicon::builtin();
    match first(lexicon.regex("danger.place-order.label"), label) {
        Some(pattern) => Err(Refusal::new("danger-label", pattern)),
        None => Ok(()),
    }
}

pub(super) fn refuse_concepts(label: &str, refused: &[&str], accepted: &[&str]) -> Result<(), Refusal> {
    let lexicon = Lexicon::builtin();
    let hits = lexicon.find_all(&Folded::new(label));
    let is_one = |hit: &Hit, concepts: &[&str]| concepts.contains(&lexicon.id(hit.concept));
    let covers = |outer: &Hit, inner: &Hit| outer.start <= inner.start && inner.end <= outer.end;
    let spoken = hits.iter().filter(|hit| is_one(hit, refused));
    for danger in spoken {
        if !hits.iter().any(|hit| is_one(hit, accepted) && covers(hit, danger)) {
            return Err(Refusal::new("danger-label", lexicon.id(danger.concept)));
        }
    }
    Ok(())
}

fn refuse_price(label: &str) -> Result<(), Refusal> {
    match first(Lexicon::builtin().regex("label.price"), label) {
        Some(_) => Err(Refusal::new("price-in-label", label)),
        None => Ok(()),
    }
}

fn refuse_kinds(action: &Action<'_>, kinds: &[PageKind]) -> Result<(), Refusal> {
    if kinds.contains(&action.page_kind) {
        return Err(Refusal::new("wrong-page", action.page_kind.as_str()));
    }
    Ok(())
}

/// Nothing says that this is the step that it is meant to be: on doubt, no. A read that a crawl might make as well,
/// such as the page that the shop shows after a step, needs no evidence.
fn require(evidence: bool, action: &Action<'_>) -> Result<(), Refusal> {
    let mere_read =
        || action.is_get() && action.fields.is_empty() && changes_state_from(action.url, action.page).is_none();
    if evidence || mere_read() {
        Ok(())
    } else {
        Err(Refusal::new("doubt", action.label))
    }
}

fn says(label: &str, concepts: &[&str]) -> bool {
    let lexicon = Lexicon::builtin();
    concepts.iter().any(|concept| lexicon.is(concept, label))
}

/// Whether the address, a field's name or the control's classes speak of a cart.
fn hints_cart(action: &Action<'_>) -> bool {
    let hint = Lexicon::builtin().regex("cart.hint");
    first(hint, &target(action.url)).is_some()
        || first(hint, own_tags(action.markup)).is_some()
        || action.fields.iter().any(|field| first(hint, field.name).is_some())
}

/// The start tags from the control's form on: what stands around it speaks of the whole page.
fn own_tags(markup: &str) -> &str {
    let from = markup.rfind("<form").unwrap_or_else(|| {
        let mut starts = markup.match_indices('<').map(|(at, _)| at);
        starts
            .rfind(|at| markup[at + 1..].starts_with(|next: char| next.is_ascii_alphabetic()))
            .unwrap_or(0)
    });
    &markup[from..]
}
