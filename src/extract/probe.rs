//! Composed measures: what a checklist asks of each page without any Rust.

use std::ops::Range;
use std::sync::Arc;

use regex::{Regex, RegexBuilder};

use super::{Context, link};
use crate::lexicon::Folded;
use crate::model::{Pattern, Probe, ProbeHit, ProbeHits, Spot};
use crate::page::{Element, floor};

/// Examples kept of one probe on one page.
const MAX_EXAMPLES: usize = 3;
/// Characters kept of an example.
const EXAMPLE_CHARS: usize = 120;
/// Characters around a hit in which an exception is looked for.
const EXCEPT_CHARS: usize = 60;
/// Hits of one pattern counted on one page.
const MAX_HITS: usize = 200;
/// Bytes that a compiled pattern may take.
const PATTERN_BYTES: usize = 1 << 21;

/// A probe whose patterns are compiled.
#[derive(Debug, Clone)]
pub struct CompiledProbe {
    probe: Probe,
    selector: Option<Arc<scraper::Selector>>,
    pattern: Option<Arc<CompiledPattern>>,
}

/// A pattern and its exceptions, compiled.
#[derive(Debug)]
struct CompiledPattern {
    regex: Regex,
    except: Vec<Regex>,
}

/// A probe that cannot be compiled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{written}\" is no {what}: {reason}")]
pub struct ProbeError {
    /// What it should have been: "CSS selector", "regular expression".
    pub what: &'static str,
    /// As it is written.
    pub written: String,
    /// What the parser says.
    pub reason: String,
}

impl CompiledProbe {
    /// Compiles a probe.
    ///
    /// # Errors
    /// When a CSS selector or a regular expression cannot be parsed.
    pub fn new(probe: Probe) -> Result<Self, ProbeError> {
        let selector = match &probe {
            Probe::Css(selector) => Some(Arc::new(scraper::Selector::parse(selector).map_err(|error| {
                ProbeError {
                    what: "CSS selector",
                    written: selector.clone(),
                    reason: error.to_string(),
                }
            })?)),
            _ => None,
        };
        let pattern = match &probe {
            Probe::Pattern(pattern) | Probe::Label(pattern) => Some(Arc::new(CompiledPattern::new(pattern)?)),
            _ => None,
        };
        Ok(CompiledProbe {
            probe,
            selector,
            pattern,
        })
    }

    /// What was compiled.
    pub fn probe(&self) -> &Probe {
        &self.probe
    }
}

impl CompiledPattern {
    fn new(pattern: &Pattern) -> Result<Self, ProbeError> {
        Ok(CompiledPattern {
            regex: compile(&pattern.regex)?,
            except: pattern
                .except
                .iter()
                .map(|one| compile(one))
                .collect::<Result<_, _>>()?,
        })
    }

    fn is_excepted(&self, around: &str) -> bool {
        self.except.iter().any(|except| except.is_match(around))
    }
}

/// Letters match whatever their case; `\b` is a boundary of ASCII words, as in the built-in patterns.
fn compile(written: &str) -> Result<Regex, ProbeError> {
    RegexBuilder::new(&written.replace(r"\b", r"(?-u:\b)"))
        .case_insensitive(true)
        .size_limit(PATTERN_BYTES)
        .build()
        .map_err(|error| ProbeError {
            what: "regular expression",
            written: written.to_owned(),
            reason: error.to_string(),
        })
}

/// Runs the probes on one page; each has a result, be it a count of zero.
pub(super) fn run(context: &Context<'_>, probes: &[CompiledProbe], headers: &[(String, String)]) -> ProbeHits {
    probes
        .iter()
        .map(|compiled| {
            let hit = match &compiled.probe {
                Probe::Text(words) => in_text(context, words),
                Probe::Css(_) => by_selector(context, compiled),
                Probe::Link(path) => in_links(context, path),
                Probe::Header(header) => in_headers(headers, header),
                Probe::Pattern(_) => by_pattern(context, compiled),
                Probe::Label(_) => by_label(context, compiled),
            };
            (compiled.probe.key(), hit)
        })
        .collect()
}

fn collect(found: impl Iterator<Item = (String, Spot)>) -> ProbeHit {
    let mut hit = ProbeHit::default();
    for example in found {
        hit.count += 1;
        if hit.examples.len() < MAX_EXAMPLES {
            hit.examples.push(example);
        }
    }
    hit
}

