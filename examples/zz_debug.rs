use clap::ValueEnum;
use touchpoint::demo::{Shop, Trap};
use touchpoint::net::*;
use touchpoint::walk::*;
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let a: Vec<String> = std::env::args().collect();
    let shop = match Trap::from_str(&a[1], true) {
        Ok(t) => Shop::start_with(t, 0).await.unwrap(),
        Err(_) => Shop::start(touchpoint::demo::Options {
            character: a[1].parse().unwrap(),
            port: 0,
        })
        .await
        .unwrap(),
    };
    let start = StartUrl::parse(&shop.url()).unwrap();
    let o = Options {
        mine: true,
        max_pages: a[2].parse().unwrap(),
        link_checks: 0,
        fill: a.len() > 3,
        ..Options::default()
    };
    let f = Fetcher::live(ClientOptions {
        shop: start.url().cloned(),
        rate_per_second: 0.0,
        mine: true,
        ..ClientOptions::default()
    })
    .unwrap();
    let w = walk(&f, &start, &o, &|_| ()).await.unwrap();
    for p in &w.pages {
        println!(
            "{} {:?} {:?} opt={:?}",
            p.url,
            p.facts.kind.name,
            p.depth,
            p.facts
                .product
                .as_ref()
                .map(|p| (p.option_count, p.buyable, p.price.as_ref().map(|m| m.amount)))
        );
    }
    for j in &w.journeys {
        println!("{:?} {:?} {:?}", j.name, j.outcome, j.reason);
        for s in &j.steps {
            println!(
                "   {:?} {:?} {:?} est={} {:?} msg={:?} {}v{}r",
                s.kind, s.outcome, s.url, s.estimated, s.reason, s.messages, s.fields_visible, s.fields_required
            );
        }
    }
    for r in &w.requests {
        println!(
            "{} {} {} sent={} {} {:?} {:?}",
            r.method, r.url, r.intent, r.sent, r.rule, r.status, r.reason
        );
    }
    println!("{:?} {:?}", w.limits, w.warnings);
}
