//! Numbers behind links and in structured data.

use serde_json::Value;

use super::label::{self, Meaning};
use super::{Found, digit_count, digits_of, matcher, refuse};
use crate::extract::Context;
use crate::model::{PhoneUse, Spot};
use crate::page::Element;

/// Gives the numbers that stand in `tel:` links their link, and adds those that only a link holds.
pub(super) fn attach(context: &Context<'_>, found: &mut Vec<Found>) {
    let region = matcher::region_of(context.country.as_deref());
    for element in context.document.elements() {
        let Some((href, fax)) = target(element) else { continue };
        let number = decoded(href);
        let digits = digits_of(&number);
        let range = element.text_range();
        let same = |one: &Found| {
            tail(&digits_of(&one.raw)) == tail(&digits)
                || one.e164.as_deref().is_some_and(|e164| tail(e164) == tail(&digits))
        };
        let inside: Vec<usize> = (0..found.len())
            .filter(|&index| found[index].range.start >= range.start && found[index].range.end <= range.end)
            .collect();
        let chosen = inside
            .iter()
            .copied()
            .find(|&index| same(&found[index]))
            .or_else(|| inside.first().copied());
        if let Some(index) = chosen {
            let one = &mut found[index];
            one.link.get_or_insert_with(|| href.to_owned());
            if one.usage == PhoneUse::Unknown {
                one.usage = if fax { PhoneUse::Fax } else { PhoneUse::Voice };
            }
            if one.e164.is_none() {
                one.e164 = matcher::e164_of(&number, region);
            }
            continue;
        }
        if digits.len() < 7 || digits.len() > 15 || refuse::is_something_else(&number, 0..number.len(), true, false) {
            continue;
        }
        let text = element.text();
        let raw = if digit_count(text) >= 7 && text.chars().count() <= 40 {
            text
        } else {
            number.as_str()
        };
        found.push(Found {
            raw: raw.to_owned(),
            e164: matcher::e164_of(&number, region),
            usage: usage_of_link(context, element, fax),
            link: Some(href.to_owned()),
            spot: Some(element.spot()),
            range: range.start..range.start,
        });
    }
}

/// Where a calling link goes, and whether it is a fax.
fn target(element: Element<'_>) -> Option<(&str, bool)> {
    if let Some(href) = element.attr("href") {
        let href = href.trim();
        return scheme_of(href).map(|fax| (href, fax));
    }
    let script = element.attr("onclick")?;
    let at = script.find("tel:")?;
    let rest = &script[at..];
    let end = rest.find(['\'', '"', ';', ')']).unwrap_or(rest.len());
    Some((&rest[..end], false))
}

/// Whether an address calls a number (`Some(false)`) or a fax (`Some(true)`).
fn scheme_of(href: &str) -> Option<bool> {
    let (scheme, _) = href.split_once(':')?;
    match scheme.to_ascii_lowercase().as_str() {
        "tel" | "callto" | "phone" => Some(false),
        "fax" => Some(true),
        _ => None,
    }
}

/// The number of a calling link: percent signs decoded, parameters off.
fn decoded(href: &str) -> String {
    let number = href
        .split_once(':')
        .map_or(href, |(_, rest)| rest)
        .trim_start_matches('/');
    let number = number.split([';', '?', ',']).next().unwrap_or(number);
    let decoded = url::form_urlencoded::parse(number.replace('+', "%2B").replace(['&', '='], " ").as_bytes())
        .map(|(key, _)| key.into_owned())
        .next()
        .unwrap_or_default();
    decoded.trim().to_owned()
}

/// The last seven digits, by which numbers in national and international form compare.
fn tail(digits: &str) -> &str {
    let digits = digits.trim_start_matches('+');
    digits.get(digits.len().saturating_sub(7)..).unwrap_or(digits)
}

fn usage_of_link(context: &Context<'_>, element: Element<'_>, fax: bool) -> PhoneUse {
    let start = element.text_range().start;
    let text = context.document.text();
    let line_start = text
        .get(..start)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |at| at + 1);
    let labelled_fax = text
        .get(line_start..start)
        .and_then(label::short_at_end)
        .is_some_and(|meaning| meaning == Meaning::Fax);
    if fax || labelled_fax {
        PhoneUse::Fax
    } else {
        PhoneUse::Voice
    }
}

/// Adds numbers that only machines are told: JSON-LD, microdata.
pub(super) fn from_structured_data(context: &Context<'_>, found: &mut Vec<Found>) {
    let region = matcher::region_of(context.country.as_deref());
    let mut pending: Vec<&Value> = context.structured.items.iter().rev().collect();
    let mut spot: Option<Spot> = None;
    while let Some(value) = pending.pop() {
        match value {
            Value::Array(items) => pending.extend(items.iter().rev()),
            Value::Object(fields) => {
                for (name, value) in fields.iter().rev() {
                    let fax = name.eq_ignore_ascii_case("faxNumber");
                    match value {
                        Value::String(number) if fax || name.eq_ignore_ascii_case("telephone") => {
                            let Some(e164) = matcher::e164_of(number, region) else {
                                continue;
                            };
                            if found.iter().any(|one| one.e164.as_deref() == Some(e164.as_str())) {
                                continue;
                            }
                            let spot = spot.get_or_insert_with(|| script_spot(context)).clone();
                            let end = context.document.text().len();
                            found.push(Found {
                                range: end..end,
                                raw: number.trim().to_owned(),
                                e164: Some(e164),
                                usage: if fax { PhoneUse::Fax } else { PhoneUse::Voice },
                                link: None,
                                spot: Some(spot),
                            });
                        }
                        Value::Array(_) | Value::Object(_) => pending.push(value),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

/// The first script of linked data: what it holds is seen by no customer.
fn script_spot(context: &Context<'_>) -> Spot {
    let selector = context
        .document
        .tagged("script")
        .find(|script| script.attr("type").is_some_and(|kind| kind.contains("ld+json")))
        .map(Element::selector)
        .unwrap_or_default();
    Spot {
        selector,
        ..Spot::default()
    }
}
