//! Whether an element is hidden by its own markup, style sheets aside.

use super::attribute;

/// Classes that themes and toolkits use for what is not shown: a guess for where the sheets are not known.
const HIDING_CLASSES: &[&str] = &[
    "sr-only",
    "screen-reader-text",
    "screen-reader-only",
    "visually-hidden",
    "visuallyhidden",
    "blind",
    "hidden",
    "hide",
    "is-hidden",
    "d-none",
    "displaynone",
    "offcanvas",
    "off-canvas",
    "drawer",
    "element-invisible",
];

/// Elements that never show their content.
pub(super) fn never_shown(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "head"
            | "title"
            | "meta"
            | "link"
            | "object"
            | "iframe"
            | "svg"
            | "math"
            | "audio"
            | "video"
            | "canvas"
            | "datalist"
    )
}

/// Whether the element's own markup hides it and all that stands in it.
///
/// `displayed`: a sheet gives it a box, which overrules the `hidden` attribute and the name of a class. `all_known`:
/// every sheet of the page is known, so that a name or `aria-hidden`, which hides from screen readers only, proves
/// nothing.
pub(super) fn hidden_by_markup(element: &scraper::node::Element, displayed: bool, all_known: bool) -> bool {
    let value_of = |name| attribute::value_of(element, name);
    let hidden_input =
        element.name() == "input" && value_of("type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"));
    if hidden_input {
        return true;
    }
    if displayed {
        return false;
    }
    let hidden = value_of("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"));
    let shut = element.name() == "dialog" && value_of("open").is_none();
    hidden
        || shut
        || (!all_known
            && (value_of("aria-hidden").is_some_and(|value| value.trim().eq_ignore_ascii_case("true"))
                || attribute::classes(element)
                    .any(|class| HIDING_CLASSES.iter().any(|hiding| class.eq_ignore_ascii_case(hiding)))))
}
