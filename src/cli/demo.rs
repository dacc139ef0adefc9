//! `touchpoint demo`: the built-in shop, audited or just served.

use std::io::Write as _;

use anyhow::Context as _;
use clap::Args;
use jiff::Timestamp;

use super::audit::{conclude, walking};
use super::pipeline::{Bench, JudgeArguments};
use super::progress::Bar;
use super::{exit, runtime};
use crate::checklist::Config;
use crate::demo::{self, Character, Shop, Trap};
use crate::model::Language;
use crate::net::{ClientOptions, Fetcher, StartUrl};
use crate::walk::Options;

/// Arguments of `touchpoint demo`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Just serve the shop: its address on the first line, until it is stopped
    #[arg(long)]
    serve: bool,

    /// Which shop: good, bad or odd
    #[arg(long, value_enum, default_value_t = Character::Good)]
    character: Character,

    /// Set one trap of real shops into the good shop
    #[arg(long, value_enum, conflicts_with = "character")]
    trap: Option<Trap>,

    /// Port to serve on (0: any free one)
    #[arg(long, default_value_t = 0)]
    port: u16,

    #[command(flatten)]
    judge: JudgeArguments,
}

/// Serves the shop, and audits it unless it is only to be served.
pub(super) fn run(arguments: &Arguments, lang: Option<Language>) -> anyhow::Result<u8> {
    let options = demo::Options {
        character: arguments.character,
        port: arguments.port,
    };
    if arguments.serve {
        return runtime::run(|| serve(options, arguments.trap))?;
    }
    let bench = Bench::new(&arguments.judge, &Config::default(), lang)?;
    let audited_at = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let bar = Bar::new(bench.messages);
    let walked = runtime::run(|| async {
        let shop = open(options, arguments.trap).await?;
        let start = StartUrl::parse(&shop.url())?;
        // Our own shop on this machine: no need to be slow, and its cart may be entered.
        let client = match start.url() {
            Some(url) => ClientOptions {
                rate_per_second: 0.0,
                mine: true,
                ..ClientOptions::for_shop(url.clone())
            },
            None => anyhow::bail!("the demo shop has no address"),
        };
        let fetcher = Fetcher::live(client)?;
        let options = Options {
            mine: true,
            layout: cfg!(feature = "layout"),
            probes: bench.checklist.probes(),
            ..Options::default()
        };
        let show = |progress| bar.show(progress);
        Ok(walking(&fetcher, &start, &options, &show).await)
    });
    bar.done();
    Ok(conclude(walked??, &bench, audited_at))
}

async fn open(options: demo::Options, trap: Option<Trap>) -> anyhow::Result<Shop> {
    let shop = match trap {
        Some(trap) => Shop::start_with(trap, options.port).await,
        None => Shop::start(options).await,
    };
    shop.context("cannot serve the demo shop")
}

async fn serve(options: demo::Options, trap: Option<Trap>) -> anyhow::Result<u8> {
    let shop = open(options, trap).await?;
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "{}", shop.url())
        .and_then(|()| stdout.flush())
        .context("cannot print the shop's address")?;
    drop(stdout);
    tokio::signal::ctrl_c().await.context("cannot wait for Ctrl-C")?;
    Ok(exit::OK)
}
