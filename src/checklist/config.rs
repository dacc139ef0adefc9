//! The shop's own file, `touchpoint.toml`: URL, checklists, walk limits, gate, waivers, report.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

pub use super::branding::ReportConfig;
use super::branding::report;
use super::customer::customer;
use super::history::{HistoryConfig, history};
use super::load::read_text;
use super::problem::{At, Problems, clean};
use super::raw::read_gate;
use super::reader::{Table, parse};
use super::validate_gate;
use super::waiver::Waiver;
use crate::gate::GateRules;

pub(super) const ROOT_KEYS: &[&str] = &[
    "shop", "audit", "walk", "customer", "gate", "waiver", "report", "history",
];
pub(super) const SHOP_KEYS: &[&str] = &["url", "mine", "accept_language", "headers", "cookies", "basic_auth"];
pub(super) const BASIC_AUTH_KEYS: &[&str] = &["user", "password"];
pub(super) const AUDIT_KEYS: &[&str] = &["checklists"];
pub(super) const WALK_KEYS: &[&str] = &[
    "pages",
    "seconds",
    "rate",
    "concurrency",
    "page_bytes",
    "request_seconds",
    "redirects",
    "buy",
    "fill",
    "allow_draft",
    "render",
];
/// The eyes that `render` names, as `--render` does.
pub const RENDERS: &[&str] = &["static", "chrome", "auto"];
pub(super) const WAIVER_KEYS: &[&str] = &["finding", "reason", "owner", "until"];

/// The file that is read when none is named.
pub const FILE_NAME: &str = "touchpoint.toml";

/// The shop's own file, validated.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Config {
    /// The shop.
    pub shop: ShopConfig,
    /// Checklists: ids of built-in ones, or paths relative to the file.
    pub checklists: Vec<String>,
    /// Limits of the walk; null where the file says nothing.
    pub walk: WalkConfig,
    /// Values of the test customer in place of the defaults, by key.
    pub customer: BTreeMap<String, String>,
    /// Rules of the gate.
    pub gate: GateRules,
    /// Findings accepted for the time being.
    pub waivers: Vec<Waiver>,
    /// The report.
    pub report: ReportConfig,
    /// Past audits.
    pub history: HistoryConfig,
}

/// The shop and how it is asked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ShopConfig {
    /// Its address.
    pub url: Option<String>,
    /// The user declares the shop their own.
    pub mine: bool,
    /// `Accept-Language` of its market.
    pub accept_language: Option<String>,
    /// Extra headers, sent to the shop's own host only.
    pub headers: Vec<(String, Secret)>,
    /// Extra cookies, sent to the shop's own host only.
    pub cookies: Vec<(String, Secret)>,
    /// User and password of a staging shop.
    pub basic_auth: Option<(Secret, Secret)>,
}

/// Limits of the walk.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct WalkConfig {
    /// Pages in all.
    pub pages: Option<u32>,
    /// Seconds in all.
    pub seconds: Option<u32>,
    /// Requests a second.
    pub rate: Option<f64>,
    /// Requests in flight.
    pub concurrency: Option<u32>,
    /// Bytes of one page.
    pub page_bytes: Option<u32>,
    /// Seconds for one request.
    pub request_seconds: Option<u32>,
    /// Redirects of one request.
    pub redirects: Option<u32>,
    /// Whether the buying journey is walked.
    pub buy: Option<bool>,
    /// Whether the order form is filled with the test customer.
    pub fill: Option<bool>,
    /// Whether pages may be entered that make an order draft.
    pub allow_draft: Option<bool>,
    /// The eye that looks at the pages, one of [`RENDERS`].
    pub render: Option<&'static str>,
}

/// A value that may be a secret: written out, or `env:NAME` for the value of an environment variable.
/// It is never printed.
#[derive(Clone, PartialEq, Eq)]
pub enum Secret {
    /// Written out.
    Plain(String),
    /// Name of an environment variable.
    Environment(String),
}

