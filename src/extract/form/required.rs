//! Whether a field must be filled, and what says so.

use crate::lexicon::{Folded, Lexicon};
use crate::model::RequiredBy;
use crate::page::Element;

/// Classes of a control, its label or its row that mean "must be filled".
const WORDS: &[&str] = &[
    "required",
    "mandatory",
    "obligatory",
    "pflichtfeld",
    "obligatoire",
    "obligatorio",
    "essential",
];
/// Words beside them that turn the meaning round, or make the class one of a message.
const OTHER_MEANING: &[&str] = &[
    "not", "non", "un", "no", "optional", "error", "message", "msg", "text", "info", "note", "hint", "legend", "js",
];

/// What a page says about a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Requirement {
    pub(super) by: Option<RequiredBy>,
    /// The label shows it.
    pub(super) marked: bool,
}

/// Reads the control, its label text, the `<label>` element and the row around it.
pub(super) fn requirement(
    control: Element<'_>,
    label: Option<&str>,
    label_element: Option<Element<'_>>,
) -> Requirement {
    let Marks { marked, optional } = label.map(marks).unwrap_or_default();
    let by = if control.attr("required").is_some() {
        Some(RequiredBy::Attribute)
    } else if control
        .attr("aria-required")
        .is_some_and(|value| value.trim().eq_ignore_ascii_case("true"))
    {
        Some(RequiredBy::Aria)
    } else if marked {
        Some(RequiredBy::Asterisk)
    } else if !optional
        && (by_class(control) || label_element.is_some_and(by_label_class) || row(control).is_some_and(by_class))
    {
        Some(RequiredBy::Class)
    } else {
        None
    };
    Requirement { by, marked }
}

/// What a label says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Marks {
    /// An asterisk at an end, or a word such as "required".
    marked: bool,
    /// A word such as "optional".
    optional: bool,
}

fn marks(label: &str) -> Marks {
    let trimmed = label.trim().trim_end_matches([':', '：', ' ']);
    let star = |c: char| matches!(c, '*' | '＊' | '✱' | '∗' | '⁎' | '※');
    let starred =
        trimmed.starts_with(star) || trimmed.ends_with(star) || trimmed.ends_with("(*)") || trimmed.contains(" *");
    let lexicon = Lexicon::builtin();
    let (mut required, mut optional) = (false, false);
    for hit in lexicon.find_all(&Folded::new(trimmed)) {
        match lexicon.id(hit.concept) {
            "field.required-mark" => required = true,
            "field.optional-mark" => optional = true,
            _ => {}
        }
    }
    let marked = starred || (required && !optional && !negated(trimmed));
    Marks {
        marked,
        optional: optional && !marked,
    }
}

fn negated(label: &str) -> bool {
    let lower = label.to_lowercase();
    [
        "not required",
        "nicht erforderlich",
        "no requerido",
        "non obligatoire",
        "pas obligatoire",
        "필수 아님",
    ]
    .iter()
    .any(|words| lower.contains(words))
}

fn by_class(element: Element<'_>) -> bool {
    element.classes().any(|class| {
        let words: Vec<String> = class
            .split(|c: char| !c.is_alphanumeric())
            .map(str::to_ascii_lowercase)
            .collect();
        words.iter().any(|word| WORDS.contains(&word.as_str()) || word == "req")
            && !words.iter().any(|word| OTHER_MEANING.contains(&word.as_str()))
    })
}

/// The label itself, or a mark within it that a style sheet fills.
fn by_label_class(label: Element<'_>) -> bool {
    by_class(label) || label.children().any(by_class)
}

/// The block that holds this control and no other.
fn row(control: Element<'_>) -> Option<Element<'_>> {
    let is_control = |element: &Element<'_>| {
        matches!(element.name(), "select" | "textarea")
            || (element.name() == "input"
                && !element
                    .attr("type")
                    .is_some_and(|kind| kind.eq_ignore_ascii_case("hidden")))
    };
    control
        .ancestors()
        .take(3)
        .take_while(|ancestor| {
            !matches!(ancestor.name(), "form" | "body" | "fieldset" | "table" | "ul")
                && ancestor.descendants().filter(is_control).take(2).count() < 2
        })
        .find(|ancestor| by_class(*ancestor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_seen_in_the_label() {
        for label in [
            "E-mail *",
            "*Name",
            "이메일 (필수)",
            "メール 必須",
            "Vorname (Pflichtfeld)",
            "Nom (obligatoire)",
            "Phone (*)",
        ] {
            assert!(marks(label).marked, "{label}");
        }
        for label in ["Company (optional)", "Fax", "상세주소 (선택)", "Not required"] {
            assert!(!marks(label).marked, "{label}");
        }
    }
}
