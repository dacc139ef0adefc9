//! Options of a product that stand in no field as served: lists that a second request fills, swatches that a script
//! writes into a hidden input, variants that a script looks up. What the page itself names is done without the script;
//! whether it was right shows in the cart.

use std::sync::LazyLock;

use regex::Regex;
use scraper::Selector;
use serde_json::Value;
use url::Url;

use super::super::session::{Session, Visit};
use super::send::open;
use super::submit::{chosen, first_possible};
use crate::lexicon::Lexicon;
use crate::model::{Field, FieldOption, Form, FormPurpose, PageFacts};
use crate::page::{Document, Element};

/// Second requests of one product at the most: a colour that asks for sizes, a size that asks for lengths.
const MOST_REQUESTS: usize = 4;
/// Options kept of an answer.
const MOST_OPTIONS: usize = 40;

/// Attributes that name where a list's options come from.
const ADDRESS: &[&str] = &[
    "data-url",
    "data-source",
    "data-src",
    "data-options-url",
    "data-ajax-url",
    "data-endpoint",
    "data-load",
    "data-href",
];
/// Attributes that name the field whose choice the options depend on.
const DEPENDS: &[&str] = &[
    "data-depends",
    "data-depends-on",
    "data-parent",
    "data-cascade-from",
    "data-chained-to",
];
/// Attributes that hold what a swatch stands for.
const SWATCH: &[&str] = &["data-value", "data-option-value", "data-val"];
/// Attributes that name the field of a group of swatches.
const GROUP: &[&str] = &[
    "data-option",
    "data-name",
    "data-attribute",
    "data-attribute-name",
    "data-attribute_name",
    "data-field",
    "data-input",
    "data-for",
    "data-target",
    "data-group",
];

/// Completes the forms of a product page. Tells how many swatches were chosen: each is a click that no field counts.
pub(super) async fn complete(session: &mut Session<'_>, page: &mut Visit) -> u32 {
    if !page.facts.forms.iter().any(is_for_cart) {
        return 0;
    }
    let mut asked: Vec<Url> = Vec::new();
    while asked.len() < MOST_REQUESTS {
        // A list that is as empty as before will not be filled by asking again.
        let Some(request) = next_request(page).filter(|request| !asked.contains(&request.url)) else {
            break;
        };
        asked.push(request.url.clone());
        let answer = match open(session, &request.url, &page.url).await {
            Ok(answer) => parse(&answer.html, &request.name),
            Err(_) => Vec::new(),
        };
        let field = page
            .facts
            .forms
            .get_mut(request.form)
            .and_then(|form| form.fields.get_mut(request.field));
        match field {
            Some(field) if !answer.is_empty() => field.options = answer,
            _ => break,
        }
    }
    let document = Document::parse(&page.html, Some(&page.url));
    choose_variants(&document, &mut page.facts);
    choose_swatches(&document, &mut page.facts)
}

fn is_for_cart(form: &Form) -> bool {
    form.purpose == FormPurpose::AddToCart && form.selector.is_some()
}

/// The elements of a form, and the form itself.
fn element_of<'a>(document: &'a Document, form: &Form) -> Option<Element<'a>> {
    let selector = Selector::parse(form.selector.as_deref()?).ok()?;
    document
        .elements()
        .find(|element| element.name() == "form" && selector.matches(&element.reference()))
}

/// A request that would fill a list.
#[derive(Debug, PartialEq, Eq)]
struct ListRequest {
    form: usize,
    field: usize,
    name: String,
    url: Url,
}

/// The first list that waits for its options, and whose page says where they come from.
fn next_request(page: &Visit) -> Option<ListRequest> {
    let waits = |field: &Field| field.control == "select" && chosen(field).is_none() && first_possible(field).is_none();
    let waiting = page
        .facts
        .forms
        .iter()
        .any(|form| is_for_cart(form) && form.fields.iter().any(waits));
    if !waiting {
        return None;
    }
    let document = Document::parse(&page.html, Some(&page.url));
    for (index, form) in page
        .facts
        .forms
        .iter()
        .enumerate()
        .filter(|(_, form)| is_for_cart(form))
    {
        let Some(within) = element_of(&document, form) else {
            continue;
        };
        for (at, field) in form.fields.iter().enumerate().filter(|(_, field)| waits(field)) {
            let Some(name) = field.name.clone() else { continue };
            let named = within
                .descendants()
                .filter(|element| element.name() == "select")
                .find(|element| element.attr("name") == Some(name.as_str()));
            let url = named.and_then(|list| {
                own_address(&document, form, list).or_else(|| hx_address(&document, form, within, list))
            });
            if let Some(url) = url {
                return Some(ListRequest {
                    form: index,
                    field: at,
                    name,
                    url,
                });
            }
        }
    }
    None
}

