//! The digest of a page's skeleton.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::{Document, ElementId};

/// How deep the skeleton goes: deeper levels hold content, not template.
const DEPTH: usize = 6;

/// Digest of the set of tag-and-class paths of the first levels: repeated items and texts do not change it.
pub(super) fn digest(document: &Document) -> String {
    let mut paths = BTreeSet::new();
    // The open elements of the first levels, the index behind each, and the length of the path up to it.
    let mut open: Vec<(u32, usize)> = Vec::with_capacity(DEPTH);
    let mut path = String::new();
    for (index, entry) in document.entries.iter().enumerate() {
        while open.last().is_some_and(|(end, _)| *end as usize <= index) {
            open.pop();
        }
        if open.len() == DEPTH {
            continue;
        }
        path.truncate(open.last().map_or(0, |(_, length)| *length));
        if !path.is_empty() {
            path.push('>');
        }
        let element = document.element(ElementId(index as u32));
        path.push_str(element.name());
        path.push('.');
        path.push_str(element.attr("class").unwrap_or_default());
        open.push((entry.end, path.len()));
        if !matches!(element.name(), "script" | "style" | "link" | "meta" | "noscript") {
            paths.insert(path.clone());
        }
    }
    let mut hasher = Sha256::new();
    for path in &paths {
        hasher.update(path.as_bytes());
        hasher.update(b"\n");
    }
    hasher
        .finalize()
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
