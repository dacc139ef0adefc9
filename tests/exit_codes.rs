//! Each exit status of the program, and one clear line for each wrong input.

#[path = "common/served.rs"]
mod served;

use std::net::TcpListener;

use served::{Served, audit, stderr, touchpoint};
use touchpoint::demo::Character;

/// A port on which nobody listens.
fn dead_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a loopback port")
        .port()
}

/// A server that answers every request with these bytes.
fn answering(answer: &'static str) -> String {
    use std::io::{Read as _, Write as _};
    let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { break };
            let mut request = [0_u8; 4096];
            let read = stream.read(&mut request).unwrap_or_default();
            let robots = request[..read].starts_with(b"GET /robots.txt");
            let text = if robots {
                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            } else {
                answer
            };
            // A client that has gone away is no concern of the test.
            let _ = stream.write_all(text.as_bytes());
        }
    });
    format!("http://127.0.0.1:{port}/")
}

/// Runs an audit and returns its status and the lines of standard error.
fn status_and_lines(url: &str, flags: &[&str]) -> (Option<i32>, Vec<String>) {
    let (output, _) = audit(url, flags);
    (
        output.status.code(),
        stderr(&output).lines().map(str::to_owned).collect(),
    )
}

#[test]
fn phone_first_passes_on_a_good_shop_and_fails_on_one_that_hides_its_number() {
    let good = Served::new(Character::Good);
    let (output, report) = audit(&good.url(), &["--checklist", "phone-first"]);
    assert_eq!(output.status.code(), Some(0), "{}\n{report:#}", stderr(&output));
    let bad = Served::new(Character::Bad);
    let (output, report) = audit(&bad.url(), &["--checklist", "phone-first"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert_eq!(report["gate"]["passed"], false);
}

#[test]
fn a_dead_port_cannot_be_audited() {
    let (status, lines) = status_and_lines(
        &format!("http://127.0.0.1:{}/", dead_port()),
        &["--checklist", "phone-first"],
    );
    assert_eq!(status, Some(3));
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains("connection refused"), "{lines:?}");
}

#[test]
fn a_broken_checklist_is_told_before_anything_is_requested() {
    let shop = Served::new(Character::Good);
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("broken.toml"), "schema = 1\nid = \"x\"\ntitel = 3\n").expect("a file");
    let output = touchpoint(&folder)
        .args(["audit", &shop.url(), "--checklist", "broken.toml"])
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("broken.toml:3:1"), "{}", stderr(&output));
    assert_eq!(shop.counters().requests, 0);
}

#[test]
fn a_missing_and_an_empty_checklist_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("empty.toml"), "").expect("a file");
    for name in ["nowhere.toml", "empty.toml"] {
        let output = touchpoint(&folder)
            .args(["audit", "127.0.0.1:9", "--checklist", name])
            .output()
            .expect("runs");
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(stderr(&output).contains(name), "{}", stderr(&output));
    }
}

#[test]
fn what_is_no_address_is_a_usage_error() {
    let folder = tempfile::tempdir().expect("a folder");
    for typed in ["ftp://shop.example/", "javascript:alert(1)", "my shop", "http://", ""] {
        let output = touchpoint(&folder).args(["audit", typed]).output().expect("runs");
        assert_eq!(output.status.code(), Some(2), "{typed:?}: {}", stderr(&output));
        assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
    }
}

#[test]
fn an_output_that_cannot_be_written_has_a_status_of_its_own() {
    let shop = Served::new(Character::Good);
    let folder = tempfile::tempdir().expect("a folder");
    let full = std::path::Path::new("/dev/full");
    if !full.exists() {
        return;
    }
    let output = touchpoint(&folder)
        .args([
            "audit",
            &shop.url(),
            "--rate",
            "100",
            "--max-pages",
            "3",
            "--no-buy",
            "--report",
            "json",
        ])
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let stdout = std::fs::OpenOptions::new()
        .write(true)
        .open(full)
        .expect("the full device");
    let status = std::process::Command::new(assert_cmd::cargo::cargo_bin("touchpoint"))
        .current_dir(folder.path())
        .args([
            "audit",
            &shop.url(),
            "--rate",
            "100",
            "--max-pages",
            "3",
            "--no-buy",
            "--report",
            "json",
        ])
        .stdout(stdout)
        .stderr(std::process::Stdio::null())
        .status()
        .expect("runs");
    assert_eq!(status.code(), Some(4));
}

#[test]
fn first_pages_that_are_none_end_in_one_line() {
    let cases = [
        (
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 9\r\nConnection: close\r\n\r\n<p>gone</p>",
            "404",
        ),
        (
            "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: 7\r\nConnection: close\r\n\r\n<p>no</p>",
            "refused",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            "empty",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 4\r\nConnection: close\r\n\r\n%PDF",
            "no web page",
        ),
        (
            "HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            "another site",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 29\r\nConnection: close\r\n\r\n<title>A weather report</title>",
            "shop",
        ),
    ];
    for (answer, words) in cases {
        let (status, lines) = status_and_lines(&answering(answer), &[]);
        assert_eq!(status, Some(3), "{words}: {lines:?}");
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].contains(words), "{lines:?}");
    }
}

#[test]
fn an_unknown_format_and_an_unknown_required_check_are_usage_errors() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = touchpoint(&folder)
        .args(["audit", "127.0.0.1:9", "--report", "tabel"])
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("did you mean \"table\""),
        "{}",
        stderr(&output)
    );
    let output = touchpoint(&folder)
        .args(["audit", "127.0.0.1:9", "--require", "phone-tip"])
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("unknown check"), "{}", stderr(&output));
}
