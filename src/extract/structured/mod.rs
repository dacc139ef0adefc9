//! Structured data: JSON-LD, microdata, RDFa and Open Graph in one lookup.
//!
//! Microdata and RDFa are brought into the shape of JSON-LD: an object with `@type` and one key for each property, so
//! that a reader asks one question whatever way the page chose.

mod json_ld;
mod microdata;

use serde_json::{Map, Value};

use crate::page::{Document, ElementId};

/// The way in which an item was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The `<script type="application/ld+json">`.
    JsonLd(ElementId),
    /// Attributes on this element: `itemscope` or `typeof`.
    Markup(ElementId),
}

/// What the page says of itself for machines.
#[derive(Debug, Clone, Default)]
pub struct Structured {
    /// Items of JSON-LD (graphs flattened), then of microdata and RDFa, each in document order.
    pub items: Vec<Value>,
    /// How each of `items` was written; same length.
    pub origins: Vec<Origin>,
    /// `og:`, `product:` and `article:` metas, in document order.
    pub open_graph: Vec<(String, String)>,
    /// Properties that stand in no item: broken markup, but often the only price that a machine is told.
    pub orphans: Vec<(String, String)>,
}

impl Structured {
    /// Reads it all in one pass; what is broken is left out.
    pub fn read(document: &Document) -> Structured {
        let mut structured = Structured::default();
        let mut scopes = microdata::Scopes::default();
        for element in document.elements() {
            match element.name() {
                "script" => {
                    if element.attr("type").is_some_and(is_json_ld) {
                        let source: String = element.reference().text().collect();
                        for item in json_ld::read(&source) {
                            structured.items.push(item);
                            structured.origins.push(Origin::JsonLd(element.id()));
                        }
                    }
                    continue;
                }
                "meta" => structured.open_graph.extend(meta_of(element)),
                _ => {}
            }
            scopes.visit(element);
        }
        let (items, orphans) = scopes.finish();
        for (element, item) in items {
            structured.items.push(item);
            structured.origins.push(Origin::Markup(element));
        }
        structured.orphans = orphans;
        structured
    }

