//! What happens when something breaks.

use super::toolbox::{Sample, clip, found_or_absent};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, PageKind, Unit};

const PAGES: &[PageKind] = &[
    PageKind::Shipping,
    PageKind::Returns,
    PageKind::Faq,
    PageKind::Product,
    PageKind::Contact,
    PageKind::Other,
];
/// A section explains something from so many characters on.
const SECTION_CHARS: usize = 40;

/// The family.
pub static MEASURES: &[Measure] = &[Measure {
    id: "warranty.explained",
    unit: Unit::YesNo,
    what: Text {
        en: "Whether the shop explains its warranty or repair service.",
        ko: "품질 보증이나 수리(A/S)를 설명하는지입니다.",
    },
    how: Text {
        en: "Looks for a heading, term or question about warranty, repair or troubleshooting with at least 40 characters \
             of text that belong to it. Unknown when a page about it is linked and could not be read.",
        ko: "품질 보증, A/S, 문제 해결에 관한 제목이나 항목 아래에 40자 이상 글이 있는지 봅니다. 관련 페이지 링크가 있는데 읽지 못했다면 알 \
             수 없음으로 둡니다.",
    },
    pages: PAGES,
    run: explained,
}];

fn explained(input: &Input<'_>) -> Measured {
    const CONCEPTS: &[&str] = &["topic.warranty", "topic.troubleshooting"];
    let sample = Sample::of(input, PAGES);
    let found: Vec<Evidence> = sample
        .pages
        .iter()
        .filter_map(|page| {
            let mention = CONCEPTS
                .iter()
                .flat_map(|concept| page.facts.topic(concept))
                .find(|mention| mention.in_heading && mention.section_chars >= SECTION_CHARS)?;
            Some(Evidence::quote(&page.url, &mention.spot, clip(&mention.quote)))
        })
        .collect();
    if found.is_empty() && sample.is_empty() {
        return sample.unknown();
    }
    found_or_absent(input.walk, &sample, found, &["topic.warranty"])
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, page, topic, value_of};
    use crate::model::{PageKind, Value};

    #[test]
    fn a_section_explains_it_and_a_word_does_not() {
        let mut shipping = page(PageKind::Shipping, "/shipping");
        shipping
            .facts
            .topics
            .push(topic("topic.warranty", "A/S와 품질보증", 120));
        assert_eq!(
            value_of("warranty.explained", vec![shipping.clone()]),
            Value::YesNo(true)
        );
        shipping.facts.topics[0].section_chars = 0;
        let pages = vec![page(PageKind::Home, "/"), shipping];
        assert_eq!(value_of("warranty.explained", pages), Value::YesNo(false));
        assert_eq!(code_of("warranty.explained", Vec::new()), "no-page-of-kind");
    }
}
