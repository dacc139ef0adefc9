//! robots.txt by RFC 9309, with the details that the RFC leaves open decided as Google's published matcher does.

use std::time::Duration;

use url::Url;

/// The name that a robots.txt addresses us by.
pub const PRODUCT_TOKEN: &str = "touchpoint";

/// RFC 9309 section 2.5: a parser must read at least this much; what follows is ignored.
const SIZE_LIMIT: usize = 500 * 1024;
/// Longer lines are cut: eight times the longest URL that old browsers took.
const LINE_LIMIT: usize = 2083 * 8 - 1;
/// A longer delay than this is a mistake in the file.
const LONGEST_DELAY_SECONDS: f64 = 86_400.0;

/// The rules of one robots.txt for one user agent.
#[derive(Debug, Clone, Default)]
pub struct Robots {
    verdict: Verdict,
    rules: Vec<Rule>,
    crawl_delay: Option<Duration>,
    sitemaps: Vec<Url>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Verdict {
    #[default]
    ByRules,
    AllAllowed,
    AllForbidden,
}

#[derive(Debug, Clone)]
struct Rule {
    allow: bool,
    pattern: String,
}

/// What a user-agent group says, gathered over all groups of that agent.
#[derive(Default)]
struct Group {
    seen: bool,
    rules: Vec<Rule>,
    crawl_delay: Option<Duration>,
}

impl Robots {
    /// Reads the answer to a request for robots.txt: 4xx allows everything, 5xx forbids everything
    /// (RFC 9309 section 2.3.1), anything else is read as rules for [`PRODUCT_TOKEN`].
    pub fn parse(bytes: &[u8], status: u16) -> Self {
        Self::parse_for(bytes, status, PRODUCT_TOKEN)
    }

    /// Like [`Robots::parse`], for another user agent's product token.
    pub fn parse_for(bytes: &[u8], status: u16, agent: &str) -> Self {
        match status {
            200..=299 => Self::from_rules(bytes, agent),
            500..=599 => Self::all_forbidden(),
            _ => Self::all_allowed(),
        }
    }

    /// As if there were no robots.txt.
    pub fn all_allowed() -> Self {
        Self {
            verdict: Verdict::AllAllowed,
            ..Self::default()
        }
    }

    /// What an unreachable robots.txt means (RFC 9309 section 2.3.1.4).
    pub fn all_forbidden() -> Self {
        Self {
            verdict: Verdict::AllForbidden,
            ..Self::default()
        }
    }

    fn from_rules(bytes: &[u8], agent: &str) -> Self {
        let mut own = Group::default();
        let mut everyone = Group::default();
        let mut sitemaps = Vec::new();
        let (mut for_own, mut for_everyone, mut group_has_rules) = (false, false, false);
        for line in lines(bytes) {
            let Some((directive, value)) = directive(&line) else {
                continue;
            };
            match directive {
                Directive::UserAgent => {
                    if group_has_rules {
                        (for_own, for_everyone, group_has_rules) = (false, false, false);
                    }
                    if names_everyone(value) {
                        for_everyone = true;
                        everyone.seen = true;
                    } else if product_token(value).eq_ignore_ascii_case(agent) {
                        for_own = true;
                        own.seen = true;
                    }
                }
                Directive::Allow | Directive::Disallow => {
                    group_has_rules = true;
                    let allow = directive == Directive::Allow;
                    for (group, addressed) in [(&mut own, for_own), (&mut everyone, for_everyone)] {
                        if addressed && !value.is_empty() {
                            group.rules.push(Rule {
                                allow,
                                pattern: escape(value),
                            });
                        }
                    }
                }
                Directive::CrawlDelay => {
                    let Some(delay) = seconds(value) else { continue };
                    for (group, addressed) in [(&mut own, for_own), (&mut everyone, for_everyone)] {
                        if addressed {
                            group.crawl_delay = group.crawl_delay.max(Some(delay));
                        }
                    }
                }
                Directive::Sitemap => sitemaps.extend(Url::parse(value).ok()),
            }
        }
        let group = if own.seen { own } else { everyone };
        Self {
            verdict: Verdict::ByRules,
            rules: group.rules,
            crawl_delay: group.crawl_delay,
            sitemaps,
        }
    }

    /// Whether we may request this path with its query, e.g. `/list?page=2`, percent-encoded as in a URL.
    /// The longest rule that fits decides, and between equals the one that allows.
    pub fn allowed(&self, path_and_query: &str) -> bool {
        match self.verdict {
            Verdict::AllAllowed => return true,
            Verdict::AllForbidden => return false,
            Verdict::ByRules => {}
        }
        let path = upper_case_escapes(path_and_query);
        let mut longest = (0, true);
        for rule in &self.rules {
            let length = rule.fits(&path);
            if length > longest.0 || (length == longest.0 && length > 0 && rule.allow) {
                longest = (length, rule.allow);
            }
        }
        longest.1
    }

    /// Whether we may request this URL; its host is not looked at.
    pub fn allowed_url(&self, url: &Url) -> bool {
        match url.query() {
            Some(query) => self.allowed(&format!("{}?{query}", url.path())),
            None => self.allowed(url.path()),
        }
    }

    /// Whether everything is forbidden because the server could not say what is.
    pub fn is_unreachable(&self) -> bool {
        self.verdict == Verdict::AllForbidden
    }

    /// The pause between requests that the file asks for. Not part of RFC 9309, honoured all the same.
    pub fn crawl_delay(&self) -> Option<Duration> {
        self.crawl_delay
    }