/// An environment variable that a value needs is not set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the environment variable {0} is not set, and touchpoint.toml needs it")]
pub struct MissingVariable(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Secret::Plain(_) => f.write_str("Plain(…)"),
            Secret::Environment(name) => write!(f, "Environment({name})"),
        }
    }
}

impl Secret {
    fn read(written: &str) -> Self {
        match written.strip_prefix("env:") {
            Some(name) => Secret::Environment(name.trim().to_owned()),
            None => Secret::Plain(written.to_owned()),
        }
    }

    /// The value; `variable` looks an environment variable up.
    ///
    /// # Errors
    /// When the environment variable is not set.
    pub fn resolve(&self, variable: impl Fn(&str) -> Option<String>) -> Result<String, MissingVariable> {
        match self {
            Secret::Plain(value) => Ok(value.clone()),
            Secret::Environment(name) => variable(name).ok_or_else(|| MissingVariable(name.clone())),
        }
    }
}

impl Config {
    /// Reads a file.
    ///
    /// # Errors
    /// Every fault of it, or that it cannot be read.
    pub fn load(path: &Path) -> Result<Config, Problems> {
        let name = clean(&path.display().to_string());
        let text = read_text(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Problems::of(format!("no configuration \"{name}\": there is no such file")),
            _ => Problems::of(format!("cannot read configuration \"{name}\": {error}")),
        })?;
        let mut config = Config::parse(&name, &text)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        config.history.path = config
            .history
            .path
            .map(|history| folder.join(history).display().to_string());
        for checklist in &mut config.checklists {
            let is_path = super::builtin::ALL.iter().all(|known| known.id != checklist.as_str());
            if is_path {
                *checklist = folder.join(&*checklist).display().to_string();
            }
        }
        // Files are named from the folder of the file that names them.
        for path in [&mut config.report.logo, &mut config.gate.baseline] {
            *path = path.take().map(|path| folder.join(path));
        }
        Ok(config)
    }

    /// Reads a text.
    ///
    /// # Errors
    /// Every fault of it.
    pub fn parse(name: &str, text: &str) -> Result<Config, Problems> {
        let mut problems = Problems::default();
        let config = parse(name, text, &mut problems, |root, problems| {
            root.only(ROOT_KEYS, problems);
            let mut config = Config::default();
            if let Some(table) = root.table("shop", problems) {
                config.shop = shop(&table, problems);
            }
            if let Some(table) = root.table("audit", problems) {
                table.only(AUDIT_KEYS, problems);
                let list = table.strings("checklists", problems);
                config.checklists = list.into_iter().flat_map(|at| at.value).map(|at| at.value).collect();
            }
            if let Some(table) = root.table("walk", problems) {
                config.walk = walk(&table, problems);
            }
            if let Some(table) = root.table("customer", problems) {
                config.customer = customer(&table, problems);
            }
            if let Some(table) = root.table("gate", problems) {
                let raw = read_gate(&table, problems);
                config.gate = validate_gate::gate(&raw, None, problems);
            }
            config.waivers = root
                .tables("waiver", problems)
                .iter()
                .filter_map(|table| waiver(table, problems))
                .collect();
            if let Some(table) = root.table("report", problems) {
                config.report = report(&table, problems);
            }
            if let Some(table) = root.table("history", problems) {
                config.history = history(&table, problems);
            }
            config
        });
        problems.into_result(config)
    }
}

fn plain(at: Option<At<String>>) -> Option<String> {
    at.map(|at| at.value)
}

