//! When somebody answers.

mod week;

use super::toolbox::{Sample, absence, clip, yes_no};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, Unit};

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
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
    },
    Measure {
        id: "hours.per-week",
        unit: Unit::Hours,
        what: Text {
            en: "How many hours a week somebody answers.",
            ko: "한 주에 몇 시간 응대하는지입니다.",
        },
        how: Text {
            en: "Adds up the clock times that the pages print, day by day; a lunch break is taken off, and of \
                 several texts the one that names most days counts. A span without days counts for Monday to Friday. \
                 Unknown where no clock times can be read.",
            ko: "페이지에 적힌 요일별 시각을 더하고 점심시간을 뺍니다. 여러 안내 가운데 요일을 가장 많이 밝힌 것을 봅니다. 요일 없이 시각만 있으면 평일로 칩니다. 시각을 읽을 수 없으면 알 \
                 수 없음으로 둡니다.",
        },
        pages: &[],
        run: week::per_week,
    },
];

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
