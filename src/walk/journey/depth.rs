//! How deep the checkout runs: the steps that were seen, and those that the shop only announces.

use super::checkout::Seen;
use crate::model::{CheckoutDepth, PageKind, Step, StepOutcome};

/// The steps that the progress indicator names behind the last one that was read, or that stopped the walk.
pub(super) fn announced_steps(seen: &Seen, clicks: u32) -> Vec<Step> {
    // Where the panels of one page are the steps, the indicator of the pages before it has no more to tell.
    let by_panels = seen.steps.iter().any(|step| step.estimated);
    let Some(at) = seen.progress_at.filter(|_| !seen.at_last_button && !by_panels) else {
        return Vec::new();
    };
    let at_gate = seen.steps.last().is_some_and(|step| step.kind == PageKind::Login);
    // The step that stopped the walk stands for the one that comes next; before the gate is behind us, for that of the
    // gate itself.
    let next = at + 1 + usize::from(seen.stop.is_some() && !at_gate);
    let names = seen.progress.get(next..).unwrap_or_default();
    names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let last = index + 1 == names.len();
            let kind = if last { PageKind::Payment } else { PageKind::Checkout };
            let more = u32::try_from(index + 1).unwrap_or(u32::MAX);
            let mut step = Step::new(kind, StepOutcome::NotWalked, None, clicks.saturating_add(more));
            step.title = Some(name.clone());
            step.estimated = true;
            step
        })
        .collect()
}

/// Counts the steps behind the cart; none where nothing of the checkout was seen.
pub(super) fn of(steps: &[Step], whole: bool) -> Option<CheckoutDepth> {
    let mut depth = CheckoutDepth {
        whole,
        ..CheckoutDepth::default()
    };
    for step in steps {
        match step.kind {
            PageKind::Login | PageKind::Register | PageKind::Checkout | PageKind::Payment => {}
            _ => continue,
        }
        if step.estimated {
            depth.steps_estimated += 1;
        } else if step.outcome == StepOutcome::Reached {
            depth.steps_seen += 1;
            if matches!(step.kind, PageKind::Checkout | PageKind::Payment) {
                depth.fields_visible += step.fields_visible;
                depth.fields_required += step.fields_required;
            }
        }
    }
    (depth.steps_seen > 0).then_some(depth)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::walk::journey::send::Stop;

    fn seen(kind: PageKind, at: usize, stop: Option<Stop>) -> Seen {
        Seen {
            steps: vec![Step::new(kind, StepOutcome::Reached, None, 4)],
            progress: ["Cart", "Address", "Delivery", "Payment"].map(str::to_owned).to_vec(),
            progress_at: Some(at),
            stop,
            ..Seen::default()
        }
    }

    fn names(seen: &Seen) -> Vec<String> {
        announced_steps(seen, 4)
            .into_iter()
            .filter_map(|step| step.title)
            .collect()
    }

    #[test]
    fn what_the_indicator_names_behind_the_last_page_is_estimated() {
        let at_form = seen(PageKind::Checkout, 1, None);
        assert_eq!(names(&at_form), ["Delivery", "Payment"]);
        let last = announced_steps(&at_form, 4).pop().expect("a step");
        assert_eq!(
            (last.kind, last.outcome, last.clicks),
            (PageKind::Payment, StepOutcome::NotWalked, 6)
        );
        assert!(last.estimated);
        // The step that could not be reached stands for the next one.
        let stopped = seen(PageKind::Checkout, 1, Some(Stop::failed("no-way-on")));
        assert_eq!(names(&stopped), ["Payment"]);
        let at_gate = seen(PageKind::Login, 1, Some(Stop::failed("no-way-for-guests")));
        assert_eq!(names(&at_gate), ["Delivery", "Payment"]);
        let whole = Seen {
            at_last_button: true,
            ..seen(PageKind::Payment, 3, None)
        };
        assert!(names(&whole).is_empty());
    }

    #[test]
    fn seen_and_estimated_are_counted_apart() {
        let mut form = Step::new(PageKind::Checkout, StepOutcome::Reached, None, 4);
        (form.fields_visible, form.fields_required) = (7, 5);
        let mut steps = vec![
            Step::new(PageKind::Cart, StepOutcome::Reached, None, 2),
            Step::new(PageKind::Login, StepOutcome::Reached, None, 3),
            form,
        ];
        steps.extend(announced_steps(&seen(PageKind::Checkout, 1, None), 4));
        let depth = of(&steps, false).expect("a depth");
        assert_eq!((depth.steps_seen, depth.steps_estimated), (2, 2));
        assert_eq!(
            (depth.fields_visible, depth.fields_required, depth.whole),
            (7, 5, false)
        );
        assert_eq!(of(&steps[..1], false), None);
    }
}
