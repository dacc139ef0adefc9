//! Promises in figures: returns, shipping, delivery, reply.
//!
//! A figure is read where its sentence, or the section around it, says what it is about; a sentence that speaks of two
//! things gives the figure to the nearer word.

mod amount;
mod delivery;
mod duration;
mod refund;
mod reply;
mod returns;
mod scope;
mod section;
mod shipping;
#[cfg(test)]
mod tests;

use super::Context;
use crate::model::Policies;

/// What the page promises.
pub(super) fn policies(context: &Context<'_>) -> Policies {
    let scope = scope::Scope::new(context);
    let mut policies = Policies::default();
    section::measure(&scope, &mut policies);
    let durations = duration::all_in(scope.text, &scope.lines);
    let amounts = amount::all_in(scope.text, &scope.lines, context.country.as_deref());
    returns::read(&scope, &durations, &amounts, &mut policies);
    refund::read(&scope, &durations, &mut policies);
    shipping::read(&scope, &amounts, &mut policies);
    delivery::read(&scope, &durations, &mut policies);
    reply::read(&scope, &durations, &mut policies);
    policies
}
