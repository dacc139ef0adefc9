//! The terminal report, as a shop owner sees it.

mod report_support;

use report_support::{Show, canned};
use touchpoint::model::Language;
use unicode_width::UnicodeWidthStr;

fn table(language: Language, width: u16, explain: bool) -> String {
    let show = Show {
        width,
        explain,
        ..Show::plain(language)
    };
    show.render(&canned(language), "table")
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "golden", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn korean_at_80_columns() {
    snapshot("table.ko.80", &table(Language::Ko, 80, false));
}

#[test]
fn english_at_80_columns() {
    snapshot("table.en.80", &table(Language::En, 80, false));
}

#[test]
fn korean_at_60_columns() {
    snapshot("table.ko.60", &table(Language::Ko, 60, false));
}

#[test]
fn english_explained_at_80_columns() {
    snapshot("table.en.80.explained", &table(Language::En, 80, true));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for language in Language::ALL {
        for width in 40..=120 {
            for line in table(*language, width, true).lines() {
                assert!(line.width() <= usize::from(width), "{width}: {line}");
            }
        }
    }
}

#[test]
fn values_of_going_well_stand_in_one_column() {
    let text = table(Language::Ko, 80, false);
    let column = |line: &str, value: &str| line.find(value).map(|at| line[..at].width());
    let columns: Vec<_> = [("무엇을 파는", "4점 중 4점"), ("총금액", "예"), ("확대를", "100%")]
        .iter()
        .map(|(question, value)| {
            let mut lines = text.lines();
            let line = lines
                .find(|line| line.contains('✓') && line.contains(question))
                .expect("a line");
            column(line, value)
        })
        .collect();
    assert!(columns[0].is_some());
    assert!(columns.iter().all(|column| *column == columns[0]), "{columns:?}");
}

#[test]
fn colour_only_where_it_is_wanted() {
    let report = canned(Language::En);
    assert!(!table(Language::En, 80, true).contains('\u{1b}'));
    let show = Show {
        color: true,
        ..Show::plain(Language::En)
    };
    let colored = show.render(&report, "table");
    assert!(colored.contains("\u{1b}["));
    assert_eq!(without_colour(&colored), table(Language::En, 80, false));
}

/// The text without its colours; other sequences stay.
fn without_colour(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (_, rest) = part.split_once('m').expect("a colour");
        plain.push_str(rest);
    }
    plain.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[test]
fn what_was_accepted_comes_last() {
    let text = table(Language::En, 80, false);
    let waived = text.find("(accepted for now)").expect("the waived finding");
    let well = text.find("What is going well").expect("the next section");
    assert!(!text[waived..well].contains("\n  8."));
    assert!(text[waived - 80..waived].contains("7."));
}
