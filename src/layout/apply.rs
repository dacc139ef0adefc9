//! Writes what was seen into the facts of a page.

use std::collections::BTreeSet;

use super::{MOST_TARGETS, Seen};
use crate::model::{Doubt, Field, FirstScreen, LaidOut, Link, PageFacts, PriceRole, SeenElement, Sight, Spot};

/// Selectors of what is worth looking at: phone numbers, e-mail addresses, overlays, channels,
/// controls that name an action, links to the contact page, current prices, form fields. Sorted, each once; the first kinds stay when there are too many.
pub fn targets(facts: &PageFacts) -> Vec<String> {
    let phones = facts.phones.iter().map(|phone| &phone.spot.selector);
    let emails = facts.emails.iter().map(|email| &email.spot.selector);
    let images = facts.phone_images.iter().map(|spot| &spot.selector);
    let controls = facts.controls.iter().map(|control| &control.spot.selector);
    let prices = facts
        .prices
        .iter()
        .filter(|price| price.role == PriceRole::Current)
        .map(|price| &price.spot.selector);
    let fields = facts
        .forms
        .iter()
        .flat_map(|form| &form.fields)
        .map(|field| &field.selector);
    let channels = facts.channels.iter().map(|channel| &channel.spot.selector);
    let links = facts.links.iter().filter(|link| is_contact(link));
    let overlays = facts.overlays.iter().map(|overlay| &overlay.spot.selector);
    let mut chosen = BTreeSet::new();
    for selector in phones
        .chain(emails)
        .chain(images)
        .chain(overlays)
        .chain(channels)
        .chain(controls)
        .chain(links.map(|link| &link.spot.selector))
        .chain(prices)
        .chain(fields)
    {
        if chosen.len() >= MOST_TARGETS {
            break;
        }
        if !selector.is_empty() {
            chosen.insert(selector.clone());
        }
    }
    chosen.into_iter().collect()
}

/// Writes what was seen of the `targets` into the facts. What the layout is not sure of stays as it was inferred.
pub fn apply(facts: &mut PageFacts, targets: &[String], desktop: Vec<Option<Seen>>, phone: Vec<Option<Seen>>) {
    let mut phone = phone.into_iter();
    let elements: Vec<SeenElement> = targets
        .iter()
        .zip(desktop)
        .map(|(selector, desktop)| SeenElement {
            selector: selector.clone(),
            desktop,
            phone: phone.next().flatten(),
        })
        .collect();
    let laid_out = LaidOut {
        elements,
        pictures: Vec::new(),
    };
    for phone in &mut facts.phones {
        settle(&laid_out, &mut phone.spot);
        phone.bounds = laid_out
            .of(&phone.spot.selector)
            .and_then(|seen| seen.desktop.as_ref())
            .map(|seen| seen.bounds);
    }
    let spots = facts
        .emails
        .iter_mut()
        .map(|email| &mut email.spot)
        .chain(&mut facts.phone_images)
        .chain(facts.overlays.iter_mut().map(|overlay| &mut overlay.spot))
        .chain(facts.channels.iter_mut().map(|channel| &mut channel.spot))
        .chain(facts.controls.iter_mut().map(|control| &mut control.spot))
        .chain(
            facts
                .links
                .iter_mut()
                .filter(|link| is_contact(link))
                .map(|link| &mut link.spot),
        )
        .chain(
            facts
                .prices
                .iter_mut()
                .filter(|price| price.role == PriceRole::Current)
                .map(|price| &mut price.spot),
        );
    for spot in spots {
        settle(&laid_out, spot);
    }
    unveil(&laid_out, facts.forms.iter_mut().flat_map(|form| &mut form.fields));
    facts.laid_out = Some(laid_out);
}

/// Marks fields that were held for out of sight and are seen; tells whether there were any. What is hidden may be a
/// later step of an order form: only sight is evidence here.
pub fn unveil<'a>(laid_out: &LaidOut, fields: impl Iterator<Item = &'a mut Field>) -> bool {
    let mut any = false;
    for field in fields.filter(|field| field.veiled) {
        let seen = laid_out.of(&field.selector).and_then(|seen| seen.desktop.as_ref());
        if seen.is_some_and(|seen| seen.visible && seen.sure) {
            field.veiled = false;
            any = true;
        }
    }
    any
}

/// Whether a link leads to the contact page by its words.
fn is_contact(link: &Link) -> bool {
    link.concepts.iter().any(|concept| concept == "topic.contact")
}

fn settle(laid_out: &LaidOut, spot: &mut Spot) {
    let Some(seen) = laid_out.of(&spot.selector) else {
        return;
    };
    let Some(seen) = seen.desktop.as_ref() else { return };
    if !seen.sure {
        if seen.visible != spot.visible {
            spot.sight = Sight::Unsure(Doubt::Layout);
        }
        return;
    }
    let inferred = spot.top;
    spot.visible = seen.visible;
    (spot.top, spot.sight) = match seen.first_screen {
        _ if !seen.visible => (false, Sight::LaidOut),
        FirstScreen::Yes => (true, Sight::LaidOut),
        FirstScreen::No => (false, Sight::LaidOut),
        FirstScreen::Borderline => (inferred, Sight::NearFold),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{self, Source};

    fn seen(visible: bool, first_screen: FirstScreen) -> Option<Seen> {
        Some(Seen {
            bounds: [10.0, 20.0, 100.0, 18.0],
            visible,
            first_screen,
            font_size: 16.0,
            contrast: Some(21.0),
            covered_by: None,
            sure: true,
        })
    }

    fn page() -> PageFacts {
        extract::facts(&Source {
            country: Some("KR"),
            ..Source::new(
                "<header><p id=p>전화 02-312-4567</p></header><main>글</main>".as_bytes(),
                None,
            )
        })
    }

    #[test]
    fn a_number_that_is_hidden_by_a_style_sheet_is_not_visible() {
        let mut facts = page();
        let targets = targets(&facts);
        assert_eq!(targets, ["#p"]);
        assert!(facts.phones[0].spot.top);
        apply(&mut facts, &targets, vec![seen(false, FirstScreen::Yes)], vec![None]);
        assert!(!facts.phones[0].spot.visible && !facts.phones[0].spot.top);
        assert_eq!(facts.phones[0].bounds, Some([10.0, 20.0, 100.0, 18.0]));
    }

    #[test]
    fn a_header_below_the_fold_is_not_the_top_and_the_fold_itself_decides_nothing() {
        let targets = vec!["#p".to_owned()];
        let mut below = page();
        apply(&mut below, &targets, vec![seen(true, FirstScreen::No)], vec![None]);
        assert!(below.phones[0].spot.visible && !below.phones[0].spot.top);
        let mut near = page();
        apply(
            &mut near,
            &targets,
            vec![seen(true, FirstScreen::Borderline)],
            vec![None],
        );
        assert_eq!(near.phones[0].spot.seen(), Ok(true));
        assert_eq!(near.phones[0].spot.seen_at_top(), Err("near-the-fold"));
    }
}
