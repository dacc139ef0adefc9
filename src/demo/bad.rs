//! The bad shop: what it does differently from the shared one.
//!
//! | what an auditor must find | where |
//! |---|---|
//! | no phone number a customer could see | header has one under `display:none`; the contact page has it in a picture |
//! | no search box, no viewport, no description, no structured data | every page |
//! | every third price is "on request", the rest is shown | products with an id divisible by 3, and 16 |
//! | one picture, no specification, use, care, origin, shipping cost, returns or arrival | product pages |
//! | paid insurance preselected | product form, `insurance` |
//! | a gift-wrap line nobody added; no shipping, no total; no quantity edit | `/cart` |
//! | account forced | `/checkout` shows a log-in wall; there is no guest order and no order look-up |
//! | thirty fields, phone, e-mail, postcode and birth date split, no label, no autocomplete, newsletter ticked | `/register`, and again `/checkout` |
//! | shipping and a handling fee appear only on the order form | `/checkout` after log-in |
//! | placeholder policies | `/info/*` |
//! | 2 of 12 questions answered, after nine days | `/qna` |
//! | dead links | footer and menu of every page: [`DEAD`] |
//! | one footer link for all information, no e-mail, no hours, no answer time, no payment methods | every page |

use super::http::Reply;
use super::routes::{Visit, cart_page, checked, place_order};
use super::state::costs;
use minijinja::context;
use minijinja::value::{Serde, Value};

/// Linked on every page, answered with 404.
pub(super) const DEAD: [&str; 12] = [
    "event/open",
    "guide",
    "magazine",
    "lookbook",
    "notice",
    "point",
    "coupon",
    "store",
    "best",
    "brand",
    "timesale",
    "app",
];

/// Answers what this character does its own way.
pub(super) fn answer(visit: &mut Visit<'_>) -> Option<Reply> {
    let segments = visit.segments();
    let reply = match (visit.request.post, segments.as_slice()) {
        // Neither search nor a look-up of guest orders exists.
        (_, ["search" | "order-lookup"]) => visit.not_found(),
        // Quantities cannot be changed; the way out is to remove the line.
        (true, ["cart", "update"]) => visit.not_found(),
        (_, ["checkout", "done", _]) => return None,
        (post, ["checkout", ..]) => checkout(visit, post),
        _ => return None,
    };
    Some(reply)
}

fn checkout(visit: &mut Visit<'_>, post: bool) -> Reply {
    if visit.session.lines.is_empty() {
        return cart_page(visit);
    }
    if visit.session.account.is_none() {
        let wall = visit.say(
            "로그인이 필요합니다. 회원만 구매하실 수 있습니다.",
            "Please log in to continue. Members only.",
        );
        return visit.page("login.html", 200, context! { wall });
    }
    if !post {
        return form(visit, None, 200);
    }
    let missing = [
        "name",
        "phone1",
        "phone2",
        "phone3",
        "postcode1",
        "postcode2",
        "address1",
        "birth_year",
        "gender",
    ]
    .into_iter()
    .any(|name| visit.request.field(name).is_empty());
    if missing || visit.request.field("agree") != "yes" {
        // One message for everything, far from the fields: a part of what makes this shop bad.
        let error = visit.say("입력값이 올바르지 않습니다.", "Invalid input.");
        return form(visit, Some(error), 422);
    }
    visit.session.address = checked(visit);
    let email = visit.session.account.clone().unwrap_or_default();
    visit.session.address.insert("email".to_owned(), email);
    let number = place_order(visit);
    visit.go(&format!("/checkout/done/{number}"))
}

fn form(visit: &Visit<'_>, error: Option<&str>, status: u16) -> Reply {
    let costs = Value::from(Serde(costs(visit.shop.character, &visit.session)));
    visit.page("checkout.html", status, context! { costs, error })
}
