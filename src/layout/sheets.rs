//! Which style sheets a page needs.

use std::sync::LazyLock;

use regex::Regex;
use scraper::{Html, Node};
use url::Url;

/// Style sheets that one page may name.
const MOST_SHEETS: usize = 40;

/// Levels of `@import` that are followed.
pub const IMPORT_LEVELS: usize = 3;

/// What a page asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// What links are resolved against: `<base href>`, else the page's address.
    pub base: Option<Url>,
    /// Linked sheets and those that `<style>` elements import, in document order, each once.
    pub sheets: Vec<Url>,
}

/// The style sheets that a page names.
pub fn wanted(html: &str, url: Option<&Url>) -> Wanted {
    let html = Html::parse_document(html);
    let mut base = url.cloned();
    let mut hrefs = Vec::new();
    let mut based = false;
    for node in html.tree.nodes() {
        let Node::Element(element) = node.value() else { continue };
        match element.name() {
            "base" if !based => {
                if let Some(href) = element.attr("href") {
                    based = true;
                    base = join(base.as_ref(), href).or(base);
                }
            }
            "link" => {
                let media = media_in_force(|name| element.attr(name).map(str::to_owned));
                if let (Some(href), Some(_)) = (element.attr("href"), media) {
                    hrefs.push(href.to_owned());
                }
            }
            "style" => {
                for text in node.children().filter_map(|child| child.value().as_text()) {
                    hrefs.extend(imports(text).into_iter().map(|import| import.href));
                }
            }
            _ => {}
        }
    }
    let mut sheets = Vec::new();
    for href in hrefs {
        if let Some(url) = join(base.as_ref(), &href)
            && !sheets.contains(&url)
            && sheets.len() < MOST_SHEETS
        {
            sheets.push(url);
        }
    }
    Wanted { base, sheets }
}

/// The media query under which a `<link>` is a style sheet in force; `None` where it is none. Sheets that a script
/// switches on when they have come (`media=print`, `rel=preload`, both with `onload`) are in force.
pub fn media_in_force(attribute: impl Fn(&str) -> Option<String>) -> Option<String> {
    let rel = attribute("rel")?;
    let has = |word: &str| rel.split_ascii_whitespace().any(|own| own.eq_ignore_ascii_case(word));
    let onload = attribute("onload").unwrap_or_default();
    let switched_on = has("preload") && onload.contains("stylesheet");
    if has("alternate") || attribute("disabled").is_some() || !(has("stylesheet") || switched_on) {
        return None;
    }
    let media = attribute("media").unwrap_or_default();
    if !media.trim().eq_ignore_ascii_case("print") {
        return Some(media);
    }
    onload.contains("media").then(String::new)
}

/// Resolves an address of a style sheet; only http and https, without fragment.
pub fn join(base: Option<&Url>, href: &str) -> Option<Url> {
    let href = href.trim();
    let mut url = match base {
        Some(base) => base.join(href).ok()?,
        None => Url::parse(href).ok()?,
    };
    url.set_fragment(None);
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// An `@import` rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// As written.
    pub href: String,
    /// Its media query; empty for all.
    pub media: String,
}

/// The `@import` rules at the head of a style sheet.
pub fn imports(css: &str) -> Vec<Import> {
    static RULE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r#"(?is)\A(?:\s|<!--|-->|/\*.*?\*/|@charset\s+[^;]*;|@layer\s+[^;{]*;)*@import\s+(?:url\(\s*)?["']?([^"')\s;]+)["']?\s*\)?([^;{]*)(?:;|\z)"#,
        )
        .expect("a built-in pattern")
    });
    let mut found = Vec::new();
    let mut rest = css;
    while let Some(captures) = RULE.captures(rest) {
        let (Some(all), Some(href)) = (captures.get(0), captures.get(1)) else {
            break;
        };
        let media = captures.get(2).map_or("", |media| media.as_str()).trim();
        // `layer(…)` and `supports(…)` say nothing about the window.
        let media = if media.contains("layer") || media.contains("supports") {
            ""
        } else {
            media
        };
        found.push(Import {
            href: href.as_str().to_owned(),
            media: media.to_owned(),
        });
        rest = &rest[all.end()..];
        if found.len() >= MOST_SHEETS {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linked_and_imported_sheets_are_wanted_once_and_in_order() {
        let page = "<base href='/shop/'><link rel=stylesheet href=a.css><link rel='alternate stylesheet' href=b.css>\
                    <link rel=stylesheet href=p.css media=print><style>@import 'c.css' screen; p{}</style>\
                    <link rel=stylesheet href=./a.css#x><link rel=stylesheet href='data:text/css,p{}'>";
        let url = Url::parse("https://shop.example/x/y").expect("an address");
        let wanted = wanted(page, Some(&url));
        let sheets: Vec<_> = wanted.sheets.iter().map(Url::as_str).collect();
        assert_eq!(
            sheets,
            ["https://shop.example/shop/a.css", "https://shop.example/shop/c.css"]
        );
    }

    #[test]
    fn only_the_imports_at_the_head_count() {
        let css =
            "@charset \"utf-8\"; /* x */ @import url(a.css); @import \"b.css\" (min-width: 800px);\np{} @import 'c';";
        let found: Vec<_> = imports(css).into_iter().map(|rule| (rule.href, rule.media)).collect();
        assert_eq!(
            found,
            [
                ("a.css".to_owned(), String::new()),
                ("b.css".to_owned(), "(min-width: 800px)".to_owned())
            ]
        );
    }
}