fn shop(table: &Table<'_>, problems: &mut Problems) -> ShopConfig {
    table.only(SHOP_KEYS, problems);
    let url = table.string("url", problems);
    if let Some(at) = &url {
        let with_scheme = if at.value.contains("://") {
            at.value.clone()
        } else {
            format!("https://{}", at.value)
        };
        let good = url::Url::parse(&with_scheme)
            .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some());
        if !good {
            problems.push(&at.place, format!("\"{}\" is no address of a shop", clean(&at.value)));
        }
    }
    ShopConfig {
        url: plain(url),
        mine: table.boolean("mine", problems).is_some_and(|at| at.value),
        accept_language: table.string("accept_language", problems).and_then(|at| {
            let good = header_value(&at.value) && !at.value.trim().is_empty();
            if !good {
                problems.push(&at.place, "\"accept_language\" is written like \"ko-KR,ko;q=0.9\"");
            }
            good.then_some(at.value)
        }),
        headers: pairs(table, "headers", problems),
        cookies: pairs(table, "cookies", problems),
        basic_auth: table.table("basic_auth", problems).and_then(|table| {
            table.only(BASIC_AUTH_KEYS, problems);
            for key in BASIC_AUTH_KEYS {
                if !table.has(key) {
                    table.missing(key, problems);
                }
            }
            let user = table.string("user", problems)?;
            let password = table.string("password", problems)?;
            Some((Secret::read(&user.value), Secret::read(&password.value)))
        }),
    }
}

/// A table of names and values that are sent to the shop.
fn pairs(table: &Table<'_>, key: &str, problems: &mut Problems) -> Vec<(String, Secret)> {
    let Some(pairs) = table.table(key, problems) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for name in pairs.names() {
        if !is_token(&name.value) {
            problems.push(
                &name.place,
                format!("\"{}\" is no name that can be sent", clean(&name.value)),
            );
        }
        if let Some(value) = pairs.string(&name.value, problems) {
            let secret = Secret::read(&value.value);
            let good = match &secret {
                Secret::Plain(value) => header_value(value),
                Secret::Environment(variable) => !variable.is_empty(),
            };
            if !good {
                problems.push(
                    &value.place,
                    "this value cannot be sent: it is empty or holds control characters",
                );
            }
            found.push((name.value, secret));
        }
    }
    found
}

/// A token of RFC 9110: the names of headers and cookies.
fn is_token(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

fn header_value(value: &str) -> bool {
    !value
        .chars()
        .any(|character| character.is_control() && character != '\t')
}

fn walk(table: &Table<'_>, problems: &mut Problems) -> WalkConfig {
    table.only(WALK_KEYS, problems);
    let mut whole = |key: &str, least, most| table.whole(key, least, most, problems).map(|at| at.value);
    let mut walk = WalkConfig {
        pages: whole("pages", 1, 10_000),
        seconds: whole("seconds", 1, 86_400),
        concurrency: whole("concurrency", 1, 16),
        page_bytes: whole("page_bytes", 1_024, 100_000_000),
        request_seconds: whole("request_seconds", 1, 600),
        redirects: whole("redirects", 0, 20),
        ..WalkConfig::default()
    };
    let mut yes = |key: &str| table.boolean(key, problems).map(|at| at.value);
    (walk.buy, walk.fill, walk.allow_draft) = (yes("buy"), yes("fill"), yes("allow_draft"));
    walk.rate = table.number("rate", problems).and_then(|at| {
        let good = at.value > 0.0 && at.value <= 50.0;
        if !good {
            problems.push(
                &at.place,
                "\"rate\" must be more than 0 and at most 50 requests a second",
            );
        }
        good.then_some(at.value)
    });
    walk.render = table.string("render", problems).and_then(|at| {
        let known = RENDERS.iter().copied().find(|known| *known == at.value);
        if known.is_none() {
            problems.push(&at.place, format!("\"render\" is one of: {}", RENDERS.join(", ")));
        }
        known
    });
    walk
}

fn waiver(table: &Table<'_>, problems: &mut Problems) -> Option<Waiver> {
    table.only(WAIVER_KEYS, problems);
    let mut read = |key: &str| {
        if !table.has(key) {
            table.missing(key, problems);
        }
        let at = table.string(key, problems)?;
        if at.value.trim().is_empty() {
            problems.push(&at.place, format!("\"{key}\" is empty"));
        }
        Some(at)
    };
    let (finding, reason, owner) = (read("finding"), read("reason"), read("owner"));
    if !table.has("until") {
        table.missing("until", problems);
    }
    let until = table.date("until", problems)?;
    Some(Waiver {
        finding: finding?.value,
        reason: reason?.value,
        owner: owner?.value,
        until: until.value,
    })
}
