//! Where is my order?

use super::toolbox::{Sample, absence, clip, fields, words, yes_no};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, PageKind, Unit};

const CONCEPT: &str = "topic.tracking";
const FORM_PAGES: &[PageKind] = &[PageKind::OrderLookup, PageKind::Login];

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "tracking.link-home",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the home page links to order tracking.",
            ko: "첫 화면에 주문·배송 조회 링크가 있는지입니다.",
        },
        how: Text {
            en: "Looks for a link in words such as \"track my order\" anywhere on the home page, menus and footer \
                 included. Icons without words are not recognised. Unknown when the home page could not be read.",
            ko: "메뉴와 바닥글을 포함한 첫 화면 어디든 '주문조회', '배송조회' 같은 글자 링크를 찾습니다. 글자 없는 아이콘은 알아보지 \
                 못합니다. 첫 화면을 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: &[PageKind::Home],
        run: link_home,
    },
    Measure {
        id: "tracking.guest-form",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether a customer without an account can look up an order.",
            ko: "비회원도 주문을 조회할 수 있는지입니다.",
        },
        how: Text {
            en: "Looks for a visible form with a field for the order number that opens without signing in. Unknown when \
                 the look-up page is linked and could not be read.",
            ko: "로그인하지 않고 열리는 화면에서 주문번호를 적는 양식을 찾습니다. 조회 페이지로 가는 링크가 있는데 읽지 못했다면 알 수 \
                 없음으로 둡니다.",
        },
        pages: FORM_PAGES,
        run: guest_form,
    },
];

fn link_home(input: &Input<'_>) -> Measured {
    let home = match absence::home(input.walk) {
        Ok(home) => home,
        Err(note) => return Measured::Unknown(note),
    };
    let links: Vec<Evidence> = home
        .facts
        .links_about(CONCEPT)
        .map(|link| Evidence::quote(&home.url, &link.spot, clip(&link.text)))
        .collect();
    if links.is_empty() {
        return yes_no(false, vec![Evidence::page(&home.url)], 1);
    }
    yes_no(true, links, 1)
}

fn guest_form(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, FORM_PAGES);
    let forms: Vec<Evidence> = sample
        .pages
        .iter()
        .filter_map(|page| {
            let field = fields::all_fields(page).find(|field| words::is_order_number(&fields::words_of(field)))?;
            Some(fields::seen(page, field))
        })
        .collect();
    if !forms.is_empty() {
        return yes_no(true, forms, sample.pages.len());
    }
    match absence::is_absent(input.walk, &[CONCEPT]) {
        Ok(home) => {
            let read: Vec<Evidence> = sample.pages.iter().map(|page| Evidence::page(&page.url)).collect();
            let looked_at = sample.pages.len().max(1);
            yes_no(false, if read.is_empty() { home } else { read }, looked_at)
        }
        Err(note) => Measured::Unknown(note),
    }
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, field, form, link, page, value_of};
    use crate::model::{FormPurpose, PageKind, Region, Value, WalkPage};

    fn home(linked: bool) -> WalkPage {
        let mut page = page(PageKind::Home, "/");
        if linked {
            page.facts
                .links
                .push(link("/track", "주문조회", "topic.tracking", Region::Header));
        }
        page
    }

    fn look_up(label: &str) -> WalkPage {
        let mut page = page(PageKind::OrderLookup, "/track");
        page.facts
            .forms
            .push(form(FormPurpose::Other, vec![field(label, "text", "")]));
        page
    }

    #[test]
    fn a_link_on_the_home_page_is_good() {
        assert_eq!(value_of("tracking.link-home", vec![home(true)]), Value::YesNo(true));
        assert_eq!(value_of("tracking.link-home", vec![home(false)]), Value::YesNo(false));
        assert_eq!(code_of("tracking.link-home", Vec::new()), "no-page-of-kind");
    }

    #[test]
    fn a_form_for_the_order_number_serves_guests() {
        assert_eq!(
            value_of("tracking.guest-form", vec![home(true), look_up("주문번호")]),
            Value::YesNo(true)
        );
        assert_eq!(
            value_of("tracking.guest-form", vec![home(true), look_up("아이디")]),
            Value::YesNo(false)
        );
        assert_eq!(value_of("tracking.guest-form", vec![home(false)]), Value::YesNo(false));
    }

    #[test]
    fn a_linked_look_up_that_was_not_read_is_unknown() {
        assert_eq!(code_of("tracking.guest-form", vec![home(true)]), "linked-page-not-read");
    }
}
