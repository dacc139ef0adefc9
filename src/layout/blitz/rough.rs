//! CSS that the engine leaves out and that decides about what is seen.

use std::sync::LazyLock;

use regex::Regex;

use crate::layout::PageToLayOut;

/// Whether the page rests on such CSS: container queries of a container that it uses, or content that is kept hidden.
pub(super) fn is_rough(page: &PageToLayOut) -> bool {
    let mut sheets = page.sheets.values().map(AsRef::as_ref).chain([page.html.as_str()]);
    sheets.any(|css| keeps_content_hidden(css) || (css.contains("@container") && uses_container(css, &page.html)))
}

fn keeps_content_hidden(css: &str) -> bool {
    static HIDDEN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"content-visibility\s*:\s*hidden").expect("a built-in pattern"));
    css.contains("content-visibility") && HIDDEN.is_match(css)
}

/// Whether one of the containers that the sheet declares is on the page. A framework declares more than a page uses.
fn uses_container(css: &str, html: &str) -> bool {
    static RULE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"([^{};]*)\{[^{}]*\bcontainer(?:-type\s*:|\s*:[^;{}]*/)[^{}]*\}").expect("a built-in pattern")
    });
    static CLASS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\.([\w-]+)").expect("a built-in pattern"));
    let mut declared = false;
    for rule in RULE.captures_iter(css) {
        declared = true;
        let used = rule[1].split(',').any(|selector| {
            // Without a class to look for, it is taken to be there.
            CLASS
                .captures_iter(selector)
                .last()
                .is_none_or(|class| has_class(html, &class[1]))
        });
        if used {
            return true;
        }
    }
    // Declared in another sheet, or in a way that was not understood.
    !declared
}

fn has_class(html: &str, class: &str) -> bool {
    html.match_indices(class).any(|(at, _)| {
        let before = html[..at].chars().next_back().unwrap_or(' ');
        let after = html[at + class.len()..].chars().next().unwrap_or(' ');
        let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '=' | '>');
        ends(before) && ends(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_containers_on_the_page_make_its_layout_unsure() {
        let css = ".box{container-type:inline-size}@container (max-width:500px){p{display:none}}";
        let page = |body: &str| PageToLayOut {
            html: format!("<style>{css}</style>{body}"),
            ..PageToLayOut::default()
        };
        assert!(is_rough(&page("<div class='a box'>")));
        assert!(!is_rough(&page("<div class='boxes'>")));
    }
}
