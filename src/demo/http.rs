//! Requests and replies of the demo shop, free of axum's types so that routes are plain functions.

use super::data::Language;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header, request::Parts};
use std::collections::BTreeMap;
use url::form_urlencoded;

/// One request, taken apart.
#[derive(Debug)]
pub(super) struct Request {
    /// Whether it is a POST; everything else is answered like a GET.
    pub post: bool,
    /// Path without language prefix and trailing slash; `/` for the home page.
    pub path: String,
    /// The query as sent, without `?`.
    pub raw_query: String,
    /// By the path's prefix.
    pub language: Language,
    query: Vec<(String, String)>,
    form: Vec<(String, String)>,
    cookies: BTreeMap<String, String>,
    /// Lower case.
    pub user_agent: String,
    host: String,
    origin: Option<String>,
    referer: Option<String>,
}

impl Request {
    /// Takes a request apart. What is not UTF-8 counts as absent.
    pub(super) fn new(parts: &Parts, body: &[u8]) -> Self {
        let text = |name: HeaderName| {
            parts
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        let (language, path) = split_language(parts.uri.path());
        let raw_query = parts.uri.query().unwrap_or_default().to_owned();
        let json = text(header::CONTENT_TYPE).is_some_and(|kind| kind.contains("json"));
        Self {
            post: parts.method == axum::http::Method::POST,
            path,
            language,
            query: pairs(raw_query.as_bytes()),
            raw_query,
            form: if json { json_pairs(body) } else { pairs(body) },
            cookies: cookies(&text(header::COOKIE).unwrap_or_default()),
            user_agent: text(header::USER_AGENT).unwrap_or_default().to_ascii_lowercase(),
            host: text(header::HOST).unwrap_or_default(),
            origin: text(header::ORIGIN),
            referer: text(header::REFERER),
        }
    }

    /// The first value of a query parameter, trimmed.
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        first(&self.query, name)
    }

    /// The first value of a form field, trimmed; empty where absent.
    pub(super) fn field(&self, name: &str) -> &str {
        first(&self.form, name).unwrap_or_default()
    }

    /// Every field of the form, in order.
    pub(super) fn fields(&self) -> &[(String, String)] {
        &self.form
    }

    /// A cookie's value.
    pub(super) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Whether `Origin` or `Referer` names the shop's own host.
    pub(super) fn is_from_own_page(&self) -> bool {
        let own = format!("http://{}", self.host);
        self.origin.as_deref() == Some(own.as_str())
            || self
                .referer
                .as_deref()
                .is_some_and(|page| page.starts_with(&format!("{own}/")))
    }
}

fn first<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim())
}

fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(bytes).into_owned().collect()
}

/// A flat JSON object as form fields; anything else as none.
fn json_pairs(bytes: &[u8]) -> Vec<(String, String)> {
    let Ok(serde_json::Value::Object(object)) = serde_json::from_slice(bytes) else {
        return Vec::new();
    };
    object
        .into_iter()
        .map(|(key, value)| match value {
            serde_json::Value::String(text) => (key, text),
            other => (key, other.to_string()),
        })
        .collect()
}

fn cookies(header: &str) -> BTreeMap<String, String> {
    header
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn split_language(path: &str) -> (Language, String) {
    let (language, rest) = match path.strip_prefix("/en") {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => (Language::English, rest),
        _ => (Language::Korean, path),
    };
    let rest = rest.trim_end_matches('/');
    let rest = if rest.is_empty() { "/" } else { rest };
    (language, rest.to_owned())
}

/// One answer.
#[derive(Debug)]
pub(super) struct Reply {
    status: u16,
    headers: Vec<(HeaderName, String)>,
    body: Vec<u8>,
}

impl Reply {
    /// A body of the given type.
    pub(super) fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![(header::CONTENT_TYPE, content_type.to_owned())],
            body: body.into(),
        }
    }

    /// An HTML page.
    pub(super) fn html(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status, "text/html; charset=utf-8", body)
    }

    /// Plain text.
    pub(super) fn text(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status, "text/plain; charset=utf-8", body)
    }

    /// `303 See Other` to a path of the shop.
    pub(super) fn redirect(to: &str) -> Self {
        Self::text(303, "").with(header::LOCATION, to)
    }

    /// With one more header.
    pub(super) fn with(mut self, name: HeaderName, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// With another content type.
    pub(super) fn typed(mut self, content_type: &str) -> Self {
        self.headers.retain(|(name, _)| *name != header::CONTENT_TYPE);
        self.with(header::CONTENT_TYPE, content_type)
    }

    /// With its body rewritten.
    pub(super) fn map(mut self, change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> Self {
        self.body = change(self.body);
        self
    }

    /// As axum sends it.
    pub(super) fn into_response(self) -> axum::response::Response {
        let mut response = axum::response::Response::new(Body::from(self.body));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().append(name, value);
            }
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_is_the_first_segment_of_the_path() {
        assert_eq!(split_language("/en/cart/"), (Language::English, "/cart".to_owned()));
        assert_eq!(split_language("/en"), (Language::English, "/".to_owned()));
        assert_eq!(split_language("/enamel"), (Language::Korean, "/enamel".to_owned()));
    }
}
