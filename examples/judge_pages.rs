//! Judges saved pages one by one, each as a walk of its own, and lists what is not good: to see how often a checklist
//! is wrong on pages that have nothing to do with it.
//!
//! `cargo run --release --example judge_pages -- CHECKLIST FOLDER…` reads the `.html` files of each folder.

use std::path::{Path, PathBuf};

use touchpoint::checklist::{Checklist, Loader};
use touchpoint::extract::{Source, facts};
use touchpoint::judge::judge;
use touchpoint::model::{Language, Limits, Shop, Verdict, Walk, WalkPage};
use touchpoint::report::messages::Messages;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let id = arguments.next().ok_or("name a checklist")?;
    let checklist = Loader::default().load(&id).map_err(|faults| faults.to_string())?;
    for folder in arguments {
        let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "html"))
            .collect();
        files.sort();
        let mut firing = 0;
        for file in &files {
            firing += usize::from(judged(&checklist, file)?);
        }
        println!("{folder}: {firing} of {} pages", files.len());
    }
    Ok(())
}

/// Whether any check finds fault with the page.
fn judged(checklist: &Checklist, file: &Path) -> std::io::Result<bool> {
    let body = std::fs::read(file)?;
    let probes = checklist.probes();
    let page = WalkPage {
        url: file.display().to_string(),
        status: 200,
        depth: Some(0),
        via: None,
        by_journey: false,
        blocked: None,
        facts: facts(&Source {
            probes: &probes,
            ..Source::new(&body, None)
        }),
    };
    let kind = page.facts.kind.name;
    let walk = Walk {
        shop: Shop::default(),
        pages: vec![page],
        journeys: Vec::new(),
        links: Vec::new(),
        requests: Vec::new(),
        limits: Limits::default(),
        warnings: Vec::new(),
    };
    let mut fired = false;
    for finding in judge(checklist, &walk, Messages::get(Language::En)) {
        if matches!(finding.verdict, Verdict::Poor | Verdict::Partial) {
            fired = true;
            let quote = finding.evidence.first().map_or("", |evidence| evidence.quote.as_str());
            println!(
                "{} {kind:?} {} {}: {quote}",
                file.display(),
                finding.id,
                finding.value_text
            );
        }
    }
    Ok(fired)
}
