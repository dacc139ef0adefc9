//! Sitemaps as hints: what they name waits behind what a customer is led to.

use url::Url;

use super::frontier::Candidate;
use super::session::Session;
use crate::lexicon::Platforms;
use crate::net::guard;
use crate::net::sitemap::{SitemapLimits, collect};

/// Offers the addresses of the shop's sitemaps to the frontier. Never fails.
pub(super) async fn offer(session: &mut Session<'_>) {
    let Some(home) = session.pages.first().and_then(|page| Url::parse(&page.url).ok()) else {
        return;
    };
    let hints = collect(session.fetcher, &home, SitemapLimits::default()).await;
    let platform = session.platform.as_deref().and_then(|id| Platforms::builtin().get(id));
    for url in hints.pages {
        if session.fetcher.is_on_site(&url)
            && guard::changes_state_from(&url, &home).is_none()
            && !session.is_translation(&url)
        {
            session.frontier.add(Candidate {
                guess: Platforms::builtin().kind_of_url(platform, &url).map(|found| found.kind),
                url,
                depth: None,
                via: None,
                from: home.to_string(),
                order: 0,
            });
        }
    }
}
