use jiff::civil::date;

use super::*;
use crate::checklist::{Answers, Loader};
use crate::model::Language;

const OWN: &str = r#"
schema = 1
id = "own"
title = "Own"
[[touchpoint]]
id = "support"
title = "Support"
[[touchpoint.check]]
id = "reply"
measure = { ask = "number", unit = "hours", within = "14 days" }
question = "How fast?"
why = "Waiting hurts."
good = "<= 4 h"
poor = "> 24 h"
[[touchpoint.check]]
id = "meeting"
measure = { ask = "date", within = "60 days" }
question = "When did you meet?"
good = "within 7 days"
poor = "> 30 days"
"#;

/// Types lines into the dialogue; returns what was shown, and the file afterwards.
fn talk(typed: &[u8], file: &str, language: Language) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answers.toml");
    std::fs::write(&path, file).unwrap();
    let checklist = Loader::default().load_text("own.toml", OWN).unwrap();
    let messages = Messages::get(language);
    let mut store = Store::open(&path, &checklist, messages).unwrap();
    let mut shown = Vec::new();
    Dialogue::new(typed, &mut shown, messages, date(2026, 11, 21))
        .run(&checklist, &mut store, None)
        .unwrap();
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(Answers::parse("answers.toml", &kept, &checklist).is_ok(), "{kept}");
    (String::from_utf8(shown).unwrap(), kept)
}

#[test]
fn open_questions_are_asked_until_each_has_an_answer() {
    let (shown, kept) = talk(
        "Kim\nsoon\n?\n3\nten mails\nyesterday\n\n".as_bytes(),
        "# Ours.\n",
        Language::En,
    );
    assert!(
        shown.contains("2 of 2 questions are open") && shown.contains("1 of 2 · Support · support.reply"),
        "{shown}"
    );
    assert!(
        shown.contains("That is no number") && shown.contains("Waiting hurts."),
        "{shown}"
    );
    assert!(
        shown.contains("Saved: 3 hours.") && shown.ends_with("2 answered, 0 still open.\n"),
        "{shown}"
    );
    assert!(
        kept.starts_with("# Ours.\n") && kept.contains("note = \"ten mails\""),
        "{kept}"
    );
    assert!(
        kept.contains("value = 2026-11-20") && kept.contains("date = 2026-11-21"),
        "{kept}"
    );
}

#[test]
fn the_dialogue_can_be_left_at_any_prompt_and_carried_on() {
    for typed in ["q\n", "", "Kim\nq\n", "Kim\n"] {
        let (shown, kept) = talk(typed.as_bytes(), "", Language::En);
        assert_eq!(kept, "");
        assert!(
            shown.contains("0 answered, 2 still open.\nCarry on any time"),
            "{shown}"
        );
    }
    let (_, first) = talk("Kim\n3\nq\n".as_bytes(), "", Language::En);
    assert!(first.contains("support.reply") && !first.contains("meeting"), "{first}");
    let (shown, second) = talk("\n오늘\n\n".as_bytes(), &first, Language::Ko);
    assert!(
        shown.contains("엔터: Kim") && !shown.contains("support.reply"),
        "{shown}"
    );
    assert!(
        second.starts_with(&first) && second.contains("value = 2026-11-21"),
        "{second}"
    );
}

#[test]
fn an_old_answer_is_shown_and_asked_again() {
    let old = "[[answer]]\nid = \"support.reply\"\nvalue = 9\ndate = 2026-11-01\nby = \"Lee\"\n";
    let (shown, kept) = talk("Kim\n\n\n".as_bytes(), old, Language::En);
    assert!(
        shown.contains("1 more have an old answer") && shown.contains("Last answer: 9 hours, Lee, 2026-11-01."),
        "{shown}"
    );
    assert!(shown.contains("0 answered, 2 still open."), "{shown}");
    assert_eq!(kept, old);
}

#[test]
fn bytes_that_are_no_text_are_refused_and_asked_again() {
    let (shown, kept) = talk(b"Kim\n\xeb\x8b\n2\n\nq\n", "", Language::En);
    assert!(shown.contains("That is no number"), "{shown}");
    assert!(kept.contains("value = 2\n"), "{kept}");
}
