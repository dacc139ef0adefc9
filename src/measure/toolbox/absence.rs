//! When the walk may say that something is not there.

use super::sample::same_address;
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
        && link.concepts.iter().any(|own| concepts.contains(&own.as_str()))
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
