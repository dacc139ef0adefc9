//! The door: each request of the browser stops here, is judged, and is answered by the fetcher or refused.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use url::Url;

use super::context::{Shop, line};
use super::judgement::{Asked, Resource, Scene, Step, Verdict, fields, judge};
use super::router::{Hub, Session};
use super::tab::{Landed, TabState};
use crate::model::{Note, RequestLine};
use crate::net::guard::Refusal;
use crate::net::{FetchError, Method, Purpose, Request, Response};

/// Headers that belong to the connection, or that the fetcher sets itself.
const OWN_HEADERS: &[&str] = &[
    "accept-encoding",
    "accept-language",
    "cache-control",
    "connection",
    "content-length",
    "content-type",
    "cookie",
    "host",
    "origin",
    "pragma",
    "referer",
    "upgrade-insecure-requests",
    "user-agent",
];

/// A picture of no known size takes the place of each that is not loaded: neither its words nor a broken frame show.
const NO_PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

/// A request that waits for its answer.
#[derive(Debug)]
pub(super) struct Paused {
    session: Option<String>,
    id: String,
    method: String,
    url: Url,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
    frame: String,
    kind: String,
}

impl Paused {
    pub(super) fn read(session: Option<&str>, params: &Value) -> Option<Self> {
        let request = &params["request"];
        let headers = request["headers"].as_object();
        let parts = request["postDataEntries"].as_array();
        let body = match parts {
            Some(parts) => {
                let decoded: Option<Vec<Vec<u8>>> = parts
                    .iter()
                    .map(|part| BASE64.decode(part["bytes"].as_str()?).ok())
                    .collect();
                decoded.map(|parts| parts.concat())
            }
            None if request["hasPostData"].as_bool().unwrap_or_default() => {
                request["postData"].as_str().map(|text| text.as_bytes().to_vec())
            }
            None => Some(Vec::new()),
        };
        Some(Self {
            session: session.map(str::to_owned),
            id: params["requestId"].as_str()?.to_owned(),
            method: request["method"].as_str()?.to_owned(),
            // What is no URL to us is none to anybody.
            url: Url::parse(request["url"].as_str()?).unwrap_or_else(|_| Url::parse("invalid:").expect("constant")),
            headers: headers
                .into_iter()
                .flatten()
                .map(|(name, value)| (name.to_ascii_lowercase(), value.as_str().unwrap_or_default().to_owned()))
                .collect(),
            body,
            frame: params["frameId"].as_str().unwrap_or_default().to_owned(),
            kind: params["resourceType"].as_str().unwrap_or_default().to_owned(),
        })
    }

    fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
            .unwrap_or_default()
    }
}

