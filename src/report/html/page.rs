//! What the page's template is given: text that is ready to be shown.

use serde::Serialize;

use super::asked::{AskedText, asked};
use super::branding::BrandText;
use super::curve::Curve;
use super::journey::{JourneyText, journeys};
use super::map::Map;
use super::parts::{FindingText, GateText, ListText, OpenText, PageText, RequestText, TouchpointText};
use crate::model::AuditReport;
use crate::report::memory::{SinceLast, keep_since};
use crate::report::selection::{going_well, keep_doing, not_checked_by_reason, wrong};
use crate::report::sheet::html::{Curve as Spark, small};
use crate::report::{View, address, answer, clean};

/// Length of the score's ring: a circle of radius 54.
const RING: f64 = 339.292;

/// A finding that has been good for weeks.
#[derive(Debug, Serialize)]
pub(super) struct KeptText {
    pub since: String,
    pub finding: FindingText,
}

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct Page {
    pub lang: &'static str,
    pub brand: BrandText,
    pub shop: String,
    pub shop_url: String,
    pub shop_link: Option<String>,
    pub platform: Option<String>,
    pub moment: String,
    pub stamp: String,
    pub answer: String,
    pub score: Option<String>,
    pub score_class: &'static str,
    pub ring: f64,
    pub ring_filled: f64,
    pub coverage: String,
    pub provisional: bool,
    pub touchpoints: Vec<TouchpointText>,
    pub curve: Option<Curve>,
    pub map: Option<Map>,
    pub journeys: Vec<JourneyText>,
    pub since: Option<SinceLast>,
    pub scores: Option<Spark>,
    pub wrong: Vec<FindingText>,
    pub first: Option<usize>,
    pub well: Vec<FindingText>,
    pub asked: Vec<AskedText>,
    pub kept: Vec<KeptText>,
    pub open: Vec<OpenText>,
    pub open_count: usize,
    pub warnings: Vec<String>,
    pub gate: GateText,
    pub requests: Vec<RequestText>,
    pub pages: Vec<PageText>,
    pub pages_total: usize,
    pub pages_read: usize,
    pub max_pages: usize,
    pub not_visited: usize,
    pub requests_total: usize,
    pub sent: usize,
    pub refused: usize,
    pub robots: usize,
    pub limits: Vec<String>,
    pub checklists: Vec<ListText>,
    pub tool: String,
}

impl Page {
    /// The texts of a report.
    pub(super) fn new(report: &AuditReport, view: &View<'_>) -> Self {
        let overall = &report.scorecard.overall;
        let wrong: Vec<FindingText> = (1..)
            .zip(wrong(report))
            .map(|(number, finding)| FindingText::new(number, finding, report, view))
            .collect();
        let number = |offset: usize| wrong.len() + offset;
        let well = going_well(report);
        let open: Vec<OpenText> = not_checked_by_reason(report)
            .iter()
            .map(|group| OpenText::new(group, report, view))
            .collect();
        let kept = keep_doing(report);
        let since = SinceLast::of(report, view);
        let journeys = journeys(report, view);
        let filled = overall.score.unwrap_or_default().clamp(0.0, 100.0) / 100.0 * RING;
        let sent = report.requests.iter().filter(|request| request.sent).count();
        Page {
            lang: view.messages.language().as_str(),
            brand: BrandText::new(report),
            shop: report
                .shop
                .name
                .as_deref()
                .map(clean)
                .filter(|name| !name.trim().is_empty())
                .unwrap_or_else(|| address::shown(&report.shop.url)),
            shop_url: address::shown(&report.shop.url),
            shop_link: address::link(&report.shop.url),
            platform: report.shop.platform.as_deref().map(clean),
            moment: view.moment(&report.audited_at),
            stamp: clean(&report.audited_at),
            answer: answer::sentence(report, view),
            score: overall.score.map(|score| view.score(score)),
            score_class: answer::class(overall.score),
            ring: RING,
            ring_filled: (filled * 10.0).round() / 10.0,
            coverage: view.percent(overall.coverage),
            provisional: overall.provisional && overall.score.is_some(),
            touchpoints: report
                .scorecard
                .touchpoints
                .iter()
                .map(|touchpoint| TouchpointText::new(touchpoint, view))
                .collect(),
            curve: Curve::new(&report.scorecard.touchpoints, view),
            map: Map::new(&journeys, view),
            journeys,
            first: wrong.iter().position(|finding| !finding.waived),
            asked: asked(report, view),
            scores: since.as_ref().map(|since| small(&since.scores)),
            since,
            kept: (0..)
                .zip(kept)
                .map(|(index, finding)| KeptText {
                    since: keep_since(report, finding, view).unwrap_or_default(),
                    finding: FindingText::new(number(well.len() + index + 1), finding, report, view),
                })
                .collect(),
            well: (0..)
                .zip(&well)
                .map(|(index, finding)| FindingText::new(number(index + 1), finding, report, view))
                .collect(),
            open_count: open.iter().map(|group| group.questions.len()).sum(),
            open,
            wrong,
            warnings: report.warnings.iter().map(|note| clean(&note.text)).collect(),
            gate: GateText::new(report),
            requests: report
                .requests
                .iter()
                .map(|line| RequestText::new(line, report, view))
                .collect(),
            pages: report
                .pages
                .listed
                .iter()
                .map(|line| PageText::new(line, report, view))
                .collect(),
            pages_total: report.pages.total,
            pages_read: report.limits.pages_read,
            max_pages: report.limits.max_pages,
            not_visited: report.limits.not_visited,
            requests_total: report.limits.requests_sent,
            sent,
            refused: report.requests.len() - sent,
            robots: report.limits.forbidden_by_robots,
            limits: report.limits.notes.iter().map(|note| clean(&note.text)).collect(),
            checklists: report.checklists.iter().map(ListText::new).collect(),
            tool: clean(&format!("{} {}", report.tool.name, report.tool.version)),
        }
    }
}
