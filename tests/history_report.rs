//! What a report says of the audits before it.

mod report_support;

use report_support::{Show, canned, render};
use serde_json::Value;
use touchpoint::history::{PastAudit, difference};
use touchpoint::model::{AuditReport, Kept, Language, Memory, PastScore, Value as Measured, Verdict};
use touchpoint::report::memory::say_memory;
use touchpoint::report::messages::Messages;

/// The canned report, four weeks after an audit that found the phone number on every page and more fields.
fn with_memory(language: Language) -> AuditReport {
    let mut report = canned(language);
    let now = PastAudit::of(&report, None);
    let mut then = now.clone();
    then.audited_at = "2026-10-20T07:00:00Z".to_owned();
    then.score = now.score.map(|score| score - 7.0);
    for finding in &mut then.findings {
        let (verdict, value, points) = match finding.check.id.as_str() {
            "support.phone-top" => (Verdict::Good, 1.0, 100.0),
            "clarity.broken-links" => (Verdict::Poor, 0.1, 0.0),
            _ => continue,
        };
        (finding.verdict, finding.value, finding.points) = (verdict, Some(Measured::Number(value)), Some(points));
    }
    let good = report.findings.iter().find(|finding| finding.id == "checkout.total");
    let kept = good.expect("a good finding of the canned report");
    assert_eq!(kept.verdict, Verdict::Good);
    let mut memory = Memory {
        audits: 5,
        since_last: difference(&then, &now, language),
        scores: [Some(60.0), None, then.score, now.score]
            .map(|score| PastScore {
                audited_at: then.audited_at.clone(),
                score,
            })
            .to_vec(),
        keep_doing: vec![Kept {
            id: kept.id.clone(),
            since: "2026-09-01T07:00:00Z".to_owned(),
            audits: 6,
        }],
    };
    say_memory(&mut memory, Messages::get(language));
    report.memory = Some(memory);
    report
}

#[test]
fn people_read_at_the_top_what_changed() {
    for (language, since, gone) in [
        (
            Language::En,
            "Since 20 October 2026: ",
            "The phone number vanished from the top of 26 pages (100 % → 36.6 %)",
        ),
        (
            Language::Ko,
            "2026년 10월 20일 이후: ",
            "26개 페이지의 위쪽에서 전화번호가 사라졌습니다 (100% → 36.6%)",
        ),
    ] {
        let report = with_memory(language);
        for format in ["table", "markdown", "html"] {
            let text = read(&report, language, format);
            let sentence = text.find(since).unwrap_or_else(|| panic!("{format}: {text}"));
            let change = text.find(gone).unwrap_or_else(|| panic!("{format}: {text}"));
            let wrong = text
                .find(Messages::get(language).text("table.label-saw"))
                .expect("the findings");
            assert!(sentence < change && change < wrong, "{format}");
        }
    }
}

/// What a person reads, each piece with single blanks.
fn read(report: &AuditReport, language: Language, format: &str) -> String {
    let show = Show {
        width: 120,
        ..Show::plain(language)
    };
    let text = show.render(report, format);
    let text = if format == "html" { visible(&text) } else { text };
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

fn visible(page: &str) -> String {
    let document = scraper::Html::parse_document(page);
    let main = scraper::Selector::parse("header.top, main").expect("a selector");
    document.select(&main).flat_map(|part| part.text()).collect()
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "golden", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn the_report_with_a_memory() {
    for language in Language::ALL {
        let report = with_memory(*language);
        for format in ["table", "markdown"] {
            snapshot(
                &format!("memory.{format}.{language}"),
                &render(&report, *language, format),
            );
        }
    }
}

#[test]
fn what_is_good_for_weeks_is_to_be_kept_and_not_told_twice() {
    let report = with_memory(Language::En);
    let question = "Is the total shown before payment?";
    for format in ["table", "markdown", "html"] {
        let text = read(&report, Language::En, format);
        assert_eq!(text.matches(question).count(), 1, "{format}: {text}");
        let keep = text.find("Keep doing").expect("the section");
        assert!(text.find(question).is_some_and(|at| at > keep), "{format}");
        assert!(text.contains("good since 1 September 2026, 6 audits"), "{format}");
    }
    let plain = render(&canned(Language::En), Language::En, "table");
    assert!(!plain.contains("Keep doing") && !plain.contains("Since "), "{plain}");
}

#[test]
fn the_saved_report_keeps_what_the_history_said() {
    let report = with_memory(Language::Ko);
    let saved = render(&report, Language::Ko, "json");
    let read = touchpoint::report::json::read(saved.as_bytes()).expect("a saved report");
    assert_eq!(read, report);
    let value: Value = serde_json::from_str(&saved).expect("JSON");
    assert_eq!(value["memory"]["keep_doing"][0]["audits"], 6);
}

#[test]
fn a_report_with_a_memory_fits_a_narrow_terminal() {
    use unicode_width::UnicodeWidthStr;
    for language in Language::ALL {
        for width in 40..=120 {
            let show = Show {
                width,
                ..Show::plain(*language)
            };
            for line in show.render(&with_memory(*language), "table").lines() {
                assert!(line.width() <= usize::from(width), "{width}: {line}");
            }
        }
    }
}

#[test]
fn the_words_of_a_memory_stay_text() {
    let mut report = with_memory(Language::En);
    let memory = report.memory.as_mut().expect("a memory");
    memory.since_last.before.tool_version = "<b>0\u{1b}[2J".to_owned();
    for change in &mut memory.since_last.changes {
        change.text = "x<script>alert(1)</script>\u{1b}[2J\u{202e}|[a](javascript:b)".to_owned();
    }
    for format in ["table", "markdown", "html"] {
        let text = render(&report, Language::En, format);
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{format}");
        if format != "table" {
            assert!(!text.contains("x<script>") && !text.contains("<b>0"), "{format}");
        }
    }
    assert!(!render(&report, Language::En, "markdown").contains("[a](javascript"));
}
