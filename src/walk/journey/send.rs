//! The one way in which a journey asks the shop for anything: by the guard, with a log of what could change something.

use url::Url;

use super::super::session::{Session, Visit};
use crate::lexicon::Platforms;
use crate::model::{Button, Form, Note, PageKind, RequestLine};
use crate::net::guard::{self, Action, Decision, FieldRef, Intent, Refusal};
use crate::net::{FetchError, Method, Purpose, Request, Response};

pub(super) use crate::net::site::public_url;

use super::press::{Press, Target};
use super::tab;

/// Redirects followed after one step, and those among them that only a script or a refresh makes.
const MOST_HOPS: usize = 10;
/// See [`MOST_HOPS`].
const MOST_SCRIPTED_HOPS: usize = 3;

/// Why a press led nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stop {
    /// Our own guard refused: rule and detail.
    Refused(Note),
    /// The shop or its robots.txt kept us out.
    Blocked(Note),
    /// It was sent and went wrong.
    Failed(Note),
}

impl Stop {
    pub(super) fn note(&self) -> &Note {
        match self {
            Stop::Refused(note) | Stop::Blocked(note) | Stop::Failed(note) => note,
        }
    }

    pub(super) fn failed(code: &str) -> Stop {
        Stop::Failed(Note::new(code))
    }
}

/// Asks the guard, sends, logs, and reads the page that the shop leads to.
pub(super) async fn press(session: &mut Session<'_>, press: &Press<'_>) -> Result<Visit, Stop> {
    if let Target::Click(selector) = press.target {
        return tab::click(session, press, selector).await;
    }
    let mut request = request(session, press).ok_or_else(|| Stop::failed("form-without-address"))?;
    let response = loop {
        let response = send(session, press, request.clone()).await?;
        // A form that is to be sent again elsewhere is another request, and judged as one.
        match redirect(&response) {
            Some(next) if matches!(response.status, 307 | 308) && request.method == Method::Post => {
                request.referer = Some(press.on.url.clone());
                if request.url == next {
                    return Err(Stop::failed("redirect-loop"));
                }
                request.url = next;
            }
            _ => break response,
        }
    };
    let visit = settle(session, response, press.on.url).await?;
    let refused = matches!(press.intent, Intent::Fill | Intent::GuestEntry) && visit.status == 422;
    if visit.status >= 400 && !refused {
        return Err(Stop::Failed(with_message(
            Note::new("answered-with-status").with("status", visit.status),
            &visit,
        )));
    }
    Ok(visit)
}

/// Opens a page of the journey by GET; it only reads.
pub(super) async fn open(session: &mut Session<'_>, url: &Url, from: &Url) -> Result<Visit, Stop> {
    let action = Action {
        on_site: session.fetcher.is_on_site(url),
        platform: session.platform(),
        consent: session.consent(),
        ..Action::new(Intent::Crawl, Method::Get, url, from, PageKind::Other)
    };
    if let Decision::Refuse(refusal) = guard::decide(&action) {
        return Err(Stop::Refused(refused(refusal)));
    }
    let mut request = Request::get(url.clone(), purpose(session)).with_referer(from);
    request.stop_at_redirect = true;
    let response = session.send(request).await.map_err(|error| stopped(&error))?;
    let visit = settle(session, response, from).await?;
    if visit.status >= 400 {
        return Err(Stop::Failed(
            Note::new("answered-with-status").with("status", visit.status),
        ));
    }
    Ok(visit)
}

