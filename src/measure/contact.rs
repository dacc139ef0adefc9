//! Ways to reach a person.

use std::collections::BTreeMap;

use super::toolbox::quote::seen_at;
use super::toolbox::{Sample, Tally, absence, clip, count, number, sample, why_open, yes_no};
use super::{Input, Measure, Text};
use crate::model::{Between, Channel, ChannelKind, Evidence, Measured, PageKind, Unit, Value, WalkPage};

/// Kinds of channel there are.
const KINDS: usize = 7;

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "contact.link-share",
        unit: Unit::Share,
        what: Text {
            en: "On how many pages a link leads to the contact page.",
            ko: "고객센터나 문의 페이지로 가는 링크가 있는 페이지의 비율입니다.",
        },
        how: Text {
            en: "Looks for a visible link in words (contact, customer service) that is not known to be dead. The contact \
                 page itself counts as linked. Icons without words are not recognised.",
            ko: "'고객센터', '문의하기' 같은 글자 링크가 보이고 죽은 링크가 아닌 페이지를 셉니다. 문의 페이지 자신은 있는 것으로 \
                 칩니다. 글자 없는 아이콘은 알아보지 못합니다.",
        },
        pages: &[],
        run: link_share,
    },
    Measure {
        id: "contact.channel-count",
        unit: Unit::Count,
        what: Text {
            en: "How many different ways to reach the shop are shown: phone, e-mail, form, chat, board, address, \
                 social.",
            ko: "전화, 이메일, 문의 양식, 채팅, 게시판, 주소, SNS 가운데 쇼핑몰이 보여 주는 연락 방법의 수입니다.",
        },
        how: Text {
            en: "Counts the kinds of channel that are visible on any page. A chat button that a script adds is not always \
                 seen.",
            ko: "어느 페이지에서든 보이는 연락 방법의 종류를 셉니다. 스크립트가 나중에 붙이는 채팅 버튼은 보지 못할 수 있습니다.",
        },
        pages: &[],
        run: channel_count,
    },
    Measure {
        id: "contact.email-shown",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether an e-mail address is shown.",
            ko: "이메일 주소가 보이는지입니다.",
        },
        how: Text {
            en: "Looks for an address in the text or a mail link on any page; pictures of an address do not count. Unknown \
                 when the page that would show it could not be read.",
            ko: "어느 페이지에서든 글자나 메일 링크로 된 주소를 찾습니다. 그림으로 된 주소는 세지 않습니다. 주소가 있을 만한 페이지를 \
                 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: &[],
        run: email_shown,
    },
];

fn link_share(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let is_dead = |url: &str| {
        input
            .walk
            .links
            .iter()
            .any(|check| check.dead && sample::same_address(&check.url, url))
    };
    let mut tally = Tally::default();
    for page in sample.pages {
        let links = || page.facts.links_about("topic.contact");
        let alive = || links().filter(|link| !is_dead(&link.url));
        let seen = alive().find(|link| link.spot.seen() == Ok(true));
        let open = alive().find_map(|link| link.spot.seen().err());
        match (seen, links().next()) {
            (Some(link), _) => tally.good(Evidence::quote(&page.url, &link.spot, clip(&link.text))),
            (None, _) if page.facts.kind.name == PageKind::Contact => tally.good(Evidence::page(&page.url)),
            (None, _) if open.is_some() => tally.open(open.unwrap_or_default()),
            (None, Some(link)) => tally.bad(1, Evidence::quote(&page.url, &link.spot, clip(&link.text))),
            (None, None) => tally.bad(0, Evidence::page(&page.url)),
        }
    }
    tally.share()
}

fn channel_count(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut kinds: BTreeMap<ChannelKind, (&WalkPage, &Channel)> = BTreeMap::new();
    let mut open: BTreeMap<ChannelKind, &'static str> = BTreeMap::new();
    for page in &sample.pages {
        for channel in &page.facts.channels {
            match channel.spot.seen() {
                Ok(true) => drop(kinds.entry(channel.kind).or_insert((page, channel))),
                Ok(false) => {}
                Err(why) => drop(open.entry(channel.kind).or_insert(why)),
            }
        }
    }
    open.retain(|kind, _| !kinds.contains_key(kind));
    let has_board = kinds.contains_key(&ChannelKind::Board);
    // A board that was read is one, by whatever words its link goes.
    let board = sample.pages.iter().copied().find(|page| {
        let questions = page.facts.board.as_ref().is_some_and(|board| board.about == "qna");
        !has_board && questions && page.facts.kind.name == PageKind::Board
    });
    let found = kinds.len() + usize::from(board.is_some());
    let mut evidence: Vec<Evidence> = kinds
        .into_values()
        .map(|(page, channel)| Evidence::quote(&page.url, &channel.spot, clip(&channel.quote)))
        .chain(board.map(|page| Evidence {
            quote: clip(page.facts.text.title.as_deref().unwrap_or_default()),
            ..Evidence::page(&page.url)
        }))
        .collect();
    if evidence.is_empty() {
        evidence = sample.pages.iter().map(|page| Evidence::page(&page.url)).collect();
    }
    let (looked_at, against) = (sample.pages.len(), KINDS - found.min(KINDS));
    let why: Vec<&'static str> = open.into_values().collect();
    match why_open(&why) {
        None => number(count(found), evidence, looked_at, against),
        Some(note) => Measured::Between(Box::new(Between {
            low: Value::Number(count(found)),
            high: Value::Number(count(found + why.len())),
            value: Value::Number(count(found)),
            evidence,
            sample: looked_at,
            against,
            why: note,
        })),
    }
}

