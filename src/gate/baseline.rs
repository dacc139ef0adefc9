//! What got worse since a saved report.
//!
//! Faults are told apart by check and fingerprint, never counted: one fix does not pay for one new fault. A fault passes
//! only if the baseline knows it, at least as bad, in the same places. Checks that only one of the two has, and checks
//! that ask for something else now, are not compared, and the report says how many.

use std::collections::BTreeSet;

use super::{Case, End, GateRules, ended, severity_name};
use crate::model::{AuditReport, Finding, GateRule, Note, PageKind, Severity, Verdict};

/// Points that a fault may lose between two walks without having got worse: a walk does not see the same pages twice.
pub const TOLERANCE: f64 = 5.0;

/// A saved report to compare with.
#[derive(Debug, Clone)]
pub struct Baseline {
    /// Its path, as the user wrote it.
    pub path: String,
    /// The report.
    pub report: AuditReport,
}

/// The audit that is compared with a baseline.
#[derive(Debug, Clone, Copy)]
pub struct Now<'a> {
    /// Address of the shop.
    pub shop: &'a str,
    /// Language of its texts.
    pub language: &'a str,
    /// Digests of its checklists.
    pub digests: &'a [String],
    /// Its findings.
    pub findings: &'a [Finding],
}

/// What became of the findings since the baseline.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Compared {
    /// Path of the baseline, as the user wrote it.
    pub path: String,
    /// How many checks both have.
    pub both: usize,
    /// What got worse: id, and how.
    pub worse: Vec<(String, Note)>,
    /// What can no longer be measured and was not poor before.
    pub unmeasured: Vec<String>,
    /// What the reader of the comparison must know: another shop, another checklist, another version.
    pub remarks: Vec<Note>,
}

impl Baseline {
    /// Compares an audit with the baseline.
    pub fn compare(&self, now: &Now<'_>) -> Compared {
        let same_lists = self.same_checklists(now);
        let mut compared = Compared {
            path: self.path.clone(),
            ..Compared::default()
        };
        for finding in now.findings {
            let before = self.report.findings.iter().find(|before| before.id == finding.id);
            let Some(before) = before.filter(|before| same_lists || self.asks_the_same(before, finding, now)) else {
                continue;
            };
            compared.both += 1;
            match self.change(before, finding, now.language) {
                Change::None => {}
                Change::Worse(note) => compared.worse.push((finding.id.clone(), note)),
                Change::Unmeasured => compared.unmeasured.push(finding.id.clone()),
            }
        }
        compared.remarks = self.remarks(now, compared.both, same_lists);
        compared
    }

