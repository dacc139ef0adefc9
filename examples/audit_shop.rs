//! The library, end to end: walk a shop, judge the walk, print what is wrong.
//!
//! ```sh
//! cargo run --example audit_shop                          # the built-in demo shop
//! cargo run --example audit_shop -- https://shop.example
//! ```

#![allow(clippy::print_stdout)]

use touchpoint::checklist::{Loader, builtin};
use touchpoint::demo::{Character, Options as DemoOptions, Shop};
use touchpoint::model::{Language, Verdict};
use touchpoint::net::{ClientOptions, Fetcher, StartUrl};
use touchpoint::report::messages::Messages;
use touchpoint::walk::{Options, walk};
use touchpoint::{judge, score};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Without an address the demo shop is served and audited; it is our own, so its cart may be entered.
    let (address, demo) = match std::env::args().nth(1) {
        Some(address) => (address, None),
        None => {
            let shop = Shop::start(DemoOptions {
                character: Character::Bad,
                port: 0,
            })
            .await?;
            (shop.url(), Some(shop))
        }
    };
    let checklist = Loader::default().load(builtin::DEFAULT)?;
    let start = StartUrl::parse(&address)?;
    let shop = start.url().ok_or("no address")?.clone();
    let mine = demo.is_some();
    let fetcher = Fetcher::live(ClientOptions {
        mine,
        ..ClientOptions::for_shop(shop)
    })?;
    let options = Options {
        mine,
        max_pages: 20,
        probes: checklist.probes(),
        ..Options::default()
    };

    let walk = walk(&fetcher, &start, &options, &|_| ()).await?;
    let findings = judge::judge(&checklist, &walk, Messages::get(Language::En));
    let scorecard = score::score(&checklist, &findings, Language::En);

    for finding in findings.iter().filter(|finding| finding.verdict == Verdict::Poor) {
        println!("{}: {} ({})", finding.id, finding.question, finding.value_text);
    }
    if let Some(score) = scorecard.overall.score {
        println!(
            "{score:.0} of 100, {:.0} % measured",
            scorecard.overall.coverage * 100.0
        );
    }
    Ok(())
}
