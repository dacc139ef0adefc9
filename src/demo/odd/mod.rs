//! The odd shop.
use super::http::{Reply, Request};
use super::routes::Visit;

pub(super) const ROBOTS: &str = "";

pub(super) fn is_unwelcome(_user_agent: &str) -> bool {
    false
}
pub(super) fn refusal(_visit: &Visit<'_>) -> Option<Reply> {
    None
}
pub(super) fn answer(_visit: &mut Visit<'_>) -> Option<Reply> {
    None
}
pub(super) fn sitemap_index(_host: &str) -> Reply {
    Reply::text(200, "")
}
