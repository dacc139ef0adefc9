//! How the client behaves.

use std::time::Duration;

use url::Url;

/// Names the tool and where to learn more. Without the words that make shop systems deny a session to robots.
pub const USER_AGENT: &str = concat!(
    "touchpoint/",
    env!("CARGO_PKG_VERSION"),
    " (customer-experience audit; +https://crates.io/crates/touchpoint)"
);

const DEFAULT_LANGUAGES: &str = "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7";

/// Values of headers and cookies are never saved; where a page shows one, it is taken out when it is at least so
/// many bytes long. A shorter one (`staging`, `KRW`) is a word that pages use.
const SHORTEST_TOKEN: usize = 12;

/// Settings of one audit's HTTP client. Start from `ClientOptions::for_shop(url)` and change what differs.
#[derive(Clone)]
pub struct ClientOptions {
    /// The shop as the user named it. Pages outside its site are refused; secrets go to its host only. Without
    /// it each request's own site is the bound, and secrets are never sent.
    pub shop: Option<Url>,
    pub user_agent: String,
    /// The shop's market, e.g. `ko-KR,ko;q=0.9,en;q=0.5`.
    pub accept_language: String,
    /// Sent to the shop's own host only and never saved, like `cookies` and `basic_auth`.
    pub extra_headers: Vec<(String, String)>,
    /// Names and values.
    pub cookies: Vec<(String, String)>,
    /// User and password.
    pub basic_auth: Option<(String, String)>,
    /// Time for name, connection and TLS.
    pub connect_timeout: Duration,
    /// Time for one request with its body, redirects not counted.
    pub request_timeout: Duration,
    /// Time for the whole audit; then requests end in `LimitReached`.
    pub total_time: Duration,
    /// Bytes of one body, decompressed; the rest is cut.
    pub max_bytes_per_page: usize,
    /// Bytes of all bodies of the audit.
    pub max_total_bytes: u64,
    pub max_redirects: usize,
    /// Requests of the audit, with redirects, retries and robots.txt.
    pub max_requests: u32,
    /// Requests per second to one site; 0 is no limit.
    pub rate_per_second: f64,
    /// Requests at a time to one site, at least 1.
    pub in_flight: usize,
    /// A `Crawl-delay` longer than this is cut to it.
    pub max_crawl_delay: Duration,
    /// A `Retry-After` up to this is waited for; a longer one is not, and the answer is returned as it is.
    pub max_retry_wait: Duration,
    /// How often a 429 or 503 is asked again.
    pub max_retries: u32,
    /// Whether the crawl obeys robots.txt.
    pub obey_robots: bool,
    /// The user says that the shop is theirs: journeys enter what robots.txt forbids to crawlers.
    pub mine: bool,
    /// Allow private addresses also behind public names and beside the named host.
    pub allow_private: bool,
    /// Use the proxy that the environment names (`HTTPS_PROXY` and so on).
    pub use_system_proxy: bool,
    /// Trust these certificates (DER) beside the public roots, for a staging shop.
    pub extra_roots: Vec<Vec<u8>>,
    /// Texts that never reach a saved walk: the test customer's name, phone, mail and the like. Each is replaced
    /// by `redacted`, also in pages, so no common word belongs here.
    pub redact: Vec<String>,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            shop: None,
            user_agent: USER_AGENT.to_owned(),
            accept_language: DEFAULT_LANGUAGES.to_owned(),
            extra_headers: Vec::new(),
            cookies: Vec::new(),
            basic_auth: None,
            connect_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(30),
            total_time: Duration::from_secs(15 * 60),
            max_bytes_per_page: 8 * 1024 * 1024,
            max_total_bytes: 1024 * 1024 * 1024,
            max_redirects: 10,
            max_requests: 2_000,
            rate_per_second: 4.0,
            in_flight: 2,
            max_crawl_delay: Duration::from_secs(10),
            max_retry_wait: Duration::from_secs(30),
            max_retries: 2,
            obey_robots: true,
            mine: false,
            allow_private: false,
            use_system_proxy: false,
            extra_roots: Vec::new(),
            redact: Vec::new(),
        }
    }
}

