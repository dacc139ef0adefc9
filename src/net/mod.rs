//! The HTTP client: politeness, robots, retry, cookies, limits, charset, and the guards.

mod charset;

pub use charset::{Decoded, decode};
