//! The gate on the command line: what fails, what passes, what is a mistake, and what is said of it.

#[path = "common/served.rs"]
mod served;

use std::path::Path;
use std::sync::LazyLock;

use served::{Served, stderr, touchpoint};
use tempfile::TempDir;
use touchpoint::demo::Character;

/// The walks of a good and of a bad shop, saved once: every test judges them again.
struct Walks {
    folder: TempDir,
}

static WALKS: LazyLock<Walks> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, character) in [("good", Character::Good), ("bad", Character::Bad)] {
        let shop = Served::new(character);
        let walk = format!("{name}.warc.gz");
        let flags = ["--rate", "100", "--max-pages", "12", "--save-walk", &walk, "--report"];
        let output = touchpoint(&folder)
            .args(["audit", &shop.url()])
            .args(flags)
            .arg(format!("json={name}.json"))
            .output()
            .expect("the program runs");
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    Walks { folder }
});

/// Judges a saved walk in a folder that holds `touchpoint.toml`, and gives the exit status and standard error.
fn judge(name: &str, config: &str, flags: &[&str]) -> (i32, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let saved = |file: &str| WALKS.folder.path().join(file);
    for file in ["good.json", "bad.json"] {
        std::fs::copy(saved(file), folder.path().join(file)).expect("copied");
    }
    std::fs::write(folder.path().join("touchpoint.toml"), config).expect("a file");
    let output = touchpoint(&folder)
        .arg("judge")
        .arg(saved(&format!("{name}.warc.gz")))
        .args(["--report", "json=out.json"])
        .args(flags)
        .output()
        .expect("the program runs");
    let status = output.status.code().expect("a status");
    assert_eq!(
        status != 2,
        folder.path().join("out.json").exists(),
        "{}",
        stderr(&output)
    );
    (status, stderr(&output))
}

#[test]
fn the_same_shop_did_not_get_worse_and_a_bad_one_did() {
    let good = ["--baseline", "good.json", "--allow-unknown"];
    let bad = ["--baseline", "bad.json", "--allow-unknown"];
    assert_eq!(judge("good", "", &good).0, 0);
    assert_eq!(judge("bad", "", &bad).0, 0, "the faults are known");
    assert_eq!(judge("good", "", &bad).0, 0, "what got better does not fail");
    let (status, told) = judge("bad", "", &good);
    assert_eq!(status, 1, "{told}");
    assert!(told.contains("--baseline good.json: got worse"), "{told}");
    assert!(told.contains("support.phone-top: 100 % then, 0 % now"), "{told}");
}

#[test]
fn the_gate_stands_in_the_shops_own_file_too() {
    let config = "[gate]\nbaseline = \"good.json\"\nfail_on = \"critical\"\nallow_unknown = true\n";
    assert_eq!(judge("good", config, &[]).0, 0);
    let (status, told) = judge("bad", config, &[]);
    assert_eq!(status, 1);
    assert!(told.contains("--fail-on critical --baseline"), "{told}");
    let touchpoint = "[gate.touchpoints]\nsupport = 50\n";
    assert_eq!(judge("good", touchpoint, &[]).0, 0);
    let (status, told) = judge("bad", touchpoint, &[]);
    assert_eq!(status, 1);
    assert!(told.contains("--fail-under support=50"), "{told}");
    assert!(told.contains("    support."), "the findings behind it: {told}");
}

#[test]
fn each_mistake_is_told_before_the_walk_and_has_a_status_of_its_own() {
    let cases: [(&str, &[&str], &str); 9] = [
        ("", &["--baseline", "gone.json"], "gone.json: there is no such file"),
        ("", &["--baseline", "touchpoint.toml"], "is no saved touchpoint report"),
        ("", &["--fail-under", "suport=80"], "did you mean \"support\""),
        (
            "",
            &["--fail-under", "support=101"],
            "a score is a number from 0 to 100",
        ),
        (
            "",
            &["--min-coverage", "lots"],
            "a percentage is a number from 0 to 100",
        ),
        ("", &["--require", "support.phone-tip"], "unknown check"),
        ("[gate]\nmin_coverage = 140\n", &[], "touchpoint.toml:2:16"),
        ("[gate.touchpoints]\nsupport = \"80\"\n", &[], "must be a number"),
        ("[gate]\nallow_unkown = true\n", &[], "did you mean \"allow_unknown\""),
    ];
    for (config, flags, words) in cases {
        let (status, told) = judge("good", config, flags);
        assert_eq!(status, 2, "{config:?} {flags:?}: {told}");
        assert!(told.contains(words), "{config:?} {flags:?}: {told}");
    }
}

#[test]
fn no_fail_reports_the_gate_and_passes() {
    let (status, told) = judge("bad", "", &["--fail-on", "critical", "--no-fail"]);
    assert_eq!(status, 0);
    assert!(told.contains("Gate: failed"), "{told}");
}

#[test]
fn a_waiver_passes_until_its_day_and_fails_after_it() {
    let waiver = |until: &str| {
        format!(
            "[[waiver]]\nfinding = \"support.phone-top\"\nreason = \"new header\"\nowner = \"Kim\"\nuntil = {until}\n"
        )
    };
    let flags = ["--require", "support.phone-top"];
    assert_eq!(judge("bad", &waiver("2999-01-01"), &flags).0, 0);
    let (status, told) = judge("bad", &waiver("2020-01-01"), &[]);
    assert_eq!(status, 1);
    assert!(told.contains("[[waiver]] support.phone-top"), "{told}");
    assert_eq!(
        judge("good", &waiver("2020-01-01"), &[]).0,
        0,
        "nothing is left to accept"
    );
}

#[test]
fn a_gate_that_is_said_on_standard_output_is_not_said_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = touchpoint(&folder)
        .arg("judge")
        .arg(Path::join(WALKS.folder.path(), "bad.warc.gz"))
        .args(["--fail-on", "critical"])
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("Gate: failed"));
    assert_eq!(stderr(&output), "");
}
