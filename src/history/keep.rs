//! What the history says beside a new report: what changed, and what to keep doing.

use jiff::Timestamp;

use super::{History, HistoryError, PastAudit, difference};
use crate::model::{Kept, Language, Memory, PastScore, Verdict};

/// What is kept doing has been good for at least so long.
const LEAST_HOURS: i64 = 4 * 7 * 24;
/// How many scores stand beside a report.
const MOST_SCORES: usize = 24;

/// What the audits of the same shop that came before this one say beside it; none where there are none. The words of
/// the changes are still to be said.
///
/// # Errors
/// When the history cannot be read.
pub fn recall(history: &History, now: &PastAudit, language: Language) -> Result<Option<Memory>, HistoryError> {
    let earlier = history.before(&now.origin, &now.audited_at)?;
    let alike = alike(&earlier, now);
    let Some(last) = alike.last() else {
        return Ok(None);
    };
    let scores = alike.iter().copied().chain([now]).map(|audit| PastScore {
        audited_at: audit.audited_at.clone(),
        score: audit.score,
    });
    let left_out = (alike.len() + 1).saturating_sub(MOST_SCORES);
    Ok(Some(Memory {
        audits: alike.len(),
        since_last: difference(last, now, language),
        scores: scores.skip(left_out).collect(),
        keep_doing: keep_doing(&earlier, now),
    }))
}

/// The audits that can stand beside this one: those by the same checklists; without any, those with a check in common.
fn alike<'a>(earlier: &'a [PastAudit], now: &PastAudit) -> Vec<&'a PastAudit> {
    let same: Vec<&PastAudit> = earlier
        .iter()
        .filter(|audit| audit.checklist_ids() == now.checklist_ids())
        .collect();
    if !same.is_empty() {
        return same;
    }
    let shares = |audit: &&PastAudit| {
        now.findings
            .iter()
            .any(|finding| audit.finding(&finding.check.id).is_some())
    };
    earlier.iter().filter(shares).collect()
}

/// What is good now and was good in every audit that measured it, back to one that is at least four weeks old.
pub(super) fn keep_doing(earlier: &[PastAudit], now: &PastAudit) -> Vec<Kept> {
    let good = now.findings.iter().filter(|finding| finding.verdict == Verdict::Good);
    good.filter_map(|finding| {
        let mut kept = Kept {
            id: finding.check.id.clone(),
            since: now.audited_at.clone(),
            audits: 1,
        };
        for audit in earlier.iter().rev() {
            match audit.finding(&kept.id).map(|then| then.verdict) {
                Some(Verdict::Good) => {
                    kept.since.clone_from(&audit.audited_at);
                    kept.audits += 1;
                }
                Some(Verdict::Partial | Verdict::Poor) => break,
                // It says nothing about the check.
                _ => {}
            }
        }
        is_long(&kept.since, &now.audited_at).then_some(kept)
    })
    .collect()
}

fn is_long(since: &str, now: &str) -> bool {
    match (since.parse::<Timestamp>(), now.parse::<Timestamp>()) {
        (Ok(since), Ok(now)) => (now - since)
            .total(jiff::Unit::Hour)
            .is_ok_and(|hours| hours >= LEAST_HOURS as f64),
        _ => false,
    }
}
