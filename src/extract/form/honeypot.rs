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
    named || told || control.self_and_ancestors().take(3).any(is_off_screen)
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

/// Whether a customer can see a control, as far as its own markup and style say.
///
/// A tick box that is transparent or moved behind a drawn one is still what the customer ticks.
pub(super) fn is_shown(control: Element<'_>) -> bool {
    if control.is_visible() {
        return true;
    }
    let drawn_over = matches!(
        control.attr("type").unwrap_or_default().to_ascii_lowercase().as_str(),
        "checkbox" | "radio" | "file"
    ) || control.name() == "select";
    drawn_over && !is_removed(control) && control.parent().is_some_and(Element::is_visible)
}

/// Taken out of the page: `hidden`, `display: none`, `visibility: hidden`.
fn is_removed(element: Element<'_>) -> bool {
    element.attr("hidden").is_some()
        || element.attr("style").is_some_and(|style| {
            let squeezed: String = style
                .chars()
                .filter(|c| !c.is_whitespace())
                .collect::<String>()
                .to_ascii_lowercase();
            squeezed.contains("display:none") || squeezed.contains("visibility:hidden")
        })
}
