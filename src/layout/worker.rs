//! The worker: reads pages, lays them out, answers. It may die on any of them.

use std::io;
use std::thread;
#[cfg(unix)]
use std::time::Duration;

use super::frame::{self, Answer, Job};
use super::{BlitzEngine, LayoutEngine as _, LayoutError};

/// Stack of the thread that lays out: the engine recurses over the levels of the page.
const STACK_BYTES: usize = 64 << 20;

/// Address space of a worker: what allocates more is ended by the allocator. The audit ends it earlier, at
/// the limit of [`super::pool::Limits`], when it sees it grow.
#[cfg(unix)]
const ADDRESS_SPACE: u64 = 1 << 30;

/// How often a worker looks whether its audit still runs.
#[cfg(unix)]
const ORPHAN_WATCH: Duration = Duration::from_secs(1);

/// Runs a worker on standard input and output until the input ends.
///
/// # Errors
/// When the pipe breaks, or the thread cannot be started.
pub fn run() -> io::Result<()> {
    #[cfg(unix)]
    bind_to_parent();
    // The audit says what became of a page; a panic is no news for the terminal.
    std::panic::set_hook(Box::new(|_| {}));
    thread::Builder::new()
        .name("layout".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(serve)?
        .join()
        .unwrap_or_else(|_| Err(io::Error::other("the layout stopped")))
}

/// Sets the limits of the process, and ends it when the audit is gone.
#[cfg(unix)]
fn bind_to_parent() {
    // Where the limit cannot be set, the audit's own watch remains.
    let _ = rlimit::Resource::AS.set(ADDRESS_SPACE, ADDRESS_SPACE);
    let _ = rlimit::Resource::CORE.set(0, 0);
    let parent = std::os::unix::process::parent_id();
    // A worker that waits sees its input end; one that works on a page does not.
    let _ = thread::Builder::new().name("orphan-watch".to_owned()).spawn(move || {
        while std::os::unix::process::parent_id() == parent {
            thread::sleep(ORPHAN_WATCH);
        }
        std::process::exit(1);
    });
}

fn serve() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut output = io::stdout().lock();
    let engine = BlitzEngine::new();
    while let Some(job) = frame::read::<Job>(&mut input)? {
        let answer = answer(&engine, &job);
        let failed = matches!(answer, Err(LayoutError::Engine(_)));
        frame::write(&mut output, &answer)?;
        if failed {
            // What a panic left behind in the engine must not reach the next page.
            return Ok(());
        }
    }
    Ok(())
}

fn answer(engine: &BlitzEngine, job: &Job) -> Answer {
    job.viewports
        .iter()
        .map(|viewport| engine.observe(&job.page, *viewport, &job.targets))
        .collect()
}
