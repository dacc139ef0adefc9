//! From what a user typed to the first page of a shop.

use url::{Host, Url};

use super::error::FetchError;
use super::fetch::Fetcher;
use super::request::{Purpose, Request, Response};

/// A start URL as typed, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartUrl {
    /// What to try, in order: the URL itself, or https and then http where no scheme was typed.
    pub candidates: Vec<Url>,
    /// User and password that stood in the URL; they are taken out of the candidates.
    pub credentials: Option<(String, String)>,
}

/// The typed text is no address of a shop. Each prints as one clear line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StartError {
    /// Nothing was typed.
    #[error("no shop URL given")]
    Empty,
    /// Another scheme than http or https.
    #[error("only http and https shops can be audited, not {scheme}: URLs")]
    Scheme { scheme: String },
    /// Not a URL at all.
    #[error("not a shop URL: {typed}: {reason}")]
    Invalid { typed: String, reason: String },
}

impl StartUrl {
    /// Understands what was typed: with or without scheme, port, path, international names, addresses.
    pub fn parse(typed: &str) -> Result<Self, StartError> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(StartError::Empty);
        }
        if typed.contains(char::is_whitespace) || typed.contains(char::is_control) {
            return Err(invalid(typed, "it has spaces in it"));
        }
        if let Some((scheme, rest)) = typed.split_once(':')
            && is_scheme(scheme, rest)
        {
            let scheme = scheme.to_ascii_lowercase();
            if !matches!(scheme.as_str(), "http" | "https") {
                return Err(StartError::Scheme { scheme });
            }
            if !rest.starts_with("//") {
                return Err(invalid(typed, "write http:// or https:// before the host"));
            }
            return Self::from_urls(typed, &[typed.to_owned()]);
        }
        let bare = typed.trim_start_matches('/');
        // An IPv6 address is typed without brackets more often than not.
        let bare = if bare.parse::<std::net::Ipv6Addr>().is_ok() {
            format!("[{bare}]")
        } else {
            bare.to_owned()
        };
        Self::from_urls(typed, &[format!("https://{bare}"), format!("http://{bare}")])
    }

    fn from_urls(typed: &str, texts: &[String]) -> Result<Self, StartError> {
        let mut candidates = Vec::new();
        let mut credentials = None;
        for text in texts {
            let mut url = Url::parse(text).map_err(|error| invalid(typed, &error.to_string()))?;
            check_host(typed, &url)?;
            if !url.username().is_empty() {
                credentials = Some((decode(url.username()), decode(url.password().unwrap_or_default())));
            }
            // These fail only for URLs without a host.
            let _ = url.set_username("").and_then(|()| url.set_password(None));
            url.set_fragment(None);
            candidates.push(url);
        }
        Ok(Self {
            candidates,
            credentials,
        })
    }

    /// The URL to show and to scope the client by: the first candidate.
    pub fn url(&self) -> Option<&Url> {
        self.candidates.first()
    }
}

fn invalid(typed: &str, reason: &str) -> StartError {
    let shown: String = typed
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(100)
        .collect();
    StartError::Invalid {
        typed: shown,
        reason: reason.to_owned(),
    }
}

/// What is a scheme even where digits follow, as in `tel:15880000`.
const NEVER_A_HOST: [&str; 9] = [
    "about",
    "blob",
    "data",
    "file",
    "ftp",
    "javascript",
    "mailto",
    "tel",
    "view-source",
];

/// `localhost:8080` and `shop.kr:443/path` have no scheme, `mailto:a` and `file:///x` have.
fn is_scheme(scheme: &str, rest: &str) -> bool {
    let well_formed = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let port = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_port = !port.is_empty() && port.chars().all(|c| c.is_ascii_digit());
    if NEVER_A_HOST.contains(&scheme.to_ascii_lowercase().as_str()) {
        return true;
    }
    // `user:password@host` is typed for staging shops.
    let is_user = port.contains('@') && !rest.starts_with("//");
    well_formed && !is_port && !is_user
}

