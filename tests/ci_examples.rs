//! The jobs for GitHub and GitLab: their shell runs here, against the demo shop, with stand-ins for what the servers give.

#[path = "common/served.rs"]
mod served;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use served::Served;
use tempfile::TempDir;
use touchpoint::demo::Character;

const HERE: &str = env!("CARGO_MANIFEST_DIR");

fn file(name: &str) -> String {
    std::fs::read_to_string(Path::new(HERE).join(name)).expect("the file")
}

/// The block of lines behind `KEY: |` or `- |` that follows a line holding `after`, without its indent.
fn block(yaml: &str, after: &str, opening: &str) -> String {
    let rest = yaml.split_once(after).expect("the step").1;
    let mut lines = rest.lines().skip_while(|line| line.trim() != opening);
    let opened = lines.next().expect("its script");
    let margin = opened.len() - opened.trim_start().len();
    let inside: Vec<&str> = lines
        .take_while(|line| line.trim().is_empty() || line.len() - line.trim_start().len() > margin)
        .collect();
    let indent = inside[0].len() - inside[0].trim_start().len();
    let cut = inside.iter().map(|line| line.get(indent..).unwrap_or_default());
    cut.collect::<Vec<_>>().join("\n") + "\n"
}

fn step(name: &str) -> String {
    block(&file("action.yml"), &format!("name: {name}\n"), "run: |")
}

fn gitlab_script() -> String {
    block(&file("examples/ci/gitlab.yml"), "  script:\n", "- |")
}

/// A runner: a working directory, the files that GitHub gives, and a path on which our program comes first.
struct Runner {
    folder: TempDir,
}

