//! Which controls a page has, and which form owns each of them.

use std::collections::BTreeMap;

use crate::page::{Document, Element};

/// What a control is to a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Role {
    /// Can be filled.
    Fillable,
    /// Sends or does something.
    Button,
    /// Travels with the form.
    Hidden,
}

/// A control and the form that owns it.
#[derive(Debug, Clone, Copy)]
pub(in crate::extract) struct Owned<'a> {
    pub(in crate::extract) element: Element<'a>,
    pub(in crate::extract) role: Role,
    /// Index into [`Collected::forms`].
    pub(in crate::extract) form: Option<usize>,
}

/// The forms and controls of a page, in document order.
#[derive(Debug, Default)]
pub(in crate::extract) struct Collected<'a> {
    pub(in crate::extract) forms: Vec<Element<'a>>,
    pub(in crate::extract) controls: Vec<Owned<'a>>,
    /// `<label>` elements by the `id` that they are for.
    pub(in crate::extract) labels_for: BTreeMap<&'a str, Vec<Element<'a>>>,
}

impl<'a> Collected<'a> {
    /// One walk over the page. What stands in a `<template>` is not on the page.
    pub(in crate::extract) fn new(document: &'a Document) -> Collected<'a> {
        let mut collected = Collected::default();
        let mut template: Option<Element<'a>> = None;
        let mut owner = Owner::default();
        for element in document.elements() {
            if template.is_some_and(|template| element.is_within(template)) {
                continue;
            }
            match element.name() {
                "template" => template = Some(element),
                "form" => {
                    owner.open(collected.forms.len(), element);
                    collected.forms.push(element);
                }
                "label" => {
                    if let Some(id) = element.filled_attr("for") {
                        collected.labels_for.entry(id).or_default().push(element);
                    }
                }
                _ => {
                    if let Some(role) = role(element) {
                        collected.controls.push(Owned {
                            element,
                            role,
                            form: owner.of(element),
                        });
                    }
                }
            }
        }
        collected.own_by_attribute(document);
        collected
    }

    /// A `form` attribute outweighs the place in the tree.
    fn own_by_attribute(&mut self, document: &'a Document) {
        for control in &mut self.controls {
            if let Some(id) = control.element.filled_attr("form")
                && let Some(form) = document.by_id(id)
                && let Some(index) = self.forms.iter().position(|candidate| *candidate == form)
            {
                control.form = Some(index);
            }
        }
    }
}

/// The form that is open while the page is walked.
#[derive(Debug, Default)]
struct Owner<'a> {
    open: Option<(usize, Element<'a>)>,
    /// A `<form>` between the rows of a table: parsers leave it empty, browsers still give it the controls that follow
    /// in the table.
    loose: Option<(usize, Element<'a>)>,
}

impl<'a> Owner<'a> {
    fn open(&mut self, index: usize, form: Element<'a>) {
        self.open = Some((index, form));
        self.loose = None;
        let parent = form.parent();
        let in_rows =
            parent.is_some_and(|parent| matches!(parent.name(), "table" | "tbody" | "thead" | "tfoot" | "tr"));
        if in_rows && form.children().next().is_none() {
            self.loose = parent
                .and_then(|parent| parent.closest("table"))
                .map(|table| (index, table));
        }
    }

    fn of(&self, control: Element<'a>) -> Option<usize> {
        [self.open, self.loose]
            .into_iter()
            .flatten()
            .find(|(_, scope)| control.is_within(*scope))
            .map(|(index, _)| index)
    }
}

fn role(element: Element<'_>) -> Option<Role> {
    match element.name() {
        "select" | "textarea" => Some(Role::Fillable),
        "button" if is_list_box(element) => Some(Role::Fillable),
        "button" => Some(Role::Button),
        "input" => Some(match input_type(element).as_str() {
            "hidden" => Role::Hidden,
            _ if stands_for_list_box(element) => Role::Hidden,
            "submit" | "button" | "image" | "reset" => Role::Button,
            _ => Role::Fillable,
        }),
        _ => None,
    }
}

/// A button that a script opens a list of choices under (WAI-ARIA, "select-only combobox").
fn is_list_box(element: Element<'_>) -> bool {
    element.name() == "button"
        && element.attr("role") == Some("combobox")
        && element.attr("aria-haspopup") == Some("listbox")
}

/// The input that holds the choice of such a button: it stands beside it, out of everybody's reach.
fn stands_for_list_box(input: Element<'_>) -> bool {
    input.attr("aria-hidden") == Some("true")
        && input.attr("tabindex") == Some("-1")
        && input.parent().is_some_and(|parent| parent.children().any(is_list_box))
}

/// Types that an `<input>` can have; any other is read as `text`.
const INPUT_TYPES: &[&str] = &[
    "text",
    "search",
    "tel",
    "url",
    "email",
    "password",
    "date",
    "week",
    "month",
    "time",
    "datetime-local",
    "number",
    "range",
    "color",
    "checkbox",
    "radio",
    "file",
    "hidden",
    "submit",
    "button",
    "image",
    "reset",
];

/// The type of an `<input>` as a browser reads it.
pub(super) fn input_type(element: Element<'_>) -> String {
    let written = element.attr("type").unwrap_or_default().trim().to_ascii_lowercase();
    if INPUT_TYPES.contains(&written.as_str()) {
        written
    } else {
        "text".to_owned()
    }
}

/// What [`crate::model::Field::control`] says of a control.
pub(super) fn control_name(element: Element<'_>) -> String {
    match element.name() {
        "input" => input_type(element),
        "button" => "combobox".to_owned(),
        name => name.to_owned(),
    }
}
