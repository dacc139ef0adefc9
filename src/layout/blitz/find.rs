//! Finds the elements of the facts' selectors: an id or the root, then steps by tag and position.

use blitz_dom::{BaseDocument, NodeId};

/// The element that a selector of the page's index selects.
pub(super) fn find(document: &BaseDocument, selector: &str) -> Option<NodeId> {
    let mut steps = steps(selector).into_iter();
    let first = steps.next()?;
    let mut current = match first.strip_prefix('#') {
        Some(id) => document.get_element_by_id(&unescape(id))?,
        None => {
            let root = document.try_root_element()?;
            let name = &root.element_data()?.name.local;
            (**name == *first).then_some(root.id)?
        }
    };
    for step in steps {
        current = child(document, current, step)?;
    }
    Some(current)
}

/// The parts between ` > ` that are not escaped.
fn steps(selector: &str) -> Vec<&str> {
    selector.split(" > ").collect()
}

fn child(document: &BaseDocument, parent: NodeId, step: &str) -> Option<NodeId> {
    let (name, position) = match step.split_once(":nth-of-type(") {
        Some((name, rest)) => (name, rest.trim_end_matches(')').parse::<usize>().ok()?),
        None => (step, 1),
    };
    let name = unescape(name);
    let parent = document.get_node(parent)?;
    parent
        .children
        .iter()
        .filter(|id| {
            document
                .get_node(**id)
                .and_then(|node| node.element_data())
                .is_some_and(|data| *data.name.local == *name)
        })
        .nth(position.checked_sub(1)?)
        .copied()
}

/// Undoes the escapes of CSS identifiers (CSS Syntax 3, section 4.3.7).
fn unescape(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            plain.push(c);
            continue;
        }
        let mut code = String::new();
        while let Some(digit) = chars.peek().filter(|c| c.is_ascii_hexdigit() && code.len() < 6) {
            code.push(*digit);
            chars.next();
        }
        if code.is_empty() {
            plain.extend(chars.next());
        } else {
            if chars.peek() == Some(&' ') {
                chars.next();
            }
            let char = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
            plain.push(char.unwrap_or('\u{fffd}'));
        }
    }
    plain
}

/// A short selector for evidence: the id, or the tag with its first class.
pub(super) fn name(document: &BaseDocument, node: NodeId) -> Option<String> {
    let data = document.get_node(node)?.element_data()?;
    let attribute = |wanted: &str| {
        data.attrs()
            .iter()
            .find(|attribute| &*attribute.name.local == wanted)
            .map(|attribute| attribute.value.trim())
            .filter(|value| !value.is_empty())
    };
    let mut name = String::new();
    if let Some(id) = attribute("id") {
        name.push('#');
        // Writing to a String cannot fail.
        let _ = cssparser::serialize_identifier(id, &mut name);
        return Some(name);
    }
    name.push_str(&data.name.local);
    if let Some(class) = attribute("class").and_then(|classes| classes.split_whitespace().next()) {
        name.push('.');
        let _ = cssparser::serialize_identifier(class, &mut name);
    }
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn escapes_are_undone() {
        assert_eq!(unescape("a\\.b"), "a.b");
        assert_eq!(unescape("\\31 st"), "1st");
    }
}
