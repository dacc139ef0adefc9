//! Checklists that build on others.

use std::fs;

use super::loader;

const BASE: &str = r#"
schema = 1
id = "base"
title = "Base"
[[touchpoint]]
id = "support"
title = "Support"
[[touchpoint.check]]
id = "top"
measure = "phone.top-share"
question = "Top?"
good = ">= 90%"
poor = "< 25%"
weight = 5
severity = "critical"
[[touchpoint.check]]
id = "guest"
measure = "checkout.guest-possible"
question = "Guest?"
good = "yes"
"#;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn load(folder: &tempfile::TempDir, name: &str) -> Result<crate::checklist::Checklist, crate::checklist::Problems> {
    loader().load(folder.path().join(name).to_str().unwrap())
}

#[test]
fn an_override_replaces_only_the_keys_that_it_gives() {
    let own = "schema = 1\nid = \"own\"\nextends = [\"base.toml\"]\n[[touchpoint]]\nid = \"support\"\n[[touchpoint.check]]\nid = \"top\"\nweight = 2\n[[touchpoint.check]]\nid = \"guest\"\nenabled = false\n";
    let folder = folder(&[("base.toml", BASE), ("own.toml", own)]);
    let checklist = load(&folder, "own.toml").unwrap();
    assert_eq!(checklist.id, "own");
    assert_eq!(
        checklist.title.get(crate::model::Language::En),
        "Base",
        "a title is taken over"
    );
    let check = checklist.check("support.top").unwrap();
    assert_eq!((check.weight, check.severity), (2.0, crate::model::Severity::Critical));
    assert!(checklist.check("support.guest").is_none(), "it is switched off");
    let sources: Vec<&str> = checklist.sources.iter().map(|source| source.id.as_str()).collect();
    assert_eq!(sources, ["own", "base"]);
}

#[test]
fn a_circle_is_an_error() {
    let one = BASE.replace("title = \"Base\"", "title = \"Base\"\nextends = [\"./two.toml\"]");
    let two = BASE.replace("title = \"Base\"", "title = \"Base\"\nextends = [\"one.toml\"]");
    let folder = folder(&[("one.toml", &one), ("two.toml", &two)]);
    let error = load(&folder, "one.toml").unwrap_err();
    assert_eq!(error.list.len(), 1, "{error}");
    assert!(
        error
            .to_string()
            .contains("two.toml:5:12: checklists extend each other in a circle"),
        "{error}"
    );
}

#[test]
fn misspelt_ids_of_the_extended_checklist_are_told() {
    let own = "schema = 1\nid = \"own\"\nextends = [\"base.toml\"]\n[[touchpoint]]\nid = \"suport\"\n[[touchpoint.check]]\nid = \"top\"\nmeasure = \"walk.reached\"\nquestion = \"?\"\ngood = \">= order-form\"\npoor = \"< cart\"\n[[touchpoint]]\nid = \"support\"\n[[touchpoint.check]]\nid = \"topp\"\nweight = 2\n";
    let folder = folder(&[("base.toml", BASE), ("own.toml", own)]);
    let told = load(&folder, "own.toml").unwrap_err().headlines();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(
        told[0].ends_with(
            "own.toml:5:6: unknown touchpoint \"suport\" (did you mean \"support\"?); a new one needs a title"
        ),
        "{told:?}"
    );
    assert!(told[1].contains("\"question\" is missing"), "{told:?}");
    assert!(
        told[2].ends_with("unknown check \"topp\" (did you mean \"top\"?); a new one needs a measure"),
        "{told:?}"
    );
}

#[test]
fn an_extended_file_that_is_missing_is_told_at_its_name() {
    let own = BASE.replace("title = \"Base\"", "title = \"Base\"\nextends = [\"gone.toml\"]");
    let folder = folder(&[("own.toml", &own)]);
    let told = load(&folder, "own.toml").unwrap_err().headlines();
    assert_eq!(told.len(), 1);
    assert!(
        told[0].contains("own.toml:5:12: no checklist") && told[0].contains("no such file"),
        "{told:?}"
    );
}

#[test]
fn checklists_that_are_named_together_become_one() {
    let other = BASE
        .replace("id = \"base\"", "id = \"other\"\ngate = { fail_under = 80 }")
        .replace("id = \"guest\"", "id = \"guest-too\"")
        .replace("weight = 5", "weight = 1");
    let folder = folder(&[("base.toml", BASE), ("other.toml", &other)]);
    let names = ["base.toml", "other.toml"].map(|name| folder.path().join(name).display().to_string());
    let joined = loader().load_all(&names).unwrap();
    let checks: Vec<(&str, f64)> = joined
        .checks()
        .map(|check| (check.finding_id.as_str(), check.weight))
        .collect();
    assert_eq!(
        checks,
        [("support.top", 5.0), ("support.guest", 1.0), ("support.guest-too", 1.0)],
        "a check that is there already stays as it is"
    );
    assert_eq!(joined.gate.fail_under, Some(80.0));
    assert_eq!(joined.sources.len(), 2);
}

#[test]
fn the_faults_of_all_that_is_named_are_told() {
    let folder = folder(&[
        ("one.toml", &BASE.replace("90%", "90")),
        ("two.toml", &BASE.replace("yes", "ja")),
    ]);
    let names = ["one.toml", "two.toml"].map(|name| folder.path().join(name).display().to_string());
    let told = loader().load_all(&names).unwrap_err().headlines();
    assert_eq!(told.len(), 2);
    assert!(
        told[0].contains("one.toml:12:8: \"90\" does not fit a share"),
        "{told:?}"
    );
    assert!(
        told[1].contains("two.toml:20:8: \"ja\" is neither yes nor no"),
        "{told:?}"
    );
}
