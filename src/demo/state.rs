//! What the demo shop remembers: sessions, orders, accounts, and how often each thing was done to it.

use super::{Character, Trap, data, view};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How often each thing was done to the shop since it started. Only `lines_now` can fall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counters {
    /// Requests answered, not counting those for the counters themselves.
    pub requests: u64,
    /// Requests by POST, refused ones too.
    pub posts: u64,
    /// Orders placed.
    pub orders: u64,
    /// Payments made; every order of the demo is paid at once.
    pub payments: u64,
    /// Messages to people: contact form and questions on the board.
    pub messages: u64,
    /// Accounts created.
    pub accounts: u64,
    /// Log-ins, also those that come with a new account.
    pub logins: u64,
    /// Log-outs.
    pub logouts: u64,
    /// Reviews written.
    pub reviews: u64,
    /// Newsletter subscriptions, also those of ticked boxes in other forms.
    pub newsletter: u64,
    /// Restock and price alerts asked for by `action=notify`.
    pub alerts: u64,
    /// Carts that got their first line.
    pub carts_created: u64,
    /// Carts emptied by one link.
    pub carts_emptied: u64,
    /// Lines put into carts, the sneaked ones not counted.
    pub lines_added: u64,
    /// Quantities changed.
    pub lines_changed: u64,
    /// Lines taken out of carts one by one.
    pub lines_removed: u64,
    /// Lines in all carts at this moment, the sneaked ones not counted.
    pub lines_now: u64,
    /// Guest orders looked up.
    pub lookups: u64,
    /// Guests that passed the gate before the order form.
    pub guests: u64,
    /// Address steps accepted.
    pub addresses: u64,
    /// Sessions switched to another language, currency or theme by a link.
    pub switches: u64,
    /// Posts refused: token, origin, honeypot.
    pub refused: u64,
    /// Drafts of orders, made by opening the order form of a shop with [`Trap::Draft`].
    pub drafts: u64,
}

/// One line of a cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub product: u32,
    pub colour: String,
    pub size: String,
    pub quantity: u32,
    /// Paid extras ticked on the product page.
    pub extra: bool,
}

/// What a cookie stands for.
#[derive(Debug, Clone, Default)]
pub(super) struct Session {
    pub id: String,
    pub token: String,
    pub lines: Vec<Line>,
    pub had_cart: bool,
    pub guest: bool,
    /// E-mail of the account that is signed in.
    pub account: Option<String>,
    /// Fields of the order form that were accepted.
    pub address: BTreeMap<String, String>,
    pub delivery: Option<String>,
    /// Switched by links on the odd shop.
    pub mobile: bool,
    pub dollars: bool,
    pub english: bool,
}

/// An order that was placed.
#[derive(Debug, Clone)]
pub(super) struct Order {
    pub number: String,
    pub email: String,
    pub total: u64,
    pub items: String,
}

/// Everything behind the lock.
#[derive(Debug, Default)]
pub(super) struct Store {
    pub counters: Counters,
    pub sessions: BTreeMap<String, Session>,
    pub orders: Vec<Order>,
    /// E-mail and password.
    pub accounts: BTreeMap<String, String>,
    next_session: u64,
}

impl Store {
    /// A new session with the next id and its token; the caller keeps it or forgets it.
    pub(super) fn new_session(&mut self) -> Session {
        self.next_session += 1;
        let number = self.next_session;
        Session {
            id: format!("s{number:08}"),
            // Multiplied by an odd constant so that neighbours do not look alike; nothing here is worth guarding.
            token: format!("{:016x}", number.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
            ..Session::default()
        }
    }
}

/// A running shop.
pub(super) struct Inner {
    pub character: Character,
    /// What the good shop does its own way.
    pub trap: Option<Trap>,
    /// `127.0.0.1:PORT`.
    pub host: String,
    pub pages: minijinja::Environment<'static>,
    store: Mutex<Store>,
}

impl fmt::Debug for Inner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Inner")
            .field("character", &self.character)
            .field("host", &self.host)
            .finish_non_exhaustive()
    }
}

impl Inner {
    pub(super) fn new(character: Character, trap: Option<Trap>, host: String) -> Self {
        Self {
            character,
            trap,
            host,
            pages: view::environment(),
            store: Mutex::default(),
        }
    }

    /// The store; a panic of another request leaves it usable.
    pub(super) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn counters(&self) -> Counters {
        let store = self.store();
        let lines: usize = store.sessions.values().map(|session| session.lines.len()).sum();
        Counters {
            lines_now: lines as u64,
            ..store.counters
        }
    }
}

/// What a cart costs, in won.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Costs {
    pub goods: u64,
    /// Gift wrap and insurance nobody asked for.
    pub extras: u64,
    pub shipping: u64,
    /// Told on the last page only.
    pub fee: u64,
    pub total: u64,
}

/// Shipping in won and the sum from which it is free.
pub(super) const fn shipping_terms(character: Character) -> (u64, u64) {
    match character {
        Character::Good => (3_000, 50_000),
        Character::Bad => (4_500, u64::MAX),
        Character::Odd => (2_500, 70_000),
    }
}

/// Adds up a cart.
pub(super) fn costs(character: Character, session: &Session) -> Costs {
    let goods: u64 = session
        .lines
        .iter()
        .filter_map(|line| {
            let product = data::product_by_id(line.product)?;
            Some(product.price * u64::from(line.quantity))
        })
        .sum();
    let insured = session.lines.iter().filter(|line| line.extra).count() as u64;
    let bad = character == Character::Bad && !session.lines.is_empty();
    let extras = 2_000 * insured + if bad { 1_500 } else { 0 };
    let (price, free_from) = shipping_terms(character);
    let shipping = match session.delivery.as_deref() {
        _ if session.lines.is_empty() => 0,
        Some("express") => price + 3_000,
        _ if goods >= free_from => 0,
        _ => price,
    };
    let fee = if bad { 2_900 } else { 0 };
    Costs {
        goods,
        extras,
        shipping,
        fee,
        total: goods + extras + shipping + fee,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cart(product: u32) -> Session {
        let line = Line {
            product,
            colour: String::new(),
            size: String::new(),
            quantity: 1,
            extra: false,
        };
        Session {
            lines: vec![line],
            ..Session::default()
        }
    }

    #[test]
    fn good_shipping_is_free_from_fifty_thousand_won() {
        assert_eq!(costs(Character::Good, &cart(9)).total, 32_000 + 3_000);
        assert_eq!(costs(Character::Good, &cart(1)).total, 58_000);
    }

    #[test]
    fn bad_shop_adds_gift_wrap_shipping_and_a_fee() {
        assert_eq!(costs(Character::Bad, &cart(9)).total, 32_000 + 1_500 + 4_500 + 2_900);
    }
}