fn check_host(typed: &str, url: &Url) -> Result<(), StartError> {
    match url.host() {
        None => Err(invalid(typed, "it has no host")),
        Some(Host::Domain(domain)) if domain.trim_end_matches('.').is_empty() => Err(invalid(typed, "it has no host")),
        Some(Host::Domain(domain))
            if domain
                .trim_end_matches('.')
                .split('.')
                .any(|label| label.is_empty() || label.len() > 63) =>
        {
            Err(invalid(typed, "the host name is not valid"))
        }
        // A word is not a shop; a host of the own network is typed with its port or is called localhost.
        Some(Host::Domain(domain))
            if !domain.contains('.') && domain != "localhost" && url.port().is_none() && !typed.contains("://") =>
        {
            Err(invalid(typed, "write the whole host name, such as shop.example.com"))
        }
        Some(_) if url.port() == Some(0) => Err(invalid(typed, "port 0 cannot be reached")),
        Some(_) => Ok(()),
    }
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = text
            .get(at + 1..at + 3)
            .filter(|_| bytes[at] == b'%')
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        decoded.push(hex.unwrap_or(bytes[at]));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// Opens the shop: tries the candidates in order and returns the first answer.
///
/// # Errors
///
/// The error of the first candidate when none answers; a later one has nothing better to say.
pub async fn open(fetcher: &Fetcher, start: &StartUrl) -> Result<Response, FetchError> {
    let mut first_error = None;
    for url in &start.candidates {
        match fetcher.fetch(Request::get(url.clone(), Purpose::Page)).await {
            Ok(response) => return Ok(response),
            Err(error) => {
                let try_next = matches!(
                    error,
                    FetchError::ConnectionRefused { .. }
                        | FetchError::Unreachable { .. }
                        | FetchError::Tls { .. }
                        | FetchError::Timeout { .. }
                        | FetchError::Interrupted { .. }
                        | FetchError::Protocol { .. }
                        | FetchError::NotRecorded { .. }
                );
                first_error.get_or_insert(error);
                if !try_next {
                    break;
                }
            }
        }
    }
    Err(first_error.unwrap_or(FetchError::Cancelled))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates(typed: &str) -> Vec<String> {
        StartUrl::parse(typed)
            .expect(typed)
            .candidates
            .into_iter()
            .map(String::from)
            .collect()
    }

    #[test]
    fn without_a_scheme_https_is_tried_before_http() {
        assert_eq!(candidates("shop.kr"), ["https://shop.kr/", "http://shop.kr/"]);
        assert_eq!(
            candidates("localhost:8080/a?b#c"),
            ["https://localhost:8080/a?b", "http://localhost:8080/a?b"]
        );
        assert_eq!(
            candidates("127.0.0.1:3000"),
            ["https://127.0.0.1:3000/", "http://127.0.0.1:3000/"]
        );
        assert_eq!(candidates("::1"), ["https://[::1]/", "http://[::1]/"]);
        assert_eq!(candidates("//shop.kr"), ["https://shop.kr/", "http://shop.kr/"]);
    }

    #[test]
    fn a_scheme_is_kept_and_international_names_are_written_in_ascii() {
        assert_eq!(candidates(" HTTP://Shop.KR "), ["http://shop.kr/"]);
        assert_eq!(candidates("https://한글.kr/가"), ["https://xn--bj0bj06e.kr/%EA%B0%80"]);
    }

    #[test]
    fn other_schemes_and_garbage_are_refused_in_one_line() {
        for typed in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "mailto:a@shop.kr",
            "ftp://shop.kr",
            "data:text/html,x",
            "tel:15880000",
        ] {
            assert!(
                matches!(StartUrl::parse(typed), Err(StartError::Scheme { .. })),
                "{typed}"
            );
        }
        for typed in [
            "hello",
            "http://",
            "https:shop.kr",
            "shop..kr",
            "not a url",
            "http://[::1",
            "shop.kr:99999",
            "a\u{1b}[31m",
            "shop.kr:0",
        ] {
            let error = StartUrl::parse(typed).expect_err(typed);
            assert!(matches!(error, StartError::Invalid { .. }), "{typed}: {error:?}");
            assert!(!error.to_string().contains(char::is_control));
        }
        assert_eq!(StartUrl::parse("  "), Err(StartError::Empty));
    }

    #[test]
    fn credentials_are_taken_out_of_the_url() {
        for typed in ["https://staging:p%40ss@shop.kr/", "staging:p%40ss@shop.kr"] {
            let start = StartUrl::parse(typed).expect("valid");
            assert_eq!(start.credentials, Some(("staging".to_owned(), "p@ss".to_owned())));
            assert_eq!(start.url().map(Url::as_str), Some("https://shop.kr/"));
        }
    }
}
