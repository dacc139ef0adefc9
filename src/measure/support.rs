//! How soon the shop promises to answer.

use super::toolbox::{Sample, absence, clip, number, yes_no};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, PageKind, Unit, WalkPage};

/// Where a promise is looked for, the place nearest to the one who asks first.
const PAGES: &[PageKind] = &[PageKind::Contact, PageKind::Faq, PageKind::Board, PageKind::Home];

/// The family.
pub static MEASURES: &[Measure] = &[Measure {
    id: "support.promise-hours",
    unit: Unit::Hours,
    what: Text {
        en: "Within how many hours the shop promises to answer.",
        ko: "몇 시간 안에 답하겠다고 약속하는지입니다.",
    },
    how: Text {
        en: "Reads promises such as \"we reply within 24 hours\" on the contact page, the FAQ, the board and the home \
             page; a business day counts 24 hours, and the contact page's word goes first. No promise anywhere is the \
             worst. Unknown when the contact page could not be read.",
        ko: "문의 페이지, 자주 묻는 질문, 게시판, 첫 화면에서 '24시간 이내 답변' 같은 약속을 읽습니다. 영업일 하루는 24시간으로 \
             치고, 문의 페이지의 약속을 먼저 봅니다. 약속이 어디에도 없으면 가장 나쁜 것으로 봅니다. 문의 페이지를 읽지 못했다면 \
             알 수 없음으로 둡니다.",
    },
    pages: PAGES,
    run: promise_hours,
}];

fn promise_hours(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, PAGES);
    let place = |page: &WalkPage| PAGES.iter().position(|kind| *kind == page.facts.kind.name);
    let mut promises: Vec<(Option<usize>, u32, Evidence)> = sample
        .pages
        .iter()
        .filter_map(|page| {
            let promise = page.facts.policies.reply_hours.as_ref()?;
            let evidence = Evidence::quote(&page.url, &promise.spot, clip(&promise.quote));
            Some((place(page), promise.value, evidence))
        })
        .collect();
    // Of two promises in one kind of place the later one binds nobody: the slower is what can be relied on.
    promises.sort_by(|one, other| (one.0, other.1, &one.2).cmp(&(other.0, one.1, &other.2)));
    if let Some((_, hours, _)) = promises.first() {
        let hours = f64::from(*hours);
        let evidence = promises.into_iter().map(|(_, _, evidence)| evidence).collect();
        return number(hours, evidence, sample.pages.len(), 0);
    }
    match absence::is_absent(input.walk, &["topic.contact"]) {
        Ok(home) => {
            let read: Vec<Evidence> = sample.pages.iter().map(|page| Evidence::page(&page.url)).collect();
            let looked_at = read.len().max(1);
            yes_no(false, if read.is_empty() { home } else { read }, looked_at)
        }
        Err(note) => Measured::Unknown(note),
    }
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, link, page, stated, value_of};
    use crate::model::{PageKind, Region, Value, WalkPage};

    fn promising(kind: PageKind, path: &str, hours: u32) -> WalkPage {
        let mut page = page(kind, path);
        page.facts.policies.reply_hours = Some(stated(hours, "이내에 답변드립니다"));
        page
    }

    #[test]
    fn the_contact_page_speaks_first_and_the_slower_promise_holds() {
        let pages = vec![
            promising(PageKind::Home, "/", 1),
            promising(PageKind::Contact, "/contact", 24),
            promising(PageKind::Contact, "/contact/mail", 48),
        ];
        assert_eq!(value_of("support.promise-hours", pages), Value::Number(48.0));
    }

    #[test]
    fn no_promise_is_the_worst() {
        let pages = vec![page(PageKind::Home, "/"), page(PageKind::Contact, "/contact")];
        assert_eq!(value_of("support.promise-hours", pages), Value::YesNo(false));
    }

    #[test]
    fn an_unread_contact_page_may_promise() {
        let mut home = page(PageKind::Home, "/");
        home.facts
            .links
            .push(link("/contact", "고객센터", "topic.contact", Region::Footer));
        assert_eq!(code_of("support.promise-hours", vec![home]), "linked-page-not-read");
        assert_eq!(code_of("support.promise-hours", Vec::new()), "no-page-of-kind");
    }
}
