//! The HTTP client: politeness, robots, retry, cookies, limits, charset, and the guards.
//!
//! [`Fetcher`] is the one door to a shop. It fetches from the network, from the network while saving the walk,
//! or from a saved walk, and decides by the same rules in each case: the shop's own site only, no private
//! address that the user did not name, robots.txt.

mod address;
pub mod blocked;
mod body;
pub mod charset;
mod cookies;
mod error;
mod fetch;
pub mod guard;
mod headers;
mod live;
mod options;
mod polite;
mod record;
mod redact;
mod replay;
mod request;
pub mod robots;
pub mod site;
pub mod sitemap;
pub mod start;
mod trouble;
mod warc;

pub use address::is_public;
pub use blocked::{Blocked, blocked};
pub use charset::{CharsetSource, Decoded, decode, decode_style_sheet};
pub use error::{FetchError, Limit};
pub use fetch::Fetcher;
pub use live::ClientError;
pub use options::{ClientOptions, USER_AGENT};
pub(crate) use redact::{REDACTED, Redactor};
pub use replay::ReplayError;
pub use request::{Method, Purpose, Request, Response};
pub use robots::Robots;
pub use start::{StartError, StartUrl};
