//! One walk in progress: what was seen, what was sent, and the one way to fetch a page.

use std::collections::BTreeSet;

use url::Url;

use super::aside::Aside;
use super::customer::Customer;
use super::frontier::{Candidate, Frontier};
use super::layout::{Layouts, ToLayOut};
use super::see::ChromeEye;
use super::style::Sheets;
use super::{Options, Progress, Render, blocked, guess, see};
use crate::extract::{Source, facts};
use crate::lexicon::{Platform, Platforms};
use crate::model::{Note, PageFacts, PageKind, RequestLine, WalkPage};
use crate::net::guard::Consent;
use crate::net::{FetchError, Fetcher, Purpose, Redactor, Request, Response, guard};

/// Names of cookies kept for recognising the platform.
const MOST_COOKIE_NAMES: usize = 50;

/// One walk in progress.
pub(super) struct Session<'a> {
    pub(super) fetcher: &'a Fetcher,
    pub(super) options: &'a Options,
    pub(super) progress: &'a (dyn Fn(Progress) + Sync),
    pub(super) frontier: Frontier,
    pub(super) pages: Vec<WalkPage>,
    pub(super) requests: Vec<RequestLine>,
    /// Addresses that robots.txt keeps us from.
    pub(super) forbidden: BTreeSet<String>,
    pub(super) warnings: Vec<Note>,
    pub(super) limit_notes: Vec<Note>,
    pub(super) platform: Option<String>,
    pub(super) country: Option<String>,
    cookie_names: Vec<String>,
    pub(super) sheets: Sheets,
    /// A limit of the client ended the walk.
    pub(super) over: bool,
    pub(super) layouts: Layouts,
    /// The browser, where one is wanted.
    pub(super) chrome: ChromeEye,
    /// The static eye came to where only a script goes on: the journey is walked in the browser.
    pub(super) in_browser: bool,
    /// What the journey did is being taken back: requests go out even when the walk is over.
    pub(super) cleaning: bool,
    /// Takes the test customer out of what the shop shows of it.
    redactor: Redactor,
}

/// A page as it was read.
pub(super) struct Visit {
    pub(super) url: Url,
    pub(super) status: u16,
    pub(super) blocked: Option<Note>,
    pub(super) facts: PageFacts,
    to_lay_out: Option<ToLayOut>,
    /// What it does beside showing itself; read on the journey only.
    pub(super) aside: Aside,
    /// The page as it came; kept on the journey only.
    pub(super) html: String,
    /// How long it took to come, redirects included.
    pub(super) milliseconds: u32,
}

impl Visit {
    /// The page was looked at in a browser: it need not be laid out.
    pub(super) fn seen_elsewhere(&mut self) {
        self.to_lay_out = None;
    }
}

impl<'a> Session<'a> {
    pub(super) fn new(fetcher: &'a Fetcher, options: &'a Options, progress: &'a (dyn Fn(Progress) + Sync)) -> Self {
        let session = Session {
            fetcher,
            options,
            progress,
            frontier: Frontier::default(),
            pages: Vec::new(),
            requests: Vec::new(),
            forbidden: BTreeSet::new(),
            warnings: Vec::new(),
            limit_notes: Vec::new(),
            platform: None,
            country: options.country.clone(),
            cookie_names: Vec::new(),
            over: false,
            layouts: Layouts::start(options),
            in_browser: false,
            chrome: ChromeEye::new(options.chrome_program.clone()),
            cleaning: false,
            sheets: Sheets::default(),
            redactor: if options.fill {
                Redactor::new(&Customer::secrets(&options.customer))
            } else {
                Redactor::default()
            },
        };
        fetcher.watch(None, session.consent());
        session
    }

    /// Sends a request. Limits that were reached end the walk and are noted once.
    pub(super) async fn send(&mut self, request: Request) -> Result<Response, FetchError> {
        let is_page = matches!(request.purpose, Purpose::Page | Purpose::Journey);
        let answer = self.fetcher.fetch(request).await;
        self.note_answer(answer.as_ref().err());
        if let (true, Ok(response)) = (is_page, &answer) {
            self.fetch_sheets(response).await;
        }
        answer
    }

    /// Fetches the style sheets that a page links, so that [`Session::read`] knows what they hide.
    pub(super) async fn fetch_sheets(&mut self, response: &Response) {
        if is_html(response) && !self.over {
            self.sheets.fetch(self.fetcher, response).await;
        }
    }

