//! Where sheets go: `--report FORMAT[=PATH]` of `history` and `compare`.

use std::path::PathBuf;
use std::str::FromStr;

use super::output::{self, OutputArguments};
use crate::report::View;
use crate::report::messages::Messages;
use crate::report::sheet::{SHEET_FORMATS, Sheet, SheetFormat, sheet_format};

/// A format and where it goes; standard output when no path is given.
#[derive(Debug, Clone)]
pub(super) struct SheetTarget {
    format: &'static SheetFormat,
    path: Option<PathBuf>,
}

fn names() -> Vec<&'static str> {
    SHEET_FORMATS.iter().map(|format| format.name).collect()
}

impl FromStr for SheetTarget {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (format, path) = output::split(text, sheet_format, &names())?;
        Ok(SheetTarget { format, path })
    }
}

/// The help of `--report`.
pub(super) fn formats_help() -> String {
    format!(
        "Report to write, to standard output or to PATH; repeatable: {}",
        names().join(", ")
    )
}

/// The reports that were asked for; a table on standard output when none was.
pub(super) fn targets(asked: &[SheetTarget]) -> anyhow::Result<Vec<SheetTarget>> {
    let targets = if asked.is_empty() {
        vec!["table".parse().map_err(anyhow::Error::msg)?]
    } else {
        asked.to_vec()
    };
    output::check_paths(targets.iter().map(|target| target.path.as_deref()))?;
    Ok(targets)
}

/// Makes the sheet for each target, as wide as it will be shown, and writes it.
pub(super) fn write(
    targets: &[SheetTarget],
    messages: &Messages,
    sheet: impl Fn(&View<'_>) -> Sheet,
) -> anyhow::Result<()> {
    for target in targets {
        let view = output::view_for(target.path.as_deref(), &OutputArguments::default(), messages);
        let bytes = (target.format.render)(&sheet(&view), &view)?;
        output::deliver(target.path.as_deref(), &bytes)?;
    }
    Ok(())
}
