//! The command line: one file per command. The only room that prints.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod checklist;
pub mod exit;
mod explain;
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
    /// List, show and validate checklists
    Checklist(checklist::Arguments),
    /// Say what a check or a measure means
    Explain(explain::Arguments),
    /// Show what the tool sees on a page, without a walk
    Inspect(inspect::Arguments),
}

/// Runs the program with the arguments of the process and returns its exit status (see [`exit`]).
pub fn main() -> ExitCode {
    let language = language();
    let result = match Cli::parse().command {
        Command::Checklist(arguments) => checklist::run(&arguments, language),
        Command::Explain(arguments) => explain::run(&arguments, language),
        Command::Inspect(arguments) => inspect::run(&arguments),
    };
    ExitCode::from(result.unwrap_or_else(|error| {
        eprintln!("touchpoint: {error:#}");
        exit::USAGE
    }))
}

/// The reader's language, by the locale.
fn language() -> crate::model::Language {
    sys_locale::get_locale().map_or_else(Default::default, |locale| crate::model::Language::of_locale(&locale))
}
