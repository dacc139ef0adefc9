//! The four journeys of a customer: buy, ask, return, track.

mod add;
mod advice;
mod ask;
mod buy;
mod checkout;
mod choose;
mod depth;
mod fill;
mod guest;
mod information;
mod last;
mod options;
mod panels;
mod press;
mod recipe;
mod remove;
mod script;
mod send;
pub(super) mod step;
mod submit;
mod tab;
mod values;

use super::session::Session;
use crate::model::Journey;

/// Walks the journeys, in the order buy, ask, return, track.
pub(super) async fn all(session: &mut Session<'_>) -> Vec<Journey> {
    information::relax_depths(&mut session.pages);
    let mut journeys = vec![
        tab::buy(session).await,
        ask::walk(session).await,
        information::returns(session),
        information::track(session),
    ];
    for journey in &mut journeys {
        journey.advice = advice::of(journey);
    }
    journeys
}
