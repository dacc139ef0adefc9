//! Where a customer finds the phone number.

use super::toolbox::quote::seen_at;
use super::toolbox::{Sample, Tally, share_of};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, Phone, Unit, WalkPage};

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "phone.top-share",
        unit: Unit::Share,
        what: Text {
            en: "On how many pages a phone number that customers can call stands at the top.",
            ko: "고객이 걸 수 있는 전화번호가 화면 위쪽에 보이는 페이지의 비율입니다.",
        },
        how: Text {
            en: "Counts the pages with a visible number in the header or at the very beginning of the text. A fax number, \
                 a number inside a picture and a number in a closed menu do not count. Pages that blocked us and pages \
                 that only a script fills are left out.",
            ko: "머리글이나 본문 맨 앞에 전화번호가 보이는 페이지를 셉니다. 팩스 번호, 그림 속 번호, 접힌 메뉴 안의 번호는 \
                 세지 않습니다. 접근이 막힌 페이지와 스크립트로만 그려지는 페이지는 빼고 계산합니다.",
        },
        pages: &[],
        run: top_share,
    },
    Measure {
        id: "phone.page-share",
        unit: Unit::Share,
        what: Text {
            en: "On how many pages a phone number that customers can call stands anywhere.",
            ko: "위치와 관계없이 고객이 걸 수 있는 전화번호가 보이는 페이지의 비율입니다.",
        },
        how: Text {
            en: "Counts the pages with a visible number, as text or as a link to call, from header to footer. A fax \
                 number and a number inside a picture do not count. Pages that blocked us and pages that only a script \
                 fills are left out.",
            ko: "머리글부터 바닥글까지 글자나 전화 걸기 링크로 번호가 보이는 페이지를 셉니다. 팩스 번호와 그림 속 번호는 세지 \
                 않습니다. 접근이 막힌 페이지와 스크립트로만 그려지는 페이지는 빼고 계산합니다.",
        },
        pages: &[],
        run: page_share,
    },
    Measure {
        id: "phone.tel-link-share",
        unit: Unit::Share,
        what: Text {
            en: "How many pages that show a phone number let a customer tap it.",
            ko: "전화번호가 보이는 페이지 가운데 눌러서 바로 걸 수 있는 페이지의 비율입니다.",
        },
        how: Text {
            en: "Of the pages with a visible number that customers can call, counts those with a link to call it \
                 (tel:). Makes no sense where no page shows a number.",
            ko: "고객이 걸 수 있는 번호가 보이는 페이지에서 전화 걸기 링크(tel:)가 있는지 봅니다. 번호가 보이는 페이지가 없으면 해당 없음입니다.",
        },
        pages: &[],
        run: tel_link_share,
    },
    Measure {
        id: "phone.text-share",
        unit: Unit::Share,
        what: Text {
            en: "How many pages that show a phone number show it as text, not only inside a picture.",
            ko: "전화번호를 보여 주는 페이지 가운데 그림이 아니라 글자로 적은 페이지의 비율입니다.",
        },
        how: Text {
            en: "Compares pages with a visible number in text with pages whose pictures, by their alternative text \
                 or file name, show one. A picture that says nothing about itself is not recognised. Makes no sense \
                 where no page shows a number.",
            ko: "번호가 글자로 보이는 페이지와, 대체 글이나 파일 이름으로 보아 그림 속에만 번호가 있는 페이지를 견줍니다. 아무 설명이 없는 그림은 알아보지 못합니다. 번호가 어디에도 없으면 \
                 해당 없음입니다.",
        },
        pages: &[],
        run: text_share,
    },
    Measure {
        id: "phone.mobile-share",
        unit: Unit::Share,
        what: Text {
            en: "On how many pages a number that customers can call is visible on the screen of a phone.",
            ko: "휴대전화 화면에서도 고객이 걸 수 있는 전화번호가 보이는 페이지의 비율입니다.",
        },
        how: Text {
            en: "Lays each page out at the width of a phone (390 pixels) and counts those with a number that is seen \
                 there, from header to footer. Unknown without the layout. Numbers that a script adds are not seen.",
            ko: "페이지마다 휴대전화 너비(390픽셀)로 배치를 계산해, 머리글부터 바닥글까지 번호가 보이는 페이지를 셉니다. 배치를 \
                 계산하지 않았다면 알 수 없음으로 둡니다. 스크립트가 나중에 붙이는 번호는 보지 못합니다.",
        },
        pages: &[],
        run: mobile_share,
    },
];

