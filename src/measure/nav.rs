//! Finding one's way.

use super::toolbox::{Sample, Tally, clip};
use super::{Input, Measure, Text};
use crate::model::{Evidence, FormPurpose, Measured, PageKind, Unit, WalkPage};

/// Pages on which a customer pays or signs in: nothing should lead away from there.
const NO_SEARCH_NEEDED: &[PageKind] = &[
    PageKind::Cart,
    PageKind::Checkout,
    PageKind::Payment,
    PageKind::Confirmation,
    PageKind::Login,
];

/// The family.
pub static MEASURES: &[Measure] = &[Measure {
    id: "nav.search-share",
    unit: Unit::Share,
    what: Text {
        en: "On how many pages a search box is there to type into.",
        ko: "바로 입력할 수 있는 검색창이 있는 페이지의 비율입니다.",
    },
    how: Text {
        en: "Counts the pages with a visible search field; an icon that opens one later does not count. Cart, order \
             form, payment and sign-in are left out, as are pages that only a script fills.",
        ko: "눈에 보이는 검색창이 있는 페이지를 셉니다. 눌러야 열리는 돋보기 아이콘은 세지 않습니다. 장바구니·주문서·결제·로그인 \
             화면과 스크립트로만 그려지는 페이지는 빼고 계산합니다.",
    },
    pages: &[],
    run: search_share,
}];

fn search_share(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[]).without(NO_SEARCH_NEEDED);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut tally = Tally::default();
    for page in sample.pages {
        match search_field(page, true) {
            Some(evidence) => tally.good(evidence),
            None => match search_field(page, false) {
                Some(hidden) => tally.bad(1, hidden),
                None => tally.bad(0, Evidence::page(&page.url)),
            },
        }
    }
    tally.share()
}

fn search_field(page: &WalkPage, visible: bool) -> Option<Evidence> {
    let forms = page.facts.forms.iter();
    forms
        .flat_map(|form| form.fields.iter().map(move |field| (form, field)))
        .find(|(form, field)| {
            let is_box = field.control == "search"
                || (form.purpose == FormPurpose::Search && matches!(field.control.as_str(), "text" | "search"));
            is_box && field.visible == visible
        })
        .map(|(_, field)| Evidence {
            selector: Some(field.selector.clone()),
            quote: clip(field.label.as_deref().unwrap_or_default()),
            ..Evidence::page(&page.url)
        })
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, field, form, page, value_of};
    use crate::model::{FormPurpose, PageKind, Value, WalkPage};

    fn with_search(visible: bool, path: &str) -> WalkPage {
        let mut page = page(PageKind::List, path);
        let mut field = field("q", "text", "");
        field.visible = visible;
        page.facts.forms.push(form(FormPurpose::Search, vec![field]));
        page
    }

    #[test]
    fn a_search_box_on_every_page_but_the_cart_is_all_that_is_asked() {
        let pages = vec![with_search(true, "/a"), page(PageKind::Cart, "/cart")];
        assert_eq!(value_of("nav.search-share", pages), Value::Number(1.0));
    }

    #[test]
    fn a_box_that_an_icon_must_open_does_not_count() {
        let pages = vec![with_search(false, "/a"), with_search(true, "/b")];
        assert_eq!(value_of("nav.search-share", pages), Value::Number(0.5));
    }

    #[test]
    fn without_pages_nothing_is_known() {
        assert_eq!(code_of("nav.search-share", Vec::new()), "no-page");
    }
}
