//! Panels of an order form that stand empty until a script loads them, and can be read without sending anything.

use super::super::session::{Session, Visit};
use super::last;
use super::press::On;
use super::send::{open, public_url};
use super::step;
use crate::model::{PageKind, Step, StepOutcome};

/// What the panels show.
#[derive(Default)]
pub(super) struct Panels {
    pub(super) steps: Vec<Step>,
    /// One of them holds the last button.
    pub(super) at_last_button: bool,
}

/// Reads the panels of a page, each as a step of its own. They are no pages: nothing else is read off them.
pub(super) async fn read(session: &mut Session<'_>, page: &Visit, clicks: u32) -> Panels {
    let mut panels = Panels::default();
    for url in &page.aside.panels {
        if !session.fetcher.is_on_site(url) {
            continue;
        }
        let panel = match open(session, url, &page.url).await {
            Ok(panel) => panel,
            Err(stop) => {
                let mut step = Step::new(PageKind::Checkout, StepOutcome::NotWalked, None, clicks);
                step.estimated = true;
                step.reason = Some(stop.note().clone());
                panels.steps.push(step);
                continue;
            }
        };
        let last = last::has_order_button(session, On::visit(&panel).as_kind(PageKind::Checkout))
            || last::has_order_words(&panel);
        let kind = if last { PageKind::Payment } else { PageKind::Checkout };
        let mut step = Step::new(
            kind,
            StepOutcome::Reached,
            Some(session.without_customer(&public_url(&panel.url))),
            clicks,
        );
        step.title = panel
            .facts
            .text
            .headings
            .first()
            .cloned()
            .or(panel.facts.text.h1.clone());
        step.fields = step::panel_fields(&panel.facts.forms);
        step::count(&mut step);
        step.costs.clone_from(&panel.facts.costs);
        step.milliseconds = Some(panel.milliseconds);
        step.seen_by = panel.facts.seen_by;
        panels.at_last_button |= last;
        panels.steps.push(step);
    }
    panels
}
