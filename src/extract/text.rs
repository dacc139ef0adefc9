//! What the page says about itself, and how much text it has.

use super::{Context, form};
use crate::model::PageText;
use crate::page::Element;

/// Headings kept of a page.
const MAX_HEADINGS: usize = 60;
/// A page with less visible text than this, and scripts, is an empty shell.
const SHELL_CHARS: usize = 200;
/// Room for a page that has an application's root and nothing but a frame around it.
const ROOTED_SHELL_CHARS: usize = 600;
/// Ids of the element that scripts fill with the page.
const ROOT_IDS: &[&str] = &[
    "root",
    "app",
    "__next",
    "__nuxt",
    "___gatsby",
    "svelte",
    "main-app",
    "app-root",
];

/// Title, headings, amount of text.
pub(super) fn page_text(context: &Context<'_>) -> PageText {
    let document = &context.document;
    let mut text = PageText {
        chars: document.visible_chars(),
        ..PageText::default()
    };
    let mut scripts = 0;
    let mut empty_root = false;
    for element in document.elements() {
        match element.name() {
            "title" if text.title.is_none() && element.closest("svg").is_none() => {
                text.title = filled(element.reference().text().collect::<String>());
            }
            "meta" => meta(element, &mut text),
            "link" => link(context, element, &mut text),
            "h1" | "h2" | "h3" if element.is_visible() => heading(element, &mut text),
            "img" => {
                text.images += 1;
                if element.filled_attr("alt").is_none() {
                    text.images_without_alt += 1;
                }
            }
            "script" if is_program(element) => scripts += 1,
            "div" | "main" => empty_root |= is_empty_root(element),
            "app-root" => empty_root |= element.text().is_empty(),
            _ => {}
        }
    }
    text.shell =
        scripts > 0 && (text.chars < SHELL_CHARS && text.images < 3 || empty_root && text.chars < ROOTED_SHELL_CHARS);
    text
}

fn filled(text: impl AsRef<str>) -> Option<String> {
    let joined = text.as_ref().split_whitespace().collect::<Vec<_>>().join(" ");
    (!joined.is_empty()).then_some(joined)
}

fn meta(element: Element<'_>, text: &mut PageText) {
    let content = || element.attr("content").and_then(filled);
    let Some(name) = element.attr("name") else { return };
    match name.trim().to_ascii_lowercase().as_str() {
        "description" if text.description.is_none() => text.description = content(),
        "viewport" if text.viewport.is_none() => text.viewport = content(),
        _ => {}
    }
}

fn link(context: &Context<'_>, element: Element<'_>, text: &mut PageText) {
    let Some(rel) = element.attr("rel") else { return };
    let has = |wanted: &str| {
        rel.split_ascii_whitespace()
            .any(|word| word.eq_ignore_ascii_case(wanted))
    };
    let href = || {
        element
            .filled_attr("href")
            .and_then(|href| context.document.resolve(href))
            .map(String::from)
    };
    if has("canonical") && text.canonical.is_none() {
        text.canonical = href();
    } else if has("alternate")
        && let (Some(language), Some(href)) = (element.filled_attr("hreflang"), href())
    {
        text.alternates.push((language.to_owned(), href));
    }
}

fn heading(element: Element<'_>, text: &mut PageText) {
    let mut words = form::shorten(&element.visible_text());
    if words.is_empty() {
        // The shop's name is often a picture in the heading.
        words = element
            .descendants()
            .find_map(|inner| inner.filled_attr("alt"))
            .map(form::shorten)
            .unwrap_or_default();
    }
    if words.is_empty() {
        return;
    }
    if element.name() == "h1" && text.h1.is_none() {
        text.h1 = Some(words.clone());
    }
    if text.headings.len() < MAX_HEADINGS {
        text.headings.push(words);
    }
}

/// A script that runs, not data for machines.
fn is_program(element: Element<'_>) -> bool {
    element
        .filled_attr("type")
        .is_none_or(|kind| kind.eq_ignore_ascii_case("module") || kind.to_ascii_lowercase().contains("javascript"))
}

fn is_empty_root(element: Element<'_>) -> bool {
    element
        .attr("id")
        .is_some_and(|id| ROOT_IDS.iter().any(|root| id.eq_ignore_ascii_case(root)))
        && element.text().is_empty()
}

#[cfg(test)]
mod tests {
    use crate::extract::{Source, facts};
    use crate::model::PageText;

    fn text(html: &str) -> PageText {
        facts(&Source::new(html.as_bytes(), None)).text
    }

    #[test]
    fn the_page_says_what_it_is() {
        let text = text(
            "<title> My\n shop </title><meta name=viewport content='width=device-width'>\
             <link rel=canonical href='https://a.example/x#y'><h1 hidden>No</h1><h1>Chairs</h1><h2>Oak</h2><img><img alt=oak>",
        );
        assert_eq!(text.title.as_deref(), Some("My shop"));
        assert_eq!(text.h1.as_deref(), Some("Chairs"));
        assert_eq!(text.headings, ["Chairs", "Oak"]);
        assert_eq!(text.canonical.as_deref(), Some("https://a.example/x"));
        assert_eq!((text.images, text.images_without_alt), (2, 1));
    }

    #[test]
    fn an_empty_root_with_scripts_is_a_shell() {
        assert!(text("<div id=root></div><script src=app.js></script>").shell);
        assert!(
            !text("<p>Closed for holidays</p>").shell,
            "no script would make more of it"
        );
        let long = format!("<p>{}</p><script src=a.js></script>", "word ".repeat(200));
        assert!(!text(&long).shell);
    }
}
