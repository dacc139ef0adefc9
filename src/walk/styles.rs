//! What the shop's own style sheets hide on a page of the journey, so that fields are counted as a customer sees them.
//!
//! Only rules that plainly hide are read: `display: none`, `visibility: hidden`, and places far off the screen; outside
//! of media queries, by selectors without pseudo-classes. The last rule of a selector wins. A real layout would know
//! more; this knows nothing wrong.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use ego_tree::NodeId;
use regex::Regex;
use scraper::{Html, Selector};
use url::Url;

use super::session::{Session, Visit};
use crate::net::{Purpose, Request, decode_style_sheet};

/// Style sheets read of a page, and rules kept of each.
const MOST_SHEETS: usize = 4;
/// See [`MOST_SHEETS`].
const MOST_RULES: usize = 400;
/// Whoever stands so many pixels off the screen is not seen.
const FAR_PIXELS: f64 = -900.0;

/// How a rule hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hiding {
    /// Not shown.
    Away,
    /// Far off the screen.
    OffScreen,
}

/// Selectors that hide, by their text.
pub(super) type Sheet = BTreeMap<String, Hiding>;

/// Corrects what is visible on a page by its style sheets.
pub(super) async fn apply(session: &mut Session<'_>, visit: &mut Visit) {
    let mut hiding = Sheet::new();
    for url in sheets_of(visit) {
        hiding.extend(sheet(session, &url, visit).await);
    }
    if !hiding.is_empty() {
        hide(visit, &hiding);
    }
}

fn sheets_of(visit: &Visit) -> Vec<Url> {
    static LINK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i)<link\b[^>]*\brel\s*=\s*["']?stylesheet\b[^>]*>"#).expect("built-in pattern")
    });
    static HREF: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"(?i)\bhref\s*=\s*["']?([^"'\s>]+)"#).expect("built-in pattern"));
    LINK.find_iter(&visit.html)
        .filter_map(|link| HREF.captures(link.as_str())?.get(1))
        .filter_map(|href| visit.url.join(&href.as_str().replace("&amp;", "&")).ok())
        .take(MOST_SHEETS)
        .collect()
}

async fn sheet(session: &mut Session<'_>, url: &Url, visit: &Visit) -> Sheet {
    if let Some(known) = session.sheets.get(url.as_str()) {
        return known.clone();
    }
    let read = if session.fetcher.is_on_site(url) && !session.over {
        let request = Request::get(url.clone(), Purpose::StyleSheet).with_referer(&visit.url);
        match session.send(request).await {
            Ok(response) if response.status == 200 => {
                let charset = Some(visit.facts.charset.as_str());
                rules(&decode_style_sheet(&response.body, response.content_type(), charset).text)
            }
            _ => Sheet::new(),
        }
    } else {
        Sheet::new()
    };
    session.sheets.insert(url.to_string(), read.clone());
    read
}

/// The rules of a style sheet that plainly hide.
fn rules(css: &str) -> Sheet {
    static COMMENT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?s)/\*.*?\*/").expect("built-in pattern"));
    let css = COMMENT.replace_all(css, "");
    let mut sheet = Sheet::new();
    let mut rest: &str = &css;
    while let Some(open) = rest.find('{') {
        let head = rest[..open].rsplit([';', '}']).next().unwrap_or_default().trim();
        let Some(close) = closing(&rest[open..]) else { break };
        let body = &rest[open + 1..open + close];
        if !head.starts_with('@') {
            for selector in head.split(',').map(str::trim).filter(|selector| !selector.is_empty()) {
                match hiding(body) {
                    Some(Some(how)) if !selector.contains(':') && sheet.len() < MOST_RULES => {
                        sheet.insert(selector.to_owned(), how);
                    }
                    Some(None) => {
                        sheet.remove(selector);
                    }
                    _ => {}
                }
            }
        }
        rest = &rest[open + close + 1..];
    }
    sheet
}

/// Byte offset of the brace that closes the one at the start.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// How declarations hide; `Some(None)` where they show; none where they say nothing of it.
fn hiding(body: &str) -> Option<Option<Hiding>> {
    let mut found = None;
    for declaration in body.split(';') {
        let Some((property, value)) = declaration.split_once(':') else {
            continue;
        };
        let value = value.trim().trim_end_matches("!important").trim().to_ascii_lowercase();
        match property.trim().to_ascii_lowercase().as_str() {
            "display" => found = Some((value == "none").then_some(Hiding::Away)),
            "visibility" => found = Some(matches!(value.as_str(), "hidden" | "collapse").then_some(Hiding::Away)),
            "left" | "top" | "text-indent" | "margin-left" => {
                let pixels = value.strip_suffix("px").and_then(|number| number.parse::<f64>().ok());
                if pixels.is_some_and(|pixels| pixels <= FAR_PIXELS) {
                    found = Some(Some(Hiding::OffScreen));
                }
            }
            _ => {}
        }
    }
    found
}

fn hide(visit: &mut Visit, hiding: &Sheet) {
    let page = Html::parse_document(&visit.html);
    let mut away: HashSet<NodeId> = HashSet::new();
    let mut off: HashSet<NodeId> = HashSet::new();
    for (text, how) in hiding {
        let Ok(selector) = Selector::parse(text) else { continue };
        let nodes = page.select(&selector).map(|element| element.id());
        match how {
            Hiding::Away => away.extend(nodes),
            Hiding::OffScreen => off.extend(nodes),
        }
    }
    if away.is_empty() && off.is_empty() {
        return;
    }
    let within = |selector: &str, nodes: &HashSet<NodeId>| {
        let element = Selector::parse(selector)
            .ok()
            .and_then(|selector| page.select(&selector).next());
        element.is_some_and(|element| {
            nodes.contains(&element.id()) || element.ancestors().any(|ancestor| nodes.contains(&ancestor.id()))
        })
    };
    for form in &mut visit.facts.forms {
        for field in &mut form.fields {
            let trap = within(&field.selector, &off);
            if trap || within(&field.selector, &away) {
                field.visible = false;
                field.honeypot |= trap && matches!(field.control.as_str(), "text" | "email" | "url" | "tel");
            }
        }
        for button in &mut form.buttons {
            button.visible &= !within(&button.selector, &away) && !within(&button.selector, &off);
        }
        if let Some(selector) = &form.selector {
            form.visible &= !within(selector, &away) && !within(selector, &off);
        }
    }
    for control in &mut visit.facts.controls {
        let selector = &control.spot.selector;
        control.spot.visible &= !within(selector, &away) && !within(selector, &off);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rules_that_plainly_hide_are_read() {
        let sheet = rules(
            "/* .a {display:none} */ .b, .c > p { color: red; display: none }\n\
             .trap { position: absolute; left: -9999px }\n\
             @media print { .d { display: none } } .menu:hover { display: none }\n\
             .e { display: none } .e { display: block } .f{visibility:hidden!important}",
        );
        let read: Vec<(&str, Hiding)> = sheet.iter().map(|(selector, how)| (selector.as_str(), *how)).collect();
        assert_eq!(
            read,
            [
                (".b", Hiding::Away),
                (".c > p", Hiding::Away),
                (".f", Hiding::Away),
                (".trap", Hiding::OffScreen),
            ]
        );
    }

    #[test]
    fn a_sheet_that_never_ends_is_no_trouble() {
        assert!(rules("a { b { c {").is_empty());
        assert!(rules("}}}} ; {").is_empty());
    }
}
