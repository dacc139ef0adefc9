//! A page's words in every format: they stay words. Each format is read back by a reader that is not ours, and compared
//! with the same report full of harmless words.

mod report_support;

use std::collections::BTreeMap;

use report_support::{Show, render, with_every_text};
use touchpoint::model::Language;
use unicode_width::UnicodeWidthStr;

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)' x='",
    "</style></script><svg onload=alert(1)>",
    "</textarea></title></code></details><iframe srcdoc=x>",
    "<!-- --!><b>",
    "javascript:alert(1)",
    "JaVaScRiPt&colon;alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://user:secret@evil.example/\"><script>alert(1)</script>",
    "https://evil.example/`|x|](javascript:alert(1))<b>",
    "{{ 7*7 }}{% raw %}{{ style }}",
    "a | b | c |\n|---|---|\n",
    "``` ` ~~~\n# heading\n- item\n1. one\n> quote\n---",
    "[x](javascript:alert(1)) ![x](https://evil.example/p.png) <https://evil.example>",
    "@everyone #1 https://evil.example www.evil.example",
    "*a* _b_ ~~c~~ $x$ \\",
    "\n::set-output name=x::y\n::error::forged",
    "%0A::error::forged%0D",
    "##[add-path]/tmp ::stop-commands::x",
    "a,file=/etc/passwd,line=1::b",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1",
    "\r\n=1",
    "\",\"=1\",\"",
    "\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}31m",
    "\u{202e}txt.exe\u{2066}\u{200f}\u{200b}",
    "\u{fffe}\u{ffff}\u{0}\u{8}\u{b}",
    "]]><failure/>&amp;&#0;&bogus;",
    "한글 ＝1 \u{3000}",
];

/// Every attack, alone and behind a word.
fn attacks() -> impl Iterator<Item = String> {
    ATTACKS
        .iter()
        .flat_map(|attack| [(*attack).to_owned(), format!("x{attack}"), format!("{attack}x")])
}

/// The attacks that leave a word to be seen, as the harmless word does.
fn visible_attacks() -> impl Iterator<Item = String> {
    attacks().filter(|attack| attack.starts_with('x'))
}

/// Attacks that are web addresses make links where a word makes none.
fn is_address(attack: &str) -> bool {
    attack.starts_with("https://")
}

fn is_forbidden(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || u32::from(character) & 0xfffe == 0xfffe
}

#[test]
fn no_format_for_people_holds_control_or_direction_marks() {
    for attack in attacks() {
        let report = with_every_text(&attack);
        for format in report_support::FOR_PEOPLE {
            let text = render(&report, Language::En, format);
            let found = text.chars().find(|character| is_forbidden(*character));
            assert_eq!(found, None, "{format}: {attack:?}");
        }
    }
}

#[test]
fn the_terminal_report_keeps_its_width() {
    for attack in attacks() {
        let show = Show {
            explain: true,
            ..Show::plain(Language::Ko)
        };
        for line in show.render(&with_every_text(&attack), "table").lines() {
            assert!(line.width() <= 80, "{attack:?}: {line}");
        }
    }
}

/// How often each element stands in the page, with the names of its attributes.
fn skeleton(page: &str) -> BTreeMap<String, usize> {
    let document = scraper::Html::parse_document(page);
    let mut counts = BTreeMap::new();
    for element in document.tree.nodes().filter_map(|node| node.value().as_element()) {
        let mut names: Vec<&str> = element.attrs().map(|(name, _)| name).collect();
        names.sort_unstable();
        *counts
            .entry(format!("{} {}", element.name(), names.join(" ")))
            .or_insert(0) += 1;
    }
    // A drawing cuts long words into lines.
    counts.remove("text class x y");
    counts
}

#[test]
fn words_do_not_become_markup_of_the_page() {
    let harmless = skeleton(&render(&with_every_text("x"), Language::En, "html"));
    for attack in visible_attacks() {
        let page = render(&with_every_text(&attack), Language::En, "html");
        assert_eq!(skeleton(&page), harmless, "{attack:?}");
    }
}

