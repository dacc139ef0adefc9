//! Audits as they stand in the database.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::types::{Value as Sql, ValueRef};
use rusqlite::{Connection, Row, params};
use serde::de::DeserializeOwned;

use crate::checklist::Text;
use crate::history::HistoryError;
use crate::history::past::{Definition, PastAudit, PastFinding, PastTouchpoint};
use crate::model::{Value, Verdict};

/// Which audits are wanted.
#[derive(Debug, Default)]
pub(super) struct Wanted<'a> {
    pub origin: Option<&'a str>,
    pub before: Option<&'a str>,
    pub id: Option<i64>,
}

impl<'a> Wanted<'a> {
    pub(super) fn shop(origin: &'a str) -> Self {
        Wanted {
            origin: Some(origin),
            ..Wanted::default()
        }
    }
}

const CHOSEN: &str =
    "(?1 IS NULL OR shop.origin = ?1) AND (?2 IS NULL OR audited_at < ?2) AND (?3 IS NULL OR audit.id = ?3)";

/// The audits that are wanted, oldest first.
pub(super) fn audits(
    connection: &Connection,
    wanted: &Wanted<'_>,
    with_findings: bool,
) -> Result<Vec<PastAudit>, HistoryError> {
    let chosen = params![wanted.origin, wanted.before, wanted.id];
    let mut statement = connection.prepare(&format!(
        "SELECT audit.id, origin, name, audited_at, tool_version, used, score, coverage, provisional, pages
         FROM audit JOIN shop ON shop.id = audit.shop JOIN checklist ON checklist.id = audit.checklist
         WHERE {CHOSEN} ORDER BY audited_at, audit.id"
    ))?;
    let mut audits = statement.query_map(chosen, audit)?.collect::<Result<Vec<_>, _>>()?;
    let places: BTreeMap<i64, usize> = audits
        .iter()
        .enumerate()
        .filter_map(|(place, audit)| Some((audit.id?, place)))
        .collect();
    let mut statement = connection.prepare(&format!(
        "SELECT audit.id, touchpoint.id, en, ko, touchpoint.weight, touchpoint.score, touchpoint.coverage,
         touchpoint.provisional
         FROM touchpoint JOIN audit ON audit.id = touchpoint.audit JOIN shop ON shop.id = audit.shop
         LEFT JOIN title ON title.checklist = audit.checklist AND title.touchpoint = touchpoint.id
         WHERE {CHOSEN} ORDER BY touchpoint.audit, touchpoint.position"
    ))?;
    let mut rows = statement.query(chosen)?;
    while let Some(row) = rows.next()? {
        if let Some(audit) = places.get(&row.get(0)?).and_then(|place| audits.get_mut(*place)) {
            audit.touchpoints.push(touchpoint(row)?);
        }
    }
    if with_findings {
        let definitions = definitions(connection)?;
        let mut statement = connection.prepare(&format!(
            "SELECT finding.audit, definition, verdict, points, value, sample, reason, fingerprint, waived, stale
             FROM finding JOIN audit ON audit.id = finding.audit JOIN shop ON shop.id = audit.shop
             WHERE {CHOSEN} ORDER BY finding.audit, finding.position"
        ))?;
        let mut rows = statement.query(chosen)?;
        while let Some(row) = rows.next()? {
            if let Some(audit) = places.get(&row.get(0)?).and_then(|place| audits.get_mut(*place)) {
                audit.findings.push(finding(row, &definitions)?);
            }
        }
    }
    Ok(audits)
}

fn audit(row: &Row<'_>) -> Result<PastAudit, rusqlite::Error> {
    Ok(PastAudit {
        id: row.get(0)?,
        origin: row.get(1)?,
        shop_name: row.get(2)?,
        audited_at: row.get(3)?,
        tool_version: row.get(4)?,
        checklists: row.get(5)?,
        score: row.get(6)?,
        coverage: row.get(7)?,
        provisional: row.get(8)?,
        pages: count(row.get(9)?),
        touchpoints: Vec::new(),
        findings: Vec::new(),
    })
}

