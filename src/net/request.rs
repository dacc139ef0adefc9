//! What is asked and what came back.

use url::Url;

use super::error::FetchError;

/// Why a request is made. Decides what robots.txt, the site's bounds and the size limit mean for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A page of the crawl.
    Page,
    /// robots.txt itself.
    Robots,
    /// A sitemap.
    Sitemap,
    /// A style sheet of a page; may be on another, public host.
    StyleSheet,
    /// Only to learn whether a link works; may be on another, public host. Little of the body is read.
    LinkCheck,
    /// What a page asks for in a browser: a script, a sheet, data; may be on another, public host.
    Part,
    /// A step of a customer's journey.
    Journey,
    /// Takes back what a journey did. Goes out for a short time also after the audit was stopped or its limits were
    /// reached.
    CleanUp,
}

impl Purpose {
    /// A stable kebab-case name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Robots => "robots",
            Self::Sitemap => "sitemap",
            Self::StyleSheet => "style-sheet",
            Self::LinkCheck => "link-check",
            Self::Part => "part",
            Self::Journey => "journey",
            Self::CleanUp => "clean-up",
        }
    }
}

/// The HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Head,
    Post,
    /// Only scripts of a page ask so, as the three below.
    Put,
    Patch,
    Delete,
    Options,
}

impl Method {
    /// As HTTP writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
        }
    }

    /// The method of this name, in capitals.
    pub fn named(name: &str) -> Option<Self> {
        [
            Self::Get,
            Self::Head,
            Self::Post,
            Self::Put,
            Self::Patch,
            Self::Delete,
            Self::Options,
        ]
        .into_iter()
        .find(|method| method.as_str() == name)
    }

    /// Whether HTTP says that the method only reads.
    pub fn is_read(self) -> bool {
        matches!(self, Self::Get | Self::Head)
    }
}

/// One request. [`Request::get`], [`Request::head`] and [`Request::post`] fill in what is mostly not needed.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: Method,
    pub url: Url,
    /// Form fields in order. The body of a POST; the new query of a GET, as a browser submits it.
    pub form: Vec<(String, String)>,
    /// A JSON body for a POST; wins over `form`.
    pub json: Option<String>,
    /// A body as a browser made it, with its content type; wins over `form` and `json`.
    pub raw: Option<(String, Vec<u8>)>,
    /// Send `form` as `multipart/form-data`.
    pub multipart: bool,
    /// The charset of the page that the form is on; UTF-8 when `None` or not known.
    pub charset: Option<&'static str>,
    /// The page that led here.
    pub referer: Option<Url>,
    pub purpose: Purpose,
    /// Further headers of this request, such as a CSRF token; never saved with a walk.
    pub headers: Vec<(String, String)>,
    /// A redirect is the answer, for the caller to judge before it is followed.
    pub stop_at_redirect: bool,
}

impl Request {
    /// Asks for a URL.
    pub fn get(url: Url, purpose: Purpose) -> Self {
        Self {
            method: Method::Get,
            url,
            form: Vec::new(),
            json: None,
            raw: None,
            multipart: false,
            charset: None,
            referer: None,
            purpose,
            headers: Vec::new(),
            stop_at_redirect: false,
        }
    }

    /// Asks for the head of an answer only.
    pub fn head(url: Url, purpose: Purpose) -> Self {
        Self {
            method: Method::Head,
            ..Self::get(url, purpose)
        }
    }

    /// Sends a form, as a step of a journey.
    pub fn post(url: Url, form: Vec<(String, String)>, referer: Option<Url>) -> Self {
        Self {
            method: Method::Post,
            form,
            referer,
            ..Self::get(url, Purpose::Journey)
        }
    }

    /// The page that led here.
    #[must_use]
    pub fn with_referer(mut self, referer: &Url) -> Self {
        self.referer = Some(referer.clone());
        self
    }
}

/// One answer, behind all redirects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// Where the answer came from, at the end of the redirects.
    pub url: Url,
    /// What was asked for, without fragment and credentials.
    pub requested: Url,
    pub status: u16,
    /// Names in lower case, sorted; without cookies.
    pub headers: Vec<(String, String)>,
    /// The names of the cookies that this answer and the redirects before it set, sorted; never their values.
    pub cookie_names: Vec<String>,
    /// The body, decompressed.
    pub body: Vec<u8>,
    /// The body is longer than the limit, or the connection ended in it.
    pub truncated: bool,
    /// The URLs that redirected, in order, without the last one.
    pub redirects: Vec<Url>,
    /// From the sending of each hop to the end of its answer, in milliseconds; without the waiting that politeness asks
    /// for. A replay tells what was measured live.
    pub milliseconds: u32,
}

impl Response {
    /// The first header of that name, given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The content type as sent.
    pub fn content_type(&self) -> Option<&str> {
        self.header("content-type")
    }
}

/// A body ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Body {
    pub(crate) content_type: String,
    pub(crate) bytes: Vec<u8>,
}

/// One step of a request: what goes over the wire before the next redirect.
#[derive(Debug, Clone)]
pub(crate) struct Hop {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) body: Option<Body>,
    pub(crate) referer: Option<Url>,
    pub(crate) purpose: Purpose,
    pub(crate) headers: Vec<(String, String)>,
}

/// The answer to one hop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) cookie_names: Vec<String>,
    pub(crate) body: Vec<u8>,
    pub(crate) truncated: bool,
    pub(crate) milliseconds: u32,
}

