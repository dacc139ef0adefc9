//! The digest of a page's skeleton.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::Document;

/// How deep the skeleton goes: deeper levels hold content, not template.
const DEPTH: usize = 6;

/// Digest of the set of tag-and-class paths of the first levels: repeated items and texts do not change it.
pub(super) fn digest(document: &Document) -> String {
    let mut paths = BTreeSet::new();
    for element in document.elements() {
        if matches!(element.name(), "script" | "style" | "link" | "meta" | "noscript") {
            continue;
        }
        let mut steps: Vec<String> = element
            .self_and_ancestors()
            .take(DEPTH + 1)
            .map(|step| format!("{}.{}", step.name(), step.attr("class").unwrap_or_default()))
            .collect();
        if steps.len() <= DEPTH {
            steps.reverse();
            paths.insert(steps.join(">"));
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