/// What is done with a paused request.
enum Answer {
    Response(Arc<Response>),
    Empty(u16, Vec<(String, String)>),
    Placeholder,
    Fail(&'static str),
}

/// Judges a request, asks the shop where that is allowed, and answers.
pub(super) async fn answer(hub: Arc<Hub>, paused: Paused) {
    let session = hub.session(paused.session.as_deref());
    let (shop, tab) = match &session {
        Some(Session {
            shop: Some(shop), tab, ..
        }) => (Arc::clone(shop), tab.clone()),
        // Nobody's request: the browser's own, or of a context that is closed.
        _ => return send(&hub, &paused, None, Answer::Fail("BlockedByClient")),
    };
    if let Some(tab) = &tab {
        tab.begin();
    }
    let answer = decide(&shop, tab.as_deref(), &paused).await;
    send(&hub, &paused, Some(&shop), answer);
    if let Some(tab) = &tab {
        tab.end();
        if tab.is_pop_up() {
            tab.close(&hub);
        }
    }
}

async fn decide(shop: &Shop, tab: Option<&TabState>, paused: &Paused) -> Answer {
    let in_main_frame = tab.is_some_and(|tab| tab.target == paused.frame);
    let resource = Resource::named(&paused.kind, in_main_frame);
    if let Some(tab) = tab
        && resource == Resource::Page
        && paused.method == "GET"
    {
        if tab.is_pop_up() {
            tab.tell_opener(&paused.url);
        } else if let Some(shown) = tab.take_shown(&paused.url) {
            tab.land(Landed::of(&shown));
            return Answer::Response(Arc::new(shown));
        }
    }
    let step = tab.and_then(TabState::step);
    let typed = tab.map(TabState::typed).unwrap_or_default();
    let referer = Url::parse(paused.header("referer")).ok();
    let page = tab
        .and_then(TabState::page)
        .or(referer)
        .unwrap_or_else(|| paused.url.clone());
    let asked = Asked {
        method: Method::named(&paused.method),
        url: &paused.url,
        resource,
        body: paused.body.as_deref(),
        content_type: paused.header("content-type"),
    };
    let scene = Scene {
        page: &page,
        on_site: shop.fetcher.is_on_site(&paused.url),
        step: step.as_ref(),
        typed: &typed,
        pictures: tab.is_some_and(TabState::wants_pictures),
        consent: shop.consent,
        platform: shop.platform(),
    };
    match judge(&asked, &scene) {
        Verdict::Leave if resource == Resource::Picture => Answer::Placeholder,
        Verdict::Leave => Answer::Fail("BlockedByClient"),
        Verdict::Preflight => preflight(paused),
        Verdict::Refuse(refusal) => {
            if let Some(tab) = tab.filter(|_| resource == Resource::Page && refusal.rule == "off-site") {
                tab.tell_off_site(&paused.url);
            }
            shop.log(logged(paused, step.as_ref(), Some(&refusal)));
            Answer::Fail("BlockedByClient")
        }
        Verdict::Fetch(purpose) => fetch(shop, tab, paused, resource, purpose, step.as_ref()).await,
    }
}

async fn fetch(
    shop: &Shop,
    tab: Option<&TabState>,
    paused: &Paused,
    resource: Resource,
    purpose: Purpose,
    step: Option<&Step>,
) -> Answer {
    let Some(method) = Method::named(&paused.method) else {
        return Answer::Fail("BlockedByClient");
    };
    let kept = method == Method::Get && matches!(resource, Resource::Script | Resource::Sheet);
    if let Some(part) = shop.part(&paused.url).filter(|_| kept) {
        return Answer::Response(part);
    }
    let changes = !method.is_read();
    if shop.fetcher.is_on_site(&paused.url) {
        shop.fetcher.absorb_cookies(&paused.url, paused.header("cookie"));
    }
    let answer = shop.fetcher.fetch(request(paused, method, shop.purpose(purpose))).await;
    if changes && purpose != Purpose::Part {
        shop.log(RequestLine {
            reason: answer
                .as_ref()
                .err()
                .map(|error| Note::new("request-failed").with("error", error.code())),
            status: answer.as_ref().ok().map(|response| response.status),
            ..logged(paused, step, None)
        });
    }
    match answer {
        Ok(response) => {
            if kept {
                shop.keep_part(&paused.url, &response);
            }
            let redirects = matches!(response.status, 301 | 302 | 303 | 307 | 308);
            if let Some(tab) = tab.filter(|_| resource == Resource::Page && !redirects) {
                tab.land(Landed::of(&response));
            }
            Answer::Response(Arc::new(response))
        }
        Err(error) => {
            if let Some(tab) = tab.filter(|_| resource == Resource::Page) {
                tab.fail(&error);
            }
            if let FetchError::Guarded { rule, .. } = &error {
                let refusal = Refusal {
                    rule: "guarded",
                    detail: rule.clone(),
                };
                shop.log(logged(paused, step, Some(&refusal)));
            }
            Answer::Fail(reason(&error))
        }
    }
}

fn request(paused: &Paused, method: Method, purpose: Purpose) -> Request {
    let mut request = Request::get(paused.url.clone(), purpose);
    request.method = method;
    request.referer = Url::parse(paused.header("referer")).ok();
    // Each hop of a redirect comes back through the door.
    request.stop_at_redirect = true;
    if !method.is_read() {
        let content_type = paused.header("content-type").to_owned();
        request.raw = Some((content_type, paused.body.clone().unwrap_or_default()));
    }
    request.headers = paused
        .headers
        .iter()
        .filter(|(name, _)| !OWN_HEADERS.contains(&name.as_str()) && !name.starts_with("sec-"))
        .filter(|(name, _)| purpose == Purpose::Part || name != "accept" || !method.is_read())
        .cloned()
        .collect();
    request
}

fn preflight(paused: &Paused) -> Answer {
    let origin = match paused.header("origin") {
        "" => "*",
        origin => origin,
    };
    let headers = paused.header("access-control-request-headers");
    let pairs = [
        ("access-control-allow-origin", origin),
        ("access-control-allow-credentials", "true"),
        ("access-control-allow-methods", "GET, HEAD, POST, PUT, PATCH, DELETE"),
        ("access-control-allow-headers", headers),
    ];
    let headers = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Answer::Empty(204, headers.into())
}

fn logged(paused: &Paused, step: Option<&Step>, refusal: Option<&Refusal>) -> RequestLine {
    let body = paused.body.as_deref().unwrap_or_default();
    let mut names: Vec<String> = fields(body, paused.header("content-type"))
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| !name.is_empty())
        .collect();
    names.dedup();
    line(&paused.method, &paused.url, names, step, refusal)
}

