//! One field of a form.

use std::ops::Range;

use super::collect::{self, Collected, Owned};
use super::{honeypot, label, required, token};
use crate::model::{Field, FieldOption};
use crate::page::Element;

/// Choices of a select or radio group that are kept.
const MAX_OPTIONS: usize = 40;

/// A field, with the token as inferred from the field alone.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) field: Field,
    pub(super) token: Option<&'static str>,
}

/// Builds a field from its controls: one, or the members of a radio group.
pub(super) fn build(members: &[Owned<'_>], collected: &Collected<'_>, between: &[Range<usize>]) -> Option<Draft> {
    let control = members.first()?.element;
    let control_name = collect::control_name(control);
    let own = label::label(control, collected, between.first().cloned().unwrap_or_default());
    let group = (control_name == "radio")
        .then(|| group_label(control, members))
        .flatten();
    let label = group.or(own);
    let label_element = control
        .filled_attr("id")
        .and_then(|id| collected.labels_for.get(id))
        .and_then(|labels| labels.first().copied())
        .or_else(|| control.closest("label"));
    let text = label.as_ref().map(|label| label.text.as_str());
    let requirement = members
        .iter()
        .map(|member| required::requirement(member.element, text, label_element))
        .find(|requirement| requirement.by.is_some())
        .unwrap_or(required::Requirement {
            by: None,
            marked: false,
        });
    let honeypot = honeypot::is_trap(control, text);
    let visible = !honeypot && members.iter().any(|member| honeypot::is_shown(member.element));
    let options = options(members, collected, between);
    let field = Field {
        name: control.filled_attr("name").map(str::to_owned),
        id: control.filled_attr("id").map(str::to_owned),
        autocomplete: control.filled_attr("autocomplete").map(str::to_owned),
        inputmode: control.filled_attr("inputmode").map(str::to_owned),
        label_from: label.as_ref().map(|label| label.from.to_owned()),
        label: label.map(|label| label.text),
        hint: label::hint(control),
        required: requirement.by.is_some(),
        required_by: requirement.by,
        required_marked: requirement.marked,
        preset: members.iter().any(|member| is_preset(member.element)),
        value: value(members),
        token: None,
        options: Vec::new(),
        visible,
        veiled: visible && members.iter().all(|member| honeypot::is_veiled(member.element)),
        honeypot,
        selector: control.selector(),
        control: control_name,
    };
    let other_names: Vec<&str> = [
        "data-testid",
        "data-test",
        "formcontrolname",
        "ng-model",
        "data-name",
        "data-qa",
        "v-model",
        "data-field",
    ]
    .iter()
    .filter_map(|attribute| control.filled_attr(attribute))
    .collect();
    let token = token::infer(&token::Clues {
        field: &field,
        placeholder: control.filled_attr("placeholder"),
        title: control.filled_attr("title"),
        classes: control.filled_attr("class"),
        other_names: &other_names,
        options: &options,
    });
    let mut field = field;
    field.options = options;
    field.options.truncate(MAX_OPTIONS);
    Some(Draft { field, token })
}

/// What a radio group asks: the legend of the fieldset that holds all of it and little else, or the name of the group.
fn group_label(control: Element<'_>, members: &[Owned<'_>]) -> Option<label::Label> {
    let holder = control.ancestors().take(6).find(|ancestor| {
        (ancestor.name() == "fieldset" || matches!(ancestor.attr("role"), Some("radiogroup" | "group")))
            && members.iter().all(|member| member.element.is_within(*ancestor))
    })?;
    let legend = holder
        .children()
        .find(|child| child.name() == "legend")
        .map(label::text_of);
    let text = legend
        .filter(|text| !text.is_empty())
        .or_else(|| holder.filled_attr("aria-label").map(label::shorten))?;
    Some(label::Label { text, from: "label" })
}

fn options(members: &[Owned<'_>], collected: &Collected<'_>, between: &[Range<usize>]) -> Vec<FieldOption> {
    let Some(first) = members.first() else {
        return Vec::new();
    };
    match first.element.name() {
        "select" => first
            .element
            .descendants()
            .filter(|element| element.name() == "option")
            .map(select_option)
            .collect(),
        "input" if collect::input_type(first.element) == "radio" => members
            .iter()
            .zip(between)
            .map(|(member, between)| FieldOption {
                value: member.element.attr("value").unwrap_or("on").to_owned(),
                label: label::label(member.element, collected, between.clone())
                    .map(|label| label.text)
                    .unwrap_or_default(),
                disabled: member.element.attr("disabled").is_some(),
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn select_option(option: Element<'_>) -> FieldOption {
    let label = option
        .filled_attr("label")
        .map_or_else(|| label::shorten(option.text()), label::shorten);
    FieldOption {
        value: option.attr("value").map_or_else(|| label.clone(), str::to_owned),
        disabled: option.attr("disabled").is_some(),
        label,
    }
}

fn is_preset(control: Element<'_>) -> bool {
    match control.name() {
        "select" => control
            .descendants()
            .filter(|element| element.name() == "option")
            .enumerate()
            .any(|(index, option)| index > 0 && option.attr("selected").is_some()),
        _ => matches!(collect::input_type(control).as_str(), "checkbox" | "radio") && control.attr("checked").is_some(),
    }
}

/// The value as served where it cannot be a person's: a choice, a number.
fn value(members: &[Owned<'_>]) -> Option<String> {
    let control = members.first()?.element;
    match collect::control_name(control).as_str() {
        "select" => {
            let chosen = control
                .descendants()
                .filter(|element| element.name() == "option")
                .find(|option| option.attr("selected").is_some())?;
            Some(select_option(chosen).value)
        }
        "radio" => members
            .iter()
            .find(|member| member.element.attr("checked").is_some())
            .and_then(|member| member.element.attr("value"))
            .map(str::to_owned),
        "checkbox" | "number" | "range" => control.attr("value").map(str::to_owned),
        "text" | "tel" => control
            .filled_attr("value")
            .filter(|value| value.len() <= 4 && value.bytes().all(|byte| byte.is_ascii_digit()))
            .map(str::to_owned),
        _ => None,
    }
}
