//! When the walk may say that something is not there.

use url::Url;

use super::sample::same_address;
use crate::lexicon::Lexicon;
use crate::model::{Evidence, Link, Note, PageKind, Region, Walk, WalkPage};

/// A link of a menu has at most so many characters; longer ones are teasers.
const MENU_CHARS: usize = 40;
/// Kinds whose main part is full of goods and posts: a link there names the goods, not a page about the topic.
const FULL_OF_GOODS: &[PageKind] = &[
    PageKind::Home,
    PageKind::List,
    PageKind::Search,
    PageKind::Product,
    PageKind::Cart,
    PageKind::Board,
    PageKind::Article,
];

/// Whether the walk has seen enough to say that no page is about the concepts: it read the home page, and it read
/// every page to which a menu, header or footer link about them leads.
///
/// # Errors
/// A note that says what was not read.
pub(in crate::measure) fn is_absent(walk: &Walk, concepts: &[&str]) -> Result<Vec<Evidence>, Note> {
    let home = home(walk)?;
    for page in walk.readable() {
        for link in page.facts.links.iter().filter(|link| is_about(page, link, concepts)) {
            was_read(walk, link)?;
        }
    }
    Ok(vec![Evidence::page(&home.url)])
}

/// The home page, with text.
///
/// # Errors
/// A note that says why there is none.
pub(in crate::measure) fn home(walk: &Walk) -> Result<&WalkPage, Note> {
    let sample = super::Sample::of_kinds(walk, &[PageKind::Home]);
    sample.pages.first().copied().ok_or_else(|| sample.missing())
}

/// A link of a menu, a header, a footer, or a page of texts.
pub(in crate::measure) fn is_menu_link(page: &WalkPage, link: &Link) -> bool {
    link.text.chars().count() <= MENU_CHARS
        && (link.spot.region != Region::Main || !FULL_OF_GOODS.contains(&page.facts.kind.name))
}

fn is_about(page: &WalkPage, link: &Link, concepts: &[&str]) -> bool {
    is_menu_link(page, link)
        && link.url.starts_with("http")
        && !is_social(&link.url)
        && link.concepts.iter().any(|own| concepts.contains(&own.as_str()))
}

/// A messenger or a social network: no page of the shop, and nothing of it stands there.
fn is_social(url: &str) -> bool {
    const MESSENGERS: &[&str] = &[
        "kakao.com",
        "channel.io",
        "talk.naver.com",
        "wa.me",
        "m.me",
        "t.me",
        "whatsapp.com",
    ];
    let Some(host) = Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)) else {
        return false;
    };
    let social = Lexicon::builtin().list("topic.social.hosts").iter().map(String::as_str);
    social
        .chain(MESSENGERS.iter().copied())
        .any(|known| host == known || host.strip_suffix(known).is_some_and(|rest| rest.ends_with('.')))
}

fn was_read(walk: &Walk, link: &Link) -> Result<(), Note> {
    let visited = walk
        .pages
        .iter()
        .find(|page| same_address(&page.url, &link.url))
        // A redirect changes the address; the words of the link that led there stay.
        .or_else(|| {
            walk.pages
                .iter()
                .find(|page| !link.text.is_empty() && page.via.as_deref() == Some(link.text.as_str()))
        });
    match visited {
        Some(page) => match &page.blocked {
            Some(note) => Err(note.clone()),
            None if page.facts.text.shell => Err(Note::new("needs-browser")),
            None => Ok(()),
        },
        None if walk
            .links
            .iter()
            .any(|check| check.dead && same_address(&check.url, &link.url)) =>
        {
            Ok(())
        }
        None => Err(Note::new("linked-page-not-read").with("url", &link.url)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{link, page, walk};
    use super::is_absent;
    use crate::model::{LinkCheck, PageKind, Region, WalkPage};

    fn home_with(url: &str) -> WalkPage {
        let mut home = page(PageKind::Home, "/");
        let mut contact = link("/contact", "고객센터", "topic.contact", Region::Footer);
        url.clone_into(&mut contact.url);
        home.facts.links.push(contact);
        home
    }

    #[test]
    fn a_page_on_another_host_may_tell_and_a_messenger_does_not() {
        let elsewhere = walk(vec![home_with("https://help.example/")]);
        assert_eq!(
            is_absent(&elsewhere, &["topic.contact"]).unwrap_err().code,
            "linked-page-not-read"
        );
        let messenger = walk(vec![home_with("https://pf.kakao.com/_shop")]);
        assert!(is_absent(&messenger, &["topic.contact"]).is_ok());
    }

    #[test]
    fn a_dead_link_leads_to_nothing_that_could_tell() {
        let mut walk = walk(vec![home_with("https://shop.example/contact/")]);
        walk.links.push(LinkCheck {
            url: "https://shop.example/contact".to_owned(),
            from: "https://shop.example/".to_owned(),
            status: Some(404),
            dead: true,
        });
        assert!(is_absent(&walk, &["topic.contact"]).is_ok());
    }

    #[test]
    fn a_redirect_is_known_by_the_words_that_led_there() {
        let mut arrived = page(PageKind::Contact, "/help/center");
        arrived.via = Some("고객센터".to_owned());
        let walk = walk(vec![home_with("https://shop.example/contact"), arrived]);
        assert!(is_absent(&walk, &["topic.contact"]).is_ok());
    }

    #[test]
    fn without_a_home_page_nothing_is_absent() {
        let walk = walk(vec![page(PageKind::Contact, "/contact")]);
        assert_eq!(
            is_absent(&walk, &["topic.contact"]).unwrap_err().code,
            "no-page-of-kind"
        );
    }
}
