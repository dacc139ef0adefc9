//! What is told about several audits, as its readers see it: every sheet in every format.

mod memory_support;

use memory_support::{FINE, Found, SHOP, audit, eight_weeks};
use touchpoint::compare::compare;
use touchpoint::history::{PastAudit, difference, recurrences, trend};
use touchpoint::model::Language;
use touchpoint::report::View;
use touchpoint::report::memory::{comparison_sheet, difference_sheet, recurrences_sheet, say_changes, trend_sheet};
use touchpoint::report::messages::Messages;
use touchpoint::report::sheet::{SHEET_FORMATS, Sheet, sheet_format};
use unicode_width::UnicodeWidthStr;

fn view(language: Language, width: u16) -> View<'static> {
    View {
        width,
        color: false,
        explain: false,
        full: false,
        bom: false,
        messages: Messages::get(language),
    }
}

fn three_shops() -> Vec<PastAudit> {
    let rival = Found {
        fields: Some(19),
        phone: Some(5),
        total: None,
        ..FINE
    };
    let mut audits = vec![
        audit(SHOP, "2026-10-20T00:30:00Z", FINE),
        audit("https://www.rival.example", "2026-10-20T00:31:00Z", rival),
    ];
    audits[1].shop_name = Some("Rival".to_owned());
    audits
}

/// Every sheet, by name.
fn sheets(view: &View<'_>, audits: &[PastAudit], shops: &[PastAudit]) -> Vec<(&'static str, Sheet)> {
    let language = view.messages.language();
    let (last, earlier) = audits.split_last().expect("audits");
    let mut changed = difference(earlier.last().expect("two audits"), last, language);
    say_changes(&mut changed, view.messages);
    vec![
        ("trend", trend_sheet(&[trend(audits, language).expect("a trend")], view)),
        ("difference", difference_sheet(&changed, view)),
        (
            "recurring",
            recurrences_sheet(&[recurrences(audits, language).expect("audits")], view),
        ),
        (
            "compare",
            comparison_sheet(&compare(shops, language).expect("shops"), true, view),
        ),
    ]
}

