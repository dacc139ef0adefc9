//! A checklist as a sheet to read, print and tick: on a terminal, or in Markdown.

use comfy_table::{Cell, ColumnConstraint, ContentArrangement, Table, Width, presets};

use super::{Check, Checklist, Touchpoint};
use crate::gate::severity_name;
use crate::report::messages::Messages;

/// Terminal cells of a sheet: as wide as a printed page of plain text.
const CELLS: u16 = 110;
/// Terminal cells of the column with the question.
const QUESTION_CELLS: u16 = 56;

/// The sheet for a terminal: a table per touchpoint with a box to tick, the question, and what good and poor are.
pub fn table(checklist: &Checklist, messages: &Messages) -> String {
    let language = messages.language();
    let mut text = format!("{} ({})\n", checklist.title.get(language), checklist.id);
    for touchpoint in &checklist.touchpoints {
        text.push_str(&format!("\n{}\n\n", heading(touchpoint, messages)));
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.force_no_tty();
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(CELLS);
        table.set_header(
            ["", "sheet.question", "sheet.good", "sheet.poor", "sheet.matters"]
                .map(|key| Cell::new(if key.is_empty() { key } else { messages.text(key) })),
        );
        for check in &touchpoint.checks {
            table.add_row([
                "[ ]".to_owned(),
                format!("{}\n{}", check.question.get(language), check.finding_id),
                messages.expectation(&check.scale.good, check.measure.unit()),
                messages.expectation(&check.scale.poor, check.measure.unit()),
                matters(check, messages),
            ]);
        }
        if let Some(column) = table.column_mut(1) {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(QUESTION_CELLS)));
        }
        for line in table.lines() {
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    text
}

/// The sheet in Markdown: the same tables, and below each why the checks matter, what to do, and who says so.
pub fn markdown(checklist: &Checklist, messages: &Messages) -> String {
    let language = messages.language();
    let title = |key: &str| messages.text(key).to_owned();
    let mut text = format!("# {}\n", cell(checklist.title.get(language)));
    for touchpoint in &checklist.touchpoints {
        text.push_str(&format!("\n## {}\n\n", cell(&heading(touchpoint, messages))));
        text.push_str(&format!(
            "| | {} | {} | {} | {} | {} |\n|---|---|---|---|---|---|\n",
            title("sheet.question"),
            title("sheet.good"),
            title("sheet.poor"),
            title("sheet.matters"),
            title("sheet.check"),
        ));
        for check in &touchpoint.checks {
            text.push_str(&format!(
                "| ☐ | {} | {} | {} | {} | `{}` |\n",
                cell(check.question.get(language)),
                cell(&messages.expectation(&check.scale.good, check.measure.unit())),
                cell(&messages.expectation(&check.scale.poor, check.measure.unit())),
                cell(&matters(check, messages)),
                check.finding_id,
            ));
        }
        text.push('\n');
        for check in &touchpoint.checks {
            text.push_str(&remarks(check, messages));
        }
    }
    text
}

/// Title, question and weight of a touchpoint.
fn heading(touchpoint: &Touchpoint, messages: &Messages) -> String {
    let language = messages.language();
    let weight = messages.with("describe.weight", &[("weight", &messages.number(touchpoint.weight))]);
    let title = touchpoint.title.get(language);
    match touchpoint.question.get(language) {
        "" => format!("{title} ({weight})"),
        question => format!("{title} – {question} ({weight})"),
    }
}

/// Severity and weight.
fn matters(check: &Check, messages: &Messages) -> String {
    let severity = messages.text(match severity_name(check.severity) {
        "critical" => "severity.critical",
        "major" => "severity.major",
        "minor" => "severity.minor",
        _ => "severity.note",
    });
    format!("{severity} · {}", messages.number(check.weight))
}

/// Why, what to do and the source, as an item of a list.
fn remarks(check: &Check, messages: &Messages) -> String {
    let language = messages.language();
    let mut item = format!("- **{}**", prose(check.question.get(language)));
    let parts = [
        ("describe.why", check.why.get(language)),
        ("describe.fix", check.fix.get(language)),
        ("describe.source", check.source.as_str()),
    ];
    for (key, words) in parts.into_iter().filter(|(_, words)| !words.is_empty()) {
        item.push_str(&format!("\n  - {}: {}", messages.text(key), prose(words)));
    }
    item.push('\n');
    item
}

/// Words in a cell of a Markdown table.
pub(super) fn cell(words: &str) -> String {
    prose(words).replace('|', "\\|")
}

/// Words in Markdown: what could be read as markup is shown as it is.
pub(super) fn prose(words: &str) -> String {
    let mut text = String::new();
    for c in words.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '<' => text.push_str("&lt;"),
            '*' | '_' | '`' | '[' | ']' => {
                text.push('\\');
                text.push(c);
            }
            _ => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{markdown, table};
    use crate::checklist::tests::{HEAD, load};
    use crate::model::Language;
    use crate::report::messages::Messages;

    const CHECK: &str = r#"
[[touchpoint.check]]
id = "top"
measure = "phone.top-share"
good = ">= 90%"
poor = "< 25%"
weight = 5
severity = "critical"
question = { en = "Is the number at the top?", ko = "번호가 위쪽에 보입니까?" }
why = { en = "It builds trust.", ko = "믿음이 생깁니다." }
fix = { en = "Write <a href=\"tel:…\">.", ko = "tel: 링크를 넣으세요." }
source = "Zappos"
"#;

    #[test]
    fn a_sheet_can_be_ticked_on_paper() {
        let checklist = load(&format!("{HEAD}{CHECK}")).unwrap();
        let english = table(&checklist, Messages::get(Language::En));
        assert!(english.starts_with("Own (own)\n\nSupport (weight 1)\n"), "{english}");
        assert!(english.lines().any(|line| line.trim_start().starts_with("[ ]")
            && line.contains("Is the number at the top?")
            && line.contains("at least 90 %")
            && line.contains("critical · 5")));
        assert!(english.lines().all(|line| line.chars().count() <= 110), "{english}");
        let korean = table(&checklist, Messages::get(Language::Ko));
        assert!(korean.contains("번호가 위쪽에 보입니까?"), "{korean}");
    }

    #[test]
    fn the_markdown_sheet_says_why_what_to_do_and_who_says_so() {
        let checklist = load(&format!("{HEAD}{CHECK}")).unwrap();
        let text = markdown(&checklist, Messages::get(Language::En));
        let row = "| ☐ | Is the number at the top? | at least 90 % | less than 25 % | critical · 5 | `support.top` |";
        assert!(text.contains(row), "{text}");
        assert!(
            text.contains("  - What to do: Write &lt;a href=\"tel:…\">.\n"),
            "{text}"
        );
        assert!(text.contains("  - Source: Zappos\n"), "{text}");
    }
}
