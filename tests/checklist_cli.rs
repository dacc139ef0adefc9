//! `touchpoint checklist` as a shop owner meets it.

use assert_cmd::Command;

/// A checklist without fault that needs no measure.
const GOOD: &str = r#"
schema = 1
id = "own"
title = "Own"
[[touchpoint]]
id = "support"
title = "Support"
[[touchpoint.check]]
id = "tap"
question = "번호를 눌러 걸 수 있습니까?"
measure = { css = "a[href^='tel:']", as = "share" }
good = ">= 80%"
poor = "< 20%"
"#;

fn touchpoint() -> Command {
    let mut command = Command::cargo_bin("touchpoint").unwrap();
    command.env("LC_ALL", "C").env("LANG", "C");
    command
}

#[test]
fn validate_tells_every_fault_of_every_file_and_exits_2() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| {
        std::fs::write(folder.path().join(name), text).unwrap();
    };
    write("good.toml", GOOD.to_owned());
    write("one.toml", GOOD.replace("20%", "20 days"));
    write(
        "two.toml",
        GOOD.replace("question", "qestion").replace("a[href", "a[[href"),
    );
    let all = touchpoint()
        .current_dir(folder.path())
        .args(["checklist", "validate", "good.toml", "one.toml", "two.toml"])
        .assert()
        .code(2);
    let output = all.get_output();
    assert_eq!(
        String::from_utf8_lossy(&output.stdout).trim(),
        "good.toml: all is well (checks: 1)"
    );
    let told = String::from_utf8_lossy(&output.stderr);
    for headline in [
        "one.toml:13:8: \"20 days\" does not fit a share",
        "two.toml:10:1: unknown key \"qestion\" (did you mean \"question\"?)",
        "two.toml:11:19: \"a[[href^='tel:']\" is no CSS selector",
    ] {
        assert!(told.lines().any(|line| line == headline), "{headline}\n{told}");
    }
}

#[test]
fn a_file_that_is_not_there_is_one_line_and_exit_2() {
    let output = touchpoint()
        .args(["checklist", "validate", "gone.toml"])
        .assert()
        .code(2);
    let told = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.contains("no checklist \"gone.toml\""), "{told}");
}

#[test]
fn a_shops_own_file_is_validated_with_the_checklists_that_it_names() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("own.toml"), GOOD).unwrap();
    let file = folder.path().join("touchpoint.toml");
    std::fs::write(
        &file,
        "[audit]\nchecklists = [\"own.toml\"]\n[gate]\nfail_on = \"major\"\n",
    )
    .unwrap();
    touchpoint().args(["checklist", "validate"]).arg(&file).assert().code(0);
    std::fs::write(&file, "[gate]\nfail_on = \"mayor\"\n").unwrap();
    let output = touchpoint().args(["checklist", "validate"]).arg(&file).assert().code(2);
    let told = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
    assert!(
        told.contains("touchpoint.toml:2:11: unknown severity \"mayor\" (did you mean \"major\"?)"),
        "{told}"
    );
}

#[test]
fn the_schemas_are_json() {
    for arguments in [&["checklist", "schema"][..], &["checklist", "schema", "--config"]] {
        let output = touchpoint().args(arguments).assert().code(0);
        let schema: serde_json::Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
        assert_eq!(schema["additionalProperties"], false);
    }
}
