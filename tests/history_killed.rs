//! The program is killed while it writes history and reports: the history stays readable, and no half-written report
//! stands at its path.
#![cfg(unix)]

mod memory_support;
#[path = "common/served.rs"]
mod served;

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use memory_support::{SHOP, eight_weeks, fill};
use served::{Served, stderr, touchpoint};
use tempfile::TempDir;
use touchpoint::demo::Character;
use touchpoint::history::{History, Retention};

const REPORTS: &[&str] = &[
    "audit.json",
    "audit.html",
    "audit.md",
    "audit.csv",
    "audit.sarif",
    "audit.txt",
];

/// How often it is killed: a few times, or as often as `TOUCHPOINT_KILLS` says.
fn kills() -> u32 {
    std::env::var("TOUCHPOINT_KILLS")
        .ok()
        .and_then(|kills| kills.parse().ok())
        .unwrap_or(12)
}

/// Judges the saved walk into a folder with a history and every report.
fn judging(folder: &TempDir, reports: &Path, history: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_touchpoint"));
    command
        .current_dir(folder.path())
        .env("LC_ALL", "C")
        .env("LANG", "C")
        .args(["judge", "walk.warc.gz", "--history", history])
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    for (format, name) in ["json", "html", "markdown", "csv", "sarif", "table"]
        .iter()
        .zip(REPORTS)
    {
        command
            .arg("--report")
            .arg(format!("{format}={}", reports.join(name).display()));
    }
    command
}

/// Whether something is being written: a file in the folder of the reports, whole or not.
fn is_writing(reports: &Path) -> bool {
    std::fs::read_dir(reports).is_ok_and(|mut entries| entries.next().is_some())
}

/// Kills it at a moment after it began to write; returns whether it was still at work.
fn kill_after(child: &mut Child, reports: &Path, wait: Duration) -> bool {
    let patience = Instant::now();
    while !is_writing(reports) && patience.elapsed() < Duration::from_secs(60) {
        if child.try_wait().expect("the program").is_some() {
            return false;
        }
        std::thread::sleep(Duration::from_micros(50));
    }
    std::thread::sleep(wait);
    let at_work = child.try_wait().expect("the program").is_none();
    // SIGKILL: nothing can be tidied up.
    child.kill().expect("it can be killed");
    child.wait().expect("it ended");
    at_work
}

#[test]
fn killing_it_while_it_writes_leaves_whole_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let shop = Served::new(Character::Bad);
    let walked = touchpoint(&folder)
        .args([
            "audit",
            &shop.url(),
            "--rate",
            "100",
            "--max-pages",
            "8",
            "--layout",
            "off",
            "--no-history",
        ])
        .args(["--save-walk", "walk.warc.gz", "--report", "json=first.json"])
        .output()
        .expect("it runs");
    assert_eq!(walked.status.code(), Some(0), "{}", stderr(&walked));
    let history = folder.path().join("history.db");
    fill(&history, &eight_weeks());
    let origin = shop.url().trim_end_matches('/').to_owned();

    // How it should come out, and how long the writing takes.
    let whole = folder.path().join("whole");
    std::fs::create_dir(&whole).expect("a folder");
    let mut child = judging(&folder, &whole, "history.db").spawn().expect("it runs");
    while !is_writing(&whole) {
        assert!(
            child
                .try_wait()
                .expect("the program")
                .is_none_or(|status| status.success())
        );
        std::thread::sleep(Duration::from_micros(50));
    }
    let began = Instant::now();
    assert!(child.wait().expect("it ended").success());
    let mut writing = began.elapsed();
    let findings = History::open_existing(&history)
        .expect("the history")
        .audits(&origin)
        .expect("audits")[0]
        .findings
        .len();

    let kills = kills();
    let (mut at_work, mut run) = (0, 0);
    while at_work < kills {
        run += 1;
        assert!(
            run <= 4 * kills + 20,
            "only {at_work} of {run} runs could be killed at work"
        );
        let reports = folder.path().join(format!("reports-{run}"));
        std::fs::create_dir(&reports).expect("a folder");
        // Every fourth time there is no history yet: it is killed while it makes one, too.
        let fresh = (run % 4 == 3).then(|| format!("fresh-{run}.db"));
        let database = fresh.as_deref().unwrap_or("history.db");
        // Spread evenly over the writing, in a shuffled order.
        let moment = f64::from((run * 7919) % kills) / f64::from(kills);
        let mut child = judging(&folder, &reports, database).spawn().expect("it runs");
        if kill_after(&mut child, &reports, writing.mul_f64(moment)) {
            at_work += 1;
        } else {
            // It was faster than the first time: what is left of the spread must lie within the writing.
            writing = writing.mul_f64(0.95);
        }

        for name in REPORTS {
            let Ok(bytes) = std::fs::read(reports.join(name)) else {
                continue;
            };
            let expected = std::fs::read(whole.join(name)).expect("a whole report");
            assert_eq!(bytes, expected, "run {run}: {name} is half-written");
        }
        if let Some(fresh) = fresh {
            let mut opened = History::open(&folder.path().join(fresh)).expect("it opens, or is made");
            let judged = opened.audits(&origin).expect("audits");
            assert!(judged.len() <= 1 && judged.iter().all(|audit| audit.findings.len() == findings));
            let next = eight_weeks().swap_remove(0);
            opened
                .record(&next, Retention::default())
                .expect("it can be written to");
            std::fs::remove_dir_all(&reports).expect("the folder");
            continue;
        }
        let connection = rusqlite::Connection::open(&history).expect("the history");
        let state: String = connection
            .pragma_query_value(None, "integrity_check", |row| row.get(0))
            .expect("it can be checked");
        assert_eq!(state, "ok", "run {run}");
        drop(connection);
        let opened = History::open_existing(&history).expect("the history opens");
        assert_eq!(opened.audits(SHOP).expect("audits").len(), 8, "run {run}");
        let judged = opened.audits(&origin).expect("audits");
        // The audit that was being written is there whole: as it was before, or as it is now.
        assert_eq!(judged.len(), 1, "run {run}");
        assert_eq!(judged[0].findings.len(), findings, "run {run}");
        std::fs::remove_dir_all(&reports).expect("the folder");
    }
    println!(
        "killed {at_work} times in {run} runs; the writing takes {} µs",
        writing.as_micros()
    );
}