#[test]
fn the_page_links_to_web_pages_alone_and_runs_its_own_script_alone() {
    let own = include_str!("../src/report/html/script.js");
    for attack in attacks() {
        let page = render(&with_every_text(&attack), Language::En, "html");
        let document = scraper::Html::parse_document(&page);
        let mut scripts = 0;
        for node in document.tree.nodes() {
            let Some(element) = node.value().as_element() else {
                continue;
            };
            for (name, value) in element.attrs() {
                assert!(!name.starts_with("on"), "{attack:?}: {name}");
                if ["href", "src", "action", "formaction", "xlink:href"].contains(&name) {
                    let safe = ["https://", "http://", "#", "data:,"]
                        .iter()
                        .any(|start| value.starts_with(start));
                    assert!(safe, "{attack:?}: {name}={value}");
                    assert!(!value.contains("secret@"), "{attack:?}: {value}");
                }
            }
            if element.name() == "script" {
                scripts += 1;
                let text: String = node
                    .children()
                    .filter_map(|child| child.value().as_text().map(|t| t.to_string()))
                    .collect();
                assert_eq!(text, own);
            }
        }
        assert_eq!(scripts, 1, "{attack:?}");
        assert!(!page.contains("x49"), "{attack:?}");
    }
}

#[test]
fn the_page_asks_nothing_of_the_network() {
    let page = render(&with_every_text("https://evil.example/x.png"), Language::En, "html");
    let document = scraper::Html::parse_document(&page);
    let loading =
        scraper::Selector::parse("img, iframe, video, audio, object, embed, script[src], link:not([rel=icon]), base")
            .expect("a selector");
    assert_eq!(document.select(&loading).count(), 0);
    assert!(!page.contains("@import") && !page.contains("url("));
    let policy = scraper::Selector::parse("meta[http-equiv=Content-Security-Policy]").expect("a selector");
    let policy = document.select(&policy).next().expect("a policy");
    assert!(
        policy
            .attr("content")
            .is_some_and(|content| content.starts_with("default-src 'none'; style-src 'sha256-"))
    );
}

#[test]
fn words_do_not_become_markdown() {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let shape = |text: &str| -> Vec<String> {
        let mut shape = Vec::new();
        for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
            match event {
                Event::Start(Tag::Link { dest_url, .. }) => {
                    assert!(dest_url.starts_with("https://"), "{dest_url}");
                    assert!(!dest_url.contains("secret"), "{dest_url}");
                }
                Event::Start(tag) => shape.push(format!("{tag:?}")),
                Event::Html(html) | Event::InlineHtml(html) => {
                    shape.push(html.trim().replace(char::is_alphanumeric, "").clone());
                }
                Event::Rule => shape.push("rule".to_owned()),
                _ => {}
            }
        }
        shape
    };
    let whole = |text: &str, full| {
        let show = Show {
            full,
            ..Show::plain(Language::En)
        };
        show.render(&with_every_text(text), "markdown")
    };
    let harmless = [false, true].map(|full| shape(&whole("x", full)));
    for attack in visible_attacks().chain(
        ATTACKS
            .iter()
            .filter(|attack| is_address(attack))
            .map(|a| (*a).to_owned()),
    ) {
        for (full, harmless) in [false, true].into_iter().zip(&harmless) {
            let text = whole(&attack, full);
            assert_eq!(&shape(&text), harmless, "{attack:?}\n{text}");
            assert!(
                !text.contains("@everyone") || text.contains("`x@everyone"),
                "{attack:?}"
            );
        }
    }
}

#[test]
fn no_cell_is_a_formula_and_every_row_has_its_columns() {
    for attack in attacks() {
        let report = with_every_text(&attack);
        let text = render(&report, Language::En, "csv");
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let headers = reader.headers().expect("a header").clone();
        assert_eq!(headers.iter().collect::<Vec<_>>(), touchpoint::report::csv::COLUMNS);
        let mut rows = 0;
        for record in reader.records() {
            let record = record.expect("as many cells as columns");
            rows += 1;
            for cell in &record {
                let begins = cell.trim_start().chars().next();
                assert!(
                    !matches!(
                        begins,
                        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠')
                    ),
                    "{attack:?}: {cell:?}"
                );
                assert!(!cell.chars().any(is_forbidden), "{attack:?}: {cell:?}");
            }
        }
        assert_eq!(rows, report.findings.len(), "{attack:?}");
    }
}

