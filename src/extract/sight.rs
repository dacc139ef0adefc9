//! Marks the facts of which only a layout can tell whether a customer sees them.

use super::Context;
use crate::model::{PageFacts, PriceRole};
use crate::page::Sights;

/// Settles phone numbers, e-mail addresses, channels, current prices, controls and links to the contact page.
pub(super) fn settle(context: &Context<'_>, facts: &mut PageFacts) {
    let mut sights = Sights::new(&context.document);
    let spots = facts
        .phones
        .iter_mut()
        .map(|phone| &mut phone.spot)
        .chain(facts.emails.iter_mut().map(|email| &mut email.spot))
        .chain(facts.channels.iter_mut().map(|channel| &mut channel.spot))
        .chain(facts.controls.iter_mut().map(|control| &mut control.spot))
        .chain(
            facts
                .prices
                .iter_mut()
                .filter(|price| price.role == PriceRole::Current)
                .map(|price| &mut price.spot),
        )
        .chain(
            facts
                .links
                .iter_mut()
                .filter(|link| link.concepts.iter().any(|concept| concept == "topic.contact"))
                .map(|link| &mut link.spot),
        );
    for spot in spots {
        sights.settle(spot);
    }
}
