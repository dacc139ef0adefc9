//! `touchpoint audit`: walk a shop and report.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::pipeline::{Bench, JudgeArguments, check_walk_path};
use super::progress::Bar;
use super::walk_arguments::WalkArguments;
use super::{exit, runtime};
use crate::checklist::Config;
use crate::checklist::config::FILE_NAME;
use crate::model::{Language, Walk};
use crate::net::{Fetcher, StartUrl};
use crate::walk::{self, Options, Progress, WalkError};

/// The metadata under which an audit's own settings are saved with a walk.
pub(super) const AUDIT_METADATA: &str = "audit";

/// Arguments of `touchpoint audit`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Address of the shop; by default the one in touchpoint.toml
    #[arg(value_name = "URL")]
    url: Option<String>,

    #[command(flatten)]
    judge: JudgeArguments,

    #[command(flatten)]
    walk: WalkArguments,

    /// The shop's own file (default: touchpoint.toml, where there is one)
    #[arg(long, value_name = "PATH")]
    config: Option<PathBuf>,

    /// Save the walk, to judge it again offline
    #[arg(long, value_name = "FILE.warc.gz")]
    save_walk: Option<PathBuf>,
}

/// What a saved walk keeps of the audit, so that it can be walked again.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Saved {
    pub(super) url: String,
    pub(super) audited_at: String,
    pub(super) options: Options,
}

/// Audits a shop.
pub(super) fn run(arguments: &Arguments, lang: Option<Language>) -> anyhow::Result<u8> {
    let config = read_config(arguments.config.as_deref())?;
    let typed = arguments
        .url
        .clone()
        .or_else(|| config.shop.url.clone())
        .ok_or_else(|| anyhow::anyhow!("no shop to audit: give its address, or write it into {FILE_NAME}"))?;
    let start = StartUrl::parse(&typed)?;
    let bench = Bench::new(&arguments.judge, &config, lang)?.remembering(&arguments.judge, &config);
    check_walk_path(arguments.save_walk.as_ref())?;
    let client = arguments.walk.client(&start, &config)?;
    let options = arguments.walk.options(&config, &bench);
    let now = Timestamp::now();
    let audited_at = now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let fetcher = match &arguments.save_walk {
        Some(path) => Fetcher::recording(client, path, now)?,
        None => Fetcher::live(client)?,
    };
    let saved = Saved {
        url: typed,
        audited_at: audited_at.clone(),
        options: options.clone(),
    };
    fetcher.put_metadata(AUDIT_METADATA, &serde_json::to_string(&saved)?);
    let walked = go(&fetcher, &start, &options, &bench)?;
    let status = conclude(walked, &bench, audited_at);
    if let (Some(path), Err(error)) = (&arguments.save_walk, fetcher.finish()) {
        eprintln!("touchpoint: cannot write {}: {error}", path.display());
        return Ok(exit::OUTPUT_FAILED);
    }
    Ok(status)
}

/// Walks, with a progress bar, until the end or Ctrl-C.
pub(super) fn go(
    fetcher: &Fetcher,
    start: &StartUrl,
    options: &Options,
    bench: &Bench,
) -> anyhow::Result<Result<Walk, WalkError>> {
    let bar = Bar::new(bench.messages);
    let walked = runtime::run(|| async { walking(fetcher, start, options, &|progress| bar.show(progress)).await });
    bar.done();
    walked
}

/// Walks until the end or Ctrl-C: then what is under way is broken off, and the report tells how far it came.
pub(super) async fn walking(
    fetcher: &Fetcher,
    start: &StartUrl,
    options: &Options,
    show: &(dyn Fn(Progress) + Sync),
) -> Result<Walk, WalkError> {
    let walking = walk::walk(fetcher, start, options, show);
    tokio::pin!(walking);
    tokio::select! {
        walked = &mut walking => walked,
        _ = tokio::signal::ctrl_c() => {
            fetcher.cancel();
            walking.await
        }
    }
}

/// Reports on a walk, or says in one line why there is none.
pub(super) fn conclude(walked: Result<Walk, WalkError>, bench: &Bench, audited_at: String) -> u8 {
    match walked {
        Err(error) => {
            eprintln!("touchpoint: {}", crate::report::clean(&error.to_string()));
            exit::NOT_AUDITED
        }
        Ok(walk) => {
            let no_shop = walk.warnings.iter().any(|note| note.code == "not-a-shop");
            let status = bench.finish(&walk, audited_at);
            if no_shop && status != exit::OUTPUT_FAILED {
                eprintln!("touchpoint: {}", bench.messages.text("note.not-a-shop"));
                return exit::NOT_AUDITED;
            }
            status
        }
    }
}

/// The shop's own file: the one that is named, or the one of the working directory where there is one.
pub(super) fn read_config(named: Option<&Path>) -> anyhow::Result<Config> {
    match named {
        Some(path) => Ok(Config::load(path)?),
        None if Path::new(FILE_NAME).is_file() => Ok(Config::load(Path::new(FILE_NAME))?),
        None => Ok(Config::default()),
    }
}
