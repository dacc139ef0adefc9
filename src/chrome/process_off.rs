//! What stands in for the browser's process where its debugging pipe is not to be had.

use std::path::Path;

use super::ChromeError;
use super::client::{Reading, Writing};

/// There is none.
#[derive(Debug)]
pub(super) enum Process {}

/// Says that it cannot be started here.
pub(super) fn start(_program: &Path, _languages: &str) -> Result<(Process, Reading, Writing), ChromeError> {
    Err(ChromeError::NoPipe)
}

impl Process {
    pub(super) fn id(&self) -> u32 {
        match *self {}
    }
}
