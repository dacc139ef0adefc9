//! The indexed page.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use ego_tree::NodeId;
use scraper::{ElementRef, Html};
use url::Url;

use super::selector::{self, Place};
use super::{Element, build, template};
use crate::model::{Region, Spot};

/// Characters of visible text that count as the top of a page: the first 1,200 or the first 20 %, whichever is less.
const TOP_CHARS: usize = 1_200;
/// The other bound of the top of a page.
const TOP_SHARE: f64 = 0.20;

/// An element's place in document order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(pub(super) u32);

impl ElementId {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A piece of text that stands directly in one element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Byte range in [`Document::text`].
    pub range: Range<usize>,
    /// The element.
    pub element: ElementId,
    /// Whether a customer sees it.
    pub visible: bool,
    /// Visible characters of the page before this run.
    pub(super) visible_chars_before: usize,
}

/// What the index keeps of an element.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) node: NodeId,
    pub(super) parent: Option<ElementId>,
    /// First index after the last descendant.
    pub(super) end: u32,
    pub(super) region: Region,
    pub(super) visible: bool,
    /// Its style strikes its text through.
    pub(super) struck: bool,
    /// Byte range in the page's text.
    pub(super) text: Range<usize>,
}

/// A parsed and indexed page.
#[derive(Debug)]
pub struct Document {
    pub(super) html: Html,
    pub(super) base: Option<Url>,
    pub(super) entries: Vec<Entry>,
    /// The elements by their nodes, sorted; made at the first question.
    pub(super) by_node: OnceLock<Vec<(NodeId, ElementId)>>,
    pub(super) by_id: HashMap<String, Vec<ElementId>>,
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
    pub(super) visible_chars: usize,
    /// Made at the first selector.
    pub(super) places: OnceLock<Vec<Place>>,
    /// The style sheets, those that the page links first: `media` and text.
    pub(super) sheets: Vec<(Option<String>, String)>,
    /// Every sheet that the page links is among them, and was read.
    pub(super) sheets_known: bool,
    /// The page hides nearly all of itself: it was read without its sheets.
    pub(super) hides_itself: bool,
}

impl Document {
    /// Parses and indexes a page. `url` is where it came from; a `<base href>` is heeded.
    pub fn parse(html: &str, url: Option<&Url>) -> Document {
        build::build(html, url, &[])
    }

    /// The same, with the style sheets that the page links: the `media` attribute and the text of each, in document
    /// order. Sheets that stand in the page itself are read in any case.
    pub fn parse_with(html: &str, url: Option<&Url>, sheets: &[(Option<String>, String)]) -> Document {
        build::build(html, url, sheets)
    }

    /// The page's text: white space collapsed, blocks on lines of their own, hidden text included (see [`Run`]).
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The pieces of the text, in order.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Visible characters.
    pub fn visible_chars(&self) -> usize {
        self.visible_chars
    }

