//! `touchpoint checklist`: list, show, validate, and the JSON Schemas.

use clap::{Args, Subcommand, ValueEnum};

use super::exit;
use crate::checklist::{Answers, Config, Loader, Problems, answers, config, describe, schema, sheet};
use crate::model::Language;
use crate::report::messages::Messages;

/// Arguments of `touchpoint checklist`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the built-in checklists
    List,
    /// Show a checklist as a sheet to read, print and tick: each question with what good and poor are
    Show {
        /// Id of a built-in checklist, or a file
        #[arg(default_value = crate::checklist::builtin::DEFAULT)]
        checklist: String,

        /// How to print it
        #[arg(long, value_enum, default_value_t)]
        format: SheetFormat,
    },
    /// Tell every fault of checklists, of a touchpoint.toml or an answers.toml, with file, line and column
    Validate {
        /// Checklists, touchpoint.toml or answers.toml files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<String>,
    },
    /// Print the JSON Schema of checklists, for editors
    Schema {
        /// Of touchpoint.toml instead
        #[arg(long, conflicts_with = "answers")]
        config: bool,

        /// Of answers.toml instead
        #[arg(long)]
        answers: bool,
    },
}

/// How a checklist is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum SheetFormat {
    /// A table per touchpoint
    #[default]
    Table,
    /// Markdown, with why each check matters, what to do, and the source
    Markdown,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments, language: Language) -> anyhow::Result<u8> {
    let loader = Loader::default();
    let messages = Messages::get(language);
    let text = match &arguments.action {
        Action::List => describe::list(&loader, messages)?,
        Action::Show { checklist, format } => {
            let checklist = loader.load(checklist)?;
            match format {
                SheetFormat::Table => sheet::table(&checklist, messages),
                SheetFormat::Markdown => sheet::markdown(&checklist, messages),
            }
        }
        Action::Validate { files } => return Ok(validate(&loader, files, messages)),
        Action::Schema { config, answers } => {
            let schema = match (config, answers) {
                (true, _) => schema::config(),
                (false, true) => answers::schema(),
                (false, false) => schema::checklist(),
            };
            serde_json::to_string_pretty(&schema)? + "\n"
        }
    };
    print!("{text}");
    Ok(exit::OK)
}

/// Tells the faults of every file, not only of the first.
fn validate(loader: &Loader, files: &[String], messages: &Messages) -> u8 {
    let mut code = exit::OK;
    for file in files {
        match validate_one(loader, file, messages) {
            Ok(line) => println!("{line}"),
            Err(problems) => {
                eprintln!("{problems}");
                code = exit::USAGE;
            }
        }
    }
    code
}

fn validate_one(loader: &Loader, file: &str, messages: &Messages) -> Result<String, Problems> {
    let path = std::path::Path::new(file);
    if path.file_name().is_some_and(|name| name == config::FILE_NAME) {
        let config = Config::load(path)?;
        // The checklists that it names are part of what must be right.
        for checklist in &config.checklists {
            loader.load(checklist)?;
        }
        return Ok(messages.with("describe.valid-config", &[("file", file)]));
    }
    if path.file_name().is_some_and(|name| name == answers::FILE_NAME) {
        let every: Vec<String> = loader.built_in.iter().map(|known| known.id.to_owned()).collect();
        let checklist = loader.load_all(&every)?;
        let count = Answers::load(path, &checklist)?.iter().count().to_string();
        return Ok(messages.with("describe.valid-answers", &[("file", file), ("count", &count)]));
    }
    let checklist = loader.load(file)?;
    let count = checklist.checks().count().to_string();
    Ok(messages.with("describe.valid", &[("file", file), ("count", &count)]))
}