/// The address that the list itself names, with the choice that it depends on.
fn own_address(document: &Document, form: &Form, list: Element<'_>) -> Option<Url> {
    let written = ADDRESS.iter().find_map(|name| list.filled_attr(name))?;
    let Some(parent) = DEPENDS.iter().find_map(|name| list.filled_attr(name)) else {
        return document.resolve(written);
    };
    let (name, value) = choice_of(form, parent)?;
    let filled = written
        .replace("{value}", &encoded(&value))
        .replace(&format!("{{{name}}}"), &encoded(&value));
    let mut url = document.resolve(&filled)?;
    if filled == written {
        url.query_pairs_mut().append_pair(&name, &value);
    }
    Some(url)
}

/// The address that another field asks when it is changed, as htmx writes it: with its own name and value.
fn hx_address(document: &Document, form: &Form, within: Element<'_>, list: Element<'_>) -> Option<Url> {
    let id = list.attr("id")?;
    let asks = within.descendants().find(|element| {
        ["hx-target", "data-hx-target"]
            .iter()
            .find_map(|name| element.filled_attr(name))
            .is_some_and(|target| target.trim_start_matches('#') == id)
    })?;
    let written = ["hx-get", "data-hx-get"]
        .iter()
        .find_map(|name| asks.filled_attr(name))?;
    let (name, value) = choice_of(form, asks.attr("name")?)?;
    let mut url = document.resolve(written)?;
    url.query_pairs_mut().append_pair(&name, &value);
    Some(url)
}

/// Name and value of the choice that is made in a field, which is named by its name or its id.
fn choice_of(form: &Form, named: &str) -> Option<(String, String)> {
    let named = named.trim_start_matches(['#', '.']);
    let field = form
        .fields
        .iter()
        .find(|field| field.name.as_deref() == Some(named) || field.id.as_deref() == Some(named))?;
    let value = chosen(field).or_else(|| first_possible(field))?;
    Some((field.name.clone()?, value))
}

fn encoded(value: &str) -> String {
    url::form_urlencoded::byte_serialize(value.as_bytes()).collect()
}

/// The options of an answer: `<option>` elements, or a list in JSON.
fn parse(answer: &str, name: &str) -> Vec<FieldOption> {
    let mut options: Vec<FieldOption> = match serde_json::from_str::<Value>(answer) {
        Ok(json) => entries(&json, name).iter().filter_map(option).collect(),
        Err(_) => Document::parse(answer, None)
            .tagged("option")
            .map(|option| {
                let label = option.text().trim().to_owned();
                FieldOption {
                    value: option.attr("value").unwrap_or(&label).to_owned(),
                    disabled: option.attr("disabled").is_some(),
                    label,
                }
            })
            .collect(),
    };
    options.truncate(MOST_OPTIONS);
    options
}

/// The list of an answer: itself, or under the field's name, or under a usual one.
fn entries<'a>(json: &'a Value, name: &str) -> &'a [Value] {
    const USUAL: &[&str] = &["options", "items", "data", "values", "results", "list"];
    let list = json.as_array().or_else(|| {
        std::iter::once(name)
            .chain(USUAL.iter().copied())
            .find_map(|key| json.get(key)?.as_array())
    });
    list.map_or(&[], Vec::as_slice)
}

fn option(entry: &Value) -> Option<FieldOption> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    if let Some(value) = text(entry) {
        return Some(FieldOption {
            label: value.clone(),
            value,
            disabled: false,
        });
    }
    let first = |keys: &[&str]| keys.iter().find_map(|key| text(entry.get(key)?));
    let says = |keys: &[&str], yes: bool| keys.iter().any(|key| entry.get(key) == Some(&Value::Bool(yes)));
    let value = first(&["value", "id", "code", "key"])?;
    Some(FieldOption {
        label: first(&["label", "name", "text", "title"]).unwrap_or_else(|| value.clone()),
        value,
        disabled: says(&["disabled", "soldout", "sold_out", "soldOut"], true)
            || says(&["available", "in_stock", "inStock"], false),
    })
}

