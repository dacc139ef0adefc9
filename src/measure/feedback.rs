//! Whether the shop wants to hear what customers think.

use super::toolbox::{Sample, clip, share_of};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, PageKind, Unit};

/// The family.
pub static MEASURES: &[Measure] = &[Measure {
    id: "feedback.link-share",
    unit: Unit::Share,
    what: Text {
        en: "On how many pages a link or button asks for feedback.",
        ko: "의견을 보낼 수 있는 링크나 버튼이 있는 페이지의 비율입니다.",
    },
    how: Text {
        en: "Looks for visible links and buttons whose words ask for an opinion. A general contact link does not count; \
             order form and payment are left out.",
        ko: "'의견 보내기', '불편 신고'처럼 의견을 묻는 링크와 버튼을 찾습니다. 일반 문의 링크는 세지 않고, 주문서와 결제 화면은 뺍니다.",
    },
    pages: &[],
    run: link_share,
}];

fn link_share(input: &Input<'_>) -> Measured {
    const ACTION: &str = "action.feedback";
    let sample = Sample::of(input, &[]).without(&[PageKind::Checkout, PageKind::Payment]);
    share_of(&sample, "no-page", |page| {
        let link = page.facts.links_about(ACTION).find(|link| link.spot.visible);
        let link = link.map(|link| Evidence::quote(&page.url, &link.spot, clip(&link.text)));
        let button = || {
            let control = page.facts.controls_for(ACTION).find(|control| control.spot.visible)?;
            Some(Evidence::quote(&page.url, &control.spot, clip(&control.label)))
        };
        let found = link.or_else(button);
        Some((found.is_some(), found.unwrap_or_else(|| Evidence::page(&page.url))))
    })
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{link, page, value_of};
    use crate::model::{PageKind, Region, Value};

    #[test]
    fn only_a_link_that_asks_for_an_opinion_counts() {
        let mut asking = page(PageKind::Home, "/");
        asking
            .facts
            .links
            .push(link("/feedback", "의견 보내기", "action.feedback", Region::Footer));
        let mut contact = page(PageKind::List, "/list");
        contact
            .facts
            .links
            .push(link("/contact", "문의", "topic.contact", Region::Footer));
        assert_eq!(
            value_of("feedback.link-share", vec![asking, contact]),
            Value::Number(0.5)
        );
    }
}
