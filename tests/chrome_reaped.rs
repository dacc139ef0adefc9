//! An audit through a browser ends with a report, and leaves nothing of the browser, whatever happens to either.

#![cfg(target_os = "linux")]

mod chrome_support;
#[path = "common/served.rs"]
mod served;

use chrome_support::has_browser;
use serde_json::Value;
use served::Served;
use touchpoint::demo::Character;

/// An audit that is under way, with a folder of its own for all that it and its browser write.
struct Running {
    folder: tempfile::TempDir,
    child: std::process::Child,
}

impl Running {
    fn start(url: &str, flags: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let child = std::process::Command::new(env!("CARGO_BIN_EXE_touchpoint"))
            .current_dir(folder.path())
            .env("TMPDIR", folder.path())
            .env("LANG", "C")
            .args([
                "audit",
                url,
                "--no-history",
                "--render",
                "chrome",
                "--report",
                "json=report.json",
            ])
            .args(flags)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("the program runs");
        Self { folder, child }
    }

    /// Ids of the processes of its browser, by the profile that they name.
    fn browser(&self) -> Vec<u32> {
        let folder = self.folder.path().display().to_string();
        let mut found: Vec<u32> = std::fs::read_dir("/proc")
            .expect("a process list")
            .flatten()
            .filter_map(|entry| {
                let id = entry.file_name().to_str()?.parse().ok()?;
                let command = std::fs::read(entry.path().join("cmdline")).ok()?;
                String::from_utf8_lossy(&command).contains(&folder).then_some(id)
            })
            .collect();
        found.sort_unstable();
        found
    }

    /// Waits until its browser shows a page.
    fn wait_for_browser(&self) -> Vec<u32> {
        for _ in 0..600 {
            let found = self.browser();
            if found.len() >= 4 {
                std::thread::sleep(std::time::Duration::from_millis(700));
                return found;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("no browser was started");
    }

    fn signal(id: u32, signal: &str) {
        let sent = std::process::Command::new("kill")
            .args([signal, &id.to_string()])
            .status();
        assert!(sent.expect("kill runs").success());
    }

    /// Its end: the exit status and the report; nothing of the browser may be left.
    fn end(mut self) -> (Option<i32>, Value) {
        let status = self.child.wait().expect("it ends");
        assert_eq!(self.browser(), Vec::<u32>::new(), "processes of the browser");
        let left: Vec<String> = std::fs::read_dir(self.folder.path())
            .expect("the folder")
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| name != "report.json")
            .collect();
        assert_eq!(left, Vec::<String>::new(), "files of the browser");
        let report = std::fs::read(self.folder.path().join("report.json")).expect("a report");
        (status.code(), serde_json::from_slice(&report).expect("JSON"))
    }
}

fn notes(report: &Value) -> Vec<&str> {
    let notes = report["limits"]["notes"].as_array().expect("notes");
    notes.iter().filter_map(|note| note["code"].as_str()).collect()
}

#[test]
fn an_audit_survives_the_death_of_its_browser() {
    if !has_browser() {
        return;
    }
    let shop = Served::new(Character::Good);
    let running = Running::start(&shop.url(), &["--rate", "5", "--max-pages", "12"]);
    let browser = running.wait_for_browser();
    Running::signal(browser[0], "-9");
    let (status, report) = running.end();
    assert_eq!(status, Some(0));
    assert!(report["pages"]["listed"].as_array().expect("pages").len() >= 12);
    assert!(notes(&report).contains(&"not-seen-by-chrome"), "{:?}", notes(&report));
}

#[test]
fn ctrl_c_ends_the_audit_with_a_report_and_without_a_zombie() {
    if !has_browser() {
        return;
    }
    let shop = Served::new(Character::Good);
    let running = Running::start(&shop.url(), &["--rate", "2"]);
    running.wait_for_browser();
    Running::signal(running.child.id(), "-INT");
    let (_, report) = running.end();
    assert!(notes(&report).contains(&"cancelled"), "{:?}", notes(&report));
}
