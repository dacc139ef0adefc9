//! Which part of a page an element opens.

use super::attribute;
use crate::model::Region;

/// The region that an element opens by its own tag, role, id and class; none when it opens none.
///
/// The names are those that shop themes use for the page's own header and footer; a `<header>` inside an article or a
/// product card is that article's, not the page's.
pub(super) fn opened_by(element: &scraper::node::Element, inside: Region, in_article: bool) -> Option<Region> {
    let by_role = match attribute::value_of(element, "role") {
        Some("banner") => Some(Region::Header),
        Some("contentinfo") => Some(Region::Footer),
        Some("navigation") => Some(Region::Nav),
        Some("complementary") => Some(Region::Aside),
        Some("main") => Some(Region::Main),
        _ => None,
    };
    let found = by_role
        .or_else(|| by_tag(element.name(), in_article))
        .or_else(|| by_name(element))?;
    match (inside, found) {
        // A menu inside the header is still the header; whatever stands in the footer is the footer.
        (Region::Header | Region::Footer, Region::Nav | Region::Aside | Region::Header) => None,
        _ => Some(found),
    }
}

fn by_tag(name: &str, in_article: bool) -> Option<Region> {
    match name {
        "header" if !in_article => Some(Region::Header),
        "footer" if !in_article => Some(Region::Footer),
        "nav" => Some(Region::Nav),
        "aside" => Some(Region::Aside),
        "main" => Some(Region::Main),
        _ => None,
    }
}

fn by_name(element: &scraper::node::Element) -> Option<Region> {
    if !matches!(element.name(), "div" | "section" | "table" | "td" | "ul" | "p" | "form") {
        return None;
    }
    // Of several classes that name a region, the first of the alphabet decides: their order says nothing.
    element.id().and_then(of_name).or_else(|| {
        attribute::classes(element)
            .filter_map(|class| of_name(class).map(|region| (class, region)))
            .min_by_key(|(class, _)| *class)
            .map(|(_, region)| region)
    })
}

/// Bytes of the longest name below.
const LONGEST_NAME: usize = 16;

fn of_name(name: &str) -> Option<Region> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    match name.to_ascii_lowercase().as_str() {
        "header" | "top" | "topbar" | "top-bar" | "gnb" | "util" | "masthead" | "page-header" | "site-header"
        | "header-wrapper" | "header-container" | "headerwrap" | "header_wrap" | "header-wrap" | "hd" => {
            Some(Region::Header)
        }
        "footer" | "foot" | "site-footer" | "page-footer" | "footer-wrapper" | "footer-container" | "footerwrap"
        | "footer_wrap" | "footer-wrap" | "ft" | "colophon" => Some(Region::Footer),
        "nav" | "navigation" | "navbar" | "menu" | "main-menu" | "lnb" | "breadcrumb" | "breadcrumbs" => {
            Some(Region::Nav)
        }
        "sidebar" | "aside" => Some(Region::Aside),
        _ => None,
    }
}
