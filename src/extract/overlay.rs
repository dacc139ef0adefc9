//! Boxes that are laid over a page: consent to cookies, pop-ups, chat windows that open by themselves.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::Context;
use crate::model::Overlay;
use crate::page::Element;

/// Overlays that are kept of one page.
const MOST: usize = 10;

/// What consent tools and themes call their boxes, as ids and classes.
static CONSENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)(?:^|[^a-z])(?:cookie|consent|gdpr|onetrust|cookiebot|cybotcookiebot|didomi|usercentrics|truste|cmp)
        [-_a-z]*",
    )
    .expect("built-in pattern")
});
static POPUP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|[^a-z])(?:pop-?up|modal|overlay|lightbox|layer-?pop|newsletter-?pop)")
        .expect("built-in pattern")
});

/// What a name must hold to be worth a closer look.
static HINTS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build([
            "cookie", "consent", "gdpr", "onetrust", "cybot", "didomi", "usercent", "truste", "cmp", "pop", "modal",
            "overlay", "lightbox", "layer",
        ])
        .expect("built-in words")
});

/// The outermost of such boxes that hold text, in document order.
pub(super) fn overlays(context: &Context<'_>) -> Vec<Overlay> {
    let mut found: Vec<(Element<'_>, Overlay)> = Vec::new();
    for element in context.document.elements() {
        if found.len() >= MOST {
            break;
        }
        if !is_box(element) || found.iter().any(|(outer, _)| element.is_within(*outer)) {
            continue;
        }
        let Some(consent) = sort(element) else { continue };
        if element.text().is_empty() {
            continue;
        }
        let spot = element.spot();
        found.push((element, Overlay { consent, spot }));
    }
    found.into_iter().map(|(_, overlay)| overlay).collect()
}

fn is_box(element: Element<'_>) -> bool {
    matches!(
        element.name(),
        "div" | "section" | "aside" | "dialog" | "form" | "footer" | "header"
    )
}

/// Whether an element is an overlay, and one that asks for consent.
fn sort(element: Element<'_>) -> Option<bool> {
    let named = |pattern: &Regex| {
        ["id", "class"]
            .into_iter()
            .filter_map(|name| element.attr(name))
            .any(|names| HINTS.is_match(names) && pattern.is_match(names))
    };
    if named(&CONSENT) {
        return Some(true);
    }
    let role = element
        .attr("role")
        .is_some_and(|role| matches!(role.trim(), "dialog" | "alertdialog"));
    (role || element.name() == "dialog" || named(&POPUP)).then_some(false)
}

#[cfg(test)]
mod tests {
    use crate::extract::{Source, facts};

    #[test]
    fn a_banner_for_cookies_and_a_pop_up_are_overlays() {
        let facts = facts(&Source::new(
            "<div id=cookie-banner><div class=cookie-text>We use cookies</div></div><div role=dialog>Ten percent off</div>\
             <div class=modal hidden>Sizes</div><p class=cookies>Oat cookies</p><div class=overlay></div>"
                .as_bytes(),
            None,
        ));
        let found: Vec<_> = facts
            .overlays
            .iter()
            .map(|overlay| (overlay.consent, overlay.spot.visible))
            .collect();
        assert_eq!(found, [(true, true), (false, true), (false, false)]);
    }
}
