//! Progress on standard error, silent without a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::report::clean;
use crate::report::messages::Messages;
use crate::walk::Progress;

/// A bar that follows the walk.
#[derive(Debug)]
pub(super) struct Bar {
    bar: ProgressBar,
    messages: &'static Messages,
}

impl Bar {
    /// A bar on standard error; hidden without a terminal.
    pub(super) fn new(messages: &'static Messages) -> Bar {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {pos}/{len} {wide_msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Bar { bar, messages }
    }

    /// Shows what the walk is doing.
    pub(super) fn show(&self, progress: Progress) {
        match progress {
            Progress::Page { read, of, url } => {
                self.bar.set_length(of as u64);
                self.bar.set_position(read as u64);
                self.bar.set_message(clean(&url));
            }
            Progress::Journey => self.bar.set_message(self.messages.text("progress.journey").to_owned()),
            Progress::Links => self.bar.set_message(self.messages.text("progress.links").to_owned()),
        }
    }

    /// Takes the bar away.
    pub(super) fn done(&self) {
        self.bar.finish_and_clear();
    }
}
