//! `touchpoint layout-worker`: the hidden command behind the layout of pages.

use super::exit;

/// Lays pages out until its input ends.
pub(super) fn run() -> anyhow::Result<u8> {
    crate::layout::worker::run()?;
    Ok(exit::OK)
}
