//! The odd shop: the traps that real shops set for an auditing tool, each as real behaviour.
//!
//! The truth about it, checked by hand against the pages. An auditor may say `unknown` where it cannot know, but
//! nothing that contradicts this table:
//!
//! | question | truth | the trap |
//! |---|---|---|
//! | number at the top of every page? | yes, 070-0100-0152, in the header of every page but `/brand`, `/lookbook` and, on `?device=mobile`, all | full-width digits, split over spans, no `tel:` link; fax …0153 and the business number stand beside it |
//! | business number valid? | yes, 999-82-00012 | looks like a phone number |
//! | phone on the contact page? | only that of the header; the word "phone" has no number after it, the number there is the fax | |
//! | e-mail shown? | yes, help@byeollan.example, contact and `/info/legal` | |
//! | hours? answer time promised? | no; no | |
//! | days to return? | 7 on `/info/returns`, in the terms and on products; 14 in the FAQ: a contradiction | placeholder page `/delivery-information` beside the real `/info/shipping` |
//! | who pays the return? | the customer, 5,000 won; the shop for faulty goods | |
//! | shipping cost? | 2,500 won, free from 70,000 won; told on products, cart and `/info/shipping` | |
//! | delivery time? | 2 to 4 days; no date anywhere | |
//! | order without account? | yes | guest entry is the second radio, behind an unticked terms box, or a `javascript:` link; the account box on the form is unticked |
//! | can the cart be edited? | yes, quantity and removal | by script; the links `action=…` do it by GET |
//! | anything sneaked in, preselected, added late? | no; delivery "parcel" is preselected and free of extra cost | |
//! | fields a guest must see | 8 in the page: name, e-mail, phone, postcode, two address lines, account box, other-address box; payment comes ninth by script; delivery radios and consents not counted | nine more are collapsed though `required`, one is a honeypot, seventy are hidden |
//! | required marked? | yes, by the parent's class and a CSS asterisk, `aria-required` on the phone | no `required` attribute on what is visible |
//! | questions answered? | 9 of 12 (75 %), each on the next day | answers are rows `RE:` of their own; two posts are secret |
//! | prices shown? | all but products 16 and 36 | |
//! | product pictures | 3 a product | |
//! | buy button? | on all in stock but parents 13 and 33 (choose one of their variants), 16 and 36 (call), 23 (other site) | outside forms, by `onclick`, by `javascript:` |
//! | dead links | none answers 4xx; `/event-2019` is dead and says so with status 200 | soft 404 |
//! | links that change something | [`links`]: followed, they show in the counters | |
//! | pages without end | facets of lists, `/calendar`, `/event?sid=` | |
//! | the same product | under every category, `/category/X/product/Y`, canonical `/product/Y` | |
//! | one-product category | `/category/repair` redirects to `/product/lantern` | |
//! | charsets | `/company` is EUC-KR and its header says UTF-8; `/notice/1` is EUC-KR and says nothing | |

mod links;
mod order;
mod pages;

pub(super) use pages::sitemap_index;

use super::data::{self, colour_name};
use super::http::{Reply, Request};
use super::routes::{Visit, product_page, put_into_cart};
use serde_json::json;

/// The odd shop's rules for crawlers. Its second sitemap is on a host that does not exist.
pub(super) fn robots(host: &str) -> String {
    format!(
        "Disallow: /account\n\nSitemap: http://{host}/sitemap.xml\nSitemap: https://www.other-host.example/sitemap.xml\n"
    )
}

/// Trap: no session cookie for whoever says in its user agent that it is a machine.
pub(super) fn is_unwelcome(user_agent: &str) -> bool {
    let words = ["bot", "crawl", "spider", "curl", "wget", "python", "headless"];
    words.iter().any(|word| user_agent.contains(word))
}

/// Trap: a POST that does not come from an own page is refused with 200 and an alert; one without the token
/// "timed out", with 200 as well.
pub(super) fn refusal(visit: &Visit<'_>) -> Option<Reply> {
    if !visit.request.is_from_own_page() {
        return Some(alert(visit.say("잘못된 접근입니다.", "Invalid access.")));
    }
    (!visit.token_holds()).then(|| timed_out(visit))
}

