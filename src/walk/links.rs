//! Links that are asked whether they are alive.

use std::collections::BTreeMap;

use url::Url;

use super::address;
use super::session::Session;
use crate::model::LinkCheck;
use crate::net::{FetchError, Purpose, Request, guard};

/// What the visited pages and a few further links answer, sorted by address.
///
/// Pages that were visited count as asked where a page links to them: an address out of a sitemap or a guess is no link
/// that a customer could press. The further ones are the first that wait: those of the header and the footer
/// were discovered first. A `HEAD` that is refused or goes wrong is asked again by `GET`.
pub(super) async fn check(session: &mut Session<'_>) -> Vec<LinkCheck> {
    let from = first_mentions(session);
    let mut checks: Vec<LinkCheck> = Vec::new();
    for page in session
        .pages
        .iter()
        .filter(|page| !page.by_journey && page.blocked.is_none())
    {
        let Some(from) = from.get(&page.url) else { continue };
        checks.push(LinkCheck {
            from: from.clone(),
            url: page.url.clone(),
            status: Some(page.status),
            dead: is_dead(page.status),
        });
    }
    let mut waiting: Vec<(usize, Url, String)> = session
        .frontier
        .waiting()
        .filter(|candidate| candidate.depth.is_some() && guard::changes_state(&candidate.url).is_none())
        .map(|candidate| (candidate.order, candidate.url.clone(), candidate.from.clone()))
        .collect();
    waiting.sort();
    for (_, url, from) in waiting.into_iter().take(session.options.link_checks) {
        if session.over {
            break;
        }
        if let Some(check) = ask(session, url, from).await {
            checks.push(check);
        }
    }
    checks.sort();
    checks.dedup_by(|one, other| one.url == other.url);
    checks
}

/// The first page that links to each address.
fn first_mentions(session: &Session<'_>) -> BTreeMap<String, String> {
    let mut mentions = BTreeMap::new();
    for page in &session.pages {
        for link in &page.facts.links {
            if let Ok(url) = Url::parse(&link.url) {
                mentions
                    .entry(address::canonical(&url).to_string())
                    .or_insert_with(|| page.url.clone());
            }
        }
    }
    mentions
}

async fn ask(session: &mut Session<'_>, url: Url, from: String) -> Option<LinkCheck> {
    let first = session.send(Request::head(url.clone(), Purpose::LinkCheck)).await;
    let answer = match first {
        Ok(response) if response.status < 400 => Ok(response),
        Err(error) if !is_silence(&error) => Err(error),
        _ => session.send(Request::get(url.clone(), Purpose::LinkCheck)).await,
    };
    match answer {
        Ok(response) => Some(LinkCheck {
            url: url.to_string(),
            from,
            status: Some(response.status),
            dead: is_dead(response.status),
        }),
        Err(error) if is_silence(&error) => Some(LinkCheck {
            url: url.to_string(),
            from,
            status: None,
            dead: true,
        }),
        Err(_) => None,
    }
}

/// Whether the shop gave no answer, as against our own limits and rules.
fn is_silence(error: &FetchError) -> bool {
    matches!(
        error,
        FetchError::Timeout { .. }
            | FetchError::ConnectionRefused { .. }
            | FetchError::Unreachable { .. }
            | FetchError::Interrupted { .. }
            | FetchError::TooManyRedirects { .. }
    )
}

/// 404 and 410 are dead, and so is a server error; what is kept from us is not.
fn is_dead(status: u16) -> bool {
    matches!(status, 404 | 410 | 500..=502 | 504..)
}
