//! Ways to reach a person beside the phone.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::phone;
use super::toolbox::{Sample, clip, count, fields, found_or_absent, number, share_of};
use super::{Input, Measure, Text};
use crate::lexicon::Lexicon;
use crate::model::{ChannelKind, Evidence, FormPurpose, Measured, Note, PageKind, Region, Unit, WalkPage};

const CONTACT: &[PageKind] = &[PageKind::Contact];
const OWNER_PAGES: &[PageKind] = &[PageKind::Contact, PageKind::About, PageKind::Faq, PageKind::Home];
/// Mailboxes that by their name belong to whoever runs the shop.
const OWNER_BOXES: &[&str] = &[
    "ceo",
    "owner",
    "president",
    "founder",
    "founders",
    "daepyo",
    "boss",
    "inhaber",
    "geschaeftsfuehrung",
    "geschaeftsleitung",
    "direction",
    "shacho",
];

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "channel.chat-found",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether customers can reach the shop by chat or messenger.",
            ko: "채팅이나 메신저로 문의할 수 있는지입니다.",
        },
        how: Text {
            en: "Looks for links to messengers, for chat links by their words, and for the scripts of known chat windows. \
                 A window of another maker that only a script draws is not seen.",
            ko: "메신저 링크, 채팅 링크, 알려진 채팅 창의 스크립트를 찾습니다. 그 밖의 업체가 스크립트로만 그리는 채팅 창은 보지 못합니다.",
        },
        pages: &[],
        run: chat_found,
    },
    Measure {
        id: "channel.social-count",
        unit: Unit::Count,
        what: Text {
            en: "On how many social networks the shop can be found.",
            ko: "쇼핑몰이 링크한 소셜 미디어의 수입니다.",
        },
        how: Text {
            en: "Counts different networks that visible links lead to; buttons for sharing a page do not count.",
            ko: "보이는 링크가 가리키는 서로 다른 소셜 미디어를 셉니다. 공유 버튼은 세지 않습니다.",
        },
        pages: &[],
        run: social_count,
    },
    Measure {
        id: "channel.owner-mailbox",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether an address reaches the owner in person.",
            ko: "대표에게 바로 닿는 이메일 주소가 있는지입니다.",
        },
        how: Text {
            en: "Looks on contact page, page about the shop, questions and home page for an address such as ceo@ or one with a \
                 word for the owner before it on the same line; the company's particulars in the footer do not count. \
                 Unknown when the contact page could not be read.",
            ko: "문의, 회사 소개, 자주 묻는 질문, 첫 화면에서 ceo@ 같은 주소나, 같은 줄 앞에 '대표' 같은 말이 있는 주소를 찾습니다. 바닥글의 \
                 사업자 정보는 세지 않습니다. 문의 페이지를 읽지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: OWNER_PAGES,
        run: owner_mailbox,
    },
    Measure {
        id: "channel.form-fields",
        unit: Unit::Count,
        what: Text {
            en: "How many fields the contact form has.",
            ko: "문의 양식에서 채워야 하는 칸의 수입니다.",
        },
        how: Text {
            en: "Counts the visible fields of the longest contact form on the contact page. Makes no sense without such a \
                 form; one that only a script draws is not seen.",
            ko: "문의 페이지에서 가장 긴 문의 양식의 보이는 칸을 셉니다. 문의 양식이 없으면 해당 없음이고, 스크립트로만 그려지는 양식은 \
                 보지 못합니다.",
        },
        pages: CONTACT,
        run: form_fields,
    },
    Measure {
        id: "channel.same-place-share",
        unit: Unit::Share,
        what: Text {
            en: "On how many pages help stands in the same part of the page.",
            ko: "도움을 청할 곳이 같은 자리에 있는 페이지의 비율입니다.",
        },
        how: Text {
            en: "Takes the first contact link or phone number of each page, and the part (header, menu, main part, footer) \
                 in which most pages have it. Pages without any fall short; order form and payment are left out.",
            ko: "페이지마다 처음 나오는 문의 링크나 전화번호가 어느 부분(머리글·메뉴·본문·바닥글)에 있는지 보고, 가장 흔한 자리와 같은 \
                 페이지를 셉니다. 하나도 없는 페이지는 모자란 것으로 치고, 주문서와 결제 화면은 뺍니다.",
        },
        pages: &[],
        run: same_place_share,
    },
    Measure {
        id: "channel.value-count",
        unit: Unit::Count,
        what: Text {
            en: "How many different phone numbers and e-mail addresses the shop shows.",
            ko: "쇼핑몰이 보여 주는 서로 다른 전화번호와 이메일 주소의 수입니다.",
        },
        how: Text {
            en: "Counts visible numbers that customers can call and visible addresses over all pages, each once. Product \
                 pages and articles are left out: makers and authors stand there. Makes no sense where neither is shown.",
            ko: "모든 페이지에서 고객이 걸 수 있는 보이는 번호와 이메일을 한 번씩 셉니다. 제조사나 글쓴이의 연락처가 나오는 상품·글 페이지는 \
                 뺍니다. 둘 다 없으면 해당 없음입니다.",
        },
        pages: &[],
        run: value_count,
    },
];