    /// Books an answer that was fetched beside others.
    pub(super) fn note_answer(&mut self, error: Option<&FetchError>) {
        match error {
            Some(FetchError::LimitReached { which }) => {
                self.over = true;
                self.note_limit(Note::new("limit-reached").with("limit", which));
            }
            Some(FetchError::Cancelled) => {
                self.over = true;
                self.note_limit(Note::new("cancelled"));
            }
            Some(FetchError::BlockedByRobots { url } | FetchError::RobotsUnreachable { url }) => {
                self.forbidden.insert(url.clone());
            }
            Some(_) | None => {}
        }
    }

    pub(super) fn note_limit(&mut self, note: Note) {
        if !self.limit_notes.contains(&note) {
            self.limit_notes.push(note);
        }
    }

    /// The eye that looks at the pages that come next.
    pub(super) fn eye(&self) -> Render {
        if self.in_browser {
            Render::Chrome
        } else {
            self.options.render
        }
    }

    /// Books what the pages of the browser asked that could change something; what was refused, once.
    pub(super) fn book(&mut self, lines: &[RequestLine]) {
        for line in lines {
            if line.sent || !self.requests.contains(line) {
                self.requests.push(line.clone());
            }
        }
    }

    /// Turns an answer into a page: facts, whether it was blocked, links into the frontier are the caller's.
    pub(super) fn read(&mut self, response: &Response) -> Visit {
        for name in &response.cookie_names {
            if self.cookie_names.len() < MOST_COOKIE_NAMES && !self.cookie_names.contains(name) {
                self.cookie_names.push(name.clone());
            }
        }
        if response.truncated {
            self.note_limit(Note::new("page-cut").with("url", &response.url));
        }
        let mut unreadable = None;
        let sheets = self.sheets.of(response);
        let source = Source {
            body: if is_html(response) { &response.body } else { &[] },
            url: Some(&response.url),
            headers: &response.headers,
            cookie_names: &self.cookie_names,
            platform: self.platform.as_deref(),
            country: self.country.as_deref(),
            probes: &self.options.probes,
            sheets: &sheets,
            weigh_sight: true,
        };
        // A page that brings an extractor down costs that page, never the audit.
        let mut facts = std::panic::catch_unwind(|| facts(&source)).unwrap_or_else(|_| {
            unreadable = Some(Note::new("page-unreadable"));
            facts(&Source { body: &[], ..source })
        });
        if self.platform.is_none() {
            self.platform.clone_from(&facts.platform);
            self.fetcher.watch(self.platform.as_deref(), self.consent());
        }
        let blocked = unreadable.or_else(|| blocked::reason(response, &facts));
        if response.status >= 400 {
            facts.kind.name = PageKind::Error;
            facts.kind.confidence = 1.0;
            facts.kind.because = vec![format!("status {}", response.status)];
            facts.product = None;
        }
        let readable = blocked.is_none() && response.status < 400 && is_html(response);
        Visit {
            url: response.url.clone(),
            status: response.status,
            blocked,
            to_lay_out: readable.then(|| self.layouts.prepare(response, &facts)).flatten(),
            facts,
            aside: Aside::default(),
            html: String::new(),
            milliseconds: response.milliseconds,
        }
    }

    /// As [`Session::read`], for a page of the journey. The test customer is taken out before anything is read off it.
    pub(super) async fn read_step(&mut self, response: &Response) -> Visit {
        let mut response = response.clone();
        if self.options.fill {
            response.body = self.redactor.bytes(&response.body);
        }
        let mut visit = see::see(self, &response).await;
        if is_html(&response) {
            visit.aside = Aside::read(&response);
        }
        visit.html = String::from_utf8_lossy(&response.body).into_owned();
        visit
    }

    /// The customer that fills forms: of the shop's country, unless the user named one.
    pub(super) fn customer(&self, country: Option<&str>) -> Customer {
        let customer = Customer::with(country.or(self.country.as_deref()), &self.options.customer);
        if self.fetcher.is_replay() {
            customer.sealed(&Customer::secrets(&self.options.customer))
        } else {
            customer
        }
    }

    /// A text without what says who the test customer is.
    pub(super) fn without_customer(&self, text: &str) -> String {
        if self.options.fill {
            self.redactor.text(text)
        } else {
            text.to_owned()
        }
    }

