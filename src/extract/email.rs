//! E-mail addresses.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::extract::pattern::pattern;
use aho_corasick::AhoCorasick;
use regex::Regex;
use serde_json::Value;

use super::Context;
use crate::model::{Email, Region, Spot};
use crate::page::Element;

/// Addresses that are read off one page.
const MOST: usize = 500;

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[A-Za-z0-9][A-Za-z0-9._%+'-]*[@＠](?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}")
});

/// Addresses written so that harvesters miss them: `info [at] shop [dot] example`, `info(at)shop.example`,
/// `info 골뱅이 shop.example`.
static DISGUISED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)
        \b(?P<user>[a-z0-9][a-z0-9._%+-]*)
        \s?(?:[\[({<]\s?(?:at|ät|@|a|chez|arroba|골뱅이|あっと|アット)\s?[\])}>]|\s골뱅이\s|★|☆|\s_at_\s)\s?
        (?P<host>[a-z0-9-]+(?:(?:\.|\s?[\[({<]\s?(?:dot|punkt|point|punto|\.)\s?[\])}>]\s?|\sdot\s)[a-z0-9-]+)*
          (?:\.|\s?[\[({<]\s?(?:dot|punkt|point|punto|\.)\s?[\])}>]\s?|\sdot\s)[a-z]{2,24})\b
        | \b(?P<plain>[a-z0-9][a-z0-9._%+-]*)\sat\s(?P<plainhost>[a-z0-9-]+(?:\sdot\s[a-z0-9-]+)*\sdot\s[a-z]{2,24})\b
        ",
    )
});

/// Between the word for the owner and the address stand at most so many characters.
const OWNER_CHARS: usize = 60;

/// What every disguise holds, as folded.
const MARKS: &[&str] = &[
    "at]",
    "at)",
    "at }",
    "at}",
    "at >",
    "at ]",
    "at )",
    "ät]",
    "ät)",
    "[@",
    "(@",
    "(a)",
    "[a]",
    "chez]",
    "chez)",
    "arroba",
    "골뱅이",
    "あっと",
    "アット",
    "★",
    "☆",
    "_at_",
    " dot ",
];

static DISGUISES: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(MARKS).expect("the built-in marks make an automaton"));

static DOT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\s?[\[({<]\s?(?:dot|punkt|point|punto|\.)\s?[\])}>]\s?|\sdot\s"));

/// Endings of file names that look like a host.
const FILES: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "css", "js", "ico", "pdf", "mp4", "woff", "html", "php",
];

/// Hosts of machines and of examples, to which nobody writes.
const NO_MAILBOX: &[&str] = &[
    "sentry.io",
    "sentry-next.wixpress.com",
    "sentry.wixpress.com",
    "wixpress.com",
    "example.com",
    "example.org",
    "example.net",
    "yourdomain.com",
    "domain.com",
];

/// E-mail addresses on the page, in document order. An address and the link that it stands in are one entry.
pub(super) fn emails(context: &Context<'_>) -> Vec<Email> {
    let mut found = from_links(context);
    from_text(context, &mut found);
    from_structured_data(context, &mut found);
    found.sort_by_key(|(range, _)| range.start);
    found
        .into_iter()
        .map(|(range, email)| Email {
            to_owner: is_to_owner(context, &range, &email),
            ..email
        })
        .collect()
}

/// Whether a word for the owner stands shortly before the address, on its line. In the footer it belongs to the
/// company's particulars.
fn is_to_owner(context: &Context<'_>, place: &Range<usize>, email: &Email) -> bool {
    let text = context.document.text();
    email.spot.region != Region::Footer
        && context.hits_of("status.owner-author").any(|hit| {
            hit.end <= place.start
                && text
                    .get(hit.end..place.start)
                    .is_some_and(|between| between.chars().count() <= OWNER_CHARS && !between.contains('\n'))
        })
}

type Found = Vec<(Range<usize>, Email)>;

