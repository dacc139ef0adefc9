//! What a form sends when a customer presses one of its buttons without typing anything.

use crate::model::{Button, Field, Form};

/// Names and values in the order hidden inputs, fields, button; selects and radio groups that wait for a choice get
/// their first possible one.
pub(super) fn values(form: &Form, button: Option<&Button>) -> Vec<(String, String)> {
    let mut values = form.hidden.clone();
    values.extend(form.fields.iter().filter_map(field_value));
    if let Some(button) = button
        && let Some(name) = &button.name
    {
        values.push((name.clone(), button.value.clone().unwrap_or_default()));
    }
    values
}

fn field_value(field: &Field) -> Option<(String, String)> {
    let name = field.name.clone().filter(|name| !name.is_empty())?;
    let value = match field.control.as_str() {
        "checkbox" => field
            .preset
            .then(|| field.value.clone().unwrap_or_else(|| "on".to_owned()))?,
        "radio" => chosen(field).or_else(|| first_possible(field))?,
        "select" => chosen(field).or_else(|| first_possible(field)).unwrap_or_default(),
        "number" => field
            .value
            .clone()
            .filter(|value| !value.is_empty())
            .unwrap_or_else(|| "1".to_owned()),
        "file" => return None,
        _ => field.value.clone().unwrap_or_default(),
    };
    Some((name, value))
}

fn chosen(field: &Field) -> Option<String> {
    let value = field.value.clone().filter(|value| !value.is_empty())?;
    let listed = field.options.is_empty()
        || field
            .options
            .iter()
            .any(|option| option.value == value && !option.disabled);
    listed.then_some(value)
}

fn first_possible(field: &Field) -> Option<String> {
    field
        .options
        .iter()
        .find(|option| !option.disabled && !option.value.is_empty())
        .map(|option| option.value.clone())
}
