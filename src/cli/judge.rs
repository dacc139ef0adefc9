//! `touchpoint judge`: judge a saved walk again, offline.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;

use super::audit::{AUDIT_METADATA, Saved, conclude, go, read_config};
use super::pipeline::{Bench, JudgeArguments};
use crate::model::Language;
use crate::net::{Fetcher, StartUrl};
use crate::walk::Options;

/// Arguments of `touchpoint judge`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A walk saved with `audit --save-walk`
    #[arg(value_name = "FILE.warc.gz")]
    file: PathBuf,

    #[command(flatten)]
    judge: JudgeArguments,

    /// The shop's own file: checklists, gate, waivers, report (default: touchpoint.toml, where there is one)
    #[arg(long, value_name = "PATH")]
    config: Option<PathBuf>,
}

/// Judges a saved walk. The same walk and the same checklist give the same report.
pub(super) fn run(arguments: &Arguments, lang: Option<Language>) -> anyhow::Result<u8> {
    let config = read_config(arguments.config.as_deref())?;
    let bench = Bench::new(&arguments.judge, &config, lang)?;
    let fetcher = Fetcher::replay(&arguments.file)?;
    let saved = fetcher
        .metadata(AUDIT_METADATA)
        .with_context(|| format!("{}: is no walk that touchpoint saved", arguments.file.display()))?;
    let saved: Saved = serde_json::from_str(saved)
        .with_context(|| format!("{}: its settings cannot be read", arguments.file.display()))?;
    let start = StartUrl::parse(&saved.url)?;
    let options = Options {
        probes: bench.checklist.probes(),
        ..saved.options
    };
    let walked = go(&fetcher, &start, &options, &bench)?;
    Ok(conclude(walked, &bench, saved.audited_at))
}
