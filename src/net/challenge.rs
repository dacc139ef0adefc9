//! Robot checks that stand before a page. What is behind them is unknown, never poor.

use super::request::Response;

/// Marks of robot checks in a body: Cloudflare, DataDome, Imperva, PerimeterX, Akamai, Sucuri. Some stand in
/// ordinary pages as well, so they count only in answers that are no success.
const MARKS: [&str; 9] = [
    "/cdn-cgi/challenge-platform/",
    "cf-chl-",
    "cf-captcha-container",
    "geo.captcha-delivery.com",
    "captcha-delivery.com/captcha",
    "_Incapsula_Resource",
    "px-captcha",
    "errors.edgesuite.net",
    "sucuri_cloudproxy",
];

/// Bytes of the body that are searched for marks.
const SEARCHED: usize = 64 * 1024;

/// Whether a firewall put a check for robots before the page, by its headers or its own marks. What the page says
/// to a reader is not looked at.
pub fn is_challenge(response: &Response) -> bool {
    // Cloudflare and AWS WAF say it in a header, AWS WAF with the status 202 or 405.
    let by_header = ["cf-mitigated", "x-amzn-waf-action"].iter().any(|name| {
        response
            .header(name)
            .is_some_and(|value| matches!(value.trim(), "challenge" | "captcha"))
    });
    by_header || (matches!(response.status, 403 | 405 | 429 | 503) && has_mark(&response.body))
}

fn has_mark(body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&body[..body.len().min(SEARCHED)]);
    MARKS.iter().any(|mark| text.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(status: u16, header: Option<(&str, &str)>, body: &str) -> Response {
        let url = url::Url::parse("https://shop.kr/").expect("a URL");
        Response {
            url: url.clone(),
            requested: url,
            status,
            headers: header
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            cookie_names: Vec::new(),
            body: body.as_bytes().to_vec(),
            truncated: false,
            redirects: Vec::new(),
        }
    }

    #[test]
    fn a_challenge_is_told_by_its_header_or_its_marks() {
        let script = "<script src=/cdn-cgi/challenge-platform/h/b/x.js></script>";
        assert!(is_challenge(&response(503, None, script)));
        assert!(is_challenge(&response(
            202,
            Some(("x-amzn-waf-action", "challenge")),
            ""
        )));
        assert!(is_challenge(&response(403, Some(("cf-mitigated", "challenge")), "")));
    }

    #[test]
    fn a_plain_refusal_and_an_ordinary_page_are_none() {
        assert!(!is_challenge(&response(403, None, "<h1>Forbidden</h1>")));
        let page = "<p>양말</p><script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script>";
        assert!(!is_challenge(&response(200, None, page)));
    }
}
