//! Whether an element hides itself, by its own markup.

/// Classes that themes and toolkits use for what is not shown.
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

/// Whether the element hides itself and all that stands in it.
pub(super) fn hides_itself(element: &scraper::node::Element) -> bool {
    if element
        .attr("hidden")
        .is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
        || element
            .attr("aria-hidden")
            .is_some_and(|value| value.trim().eq_ignore_ascii_case("true"))
        || (element.name() == "input"
            && element
                .attr("type")
                .is_some_and(|kind| kind.eq_ignore_ascii_case("hidden")))
    {
        return true;
    }
    if element.attr("style").is_some_and(hides_by_style) {
        return true;
    }
    element
        .classes()
        .any(|class| HIDING_CLASSES.iter().any(|hiding| class.eq_ignore_ascii_case(hiding)))
}

fn hides_by_style(style: &str) -> bool {
    style.split(';').any(|declaration| {
        let Some((property, value)) = declaration.split_once(':') else {
            return false;
        };
        let value = value.trim().trim_end_matches("!important").trim().to_ascii_lowercase();
        match property.trim().to_ascii_lowercase().as_str() {
            "display" => value == "none",
            "visibility" => matches!(value.as_str(), "hidden" | "collapse"),
            "opacity" => value.parse::<f64>().is_ok_and(|opacity| opacity == 0.0),
            _ => false,
        }
    })
}
