//! Findings as comma-separated values, one a row, for a spreadsheet or a script.
//!
//! The columns have the names of the saved report's keys, whatever the report's language, so that a script can rely on
//! them. No cell can run as a formula: one that begins with `=`, `+`, `-`, `@` (also in their full-width forms), a tab
//! or a carriage return is put behind an apostrophe.

use ::csv::{QuoteStyle, Terminator, WriterBuilder};

use super::selection::{lost, verdict_name};
use super::{Format, RenderError, View, address, clean};
use crate::gate::severity_name;
use crate::model::{AuditReport, Evidence, Finding, Value, WaiverText};

/// The format.
pub static FORMAT: Format = Format {
    name: "csv",
    about: "findings, one a row, for a spreadsheet",
    render,
};

/// The columns.
pub const COLUMNS: &[&str] = &[
    "id",
    "touchpoint",
    "verdict",
    "severity",
    "waived",
    "question",
    "value_text",
    "expected",
    "fix",
    "why",
    "reason",
    "evidence_url",
    "evidence_quote",
    "evidence_selector",
    "examples_total",
    "sample",
    "weight",
    "points",
    "points_lost",
    "value",
    "unit",
    "measure",
    "source",
    "fingerprint",
    "shop",
    "audited_at",
    "waived_until",
    "waiver_owner",
    "waiver_reason",
    "written_in",
    "written_line",
];

/// Tells a spreadsheet that the text is UTF-8; without it Excel takes Korean for another encoding.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

fn render(report: &AuditReport, view: &View<'_>) -> Result<Vec<u8>, RenderError> {
    let begin = if view.bom { BYTE_ORDER_MARK.to_vec() } else { Vec::new() };
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF)
        .from_writer(begin);
    writer.write_record(COLUMNS)?;
    for finding in &report.findings {
        writer.write_record(row(report, finding))?;
    }
    writer
        .into_inner()
        .map_err(|error| RenderError::Csv(error.into_error().into()))
}

fn row(report: &AuditReport, finding: &Finding) -> Vec<String> {
    let first = finding.evidence.first();
    let of_first = |read: fn(&Evidence) -> &str| safe(first.map_or("", read));
    let value = match finding.value {
        None => String::new(),
        Some(Value::YesNo(yes)) => yes.to_string(),
        Some(Value::Number(number)) => number.to_string(),
    };
    let reason = finding.reason.as_ref().map_or("", |note| note.text.as_str());
    let of_waiver = |read: fn(&WaiverText) -> &str| safe(finding.waiver.as_ref().map_or("", read));
    let written = finding.written.as_ref();
    let points_lost = finding.points.map(|_| format!("{:.1}", lost(report, finding)));
    vec![
        safe(&finding.id),
        safe(&finding.touchpoint),
        verdict_name(finding.verdict).to_owned(),
        severity_name(finding.severity).to_owned(),
        finding.waived.to_string(),
        safe(&finding.question),
        safe(&finding.value_text),
        safe(&finding.expected),
        safe(&finding.fix),
        safe(&finding.why),
        safe(reason),
        // A spreadsheet makes a link of an address: only web pages may become one.
        first.and_then(|first| address::link(&first.url)).unwrap_or_default(),
        of_first(|evidence| &evidence.quote),
        of_first(|evidence| evidence.selector.as_deref().unwrap_or_default()),
        finding.examples_total.to_string(),
        finding.sample.to_string(),
        finding.weight.to_string(),
        finding.points.map(|points| format!("{points:.1}")).unwrap_or_default(),
        points_lost.unwrap_or_default(),
        value,
        safe(&finding.unit),
        safe(&finding.measure),
        safe(&finding.source),
        safe(&finding.fingerprint),
        address::link(&report.shop.url).unwrap_or_default(),
        safe(&report.audited_at),
        of_waiver(|waiver| &waiver.until),
        of_waiver(|waiver| &waiver.owner),
        of_waiver(|waiver| &waiver.reason),
        safe(written.map_or("", |at| {
            at.path.as_deref().or(at.built_in.as_deref()).unwrap_or_default()
        })),
        written.map(|at| at.line.to_string()).unwrap_or_default(),
    ]
}

/// The text as a cell that no spreadsheet takes for a formula.
pub(super) fn safe(text: &str) -> String {
    let cleaned = clean(text);
    let first = cleaned.trim_start().chars().next();
    let begins_badly = text.starts_with(['\t', '\r', '\n'])
        || matches!(
            first,
            Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\u{fffd}')
        );
    if begins_badly { format!("'{cleaned}") } else { cleaned }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn no_cell_is_a_formula() {
        for attack in [
            "=cmd|' /C calc'!A0",
            "+1",
            "-2+3",
            "@SUM(1)",
            "\t=1",
            "\r=1",
            "  =1",
            "＝1",
            "\u{1b}=1",
        ] {
            assert!(safe(attack).starts_with('\''), "{attack:?}");
        }
        assert_eq!(safe("070-1234-5678"), "070-1234-5678");
        assert_eq!(safe("개인정보, \"동의\""), "개인정보, \"동의\"");
    }
}
