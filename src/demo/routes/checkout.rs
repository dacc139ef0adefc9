//! From the cart to the order: gate, address, delivery, payment.

use super::{Visit, basket::summary};
use crate::demo::data::{self, Language};
use crate::demo::http::Reply;
use crate::demo::state::{Order, costs};
use minijinja::context;
use minijinja::value::{Serde, Value};
use std::collections::BTreeMap;

/// Fields of the address step: name, what is said when it is wrong, and when it is right.
type Rule = (&'static str, data::Text, fn(&str) -> bool);

const RULES: [Rule; 5] = [
    (
        "name",
        data::Text {
            ko: "받는 분 이름을 적어 주세요.",
            en: "Please enter the recipient's name.",
        },
        |value| !value.is_empty(),
    ),
    (
        "email",
        data::Text {
            ko: "이메일 주소를 확인해 주세요.",
            en: "Please check the e-mail address.",
        },
        is_email,
    ),
    (
        "phone",
        data::Text {
            ko: "전화번호를 확인해 주세요.",
            en: "Please check the phone number.",
        },
        |value| value.chars().filter(char::is_ascii_digit).count() >= 9,
    ),
    (
        "postcode",
        data::Text {
            ko: "우편번호 다섯 자리를 적어 주세요.",
            en: "Please enter the five-digit postcode.",
        },
        |value| value.len() == 5 && value.bytes().all(|byte| byte.is_ascii_digit()),
    ),
    (
        "address1",
        data::Text {
            ko: "주소를 적어 주세요.",
            en: "Please enter the address.",
        },
        |value| !value.is_empty(),
    ),
];

/// Whether a text could be an e-mail address.
pub(super) fn is_email(value: &str) -> bool {
    value
        .split_once('@')
        .is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
}

/// What is wrong with the address in `values`, by field.
pub(in crate::demo) fn complaints(
    values: &BTreeMap<String, String>,
    language: Language,
) -> BTreeMap<&'static str, &'static str> {
    RULES
        .iter()
        .filter(|(name, _, right)| !right(values.get(*name).map_or("", String::as_str)))
        .map(|(name, text, _)| (*name, text.get(language)))
        .collect()
}

/// The fields of a form as a map.
pub(in crate::demo) fn checked(visit: &Visit<'_>) -> BTreeMap<String, String> {
    visit
        .request
        .fields()
        .iter()
        .filter(|(name, _)| name != "csrf_token")
        .map(|(name, value)| (name.clone(), value.trim().to_owned()))
        .collect()
}

pub(super) fn answer(visit: &mut Visit<'_>, post: bool, step: &[&str]) -> Reply {
    if let ["done", number] = step {
        return done(visit, number);
    }
    if visit.session.lines.is_empty() {
        return visit.go("/cart");
    }
    let known = visit.session.guest || visit.session.account.is_some();
    match (post, step) {
        (true, ["guest"]) => {
            visit.session.guest = true;
            visit.store.counters.guests += 1;
            visit.go("/checkout/address")
        }
        (false, ["login"]) => visit.page("gate.html", 200, summary(visit)),
        _ if !known => visit.go("/checkout/login"),
        (false, []) => visit.go("/checkout/address"),
        (false, ["address"]) => {
            let values = visit.session.address.clone();
            address_page(visit, &values, &BTreeMap::new(), 200)
        }
        (true, ["address"]) => take_address(visit),
        _ if visit.session.address.is_empty() => visit.go("/checkout/address"),
        (false, ["shipping"]) => visit.page("shipping.html", 200, delivery_view(visit)),
        (true, ["shipping"]) => take_delivery(visit),
        _ if visit.session.delivery.is_none() => visit.go("/checkout/shipping"),
        (false, ["payment"]) => payment_page(visit, None, 200),
        (true, ["order"]) => order(visit),
        _ => visit.not_found(),
    }
}

fn address_page(
    visit: &Visit<'_>,
    values: &BTreeMap<String, String>,
    errors: &BTreeMap<&str, &str>,
    status: u16,
) -> Reply {
    let own = context! {
        values => Serde(values.clone()),
        errors => Serde(errors.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect::<BTreeMap<_, _>>()),
        ..summary(visit)
    };
    visit.page("address.html", status, own)
}

fn take_address(visit: &mut Visit<'_>) -> Reply {
    let values = checked(visit);
    let errors = complaints(&values, visit.language());
    if !errors.is_empty() {
        return address_page(visit, &values, &errors, 422);
    }
    visit.session.address = values;
    visit.store.counters.addresses += 1;
    visit.go("/checkout/shipping")
}

fn delivery_view(visit: &Visit<'_>) -> Value {
    context! { delivery => visit.session.delivery.as_deref().unwrap_or("standard"), ..summary(visit) }
}

fn take_delivery(visit: &mut Visit<'_>) -> Reply {
    match visit.request.field("delivery") {
        choice @ ("standard" | "express") => {
            visit.session.delivery = Some(choice.to_owned());
            visit.go("/checkout/payment")
        }
        _ => visit.page("shipping.html", 422, delivery_view(visit)),
    }
}

fn payment_page(visit: &Visit<'_>, error: Option<&str>, status: u16) -> Reply {
    let own = context! {
        error,
        address => Serde(visit.session.address.clone()),
        delivery => &visit.session.delivery,
        ..summary(visit)
    };
    visit.page("payment.html", status, own)
}

fn order(visit: &mut Visit<'_>) -> Reply {
    match visit.request.field("payment") {
        "card" | "transfer" | "naverpay" | "kakaopay" => {
            let number = place_order(visit);
            visit.go(&format!("/checkout/done/{number}"))
        }
        _ => {
            let error = visit.say("결제 수단을 선택해 주세요.", "Please choose how to pay.");
            payment_page(visit, Some(error), 422)
        }
    }
}

/// Turns the cart into an order and returns its number.
pub(in crate::demo) fn place_order(visit: &mut Visit<'_>) -> String {
    let number = format!("D-{:05}", visit.store.orders.len() + 1);
    let total = costs(visit.shop.character, &visit.session).total;
    let items: Vec<&str> = visit
        .session
        .lines
        .iter()
        .filter_map(|line| data::product_by_id(line.product))
        .map(|product| product.name.get(visit.language()))
        .collect();
    let email = visit.session.address.get("email").cloned().unwrap_or_default();
    visit.store.orders.push(Order {
        number: number.clone(),
        email,
        total,
        items: items.join(", "),
    });
    visit.store.counters.orders += 1;
    visit.store.counters.payments += 1;
    if visit.request.field("newsletter") == "yes" {
        visit.store.counters.newsletter += 1;
    }
    visit.session.lines.clear();
    visit.session.delivery = None;
    number
}

/// Shown only to the session that knows the number's address.
fn done(visit: &Visit<'_>, number: &str) -> Reply {
    let mine = visit.session.address.get("email");
    let order = visit
        .store
        .orders
        .iter()
        .find(|order| order.number == number && Some(&order.email) == mine);
    match order {
        Some(order) => visit.page(
            "done.html",
            200,
            context! { number => &order.number, total => order.total, items => &order.items },
        ),
        None => visit.not_found(),
    }
}
