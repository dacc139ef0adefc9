//! Shop platforms: which one made a page, and what its URLs mean.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use url::Url;

use super::Lexicon;
use super::detect::Detector;
use super::recipe::Recipe;
use crate::model::PageKind;

const SOURCE: &str = include_str!("../../audits/platforms.toml");

/// What a page shows of the software that made it. Everything may be empty.
#[derive(Debug, Clone, Copy, Default)]
pub struct Signals<'a> {
    /// Host name of the page.
    pub host: &'a str,
    /// Content of `<meta name="generator">`.
    pub generator: Option<&'a str>,
    /// Other meta elements: name or property, content.
    pub metas: &'a [(String, String)],
    /// Names of the cookies set.
    pub cookie_names: &'a [String],
    /// Response headers: name, value.
    pub headers: &'a [(String, String)],
    /// `src` of scripts and `href` of `<link>` elements, as written or resolved.
    pub script_and_link_urls: &'a [String],
    /// The page's text as HTML; only its first 400 KB are read.
    pub html: &'a str,
}

/// A page kind read off a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindByUrl<'a> {
    /// The page kind.
    pub kind: PageKind,
    /// The finer kind of `platforms.toml`: `qna-board`, `review-list`, `notice-board`, …; else the kind's name.
    pub detail: &'a str,
    /// The pattern that matched.
    pub pattern: &'a str,
    /// A guess that holds for many shops, not one platform's own address: weigh it against the page.
    pub generic: bool,
}

/// The platforms and the generic patterns.
pub struct Platforms {
    order: Vec<String>,
    kinds: BTreeMap<String, PageKind>,
    generic: BTreeMap<String, Patterns>,
    platforms: Vec<Platform>,
    widgets: BTreeMap<String, BTreeMap<String, Patterns>>,
    detector: Detector,
}

/// One shop platform.
pub struct Platform {
    id: String,
    name: String,
    country: Option<String>,
    pages: BTreeMap<String, Patterns>,
    danger: Danger,
    walk: BTreeMap<String, String>,
    recipe: Option<Recipe>,
}

#[derive(Default)]
struct Danger {
    url: Patterns,
    except: Patterns,
    post: Patterns,
    draft: Patterns,
    selector: Vec<String>,
}

/// Patterns compiled at their first use.
#[derive(Default)]
pub(super) struct Patterns {
    sources: Vec<String>,
    compiled: OnceLock<Vec<Regex>>,
}

impl Patterns {
    pub(super) fn new(sources: Vec<String>) -> Patterns {
        Patterns {
            sources,
            compiled: OnceLock::new(),
        }
    }

    pub(super) fn regexes(&self) -> &[Regex] {
        self.compiled
            .get_or_init(|| self.sources.iter().map(|source| compile(source)).collect())
    }

    fn first_match(&self, text: &str) -> Option<&str> {
        self.regexes()
            .iter()
            .find(|regex| regex.is_match(text))
            .map(Regex::as_str)
    }
}

