//! Every format of the canned report, under snapshot and read back by an independent reader.

mod report_support;

use report_support::{FOR_PEOPLE, canned, render};
use serde_json::Value;
use touchpoint::model::{AuditReport, Language, Verdict};
use touchpoint::report::FORMATS;

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "golden", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

fn in_both(format: &str) {
    for language in Language::ALL {
        snapshot(
            &format!("{format}.{language}"),
            &render(&canned(*language), *language, format),
        );
    }
}

#[test]
fn markdown() {
    in_both("markdown");
}

#[test]
fn csv() {
    in_both("csv");
}

#[test]
fn junit() {
    in_both("junit");
}

#[test]
fn sarif() {
    in_both("sarif");
}

#[test]
fn github() {
    in_both("github");
}

/// Without style and script, which have their own files.
#[test]
fn html() {
    for language in Language::ALL {
        let page = render(&canned(*language), *language, "html");
        let (before, rest) = page.split_once("<style>").expect("a style");
        let (_, rest) = rest.split_once("</style>").expect("its end");
        let (middle, rest) = rest.split_once("<script>").expect("a script");
        let (_, after) = rest.split_once("</script>").expect("its end");
        let kept = format!("{before}<style></style>{middle}<script></script>{after}");
        let kept: Vec<&str> = kept
            .lines()
            .filter(|line| !line.contains("Content-Security-Policy"))
            .collect();
        snapshot(&format!("html.{language}"), &kept.join("\n"));
    }
}

#[test]
fn the_saved_report_comes_back_as_it_was() {
    for language in Language::ALL {
        let report = canned(*language);
        let json = render(&report, *language, "json");
        assert_eq!(
            touchpoint::report::json::read(json.as_bytes()).expect("a report"),
            report
        );
    }
}

#[test]
fn a_format_is_one_file_and_one_line() {
    let support = [
        "address",
        "answer",
        "assemble",
        "clean",
        "inspect",
        "answered",
        "memory",
        "messages",
        "mod",
        "selection",
        "sheet",
        "view",
        "ways",
    ];
    let room = concat!(env!("CARGO_MANIFEST_DIR"), "/src/report");
    let mut found: Vec<String> = std::fs::read_dir(room)
        .expect("the room")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .replace(".rs", "")
        })
        .filter(|name| !support.contains(&name.as_str()))
        .collect();
    found.sort();
    let mut known: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    known.sort_unstable();
    assert_eq!(found, known);
}

#[test]
fn a_junit_case_fails_where_the_gate_does_and_is_skipped_where_nothing_was_measured() {
    let mut report = canned(Language::En);
    let failing = |report: &AuditReport| cases(report, "failure");
    assert_eq!(
        failing(&report),
        [
            "ordering.guest",
            "checkout.fields",
            "support.phone-top",
            "support.board",
            "--fail-on critical",
            "--require support.board"
        ]
    );
    assert_eq!(
        cases(&report, "skipped"),
        [
            "checkout.autocomplete",
            "delivery.abroad",
            "support.answered",
            "Buy",
            "Track"
        ]
    );
    report.gate = touchpoint::model::GateResult::default();
    assert_eq!(
        failing(&report),
        ["ordering.guest", "checkout.fields", "support.phone-top"]
    );
    for finding in &mut report.findings {
        finding.waived = true;
    }
    assert!(failing(&report).is_empty());
}

