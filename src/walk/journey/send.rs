//! The one way in which a journey sends something that could change the shop's state.

use url::Url;

use super::super::session::{Session, Visit};
use crate::lexicon::Platforms;
use crate::model::{Button, Form, Note, PageKind, RequestLine};
use crate::net::guard::{self, Action, Consent, Decision, FieldRef, Intent};
use crate::net::{FetchError, Purpose, Request, Response};

/// Something that a customer would press.
pub(super) struct Press<'a> {
    pub(super) intent: Intent,
    /// What the button or link says.
    pub(super) label: &'a str,
    /// The page it stands on.
    pub(super) page: &'a Url,
    pub(super) page_kind: PageKind,
    /// Charset of the page, in which a form is sent.
    pub(super) charset: &'a str,
    /// Classes, id and script of the control.
    pub(super) markup: &'a str,
    pub(super) target: Target<'a>,
}

/// Where a press leads.
pub(super) enum Target<'a> {
    /// A link.
    Link(Url),
    /// A form with the button that is pressed.
    Form(&'a Form, Option<&'a Button>, Vec<(String, String)>),
}

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
}

/// Asks the guard, sends, logs, and reads the answer.
pub(super) async fn press(session: &mut Session<'_>, press: &Press<'_>) -> Result<Visit, Stop> {
    let response = send(session, press).await?;
    let visit = session.read(&response);
    match &visit.blocked {
        Some(note) => Err(Stop::Blocked(note.clone())),
        None => Ok(visit),
    }
}

async fn send(session: &mut Session<'_>, press: &Press<'_>) -> Result<Response, Stop> {
    let request = request(press).ok_or_else(|| Stop::Failed(Note::new("form-without-address")))?;
    if let Err(refusal) = allowed(session, press, &request) {
        session.requests.push(line(press, &request, None, Some(&refusal)));
        return Err(Stop::Refused(refusal));
    }
    let logged = line(press, &request, None, None);
    let answer = session.send(request).await;
    session.requests.push(RequestLine {
        sent: !matches!(answer, Err(FetchError::BlockedByRobots { .. })),
        reason: answer
            .as_ref()
            .err()
            .map(|error| Note::new("request-failed").with("error", error.code())),
        status: answer.as_ref().ok().map(|response| response.status),
        ..logged
    });
    let response = answer.map_err(|error| stopped(&error))?;
    if response.status >= 400 {
        return Err(Stop::Failed(
            Note::new("answered-with-status").with("status", response.status),
        ));
    }
    Ok(response)
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
            Stop::Blocked(Note::new("leads-off-site").with("host", host))
        }
        error => Stop::Failed(Note::new("request-failed").with("error", error.code())),
    }
}

fn request(press: &Press<'_>) -> Option<Request> {
    let mut request = match &press.target {
        Target::Link(url) => Request::get(url.clone(), Purpose::Journey),
        Target::Form(form, button, values) => {
            let action = button
                .and_then(|button| button.action.as_deref())
                .or(form.action.as_deref());
            let url = action.map_or_else(|| Some(press.page.clone()), |action| press.page.join(action).ok())?;
            if form.method.eq_ignore_ascii_case("post") {
                let mut request = Request::post(url, values.clone(), None);
                request.multipart = form.enctype.as_deref() == Some("multipart/form-data");
                request
            } else {
                let mut request = Request::get(url, Purpose::Journey);
                request.form.clone_from(values);
                request
            }
        }
    };
    request.charset = encoding_label(press.charset);
    request.referer = Some(press.page.clone());
    Some(request)
}

fn encoding_label(charset: &str) -> Option<&'static str> {
    encoding_rs::Encoding::for_label(charset.as_bytes()).map(encoding_rs::Encoding::name)
}

fn allowed(session: &Session<'_>, press: &Press<'_>, request: &Request) -> Result<(), Note> {
    let platform = session.platform.as_deref().and_then(|id| Platforms::builtin().get(id));
    let fields: Vec<FieldRef<'_>> = match &press.target {
        Target::Link(_) => Vec::new(),
        Target::Form(form, button, values) => values.iter().map(|value| sent_field(form, *button, value)).collect(),
    };
    let decision = guard::decide(&Action {
        label: press.label,
        fields: &fields,
        markup: press.markup,
        consent: Consent {
            mine: session.options.mine,
            fill: false,
            allow_draft: false,
        },
        platform,
        on_site: session.fetcher.is_on_site(&request.url),
        ..Action::new(press.intent, request.method, &request.url, press.page, press.page_kind)
    });
    match decision {
        Decision::Allow => Ok(()),
        Decision::Refuse(refusal) => Err(Note::new("guard-refused")
            .with("rule", refusal.rule)
            .with("detail", refusal.detail)),
    }
}

fn sent_field<'a>(form: &'a Form, button: Option<&'a Button>, (name, value): &'a (String, String)) -> FieldRef<'a> {
    let field = form.fields.iter().find(|field| field.name.as_ref() == Some(name));
    let is_button = button.is_some_and(|button| button.name.as_ref() == Some(name));
    FieldRef {
        name,
        value,
        kind: field.map_or(if is_button { "submit" } else { "hidden" }, |field| {
            field.control.as_str()
        }),
        label: field.and_then(|field| field.label.as_deref()).unwrap_or_default(),
    }
}

fn line(press: &Press<'_>, request: &Request, status: Option<u16>, refusal: Option<&Note>) -> RequestLine {
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
        status,
    }
}

/// The address without the values of tokens and sessions, which belong to nobody's report.
pub(super) fn public_url(url: &Url) -> String {
    const SECRET: &[&str] = &["token", "csrf", "key", "session", "sid", "hash", "nonce", "sig"];
    if url.query().is_none() {
        return url.to_string();
    }
    let mut public = url.clone();
    let pairs: Vec<(String, String)> = url
        .query_pairs()
        .map(|(name, value)| {
            let secret = SECRET.iter().any(|word| name.to_ascii_lowercase().contains(word));
            (
                name.into_owned(),
                if secret { "…".to_owned() } else { value.into_owned() },
            )
        })
        .collect();
    public.query_pairs_mut().clear().extend_pairs(&pairs);
    public.to_string()
}
