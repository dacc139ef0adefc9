//! The one door to the shop: live, recorded, or from a saved walk, with the same rules for each.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use serde::{Deserialize, Serialize};
use tokio::sync::OnceCell;
use url::Url;

use super::address::PrivateRule;
use super::error::FetchError;
use super::guard::{self, Consent, Decision};
use super::live::{ClientError, Live};
use super::options::ClientOptions;
use super::record::Recorder;
use super::replay::Replay;
use super::request::{Answer, Hop, Purpose, Request, Response};
use super::robots::Robots;
use super::site::site_of;
use crate::lexicon::Platforms;

/// The metadata under which the client's own rules are saved with a walk.
const CLIENT_METADATA: &str = "client";

/// Fetches pages. Cheap to clone; clones share cookies, politeness, limits and the recording.
#[derive(Clone)]
pub struct Fetcher(Arc<Shared>);

struct Shared {
    source: Source,
    recorder: Option<Recorder>,
    rules: Rules,
    private: Arc<PrivateRule>,
    /// Further sites that the user accepted as the shop's.
    adopted: RwLock<Vec<String>>,
    /// What the guard must know of the walk to judge an address.
    watch: RwLock<Watch>,
    /// Hops asked, live or from a saved walk.
    asked: AtomicU32,
    robots: Mutex<BTreeMap<String, Arc<OnceCell<Arc<Robots>>>>>,
}

/// The shop's platform, as far as it is known, and what the user agreed to.
#[derive(Debug, Clone, Default)]
struct Watch {
    platform: Option<String>,
    consent: Consent,
}

enum Source {
    Live(Box<Live>),
    Replay(Replay),
}

/// What decides about a request before it is sent; saved with a walk, so that its replay decides alike.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Rules {
    shop: Option<String>,
    max_redirects: usize,
    obey_robots: bool,
    mine: bool,
    allow_private: bool,
}

impl Rules {
    fn of(options: &ClientOptions) -> Self {
        Self {
            shop: options.shop.as_ref().map(|shop| without_credentials(shop).to_string()),
            max_redirects: options.max_redirects,
            obey_robots: options.obey_robots,
            mine: options.mine,
            allow_private: options.allow_private,
        }
    }

    fn shop(&self) -> Option<Url> {
        self.shop.as_deref().and_then(|shop| Url::parse(shop).ok())
    }
}

fn without_credentials(url: &Url) -> Url {
    let mut url = url.clone();
    let _ = url.set_username("").and_then(|()| url.set_password(None));
    url
}

impl Fetcher {
    /// A client on the network.
    pub fn live(options: ClientOptions) -> Result<Self, ClientError> {
        Self::on_network(options, None)
    }

    /// A client on the network that saves what it sees to `path`, a `.warc.gz`. The file appears there when
    /// [`Fetcher::finish`] is called. `started` is the only clock in it.
    pub fn recording(options: ClientOptions, path: &Path, started: jiff::Timestamp) -> Result<Self, ClientError> {
        let file_error = |source| ClientError::File {
            path: path.display().to_string(),
            source,
        };
        let recorder = Recorder::create(path, &options, started).map_err(file_error)?;
        let rules = serde_json::to_string(&Rules::of(&options)).unwrap_or_default();
        recorder.put_metadata(CLIENT_METADATA, &rules);
        Self::on_network(options, Some(recorder))
    }

    fn on_network(options: ClientOptions, recorder: Option<Recorder>) -> Result<Self, ClientError> {
        let rules = Rules::of(&options);
        let private = Arc::new(PrivateRule::new(options.shop.as_ref(), options.allow_private));
        let source = Source::Live(Box::new(Live::new(options, Arc::clone(&private))?));
        Ok(Self::assemble(source, recorder, rules, private))
    }

    /// A saved walk in place of the network.
    pub fn replay(path: &Path) -> Result<Self, ClientError> {
        let replay = Replay::open(path)?;
        let rules = replay
            .metadata(CLIENT_METADATA)
            .and_then(|text| serde_json::from_str(text).ok());
        let rules: Rules = rules.unwrap_or_else(|| Rules::of(&ClientOptions::default()));
        let private = Arc::new(PrivateRule::new(rules.shop().as_ref(), rules.allow_private));
        Ok(Self::assemble(Source::Replay(replay), None, rules, private))
    }

    fn assemble(source: Source, recorder: Option<Recorder>, rules: Rules, private: Arc<PrivateRule>) -> Self {
        let adopted = RwLock::new(rules.shop().iter().map(site_of).collect());
        Self(Arc::new(Shared {
            source,
            recorder,
            rules,
            private,
            adopted,
            watch: RwLock::default(),
            asked: AtomicU32::new(0),
            robots: Mutex::default(),
        }))
    }

    /// Fetches, follows redirects, and obeys robots.txt, which is fetched when it is first needed.
    ///
    /// Every status is an answer; an error means that there is none.
    pub async fn fetch(&self, request: Request) -> Result<Response, FetchError> {
        self.follow(request, true).await
    }

