//! The scores of a shop over time.

use super::PastAudit;
use crate::model::{Language, Trend, TrendAudit, TrendTouchpoint};

/// The scores of a shop over time. The audits come oldest first; none without any.
pub fn trend(audits: &[PastAudit], language: Language) -> Option<Trend> {
    let last = audits.last()?;
    let mut touchpoints: Vec<TrendTouchpoint> = Vec::new();
    for touchpoint in audits.iter().rev().flat_map(|audit| &audit.touchpoints) {
        if !touchpoints.iter().any(|known| known.id == touchpoint.id) {
            touchpoints.push(TrendTouchpoint {
                id: touchpoint.id.clone(),
                title: touchpoint.title.get(language).to_owned(),
            });
        }
    }
    let mut before: Option<&PastAudit> = None;
    let lines = audits.iter().map(|audit| {
        let checklist_changed = before.is_some_and(|before| before.checklists != audit.checklists);
        before = Some(audit);
        TrendAudit {
            line: audit.line(),
            provisional: audit.provisional,
            checklist_changed,
            comparable: audit.checklist_ids() == last.checklist_ids(),
            scores: touchpoints
                .iter()
                .map(|touchpoint| {
                    let found = audit.touchpoints.iter().find(|found| found.id == touchpoint.id);
                    found.and_then(|found| found.score)
                })
                .collect(),
        }
    });
    let lines = lines.collect();
    Some(Trend {
        shop: last.origin.clone(),
        name: last.shop_name.clone(),
        touchpoints,
        audits: lines,
    })
}