    /// Every element, in document order; scripts, styles and templates are among them, without text.
    pub fn elements(&self) -> impl DoubleEndedIterator<Item = Element<'_>> + Clone {
        (0..self.entries.len()).map(|index| self.element(ElementId(index as u32)))
    }

    /// Elements with this tag name, in document order.
    pub fn tagged<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Element<'a>> + Clone {
        self.elements().filter(move |element| element.name() == name)
    }

    /// The element of an id handed out by this document.
    pub fn element(&self, id: ElementId) -> Element<'_> {
        Element { document: self, id }
    }

    /// The first element with this `id` attribute.
    pub fn by_id(&self, id: &str) -> Option<Element<'_>> {
        self.by_id
            .get(id)
            .and_then(|ids| ids.first())
            .map(|&id| self.element(id))
    }

    /// Elements that a compiled selector selects, in document order.
    pub fn select<'a>(&'a self, selector: &'a scraper::Selector) -> impl Iterator<Item = Element<'a>> {
        self.html.select(selector).filter_map(|found| self.of(found))
    }

    /// The innermost element whose text covers the byte offset.
    pub fn at(&self, offset: usize) -> Option<Element<'_>> {
        self.run_at(offset).map(|run| self.element(run.element))
    }

    /// The run that holds the byte offset, or the next one after it.
    pub fn run_at(&self, offset: usize) -> Option<&Run> {
        let index = self.runs.partition_point(|run| run.range.end <= offset);
        self.runs.get(index)
    }

    /// Where a byte range of the text stands: the innermost element that holds all of it.
    pub fn spot(&self, range: Range<usize>) -> Spot {
        let Some(first) = self.run_at(range.start) else {
            return Spot::default();
        };
        let mut holder = self.element(first.element);
        while holder.text_range().end < range.end {
            match holder.parent() {
                Some(parent) => holder = parent,
                None => break,
            }
        }
        // What begins behind so many bytes of a run is not at the top: no need to count on.
        let offset = range.start.saturating_sub(first.range.start);
        let offset = floor(&self.text, first.range.start + offset.min(TOP_CHARS * 4)) - first.range.start;
        let shown = self
            .text
            .get(first.range.start..first.range.start + offset)
            .map_or(0, |text| text.chars().count());
        Spot {
            selector: holder.selector(),
            region: self.element(first.element).region(),
            visible: first.visible,
            top: first.visible && self.is_top(first.element, first.visible_chars_before + shown),
            ..Spot::default()
        }
    }

    /// Whether something that begins after so many visible characters, in this element, is at the top of the page.
    pub(super) fn is_top(&self, element: ElementId, visible_chars_before: usize) -> bool {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "far below 2^52"
        )]
        let share = (self.visible_chars as f64 * TOP_SHARE) as usize;
        self.element(element).region() == Region::Header || visible_chars_before < TOP_CHARS.min(share)
    }

    /// Visible characters before a byte offset of the text.
    pub(super) fn visible_chars_before(&self, offset: usize) -> usize {
        self.run_at(offset)
            .map_or(self.visible_chars, |run| run.visible_chars_before)
    }

    /// The part of the text around a byte range, at most about `chars` characters, cut at line ends where possible.
    pub fn quote(&self, range: Range<usize>, chars: usize) -> String {
        // A line that is longer than the window is cut in any case.
        let window = chars * 4;
        let from = floor(&self.text, range.start.saturating_sub(window));
        let to = floor(&self.text, (range.end + window + 4).min(self.text.len()));
        let before = self.text[from..range.start]
            .rfind('\n')
            .map_or(from, |at| from + at + 1);
        let after = self.text[range.end..to].find('\n').map_or(to, |at| range.end + at);
        let line = &self.text[before..after];
        if line.chars().count() <= chars {
            return line.trim().to_owned();
        }
        let spare = chars.saturating_sub(self.text[range.clone()].chars().count());
        let head: String = {
            let mut kept: Vec<char> = self.text[before..range.start].chars().rev().take(spare / 2).collect();
            kept.reverse();
            kept.into_iter().collect()
        };
        let tail_length = chars.saturating_sub(head.chars().count());
        let tail: String = self.text[range.start..after].chars().take(tail_length).collect();
        format!("{head}{tail}").trim().to_owned()
    }

    /// Resolves an address against the page's base. Only http and https; the fragment is dropped.
    pub fn resolve(&self, href: &str) -> Option<Url> {
        let href = href.trim();
        let mut url = match &self.base {
            Some(base) => base.join(href).ok()?,
            None => Url::parse(href).ok()?,
        };
        url.set_fragment(None);
        matches!(url.scheme(), "http" | "https").then_some(url)
    }

    /// The address that relative links are resolved against.
    pub fn base(&self) -> Option<&Url> {
        self.base.as_ref()
    }

    /// The parsed tree, for what the index does not offer.
    pub fn html(&self) -> &Html {
        &self.html
    }

    /// Digest of the page's skeleton: equal for pages made from one template.
    pub fn template(&self) -> String {
        template::digest(self)
    }

    pub(super) fn place(&self, id: ElementId) -> Place {
        self.places.get_or_init(|| selector::places(self))[id.index()]
    }

    /// The index's view of an element of the parsed tree.
    pub fn of(&self, element: ElementRef<'_>) -> Option<Element<'_>> {
        let by_node = self.by_node.get_or_init(|| {
            let nodes = self.entries.iter().enumerate();
            let mut all: Vec<_> = nodes
                .map(|(index, entry)| (entry.node, ElementId(index as u32)))
                .collect();
            all.sort_unstable();
            all
        });
        let wanted = element.id();
        let found = by_node.binary_search_by_key(&wanted, |(node, _)| *node).ok()?;
        Some(self.element(by_node[found].1))
    }
}

/// The character boundary at a byte offset of a text, or the last one before it.
pub(crate) fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
