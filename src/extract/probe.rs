//! Composed measures: what a checklist asks of each page without any Rust.

use std::sync::Arc;

use super::{Context, link};
use crate::lexicon::Folded;
use crate::model::{Probe, ProbeHit, ProbeHits, Spot};

/// Examples kept of one probe on one page.
const MAX_EXAMPLES: usize = 3;
/// Characters kept of an example.
const EXAMPLE_CHARS: usize = 120;

/// A probe whose patterns are compiled.
#[derive(Debug, Clone)]
pub struct CompiledProbe {
    probe: Probe,
    selector: Option<Arc<scraper::Selector>>,
}

/// A probe that cannot be compiled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{selector}\" is no CSS selector: {reason}")]
pub struct ProbeError {
    /// The selector.
    pub selector: String,
    /// What the parser says.
    pub reason: String,
}

impl CompiledProbe {
    /// Compiles a probe.
    ///
    /// # Errors
    /// When a CSS selector cannot be parsed.
    pub fn new(probe: Probe) -> Result<Self, ProbeError> {
        let selector = match &probe {
            Probe::Css(selector) => Some(Arc::new(scraper::Selector::parse(selector).map_err(|error| {
                ProbeError {
                    selector: selector.clone(),
                    reason: error.to_string(),
                }
            })?)),
            _ => None,
        };
        Ok(CompiledProbe { probe, selector })
    }
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
    }
}
