//! Where a walk runs: one thread with a deep stack, since hostile pages nest deeply.

use std::future::Future;
use std::thread;

use anyhow::{Context as _, anyhow};

/// Stack of the walking thread.
const STACK_BYTES: usize = 64 << 20;

/// Runs a walk to its end on a thread of its own.
pub(super) fn run<F, T>(work: impl FnOnce() -> F + Send) -> anyhow::Result<T>
where
    F: Future<Output = T>,
    T: Send,
{
    thread::scope(|scope| {
        thread::Builder::new()
            .name("walk".to_owned())
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, || {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .context("cannot start the network runtime")?;
                Ok(runtime.block_on(work()))
            })
            .context("cannot start a thread")?
            .join()
            .map_err(|_| anyhow!("the walk stopped unexpectedly; please report it"))?
    })
}
