//! `touchpoint compare`: shops, audited now on their public pages, or saved audits, side by side.

use std::path::Path;

use anyhow::{Context as _, bail};
use clap::Args;
use jiff::Timestamp;

use super::audit::go;
use super::exit;
use super::pipeline::Bench;
use super::sheet_output::{self, SheetTarget};
use super::walk_arguments::WalkArguments;
use crate::checklist::{Checklist, Config, Loader, builtin};
use crate::compare::{compare, forget_expectations};
use crate::history::PastAudit;
use crate::model::{AuditReport, Language};
use crate::net::{Fetcher, StartUrl};
use crate::report::memory::comparison_sheet;
use crate::report::{clean, json};

/// Arguments of `touchpoint compare`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Shops by their addresses, audited now on public pages only (nothing is put into a cart), or audits saved with
    /// `--report json=FILE`
    #[arg(value_name = "URL|FILE", required = true, num_args = 2..)]
    shops: Vec<String>,

    /// Checklist to judge by: the id of a built-in one or a path; repeatable
    #[arg(long, value_name = "ID|PATH")]
    checklist: Vec<String>,

    /// Pages to read of each shop at the most (default 60)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=5000))]
    max_pages: Option<u32>,

    /// Requests a second at the most (default 4)
    #[arg(long, value_name = "N", value_parser = super::walk_arguments::rate)]
    rate: Option<f64>,

    #[arg(long, value_name = "FORMAT[=PATH]", help = sheet_output::formats_help())]
    report: Vec<SheetTarget>,
}

/// A shop to compare.
enum Entry {
    Saved(Box<AuditReport>),
    Shop(StartUrl),
}

/// Puts shops side by side.
pub(super) fn run(arguments: &Arguments, lang: Option<Language>) -> anyhow::Result<u8> {
    // The shop's own file holds what is sent to one's own shop only: nothing of it may reach another one.
    let config = Config::default();
    let targets = sheet_output::targets(&arguments.report)?;
    let entries: Vec<(&str, Entry)> = arguments
        .shops
        .iter()
        .map(|name| Ok((name.as_str(), entry(name)?)))
        .collect::<anyhow::Result<_>>()?;
    let first_language = entries.iter().find_map(|(_, entry)| match entry {
        Entry::Saved(report) => report.language.parse().ok(),
        Entry::Shop(_) => None,
    });
    let bench = Bench::without_answers(&arguments.checklist, lang.or(first_language))?;
    let walk = WalkArguments::public(arguments.max_pages, arguments.rate);
    let all_now = entries.iter().all(|(_, entry)| matches!(entry, Entry::Shop(_)));
    let (mut reports, mut failed) = (Vec::new(), false);
    for (name, entry) in entries {
        match entry {
            Entry::Saved(report) => reports.push((*report, false)),
            Entry::Shop(start) => match audit(&start, &walk, &config, &bench)? {
                Ok(report) => reports.push((report, true)),
                Err(error) => {
                    eprintln!("touchpoint: {}: {}", clean(name), clean(&error));
                    failed = true;
                }
            },
        }
    }
    if reports.len() < 2 {
        eprintln!("touchpoint: there are not two audits left to compare");
        return Ok(exit::NOT_AUDITED);
    }
    let audits = remembered(&reports, &bench.checklist);
    let comparison = compare(&audits, bench.messages.language()).context("nothing to compare")?;
    if let Err(error) = sheet_output::write(&targets, bench.messages, |view| {
        comparison_sheet(&comparison, all_now, view)
    }) {
        eprintln!("touchpoint: {error:#}");
        return Ok(exit::OUTPUT_FAILED);
    }
    Ok(if failed { exit::NOT_AUDITED } else { exit::OK })
}

fn entry(name: &str) -> anyhow::Result<Entry> {
    let path = Path::new(name);
    if path.is_file() {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {name}"))?;
        let report = json::read(&bytes).with_context(|| name.to_owned())?;
        return Ok(Entry::Saved(Box::new(report)));
    }
    if path.extension().is_some_and(|extension| extension == "json") && !name.contains("://") {
        bail!("no saved audit \"{name}\": there is no such file");
    }
    Ok(Entry::Shop(StartUrl::parse(name)?))
}

/// Audits a shop on its public pages; why it could not be audited.
fn audit(
    start: &StartUrl,
    walk: &WalkArguments,
    config: &Config,
    bench: &Bench,
) -> anyhow::Result<Result<AuditReport, String>> {
    let client = walk.client(start, config)?;
    let options = walk.options(config, bench);
    let audited_at = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let fetcher = Fetcher::live(client)?;
    Ok(match go(&fetcher, start, &options, bench)? {
        Err(error) => Err(error.to_string()),
        Ok(walked) if walked.warnings.iter().any(|note| note.code == "not-a-shop") => {
            Err(bench.messages.text("note.not-a-shop").to_owned())
        }
        Ok(walked) => Ok(bench.report(&walked, audited_at)),
    })
}

/// The audits with their texts in every language, where the checklists of all of them are known.
fn remembered(reports: &[(AuditReport, bool)], checklist: &Checklist) -> Vec<PastAudit> {
    let lists: Vec<Option<Checklist>> = reports
        .iter()
        .map(|(report, now)| if *now { Some(checklist.clone()) } else { known(report) })
        .collect();
    if lists.iter().all(Option::is_some) {
        let with_lists = reports.iter().zip(&lists);
        return with_lists
            .map(|((report, _), list)| PastAudit::of(report, list.as_ref()))
            .collect();
    }
    let mut audits: Vec<PastAudit> = reports.iter().map(|(report, _)| PastAudit::of(report, None)).collect();
    let mut languages = reports.iter().map(|(report, _)| report.language.as_str());
    let first = languages.next();
    if languages.any(|language| Some(language) != first) {
        forget_expectations(&mut audits);
    }
    audits
}

/// The checklist of a saved report, where it is a built-in one that has not changed since.
fn known(report: &AuditReport) -> Option<Checklist> {
    let builtin = |id: &str| builtin::ALL.iter().any(|known| known.id == id);
    let ids: Vec<String> = report.checklists.iter().map(|list| list.id.clone()).collect();
    if !ids.iter().all(|id| builtin(id)) {
        return None;
    }
    let list = Loader::default().load_all(&ids).ok()?;
    let same = |used: &crate::model::ChecklistUsed| list.sources.iter().any(|source| source.digest == used.digest);
    report.checklists.iter().all(same).then_some(list)
}
