//! Forms and fields as a customer sees them.

mod collect;
mod field;
mod honeypot;
mod label;
mod purpose;
mod required;
mod shape;
mod token;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

pub(super) use collect::Collected;
use collect::{Owned, Role};
pub(super) use label::{shorten, text_of};

use super::Context;
use crate::model::{Button, Field, Form, FormPurpose};
use crate::page::Element;

/// Hidden inputs kept of one form, and characters kept of a value.
const MAX_HIDDEN: usize = 200;
/// See [`MAX_HIDDEN`].
const MAX_HIDDEN_CHARS: usize = 4_000;

/// Forms in document order; controls outside any form come as one more, with `selector` null.
pub(super) fn forms(context: &Context<'_>) -> Vec<Form> {
    let document = &context.document;
    let collected = Collected::new(document);
    let mut members: Vec<Vec<(usize, Owned<'_>)>> = vec![Vec::new(); collected.forms.len() + 1];
    for (index, control) in collected.controls.iter().enumerate() {
        members[control.form.unwrap_or(collected.forms.len())].push((index, *control));
    }
    let between = stretches(&collected);
    let mut forms: Vec<Form> = Vec::with_capacity(members.len());
    for (index, controls) in members.iter().enumerate() {
        let element = collected.forms.get(index).copied();
        if element.is_some() || controls.iter().any(|(_, control)| control.role == Role::Fillable) {
            forms.push(form(context, element, controls, &collected, &between));
        }
    }
    forms
}

/// For each control the stretch of the page's text from the fillable control before it to the one after it.
fn stretches(collected: &Collected<'_>) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::with_capacity(collected.controls.len());
    let mut from = 0;
    for control in &collected.controls {
        let range = control.element.text_range();
        stretches.push(from..usize::MAX);
        if control.role == Role::Fillable {
            from = range.end;
        }
    }
    let mut until = usize::MAX;
    for (stretch, control) in stretches.iter_mut().zip(&collected.controls).rev() {
        stretch.end = until;
        if control.role == Role::Fillable {
            until = control.element.text_range().start;
        }
    }
    stretches
}

fn form(
    context: &Context<'_>,
    element: Option<Element<'_>>,
    controls: &[(usize, Owned<'_>)],
    collected: &Collected<'_>,
    between: &[Range<usize>],
) -> Form {
    let fields = fields(controls, collected, between);
    let visible = match element {
        Some(form) => form.is_visible(),
        None => fields.iter().any(|field| field.visible),
    };
    let mut form = Form {
        purpose: FormPurpose::Other,
        selector: element.map(Element::selector),
        method: element
            .and_then(|form| form.attr("method"))
            .map_or("get", |method| {
                if method.trim().eq_ignore_ascii_case("post") {
                    "post"
                } else {
                    "get"
                }
            })
            .to_owned(),
        action: element
            .and_then(|form| form.filled_attr("action"))
            .and_then(|action| context.document.resolve(action))
            .map(String::from),
        enctype: element
            .and_then(|form| form.filled_attr("enctype"))
            .map(str::to_ascii_lowercase),
        visible,
        fields,
        hidden: hidden(controls),
        buttons: buttons(context, controls),
        title: element.and_then(title),
    };
    form.purpose = purpose::purpose(&purpose::Clues {
        form: &form,
        element,
        page: context,
    });
    form
}

/// What holds the buttons of a group together: their name, or else the element that a script's radio buttons stand in.
fn radio_group(radio: Element<'_>) -> Option<String> {
    radio.filled_attr("name").map(str::to_owned).or_else(|| {
        radio
            .ancestors()
            .find(|ancestor| ancestor.attr("role") == Some("radiogroup"))
            .map(Element::selector)
    })
}

fn fields(controls: &[(usize, Owned<'_>)], collected: &Collected<'_>, between: &[Range<usize>]) -> Vec<Field> {
    let mut groups: Vec<Vec<(usize, Owned<'_>)>> = Vec::new();
    let mut radio_groups: BTreeMap<String, usize> = BTreeMap::new();
    for (index, control) in controls {
        if control.role != Role::Fillable {
            continue;
        }
        let radio = control.element.name() == "input" && collect::input_type(control.element) == "radio";
        if radio && let Some(name) = radio_group(control.element) {
            if let Some(&group) = radio_groups.get(&name) {
                groups[group].push((*index, *control));
                continue;
            }
            radio_groups.insert(name, groups.len());
        }
        groups.push(vec![(*index, *control)]);
    }
    let mut fields = Vec::with_capacity(groups.len());
    let mut tokens = Vec::with_capacity(groups.len());
    for group in groups {
        let stretches: Vec<Range<usize>> = group.iter().map(|(index, _)| between[*index].clone()).collect();
        let members: Vec<Owned<'_>> = group.into_iter().map(|(_, control)| control).collect();
        if let Some(draft) = field::build(&members, collected, &stretches) {
            fields.push(draft.field);
            tokens.push(draft.token);
        }
    }
    token::settle(&mut tokens);
    for (field, token) in fields.iter_mut().zip(tokens) {
        field.token = token.map(str::to_owned);
    }
    fields
}

fn hidden(controls: &[(usize, Owned<'_>)]) -> Vec<(String, String)> {
    controls
        .iter()
        .filter(|(_, control)| control.role == Role::Hidden)
        .filter_map(|(_, control)| {
            let value: String = control
                .element
                .attr("value")
                .unwrap_or_default()
                .chars()
                .take(MAX_HIDDEN_CHARS)
                .collect();
            Some((control.element.filled_attr("name")?.to_owned(), value))
        })
        .take(MAX_HIDDEN)
        .collect()
}

fn buttons(context: &Context<'_>, controls: &[(usize, Owned<'_>)]) -> Vec<Button> {
    controls
        .iter()
        .filter(|(_, control)| control.role == Role::Button)
        .map(|(_, control)| control.element)
        .filter(|element| {
            !element
                .attr("type")
                .is_some_and(|kind| kind.eq_ignore_ascii_case("reset"))
        })
        .map(|element| Button {
            name: element.filled_attr("name").map(str::to_owned),
            value: element.filled_attr("value").map(str::to_owned),
            label: button_label(element),
            action: element
                .filled_attr("formaction")
                .and_then(|action| context.document.resolve(action))
                .map(String::from),
            submits: !element
                .attr("type")
                .is_some_and(|kind| kind.eq_ignore_ascii_case("button")),
            visible: element.is_visible(),
            selector: element.selector(),
            markup: element.start_tags(),
        })
        .collect()
}

/// What a button says: its text, or the words that stand for it.
pub(super) fn button_label(element: Element<'_>) -> String {
    let text = label::shorten(element.text());
    if !text.is_empty() && element.name() != "input" {
        return text;
    }
    let picture = || {
        element
            .descendants()
            .filter(|inner| matches!(inner.name(), "img" | "svg" | "use" | "title"))
            .find_map(|inner| inner.filled_attr("alt").or_else(|| inner.filled_attr("aria-label")))
    };
    let is_image = element
        .attr("type")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("image"));
    let value = || element.filled_attr("value").filter(|_| element.name() == "input");
    element
        .filled_attr("alt")
        .filter(|_| is_image)
        .or_else(value)
        .or_else(|| element.filled_attr("aria-label"))
        .or_else(|| element.filled_attr("title"))
        .or_else(picture)
        .map(label::shorten)
        .unwrap_or_default()
}

/// The legend or heading that names a form: within it, else just before it.
fn title(form: Element<'_>) -> Option<String> {
    let is_heading =
        |element: &Element<'_>| matches!(element.name(), "legend" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    let words = |element: Element<'_>| Some(label::text_of(element)).filter(|text| !text.is_empty());
    form.descendants().filter(is_heading).find_map(words).or_else(|| {
        form.self_and_ancestors().take(3).find_map(|element| {
            std::iter::successors(element.previous_sibling(), |sibling| sibling.previous_sibling())
                .take(3)
                .find(is_heading)
                .and_then(words)
        })
    })
}

#[cfg(test)]
mod tests;
