//! The style sheets of a page: those that it links, as far as they were given, and its own.

use scraper::{Html, Node};

use super::attribute;
use super::build::DEEPEST;
use super::cascade::Cascade;

/// The sheets given, then those that stand in the page itself; and whether the page links none but those given.
pub(super) fn all_sheets(html: &Html, given: &[(Option<String>, String)]) -> (Vec<(Option<String>, String)>, bool) {
    let mut sheets = given.to_vec();
    let mut linked = 0;
    for node in html.tree.nodes() {
        let Node::Element(element) = node.value() else { continue };
        match element.name() {
            "style" if !node.ancestors().take(DEEPEST).any(|above| is_apart(above.value())) => {
                let css: String = node
                    .children()
                    .filter_map(|child| child.value().as_text().map(|text| text.text.to_string()))
                    .collect();
                sheets.push((attribute::value_of(element, "media").map(str::to_owned), css));
            }
            "link" => {
                let sheet = attribute::value_of(element, "rel").is_some_and(|rel| {
                    let mut words = rel.split_ascii_whitespace().map(str::to_ascii_lowercase);
                    words.clone().any(|word| word == "stylesheet") && !words.any(|word| word == "alternate")
                });
                linked += usize::from(sheet);
            }
            _ => {}
        }
    }
    (sheets, linked <= given.len())
}

pub(super) fn cascade_of(sheets: &[(Option<String>, String)], all_given: bool) -> Cascade {
    let mut cascade = Cascade::default();
    for (media, css) in sheets {
        cascade.read(media.as_deref(), css);
    }
    if !all_given {
        cascade.note_missing();
    }
    cascade.settle();
    cascade
}

/// Styles in templates and drawings are not the page's.
fn is_apart(node: &Node) -> bool {
    node.as_element()
        .is_some_and(|element| matches!(element.name(), "template" | "svg" | "noscript"))
}
