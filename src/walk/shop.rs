//! The shop, as it showed itself.

use std::collections::BTreeMap;

use crate::model::{Shop, WalkPage};

/// Name, platform, language and country from the pages.
pub(super) fn describe(pages: &[WalkPage]) -> Shop {
    let home = pages.first();
    Shop {
        url: home.map(|page| page.url.clone()).unwrap_or_default(),
        name: home
            .and_then(|page| page.facts.text.title.as_deref())
            .map(name_from_title),
        platform: most(pages.iter().filter_map(|page| page.facts.platform.clone())),
        language: most(pages.iter().filter_map(|page| page.facts.language.clone())),
        country: most(pages.iter().filter_map(|page| page.facts.country.clone())),
    }
}

/// A title is often "Name – slogan" or "Slogan | Name": the shorter end is the name.
fn name_from_title(title: &str) -> String {
    [" - ", " – ", " — ", " | ", " · ", ": "]
        .iter()
        .fold(vec![title], |parts, mark| {
            parts.into_iter().flat_map(|part| part.split(mark)).collect()
        })
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .min_by_key(|part| part.chars().count())
        .unwrap_or(title)
        .to_owned()
}

fn most(values: impl Iterator<Item = String>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by(|one, other| one.1.cmp(&other.1).then_with(|| other.0.cmp(&one.0)))
        .map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shorter_end_of_a_title_is_the_name() {
        assert_eq!(name_from_title("Shoes, bags and more | Zappo"), "Zappo");
        assert_eq!(name_from_title("하늘가게 - 매일 쓰는 살림"), "하늘가게");
        assert_eq!(name_from_title("Plain"), "Plain");
    }
}
