//! Politeness: at most so many requests at a time, so far apart, per site.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::options::ClientOptions;

/// Scripts, sheets and data of a page asked for at the same time, as browsers do.
const PARTS_IN_FLIGHT: usize = 6;

/// The pace at which each site is visited.
#[derive(Debug)]
pub(crate) struct Politeness {
    interval: Duration,
    in_flight: usize,
    max_crawl_delay: Duration,
    gates: Mutex<BTreeMap<String, Arc<Gate>>>,
}

#[derive(Debug)]
struct Gate {
    permits: Arc<Semaphore>,
    /// For what a page in a browser is made of.
    beside: Arc<Semaphore>,
    pace: Mutex<Pace>,
}

#[derive(Debug)]
struct Pace {
    interval: Duration,
    next: Instant,
    closed_until: Instant,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Politeness {
    pub(crate) fn new(options: &ClientOptions) -> Self {
        let rate = options.rate_per_second;
        let interval = if rate.is_finite() && rate > 0.0 {
            Duration::try_from_secs_f64(1.0 / rate).unwrap_or(Duration::from_secs(3600))
        } else {
            Duration::ZERO
        };
        Self {
            interval,
            in_flight: options.in_flight.clamp(1, 64),
            max_crawl_delay: options.max_crawl_delay,
            gates: Mutex::new(BTreeMap::new()),
        }
    }

    fn gate(&self, site: &str) -> Arc<Gate> {
        let mut gates = lock(&self.gates);
        let gate = gates.entry(site.to_owned()).or_insert_with(|| {
            let now = Instant::now();
            Arc::new(Gate {
                permits: Arc::new(Semaphore::new(self.in_flight)),
                beside: Arc::new(Semaphore::new(PARTS_IN_FLIGHT)),
                pace: Mutex::new(Pace {
                    interval: self.interval,
                    next: now,
                    closed_until: now,
                }),
            })
        });
        Arc::clone(gate)
    }

    /// Waits for this site's turn. The permit is held as long as the request is under way; `None` does not
    /// happen, as the semaphore is never closed.
    pub(crate) async fn enter(&self, site: &str) -> Option<OwnedSemaphorePermit> {
        let gate = self.gate(site);
        let permit = Arc::clone(&gate.permits).acquire_owned().await.ok();
        let mut turn = {
            let mut pace = lock(&gate.pace);
            let turn = pace.next.max(Instant::now());
            pace.next = turn + pace.interval;
            turn
        };
        loop {
            tokio::time::sleep_until(turn).await;
            let closed_until = lock(&gate.pace).closed_until;
            if closed_until <= Instant::now() {
                return permit;
            }
            turn = closed_until;
        }
    }

    /// As [`Politeness::enter`], for what a page in a browser is made of: it comes in a flock, as any customer's does,
    /// a few at a time and not at the pace of pages, and waits when the site asked for a pause.
    pub(crate) async fn enter_beside(&self, site: &str) -> Option<OwnedSemaphorePermit> {
        let gate = self.gate(site);
        let permit = Arc::clone(&gate.beside).acquire_owned().await.ok();
        loop {
            let closed_until = lock(&gate.pace).closed_until;
            if closed_until <= Instant::now() {
                return permit;
            }
            tokio::time::sleep_until(closed_until).await;
        }
    }

    /// Keeps this far apart from here on, if that is further than the configured rate.
    pub(crate) fn set_crawl_delay(&self, site: &str, delay: Duration) {
        let gate = self.gate(site);
        let mut pace = lock(&gate.pace);
        pace.interval = pace.interval.max(delay.min(self.max_crawl_delay));
        let interval = pace.interval;
        pace.next = pace.next.max(Instant::now() + interval);
    }

    /// Sends nothing to this site for so long.
    pub(crate) fn pause(&self, site: &str, wait: Duration) {
        let gate = self.gate(site);
        let mut pace = lock(&gate.pace);
        pace.closed_until = pace.closed_until.max(Instant::now() + wait);
    }
}

/// The wait that a `Retry-After` asks for: seconds, or an HTTP date.
pub(crate) fn retry_after(value: &str) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
    let now = jiff::Timestamp::now();
    Some(Duration::try_from(until.duration_since(now)).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn requests_keep_their_distance_per_site() {
        let options = ClientOptions {
            rate_per_second: 5.0,
            ..ClientOptions::default()
        };
        let politeness = Politeness::new(&options);
        let started = Instant::now();
        for _ in 0..3 {
            politeness.enter("shop.kr").await;
        }
        assert!(started.elapsed() >= Duration::from_millis(400));
        let started = Instant::now();
        politeness.enter("other.kr").await;
        assert!(started.elapsed() < Duration::from_millis(200));
    }

    #[tokio::test]
    async fn a_crawl_delay_slows_down_and_is_capped() {
        let options = ClientOptions {
            rate_per_second: 0.0,
            max_crawl_delay: Duration::from_millis(50),
            ..ClientOptions::default()
        };
        let politeness = Politeness::new(&options);
        politeness.set_crawl_delay("shop.kr", Duration::from_secs(600));
        let started = Instant::now();
        politeness.enter("shop.kr").await;
        politeness.enter("shop.kr").await;
        assert!(started.elapsed() >= Duration::from_millis(100));
        assert!(started.elapsed() < Duration::from_secs(5));
    }

    #[tokio::test]
    async fn only_so_many_at_a_time() {
        let options = ClientOptions {
            rate_per_second: 0.0,
            in_flight: 2,
            ..ClientOptions::default()
        };
        let politeness = Politeness::new(&options);
        let one = politeness.enter("shop.kr").await;
        let _two = politeness.enter("shop.kr").await;
        let third = tokio::time::timeout(Duration::from_millis(20), politeness.enter("shop.kr"));
        assert!(third.await.is_err());
        drop(one);
        assert!(politeness.enter("shop.kr").await.is_some());
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(retry_after("7"), Some(Duration::from_secs(7)));
        assert_eq!(retry_after("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        assert_eq!(retry_after("soon"), None);
    }
}
