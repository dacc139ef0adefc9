//! Where content stands on the page, and how much of it clipping leaves.

use blitz_dom::node::NodeFlags;
use blitz_dom::{BaseDocument, Node, NodeId};
use parley::PositionedLayoutItem;
use style::computed_values::position::T as Position;
use style::computed_values::visibility::T as Visibility;
use style::properties::{ComputedValues, LonghandId, PropertyDeclarationId};
use style::values::computed::Overflow;

/// Nodes under an element whose content is collected.
const MOST_NODES: usize = 400;
/// Levels that a place is followed up.
const MOST_STEPS: usize = 2_000;

/// A rectangle in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) x0: f64,
    pub(super) y0: f64,
    pub(super) x1: f64,
    pub(super) y1: f64,
}

impl Rect {
    pub(super) fn new(x: f64, y: f64, width: f64, height: f64) -> Rect {
        Rect {
            x0: x,
            y0: y,
            x1: x + width,
            y1: y + height,
        }
    }

    pub(super) fn width(self) -> f64 {
        (self.x1 - self.x0).max(0.0)
    }

    pub(super) fn height(self) -> f64 {
        (self.y1 - self.y0).max(0.0)
    }

    pub(super) fn area(self) -> f64 {
        self.width() * self.height()
    }

    pub(super) fn union(self, other: Rect) -> Rect {
        Rect {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    pub(super) fn clip(self, other: Rect) -> Rect {
        Rect {
            x0: self.x0.max(other.x0),
            y0: self.y0.max(other.y0),
            x1: self.x1.min(other.x1),
            y1: self.y1.min(other.y1),
        }
    }

    pub(super) fn holds(self, x: f64, y: f64) -> bool {
        x >= self.x0 && x <= self.x1 && y >= self.y0 && y <= self.y1
    }

    fn moved(self, x: f64, y: f64) -> Rect {
        Rect {
            x0: self.x0 + x,
            y0: self.y0 + y,
            x1: self.x1 + x,
            y1: self.y1 + y,
        }
    }

    fn transformed(self, [a, b, c, d, e, f]: [f64; 6]) -> Rect {
        let corner = |x: f64, y: f64| (a * x + c * y + e, b * x + d * y + f);
        let corners = [
            corner(self.x0, self.y0),
            corner(self.x1, self.y0),
            corner(self.x0, self.y1),
            corner(self.x1, self.y1),
        ];
        let first = Rect::new(corners[0].0, corners[0].1, 0.0, 0.0);
        corners
            .iter()
            .fold(first, |whole, &(x, y)| whole.union(Rect::new(x, y, 0.0, 0.0)))
    }
}

/// A piece of content: in the coordinates of `frame`'s border box.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) frame: NodeId,
    pub(super) rect: Rect,
    /// The piece is the frame's own box, not what stands in it.
    pub(super) own_box: bool,
}

/// A piece on the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    /// Where it is laid out, unclipped.
    pub(super) whole: Rect,
    /// What clipping leaves of it; negative sizes are nothing.
    pub(super) shown: Rect,
    /// It stays where it is when the page is scrolled.
    pub(super) fixed: bool,
}

/// The computed style of a node.
pub(super) fn style_of(node: &Node) -> Option<style::servo_arc::Arc<ComputedValues>> {
    node.primary_styles().map(|style| (*style).clone())
}

/// A computed property as CSS writes it.
pub(super) fn css(style: &ComputedValues, property: LonghandId) -> String {
    style.computed_value_to_string(PropertyDeclarationId::Longhand(property))
}

fn is_hidden(style: &ComputedValues) -> bool {
    matches!(style.clone_visibility(), Visibility::Hidden | Visibility::Collapse)
}

/// Elements whose own box is their content.
pub(super) fn is_box(name: &str) -> bool {
    matches!(
        name,
        "img"
            | "input"
            | "select"
            | "textarea"
            | "button"
            | "svg"
            | "video"
            | "canvas"
            | "iframe"
            | "object"
            | "embed"
            | "meter"
            | "progress"
    )
}