    /// The robots.txt of the URL's origin.
    ///
    /// # Errors
    ///
    /// Why it could not be asked for. Then nothing of that origin may be crawled (RFC 9309 section 2.3.1.4); the
    /// next call asks again.
    pub async fn robots(&self, url: &Url) -> Result<Arc<Robots>, FetchError> {
        let cell = {
            let mut robots = self.0.robots.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(robots.entry(url.origin().ascii_serialization()).or_default())
        };
        let robots = cell
            .get_or_try_init(|| async { self.load_robots(url).await.map(Arc::new) })
            .await?;
        Ok(Arc::clone(robots))
    }

    async fn load_robots(&self, url: &Url) -> Result<Robots, FetchError> {
        let Ok(location) = url.join("/robots.txt") else {
            return Ok(Robots::all_allowed());
        };
        let robots = match Box::pin(self.follow(Request::get(location, Purpose::Robots), false)).await {
            Ok(response) => Robots::parse(&response.body, response.status),
            // RFC 9309 section 2.3.1.2: unavailable by redirects means that all is allowed.
            Err(FetchError::OffSite { .. } | FetchError::TooManyRedirects { .. } | FetchError::InvalidUrl { .. }) => {
                Robots::all_allowed()
            }
            Err(error) => return Err(error),
        };
        if let (Source::Live(live), Some(delay)) = (&self.0.source, robots.crawl_delay()) {
            live.set_crawl_delay(url, delay);
        }
        Ok(robots)
    }

    /// Takes the site of this URL as the shop's, too; for a redirect to another domain that the user accepts.
    /// Secrets and private addresses stay bound to the shop that was named.
    pub fn adopt(&self, url: &Url) {
        self.0
            .adopted
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .push(site_of(url));
    }

    /// Tells the guard of every hop what the user agreed to, and the shop's platform (its id in `platforms.toml`) once it
    /// is known. Until then no draft may be entered, and only what is dangerous at any shop is known to be so.
    pub fn watch(&self, platform: Option<&str>, consent: Consent) {
        let mut watch = self.0.watch.write().unwrap_or_else(PoisonError::into_inner);
        *watch = Watch {
            platform: platform.map(str::to_owned),
            consent,
        };
    }

    /// Whether the URL is on the shop's site.
    pub fn is_on_site(&self, url: &Url) -> bool {
        self.0
            .adopted
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(&site_of(url))
    }

    /// Ends what is under way, and all that follows, with [`FetchError::Cancelled`].
    pub fn cancel(&self) {
        if let Source::Live(live) = &self.0.source {
            live.cancel();
        }
    }

    /// What the shop told its customer to keep since the last call, as `Set-Cookie` lines of this URL's host: for a
    /// browser that walks beside. Nothing in a saved walk.
    pub(crate) fn fresh_cookies(&self, url: &Url) -> Vec<String> {
        match &self.0.source {
            Source::Live(live) => live.cookies().take_fresh(url),
            Source::Replay(_) => Vec::new(),
        }
    }

    /// Takes over what a browser would send as `Cookie`: scripts set cookies, too.
    pub(crate) fn absorb_cookies(&self, url: &Url, line: &str) {
        if let Source::Live(live) = &self.0.source {
            live.cookies().absorb(url, line);
        }
    }

    /// How many requests were made, each hop of a redirect counted, retries not: the same for a walk and for its replay.
    pub fn requests_sent(&self) -> u32 {
        self.0.asked.load(Ordering::Relaxed)
    }

    /// Counts hops that a saved walk does not ask again.
    pub(crate) fn count_asked(&self, hops: u32) {
        self.0.asked.fetch_add(hops, Ordering::Relaxed);
    }

    /// Whether this is a saved walk.
    pub fn is_replay(&self) -> bool {
        matches!(self.0.source, Source::Replay(_))
    }

    /// Keeps a text with the walk that is being saved; without a recording nothing happens.
    pub fn put_metadata(&self, name: &str, text: &str) {
        if let Some(recorder) = &self.0.recorder {
            recorder.put_metadata(name, text);
        }
    }

    /// A text that was kept with the saved walk.
    pub fn metadata(&self, name: &str) -> Option<&str> {
        match &self.0.source {
            Source::Replay(replay) => replay.metadata(name),
            Source::Live(_) => None,
        }
    }

    /// When the saved walk was recorded: RFC 3339 in UTC, to the second.
    pub fn recorded_at(&self) -> Option<&str> {
        match &self.0.source {
            Source::Replay(replay) => replay.recorded_at(),
            Source::Live(_) => None,
        }
    }

    /// Completes the saved walk, if one is being made, and moves it to its place.
    pub fn finish(&self) -> io::Result<()> {
        self.0.recorder.as_ref().map_or(Ok(()), Recorder::finish)
    }

