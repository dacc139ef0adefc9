//! The browser's process: started with a pipe and a profile of its own, ended and reaped whatever happens.

use std::io::{PipeReader, PipeWriter};
use std::os::fd::OwnedFd;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use command_fds::{CommandFdExt as _, FdMapping};
use nix::sys::signal::{Signal, kill, killpg};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::{Pid, geteuid};
use tempfile::TempDir;
use tokio::net::unix::pipe;

use super::ChromeError;
use super::client::{Reading, Writing};

/// How long it may take to end by itself when it is told to.
const GRACE: Duration = Duration::from_millis(1500);

/// The flags. No network: names do not resolve, the proxy does not exist, loopback is no exception; so what is not
/// answered over the pipe is answered by nobody. The rest keeps it quiet, and alike on every machine.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--remote-debugging-pipe",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://touchpoint.invalid:1",
    "--proxy-bypass-list=<-loopback>",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-client-side-phishing-detection",
    "--disable-component-extensions-with-background-pages",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-hang-monitor",
    "--disable-prompt-on-repost",
    "--disable-sync",
    "--disable-translate",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--dns-prefetch-disable",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--metrics-recording-only",
    "--mute-audio",
    "--password-store=basic",
    "--use-mock-keychain",
    "--disable-features=DialMediaRouteProvider,MediaRouter,OptimizationHints,Prerender2,SpeculationRulesPrefetchProxy,Translate,HttpsUpgrades,PrivateNetworkAccessSendPreflights,LocalNetworkAccessChecks",
    "about:blank",
];

/// A running browser. Dropped, it is gone: its process group ended, its process reaped, its profile removed.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    profile: Option<TempDir>,
}

/// Starts the browser; returns it with the ends of its pipe.
pub(super) fn start(program: &Path, languages: &str) -> Result<(Process, Reading, Writing), ChromeError> {
    let failed = |error: &dyn std::fmt::Display| ChromeError::Start(error.to_string());
    let profile = tempfile::Builder::new()
        .prefix("touchpoint-chrome-")
        .tempdir()
        .map_err(|error| failed(&error))?;
    let (commands, ours_out) = std::io::pipe().map_err(|error| failed(&error))?;
    let (ours_in, answers) = std::io::pipe().map_err(|error| failed(&error))?;
    let (reading, writing) = ends(ours_in, ours_out).map_err(|error| failed(&error))?;
    let mut command = Command::new(program);
    command
        .args(FLAGS)
        .arg(format!("--user-data-dir={}", profile.path().join("profile").display()))
        .arg(format!("--accept-lang={languages}"))
        // Distributions' wrappers write beneath HOME.
        .env("HOME", profile.path())
        .env("TMPDIR", profile.path())
        .env("XDG_CONFIG_HOME", profile.path().join("config"))
        .env("XDG_CACHE_HOME", profile.path().join("cache"))
        .env_remove("CHROMIUM_FLAGS")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // Ctrl-C in the terminal is ours; and what belongs to the browser can be ended together.
        .process_group(0);
    if geteuid().is_root() {
        command.arg("--no-sandbox");
    }
    let mappings = [(OwnedFd::from(commands), 3), (OwnedFd::from(answers), 4)]
        .map(|(parent_fd, child_fd)| FdMapping { parent_fd, child_fd });
    command.fd_mappings(mappings.into()).map_err(|error| failed(&error))?;
    adopt_orphans();
    let child = command.spawn().map_err(|error| failed(&error))?;
    let process = Process {
        child,
        profile: Some(profile),
    };
    Ok((process, reading, writing))
}

fn ends(reader: PipeReader, writer: PipeWriter) -> std::io::Result<(Reading, Writing)> {
    let reading = pipe::Receiver::from_owned_fd(reader.into())?;
    let writing = pipe::Sender::from_owned_fd(writer.into())?;
    Ok((Box::new(reading), Box::new(writing)))
}

impl Process {
    /// The browser's process id.
    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }

    fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let id = i32::try_from(self.child.id()).ok().map(Pid::from_raw);
        if let Some(id) = id.filter(|_| !self.has_ended()) {
            let _ = kill(id, Signal::SIGTERM);
        }
        let until = Instant::now() + GRACE;
        while !self.has_ended() && Instant::now() < until {
            thread::sleep(Duration::from_millis(10));
        }
        // Whatever of its group is left goes with it.
        if let Some(group) = id {
            let _ = killpg(group, Signal::SIGKILL);
        }
        let _ = self.child.wait();
        if let Some(group) = id {
            reap(group);
        }
        if let Some(profile) = self.profile.take() {
            remove(profile);
        }
    }
}

/// The browser's own children come to us when it ends before them: in a container nobody else would reap them.
fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    let _ = nix::sys::prctl::set_child_subreaper(true);
}

/// Reaps what is left of the group.
fn reap(group: Pid) {
    let until = Instant::now() + GRACE;
    while Instant::now() < until {
        match waitpid(Pid::from_raw(-group.as_raw()), Some(WaitPidFlag::WNOHANG)) {
            Ok(WaitStatus::StillAlive) => thread::sleep(Duration::from_millis(5)),
            Ok(_) => {}
            Err(_) => return,
        }
    }
}

/// Removes the profile, again while something that was ended still writes into it.
fn remove(profile: TempDir) {
    let path = profile.keep();
    for _ in 0..20 {
        match std::fs::remove_dir_all(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => thread::sleep(Duration::from_millis(25)),
            _ => return,
        }
    }
}
