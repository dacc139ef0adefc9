//! Many walks of demo shops in disguise, with consent to fill: not one order, message or account, and every cart left
//! as it was. The seed of a walk that goes wrong is told; the same seed gives the same walk.

#[path = "common/journeys.rs"]
mod journeys;
#[path = "common/shuffled.rs"]
mod shuffled;

use std::sync::atomic::{AtomicU64, Ordering};

use journeys::{Plan, assert_harmless, block_on, buy, deep, walk_at};
use shuffled::{Dice, Disguise, serve};
use touchpoint::demo::{Character, Counters, Options as DemoOptions, Shop, Trap};
use touchpoint::model::{Outcome, Walk};

/// How many walks; CI takes a thousand.
const WALKS: &str = "TOUCHPOINT_SHUFFLED_WALKS";
/// Walks where nothing else is said.
const DEFAULT_WALKS: u64 = 40;
/// Threads that walk.
const THREADS: u64 = 2;

fn walked(seed: u64) -> (Walk, Counters) {
    deep(move || {
        block_on(async {
            let mut dice = Dice::new(seed.wrapping_mul(7919));
            let character = [Character::Good, Character::Good, Character::Odd, Character::Bad][dice.below(4)];
            let shop = if dice.once_in(3) {
                Shop::start_with(Trap::ALL[dice.below(Trap::ALL.len())], 0).await
            } else {
                Shop::start(DemoOptions { character, port: 0 }).await
            };
            let shop = shop.expect("a port");
            let host = shop
                .url()
                .trim_start_matches("http://")
                .trim_end_matches('/')
                .to_owned();
            let disguised = serve(&host, Disguise::new(seed)).await;
            // English pages as well as Korean ones.
            let start = if dice.once_in(2) {
                format!("{disguised}en/")
            } else {
                disguised
            };
            let walk = walk_at(&start, &Plan::filling(3 + dice.below(4))).await;
            (walk, shop.counters())
        })
    })
}

/// The masked shop is dangerous: who presses its last button has ordered. So the test above tests something.
#[test]
fn the_last_button_of_a_masked_shop_would_order() {
    let ordered = block_on(async {
        let shop = Shop::start(DemoOptions {
            character: Character::Good,
            port: 0,
        })
        .await
        .expect("a port");
        let host = shop
            .url()
            .trim_start_matches("http://")
            .trim_end_matches('/')
            .to_owned();
        let seed = (0..)
            .find(|seed| Disguise::new(*seed).is_masked())
            .expect("a masked shop");
        let url = serve(&host, Disguise::new(seed)).await;
        shuffled::order_by_hand(&url).await;
        shop.counters().orders
    });
    assert_eq!(ordered, 1);
}

#[test]
fn no_disguise_makes_the_walk_do_harm() {
    let walks = std::env::var(WALKS)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(DEFAULT_WALKS);
    let (completed, into_cart) = (AtomicU64::new(0), AtomicU64::new(0));
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (completed, into_cart) = (&completed, &into_cart);
            scope.spawn(move || {
                for seed in (thread..walks).step_by(usize::try_from(THREADS).unwrap_or(1)) {
                    let (walk, counters) = walked(seed);
                    let journey = buy(&walk);
                    let harm = std::panic::catch_unwind(|| assert_harmless(&counters));
                    assert!(harm.is_ok(), "seed {seed}: {journey:#?} {:#?}", walk.requests);
                    completed.fetch_add(u64::from(journey.outcome == Outcome::Completed), Ordering::Relaxed);
                    into_cart.fetch_add(u64::from(counters.lines_added > 0), Ordering::Relaxed);
                }
            });
        }
    });
    println!(
        "{walks} walks, {} carts filled, {} completed",
        into_cart.load(Ordering::Relaxed),
        completed.load(Ordering::Relaxed)
    );
    // A walk that dares nothing would be harmless, too.
    let (completed, into_cart) = (completed.into_inner(), into_cart.into_inner());
    assert!(into_cart * 2 > walks, "{into_cart} of {walks} walks filled a cart");
    assert!(
        completed * 6 > walks,
        "{completed} of {walks} walks came to an order form"
    );
}
