//! Fields that a customer never sees, and traps for robots.

use super::words;
use crate::page::Element;

/// Words that traps are named by.
const TRAP_WORDS: &[&str] = &[
    "honeypot", "honey", "hpot", "beepot", "antispam", "botcheck", "nospam", "spamtrap",
];
/// What traps tell a person who happens to see them.
const TRAP_LABELS: &[&str] = &[
    "leave this field",
    "leave empty",
    "leave blank",
    "leave this blank",
    "do not fill",
    "don't fill",
    "if you are human",
    "if you're human",
    "for validation purposes",
    "nicht ausfüllen",
    "leer lassen",
    "ne pas remplir",
    "laisser vide",
    "laissez ce champ",
    "no rellenar",
    "dejar en blanco",
    "deja este campo",
    "비워",
    "입력하지 마",
    "入力しない",
    "空欄",
];

/// Whether a text field is a trap: named or labelled as one, or moved off the screen.
pub(super) fn is_trap(control: Element<'_>, label: Option<&str>) -> bool {
    let fillable_text = control.name() == "textarea"
        || (control.name() == "input"
            && !matches!(
                control.attr("type").unwrap_or_default().to_ascii_lowercase().as_str(),
                "checkbox" | "radio" | "file"
            ));
    if !fillable_text {
        return false;
    }
    let named = [control.attr("name"), control.attr("id"), control.attr("class")]
        .into_iter()
        .flatten()
        .chain(control.parent().and_then(|parent| parent.attr("class")))
        .any(|text| {
            let squeezed = words::split(text).0;
            TRAP_WORDS.iter().any(|word| squeezed.contains(word))
                || words::words_of(text).iter().any(|word| word == "hp")
        });
    let told = label.is_some_and(|label| {
        let label = label.to_lowercase();
        TRAP_LABELS.iter().any(|words| label.contains(words))
    });
    named || told || is_out_of_reach(control) || control.self_and_ancestors().take(3).any(is_off_screen)
}

/// Neither the keyboard nor the browser may fill it: a field for customers is never kept from both.
fn is_out_of_reach(control: Element<'_>) -> bool {
    control.attr("tabindex").is_some_and(|index| index.trim() == "-1")
        && control
            .attr("autocomplete")
            .is_some_and(|value| value.trim().eq_ignore_ascii_case("off"))
        && ["readonly", "disabled", "required"]
            .iter()
            .all(|name| control.attr(name).is_none())
}

/// Moved far off the screen, or made to have no size, by its own style.
fn is_off_screen(element: Element<'_>) -> bool {
    element.attr("style").is_some_and(|style| {
        style.split(';').any(|declaration| {
            let Some((property, value)) = declaration.split_once(':') else {
                return false;
            };
            let value = value.trim();
            match property.trim().to_ascii_lowercase().as_str() {
                "left" | "top" | "right" | "text-indent" | "margin-left" => {
                    value.starts_with("-") && value[1..].chars().take_while(char::is_ascii_digit).count() >= 3
                }
                _ => false,
            }
        })
    })
}

/// Whether nothing in the markup removes a control from the page.
///
/// `aria-hidden` hides from screen readers only, what a class hides is the style sheet's to say, and a transparent tick
/// box is drawn over: those are veiled, not removed.
pub(super) fn is_shown(control: Element<'_>) -> bool {
    control.is_visible() || !control.self_and_ancestors().any(is_removed)
}

/// Whether a control that is not removed still looks as if a customer never sees it.
pub(super) fn is_veiled(control: Element<'_>) -> bool {
    if control.self_and_ancestors().take(8).any(is_folded_away) {
        return true;
    }
    if control.is_visible() {
        return false;
    }
    let drawn_over = matches!(
        control.attr("type").unwrap_or_default().to_ascii_lowercase().as_str(),
        "checkbox" | "radio" | "file"
    ) || control.name() == "select";
    !(drawn_over && control.parent().is_some_and(Element::is_visible))
}

/// A block that toolkits fold away until a customer opens it. What opens it carries such a class, too, but holds no
/// field.
fn is_folded_away(element: Element<'_>) -> bool {
    let has = |wanted: &[&str]| {
        element
            .classes()
            .any(|class| wanted.iter().any(|name| class.eq_ignore_ascii_case(name)))
    };
    matches!(element.name(), "div" | "section" | "fieldset" | "ul" | "li" | "p")
        && has(&["collapse", "collapsed", "is-collapsed"])
        && !has(&["show", "in", "open", "is-open", "expanded"])
}

/// Taken out of the page: `hidden`, `display: none`, `visibility: hidden`.
fn is_removed(element: Element<'_>) -> bool {
    element
        .attr("hidden")
        .is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
        || element.attr("style").is_some_and(|style| {
            style.split(';').any(|declaration| {
                let Some((property, value)) = declaration.split_once(':') else {
                    return false;
                };
                let value = value.trim().trim_end_matches("!important").trim();
                let property = property.trim();
                (property.eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none"))
                    || (property.eq_ignore_ascii_case("visibility")
                        && (value.eq_ignore_ascii_case("hidden") || value.eq_ignore_ascii_case("collapse")))
            })
        })
}
