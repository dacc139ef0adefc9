//! The label of a control, as a customer reads it.

use std::ops::Range;

use super::collect::Collected;
use crate::page::{Document, Element};

/// Labels are kept up to this many characters.
const MAX_CHARS: usize = 120;
/// How many ancestors are asked for a text before the control.
const MAX_STEPS: usize = 5;
/// A text further away or longer than this is no label.
const MAX_NEIGHBOUR_CHARS: usize = 80;

/// A label and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) text: String,
    /// `label`, `aria`, `cell`, `neighbour`, `placeholder` or `title`.
    pub(super) from: &'static str,
}

fn labelled(text: String, from: &'static str) -> Option<Label> {
    (!text.is_empty()).then_some(Label { text, from })
}

/// The label of a control. `between` is the stretch of the page's text from the control before it to the control after
/// it: words beyond belong to others.
pub(super) fn label(control: Element<'_>, collected: &Collected<'_>, between: Range<usize>) -> Option<Label> {
    let choice = is_choice(control);
    by_element(control, collected)
        .or_else(|| by_aria(control))
        .or_else(|| if choice { following(control, between.end) } else { None })
        .or_else(|| cell(control))
        .or_else(|| preceding(control, between.start))
        .or_else(|| by_attribute(control, "placeholder", "placeholder"))
        .or_else(|| by_attribute(control, "title", "title"))
        .or_else(|| by_attribute(control, "data-placeholder", "placeholder"))
}

fn is_choice(control: Element<'_>) -> bool {
    control
        .attr("type")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox") || kind.eq_ignore_ascii_case("radio"))
}

fn by_element(control: Element<'_>, collected: &Collected<'_>) -> Option<Label> {
    let named = control.filled_attr("id").and_then(|id| collected.labels_for.get(id));
    let texts = named.into_iter().flatten().map(|label| text_of(*label));
    let wrapping = control.closest("label").map(text_of);
    texts.chain(wrapping).find_map(|text| labelled(text, "label"))
}

fn by_aria(control: Element<'_>) -> Option<Label> {
    let by_ids = control.filled_attr("aria-labelledby").map(|ids| {
        ids.split_ascii_whitespace()
            .filter_map(|id| control.document().by_id(id))
            .map(text_of)
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    });
    by_ids
        .and_then(|text| labelled(shorten(&text), "aria"))
        .or_else(|| by_attribute(control, "aria-label", "aria"))
}

fn by_attribute(control: Element<'_>, attribute: &str, from: &'static str) -> Option<Label> {
    control
        .filled_attr(attribute)
        .and_then(|text| labelled(shorten(text), from))
}

/// The header cell of the control's row: the nearest cell before it that has words.
fn cell(control: Element<'_>) -> Option<Label> {
    let own = control
        .ancestors()
        .take(MAX_STEPS)
        .find(|element| matches!(element.name(), "td" | "dd"))?;
    if !before(own, control, own.text_range().start).is_empty() {
        return None;
    }
    let sibling = std::iter::successors(own.previous_sibling(), |element| element.previous_sibling())
        .take(3)
        .find(|element| matches!(element.name(), "th" | "td" | "dt") && !text_of(*element).is_empty())?;
    labelled(text_of(sibling), "cell").filter(|label| label.text.chars().count() <= MAX_NEIGHBOUR_CHARS)
}

/// The words just before the control, in the smallest block around it that has any.
fn preceding(control: Element<'_>, from: usize) -> Option<Label> {
    for ancestor in control.ancestors().take(MAX_STEPS) {
        if matches!(ancestor.name(), "form" | "body" | "html" | "table") {
            return None;
        }
        let text = before(ancestor, control, from);
        let line = text
            .lines()
            .map(str::trim)
            .rfind(|line| line.chars().any(char::is_alphanumeric));
        if let Some(line) = line {
            let short = line.chars().count() <= MAX_NEIGHBOUR_CHARS;
            return short.then(|| labelled(line.to_owned(), "neighbour")).flatten();
        }
    }
    None
}

/// The text of an element that stands before the control, from an offset on.
fn before<'a>(element: Element<'a>, control: Element<'a>, from: usize) -> &'a str {
    let start = element.text_range().start.max(from);
    let end = control.text_range().start;
    slice(control.document(), start..end)
}

/// The words just after a checkbox or radio button.
fn following(control: Element<'_>, until: usize) -> Option<Label> {
    let start = control.text_range().end;
    let block = control
        .ancestors()
        .take(3)
        .find(|element| element.text_range().end > start)?;
    let text = slice(control.document(), start..block.text_range().end.min(until));
    let line = text
        .lines()
        .map(str::trim)
        .find(|line| line.chars().any(char::is_alphanumeric))?;
    labelled(shorten(line), "neighbour")
}

/// What explains a control beside its label: the texts that `aria-describedby` names, or the short text behind the
/// control in its own block. Places for error messages are empty as served and say nothing.
pub(super) fn hint(control: Element<'_>) -> Option<String> {
    let described = control.filled_attr("aria-describedby").map(|ids| {
        ids.split_ascii_whitespace()
            .filter_map(|id| control.document().by_id(id))
            .filter(|element| element.is_visible())
            .map(text_of)
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    });
    let behind = || {
        std::iter::successors(control.next_sibling(), |element| element.next_sibling())
            .take(3)
            .take_while(|element| matches!(element.name(), "p" | "small" | "span" | "em" | "div" | "i"))
            .filter(|element| element.is_visible() && element.descendants().all(|inner| !is_control(inner)))
            .map(text_of)
            .find(|text| text.chars().any(char::is_alphanumeric))
    };
    described
        .filter(|text| !text.is_empty())
        .or_else(behind)
        .map(|text| shorten(&text))
}

fn is_control(element: Element<'_>) -> bool {
    matches!(element.name(), "input" | "select" | "textarea" | "button")
}

fn slice(document: &Document, range: Range<usize>) -> &str {
    document.text().get(range).unwrap_or_default().trim()
}

/// The text of an element without the controls in it: a label that wraps a select does not say its choices.
pub(in crate::extract) fn text_of(element: Element<'_>) -> String {
    let document = element.document();
    let range = element.text_range();
    let mut text = String::new();
    let mut last_end = range.start;
    let first = document.runs().partition_point(|run| run.range.end <= range.start);
    for run in document.runs()[first..]
        .iter()
        .take_while(|run| run.range.start < range.end)
    {
        let in_control = document
            .element(run.element)
            .self_and_ancestors()
            .take_while(|inner| *inner != element)
            .any(|inner| matches!(inner.name(), "select" | "textarea" | "button" | "option"));
        if in_control {
            last_end = run.range.end;
            continue;
        }
        if !text.is_empty() && last_end < run.range.start {
            text.push(' ');
        }
        text.push_str(&document.text()[run.range.clone()]);
        last_end = run.range.end;
        if text.len() > MAX_CHARS * 4 {
            break;
        }
    }
    shorten(&text)
}

/// White space collapsed, at most [`MAX_CHARS`] characters.
pub(in crate::extract) fn shorten(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match joined.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => joined[..end].trim_end().to_owned(),
        None => joined,
    }
}