/// Compiles a built-in pattern; they are constants, held right by the tests.
pub(super) fn compile(source: &str) -> Regex {
    RegexBuilder::new(source)
        .case_insensitive(true)
        .build()
        .expect("a built-in pattern is a regex")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    order: Vec<String>,
    kinds: BTreeMap<String, String>,
    generic: Generic,
    platform: Vec<Entry>,
    widgets: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Generic {
    pages: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    name: Option<String>,
    country: Option<String>,
    #[serde(rename = "evidence")]
    _evidence: Option<String>,
    #[serde(rename = "source")]
    _source: Option<String>,
    #[serde(default)]
    detect: DetectEntry,
    #[serde(default)]
    pages: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    danger: DangerEntry,
    #[serde(default)]
    walk: BTreeMap<String, String>,
    recipe: Option<Recipe>,
}

/// The signals of one platform as written.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct DetectEntry {
    pub generator: Vec<String>,
    pub meta: Vec<String>,
    pub host: Vec<String>,
    pub cookie: Vec<String>,
    pub header: Vec<String>,
    pub script: Vec<String>,
    pub html: Vec<String>,
    pub js: Vec<String>,
    pub weak: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct DangerEntry {
    url: Vec<String>,
    except: Vec<String>,
    post: Vec<String>,
    draft: Vec<String>,
    selector: Vec<String>,
}

impl Platforms {
    /// The platforms that the program carries, parsed at the first call.
    pub fn builtin() -> &'static Platforms {
        static PLATFORMS: OnceLock<Platforms> = OnceLock::new();
        PLATFORMS.get_or_init(|| Platforms::parse(SOURCE))
    }

    /// Reads the built-in file; a fault in it panics, and the tests see to it that there is none.
    fn parse(source: &str) -> Platforms {
        let file: File = toml::from_str(source).expect("platforms.toml is well-formed");
        let kinds = file.order.iter().map(|key| {
            let name = file.kinds.get(key).unwrap_or(key);
            (
                key.clone(),
                name.parse().expect("a kind of platforms.toml is a page kind"),
            )
        });
        let detect = file.platform.iter().map(|entry| &entry.detect).collect::<Vec<_>>();
        Platforms {
            kinds: kinds.collect(),
            generic: patterns(file.generic.pages),
            widgets: file
                .widgets
                .into_iter()
                .map(|(family, entries)| (family, patterns(entries)))
                .collect(),
            detector: Detector::new(&detect),
            platforms: file.platform.into_iter().map(Platform::new).collect(),
            order: file.order,
        }
    }

    /// The platform that the signals name with at least 3 points, the one with most; the earlier of equals.
    pub fn detect(&self, signals: &Signals<'_>) -> Option<&Platform> {
        self.detector.best(signals).map(|index| &self.platforms[index])
    }

    /// A platform by id, such as `cafe24`.
    pub fn get(&self, id: &str) -> Option<&Platform> {
        self.platforms.iter().find(|platform| platform.id == id)
    }

    /// Every platform, in the order of the file.
    pub fn all(&self) -> impl Iterator<Item = &Platform> {
        self.platforms.iter()
    }

    /// Whether a host is one shop's own place on a platform that gives each shop a host (`x.cafe24.com`), so that
    /// the registrable domain is not the shop.
    pub fn hosts_shops(&self, host: &str) -> bool {
        self.detector.knows_host(host)
    }

    /// What a URL says about the page behind it: the platform's own patterns first, then the generic ones for the
    /// kinds that the platform says nothing about.
    pub fn kind_of_url<'a>(&'a self, platform: Option<&'a Platform>, url: &Url) -> Option<KindByUrl<'a>> {
        let target = target(url);
        let own = |detail: &String| platform.and_then(|platform| platform.pages.get(detail));
        for detail in &self.order {
            if let Some(pattern) = own(detail).and_then(|patterns| patterns.first_match(&target)) {
                return Some(self.kind(detail, pattern, false));
            }
        }
        for detail in self.order.iter().filter(|detail| own(detail).is_none()) {
            if let Some(pattern) = self
                .generic
                .get(detail)
                .and_then(|patterns| patterns.first_match(&target))
            {
                return Some(self.kind(detail, pattern, true));
            }
        }
        None
    }

    fn kind<'a>(&'a self, detail: &'a str, pattern: &'a str, generic: bool) -> KindByUrl<'a> {
        KindByUrl {
            kind: self.kinds[detail],
            detail,
            pattern,
            generic,
        }
    }

    /// The pattern that forbids ever requesting this URL, by any method.
    pub fn is_danger_url<'a>(&'a self, platform: Option<&'a Platform>, url: &Url) -> Option<&'a str> {
        let target = target(url);
        first_of(Lexicon::builtin().regex("danger.url.path"), &target).or_else(|| {
            let danger = &platform?.danger;
            danger
                .except
                .first_match(&target)
                .is_none()
                .then(|| danger.url.first_match(&target))
                .flatten()
        })
    }

    /// The pattern that forbids sending anything to this URL; reading it is harmless.
    pub fn is_danger_post<'a>(&'a self, platform: Option<&'a Platform>, url: &Url) -> Option<&'a str> {
        let target = target(url);
        let general = || first_of(Lexicon::builtin().regex("danger.url.post"), &target);
        match platform {
            Some(platform) if platform.danger.except.first_match(&target).is_some() => None,
            Some(platform) => platform.danger.post.first_match(&target).or_else(general),
            None => general(),
        }
    }

    /// The pattern by which entering this URL makes an order draft on the shop's side.
    pub fn makes_draft<'a>(&'a self, platform: Option<&'a Platform>, url: &Url) -> Option<&'a str> {
        let target = target(url);
        platform
            .and_then(|platform| platform.danger.draft.first_match(&target))
            .or_else(|| first_of(Lexicon::builtin().regex("danger.url.creates-draft"), &target))
    }

    /// Third-party services of a family (`chat`, `reviews`, `urgency`, `consent`) that a script or link URL names:
    /// the service's id. The family `urgency` has the one id `known`.
    pub fn widget(&self, family: &str, url: &str) -> Option<&str> {
        let services = self.widgets.get(family)?;
        services
            .iter()
            .find(|(_, patterns)| patterns.first_match(url).is_some())
            .map(|(id, _)| id.as_str())
    }
}

