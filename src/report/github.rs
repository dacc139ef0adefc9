//! GitHub Actions: a workflow command per finding that falls short, then the text of a job summary.
//!
//! What fails the gate is an error, what the owner accepted a notice, everything else that falls short a warning. The
//! summary is Markdown and stands between `::stop-commands::` marks, so that no line of it can be taken for a command.

use std::fmt::Write as _;

use super::selection::{fails, wrong};
use super::{Format, RenderError, View, clean, markdown, ways};
use crate::checklist::digest;
use crate::model::{AuditReport, Finding};

/// The format.
pub static FORMAT: Format = Format {
    name: "github",
    about: "GitHub Actions: annotations and a job summary",
    render,
};

fn render(report: &AuditReport, view: &View<'_>) -> Result<Vec<u8>, RenderError> {
    let mut text = String::new();
    for finding in wrong(report) {
        text.push_str(&command(report, finding, view));
    }
    for journey in &report.journeys {
        if let Some(ending) = ways::ending(journey, view) {
            let title = property(&view.say(ways::name(journey.name), &[]));
            let said = format!("{} {}", ending.said, ending.advice);
            let _ = writeln!(text, "::notice title={title}::{}", data(said.trim()));
        }
    }
    for rule in report
        .gate
        .rules
        .iter()
        .filter(|rule| !rule.passed && rule.findings.is_empty())
    {
        let title = property(&rule.rule);
        let _ = writeln!(text, "::error title={title}::{}", data(&rule.note.text));
    }
    // A page cannot know the digest of the report that quotes it.
    let token = digest(&serde_json::to_string(report)?);
    let summary = markdown::summary(report, view);
    // The runner also takes the old form of commands, anywhere in a line.
    let summary = summary.replace("##[", "## [");
    let _ = write!(text, "::stop-commands::{token}\n{summary}\n::{token}::\n");
    Ok(text.into_bytes())
}

fn command(report: &AuditReport, finding: &Finding, view: &View<'_>) -> String {
    let level = if finding.waived {
        "notice"
    } else if fails(report, finding) {
        "error"
    } else {
        "warning"
    };
    let saw = view.say(
        "saw-value",
        &[("value", &finding.value_text), ("expected", &finding.expected)],
    );
    let mut said = format!("{}: {saw}. {}", view.say("label-saw", &[]), finding.fix);
    if let Some(evidence) = finding.evidence.first() {
        let _ = write!(said, " ({})", evidence.url);
    }
    let title = property(&format!("{} · {}", finding.question, finding.id));
    format!("::{level} title={title}::{}\n", data(&said))
}

/// The message of a command.
fn data(text: &str) -> String {
    clean(text).replace('%', "%25").replace("##[", "# #[")
}

/// The value of a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn a_page_cannot_forge_a_command() {
        assert_eq!(data("ok\n::set-output name=a::b"), "ok ::set-output name=a::b");
        assert_eq!(data("100%0A::error::x"), "100%250A::error::x");
        assert_eq!(data("##[add-path]/tmp"), "# #[add-path]/tmp");
        assert_eq!(property("a,file=b::c"), "a%2Cfile=b%3A%3Ac");
    }
}
