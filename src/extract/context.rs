//! What every extractor sees of a page.

use url::Url;

use super::structured::Structured;
use super::{CompiledProbe, country, language};
use crate::lexicon::{Folded, Hit, Lexicon, Platform, Platforms, Signals};
use crate::page::Document;

/// A page as it came in.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The body, decompressed.
    pub body: &'a [u8],
    /// Where it came from.
    pub url: Option<&'a Url>,
    /// Response headers, lower-case names; empty for a file.
    pub headers: &'a [(String, String)],
    /// Names of the cookies that the shop has set.
    pub cookie_names: &'a [String],
    /// The shop's platform, where earlier pages told it.
    pub platform: Option<&'a str>,
    /// ISO 3166 country that overrides the guess for national phone numbers.
    pub country: Option<&'a str>,
    /// What the checklist's composed measures look for.
    pub probes: &'a [CompiledProbe],
    /// Style sheets that the page links, as far as they are known: the `media` attribute and the text of each, in
    /// document order.
    pub sheets: &'a [(Option<String>, String)],
    /// Say of what matters how far it can be relied on that a customer sees it. Costs time, and is for judging.
    pub weigh_sight: bool,
}

impl<'a> Source<'a> {
    /// A page of which only the body and perhaps the address are known.
    pub fn new(body: &'a [u8], url: Option<&'a Url>) -> Self {
        Source {
            body,
            url,
            headers: &[],
            cookie_names: &[],
            platform: None,
            country: None,
            probes: &[],
            sheets: &[],
            weigh_sight: false,
        }
    }

    /// A response header.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.headers
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }
}

/// What every extractor sees of a page.
pub struct Context<'a> {
    /// The indexed page.
    pub document: Document,
    /// Where it came from.
    pub url: Option<&'a Url>,
    /// WHATWG label of the charset that it was decoded with.
    pub charset: &'static str,
    /// BCP 47 language of the text.
    pub language: Option<String>,
    /// ISO 3166 country, for national phone numbers and plain currency signs.
    pub country: Option<String>,
    /// The shop's platform.
    pub platform: Option<&'static Platform>,
    /// The words.
    pub lexicon: &'static Lexicon,
    /// The page's text, folded for matching.
    pub folded: Folded,
    /// Every lexicon word in the page's text, sorted by place; offsets are those of [`Document::text`].
    pub hits: Vec<Hit>,
    /// JSON-LD, microdata, RDFa and Open Graph.
    pub structured: Structured,
}

impl<'a> Context<'a> {
    /// Decodes, parses and indexes a page.
    pub fn new(source: &Source<'a>) -> Context<'a> {
        let decoded = crate::net::decode(source.body, source.header("content-type"));
        let document = Document::parse_with(&decoded.text, source.url, source.sheets);
        let lexicon = Lexicon::builtin();
        let folded = Folded::new(document.text());
        let hits = lexicon.find_all(&folded);
        let structured = Structured::read(&document);
        let platform = platform_of(source, &document, &decoded.text);
        let language = language::language(&document);
        let country = source
            .country
            .map(str::to_ascii_uppercase)
            .or_else(|| country::country(&document, source.url, language.as_deref(), platform, &structured));
        Context {
            document,
            url: source.url,
            charset: decoded.charset,
            language,
            country,
            platform,
            lexicon,
            folded,
            hits,
            structured,
        }
    }

    /// Lexicon hits of one concept, in order.
    pub fn hits_of(&self, concept: &str) -> impl Iterator<Item = &Hit> {
        let wanted = self.lexicon.concept(concept);
        self.hits.iter().filter(move |hit| Some(hit.concept) == wanted)
    }
}

fn platform_of(source: &Source<'_>, document: &Document, html: &str) -> Option<&'static Platform> {
    let platforms = Platforms::builtin();
    if let Some(id) = source.platform {
        return platforms.get(id);
    }
    let mut metas = Vec::new();
    let mut urls = Vec::new();
    for element in document.elements() {
        match element.name() {
            "meta" => {
                if let (Some(name), Some(content)) = (
                    element.attr("name").or_else(|| element.attr("property")),
                    element.attr("content"),
                ) {
                    metas.push((name.to_owned(), content.to_owned()));
                }
            }
            "script" | "img" => urls.extend(element.attr("src").map(str::to_owned)),
            "link" => urls.extend(element.attr("href").map(str::to_owned)),
            _ => {}
        }
    }
    let generator = metas
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("generator"))
        .map(|(_, content)| content.as_str());
    platforms.detect(&Signals {
        host: source.url.and_then(Url::host_str).unwrap_or_default(),
        generator,
        metas: &metas,
        cookie_names: source.cookie_names,
        headers: source.headers,
        script_and_link_urls: &urls,
        html,
    })
}
