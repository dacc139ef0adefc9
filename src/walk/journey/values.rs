//! What the test customer writes into a form.

use super::super::customer::Customer;
use super::super::session::Session;
use super::submit;
use crate::model::{Button, Field, Form};

/// A filled form.
pub(super) struct Filled {
    /// What it sends.
    pub(super) values: Vec<(String, String)>,
    /// Boxes, radios and selects that were changed: each is a click.
    pub(super) choices: u32,
}

/// Countries as selects name them, where the value is no ISO code.
const COUNTRIES: &[(&str, &[&str])] = &[
    ("KR", &["korea", "대한민국", "한국", "south korea", "republic of korea"]),
    ("US", &["united states", "usa", "미국"]),
    ("GB", &["united kingdom", "great britain", "uk"]),
    ("IE", &["ireland"]),
    ("CA", &["canada"]),
    ("AU", &["australia"]),
    ("DE", &["germany", "deutschland", "allemagne", "alemania"]),
    ("AT", &["austria", "österreich"]),
    ("CH", &["switzerland", "schweiz", "suisse"]),
    ("FR", &["france", "frankreich", "francia"]),
    ("BE", &["belgium", "belgië", "belgique"]),
    ("ES", &["spain", "españa", "spanien", "espagne"]),
    ("IT", &["italy", "italia", "italien"]),
    ("NL", &["netherlands", "nederland", "niederlande"]),
    ("JP", &["japan", "日本"]),
];

/// Fills a form as a customer does: what is marked as needed, or all of it where nothing is marked or the shop asked
/// again (`all`). Traps, secrets and what subscribes or makes an account stay as they are.
pub(super) fn filled(form: &Form, button: Option<&Button>, customer: &Customer, all: bool) -> Filled {
    let marked = form.fields.iter().any(|field| field.is_in_sight() && field.required);
    let mut values = form.hidden.clone();
    let mut choices = 0;
    let parts = phone_parts(form, customer);
    for (index, field) in form.fields.iter().enumerate() {
        let wanted = all || !marked || field.required;
        let part = parts
            .as_ref()
            .and_then(|(first, parts)| index.checked_sub(*first).and_then(|at| parts.get(at)));
        let written = match part {
            Some(part) if wanted && is_typed(field) => field.name.clone().map(|name| (name, part.clone())),
            _ => written(field, customer, wanted, all),
        };
        if let Some(pair) = written {
            choices += u32::from(is_changed(field, &pair.1));
            values.push(pair);
        }
    }
    if let Some(button) = button
        && let Some(name) = &button.name
    {
        values.push((name.clone(), button.value.clone().unwrap_or_default()));
    }
    Filled { values, choices }
}

/// The country that the form can send to: the customer's where it is offered, else the first with a customer.
pub(super) fn country(form: &Form, session: &Session<'_>) -> Option<String> {
    let field = form
        .fields
        .iter()
        .find(|field| is_country(field) && field.control == "select")?;
    let own = session.customer(None).country;
    if option_of(field, &own).is_some() {
        return Some(own);
    }
    field.options.iter().find_map(|option| {
        COUNTRIES
            .iter()
            .map(|(code, _)| *code)
            .find(|code| names_country(&option.value, &option.label, code))
            .map(str::to_owned)
    })
}

pub(super) fn is_country(field: &Field) -> bool {
    field
        .token
        .as_deref()
        .is_some_and(|token| matches!(last_word(token), "country" | "country-name"))
}

fn last_word(token: &str) -> &str {
    token.rsplit(' ').next().unwrap_or_default()
}

pub(super) fn is_typed(field: &Field) -> bool {
    matches!(
        field.control.as_str(),
        "text" | "email" | "tel" | "number" | "search" | "textarea" | "date" | "url"
    )
}

fn is_changed(field: &Field, value: &str) -> bool {
    match field.control.as_str() {
        "checkbox" => !field.preset,
        "radio" | "select" => field.is_in_sight() && submit::chosen(field).as_deref() != Some(value),
        _ => false,
    }
}

fn written(field: &Field, customer: &Customer, wanted: bool, all: bool) -> Option<(String, String)> {
    let served = submit::field_value(field);
    let name = field.name.clone().filter(|name| !name.is_empty())?;
    if !field.is_in_sight() || field.honeypot || field.control == "password" {
        return served;
    }
    let token = field.token.as_deref().unwrap_or(match field.control.as_str() {
        "email" => "email",
        "tel" => "tel",
        "date" => "bday",
        _ => "",
    });
    let own = customer.value(token).filter(|value| !value.is_empty());
    match field.control.as_str() {
        "select" => {
            let choice = own.as_deref().and_then(|own| option_of(field, own));
            Some((
                name,
                choice.or_else(|| served.map(|(_, value)| value)).unwrap_or_default(),
            ))
        }
        "checkbox" => {
            let tick = all && field.required && !submit::subscribes(field);
            let value = || field.value.clone().unwrap_or_else(|| "on".to_owned());
            served.or_else(|| tick.then(|| (name, value())))
        }
        _ if is_typed(field) && wanted => match own {
            Some(own) => Some((name, own)),
            None => served,
        },
        _ => served,
    }
}

