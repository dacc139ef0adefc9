//! Past audits of a made-up shop, and ways to fill a history with them.

#![allow(dead_code, reason = "every test file uses its own part")]

use std::path::Path;
use std::sync::Arc;

use touchpoint::checklist::Text;
use touchpoint::history::{Definition, History, PastAudit, PastFinding, PastTouchpoint, Retention};
use touchpoint::model::{Severity, Value, Verdict};

/// A check: touchpoint, id, measure, unit, severity, question in English and in Korean.
type Check = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Severity,
    &'static str,
    &'static str,
);

const CHECKS: &[Check] = &[
    (
        "ordering",
        "ordering.guest",
        "checkout.guest-possible",
        "yes-no",
        Severity::Critical,
        "Can one order without an account?",
        "회원 가입 없이 주문할 수 있습니까?",
    ),
    (
        "checkout",
        "checkout.fields",
        "checkout.visible-fields",
        "count",
        Severity::Major,
        "How many fields must a new guest look at?",
        "처음 온 손님이 보아야 하는 입력란은 몇 개입니까?",
    ),
    (
        "checkout",
        "checkout.total",
        "checkout.total-shown",
        "yes-no",
        Severity::Critical,
        "Is the total with delivery and tax shown before the last button?",
        "마지막 버튼 전에 배송비와 세금을 더한 총금액이 보입니까?",
    ),
    (
        "support",
        "support.phone-top",
        "phone.top-share",
        "share",
        Severity::Critical,
        "Is a phone number visible at the top of every page?",
        "모든 페이지 위쪽에 전화번호가 보입니까?",
    ),
    (
        "support",
        "support.hours",
        "hours.near-phone",
        "yes-no",
        Severity::Minor,
        "Are service hours told next to the phone number?",
        "전화번호 옆에 상담 시간이 적혀 있습니까?",
    ),
];

const TOUCHPOINTS: &[(&str, &str, &str)] = &[
    ("ordering", "Ordering", "주문"),
    ("checkout", "Checkout", "결제"),
    ("support", "Support", "고객 지원"),
];

pub const SHOP: &str = "https://sodam.example";

/// What an audit found: the guest's way, fields, the total, pages with the phone at the top (of 41), hours; none where
/// it could not be measured.
#[derive(Clone, Copy)]
pub struct Found {
    pub guest: Option<bool>,
    pub fields: Option<u8>,
    pub total: Option<bool>,
    pub phone: Option<u8>,
    pub hours: Option<bool>,
}

pub const FINE: Found = Found {
    guest: Some(true),
    fields: Some(7),
    total: Some(true),
    phone: Some(41),
    hours: Some(true),
};

fn text(english: &str, korean: &str) -> Text {
    Text {
        en: Some(english.to_owned()),
        ko: Some(korean.to_owned()),
    }
}

/// An audit of a shop that began at a moment.
pub fn audit(origin: &str, audited_at: &str, found: Found) -> PastAudit {
    let yes = |yes: Option<bool>| yes.map(|yes| (Value::YesNo(yes), if yes { 100.0 } else { 0.0 }));
    // Good: at most 8 fields; poor: 15 and more. Good: 90 % of the pages; poor: 25 % and less.
    let fields = found.fields.map(|fields| {
        let points = ((15.0 - f64::from(fields)) / 7.0 * 100.0).clamp(0.0, 100.0);
        (Value::Number(f64::from(fields)), points)
    });
    let phone = found.phone.map(|pages| {
        let share = f64::from(pages) / 41.0;
        (Value::Number(share), ((share - 0.25) / 0.65 * 100.0).clamp(0.0, 100.0))
    });
    let values = [yes(found.guest), fields, yes(found.total), phone, yes(found.hours)];
    let findings: Vec<PastFinding> = CHECKS
        .iter()
        .zip(values)
        .map(|(check, measured)| finding(check, measured))
        .collect();
    let touchpoints: Vec<PastTouchpoint> = TOUCHPOINTS
        .iter()
        .map(|(id, english, korean)| {
            let points = points_of(findings.iter().filter(|finding| finding.check.touchpoint == *id));
            PastTouchpoint {
                id: (*id).to_owned(),
                title: text(english, korean),
                weight: 1.0,
                score: mean(&points),
                coverage: if points.is_empty() { 0.0 } else { 1.0 },
                provisional: points.is_empty(),
            }
        })
        .collect();
    let scores: Vec<f64> = touchpoints.iter().filter_map(|touchpoint| touchpoint.score).collect();
    let measured = points_of(findings.iter()).len();
    PastAudit {
        id: None,
        origin: origin.to_owned(),
        shop_name: Some("소담상점".to_owned()),
        audited_at: audited_at.to_owned(),
        tool_version: "0.1.0".to_owned(),
        checklists: "customer-moments@0a1b2c".to_owned(),
        pages: 41,
        score: mean(&scores),
        coverage: f64::from(u32::try_from(measured).unwrap()) / 5.0,
        provisional: measured < 3,
        touchpoints,
        findings,
    }
}