#[test]
fn words_do_not_become_elements_of_the_junit_report() {
    use quick_xml::events::Event;
    let shape = |text: &str| -> Vec<String> {
        let mut reader = quick_xml::Reader::from_str(text);
        let mut shape = Vec::new();
        loop {
            match reader.read_event().expect("well-formed XML") {
                Event::Start(tag) | Event::Empty(tag) => {
                    let mut name = String::from_utf8_lossy(tag.name().as_ref()).into_owned();
                    for attribute in tag.attributes() {
                        let attribute = attribute.expect("an attribute");
                        name.push(' ');
                        name.push_str(&String::from_utf8_lossy(attribute.key.as_ref()));
                        attribute
                            .normalized_value(quick_xml::XmlVersion::Explicit1_0)
                            .expect("known entities");
                    }
                    shape.push(name);
                }
                Event::GeneralRef(entity) => {
                    let name = entity.decode().expect("UTF-8");
                    assert!(
                        ["amp", "lt", "gt", "quot", "apos"].contains(&&*name) || name.starts_with('#'),
                        "{name}"
                    );
                }
                Event::Text(_) | Event::End(_) | Event::Decl(_) => {}
                Event::Eof => return shape,
                other => panic!("{other:?}"),
            }
        }
    };
    let harmless = shape(&render(&with_every_text("x"), Language::En, "junit"));
    for attack in visible_attacks() {
        let text = render(&with_every_text(&attack), Language::En, "junit");
        assert_eq!(shape(&text), harmless, "{attack:?}");
    }
}

#[test]
fn the_sarif_log_holds_clean_texts_and_web_addresses() {
    fn walk(value: &serde_json::Value, key: &str, attack: &str) {
        match value {
            serde_json::Value::String(text) => {
                assert!(!text.chars().any(is_forbidden), "{attack:?}: {text:?}");
                if key == "uri" {
                    // Relative, or of one of these schemes.
                    let scheme = url::Url::parse(text).map(|url| url.scheme().to_owned());
                    let safe = scheme.is_ok_and(|scheme| ["http", "https", "file"].contains(&scheme.as_str()));
                    assert!(safe || url::Url::parse(text).is_err(), "{attack:?}: {text}");
                    assert!(
                        !text.chars().any(|c| c.is_whitespace() || "<>\"".contains(c)),
                        "{attack:?}: {text}"
                    );
                }
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| walk(item, key, attack)),
            serde_json::Value::Object(object) => object.iter().for_each(|(key, item)| walk(item, key, attack)),
            _ => {}
        }
    }
    for attack in attacks() {
        let text = render(&with_every_text(&attack), Language::En, "sarif");
        let log: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        walk(&log, "", &attack);
    }
}

#[test]
fn words_do_not_become_workflow_commands() {
    let commands = |text: &str| -> Vec<String> {
        // The runner takes a command at the start of a line, blanks aside, and the old form anywhere in it.
        let lines = text.lines().map(str::trim_start);
        lines
            .filter(|line| line.starts_with("::"))
            .filter_map(|line| line.split("::").nth(1))
            .map(|command| command.split(' ').next().unwrap_or_default().to_owned())
            .collect()
    };
    let names = |found: &[String]| -> Vec<String> { found[..found.len() - 1].to_vec() };
    let harmless = commands(&render(&with_every_text("x"), Language::En, "github"));
    for attack in attacks() {
        let text = render(&with_every_text(&attack), Language::En, "github");
        assert_eq!(text.lines().find(|line| line.contains("##[")), None, "{attack:?}");
        let (before, after) = text.split_once("\n::stop-commands::").expect("the summary");
        let token = after.lines().next().expect("a token");
        assert!(after.ends_with(&format!("\n::{token}::\n")), "{attack:?}");
        assert_eq!(after.matches(token).count(), 2, "{attack:?}");
        for line in before.lines() {
            let (command, _) = line
                .strip_prefix("::")
                .expect("a command")
                .split_once("::")
                .expect("its data");
            let (level, title) = command.split_once(" title=").expect("a title and no more");
            assert!(["error", "warning", "notice"].contains(&level), "{attack:?}: {line}");
            assert!(!title.contains(',') && !title.contains(':'), "{attack:?}: {line}");
        }
        assert_eq!(names(&commands(&text)), names(&harmless), "{attack:?}");
    }
}
