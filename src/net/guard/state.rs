//! GET links that change something.

use url::Url;

use crate::lexicon::{Lexicon, target};

/// The rules of `common.toml`'s `[pattern.state]`, in the order in which they are asked.
const RULES: &[&str] = &[
    "add-to-cart",
    "change-cart",
    "log-out",
    "wish-list",
    "compare",
    "notify",
    "subscribe",
    "vote",
    "share",
    "coupon",
    "delete",
    "currency",
    "language",
    "device",
];

/// Rules that a shop's own addresses may carry all along (`?lang=en` on every link).
const STANDING: &[&str] = &["currency", "language", "device"];

/// Whether requesting this URL would change something in the cart, the session, a list, or what others see: the
/// rule that says so.
pub fn changes_state(url: &Url) -> Option<&'static str> {
    let target = target(url);
    let lexicon = Lexicon::builtin();
    for rule in RULES.iter().copied() {
        if lexicon
            .regex(&format!("state.{rule}"))
            .iter()
            .any(|pattern| pattern.is_match(&target))
        {
            return Some(rule);
        }
    }
    let harmless = lexicon.regex("state.harmless-action");
    let command = url.query_pairs().any(|(name, value)| {
        matches!(name.to_ascii_lowercase().as_str(), "action" | "act" | "cmd" | "do")
            && !value.is_empty()
            && !harmless.iter().any(|pattern| pattern.is_match(&value))
    });
    command.then_some("command")
}

/// As [`changes_state`], seen from an address of the same shop: a language, currency or device parameter that
/// `from` carries with the same value switches nothing.
pub fn changes_state_from(url: &Url, from: &Url) -> Option<&'static str> {
    let rule = changes_state(url)?;
    if !STANDING.contains(&rule) {
        return Some(rule);
    }
    let standing: Vec<_> = from.query_pairs().collect();
    let mut rest = url.clone();
    let kept: Vec<_> = url.query_pairs().filter(|pair| !standing.contains(pair)).collect();
    rest.set_query(None);
    if !kept.is_empty() {
        rest.query_pairs_mut().extend_pairs(kept);
    }
    changes_state(&rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(path: &str) -> Url {
        Url::parse("https://shop.example")
            .and_then(|base| base.join(path))
            .expect("a URL")
    }

    #[test]
    fn every_rule_has_its_patterns() {
        for rule in RULES.iter().chain(&["harmless-action"]) {
            assert!(!Lexicon::builtin().regex(&format!("state.{rule}")).is_empty(), "{rule}");
        }
    }

    #[test]
    fn a_parameter_that_always_stood_there_switches_nothing() {
        let from = url("/?lang=en");
        assert_eq!(changes_state_from(&url("/product/1?lang=en"), &from), None);
        assert_eq!(changes_state_from(&url("/product/1?lang=ko"), &from), Some("language"));
        assert_eq!(
            changes_state_from(&url("/product/1?lang=en&add-to-cart=7"), &from),
            Some("add-to-cart")
        );
    }

    #[test]
    fn an_unknown_action_is_a_command() {
        assert_eq!(changes_state(&url("/index.php?action=frobnicate")), Some("command"));
        assert_eq!(changes_state(&url("/index.php?action=show")), None);
        assert_eq!(changes_state(&url("/l%6Fg%6Fut")), Some("log-out"));
    }
}
