//! The embedded demo shop: a small but real shop on a loopback port.
//!
//! It comes in three [`Character`]s that share goods, cart and order code:
//!
//! - `good`: a shop worth copying;
//! - `bad`: number hidden, account forced, thirty fields, costs at the end, placeholder policies;
//! - `odd`: the traps that real shops set for an auditing tool; its truth table stands in `odd/mod.rs`, that of the
//!   bad one in `bad.rs`.
//!
//! Beside these, small variants of the good shop set one [`Trap`] each ([`Shop::start_with`]).
//!
//! Pages by kind, Korean at these paths and English under `/en`: home `/`; list `/category/{kitchen, tableware,
//! textile, lighting, storage, all}`; product `/product/SLUG`; search `/search?q=`; cart `/cart`; gate
//! `/checkout/login`; order form `/checkout/{address, shipping}`, on the bad shop `/checkout`, on the odd one
//! `/order`; payment `/checkout/payment`; confirmation `/checkout/done/NUMBER`; `/login`, `/register`, `/account`,
//! `/order-lookup`, `/contact`, `/faq`; board `/qna`, `/qna/NUMBER`, `/qna/write`; `/info/{shipping, returns, terms,
//! privacy, legal, about}`. Thirty pages that hide or show a phone number are at [`/ways`](ways). The counters are at `/__counters`, closed by robots.txt and linked nowhere.
//!
//! Everything done to the shop is counted ([`Counters`]), so that a test can prove that an audit did no harm.
//! Pages hold no clock and no randomness: the shop always lives on the same day, and session ids and CSRF tokens
//! count up from the start of the process.

mod bad;
mod data;
mod http;
mod odd;
mod routes;
mod state;
mod trap;
mod view;
pub mod ways;

pub use state::Counters;
pub use trap::Trap;

use axum::extract::State;
use state::Inner;
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::str::FromStr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What kind of shop the demo plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Character {
    /// A shop worth copying.
    #[default]
    Good,
    /// A shop that loses its customers.
    Bad,
    /// A shop full of traps for tools.
    Odd,
}

impl Character {
    /// Every character.
    pub const ALL: [Self; 3] = [Self::Good, Self::Bad, Self::Odd];

    /// `good`, `bad` or `odd`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Odd => "odd",
        }
    }
}

impl fmt::Display for Character {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The name of a character that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown character `{0}`; there are good, bad and odd")]
pub struct UnknownCharacter(String);

impl FromStr for Character {
    type Err = UnknownCharacter;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|character| character.name() == name)
            .ok_or_else(|| UnknownCharacter(name.to_owned()))
    }
}

/// How to start a [`Shop`].
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// What kind of shop.
    pub character: Character,
    /// The port on 127.0.0.1; 0 takes any free one.
    pub port: u16,
}

/// A running demo shop. It stops when dropped.
#[derive(Debug)]
pub struct Shop {
    inner: Arc<Inner>,
    address: SocketAddr,
    server: JoinHandle<()>,
}

impl Shop {
    /// Starts the shop on 127.0.0.1, inside the current tokio runtime.
    ///
    /// # Errors
    ///
    /// When the port cannot be bound.
    pub async fn start(options: Options) -> std::io::Result<Self> {
        Self::serve(options, None).await
    }

    /// Starts the good shop with a trap, on a port of 127.0.0.1 (0: any free one).
    ///
    /// # Errors
    ///
    /// When the port cannot be bound.
    pub async fn start_with(trap: Trap, port: u16) -> std::io::Result<Self> {
        let options = Options {
            character: Character::Good,
            port,
        };
        Self::serve(options, Some(trap)).await
    }

    async fn serve(options: Options, trap: Option<Trap>) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
        let address = listener.local_addr()?;
        let inner = Arc::new(Inner::new(options.character, trap, address.to_string()));
        let app = axum::Router::new().fallback(answer).with_state(Arc::clone(&inner));
        let server = tokio::spawn(async move {
            // Serving ends only with the task, which `drop` aborts; there is nobody to tell of an error.
            let _ = axum::serve(listener, app).await;
        });
        Ok(Self { inner, address, server })
    }

    /// The address of its home page, `http://127.0.0.1:PORT/`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// What has been done to the shop so far.
    #[must_use]
    pub fn counters(&self) -> Counters {
        self.inner.counters()
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// The most bytes of a form that are read; more is refused.
const FORM_LIMIT: usize = 64 * 1024;

async fn answer(State(inner): State<Arc<Inner>>, request: axum::extract::Request) -> axum::response::Response {
    let (parts, body) = request.into_parts();
    let reply = match axum::body::to_bytes(body, FORM_LIMIT).await {
        Ok(body) => routes::answer(&inner, &http::Request::new(&parts, &body)),
        Err(_) => http::Reply::text(413, "413"),
    };
    reply.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_read_back_from_their_names() {
        for character in Character::ALL {
            assert_eq!(character.to_string().parse(), Ok(character));
        }
        assert_eq!(
            "ugly".parse::<Character>().unwrap_err().to_string(),
            "unknown character `ugly`; there are good, bad and odd"
        );
    }
}