    /// Whether the two have a check in common, by the ids of the checks that are to be judged.
    pub fn knows_any<'i>(&self, mut ids: impl Iterator<Item = &'i str>) -> bool {
        ids.any(|id| self.report.findings.iter().any(|finding| finding.id == id))
    }

    fn same_checklists(&self, now: &Now<'_>) -> bool {
        let digests = self.report.checklists.iter().map(|list| list.digest.as_str());
        digests.eq(now.digests.iter().map(String::as_str))
    }

    /// Whether a check of another checklist measures the same and asks for the same. What it asks for is written in the
    /// report's language: in another one the words cannot be compared.
    fn asks_the_same(&self, before: &Finding, finding: &Finding, now: &Now<'_>) -> bool {
        let expects = self.report.language != now.language || before.expected == finding.expected;
        before.measure == finding.measure && before.unit == finding.unit && expects
    }

    fn remarks(&self, now: &Now<'_>, both: usize, same_lists: bool) -> Vec<Note> {
        let mut remarks = Vec::new();
        if host(&self.report.shop.url) != host(now.shop) {
            remarks.push(Note::new("baseline-other-shop").with("url", &self.report.shop.url));
        }
        if !same_lists {
            let rest = now.findings.len().saturating_sub(both);
            remarks.push(
                Note::new("baseline-other-checklist")
                    .with("count", both)
                    .with("rest", rest),
            );
        }
        if self.report.tool.version != env!("CARGO_PKG_VERSION") {
            remarks.push(Note::new("baseline-other-version").with("version", &self.report.tool.version));
        }
        remarks
    }

    fn change(&self, before: &Finding, now: &Finding, language: &str) -> Change {
        if now.waived {
            return Change::None;
        }
        match now.verdict {
            Verdict::Good | Verdict::NotApplicable | Verdict::Unanswered => Change::None,
            Verdict::Unknown => match before.verdict {
                Verdict::Good | Verdict::Partial | Verdict::NotApplicable => Change::Unmeasured,
                Verdict::Poor | Verdict::Unknown | Verdict::Unanswered => Change::None,
            },
            Verdict::Partial | Verdict::Poor => self.of_fault(before, now, language),
        }
    }

    fn of_fault(&self, before: &Finding, now: &Finding, language: &str) -> Change {
        let note = |code: &str| Note::new(code).with("check", &now.id);
        match before.verdict {
            Verdict::Unknown | Verdict::Unanswered => return Change::Worse(note("gate-worse-not-measured-then")),
            Verdict::NotApplicable => return Change::Worse(note("gate-worse-did-not-apply")),
            Verdict::Good | Verdict::Partial | Verdict::Poor => {}
        }
        let (was, is) = (before.points.unwrap_or_default(), now.points.unwrap_or_default());
        let turned =
            before.verdict == Verdict::Good || (before.verdict, now.verdict) == (Verdict::Partial, Verdict::Poor);
        if turned || was - is > TOLERANCE {
            return Change::Worse(
                if self.report.language == language && before.value_text != now.value_text {
                    note("gate-worse-value")
                        .with("before", &before.value_text)
                        .with("now", &now.value_text)
                } else {
                    note("gate-worse-points")
                        .with("before", format!("{was:.0}"))
                        .with("now", format!("{is:.0}"))
                },
            );
        }
        match self.new_places(before, now) {
            Some(places) if places.is_empty() => Change::None,
            Some(places) => {
                let kinds: Vec<&str> = places.iter().map(|kind| kind.as_str()).collect();
                Change::Worse(note("gate-worse-place").with("kinds", kinds.join(", ")))
            }
            None if before.fingerprint == now.fingerprint || is > was => Change::None,
            None => Change::Worse(note("gate-worse-elsewhere")),
        }
    }

    /// Kinds of pages that have the fault now and did not then, of those that both walks saw; none where the two
    /// findings do not tell their places.
    fn new_places(&self, before: &Finding, now: &Finding) -> Option<Vec<PageKind>> {
        if before.places.is_empty() || now.places.is_empty() {
            return None;
        }
        let seen: BTreeSet<PageKind> = self.report.pages.listed.iter().map(|page| page.kind).collect();
        let new = now.places.iter().filter(|kind| !before.places.contains(kind));
        Some(new.filter(|kind| seen.contains(kind)).copied().collect())
    }
}

enum Change {
    None,
    Worse(Note),
    Unmeasured,
}

fn host(address: &str) -> String {
    let url = url::Url::parse(address).ok();
    let host = url.and_then(|url| url.host_str().map(str::to_lowercase));
    host.map(|host| host.trim_start_matches("www.").to_owned())
        .unwrap_or_default()
}

/// The rule: nothing of the severity, or nothing at all, got worse.
pub(super) fn rule(compared: &Compared, severity: Option<Severity>, rules: &GateRules, case: &Case<'_>) -> GateRule {
    let counts = |id: &str| {
        let finding = case.findings.iter().find(|finding| finding.id == id);
        severity.is_none_or(|severity| finding.is_some_and(|finding| finding.severity >= severity))
    };
    let worse: Vec<&(String, Note)> = compared.worse.iter().filter(|(id, _)| counts(id)).collect();
    let unknown: Vec<String> = compared.unmeasured.iter().filter(|id| counts(id)).cloned().collect();
    let (code, end, ids) = if compared.both == 0 {
        ("gate-baseline-nothing", End::Unmeasured, Vec::new())
    } else if !worse.is_empty() {
        let ids = worse.iter().map(|(id, _)| id.clone()).collect();
        ("gate-baseline-worse", End::Failed, ids)
    } else if !unknown.is_empty() && !rules.allow_unknown {
        ("gate-baseline-unmeasured", End::Unmeasured, unknown)
    } else {
        ("gate-baseline-held", End::Passed, Vec::new())
    };
    let on = severity.map(|severity| format!("--fail-on {} ", severity_name(severity)));
    let name = format!("{}--baseline {}", on.unwrap_or_default(), compared.path);
    let note = Note::new(code).with("count", ids.len()).with("checks", compared.both);
    let mut rule = ended(name, end, note, ids);
    if !rule.passed {
        rule.details = worse.into_iter().map(|(_, note)| note.clone()).collect();
    }
    rule
}
