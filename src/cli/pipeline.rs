//! What audit, judge and demo share: a walk goes in, reports and an exit status come out.

use std::path::{Path, PathBuf};

use clap::Args;

use super::gate_arguments::{GateArguments, read_baseline, told};
use super::memory::Place;
use super::output::{self, OutputArguments, Target};
use super::{exit, language};
use crate::checklist::{Answers, Checklist, Config, Loader, Waiver, answers, apply_waivers, builtin};
use crate::gate::{self, Baseline, Case, GateRules, Now};
use crate::model::{AuditReport, Branding, Language, Note, Walk};
use crate::report::messages::Messages;
use crate::report::{Parts, assemble};
use crate::{judge, score};

/// Arguments of every command that judges a walk.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct JudgeArguments {
    /// Checklist to judge by: the id of a built-in one or a path; repeatable
    #[arg(long, value_name = "ID|PATH")]
    pub(super) checklist: Vec<String>,

    /// What only a person can tell (default: answers.toml, where there is one)
    #[arg(long, value_name = "PATH")]
    pub(super) answers: Option<PathBuf>,

    #[command(flatten)]
    pub(super) output: OutputArguments,

    #[command(flatten)]
    pub(super) gate: GateArguments,

    /// Remember this audit, and report what changed since the last one, in the history at PATH (audit does so by
    /// default, in .touchpoint/history.db)
    #[arg(long, value_name = "PATH")]
    pub(super) history: Option<PathBuf>,

    /// Neither remember this audit nor look at past ones
    #[arg(long, conflicts_with = "history")]
    pub(super) no_history: bool,
}

/// What was read before anything is requested: checklist, gate, targets, words.
#[derive(Debug)]
pub(super) struct Bench {
    pub(super) checklist: Checklist,
    pub(super) rules: GateRules,
    pub(super) baseline: Option<Baseline>,
    pub(super) no_fail: bool,
    pub(super) targets: Vec<Target>,
    pub(super) messages: &'static Messages,
    pub(super) style: OutputArguments,
    pub(super) branding: Option<Branding>,
    pub(super) waivers: Vec<Waiver>,
    pub(super) answers: Answers,
    pub(super) memory: Option<Place>,
}

impl Bench {
    /// Reads the checklists and checks the arguments; the flags go over the shop's own file.
    pub(super) fn new(arguments: &JudgeArguments, config: &Config, lang: Option<Language>) -> anyhow::Result<Bench> {
        let checklist = read_checklist(&arguments.checklist, config)?;
        let flags = arguments.gate.rules();
        let rules = checklist.gate.overridden_by(&config.gate).overridden_by(&flags);
        let unknown = rules.unknown_names(&checklist);
        if !unknown.is_empty() {
            anyhow::bail!(unknown.join("\n"));
        }
        let baseline = read_baseline(&rules, &checklist)?;
        let answers = read_answers(arguments.answers.as_deref(), &checklist)?;
        Ok(Bench {
            checklist,
            answers,
            rules,
            baseline,
            no_fail: arguments.gate.no_fail,
            targets: output::targets(&arguments.output.report)?,
            messages: Messages::get(language::choose(lang.or(config.report.language))),
            style: arguments.output.clone(),
            branding: config.report.branding()?,
            waivers: config.waivers.clone(),
            memory: Place::named(arguments.history.as_deref(), &config.history),
        })
    }

    /// For shops that are not the user's: nothing that the user answered is about them.
    pub(super) fn without_answers(checklists: &[String], lang: Option<Language>) -> anyhow::Result<Bench> {
        Ok(Bench {
            checklist: read_checklist(checklists, &Config::default())?,
            rules: GateRules::default(),
            baseline: None,
            no_fail: false,
            targets: Vec::new(),
            messages: Messages::get(language::choose(lang)),
            style: OutputArguments::default(),
            branding: None,
            waivers: Vec::new(),
            answers: Answers::default(),
            memory: None,
        })
    }

    /// The same, remembering the audit where nobody said otherwise.
    pub(super) fn remembering(mut self, arguments: &JudgeArguments, config: &Config) -> Bench {
        if self.memory.is_none() && !arguments.no_history {
            self.memory = Place::usual(&config.history);
        }
        self
    }

    /// Judges a walk, writes the reports, and tells the exit status of the gate.
    pub(super) fn finish(&self, walk: &Walk, audited_at: String) -> u8 {
        let mut report = self.report(walk, audited_at);
        // A walk that was broken off, or that saw no shop, is no point of a trend.
        let broken = |note: &Note| matches!(note.code.as_str(), "cancelled" | "not-a-shop");
        let place = self.memory.as_ref().filter(|_| !walk.warnings.iter().any(broken));
        let recalled = place.map(|place| place.recall(&mut report, &self.checklist, self.messages));
        let status = self.write(&report);
        if let Some(recalled) = recalled {
            recalled.record();
        }
        status
    }

    fn write(&self, report: &AuditReport) -> u8 {
        if let Err(error) = output::write(&self.targets, report, self.messages, &self.style) {
            eprintln!("touchpoint: {error:#}");
            return exit::OUTPUT_FAILED;
        }
        // A report for people on standard output has said it already.
        if !report.gate.passed && !self.targets.iter().any(Target::speaks) {
            eprintln!("touchpoint: {}", told(report, self.messages));
        }
        if self.no_fail {
            return exit::OK;
        }
        gate::exit_code(&report.gate)
    }

    /// Judges a walk.
    pub(super) fn report(&self, walk: &Walk, audited_at: String) -> AuditReport {
        let day = audited_at
            .get(..10)
            .and_then(|day| day.parse().ok())
            .unwrap_or_default();
        let mut findings = judge::judge_with_answers(&self.checklist, walk, &self.answers, day, self.messages);
        let applied = apply_waivers(&mut findings, &self.waivers, day);
        let scorecard = score::score(&self.checklist, &findings, self.messages.language());
        let compared = self.baseline.as_ref().map(|baseline| {
            let digests: Vec<String> = self.checklist.sources.iter().map(|one| one.digest.clone()).collect();
            baseline.compare(&Now {
                shop: &walk.shop.url,
                language: self.messages.language().as_str(),
                digests: &digests,
                findings: &findings,
            })
        });
        let case = Case {
            scorecard: &scorecard,
            findings: &findings,
            compared: compared.as_ref(),
            expired: &applied.expired,
        };
        let gate = gate::gate(&self.rules, &case);
        let mut remarks = applied.remarks;
        remarks.extend(compared.into_iter().flat_map(|compared| compared.remarks));
        assemble(Parts {
            walk,
            checklist: &self.checklist,
            findings,
            scorecard,
            gate,
            branding: self.branding.clone(),
            remarks,
            audited_at,
            messages: self.messages,
        })
    }
}

/// The checklists that are named, those of the shop's own file, or the default one.
pub(super) fn read_checklist(named: &[String], config: &Config) -> anyhow::Result<Checklist> {
    let default = [builtin::DEFAULT.to_owned()];
    let lists = [named, &config.checklists, &default];
    let names = lists.into_iter().find(|names| !names.is_empty()).unwrap_or(&default);
    Ok(Loader::default().load_all(names)?)
}

/// The answers at a path, which must be there, or those of the working directory.
fn read_answers(named: Option<&Path>, checklist: &Checklist) -> anyhow::Result<Answers> {
    if let Some(path) = named
        && !path.exists()
    {
        anyhow::bail!("no answers \"{}\": there is no such file", path.display());
    }
    let path = named.unwrap_or(Path::new(answers::FILE_NAME));
    Ok(Answers::load(path, checklist)?)
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
