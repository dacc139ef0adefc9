//! `touchpoint explain`: what a check or a measure means.

use clap::Args;

use super::exit;
use crate::checklist::{Loader, builtin, describe};
use crate::measure;
use crate::model::Language;
use crate::report::messages::Messages;

/// Arguments of `touchpoint explain`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Id of a check (support.phone-top) or of a measure (phone.top-share); without it every measure is listed
    #[arg(value_name = "CHECK|MEASURE")]
    name: Option<String>,

    /// The checklist whose checks are meant: id of a built-in one, or a file
    #[arg(long, value_name = "CHECKLIST", default_value = builtin::DEFAULT)]
    checklist: String,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments, language: Language) -> anyhow::Result<u8> {
    let messages = Messages::get(language);
    let text = match &arguments.name {
        Some(name) => {
            let checklist = Loader::default().load(&arguments.checklist)?;
            describe::explain(name, &checklist, measure::all(), messages)?
        }
        None => describe::measures(measure::all(), messages),
    };
    print!("{}", text.trim_end());
    println!();
    Ok(exit::OK)
}
