//! The command line: one file per command. The only room that prints.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub mod exit;
mod inspect;

/// Walks an online shop the way a customer does and reports how the customer experience is right now.
#[derive(Debug, Parser)]
#[command(name = "touchpoint", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// A new command is one file and one line here and in [`main`].
#[derive(Debug, Subcommand)]
enum Command {
    /// Show what the tool sees on a page, without a walk
    Inspect(inspect::Arguments),
}

/// Runs the program with the arguments of the process and returns its exit status (see [`exit`]).
pub fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Inspect(arguments) => inspect::run(&arguments),
    };
    ExitCode::from(result.unwrap_or_else(|error| {
        eprintln!("touchpoint: {error:#}");
        exit::USAGE
    }))
}
