//! Korean reports are Korean throughout: no sentence, word or key of another language stands in them.
//!
//! Left out are what a shop or its owner wrote (quotes, names, field names) and what has no language (ids, addresses,
//! code, sources).

mod report_support;
#[path = "common/served.rs"]
mod served;

use std::collections::BTreeSet;

use report_support::{FOR_PEOPLE, Show, canned};
use served::{Served, audit};
use touchpoint::demo::Character;
use touchpoint::model::{AuditReport, Language};

/// Names, units and words that Korean readers write in Latin letters too.
const NAMES: &[&str] = &["touchpoint", "UTC", "SHA", "MB", "FAQ", "GET", "POST", "https"];
/// Words of code in the advice: a link's scheme, keys of `touchpoint.toml`, values of an attribute, ids of checklists.
const CODE: &[&str] = &[
    "tel",
    "mine",
    "true",
    "autocomplete",
    "name",
    "email",
    "label",
    "viewport",
    "zoom",
];

/// Leaves out what is not ours.
fn only_ours(mut report: AuditReport) -> AuditReport {
    for finding in &mut report.findings {
        finding.source.clear();
        for evidence in &mut finding.evidence {
            evidence.quote.clear();
            evidence.selector = None;
        }
    }
    for step in report.journeys.iter_mut().flat_map(|journey| &mut journey.steps) {
        step.via = None;
        step.reason
            .iter_mut()
            .for_each(|note| note.text = without_quotes(&note.text));
    }
    report.requests.iter_mut().for_each(|request| request.fields.clear());
    report.gate.rules.iter_mut().for_each(|rule| rule.rule.clear());
    report.checklists.iter_mut().for_each(|list| list.id.clear());
    report.shop.name = None;
    report.shop.platform = None;
    report
}

/// The text without what stands in quotation marks: words of the shop.
fn without_quotes(text: &str) -> String {
    let parts = text.split(['"', '“', '”']);
    parts.step_by(2).collect::<Vec<_>>().join(" ")
}

fn assert_korean(report: &AuditReport) {
    let mut foreign = BTreeSet::new();
    for (format, full) in FOR_PEOPLE.iter().flat_map(|format| [(format, false), (format, true)]) {
        let show = Show {
            full,
            explain: full,
            ..Show::plain(Language::Ko)
        };
        let rendered = show.render(report, format);
        let text = match *format {
            "html" => text_of_page(&rendered),
            "junit" => text_of_xml(&rendered),
            "markdown" | "github" => without_marks(&rendered),
            _ => rendered,
        };
        for token in text.split_whitespace() {
            // Addresses, selectors, ids, fields and codes are not words.
            if token.contains(|c: char| "/._=#-&>0123456789:".contains(c)) {
                let key = [
                    "table.", "html.", "report.", "answer.", "kind.", "verdict.", "cost.", "intent.",
                ];
                assert!(!key.iter().any(|table| token.starts_with(table)), "{format}: {token}");
                continue;
            }
            for word in token
                .split(|c: char| !c.is_ascii_alphabetic())
                .filter(|word| word.len() > 2)
            {
                if !NAMES.contains(&word) && !CODE.contains(&word) {
                    foreign.insert(format!("{format}: \"{word}\" in \"{token}\""));
                }
            }
        }
    }
    assert_eq!(foreign, BTreeSet::new());
}

#[test]
fn the_canned_report_is_korean() {
    assert_korean(&only_ours(canned(Language::Ko)));
}

#[test]
fn reports_of_real_walks_are_korean() {
    for character in [Character::Good, Character::Bad, Character::Odd] {
        let shop = Served::new(character);
        let flags = [
            "--lang",
            "ko",
            "--max-pages",
            "25",
            "--fail-under",
            "100,support=100",
            "--min-coverage",
            "99",
            "--fail-on",
            "minor",
            "--require",
            "support.phone-top,support.email",
        ];
        let (_, report) = audit(&shop.url(), &flags);
        let report: AuditReport = serde_json::from_value(report).expect("a report");
        assert!(report.findings.len() > 40);
        assert_korean(&only_ours(report));
    }
}

/// What a reader sees or hears of a page: texts, and the attributes that are read out. Code and field names are left out.
fn text_of_page(page: &str) -> String {
    let document = scraper::Html::parse_document(page);
    let mut text = String::new();
    for node in document.tree.nodes() {
        let inside = |name: &str| {
            node.ancestors()
                .filter_map(|above| above.value().as_element())
                .any(|element| element.name() == name)
        };
        if let Some(words) = node.value().as_text() {
            let cell_of_requests = inside("td");
            if !["style", "script", "code"].iter().any(|name| inside(name)) && !cell_of_requests {
                text.push(' ');
                text.push_str(words);
            }
        }
        if let Some(element) = node.value().as_element() {
            for name in ["aria-label", "title", "placeholder", "alt"] {
                if let Some(words) = element.attr(name) {
                    text.push(' ');
                    text.push_str(words);
                }
            }
        }
    }
    // The platform's name.
    text.replace("cafe24", " ")
}

fn text_of_xml(text: &str) -> String {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(text);
    let mut words = String::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Text(inside) => words.push_str(&inside.decode().expect("UTF-8")),
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.expect("an attribute");
                    if ["message".as_bytes(), b"name"].contains(&attribute.key.as_ref())
                        && tag.name().as_ref() != b"property"
                    {
                        words.push(' ');
                        words.push_str(
                            &attribute
                                .normalized_value(quick_xml::XmlVersion::Explicit1_0)
                                .expect("escaped"),
                        );
                    }
                }
            }
            Event::Eof => return words,
            _ => {}
        }
    }
}

/// Markdown and workflow commands without the tags and command names.
fn without_marks(text: &str) -> String {
    let mut plain = text.to_owned();
    for mark in [
        "<details>",
        "</details>",
        "<summary>",
        "</summary>",
        "<sub>",
        "</sub>",
        "::error title=",
        "::warning title=",
        "::notice title=",
    ] {
        plain = plain.replace(mark, " ");
    }
    plain
}
