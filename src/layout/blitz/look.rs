//! Says of one element how it looks: the rules of being visible.

use blitz_dom::{BaseDocument, Node, NodeId};
use style::properties::LonghandId;

use super::geometry::{self, Placed, Rect, style_of};
use super::{cover, paint};
use crate::layout::{FOLD_BAND, FirstScreen, Seen};

/// The least side of what can be made out, in CSS pixels; the box that hides text from all but screen readers is 1×1.
const LEAST_SIDE: f64 = 3.0;
/// The least share of an element's content that must be shown.
const LEAST_SHARE: f64 = 0.25;
/// The least font size that can be made out, in CSS pixels.
const LEAST_FONT: f64 = 4.0;
/// Less opaque than this is not seen.
const LEAST_OPACITY: f64 = 0.1;
/// Less contrast than this is not seen.
const LEAST_CONTRAST: f64 = 1.1;

/// The window that was laid out, and what is known of the page.
#[derive(Debug, Clone)]
pub(super) struct Window {
    pub(super) width: f64,
    pub(super) height: f64,
    /// Places and guessed heights of pictures whose size is not known: what is below may be further down.
    pub(super) unsized_pictures: Vec<Rect>,
    /// The page uses CSS that is laid out only roughly.
    pub(super) rough: bool,
}

/// How an element looks.
pub(super) fn look(document: &BaseDocument, element: NodeId, window: &Window) -> Option<Seen> {
    let node = document.get_node(element)?;
    let Some(style) = style_of(node).filter(|_| is_displayed(node)) else {
        return Some(unseen(window));
    };
    let font_size = f64::from(style.clone_font_size().used_size().px());
    let pieces: Vec<Placed> = geometry::content(document, element)
        .into_iter()
        .map(|piece| geometry::place(document, piece))
        .collect();
    let fixed = pieces.iter().any(|piece| piece.fixed);
    let page = reachable(document, window, fixed);
    let whole = union(pieces.iter().map(|piece| piece.whole));
    let all: f64 = pieces.iter().map(|piece| piece.whole.area()).sum();
    let shown: Vec<Rect> = pieces
        .iter()
        .map(|piece| piece.shown.clip(page))
        .filter(|shown| shown.width() >= LEAST_SIDE && shown.height() >= LEAST_SIDE)
        .collect();
    let left: f64 = shown.iter().map(|rect| rect.area()).sum();
    let text = text_style(document, element).unwrap_or_else(|| style.clone());
    let mut visible = !shown.is_empty()
        && left >= all * LEAST_SHARE
        && font_size >= LEAST_FONT
        && paint::opacity(node) >= LEAST_OPACITY;
    let ink = paint::text_colour(&text);
    let behind = paint::behind(document, element);
    let control = node
        .element_data()
        .is_some_and(|data| geometry::is_box(&data.name.local));
    let contrast = match behind {
        paint::Behind::Colour(behind) if !control => Some(paint::contrast(ink, behind)),
        _ => None,
    };
    let rough = window.rough || is_rough(node);
    let mut covered_by = None;
    if visible && contrast.is_some_and(|contrast| contrast < LEAST_CONTRAST) {
        // Light text on a picture that stands behind it, not around it, has a contrast that is not known.
        visible = cover::something_between(document, element, &shown);
    }
    let contrast = contrast.filter(|contrast| *contrast >= LEAST_CONTRAST || !visible);
    if visible {
        covered_by = cover::covered_by(document, element, &shown, window, page.y1);
        visible = covered_by.is_none();
    }
    let bounds = union(shown.iter().copied())
        .or(whole)
        .unwrap_or(Rect::new(0.0, 0.0, 0.0, 0.0));
    let first = shown.first().copied().or(whole).unwrap_or(bounds);
    Some(Seen {
        bounds: [
            rounded(bounds.x0),
            rounded(bounds.y0),
            rounded(bounds.width()),
            rounded(bounds.height()),
        ],
        visible,
        first_screen: first_screen(first, window),
        font_size: rounded(font_size),
        contrast,
        covered_by,
        sure: !rough,
    })
}

