//! Buttons and button-like links whose words name an action.

use super::form::{self, Collected};
use super::{Context, link};
use crate::model::{Control, Form};
use crate::page::Element;

/// Longer labels are sentences, not controls.
const MAX_LABEL_CHARS: usize = 60;
/// Characters kept of the script of a control.
const MAX_SCRIPT_CHARS: usize = 400;
/// Controls kept of a page.
const MAX_CONTROLS: usize = 400;

/// Controls that name an action of the lexicon, in document order.
pub(super) fn controls(context: &Context<'_>, _forms: &[Form]) -> Vec<Control> {
    let collected = Collected::new(&context.document);
    let mut controls = Vec::new();
    for element in context.document.elements() {
        if controls.len() >= MAX_CONTROLS {
            break;
        }
        let Some(kind) = kind(element) else { continue };
        let label = label(element);
        if label.is_empty() || label.chars().count() > MAX_LABEL_CHARS {
            continue;
        }
        let concepts = link::concepts(context, element, &label);
        // "Guest order look-up" offers no guest checkout: it is for those who have ordered.
        let looks_up = concepts.iter().any(|concept| concept == "topic.tracking");
        let actions: Vec<String> = concepts
            .into_iter()
            .filter(|concept| concept.starts_with("action.") && !(looks_up && concept == "action.guest-checkout"))
            .collect();
        if actions.is_empty() {
            continue;
        }
        let control = Control {
            action: String::new(),
            label,
            element: kind.to_owned(),
            href: element
                .filled_attr("href")
                .filter(|href| !href.starts_with('#'))
                .and_then(|href| context.document.resolve(href))
                .map(String::from),
            script: script(element),
            form: form_index(element, &collected),
            markup: element.start_tags(),
            disabled: is_disabled(element),
            spot: element.spot(),
        };
        controls.extend(actions.into_iter().map(|action| Control {
            action,
            ..control.clone()
        }));
    }
    controls
}

/// What sort of control an element is; none when it is no control.
fn kind(element: Element<'_>) -> Option<&'static str> {
    match element.name() {
        "button" => Some(match element.attr("type") {
            Some(kind) if kind.eq_ignore_ascii_case("button") => "button",
            _ => "submit",
        }),
        "input" => match element.attr("type").unwrap_or_default().to_ascii_lowercase().as_str() {
            "submit" | "image" => Some("submit"),
            "button" => Some("button"),
            "radio" => Some("radio"),
            "checkbox" => Some("checkbox"),
            _ => None,
        },
        "a" | "area" => Some(if leads_nowhere(element) { "script" } else { "link" }),
        "label" => Some("label"),
        "body" | "html" | "form" | "head" | "select" | "textarea" | "option" | "svg" | "path" => None,
        _ => {
            let role = element
                .attr("role")
                .is_some_and(|role| role.eq_ignore_ascii_case("button"));
            (role || element.attr("onclick").is_some()).then_some("script")
        }
    }
}

/// A link that only a script gives a meaning.
fn leads_nowhere(element: Element<'_>) -> bool {
    element
        .filled_attr("href")
        .is_none_or(|href| href.starts_with('#') || is_script(href))
}

fn is_script(href: &str) -> bool {
    const SCHEME: &[u8] = b"javascript:";
    href.len() >= SCHEME.len() && href.as_bytes()[..SCHEME.len()].eq_ignore_ascii_case(SCHEME)
}

fn label(element: Element<'_>) -> String {
    let choice = element.name() == "input"
        && element
            .attr("type")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("radio") || kind.eq_ignore_ascii_case("checkbox"));
    if choice {
        return element
            .closest("label")
            .map(form::text_of)
            .or_else(|| element.filled_attr("aria-label").map(str::to_owned))
            .unwrap_or_default();
    }
    match element.name() {
        "a" | "area" => link::words(element),
        _ => form::button_label(element),
    }
}

/// `onclick`, a `javascript:` address and `data-*` attributes.
fn script(element: Element<'_>) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for (name, value) in element.attrs() {
        let value = value.trim();
        if value.is_empty() {
            continue;
        }
        if name == "onclick" || (name == "href" && is_script(value)) {
            parts.insert(0, value.to_owned());
        } else if name.starts_with("data-") {
            parts.push(format!("{name}={value}"));
        }
    }
    let joined: String = parts.join(" ").chars().take(MAX_SCRIPT_CHARS).collect();
    (!joined.is_empty()).then_some(joined)
}

fn form_index(element: Element<'_>, collected: &Collected<'_>) -> Option<usize> {
    if let Ok(at) = collected
        .controls
        .binary_search_by_key(&element.id(), |owned| owned.element.id())
    {
        return collected.controls[at].form;
    }
    let form = element.closest("form")?;
    collected.forms.binary_search_by_key(&form.id(), |form| form.id()).ok()
}

fn is_disabled(element: Element<'_>) -> bool {
    element.attr("disabled").is_some()
        || element
            .attr("aria-disabled")
            .is_some_and(|value| value.trim().eq_ignore_ascii_case("true"))
        || ["disabled", "is-disabled", "btn-disabled", "soldout", "sold-out"]
            .iter()
            .any(|class| element.has_class(class))
}

#[cfg(test)]
mod tests {
    use crate::extract::{Source, facts};
    use crate::model::Control;

    fn controls(html: &str) -> Vec<Control> {
        facts(&Source::new(html.as_bytes(), None)).controls
    }

    fn control(html: &str, action: &str) -> Control {
        controls(html)
            .into_iter()
            .find(|control| control.action == action)
            .expect("a control for the action")
    }

    #[test]
    fn a_button_in_a_form_names_its_action() {
        let page = "<form><button>장바구니 담기</button></form>\
                    <form><input type=submit value='Jetzt kaufen' disabled></form>";
        let cart = control(page, "action.add-to-cart");
        assert_eq!(
            (cart.element.as_str(), cart.form, cart.disabled),
            ("submit", Some(0), false)
        );
        let buy = control(page, "action.buy-now");
        assert_eq!((buy.form, buy.disabled), (Some(1), true));
    }

    #[test]
    fn a_scripted_link_keeps_its_script() {
        let guest = control(
            "<a href='#none' onclick='order(1)'><img alt='비회원 구매'></a>",
            "action.guest-checkout",
        );
        assert_eq!(
            (guest.element.as_str(), guest.script.as_deref()),
            ("script", Some("order(1)"))
        );
    }

    #[test]
    fn a_guests_order_look_up_is_no_guest_checkout() {
        let found = controls("<a href=/orders>비회원 주문조회</a><a href=/buy>비회원 구매</a>");
        let guest: Vec<&str> = found
            .iter()
            .filter(|c| c.action == "action.guest-checkout")
            .map(|c| c.label.as_str())
            .collect();
        assert_eq!(guest, ["비회원 구매"]);
    }

    #[test]
    fn a_sentence_is_no_control() {
        assert_eq!(controls("<p>Add to cart to see the price.</p>"), []);
    }
}
