//! Who stands behind the shop.

use super::toolbox::{Sample, absence, clip, points};
use super::{Input, Measure, Text};
use crate::model::{Business, Evidence, Measured, PageKind, Unit, WalkPage};

const PAGES: &[PageKind] = &[PageKind::About, PageKind::Contact, PageKind::Legal];
/// A page about the shop says something from so many characters of running text on.
const ABOUT_CHARS: usize = 300;

/// The family.
pub static MEASURES: &[Measure] = &[Measure {
    id: "about.human-score",
    unit: Unit::Points(4),
    what: Text {
        en: "How far the shop shows who stands behind it: a page about it, real text there, a person's name, an \
             address.",
        ko: "누가 운영하는지 얼마나 보여 주는지(소개 페이지, 그 안의 글, 사람 이름, 주소)를 4점으로 매깁니다.",
    },
    how: Text {
        en: "One point each: a page about the shop was read; it has at least 300 characters of running text (150 in Korean, \
             Japanese or Chinese); the pages about, contact or legal notice name a person in charge; they print a postal \
             address. Unknown when a page about the shop is linked and could not be read.",
        ko: "소개 페이지가 있으면 1점, 그 본문이 150자(영어 등은 300자) 이상이면 1점, 소개·문의·사업자 정보에 책임자 이름이 있으면 1점, \
             주소가 있으면 1점입니다. 소개 페이지 링크가 있는데 읽지 못했다면 알 수 없음으로 둡니다.",
    },
    pages: PAGES,
    run: human_score,
}];

fn human_score(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, PAGES);
    let about: Vec<&WalkPage> = sample
        .pages
        .iter()
        .copied()
        .filter(|page| page.facts.kind.name == PageKind::About)
        .collect();
    if about.is_empty()
        && let Err(note) = absence::is_absent(input.walk, &["topic.about"])
    {
        return Measured::Unknown(note);
    }
    let told = |of: fn(&Business) -> Option<&String>| {
        sample.pages.iter().find_map(|page| {
            of(&page.facts.business).map(|words| Evidence {
                quote: clip(words),
                ..Evidence::page(&page.url)
            })
        })
    };
    let owner = told(|business| business.owner.as_ref());
    let address = told(|business| business.address.as_ref());
    let written = about.iter().find(|page| is_written(page));
    let parts = [!about.is_empty(), written.is_some(), owner.is_some(), address.is_some()];
    let text = written.map(|page| Evidence {
        quote: clip(
            page.facts
                .prose
                .longest_paragraph
                .as_ref()
                .map_or("", |paragraph| &paragraph.quote),
        ),
        ..Evidence::page(&page.url)
    });
    let mut evidence: Vec<Evidence> = [text, owner, address].into_iter().flatten().collect();
    if evidence.is_empty() {
        let home = absence::home(input.walk).map(|home| Evidence::page(&home.url));
        evidence = about
            .first()
            .map(|page| Evidence::page(&page.url))
            .or(home.ok())
            .into_iter()
            .collect();
    }
    points(&parts, evidence)
}

fn is_written(page: &WalkPage) -> bool {
    let dense = page
        .facts
        .language
        .as_deref()
        .is_some_and(|language| ["ko", "ja", "zh"].iter().any(|own| language.starts_with(own)));
    page.facts.prose.chars >= if dense { ABOUT_CHARS / 2 } else { ABOUT_CHARS }
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, link, page, value_of};
    use crate::model::{PageKind, Region, Value};

    #[test]
    fn a_page_with_text_a_name_and_an_address_shows_who_it_is() {
        let mut about = page(PageKind::About, "/about");
        about.facts.prose.chars = 400;
        about.facts.business.owner = Some("한소담".to_owned());
        let pages = vec![page(PageKind::Home, "/"), about.clone()];
        assert_eq!(value_of("about.human-score", pages), Value::Number(3.0));
        about.facts.business.address = Some("서울특별시 종로구".to_owned());
        assert_eq!(value_of("about.human-score", vec![about]), Value::Number(4.0));
    }

    #[test]
    fn a_shop_without_a_face_has_no_points_and_an_unread_page_may_show_one() {
        assert_eq!(
            value_of("about.human-score", vec![page(PageKind::Home, "/")]),
            Value::Number(0.0)
        );
        let mut linked = page(PageKind::Home, "/");
        linked
            .facts
            .links
            .push(link("/about", "회사 소개", "topic.about", Region::Footer));
        assert_eq!(code_of("about.human-score", vec![linked]), "linked-page-not-read");
    }
}