fn unseen(window: &Window) -> Seen {
    Seen {
        bounds: [0.0; 4],
        visible: false,
        first_screen: FirstScreen::No,
        font_size: 0.0,
        contrast: None,
        covered_by: None,
        sure: !window.rough,
    }
}

fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

/// Whether the element has a box: no `display: none` on it or around it, and no closed `<details>`.
fn is_displayed(node: &Node) -> bool {
    let mut inner: Option<&Node> = None;
    let mut current = Some(node);
    while let Some(node) = current {
        let Some(style) = style_of(node) else { return false };
        if style.clone_display().is_none() {
            return false;
        }
        let attribute = |name: &str| {
            node.attrs()
                .is_some_and(|attributes| attributes.iter().any(|own| &*own.name.local == name))
        };
        let name = node
            .element_data()
            .map(|data| data.name.local.to_string())
            .unwrap_or_default();
        let in_summary = inner
            .and_then(|inner| inner.element_data())
            .is_some_and(|data| &*data.name.local == "summary");
        if name == "details" && inner.is_some() && !in_summary && !attribute("open") {
            return false;
        }
        inner = Some(node);
        current = node
            .parent
            .map(|parent| node.with(parent))
            .filter(|node| node.is_element());
    }
    true
}

/// The style of the innermost single element that holds the text, whose colour it has.
fn text_style(
    document: &BaseDocument,
    element: NodeId,
) -> Option<style::servo_arc::Arc<style::properties::ComputedValues>> {
    let mut current = document.get_node(element)?;
    loop {
        let mut with_text = current
            .children
            .iter()
            .filter_map(|id| document.get_node(*id))
            .filter(|child| {
                child.is_element() || child.text_data().is_some_and(|text| !text.content.trim().is_empty())
            });
        let (only, more) = (with_text.next(), with_text.next());
        match (only, more) {
            (Some(only), None) if only.is_element() => current = only,
            _ => return style_of(current),
        }
    }
}

/// The part of the plane that a customer gets to see by scrolling down.
fn reachable(document: &BaseDocument, window: &Window, fixed: bool) -> Rect {
    let bottom = if fixed {
        window.height
    } else {
        let root = document.root_element();
        let overflow = root.scrollable_overflow();
        let size = root.unrounded_layout().size;
        overflow.y1.max(size.height.into()).max(window.height)
    };
    Rect {
        x0: 0.0,
        y0: 0.0,
        x1: window.width,
        y1: bottom,
    }
}

fn union(mut rects: impl Iterator<Item = Rect>) -> Option<Rect> {
    let first = rects.next()?;
    Some(rects.fold(first, Rect::union))
}

/// Where the middle of the first line stands against the fold.
fn first_screen(first: Rect, window: &Window) -> FirstScreen {
    let middle = first.y0 + first.height().min(40.0) / 2.0;
    let slack: f64 = window
        .unsized_pictures
        .iter()
        .filter(|picture| picture.y0 < middle - 1.0 && picture.x0 < first.x1 && picture.x1 > first.x0)
        .map(|picture| picture.height())
        .sum();
    if middle + slack < window.height - FOLD_BAND {
        FirstScreen::Yes
    } else if middle > window.height + FOLD_BAND {
        FirstScreen::No
    } else {
        FirstScreen::Borderline
    }
}

/// Whether something around the element is laid out only roughly: three dimensions, columns, what sticks below.
fn is_rough(node: &Node) -> bool {
    let mut current = Some(node);
    while let Some(node) = current {
        if let Some(style) = style_of(node) {
            let transform = geometry::css(&style, LonghandId::Transform);
            if transform.contains("3d(") && !transform.starts_with("translate3d(")
                || transform.contains("rotateX(")
                || transform.contains("rotateY(")
                || transform.contains("perspective(")
            {
                return true;
            }
        }
        current = node
            .parent
            .map(|parent| node.with(parent))
            .filter(|node| node.is_element());
    }
    false
}