    /// The sitemaps that the file names, in its order.
    pub fn sitemaps(&self) -> &[Url] {
        &self.sitemaps
    }
}

impl Rule {
    /// The length of the pattern when it fits, else 0.
    fn fits(&self, path: &str) -> usize {
        if matches(&self.pattern, path) {
            return self.pattern.len();
        }
        // A parsed URL has more characters escaped than people write in a rule.
        let as_in_url = escape_as_url(&self.pattern);
        if as_in_url != self.pattern && matches(&as_in_url, path) {
            return self.pattern.len();
        }
        // `Allow: /dir/index.html` opens `/dir/` itself, too.
        if let Some(slash) = self.pattern.rfind('/').filter(|_| self.allow)
            && self.pattern[slash..].starts_with("/index.htm")
        {
            let directory = format!("{}$", &self.pattern[..=slash]);
            if matches(&directory, path) {
                return directory.len();
            }
        }
        0
    }
}

/// Whether the pattern matches from the start of the path; `*` stands for any run, a final `$` for the end.
/// Each part is searched once, behind the one before, so that the time is linear.
fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, anchored) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let last = if anchored { parts.pop() } else { None };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    match last {
        Some(last) => rest.ends_with(last),
        None => !anchored || rest.is_empty(),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Directive {
    UserAgent,
    Allow,
    Disallow,
    CrawlDelay,
    Sitemap,
}

/// The lines of the file without comments; any of the three line endings counts.
fn lines(bytes: &[u8]) -> impl Iterator<Item = String> + '_ {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let whole = if bytes.len() > SIZE_LIMIT {
        // The line that the limit cuts would mean something else than was written.
        let end = bytes[..SIZE_LIMIT]
            .iter()
            .rposition(|byte| matches!(byte, b'\n' | b'\r'))
            .unwrap_or(0);
        &bytes[..end]
    } else {
        bytes
    };
    whole.split(|byte| matches!(byte, b'\n' | b'\r')).map(|line| {
        let line = &line[..line.len().min(LINE_LIMIT)];
        let code = line.split(|&byte| byte == b'#').next().unwrap_or_default();
        // Bytes that are not UTF-8 stay as they are: one escape each.
        match std::str::from_utf8(code) {
            Ok(code) => code.trim().to_owned(),
            Err(_) => escape_bytes(code).trim().to_owned(),
        }
    })
}

/// Splits `key: value`, tolerating the misspellings that are seen in the wild.
fn directive(line: &str) -> Option<(Directive, &str)> {
    let (key, value) = match line.split_once(':') {
        Some((key, value)) => (key, value),
        None => {
            let (key, value) = line.split_once([' ', '\t'])?;
            if value.trim().contains([' ', '\t']) {
                return None;
            }
            (key, value)
        }
    };
    const KEYS: [(&str, Directive); 13] = [
        ("user-agent", Directive::UserAgent),
        ("useragent", Directive::UserAgent),
        ("user agent", Directive::UserAgent),
        ("allow", Directive::Allow),
        ("disallow", Directive::Disallow),
        ("dissallow", Directive::Disallow),
        ("dissalow", Directive::Disallow),
        ("disalow", Directive::Disallow),
        ("diasllow", Directive::Disallow),
        ("disallaw", Directive::Disallow),
        ("crawl-delay", Directive::CrawlDelay),
        ("sitemap", Directive::Sitemap),
        ("site-map", Directive::Sitemap),
    ];
    let key = key.trim().to_ascii_lowercase();
    let (_, directive) = KEYS.iter().find(|(name, _)| key.starts_with(name))?;
    Some((*directive, value.trim()))
}

/// `*`, alone or with something behind a space.
fn names_everyone(value: &str) -> bool {
    value
        .strip_prefix('*')
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// The letters, `-` and `_` that a user-agent value begins with.
fn product_token(value: &str) -> &str {
    let end = value
        .find(|c: char| !(c.is_ascii_alphabetic() || c == '-' || c == '_'))
        .unwrap_or(value.len());
    &value[..end]
}

fn seconds(value: &str) -> Option<Duration> {
    let seconds: f64 = value.split_whitespace().next()?.parse().ok()?;
    (seconds.is_finite() && seconds >= 0.0).then(|| Duration::from_secs_f64(seconds.min(LONGEST_DELAY_SECONDS)))
}

/// Escapes what is not ASCII and writes escapes in upper case.
fn escape(pattern: &str) -> String {
    upper_case_escapes(&escape_bytes(pattern.as_bytes()))
}

fn escape_bytes(bytes: &[u8]) -> String {
    let mut escaped = String::with_capacity(bytes.len());
    for &byte in bytes {
        if byte.is_ascii() {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

fn escape_as_url(pattern: &str) -> String {
    let mut escaped = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        match c {
            '<' | '>' | '"' | ' ' | '`' | '{' | '}' => escaped.push_str(&format!("%{:02X}", u32::from(c))),
            _ => escaped.push(c),
        }
    }
    escaped
}

fn upper_case_escapes(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut upper = bytes.to_vec();
    for at in 0..bytes.len() {
        if bytes[at] == b'%' && bytes.len() > at + 2 && bytes[at + 1..at + 3].iter().all(u8::is_ascii_hexdigit) {
            upper[at + 1..at + 3].make_ascii_uppercase();
        }
    }
    String::from_utf8(upper).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
#[path = "robots_tests.rs"]
mod tests;