fn from_links(context: &Context<'_>) -> Found {
    let mut found = Found::new();
    for element in context.document.elements() {
        if let Some(code) = element.attr("data-cfemail").and_then(decloak) {
            push_element(&mut found, element, &code, in_link(element));
        }
        let Some(href) = element.attr("href").map(str::trim) else {
            continue;
        };
        if let Some((scheme, rest)) = href.split_once(':')
            && scheme.eq_ignore_ascii_case("mailto")
        {
            for address in addresses_of(rest) {
                push_element(&mut found, element, &address, true);
            }
            continue;
        }
        if let Some(code) = href
            .split_once("/cdn-cgi/l/email-protection#")
            .and_then(|(_, code)| decloak(code))
            && !element.descendants().any(|inner| inner.attr("data-cfemail").is_some())
        {
            push_element(&mut found, element, &code, true);
        }
    }
    found
}

fn in_link(element: Element<'_>) -> bool {
    element.self_and_ancestors().take(4).any(|one| one.name() == "a")
}

fn push_element(found: &mut Found, element: Element<'_>, address: &str, link: bool) {
    if found.len() >= MOST {
        return;
    }
    let Some(address) = mailbox(address) else { return };
    found.push((
        element.text_range(),
        Email {
            address,
            link,
            to_owner: false,
            spot: element.spot(),
        },
    ));
}

/// The addresses of a `mailto:` link, percent signs decoded.
fn addresses_of(target: &str) -> Vec<String> {
    let addresses = target.split('?').next().unwrap_or(target);
    let encoded = addresses.replace('+', "%2B").replace(['&', '='], " ");
    let decoded: String = url::form_urlencoded::parse(encoded.as_bytes())
        .map(|(key, _)| key.into_owned())
        .next()
        .unwrap_or_default();
    decoded
        .split([',', ';'])
        .filter_map(|part| ADDRESS.find(part))
        .map(|one| one.as_str().to_owned())
        .collect()
}

/// An address that Cloudflare hides: hexadecimal, the first byte is the key of all others.
fn decloak(code: &str) -> Option<String> {
    let code = code.trim();
    if !code.is_ascii() || code.len() < 4 {
        return None;
    }
    let bytes: Vec<u8> = (0..code.len() / 2)
        .map(|at| u8::from_str_radix(&code[at * 2..at * 2 + 2], 16).ok())
        .collect::<Option<_>>()?;
    let (key, rest) = bytes.split_first()?;
    String::from_utf8(rest.iter().map(|byte| byte ^ key).collect()).ok()
}

fn from_text(context: &Context<'_>, found: &mut Found) {
    let text = context.document.text();
    if text.contains(['@', '＠']) {
        for one in ADDRESS.find_iter(text) {
            push_text(context, found, one.range(), one.as_str());
        }
    }
    let disguises = DISGUISES.is_match(&context.folded.text);
    for captures in DISGUISED
        .captures_iter(text)
        .take(if disguises { usize::MAX } else { 0 })
    {
        let user = captures.name("user").or_else(|| captures.name("plain"));
        let host = captures.name("host").or_else(|| captures.name("plainhost"));
        let (Some(user), Some(host), Some(whole)) = (user, host, captures.get(0)) else {
            continue;
        };
        let address = format!("{}@{}", user.as_str(), DOT.replace_all(host.as_str(), "."));
        push_text(context, found, whole.range(), &address);
    }
}

fn push_text(context: &Context<'_>, found: &mut Found, range: Range<usize>, address: &str) {
    if found.len() >= MOST {
        return;
    }
    let Some(address) = mailbox(address) else { return };
    // The text of a link that already stands for the address.
    let known = found
        .iter()
        .any(|(place, one)| one.address == address && place.start <= range.start && range.end <= place.end);
    if !known {
        let email = Email {
            address,
            link: false,
            to_owner: false,
            spot: context.document.spot(range.clone()),
        };
        found.push((range, email));
    }
}

/// The address in its usual form; none for what only looks like one.
fn mailbox(address: &str) -> Option<String> {
    let (user, host) = address.split_once(['@', '＠'])?;
    let host = without_next_word(host);
    let user = user.trim_matches(['.', '\'', '-']).to_ascii_lowercase();
    let host = host.to_ascii_lowercase();
    let (_, top) = host.rsplit_once('.')?;
    let machine = user.len() >= 24 && user.bytes().all(|byte| byte.is_ascii_hexdigit());
    let refused = user.is_empty()
        || machine
        || FILES.contains(&top)
        || NO_MAILBOX
            .iter()
            .any(|none| host == *none || host.strip_suffix(none).is_some_and(|rest| rest.ends_with('.')));
    (!refused).then(|| format!("{user}@{host}"))
}

