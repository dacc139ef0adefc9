//! Puts the page's style sheets together and keeps them parsed: pages of one shop share them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use blitz_dom::{BaseDocument, NodeId};
use style::context::QuirksMode;
use style::media_queries::MediaList;
use style::servo_arc::Arc;
use style::shared_lock::SharedRwLock;
use style::stylesheets::{AllowImportRules, DocumentStyleSheet, Origin, Stylesheet, UrlExtraData};
use url::Url;

use super::sink::{Found, SheetSource};
use crate::layout::{LayoutError, PageToLayOut, sheets};

/// Bytes of style sheets that one page may have.
const MOST_BYTES: usize = 4 << 20;
/// Rules that they may have: more of them take seconds, and what takes seconds may be broken off at one time and not at
/// another.
const MOST_RULES: usize = 40_000;
/// Bytes of style sheets that are kept parsed.
const MOST_KEPT: usize = 8 << 20;

/// Parsed style sheets by their text.
#[derive(Default)]
pub(super) struct SheetCache {
    parsed: HashMap<u64, Arc<Stylesheet>>,
    bytes: usize,
}

impl SheetCache {
    /// Gives the document its style sheets; tells whether all that it links are known. Sheets of web fonts are not
    /// missed.
    pub(super) fn dress(
        &mut self,
        document: &mut BaseDocument,
        page: &PageToLayOut,
        base: Option<&Url>,
        found: &Found,
    ) -> Result<bool, LayoutError> {
        let mut complete = true;
        let mut used = HashSet::new();
        let mut left = MOST_BYTES;
        let mut rules = 0;
        for (node, source, media) in &found.sheets {
            let text = match source {
                SheetSource::Link { href } => {
                    let Some(url) = sheets::join(base, href) else { continue };
                    let Some(css) = page.sheets.get(url.as_str()) else {
                        complete &= url.host_str().is_some_and(|host| host.contains("font"));
                        continue;
                    };
                    with_imports(css, Some(&url), &page.sheets, 0)
                }
                SheetSource::Inline => {
                    let css = document
                        .get_node(*node)
                        .map(|node| node.text_content())
                        .unwrap_or_default();
                    with_imports(&css, base, &page.sheets, 0)
                }
            };
            left = left
                .checked_sub(text.len())
                .ok_or_else(|| LayoutError::TooLarge("style sheets".to_owned()))?;
            rules += text.bytes().filter(|byte| *byte == b'{').count();
            if rules > MOST_RULES {
                return Err(LayoutError::TooLarge("style rules".to_owned()));
            }
            let text = in_media(text, media);
            if !text.trim().is_empty() {
                self.add(document, *node, &text, &mut used);
            }
        }
        Ok(complete)
    }

    fn add(&mut self, document: &mut BaseDocument, node: NodeId, text: &str, used: &mut HashSet<u64>) {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let key = hasher.finish();
        if self.bytes > MOST_KEPT {
            self.parsed.clear();
            self.bytes = 0;
        }
        if !used.insert(key) {
            // A document cannot hold one sheet twice, and the second one counts, too.
            document.add_stylesheet_for_node(DocumentStyleSheet(Arc::new(parse(text))), node);
            return;
        }
        let sheet = self.parsed.entry(key).or_insert_with(|| {
            self.bytes += text.len();
            Arc::new(parse(text))
        });
        document.add_stylesheet_for_node(DocumentStyleSheet(sheet.clone()), node);
    }
}

/// Parses a sheet under a lock that is never written, so that documents can share it.
fn parse(text: &str) -> Stylesheet {
    let lock = SharedRwLock::read_only();
    let url = Url::parse("about:blank").expect("a built-in address");
    Stylesheet::from_str(
        text,
        UrlExtraData(Arc::new(url)),
        Origin::Author,
        Arc::new(lock.wrap(MediaList::empty())),
        lock,
        None,
        None,
        QuirksMode::NoQuirks,
        AllowImportRules::No,
    )
}

fn in_media(text: String, media: &str) -> String {
    let media = media.trim();
    if media.is_empty() || media.eq_ignore_ascii_case("all") || media.contains(['{', '}', ';']) {
        return text;
    }
    format!("@media {media} {{\n{text}\n}}")
}

/// A sheet with those that it imports in front, each in its media query.
fn with_imports(css: &str, base: Option<&Url>, sheets: &BTreeMap<String, std::sync::Arc<str>>, level: usize) -> String {
    let css = css.trim_start_matches('\u{feff}');
    if level >= sheets::IMPORT_LEVELS || !css.contains("@import") {
        return css.to_owned();
    }
    let mut whole = String::new();
    for import in sheets::imports(css) {
        let Some(url) = sheets::join(base, &import.href) else {
            continue;
        };
        if let Some(imported) = sheets.get(url.as_str()) {
            let text = with_imports(imported, Some(&url), sheets, level + 1);
            if whole.len() + text.len() <= MOST_BYTES {
                whole.push_str(&in_media(text, &import.media));
                whole.push('\n');
            }
        }
    }
    whole.push_str(css);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imported_sheets_stand_in_front_and_circles_end() {
        let url = Url::parse("https://shop.example/a.css").expect("an address");
        let sheets = BTreeMap::from([
            (
                "https://shop.example/a.css".to_owned(),
                std::sync::Arc::from("@import 'b.css'; a{}"),
            ),
            (
                "https://shop.example/b.css".to_owned(),
                std::sync::Arc::from("@import 'a.css' print; b{}"),
            ),
        ]);
        let whole = with_imports(&sheets["https://shop.example/a.css"], Some(&url), &sheets, 0);
        assert!(whole.find("b{}").expect("imported") < whole.rfind("a{}").expect("its own"));
        assert!(whole.contains("@media print"));
    }
}
