//! CSS selectors for evidence: short, and true on the page they were made for.

use std::collections::HashMap;

use cssparser::{Parser, Token};

use super::build::DEEPEST;
use super::{Document, Element, ElementId};

/// Where an element stands among the children of its parent that have its name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Counted from 1.
    position: u32,
    /// No other child has the name; for the root, no other element.
    alone: bool,
}

/// The places of all elements, in document order.
pub(super) fn places(document: &Document) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(document.entries.len());
    // By parent and name: how many were met, and the first of them.
    let mut met: HashMap<_, (u32, usize)> = HashMap::new();
    for (index, element) in document.elements().enumerate() {
        let parent = document.entries[index].parent.map_or(u32::MAX, |id| id.0);
        if index > 0 && element.name() == document.element(ElementId(0)).name() {
            // A drawing may hold what is called as the root.
            places[0].alone = false;
        }
        let (count, first) = met
            .entry((parent, &element.reference().value().name))
            .or_insert((0, index));
        *count += 1;
        places.push(Place {
            position: *count,
            alone: *count == 1,
        });
        if *count == 2 {
            places[*first].alone = false;
        }
    }
    places
}

/// A selector that selects the element and no other: its unique `id`, or the steps from the nearest ancestor that has
/// one (else from the root), each by tag and position.
///
/// What no selector reaches gets the selector of its holder: of the template, for an element within one, and of the
/// parent, for one on the deepest level, where browsers differ in what hangs beside it.
pub(super) fn of(element: Element<'_>) -> String {
    let template = element.ancestors().filter(|part| part.name() == "template").last();
    let mut element = template.unwrap_or(element);
    if unique_id(element).is_none() && element.self_and_ancestors().count() >= DEEPEST {
        element = element.parent().unwrap_or(element);
    }
    let mut path: Vec<Element<'_>> = Vec::new();
    for part in element.self_and_ancestors() {
        path.push(part);
        if unique_id(part).is_some() {
            break;
        }
    }
    let mut selector = String::new();
    for part in path.iter().rev() {
        if let Some(id) = unique_id(*part) {
            selector.push('#');
            escape(id, &mut selector);
            continue;
        }
        if !selector.is_empty() {
            selector.push_str(" > ");
        }
        step(*part, &mut selector);
    }
    selector
}

/// The element that a selector made by [`of`] selects.
pub(super) fn find<'a>(document: &'a Document, selector: &str) -> Option<Element<'a>> {
    let mut steps = selector.split(" > ");
    let mut current = match name(steps.next()?)? {
        Name::Id(id) => document.by_id(&id)?,
        Name::Tag(tag) => document.elements().next().filter(|root| root.name() == tag)?,
        Name::Root => document.elements().next()?,
    };
    for step in steps {
        let (tag, position) = match step.split_once(":nth-of-type(") {
            Some((tag, rest)) => (tag, rest.trim_end_matches(')').parse::<usize>().ok()?),
            None => (step, 1),
        };
        let Name::Tag(tag) = name(tag)? else { return None };
        current = current
            .children()
            .filter(|child| child.name() == tag)
            .nth(position.checked_sub(1)?)?;
    }
    Some(current)
}

enum Name {
    Id(String),
    Tag(String),
    Root,
}

fn name(step: &str) -> Option<Name> {
    if step == ":root" {
        return Some(Name::Root);
    }
    match Parser::new(step).next().ok()? {
        Token::IDHash(id) | Token::Hash(id) => Some(Name::Id(id.to_string())),
        Token::Ident(tag) => Some(Name::Tag(tag.to_string())),
        _ => None,
    }
}

fn unique_id(element: Element<'_>) -> Option<&str> {
    let id = element.attr("id").filter(|id| !id.trim().is_empty())?;
    (element.document().by_id.get(id).map_or(0, Vec::len) == 1).then_some(id)
}

fn step(element: Element<'_>, selector: &mut String) {
    let place = element.document().place(element.id());
    if element.parent().is_none() {
        return if place.alone {
            escape(element.name(), selector);
        } else {
            selector.push_str(":root");
        };
    }
    escape(element.name(), selector);
    if !place.alone {
        selector.push_str(":nth-of-type(");
        selector.push_str(&place.position.to_string());
        selector.push(')');
    }
}

fn escape(identifier: &str, selector: &mut String) {
    // Writing to a String cannot fail.
    let _ = cssparser::serialize_identifier(identifier, selector);
}