/// Follows where the shop leads after a step, each hop judged by its address, and reads the page at the end.
async fn settle(session: &mut Session<'_>, mut response: Response, from: &Url) -> Result<Visit, Stop> {
    let mut scripted = 0;
    let mut milliseconds = 0_u32;
    for _ in 0..MOST_HOPS {
        milliseconds = milliseconds.saturating_add(response.milliseconds);
        let (next, referer) = match redirect(&response) {
            Some(next) => (next, from.clone()),
            None => {
                let mut visit = session.read_step(&response).await;
                visit.milliseconds = milliseconds;
                if let Some(note) = visit.blocked.clone().filter(|_| visit.status != 422) {
                    return Err(Stop::Blocked(note));
                }
                match &visit.aside.onward {
                    Some(next) if scripted < MOST_SCRIPTED_HOPS && *next != visit.url => {
                        scripted += 1;
                        (next.clone(), visit.url.clone())
                    }
                    _ => return Ok(visit),
                }
            }
        };
        let on_site = session.fetcher.is_on_site(&next);
        if let Decision::Refuse(refusal) =
            guard::decide_hop(Method::Get, &next, on_site, session.platform(), session.consent())
        {
            let note = refused(refusal);
            session.requests.push(RequestLine {
                method: Method::Get.as_str().to_owned(),
                url: public_url(&next),
                fields: Vec::new(),
                intent: "redirect".to_owned(),
                sent: false,
                rule: note.arguments.get("rule").cloned().unwrap_or_default(),
                reason: Some(note.clone()),
                status: None,
            });
            return Err(if on_site {
                Stop::Refused(note)
            } else {
                Stop::Blocked(off_site(next.host_str().unwrap_or_default()))
            });
        }
        let mut request = Request::get(next, purpose(session)).with_referer(&referer);
        request.stop_at_redirect = true;
        response = session.send(request).await.map_err(|error| stopped(&error))?;
    }
    Err(Stop::failed("redirect-loop"))
}

fn redirect(response: &Response) -> Option<Url> {
    if !matches!(response.status, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    response.url.join(response.header("location")?.trim()).ok()
}

fn purpose(session: &Session<'_>) -> Purpose {
    if session.cleaning {
        Purpose::CleanUp
    } else {
        Purpose::Journey
    }
}

async fn send(session: &mut Session<'_>, press: &Press<'_>, request: Request) -> Result<Response, Stop> {
    if let Err(refusal) = allowed(session, press, &request) {
        session.requests.push(line(press, &request, Some(&refusal)));
        return Err(Stop::Refused(refusal));
    }
    let logged = line(press, &request, None);
    let answer = session.send(request).await;
    session.requests.push(RequestLine {
        sent: !matches!(
            answer,
            Err(FetchError::BlockedByRobots { .. }
                | FetchError::RobotsUnreachable { .. }
                | FetchError::LimitReached { .. })
        ),
        reason: answer
            .as_ref()
            .err()
            .map(|error| Note::new("request-failed").with("error", error.code())),
        status: answer.as_ref().ok().map(|response| response.status),
        ..logged
    });
    answer.map_err(|error| stopped(&error))
}

/// Books what would be pressed, but is not wanted.
pub(super) fn not_wanted(session: &mut Session<'_>, press: &Press<'_>, code: &str) {
    if let Some(request) = request(session, press) {
        let mut refused = line(press, &request, Some(&Note::new(code)));
        code.clone_into(&mut refused.rule);
        session.requests.push(refused);
    }
}

/// What a request that brought no answer means for the journey.
pub(super) fn stopped(error: &FetchError) -> Stop {
    match error {
        FetchError::BlockedByRobots { .. } | FetchError::RobotsUnreachable { .. } => {
            Stop::Blocked(Note::new("robots-forbid-journey"))
        }
        FetchError::Guarded { rule, .. } => {
            Stop::Refused(Note::new("guard-refused").with("rule", rule).with("detail", ""))
        }
        FetchError::OffSite { to, .. } => {
            let host = Url::parse(to)
                .ok()
                .and_then(|url| url.host_str().map(str::to_owned))
                .unwrap_or_default();
            Stop::Blocked(off_site(&host))
        }
        error => Stop::Failed(Note::new("request-failed").with("error", error.code())),
    }
}

fn off_site(host: &str) -> Note {
    Note::new("leads-off-site").with("host", host)
}

/// The note with what the page says is wrong.
pub(super) fn with_message(note: Note, visit: &Visit) -> Note {
    match visit.aside.messages.first() {
        Some(message) => Note::new("shop-says").with("message", message).with("step", note.code),
        None => note,
    }
}

pub(super) fn request(session: &Session<'_>, press: &Press<'_>) -> Option<Request> {
    let purpose = purpose(session);
    let mut request = match &press.target {
        Target::Link(url) => Request::get(url.clone(), purpose),
        Target::Direct(method, url, values) => Request {
            method: *method,
            form: values.clone(),
            ..Request::get(url.clone(), purpose)
        },
        Target::Click(_) => Request::post(press.on.url.clone(), Vec::new(), None),
        Target::Form(form, button, values) => {
            let action = button
                .and_then(|button| button.action.as_deref())
                .or(form.action.as_deref());
            let url = action.map_or_else(|| Some(press.on.url.clone()), |action| press.on.url.join(action).ok())?;
            let mut request = Request::get(url, purpose);
            if form.method.eq_ignore_ascii_case("post") {
                request.method = Method::Post;
                request.multipart = form.enctype.as_deref() == Some("multipart/form-data");
            }
            request.form.clone_from(values);
            request
        }
    };
    request.charset = encoding_label(&press.on.facts.charset);
    request.referer = Some(press.on.url.clone());
    request.stop_at_redirect = true;
    Some(request)
}

fn encoding_label(charset: &str) -> Option<&'static str> {
    encoding_rs::Encoding::for_label(charset.as_bytes()).map(encoding_rs::Encoding::name)
}

