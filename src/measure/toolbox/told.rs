//! Which pages are read for what a shop must tell, and when it may be said that it does not.

use super::absence::{self, is_menu_link};
use super::sample::same_address;
use super::{Sample, journey};
use crate::measure::Input;
use crate::model::{Evidence, Note, PageKind, Walk, WalkPage};

/// Pages to read for a text: those of the kinds, each address once, empty shells left out; of the cart and the order
/// form those that the buying journey saw. A page that a menu calls by the name of the kind is one, whatever it looks
/// like.
///
/// # Errors
/// A note that says why there are none.
pub(crate) fn pages_to_read<'a>(input: &Input<'a>) -> Result<Vec<&'a WalkPage>, Note> {
    let by_kind = if input.pages.iter().any(|kind| journey::KINDS.contains(kind)) {
        journey::pages(input, &[])
    } else {
        let sample = Sample::of(input, &[]);
        if sample.is_empty() {
            Err(sample.missing())
        } else {
            Ok(sample.pages)
        }
    };
    let mut pages = by_kind.as_ref().map_or_else(|_| Vec::new(), Clone::clone);
    for page in called_so(input.walk, input.pages) {
        if !pages.iter().any(|known| same_address(&known.url, &page.url)) {
            pages.push(page);
        }
    }
    if pages.is_empty() { by_kind } else { Ok(pages) }
}

/// Pages to which a menu, header or footer link leads with the words of a kind.
fn called_so<'a>(walk: &'a Walk, kinds: &[PageKind]) -> Vec<&'a WalkPage> {
    let concepts: Vec<&str> = words_of(kinds);
    if concepts.is_empty() {
        return Vec::new();
    }
    let links = walk.readable().flat_map(|page| {
        page.facts
            .links
            .iter()
            .filter(|link| is_menu_link(page, link))
            .filter(|link| link.concepts.iter().any(|own| concepts.contains(&own.as_str())))
    });
    let addresses: Vec<&str> = links.map(|link| link.url.as_str()).collect();
    walk.readable()
        .filter(|page| is_of_texts(page.facts.kind.name) && !page.facts.text.shell)
        .filter(|page| addresses.iter().any(|address| same_address(address, &page.url)))
        .collect()
}

/// Whether a page of this kind is made of text, and may be taken for another one of texts.
fn is_of_texts(kind: PageKind) -> bool {
    matches!(
        kind,
        PageKind::Returns
            | PageKind::Shipping
            | PageKind::Terms
            | PageKind::Privacy
            | PageKind::Legal
            | PageKind::Faq
            | PageKind::Contact
            | PageKind::About
            | PageKind::Article
            | PageKind::Other
    )
}

/// Whether the walk read every page that would tell what pages of these kinds tell: the home page, and those to which a
/// menu, header or footer link with such words leads.
///
/// # Errors
/// A note that says what was not read.
pub(crate) fn read_all_about(walk: &Walk, kinds: &[PageKind]) -> Result<Vec<Evidence>, Note> {
    absence::is_absent(walk, &words_of(kinds))
}

fn words_of(kinds: &[PageKind]) -> Vec<&'static str> {
    kinds
        .iter()
        .flat_map(|kind| words_that_lead_to(*kind))
        .copied()
        .collect()
}

fn words_that_lead_to(kind: PageKind) -> &'static [&'static str] {
    match kind {
        PageKind::Returns => &["topic.returns", "topic.withdrawal"],
        PageKind::Shipping => &["topic.shipping"],
        PageKind::Terms => &["topic.terms"],
        PageKind::Privacy => &["topic.privacy"],
        PageKind::Legal => &["legal.eu.imprint", "legal.jp.page"],
        PageKind::Faq => &["topic.faq"],
        PageKind::Contact => &["topic.contact"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{link, page, walk};
    use super::pages_to_read;
    use crate::measure::Input;
    use crate::model::{PageKind, Region};

    #[test]
    fn a_page_that_the_footer_calls_imprint_is_one() {
        let mut home = page(PageKind::Home, "/");
        home.facts
            .links
            .push(link("/kontakt", "Impressum", "legal.eu.imprint", Region::Footer));
        let walk = walk(vec![
            home,
            page(PageKind::Contact, "/kontakt"),
            page(PageKind::Contact, "/b"),
        ]);
        let input = Input {
            walk: &walk,
            pages: &[PageKind::Legal],
        };
        let urls: Vec<&str> = pages_to_read(&input)
            .unwrap()
            .iter()
            .map(|page| page.url.as_str())
            .collect();
        assert_eq!(urls, ["https://shop.example/kontakt"]);
    }
}
