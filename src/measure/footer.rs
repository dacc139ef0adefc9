//! What the foot of each page leads to.

use super::toolbox::{Sample, Tally, clip, words};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Link, Measured, Note, PageKind, Region, Unit, WalkPage};

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "footer.ship-return-share",
        unit: Unit::Share,
        what: Text {
            en: "On how many pages the footer links directly to both shipping and returns.",
            ko: "바닥글에서 배송 안내와 교환·반품 안내로 바로 갈 수 있는 페이지의 비율입니다.",
        },
        how: Text {
            en: "Looks at the links of each page's footer by their words. One general \"Help\" link does not count; a page \
                 with only one of the two counts half. Pages whose footer cannot be told apart \
                 are left out when they have such links elsewhere; unknown when all are.",
            ko: "페이지마다 바닥글 링크의 글자를 봅니다. '도움말' 같은 두루뭉술한 링크는 세지 않고, 둘 중 하나만 있으면 절반으로 \
                 칩니다. 바닥글을 가려낼 수 없는 페이지는 다른 곳에 그런 링크가 있으면 빼고, 모두 그렇다면 알 수 없음으로 둡니다.",
        },
        pages: &[],
        run: ship_return_share,
    },
    Measure {
        id: "footer.terms-privacy-share",
        unit: Unit::Share,
        what: Text {
            en: "From how many pages links lead to both the terms and the privacy policy.",
            ko: "이용약관과 개인정보처리방침으로 가는 링크가 모두 있는 페이지의 비율입니다.",
        },
        how: Text {
            en: "Looks for visible links by their words, wherever they stand; a page with only one of the two counts \
                 half. Order form and payment are left out.",
            ko: "어디에 있든 글자로 알아볼 수 있는 보이는 링크를 찾습니다. 둘 중 하나만 있으면 절반으로 칩니다. 주문서와 결제 화면은 뺍니다.",
        },
        pages: &[],
        run: terms_privacy_share,
    },
];

fn ship_return_share(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[]).without(&[PageKind::Checkout, PageKind::Payment]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut tally = Tally::default();
    for page in sample.pages {
        let region = has_footer(page).then_some(Region::Footer);
        let shipping = link_in(page, region, &["topic.shipping", "topic.free-shipping"]);
        let returns = link_in(
            page,
            region,
            &["topic.returns", "topic.withdrawal", "topic.free-returns"],
        );
        match (shipping, returns) {
            // Links somewhere on a page whose footer was not recognised may stand in it or not.
            (Some(_), _) | (_, Some(_)) if region.is_none() => {}
            (Some(_), Some(returns)) => tally.good(quote(page, returns)),
            (Some(link), None) | (None, Some(link)) => tally.half(1, quote(page, link)),
            (None, None) => tally.bad(0, Evidence::page(&page.url)),
        }
    }
    if tally.is_empty() {
        return Measured::Unknown(Note::new("no-footer"));
    }
    tally.share()
}

fn has_footer(page: &WalkPage) -> bool {
    let facts = &page.facts;
    facts.links.iter().any(|link| link.spot.region == Region::Footer)
        || facts.phones.iter().any(|phone| phone.spot.region == Region::Footer)
        || facts.emails.iter().any(|email| email.spot.region == Region::Footer)
}

/// The first link about the concepts in the region, or anywhere.
fn link_in<'a>(page: &'a WalkPage, region: Option<Region>, concepts: &[&str]) -> Option<&'a Link> {
    page.facts
        .links
        .iter()
        .find(|link| region.is_none_or(|region| link.spot.region == region) && words::names(link, concepts))
}

fn quote(page: &WalkPage, link: &Link) -> Evidence {
    Evidence::quote(&page.url, &link.spot, clip(&link.text))
}

fn terms_privacy_share(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[]).without(&[PageKind::Checkout, PageKind::Payment]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut tally = Tally::default();
    for page in &sample.pages {
        let about = |concept| page.facts.links_about(concept).find(|link| link.spot.visible);
        match (about("topic.terms"), about("topic.privacy")) {
            (Some(terms), Some(_)) => tally.good(quote(page, terms)),
            (Some(link), None) | (None, Some(link)) => tally.half(1, quote(page, link)),
            (None, None) => tally.bad(0, Evidence::page(&page.url)),
        }
    }
    tally.share()
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, link, page, value_of};
    use crate::model::{PageKind, Region, Value, WalkPage};

    fn with(path: &str, concepts: &[&str]) -> WalkPage {
        let mut page = page(PageKind::Other, path);
        for concept in concepts {
            page.facts.links.push(link("/x", "안내", concept, Region::Footer));
        }
        page
    }

    #[test]
    fn both_links_in_the_footer_are_good_and_one_is_half() {
        let both = with("/a", &["topic.shipping", "topic.returns"]);
        assert_eq!(
            value_of("footer.ship-return-share", vec![both.clone()]),
            Value::Number(1.0)
        );
        let one = with("/b", &["topic.shipping"]);
        assert_eq!(
            value_of("footer.ship-return-share", vec![both, one]),
            Value::Number(0.75)
        );
    }

    #[test]
    fn a_help_link_alone_does_not_count() {
        assert_eq!(
            value_of("footer.ship-return-share", vec![with("/", &["topic.faq"])]),
            Value::Number(0.0)
        );
    }

    #[test]
    fn a_link_to_information_of_all_kinds_names_neither() {
        let mut page = page(PageKind::Other, "/");
        let general = link("/guide", "이용안내", "topic.shipping", Region::Footer);
        page.facts.links.push(general);
        assert_eq!(value_of("footer.ship-return-share", vec![page]), Value::Number(0.0));
    }

    #[test]
    fn a_footer_that_cannot_be_told_apart_is_unknown_unless_no_link_is_anywhere() {
        let mut unclear = with("/", &["topic.shipping", "topic.returns"]);
        for link in &mut unclear.facts.links {
            link.spot.region = Region::Main;
        }
        assert_eq!(code_of("footer.ship-return-share", vec![unclear]), "no-footer");
        assert_eq!(
            value_of("footer.ship-return-share", vec![with("/", &[])]),
            Value::Number(0.0)
        );
    }

    #[test]
    fn terms_and_privacy_are_wanted_both() {
        let pages = vec![
            with("/a", &["topic.terms", "topic.privacy"]),
            with("/b", &["topic.terms"]),
            with("/c", &[]),
        ];
        assert_eq!(value_of("footer.terms-privacy-share", pages), Value::Number(0.5));
    }
}
