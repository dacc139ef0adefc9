//! Walks of a shop in process, for tests of the journeys.

use touchpoint::demo::{Character, Counters, Options as DemoOptions, Shop, Trap};
use touchpoint::model::{Journey, JourneyName, PageKind, Step, StepOutcome, Walk};
use touchpoint::net::{ClientOptions, Fetcher, StartUrl};
use touchpoint::walk::customer::Customer;
use touchpoint::walk::{Options, walk};

/// Stack of the thread that walks: pages are parsed on it.
const STACK_BYTES: usize = 32 << 20;

/// What a test changes of a walk.
#[derive(Clone)]
pub struct Plan {
    pub options: Options,
    pub client: ClientOptions,
}

impl Plan {
    /// A walk of a shop that is ours, at full speed.
    pub fn ours(pages: usize) -> Plan {
        Plan {
            options: Options {
                mine: true,
                max_pages: pages,
                link_checks: 0,
                ..Options::default()
            },
            client: ClientOptions {
                rate_per_second: 0.0,
                mine: true,
                ..ClientOptions::default()
            },
        }
    }

    /// The same, with the order form filled.
    pub fn filling(pages: usize) -> Plan {
        let mut plan = Plan::ours(pages);
        plan.options.fill = true;
        plan.client.redact = Customer::secrets(&plan.options.customer);
        plan
    }
}

/// Runs something on a thread with room for deep pages.
pub fn deep<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(work)
        .expect("a thread")
        .join()
        .expect("the walk ends")
}

/// Runs a future to its end.
pub fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(work)
}

/// Walks the shop at an address.
pub async fn walk_at(url: &str, plan: &Plan) -> Walk {
    let start = StartUrl::parse(url).expect("an address");
    let client = ClientOptions {
        shop: start.url().cloned(),
        ..plan.client.clone()
    };
    let fetcher = Fetcher::live(client).expect("a client");
    walk(&fetcher, &start, &plan.options, &|_| ()).await.expect("a walk")
}

/// Walks a fresh demo shop, and tells what was done to it.
#[allow(dead_code, reason = "each test file uses what it needs")]
pub fn walk_demo(character: Character, plan: Plan) -> (Walk, Counters) {
    deep(move || {
        block_on(async {
            let shop = Shop::start(DemoOptions { character, port: 0 }).await.expect("a port");
            let walk = walk_at(&shop.url(), &plan).await;
            (walk, shop.counters())
        })
    })
}

/// Walks the good shop with a trap set, and tells what was done to it.
#[allow(dead_code, reason = "each test file uses what it needs")]
pub fn walk_trap(trap: Trap, plan: Plan) -> (Walk, Counters) {
    deep(move || {
        block_on(async {
            let shop = Shop::start_with(trap, 0).await.expect("a port");
            let walk = walk_at(&shop.url(), &plan).await;
            (walk, shop.counters())
        })
    })
}

/// The buying journey.
#[allow(dead_code, reason = "each test file uses what it needs")]
pub fn buy(walk: &Walk) -> &Journey {
    walk.journey(JourneyName::Buy).expect("the journey is there")
}

/// Kinds of the steps that were reached.
#[allow(dead_code, reason = "each test file uses what it needs")]
pub fn reached(journey: &Journey) -> Vec<PageKind> {
    journey
        .steps
        .iter()
        .filter(|step| step.outcome == StepOutcome::Reached)
        .map(|step| step.kind)
        .collect()
}

/// The step of a kind.
#[allow(dead_code, reason = "each test file uses what it needs")]
pub fn step(journey: &Journey, kind: PageKind) -> &Step {
    journey
        .step(kind)
        .unwrap_or_else(|| panic!("no step {kind}: {journey:#?}"))
}

/// Nothing was done that a shop's people would notice, and nothing was left behind.
#[allow(dead_code, reason = "each test file uses what it needs")]
pub fn assert_harmless(counters: &Counters) {
    let done = [
        ("orders", counters.orders),
        ("payments", counters.payments),
        ("messages", counters.messages),
        ("accounts", counters.accounts),
        ("logins", counters.logins),
        ("logouts", counters.logouts),
        ("reviews", counters.reviews),
        ("newsletter", counters.newsletter),
        ("alerts", counters.alerts),
        ("carts emptied", counters.carts_emptied),
        ("switches", counters.switches),
        ("lookups", counters.lookups),
        ("lines left", counters.lines_now),
    ];
    for (what, count) in done {
        assert_eq!(count, 0, "{what}: {counters:?}");
    }
}
