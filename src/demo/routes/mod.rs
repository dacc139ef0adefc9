//! What the demo shop answers to each path.

mod basket;
mod catalogue;
mod checkout;
mod machine;
mod members;
mod service;

pub(super) use basket::{add_line, cart_page, put_into_cart, summary};
pub(super) use catalogue::product_page;
pub(super) use checkout::{checked, complaints, place_order};
pub(super) use machine::compressed;
pub(super) use members::log_out;

use super::data::Language;
use super::http::{Reply, Request};
use super::state::{Inner, Session, Store};
use super::{Character, bad, odd, trap};
use axum::http::header;
use minijinja::context;

/// One request being answered, with the session it belongs to.
pub(super) struct Visit<'a> {
    pub shop: &'a Inner,
    pub store: &'a mut Store,
    pub request: &'a Request,
    pub session: Session,
}

impl<'a> Visit<'a> {
    /// By the path; on the odd shop a link can switch the whole session as well.
    pub(super) fn language(&self) -> Language {
        if self.session.english {
            Language::English
        } else {
            self.request.language
        }
    }

    /// One of two sayings.
    pub(super) fn say(&self, ko: &'static str, en: &'static str) -> &'static str {
        super::data::Text { ko, en }.get(self.language())
    }

    /// Sends the visitor to a path of the shop in the same language.
    pub(super) fn go(&self, path: &str) -> Reply {
        Reply::redirect(&format!("{}{path}", self.request.language.prefix()))
    }

    /// A page that says one thing.
    pub(super) fn message(&self, status: u16, title: &str, text: &str) -> Reply {
        self.page("message.html", status, context! { title, text })
    }

    /// "Not found", with the status 404.
    pub(super) fn not_found(&self) -> Reply {
        self.message(
            404,
            self.say("페이지를 찾을 수 없습니다", "Page not found"),
            self.say(
                "주소가 바뀌었거나 없는 페이지입니다.",
                "The page has moved or does not exist.",
            ),
        )
    }

    /// Whether the form carries the session's token, and the cookie too (double submit).
    pub(super) fn token_holds(&self) -> bool {
        let token = self.session.token.as_str();
        self.request.field("csrf_token") == token && self.request.cookie("csrftoken") == Some(token)
    }

    /// The path as segments, without empty ones.
    pub(super) fn segments(&self) -> Vec<&'a str> {
        let request: &'a Request = self.request;
        request.path.split('/').filter(|segment| !segment.is_empty()).collect()
    }
}

/// Answers one request.
pub(super) fn answer(shop: &Inner, request: &Request) -> Reply {
    if request.path == "/__counters" {
        return machine::counters(shop);
    }
    let mut store = shop.store();
    store.counters.requests += 1;
    store.counters.posts += u64::from(request.post);
    if let Some(reply) = machine::answer(shop, request) {
        return reply;
    }
    let known = request.cookie("session").and_then(|id| store.sessions.remove(id));
    let fresh = known.is_none();
    let session = known.unwrap_or_else(|| store.new_session());
    let mut visit = Visit {
        shop,
        store: &mut store,
        request,
        session,
    };
    let reply = dispatch(&mut visit);
    let session = visit.session;
    if fresh && shop.character == Character::Odd && odd::is_unwelcome(&request.user_agent) {
        return reply;
    }
    let cookies = [
        format!("session={}; Path=/; HttpOnly; SameSite=Lax", session.id),
        format!("csrftoken={}; Path=/; SameSite=Lax", session.token),
    ];
    store.sessions.insert(session.id.clone(), session);
    if fresh {
        cookies
            .iter()
            .fold(reply, |reply, cookie| reply.with(header::SET_COOKIE, cookie))
    } else {
        reply
    }
}

fn dispatch(visit: &mut Visit<'_>) -> Reply {
    if visit.request.post
        && let Some(refusal) = refusal(visit)
    {
        visit.store.counters.refused += 1;
        return refusal;
    }
    if let Some(reply) = trap::draft_page(visit) {
        return reply;
    }
    let special = match visit.shop.character {
        Character::Good => visit.shop.trap.and_then(|trap| trap::answer(trap, visit)),
        Character::Bad => bad::answer(visit),
        Character::Odd => odd::answer(visit),
    };
    special.unwrap_or_else(|| common(visit))
}

/// Why a POST is refused, if it is.
fn refusal(visit: &Visit<'_>) -> Option<Reply> {
    if visit.shop.character == Character::Odd {
        return odd::refusal(visit);
    }
    (!visit.token_holds()).then(|| {
        visit.message(
            403,
            visit.say("요청을 확인할 수 없습니다", "We could not verify the request"),
            visit.say(
                "페이지를 새로 고친 뒤 다시 시도해 주세요.",
                "Please reload the page and try again.",
            ),
        )
    })
}

/// What all characters share.
fn common(visit: &mut Visit<'_>) -> Reply {
    let segments = visit.segments();
    match (visit.request.post, segments.as_slice()) {
        (false, []) => catalogue::home(visit),
        (false, ["category", slug]) => catalogue::list(visit, slug),
        (false, ["product", slug]) => product_page(visit, slug, &[], 200),
        (true, ["product", slug, "review"]) => catalogue::review(visit, slug),
        (false, ["search"]) => catalogue::search(visit),
        (false, ["cart"]) => cart_page(visit),
        (true, ["cart", "add"]) => basket::add(visit),
        (true, ["cart", "update"]) => basket::update(visit),
        (true, ["cart", "remove"]) => basket::remove(visit),
        (post, ["checkout", step @ ..]) => checkout::answer(visit, post, step),
        (post, ["login" | "register" | "logout" | "account" | "order-lookup"]) => members::answer(visit, post),
        (post, ["contact" | "faq" | "qna" | "newsletter" | "info", ..]) => service::answer(visit, post),
        _ => visit.not_found(),
    }
}
