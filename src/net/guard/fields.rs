//! What a control and the fields behind it say, whatever the intent.

use std::sync::OnceLock;

use regex::Regex;
use scraper::{Html, Selector};

use super::intents::refuse_concepts;
use super::{Action, FieldRef, Intent, Refusal};
use crate::lexicon::{Lexicon, target};

/// Longest value that is read for commands; longer ones are texts and tokens.
const LONGEST_COMMAND: usize = 4096;

/// Refuses controls that the selectors or their own scripts give away, and forms that go to a payment service.
pub(super) fn check_control(action: &Action<'_>) -> Result<(), Refusal> {
    let lexicon = Lexicon::builtin();
    if !action.is_get()
        && let Some(pattern) = first(lexicon.regex("danger.form.action"), &target(action.url))
    {
        return Err(Refusal::new("payment-address", pattern));
    }
    if action.markup.is_empty() {
        return Ok(());
    }
    if !action.markup.trim_start().starts_with('<') {
        return check_words(action);
    }
    let markup = Html::parse_fragment(action.markup);
    let own = action
        .platform
        .map(|platform| platform.danger_selectors())
        .unwrap_or_default();
    let own = own
        .iter()
        .filter_map(|source| Selector::parse(source).ok().map(|selector| (source, selector)));
    let general = general_selectors()
        .iter()
        .map(|(source, selector)| (source, selector.clone()));
    for (source, selector) in own.chain(general) {
        if markup.select(&selector).next().is_some() {
            return Err(Refusal::new("danger-selector", source));
        }
    }
    for element in markup.tree.nodes().filter_map(|node| node.value().as_element()) {
        let scripts = ["onclick", "onsubmit", "href", "formaction"]
            .into_iter()
            .filter_map(|name| element.attr(name));
        for script in scripts.filter(|script| !script.starts_with("http") && !script.starts_with('/')) {
            if let Some(pattern) = first(lexicon.regex("danger.script.onclick"), script) {
                return Err(Refusal::new("danger-script", pattern));
            }
        }
    }
    Ok(())
}

/// As [`check_control`], for a control of which only id, classes and script are known, as words.
fn check_words(action: &Action<'_>) -> Result<(), Refusal> {
    let words: Vec<&str> = action
        .markup
        .split(|c: char| c.is_whitespace() || "\"'=;()".contains(c))
        .collect();
    let own = action
        .platform
        .map(|platform| platform.danger_selectors())
        .unwrap_or_default();
    let sources = own.iter().chain(general_selectors().iter().map(|(source, _)| source));
    for source in sources {
        let name = source.trim_start_matches(['.', '#']);
        let simple = name.len() < source.len() && !name.contains([' ', '.', '#', '[', '>', ':']);
        if simple && words.contains(&name) {
            return Err(Refusal::new("danger-selector", source));
        }
    }
    match first(Lexicon::builtin().regex("danger.script.onclick"), action.markup) {
        Some(pattern) => Err(Refusal::new("danger-script", pattern)),
        None => Ok(()),
    }
}

/// Refuses requests whose fields pay, order, register, subscribe, or carry secrets.
pub(super) fn check_fields(action: &Action<'_>) -> Result<(), Refusal> {
    let lexicon = Lexicon::builtin();
    let personal_allowed = match action.intent {
        Intent::Search | Intent::Fill | Intent::KeepFields => true,
        Intent::GuestEntry => action.consent.fill,
        _ => false,
    };
    for field in action.fields {
        let refuse = |rule| Err(Refusal::new(rule, field.name));
        let name = field
            .name
            .rsplit(['.', '[', ':'])
            .next()
            .unwrap_or_default()
            .trim_end_matches(']');
        let either = |id| {
            first(lexicon.regex(id), field.name)
                .or_else(|| first(lexicon.regex(id), name))
                .is_some()
        };
        if either("danger.form.fields") || is_card(field) {
            return refuse("payment-field");
        }
        let commands =
            |text: &str| text.len() <= LONGEST_COMMAND && first(lexicon.regex("danger.form.body"), text).is_some();
        if commands(field.name) || commands(field.value) {
            return refuse("order-field");
        }
        if field.value.is_empty() {
            continue;
        }
        let secret = field.kind == "password" || field.kind == "file" || either("danger.form.secret");
        if secret && field.kind != "hidden" {
            return refuse("secret-field");
        }
        let chosen = matches!(field.kind, "checkbox" | "radio");
        if (either("danger.form.account-tick") && is_on(field))
            || first(lexicon.regex("danger.form.account-value"), field.value).is_some()
            || (chosen && offers_account(field.label))
        {
            return refuse("makes-account");
        }
        if (either("danger.form.newsletter-tick") && is_on(field))
            || (chosen && lexicon.is("action.newsletter", field.label))
        {
            return refuse("subscribes");
        }
        let typed = matches!(
            field.kind,
            "text" | "email" | "tel" | "textarea" | "search" | "date" | "url" | ""
        );
        let personal = matches!(field.kind, "email" | "tel") || (typed && either("danger.form.personal"));
        if personal && !personal_allowed {
            return refuse("personal-field");
        }
    }
    Ok(())
}

/// Card number, expiry or security code by label, or a choice labelled with a way to pay.
fn is_card(field: &FieldRef<'_>) -> bool {
    let lexicon = Lexicon::builtin();
    let card = [
        "field.card-number",
        "field.card-exp",
        "field.card-csc",
        "field.resident-number",
    ];
    let pays = || lexicon.equals("topic.payment", field.label) || lexicon.is("danger.express-pay", field.label);
    (field.kind != "hidden" && card.iter().any(|concept| lexicon.is(concept, field.label)))
        || (field.kind == "radio" && pays())
}

/// Whether a choice is labelled as one for an account, and not as one without.
fn offers_account(label: &str) -> bool {
    let accepted = ["action.guest-checkout"];
    refuse_concepts(label, &["action.register", "danger.account"], &accepted).is_err()
}

/// Ticked: any value of a box, a clear yes of another control.
fn is_on(field: &FieldRef<'_>) -> bool {
    let value = field.value.trim().to_ascii_lowercase();
    match field.kind {
        "checkbox" => !matches!(value.as_str(), "" | "0" | "off" | "false" | "no" | "n" | "f" | "none"),
        _ => matches!(
            value.as_str(),
            "1" | "on" | "true" | "yes" | "y" | "t" | "checked" | "agree"
        ),
    }
}

pub(super) fn first<'r>(patterns: &'r [Regex], text: &str) -> Option<&'r str> {
    patterns
        .iter()
        .find(|pattern| pattern.is_match(text))
        .map(Regex::as_str)
}

fn general_selectors() -> &'static [(String, Selector)] {
    static SELECTORS: OnceLock<Vec<(String, Selector)>> = OnceLock::new();
    SELECTORS.get_or_init(|| {
        let lexicon = Lexicon::builtin();
        let sources = lexicon
            .list("danger.form.selectors")
            .iter()
            .chain(lexicon.list("danger.express-pay.selectors"));
        sources
            .filter_map(|source| Some((source.clone(), Selector::parse(source).ok()?)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_general_selector_is_one() {
        let lexicon = Lexicon::builtin();
        let count = lexicon.list("danger.form.selectors").len() + lexicon.list("danger.express-pay.selectors").len();
        assert_eq!(general_selectors().len(), count);
    }
}
