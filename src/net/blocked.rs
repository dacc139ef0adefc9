//! Answers that keep us out. What is behind them is unknown, never poor.

use super::request::Response;

/// How an answer keeps us out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blocked {
    /// 401 or 407: a password is wanted, as on a staging shop.
    PasswordWanted,
    /// 403 or 451.
    Forbidden,
    /// 429, after all retries.
    TooManyRequests,
    /// A check for robots stands before the page.
    Challenge,
}

impl Blocked {
    /// A stable kebab-case name.
    pub fn code(self) -> &'static str {
        match self {
            Self::PasswordWanted => "password-wanted",
            Self::Forbidden => "forbidden",
            Self::TooManyRequests => "too-many-requests",
            Self::Challenge => "challenge",
        }
    }
}

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

/// Whether the answer keeps us out, and how.
pub fn blocked(response: &Response) -> Option<Blocked> {
    let is_challenge = |name: &str| {
        response
            .header(name)
            .is_some_and(|value| matches!(value.trim(), "challenge" | "captcha"))
    };
    // Cloudflare and AWS WAF say it in a header, AWS WAF with the status 202 or 405.
    if is_challenge("cf-mitigated") || is_challenge("x-amzn-waf-action") {
        return Some(Blocked::Challenge);
    }
    if matches!(response.status, 403 | 405 | 429 | 503) && has_mark(&response.body) {
        return Some(Blocked::Challenge);
    }
    match response.status {
        401 | 407 => Some(Blocked::PasswordWanted),
        403 | 451 => Some(Blocked::Forbidden),
        429 => Some(Blocked::TooManyRequests),
        _ => None,
    }
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
            milliseconds: 0,
        }
    }

    #[test]
    fn a_challenge_is_told_from_a_plain_refusal() {
        let refused = response(403, None, "<h1>Forbidden</h1>");
        assert_eq!(blocked(&refused), Some(Blocked::Forbidden));
        let checked = response(503, None, "<script src=/cdn-cgi/challenge-platform/h/b/x.js></script>");
        assert_eq!(blocked(&checked), Some(Blocked::Challenge));
        let by_header = response(202, Some(("x-amzn-waf-action", "challenge")), "");
        assert_eq!(blocked(&by_header), Some(Blocked::Challenge));
    }

    #[test]
    fn an_ordinary_page_is_not_blocked_even_with_a_mark() {
        let page = response(
            200,
            None,
            "<p>양말</p><script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script>",
        );
        assert_eq!(blocked(&page), None);
        assert_eq!(blocked(&response(503, None, "maintenance")), None);
        assert_eq!(blocked(&response(404, None, "")), None);
    }
}
