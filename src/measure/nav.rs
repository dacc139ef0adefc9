//! Finding one's way.

use std::collections::BTreeSet;

use super::toolbox::{Sample, Tally, absence, clip, sample, share_of};
use super::{Input, Measure, Text};
use crate::model::{Evidence, FormPurpose, Link, Measured, PageKind, Region, Unit, WalkPage};

/// Pages on which a customer pays or signs in: nothing should lead away from there.
const NO_SEARCH_NEEDED: &[PageKind] = &[
    PageKind::Cart,
    PageKind::Checkout,
    PageKind::Payment,
    PageKind::Confirmation,
    PageKind::Login,
];

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
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
    },
    Measure {
        id: "nav.cart-link-share",
        unit: Unit::Share,
        what: Text {
            en: "From how many pages a visible link leads to the cart.",
            ko: "장바구니로 가는 링크가 보이는 페이지의 비율입니다.",
        },
        how: Text {
            en: "Looks for a visible link by its words, or by an address that other pages call the cart. The cart \
                 itself, order form, payment and sign-in are left out.",
            ko: "글자로, 또는 다른 페이지가 장바구니라고 부르는 주소로 보이는 링크를 찾습니다. 장바구니, 주문서, 결제, 로그인 화면은 빼고 계산합니다.",
        },
        pages: &[],
        run: cart_link_share,
    },
    Measure {
        id: "nav.home-link-share",
        unit: Unit::Share,
        what: Text {
            en: "From how many pages a visible link leads to the home page.",
            ko: "첫 화면으로 가는 링크가 보이는 페이지의 비율입니다.",
        },
        how: Text {
            en: "Looks for a visible link to the address of the home page outside the footer; the home page itself \
                 is left out. Unknown when the home page was not read.",
            ko: "바닥글 밖에서 첫 화면 주소로 가는 보이는 링크를 찾습니다. 첫 화면 자체는 뺍니다. 첫 화면을 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: &[],
        run: home_link_share,
    },
];

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

fn cart_link_share(input: &Input<'_>) -> Measured {
    const CART: &str = "action.view-cart";
    let sample = Sample::of(input, &[]).without(NO_SEARCH_NEEDED);
    // An icon says nothing; its address does, where another page names it.
    let addresses: BTreeSet<&str> = sample
        .pages
        .iter()
        .flat_map(|page| page.facts.links_about(CART))
        .map(|link| link.url.as_str())
        .collect();
    share_of(&sample, "no-page", |page| {
        let link = page.facts.links.iter().find(|link| {
            link.spot.visible
                && (link.concepts.iter().any(|concept| concept == CART) || addresses.contains(link.url.as_str()))
        });
        Some(seen_or_page(page, link))
    })
}

fn home_link_share(input: &Input<'_>) -> Measured {
    let home = match absence::home(input.walk) {
        Ok(home) => &home.url,
        Err(note) => return Measured::Unknown(note),
    };
    let sample = Sample::of(input, &[]).without(&[PageKind::Home]);
    share_of(&sample, "no-page", |page| {
        let link = page.facts.links.iter().find(|link| {
            link.spot.visible && link.spot.region != Region::Footer && sample::same_address(&link.url, home)
        });
        Some(seen_or_page(page, link))
    })
}

fn seen_or_page(page: &WalkPage, link: Option<&Link>) -> (bool, Evidence) {
    match link {
        Some(link) => (true, Evidence::quote(&page.url, &link.spot, clip(&link.text))),
        None => (false, Evidence::page(&page.url)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, field, form, link, page, value_of};
    use crate::model::{FormPurpose, PageKind, Region, Value, WalkPage};

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

    #[test]
    fn the_cart_and_the_home_page_are_one_click_away() {
        let mut linked = page(PageKind::List, "/a");
        linked.facts.links = vec![
            link("/cart", "장바구니", "action.view-cart", Region::Header),
            link("/", "소담상점", "", Region::Header),
        ];
        let mut icon = page(PageKind::List, "/b");
        icon.facts.links.push(link("/cart", "", "", Region::Header));
        let mut home = page(PageKind::Home, "/");
        home.facts
            .links
            .push(link("/cart", "장바구니", "action.view-cart", Region::Header));
        let pages = vec![home, linked, icon, page(PageKind::List, "/c")];
        assert_eq!(value_of("nav.cart-link-share", pages.clone()), Value::Number(0.75));
        assert!((value_of("nav.home-link-share", pages).as_f64() - 1.0 / 3.0).abs() < 1e-9);
        assert_eq!(
            code_of("nav.home-link-share", vec![page(PageKind::List, "/c")]),
            "no-page-of-kind"
        );
    }
}