fn points_of<'a>(findings: impl Iterator<Item = &'a PastFinding>) -> Vec<f64> {
    findings.filter_map(|finding| finding.points).collect()
}

fn mean(points: &[f64]) -> Option<f64> {
    let count = f64::from(u32::try_from(points.len()).unwrap());
    (count > 0.0).then(|| points.iter().sum::<f64>() / count)
}

fn finding(check: &Check, measured: Option<(Value, f64)>) -> PastFinding {
    let (touchpoint, id, measure, unit, severity, english, korean) = *check;
    let verdict = match measured {
        None => Verdict::Unknown,
        Some((_, points)) if points >= 100.0 => Verdict::Good,
        Some((_, points)) if points <= 0.0 => Verdict::Poor,
        Some(_) => Verdict::Partial,
    };
    PastFinding {
        check: Arc::new(Definition {
            id: id.to_owned(),
            touchpoint: touchpoint.to_owned(),
            measure: measure.to_owned(),
            unit: unit.to_owned(),
            severity,
            weight: 1.0,
            expected: "good|poor".to_owned(),
            question: text(english, korean),
        }),
        verdict,
        points: measured.map(|(_, points)| points),
        value: measured.map(|(value, _)| value),
        sample: if unit == "share" { 41 } else { 1 },
        reason: measured.is_none().then(|| "no-page".to_owned()),
        fingerprint: "0123456789abcdef".to_owned(),
        waived: false,
        stale: false,
    }
}

/// Eight audits in as many weeks: the phone number vanishes, comes back and vanishes again; the guest's way is not
/// always reached; the order form grows.
pub fn eight_weeks() -> Vec<PastAudit> {
    let found = [
        FINE,
        Found {
            phone: Some(27),
            ..FINE
        },
        Found {
            phone: Some(27),
            fields: Some(9),
            ..FINE
        },
        Found { guest: None, ..FINE },
        FINE,
        Found {
            total: Some(false),
            ..FINE
        },
        Found {
            phone: Some(38),
            hours: Some(false),
            total: None,
            ..FINE
        },
        Found {
            phone: Some(24),
            fields: Some(9),
            total: None,
            ..FINE
        },
    ];
    let days = ["09-01", "09-08", "09-15", "09-22", "09-29", "10-06", "10-13", "10-20"];
    let mut audits: Vec<PastAudit> = (1..)
        .zip(days.iter().zip(found))
        .map(|(number, (day, found))| PastAudit {
            id: Some(number),
            ..audit(SHOP, &format!("2026-{day}T00:30:00Z"), found)
        })
        .collect();
    // Since the sixth audit another checklist is used.
    for audit in &mut audits[5..] {
        audit.checklists = "customer-moments@9f8e7d".to_owned();
    }
    audits
}

/// Writes audits into a history.
pub fn fill(path: &Path, audits: &[PastAudit]) {
    let mut history = History::open(path).expect("a new history");
    for audit in audits {
        history.record(audit, Retention::default()).expect("it is written");
    }
}