/// Visible places of any of the words, in document order.
fn in_text(context: &Context<'_>, words: &[String]) -> ProbeHit {
    let mut places: Vec<(usize, usize)> = Vec::new();
    for word in words {
        let folded = Folded::new(word).text;
        let wanted = folded.trim();
        if wanted.is_empty() {
            continue;
        }
        let found = context.folded.text.match_indices(wanted);
        places.extend(found.map(|(start, word)| context.folded.original_range(start, start + word.len())));
    }
    places.sort_unstable();
    places.dedup();
    let document = &context.document;
    collect(
        places
            .into_iter()
            .filter(|(start, _)| document.run_at(*start).is_some_and(|run| run.visible))
            .map(|(start, end)| (document.quote(start..end, EXAMPLE_CHARS), document.spot(start..end))),
    )
}

/// Places of a pattern in the text, seen or in a panel that can be opened; those that are seen first.
fn by_pattern(context: &Context<'_>, compiled: &CompiledProbe) -> ProbeHit {
    let Some(pattern) = &compiled.pattern else {
        return ProbeHit::default();
    };
    let document = &context.document;
    let text = document.text();
    let found = pattern
        .regex
        .find_iter(text)
        .map(|hit| hit.range())
        .filter(|place| !place.is_empty() && !pattern.is_excepted(around(text, place)))
        .take(MAX_HITS);
    seen_first(found.map(|place| {
        let quote = document.quote(place.clone(), EXAMPLE_CHARS).replace('\n', " ");
        (quote, document.spot(place))
    }))
}

/// The text around a place.
fn around<'t>(text: &'t str, place: &Range<usize>) -> &'t str {
    let bytes = EXCEPT_CHARS * 3;
    let from = floor(text, place.start.saturating_sub(bytes));
    let to = floor(text, (place.end + bytes).min(text.len()));
    let before = text[from..place.start].char_indices().rev().nth(EXCEPT_CHARS - 1);
    let after = text[place.end..to].char_indices().nth(EXCEPT_CHARS);
    let start = before.map_or(from, |(at, _)| from + at);
    let end = after.map_or(to, |(at, _)| place.end + at);
    &text[start..end]
}

/// Links and buttons whose words match a pattern; those that are seen first.
fn by_label(context: &Context<'_>, compiled: &CompiledProbe) -> ProbeHit {
    let Some(pattern) = &compiled.pattern else {
        return ProbeHit::default();
    };
    let found = context
        .document
        .elements()
        .filter(|element| is_control(*element))
        .map(|element| (label(element), element))
        .filter(|(label, _)| pattern.regex.is_match(label) && !pattern.is_excepted(label))
        .take(MAX_HITS);
    seen_first(found.map(|(label, element)| (label, element.spot())))
}

fn is_control(element: Element<'_>) -> bool {
    let kind = |wanted: &[&str]| {
        element
            .attr("type")
            .is_some_and(|kind| wanted.iter().any(|one| kind.eq_ignore_ascii_case(one)))
    };
    match element.name() {
        "a" | "area" | "button" => true,
        "input" => kind(&["submit", "button", "image"]),
        _ => element
            .attr("role")
            .is_some_and(|role| role.eq_ignore_ascii_case("button")),
    }
}

fn label(element: Element<'_>) -> String {
    match element.name() {
        "input" => element
            .filled_attr("value")
            .or_else(|| element.filled_attr("alt"))
            .unwrap_or_default()
            .chars()
            .take(EXAMPLE_CHARS)
            .collect(),
        _ => link::words(element),
    }
}

fn seen_first(found: impl Iterator<Item = (String, Spot)>) -> ProbeHit {
    let mut found: Vec<(String, Spot)> = found.collect();
    found.sort_by_key(|(_, spot)| !spot.visible);
    collect(found.into_iter())
}

fn by_selector(context: &Context<'_>, compiled: &CompiledProbe) -> ProbeHit {
    let Some(selector) = &compiled.selector else {
        return ProbeHit::default();
    };
    let found = context.document.select(selector).filter(|element| element.is_visible());
    collect(found.map(|element| {
        let words: String = link::words(element).chars().take(EXAMPLE_CHARS).collect();
        (words, element.spot())
    }))
}

