//! Every check of every built-in checklist can be good and can be poor.
//!
//! The demo shop's three characters are walked once, and each checklist judges the walks; a question to the owner is
//! answered well and badly. Where that does not show a check at its best and at its worst, a table does:
//! `tests/check_examples/CHECKLIST.toml` holds tiny pages, and says of each what a check makes of it. Its head says how
//! to write one. A check that nothing shows both ways fails here.

#[path = "check_examples/shops.rs"]
mod shops;
#[path = "check_examples/tables.rs"]
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use touchpoint::checklist::{AnswerValue, Answers, Checklist, Loader, builtin};
use touchpoint::judge::judge_with_answers;
use touchpoint::model::{Finding, Language, Verdict, Walk};
use touchpoint::report::messages::Messages;

const DAY: Date = date(2026, 11, 21);

fn checklists() -> Vec<Checklist> {
    builtin::ALL
        .iter()
        .map(|known| {
            Loader::default()
                .load(known.id)
                .unwrap_or_else(|faults| panic!("{faults}"))
        })
        .collect()
}

/// The owner of a shop that is exempt from nothing.
fn not_exempt(checklist: &Checklist) -> Answers {
    let text: String = checklist
        .asked()
        .filter(|asked| asked.exemption)
        .map(|asked| {
            let id = &asked.check.finding_id;
            format!("[[answer]]\nid = \"{id}\"\nvalue = false\ndate = {DAY}\nby = \"Kim\"\n")
        })
        .collect();
    Answers::parse("answers.toml", &text, checklist).unwrap_or_else(|faults| panic!("{faults}"))
}

/// What a checklist makes of a walk, by finding.
fn judged(checklist: &Checklist, walk: &Walk) -> BTreeMap<String, Finding> {
    judge_with_answers(
        checklist,
        walk,
        &not_exempt(checklist),
        DAY,
        Messages::get(Language::En),
    )
    .into_iter()
    .map(|finding| (finding.id.clone(), finding))
    .collect()
}

/// What answers of all kinds make of a question to the owner.
fn answered(checklist: &Checklist, id: &str) -> BTreeSet<Verdict> {
    let words = ["2026-11-21", "2020-01-01", "yes", "no", "0", "6", "100", "1000"];
    checklist
        .asked()
        .filter(|asked| asked.check.finding_id == id && !asked.exemption)
        .flat_map(|asked| {
            let read = |word: &&str| AnswerValue::read(word, asked.kind, asked.unit, Some(DAY)).ok();
            let values = words.iter().filter_map(read).filter_map(|answer| answer.judged_on(DAY));
            values.map(|value| asked.check.scale.verdict(value)).collect::<Vec<_>>()
        })
        .collect()
}

/// What an example shows otherwise than its table says.
fn fault(checklist: &Checklist, example: &tables::Example) -> Option<String> {
    let walk = match example.walk(checklist) {
        Ok(walk) => walk,
        Err(fault) => return Some(format!("{}: {fault}", example.name())),
    };
    let findings = judged(checklist, &walk);
    let Some(finding) = findings.get(&example.check) else {
        return Some(format!("{}: no check of {}", example.name(), checklist.id));
    };
    (finding.verdict != example.verdict).then(|| {
        let reason = finding
            .reason
            .as_ref()
            .map(|note| note.text.as_str())
            .unwrap_or_default();
        let evidence: Vec<String> = finding
            .evidence
            .iter()
            .map(|one| format!("{} {}", one.url, one.quote))
            .collect();
        format!(
            "{}: {:?} {} {reason} {evidence:?}",
            example.name(),
            finding.verdict,
            finding.value_text
        )
    })
}

#[test]
fn every_example_is_judged_as_it_says() {
    let checklists = checklists();
    let mut wrong = Vec::new();
    for example in tables::all() {
        match checklists.iter().find(|known| known.id == example.checklist) {
            Some(checklist) => wrong.extend(fault(checklist, &example)),
            None => wrong.push(format!("{}: no such checklist", example.name())),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_check_is_good_somewhere_and_poor_somewhere() {
    let checklists = checklists();
    let examples = tables::all();
    let walks = shops::walks(&checklists);
    let mut lacking = Vec::new();
    for checklist in &checklists {
        let demo: Vec<_> = walks.iter().map(|walk| judged(checklist, walk)).collect();
        for check in checklist.checks() {
            let id = &check.finding_id;
            let of_demo = demo.iter().map(|findings| findings[id].verdict);
            // An example is judged by this checklist: the table of another one may stand for a check that both have.
            let of_tables = examples
                .iter()
                .filter(|example| example.check == *id)
                .filter_map(|example| Some(judged(checklist, &example.walk(checklist).ok()?)[id].verdict));
            let mut seen: BTreeSet<Verdict> = of_demo.chain(answered(checklist, id)).collect();
            if !seen.is_superset(&BTreeSet::from([Verdict::Good, Verdict::Poor])) {
                seen.extend(of_tables);
            }
            for wanted in [Verdict::Good, Verdict::Poor] {
                if !seen.contains(&wanted) {
                    lacking.push(format!("{}: {id} is never {wanted:?}, only {seen:?}", checklist.id));
                }
            }
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

#[test]
fn an_answer_is_what_a_question_is_judged_by() {
    let owner = Loader::default().load("owner").expect("a built-in checklist");
    let asked = owner.asked().next().map(|asked| asked.check.finding_id.clone());
    let id = asked.expect("the owner is asked something");
    assert!(Answers::default().get(&id).is_none());
    assert!(answered(&owner, &id).contains(&Verdict::Good));
}