/// A host without the word that clings to it: `shop.examplePhone` where the page forgot a space.
fn without_next_word(host: &str) -> &str {
    let Some((_, top)) = host.rsplit_once('.') else {
        return host;
    };
    let starts_small = top.starts_with(|c: char| c.is_ascii_lowercase());
    match top.find(|c: char| c.is_ascii_uppercase()) {
        Some(at) if at >= 2 && starts_small => &host[..host.len() - top.len() + at],
        _ => host,
    }
}

/// Addresses that only machines are told.
fn from_structured_data(context: &Context<'_>, found: &mut Found) {
    let mut told: BTreeSet<String> = BTreeSet::new();
    let mut pending: Vec<&Value> = context.structured.items.iter().rev().collect();
    while let Some(value) = pending.pop() {
        match value {
            Value::Array(items) => pending.extend(items.iter().rev()),
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::String(address) if name == "email" => {
                            told.extend(ADDRESS.find(address).and_then(|one| mailbox(one.as_str())));
                        }
                        Value::Array(_) | Value::Object(_) => pending.push(value),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    told.retain(|address| !found.iter().any(|(_, one)| one.address == *address));
    if told.is_empty() {
        return;
    }
    let selector = context
        .document
        .tagged("script")
        .find(|script| script.attr("type").is_some_and(|kind| kind.contains("ld+json")))
        .map(Element::selector)
        .unwrap_or_default();
    let end = context.document.text().len();
    found.extend(told.into_iter().map(|address| {
        let spot = Spot {
            selector: selector.clone(),
            ..Spot::default()
        };
        (
            end..end,
            Email {
                address,
                link: false,
                to_owner: false,
                spot,
            },
        )
    }));
}

#[cfg(test)]
mod tests {
    use crate::extract::{Source, facts};

    fn addresses(html: &str) -> Vec<String> {
        facts(&Source::new(html.as_bytes(), None))
            .emails
            .into_iter()
            .map(|email| email.address)
            .collect()
    }

    #[test]
    fn links_and_text_are_read() {
        assert_eq!(
            addresses("<p>문의: help@moa-shop.kr 또는 <a href='mailto:CS%40moa-shop.kr?subject=hi'>메일</a>"),
            ["help@moa-shop.kr", "cs@moa-shop.kr"]
        );
    }

    #[test]
    fn a_link_and_its_text_are_one() {
        let html = "<a href='mailto:a@b-shop.de'>a@b-shop.de</a>";
        let facts = facts(&Source::new(html.as_bytes(), None));
        assert_eq!(facts.emails.len(), 1);
        assert!(facts.emails[0].link);
    }

    #[test]
    fn disguises_are_seen_through() {
        assert_eq!(addresses("<p>kontakt [at] laden [punkt] de"), ["kontakt@laden.de"]);
        assert_eq!(addresses("<p>info(at)boutique.fr"), ["info@boutique.fr"]);
        assert_eq!(addresses("<p>sales at corner-shop dot com"), ["sales@corner-shop.com"]);
        assert!(addresses("<p>look at our shop. dot your i").is_empty());
    }

    #[test]
    fn cloudflare_hides_nothing() {
        let address = "shop@store.jp";
        let code: String = std::iter::once(0x2a_u8)
            .chain(address.bytes().map(|byte| byte ^ 0x2a))
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let html = format!(
            "<a href='/cdn-cgi/l/email-protection' class=__cf_email__ data-cfemail='{code}'>[email&#160;protected]</a>"
        );
        assert_eq!(addresses(&html), [address]);
    }

    #[test]
    fn file_names_and_machines_are_no_mailboxes() {
        assert!(addresses("<p>logo@2x.png 0123456789abcdef0123456789abcdef@sentry.io you@example.com").is_empty());
    }

    #[test]
    fn a_word_that_clings_is_cut_off() {
        assert_eq!(addresses("<p>Mail info@shop.comPhone"), ["info@shop.com"]);
    }
}
