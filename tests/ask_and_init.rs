//! `touchpoint ask` and `touchpoint init`, and what an audit makes of the answers.

#[path = "common/served.rs"]
mod served;

use std::process::Output;

use served::{Served, finding, stderr, touchpoint};
use tempfile::TempDir;
use touchpoint::demo::Character;

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    touchpoint(folder).args(arguments).output().expect("the program runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn read(folder: &TempDir, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).unwrap_or_default()
}

#[test]
fn answers_are_set_listed_and_judged() {
    let folder = folder();
    let set = [
        "ask",
        "--set",
        "support.reply-hours=90 min",
        "--set",
        "delivery.on-time=80%",
        "--by",
        "Kim",
        "--note",
        "ten mails",
    ];
    let output = run(&folder, &set);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        read(&folder, "answers.toml").contains("value = 1.5"),
        "{}",
        read(&folder, "answers.toml")
    );
    let valid = run(&folder, &["checklist", "validate", "answers.toml"]);
    assert_eq!(
        stdout(&valid),
        "answers.toml: no fault, 2 answers to the built-in checklists\n"
    );
    let list = stdout(&run(&folder, &["ask", "--list"]));
    assert!(
        list.contains("Open (2)") && list.contains("Fresh (2)") && list.contains("1.5 hours – Kim"),
        "{list}"
    );

    let shop = Served::new(Character::Good);
    let audit = [
        "audit",
        &shop.url(),
        "--rate",
        "100",
        "--max-pages",
        "3",
        "--no-buy",
        "--report",
        "json=r.json",
    ];
    let output = run(&folder, &audit);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let report: serde_json::Value = serde_json::from_str(&read(&folder, "r.json")).expect("a report");
    let reply = finding(&report, "support.reply-hours");
    assert_eq!((&reply["verdict"], &reply["value"]), (&"good".into(), &1.5.into()));
    assert_eq!(reply["evidence"][0]["url"], "answers.toml");
    assert_eq!(finding(&report, "delivery.on-time")["verdict"], "poor");
    assert_eq!(finding(&report, "support.weekly-review")["verdict"], "unanswered");
}

