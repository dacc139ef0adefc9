//! What is decided about each request of the browser: the guard's rules, for what pages and their scripts ask.
//!
//! A page that is only looked at may read: documents of the shop, scripts, sheets and data. Only a step of the journey
//! ([`Step`]), which the walk announces before it clicks, may change something, and only what the guard allows to that
//! step. Beacons, pings and reports never go out, nor does anything that changes something at another site.

use serde_json::Value;
use url::Url;

use crate::lexicon::Platform;
use crate::model::PageKind;
use crate::net::guard::{self, Action, Consent, Decision, FieldRef, Intent, Refusal};
use crate::net::{Method, Purpose};

/// What a click is for; as long as it lasts, its own requests are judged as this step.
#[derive(Debug, Clone)]
pub struct Step {
    /// What it is for.
    pub intent: Intent,
    /// Kind of the page that the control stands on.
    pub page_kind: PageKind,
    /// The control's words.
    pub label: String,
    /// The control as HTML, best inside its ancestors; may be empty.
    pub markup: String,
    /// The page looks like the last one before the order.
    pub last_step: bool,
}

/// What a request is for, as the browser says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resource {
    /// The page itself.
    Page,
    /// A page within the page.
    Frame,
    /// A style sheet.
    Sheet,
    /// A script, of the page or of a worker.
    Script,
    /// Data that a script asks for.
    Data,
    /// A picture.
    Picture,
    /// A font.
    Font,
    /// A beacon, a ping, a report.
    Beacon,
    /// The question before a request to another origin.
    Preflight,
    /// Films, sounds, streams, manifests, what is fetched in advance.
    Luxury,
    /// Anything else.
    Other,
}

impl Resource {
    /// By Chrome's name of the type.
    pub(super) fn named(name: &str, in_main_frame: bool) -> Self {
        match name {
            "Document" if in_main_frame => Self::Page,
            "Document" => Self::Frame,
            "Stylesheet" => Self::Sheet,
            "Script" => Self::Script,
            "XHR" | "Fetch" => Self::Data,
            "Image" => Self::Picture,
            "Font" => Self::Font,
            "Ping" | "CSPViolationReport" => Self::Beacon,
            "Preflight" => Self::Preflight,
            "Media" | "TextTrack" | "EventSource" | "Manifest" | "Prefetch" | "SignedExchange" | "WebSocket" => {
                Self::Luxury
            }
            _ => Self::Other,
        }
    }
}

/// A request of the browser.
#[derive(Debug)]
pub struct Asked<'a> {
    /// Its method; `None` for one that no shop needs.
    pub method: Option<Method>,
    /// Where to.
    pub url: &'a Url,
    /// What for.
    pub resource: Resource,
    /// The body; `None` where the browser does not show it.
    pub body: Option<&'a [u8]>,
    /// Content type of the body.
    pub content_type: &'a str,
}

/// What surrounds it.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The page that asks.
    pub page: &'a Url,
    /// Whether the address is of the shop's site.
    pub on_site: bool,
    /// The step that is being taken.
    pub step: Option<&'a Step>,
    /// What the tool typed into the page.
    pub typed: &'a [String],
    /// Pictures and fonts are wanted.
    pub pictures: bool,
    /// What the user agreed to.
    pub consent: Consent,
    /// The shop's platform.
    pub platform: Option<&'a Platform>,
}

/// What happens to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is fetched.
    Fetch(Purpose),
    /// It is harmless and not needed.
    Leave,
    /// It must not be sent.
    Refuse(Refusal),
    /// Answered by us: any origin may ask, since what it asks is judged.
    Preflight,
}

/// Decides about a request.
pub fn judge(asked: &Asked<'_>, scene: &Scene<'_>) -> Verdict {
    let refuse = |rule: &'static str, detail: &str| {
        Verdict::Refuse(Refusal {
            rule,
            detail: detail.to_owned(),
        })
    };
    if !matches!(asked.url.scheme(), "http" | "https") {
        return refuse("not-http", asked.url.scheme());
    }
    let Some(method) = asked.method else {
        return refuse("unknown-method", "");
    };
    match asked.resource {
        Resource::Preflight => return Verdict::Preflight,
        _ if method == Method::Options => return Verdict::Preflight,
        Resource::Beacon => return refuse("beacon", ""),
        Resource::Luxury if method.is_read() => return Verdict::Leave,
        Resource::Picture | Resource::Font if method.is_read() && !scene.pictures => return Verdict::Leave,
        _ => {}
    }
    if method.is_read() {
        read(asked, scene, method)
    } else {
        change(asked, scene, method)
    }
}

fn read(asked: &Asked<'_>, scene: &Scene<'_>, method: Method) -> Verdict {
    let navigates = matches!(asked.resource, Resource::Page | Resource::Frame);
    if asked.resource == Resource::Frame && !scene.on_site {
        return Verdict::Leave;
    }
    let action = Action {
        // What a page is made of may come from other hosts; pages may not.
        on_site: scene.on_site || !navigates,
        platform: scene.platform,
        consent: scene.consent,
        ..Action::new(Intent::Crawl, method, asked.url, scene.page, PageKind::Other)
    };
    let file = matches!(asked.resource, Resource::Script | Resource::Sheet) && is_file(asked.url);
    let part = matches!(asked.resource, Resource::Picture | Resource::Font);
    let mut decision = if file || part {
        // `cart/add.js` adds nothing to a cart; `order/place` may order, whoever asks.
        guard::decide_hop(method, asked.url, true, scene.platform, scene.consent)
    } else {
        guard::decide(&action)
    };
    if let (Decision::Refuse(_), Some(step)) = (&decision, scene.step) {
        decision = guard::decide(&of_step(action, step, &[]));
    }
    match decision {
        Decision::Refuse(refusal) => Verdict::Refuse(refusal),
        Decision::Allow if asked.resource == Resource::Page && scene.step.is_some() => Verdict::Fetch(Purpose::Journey),
        Decision::Allow if navigates => Verdict::Fetch(Purpose::Page),
        Decision::Allow => Verdict::Fetch(Purpose::Part),
    }
}

