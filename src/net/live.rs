//! One request over the network, without following redirects.

use std::io;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Once, OnceLock};
use std::time::Duration;

use reqwest::cookie::Jar;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::sync::watch;
use tokio::time::{Instant, timeout, timeout_at};
use url::Url;

use super::address::{GuardedResolver, PrivateRule};
use super::cookies::Cookies;
use super::error::{FetchError, Limit};
use super::headers::{is_media, plain_headers, read_headers};
use super::options::ClientOptions;
use super::polite::{Politeness, retry_after};
use super::request::{Answer, Hop, Method, Purpose};
use super::site::{host_and_port, same_host, site_of};
use super::trouble::{classify, innermost};

/// From the first request that cleans up after the end of an audit, such requests go out for so long.
const CLEAN_UP_TIME: Duration = Duration::from_secs(30);
/// And so many of them.
const CLEAN_UP_REQUESTS: u32 = 24;
/// A link check reads no more than this of a body.
const LINK_CHECK_BYTES: usize = 64 * 1024;

/// The network as a source of answers.
pub(crate) struct Live {
    client: reqwest::Client,
    cookies: Arc<Cookies>,
    options: ClientOptions,
    politeness: Politeness,
    deadline: Instant,
    requests: AtomicU32,
    bytes: AtomicU64,
    cancelled: watch::Sender<bool>,
    clean_up_until: OnceLock<Instant>,
    clean_ups: AtomicU32,
}

/// The client could not be made of these options.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// A header name or value, or the user agent, has characters that HTTP does not allow.
    #[error("not a valid HTTP header: {name}")]
    Header { name: String },
    /// TLS or another part could not be set up.
    #[error("the HTTP client could not be set up: {0}")]
    Setup(String),
    /// The file for the saved walk could not be made.
    #[error("{path}: {source}")]
    File { path: String, source: io::Error },
    /// The saved walk could not be read.
    #[error(transparent)]
    Replay(#[from] super::replay::ReplayError),
}

fn install_tls_provider() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Fails only when a provider is there already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}

impl Live {
    pub(crate) fn new(options: ClientOptions, rule: Arc<PrivateRule>) -> Result<Self, ClientError> {
        install_tls_provider();
        for (name, value) in options
            .extra_headers
            .iter()
            .chain([&("user-agent".to_owned(), options.user_agent.clone())])
        {
            let valid = HeaderName::from_bytes(name.as_bytes()).is_ok() && HeaderValue::from_str(value).is_ok();
            if !valid {
                return Err(ClientError::Header { name: name.clone() });
            }
        }
        let setup = |error: reqwest::Error| ClientError::Setup(innermost(&error));
        let mut roots = Vec::new();
        for der in webpki_root_certs::TLS_SERVER_ROOT_CERTS
            .iter()
            .map(AsRef::as_ref)
            .chain(options.extra_roots.iter().map(Vec::as_slice))
        {
            roots.push(reqwest::Certificate::from_der(der).map_err(setup)?);
        }
        let cookies = Arc::new(Cookies::new(jar(&options)));
        let mut builder = reqwest::Client::builder()
            .user_agent(&options.user_agent)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .cookie_provider(Arc::clone(&cookies))
            .connect_timeout(options.connect_timeout)
            .dns_resolver(GuardedResolver(rule))
            .tls_certs_only(roots);
        if !options.use_system_proxy {
            builder = builder.no_proxy();
        }
        Ok(Self {
            client: builder.build().map_err(setup)?,
            cookies,
            politeness: Politeness::new(&options),
            deadline: Instant::now() + options.total_time,
            requests: AtomicU32::new(0),
            bytes: AtomicU64::new(0),
            cancelled: watch::channel(false).0,
            clean_up_until: OnceLock::new(),
            clean_ups: AtomicU32::new(0),
            options,
        })
    }

    pub(crate) fn cookies(&self) -> &Cookies {
        &self.cookies
    }

