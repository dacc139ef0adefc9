//! What other customers say.

use super::toolbox::{Sample, clip, share_of};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, PageKind, Unit};

const PAGES: &[PageKind] = &[PageKind::Product];

/// The family.
pub static MEASURES: &[Measure] = &[Measure {
    id: "review.shown-share",
    unit: Unit::Share,
    what: Text {
        en: "How many product pages show reviews of customers.",
        ko: "구매 후기가 보이는 상품 페이지의 비율입니다.",
    },
    how: Text {
        en: "Looks for a number of reviews above zero, in text or structured data, or for a heading about reviews with text \
             under it. Reviews that only a script loads are not seen unless their number is told.",
        ko: "글이나 구조화 데이터에 적힌 후기 수(1개 이상), 또는 내용이 있는 '구매후기' 항목을 찾습니다. 스크립트로만 불러오는 후기는 \
             개수가 적혀 있지 않으면 보지 못합니다.",
    },
    pages: PAGES,
    run: shown_share,
}];

fn shown_share(input: &Input<'_>) -> Measured {
    share_of(&Sample::of(input, PAGES), "no-product", |page| {
        let told = page.facts.product.as_ref().and_then(|product| product.review_count);
        let section = page
            .facts
            .topic("topic.reviews")
            .find(|mention| mention.in_heading && mention.section_chars > 0);
        let shown = told.map_or(section.is_some(), |reviews| reviews > 0);
        let evidence = section
            .or_else(|| page.facts.topic("topic.reviews").next())
            .map_or_else(
                || Evidence::page(&page.url),
                |mention| Evidence::quote(&page.url, &mention.spot, clip(&mention.quote)),
            );
        Some((shown, evidence))
    })
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{product_page, topic, value_of};
    use crate::model::{Value, WalkPage};

    fn told(reviews: Option<usize>) -> WalkPage {
        let mut page = product_page("/p/1");
        if let Some(product) = &mut page.facts.product {
            product.review_count = reviews;
        }
        page
    }

    #[test]
    fn a_number_of_reviews_speaks_before_a_heading() {
        assert_eq!(value_of("review.shown-share", vec![told(Some(3))]), Value::Number(1.0));
        let mut none = told(Some(0));
        none.facts.topics.push(topic("topic.reviews", "구매후기", 200));
        assert_eq!(value_of("review.shown-share", vec![none]), Value::Number(0.0));
        let mut heading = told(None);
        heading.facts.topics.push(topic("topic.reviews", "구매후기", 200));
        assert_eq!(value_of("review.shown-share", vec![heading]), Value::Number(1.0));
        assert_eq!(value_of("review.shown-share", vec![told(None)]), Value::Number(0.0));
    }
}
