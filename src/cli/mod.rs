//! The command line: one file per command. The only room that prints.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::model::Language;

mod ask;
mod audit;
mod checklist;
mod compare;
mod completions;
mod demo;
pub mod exit;
mod explain;
mod gate_arguments;
mod history;
mod init;
mod inspect;
mod inspect_layout;
mod judge;
mod language;
#[cfg(feature = "layout")]
mod layout_worker;
mod memory;
mod output;
#[cfg(feature = "layout")]
mod page_sheets;
mod page_source;
mod pipeline;
mod progress;
mod report;
mod runtime;
mod sheet_output;
mod walk_arguments;

/// Walks an online shop the way a customer does and reports how the customer experience is right now.
#[derive(Debug, Parser)]
#[command(name = "touchpoint", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// Language of reports and explanations: ko or en (default: the locale's)
    #[arg(long, global = true, value_name = "LANGUAGE")]
    lang: Option<Language>,
}

/// A new command is one file and one line here and in [`main`].
#[derive(Debug, Subcommand)]
enum Command {
    /// Write a touchpoint.toml for a shop
    Init(init::Arguments),
    /// Walk a shop and report
    Audit(audit::Arguments),
    /// Judge a saved walk again, offline
    Judge(judge::Arguments),
    /// Answer what only a person can tell
    Ask(ask::Arguments),
    /// List, show and validate checklists
    Checklist(checklist::Arguments),
    /// Say what a check or a measure means
    Explain(explain::Arguments),
    /// Show what the tool sees on a page, without a walk
    Inspect(inspect::Arguments),
    /// Render a saved report again, or print the schema of saved reports
    Report(report::Arguments),
    /// Tell what past audits found: scores over time, what changed, what keeps coming back
    History(history::Arguments),
    /// Put shops, or saved audits, side by side
    Compare(compare::Arguments),
    /// Serve the built-in shop and audit it
    Demo(demo::Arguments),
    /// Print the completions of a shell
    Completions(completions::Arguments),
    /// Print the manual page
    Man,
    /// Lay pages out for another process of this program
    #[cfg(feature = "layout")]
    #[command(hide = true)]
    LayoutWorker,
}

/// Runs the program with the arguments of the process and returns its exit status (see [`exit`]).
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let lang = cli.lang;
    let spoken = language::choose(lang);
    let result = match cli.command {
        Command::Init(arguments) => init::run(&arguments, spoken),
        Command::Audit(arguments) => audit::run(&arguments, lang),
        Command::Judge(arguments) => judge::run(&arguments, lang),
        Command::Ask(arguments) => ask::run(&arguments, lang),
        Command::Checklist(arguments) => checklist::run(&arguments, spoken),
        Command::Explain(arguments) => explain::run(&arguments, spoken),
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Report(arguments) => report::run(&arguments),
        Command::History(arguments) => history::run(&arguments, lang),
        Command::Compare(arguments) => compare::run(&arguments, lang),
        Command::Demo(arguments) => demo::run(&arguments, lang),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man => completions::man(),
        #[cfg(feature = "layout")]
        Command::LayoutWorker => layout_worker::run(),
    };
    ExitCode::from(result.unwrap_or_else(|error| {
        // The faults of a file begin with its name, line and column, where editors look for them.
        match error.downcast_ref::<crate::checklist::Problems>() {
            Some(problems) => eprintln!("{problems}"),
            None => eprintln!("touchpoint: {error:#}"),
        }
        exit::USAGE
    }))
}