fn in_links(context: &Context<'_>, path: &str) -> ProbeHit {
    let wanted = path.to_lowercase();
    let found = context
        .document
        .elements()
        .filter(|element| matches!(element.name(), "a" | "area"))
        .filter_map(|element| Some((element, element.filled_attr("href")?)))
        .filter(|(_, href)| match context.document.resolve(href) {
            Some(url) => url.path().to_lowercase().contains(&wanted),
            // A file without an address has only relative links.
            None => !href.contains(':') && href.to_lowercase().contains(&wanted),
        });
    collect(found.map(|(element, _)| (link::words(element), element.spot())))
}

/// A header that is there, or there with the words behind the colon.
fn in_headers(headers: &[(String, String)], wanted: &str) -> ProbeHit {
    let (name, words) = wanted.split_once(':').unwrap_or((wanted, ""));
    let (name, words) = (name.trim(), words.trim().to_lowercase());
    collect(
        headers
            .iter()
            .filter(|(own, value)| own.eq_ignore_ascii_case(name) && value.to_lowercase().contains(&words))
            .map(|(own, value)| {
                let quote: String = format!("{own}: {value}").chars().take(EXAMPLE_CHARS).collect();
                (quote, Spot::default())
            }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Source, facts};

    fn run_one(probe: Probe, html: &str) -> ProbeHit {
        let key = probe.key();
        let probes = [CompiledProbe::new(probe).expect("a probe")];
        let headers = [("server".to_owned(), "nginx".to_owned())];
        let source = Source {
            probes: &probes,
            headers: &headers,
            ..Source::new(html.as_bytes(), None)
        };
        facts(&source).probes.remove(&key).expect("a result")
    }

    #[test]
    fn words_are_counted_where_they_are_seen() {
        let probe = Probe::Text(vec!["선물포장".to_owned(), "gift wrap".to_owned()]);
        let hit = run_one(
            probe,
            "<p>Gift  Wrap for free</p><p>선물포장 가능</p><p hidden>gift wrap</p>",
        );
        assert_eq!((hit.count, hit.examples[0].0.as_str()), (2, "Gift Wrap for free"));
    }

    #[test]
    fn selectors_links_and_headers_are_asked() {
        let page = "<header><a href='tel:+1'>Call</a></header><a href=/size-guide/men>Sizes</a>";
        assert_eq!(run_one(Probe::Css("header a[href^='tel:']".to_owned()), page).count, 1);
        assert_eq!(run_one(Probe::Link("/size-guide".to_owned()), page).count, 1);
        assert_eq!(run_one(Probe::Header("Server: NGINX".to_owned()), page).count, 1);
        assert_eq!(run_one(Probe::Header("x-missing".to_owned()), page).count, 0);
    }

    #[test]
    fn a_bad_selector_is_told() {
        assert!(CompiledProbe::new(Probe::Css("a[".to_owned())).is_err());
        assert!(CompiledProbe::new(pattern("(", &[])).is_err());
    }

    fn pattern(regex: &str, except: &[&str]) -> Probe {
        Probe::Pattern(Pattern {
            regex: regex.to_owned(),
            except: except.iter().map(|one| (*one).to_owned()).collect(),
        })
    }

    #[test]
    fn a_pattern_reads_panels_too_and_quotes_first_what_is_seen() {
        let hit = run_one(
            pattern(r"7\s?일 이내", &[]),
            "<div hidden>받은 날부터 7일 이내</div><p>7일 이내 반품",
        );
        assert_eq!((hit.count, hit.examples[0].0.as_str()), (2, "7일 이내 반품"));
        assert!(!hit.examples[1].1.visible);
    }

    #[test]
    fn what_an_exception_stands_beside_does_not_count() {
        let probe = pattern("환불 ?불가", &["주문 ?제작"]);
        let page = "<p>주문제작 상품은 환불 불가</p><div style='height:9em'></div><p>".to_owned()
            + &"가".repeat(80)
            + "</p><p>세일 상품은 환불불가";
        assert_eq!(run_one(probe, &page).count, 1);
    }

    #[test]
    fn labels_are_those_of_links_and_buttons() {
        let label = Probe::Label(Pattern {
            regex: "^widerruf".to_owned(),
            except: Vec::new(),
        });
        let page = "<a href=/w>Widerruf erklären</a><button>Widerruf</button><input type=submit value=Widerruf>\
                    <p>Widerruf</p><a href=/x>Kein Widerruf</a>";
        assert_eq!(run_one(label, page).count, 3);
    }
}