    pub(crate) fn cancel(&self) {
        self.cancelled.send_replace(true);
    }

    pub(crate) fn set_crawl_delay(&self, url: &Url, delay: Duration) {
        self.politeness.set_crawl_delay(&site_of(url), delay);
    }

    /// Sends the hop in its turn, asks again where the server wants that, and ends at every limit.
    pub(crate) async fn exchange(&self, hop: &Hop) -> Result<Answer, FetchError> {
        if hop.purpose == Purpose::CleanUp {
            return self.clean_up(hop).await;
        }
        let mut cancelled = self.cancelled.subscribe();
        tokio::select! {
            biased;
            _ = cancelled.wait_for(|&cancelled| cancelled) => Err(FetchError::Cancelled),
            answer = timeout_at(self.deadline, self.with_retries(hop)) => {
                answer.unwrap_or(Err(FetchError::LimitReached { which: Limit::Time }))
            }
        }
    }

    /// What the audit did to the shop is taken back even when the audit is over; for a short time and by few requests.
    async fn clean_up(&self, hop: &Hop) -> Result<Answer, FetchError> {
        let stopped = *self.cancelled.borrow() || Instant::now() >= self.deadline;
        let until = if stopped {
            *self.clean_up_until.get_or_init(|| Instant::now() + CLEAN_UP_TIME)
        } else {
            self.deadline.max(Instant::now() + CLEAN_UP_TIME)
        };
        timeout_at(until, self.with_retries(hop))
            .await
            .unwrap_or(Err(FetchError::LimitReached { which: Limit::Time }))
    }

    async fn with_retries(&self, hop: &Hop) -> Result<Answer, FetchError> {
        let site = site_of(&hop.url);
        let mut attempt = 0;
        loop {
            let permit = match hop.purpose {
                Purpose::Part => self.politeness.enter_beside(&site).await,
                _ => self.politeness.enter(&site).await,
            };
            self.count_request(hop.purpose)?;
            let sent = timeout(self.options.request_timeout, self.send(hop)).await;
            drop(permit);
            let host = || host_and_port(&hop.url);
            match sent.unwrap_or_else(|_| Err(FetchError::Timeout { host: host() })) {
                // A server may close an idle connection just as it is used again; a browser asks again, too.
                Err(FetchError::Interrupted { .. }) if hop.method.is_read() && attempt == 0 => {}
                Err(error) => return Err(error),
                Ok(answer) => match self.wait_before_retry(hop, &answer, attempt) {
                    Some(wait) => self.politeness.pause(&site, wait),
                    None => return Ok(answer),
                },
            }
            attempt += 1;
        }
    }

    /// How long to wait before asking again, or `None` to take the answer as it is. A form is never sent twice.
    fn wait_before_retry(&self, hop: &Hop, answer: &Answer, attempt: u32) -> Option<Duration> {
        if !matches!(answer.status, 429 | 503) || !hop.method.is_read() || attempt >= self.options.max_retries {
            return None;
        }
        let asked = answer.headers.iter().find(|(name, _)| name == "retry-after");
        let wait = match asked {
            Some((_, value)) => retry_after(value)?,
            None => Duration::from_secs(1 << attempt.min(4)),
        };
        (wait <= self.options.max_retry_wait).then_some(wait)
    }

