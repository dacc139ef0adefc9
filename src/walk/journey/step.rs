//! What a step of the journey records.

use super::super::session::{Session, Visit};
use super::checkout::form_asks_address;
use super::send::{Stop, public_url};
use crate::model::{Cost, Field, Form, FormPurpose, PageKind, Step, StepOutcome};

/// A step with the fields that a customer fills there; what they hold is never kept.
pub(super) fn step(session: &Session<'_>, kind: PageKind, page: &Visit, via: &str, clicks: u32) -> Step {
    let mut step = Step::new(
        kind,
        StepOutcome::Reached,
        Some(session.without_customer(&public_url(&page.url))),
        clicks,
    );
    step.via = Some(via.to_owned()).filter(|via| !via.is_empty());
    step.title.clone_from(&page.facts.text.title);
    step.seen_by = page.facts.seen_by;
    step.milliseconds = Some(page.milliseconds);
    step.seen_by = page.facts.seen_by;
    step.messages.clone_from(&page.aside.messages);
    step.fields = fields(&page.facts.forms, kind);
    count(&mut step);
    step.costs.clone_from(&page.facts.costs);
    step
}

/// The fields of a page's own forms, without traps and without values.
pub(super) fn fields(forms: &[Form], kind: PageKind) -> Vec<Field> {
    fields_of(forms.iter().filter(|form| is_part_of_order(form, kind)))
}

/// The fields of a panel: it is a part of the order form, whatever its boxes are about.
pub(super) fn panel_fields(forms: &[Form]) -> Vec<Field> {
    fields_of(forms.iter())
}

fn fields_of<'a>(forms: impl Iterator<Item = &'a Form>) -> Vec<Field> {
    forms
        .flat_map(|form| form.fields.iter())
        .filter(|field| !field.honeypot)
        .map(|field| Field {
            value: None,
            ..field.clone()
        })
        .collect()
}

/// Counts what a customer sees and must fill.
pub(in crate::walk) fn count(step: &mut Step) {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let visible = step.fields.iter().filter(|field| field.is_in_sight());
    step.fields_visible = number(visible.clone().count());
    step.fields_required = number(visible.filter(|field| field.required).count());
}

fn is_part_of_order(form: &Form, kind: PageKind) -> bool {
    match form.purpose {
        FormPurpose::Search
        | FormPurpose::Newsletter
        | FormPurpose::Filter
        | FormPurpose::Review
        | FormPurpose::Contact
        | FormPurpose::PasswordRecovery => false,
        // On the order form these stand beside it: sign in, change the cart, enter a voucher.
        FormPurpose::Login => kind == PageKind::Login,
        FormPurpose::Register => kind == PageKind::Login || form_asks_address(form),
        FormPurpose::Cart | FormPurpose::AddToCart => kind == PageKind::Cart,
        FormPurpose::Checkout | FormPurpose::Guest | FormPurpose::Payment | FormPurpose::Other => true,
    }
}

/// The step at which the journey ended.
pub(super) fn ended(kind: PageKind, stop: &Stop, clicks: u32) -> Step {
    let outcome = match stop {
        Stop::Refused(_) => StepOutcome::Refused,
        Stop::Blocked(_) => StepOutcome::Blocked,
        Stop::Failed(note) if note.code.starts_with("no-") => StepOutcome::NotFound,
        Stop::Failed(_) => StepOutcome::Failed,
    };
    let mut step = Step::new(kind, outcome, None, clicks);
    step.reason = Some(stop.note().clone());
    step
}

/// Marks on each step the costs that no step before it showed: of another kind or label, or of another amount of
/// something that is not the sum.
pub(super) fn mark_new_costs(steps: &mut [Step]) {
    let mut seen: Vec<Cost> = Vec::new();
    let mut first = true;
    for step in steps.iter_mut().filter(|step| !step.costs.is_empty()) {
        let fresh: Vec<Cost> = step
            .costs
            .iter()
            .filter(|cost| {
                cost.money.is_some()
                    && !matches!(cost.kind.as_str(), "total" | "subtotal")
                    && !seen
                        .iter()
                        .any(|known| known.kind == cost.kind && known.money == cost.money)
            })
            .cloned()
            .collect();
        if !first {
            step.new_costs = fresh;
        }
        first = false;
        seen.extend(step.costs.iter().cloned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Money, Spot};

    fn cost(kind: &str, amount: i64) -> Cost {
        Cost {
            kind: kind.to_owned(),
            label: kind.to_owned(),
            money: Some(Money {
                amount: amount.into(),
                currency: None,
            }),
            spot: Spot::default(),
        }
    }

    #[test]
    fn costs_that_appear_late_are_marked() {
        let with = |costs: Vec<Cost>| {
            let mut step = Step::new(PageKind::Checkout, StepOutcome::Reached, None, 1);
            step.costs = costs;
            step
        };
        let mut steps = vec![
            with(vec![cost("subtotal", 100)]),
            with(vec![cost("subtotal", 100), cost("shipping", 30), cost("total", 130)]),
            with(vec![cost("shipping", 30), cost("fee", 5), cost("total", 135)]),
        ];
        mark_new_costs(&mut steps);
        let fresh: Vec<Vec<&str>> = steps
            .iter()
            .map(|step| step.new_costs.iter().map(|cost| cost.kind.as_str()).collect())
            .collect();
        assert_eq!(fresh, [vec![], vec!["shipping"], vec!["fee"]]);
    }
}
