//! Exemptions: asked, never guessed.

use jiff::civil::Date;

use super::Outcome;
use super::settled::settled;
use crate::checklist::answers::EXEMPT_DAYS;
use crate::checklist::{Answers, Check, Checklist, Freshness};
use crate::model::{Measured, Note, Value, Verdict};
use crate::report::messages::Messages;

/// What a measured check says, once the owner's answer about an exemption is heeded. Without an answer nothing is said
/// against the shop.
pub(super) fn heeded(
    checklist: &Checklist,
    check: &Check,
    measured: Measured,
    answers: &Answers,
    day: Date,
    messages: &Messages,
) -> Outcome {
    let (Some(question), Some(asked)) = (&check.exempt, checklist.exemption(check)) else {
        return Outcome::Measured(measured);
    };
    let measured = settled(measured, check);
    let answer = answers
        .get(&asked.finding_id)
        .filter(|answer| answer.freshness(EXEMPT_DAYS, day) != Freshness::Expired);
    match answer.map(|answer| (answer, answer.value.judged_on(day))) {
        // "Does not apply" says of an exemption what yes says.
        Some((answer, None | Some(Value::YesNo(true)))) => {
            let note = Note::new("exempt")
                .with("by", &answer.by)
                .with("date", messages.date(answer.date));
            Outcome::Measured(Measured::NotApplicable(note))
        }
        Some(_) => Outcome::Measured(measured),
        None if falls_short(check, &measured) => {
            let question = question.get(messages.language());
            Outcome::Unanswered(
                Note::new("exemption-not-asked")
                    .with("question", question)
                    .with("id", &asked.finding_id),
            )
        }
        None => Outcome::Measured(measured),
    }
}

fn falls_short(check: &Check, measured: &Measured) -> bool {
    match measured {
        Measured::Value { value, .. } => value.as_f64().is_finite() && check.scale.verdict(*value) != Verdict::Good,
        // What lies between two bounds was settled before.
        Measured::Unknown(_) | Measured::NotApplicable(_) | Measured::Between(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::checklist::tests::{HEAD, load};
    use crate::checklist::{Answers, Checklist};
    use crate::judge::judge_with_answers;
    use crate::model::{Language, Limits, PageKind, Shop, Verdict, Walk, WalkPage};
    use crate::report::messages::Messages;

    const CHECK: &str = r#"
[[touchpoint.check]]
id = "number"
measure = { pattern = "mail-order number" }
pages = ["home"]
question = "Is the number there?"
exempt = { en = "Is your shop exempt?", ko = "신고 면제 대상입니까?" }
good = "yes"
"#;

    fn shop(checklist: &Checklist, html: &str) -> Walk {
        let probes = checklist.probes();
        let url = url::Url::parse("https://shop.example/").unwrap();
        let source = crate::extract::Source {
            probes: &probes,
            ..crate::extract::Source::new(html.as_bytes(), Some(&url))
        };
        let mut facts = crate::extract::facts(&source);
        facts.kind.name = PageKind::Home;
        let home = WalkPage {
            url: url.to_string(),
            status: 200,
            depth: Some(0),
            via: None,
            by_journey: false,
            blocked: None,
            facts,
        };
        Walk {
            shop: Shop::default(),
            pages: vec![home],
            journeys: Vec::new(),
            links: Vec::new(),
            requests: Vec::new(),
            limits: Limits::default(),
            warnings: Vec::new(),
        }
    }

    fn verdict(html: &str, answer: Option<(&str, &str)>) -> Verdict {
        let checklist = load(&format!("{HEAD}{CHECK}")).unwrap();
        let answers = match answer {
            None => Answers::default(),
            Some((value, day)) => {
                let text =
                    format!("[[answer]]\nid = \"support.number\"\nvalue = {value}\ndate = {day}\nby = \"Kim\"\n");
                Answers::parse("answers.toml", &text, &checklist).unwrap()
            }
        };
        let walk = shop(&checklist, html);
        let day = date(2026, 11, 21);
        judge_with_answers(&checklist, &walk, &answers, day, Messages::get(Language::Ko))
            .remove(0)
            .verdict
    }

    #[test]
    fn nothing_is_said_against_a_shop_that_was_not_asked() {
        let (told, silent) = ("<p>mail-order number 1", "<p>Welcome");
        assert_eq!(verdict(told, None), Verdict::Good);
        assert_eq!(verdict(silent, None), Verdict::Unanswered);
        assert_eq!(verdict(silent, Some(("false", "2026-11-01"))), Verdict::Poor);
        assert_eq!(verdict(silent, Some(("true", "2026-11-01"))), Verdict::NotApplicable);
        assert_eq!(verdict(silent, Some(("true", "2020-11-01"))), Verdict::Unanswered);
    }

    #[test]
    fn the_question_is_among_those_that_are_asked() {
        let checklist = load(&format!("{HEAD}{CHECK}")).unwrap();
        let asked = checklist.asked_by_id("support.number").unwrap();
        assert!(asked.exemption);
        assert_eq!(asked.question.get(Language::En), "Is your shop exempt?");
    }
}
