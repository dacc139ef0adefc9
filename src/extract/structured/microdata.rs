//! Microdata and RDFa Lite, brought into the shape of JSON-LD.

use serde_json::{Map, Value};

use super::{add, simple_name};
use crate::page::{Element, ElementId};

/// Longest text that is taken as a property's value, in bytes.
const LONGEST_VALUE: usize = 600;

/// The top items with their elements in document order, and the properties that stood in none.
type Read = (Vec<(ElementId, Value)>, Vec<(String, String)>);

/// An item being read.
struct Item {
    element: ElementId,
    /// The item and property that it is the value of.
    holder: Option<(usize, String)>,
    map: Map<String, Value>,
}

/// The items of a page, filled in document order.
#[derive(Default)]
pub(super) struct Scopes<'a> {
    items: Vec<Item>,
    /// Open items, innermost last.
    open: Vec<(usize, Element<'a>)>,
    orphans: Vec<(String, String)>,
}

impl<'a> Scopes<'a> {
    /// Looks at the next element in document order.
    pub(super) fn visit(&mut self, element: Element<'a>) {
        while self.open.last().is_some_and(|(_, scope)| !element.is_within(*scope)) {
            self.open.pop();
        }
        let property = element.filled_attr("itemprop").or_else(|| rdfa_property(element));
        let item_type = if element.attr("itemscope").is_some() {
            Some(element.attr("itemtype").unwrap_or_default())
        } else {
            element.filled_attr("typeof")
        };
        match (item_type, property) {
            (Some(item_type), property) => self.begin(element, item_type, property),
            (None, Some(property)) => self.value(element, property),
            (None, None) => {}
        }
    }

    fn begin(&mut self, element: Element<'a>, item_type: &str, property: Option<&str>) {
        let mut map = Map::new();
        for name in item_type.split_whitespace() {
            add(&mut map, "@type", Value::String(simple_name(name).to_owned()));
        }
        let holder = property.and_then(|property| {
            let name = property.split_whitespace().next()?;
            let (index, _) = self.open.last()?;
            Some((*index, simple_name(name).to_owned()))
        });
        self.open.push((self.items.len(), element));
        self.items.push(Item {
            element: element.id(),
            holder,
            map,
        });
    }

    fn value(&mut self, element: Element<'a>, property: &str) {
        let Some(value) = value_of(element) else { return };
        for name in property.split_whitespace().map(simple_name) {
            match self.open.last() {
                Some((index, _)) => add(&mut self.items[*index].map, name, Value::String(value.clone())),
                None => self.orphans.push((name.to_owned(), value.clone())),
            }
        }
    }

    /// The top items in document order, and the properties that stood in none.
    pub(super) fn finish(mut self) -> Read {
        let mut top = Vec::new();
        // An item comes after its holder, so going backwards every item is whole when it is handed up. That reverses
        // the order of several values of one property, which is put right here.
        while let Some(item) = self.items.pop() {
            let mut map = item.map;
            for (_, value) in &mut map {
                if let Value::Array(list) = value
                    && list.iter().any(Value::is_object)
                {
                    list.reverse();
                }
            }
            match item.holder {
                Some((holder, property)) => add(&mut self.items[holder].map, &property, Value::Object(map)),
                None => top.push((item.element, Value::Object(map))),
            }
        }
        top.reverse();
        (top, self.orphans)
    }
}

/// An RDFa property of an element; metas of Open Graph use the same attribute and are read elsewhere.
fn rdfa_property(element: Element<'_>) -> Option<&str> {
    let property = element.filled_attr("property")?;
    let open_graph = element.name() == "meta" && property.contains(':') && !property.starts_with("schema:");
    (!open_graph).then_some(property)
}

fn value_of(element: Element<'_>) -> Option<String> {
    let attribute = match element.name() {
        "meta" => element.attr("content"),
        "a" | "area" | "link" => element.attr("content").or_else(|| element.attr("href")),
        "img" | "source" | "video" | "audio" | "iframe" | "embed" => element
            .attr("content")
            .or_else(|| element.attr("src"))
            .or_else(|| element.attr("data-src")),
        "time" => element.attr("datetime").or_else(|| element.attr("content")),
        "data" | "meter" => element.attr("value"),
        _ => element.attr("content"),
    };
    let value = attribute
        .map(str::trim)
        .filter(|value| !value.is_empty())
        .unwrap_or_else(|| element.text());
    let mut end = value.len().min(LONGEST_VALUE);
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    let value = value[..end].trim();
    (!value.is_empty()).then(|| value.to_owned())
}