fn render(sheet: &Sheet, format: &str, view: &View<'_>) -> String {
    let format = sheet_format(format).expect("a known format");
    String::from_utf8((format.render)(sheet, view).expect("it can be rendered")).expect("UTF-8")
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "golden", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn for_a_terminal() {
    for (language, width) in [(Language::En, 80), (Language::Ko, 80), (Language::Ko, 40)] {
        let view = view(language, width);
        for (name, sheet) in sheets(&view, &eight_weeks(), &three_shops()) {
            snapshot(
                &format!("{name}.table.{language}.{width}"),
                &render(&sheet, "table", &view),
            );
        }
    }
}

#[test]
fn for_a_pull_request() {
    for language in Language::ALL {
        let view = view(*language, 100);
        for (name, sheet) in sheets(&view, &eight_weeks(), &three_shops()) {
            snapshot(
                &format!("{name}.markdown.{language}"),
                &render(&sheet, "markdown", &view),
            );
        }
    }
}

#[test]
fn for_a_script_and_a_spreadsheet() {
    let view = view(Language::En, 100);
    for (name, sheet) in sheets(&view, &eight_weeks(), &three_shops()) {
        snapshot(&format!("{name}.json"), &render(&sheet, "json", &view));
        let rows = render(&sheet, "csv", &view);
        let mut reader = csv::Reader::from_reader(rows.as_bytes());
        let columns = reader.headers().expect("columns").len();
        assert!(columns > 5, "{name}");
        let count = reader
            .records()
            .map(|row| assert_eq!(row.expect("a row").len(), columns))
            .count();
        assert!(count > 0, "{name}");
        snapshot(&format!("{name}.csv"), &rows.replace("\r\n", "\n"));
    }
}

#[test]
fn the_page_is_whole_and_asks_for_nothing() {
    for language in Language::ALL {
        let view = view(*language, 100);
        for (name, sheet) in sheets(&view, &eight_weeks(), &three_shops()) {
            let page = render(&sheet, "html", &view);
            let document = scraper::Html::parse_document(&page);

            let select = |css: &str| {
                document
                    .select(&scraper::Selector::parse(css).expect("a selector"))
                    .count()
            };
            assert_eq!(
                (select("h1"), select("script"), select("html[lang]")),
                (1, 0, 1),
                "{name}"
            );
            assert_eq!(select("[src], link:not([href='data:,'])"), 0, "{name}");
            // Every table has a name for each row and column.
            assert_eq!(select("tbody tr"), select("tbody th[scope=row]"), "{name}");
            let curves = if name == "trend" { 1 } else { 0 };
            assert_eq!(select("svg.chart"), curves, "{name}");
            let title = document
                .select(&scraper::Selector::parse("h1").expect("a selector"))
                .next();
            let title: String = title.expect("a heading").text().collect();
            assert_eq!(title, sheet.title);
        }
    }
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let mut shops = three_shops();
    shops.push(audit(
        "https://a-shop-with-a-rather-long-name.example",
        "2026-10-20T00:32:00Z",
        FINE,
    ));
    for language in Language::ALL {
        for width in 40..=120 {
            let view = view(*language, width);
            for (name, sheet) in sheets(&view, &eight_weeks(), &shops) {
                for line in render(&sheet, "table", &view).lines() {
                    assert!(line.width() <= usize::from(width), "{name} at {width}: {line}");
                }
            }
        }
    }
}

#[test]
fn colour_only_where_it_is_wanted() {
    let plain = view(Language::En, 80);
    let coloured = View { color: true, ..plain };
    for (name, sheet) in sheets(&plain, &eight_weeks(), &three_shops()) {
        assert!(!render(&sheet, "table", &plain).contains('\u{1b}'), "{name}");
        assert!(render(&sheet, "table", &coloured).contains("\u{1b}["), "{name}");
    }
}

#[test]
fn what_strangers_wrote_stays_text() {
    const ATTACKS: &[&str] = &[
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "{{ 7*7 }}{% raw %}",
        "a | b |\n|---|---|\n# heading",
        "[x](javascript:alert(1)) @everyone https://evil.example",
        "=cmd|' /C calc'!A0",
        "\t=1",
        "\u{1b}[2J\u{1b}]0;title\u{7}",
        "\u{202e}txt.exe\u{200b}\u{feff}",
    ];
    let plain = view(Language::En, 80);
    let skeleton = |page: &str| -> Vec<String> {
        let document = scraper::Html::parse_document(page);
        let nodes = document.tree.nodes().filter_map(|node| node.value().as_element());
        nodes.map(|element| element.name().to_owned()).collect()
    };
    let spoilt = |attack: &str| {
        let (mut audits, mut shops) = (eight_weeks(), three_shops());
        for audit in audits.iter_mut().chain(&mut shops) {
            audit.shop_name = Some(format!("x{attack}"));
            for finding in &mut audit.findings {
                let check = std::sync::Arc::make_mut(&mut finding.check);
                check.question.en = Some(format!("x{attack}"));
                check.measure = attack.to_owned();
            }
            for touchpoint in &mut audit.touchpoints {
                touchpoint.title.en = Some(format!("x{attack}"));
            }
        }
        sheets(&plain, &audits, &shops)
    };
    let harmless: Vec<Vec<String>> = spoilt("x")
        .iter()
        .map(|(_, sheet)| skeleton(&render(sheet, "html", &plain)))
        .collect();
    for attack in ATTACKS {
        for ((name, sheet), harmless) in spoilt(attack).iter().zip(&harmless) {
            for format in ["table", "html", "markdown"] {
                let text = render(sheet, format, &plain);
                let control =
                    |c: &char| (c.is_control() && *c != '\n') || matches!(c, '\u{202e}' | '\u{200b}' | '\u{feff}');
                assert_eq!(text.chars().find(control), None, "{name} {format} {attack:?}");
            }
            assert_eq!(&skeleton(&render(sheet, "html", &plain)), harmless, "{name} {attack:?}");
            let markdown = render(sheet, "markdown", &plain);
            assert!(
                !markdown.contains("<script") && !markdown.contains("x](javascript"),
                "{name} {attack:?}"
            );
            let rows = render(sheet, "csv", &plain);
            for row in csv::Reader::from_reader(rows.as_bytes()).records() {
                for cell in &row.expect("a row") {
                    assert!(!cell.starts_with(['=', '+', '@', '\t']), "{name} {attack:?}: {cell}");
                }
            }
        }
    }
}

#[test]
fn formats_have_names_of_their_own() {
    let mut names: Vec<&str> = SHEET_FORMATS.iter().map(|format| format.name).collect();
    names.sort_unstable();
    assert_eq!(names, ["csv", "html", "json", "markdown", "table"]);
}

#[test]
fn scores_side_by_side_are_of_the_checks_that_all_could_measure() {
    let comparison = compare(&three_shops(), Language::En).expect("shops");
    // The rival's total could not be measured: it counts for nobody.
    assert_eq!(comparison.measured_by_all, 4);
    assert_eq!(comparison.overall.alike[0], Some(100.0));
    let gaps: Vec<&str> = comparison
        .largest_gaps(5)
        .iter()
        .map(|check| check.id.as_str())
        .collect();
    assert_eq!(gaps, ["support.phone-top", "checkout.fields"]);
}

#[test]
fn a_check_that_not_all_lists_have_is_shown_and_not_counted() {
    let mut shops = three_shops();
    shops[1].checklists = "own@1".to_owned();
    shops[1].findings.remove(3);
    let comparison = compare(&shops, Language::En).expect("shops");
    assert!(comparison.checklist.changed);
    assert_eq!(comparison.checklist.removed, ["support.phone-top"]);
    let view = view(Language::En, 100);
    let text = render(&comparison_sheet(&comparison, false, &view), "table", &view);
    assert!(text.contains("The checklists differ"), "{text}");
    assert!(text.contains("not in the list"), "{text}");
}
