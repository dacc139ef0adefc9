//! Every format of the canned report, under snapshot and read back by an independent reader.

mod report_support;

use report_support::{Show, canned, render};
use touchpoint::model::{AuditReport, Language};
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
fn markdown_with_everything() {
    for language in Language::ALL {
        let show = Show {
            full: true,
            ..Show::plain(*language)
        };
        let text = show.render(&canned(*language), "markdown");
        snapshot(&format!("markdown.{language}.full"), &text);
    }
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
    // A file and the folder of its parts.
    found.dedup();
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
fn csv_begins_with_a_byte_order_mark_where_it_is_wanted() {
    let report = canned(Language::Ko);
    let show = Show {
        bom: true,
        ..Show::plain(Language::Ko)
    };
    let marked = show.render(&report, "csv");
    assert_eq!(
        marked.strip_prefix('\u{feff}'),
        Some(render(&report, Language::Ko, "csv").as_str())
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
fn a_large_audit_is_a_page_of_less_than_a_megabyte_in_less_than_a_tenth_of_a_second() {
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
    let page = render(&report, Language::Ko, "html");
    assert!(page.len() < 1_000_000, "{} bytes", page.len());
    // The quickest of ten, because other tests run beside this one.
    let quickest = (0..10).map(|_| {
        let began = std::time::Instant::now();
        render(&report, Language::Ko, "html");
        began.elapsed()
    });
    let quickest = quickest.min().unwrap_or_default();
    println!("{} bytes in {quickest:?}", page.len());
    assert!(quickest.as_millis() < 100, "{quickest:?}");
}