/// The option that means the value: by its value, by its words, or as the country of that code.
pub(super) fn option_of(field: &Field, wanted: &str) -> Option<String> {
    let number = wanted.trim_start_matches('0');
    field
        .options
        .iter()
        .filter(|option| !option.disabled && !option.value.is_empty())
        .find(|option| {
            option.value.eq_ignore_ascii_case(wanted)
                || option.label.eq_ignore_ascii_case(wanted)
                || (!number.is_empty() && number.len() <= 2 && option.value.trim_start_matches('0') == number)
                || (is_country(field) && names_country(&option.value, &option.label, wanted))
        })
        .map(|option| option.value.clone())
}

/// The names under which a list may offer the country of a code.
pub(super) fn names_of(code: &str) -> Vec<String> {
    let known = COUNTRIES.iter().find(|(known, _)| known.eq_ignore_ascii_case(code));
    let names = known.map(|(_, names)| *names).unwrap_or_default();
    names
        .iter()
        .map(|name| (*name).to_owned())
        .chain([code.to_owned()])
        .collect()
}

fn names_country(value: &str, label: &str, code: &str) -> bool {
    value.eq_ignore_ascii_case(code)
        || COUNTRIES
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(code))
            .is_some_and(|(_, names)| names.contains(&label.trim().to_lowercase().as_str()))
}

/// The customer's phone number in the parts in which a row of boxes asks for it: index of the first box, and the parts.
fn phone_parts(form: &Form, customer: &Customer) -> Option<(usize, Vec<String>)> {
    let is_phone = |field: &Field| {
        is_typed(field)
            && field.is_in_sight()
            && field
                .token
                .as_deref()
                .is_some_and(|token| last_word(token).starts_with("tel"))
    };
    let first = form.fields.iter().position(is_phone)?;
    let stem = |field: &Field| {
        field
            .name
            .as_deref()
            .unwrap_or_default()
            .trim_end_matches(|character: char| character.is_ascii_digit() || "[]_-".contains(character))
            .to_owned()
    };
    let name = stem(form.fields.get(first)?);
    let boxes = form.fields[first..]
        .iter()
        .take_while(|field| is_typed(field) && field.is_in_sight() && stem(field) == name)
        .count();
    let parts: Vec<String> = customer.phone.split(['-', ' ']).map(str::to_owned).collect();
    (boxes == 3 && parts.len() == 3).then_some((first, parts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Source, facts};

    fn sent(html: &str, all: bool) -> (Vec<(String, String)>, u32) {
        let page = facts(&Source::new(html.as_bytes(), None));
        let form = page.forms.first().expect("a form");
        let filled = filled(form, form.buttons.first(), &Customer::of("GB"), all);
        (filled.values, filled.choices)
    }

    fn value<'a>(values: &'a [(String, String)], name: &str) -> Option<&'a str> {
        values
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    const ADDRESS: &str = "<form method=post action=/checkout/address><input type=hidden name=csrf value=t>\
        <label>First name <input name=first_name required></label><label>Last name <input name=last_name required></label>\
        <label>E-mail <input type=email name=email required></label>\
        <label>Post code <input name=postcode required></label><label>Town <input name=city required></label>\
        <label>Phone number <input name=phone_number></label>\
        <label>Country <select name=country><option value=IE>Ireland</option><option value=GB>United Kingdom</option></select></label>\
        <p style='display:none'><label>Website <input name=website></label></p>\
        <label>Password <input type=password name=password></label>\
        <label><input type=checkbox name=newsletter value=yes checked> Newsletter</label>\
        <button>Continue</button></form>";

    #[test]
    fn what_is_marked_as_needed_is_filled_by_its_meaning() {
        let (values, choices) = sent(ADDRESS, false);
        assert_eq!(value(&values, "csrf"), Some("t"));
        assert_eq!(value(&values, "first_name"), Some("Testina"));
        assert_eq!(value(&values, "postcode"), Some("SW1A 1AA"));
        assert_eq!(value(&values, "phone_number"), Some(""), "nobody asked for it");
        assert_eq!(value(&values, "country"), Some("GB"));
        assert_eq!(value(&values, "website"), Some(""), "nobody sees it");
        assert_eq!(value(&values, "password"), Some(""));
        assert_eq!(value(&values, "newsletter"), None);
        assert_eq!(choices, 1, "the country");
    }

    #[test]
    fn when_the_shop_asks_again_everything_is_filled() {
        let (values, _) = sent(ADDRESS, true);
        assert_eq!(value(&values, "phone_number"), Some("020 7946 0142"));
        assert_eq!(value(&values, "password"), Some(""));
        assert_eq!(value(&values, "newsletter"), None);
    }

    #[test]
    fn a_number_in_three_boxes_is_written_in_three_parts() {
        let (values, _) = sent(
            "<form><label>Phone <input name=phone1></label>-<input name=phone2>-<input name=phone3></form>",
            false,
        );
        assert_eq!(value(&values, "phone2"), Some("7946"));
    }
}
