//! Puts the report together: everything else is rendered from it.

use super::messages::Messages;
use crate::checklist::{Checklist, builtin};
use crate::model::{
    AuditReport, Branding, ChecklistUsed, Finding, GateResult, Journey, Limits, Note, PageLine, Pages, Picture,
    RequestLine, SCHEMA_VERSION, Scorecard, Tool, Walk,
};

/// How many pages a report lists.
const MAX_PAGES: usize = 500;

/// What a report is put together from.
#[derive(Debug)]
pub struct Parts<'a> {
    /// The walk.
    pub walk: &'a Walk,
    /// The checklist.
    pub checklist: &'a Checklist,
    /// Its findings.
    pub findings: Vec<Finding>,
    /// The scores.
    pub scorecard: Scorecard,
    /// The gate.
    pub gate: GateResult,
    /// Whose report it is.
    pub branding: Option<Branding>,
    /// Remarks beside those of the walk: waivers that ran out.
    pub remarks: Vec<Note>,
    /// When the audit began: RFC 3339, UTC, seconds.
    pub audited_at: String,
    /// The sentences, in the report's language.
    pub messages: &'a Messages,
}

/// Puts the report together, with every remark said in its language.
pub fn assemble(parts: Parts<'_>) -> AuditReport {
    let Parts {
        walk,
        checklist,
        messages,
        ..
    } = parts;
    let language = messages.language();
    let mut gate = parts.gate;
    for rule in &mut gate.rules {
        messages.fill(&mut rule.note);
        rule.details.iter_mut().for_each(|detail| messages.fill(detail));
    }
    let notices = checklist.notices().into_iter().map(|notice| notice.get(language));
    let notices = notices.map(|notice| Note::new("checklist-notice").with("notice", notice));
    let mut warnings: Vec<Note> = notices
        .chain(walk.warnings.iter().cloned())
        .chain(parts.remarks)
        .chain(country_list(walk, checklist))
        .collect();
    warnings.iter_mut().for_each(|note| messages.fill(note));
    AuditReport {
        schema_version: SCHEMA_VERSION,
        tool: Tool {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        shop: walk.shop.clone(),
        audited_at: parts.audited_at,
        language: language.as_str().to_owned(),
        checklists: checklist
            .sources
            .iter()
            .map(|source| ChecklistUsed {
                id: source.id.clone(),
                title: source.title.get(language).to_owned(),
                digest: source.digest.clone(),
                path: source.path.clone(),
            })
            .collect(),
        scorecard: parts.scorecard,
        findings: parts.findings,
        journeys: walk
            .journeys
            .iter()
            .map(|journey| said_journey(journey, messages))
            .collect(),
        pages: pages(walk),
        requests: walk
            .requests
            .iter()
            .map(|request| said_request(request, messages))
            .collect(),
        limits: said_limits(&walk.limits, messages),
        warnings,
        gate,
        branding: parts.branding,
        memory: None,
        pictures: pictures(walk),
    }
}

fn pictures(walk: &Walk) -> Vec<Picture> {
    let laid_out = walk.pages.iter().filter_map(|page| page.facts.laid_out.as_ref());
    laid_out
        .flat_map(|laid_out| laid_out.pictures.iter().cloned())
        .collect()
}

/// That there is a checklist for the country in which the shop seems to sell, unless it is in use.
fn country_list(walk: &Walk, checklist: &Checklist) -> Option<Note> {
    let id = walk.shop.country.as_deref().and_then(builtin::of_country)?;
    let used = checklist.sources.iter().any(|source| source.id == id);
    (!used).then(|| Note::new(&format!("try-{id}")))
}

fn said_journey(journey: &Journey, messages: &Messages) -> Journey {
    let mut journey = journey.clone();
    let reasons = journey.steps.iter_mut().map(|step| &mut step.reason);
    for note in reasons.chain([&mut journey.reason, &mut journey.advice]).flatten() {
        messages.fill(note);
    }
    journey
}

fn said_request(request: &RequestLine, messages: &Messages) -> RequestLine {
    let mut request = request.clone();
    if let Some(note) = &mut request.reason {
        messages.fill(note);
    }
    request
}

fn said_limits(limits: &Limits, messages: &Messages) -> Limits {
    let mut limits = limits.clone();
    limits.notes.iter_mut().for_each(|note| messages.fill(note));
    limits
}

fn pages(walk: &Walk) -> Pages {
    Pages {
        total: walk.pages.len(),
        listed: walk
            .pages
            .iter()
            .take(MAX_PAGES)
            .map(|page| PageLine {
                url: page.url.clone(),
                kind: page.facts.kind.name,
                confidence: page.facts.kind.confidence,
                status: page.status,
                seen_by: page.facts.seen_by,
                template: page.facts.template.clone(),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checklist::tests::{HEAD, loader};
    use crate::gate::{Case, GateRules, gate};
    use crate::judge::judge;
    use crate::model::{JourneyName, Language, Outcome, Shop};
    use crate::score::score;

    #[test]
    fn every_remark_of_a_report_is_said_in_its_language() {
        let text = format!(
            "{HEAD}[[touchpoint.check]]\nid = \"top\"\nmeasure = \"phone.top-share\"\nquestion = \"?\"\ngood = \">= 90%\"\npoor = \"< 25%\"\n"
        );
        let checklist = loader().load_text("own.toml", &text).unwrap();
        let walk = Walk {
            shop: Shop::default(),
            pages: Vec::new(),
            journeys: vec![Journey {
                reason: Some(Note::new("no-product")),
                ..Journey::new(JourneyName::Buy, Outcome::NotWalked)
            }],
            links: Vec::new(),
            requests: Vec::new(),
            limits: Limits {
                notes: vec![Note::new("page-budget").with("pages", 60)],
                ..Limits::default()
            },
            warnings: vec![Note::new("not-a-shop")],
        };
        let messages = Messages::get(Language::Ko);
        let findings = judge(&checklist, &walk, messages);
        let scorecard = score(&checklist, &findings, Language::Ko);
        let rules = GateRules {
            fail_under: Some(80.0),
            ..GateRules::default()
        };
        let report = assemble(Parts {
            walk: &walk,
            checklist: &checklist,
            gate: gate(
                &rules,
                &Case {
                    scorecard: &scorecard,
                    findings: &findings,
                    compared: None,
                    expired: &[],
                },
            ),
            findings,
            scorecard,
            branding: None,
            remarks: Vec::new(),
            audited_at: "2026-11-21T00:00:00Z".to_owned(),
            messages,
        });
        assert_eq!(
            report.limits.notes[0].text,
            "정해 둔 한도에 따라 60쪽을 보고 마쳤습니다"
        );
        assert_eq!(
            report.journeys[0].reason.as_ref().unwrap().text,
            "상품 페이지를 찾지 못했습니다"
        );
        assert_eq!(
            report.findings[0].reason.as_ref().unwrap().text,
            "읽을 수 있는 페이지가 없었습니다"
        );
        assert!(report.warnings[0].text.contains("쇼핑몰") && report.gate.unmeasured);
        assert!(report.gate.rules[0].note.text.starts_with("0%만"), "{:?}", report.gate);
        assert_eq!(report.checklists[0].id, "own");
        // What was saved can be read again.
        let json = serde_json::to_string(&report).unwrap();
        assert_eq!(serde_json::from_str::<AuditReport>(&json).unwrap(), report);
    }
}