/// The visible content of an element: lines of text, pictures, controls; its own box where it has none.
pub(super) fn content(document: &BaseDocument, element: NodeId) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut stack = vec![element];
    let mut budget = MOST_NODES;
    while let Some(id) = stack.pop() {
        let Some(node) = document.get_node(id) else { continue };
        budget -= 1;
        if budget == 0 {
            break;
        }
        if !(node.is_element() || node.is_anonymous()) {
            continue;
        }
        let hidden = style_of(node).is_none_or(|style| is_hidden(&style));
        let name = node
            .element_data()
            .map(|data| data.name.local.to_string())
            .unwrap_or_default();
        if is_box(&name) {
            if !hidden {
                pieces.push(own_box(node));
            }
            continue;
        }
        if let Some(fragments) = node.inline_fragment_boxes() {
            if let Some(root) = node.inline_root_ancestor().filter(|_| !hidden) {
                pieces.extend(fragments.map(|piece| Piece {
                    frame: root.id,
                    rect: Rect {
                        x0: piece.left.into(),
                        y0: piece.top.into(),
                        x1: piece.right.into(),
                        y1: piece.bottom.into(),
                    },
                    own_box: false,
                }));
            }
            continue;
        }
        if node.flags.contains(NodeFlags::IS_INLINE_ROOT) {
            pieces.extend(lines(document, node));
        }
        let children = node.layout_children.borrow();
        match children.as_ref() {
            Some(children) => stack.extend(children.iter().rev().copied()),
            None => stack.extend(node.children.iter().rev().copied()),
        }
    }
    if pieces.is_empty()
        && let Some(node) = document.get_node(element)
        && node.inline_fragment_boxes().is_none()
        && !style_of(node).is_none_or(|style| is_hidden(&style))
    {
        pieces.push(own_box(node));
    }
    pieces.retain(|piece| piece.rect.width() > 0.0 || piece.rect.height() > 0.0);
    pieces
}

fn own_box(node: &Node) -> Piece {
    let size = node.unrounded_layout().size;
    Piece {
        frame: node.id,
        rect: Rect::new(0.0, 0.0, size.width.into(), size.height.into()),
        own_box: true,
    }
}

/// The lines of text of a block, without those of hidden elements in it.
fn lines(document: &BaseDocument, root: &Node) -> Vec<Piece> {
    let Some(text) = root.element_data().and_then(|data| data.inline_layout_data.as_ref()) else {
        return Vec::new();
    };
    let layout = root.unrounded_layout();
    let scale = f64::from(text.layout.scale());
    let left = f64::from(layout.padding.left + layout.border.left);
    let top = f64::from(layout.padding.top + layout.border.top + text.block_offset);
    let mut pieces = Vec::new();
    for line in text.layout.lines() {
        let metrics = line.metrics();
        let mut whole: Option<Rect> = None;
        for item in line.items() {
            let PositionedLayoutItem::GlyphRun(run) = item else {
                continue;
            };
            let shown = document
                .get_node(run.style().brush.id)
                .and_then(style_of)
                .is_none_or(|style| !is_hidden(&style));
            if shown && run.advance() > 0.0 {
                let rect = Rect {
                    x0: run.offset().into(),
                    y0: metrics.block_min_coord.into(),
                    x1: (run.offset() + run.advance()).into(),
                    y1: metrics.block_max_coord.into(),
                };
                whole = Some(whole.map_or(rect, |whole| whole.union(rect)));
            }
        }
        pieces.extend(whole.map(|rect| Piece {
            frame: root.id,
            rect: Rect {
                x0: left + rect.x0 / scale,
                y0: top + rect.y0 / scale,
                x1: left + rect.x1 / scale,
                y1: top + rect.y1 / scale,
            },
            own_box: false,
        }));
    }
    pieces
}

