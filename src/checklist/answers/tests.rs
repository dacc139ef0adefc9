use jiff::civil::{Date, date};

use super::*;
use crate::checklist::tests::{HEAD, load};
use crate::model::Value;

const ASKED: &str = r#"
[[touchpoint.check]]
id = "top"
measure = "phone.top-share"
question = "?"
good = ">= 90%"
poor = "< 25%"
[[touchpoint.check]]
id = "reply"
measure = { ask = "number", unit = "hours", within = "14 days" }
question = "?"
good = "<= 4 h"
poor = "> 24 h"
[[touchpoint.check]]
id = "meeting"
measure = { ask = "date", within = "60 days" }
question = "?"
good = "within 7 days"
poor = "> 30 days"
[[touchpoint.check]]
id = "on-time"
measure = { ask = "percent", within = "45 days" }
question = "?"
good = ">= 97%"
poor = "< 90%"
[[touchpoint.check]]
id = "guideline"
measure = { ask = "yes-no", within = "365 days" }
question = "?"
good = "yes"
"#;

fn checklist() -> Checklist {
    load(&format!("{HEAD}{ASKED}")).unwrap()
}

fn faults(text: &str) -> Vec<String> {
    Answers::parse("answers.toml", text, &checklist())
        .unwrap_err()
        .headlines()
}

fn read(words: &str, kind: AskKind, unit: Unit) -> Result<AnswerValue, AnswerError> {
    AnswerValue::read(words, kind, unit, Some(date(2026, 11, 21)))
}

fn answer(value: AnswerValue, date: Date) -> Answer {
    Answer {
        id: "support.reply".to_owned(),
        value,
        date,
        by: "Kim".to_owned(),
        note: None,
    }
}

#[test]
fn answers_are_read_as_people_write_them() {
    let text = r#"
# our answers
[[answer]]
id = "support.reply"
value = "90 min"
date = 2026-11-20
by = "김사장"
note = "ten mails of last week"
[[answer]]
id = "support.meeting"
value = 2026-11-16
date = "2026-11-20"
by = "Kim"
[[answer]]
id = "support.on-time"
value = "97%"
date = 2026-11-20
by = "Kim"
[[answer]]
id = "support.guideline"
value = true
date = 2026-11-20
by = "Kim"
"#;
    let answers = Answers::parse("answers.toml", text, &checklist()).unwrap();
    let values: Vec<(&str, AnswerValue)> = answers
        .iter()
        .map(|answer| (answer.id.as_str(), answer.value))
        .collect();
    assert_eq!(
        values,
        [
            ("support.guideline", AnswerValue::YesNo(true)),
            ("support.meeting", AnswerValue::Date(date(2026, 11, 16))),
            ("support.on-time", AnswerValue::Percent(97.0)),
            ("support.reply", AnswerValue::Number(1.5)),
        ]
    );
    let reply = answers.get("support.reply").unwrap();
    assert_eq!(reply.note.as_deref(), Some("ten mails of last week"));
}

#[test]
fn every_fault_is_told_at_its_line() {
    let text = r#"
schema = 2
[[answer]]
id = "support.reply"
value = "soon"
date = "yesterday"
by = " "
[[answer]]
id = "support.replay"
value = 3
date = 2026-11-20
by = "Kim"
[[answer]]
id = "support.top"
value = 3
date = 2026-11-20
by = "Kim"
[[answer]]
id = "support.reply"
valeu = 3
by = "Kim"
"#;
    assert_eq!(
        faults(text),
        [
            "answers.toml:2:10: this version reads schema 1 only",
            "answers.toml:5:9: this is no number",
            "answers.toml:6:8: \"date\" must be a day, as \"2027-03-31\"",
            "answers.toml:7:6: \"by\" is empty: who answered?",
            "answers.toml:9:6: unknown question \"support.replay\" (did you mean \"support.reply\"?)",
            "answers.toml:14:6: \"support.top\" is seen by the walk: nobody is asked",
            "answers.toml:18:1: \"value\" is missing",
            "answers.toml:18:1: \"date\" is missing",
            "answers.toml:19:6: \"support.reply\" is answered already, in line 4",
            "answers.toml:20:1: unknown key \"valeu\" (did you mean \"value\"?)",
        ]
    );
}

#[test]
fn an_answer_to_another_checklist_is_left_alone() {
    let text = "[[answer]]\nid = \"warehouse.forklifts\"\nvalue = 3\ndate = 2026-11-20\nby = \"Kim\"\n";
    let answers = Answers::parse("answers.toml", text, &checklist()).unwrap();
    assert_eq!(answers.iter().count(), 0);
}