fn top_share(input: &Input<'_>) -> Measured {
    share(input, |_, phone| phone.spot.seen_at_top())
}

fn page_share(input: &Input<'_>) -> Measured {
    share(input, |_, phone| phone.spot.seen())
}

fn mobile_share(input: &Input<'_>) -> Measured {
    share(input, |page, phone| {
        let laid_out = page.facts.laid_out.as_ref().ok_or("not-laid-out-here")?;
        match laid_out.of(&phone.spot.selector).and_then(|seen| seen.phone.as_ref()) {
            Some(seen) if seen.sure => Ok(seen.visible),
            Some(_) => Err("unsure-layout"),
            None => Ok(false),
        }
    })
}

/// The share of pages with a number that is seen in its place.
fn share(input: &Input<'_>, seen: fn(&WalkPage, &Phone) -> Result<bool, &'static str>) -> Measured {
    let sample = Sample::of(input, &[]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut tally = Tally::default();
    for page in sample.pages {
        let phones = || page.facts.phones.iter().filter(|phone| phone.is_callable());
        if let Some(phone) = phones().find(|phone| seen(page, phone) == Ok(true)) {
            tally.good(quote(page, phone));
        } else if let Some(why) = phones().find_map(|phone| seen(page, phone).err()) {
            tally.open(why);
        } else {
            let (rank, evidence) = instead(page);
            tally.bad(rank, evidence);
        }
    }
    tally.share()
}

/// Whether a customer can see it and reaches a person there.
pub(super) fn can_call(phone: &Phone) -> bool {
    phone.is_callable() && phone.spot.visible
}

/// The number as evidence.
pub(super) fn quote(page: &WalkPage, phone: &Phone) -> Evidence {
    seen_at(page, &phone.spot, &phone.raw)
}

/// What a page has instead of a number in its place: nothing, a picture, a fax, or a number further down.
fn instead(page: &WalkPage) -> (u8, Evidence) {
    let phones = &page.facts.phones;
    if let Some(phone) = phones.iter().find(|phone| can_call(phone)) {
        return (3, quote(page, phone));
    }
    if let Some(phone) = phones.first() {
        return (2, quote(page, phone));
    }
    match page.facts.phone_images.first() {
        Some(spot) => (1, Evidence::quote(&page.url, spot, "")),
        None => (0, Evidence::page(&page.url)),
    }
}

fn tel_link_share(input: &Input<'_>) -> Measured {
    share_of(&Sample::of(input, &[]), "no-phone-shown", |page| {
        let shown = || page.facts.phones.iter().filter(|phone| can_call(phone));
        let first = shown().next()?;
        let linked = shown().find(|phone| phone.link.is_some());
        Some((linked.is_some(), quote(page, linked.unwrap_or(first))))
    })
}

fn text_share(input: &Input<'_>) -> Measured {
    share_of(&Sample::of(input, &[]), "no-phone-shown", |page| {
        match page.facts.phones.iter().find(|phone| can_call(phone)) {
            Some(phone) => Some((true, quote(page, phone))),
            None => {
                let picture = page.facts.phone_images.first()?;
                Some((false, Evidence::quote(&page.url, picture, "")))
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, evidence, page, phone, run, shell, spot, value_of, walk};
    use crate::model::{Doubt, PageKind, PhoneUse, Region, Sight, Value};

    fn with(region: Region, path: &str) -> crate::model::WalkPage {
        let mut page = page(PageKind::Other, path);
        page.facts.phones.push(phone(region));
        page
    }

    #[test]
    fn a_number_in_the_header_is_at_the_top() {
        let pages = vec![with(Region::Header, "/"), with(Region::Header, "/a")];
        assert_eq!(value_of("phone.top-share", pages), Value::Number(1.0));
    }

    #[test]
    fn a_number_in_the_footer_is_on_the_page_but_not_at_the_top() {
        let pages = vec![with(Region::Footer, "/"), with(Region::Footer, "/a")];
        assert_eq!(value_of("phone.top-share", pages.clone()), Value::Number(0.0));
        assert_eq!(value_of("phone.page-share", pages), Value::Number(1.0));
    }

    #[test]
    fn a_fax_a_hidden_number_and_a_picture_are_none() {
        let mut fax = with(Region::Header, "/fax");
        fax.facts.phones[0].usage = PhoneUse::Fax;
        let mut hidden = with(Region::Header, "/hidden");
        hidden.facts.phones[0].spot.visible = false;
        let mut picture = page(PageKind::Other, "/picture");
        picture.facts.phone_images.push(spot(Region::Header));
        let pages = vec![fax, hidden, picture];
        assert_eq!(value_of("phone.top-share", pages.clone()), Value::Number(0.0));
        assert_eq!(value_of("phone.page-share", pages), Value::Number(0.0));
    }

    #[test]
    fn the_page_without_any_number_is_shown_before_the_one_with_a_number_below() {
        let pages = vec![
            with(Region::Footer, "/a"),
            page(PageKind::Other, "/b"),
            with(Region::Header, "/c"),
        ];
        let seen = evidence(run("phone.top-share", &walk(pages)));
        let urls: Vec<&str> = seen.iter().map(|one| one.url.as_str()).collect();
        assert_eq!(
            urls,
            [
                "https://shop.example/b",
                "https://shop.example/a",
                "https://shop.example/c"
            ]
        );
    }

    #[test]
    fn what_nobody_can_tell_is_neither_seen_nor_hidden() {
        let mut faint = with(Region::Header, "/faint");
        faint.facts.phones[0].spot.sight = Sight::Unsure(Doubt::Colour);
        let mut near = with(Region::Main, "/near");
        near.facts.phones[0].spot.sight = Sight::NearFold;
        assert_eq!(code_of("phone.page-share", vec![faint.clone()]), "unsure-colour");
        assert_eq!(code_of("phone.top-share", vec![near.clone()]), "near-the-fold");
        assert_eq!(value_of("phone.page-share", vec![near.clone()]), Value::Number(1.0));
        // Another number on the page that is seen settles it.
        faint.facts.phones.push(phone(Region::Header));
        assert_eq!(value_of("phone.page-share", vec![faint]), Value::Number(1.0));
        assert_eq!(code_of("phone.mobile-share", vec![near]), "not-laid-out-here");
    }

    #[test]
    fn pages_that_blocked_us_or_need_a_browser_say_nothing() {
        let mut blocked = page(PageKind::Other, "/blocked");
        blocked.blocked = Some(crate::model::Note::new("challenge"));
        let pages = vec![
            with(Region::Header, "/"),
            shell(PageKind::Other, "/app"),
            blocked.clone(),
        ];
        assert_eq!(value_of("phone.top-share", pages), Value::Number(1.0));
        assert_eq!(
            code_of("phone.page-share", vec![shell(PageKind::Home, "/")]),
            "needs-browser"
        );
        assert_eq!(code_of("phone.page-share", vec![blocked]), "challenge");
        assert_eq!(code_of("phone.page-share", Vec::new()), "no-page");
    }

    #[test]
    fn a_number_can_be_tapped_and_is_text() {
        let mut tapped = with(Region::Header, "/a");
        tapped.facts.phones[0].link = Some("tel:+8221234567".to_owned());
        let mut picture = page(PageKind::Other, "/b");
        picture.facts.phone_images.push(spot(Region::Header));
        let pages = vec![tapped, with(Region::Header, "/c"), picture, page(PageKind::Other, "/d")];
        assert_eq!(value_of("phone.tel-link-share", pages.clone()), Value::Number(0.5));
        assert!((value_of("phone.text-share", pages).as_f64() - 2.0 / 3.0).abs() < 1e-9);
        assert_eq!(
            code_of("phone.text-share", vec![page(PageKind::Home, "/")]),
            "n/a no-phone-shown"
        );
    }
}
