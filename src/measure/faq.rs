//! Frequently asked questions.

use std::collections::BTreeMap;

use super::toolbox::{Sample, absence, clip, count, number};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, PageKind, Unit};

const PAGES: &[PageKind] = &[PageKind::Faq];
/// What customers ask about: order, payment, delivery, return, account, product.
const TOPICS: usize = 6;

/// The family.
pub static MEASURES: &[Measure] = &[Measure {
    id: "faq.topic-count",
    unit: Unit::Points(6),
    what: Text {
        en: "About how many of six subjects the frequently asked questions give an answer.",
        ko: "자주 묻는 질문이 여섯 가지 주제 가운데 몇 가지를 다루는지입니다.",
    },
    how: Text {
        en: "Sorts the printed questions into order, payment, delivery, return, account and product. No page of questions \
             means 0. Unknown when such a page is linked and could not be read.",
        ko: "질문을 주문, 결제, 배송, 반품, 계정, 상품으로 나누어 봅니다. 자주 묻는 질문 페이지가 없으면 0입니다. 링크는 있는데 읽지 \
             못했다면 알 수 없음으로 둡니다.",
    },
    pages: PAGES,
    run: topic_count,
}];

fn topic_count(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, PAGES);
    let mut topics: BTreeMap<&str, Evidence> = BTreeMap::new();
    let mut questions = 0;
    for page in &sample.pages {
        let Some(faq) = &page.facts.faq else { continue };
        questions += faq.questions.len();
        for (index, topic) in faq.topics.iter().enumerate() {
            topics.entry(topic).or_insert_with(|| Evidence {
                quote: clip(faq.examples.get(index).map_or("", String::as_str)),
                ..Evidence::page(&page.url)
            });
        }
    }
    let found = topics.len().min(TOPICS);
    if found > 0 {
        let evidence = topics.into_values().collect();
        return number(count(found), evidence, questions.max(1), TOPICS - found);
    }
    if !sample.is_empty() {
        let evidence: Vec<Evidence> = sample.pages.iter().map(|page| Evidence::page(&page.url)).collect();
        return number(0.0, evidence, sample.pages.len(), TOPICS);
    }
    match absence::is_absent(input.walk, &["topic.faq"]) {
        Ok(home) => number(0.0, home, 1, 1),
        Err(note) => Measured::Unknown(note),
    }
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, link, page, shell, value_of};
    use crate::model::{Faq, PageKind, Region, Value, WalkPage};

    fn about(path: &str, topics: &[&str]) -> WalkPage {
        let mut page = page(PageKind::Faq, path);
        page.facts.faq = Some(Faq {
            questions: vec!["배송은 얼마나 걸리나요?".to_owned(); topics.len()],
            topics: topics.iter().map(ToString::to_string).collect(),
            examples: topics.iter().map(|topic| format!("{topic}?")).collect(),
        });
        page
    }

    #[test]
    fn subjects_of_several_pages_add_up() {
        let pages = vec![
            about("/faq", &["order", "payment", "delivery"]),
            about("/faq/2", &["delivery", "return"]),
        ];
        assert_eq!(value_of("faq.topic-count", pages), Value::Number(4.0));
    }

    #[test]
    fn a_shop_without_questions_has_none() {
        assert_eq!(
            value_of("faq.topic-count", vec![page(PageKind::Home, "/")]),
            Value::Number(0.0)
        );
    }

    #[test]
    fn a_linked_page_that_was_not_read_is_unknown() {
        let mut home = page(PageKind::Home, "/");
        home.facts
            .links
            .push(link("/faq", "자주 묻는 질문", "topic.faq", Region::Footer));
        assert_eq!(code_of("faq.topic-count", vec![home.clone()]), "linked-page-not-read");
        assert_eq!(
            code_of("faq.topic-count", vec![home, shell(PageKind::Faq, "/faq")]),
            "needs-browser"
        );
    }
}
