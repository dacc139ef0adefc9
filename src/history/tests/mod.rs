//! The history as its users meet it: audits go in, and what can be told of them comes out.

mod database;
mod telling;

use std::path::Path;
use std::sync::Arc;

use super::keep::keep_doing;
use super::schema::{APPLICATION_ID, MIGRATIONS};
use super::*;
use crate::checklist::Text;
use crate::model::{Direction, Language, Severity, Value, Verdict};

/// A check and what an audit of it found: id, verdict, value.
type Found = (&'static str, Verdict, f64);

fn finding((id, verdict, value): Found) -> PastFinding {
    let points = match verdict {
        Verdict::Good => Some(100.0),
        Verdict::Partial => Some(50.0),
        Verdict::Poor => Some(0.0),
        _ => None,
    };
    PastFinding {
        check: Arc::new(Definition {
            id: id.to_owned(),
            touchpoint: id.split('.').next().unwrap_or_default().to_owned(),
            measure: format!("measure.{id}"),
            unit: "share".to_owned(),
            severity: Severity::Major,
            weight: 1.0,
            expected: ">= 90%|< 25%".to_owned(),
            question: Text {
                en: Some(format!("How is {id}?")),
                ko: Some(format!("{id}는 어떤가?")),
            },
        }),
        verdict,
        points,
        value: points.map(|_| Value::Number(value)),
        sample: 10,
        reason: points.is_none().then(|| "no-page".to_owned()),
        fingerprint: "0123456789abcdef".to_owned(),
        waived: false,
        stale: false,
    }
}

/// An audit of a shop on a day of 2026.
fn audit(origin: &str, day: &str, found: &[Found]) -> PastAudit {
    let findings: Vec<PastFinding> = found.iter().copied().map(finding).collect();
    let points: Vec<f64> = findings.iter().filter_map(|finding| finding.points).collect();
    let score = (!points.is_empty()).then(|| points.iter().sum::<f64>() / points.len() as f64);
    PastAudit {
        id: None,
        origin: origin.to_owned(),
        shop_name: Some("소담상점".to_owned()),
        audited_at: format!("2026-{day}T08:30:00Z"),
        tool_version: "0.1.0".to_owned(),
        checklists: "own@1".to_owned(),
        pages: 41,
        score,
        coverage: 1.0,
        provisional: false,
        touchpoints: vec![PastTouchpoint {
            id: "support".to_owned(),
            title: Text {
                en: Some("Support".to_owned()),
                ko: Some("고객 지원".to_owned()),
            },
            weight: 1.0,
            score,
            coverage: 1.0,
            provisional: false,
        }],
        findings,
    }
}

const SHOP: &str = "https://shop.example";
const PHONE: &str = "support.phone";
const MAIL: &str = "support.mail";

fn phone(day: &str, verdict: Verdict, value: f64) -> PastAudit {
    audit(SHOP, day, &[(PHONE, verdict, value)])
}

fn database() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kept").join("history.db");
    (folder, path)
}

fn record(path: &Path, audit: &PastAudit) -> i64 {
    let mut history = History::open(path).unwrap();
    history.record(audit, Retention::default()).unwrap()
}
