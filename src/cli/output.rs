//! Where reports go: `--report FORMAT[=PATH]`, opened before the work starts and written whole or not at all.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context as _, bail};
use clap::Args;

use crate::checklist::closest;
use crate::model::AuditReport;
use crate::report::messages::Messages;
use crate::report::{FORMATS, Format, View, format};

/// Terminal cells of a line where nobody tells.
const DEFAULT_WIDTH: u16 = 100;
/// Lines longer than this are hard to read.
const MOST_WIDTH: u16 = 120;
/// Below this nothing can be laid out.
const LEAST_WIDTH: u16 = 40;

/// Which reports are written, and how.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Reports")]
pub(super) struct OutputArguments {
    #[arg(long, value_name = "FORMAT[=PATH]", help = formats_help())]
    pub(super) report: Vec<Target>,

    /// Show the points lost and the source of each finding
    #[arg(long)]
    pub(super) explain: bool,

    /// In markdown: everything, with all evidence, the customer's ways, the pages read and the requests
    #[arg(long)]
    pub(super) full: bool,

    /// In csv: begin with a byte order mark, which Excel needs to read Korean
    #[arg(long)]
    pub(super) bom: bool,
}

/// A format and where it goes; standard output when no path is given.
#[derive(Debug, Clone)]
pub(super) struct Target {
    format: &'static Format,
    path: Option<PathBuf>,
}

impl Target {
    /// Whether it tells a person on standard output how the gate ended.
    pub(super) fn speaks(&self) -> bool {
        self.path.is_none() && ["table", "markdown", "github"].contains(&self.format.name)
    }
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        let (format, path) = split(text, format, &names)?;
        Ok(Target { format, path })
    }
}

/// The format and the path of `FORMAT[=PATH]`; no path where it goes to standard output.
pub(super) fn split<F: ?Sized>(
    text: &str,
    known: impl Fn(&str) -> Option<&'static F>,
    names: &[&str],
) -> Result<(&'static F, Option<PathBuf>), String> {
    let (name, path) = match text.split_once('=') {
        Some((_, "")) => return Err(format!("no path after \"{text}\"")),
        Some((name, path)) => (name, Some(PathBuf::from(path))),
        None => (text, None),
    };
    let Some(format) = known(name) else {
        let near = closest(name, names.iter().copied()).map(|near| format!(" (did you mean \"{near}\"?)"));
        return Err(format!(
            "unknown format \"{name}\"{}; known: {}",
            near.unwrap_or_default(),
            names.join(", ")
        ));
    };
    Ok((format, path.filter(|path| path != Path::new("-"))))
}

/// The help of `--report`, with every format of the registry.
pub(super) fn formats_help() -> String {
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    format!(
        "Report to write, to standard output or to PATH; repeatable: {}",
        names.join(", ")
    )
}

/// The reports that were asked for; a table on standard output when none was.
pub(super) fn targets(asked: &[Target]) -> anyhow::Result<Vec<Target>> {
    let targets = if asked.is_empty() {
        vec!["table".parse().map_err(anyhow::Error::msg)?]
    } else {
        asked.to_vec()
    };
    check_paths(targets.iter().map(|target| target.path.as_deref()))?;
    Ok(targets)
}

/// Where reports go: at most one to standard output, the others into folders that are there.
pub(super) fn check_paths<'a>(paths: impl Iterator<Item = Option<&'a Path>>) -> anyhow::Result<()> {
    let mut to_stdout = 0;
    for path in paths {
        match path {
            Some(path) => check_folder(path)?,
            None => to_stdout += 1,
        }
    }
    if to_stdout > 1 {
        bail!("only one --report can go to standard output; give the others a path: --report FORMAT=PATH");
    }
    Ok(())
}

/// A folder that is not there is better told before the walk than after it.
fn check_folder(path: &Path) -> anyhow::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if !folder.is_dir() {
        bail!("{}: the folder {} does not exist", path.display(), folder.display());
    }
    if path.is_dir() {
        bail!("{}: is a folder, not a file", path.display());
    }
    Ok(())
}

/// Writes every report. An error names the target that could not be written.
pub(super) fn write(
    targets: &[Target],
    report: &AuditReport,
    messages: &Messages,
    style: &OutputArguments,
) -> anyhow::Result<()> {
    for target in targets {
        let view = view_for(target.path.as_deref(), style, messages);
        let bytes = (target.format.render)(report, &view)?;
        deliver(target.path.as_deref(), &bytes)?;
    }
    Ok(())
}

/// How what goes to a path, or to standard output, is to be shown.
pub(super) fn view_for<'a>(path: Option<&Path>, style: &OutputArguments, messages: &'a Messages) -> View<'a> {
    let to_terminal = path.is_none() && std::io::stdout().is_terminal();
    View {
        width: width(to_terminal),
        color: to_terminal && colors_wanted(),
        explain: style.explain,
        full: style.full,
        bom: style.bom,
        messages,
    }
}

/// Writes to a path, or to standard output.
pub(super) fn deliver(path: Option<&Path>, bytes: &[u8]) -> anyhow::Result<()> {
    match path {
        Some(path) => replace(path, bytes).with_context(|| format!("cannot write {}", path.display())),
        None => print(bytes).context("cannot write to standard output"),
    }
}

/// A reader that has seen enough closes the pipe: no reason to complain.
pub(super) fn print(bytes: &[u8]) -> std::io::Result<()> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// Writes beside the file and puts it in place, so that no half-written report stands at the path.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(name);
    let written = std::fs::write(&beside, bytes)
        .and_then(|()| match std::fs::metadata(path) {
            // A file that others may not read stays so.
            Ok(old) => std::fs::set_permissions(&beside, old.permissions()),
            Err(_) => Ok(()),
        })
        .and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        // The error of the write is the one to tell.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

fn colors_wanted() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// The terminal's width, or `COLUMNS`, within what can be read.
fn width(to_terminal: bool) -> u16 {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let found = if to_terminal {
        terminal_width().or(columns)
    } else {
        columns
    };
    found.unwrap_or(DEFAULT_WIDTH).clamp(LEAST_WIDTH, MOST_WIDTH)
}

fn terminal_width() -> Option<u16> {
    comfy_table::Table::new().width()
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn a_report_names_its_format_and_its_path() {
        let target: Target = "json=out/audit.json".parse().expect("a known format");
        assert_eq!(target.format.name, "json");
        assert_eq!(target.path.as_deref(), Some(std::path::Path::new("out/audit.json")));
    }

    #[test]
    fn a_misspelt_format_is_told() {
        let error = "tabel".parse::<Target>().expect_err("no such format");
        assert!(error.contains("did you mean \"table\""), "{error}");
    }
}
