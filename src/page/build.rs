//! One walk over the parsed tree makes the index.

use std::collections::HashMap;
use std::sync::OnceLock;

use ego_tree::iter::Edge;
use scraper::{ElementRef, Html, Node};
use url::Url;

use super::cascade::{Ancestors, Cascade, Style};
use super::document::{Document, ElementId, Entry, Run};
use super::sheets::{all_sheets, cascade_of};
use super::{attribute, depth, region, visibility};
use crate::model::Region;

/// What holds for an element and is handed down to its children.
#[derive(Debug, Clone, Copy)]
struct Inherited {
    id: Option<ElementId>,
    region: Region,
    /// No ancestor takes it away for good.
    present: bool,
    /// `visibility`, inherited.
    unhidden: bool,
    /// Text has a size, inherited.
    sized: bool,
    /// Inside an element that never shows its content.
    mute: bool,
    in_article: bool,
}

impl Inherited {
    const ROOT: Inherited = Inherited {
        id: None,
        region: Region::Main,
        present: true,
        unhidden: true,
        sized: true,
        mute: false,
        in_article: false,
    };

    fn visible(self) -> bool {
        self.present && self.unhidden
    }
}

struct Builder<'s> {
    cascade: &'s Cascade,
    ancestors: Ancestors,
    entries: Vec<Entry>,
    by_id: HashMap<String, Vec<ElementId>>,
    text: String,
    runs: Vec<Run>,
    visible_chars: usize,
    /// What is open, at most to the deepest level.
    stack: Vec<Inherited>,
    /// Elements that the tree has open above those of the stack: they were ended early, because others are nested deeper
    /// than browsers nest, and hang beside them.
    ended: usize,
    /// A separator owed before the next text.
    owed: Separator,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Separator {
    None,
    Space,
    Line,
}

/// Levels of nesting that browsers keep: Blink and WebKit hang what is nested deeper beside its parent, onto this level
/// (`maximumHTMLParserDOMTreeDepth`).
pub(super) const DEEPEST: usize = 512;
/// A page that shows less than this share of its text hides itself until its scripts run.
const LEAST_SHOWN: f64 = 0.05;
/// A page with less text than this, in bytes, may well hide most of it.
const LITTLE_TEXT: usize = 40;

pub(super) fn build(source: &str, url: Option<&Url>, sheets: &[(Option<String>, String)]) -> Document {
    let html = Html::parse_document(depth::bounded(source));
    let (sheets, all_given) = all_sheets(&html, sheets);
    let cascade = cascade_of(&sheets, all_given);
    let without_sheets = Cascade::default();
    let mut builder = walk(&html, &cascade);
    let shown: usize = builder
        .runs
        .iter()
        .filter(|run| run.visible)
        .map(|run| run.range.len())
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "text lengths")]
    let hides_itself = builder.text.len() > LITTLE_TEXT && (shown as f64) < LEAST_SHOWN * builder.text.len() as f64;
    if hides_itself {
        builder = walk(&html, &without_sheets);
    }
    let sheets_known = cascade.knows_all();
    let base = base_of(&html, url);
    let Builder {
        entries,
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
        by_node: OnceLock::new(),
        by_id,
        text,
        runs,
        visible_chars,
        places: OnceLock::new(),
        sheets,
        sheets_known,
        hides_itself,
    }
}

fn walk<'s>(html: &Html, cascade: &'s Cascade) -> Builder<'s> {
    let mut builder = Builder {
        cascade,
        ancestors: Ancestors::default(),
        entries: Vec::new(),
        by_id: HashMap::new(),
        text: String::new(),
        runs: Vec::new(),
        visible_chars: 0,
        stack: vec![Inherited::ROOT],
        ended: 0,
        owed: Separator::None,
    };
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(_) => {
                    if let Some(element) = ElementRef::wrap(node) {
                        builder.open(element);
                    }
                }
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
    builder
}

impl Builder<'_> {
    fn open(&mut self, found: ElementRef<'_>) {
        let (node, element) = (found.id(), found.value());
        if self.stack.len() > DEEPEST {
            self.end_innermost();
            self.ended += 1;
        }
        let above = self.stack.last().copied().unwrap_or(Inherited::ROOT);
        let id = ElementId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        let name = element.name();
        let region = region::opened_by(element, above.region, above.in_article).unwrap_or(above.region);
        let mute = above.mute || visibility::never_shown(name);
        // What cannot be seen any more need not be asked for its style.
        let style = if mute || !above.present || self.ended > 0 {
            Style::default()
        } else {
            self.cascade.style_of(found, &self.ancestors)
        };
        // A page that hides its root or its body shows them once its scripts have run.
        let gone = style.gone && !matches!(name, "html" | "body");
        let present = above.present
            && !mute
            && !gone
            && !visibility::hidden_by_markup(element, style.displayed, self.cascade.is_complete());
        let below = Inherited {
            id: Some(id),
            region,
            present,
            unhidden: style.visibility.unwrap_or(above.unhidden) || matches!(name, "html" | "body"),
            sized: style.text_size.unwrap_or(above.sized),
            mute,
            in_article: above.in_article || matches!(name, "article" | "section" | "main" | "li" | "dialog"),
        };
        let visible = below.visible();
        if visible != above.visible() || is_block(name) {
            self.owed = Separator::Line;
        }
        self.entries.push(Entry {
            node,
            parent: above.id,
            end: 0,
            region,
            visible,
            struck: style.struck,
            text: self.text.len()..self.text.len(),
        });
        if let Some(attribute) = element.id() {
            self.by_id.entry(attribute.to_owned()).or_default().push(id);
        }
        self.stack.push(below);
        self.ancestors.push(element);
    }

    fn close(&mut self, element: &scraper::node::Element) {
        self.ancestors.pop(element);
        if self.ended > 0 && self.stack.len() <= DEEPEST {
            self.ended -= 1;
            return;
        }
        let Some(closed) = self.end_innermost() else { return };
        let above_visible = self.stack.last().is_none_or(|above| above.visible());
        if closed.visible() != above_visible || is_block(element.name()) {
            self.owed = Separator::Line;
        }
    }

    /// Takes the innermost element off the stack and completes its entry.
    fn end_innermost(&mut self) -> Option<Inherited> {
        let closed = self.stack.pop()?;
        let id = closed.id?;
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
        Some(closed)
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
            visible: above.visible() && above.sized,
            visible_chars_before: self.visible_chars,
        });
        if above.visible() && above.sized {
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
        Node::Element(element) if element.name() == "base" => attribute::value_of(element, "href"),
        _ => None,
    });
    match (href, url) {
        (Some(href), Some(url)) => url.join(href.trim()).ok().or_else(|| Some(url.clone())),
        (Some(href), None) => Url::parse(href.trim()).ok(),
        (None, url) => url.cloned(),
    }
}