    /// An Open Graph or product meta that is not empty.
    pub fn meta(&self, name: &str) -> Option<&str> {
        self.open_graph
            .iter()
            .find(|(own, value)| own == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// Whether some item, at the top or nested as a main entity, is of the schema.org type.
    pub fn has(&self, type_name: &str) -> bool {
        !self.of_type(type_name).is_empty()
    }

    /// The items of a schema.org type with their origin: top items, and what they name as their main entity.
    pub fn of_type(&self, type_name: &str) -> Vec<(&Value, Origin)> {
        let mut found = Vec::new();
        for (item, origin) in self.items.iter().zip(&self.origins) {
            if is_of_type(item, type_name) {
                found.push((item, *origin));
                continue;
            }
            for key in ["mainEntity", "mainEntityOfPage", "about", "itemOffered"] {
                for nested in values(item, key) {
                    if is_of_type(nested, type_name) {
                        found.push((nested, *origin));
                    }
                }
            }
        }
        found
    }
}

fn is_json_ld(kind: &str) -> bool {
    kind.to_ascii_lowercase().contains("ld+json")
}

fn meta_of(element: crate::page::Element<'_>) -> Option<(String, String)> {
    let name = element.attr("property").or_else(|| element.attr("name"))?;
    let name = name.trim().to_ascii_lowercase();
    let known = ["og:", "product:", "article:", "twitter:label", "twitter:data"]
        .iter()
        .any(|prefix| name.starts_with(prefix));
    known.then(|| (name, element.attr("content").unwrap_or_default().trim().to_owned()))
}

/// The schema.org type names of an item, without namespace.
pub fn types_of(item: &Value) -> impl Iterator<Item = &str> {
    let types = item.get("@type");
    let single = types.and_then(Value::as_str);
    let many = types.and_then(Value::as_array).into_iter().flatten();
    single
        .into_iter()
        .chain(many.filter_map(Value::as_str))
        .map(simple_name)
}

/// Whether an item is of the schema.org type.
pub fn is_of_type(item: &Value, type_name: &str) -> bool {
    types_of(item).any(|own| own.eq_ignore_ascii_case(type_name))
}

/// The last part of a type or value that may be written as an address: `https://schema.org/InStock`.
pub fn simple_name(name: &str) -> &str {
    let name = name.trim();
    name.rsplit(['/', '#', ':']).next().unwrap_or(name)
}

/// The values of a property: one, each of a list, or none.
pub fn values<'a>(item: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    let value = item.get(key);
    let many = value.and_then(Value::as_array);
    let single = if many.is_some() { None } else { value };
    many.into_iter().flatten().chain(single)
}

/// A property as text: a string, a number, the first of a list, the name of an object. Trimmed, never empty.
pub fn text_of(item: &Value, key: &str) -> Option<String> {
    values(item, key).find_map(|value| match value {
        Value::String(text) => filled(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(inner) => ["@value", "name", "value", "url", "contentUrl", "@id"]
            .iter()
            .find_map(|key| inner.get(*key).and_then(Value::as_str))
            .and_then(filled),
        _ => None,
    })
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Adds a value to a property that may have some already.
fn add(map: &mut Map<String, Value>, key: &str, value: Value) {
    match map.get_mut(key) {
        None => {
            map.insert(key.to_owned(), value);
        }
        Some(Value::Array(list)) => list.push(value),
        Some(single) => {
            let first = single.take();
            *single = Value::Array(vec![first, value]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Structured {
        Structured::read(&Document::parse(html, None))
    }

    #[test]
    fn json_ld_is_read_with_its_usual_faults() {
        let page = read(
            "<script type='application/ld+json'><!-- //<![CDATA[\n\
             {\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"Organization\",\"name\":\"머그상점\"},\
             {\"@type\":[\"Product\",\"Thing\"],\"name\":\"파란\n 머그\",\"offers\":{\"price\":12000,},},]};\n\
             //]]> --></script>",
        );
        assert!(page.has("Organization"));
        let products = page.of_type("Product");
        assert_eq!(products.len(), 1);
        assert_eq!(text_of(products[0].0, "name").as_deref(), Some("파란  머그"));
        assert_eq!(text_of(&products[0].0["offers"], "price").as_deref(), Some("12000"));
    }

    #[test]
    fn microdata_nests_and_takes_the_value_where_it_stands() {
        let page = read(
            "<div itemscope itemtype='http://schema.org/Product'><h1 itemprop=name>Teekanne</h1>\
             <div itemprop=offers itemscope itemtype='http://schema.org/Offer'>\
             <span itemprop=price content='24.90'>24,90 €</span><meta itemprop=priceCurrency content=EUR>\
             <link itemprop=availability href='http://schema.org/InStock'></div>\
             <img itemprop=image src=/a.jpg><img itemprop=image src=/b.jpg></div>",
        );
        let (product, _) = page.of_type("Product")[0];
        assert_eq!(text_of(product, "name").as_deref(), Some("Teekanne"));
        assert_eq!(text_of(&product["offers"], "price").as_deref(), Some("24.90"));
        assert_eq!(
            simple_name(product["offers"]["availability"].as_str().unwrap_or_default()),
            "InStock"
        );
        assert_eq!(values(product, "image").count(), 2);
    }

    #[test]
    fn rdfa_lite_reads_like_microdata() {
        let page = read(
            "<div vocab='https://schema.org/' typeof=Product><span property=name>急須</span>\
             <div property=offers typeof=Offer><span property=price content=3500>3,500円</span></div></div>",
        );
        let (product, _) = page.of_type("Product")[0];
        assert_eq!(text_of(product, "name").as_deref(), Some("急須"));
        assert_eq!(text_of(&product["offers"], "price").as_deref(), Some("3500"));
    }

    #[test]
    fn what_is_broken_is_left_out() {
        let page = read(
            "<script type='application/ld+json'>{\"@type\": \"Product\", \"name\": </script><meta property='og:type' content=' product '>",
        );
        assert!(page.items.is_empty());
        assert_eq!(page.meta("og:type"), Some("product"));
    }

    #[test]
    fn a_property_outside_any_item_is_kept_apart() {
        let page = read("<span itemprop=price content=15>15 zł</span>");
        assert_eq!(page.orphans, [("price".to_owned(), "15".to_owned())]);
    }
}
