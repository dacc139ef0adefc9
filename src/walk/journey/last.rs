//! Whether a page of the order form is the last one, on which a button places the order.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use super::super::session::{Session, Visit};
use super::press::On;
use crate::lexicon::{Lexicon, target};
use crate::model::{Button, Form, PageFacts};
use crate::net::Method;
use crate::net::guard::{self, Action, Consent, Decision, Intent};
use crate::page::Document;

/// What a button of the order form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It says that it goes on.
    Onward,
    /// It orders, pays, or does another thing that is never done.
    Order,
    /// Nobody can tell.
    Unclear,
}

/// What the guard takes a button for.
pub(super) fn role(session: &Session<'_>, on: On<'_>, form: &Form, button: &Button) -> Role {
    let action = button.action.as_deref().or(form.action.as_deref());
    let url = action
        .and_then(|action| on.url.join(action).ok())
        .unwrap_or_else(|| on.url.clone());
    let posts = form.method.eq_ignore_ascii_case("post") || form.selector.is_none();
    let judged = Action {
        label: &button.label,
        markup: &button.markup,
        fields: &[guard::FieldRef {
            name: "note",
            kind: "text",
            value: "1",
            label: "",
        }],
        consent: Consent {
            fill: true,
            ..session.consent()
        },
        platform: session.platform(),
        on_site: session.fetcher.is_on_site(&url),
        ..Action::new(
            Intent::Fill,
            if posts { Method::Post } else { Method::Get },
            &url,
            on.url,
            on.kind,
        )
    };
    match guard::decide(&judged) {
        Decision::Allow => Role::Onward,
        Decision::Refuse(refusal) if refusal.rule == "doubt" => Role::Unclear,
        Decision::Refuse(_) => Role::Order,
    }
}

/// Whether a button that orders can be seen on the page, in a form of the order.
pub(super) fn has_order_button(session: &Session<'_>, on: On<'_>) -> bool {
    on.facts
        .forms
        .iter()
        .filter(|form| is_of_order(form))
        .flat_map(|form| form.buttons.iter().map(move |button| (form, button)))
        .any(|(form, button)| {
            button.visible && says_order(&button.label) && role(session, on, form, button) == Role::Order
        })
}

/// Whether a control of a panel says that it orders.
pub(super) fn has_order_words(page: &Visit) -> bool {
    let document = Document::parse(&page.html, Some(&page.url));
    document
        .elements()
        .filter(|element| matches!(element.name(), "button" | "a" | "input"))
        .any(|element| says_order(element.text()) || element.attr("value").is_some_and(says_order))
}

fn says_order(label: &str) -> bool {
    let lexicon = Lexicon::builtin();
    let said = ["danger.place-order", "legal.eu.order-button-ok", "danger.express-pay"];
    label.chars().count() <= 60
        && (said.iter().any(|concept| lexicon.is(concept, label))
            || lexicon
                .regex("danger.place-order.label")
                .iter()
                .any(|pattern| pattern.is_match(label)))
}

/// Whether a form can belong to the order, and not to what stands beside it.
pub(super) fn is_of_order(form: &Form) -> bool {
    use crate::model::FormPurpose as Purpose;
    !matches!(
        form.purpose,
        Purpose::Search
            | Purpose::Newsletter
            | Purpose::Filter
            | Purpose::Review
            | Purpose::Contact
            | Purpose::PasswordRecovery
            | Purpose::Login
            | Purpose::AddToCart
            | Purpose::Cart
    ) && (form.purpose != Purpose::Register || super::checkout::form_asks_address(form))
}

/// Whether anything but its words says that another page follows after the button: the progress indicator, the next
/// step's name on the button, or the step's name in the form's address. Without that a button "continue" may as well
/// be the last one.
pub(super) fn more_follows(facts: &PageFacts, page: &Url, form: &Form, button: &Button) -> bool {
    static NEXT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)shipping|delivery|payment|review|preview|summary|address|versand|zahlung|übersicht|prüfen|livraison|paiement|envío|pago|revisar|dirección|adresse|배송|결제|확인|주소|配送|支払|確認",
        )
        .expect("built-in pattern")
    });
    static STEP: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)[/=_-](?:shipping|delivery|address|addresses|information|customer|guest|contact|billing|method|adresse|versand|livraison|envio|direccion)(?:[-_/?&.]|$)",
        )
        .expect("built-in pattern")
    });
    let announced = match facts.progress_at {
        Some(at) => at + 1 < facts.progress.len(),
        None => false,
    };
    let address = form
        .action
        .as_deref()
        .and_then(|action| page.join(action).ok())
        .unwrap_or_else(|| page.clone());
    announced || NEXT.is_match(&button.label) || STEP.is_match(&target(&address))
}

/// Whether the page calls itself the last look at the order, or is marked as the last of the announced steps.
pub(super) fn looks_last(facts: &PageFacts) -> bool {
    static REVIEW: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\b(?:review|preview|summary|overview|confirm)\b|check your order|확인|검토|überprüf|übersicht|vérifi|récapitulatif|resumen|revis[ae]|確認",
        )
        .expect("built-in pattern")
    });
    let title = facts
        .text
        .h1
        .as_deref()
        .or(facts.text.title.as_deref())
        .unwrap_or_default();
    let at_end = facts
        .progress_at
        .is_some_and(|at| facts.progress.len() > 1 && at + 1 == facts.progress.len());
    REVIEW.is_match(title) || at_end
}
