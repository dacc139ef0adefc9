//! The report for a terminal: right at 80 columns, with Hangul aligned, plain without colour.

mod findings;
mod journey;
pub(super) mod layout;
mod summary;

use super::{Format, RenderError, View};
use crate::model::AuditReport;

/// The format.
pub static FORMAT: Format = Format {
    name: "table",
    about: "for a terminal (the default)",
    render,
};

fn render(report: &AuditReport, view: &View<'_>) -> Result<Vec<u8>, RenderError> {
    let sections = [
        summary::headline(report, view),
        summary::bars(report, view),
        summary::warnings(report, view),
        summary::since_last(report, view),
        findings::wrong(report, view),
        findings::going_well(report, view),
        findings::keep_doing(report, view),
        findings::not_checked(report, view),
        journey::strips(report, view),
        summary::gate(report, view),
        summary::footer(report, view),
    ];
    let text: Vec<&str> = sections
        .iter()
        .map(|section| section.trim_end())
        .filter(|section| !section.is_empty())
        .collect();
    Ok((text.join("\n\n") + "\n").into_bytes())
}
