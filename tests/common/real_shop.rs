//! Starts a real shop of `tests/shops` for a test and stops it when dropped.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Set to `1` where the shop may not be missing (CI): the tests then fail instead of being skipped.
pub const REQUIRE: &str = "TOUCHPOINT_REQUIRE_REAL_SHOP";

/// The first start downloads packages and builds the shop; later ones take seconds.
const START_TIMEOUT: Duration = Duration::from_secs(420);

/// Time that the server gets to remove its own copy of the database after its stdin was closed.
const STOP_TIMEOUT: Duration = Duration::from_secs(5);

/// Exit status of the start script where the machine lacks what the shop needs.
const CANNOT_BE_HAD: i32 = 3;

/// A running shop with a fresh database. What is true about it stands in the `TRUTH.md` beside its start script.
pub struct RealShop {
    child: Child,
    url: String,
}

/// A program that runs start scripts, and how to ask it whether it is new enough.
struct Runner {
    names: &'static [&'static str],
    version_check: [&'static str; 2],
    script: &'static str,
}

const OSCAR: Runner = Runner {
    names: &["python3", "python"],
    version_check: ["-c", "import sys; sys.exit(sys.version_info < (3, 10))"],
    script: "tests/shops/oscar/start.py",
};

const EVERSHOP: Runner = Runner {
    names: &["node"],
    version_check: [
        "-e",
        "process.exit(Number(process.versions.node.split('.')[0]) < 20 ? 1 : 0)",
    ],
    script: "tests/shops/evershop/start.mjs",
};

#[allow(dead_code, reason = "each test starts the shop that it is about")]
impl RealShop {
    /// Starts django-oscar on a free loopback port and waits until its home page answers.
    ///
    /// # Errors
    ///
    /// Says why python3 or the packages cannot be had on this machine, for the test to skip itself.
    ///
    /// # Panics
    ///
    /// Where the shop is broken, and on a missing shop if [`REQUIRE`] is set.
    pub fn oscar() -> Result<Self, String> {
        Self::start(&OSCAR)
    }

    /// Starts EverShop, as [`RealShop::oscar`]; needs Node and npm.
    ///
    /// # Errors
    ///
    /// As [`RealShop::oscar`].
    ///
    /// # Panics
    ///
    /// As [`RealShop::oscar`].
    pub fn evershop() -> Result<Self, String> {
        Self::start(&EVERSHOP)
    }

    /// The shop's address, as `http://127.0.0.1:PORT/`.
    pub fn url(&self) -> &str {
        &self.url
    }

    fn start(runner: &Runner) -> Result<Self, String> {
        match Self::try_start(runner) {
            Err(reason) if is_required() => panic!("{REQUIRE} is set, but {reason}"),
            outcome => outcome,
        }
    }

    fn try_start(runner: &Runner) -> Result<Self, String> {
        let name = runner.names[0];
        let program = find_program(runner).ok_or_else(|| format!("{name} was not found, or is too old"))?;
        let mut child = Command::new(program)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(runner.script))
            .arg(state_directory())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{name} cannot be started: {error}"))?;
        let first_line = read_first_line(&mut child);
        let stderr = read_all_stderr(&mut child);
        let mut shop = Self {
            child,
            url: String::new(),
        };
        match first_line.recv_timeout(START_TIMEOUT) {
            Ok(url) => {
                shop.url = url;
                Ok(shop)
            }
            Err(RecvTimeoutError::Timeout) => {
                panic!("the real shop did not start within {START_TIMEOUT:?}")
            }
            Err(RecvTimeoutError::Disconnected) => {
                let status = shop.child.wait().expect("the exit status of a child");
                let messages = stderr.recv_timeout(STOP_TIMEOUT).unwrap_or_default();
                Err(missing_or_broken(status, &messages))
            }
        }
    }
}

impl Drop for RealShop {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let deadline = Instant::now() + STOP_TIMEOUT;
        while Instant::now() < deadline {
            match self.child.try_wait() {
                Ok(None) => thread::sleep(Duration::from_millis(20)),
                Ok(Some(_)) | Err(_) => return,
            }
        }
        // Nothing can be done about a failure here: the process is gone or not ours any more.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The reason why the shop cannot be had; panics if it could be had and is broken.
fn missing_or_broken(status: ExitStatus, messages: &str) -> String {
    assert!(
        status.code() == Some(CANNOT_BE_HAD),
        "the real shop did not start ({status}):\n{messages}"
    );
    format!("the real shop cannot be had: {}", messages.trim())
}

fn is_required() -> bool {
    std::env::var_os(REQUIRE).is_some_and(|value| !value.is_empty() && value != "0")
}

fn find_program(runner: &Runner) -> Option<&'static str> {
    runner.names.iter().copied().find(|name| {
        Command::new(name)
            .args(runner.version_check)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    })
}

/// Beside the build: nothing outside the target directory is written.
fn state_directory() -> PathBuf {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    scratch.parent().unwrap_or(scratch).join("real-shop")
}

/// The sender is dropped without a line when the script ends before it prints one.
fn read_first_line(child: &mut Child) -> Receiver<String> {
    let stdout = child.stdout.take().expect("stdout is piped");
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut line = String::new();
        let read = BufReader::new(stdout).read_line(&mut line);
        if read.is_ok_and(|length| length > 0) {
            // The receiver is gone once the start has timed out.
            let _ = sender.send(line.trim().to_owned());
        }
    });
    receiver
}

/// Keeps the pipe from filling up; sends everything once it is closed.
fn read_all_stderr(child: &mut Child) -> Receiver<String> {
    let mut stderr = child.stderr.take().expect("stderr is piped");
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stderr.read_to_end(&mut bytes);
        let _ = sender.send(String::from_utf8_lossy(&bytes).into_owned());
    });
    receiver
}
