//! The worker: reads pages, lays them out, answers. It may die on any of them.

use std::io;
use std::thread;

use super::frame::{self, Answer, Job};
use super::{BlitzEngine, LayoutEngine as _, LayoutError};

/// Stack of the thread that lays out: the engine recurses over the levels of the page.
const STACK_BYTES: usize = 64 << 20;

/// Address space of a worker: what allocates more is ended by the allocator. The audit ends it earlier, at
/// the limit of [`super::pool::Limits`], when it sees it grow.
const ADDRESS_SPACE: u64 = 1 << 30;

/// Runs a worker on standard input and output until the input ends.
///
/// # Errors
/// When the pipe breaks, or the thread cannot be started.
pub fn run() -> io::Result<()> {
    // Where the limit cannot be set, the audit's own watch remains.
    let _ = rlimit::Resource::AS.set(ADDRESS_SPACE, ADDRESS_SPACE);
    let _ = rlimit::Resource::CORE.set(0, 0);
    // The audit says what became of a page; a panic is no news for the terminal.
    std::panic::set_hook(Box::new(|_| {}));
    thread::Builder::new()
        .name("layout".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(serve)?
        .join()
        .unwrap_or_else(|_| Err(io::Error::other("the layout stopped")))
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
