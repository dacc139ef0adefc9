//! What the owner's answers say of the checks that ask a person.

use jiff::civil::Date;

use super::Outcome;
use crate::checklist::{Answer, Answers, Check, Freshness};
use crate::model::{Evidence, Measured, Note, Unit, Value};
use crate::report::clean;
use crate::report::messages::Messages;

/// Characters of a quote at the most.
const QUOTE: usize = 200;

/// What is known about an asked check on the day of the audit.
pub(super) fn answered(check: &Check, fresh_days: f64, answers: &Answers, day: Date, messages: &Messages) -> Outcome {
    let Some(answer) = answers.get(&check.finding_id) else {
        return Outcome::Unanswered(Note::new("not-answered").with("days", fresh_days));
    };
    let freshness = answer.freshness(fresh_days, day);
    if freshness == Freshness::Expired {
        return Outcome::Unanswered(told("answer-expired", answer, messages).with("days", fresh_days));
    }
    let Some(value) = answer.value.judged_on(day) else {
        return Outcome::Measured(Measured::NotApplicable(told(
            "answered-not-applicable",
            answer,
            messages,
        )));
    };
    let stale = freshness == Freshness::Stale;
    let evidence = vec![evidence(answer, check.measure.unit(), stale, &answers.name, messages)];
    let measured = match value {
        Value::YesNo(yes) => Measured::yes_no(yes, evidence),
        Value::Number(number) => Measured::number(number, evidence),
    };
    if stale {
        Outcome::Stale(measured)
    } else {
        Outcome::Measured(measured)
    }
}

fn told(code: &str, answer: &Answer, messages: &Messages) -> Note {
    Note::new(code)
        .with("by", &answer.by)
        .with("date", messages.date(answer.date))
}

/// Who answered what, and when; with the remark, and that the answer is old.
fn evidence(answer: &Answer, unit: Unit, stale: bool, file: &str, messages: &Messages) -> Evidence {
    let value = answer.value.said(unit, messages);
    let mut quote = messages.with(
        "asked.evidence",
        &[
            ("value", &value),
            ("by", &answer.by),
            ("date", &messages.date(answer.date)),
        ],
    );
    if stale {
        quote.push_str(" · ");
        quote.push_str(messages.text("asked.evidence-stale"));
    }
    if let Some(note) = &answer.note {
        quote.push_str(" · ");
        quote.push_str(&note.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    let quote = clean(&quote);
    Evidence {
        url: file.to_owned(),
        quote: quote.chars().take(QUOTE).collect(),
        ..Evidence::default()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::judge_with_answers;
    use super::*;
    use crate::checklist::Checklist;
    use crate::checklist::tests::{HEAD, load};
    use crate::model::{Finding, Language, Limits, Shop, Verdict, Walk};
    use crate::score::{points_lost, score};

    const ASKED: &str = r#"
[[touchpoint.check]]
id = "reply"
measure = { ask = "number", unit = "hours", within = "14 days" }
question = "?"
good = "<= 4 h"
poor = "> 24 h"
weight = 4
[[touchpoint.check]]
id = "meeting"
measure = { ask = "date", within = "60 days" }
question = "?"
good = "within 7 days"
poor = "> 30 days"
weight = 2
"#;

    fn walk() -> Walk {
        Walk {
            shop: Shop::default(),
            pages: Vec::new(),
            journeys: Vec::new(),
            links: Vec::new(),
            requests: Vec::new(),
            limits: Limits::default(),
            warnings: Vec::new(),
        }
    }

    fn judged(answers: &str, day: Date, language: Language) -> (Checklist, Vec<Finding>) {
        let checklist = load(&format!("{HEAD}{ASKED}")).unwrap();
        let answers = Answers::parse("answers.toml", answers, &checklist).unwrap();
        let findings = judge_with_answers(&checklist, &walk(), &answers, day, Messages::get(language));
        (checklist, findings)
    }

    const ANSWERS: &str = r#"
[[answer]]
id = "support.reply"
value = 14
date = 2026-11-01
by = "Kim"
note = "ten mails"
[[answer]]
id = "support.meeting"
value = 2026-11-01
date = 2026-11-01
by = "Kim"
"#;

    #[test]
    fn a_fresh_answer_is_judged_and_quoted() {
        let (_, findings) = judged(ANSWERS, date(2026, 11, 5), Language::En);
        let (reply, meeting) = (&findings[0], &findings[1]);
        assert_eq!((reply.verdict, reply.points), (Verdict::Partial, Some(50.0)));
        assert_eq!(reply.value_text, "14 hours");
        assert_eq!(reply.evidence[0].url, "answers.toml");
        assert!(
            reply.evidence[0].quote.contains("Kim") && reply.evidence[0].quote.ends_with("ten mails"),
            "{}",
            reply.evidence[0].quote
        );
        assert_eq!(
            (meeting.verdict, meeting.value_text.as_str()),
            (Verdict::Good, "4 days")
        );
        assert!(!meeting.stale);
    }

    #[test]
    fn an_old_answer_counts_half_and_then_not_at_all() {
        let (checklist, findings) = judged(ANSWERS, date(2026, 11, 20), Language::En);
        let (reply, meeting) = (&findings[0], &findings[1]);
        assert!(reply.stale && !meeting.stale);
        // 19 days since the meeting: (30 − 19) ÷ 23 of the points. The reply counts 2 of its 4.
        let expected = (2.0 * 50.0 + 2.0 * (11.0 / 23.0 * 100.0)) / 4.0;
        let card = score(&checklist, &findings, Language::En);
        assert!((card.overall.score.unwrap() - expected).abs() < 1e-9);
        assert!(
            (card.overall.coverage - 4.0 / 6.0).abs() < 1e-9,
            "half of the reply's weight is open"
        );
        assert_eq!(points_lost(&findings, reply), Some(25.0));

        let (_, findings) = judged(ANSWERS, date(2026, 11, 30), Language::En);
        assert_eq!(findings[0].verdict, Verdict::Unanswered);
        assert_eq!(findings[0].reason.as_ref().unwrap().code, "answer-expired");
        assert_eq!(findings[0].points, None);
    }

    #[test]
    fn never_is_the_worst_and_not_applicable_is_left_out() {
        let text = ANSWERS
            .replace("value = 14", "value = \"n/a\"")
            .replace("value = 2026-11-01", "value = \"never\"");
        let (_, findings) = judged(&text, date(2026, 11, 5), Language::Ko);
        assert_eq!(findings[0].verdict, Verdict::NotApplicable);
        assert_eq!(
            (findings[1].verdict, findings[1].value_text.as_str()),
            (Verdict::Poor, "없음")
        );
        assert!(
            findings[1].evidence[0].quote.contains("2026년 11월 1일"),
            "{}",
            findings[1].evidence[0].quote
        );
    }
}
