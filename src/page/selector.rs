//! CSS selectors for evidence: short, and true on the page they were made for.

use super::Element;

/// A selector that selects the element and no other: its unique `id`, or the steps from the nearest ancestor that has
/// one (else from the root), each by tag and position.
pub(super) fn of(element: Element<'_>) -> String {
    let mut steps: Vec<String> = Vec::new();
    for part in element.self_and_ancestors() {
        if let Some(id) = unique_id(part) {
            steps.push(format!("#{}", escape(id)));
            break;
        }
        steps.push(step(part));
    }
    steps.reverse();
    steps.join(" > ")
}

fn unique_id(element: Element<'_>) -> Option<&str> {
    let id = element.attr("id").filter(|id| !id.trim().is_empty())?;
    (element.document().by_id.get(id).map_or(0, Vec::len) == 1).then_some(id)
}

fn step(element: Element<'_>) -> String {
    let name = element.name();
    let Some(parent) = element.parent() else {
        return escape(name);
    };
    let mut position = 0;
    let mut same = 0;
    for sibling in parent
        .children()
        .filter(|sibling| sibling.reference().value().name == element.reference().value().name)
    {
        same += 1;
        if sibling == element {
            position = same;
        }
    }
    if same > 1 {
        format!("{}:nth-of-type({position})", escape(name))
    } else {
        escape(name)
    }
}

fn escape(identifier: &str) -> String {
    let mut escaped = String::with_capacity(identifier.len());
    // Writing to a String cannot fail.
    let _ = cssparser::serialize_identifier(identifier, &mut escaped);
    escaped
}