/// Ids of the test cases that hold an element of the name.
fn cases(report: &AuditReport, element: &str) -> Vec<String> {
    use quick_xml::events::Event;
    let text = render(report, Language::En, "junit");
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut case, mut found) = (String::new(), Vec::new());
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == b"testcase" => {
                let name = tag.try_get_attribute("name").expect("readable").expect("a name");
                let name = name
                    .normalized_value(quick_xml::XmlVersion::Explicit1_0)
                    .expect("escaped")
                    .into_owned();
                case = name.split(": ").next().unwrap_or_default().to_owned();
            }
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == element.as_bytes() => {
                found.push(case.clone());
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn sarif_has_sorted_rules_stable_fingerprints_and_the_checklist_as_its_place() {
    let report = canned(Language::Ko);
    let log: Value = serde_json::from_str(&render(&report, Language::Ko, "sarif")).expect("JSON");
    let run = &log["runs"][0];
    let rules: Vec<&str> = run["tool"]["driver"]["rules"]
        .as_array()
        .expect("rules")
        .iter()
        .filter_map(|rule| rule["id"].as_str())
        .collect();
    assert!(rules.is_sorted());
    assert_eq!(rules.len(), report.findings.len());
    for result in run["results"].as_array().expect("results") {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(result["ruleId"], rules[index]);
        let place = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(place, "shop/my%20checks.toml");
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.id == rules[index])
            .expect("a finding");
        assert_eq!(
            result["partialFingerprints"]["touchpointFinding/v1"],
            finding.fingerprint.as_str()
        );
        assert_eq!(result["suppressions"].is_array(), finding.waived);
    }
}

#[test]
fn a_clean_report_is_a_whole_sarif_log_too() {
    let mut report = canned(Language::En);
    report.checklists.remove(0);
    report.findings.retain(|finding| finding.verdict == Verdict::Good);
    let log: Value = serde_json::from_str(&render(&report, Language::En, "sarif")).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
    assert_eq!(
        log["runs"][0]["tool"]["driver"]["rules"].as_array().map(Vec::len),
        Some(6)
    );
}

#[test]
fn a_report_without_anything_is_rendered_in_every_format() {
    let mut report = canned(Language::En);
    report.findings.clear();
    report.journeys.clear();
    report.requests.clear();
    report.pages.listed.clear();
    report.warnings.clear();
    report.gate.rules.clear();
    report.scorecard.touchpoints.clear();
    report.scorecard.overall.score = None;
    report.shop.name = None;
    report.checklists.clear();
    for format in FORMATS {
        let text = render(&report, Language::En, format.name);
        assert!(!text.is_empty(), "{}", format.name);
    }
    for format in ["table", "html", "markdown"] {
        let text = render(&report, Language::En, format);
        assert!(text.contains("nothing could be measured"), "{format}");
    }
}

#[test]
fn a_large_audit_is_a_page_of_less_than_a_megabyte() {
    let mut report = canned(Language::Ko);
    let findings = report.findings.clone();
    let pages = report.pages.listed.clone();
    let requests = report.requests.clone();
    while report.findings.len() < 90 {
        report.findings.extend(findings.clone());
    }
    for finding in &mut report.findings {
        while !finding.evidence.is_empty() && finding.evidence.len() < 5 {
            let mut again = finding.evidence[0].clone();
            again.quote = "가".repeat(200);
            finding.evidence.push(again);
        }
    }
    while report.pages.listed.len() < 500 {
        report.pages.listed.extend(pages.clone());
    }
    while report.requests.len() < 60 {
        report.requests.extend(requests.clone());
    }
    let began = std::time::Instant::now();
    let page = render(&report, Language::Ko, "html");
    println!("{} bytes in {:?}", page.len(), began.elapsed());
    assert!(page.len() < 1_000_000, "{} bytes", page.len());
}

#[test]
fn the_korean_reports_hold_no_english_words() {
    // Names, units and words that Korean readers write in Latin letters too.
    let allowed = ["touchpoint", "UTC", "SHA", "MB", "tel"];
    let mut report = canned(Language::Ko);
    for finding in &mut report.findings {
        finding.source.clear();
    }
    report.gate.rules.iter_mut().for_each(|rule| rule.rule.clear());
    report.checklists.iter_mut().for_each(|list| list.id.clear());
    for format in FOR_PEOPLE {
        let rendered = render(&report, Language::Ko, format);
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
                assert!(allowed.contains(&word), "{format}: \"{word}\" in \"{token}\"");
            }
        }
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