#[test]
fn each_kind_of_question_takes_its_own_words_in_both_languages() {
    use AskKind::{Date, Number, Percent, YesNo};
    let day = |month, day| Ok(AnswerValue::Date(date(2026, month, day)));
    assert_eq!(read("2026-11-20", Date, Unit::Days), day(11, 20));
    assert_eq!(read("2026년 3월 5일", Date, Unit::Days), day(3, 5));
    assert_eq!(read("2026. 3. 5.", Date, Unit::Days), day(3, 5));
    assert_eq!(read("어제", Date, Unit::Days), day(11, 20));
    assert_eq!(read("never", Date, Unit::Days), Ok(AnswerValue::Never));
    assert_eq!(read("2026-11-22", Date, Unit::Days), Err(AnswerError::DateAhead));
    assert_eq!(read("2026-02-30", Date, Unit::Days), Err(AnswerError::NotADate));
    assert_eq!(read("11-20", Date, Unit::Days), Err(AnswerError::NotADate));
    assert_eq!(read("2일", Number, Unit::Hours), Ok(AnswerValue::Number(48.0)));
    assert_eq!(read("12 h", Number, Unit::Days), Ok(AnswerValue::Number(0.5)));
    assert_eq!(read("1,200", Number, Unit::Count), Ok(AnswerValue::Number(1200.0)));
    assert_eq!(read("1,5", Number, Unit::Count), Err(AnswerError::NotANumber));
    assert_eq!(read("3 h", Number, Unit::Count), Err(AnswerError::NotANumber));
    assert_eq!(read("-1", Number, Unit::Count), Err(AnswerError::OutOfRange));
    assert_eq!(read("97 %", Percent, Unit::Share), Ok(AnswerValue::Percent(97.0)));
    assert_eq!(read("120", Percent, Unit::Share), Err(AnswerError::NotAPercentage));
    assert_eq!(read("네", YesNo, Unit::YesNo), Ok(AnswerValue::YesNo(true)));
    assert_eq!(read("아니요", YesNo, Unit::YesNo), Ok(AnswerValue::YesNo(false)));
    assert_eq!(read("perhaps", YesNo, Unit::YesNo), Err(AnswerError::NotYesNo));
    assert_eq!(read("해당 없음", YesNo, Unit::YesNo), Ok(AnswerValue::NotApplicable));
}

#[test]
fn an_answer_is_full_until_it_expires_and_half_until_twice_the_term() {
    let answer = answer(AnswerValue::Number(3.0), date(2026, 11, 1));
    let on = |day| answer.freshness(14.0, day);
    assert_eq!(on(date(2026, 11, 15)), Freshness::Fresh);
    assert_eq!(on(date(2026, 11, 16)), Freshness::Stale);
    assert_eq!(on(date(2026, 11, 29)), Freshness::Stale);
    assert_eq!(on(date(2026, 11, 30)), Freshness::Expired);
    assert_eq!(on(date(2026, 10, 1)), Freshness::Fresh, "given after the walk");
    assert_eq!(answer.fresh_until(14.0), date(2026, 11, 15));
    assert_eq!(answer.counts_until(14.0), date(2026, 11, 29));
}

#[test]
fn a_day_is_judged_by_its_age() {
    let meeting = AnswerValue::Date(date(2026, 11, 1));
    assert_eq!(meeting.judged_on(date(2026, 11, 13)), Some(Value::Number(12.0)));
    assert_eq!(meeting.judged_on(date(2026, 10, 13)), Some(Value::Number(0.0)));
    assert_eq!(
        AnswerValue::Never.judged_on(date(2026, 11, 13)),
        Some(Value::YesNo(false))
    );
    assert_eq!(AnswerValue::NotApplicable.judged_on(date(2026, 11, 13)), None);
}

#[test]
fn an_answer_is_put_in_and_comments_stay() {
    let first = put(
        "# Ours.\n\n# end\n",
        &answer(AnswerValue::Percent(97.0), date(2026, 11, 1)),
    )
    .unwrap();
    assert!(first.starts_with("# Ours.\n\n# end\n\n[[answer]]\n"), "{first}");
    let text = "# Ours.\n\n# asked by phone\n[[answer]]\nid = \"support.reply\"\nvalue = 3 # hours\ndate = 2026-01-01\nby = \"Lee\"\nnote = \"old\"\n\n[[answer]]\nid = \"support.meeting\"\nvalue = 2026-01-01\ndate = 2026-01-01\nby = \"Lee\"\n";
    let edited = put(text, &answer(AnswerValue::Number(2.5), date(2026, 11, 1))).unwrap();
    assert_eq!(
        edited,
        "# Ours.\n\n# asked by phone\n[[answer]]\nid = \"support.reply\"\nvalue = 2.5 # hours\ndate = 2026-11-01\nby = \"Kim\"\n\n[[answer]]\nid = \"support.meeting\"\nvalue = 2026-01-01\ndate = 2026-01-01\nby = \"Lee\"\n"
    );
    assert!(put("answer = 3", &answer(AnswerValue::Never, date(2026, 11, 1))).is_err());
    assert!(put("a =", &answer(AnswerValue::Never, date(2026, 11, 1))).is_err());
}

#[test]
fn what_is_put_in_is_read_back() {
    let values = [
        ("support.reply", AnswerValue::Number(4.0)),
        ("support.meeting", AnswerValue::Never),
        ("support.on-time", AnswerValue::Percent(99.5)),
        ("support.guideline", AnswerValue::NotApplicable),
    ];
    let mut text = String::new();
    for (id, value) in values {
        let mut answer = answer(value, date(2026, 11, 20));
        answer.id = id.to_owned();
        answer.note = Some("\"quoted\"\nand more".to_owned());
        text = put(&text, &answer).unwrap();
    }
    let answers = Answers::parse("answers.toml", &text, &checklist()).unwrap();
    for (id, value) in values {
        assert_eq!(answers.get(id).unwrap().value, value, "{text}");
    }
}