impl Runner {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("bin")).expect("a folder");
        let program = assert_cmd::cargo::cargo_bin("touchpoint");
        std::os::unix::fs::symlink(program, folder.path().join("bin/touchpoint")).expect("a link");
        Runner { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    /// Puts a program of this script on the path.
    fn stand_in(&self, name: &str, script: &str) {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.path("bin").join(name);
        std::fs::write(&path, format!("#!/usr/bin/env bash\n{script}\n")).expect("a file");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("a program");
    }

    /// Runs a script as both servers do: it ends at the first command that fails.
    fn run(&self, script: &str, variables: &[(&str, &str)]) -> Output {
        let path = std::env::var("PATH").unwrap_or_default();
        Command::new("bash")
            .args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script])
            .current_dir(self.folder.path())
            .env("PATH", format!("{}:{path}", self.path("bin").display()))
            .env("LC_ALL", "C.UTF-8")
            .env("GITHUB_OUTPUT", self.path("output"))
            .env("GITHUB_STEP_SUMMARY", self.path("summary"))
            .env("GITHUB_REPOSITORY", "owner/shop")
            .env("FOLDER", "reports dir")
            .envs(variables.iter().copied())
            .output()
            .expect("bash runs")
    }

    fn audit(&self, url: &str, arguments: &str) -> Output {
        let arguments = format!("--rate 100 --max-pages 12 --lang en {arguments}");
        self.run(&step("Audit the shop"), &[("SHOP_URL", url), ("ARGUMENTS", &arguments)])
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn the_action_reports_in_every_form_and_hands_the_status_on() {
    let runner = Runner::new();
    let shop = Served::new(Character::Bad);
    let audited = runner.audit(&shop.url(), "--require support.phone-top");
    assert!(
        audited.status.success(),
        "the step goes on, so that reports are kept: {}",
        said(&audited)
    );
    assert!(said(&audited).contains("::error title="), "{}", said(&audited));
    assert_eq!(
        runner.read("output"),
        "status=1\nkeep=true\n",
        "the first report is a baseline"
    );
    assert!(runner.read("summary").contains("Gate: failed"));
    for name in ["audit.json", "audit.html", "audit.sarif", "audit.xml", "audit.md"] {
        assert!(runner.path("reports dir").join(name).exists(), "{name}");
    }
    let held = runner.run(&step("Hold the gate"), &[("STATUS", "1")]);
    assert_eq!(held.status.code(), Some(1));
    assert!(said(&held).contains("The gate failed"));
}

#[test]
fn the_action_hands_every_status_on() {
    let runner = Runner::new();
    for (status, expected) in [("0", 0), ("1", 1), ("2", 2), ("3", 3), ("4", 4), ("", 4)] {
        let held = runner.run(&step("Hold the gate"), &[("STATUS", status)]);
        assert_eq!(held.status.code(), Some(expected), "{status:?}");
        assert_eq!(said(&held).is_empty(), expected == 0, "{status:?}: {}", said(&held));
    }
    let audited = runner.audit("http://127.0.0.1:1/", "--fail-on critcal");
    assert!(audited.status.success());
    assert_eq!(runner.read("output"), "status=2\n");
    assert_eq!(runner.read("summary"), "");
}

#[test]
fn the_action_takes_the_baseline_of_the_default_branch() {
    let shop = Served::new(Character::Bad);
    let main = Runner::new();
    main.audit(&shop.url(), "");
    assert_eq!(main.read("output"), "status=0\nkeep=true\n");

    let branch = Runner::new();
    let fetch = |branch: &Runner| branch.run(&step("Fetch the baseline"), &[("BRANCH", "main"), ("GH_TOKEN", "x")]);
    // Nothing was kept yet.
    branch.stand_in("gh", "[ \"$1\" = api ] || exit 1");
    let none = fetch(&branch);
    assert!(
        none.status.success() && said(&none).contains("No baseline yet"),
        "{}",
        said(&none)
    );
    // Run 77 kept one.
    let kept = main.path("reports dir/audit.json");
    branch.stand_in(
        "gh",
        &format!(
            "case \"$1\" in\n  api) echo 77 ;;\n  run) [ \"$3\" = 77 ]; mkdir -p \"$7\"; cp '{}' \"$7/audit.json\" ;;\nesac",
            kept.display()
        ),
    );
    let fetched = fetch(&branch);
    assert!(fetched.status.success(), "{}", said(&fetched));
    branch.audit(&shop.url(), "--fail-on critical --allow-unknown");
    assert_eq!(
        branch.read("output"),
        "status=0\nkeep=true\n",
        "the faults were there before"
    );
    assert!(
        branch.read("summary").contains("nothing got worse"),
        "{}",
        branch.read("summary")
    );

    let good = Served::new(Character::Good);
    let better = Runner::new();
    better.audit(&good.url(), "");
    std::fs::copy(
        better.path("reports dir/audit.json"),
        branch.path("reports dir/baseline.json"),
    )
    .expect("copied");
    std::fs::remove_file(branch.path("output")).expect("there");
    branch.audit(&shop.url(), "--fail-on critical");
    assert_eq!(branch.read("output"), "status=1\n", "what got worse is no baseline");
}

#[test]
fn the_gitlab_job_compares_with_the_default_branch_too() {
    let shop = Served::new(Character::Bad);
    let url = shop.url();
    let job = |runner: &Runner, branch: &str, gate: &str| {
        let gate = format!("--rate 100 --max-pages 12 --lang en {gate}");
        let variables = [
            ("SHOP_URL", url.as_str()),
            ("GATE", &gate),
            ("CI_COMMIT_BRANCH", branch),
            ("CI_DEFAULT_BRANCH", "main"),
            ("CI_API_V4_URL", "https://gitlab.example/api/v4"),
            ("CI_PROJECT_ID", "1"),
            ("CI_JOB_NAME", "customer-experience"),
            ("CI_JOB_TOKEN", "x"),
        ];
        runner.run(&gitlab_script(), &variables)
    };
    let main = Runner::new();
    main.stand_in("curl", "exit 22");
    let audited = job(&main, "main", "--fail-on critical");
    assert_eq!(
        audited.status.code(),
        Some(0),
        "the first report is kept: {}",
        said(&audited)
    );
    let branch = Runner::new();
    branch.stand_in("curl", "exit 22");
    let alone = job(&branch, "feature", "--fail-on critical");
    assert_eq!(alone.status.code(), Some(1));
    assert!(said(&alone).contains("No baseline yet"));
    let kept = main.path("reports dir/audit.json");
    branch.stand_in(
        "curl",
        &format!(
            "while [ \"$1\" != --output ]; do shift; done; cp '{}' \"$2\"",
            kept.display()
        ),
    );
    let compared = job(&branch, "feature", "--fail-on critical --allow-unknown");
    assert_eq!(compared.status.code(), Some(0), "{}", said(&compared));
    assert!(branch.path("reports dir/audit.xml").exists());
}

#[test]
fn shellcheck_finds_no_fault_in_any_script() {
    let scripts = [
        ("install", step("Install touchpoint")),
        ("baseline", step("Fetch the baseline")),
        ("audit", step("Audit the shop")),
        ("gate", step("Hold the gate")),
        ("gitlab", gitlab_script()),
        ("ci", file(".ci/run")),
    ];
    let has_shellcheck = Command::new("shellcheck").arg("--version").output().is_ok();
    let required = std::env::var_os("TOUCHPOINT_REQUIRE_READERS").is_some();
    assert!(has_shellcheck || !required, "shellcheck is not there");
    let folder = tempfile::tempdir().expect("a folder");
    for (name, script) in scripts {
        let path = folder.path().join(name);
        std::fs::write(&path, script).expect("a file");
        let parsed = Command::new("bash").arg("-n").arg(&path).output().expect("bash runs");
        assert!(parsed.status.success(), "{name}: {}", said(&parsed));
        if has_shellcheck {
            let checked = Command::new("shellcheck").args(["--shell", "bash"]).arg(&path).output();
            let checked = checked.expect("shellcheck runs");
            assert!(checked.status.success(), "{name}: {}", said(&checked));
        }
    }
}

/// The files are YAML, and every input that the action reads is one that it has.
#[test]
fn the_action_reads_only_inputs_that_it_has() {
    let action = file("action.yml");
    let inputs = action.split_once("\ninputs:\n").expect("inputs").1;
    let inputs = inputs.split_once("\noutputs:\n").expect("outputs").0;
    let known: Vec<&str> = inputs
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .map(|line| line.trim().trim_end_matches(':'))
        .collect();
    assert!(known.contains(&"url") && known.contains(&"baseline"), "{known:?}");
    let used = regex::Regex::new(r"inputs\.([a-z]+)").expect("a pattern");
    for found in used.captures_iter(&action) {
        assert!(known.contains(&&found[1]), "{}", &found[1]);
    }
    let example = file("examples/ci/github.yml");
    let with = block(&example, "uses: ./.touchpoint/source\n", "with:");
    let given = regex::Regex::new(r"(?m)^([a-z]+):").expect("a pattern");
    assert!(
        given.captures_iter(&with).all(|found| known.contains(&&found[1])),
        "{with}"
    );
}