/// WooCommerce writes every variant of a product into the form; its script looks up the one that was chosen.
fn choose_variants(document: &Document, facts: &mut PageFacts) {
    for form in facts.forms.iter_mut().filter(|form| is_for_cart(form)) {
        let variants = element_of(document, form)
            .and_then(|element| element.attr("data-product_variations"))
            .and_then(|text| serde_json::from_str::<Vec<Value>>(text).ok())
            .unwrap_or_default();
        let can_be_had = |variant: &&Value| {
            ["is_in_stock", "is_purchasable", "variation_is_active"]
                .iter()
                .all(|key| variant.get(key) != Some(&Value::Bool(false)))
        };
        let Some(variant) = variants.iter().find(can_be_had) else {
            continue;
        };
        let attributes = variant.get("attributes").and_then(Value::as_object);
        for (name, value) in attributes.into_iter().flatten() {
            let field = form.fields.iter_mut().find(|field| field.name.as_deref() == Some(name));
            // An empty value stands for any.
            if let (Some(field), Some(value)) = (field, value.as_str().filter(|value| !value.is_empty())) {
                field.value = Some(value.to_owned());
            }
        }
        let hidden = form.hidden.iter_mut().find(|(name, _)| name == "variation_id");
        if let (Some((_, place)), Some(id)) = (hidden, variant.get("variation_id").and_then(Value::as_u64)) {
            *place = id.to_string();
        }
    }
}

/// Writes the first swatch that can be had into the empty hidden input that it is for.
fn choose_swatches(document: &Document, facts: &mut PageFacts) -> u32 {
    let mut chosen = 0;
    for form in facts.forms.iter_mut().filter(|form| is_for_cart(form)) {
        let Some(within) = element_of(document, form) else {
            continue;
        };
        for (name, value) in form.hidden.iter_mut().filter(|(_, value)| value.is_empty()) {
            let swatch = within
                .descendants()
                .filter(|element| !matches!(element.name(), "input" | "option" | "select"))
                .filter(|element| group_of(*element, within).is_some_and(|group| is_named(within, group, name)))
                .filter(|element| !is_sold_out(*element))
                .find_map(|element| SWATCH.iter().find_map(|attribute| element.filled_attr(attribute)));
            if let Some(swatch) = swatch {
                swatch.clone_into(value);
                chosen += 1;
            }
        }
    }
    chosen
}

/// What a swatch says that its field is, on itself or on a parent within the form.
fn group_of<'a>(swatch: Element<'a>, form: Element<'_>) -> Option<&'a str> {
    SWATCH.iter().find_map(|attribute| swatch.filled_attr(attribute))?;
    swatch
        .self_and_ancestors()
        .take_while(|element| element.id() != form.id())
        .find_map(|element| GROUP.iter().find_map(|attribute| element.filled_attr(attribute)))
}

/// Whether a group's name is that of the input: its name, or its id.
fn is_named(form: Element<'_>, group: &str, name: &str) -> bool {
    let group = group.trim_start_matches(['#', '.']);
    group == name
        || form
            .descendants()
            .filter(|element| element.name() == "input" && element.attr("name") == Some(name))
            .any(|element| element.attr("id") == Some(group))
}

fn is_sold_out(swatch: Element<'_>) -> bool {
    static GONE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:is-)?(?:sold-?_?out|disabled|unavailable|out-?_?of-?_?stock|crossed-?out)$")
            .expect("built-in pattern")
    });
    swatch.classes().any(|class| GONE.is_match(class))
        || swatch.attr("disabled").is_some()
        || swatch.attr("aria-disabled") == Some("true")
        || [swatch.attr("title"), swatch.attr("aria-label"), Some(swatch.text())]
            .into_iter()
            .flatten()
            .any(|label| Lexicon::builtin().is("status.out-of-stock", label))
}

#[cfg(test)]
#[path = "options_tests.rs"]
mod tests;
