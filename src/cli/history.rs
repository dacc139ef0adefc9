//! `touchpoint history`: scores over time, what changed between two audits, what keeps coming back.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};

use super::audit::read_config;
use super::memory::usual_path;
use super::sheet_output::{self, SheetTarget};
use super::{exit, language};
use crate::checklist::Config;
use crate::history::{self, AuditName, History, PastAudit};
use crate::model::Language;
use crate::report::View;
use crate::report::memory::{difference_sheet, recurrences_sheet, say_changes, trend_sheet};
use crate::report::messages::Messages;
use crate::report::sheet::Sheet;

/// Arguments of `touchpoint history`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Option<Tell>,

    /// The history (default: that of touchpoint.toml, or .touchpoint/history.db)
    #[arg(long, global = true, value_name = "PATH")]
    history: Option<PathBuf>,

    /// The shop, where the history knows several: its address or a part of it (default: that of touchpoint.toml)
    #[arg(long, global = true, value_name = "SHOP")]
    shop: Option<String>,

    /// The shop's own file (default: touchpoint.toml, where there is one)
    #[arg(long, global = true, value_name = "PATH")]
    config: Option<PathBuf>,

    #[arg(long, global = true, value_name = "FORMAT[=PATH]", help = sheet_output::formats_help())]
    report: Vec<SheetTarget>,
}

/// What is to be told.
#[derive(Debug, Subcommand)]
enum Tell {
    /// What changed from one audit to another, in a customer's words
    Diff {
        /// The earlier audit: its number, its day, "latest" or "previous"
        #[arg(default_value = "previous")]
        a: AuditName,
        /// The later audit
        #[arg(default_value = "latest")]
        b: AuditName,
    },
    /// What was wrong in more than one audit, since when, and how often it came back
    Recurring,
}

/// Tells what past audits found.
pub(super) fn run(arguments: &Arguments, lang: Option<Language>) -> anyhow::Result<u8> {
    let config = read_config(arguments.config.as_deref())?;
    let language = language::choose(lang.or(config.report.language));
    let messages = Messages::get(language);
    let targets = sheet_output::targets(&arguments.report)?;
    let path = arguments.history.clone().unwrap_or_else(|| usual_path(&config.history));
    let history = History::open_existing(&path).with_context(|| path.display().to_string())?;
    let told = tell(arguments, &history, &config, messages).with_context(|| path.display().to_string())?;
    match sheet_output::write(&targets, messages, told) {
        Ok(()) => Ok(exit::OK),
        Err(error) => {
            eprintln!("touchpoint: {error:#}");
            Ok(exit::OUTPUT_FAILED)
        }
    }
}

type Told = Box<dyn Fn(&View<'_>) -> Sheet>;

fn tell(
    arguments: &Arguments,
    history: &History,
    config: &Config,
    messages: &'static Messages,
) -> anyhow::Result<Told> {
    let language = messages.language();
    let shops = shops(history, arguments.shop.as_deref(), config)?;
    Ok(match &arguments.command {
        None => {
            let mut trends = Vec::new();
            for shop in &shops {
                trends.extend(history::trend(&history.lines(shop)?, language));
            }
            Box::new(move |view| trend_sheet(&trends, view))
        }
        Some(Tell::Recurring) => {
            let mut all = Vec::new();
            for shop in &shops {
                all.extend(history::recurrences(&history.audits(shop)?, language));
            }
            Box::new(move |view| recurrences_sheet(&all, view))
        }
        Some(Tell::Diff { a, b }) => {
            let (before, after) = two(history, &shops, a, b)?;
            let mut difference = history::difference(&before, &after, language);
            say_changes(&mut difference, messages);
            Box::new(move |view| difference_sheet(&difference, view))
        }
    })
}

/// The two audits of a difference, of one shop.
fn two(history: &History, shops: &[String], a: &AuditName, b: &AuditName) -> anyhow::Result<(PastAudit, PastAudit)> {
    // A number names its shop, too.
    let numbered = [a, b].into_iter().find_map(|name| match name {
        AuditName::Number(id) => Some(*id),
        _ => None,
    });
    let shop = match (numbered.map(|id| history.shop_of(id)).transpose()?.flatten(), shops) {
        (Some(shop), _) => shop,
        (None, [shop]) => shop.clone(),
        (None, several) => bail!("knows several shops; say which with --shop: {}", several.join(", ")),
    };
    let find = |name: &AuditName| {
        let found = history.find(name, &shop)?;
        found.with_context(|| format!("there is no audit \"{name}\" of {shop}; `touchpoint history` lists them"))
    };
    let (before, after) = (find(a)?, find(b)?);
    if before.origin != after.origin {
        bail!(
            "these are audits of two shops, {} and {}; `touchpoint compare` puts shops side by side",
            before.origin,
            after.origin
        );
    }
    Ok((before, after))
}

/// The shops to tell of: the one that is asked for, that of the shop's own file where the history knows it, or all.
fn shops(history: &History, asked: Option<&str>, config: &Config) -> anyhow::Result<Vec<String>> {
    let known = history.shops()?;
    if known.is_empty() {
        bail!("no audit was remembered yet; `touchpoint audit` does it");
    }
    let host = |address: &str| {
        let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
        let bare = bare.split(['/', '?', '#']).next().unwrap_or_default();
        bare.strip_prefix("www.").unwrap_or(bare).to_lowercase()
    };
    if let Some(asked) = asked {
        let same: Vec<String> = known.iter().filter(|shop| host(shop) == host(asked)).cloned().collect();
        let part = known
            .iter()
            .filter(|shop| shop.contains(&asked.to_lowercase()))
            .cloned();
        let found = if same.is_empty() { part.collect() } else { same };
        if found.is_empty() {
            bail!("knows no shop \"{asked}\", but {}", known.join(", "));
        }
        return Ok(found);
    }
    let own: Vec<String> = match &config.shop.url {
        Some(url) => known.iter().filter(|shop| host(shop) == host(url)).cloned().collect(),
        None => Vec::new(),
    };
    Ok(if own.is_empty() { known } else { own })
}
