//! What title and headings say.

use super::Clues;
use super::score::Scores;
use crate::lexicon::{Folded, Lexicon};
use crate::model::{PageKind, Region};

/// Most headings below the first that are read.
const MOST_HEADINGS: usize = 12;

/// Where words stand that the page says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Title,
    Heading,
    /// A heading below the first.
    Subheading,
}

/// A word of the lexicon in title or headings.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) concept: &'static str,
    pub(super) place: Place,
    /// Share of the piece's characters that the word makes up, 0 to 1.
    pub(super) share: f64,
    pub(super) words: String,
}

/// Reads title and headings.
pub(super) fn read(clues: &Clues<'_>) -> Vec<Named> {
    let document = &clues.context.document;
    let mut named = Vec::new();
    let mut title_seen = false;
    let mut heading_seen = false;
    let mut headings = 0;
    for element in document.elements() {
        match element.name() {
            "title" if !title_seen && element.closest("svg").is_none() => {
                title_seen = true;
                let title: String = element.reference().text().collect();
                for piece in pieces(&title) {
                    find(piece, Place::Title, &mut named);
                }
            }
            "h1" | "h2" | "h3" | "legend" if headings < MOST_HEADINGS && element.is_visible() => {
                if matches!(element.region(), Region::Header | Region::Footer | Region::Nav) {
                    continue;
                }
                let first = element.name() == "h1" && !heading_seen;
                heading_seen |= first;
                headings += 1;
                let place = if first { Place::Heading } else { Place::Subheading };
                find(element.text(), place, &mut named);
            }
            _ => {}
        }
    }
    named
}

/// A title without the shop's name and its path: "Cart – Mug shop" has two pieces.
fn pieces(title: &str) -> impl Iterator<Item = &str> {
    title
        .split(['|', '–', '—', '»', '«', '·', '•', '›', '>', ':', '：', '／', '│'])
        .flat_map(|piece| piece.split(" - "))
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
}

fn find(piece: &str, place: Place, named: &mut Vec<Named>) {
    let piece = piece.trim();
    let length = piece.chars().count();
    if length == 0 || length > 200 {
        return;
    }
    let lexicon = Lexicon::builtin();
    for hit in lexicon.find_all(&Folded::new(piece)) {
        let words = &piece[hit.start..hit.end];
        #[expect(clippy::cast_precision_loss, reason = "at most 200")]
        let share = words.chars().count() as f64 / length as f64;
        named.push(Named {
            concept: lexicon.id(hit.concept),
            place,
            share,
            words: words.to_owned(),
        });
    }
}

/// Adds what title and headings say.
pub(super) fn score(named: &[Named], scores: &mut Scores) {
    // One clue for each kind and place: the word that makes up most of its piece.
    let mut best: Vec<(PageKind, Place, f64, &Named)> = Vec::new();
    for name in named {
        let Some((kind, weight)) = kind_of(name.concept) else {
            continue;
        };
        let scale = match name.place {
            Place::Title => 2.6,
            Place::Heading => 3.0,
            Place::Subheading => 1.0,
        };
        let weight = weight * scale * name.share.powf(0.7);
        match best
            .iter_mut()
            .find(|(own, place, ..)| *own == kind && *place == name.place)
        {
            Some(known) if known.2 < weight => *known = (kind, name.place, weight, name),
            Some(_) => {}
            None => best.push((kind, name.place, weight, name)),
        }
    }
    for (kind, place, weight, name) in best {
        let place = match place {
            Place::Title => "title",
            Place::Heading => "h1",
            Place::Subheading => "heading",
        };
        scores.add(kind, weight, format!("{place} \"{}\"", name.words));
    }
}

/// The kind that a word speaks for, and how much.
fn kind_of(concept: &str) -> Option<(PageKind, f64)> {
    Some(match concept {
        "action.view-cart" => (PageKind::Cart, 1.0),
        "action.go-to-checkout" | "page.order-form" => (PageKind::Checkout, 1.0),
        "page.payment" => (PageKind::Payment, 0.9),
        "page.confirmed" => (PageKind::Confirmation, 1.6),
        "action.login" | "page.password" => (PageKind::Login, 1.0),
        "action.register" => (PageKind::Register, 1.0),
        "page.account" => (PageKind::Account, 1.0),
        "page.order-status" | "topic.tracking" => (PageKind::OrderLookup, 0.8),
        "topic.contact" => (PageKind::Contact, 1.0),
        "topic.faq" => (PageKind::Faq, 1.0),
        "topic.qna-board" | "page.forum" => (PageKind::Board, 0.9),
        "topic.shipping" => (PageKind::Shipping, 0.8),
        "topic.returns" | "topic.withdrawal" => (PageKind::Returns, 1.0),
        "topic.terms" => (PageKind::Terms, 1.1),
        "topic.privacy" => (PageKind::Privacy, 1.1),
        "topic.about" => (PageKind::About, 0.9),
        "legal.eu.imprint" => (PageKind::Legal, 1.0),
        "page.search-results" => (PageKind::Search, 1.2),
        "page.article" => (PageKind::Article, 0.6),
        _ => return None,
    })
}
