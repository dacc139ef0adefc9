//! The checklists that travel inside the program.

use std::collections::BTreeSet;

use crate::checklist::{CheckMeasure, Loader, builtin};

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