/// A page that is nothing but a script alert, with status 200.
fn alert(text: &str) -> Reply {
    let text = json!(text).to_string().replace('<', "\\u003c");
    Reply::html(
        200,
        format!("<!doctype html><meta charset=\"utf-8\"><script>alert({text}); history.back();</script>"),
    )
}

/// Trap: a redirect that only a script follows.
fn script_redirect(to: &str) -> Reply {
    Reply::html(
        200,
        format!("<!doctype html><meta charset=\"utf-8\"><script>location.replace(\"{to}\")</script>"),
    )
}

fn timed_out(visit: &Visit<'_>) -> Reply {
    visit.message(
        200,
        visit.say("접속 시간이 초과되었습니다", "Your session has timed out"),
        visit.say("처음부터 다시 시도해 주세요.", "Please start again."),
    )
}

/// Trap: "not found" with status 200.
fn soft_not_found(visit: &Visit<'_>) -> Reply {
    visit.message(
        200,
        visit.say("페이지를 찾을 수 없습니다", "Page not found"),
        visit.say("요청하신 페이지가 없습니다.", "The page you asked for does not exist."),
    )
}

/// Answers what this character does its own way.
pub(super) fn answer(visit: &mut Visit<'_>) -> Option<Reply> {
    if !visit.request.post
        && let Some(reply) = links::follow(visit)
    {
        return Some(reply);
    }
    let segments = visit.segments();
    let reply = match (visit.request.post, segments.as_slice()) {
        (_, [] | ["search" | "login" | "register" | "order-lookup" | "faq" | "contact"]) => {
            return None;
        }
        (_, ["newsletter"] | ["account"] | ["checkout", "done", _] | ["cart", "update" | "remove"]) => {
            return None;
        }
        (_, ["qna", ..]) => return None,
        (false, ["cart"]) => return None,
        (true, ["cart", "add"]) => add(visit, false),
        (true, ["api", "cart", "add"]) => add(visit, true),
        (false, ["api", "options"]) => options(visit),
        (_, ["order", ..] | ["checkout", ..] | ["api", "order", ..]) => order::answer(visit),
        (false, ["category", "repair"]) => visit.go("/product/lantern"),
        (false, ["category", slug]) if *slug == "all" || data::category(slug).is_some() => {
            return None;
        }
        (false, ["category", category, "product", slug])
            if data::category(category).is_some() && data::product(slug).is_some() =>
        {
            product_page(visit, slug, &[], 200)
        }
        (false, ["product", slug]) if data::product(slug).is_some() => return None,
        (true, ["product", _, "review"]) => return None,
        (false, ["info", slug]) if data::texts::INFORMATION.iter().any(|row| row.0 == *slug) => {
            return None;
        }
        (false, _) => return Some(pages::answer(visit).unwrap_or_else(|| soft_not_found(visit))),
        (true, _) => soft_not_found(visit),
    };
    Some(reply)
}

/// Cart by form (answered with a script) or by fetch (answered with JSON).
fn add(visit: &mut Visit<'_>, api: bool) -> Reply {
    let buy = visit.request.field("act") == "buy";
    let next = if buy { "/order" } else { "/cart" };
    match put_into_cart(visit) {
        Ok(()) if api => Reply::new(200, "application/json", json!({"ok": true, "next": next}).to_string()),
        Ok(()) => script_redirect(next),
        Err((_, error)) if api => Reply::new(
            200,
            "application/json",
            json!({"ok": false, "message": error}).to_string(),
        ),
        Err((_, error)) => alert(&error),
    }
}

/// Trap: the options of a product come by a second request.
fn options(visit: &Visit<'_>) -> Reply {
    let id = visit.request.query("product").and_then(|id| id.parse().ok());
    let Some(product) = id.and_then(data::product_by_id) else {
        return Reply::new(200, "application/json", "{}");
    };
    let language = visit.language();
    let colours: Vec<_> = product
        .colours
        .iter()
        .map(|key| json!({"value": key, "label": colour_name(key, language)}))
        .collect();
    let colours = if colours.len() > 1 { colours } else { Vec::new() };
    let body = json!({"colour": colours, "size": product.sizes}).to_string();
    Reply::new(200, "application/json", body)
}

/// Whether a request comes from a visitor whose session the shop knows.
fn has_session(request: &Request) -> bool {
    request.cookie("session").is_some()
}
