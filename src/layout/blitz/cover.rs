//! What lies over an element.

use blitz_dom::{BaseDocument, NodeId};
use style::computed_values::float::T as Float;
use style::computed_values::position::T as Position;

use super::geometry::{self, Piece, Rect, style_of};
use super::look::Window;
use super::{find, paint};

/// Boxes that are looked at for what lies behind light text.
const MOST_BOXES: usize = 20_000;

/// The selector of what covers most of the element when it stands in the middle of the window; `bottom` is the end of
/// the page.
pub(super) fn covered_by(
    document: &BaseDocument,
    element: NodeId,
    shown: &[Rect],
    window: &Window,
    bottom: f64,
) -> Option<String> {
    let first = *shown.first()?;
    let points = points(first);
    let middle = f64::midpoint(first.y0, first.y1);
    // The engine's hit test does not move what is fixed along: without scrolling, it is asked in place.
    let scroll = if middle <= window.height {
        0.0
    } else {
        (middle - window.height / 2.0).clamp(0.0, (bottom - window.height).max(0.0))
    };
    let covers: Vec<NodeId> = points
        .iter()
        .filter_map(|&(x, y)| {
            let fixed = || fixed_cover_at(document, element, x, y - scroll);
            cover_at(document, element, x, y).or_else(|| if scroll > 0.0 { fixed() } else { None })
        })
        .collect();
    if covers.len() * 2 <= points.len() {
        return None;
    }
    covers.first().and_then(|&cover| find::name(document, cover))
}

/// What stays in the window at this place whatever is scrolled behind it.
fn fixed_cover_at(document: &BaseDocument, element: NodeId, x: f64, y: f64) -> Option<NodeId> {
    let cover = cover_at(document, element, x, y)?;
    let piece = box_of(document, cover)?;
    geometry::place(document, piece).fixed.then_some(cover)
}

/// The middle and the middles of the quarters.
fn points(rect: Rect) -> [(f64, f64); 5] {
    let x = |share: f64| rect.x0 + rect.width() * share;
    let y = |share: f64| rect.y0 + rect.height() * share;
    [
        (x(0.5), y(0.5)),
        (x(0.25), y(0.35)),
        (x(0.75), y(0.35)),
        (x(0.25), y(0.65)),
        (x(0.75), y(0.65)),
    ]
}

/// What hides the element at a point of the page.
fn cover_at(document: &BaseDocument, element: NodeId, x: f64, y: f64) -> Option<NodeId> {
    #[expect(clippy::cast_possible_truncation, reason = "places on a page")]
    let hit = document.hit(x as f32, y as f32)?.node_id;
    let mut current = document.nearest_non_anonymous_ancestor(hit);
    // The engine's hit test heeds neither clips nor opacity: a box counts only where it is really painted.
    while let Some(node) = current.and_then(|id| document.get_node(id)) {
        if !node.is_element() {
            current = node.parent;
            continue;
        }
        if node.id == element || is_within(document, node.id, element) {
            return None;
        }
        if is_within(document, element, node.id) {
            return below_its_parent(document, element, node.id);
        }
        if paint::is_opaque(node) && is_painted_at(document, node.id, x, y) && is_lifted(document, node.id, element) {
            return Some(node.id);
        }
        current = node.parent;
    }
    None
}

/// Whether a box can lie over text at all: backgrounds in the flow are painted below all text (CSS 2.2 appendix E),
/// only what is positioned, floated, transformed or see-through lies over it.
fn is_lifted(document: &BaseDocument, cover: NodeId, element: NodeId) -> bool {
    let mut current = document.get_node(cover);
    while let Some(node) = current.filter(|node| node.is_element() && !is_within(document, element, node.id)) {
        let lifted = style_of(node).is_some_and(|style| {
            style.clone_position() != Position::Static
                || style.clone_float() != Float::None
                || style.clone_opacity() < 1.0
                || node.transform().is_some()
        });
        if lifted {
            return true;
        }
        current = node.parent.and_then(|parent| document.get_node(parent));
    }
    false
}

/// An element with a negative `z-index` lies under the background of what holds it.
fn below_its_parent(document: &BaseDocument, element: NodeId, holder: NodeId) -> Option<NodeId> {
    let mut current = document.get_node(element);
    let mut sunk = false;
    while let Some(node) = current.filter(|node| node.id != holder) {
        let positioned = style_of(node).is_some_and(|style| style.clone_position() != Position::Static);
        sunk |= positioned && node.z_index() < 0;
        current = node.parent.and_then(|parent| document.get_node(parent));
    }
    let opaque = document.get_node(holder).is_some_and(paint::is_opaque);
    (sunk && opaque).then_some(holder)
}

fn is_painted_at(document: &BaseDocument, node: NodeId, x: f64, y: f64) -> bool {
    let Some(own) = box_of(document, node) else {
        return false;
    };
    geometry::place(document, own).shown.holds(x, y)
}

fn box_of(document: &BaseDocument, id: NodeId) -> Option<Piece> {
    let node = document.get_node(id)?;
    if !node.is_element() || node.is_non_atomic_inline() {
        return None;
    }
    let size = node.unrounded_layout().size;
    Some(Piece {
        frame: id,
        rect: Rect::new(0.0, 0.0, size.width.into(), size.height.into()),
        own_box: true,
    })
}

/// Whether a node stands within another.
fn is_within(document: &BaseDocument, node: NodeId, other: NodeId) -> bool {
    let mut current = Some(node);
    while let Some(id) = current {
        if id == other {
            return true;
        }
        current = document.get_node(id).and_then(|node| node.parent);
    }
    false
}

/// Whether something painted that does not hold the element lies behind it: a picture, a coloured box.
pub(super) fn something_between(document: &BaseDocument, element: NodeId, shown: &[Rect]) -> bool {
    let Some(first) = shown.first() else { return false };
    let (x, y) = (f64::midpoint(first.x0, first.x1), f64::midpoint(first.y0, first.y1));
    let mut stack = vec![document.root_element().id];
    let mut budget = MOST_BOXES;
    while let Some(id) = stack.pop() {
        budget -= 1;
        if budget == 0 {
            break;
        }
        let Some(node) = document.get_node(id).filter(|node| node.is_element()) else {
            continue;
        };
        if style_of(node).is_none_or(|style| style.clone_display().is_none()) {
            continue;
        }
        if id != element
            && !is_within(document, element, id)
            && !is_within(document, id, element)
            && paint::is_opaque(node)
            && box_of(document, id).is_some_and(|own| geometry::place(document, own).shown.holds(x, y))
        {
            return true;
        }
        stack.extend(node.children.iter().copied());
    }
    false
}