/// Chrome's word for what went wrong.
fn reason(error: &FetchError) -> &'static str {
    match error {
        FetchError::Dns { .. } => "NameNotResolved",
        FetchError::ConnectionRefused { .. } => "ConnectionRefused",
        FetchError::Unreachable { .. } => "AddressUnreachable",
        FetchError::Timeout { .. } => "TimedOut",
        FetchError::Interrupted { .. } => "ConnectionClosed",
        FetchError::Tls { .. } | FetchError::Protocol { .. } | FetchError::NotRecorded { .. } => "Failed",
        _ => "BlockedByClient",
    }
}

fn send(hub: &Hub, paused: &Paused, shop: Option<&Shop>, answer: Answer) {
    let session = paused.session.as_deref();
    let fulfil = |status: u16, headers: Vec<(String, String)>, body: &[u8]| {
        let headers: Vec<Value> = headers
            .into_iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        hub.client.tell(
            session,
            "Fetch.fulfillRequest",
            json!({
                "requestId": paused.id,
                "responseCode": status,
                "responseHeaders": headers,
                "body": BASE64.encode(body),
            }),
        );
    };
    match answer {
        Answer::Response(response) => {
            let mut headers: Vec<(String, String)> = response
                .headers
                .iter()
                .filter(|(name, _)| {
                    !matches!(
                        name.as_str(),
                        "content-length" | "content-encoding" | "set-cookie" | "alt-svc"
                    )
                })
                .cloned()
                .collect();
            if let Some(shop) = shop.filter(|shop| shop.fetcher.is_on_site(&paused.url)) {
                let fresh = shop.fetcher.fresh_cookies(&paused.url);
                headers.extend(fresh.into_iter().map(|line| ("set-cookie".to_owned(), line)));
            }
            fulfil(response.status, headers, &response.body);
        }
        Answer::Empty(status, headers) => fulfil(status, headers, b""),
        Answer::Placeholder => {
            let headers = vec![("content-type".to_owned(), "image/svg+xml".to_owned())];
            fulfil(200, headers, NO_PICTURE.as_bytes());
        }
        Answer::Fail(reason) => hub.client.tell(
            session,
            "Fetch.failRequest",
            json!({ "requestId": paused.id, "errorReason": reason }),
        ),
    }
}
