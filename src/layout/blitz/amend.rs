//! What browsers do and the engine leaves undone.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use blitz_dom::{BaseDocument, NodeId};
use style::properties::LonghandId;

use super::geometry;

/// Levels above a picture that are looked at.
const MOST_LEVELS_UP: usize = 12;

/// What browsers do by default and the engine does not.
pub(super) fn agent_sheet() -> String {
    let mut sheet = include_str!("agent.css").to_owned();
    for size in 1..=80 {
        // 8.45 px for each character, in the default font of controls.
        let width = f64::from(size) * 8.45;
        // Writing to a String cannot fail.
        let _ = writeln!(sheet, "input[size=\"{size}\"]{{width:{width}px}}");
    }
    sheet
}

/// Cells in what is no table, and boxes in a table that are no cells: CSS puts the missing boxes around them, the engine
/// does not. A flexible row comes near.
pub(super) fn seat_cells(document: &mut BaseDocument) {
    let is = |id: NodeId, wanted: &[&str]| {
        document
            .get_node(id)
            .and_then(geometry::style_of)
            .is_some_and(|style| wanted.contains(&geometry::css(&style, LonghandId::Display).as_str()))
    };
    let mut parents: Vec<NodeId> = Vec::new();
    let mut stack = vec![document.root_node().id];
    while let Some(id) = stack.pop() {
        let Some(node) = document.get_node(id) else { continue };
        stack.extend(node.children.iter().copied());
        let boxes: Vec<NodeId> = node
            .children
            .iter()
            .copied()
            .filter(|child| document.get_node(*child).is_some_and(|child| child.is_element()) && !is(*child, &["none"]))
            .collect();
        let cells = boxes.iter().filter(|child| is(**child, &["table-cell"])).count();
        let no_table =
            cells > 0 && cells == boxes.len() && is(id, &["block", "list-item", "flow-root", "inline-block"]);
        let no_cells = is(id, &["table"])
            && boxes
                .iter()
                .any(|child| is(*child, &["block", "flex", "inline-block", "inline"]));
        if no_table || no_cells {
            parents.push(id);
        }
    }
    if !parents.is_empty() {
        let mut mutator = document.mutate();
        for parent in parents {
            mutator.set_style_property(parent, "display", "flex");
        }
    }
}

/// Pictures with `max-width: 100%` do not widen the columns that they stand in (CSS Sizing 3, section 5.2.2, compressible
/// replaced elements); the engine lets them. Without an automatic minimum the items of grids and rows give way.
pub(super) fn shrink_pictures(document: &mut BaseDocument) {
    let property = |id: NodeId, property: LonghandId| {
        let style = document.get_node(id).and_then(geometry::style_of);
        style.map(|style| geometry::css(&style, property)).unwrap_or_default()
    };
    let mut items = BTreeSet::new();
    let mut stack = vec![document.root_node().id];
    while let Some(id) = stack.pop() {
        let Some(node) = document.get_node(id) else { continue };
        stack.extend(node.children.iter().copied());
        let picture = node.element_data().is_some_and(|data| &*data.name.local == "img");
        if !picture || !property(id, LonghandId::MaxWidth).ends_with('%') {
            continue;
        }
        let mut item = id;
        for _ in 0..MOST_LEVELS_UP {
            let Some(parent) = document.get_node(item).and_then(|node| node.parent) else {
                break;
            };
            let display = property(parent, LonghandId::Display);
            if (display.contains("grid") || display.contains("flex")) && property(item, LonghandId::MinWidth) == "auto"
            {
                items.insert(item.as_u64());
            }
            item = parent;
        }
    }
    if !items.is_empty() {
        let mut mutator = document.mutate();
        for item in items {
            mutator.set_style_property(NodeId::from_u64(item), "min-width", "0");
        }
    }
}
