//! Builds the engine's tree from HTML, leaving out what would bring the engine down.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::HashMap;

use blitz_dom::NodeId;
use blitz_html::DocumentHtmlParser;
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, LocalName, QualName, ns};

use super::picture;
use crate::layout::sheets;

/// Levels of elements; what nests deeper is put beside its parent. The engine recurses over them.
pub(super) const MOST_LEVELS: u32 = 400;
/// Elements; what follows is left out.
pub(super) const MOST_ELEMENTS: usize = 40_000;
/// The engine's line breaker fails beyond.
const MOST_BREAKS: usize = 4_000;

/// A style sheet as the page names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SheetSource {
    Link { href: String },
    Inline,
}

/// What the page holds besides its tree.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Style sheets in document order: the element, where the text is, the media query.
    pub(super) sheets: Vec<(NodeId, SheetSource, String)>,
    /// Pictures whose size neither the page nor its data tell.
    pub(super) unsized_pictures: Vec<NodeId>,
    /// `content` of `<meta name=viewport>`.
    pub(super) viewport: Option<String>,
    pub(super) elements: usize,
    breaks: usize,
    /// Level and parent of each element.
    levels: HashMap<NodeId, (u32, NodeId)>,
}

/// A sink that hands on to the engine's own.
pub(super) struct CarefulSink<'f, 'm, 'd> {
    pub(super) inner: DocumentHtmlParser<'m, 'd>,
    pub(super) found: &'f RefCell<Found>,
    /// Elements beyond the limit are made, since the parser needs them, but hang nowhere.
    pub(super) full: Cell<bool>,
}

impl CarefulSink<'_, '_, '_> {
    /// The place for an element: the parent itself, or above it where it is too deep.
    fn place(&self, parent: NodeId, child: NodeId) -> NodeId {
        let mut found = self.found.borrow_mut();
        let (level, above) = found.levels.get(&parent).copied().unwrap_or((0, parent));
        let (level, place) = if level >= MOST_LEVELS {
            (level, above)
        } else {
            (level + 1, parent)
        };
        found.levels.insert(child, (level, place));
        place
    }

    fn beside(&self, sibling: NodeId, child: &NodeOrText<NodeId>) {
        if let NodeOrText::AppendNode(child) = child {
            let mut found = self.found.borrow_mut();
            let place = found.levels.get(&sibling).copied();
            if let Some(place) = place {
                found.levels.insert(*child, place);
            }
        }
    }

    /// What of an element's attributes the engine gets to see.
    fn tame(&self, name: &str, attributes: &mut Vec<Attribute>) -> Option<Special> {
        let value = |attributes: &[Attribute], name: &str| {
            attributes
                .iter()
                .find(|attribute| &*attribute.name.local == name)
                .map(|attribute| attribute.value.to_string())
        };
        let mut special = None;
        match name {
            "link" => {
                let media = sheets::media_in_force(|attribute| value(attributes, attribute));
                if let (Some(media), Some(href)) = (media, value(attributes, "href")) {
                    special = Some(Special::Sheet(SheetSource::Link { href }, media));
                }
                attributes.retain(|attribute| !matches!(&*attribute.name.local, "rel" | "href"));
            }
            "style" => {
                let kind = value(attributes, "type").unwrap_or_default();
                if kind.is_empty() || kind.trim().eq_ignore_ascii_case("text/css") {
                    let media = value(attributes, "media").unwrap_or_default();
                    special = Some(Special::Sheet(SheetSource::Inline, media));
                }
            }
            "meta" => {
                let named = value(attributes, "name").is_some_and(|name| name.eq_ignore_ascii_case("viewport"));
                if let (true, Some(content)) = (named, value(attributes, "content")) {
                    special = Some(Special::Viewport(content));
                }
            }
            "img" => {
                let size = picture::size(
                    value(attributes, "src").as_deref().unwrap_or_default(),
                    value(attributes, "width").as_deref(),
                    value(attributes, "height").as_deref(),
                );
                attributes.retain(|attribute| !matches!(&*attribute.name.local, "src" | "srcset" | "sizes"));
                match size {
                    Some((width, height)) => attributes.push(attribute("src", picture::address(width, height))),
                    None => special = Some(Special::Unsized),
                }
            }
            "iframe" | "frame" | "embed" | "object" | "video" | "audio" | "source" | "track" | "canvas" | "input" => {
                attributes.retain(|attribute| {
                    !matches!(&*attribute.name.local, "src" | "srcdoc" | "srcset" | "data" | "poster")
                });
            }
            "br" => {
                let mut found = self.found.borrow_mut();
                found.breaks += 1;
                if found.breaks > MOST_BREAKS {
                    attributes.push(attribute("hidden", String::new()));
                    attributes.push(attribute("style", "display:none!important".to_owned()));
                }
            }
            _ => {}
        }
        special
    }
}

enum Special {
    Sheet(SheetSource, String),
    Viewport(String),
    Unsized,
}

fn attribute(name: &str, value: String) -> Attribute {
    Attribute {
        name: QualName::new(None, ns!(), LocalName::from(name)),
        value: value.into(),
    }
}

impl<'d, 'm> TreeSink for CarefulSink<'_, 'm, 'd> {
    type Output = ();
    type Handle = NodeId;
    type ElemName<'a>
        = Ref<'a, QualName>
    where
        Self: 'a;

    fn finish(self) -> Self::Output {
        self.inner.finish();
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.inner.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.inner.elem_name(target)
    }

    fn create_element(&self, mut name: QualName, mut attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let mut special = None;
        if name.ns == ns!(html) {
            special = self.tame(&name.local, &mut attributes);
            if &*name.local == "style" {
                // The engine would parse the sheet by itself, without its media query and for each page again.
                name.local = LocalName::from("x-style");
            }
        } else if matches!(&*name.local, "image" | "style" | "feImage" | "use") {
            name.local = LocalName::from("x-style");
        }
        let node = self.inner.create_element(name, attributes, flags);
        let mut found = self.found.borrow_mut();
        found.elements += 1;
        if found.elements > MOST_ELEMENTS {
            self.full.set(true);
        }
        match special {
            Some(Special::Sheet(source, media)) => found.sheets.push((node, source, media)),
            Some(Special::Viewport(content)) => found.viewport = Some(content),
            Some(Special::Unsized) => found.unsized_pictures.push(node),
            None => {}
        }
        node
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        self.inner.create_comment(StrTendril::new())
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        self.inner.create_pi(target, data)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(node) if self.full.get() && node != *parent => {
                // Made, counted, and left out.
                let _ = self.place(*parent, node);
            }
            NodeOrText::AppendNode(node) => {
                let place = self.place(*parent, node);
                self.inner.append(&place, NodeOrText::AppendNode(node));
            }
            NodeOrText::AppendText(text) => self.inner.append(parent, NodeOrText::AppendText(text)),
        }
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        self.beside(*sibling, &child);
        self.inner.append_before_sibling(sibling, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        self.beside(*element, &child);
        self.inner.append_based_on_parent_node(element, previous, child);
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.inner.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.inner.get_template_contents(target)
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.inner.set_quirks_mode(mode);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        self.inner.add_attrs_if_missing(target, attributes);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.inner.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.inner.reparent_children(node, new_parent);
    }
}
