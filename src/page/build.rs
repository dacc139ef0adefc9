//! One walk over the parsed tree makes the index.

use std::collections::HashMap;

use ego_tree::iter::Edge;
use scraper::{Html, Node};
use url::Url;

use super::document::{Document, ElementId, Entry, Run};
use super::{region, visibility};
use crate::model::Region;

/// What holds for an element and is handed down to its children.
#[derive(Debug, Clone, Copy)]
struct Inherited {
    id: Option<ElementId>,
    region: Region,
    visible: bool,
    /// Inside an element that never shows its content.
    mute: bool,
    in_article: bool,
}

struct Builder {
    entries: Vec<Entry>,
    by_node: HashMap<ego_tree::NodeId, ElementId>,
    by_id: HashMap<String, Vec<ElementId>>,
    text: String,
    runs: Vec<Run>,
    visible_chars: usize,
    stack: Vec<Inherited>,
    /// A separator owed before the next text.
    owed: Separator,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Separator {
    None,
    Space,
    Line,
}

pub(super) fn build(source: &str, url: Option<&Url>) -> Document {
    let html = Html::parse_document(source);
    let mut builder = Builder {
        entries: Vec::new(),
        by_node: HashMap::new(),
        by_id: HashMap::new(),
        text: String::new(),
        runs: Vec::new(),
        visible_chars: 0,
        stack: vec![Inherited {
            id: None,
            region: Region::Main,
            visible: true,
            mute: false,
            in_article: false,
        }],
        owed: Separator::None,
    };
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => builder.open(node.id(), element),
                Node::Text(text) => builder.text(text),
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    builder.close(element);
                }
            }
        }
    }
    let base = base_of(&html, url);
    let Builder {
        entries,
        by_node,
        by_id,
        text,
        runs,
        visible_chars,
        ..
    } = builder;
    Document {
        html,
        base,
        entries,
        by_node,
        by_id,
        text,
        runs,
        visible_chars,
    }
}

impl Builder {
    fn open(&mut self, node: ego_tree::NodeId, element: &scraper::node::Element) {
        let above = self.stack.last().copied().unwrap_or(Inherited {
            id: None,
            region: Region::Main,
            visible: true,
            mute: false,
            in_article: false,
        });
        let id = ElementId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        let name = element.name();
        let region = region::opened_by(element, above.region, above.in_article).unwrap_or(above.region);
        let mute = above.mute || visibility::never_shown(name);
        let visible = above.visible && !mute && !visibility::hides_itself(element);
        if visible != above.visible || is_block(name) {
            self.owed = Separator::Line;
        }
        self.entries.push(Entry {
            node,
            parent: above.id,
            end: 0,
            region,
            visible,
            struck: false,
            text: self.text.len()..self.text.len(),
        });
        self.by_node.insert(node, id);
        if let Some(attribute) = element.id() {
            self.by_id.entry(attribute.to_owned()).or_default().push(id);
        }
        let in_article = above.in_article || matches!(name, "article" | "section" | "main" | "li" | "dialog");
        self.stack.push(Inherited {
            id: Some(id),
            region,
            visible,
            mute,
            in_article,
        });
    }

    fn close(&mut self, element: &scraper::node::Element) {
        let Some(closed) = self.stack.pop() else { return };
        let Some(id) = closed.id else { return };
        let end = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let length = self.text.len();
        let entry = &mut self.entries[id.index()];
        entry.end = end;
        // The element's text begins with its first run, not with the separator before it.
        entry.text.end = length;
        let start = entry.text.start;
        if start < length {
            let first = self.runs.partition_point(|run| run.range.end <= start);
            if let Some(run) = self.runs.get(first) {
                self.entries[id.index()].text.start = run.range.start.max(start);
            }
        }
        let above_visible = self.stack.last().is_none_or(|above| above.visible);
        if closed.visible != above_visible || is_block(element.name()) {
            self.owed = Separator::Line;
        }
    }

    fn text(&mut self, text: &str) {
        let Some(above) = self.stack.last().copied() else {
            return;
        };
        let Some(element) = above.id else { return };
        if above.mute {
            return;
        }
        let starts_with_space = text.starts_with(char::is_whitespace);
        let mut words = text.split_whitespace().peekable();
        if words.peek().is_none() {
            if starts_with_space {
                self.owed = self.owed.max(Separator::Space);
            }
            return;
        }
        if starts_with_space {
            self.owed = self.owed.max(Separator::Space);
        }
        if !self.text.is_empty() {
            match self.owed {
                Separator::None => {}
                Separator::Space => self.text.push(' '),
                Separator::Line => self.text.push('\n'),
            }
        }
        self.owed = Separator::None;
        let start = self.text.len();
        let mut chars = 0;
        for (index, word) in words.enumerate() {
            if index > 0 {
                self.text.push(' ');
                chars += 1;
            }
            self.text.push_str(word);
            chars += word.chars().count();
        }
        self.runs.push(Run {
            range: start..self.text.len(),
            element,
            visible: above.visible,
            visible_chars_before: self.visible_chars,
        });
        if above.visible {
            self.visible_chars += chars;
        }
        if text.ends_with(char::is_whitespace) {
            self.owed = Separator::Space;
        }
    }
}

/// Elements that begin on a line of their own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "br"
            | "button"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "input"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "select"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "textarea"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

fn base_of(html: &Html, url: Option<&Url>) -> Option<Url> {
    let href = html.tree.nodes().find_map(|node| match node.value() {
        Node::Element(element) if element.name() == "base" => element.attr("href"),
        _ => None,
    });
    match (href, url) {
        (Some(href), Some(url)) => url.join(href.trim()).ok().or_else(|| Some(url.clone())),
        (Some(href), None) => Url::parse(href.trim()).ok(),
        (None, url) => url.cloned(),
    }
}
