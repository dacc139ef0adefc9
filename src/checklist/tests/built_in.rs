//! The checklists that travel inside the program.

use std::collections::BTreeSet;

use jiff::civil::date;

use crate::checklist::{AnswerValue, CheckMeasure, Loader, builtin};
use crate::model::{Language, Verdict};

#[test]
fn every_checklist_of_the_folder_is_built_in() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/audits");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .filter(|path| std::fs::read_to_string(path).unwrap().contains("[[touchpoint]]"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    let known: BTreeSet<String> = builtin::ALL.iter().map(|known| known.id.to_owned()).collect();
    assert_eq!(files, known);
}

#[test]
fn the_built_in_checklists_are_without_fault() {
    for known in builtin::ALL {
        let checklist = Loader::default()
            .load(known.id)
            .unwrap_or_else(|faults| panic!("{faults}"));
        assert_eq!(checklist.id, known.id);
    }
}

#[test]
fn the_default_checks_the_five_moments_of_a_customer() {
    let checklist = Loader::default().load(builtin::DEFAULT).unwrap();
    let touchpoints: Vec<&str> = checklist
        .touchpoints
        .iter()
        .map(|touchpoint| touchpoint.id.as_str())
        .collect();
    assert_eq!(touchpoints, ["clarity", "ordering", "checkout", "delivery", "support"]);
    let walked = checklist
        .checks()
        .filter(|check| matches!(check.measure, CheckMeasure::Named(_)))
        .count();
    let asked = checklist
        .checks()
        .filter(|check| matches!(check.measure, CheckMeasure::Ask { .. }))
        .count();
    assert_eq!((walked, asked), (56, 4));
    assert!(checklist.check("support.phone-top").is_some());
}

#[test]
fn phone_first_brings_its_gate() {
    let checklist = Loader::default().load("phone-first").unwrap();
    assert_eq!(checklist.gate.fail_on, Some(crate::model::Severity::Critical));
}

#[test]
fn a_question_is_asked_the_same_way_wherever_it_is_asked() {
    let mut seen = std::collections::BTreeMap::new();
    for known in builtin::ALL {
        let checklist = Loader::default().load(known.id).unwrap();
        for asked in checklist.asked() {
            let check = asked.check;
            let way = (asked.kind, asked.unit, asked.fresh_days, asked.question.clone());
            let first = seen
                .entry(check.finding_id.clone())
                .or_insert_with(|| (known.id, way.clone()));
            assert_eq!(first.1, way, "{} in {} and {}", check.finding_id, first.0, known.id);
        }
    }
    assert!(seen.len() > 40, "{}", seen.len());
}

#[test]
fn the_owner_is_asked_only_what_no_walk_can_see() {
    let checklist = Loader::default().load("owner").unwrap();
    assert_eq!(checklist.asked().count(), checklist.checks().count());
}

#[test]
fn the_short_lists_judge_as_the_default_one_does() {
    let default = Loader::default().load(builtin::DEFAULT).unwrap();
    for id in ["checkout-depth", "transparency", "owner"] {
        for check in Loader::default().load(id).unwrap().checks() {
            let Some(same) = default.check(&check.finding_id) else {
                continue;
            };
            assert_eq!(check.scale, same.scale, "{id}: {}", check.finding_id);
            assert_eq!(check.measure.id(), same.measure.id(), "{id}: {}", check.finding_id);
            assert_eq!(check.question, same.question, "{id}: {}", check.finding_id);
        }
    }
}

#[test]
fn every_question_can_be_answered_well_and_badly() {
    let day = date(2026, 11, 21);
    let words = ["2026-11-21", "2020-01-01", "yes", "no", "0", "6", "100", "1000"];
    for known in builtin::ALL {
        let checklist = Loader::default().load(known.id).unwrap();
        for asked in checklist.asked().filter(|asked| !asked.exemption) {
            let verdicts: Vec<Verdict> = words
                .iter()
                .filter_map(|words| AnswerValue::read(words, asked.kind, asked.unit, Some(day)).ok())
                .filter_map(|answer| answer.judged_on(day))
                .map(|value| asked.check.scale.verdict(value))
                .collect();
            for wanted in [Verdict::Good, Verdict::Poor] {
                assert!(
                    verdicts.contains(&wanted),
                    "{} never {wanted:?}",
                    asked.check.finding_id
                );
            }
        }
    }
}

/// What the law of a country wants to be told.
const PACKS: &[&str] = &["korea", "eu", "germany", "uk", "us", "japan"];

#[test]
fn the_packs_say_when_each_article_was_looked_up_and_that_they_are_no_legal_advice() {
    for id in PACKS {
        let checklist = Loader::default().load(id).unwrap();
        let notices = checklist.notices();
        assert_eq!(notices.len(), 1, "{id}");
        assert!(notices[0].get(Language::En).contains("no legal advice"), "{id}");
        assert!(notices[0].get(Language::Ko).contains("법률 자문이 아니며"), "{id}");
        for check in checklist.checks() {
            assert!(check.looked_up.is_some(), "{}", check.finding_id);
            assert!(
                check.source.chars().any(|c| c.is_ascii_digit()),
                "{}: no article",
                check.finding_id
            );
        }
    }
}

#[test]
fn a_pack_is_suggested_for_its_country() {
    assert_eq!(builtin::of_country("KR"), Some("korea"));
    assert_eq!(builtin::of_country("DE"), Some("germany"));
    assert_eq!(builtin::of_country("FR"), Some("eu"));
    assert_eq!(builtin::of_country("BR"), None);
    let germany = Loader::default().load("germany").unwrap();
    assert!(
        germany.check("delivery.eu-withdrawal").is_some(),
        "it extends the Union's"
    );
}
