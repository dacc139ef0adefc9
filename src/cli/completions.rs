//! `touchpoint completions` and `touchpoint man`: for the shell and the manual.

use std::io::Write as _;

use anyhow::Context as _;
use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::{Cli, exit};

/// Arguments of `touchpoint completions`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the completions of a shell.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "touchpoint", &mut script);
    std::io::stdout()
        .write_all(&script)
        .context("cannot print the completions")?;
    Ok(exit::OK)
}

/// Prints the manual page.
pub(super) fn man() -> anyhow::Result<u8> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command())
        .render(&mut page)
        .context("cannot make the manual page")?;
    std::io::stdout()
        .write_all(&page)
        .context("cannot print the manual page")?;
    Ok(exit::OK)
}
