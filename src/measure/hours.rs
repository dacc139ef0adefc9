//! When somebody answers.

use super::toolbox::{Sample, absence, clip, yes_no};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, Unit};

/// The family.
pub static MEASURES: &[Measure] = &[Measure {
    id: "hours.near-phone",
    unit: Unit::YesNo,
    what: Text {
        en: "Whether the hours in which somebody answers stand beside the phone number.",
        ko: "전화번호 옆에 상담 시간이 적혀 있는지입니다.",
    },
    how: Text {
        en: "Looks on any page for clock times in the same block as a phone number. Hours without a number near them do \
             not count. Unknown when the contact page could not be read.",
        ko: "어느 페이지에서든 전화번호와 같은 묶음 안에 시각이 적혀 있는지 봅니다. 번호와 떨어져 있는 시간 안내는 세지 않습니다. \
             문의 페이지를 읽지 못했다면 알 수 없음으로 둡니다.",
    },
    pages: &[],
    run: near_phone,
}];

fn near_phone(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let seen = || {
        sample
            .pages
            .iter()
            .flat_map(|page| page.facts.hours.iter().map(move |hours| (page, hours)))
            .filter(|(_, hours)| hours.spot.visible)
    };
    let near: Vec<Evidence> = seen()
        .filter(|(_, hours)| hours.near_phone)
        .map(|(page, hours)| Evidence::quote(&page.url, &hours.spot, clip(&hours.text)))
        .collect();
    if !near.is_empty() {
        return yes_no(true, near, sample.pages.len());
    }
    match absence::is_absent(input.walk, &["topic.contact"]) {
        Ok(home) => {
            let far: Vec<Evidence> = seen()
                .map(|(page, hours)| Evidence::quote(&page.url, &hours.spot, clip(&hours.text)))
                .collect();
            yes_no(false, if far.is_empty() { home } else { far }, sample.pages.len())
        }
        Err(note) => Measured::Unknown(note),
    }
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, link, page, spot, value_of};
    use crate::model::{OpeningHours, PageKind, Region, Value, WalkPage};

    fn with(near_phone: bool) -> WalkPage {
        let mut page = page(PageKind::Home, "/");
        page.facts.hours.push(OpeningHours {
            text: "평일 10:00~17:00".to_owned(),
            near_phone,
            spot: spot(Region::Footer),
        });
        page
    }

    #[test]
    fn hours_beside_the_number_are_good_and_elsewhere_are_not() {
        assert_eq!(value_of("hours.near-phone", vec![with(true)]), Value::YesNo(true));
        assert_eq!(value_of("hours.near-phone", vec![with(false)]), Value::YesNo(false));
    }

    #[test]
    fn the_unread_contact_page_may_tell() {
        let mut home = with(false);
        home.facts
            .links
            .push(link("/contact", "고객센터", "topic.contact", Region::Footer));
        assert_eq!(code_of("hours.near-phone", vec![home]), "linked-page-not-read");
    }
}