fn touchpoint(row: &Row<'_>) -> Result<PastTouchpoint, rusqlite::Error> {
    let id: String = row.get(1)?;
    let title = Text {
        en: row.get(2)?,
        ko: row.get(3)?,
    };
    Ok(PastTouchpoint {
        title: if title == Text::default() {
            Text::single(&id)
        } else {
            title
        },
        id,
        weight: row.get(4)?,
        score: row.get(5)?,
        coverage: row.get(6)?,
        provisional: row.get(7)?,
    })
}

fn definitions(connection: &Connection) -> Result<BTreeMap<i64, Arc<Definition>>, HistoryError> {
    let mut statement = connection.prepare(
        "SELECT id, finding, touchpoint, measure, unit, severity, weight, expected, question_en, question_ko
         FROM definition",
    )?;
    let mut rows = statement.query([])?;
    let mut definitions = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let said = |text: String| (!text.is_empty()).then_some(text);
        let definition = Definition {
            id: row.get(1)?,
            touchpoint: row.get(2)?,
            measure: row.get(3)?,
            unit: row.get(4)?,
            severity: by_name(row.get(5)?, "severity")?,
            weight: row.get(6)?,
            expected: row.get(7)?,
            question: Text {
                en: said(row.get(8)?),
                ko: said(row.get(9)?),
            },
        };
        definitions.insert(row.get(0)?, Arc::new(definition));
    }
    Ok(definitions)
}

fn finding(row: &Row<'_>, definitions: &BTreeMap<i64, Arc<Definition>>) -> Result<PastFinding, HistoryError> {
    let definition: i64 = row.get(1)?;
    let check = definitions
        .get(&definition)
        .ok_or_else(|| HistoryError::Damaged(definition.to_string(), "check"))?;
    Ok(PastFinding {
        check: Arc::clone(check),
        verdict: verdict(row.get_ref(2)?)?,
        points: row.get(3)?,
        value: value(row.get_ref(4)?),
        sample: count(row.get(5)?),
        reason: row.get(6)?,
        fingerprint: row.get(7)?,
        waived: row.get(8)?,
        stale: row.get(9)?,
    })
}

/// A value as it is stored: yes and no as whole numbers, numbers as real ones.
pub(super) fn stored(value: Option<Value>) -> Sql {
    match value {
        None => Sql::Null,
        Some(Value::YesNo(yes)) => Sql::Integer(i64::from(yes)),
        Some(Value::Number(number)) => Sql::Real(number),
    }
}

fn value(stored: ValueRef<'_>) -> Option<Value> {
    match stored {
        ValueRef::Integer(yes) => Some(Value::YesNo(yes != 0)),
        ValueRef::Real(number) => Some(Value::Number(number)),
        _ => None,
    }
}

/// There are tens of thousands of them, so that a look-up by way of JSON would be felt.
fn verdict(stored: ValueRef<'_>) -> Result<Verdict, HistoryError> {
    let name = stored.as_str_or_null().ok().flatten().unwrap_or_default();
    Ok(match name {
        "good" => Verdict::Good,
        "partial" => Verdict::Partial,
        "poor" => Verdict::Poor,
        "unknown" => Verdict::Unknown,
        "not-applicable" => Verdict::NotApplicable,
        "unanswered" => Verdict::Unanswered,
        _ => return Err(HistoryError::Damaged(name.to_owned(), "verdict")),
    })
}

fn by_name<T: DeserializeOwned>(name: String, what: &'static str) -> Result<T, HistoryError> {
    serde_json::from_value(serde_json::Value::String(name.clone())).map_err(|_| HistoryError::Damaged(name, what))
}

fn count(number: i64) -> usize {
    usize::try_from(number).unwrap_or_default()
}
