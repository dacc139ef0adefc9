//! What a browser's tab, a bookmark and a search result say of a page.

use std::collections::BTreeMap;

use super::toolbox::{Sample, clip, share_of};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, Unit};

/// The family.
pub static MEASURES: &[Measure] = &[Measure {
    id: "title.own-share",
    unit: Unit::Share,
    what: Text {
        en: "How many pages have a title of their own, which no other page of the walk has.",
        ko: "다른 페이지와 겹치지 않는 제목(title)이 있는 페이지의 비율입니다.",
    },
    how: Text {
        en: "Compares the titles of the pages that were read; the pages of one paged list count as one, and so do pages \
             that name the same canonical address.",
        ko: "읽은 페이지의 제목을 서로 견줍니다. 쪽만 다른 목록과, 같은 대표 주소를 가리키는 페이지는 하나로 칩니다.",
    },
    pages: &[],
    run: own_share,
}];

fn own_share(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[]);
    let mut pages_of: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for page in &sample.pages {
        if let Some(title) = page.facts.text.title.as_deref() {
            let address = page.facts.text.canonical.as_deref().unwrap_or(&page.url);
            let path = address.split(['?', '#']).next().unwrap_or(address);
            let pages = pages_of.entry(title).or_default();
            if !pages.contains(&path) {
                pages.push(path);
            }
        }
    }
    share_of(&sample, "no-page", |page| {
        let title = page.facts.text.title.as_deref().unwrap_or_default();
        let own = pages_of.get(title).is_some_and(|pages| pages.len() == 1);
        let evidence = Evidence {
            quote: clip(title),
            ..Evidence::page(&page.url)
        };
        Some((own, evidence))
    })
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{page, value_of};
    use crate::model::{PageKind, Value, WalkPage};

    fn titled(path: &str, title: &str) -> WalkPage {
        let mut page = page(PageKind::Other, path);
        page.facts.text.title = Some(title.to_owned()).filter(|title| !title.is_empty());
        page
    }

    #[test]
    fn a_title_that_two_pages_share_names_neither() {
        let pages = vec![
            titled("/a", "냄비"),
            titled("/b", "가게"),
            titled("/c", "가게"),
            titled("/d", ""),
        ];
        assert_eq!(value_of("title.own-share", pages), Value::Number(0.25));
        let paged = vec![titled("/list?page=1", "냄비"), titled("/list?page=2", "냄비")];
        assert_eq!(value_of("title.own-share", paged), Value::Number(1.0));
    }
}
