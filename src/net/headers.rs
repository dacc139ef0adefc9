//! The headers of a request, and of an answer.

use reqwest::header::HeaderMap;

use super::options::ClientOptions;
use super::request::{Hop, Purpose};

/// The headers that hold no secret; these may be saved.
pub(crate) fn plain_headers(hop: &Hop, options: &ClientOptions) -> Vec<(&'static str, String)> {
    let accept = match hop.purpose {
        Purpose::Page | Purpose::Journey | Purpose::CleanUp => {
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        }
        Purpose::StyleSheet => "text/css,*/*;q=0.1",
        Purpose::Robots => "text/plain,*/*;q=0.5",
        Purpose::Sitemap => "application/xml,text/xml,*/*;q=0.5",
        Purpose::LinkCheck | Purpose::Part => "*/*",
    };
    let mut headers = vec![
        ("accept", accept.to_owned()),
        ("accept-language", options.accept_language.clone()),
    ];
    if let Some(body) = &hop.body {
        headers.push(("content-type", body.content_type.clone()));
    }
    let (origin, referer) = hop.origin_and_referer();
    headers.extend(origin.map(|origin| ("origin", origin)));
    headers.extend(referer.map(|referer| ("referer", referer)));
    headers
}

/// The headers as sorted text, without cookies and what belongs to the connection, and the cookies' names.
pub(super) fn read_headers(map: &HeaderMap) -> (Vec<(String, String)>, Vec<String>) {
    let mut headers = Vec::new();
    let mut cookie_names = Vec::new();
    for (name, value) in map {
        let text = header_text(name.as_str(), value.as_bytes());
        match name.as_str() {
            "set-cookie" => {
                let name = text.split(['=', ';']).next().unwrap_or_default().trim();
                if !name.is_empty() {
                    cookie_names.push(name.chars().take(200).collect());
                }
            }
            "connection" | "keep-alive" | "transfer-encoding" | "upgrade" => {}
            name => headers.push((name.to_owned(), text)),
        }
    }
    headers.sort_by(|one, other| one.0.cmp(&other.0));
    cookie_names.sort();
    cookie_names.dedup();
    (headers, cookie_names)
}

/// UTF-8 where it is, else Latin-1. In a `Location` other bytes are escaped, as browsers do, whatever their charset.
fn header_text(name: &str, bytes: &[u8]) -> String {
    if name == "location" {
        return bytes
            .iter()
            .map(|&byte| {
                if byte.is_ascii() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// Pictures, films and packed files: nothing that a page is read from.
pub(super) fn is_media(headers: &[(String, String)]) -> bool {
    const MEDIA: [&str; 7] = [
        "image/",
        "video/",
        "audio/",
        "font/",
        "application/zip",
        "application/pdf",
        "application/vnd.",
    ];
    let content_type = headers
        .iter()
        .find(|(name, _)| name == "content-type")
        .map(|(_, value)| value);
    content_type.is_some_and(|value| {
        let value = value.to_ascii_lowercase();
        MEDIA.iter().any(|media| value.starts_with(media)) && !value.contains("xml")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    #[test]
    fn a_location_in_any_charset_becomes_a_url_that_leads_there() {
        assert_eq!(header_text("location", b"/search?q=\xBE\xE7"), "/search?q=%BE%E7");
        assert_eq!(header_text("location", "/양말".as_bytes()), "/%EC%96%91%EB%A7%90");
        assert_eq!(header_text("server", b"caf\xE9"), "café");
    }

    #[test]
    fn cookies_leave_only_their_names() {
        let mut map = HeaderMap::new();
        for cookie in ["b=secret; Path=/", "a=1", "a=2; HttpOnly", "=odd"] {
            map.append("set-cookie", HeaderValue::from_static(cookie));
        }
        map.append("x-powered-by", HeaderValue::from_static("PHP"));
        map.append("connection", HeaderValue::from_static("close"));
        let (headers, names) = read_headers(&map);
        assert_eq!(headers, [("x-powered-by".to_owned(), "PHP".to_owned())]);
        assert_eq!(names, ["a", "b"]);
    }
}
