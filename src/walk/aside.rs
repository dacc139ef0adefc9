//! What a page of the journey does beside showing itself: it sends on, complains, or waits for panels.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use crate::net::{Response, decode};
use crate::page::Document;

/// A page that only sends on, or only complains, is no larger than this.
const SMALL_BYTES: usize = 8_000;
/// And shows no more text than this.
const SMALL_CHARS: usize = 120;
/// A refresh that comes later than this leaves the page to be read.
const SOON_SECONDS: f64 = 5.0;
/// Panels read of a page.
const MOST_PANELS: usize = 12;
/// Messages kept of a page, and characters of each.
const MOST_MESSAGES: usize = 10;
/// See [`MOST_MESSAGES`].
const MESSAGE_CHARS: usize = 200;

/// What a page does beside showing itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Aside {
    /// Where the page leads by itself, by script or by a refresh.
    pub(super) onward: Option<Url>,
    /// Addresses of panels that stand empty until they are loaded.
    pub(super) panels: Vec<Url>,
    /// What the page says is wrong.
    pub(super) messages: Vec<String>,
    /// The page is nothing but a complaint: a script that alerts and goes back.
    pub(super) only_alert: bool,
}

impl Aside {
    pub(super) fn read(response: &Response) -> Aside {
        let decoded = decode(&response.body, response.content_type());
        let document = Document::parse(&decoded.text, Some(&response.url));
        let small = response.body.len() <= SMALL_BYTES && document.visible_chars() <= SMALL_CHARS;
        let alert = alert(&decoded.text);
        let onward = small.then(|| onward(&decoded.text, &document)).flatten();
        let mut messages = messages(&document);
        messages.splice(0..0, alert.clone());
        messages.truncate(MOST_MESSAGES);
        Aside {
            only_alert: small && alert.is_some() && onward.is_none(),
            onward,
            panels: panels(&decoded.text, &document),
            messages,
        }
    }
}

/// The literal address that a script assigns to `location`, or that a refresh names.
fn onward(html: &str, document: &Document) -> Option<Url> {
    static SCRIPT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r#"(?i)\blocation(?:\.href)?\s*=\s*["']([^"'\s]+)["']|\blocation\.(?:replace|assign)\(\s*["']([^"'\s]+)["']\s*\)"#,
        )
        .expect("built-in pattern")
    });
    let refresh = document
        .tagged("meta")
        .filter(|meta| {
            meta.attr("http-equiv")
                .is_some_and(|value| value.eq_ignore_ascii_case("refresh"))
        })
        .find_map(|meta| refresh_target(meta.attr("content")?));
    let scripted = || {
        let mut found = SCRIPT
            .captures_iter(html)
            .filter_map(|groups| groups.get(1).or_else(|| groups.get(2)))
            .map(|target| target.as_str().replace("\\/", "/"));
        let first = found.next()?;
        // Two addresses are a choice that only the script can make.
        found.all(|other| other == first).then_some(first)
    };
    document.resolve(&refresh.or_else(scripted)?)
}

fn refresh_target(content: &str) -> Option<String> {
    let (seconds, rest) = content.split_once([';', ','])?;
    if seconds.trim().parse::<f64>().ok()? > SOON_SECONDS {
        return None;
    }
    let (key, target) = rest.split_once('=')?;
    key.trim()
        .eq_ignore_ascii_case("url")
        .then(|| target.trim().trim_matches(['"', '\'']).to_owned())
}

/// What the page's script alerts at once.
fn alert(html: &str) -> Option<String> {
    static ALERT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i)<script[^>]*>\s*(?:window\.)?alert\(\s*("(?:[^"\\<]|\\.)*"|'(?:[^'\\<]|\\.)*')"#)
            .expect("built-in pattern")
    });
    let quoted = ALERT.captures(html)?.get(1)?.as_str();
    let inner = &quoted[1..quoted.len() - 1];
    let text = serde_json::from_str::<String>(&format!("\"{}\"", inner.replace("\\'", "'")))
        .unwrap_or_else(|_| inner.to_owned());
    Some(shorten(&text)).filter(|text| !text.is_empty())
}