    fn count_request(&self, purpose: Purpose) -> Result<(), FetchError> {
        if purpose == Purpose::CleanUp {
            self.requests.fetch_add(1, Ordering::Relaxed);
            return if self.clean_ups.fetch_add(1, Ordering::Relaxed) < CLEAN_UP_REQUESTS {
                Ok(())
            } else {
                Err(FetchError::LimitReached { which: Limit::Requests })
            };
        }
        if self.bytes.load(Ordering::Relaxed) >= self.options.max_total_bytes {
            return Err(FetchError::LimitReached { which: Limit::Bytes });
        }
        let more = |count: u32| (count < self.options.max_requests).then_some(count + 1);
        match self.requests.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more) {
            Ok(_) => Ok(()),
            Err(_) => Err(FetchError::LimitReached { which: Limit::Requests }),
        }
    }

    async fn send(&self, hop: &Hop) -> Result<Answer, FetchError> {
        let method = match hop.method {
            Method::Get => reqwest::Method::GET,
            Method::Head => reqwest::Method::HEAD,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
            Method::Options => reqwest::Method::OPTIONS,
        };
        let mut request = self.client.request(method, hop.url.clone()).headers(self.headers(hop));
        if let Some(body) = &hop.body {
            request = request.body(body.bytes.clone());
        }
        let sent = Instant::now();
        let mut response = request.send().await.map_err(|error| classify(&error, &hop.url))?;
        let (headers, cookie_names) = read_headers(response.headers());
        let little = hop.purpose == Purpose::LinkCheck || (hop.purpose != Purpose::Part && is_media(&headers));
        let most = self.options.max_bytes_per_page;
        let limit = if little { LINK_CHECK_BYTES.min(most) } else { most };
        let mut body = Vec::new();
        let mut truncated = false;
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) => {
                    let room = limit - body.len();
                    body.extend_from_slice(&chunk[..chunk.len().min(room)]);
                    if chunk.len() > room {
                        truncated = true;
                        break;
                    }
                }
                Ok(None) => break,
                // A browser shows what came; so do we, and say that it is cut.
                Err(_) if !body.is_empty() => {
                    truncated = true;
                    break;
                }
                Err(error) => return Err(classify(&error, &hop.url)),
            }
        }
        self.bytes.fetch_add(body.len() as u64, Ordering::Relaxed);
        Ok(Answer {
            status: response.status().as_u16(),
            headers,
            cookie_names,
            body,
            truncated,
            milliseconds: u32::try_from(sent.elapsed().as_millis()).unwrap_or(u32::MAX),
        })
    }

    fn headers(&self, hop: &Hop) -> HeaderMap {
        let mut map = HeaderMap::new();
        let mut set = |name: &str, value: &str| {
            if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
                map.insert(name, value);
            }
        };
        for (name, value) in plain_headers(hop, &self.options) {
            set(name, &value);
        }
        for (name, value) in &hop.headers {
            set(name, value);
        }
        if self.options.shop.as_ref().is_some_and(|shop| same_host(shop, &hop.url)) {
            if let Some((user, password)) = &self.options.basic_auth {
                use base64::Engine as _;
                let pair = base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"));
                set("authorization", &format!("Basic {pair}"));
            }
            for (name, value) in &self.options.extra_headers {
                set(name, value);
            }
        }
        map
    }
}

/// The user's cookies, bound to the shop's own host.
fn jar(options: &ClientOptions) -> Jar {
    let jar = Jar::default();
    let Some(shop) = &options.shop else { return jar };
    let mut hosts = vec![shop.clone()];
    if let Some(host) = shop.host_str().filter(|_| shop.domain().is_some()) {
        let sibling = host
            .strip_prefix("www.")
            .map_or_else(|| format!("www.{host}"), str::to_owned);
        let mut url = shop.clone();
        if url.set_host(Some(&sibling)).is_ok() {
            hosts.push(url);
        }
    }
    for (name, value) in &options.cookies {
        for host in &hosts {
            jar.add_cookie_str(&format!("{name}={value}; Path=/"), host);
        }
    }
    jar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_that_http_does_not_allow_is_an_error_of_the_options() {
        let options = ClientOptions {
            extra_headers: vec![("X-Key".into(), "a\r\nb".into())],
            ..ClientOptions::default()
        };
        let error = Live::new(options, Arc::default()).err().expect("refused");
        assert_eq!(error.to_string(), "not a valid HTTP header: X-Key");
    }
}
