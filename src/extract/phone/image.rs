//! Pictures that show a number which text does not.

use std::sync::LazyLock;

use crate::extract::pattern::pattern;
use regex::Regex;

use crate::extract::Context;
use crate::model::{Phone, Region, Spot};
use crate::page::Element;

/// Bytes of text around a picture in which a number makes the picture mere decoration.
const NEAR: usize = 160;

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|[^a-z])(?:phone|tel|telephone|telefon|call(?:[ _-]?us)?|hotline|callcenter|call[ _-]?center|cs[ _-]?center|customer[ _-]?center)(?:[ _-]?(?:no|num|number|nr))?\d*(?:[^a-z]|$)|전화|고객\s?센터|대표\s?번호|상담\s?번호|電話|フリーダイヤル|お問い?合わせ番号",
    )
});
static ICON: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)icon|ico[_\-.]|[_\-]ico\b|sprite|btn|button|logo|arrow"));

/// Pictures, or links around them, whose words say that they show a number, where no text number stands by them.
pub(in crate::extract) fn phone_images(context: &Context<'_>, phones: &[Phone]) -> Vec<Spot> {
    context
        .document
        .elements()
        .filter(|element| element.name() == "img")
        .filter(|image| shows_number(*image))
        .filter(|image| stands_for_contact(context, *image))
        .filter(|image| !number_nearby(context, *image, phones))
        .map(Element::spot)
        .collect()
}

fn shows_number(image: Element<'_>) -> bool {
    let alt = image
        .filled_attr("alt")
        .or_else(|| image.filled_attr("title"))
        .unwrap_or_default();
    if super::digit_count(alt) >= 7 && NAME.is_match(alt) {
        return true;
    }
    let file = image
        .attr("src")
        .or_else(|| image.attr("data-src"))
        .filter(|source| !source.starts_with("data:"))
        .map(|source| source.split(['?', '#']).next().unwrap_or(source))
        .and_then(|source| source.rsplit('/').next())
        .unwrap_or_default();
    let small = ["width", "height"].iter().any(|side| {
        image
            .attr(side)
            .and_then(|size| size.trim_end_matches("px").trim().parse::<u32>().ok())
            .is_some_and(|size| size <= 40)
    });
    !small
        && !ICON.is_match(alt)
        && !ICON.is_match(file)
        && alt.chars().count() <= 60
        && (NAME.is_match(alt) || NAME.is_match(file))
}

/// In the page's frame, or beside words of contact: a shop that sells phones has pictures of phones elsewhere.
fn stands_for_contact(context: &Context<'_>, image: Element<'_>) -> bool {
    if matches!(image.region(), Region::Header | Region::Footer) {
        return true;
    }
    let alt = image.attr("alt").unwrap_or_default();
    if super::digit_count(alt) >= 7 {
        return true;
    }
    let at = image.text_range().start;
    context
        .hits_of("topic.contact")
        .any(|hit| hit.start.abs_diff(at) <= NEAR)
}

fn number_nearby(context: &Context<'_>, image: Element<'_>, phones: &[Phone]) -> bool {
    if image.ancestors().take(3).any(|parent| {
        parent
            .attr("href")
            .is_some_and(|href| href.trim_start().starts_with("tel:"))
    }) {
        return true;
    }
    let text = context.document.text();
    let at = image.text_range().start;
    let start = floor(text, at.saturating_sub(NEAR));
    let end = floor(text, (at + NEAR).min(text.len()));
    let around = &text[start..end];
    phones.iter().any(|phone| around.contains(phone.raw.as_str()))
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
