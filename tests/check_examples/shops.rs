//! The demo shop's three characters, each walked once with everything that any checklist looks for.

use touchpoint::checklist::Checklist;
use touchpoint::demo::{Character, Options as DemoOptions, Shop};
use touchpoint::model::Walk;
use touchpoint::net::{ClientOptions, Fetcher, StartUrl};
use touchpoint::walk::{Options, walk};

/// The walks of the good, the bad and the odd shop.
pub fn walks(checklists: &[Checklist]) -> Vec<Walk> {
    let options = Options {
        mine: true,
        probes: checklists.iter().flat_map(Checklist::probes).collect(),
        ..Options::default()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    [Character::Good, Character::Bad, Character::Odd]
        .into_iter()
        .map(|character| runtime.block_on(walked(character, &options)))
        .collect()
}

async fn walked(character: Character, options: &Options) -> Walk {
    let shop = Shop::start(DemoOptions { character, port: 0 })
        .await
        .expect("a free loopback port");
    let start = StartUrl::parse(&shop.url()).expect("the shop's address");
    let mut client = ClientOptions::for_shop(start.url().expect("an address, no file").clone());
    client.rate_per_second = 100.0;
    client.mine = true;
    let fetcher = Fetcher::live(client).expect("a client");
    walk(&fetcher, &start, options, &|_| {})
        .await
        .expect("the demo shop is walked")
}