fn change(asked: &Asked<'_>, scene: &Scene<'_>, method: Method) -> Verdict {
    let values = match asked.body {
        Some(body) => fields(body, asked.content_type),
        None => {
            return Verdict::Refuse(Refusal {
                rule: "unreadable-body",
                detail: String::new(),
            });
        }
    };
    let refs: Vec<FieldRef<'_>> = values
        .iter()
        .map(|(name, value)| FieldRef {
            name,
            value,
            // What the tool did not type is the page's own, and no customer's.
            kind: if scene.typed.contains(value) { "text" } else { "hidden" },
            label: "",
        })
        .collect();
    let base = Action {
        on_site: scene.on_site,
        platform: scene.platform,
        consent: scene.consent,
        fields: &refs,
        ..Action::new(Intent::Crawl, method, asked.url, scene.page, PageKind::Other)
    };
    if scene.on_site && method == Method::Post && asked.resource == Resource::Data && asks_graph(asked) {
        let get = Action {
            method: Method::Get,
            fields: &[],
            ..base
        };
        if guard::decide(&get).is_allowed() {
            return Verdict::Fetch(Purpose::Part);
        }
    }
    let decision = match scene.step {
        Some(step) => guard::decide(&of_step(base, step, &refs)),
        None => guard::decide(&base),
    };
    match decision {
        Decision::Allow => Verdict::Fetch(Purpose::Journey),
        Decision::Refuse(refusal) => Verdict::Refuse(refusal),
    }
}

fn of_step<'a>(action: Action<'a>, step: &'a Step, fields: &'a [FieldRef<'a>]) -> Action<'a> {
    Action {
        intent: step.intent,
        page_kind: step.page_kind,
        label: &step.label,
        markup: &step.markup,
        last_step: step.last_step,
        fields,
        ..action
    }
}

fn is_file(url: &Url) -> bool {
    let path = url.path().to_ascii_lowercase();
    [".js", ".mjs", ".css"].iter().any(|ending| path.ends_with(ending))
}

/// Whether the body asks a graph and changes nothing in it: by its standard a GraphQL query has no side effects, only a
/// mutation has (GraphQL, section 6.2). Shops whose pages are scripts read their catalogue so.
fn asks_graph(asked: &Asked<'_>) -> bool {
    let Some(body) = asked
        .body
        .filter(|_| asked.content_type.to_ascii_lowercase().contains("json"))
    else {
        return false;
    };
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return false;
    };
    let reads = |operation: &Value| {
        let query = operation.get("query").and_then(Value::as_str).unwrap_or_default();
        let begins = query.trim_start();
        let words = |word: &str| {
            query
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .any(|part| part == word)
        };
        (begins.starts_with('{') || begins.starts_with("query") || begins.starts_with("fragment"))
            && !words("mutation")
            && !words("subscription")
    };
    match &value {
        Value::Array(operations) => !operations.is_empty() && operations.iter().all(reads),
        operation => reads(operation),
    }
}

/// Names and values of what a body sends: a form, its parts, or JSON with its keys as paths.
pub(super) fn fields(body: &[u8], content_type: &str) -> Vec<(String, String)> {
    /// More fields than this are no form.
    const MOST: usize = 500;
    let kind = content_type.to_ascii_lowercase();
    let mut found = Vec::new();
    if let Ok(value) = serde_json::from_slice::<Value>(body)
        && (value.is_object() || value.is_array())
    {
        flatten("", &value, &mut found);
    } else if kind.contains("multipart/form-data") {
        found = parts(&String::from_utf8_lossy(body));
    } else {
        found = url::form_urlencoded::parse(body)
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
    }
    found.truncate(MOST);
    found
}

fn flatten(path: &str, value: &Value, into: &mut Vec<(String, String)>) {
    let join = |key: &str| {
        if path.is_empty() {
            key.to_owned()
        } else {
            format!("{path}.{key}")
        }
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| flatten(&join(key), value, into)),
        Value::Array(items) => items.iter().for_each(|item| flatten(path, item, into)),
        Value::String(text) => into.push((path.to_owned(), text.clone())),
        Value::Null => into.push((path.to_owned(), String::new())),
        other => into.push((path.to_owned(), other.to_string())),
    }
}

fn parts(body: &str) -> Vec<(String, String)> {
    body.split("name=\"")
        .skip(1)
        .filter_map(|part| {
            let (name, rest) = part.split_once('"')?;
            let (_, value) = rest.split_once("\r\n\r\n")?;
            let value = value.split("\r\n--").next().unwrap_or_default();
            Some((name.to_owned(), value.to_owned()))
        })
        .collect()
}

#[cfg(test)]
#[path = "judgement_tests.rs"]
mod tests;
