//! Attributes, read without making atoms of their names: `scraper` makes one at every look.

use scraper::node::Element;

/// The value of an attribute without namespace.
pub(super) fn value_of<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element
        .attrs
        .iter()
        .find(|(own, _)| &*own.local == name && own.prefix.is_none() && own.ns.is_empty())
        .map(|(_, value)| &**value)
}

/// The classes, in the order written, repeated ones kept.
pub(super) fn classes(element: &Element) -> impl Iterator<Item = &str> {
    value_of(element, "class").unwrap_or_default().split_ascii_whitespace()
}
