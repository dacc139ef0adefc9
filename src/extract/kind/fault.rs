//! Error pages, whatever their status says.

use super::Clues;
use super::score::Scores;
use super::words::{Named, Place};
use crate::model::PageKind;

/// A page that holds nothing but an error has no more visible text than this, in characters.
const SHORT_PAGE: usize = 1_500;
/// A page with so little visible text holds one message, in characters.
const BARE_PAGE: usize = 400;
/// The words of an error stand in a line no longer than this, in characters.
const SHORT_LINE: usize = 160;

const FAULTS: &[&str] = &["page.not-found", "page.denied", "page.timed-out", "page.challenge"];

/// Adds what speaks for an error.
pub(super) fn score(clues: &Clues<'_>, named: &[Named], address: Option<PageKind>, scores: &mut Scores) {
    let document = &clues.context.document;
    let short = document.visible_chars() <= SHORT_PAGE;
    let told = named
        .iter()
        .filter(|name| FAULTS.contains(&name.concept))
        .filter(|name| name.place != Place::Subheading || short)
        .max_by(|one, other| one.share.total_cmp(&other.share));
    if let Some(name) = told {
        // A word that makes up the whole heading settles it; inside a headline it may be news about errors.
        let weight = if name.share >= 0.5 { 7.0 } else { 8.0 * name.share };
        let weight = if short || name.place != Place::Title {
            weight
        } else {
            weight * 0.6
        };
        scores.add(PageKind::Error, weight, format!("says \"{}\"", name.words));
    }
    if short {
        let said = clues.context.hits.iter().find(|hit| {
            FAULTS.contains(&clues.context.lexicon.id(hit.concept))
                && document.run_at(hit.start).is_some_and(|run| run.visible)
                && document.quote(hit.start..hit.end, 400).chars().count() <= SHORT_LINE
        });
        if let Some(hit) = said {
            // Where there is next to nothing else, the words are what the page is for.
            let weight = if document.visible_chars() <= BARE_PAGE {
                6.0
            } else {
                3.0
            };
            scores.add(
                PageKind::Error,
                weight,
                format!(
                    "says \"{}\" on a page without much else",
                    &document.text()[hit.start..hit.end]
                ),
            );
        }
    }
    empty_cart(clues, address, scores);
}

/// "Your cart is empty" is the cart where the cart was asked for, and an error where the order form was.
fn empty_cart(clues: &Clues<'_>, address: Option<PageKind>, scores: &mut Scores) {
    let document = &clues.context.document;
    let Some(hit) = clues.context.hits_of("cart.empty").find(|hit| {
        document
            .run_at(hit.start)
            .is_some_and(|run| run.visible && document.element(run.element).region() == crate::model::Region::Main)
    }) else {
        return;
    };
    let words = &document.text()[hit.start..hit.end];
    match address {
        Some(PageKind::Checkout | PageKind::Payment) if has_no_order_form(clues) => {
            scores.add(
                PageKind::Error,
                6.0,
                format!("says \"{words}\" where the order form was asked for"),
            );
        }
        _ if scores.sum(PageKind::Cart) >= 2.0 => {
            scores.add(
                PageKind::Cart,
                1.5,
                format!("says \"{words}\": an empty cart is still the cart"),
            );
        }
        None if document.visible_chars() <= SHORT_PAGE => {
            scores.add(PageKind::Error, 3.0, format!("says \"{words}\" and nothing else"));
        }
        _ => {}
    }
}

fn has_no_order_form(clues: &Clues<'_>) -> bool {
    !clues.forms.iter().any(|form| {
        form.visible
            && matches!(
                form.purpose,
                crate::model::FormPurpose::Checkout | crate::model::FormPurpose::Payment
            )
            && form.fields.iter().filter(|field| field.visible).count() >= 3
    })
}
