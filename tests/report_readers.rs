//! Other people's readers read our reports: the schemas of SARIF and JUnit, an HTML parser, a CSV reader (Python, with
//! `jsonschema`, `xmlschema` and `html5lib`), and axe-core in Chromium for what a page is to those who cannot see it.
//!
//! Skipped, and says so, where they are not there; with `TOUCHPOINT_REQUIRE_READERS` set that is a failure.
//! `TOUCHPOINT_READERS` names the Python, `TOUCHPOINT_AXE` the file `axe.min.js`, `CHROMIUM` the browser.

mod report_support;

use std::path::Path;
use std::process::{Command, Output};

use report_support::{Show, canned, with_every_text};
use touchpoint::model::{AuditReport, GateResult, Language};

const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// Says that a test is skipped, or fails where it may not be.
fn skip(what: &str) {
    assert!(
        std::env::var_os("TOUCHPOINT_REQUIRE_READERS").is_none(),
        "{what} is not there"
    );
    eprintln!("skipped: {what} is not there");
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The canned reports in both languages, a clean one, an empty one, and one full of attacks.
fn reports() -> Vec<(String, Language, AuditReport)> {
    let mut reports = Vec::new();
    for language in Language::ALL {
        reports.push((format!("canned.{language}"), *language, canned(*language)));
    }
    let mut clean = canned(Language::En);
    clean
        .findings
        .retain(|finding| !finding.waived && finding.points == Some(100.0));
    clean.gate = GateResult::default();
    clean.branding = None;
    reports.push(("clean".to_owned(), Language::En, clean));
    let mut empty = canned(Language::En);
    empty.findings.clear();
    empty.journeys.clear();
    empty.scorecard.touchpoints.clear();
    empty.scorecard.overall.score = None;
    reports.push(("empty".to_owned(), Language::En, empty));
    for (number, attack) in [
        "</style><script>alert(1)</script>",
        "\u{0}]]>&\"'<!--",
        "한글 \u{202e} =1+1",
    ]
    .iter()
    .enumerate()
    {
        let mut report = with_every_text(attack);
        // A checklist has no check twice.
        for (index, finding) in (0..).zip(&mut report.findings) {
            finding.id = format!("{}-{index}", finding.id);
        }
        reports.push((format!("attack-{number}"), Language::En, report));
    }
    reports
}

#[test]
fn schemas_and_parsers_find_no_fault_in_any_format() {
    let python = std::env::var("TOUCHPOINT_READERS").unwrap_or_else(|_| "python3".to_owned());
    let has = Command::new(&python)
        .args(["-c", "import html5lib, jsonschema, xmlschema"])
        .output();
    if !has.is_ok_and(|output| output.status.success()) {
        return skip("python3 with html5lib, jsonschema and xmlschema");
    }
    let folder = tempfile::tempdir().expect("a folder");
    for (name, language, report) in reports() {
        for format in ["sarif", "junit", "html", "csv"] {
            // An empty report has no findings, so no rows.
            if format == "csv" && report.findings.is_empty() {
                continue;
            }
            let text = Show::plain(language).render(&report, format);
            std::fs::write(folder.path().join(format!("{name}.{format}")), text).expect("a file");
        }
    }
    let output = Command::new(&python)
        .arg(Path::new(HERE).join("tests/report_readers.py"))
        .arg(folder.path())
        .arg(Path::new(HERE).join("tests/schemas"))
        .output()
        .expect("python runs");
    assert!(output.status.success(), "{}", said(&output));
    println!("{}", said(&output));
}

/// Runs axe in the page and leaves what it found in the document.
const ASK_AXE: &str = r#"
axe.run(document, { resultTypes: ["violations"] }).then((found) => {
  const faults = found.violations.map((fault) =>
    fault.impact + " " + fault.id + ": " + fault.nodes.map((node) => node.target.join(" ")).slice(0, 4).join(" | "));
  document.documentElement.innerHTML = "<body><pre id=found>" + found.passes.length + " rules passed\n" + "</pre>";
  document.getElementById("found").textContent += faults.join("\n") + "\nDONE";
});
"#;

#[test]
fn axe_finds_nothing_in_the_page_by_day_by_night_and_on_a_phone() {
    let Ok(axe) = std::env::var("TOUCHPOINT_AXE") else {
        return skip("TOUCHPOINT_AXE");
    };
    let browser = std::env::var("CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
    if Command::new(&browser).arg("--version").output().is_err() {
        return skip("chromium");
    }
    let axe = std::fs::read_to_string(axe).expect("axe.min.js");
    let folder = tempfile::tempdir().expect("a folder");
    let found = |page: &str, size: &str, scheme: &str| -> Vec<String> {
        let (body, end) = page.rsplit_once("</body>").expect("an end");
        let asked = format!("{body}<script>{axe}</script><script>{ASK_AXE}</script></body>{end}");
        let file = folder.path().join("page.html");
        std::fs::write(&file, asked).expect("a file");
        let output = Command::new(&browser)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--virtual-time-budget=20000",
            ])
            .arg(format!("--window-size={size}"))
            .arg(format!("--blink-settings=preferredColorScheme={scheme}"))
            .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
            .arg("--dump-dom")
            .arg(format!("file://{}", file.display()))
            .output()
            .expect("chromium runs");
        let dom = String::from_utf8_lossy(&output.stdout);
        let found = dom.split_once("<pre id=\"found\">").map(|(_, found)| found);
        let found = found.and_then(|found| found.split_once("DONE")).map(|(found, _)| found);
        let lines = found.unwrap_or("axe did not run").trim().lines();
        lines.map(str::to_owned).collect()
    };
    let faulty =
        "<!doctype html><html lang=en><title>x</title><body><main><h1>x</h1><img src='data:,'></main></body></html>";
    assert!(
        found(faulty, "800,600", "1")
            .iter()
            .any(|line| line.contains("image-alt")),
        "axe finds what is wrong"
    );
    for language in Language::ALL {
        let page = Show::plain(*language).render(&canned(*language), "html");
        // The policy allows the page's own script alone; axe is ours to let in.
        let (before, rest) = page
            .split_once("<meta http-equiv=\"Content-Security-Policy\"")
            .expect("a policy");
        let (_, after) = rest.split_once('>').expect("its end");
        for (size, scheme) in [("1280,900", "1"), ("1280,900", "0"), ("500,900", "1"), ("500,900", "0")] {
            let lines = found(&format!("{before}{after}"), size, scheme);
            assert_eq!(lines.len(), 1, "{language} {size} {scheme}: {lines:#?}");
            assert!(lines[0].ends_with("rules passed"), "{lines:?}");
        }
    }
}
