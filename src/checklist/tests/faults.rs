//! Every fault is told, each at its place.

use proptest::prelude::*;

use super::{HEAD, faults, load};

/// A checklist with twenty faults, one a line, each marked by its number.
const TWENTY: &str = r#"schema = 2                                     # 1
id = "Own List"                                # 2
titel = "Own"                                  # 3, and the title is missing
[gate]
fail_under = 170                               # 4
fail_on = "critcal"                            # 5
require = ["support.topp"]                     # 6
[[touchpoint]]
id = "support"
title = { en = "Support", kr = "지원" }        # 7
[[touchpoint.check]]
id = "top"
measure = "phone.top"                          # 8
question = "?"
good = ">= 90%"
[[touchpoint.check]]
id = "top"                                     # 9
measure = "phone.top-share"
question = { en = "한글 뒤의 자리", ko = 7 }   # 10
good = "within 30 days"                        # 11
poor = "< 25%"
[[touchpoint.check]]
id = "fields"
question = "?"
measure = "checkout.visible-fields"
pages = ["chekout"]                            # 12
good = ">= 8"                                  # 13
poor = ">= 16"
weight = 7                                     # 14
[[touchpoint.check]]
id = "guest"
question = "?"
measure = "checkout.guest-possible"
wieght = 1                                     # 15
good = "true"                                  # 16
[[touchpoint.check]]
id = "selector"
question = "?"
measure = { css = "a[[", as = "count" }        # 17
good = ">= 1"
poor = "< 1"
[[touchpoint.check]]
id = "asked"
question = "?"
measure = { ask = "dat", within = "soon" }     # 18, 19
good = "within 7 days"
poor = "> 30 days"
severity = "huge"                              # 20
"#;

#[test]
fn a_checklist_with_twenty_faults_tells_all_twenty_each_at_its_line() {
    let told = faults(TWENTY);
    let line_of = |mark: &str| {
        let number = TWENTY
            .lines()
            .position(|line| line.contains(mark))
            .map(|index| index + 1);
        number.unwrap_or_else(|| panic!("no line {mark}"))
    };
    let expected = [
        ("# 1", "this version reads schema 1 only"),
        ("# 2", "id \"Own List\" is not kebab-case (did you mean \"own-list\"?)"),
        ("# 3", "unknown key \"titel\" (did you mean \"title\"?)"),
        ("# 4", "\"fail_under\" must be a score from 0 to 100"),
        ("# 5", "unknown severity \"critcal\" (did you mean \"critical\"?)"),
        ("# 6", "unknown check \"support.topp\""),
        ("# 7", "unknown key \"kr\" (did you mean \"ko\"?)"),
        (
            "# 8",
            "unknown measure \"phone.top\" (did you mean \"phone.top-share\"?)",
        ),
        ("# 9", "check \"top\" is there already, in line 12"),
        ("# 10", "\"ko\" must be a text in quotes, found a number"),
        ("# 11", "\"30 days\" does not fit a share"),
        ("# 12", "unknown page kind \"chekout\" (did you mean \"checkout\"?)"),
        ("# 13", "good \">= 8\" and poor \">= 16\" point the same way"),
        ("# 14", "weight 7 is not from 0 to 5"),
        ("# 15", "unknown key \"wieght\" (did you mean \"weight\"?)"),
        ("# 16", "\"true\" is neither yes nor no"),
        ("# 17", "\"a[[\" is no CSS selector"),
        ("# 18", "unknown kind of answer \"dat\" (did you mean \"date\"?)"),
        ("# 18", "\"soon\" is no number"),
        ("# 20", "unknown severity \"huge\""),
    ];
    for (mark, message) in expected {
        let line = if mark == "# 1" { 1 } else { line_of(mark) };
        let found = told
            .iter()
            .any(|told| told.starts_with(&format!("own.toml:{line}:")) && told.contains(message));
        assert!(found, "{mark}: {message}\n{}", told.join("\n"));
    }
    // The twenty, and the title that is missing because its key is misspelt.
    assert_eq!(told.len(), 21, "{}", told.join("\n"));
}

#[test]
fn the_caret_stands_under_the_wrong_unit_after_hangul() {
    let text = format!(
        "{HEAD}[[touchpoint.check]]\nid = \"top\"\nquestion = \"?\"\nmeasure = \"phone.top-share\"\npoor = \"< 25%\"\nwhy = {{ ko = \"가나다\" }}\ngood = \"within 30 days\"\n"
    );
    let error = load(&text).unwrap_err().to_string();
    assert_eq!(
        error,
        "own.toml:13:8: \"30 days\" does not fit a share
   |
13 | good = \"within 30 days\"
   |        ^^^^^^^^^^^^^^^^
   = help: a share: write \">= 90%\" or \"< 25%\""
    );
}

#[test]
fn every_syntax_fault_is_told() {
    let told = faults("schema = 1\nid = \ntitle = \"x\"\n[[touchpoint\nid = \"a\"\n");
    let syntax: Vec<&String> = told.iter().filter(|told| told.contains("not TOML")).collect();
    assert!(syntax.len() >= 2, "{told:?}");
    assert!(syntax[0].starts_with("own.toml:2:"), "{told:?}");
    assert!(syntax[1].starts_with("own.toml:4:"), "{told:?}");
}

#[test]
fn an_empty_checklist_is_an_error() {
    let told = faults("");
    assert!(
        told.iter().any(|told| told.contains("the checklist is empty")),
        "{told:?}"
    );
    let told = faults(HEAD);
    assert!(
        told.iter().any(|told| told.contains("the checklist is empty")),
        "{told:?}"
    );
}

#[test]
fn a_missing_file_is_one_clear_line() {
    let error = super::loader().load("phone-frist.toml").unwrap_err();
    assert_eq!(error.list.len(), 1);
    assert!(
        error
            .to_string()
            .starts_with("no checklist \"phone-frist.toml\": there is no such file")
    );
}

#[test]
fn a_missing_key_is_told_at_its_table() {
    let told = faults(&format!(
        "{HEAD}[[touchpoint.check]]\nid = \"top\"\nmeasure = \"phone.top-share\"\n"
    ));
    assert_eq!(
        told,
        [
            "own.toml:7:1: \"question\" is missing",
            "own.toml:7:1: \"good\" is missing in check \"top\""
        ]
    );
}

#[test]
fn control_characters_of_a_file_do_not_reach_the_terminal() {
    let text = format!("{HEAD}\"ke\\u001b[31my\" = \"\u{1b}[31m\u{202e}\"\n");
    let error = load(&text).unwrap_err().to_string();
    assert!(!error.contains('\u{1b}') && !error.contains('\u{202e}'), "{error:?}");
}

#[test]
fn a_hostile_file_ends_in_an_error() {
    for text in [
        "a = ".to_owned() + &"[".repeat(50_000),
        "a.".repeat(20_000) + "b = 1",
        "x\n".repeat(20_000),
    ] {
        assert!(!load(&text).unwrap_err().to_string().is_empty());
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(at in 0usize..TWENTY.len(), cut in 0usize..40, put in "\\PC{0,12}") {
        let boundary = |mut at: usize| {
            while !TWENTY.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (start, end) = (boundary(at), boundary((at + cut).min(TWENTY.len())));
        let text = format!("{}{put}{}", &TWENTY[..start], &TWENTY[end..]);
        let error = load(&text).unwrap_err();
        prop_assert!(error.to_string().starts_with("own.toml:"));
    }
}