    async fn follow(&self, request: Request, with_robots: bool) -> Result<Response, FetchError> {
        let mut hop = Hop::first(&request)?;
        let requested = hop.url.clone();
        let mut from = hop.url.clone();
        let mut redirects = Vec::new();
        let mut cookie_names = Vec::new();
        let mut milliseconds = 0_u32;
        loop {
            self.check(&hop, &from)?;
            self.check_harmless(&hop)?;
            if with_robots {
                self.check_robots(&hop).await?;
            }
            let mut answer = self.exchange(&hop).await?;
            milliseconds = milliseconds.saturating_add(answer.milliseconds);
            answer.milliseconds = milliseconds;
            cookie_names.extend(answer.cookie_names.iter().cloned());
            let target = redirect_target(&hop.url, &answer).filter(|_| !request.stop_at_redirect);
            let Some(next) = target else {
                cookie_names.sort();
                cookie_names.dedup();
                return Ok(response(requested, hop.url, answer, cookie_names, redirects));
            };
            if redirects.len() >= self.0.rules.max_redirects {
                return Err(FetchError::TooManyRedirects {
                    url: requested.into(),
                    limit: self.0.rules.max_redirects,
                });
            }
            from = hop.url.clone();
            redirects.push(from.clone());
            hop = hop.redirected(answer.status, next)?;
        }
    }

    /// Refuses what leads off the shop's site or to a private address.
    fn check(&self, hop: &Hop, from: &Url) -> Result<(), FetchError> {
        let bound =
            !matches!(hop.purpose, Purpose::StyleSheet | Purpose::LinkCheck | Purpose::Part) || !hop.method.is_read();
        let on_site = match self.0.rules.shop {
            Some(_) => self.is_on_site(&hop.url),
            None => site_of(&hop.url) == site_of(from),
        };
        // First the address: where a page steers us to the user's own network, that is the thing to say.
        self.0.private.check(&hop.url)?;
        if bound && !on_site {
            return Err(FetchError::OffSite {
                from: from.to_string(),
                to: hop.url.to_string(),
            });
        }
        Ok(())
    }

    /// The guard's look at the address, on every hop: a redirect may lead where no link would be followed.
    fn check_harmless(&self, hop: &Hop) -> Result<(), FetchError> {
        let watch = self.0.watch.read().unwrap_or_else(PoisonError::into_inner);
        let consent = match hop.purpose {
            Purpose::Journey | Purpose::CleanUp => watch.consent,
            // Whatever the journey may, a crawl reads only.
            Purpose::Page | Purpose::LinkCheck | Purpose::Part => Consent::default(),
            Purpose::StyleSheet | Purpose::Robots | Purpose::Sitemap => return Ok(()),
        };
        let platform = watch
            .platform
            .as_deref()
            .filter(|_| self.is_on_site(&hop.url))
            .and_then(|id| Platforms::builtin().get(id));
        match guard::decide_hop(hop.method, &hop.url, true, platform, consent) {
            Decision::Allow => Ok(()),
            Decision::Refuse(refusal) => Err(FetchError::Guarded {
                url: hop.url.to_string(),
                rule: refusal.rule.to_owned(),
            }),
        }
    }

    async fn check_robots(&self, hop: &Hop) -> Result<(), FetchError> {
        let rules = &self.0.rules;
        let applies = match hop.purpose {
            Purpose::Page => true,
            Purpose::Journey | Purpose::CleanUp => !rules.mine,
            Purpose::LinkCheck => self.is_on_site(&hop.url),
            // What a page is made of, and the files that are there for crawlers.
            Purpose::StyleSheet | Purpose::Part | Purpose::Robots | Purpose::Sitemap => false,
        };
        if !rules.obey_robots || !applies {
            return Ok(());
        }
        let robots = self.robots(&hop.url).await?;
        if robots.allowed_url(&hop.url) {
            return Ok(());
        }
        let url = hop.url.to_string();
        Err(if robots.is_unreachable() {
            FetchError::RobotsUnreachable { url }
        } else {
            FetchError::BlockedByRobots { url }
        })
    }

    async fn exchange(&self, hop: &Hop) -> Result<Answer, FetchError> {
        let answer = match &self.0.source {
            Source::Replay(replay) => replay.exchange(hop),
            Source::Live(live) => {
                let answer = live.exchange(hop).await;
                if let Some(recorder) = &self.0.recorder {
                    recorder.put_exchange(hop, &answer);
                }
                answer
            }
        };
        if !matches!(answer, Err(FetchError::LimitReached { .. } | FetchError::Cancelled)) {
            self.0.asked.fetch_add(1, Ordering::Relaxed);
        }
        answer
    }
}

/// Where a redirect leads; `None` when the answer is none or names no place.
fn redirect_target(base: &Url, answer: &Answer) -> Option<Url> {
    if !matches!(answer.status, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let (_, location) = answer.headers.iter().find(|(name, _)| name == "location")?;
    base.join(location.trim()).ok()
}

fn response(requested: Url, url: Url, answer: Answer, cookie_names: Vec<String>, redirects: Vec<Url>) -> Response {
    Response {
        url,
        requested,
        status: answer.status,
        headers: answer.headers,
        cookie_names,
        body: answer.body,
        truncated: answer.truncated,
        redirects,
        milliseconds: answer.milliseconds,
    }
}
