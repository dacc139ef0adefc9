//! How many pictures of the product there are.

use std::collections::BTreeSet;

use super::Page;
use super::item::Item;
use crate::page::Element;

/// A picture smaller than this on one side, in CSS pixels, is an icon.
const SMALLEST_SIDE: u32 = 50;
/// A drawing (SVG) at least so wide is a picture, not an icon.
const LARGE_SIDE: u32 = 200;
/// How many levels above the product's block its gallery is looked for.
const LEVELS_UP: usize = 5;

/// Distinct pictures of the product: those of structured data and those of the gallery beside its heading.
pub(super) fn count(page: &Page<'_>) -> usize {
    let stated: BTreeSet<String> = page
        .item
        .iter()
        .flat_map(Item::images)
        .map(|address| key(&address))
        .filter(|key| !key.is_empty())
        .collect();
    let seen = gallery(page);
    let found = stated.len().max(seen.len());
    if found == 0 && page.context.structured.meta("og:image").is_some() {
        return 1;
    }
    found
}

/// Pictures in the smallest part of the page around the heading that holds any.
fn gallery(page: &Page<'_>) -> BTreeSet<String> {
    let anchor = page.heading.or_else(|| page.buy().map(|buy| buy.element));
    let Some(anchor) = anchor else { return BTreeSet::new() };
    let mut best = BTreeSet::new();
    for block in anchor.ancestors().take(LEVELS_UP) {
        if matches!(block.name(), "body" | "html") {
            break;
        }
        let pictures: BTreeSet<String> = block
            .descendants()
            .filter(|element| element.name() == "img" && is_picture(*element))
            .filter_map(|image| address_of(image).filter(|address| !is_ornament(image, address)))
            .map(key)
            .filter(|key| !key.is_empty())
            .collect();
        if !pictures.is_empty() {
            best = pictures;
            break;
        }
    }
    best
}

fn address_of(image: Element<'_>) -> Option<&str> {
    [
        "data-zoom-image",
        "data-large_image",
        "data-src",
        "data-original",
        "data-lazy",
        "src",
    ]
    .iter()
    .filter_map(|name| image.filled_attr(name))
    .find(|address| !address.starts_with("data:"))
}

fn is_picture(image: Element<'_>) -> bool {
    let small = ["width", "height"].iter().any(|side| {
        image
            .attr(side)
            .and_then(|value| value.trim_end_matches("px").parse::<u32>().ok())
            .is_some_and(|pixels| pixels < SMALLEST_SIDE)
    });
    !small && !super::seen::in_recommendations(image) && !leads_elsewhere(image)
}

/// A picture in a link to a page is that page's; a gallery links to pictures, anchors or scripts.
fn leads_elsewhere(image: Element<'_>) -> bool {
    image
        .ancestors()
        .take(4)
        .find(|ancestor| ancestor.name() == "a")
        .and_then(|link| link.filled_attr("href"))
        .is_some_and(|href| {
            let path = href.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
            let to_picture = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"]
                .iter()
                .any(|ending| path.ends_with(ending));
            !(to_picture || href.starts_with('#') || path.starts_with("javascript:") || path.is_empty())
        })
}

/// Whether a picture among those beside the product is an icon or a banner: by its name, or a drawing of no stated size.
fn is_ornament(image: Element<'_>, address: &str) -> bool {
    const NO_PICTURE: &[&str] = &[
        "icon",
        "logo",
        "sprite",
        "badge",
        "star",
        "flag",
        "pixel",
        "spacer",
        "blank",
        "banner",
        "btn",
        "button",
        "loading",
        "loader",
        "placeholder",
        "arrow",
        "rating",
        "payment",
        "visa",
        "facebook",
        "twitter",
        "pinterest",
    ];
    let name = name_of(address);
    let drawing = name.ends_with(".svg") && !is_large(image);
    drawing || NO_PICTURE.iter().any(|word| name.contains(word))
}

/// Whether the page states a size that only a picture of goods has.
fn is_large(image: Element<'_>) -> bool {
    image
        .attr("width")
        .and_then(|value| value.trim_end_matches("px").parse::<u32>().ok())
        .is_some_and(|pixels| pixels >= LARGE_SIDE)
}

fn name_of(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase()
}

/// The name of a picture without what only says its size.
fn key(address: impl AsRef<str>) -> String {
    let name = name_of(address.as_ref());
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let mut kept: Vec<&str> = stem.split(['_', '-', '@', '.']).filter(|part| !is_size(part)).collect();
    if kept.is_empty() {
        kept.push(stem);
    }
    kept.join("-")
}

fn is_size(part: &str) -> bool {
    let dimensions = part.split_once('x').is_some_and(|(width, height)| {
        [width, height]
            .iter()
            .all(|side| side.bytes().all(|byte| byte.is_ascii_digit()))
    });
    dimensions
        || matches!(
            part,
            "thumb"
                | "thumbnail"
                | "small"
                | "medium"
                | "large"
                | "big"
                | "zoom"
                | "mini"
                | "xl"
                | "full"
                | "2x"
                | "3x"
        )
}