impl Hop {
    pub(crate) fn first(request: &Request) -> Result<Self, FetchError> {
        let mut url = clean(request.url.clone())?;
        let charset = super::body::encoding_of(request.charset);
        let body = match request.method {
            Method::Get | Method::Head if request.form.is_empty() => None,
            _ if request.raw.is_some() => request
                .raw
                .clone()
                .map(|(content_type, bytes)| Body { content_type, bytes }),
            Method::Post => Some(super::body::encode(request, charset)),
            Method::Get if !request.form.is_empty() => {
                url.set_query(Some(&super::body::urlencode(&request.form, charset)));
                None
            }
            _ => None,
        };
        Ok(Self {
            method: request.method,
            url,
            body,
            referer: request.referer.clone(),
            purpose: request.purpose,
            headers: request.headers.clone(),
        })
    }

    /// The hop that a redirect with this status asks for (RFC 9110 section 15.4, and what browsers do).
    pub(crate) fn redirected(self, status: u16, to: Url) -> Result<Self, FetchError> {
        let to = clean(to)?;
        let other_host = super::site::host_and_port(&self.url) != super::site::host_and_port(&to);
        let keeps_method = matches!(status, 307 | 308) || self.method != Method::Post;
        if !self.method.is_read() && keeps_method && other_host {
            return Err(FetchError::RedirectRefused {
                from: self.url.into(),
                to: to.into(),
            });
        }
        Ok(Self {
            method: if keeps_method { self.method } else { Method::Get },
            body: if keeps_method { self.body } else { None },
            headers: if other_host { Vec::new() } else { self.headers },
            url: to,
            referer: self.referer,
            purpose: self.purpose,
        })
    }

    /// Origin and Referer as a browser sends them with the policy `strict-origin-when-cross-origin`; a form is
    /// always said to come from the shop itself when no page is given.
    pub(crate) fn origin_and_referer(&self) -> (Option<String>, Option<String>) {
        let from = match &self.referer {
            Some(referer) => referer.clone(),
            None if !self.method.is_read() => {
                let mut root = self.url.clone();
                root.set_path("/");
                root.set_query(None);
                root
            }
            None => return (None, None),
        };
        let origin = from.origin().ascii_serialization();
        let downgrade = from.scheme() == "https" && self.url.scheme() != "https";
        let referer = if downgrade {
            None
        } else if from.origin() == self.url.origin() {
            clean(from).ok().map(String::from)
        } else {
            Some(format!("{origin}/"))
        };
        ((!self.method.is_read()).then_some(origin), referer)
    }
}

/// A URL that can be requested: http or https with a host, without credentials and fragment.
fn clean(mut url: Url) -> Result<Url, FetchError> {
    let invalid = |url: &Url, reason: &str| FetchError::InvalidUrl {
        url: url.as_str().chars().take(200).collect(),
        reason: reason.to_owned(),
    };
    if !matches!(url.scheme(), "http" | "https") {
        return Err(invalid(&url, "only http and https are followed"));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(invalid(&url, "no host"));
    }
    url.set_fragment(None);
    let credentials_removed = url.set_username("").is_ok() && url.set_password(None).is_ok();
    if credentials_removed {
        Ok(url)
    } else {
        Err(invalid(&url, "no host"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("a URL")
    }

    #[test]
    fn a_303_turns_a_form_into_a_get_and_a_307_keeps_it() {
        let post = Request::post(url("https://shop.kr/cart"), vec![("id".into(), "1".into())], None);
        let hop = Hop::first(&post).expect("valid");
        let seen = hop
            .clone()
            .redirected(303, url("https://shop.kr/done"))
            .expect("followed");
        assert_eq!((seen.method, seen.body), (Method::Get, None));
        let kept = hop
            .clone()
            .redirected(307, url("https://shop.kr/done"))
            .expect("followed");
        assert_eq!((kept.method, kept.body.is_some()), (Method::Post, true));
        let refused = hop.redirected(308, url("https://pay.example/done"));
        assert!(matches!(refused, Err(FetchError::RedirectRefused { .. })));
    }

    #[test]
    fn the_referer_says_no_more_than_a_browser_would() {
        let mut request =
            Request::get(url("https://shop.kr/a"), Purpose::Page).with_referer(&url("https://shop.kr/list?q=1#top"));
        let referer = |request: &Request| Hop::first(request).expect("valid").origin_and_referer().1;
        assert_eq!(referer(&request).as_deref(), Some("https://shop.kr/list?q=1"));
        request.url = url("https://pay.example/a");
        assert_eq!(referer(&request).as_deref(), Some("https://shop.kr/"));
        request.url = url("http://shop.kr/a");
        assert_eq!(referer(&request), None);
    }

    #[test]
    fn a_form_sent_by_get_replaces_the_query() {
        let mut request = Request::get(url("https://shop.kr/search?old=1"), Purpose::Journey);
        request.form = vec![("q".into(), "양말".into())];
        request.charset = Some("EUC-KR");
        assert_eq!(
            Hop::first(&request).expect("valid").url.as_str(),
            "https://shop.kr/search?q=%BE%E7%B8%BB"
        );
    }

    #[test]
    fn credentials_in_a_link_are_not_used() {
        let request = Request::get(url("https://a:b@shop.kr/#x"), Purpose::Page);
        assert_eq!(Hop::first(&request).expect("valid").url.as_str(), "https://shop.kr/");
        let mail = Request::get(url("mailto:a@shop.kr"), Purpose::Page);
        assert!(matches!(Hop::first(&mail), Err(FetchError::InvalidUrl { .. })));
    }
}
