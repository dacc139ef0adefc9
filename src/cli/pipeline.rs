//! What audit, judge and demo share: a walk goes in, reports and an exit status come out.

use std::path::PathBuf;

use clap::Args;

use super::output::{self, Target};
use super::{exit, language};
use crate::checklist::{Checklist, Config, Loader, Waiver, apply_waivers, builtin};
use crate::gate::{self, GateRules};
use crate::model::{AuditReport, Language, Severity, Walk};
use crate::report::messages::Messages;
use crate::report::{Parts, assemble};
use crate::{judge, score};

/// Arguments of every command that judges a walk.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct JudgeArguments {
    /// Checklist to judge by: the id of a built-in one or a path; repeatable
    #[arg(long, value_name = "ID|PATH")]
    pub(super) checklist: Vec<String>,

    #[arg(long, value_name = "FORMAT[=PATH]", help = output::formats_help())]
    pub(super) report: Vec<Target>,

    /// Show the points lost and the source of each finding
    #[arg(long)]
    pub(super) explain: bool,

    /// Fail when the overall score is under N (exit status 1)
    #[arg(long, value_name = "N", value_parser = score_bound)]
    pub(super) fail_under: Option<f64>,

    /// Fail when a check of this severity or graver falls short: critical, major, minor, note
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    pub(super) fail_on: Option<Severity>,

    /// Fail unless this check is good; what could not be measured fails too; repeatable, or set apart by commas
    #[arg(long, value_name = "CHECK", value_delimiter = ',')]
    pub(super) require: Vec<String>,
}

fn score_bound(text: &str) -> Result<f64, String> {
    text.parse::<f64>()
        .ok()
        .filter(|bound| (0.0..=100.0).contains(bound))
        .ok_or_else(|| "a score is a number from 0 to 100".to_owned())
}

fn severity(text: &str) -> Result<Severity, String> {
    gate::severity_by_name(text).ok_or_else(|| format!("known severities: {}", gate::SEVERITIES.join(", ")))
}

/// What was read before anything is requested: checklist, gate, targets, words.
#[derive(Debug)]
pub(super) struct Bench {
    pub(super) checklist: Checklist,
    pub(super) rules: GateRules,
    pub(super) targets: Vec<Target>,
    pub(super) messages: &'static Messages,
    pub(super) explain: bool,
    pub(super) waivers: Vec<Waiver>,
}

impl Bench {
    /// Reads the checklists and checks the arguments; the flags go over the shop's own file.
    pub(super) fn new(arguments: &JudgeArguments, config: &Config, lang: Option<Language>) -> anyhow::Result<Bench> {
        let default = vec![builtin::DEFAULT.to_owned()];
        let named = [&arguments.checklist, &config.checklists, &default];
        let names = named.into_iter().find(|names| !names.is_empty()).unwrap_or(&default);
        let checklist = Loader::default().load_all(names)?;
        let flags = GateRules {
            fail_under: arguments.fail_under,
            fail_on: arguments.fail_on,
            require: arguments.require.clone(),
        };
        let rules = checklist.gate.overridden_by(&config.gate).overridden_by(&flags);
        let unknown = rules.unknown_checks(&checklist);
        if !unknown.is_empty() {
            anyhow::bail!(unknown.join("\n"));
        }
        Ok(Bench {
            checklist,
            rules,
            targets: output::targets(&arguments.report)?,
            messages: Messages::get(language::choose(lang.or(config.report.language))),
            explain: arguments.explain,
            waivers: config.waivers.clone(),
        })
    }

    /// Judges a walk, writes the reports, and tells the exit status of the gate.
    pub(super) fn finish(&self, walk: &Walk, audited_at: String) -> u8 {
        let report = self.report(walk, audited_at);
        if let Err(error) = output::write(&self.targets, &report, self.messages, self.explain) {
            eprintln!("touchpoint: {error:#}");
            return exit::OUTPUT_FAILED;
        }
        gate::exit_code(&report.gate)
    }

    fn report(&self, walk: &Walk, audited_at: String) -> AuditReport {
        let mut findings = judge::judge(&self.checklist, walk, self.messages);
        let day = audited_at
            .get(..10)
            .and_then(|day| day.parse().ok())
            .unwrap_or_default();
        let remarks = apply_waivers(&mut findings, &self.waivers, day);
        let scorecard = score::score(&self.checklist, &findings, self.messages.language());
        let gate = gate::gate(&self.rules, &scorecard, &findings);
        assemble(Parts {
            walk,
            checklist: &self.checklist,
            findings,
            scorecard,
            gate,
            remarks,
            audited_at,
            messages: self.messages,
        })
    }
}

/// Where a saved walk goes, and whether it is there already.
pub(super) fn check_walk_path(path: Option<&PathBuf>) -> anyhow::Result<()> {
    if let Some(path) = path
        && path.is_dir()
    {
        anyhow::bail!("{}: is a folder, not a file", path.display());
    }
    Ok(())
}