pub(super) fn allowed(session: &Session<'_>, press: &Press<'_>, request: &Request) -> Result<(), Note> {
    let fields: Vec<FieldRef<'_>> = match &press.target {
        Target::Link(_) => Vec::new(),
        // What the click sends is judged once it is about to be sent; here its words are.
        Target::Click(_) => vec![FieldRef {
            name: "note",
            kind: "text",
            value: "1",
            label: "",
        }],
        Target::Form(form, button, values) => values.iter().map(|value| sent_field(form, *button, value)).collect(),
        Target::Direct(_, _, values) => values
            .iter()
            .map(|(name, value)| FieldRef {
                name,
                value,
                kind: "hidden",
                label: "",
            })
            .collect(),
    };
    let decision = guard::decide(&Action {
        label: press.label,
        fields: &fields,
        markup: press.markup,
        consent: session.consent(),
        platform: session.platform(),
        on_site: session.fetcher.is_on_site(&request.url),
        last_step: press.last_step,
        ..Action::new(press.intent, request.method, &request.url, press.on.url, press.on.kind)
    });
    match decision {
        Decision::Allow => Ok(()),
        Decision::Refuse(refusal) => Err(refused(refusal)),
    }
}

fn refused(refusal: Refusal) -> Note {
    let code = match refusal.rule {
        "order-draft" => "needs-allow-draft",
        _ => "guard-refused",
    };
    Note::new(code)
        .with("rule", refusal.rule)
        .with("detail", refusal.detail)
}

fn sent_field<'a>(form: &'a Form, button: Option<&'a Button>, (name, value): &'a (String, String)) -> FieldRef<'a> {
    let field = form.fields.iter().find(|field| field.name.as_ref() == Some(name));
    let is_button = button.is_some_and(|button| button.name.as_ref() == Some(name));
    let choice = field.filter(|field| field.control == "radio").and_then(|field| {
        field
            .options
            .iter()
            .find(|option| option.value == *value && !option.label.is_empty())
            .map(|option| option.label.as_str())
    });
    FieldRef {
        name,
        value,
        kind: field.map_or(if is_button { "submit" } else { "hidden" }, |field| {
            field.control.as_str()
        }),
        label: choice
            .or_else(|| field.and_then(|field| field.label.as_deref()))
            .unwrap_or_default(),
    }
}

pub(super) fn line(press: &Press<'_>, request: &Request, refusal: Option<&Note>) -> RequestLine {
    let rule = refusal
        .and_then(|note| note.arguments.get("rule"))
        .map_or("allowed", String::as_str);
    RequestLine {
        method: request.method.as_str().to_owned(),
        url: public_url(&request.url),
        fields: request.form.iter().map(|(name, _)| name.clone()).collect(),
        intent: press.intent.as_str().to_owned(),
        sent: refusal.is_none(),
        rule: rule.to_owned(),
        reason: refusal.cloned(),
        status: None,
    }
}

/// Whether the journey may ask for an address at all: what robots.txt forbids is left out before anything is changed.
pub(super) async fn forbidden(session: &mut Session<'_>, url: &Url) -> Option<Stop> {
    if session.options.mine {
        return None;
    }
    match session.fetcher.robots(url).await {
        Ok(robots) if robots.allowed_url(url) => None,
        Ok(_) => {
            session.forbidden.insert(url.to_string());
            Some(Stop::Blocked(Note::new("robots-forbid-journey")))
        }
        Err(error) => Some(stopped(&error)),
    }
}

/// The kind of page that the platform, or any shop, has at the address.
pub(super) fn kind_of(session: &Session<'_>, url: &Url) -> Option<PageKind> {
    Platforms::builtin()
        .kind_of_url(session.platform(), url)
        .map(|found| found.kind)
}
