//! When the goods arrive.

use super::toolbox::{Sample, Tally, clip};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, PageKind, Region, Unit, WalkPage};

const PAGES: &[PageKind] = &[PageKind::Product, PageKind::Cart, PageKind::Checkout];

/// The family.
pub static MEASURES: &[Measure] = &[Measure {
    id: "eta.date-share",
    unit: Unit::Share,
    what: Text {
        en: "Of the pages that tell when goods arrive, how many name the day instead of counting days.",
        ko: "도착 시기를 알려 주는 페이지 가운데 '며칠 이내'가 아니라 날짜나 요일로 알려 주는 비율입니다.",
    },
    how: Text {
        en: "Looks at product pages, cart and order form with an estimate: a calendar date or a weekday counts, \"2–3 \
             days\" does not. Makes no sense where no page has an estimate; that is another check.",
        ko: "도착 예정이 적힌 상품 페이지, 장바구니, 주문서를 봅니다. 날짜나 요일은 인정하고 '2~3일'은 인정하지 않습니다. 어느 \
             페이지에도 예정이 없으면 해당 없음이며, 그 점은 다른 항목에서 봅니다.",
    },
    pages: PAGES,
    run: date_share,
}];

fn date_share(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, PAGES);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut tally = Tally::default();
    for page in &sample.pages {
        if let Some((is_date, evidence)) = estimate(page) {
            tally.add(is_date, evidence);
        }
    }
    if tally.is_empty() {
        return Measured::not_applicable("no-delivery-estimate");
    }
    tally.share()
}

/// The page's estimate that a customer sees outside the footer, and whether it names the day.
pub(super) fn estimate(page: &WalkPage) -> Option<(bool, Evidence)> {
    let policies = &page.facts.policies;
    let date = policies
        .delivery_date
        .as_ref()
        .map(|stated| (true, &stated.spot, &stated.quote));
    let days = policies
        .delivery_days
        .as_ref()
        .map(|stated| (false, &stated.spot, &stated.quote));
    date.into_iter()
        .chain(days)
        .find(|(_, spot, _)| spot.visible && spot.region != Region::Footer)
        .map(|(is_date, spot, quote)| (is_date, Evidence::quote(&page.url, spot, clip(quote))))
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, product_page, stated, value_of};
    use crate::model::{Value, WalkPage};

    fn in_days() -> WalkPage {
        let mut page = product_page("/p/1");
        page.facts.policies.delivery_days = Some(stated([2, 3], "2~3일 이내 도착"));
        page
    }

    #[test]
    fn a_date_is_better_than_days() {
        let mut dated = in_days();
        dated.url.push('2');
        dated.facts.policies.delivery_date = Some(stated("11/24(화)".to_owned(), "11/24(화) 도착 예정"));
        assert_eq!(value_of("eta.date-share", vec![dated.clone()]), Value::Number(1.0));
        assert_eq!(value_of("eta.date-share", vec![in_days()]), Value::Number(0.0));
        assert_eq!(value_of("eta.date-share", vec![dated, in_days()]), Value::Number(0.5));
    }

    #[test]
    fn without_estimates_it_makes_no_sense() {
        assert_eq!(
            code_of("eta.date-share", vec![product_page("/p")]),
            "n/a no-delivery-estimate"
        );
        assert_eq!(code_of("eta.date-share", Vec::new()), "no-page-of-kind");
    }
}