    /// The shop's platform, where it is known.
    pub(super) fn platform(&self) -> Option<&'static Platform> {
        self.platform.as_deref().and_then(|id| Platforms::builtin().get(id))
    }

    /// What the user agreed to.
    pub(super) fn consent(&self) -> Consent {
        Consent {
            fill: self.options.fill,
            allow_draft: self.options.allow_draft,
            mine: self.options.mine,
        }
    }

    /// Offers the page's links to the frontier.
    pub(super) fn offer_links(&mut self, page: &Url, depth: Option<u32>, facts: &PageFacts) {
        let platform = self.platform.as_deref().and_then(|id| Platforms::builtin().get(id));
        self.set_translations_aside(facts);
        for link in &facts.links {
            let Ok(url) = Url::parse(&link.url) else { continue };
            if !self.fetcher.is_on_site(&url)
                || guard::changes_state_from(&url, page).is_some()
                || Platforms::builtin().is_danger_url(platform, &url).is_some()
                || is_file(&url)
                || self.is_translation(&url)
            {
                continue;
            }
            self.frontier.add(Candidate {
                guess: guess::kind(platform, &url, link),
                url,
                depth: depth.map(|depth| depth + 1),
                via: Some(link.text.clone()).filter(|text| !text.is_empty()),
                from: page.to_string(),
                order: 0,
            });
        }
    }

    /// The same page in another language would be read twice, and eat half of the budget.
    fn set_translations_aside(&mut self, facts: &PageFacts) {
        let Some(language) = facts.language.as_deref().map(primary) else {
            return;
        };
        for (other, url) in &facts.text.alternates {
            if primary(other) != language
                && other != "x-default"
                && let Ok(url) = Url::parse(url)
            {
                self.frontier.mark(&url);
            }
        }
    }

    /// Whether an address begins with the code of another language than the first page's.
    pub(super) fn is_translation(&self, url: &Url) -> bool {
        const CODES: &[&str] = &[
            "ko", "en", "de", "ja", "fr", "es", "it", "nl", "pt", "pl", "sv", "zh", "vi", "ru", "th",
        ];
        let Some(home) = self.pages.first() else { return false };
        let Some(language) = home.facts.language.as_deref().map(primary) else {
            return false;
        };
        let first = |path: &str| {
            path.split('/')
                .nth(1)
                .map(|segment| primary(segment).to_ascii_lowercase())
        };
        let own = Url::parse(&home.url).ok().and_then(|home| first(home.path()));
        first(url.path()).is_some_and(|code| {
            CODES.contains(&code.as_str()) && code != language && own.as_deref() != Some(code.as_str())
        })
    }

    /// Keeps a page.
    pub(super) fn keep(&mut self, visit: Visit, depth: Option<u32>, via: Option<String>, by_journey: bool) {
        self.layouts.keep(self.pages.len(), visit.to_lay_out);
        let url = if by_journey {
            self.without_customer(visit.url.as_str())
        } else {
            visit.url.to_string()
        };
        self.pages.push(WalkPage {
            url,
            status: visit.status,
            depth,
            via,
            by_journey,
            blocked: visit.blocked,
            facts: visit.facts,
        });
    }
}

/// The language itself, without region and script.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

/// Whether an answer is a page.
pub(super) fn is_html(response: &Response) -> bool {
    response.content_type().is_none_or(|kind| {
        let kind = kind.to_ascii_lowercase();
        kind.trim().is_empty()
            || kind.contains("html")
            || kind.contains("xml") && !kind.contains("svg")
            || kind.starts_with("text/plain")
    })
}

/// Whether an address names a file that is no page, by its ending.
fn is_file(url: &Url) -> bool {
    const ENDINGS: &[&str] = &[
        "jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "ico", "css", "js", "json", "xml", "pdf", "zip", "gz",
        "rar", "mp3", "mp4", "webm", "avi", "mov", "woff", "woff2", "ttf", "eot", "doc", "docx", "xls", "xlsx", "ppt",
        "pptx", "hwp", "apk", "exe", "dmg", "txt", "csv", "rss", "atom", "ics",
    ];
    url.path()
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .is_some_and(|(_, ending)| ENDINGS.contains(&ending.to_ascii_lowercase().as_str()))
}
