//! To a person: by phone, mail, form, chat or board, from the home page and from a product; and whether a customer must
//! sign in for it. Nothing is written to anybody.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use super::super::session::Session;
use super::information::{Unread, canonical, clicks_from_products, journey, reads};
use super::send::open;
use crate::model::{ChannelKind, ContactWay, Form, FormPurpose, Journey, JourneyName, PageFacts, PageKind, WalkPage};

/// What is looked for, in the order in which it is told.
const WAYS: &[ChannelKind] = &[
    ChannelKind::Phone,
    ChannelKind::Email,
    ChannelKind::Form,
    ChannelKind::Chat,
    ChannelKind::Board,
];
/// Kinds of page on which there may be a way.
const PLACES: &[PageKind] = &[
    PageKind::Contact,
    PageKind::Board,
    PageKind::Faq,
    PageKind::About,
    PageKind::Legal,
];
/// The words of a link to the page on which one writes are no longer.
const LABEL_CHARS: usize = 30;

/// Walks to the nearest person, and tells every way.
pub(super) async fn walk(session: &mut Session<'_>) -> Journey {
    let reaches_a_person = |facts: &PageFacts| WAYS.iter().any(|way| has(facts, *way));
    let unread = Unread::of(session, PLACES);
    let mut found = journey(
        JourneyName::Ask,
        &session.pages,
        reaches_a_person,
        "no-way-to-ask",
        PageKind::Contact,
        &unread,
    );
    let board_needs_login = board_login(session).await;
    found.ways = WAYS
        .iter()
        .filter_map(|kind| way(&session.pages, *kind, board_needs_login))
        .collect();
    found
}

fn way(pages: &[WalkPage], kind: ChannelKind, board_needs_login: Option<bool>) -> Option<ContactWay> {
    let (clicks, page) = pages
        .iter()
        .filter(|page| reads(page) && has(&page.facts, kind))
        .filter_map(|page| Some((page.depth?, page)))
        .min_by_key(|(depth, _)| *depth)?;
    Some(ContactWay {
        kind,
        clicks,
        clicks_from_product: clicks_from_products(pages, &|facts: &PageFacts| has(facts, kind)),
        needs_login: match kind {
            ChannelKind::Board => board_needs_login,
            // The walk never signs in: what it read, anybody can use.
            _ => Some(false),
        },
        url: Some(page.url.clone()),
    })
}

fn has(facts: &PageFacts, kind: ChannelKind) -> bool {
    let channel = |kind| facts.channels.iter().any(|channel| channel.kind == kind);
    match kind {
        ChannelKind::Phone => facts
            .phones
            .iter()
            .any(|phone| phone.is_callable() && phone.spot.visible),
        ChannelKind::Email => facts.emails.iter().any(|email| email.spot.visible),
        ChannelKind::Form => {
            facts.forms_for(FormPurpose::Contact).any(|form| form.visible) || channel(ChannelKind::Form)
        }
        ChannelKind::Chat => channel(ChannelKind::Chat),
        ChannelKind::Board => facts.kind.name == PageKind::Board && facts.board.is_some(),
        ChannelKind::Address | ChannelKind::Social => false,
    }
}

/// Whether one must sign in to write on the board: the page on which one writes is opened, and nothing is written.
async fn board_login(session: &mut Session<'_>) -> Option<bool> {
    let (board, write) = session
        .pages
        .iter()
        .filter(|page| reads(page) && has(&page.facts, ChannelKind::Board))
        .min_by_key(|page| page.depth.unwrap_or(u32::MAX))
        .and_then(|page| Some((Url::parse(&page.url).ok()?, write_link(&page.facts)?)))?;
    if let Some(page) = session
        .pages
        .iter()
        .find(|page| reads(page) && canonical(&page.url) == canonical(write.as_str()))
    {
        return asks_to_sign_in(&page.facts);
    }
    let visit = open(session, &write, &board).await.ok()?;
    let told = asks_to_sign_in(&visit.facts);
    session.keep(visit, None, None, true);
    told
}

/// The link of a board that leads to the page on which one writes.
fn write_link(board: &PageFacts) -> Option<Url> {
    static WRITES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)글\s*쓰기|글\s*작성|질문\s*하기|문의\s*(?:하기|작성|등록)|^write$|\bwrite (?:a |an )?(?:post|question|message|inquiry)|\bask (?:a|us|your)\b|new (?:question|post|topic|inquiry)|post a question|frage stellen|poser une question|(?:hacer|enviar) una pregunta|質問する|書き込む|投稿する",
        )
        .expect("built-in pattern")
    });
    board
        .links
        .iter()
        .filter(|link| link.spot.visible && link.text.chars().count() <= LABEL_CHARS)
        .find(|link| WRITES.is_match(&link.text))
        .and_then(|link| Url::parse(&link.url).ok())
}

/// What the page on which one writes shows: a form to write into, or one to sign in with; none where it shows neither.
fn asks_to_sign_in(facts: &PageFacts) -> Option<bool> {
    let writes = |form: &Form| {
        form.visible
            && form
                .fields
                .iter()
                .any(|field| field.control == "textarea" && field.is_in_sight())
    };
    if facts.forms.iter().any(writes) {
        return Some(false);
    }
    let signs_in = facts.kind.name == PageKind::Login || facts.forms_for(FormPurpose::Login).any(|form| form.visible);
    signs_in.then_some(true)
}