fn email_shown(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let shown: Vec<Evidence> = sample
        .pages
        .iter()
        .filter_map(|page| {
            let email = page.facts.emails.iter().find(|email| email.spot.seen() == Ok(true))?;
            Some(seen_at(page, &email.spot, &email.address))
        })
        .collect();
    if !shown.is_empty() {
        return yes_no(true, shown, sample.pages.len());
    }
    let open: Vec<&'static str> = sample
        .pages
        .iter()
        .filter_map(|page| page.facts.emails.iter().find_map(|email| email.spot.seen().err()))
        .collect();
    if let Some(note) = why_open(&open) {
        return Measured::Unknown(note);
    }
    match absence::is_absent(input.walk, &["topic.contact"]) {
        Ok(evidence) => yes_no(false, evidence, sample.pages.len()),
        Err(note) => Measured::Unknown(note),
    }
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code, code_of, link, page, run, shell, spot, value_of, walk};
    use crate::model::{
        Channel, ChannelKind, Doubt, Email, LinkCheck, Measured, PageKind, Region, Sight, Value, WalkPage,
    };

    fn home() -> WalkPage {
        let mut page = page(PageKind::Home, "/");
        page.facts
            .links
            .push(link("/contact", "고객센터", "topic.contact", Region::Footer));
        page
    }

    #[test]
    fn every_page_links_to_the_contact_page() {
        let pages = vec![home(), page(PageKind::Contact, "/contact")];
        assert_eq!(value_of("contact.link-share", pages), Value::Number(1.0));
        let pages = vec![home(), page(PageKind::List, "/list")];
        assert_eq!(value_of("contact.link-share", pages), Value::Number(0.5));
    }

    #[test]
    fn a_dead_contact_link_is_none() {
        let mut walk = walk(vec![home()]);
        walk.links.push(LinkCheck {
            url: "https://shop.example/contact".to_owned(),
            from: "https://shop.example/".to_owned(),
            status: Some(404),
            dead: true,
        });
        assert_eq!(
            super::super::toolbox::testing::value(run("contact.link-share", &walk)),
            Value::Number(0.0)
        );
    }

    #[test]
    fn channels_are_counted_by_kind() {
        let mut page = home();
        for kind in [ChannelKind::Phone, ChannelKind::Phone, ChannelKind::Chat] {
            page.facts.channels.push(Channel {
                kind,
                quote: "상담".to_owned(),
                spot: spot(Region::Footer),
            });
        }
        assert_eq!(value_of("contact.channel-count", vec![page]), Value::Number(2.0));
        assert_eq!(value_of("contact.channel-count", vec![home()]), Value::Number(0.0));
        assert_eq!(
            code_of("contact.channel-count", vec![shell(PageKind::Home, "/")]),
            "needs-browser"
        );
        assert_eq!(code_of("contact.link-share", Vec::new()), "no-page");
    }

    #[test]
    fn what_may_be_hidden_is_neither_shown_nor_missing() {
        let doubtful = || {
            let mut spot = spot(Region::Footer);
            spot.sight = Sight::Unsure(Doubt::Colour);
            spot
        };
        let mut page = page(PageKind::Contact, "/contact");
        page.facts.emails.push(Email {
            address: "help@shop.example".to_owned(),
            link: true,
            to_owner: false,
            spot: doubtful(),
        });
        for (kind, spot) in [
            (ChannelKind::Phone, spot(Region::Footer)),
            (ChannelKind::Email, doubtful()),
        ] {
            let quote = String::new();
            page.facts.channels.push(Channel { kind, quote, spot });
        }
        assert_eq!(code_of("contact.email-shown", vec![page.clone()]), "unsure-colour");
        let Measured::Between(between) = run("contact.channel-count", &walk(vec![page])) else {
            panic!("between one and two");
        };
        assert_eq!([between.low, between.high], [Value::Number(1.0), Value::Number(2.0)]);
    }

    #[test]
    fn an_address_is_missing_only_when_the_contact_page_was_read() {
        assert_eq!(code_of("contact.email-shown", vec![home()]), "linked-page-not-read");
        let read = vec![home(), page(PageKind::Contact, "/contact")];
        assert_eq!(value_of("contact.email-shown", read), Value::YesNo(false));
        let mut shown = home();
        shown.facts.emails.push(Email {
            address: "help@shop.example".to_owned(),
            link: true,
            to_owner: false,
            spot: spot(Region::Footer),
        });
        assert_eq!(value_of("contact.email-shown", vec![shown]), Value::YesNo(true));
        assert_eq!(code(run("contact.email-shown", &walk(Vec::new()))), "no-page");
    }
}