impl ClientOptions {
    /// The defaults for this shop, with the languages of its market.
    pub fn for_shop(shop: Url) -> Self {
        Self {
            accept_language: market_languages(&shop).to_owned(),
            shop: Some(shop),
            ..Self::default()
        }
    }

    /// Everything that must not appear in a saved walk.
    pub(crate) fn secrets(&self) -> Vec<String> {
        let cookies = self.cookies.iter().map(|(_, value)| value);
        let headers = self.extra_headers.iter().map(|(_, value)| value);
        let password = self.basic_auth.iter().map(|(_, password)| password);
        let sent = cookies
            .chain(headers)
            .chain(password)
            .filter(|value| value.len() >= SHORTEST_TOKEN);
        self.redact.iter().chain(sent).cloned().collect()
    }
}

/// The `Accept-Language` of a customer in the market that the host's country names. Hosts without a country
/// (`.com`, addresses) get Korean, then English.
pub fn market_languages(shop: &Url) -> &'static str {
    let country = shop
        .domain()
        .and_then(|host| host.trim_end_matches('.').rsplit('.').next());
    match country.unwrap_or_default() {
        "us" | "uk" | "au" | "nz" | "ie" | "ca" | "in" | "sg" | "za" => "en-US,en;q=0.9",
        "de" | "at" | "ch" => "de-DE,de;q=0.9,en;q=0.7",
        "jp" => "ja-JP,ja;q=0.9,en;q=0.7",
        "fr" => "fr-FR,fr;q=0.9,en;q=0.7",
        "be" => "nl-BE,nl;q=0.9,fr;q=0.8,en;q=0.7",
        "es" | "mx" | "ar" | "cl" | "co" | "pe" => "es-ES,es;q=0.9,en;q=0.7",
        "it" => "it-IT,it;q=0.9,en;q=0.7",
        "nl" => "nl-NL,nl;q=0.9,en;q=0.7",
        "pl" => "pl-PL,pl;q=0.9,en;q=0.7",
        "pt" | "br" => "pt-PT,pt;q=0.9,en;q=0.7",
        "cn" => "zh-CN,zh;q=0.9,en;q=0.7",
        "tw" | "hk" => "zh-TW,zh;q=0.9,en;q=0.7",
        _ => DEFAULT_LANGUAGES,
    }
}

/// Secrets stay out of what is printed for debugging.
impl std::fmt::Debug for ClientOptions {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ClientOptions")
            .field("shop", &self.shop.as_ref().map(Url::as_str))
            .field("user_agent", &self.user_agent)
            .field("rate_per_second", &self.rate_per_second)
            .field("in_flight", &self.in_flight)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_agent_is_honest_and_lets_us_in() {
        assert!(USER_AGENT.starts_with("touchpoint/"));
        for word in ["bot", "crawl", "spider", "curl", "wget", "python", "headless"] {
            assert!(!USER_AGENT.to_lowercase().contains(word), "{word}");
        }
    }

    #[test]
    fn a_shop_is_asked_in_the_language_of_its_market() {
        let asked = |shop: &str| ClientOptions::for_shop(Url::parse(shop).expect("a URL")).accept_language;
        assert!(asked("https://laden.de").starts_with("de-DE"));
        assert!(asked("https://mise.co.jp./").starts_with("ja-JP"));
        assert!(asked("https://shop.co.kr").starts_with("ko-KR"));
        assert!(asked("http://127.0.0.1:8080").starts_with("ko-KR"));
    }

    #[test]
    fn debugging_output_holds_no_secret() {
        let options = ClientOptions {
            basic_auth: Some(("staging".into(), "s3cret".into())),
            ..ClientOptions::default()
        };
        assert!(!format!("{options:?}").contains("s3cret"));
    }
}