fn panels(html: &str, document: &Document) -> Vec<Url> {
    static PANEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r#"(?i)<(?:section|div|article|fieldset|li)\b[^<>]*?\s(?:data-(?:source|url|src|href|load|panel-url|ajax-url|content-url)|hx-get)\s*=\s*["']([^"'<>]+)["'][^<>]*>\s*</"#,
        )
        .expect("built-in pattern")
    });
    let mut panels: Vec<Url> = Vec::new();
    for found in PANEL.captures_iter(html) {
        if let Some(url) = found.get(1).and_then(|address| document.resolve(address.as_str()))
            && !panels.contains(&url)
            && panels.len() < MOST_PANELS
        {
            panels.push(url);
        }
    }
    panels
}

fn messages(document: &Document) -> Vec<String> {
    static COMPLAINS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:^|[-_])(?:errors?|errorlist|error-?block|error-?message|invalid-?feedback|danger|woocommerce-error|form-?error|validation)(?:[-_]|$)")
            .expect("built-in pattern")
    });
    let mut messages: Vec<String> = Vec::new();
    let mut last = None;
    for element in document.elements() {
        let complains = element
            .attr("role")
            .is_some_and(|role| role.eq_ignore_ascii_case("alert"))
            || element.classes().any(|class| COMPLAINS.is_match(class));
        let holds_field = || {
            element
                .descendants()
                .any(|inner| matches!(inner.name(), "input" | "select" | "textarea"))
        };
        if !complains
            || !element.is_visible()
            || last.is_some_and(|last| element.is_within(last))
            || messages.len() >= MOST_MESSAGES
            || holds_field()
        {
            continue;
        }
        let text = shorten(&element.visible_text());
        if text.chars().count() > 2 && !messages.contains(&text) {
            last = Some(element);
            messages.push(text);
        }
    }
    messages
}

fn shorten(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(MESSAGE_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aside(html: &str) -> Aside {
        let url = Url::parse("https://shop.example/order").expect("a URL");
        Aside::read(&Response {
            url: url.clone(),
            requested: url,
            status: 200,
            headers: vec![("content-type".into(), "text/html; charset=utf-8".into())],
            cookie_names: Vec::new(),
            body: html.as_bytes().to_vec(),
            truncated: false,
            redirects: Vec::new(),
            milliseconds: 0,
        })
    }

    #[test]
    fn a_page_that_is_nothing_but_a_script_sends_on() {
        let page = aside("<!doctype html><script>location.replace(\"/cart\")</script>");
        assert_eq!(page.onward.as_ref().map(Url::path), Some("/cart"));
        let refresh = aside("<meta http-equiv=refresh content='0; url=/checkout'>");
        assert_eq!(refresh.onward.as_ref().map(Url::path), Some("/checkout"));
        let choice = aside("<script>if (m) location.href='/m'; else location.href='/d';</script>");
        assert_eq!(choice.onward, None);
    }

    #[test]
    fn a_page_that_only_alerts_complains() {
        let page = aside("<script>alert(\"약관에 동의해 주세요.\"); history.back();</script>");
        assert!(page.only_alert);
        assert_eq!(page.messages, ["약관에 동의해 주세요."]);
    }

    #[test]
    fn a_full_page_stays_where_it_is() {
        let text = "An order form with a lot of text. ".repeat(10);
        let page = aside(&format!("<p>{text}</p><script>location.href='/x'</script>"));
        assert_eq!((page.onward, page.only_alert), (None, false));
    }

    #[test]
    fn empty_sections_with_an_address_are_panels() {
        let page = aside("<section data-source='/api/panel/2'></section><div data-url='/x'>full</div>");
        assert_eq!(page.panels.iter().map(Url::path).collect::<Vec<_>>(), ["/api/panel/2"]);
    }

    #[test]
    fn messages_are_those_that_are_shown() {
        let page = aside(
            "<div class=alert-danger>Oops!</div><span role=alert></span>\
             <p class='field-error'>Enter a postcode.</p><div class=error style='display:none'>hidden</div>",
        );
        assert_eq!(page.messages, ["Oops!", "Enter a postcode."]);
    }
}