impl Platform {
    fn new(entry: Entry) -> Platform {
        Platform {
            name: entry.name.unwrap_or_else(|| entry.id.clone()),
            id: entry.id,
            country: entry.country,
            pages: patterns(entry.pages),
            danger: Danger {
                url: Patterns::new(entry.danger.url),
                except: Patterns::new(entry.danger.except),
                post: Patterns::new(entry.danger.post),
                draft: Patterns::new(entry.danger.draft),
                selector: entry.danger.selector,
            },
            walk: entry.walk,
            recipe: entry.recipe,
        }
    }

    /// Kebab-case id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Name for people; the id where none is known.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// ISO 3166 code of the country where nearly all of its shops are.
    pub fn country(&self) -> Option<&str> {
        self.country.as_deref()
    }

    /// CSS selectors of controls that must never be clicked.
    pub fn danger_selectors(&self) -> &[String] {
        &self.danger.selector
    }

    /// Its known addresses and requests.
    pub fn recipe(&self) -> Option<&Recipe> {
        self.recipe.as_ref()
    }

    /// What is known about walking it: `add-to-cart`, `to-checkout`, `note`.
    pub fn walk(&self, key: &str) -> Option<&str> {
        self.walk.get(key).map(String::as_str)
    }
}

/// Path and query, the part of a URL that the patterns are written for. Escaped letters, digits and `-._~/` are
/// written plainly, so that `/log%6Fut` is what it is.
pub(crate) fn target(url: &Url) -> String {
    let mut target = String::with_capacity(url.as_str().len());
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    let written = format!("{}{query}", url.path());
    let mut rest = written.as_str();
    while let Some(at) = rest.find('%') {
        let (before, escape) = rest.split_at(at);
        target.push_str(before);
        let code = escape
            .get(1..3)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
            .map(char::from);
        match code.filter(|c| c.is_ascii_alphanumeric() || "-._~/".contains(*c)) {
            Some(plain) => {
                target.push(plain);
                rest = &escape[3..];
            }
            None => {
                target.push('%');
                rest = &escape[1..];
            }
        }
    }
    target.push_str(rest);
    target
}

fn first_of<'r>(regexes: &'r [Regex], text: &str) -> Option<&'r str> {
    regexes.iter().find(|regex| regex.is_match(text)).map(Regex::as_str)
}

fn patterns(sources: BTreeMap<String, Vec<String>>) -> BTreeMap<String, Patterns> {
    sources
        .into_iter()
        .map(|(key, sources)| (key, Patterns::new(sources)))
        .collect()
}

#[cfg(test)]
#[path = "platforms_tests.rs"]
mod tests;