fn chat_found(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let found: Vec<Evidence> = sample
        .pages
        .iter()
        .filter_map(|page| {
            let chat = page
                .facts
                .channels
                .iter()
                .find(|channel| channel.kind == ChannelKind::Chat)?;
            Some(Evidence::quote(&page.url, &chat.spot, clip(&chat.quote)))
        })
        .collect();
    found_or_absent(input.walk, &sample, found, &["topic.contact"])
}

fn social_count(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut networks: BTreeMap<&str, Evidence> = BTreeMap::new();
    for page in &sample.pages {
        for link in page.facts.links.iter().filter(|link| link.spot.visible) {
            if let Some(network) = network_of(&link.url) {
                networks
                    .entry(network)
                    .or_insert_with(|| Evidence::quote(&page.url, &link.spot, clip(&link.url)));
            }
        }
    }
    let found = networks.len();
    let evidence = if networks.is_empty() {
        sample.pages.iter().map(|page| Evidence::page(&page.url)).collect()
    } else {
        networks.into_values().collect()
    };
    number(count(found), evidence, sample.pages.len(), usize::from(found == 0))
}

fn network_of(url: &str) -> Option<&'static str> {
    const SHARING: &[&str] = &["/share", "/intent", "/pin/create"];
    let url = Url::parse(url).ok()?;
    let host = url.host_str()?;
    if SHARING.iter().any(|part| url.path().contains(part)) {
        return None;
    }
    let known = Lexicon::builtin().list("topic.social.hosts").iter().map(String::as_str);
    known
        .into_iter()
        .find(|known| host == *known || host.strip_suffix(known).is_some_and(|rest| rest.ends_with('.')))
}

fn owner_mailbox(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, OWNER_PAGES);
    let found: Vec<Evidence> = sample
        .pages
        .iter()
        .filter_map(|page| {
            let email = page.facts.emails.iter().find(|email| {
                let mailbox = email.address.split('@').next().unwrap_or_default();
                email.spot.visible && (email.to_owner || OWNER_BOXES.contains(&mailbox))
            })?;
            Some(Evidence::quote(&page.url, &email.spot, clip(&email.address)))
        })
        .collect();
    if found.is_empty() && sample.is_empty() {
        return sample.unknown();
    }
    found_or_absent(input.walk, &sample, found, &["topic.contact"])
}

fn form_fields(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, CONTACT);
    if sample.is_empty() {
        return sample.unknown();
    }
    let longest = sample
        .pages
        .iter()
        .flat_map(|page| page.facts.forms_for(FormPurpose::Contact).map(move |form| (page, form)))
        .map(|(page, form)| {
            let open = form.fields.iter().filter(|field| fields::is_open(field));
            open.map(|field| fields::seen(page, field)).collect::<Vec<Evidence>>()
        })
        .max_by_key(Vec::len)
        .filter(|fields| !fields.is_empty());
    match longest {
        Some(asked) => {
            let fields = asked.len();
            number(count(fields), asked, fields, 0)
        }
        None => Measured::NotApplicable(Note::new("no-contact-form")),
    }
}

fn same_place_share(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[]).without(&[PageKind::Checkout, PageKind::Payment]);
    let mut often: BTreeMap<Region, usize> = BTreeMap::new();
    for place in sample.pages.iter().filter_map(|page| help(page)) {
        *often.entry(place.0).or_default() += 1;
    }
    let usual = often
        .iter()
        .max_by_key(|(region, pages)| (**pages, std::cmp::Reverse(**region)))
        .map(|(region, _)| *region);
    share_of(&sample, "no-page", |page| {
        Some(match help(page) {
            Some((region, evidence)) => (Some(region) == usual, evidence),
            None => (false, Evidence::page(&page.url)),
        })
    })
}

/// The first contact link or number of a page: the header before the footer.
fn help(page: &WalkPage) -> Option<(Region, Evidence)> {
    let links = page
        .facts
        .links_about("topic.contact")
        .filter(|link| link.spot.visible)
        .map(|link| {
            (
                link.spot.region,
                Evidence::quote(&page.url, &link.spot, clip(&link.text)),
            )
        });
    let phones = page
        .facts
        .phones
        .iter()
        .filter(|one| phone::can_call(one))
        .map(|one| (one.spot.region, phone::quote(page, one)));
    links.chain(phones).min()
}

fn value_count(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, &[]).without(&[PageKind::Product, PageKind::Article, PageKind::Board]);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut known = BTreeSet::new();
    let mut evidence = Vec::new();
    for page in &sample.pages {
        for one in page.facts.phones.iter().filter(|one| phone::can_call(one)) {
            if known.insert(one.e164.clone().unwrap_or_else(|| one.raw.clone())) {
                evidence.push(phone::quote(page, one));
            }
        }
        for email in page.facts.emails.iter().filter(|email| email.spot.visible) {
            if known.insert(email.address.clone()) {
                evidence.push(Evidence::quote(&page.url, &email.spot, clip(&email.address)));
            }
        }
    }
    if known.is_empty() {
        return Measured::NotApplicable(Note::new("no-contact-shown"));
    }
    number(
        count(known.len()),
        evidence,
        sample.pages.len(),
        known.len().saturating_sub(2),
    )
}

#[cfg(test)]
#[path = "channel_tests.rs"]
mod tests;