#[test]
fn a_saved_walk_is_judged_by_the_answers_of_its_day() {
    let folder = folder();
    let shop = Served::new(Character::Good);
    let url = shop.url();
    let audit = [
        "audit",
        &url,
        "--rate",
        "100",
        "--max-pages",
        "3",
        "--no-buy",
        "--save-walk",
        "w.warc.gz",
        "--report",
        "json=a.json",
    ];
    assert_eq!(run(&folder, &audit).status.code(), Some(0));
    let answers = "[[answer]]\nid = \"support.weekly-review\"\nvalue = 2020-01-01\ndate = 2099-01-01\nby = \"Kim\"\n";
    std::fs::write(folder.path().join("mine.toml"), answers).expect("write");
    for report in ["json=1.json", "json=2.json"] {
        let judge = ["judge", "w.warc.gz", "--answers", "mine.toml", "--report", report];
        let output = run(&folder, &judge);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    assert_eq!(read(&folder, "1.json"), read(&folder, "2.json"));
    let report: serde_json::Value = serde_json::from_str(&read(&folder, "1.json")).expect("a report");
    assert_eq!(finding(&report, "support.weekly-review")["verdict"], "poor");
    let missing = run(&folder, &["judge", "w.warc.gz", "--answers", "none.toml"]);
    assert_eq!(missing.status.code(), Some(2));
    assert_eq!(
        stderr(&missing),
        "touchpoint: no answers \"none.toml\": there is no such file\n"
    );
}

#[test]
fn wrong_answers_on_the_command_line_are_told_in_one_line_and_nothing_is_kept() {
    let cases = [
        (
            "support.reply-hour=3",
            "no question \"support.reply-hour\" in this checklist (did you mean \"support.reply-hours\"?)",
        ),
        (
            "support.phone-top=yes",
            "\"support.phone-top\" is seen by the walk: nobody is asked",
        ),
        ("support.reply-hours", "--set is written ID=VALUE"),
        ("support.reply-hours=soon", "That is no number"),
        ("support.weekly-review=2999-01-01", "That day has not come yet."),
        ("delivery.on-time=101", "A percentage is a number from 0 to 100."),
    ];
    for (words, told) in cases {
        let folder = folder();
        let output = run(
            &folder,
            &[
                "ask",
                "--set",
                "ordering.self-order=today",
                "--set",
                words,
                "--by",
                "Kim",
            ],
        );
        assert_eq!(output.status.code(), Some(2), "{words}");
        let error = stderr(&output);
        assert!(error.contains(told) && error.lines().count() == 1, "{words}: {error}");
        assert!(!folder.path().join("answers.toml").exists(), "{words}");
    }
    let folder = folder();
    let nameless = run(&folder, &["ask", "--set", "delivery.on-time=97"]);
    assert_eq!(nameless.status.code(), Some(2));
    let dated = run(
        &folder,
        &["ask", "--set", "delivery.on-time=97", "--by", "Kim", "--date", "never"],
    );
    assert_eq!(dated.status.code(), Some(2), "{}", stderr(&dated));
}

#[test]
fn a_broken_file_of_answers_is_told_with_its_line_and_stays_as_it_is() {
    let folder = folder();
    let broken = "[[answer]]\nid = \"delivery.on-time\"\nvalue = \"much\"\ndate = 2026-11-01\nby = \"Kim\"\n";
    std::fs::write(folder.path().join("answers.toml"), broken).expect("write");
    let output = run(&folder, &["ask", "--set", "delivery.on-time=97", "--by", "Kim"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).starts_with("answers.toml:3:9: this is no percentage from 0 to 100"),
        "{}",
        stderr(&output)
    );
    assert_eq!(read(&folder, "answers.toml"), broken);
}

#[test]
fn the_dialogue_wants_a_terminal() {
    let folder = folder();
    let english = run(&folder, &["ask"]);
    assert_eq!(english.status.code(), Some(2));
    assert_eq!(
        stderr(&english),
        "touchpoint: ask is a dialogue and needs a terminal; without one, use --list, or --set ID=VALUE --by NAME\n"
    );
    let korean = run(&folder, &["ask", "--lang", "ko"]);
    assert!(stderr(&korean).contains("터미널"), "{}", stderr(&korean));
}

#[cfg(unix)]
#[test]
fn a_file_of_answers_keeps_its_permissions_and_a_link_stays_a_link() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = folder();
    let kept = folder.path().join("kept.toml");
    std::fs::write(&kept, "# Ours.\n").expect("write");
    std::fs::set_permissions(&kept, std::fs::Permissions::from_mode(0o600)).expect("permissions");
    symlink(&kept, folder.path().join("answers.toml")).expect("a link");
    let output = run(&folder, &["ask", "--set", "delivery.on-time=97", "--by", "Kim"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(folder.path().join("answers.toml").is_symlink());
    assert!(read(&folder, "kept.toml").starts_with("# Ours.\n"));
    let mode = std::fs::metadata(&kept).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn the_short_checklists_pass_on_a_good_shop_and_on_no_bad_one() {
    // The bad shop keeps the walk out of its order form, so that there is no score to pass with.
    let cases = [
        ("checkout-depth", Character::Good, 0),
        ("checkout-depth", Character::Bad, 3),
        ("transparency", Character::Good, 0),
        ("transparency", Character::Bad, 1),
    ];
    for (checklist, character, status) in cases {
        let shop = Served::new(character);
        let (output, report) = served::audit(&shop.url(), &["--checklist", checklist, "--mine"]);
        let told = stderr(&output);
        assert_eq!(
            output.status.code(),
            Some(status),
            "{checklist} {character:?} {told}\n{:#}",
            report["gate"]
        );
    }
}

#[test]
fn init_looks_at_one_page_and_never_overwrites() {
    let shop = Served::new(Character::Good);
    let folder = folder();
    let output = run(&folder, &["init", &shop.url()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("language ko"), "{}", stderr(&output));
    assert_eq!(shop.counters().requests, 2, "robots.txt and the first page");
    let written = read(&folder, "touchpoint.toml");
    assert!(written.contains(&format!("url = \"{}\"", shop.url())), "{written}");
    let valid = run(&folder, &["checklist", "validate", "touchpoint.toml"]);
    assert_eq!(valid.status.code(), Some(0), "{}", stderr(&valid));

    let again = run(&folder, &["init", &shop.url()]);
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).contains("is there already"), "{}", stderr(&again));
    assert_eq!(read(&folder, "touchpoint.toml"), written);
    let printed = run(&folder, &["init", "--stdout", "--lang", "ko"]);
    assert!(
        stdout(&printed).starts_with("# touchpoint.toml – 내 쇼핑몰"),
        "{}",
        stdout(&printed)
    );
}

#[test]
fn init_writes_nothing_when_the_shop_cannot_be_read() {
    let folder = folder();
    let output = run(&folder, &["init", "http://127.0.0.1:1/"]);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
    assert!(!folder.path().join("touchpoint.toml").exists());
    let wrong = run(&folder, &["init", "no shop"]);
    assert_eq!(wrong.status.code(), Some(2));
}
