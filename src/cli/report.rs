//! `touchpoint report`: render a saved report again, or print the schema of saved reports.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;

use super::exit;
use super::output::{self, OutputArguments};
use crate::checklist::Config;
use crate::model::Language;
use crate::report::json;
use crate::report::messages::Messages;

/// Arguments of `touchpoint report`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A report saved with `--report json=FILE`
    #[arg(value_name = "FILE", required_unless_present = "schema")]
    file: Option<PathBuf>,

    #[command(flatten)]
    output: OutputArguments,

    /// Take client, consultant, logo, colour and texts from this touchpoint.toml, not from the saved report
    #[arg(long, value_name = "PATH")]
    config: Option<PathBuf>,

    /// Print the JSON Schema of saved reports
    #[arg(long)]
    schema: bool,
}

/// Renders a saved report again, in the language in which it was made.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let Some(file) = arguments.file.as_ref().filter(|_| !arguments.schema) else {
        println!("{}", serde_json::to_string_pretty(&json::schema())?);
        return Ok(exit::OK);
    };
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut report = json::read(&bytes).with_context(|| file.display().to_string())?;
    let language = report.language.parse().unwrap_or(Language::En);
    if let Some(path) = &arguments.config {
        report.branding = Config::load(path)?.report.branding()?;
    }
    let targets = output::targets(&arguments.output.report)?;
    match output::write(&targets, &report, Messages::get(language), &arguments.output) {
        Ok(()) => Ok(exit::OK),
        Err(error) => {
            eprintln!("touchpoint: {error:#}");
            Ok(exit::OUTPUT_FAILED)
        }
    }
}
