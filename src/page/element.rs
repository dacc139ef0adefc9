//! An element of an indexed page.

use std::ops::Range;

use scraper::ElementRef;

use super::document::{Document, ElementId, Entry};
use super::{attribute, selector};
use crate::model::{Region, Spot};

/// An element of an indexed page. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct Element<'a> {
    pub(super) document: &'a Document,
    pub(super) id: ElementId,
}

impl PartialEq for Element<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.document, other.document) && self.id == other.id
    }
}

impl Eq for Element<'_> {}

impl<'a> Element<'a> {
    fn entry(self) -> &'a Entry {
        &self.document.entries[self.id.index()]
    }

    fn node(self) -> &'a scraper::node::Element {
        self.reference().value()
    }

    /// The element in the parsed tree.
    pub fn reference(self) -> ElementRef<'a> {
        self.document
            .html
            .tree
            .get(self.entry().node)
            .and_then(ElementRef::wrap)
            .expect("the index holds elements of its own tree only")
    }

    /// Its start tag behind the start tags of its ancestors, outermost first; at most 60 of them, no attribute
    /// longer than 2,000 characters.
    pub fn start_tags(self) -> String {
        const LONGEST_VALUE: usize = 2_000;
        let mut chain: Vec<Element<'a>> = self.self_and_ancestors().take(60).collect();
        chain.reverse();
        let mut tags = String::new();
        for element in chain {
            tags.push('<');
            tags.push_str(element.name());
            for (name, value) in element.attrs() {
                tags.push(' ');
                tags.push_str(name);
                tags.push_str("=\"");
                for character in value.chars().take(LONGEST_VALUE) {
                    match character {
                        '"' => tags.push_str("&quot;"),
                        '&' => tags.push_str("&amp;"),
                        other => tags.push(other),
                    }
                }
                tags.push('"');
            }
            tags.push('>');
        }
        tags
    }

    /// Its place in document order.
    pub fn id(self) -> ElementId {
        self.id
    }

    /// The page it belongs to.
    pub fn document(self) -> &'a Document {
        self.document
    }

    /// Tag name, lower case.
    pub fn name(self) -> &'a str {
        self.node().name()
    }

    /// An attribute.
    pub fn attr(self, name: &str) -> Option<&'a str> {
        attribute::value_of(self.node(), name)
    }

    /// An attribute, trimmed, where it is not empty.
    pub fn filled_attr(self, name: &str) -> Option<&'a str> {
        self.attr(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// All attributes, sorted by name.
    pub fn attrs(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.node().attrs()
    }

    /// Whether it has the class.
    pub fn has_class(self, class: &str) -> bool {
        attribute::classes(self.node()).any(|own| own.eq_ignore_ascii_case(class))
    }

    /// Its classes, in the order written.
    pub fn classes(self) -> impl Iterator<Item = &'a str> {
        attribute::classes(self.node())
    }

    /// Its parent.
    pub fn parent(self) -> Option<Element<'a>> {
        self.entry().parent.map(|id| self.document.element(id))
    }

    /// Its ancestors, nearest first, itself not among them.
    pub fn ancestors(self) -> impl Iterator<Item = Element<'a>> {
        std::iter::successors(self.parent(), |element| element.parent())
    }

    /// Itself and its ancestors, nearest first.
    pub fn self_and_ancestors(self) -> impl Iterator<Item = Element<'a>> {
        std::iter::successors(Some(self), |element| element.parent())
    }

    /// The nearest of itself and its ancestors with this tag name.
    pub fn closest(self, name: &str) -> Option<Element<'a>> {
        self.self_and_ancestors().find(|element| element.name() == name)
    }

    /// Its descendants in document order, itself not among them.
    pub fn descendants(self) -> impl Iterator<Item = Element<'a>> + Clone {
        let document = self.document;
        (self.id.0 + 1..self.entry().end).map(move |index| document.element(ElementId(index)))
    }

    /// Its child elements.
    pub fn children(self) -> impl Iterator<Item = Element<'a>> {
        let document = self.document;
        let end = self.entry().end;
        let first = (self.id.0 + 1 < end).then(|| document.element(ElementId(self.id.0 + 1)));
        std::iter::successors(first, move |child| {
            let next = child.entry().end;
            (next < end).then(|| document.element(ElementId(next)))
        })
    }

    /// The next element with the same parent.
    pub fn next_sibling(self) -> Option<Element<'a>> {
        let next = self.entry().end;
        let parent = self.parent()?;
        (next < parent.entry().end).then(|| self.document.element(ElementId(next)))
    }

    /// The previous element with the same parent.
    pub fn previous_sibling(self) -> Option<Element<'a>> {
        self.reference()
            .prev_siblings()
            .find_map(ElementRef::wrap)
            .and_then(|found| self.document.of(found))
    }

    /// Whether it is the other one or stands within it.
    pub fn is_within(self, other: Element<'_>) -> bool {
        other.id <= self.id && self.id.0 < other.entry().end
    }

    /// The part of the page it stands in.
    pub fn region(self) -> Region {
        self.entry().region
    }

    /// Whether a customer sees it, as far as its own markup and style say.
    pub fn is_visible(self) -> bool {
        self.entry().visible
    }

    /// Whether its style strikes its text through.
    pub fn is_struck(self) -> bool {
        self.entry().struck
    }

    /// Its byte range in the page's text.
    pub fn text_range(self) -> Range<usize> {
        self.entry().text.clone()
    }

    /// Its text, hidden parts included, trimmed; blocks are on lines of their own.
    pub fn text(self) -> &'a str {
        self.document.text[self.text_range()].trim()
    }

    /// Its visible text, trimmed.
    pub fn visible_text(self) -> String {
        let range = self.text_range();
        let first = self.document.runs.partition_point(|run| run.range.end <= range.start);
        let mut text = String::new();
        let mut last_end = range.start;
        for run in self.document.runs[first..]
            .iter()
            .take_while(|run| run.range.start < range.end)
        {
            if run.visible {
                let gap = &self.document.text[last_end.min(run.range.start)..run.range.start];
                if gap.contains('\n') && !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&self.document.text[run.range.start..run.range.end.min(range.end)]);
            }
            last_end = run.range.end;
        }
        text.trim().to_owned()
    }

    /// Where it stands.
    pub fn spot(self) -> Spot {
        let before = self.document.visible_chars_before(self.text_range().start);
        Spot {
            selector: self.selector(),
            region: self.region(),
            visible: self.is_visible(),
            top: self.is_visible() && self.document.is_top(self.id, before),
            ..Spot::default()
        }
    }

    /// A CSS selector that selects it and no other element of the page; for an element within a template, or nested
    /// as deep as browsers nest (512 levels), its nearest ancestor that a browser's selectors reach for sure.
    pub fn selector(self) -> String {
        selector::of(self)
    }
}
