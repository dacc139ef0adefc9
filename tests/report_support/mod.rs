//! The canned reports of `tests/golden/`, and ways to render and to spoil them.

#![allow(dead_code, reason = "every test file uses its own part")]

use serde_json::Value;
use touchpoint::model::{AuditReport, Language};
use touchpoint::report::messages::Messages;
use touchpoint::report::{View, format, json};

/// The formats that a person reads.
pub const FOR_PEOPLE: &[&str] = &["table", "html", "markdown", "junit", "github"];

fn file(language: Language) -> &'static str {
    match language {
        Language::En => include_str!("../golden/report.en.json"),
        Language::Ko => include_str!("../golden/report.ko.json"),
    }
}

/// A report with every verdict, journeys, requests, a gate and a waived finding.
pub fn canned(language: Language) -> AuditReport {
    json::read(file(language).as_bytes()).expect("the canned report is a saved report")
}

/// Everything a renderer can be told.
pub struct Show {
    pub language: Language,
    pub width: u16,
    pub color: bool,
    pub explain: bool,
    pub full: bool,
    pub bom: bool,
}

impl Show {
    pub fn plain(language: Language) -> Self {
        Show {
            language,
            width: 80,
            color: false,
            explain: false,
            full: false,
            bom: false,
        }
    }

    pub fn render(&self, report: &AuditReport, name: &str) -> String {
        let view = View {
            width: self.width,
            color: self.color,
            explain: self.explain,
            full: self.full,
            bom: self.bom,
            messages: Messages::get(self.language),
        };
        let format = format(name).expect("a known format");
        let bytes = (format.render)(report, &view).expect("the report can be rendered");
        String::from_utf8(bytes).expect("reports are UTF-8")
    }
}

/// Renders in plain text at 80 columns.
pub fn render(report: &AuditReport, language: Language, name: &str) -> String {
    Show::plain(language).render(report, name)
}

/// The canned report with every text that can come from outside replaced, addresses included.
pub fn with_every_text(text: &str) -> AuditReport {
    let mut value: Value = serde_json::from_str(file(Language::En)).expect("JSON");
    replace(&mut value, "", text);
    serde_json::from_value(value).expect("still a report")
}

/// Keys whose strings are names of ours, numbers or dates: a saved report with others cannot be read.
const OURS: &[&str] = &[
    "verdict",
    "severity",
    "kind",
    "outcome",
    "seen_by",
    "region",
    "amount",
    "required_by",
    "code",
    "language",
];

fn replace(value: &mut Value, path: &str, text: &str) {
    let key = path.rsplit('.').next().unwrap_or_default();
    match value {
        Value::String(old) if !OURS.contains(&key) && path != ".journeys.name" => text.clone_into(old),
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, path, text)),
        Value::Object(object) => {
            for (key, item) in object.iter_mut() {
                // A line of costs may be of any kind.
                if key == "kind" && path.ends_with(".costs") {
                    *item = Value::from(text);
                } else {
                    replace(item, &format!("{path}.{key}"), text);
                }
            }
        }
        _ => {}
    }
}
