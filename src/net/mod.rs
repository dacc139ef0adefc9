//! The HTTP client: politeness, robots, retry, cookies, limits, charset, and the guards.

pub mod error;
pub mod robots;
