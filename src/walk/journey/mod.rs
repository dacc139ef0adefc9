//! The four journeys of a customer: buy, ask, return, track.

mod add;
mod buy;
mod checkout;
mod choose;
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
mod step;
mod submit;
mod values;

use super::session::Session;
use crate::model::Journey;

/// Walks the journeys, in the order buy, ask, return, track.
pub(super) async fn all(session: &mut Session<'_>) -> Vec<Journey> {
    information::relax_depths(&mut session.pages);
    let buy = buy::walk(session).await;
    vec![
        buy,
        information::ask(&session.pages),
        information::returns(&session.pages),
        information::track(&session.pages),
    ]
}
