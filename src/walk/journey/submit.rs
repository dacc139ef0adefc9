//! What a form sends when a customer presses one of its buttons without typing anything.

use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::Lexicon;
use crate::model::{Button, Field, Form};

/// Names and values in the order hidden inputs, fields, button; selects and radio groups that wait for a choice get
/// their first possible one. A box that subscribes to something is left unticked: a customer who looks unticks it.
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

/// Puts what a script sets into what a form sends.
pub(super) fn set(values: &mut Vec<(String, String)>, sets: &[(String, String)]) {
    for (name, value) in sets {
        match values.iter_mut().find(|(known, _)| known == name) {
            Some((_, place)) => place.clone_from(value),
            None => values.push((name.clone(), value.clone())),
        }
    }
}

/// How many choices a customer must make in the form before it can be sent: each is a click.
pub(super) fn choices(form: &Form) -> u32 {
    let open = form.fields.iter().filter(|field| {
        field.is_in_sight()
            && matches!(field.control.as_str(), "radio" | "select")
            && chosen(field).is_none()
            && first_possible(field).is_some()
    });
    u32::try_from(open.count()).unwrap_or(u32::MAX)
}

/// What a field sends when nobody touches it, or with the first possible choice where one must be made.
pub(super) fn field_value(field: &Field) -> Option<(String, String)> {
    let name = field.name.clone().filter(|name| !name.is_empty())?;
    let value = match field.control.as_str() {
        "checkbox" => {
            (field.preset && !subscribes(field)).then(|| field.value.clone().unwrap_or_else(|| "on".to_owned()))?
        }
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

/// Whether a box subscribes to mail.
pub(super) fn subscribes(field: &Field) -> bool {
    let lexicon = Lexicon::builtin();
    let named = field.name.as_deref().is_some_and(|name| {
        lexicon
            .regex("danger.form.newsletter-tick")
            .iter()
            .any(|pattern| pattern.is_match(name))
    });
    named
        || field
            .label
            .as_deref()
            .is_some_and(|label| lexicon.is("action.newsletter", label))
}

/// The choice that is already made and can be sent.
pub(super) fn chosen(field: &Field) -> Option<String> {
    let value = field.value.clone().filter(|value| !value.is_empty())?;
    if field.options.is_empty() {
        return Some(value);
    }
    field
        .options
        .iter()
        .any(|option| option.value == value && !option.disabled && !is_placeholder(&option.label))
        .then_some(value)
}

/// The first choice that can be had.
pub(super) fn first_possible(field: &Field) -> Option<String> {
    let sold_out = |label: &str| Lexicon::builtin().is("status.out-of-stock", label);
    field
        .options
        .iter()
        .find(|option| {
            !option.disabled
                && !option.value.is_empty()
                && !sold_out(&option.label)
                && (field.control != "select" || !is_placeholder(&option.label))
        })
        .map(|option| option.value.clone())
}

/// "Please choose" in the words of a select's first option.
fn is_placeholder(label: &str) -> bool {
    static WAITS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^\W*$|^\W*(?:please\s+)?(?:choose|select|pick)\b|골라|선택|^\W*(?:bitte\s+)?(?:wählen|auswählen)|^\W*(?:choisir|choisissez|sélectionne)|^\W*(?:elige|elegir|selecciona)|選択|選んで",
        )
        .expect("built-in pattern")
    });
    WAITS.is_match(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Source, facts};

    fn sent(html: &str) -> (Vec<(String, String)>, u32) {
        let page = facts(&Source::new(html.as_bytes(), None));
        let form = page.forms.first().expect("a form");
        (values(form, form.buttons.first()), choices(form))
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn options_that_must_be_chosen_get_the_first_that_can_be_had() {
        let (values, choices) = sent(
            "<form method=post action=/cart/add><input type=hidden name=token value=t>\
             <select name=size><option>사이즈 선택</option><option disabled>S</option><option>M (품절)</option><option>L</option></select>\
             <input type=radio name=colour value=red id=r><label for=r>Red</label>\
             <input type=number name=quantity value=1><button name=act value=cart>담기</button></form>",
        );
        let expected = [
            pair("token", "t"),
            pair("size", "L"),
            pair("colour", "red"),
            pair("quantity", "1"),
            pair("act", "cart"),
        ];
        assert_eq!((values.as_slice(), choices), (&expected[..], 2));
    }

    #[test]
    fn a_ticked_newsletter_is_unticked() {
        let (values, _) = sent(
            "<form action=/checkout><label><input type=checkbox name=news value=yes checked> Send me the newsletter</label>\
             <label><input type=checkbox name=wrap value=yes checked> Gift wrap</label><button>Checkout</button></form>",
        );
        assert_eq!(values, [pair("wrap", "yes")]);
    }

    #[test]
    fn a_script_sets_hidden_fields() {
        let mut values = vec![pair("act", "")];
        set(&mut values, &[pair("act", "cart"), pair("extra", "1")]);
        assert_eq!(values, [pair("act", "cart"), pair("extra", "1")]);
    }
}
