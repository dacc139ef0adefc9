//! The history and the comparison on the command line, with real audits of the demo shops.

mod memory_support;
#[path = "common/served.rs"]
mod served;

use std::path::Path;
use std::process::Output;
use std::time::{Duration, Instant};

use memory_support::{FINE, Found, SHOP, audit as past, eight_weeks, fill};
use serde_json::Value;
use served::{Served, stderr, touchpoint};
use tempfile::TempDir;
use touchpoint::demo::Character;
use touchpoint::history::{History, PastAudit};

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    touchpoint(folder).args(arguments).output().expect("the program runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Audits a served shop in a folder; the report is kept there as NAME.json.
fn audit_into(folder: &TempDir, shop: &Served, name: &str, flags: &[&str]) -> (Output, Value) {
    let file = format!("json={name}.json");
    let mut arguments = vec![
        "audit",
        "--rate",
        "100",
        "--max-pages",
        "12",
        "--layout",
        "off",
        "--report",
        &file,
    ];
    let url = shop.url();
    arguments.push(&url);
    arguments.extend(flags);
    let output = run(folder, &arguments);
    let bytes = std::fs::read(folder.path().join(format!("{name}.json"))).unwrap_or_default();
    (output, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

#[test]
fn every_audit_is_remembered_and_the_next_one_says_what_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let shop = Served::new(Character::Bad);
    let (output, first) = audit_into(&folder, &shop, "first", &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(first.get("memory"), None);
    // Audits are told apart by the second in which they began.
    std::thread::sleep(Duration::from_millis(1100));
    let (output, second) = audit_into(&folder, &shop, "second", &["--report", "table=second.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
    assert_eq!(second["memory"]["audits"], 1);
    assert_eq!(
        second["memory"]["since_last"]["before"]["audited_at"],
        first["audited_at"]
    );
    let database = folder.path().join(".touchpoint").join("history.db");
    let history = History::open_existing(&database).expect("the history");
    let audits = history.audits(shop.url().trim_end_matches('/')).expect("audits");
    assert_eq!(audits.len(), 2);
    assert_eq!(
        audits[1].findings.len(),
        second["findings"].as_array().map_or(0, Vec::len)
    );

    // What came from the history is in the saved report: it is rendered again without one.
    std::fs::remove_dir_all(folder.path().join(".touchpoint")).expect("it is there");
    let again = run(&folder, &["report", "second.json", "--report", "table=again.txt"]);
    assert_eq!(again.status.code(), Some(0), "{}", stderr(&again));
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("a table");
    assert!(read("second.txt").contains("\nSince "), "{}", read("second.txt"));
    assert_eq!(read("second.txt"), read("again.txt"));
}

#[test]
fn who_wants_no_history_has_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let shop = Served::new(Character::Bad);
    let (output, _) = audit_into(&folder, &shop, "audit", &["--no-history"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(!folder.path().join(".touchpoint").exists());
    std::fs::write(folder.path().join("touchpoint.toml"), "[history]\nenabled = false\n").expect("a file");
    audit_into(&folder, &shop, "audit", &[]);
    assert!(!folder.path().join(".touchpoint").exists());
    // A demo is remembered only where a place is named.
    run(&folder, &["demo", "--character", "bad", "--report", "json=demo.json"]);
    assert!(!folder.path().join(".touchpoint").exists());
    std::fs::write(
        folder.path().join("touchpoint.toml"),
        "[history]\npath = \"kept/past.db\"\n",
    )
    .expect("a file");
    let (output, _) = audit_into(&folder, &shop, "audit", &[]);
    assert_eq!(stderr(&output), "");
    assert!(folder.path().join("kept/past.db").is_file());
    let told = run(&folder, &["history"]);
    assert_eq!(told.status.code(), Some(0), "{}", stderr(&told));
}

#[test]
fn a_history_that_cannot_be_written_fails_no_audit() {
    let folder = tempfile::tempdir().expect("a folder");
    let shop = Served::new(Character::Bad);
    fill(&folder.path().join("newer.db"), &eight_weeks());
    let newer = rusqlite::Connection::open(folder.path().join("newer.db")).expect("a database");
    newer.pragma_update(None, "user_version", 99).expect("a newer version");
    drop(newer);
    std::fs::write(
        folder.path().join("note.txt"),
        "this is no database, and long enough to be seen as none",
    )
    .expect("a file");
    for (path, told) in [
        ("newer.db", "newer touchpoint"),
        ("note.txt", "not a database"),
        ("note.txt/history.db", "history"),
    ] {
        let (output, report) = audit_into(&folder, &shop, "audit", &["--history", path]);
        assert_eq!(output.status.code(), Some(0), "{path}: {}", stderr(&output));
        assert!(report["findings"].is_array(), "{path}");
        assert_eq!(stderr(&output).lines().count(), 1, "{path}: {}", stderr(&output));
        assert!(stderr(&output).contains(told), "{path}: {}", stderr(&output));
        assert!(
            stderr(&output).contains("is not remembered"),
            "{path}: {}",
            stderr(&output)
        );
    }
    let told = run(&folder, &["history", "--history", "newer.db"]);
    assert_eq!(told.status.code(), Some(2));
    assert!(stderr(&told).contains("update touchpoint"), "{}", stderr(&told));
}

/// A folder with a history of eight audits.
fn kept() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fill(&folder.path().join(".touchpoint/history.db"), &eight_weeks());
    folder
}

#[test]
fn the_history_is_told() {
    let folder = kept();
    let trend = stdout(&run(&folder, &["history"]));
    assert!(
        trend.contains("8 audits, 1 September 2026 to 20 October 2026"),
        "{trend}"
    );
    let difference = stdout(&run(&folder, &["history", "diff"]));
    assert!(
        difference.contains("The phone number vanished from the top of 14 pages"),
        "{difference}"
    );
    assert!(difference.contains("2 more fields in the order form"), "{difference}");
    let korean = stdout(&run(&folder, &["history", "diff", "2026-09-29", "#8", "--lang", "ko"]));
    assert!(
        korean.contains("#5") && korean.contains("17개 페이지의 위쪽에서 전화번호가 사라졌습니다"),
        "{korean}"
    );
    assert!(korean.contains("점검표가 서로 다릅니다"), "{korean}");
    let recurring = run(&folder, &["history", "recurring", "--report", "json"]);
    let recurring: Value = serde_json::from_slice(&recurring.stdout).expect("JSON");
    assert_eq!(recurring[0]["checks"][0]["id"], "support.phone-top");
    assert_eq!(recurring[0]["checks"][0]["came_back"], 1);
    let several = run(&folder, &["history", "--report", "html=trend.html", "--report", "csv"]);
    assert_eq!(several.status.code(), Some(0), "{}", stderr(&several));
    assert!(stdout(&several).starts_with("\"shop\",\"id\",\"audited_at\""));
    let page = std::fs::read_to_string(folder.path().join("trend.html")).expect("a page");
    assert!(
        page.ends_with("</html>\n") || page.ends_with("</html>"),
        "the page is whole"
    );
}

#[test]
fn shops_in_one_history_are_told_apart() {
    let folder = kept();
    let rival = past("https://www.rival.example", "2026-10-21T00:00:00Z", FINE);
    fill(&folder.path().join(".touchpoint/history.db"), &[rival]);
    let both = stdout(&run(&folder, &["history"]));
    assert!(
        both.contains(SHOP) && both.contains("https://www.rival.example"),
        "{both}"
    );
    let unclear = run(&folder, &["history", "diff"]);
    assert_eq!(unclear.status.code(), Some(2));
    assert!(stderr(&unclear).contains("--shop"), "{}", stderr(&unclear));
    let clear = run(&folder, &["history", "diff", "--shop", "sodam.example"]);
    assert_eq!(clear.status.code(), Some(0), "{}", stderr(&clear));
    // A number names its shop, and two shops have no difference.
    assert_eq!(run(&folder, &["history", "diff", "1", "2"]).status.code(), Some(0));
    let mixed = run(&folder, &["history", "diff", "1", "9"]);
    assert_eq!(mixed.status.code(), Some(2));
    assert!(stderr(&mixed).contains("touchpoint compare"), "{}", stderr(&mixed));
    // The shop of touchpoint.toml is the one that is meant.
    std::fs::write(
        folder.path().join("touchpoint.toml"),
        "[shop]\nurl = \"rival.example\"\n",
    )
    .expect("a file");
    let own = stdout(&run(&folder, &["history"]));
    assert!(!own.contains(SHOP) && own.contains("1 audit, 21 October 2026"), "{own}");
    let none = run(&folder, &["history", "--shop", "nobody"]);
    assert!(stderr(&none).contains("knows no shop \"nobody\""), "{}", stderr(&none));
}

#[test]
fn wrong_names_are_told_in_one_line() {
    let empty = tempfile::tempdir().expect("a folder");
    let folder = kept();
    for (folder, arguments, told) in [
        (&empty, vec!["history"], "there is no history yet"),
        (&empty, vec!["history", "recurring"], "there is no history yet"),
        (&folder, vec!["history", "diff", "77"], "there is no audit \"77\""),
        (
            &folder,
            vec!["history", "diff", "2025-01-01"],
            "there is no audit \"2025-01-01\"",
        ),
        (&empty, vec!["compare", "a.json", "b.json"], "no saved audit \"a.json\""),
    ] {
        let output = run(folder, &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(told), "{arguments:?}: {}", stderr(&output));
        assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
    }
    let wrong = run(&folder, &["history", "diff", "yesterday"]);
    assert!(stderr(&wrong).contains("an audit is named by"), "{}", stderr(&wrong));
    let wrong = run(&folder, &["history", "--report", "tabel"]);
    assert!(stderr(&wrong).contains("did you mean \"table\""), "{}", stderr(&wrong));
}

#[test]
fn shops_are_compared_on_public_pages_and_no_cart_is_touched() {
    let (mine, rival) = (Served::new(Character::Good), Served::new(Character::Bad));
    let folder = tempfile::tempdir().expect("a folder");
    // Not even where the user's own file says that a shop is theirs, or has secrets for it.
    let own = "[shop]\nurl = \"x.example\"\nmine = true\nheaders = { X-Key = \"env:NOT_SET\" }\n[walk]\nfill = true\n";
    std::fs::write(folder.path().join("touchpoint.toml"), own).expect("a file");
    let output = run(
        &folder,
        &[
            "compare",
            &mine.url(),
            &rival.url(),
            "--rate",
            "100",
            "--max-pages",
            "12",
            "--report",
            "json=compared.json",
            "--report",
            "table",
        ],
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    for shop in [&mine, &rival] {
        let counters = shop.counters();
        assert_eq!((counters.lines_added, counters.orders, counters.messages), (0, 0, 0));
        assert_eq!((counters.accounts, counters.payments, counters.newsletter), (0, 0, 0));
    }
    let table = stdout(&output);
    assert!(table.contains("Where they differ most"), "{table}");
    let bytes = std::fs::read(folder.path().join("compared.json")).expect("JSON");
    let compared: Value = serde_json::from_slice(&bytes).expect("JSON");
    let support = compared["touchpoints"]
        .as_array()
        .and_then(|all| all.iter().find(|one| one["id"] == "support"));
    let checks = support
        .and_then(|support| support["checks"].as_array())
        .expect("the checks of support");
    let phone = checks
        .iter()
        .find(|check| check["id"] == "support.phone-top")
        .expect("the phone");
    assert_eq!(phone["readings"][0]["value"], 1.0);
    assert_eq!(phone["readings"][1]["value"], 0.0);
    // Nothing is remembered of a comparison.
    assert!(!folder.path().join(".touchpoint").exists());
}

#[test]
fn saved_audits_are_compared_whatever_their_language() {
    let folder = tempfile::tempdir().expect("a folder");
    let shop = Served::new(Character::Bad);
    audit_into(&folder, &shop, "english", &["--no-history"]);
    audit_into(&folder, &shop, "korean", &["--no-history", "--lang", "ko"]);
    let output = run(
        &folder,
        &[
            "compare",
            "english.json",
            "korean.json",
            "--lang",
            "ko",
            "--report",
            "markdown",
        ],
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let told = stdout(&output);
    assert!(
        told.contains("나란히 놓고 보기") && told.contains("모두 확인할 수 있었던 항목에서는 차이가 없습니다"),
        "{told}"
    );
    assert!(!told.contains("Is a phone number"), "{told}");
    // One shop that cannot be reached does not cost the others, but is told.
    let dead = run(
        &folder,
        &[
            "compare",
            "english.json",
            "korean.json",
            "http://127.0.0.1:9/",
            "--report",
            "csv=c.csv",
        ],
    );
    assert_eq!(dead.status.code(), Some(3), "{}", stderr(&dead));
    assert!(stderr(&dead).contains("could not be reached"), "{}", stderr(&dead));
    assert!(folder.path().join("c.csv").is_file());
    let alone = run(&folder, &["compare", "english.json", "http://127.0.0.1:9/"]);
    assert_eq!(alone.status.code(), Some(3));
}

/// Five hundred audits of sixty checks.
fn five_hundred(path: &Path) {
    let day = |number: i64| {
        let stamp = jiff::Timestamp::from_second(1_700_000_000 + number * 86_400).expect("a moment");
        stamp.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    };
    let audits: Vec<PastAudit> = (0..500_u16)
        .map(|number| {
            let found = Found {
                phone: Some(u8::try_from(number % 42).expect("a few pages")),
                fields: Some(u8::try_from(7 + number % 9).expect("a few fields")),
                ..FINE
            };
            let mut one = past(SHOP, &day(i64::from(number)), found);
            let five = one.findings.clone();
            for copy in 1..12 {
                one.findings.extend(five.iter().map(|finding| {
                    let mut finding = finding.clone();
                    let check = std::sync::Arc::make_mut(&mut finding.check);
                    check.id = format!("{}-{copy}", check.id);
                    finding
                }));
            }
            one
        })
        .collect();
    fill(path, &audits);
}

#[test]
fn five_hundred_audits_are_told_at_once() {
    const BAR: Duration = Duration::from_millis(200);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(".touchpoint/history.db");
    five_hundred(&path);
    let bytes = std::fs::metadata(&path).expect("the history").len();
    println!("{} bytes an audit of 60 checks", bytes / 500);
    assert!(bytes / 500 <= 60_000, "{} bytes an audit", bytes / 500);
    for arguments in [
        &["history"][..],
        &["history", "--report", "html"],
        &["history", "--report", "json"],
        &["history", "diff"],
        &["history", "diff", "1", "500", "--report", "html"],
        &["history", "recurring"],
        &["history", "recurring", "--report", "json"],
    ] {
        // The best of some, so that a busy machine does not count.
        let once = || {
            let began = Instant::now();
            let output = run(&folder, arguments);
            assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
            began.elapsed()
        };
        let mut took = once();
        for _ in 0..20 {
            if took < BAR {
                break;
            }
            took = took.min(once());
        }
        println!("{arguments:?}: {} ms", took.as_millis());
        assert!(took < BAR, "{arguments:?} took {} ms", took.as_millis());
    }
}