/// Follows a piece up to the page, through clips, transforms and offsets.
pub(super) fn place(document: &BaseDocument, piece: Piece) -> Placed {
    let mut placed = Placed {
        whole: piece.rect,
        shown: piece.rect,
        fixed: false,
    };
    let mut current = Some(piece.frame);
    let mut own_box = piece.own_box;
    for _ in 0..MOST_STEPS {
        let Some(node) = current.and_then(|id| document.get_node(id)) else {
            break;
        };
        if !(node.is_element() || node.is_anonymous()) {
            break;
        }
        let layout = node.unrounded_layout();
        if let Some(style) = style_of(node).filter(|_| !node.is_anonymous()) {
            let size = layout.size;
            let whole_box = Rect::new(0.0, 0.0, size.width.into(), size.height.into());
            let border = layout.border;
            let padding_box = Rect {
                x0: border.left.into(),
                y0: border.top.into(),
                x1: whole_box.x1 - f64::from(border.right),
                y1: whole_box.y1 - f64::from(border.bottom),
            };
            if !own_box && !is_viewport(node) {
                let clips = |overflow: Overflow| overflow != Overflow::Visible;
                if clips(style.clone_overflow_x()) {
                    placed.shown.x0 = placed.shown.x0.max(padding_box.x0);
                    placed.shown.x1 = placed.shown.x1.min(padding_box.x1);
                }
                if clips(style.clone_overflow_y()) {
                    placed.shown.y0 = placed.shown.y0.max(padding_box.y0);
                    placed.shown.y1 = placed.shown.y1.min(padding_box.y1);
                }
            }
            placed.shown = cut_out(&style, placed.shown, whole_box, node);
            placed.fixed |= style.clone_position() == Position::Fixed;
        }
        if let Some(transform) = node.transform().as_deref() {
            let matrix = transform.as_coeffs();
            placed.whole = placed.whole.transformed(matrix);
            let nothing = placed.shown.width() <= 0.0 || placed.shown.height() <= 0.0;
            if !nothing {
                placed.shown = placed.shown.transformed(matrix);
            }
        }
        let (x, y) = (f64::from(layout.location.x), f64::from(layout.location.y));
        placed.whole = placed.whole.moved(x, y);
        placed.shown = placed.shown.moved(x, y);
        own_box = false;
        current = node.containing_block();
    }
    placed
}

/// Clips of `html` and `body` are the window's.
fn is_viewport(node: &Node) -> bool {
    node.element_data()
        .is_some_and(|data| matches!(&*data.name.local, "html" | "body"))
}

/// Applies `clip` and the forms of `clip-path` that themes hide with.
fn cut_out(style: &ComputedValues, shown: Rect, whole: Rect, node: &Node) -> Rect {
    let mut shown = shown;
    let clip = css(style, LonghandId::Clip);
    if node.is_out_of_flow() && clip.starts_with("rect(") {
        let sides: Vec<Option<f64>> = arguments(&clip).map(|side| length(side, 0.0)).collect();
        if let [top, right, bottom, left] = sides[..] {
            shown = shown.clip(Rect {
                x0: left.unwrap_or(whole.x0),
                y0: top.unwrap_or(whole.y0),
                x1: right.unwrap_or(whole.x1),
                y1: bottom.unwrap_or(whole.y1),
            });
        }
    }
    let path = css(style, LonghandId::ClipPath);
    if path.starts_with("inset(") {
        let sides: Vec<f64> = arguments(path.split(" round").next().unwrap_or_default())
            .zip([whole.height(), whole.width(), whole.height(), whole.width()])
            .filter_map(|(side, of)| length(side, of))
            .collect();
        let side = |index: usize| {
            let count = sides.len().max(1);
            let index = match (index, count) {
                (index, 4..) => index,
                (3, 2 | 3) => 1,
                (2, 2) => 0,
                (index, count) => index.min(count - 1),
            };
            sides.get(index).copied().unwrap_or(0.0)
        };
        shown = shown.clip(Rect {
            x0: whole.x0 + side(3),
            y0: whole.y0 + side(0),
            x1: whole.x1 - side(1),
            y1: whole.y1 - side(2),
        });
    } else if path.starts_with("circle(0")
        || path.starts_with("ellipse(0")
        || path.starts_with("polygon(0px 0px, 0px 0px")
    {
        shown = Rect::new(whole.x0, whole.y0, 0.0, 0.0);
    }
    shown
}

fn arguments(function: &str) -> impl Iterator<Item = &str> {
    let inner = function
        .split_once('(')
        .map_or("", |(_, rest)| rest.trim_end_matches(')'));
    inner.split([',', ' ']).filter(|part| !part.is_empty())
}

fn length(text: &str, of: f64) -> Option<f64> {
    match text.strip_suffix('%') {
        Some(share) => share.parse::<f64>().ok().map(|share| share / 100.0 * of),
        None => text.trim_end_matches("px").parse().ok(),
    }
}
