//! What was wrong in more than one audit, since when, and how often it came back.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Definition, PastAudit, PastFinding};
use crate::model::{Language, Recurrences, Recurring, Verdict};

/// What was wrong in more than one audit of a shop; the audits come oldest first. None without any audit.
///
/// An audit that could not measure a check says nothing about it: it neither breaks a row nor makes one.
pub fn recurrences(audits: &[PastAudit], language: Language) -> Option<Recurrences> {
    let (first, last) = (audits.first()?, audits.last()?);
    let mut rows: BTreeMap<&str, Row<'_>> = BTreeMap::new();
    for (place, audit) in audits.iter().enumerate() {
        for finding in &audit.findings {
            rows.entry(&finding.check.id)
                .or_insert_with(|| Row::new(audits.len(), &finding.check))
                .add(place, &audit.audited_at, finding);
        }
    }
    let mut checks: Vec<Recurring> = rows
        .into_values()
        .filter(|row| row.wrong > 1)
        .map(|row| row.told(language))
        .collect();
    checks.sort_by(|one, other| {
        let order = |check: &Recurring| (check.waived, !check.still_wrong);
        order(one)
            .cmp(&order(other))
            .then_with(|| other.severity.cmp(&one.severity))
            .then_with(|| other.came_back.cmp(&one.came_back))
            .then_with(|| other.wrong.cmp(&one.wrong))
            .then_with(|| one.id.cmp(&other.id))
    });
    Some(Recurrences {
        shop: last.origin.clone(),
        name: last.shop_name.clone(),
        audits: audits.len(),
        from: first.audited_at.clone(),
        to: last.audited_at.clone(),
        checks,
    })
}

/// What all audits say of one check.
struct Row<'a> {
    check: &'a Arc<Definition>,
    verdicts: Vec<Option<Verdict>>,
    wrong: usize,
    measured: usize,
    came_back: usize,
    first_wrong: Option<&'a str>,
    since: Option<&'a str>,
    last: Option<&'a PastFinding>,
}

impl<'a> Row<'a> {
    fn new(audits: usize, check: &'a Arc<Definition>) -> Self {
        Row {
            check,
            verdicts: vec![None; audits],
            wrong: 0,
            measured: 0,
            came_back: 0,
            first_wrong: None,
            since: None,
            last: None,
        }
    }

    fn add(&mut self, place: usize, audited_at: &'a str, finding: &'a PastFinding) {
        self.check = &finding.check;
        if let Some(verdict) = self.verdicts.get_mut(place) {
            *verdict = Some(finding.verdict);
        }
        if !finding.verdict.is_measured() {
            return;
        }
        self.measured += 1;
        self.last = Some(finding);
        if !finding.is_wrong() {
            self.since = None;
            return;
        }
        self.wrong += 1;
        if self.since.is_none() {
            self.came_back += usize::from(self.first_wrong.is_some());
            self.since = Some(audited_at);
        }
        self.first_wrong.get_or_insert(audited_at);
    }

    fn told(self, language: Language) -> Recurring {
        Recurring {
            id: self.check.id.clone(),
            touchpoint: self.check.touchpoint.clone(),
            question: self.check.question.get(language).to_owned(),
            measure: self.check.measure.clone(),
            unit: self.check.unit.clone(),
            severity: self.check.severity,
            wrong: self.wrong,
            measured: self.measured,
            came_back: self.came_back,
            still_wrong: self.since.is_some(),
            first_wrong: self.first_wrong.unwrap_or_default().to_owned(),
            since: self.since.map(str::to_owned),
            waived: self.last.is_some_and(|last| last.waived),
            value: self.last.and_then(|last| last.value),
            row: self.verdicts,
        }
    }
}
