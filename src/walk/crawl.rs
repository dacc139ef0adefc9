//! The crawl: the first page, then the best addresses until the budget is used up.

use url::Url;

use super::frontier::Candidate;
use super::session::{Session, Visit, is_html};
use super::{Progress, WalkError, layout, see, sitemap};
use crate::model::{Note, PageKind};
use crate::net::{FetchError, Purpose, Request, Response, StartUrl, start};

/// Reads the shop's first page; whatever is wrong with it ends the audit.
pub(super) async fn first_page(session: &mut Session<'_>, start: &StartUrl) -> Result<(), WalkError> {
    let response = open(session, start).await?;
    session.fetch_sheets(&response).await;
    check_first(&response)?;
    let visit = see::see(session, &response).await;
    keep_first(session, &response, visit)
}

/// Reads the shop's first page alone, without the style sheets that it links.
pub(super) async fn first_page_alone(session: &mut Session<'_>, start: &StartUrl) -> Result<(), WalkError> {
    let response = open(session, start).await?;
    check_first(&response)?;
    let visit = session.read(&response);
    keep_first(session, &response, visit)
}

fn check_first(response: &Response) -> Result<(), WalkError> {
    let url = response.url.to_string();
    if !is_html(response) {
        let content_type = response.content_type().unwrap_or_default().to_owned();
        return Err(WalkError::NotHtml { url, content_type });
    }
    if response.body.iter().all(u8::is_ascii_whitespace) && response.status < 400 {
        return Err(WalkError::Empty { url });
    }
    Ok(())
}

fn keep_first(session: &mut Session<'_>, response: &Response, mut visit: Visit) -> Result<(), WalkError> {
    let url = response.url.to_string();
    if let Some(blocked) = &visit.blocked {
        return Err(WalkError::Refused {
            url,
            reason: blocked.code.trim_start_matches("blocked-").to_owned(),
        });
    }
    if response.status >= 400 {
        return Err(WalkError::Status {
            url,
            status: response.status,
        });
    }
    if visit.facts.kind.name != PageKind::Home {
        visit.facts.kind.because.insert(0, "start address".to_owned());
        visit.facts.kind.name = PageKind::Home;
        visit.facts.kind.confidence = 1.0;
    }
    if visit.facts.text.shell {
        session.warnings.push(Note::new("needs-javascript"));
    }
    if response.requested.host_str() != response.url.host_str() {
        session.warnings.push(
            Note::new("redirected")
                .with("from", &response.requested)
                .with("to", &response.url),
        );
    }
    session.country = session.country.take().or_else(|| visit.facts.country.clone());
    session.frontier.mark(&response.requested);
    session.frontier.mark(&visit.url);
    session.offer_links(&visit.url.clone(), Some(0), &visit.facts);
    session.keep(visit, Some(0), None, false);
    report(session, &url);
    Ok(())
}

/// Opens the start address; a way to another site is taken only where the user said so.
async fn open(session: &mut Session<'_>, start: &StartUrl) -> Result<Response, WalkError> {
    let answer = match start::open(session.fetcher, start).await {
        Err(FetchError::OffSite { to, .. }) if session.options.follow_redirect => {
            let target = Url::parse(&to).map_err(|_| WalkError::OtherSite {
                url: typed(start),
                to: to.clone(),
            })?;
            session.fetcher.adopt(&target);
            session.fetcher.fetch(Request::get(target, Purpose::Page)).await
        }
        answer => answer,
    };
    answer.map_err(|error| refusal(typed(start), error))
}

fn typed(start: &StartUrl) -> String {
    start.candidates.first().map(ToString::to_string).unwrap_or_default()
}

fn refusal(url: String, error: FetchError) -> WalkError {
    match error {
        FetchError::OffSite { to, .. } => WalkError::OtherSite { url, to },
        FetchError::BlockedByRobots { .. } => WalkError::Robots { url },
        FetchError::Cancelled => WalkError::Cancelled,
        error => WalkError::Unreachable { url, error },
    }
}

/// Visits the best addresses until the budget is used up, a batch at a time: the batch is fetched together and read in
/// its order, so that the walk does not depend on which answer came first.
pub(super) async fn crawl(session: &mut Session<'_>) {
    sitemap::offer(session).await;
    while session.pages.len() < session.options.max_pages && !session.over {
        let room = session.options.max_pages - session.pages.len();
        let batch: Vec<Candidate> = std::iter::from_fn(|| session.frontier.next())
            .take(room.min(session.options.in_flight.max(1)))
            .collect();
        if batch.is_empty() {
            break;
        }
        let answers = fetch_together(session, &batch).await;
        for (candidate, answer) in batch.into_iter().zip(answers) {
            session.note_answer(answer.as_ref().err());
            match answer {
                Ok(response) => {
                    session.fetch_sheets(&response).await;
                    arrived(session, candidate, &response).await;
                }
                Err(error) => failed(session, &candidate, &error),
            }
        }
        layout::lay_out_new(session).await;
    }
    if session.frontier.not_visited() > 0 && session.pages.len() >= session.options.max_pages {
        session.note_limit(Note::new("page-budget").with("pages", session.options.max_pages));
    }
}

async fn fetch_together(session: &mut Session<'_>, batch: &[Candidate]) -> Vec<Result<Response, FetchError>> {
    let mut tasks = Vec::with_capacity(batch.len());
    for candidate in batch {
        let fetcher = session.fetcher.clone();
        let mut request = Request::get(candidate.url.clone(), Purpose::Page);
        request.referer = Url::parse(&candidate.from).ok();
        tasks.push(tokio::spawn(async move { fetcher.fetch(request).await }));
    }
    let mut answers = Vec::with_capacity(tasks.len());
    for task in tasks {
        answers.push(task.await.unwrap_or(Err(FetchError::Cancelled)));
    }
    answers
}

async fn arrived(session: &mut Session<'_>, candidate: Candidate, response: &Response) {
    // Two addresses that lead to one page are one page.
    if response.url != candidate.url && !session.frontier.mark(&response.url) {
        session.frontier.visited(&candidate, PageKind::Other);
        return;
    }
    if !is_html(response) && response.status < 400 {
        session.frontier.visited(&candidate, PageKind::Other);
        return;
    }
    let visit = see::see(session, response).await;
    session.frontier.visited(&candidate, visit.facts.kind.name);
    if visit.blocked.is_none() && visit.status < 400 {
        session.offer_links(&visit.url.clone(), candidate.depth, &visit.facts);
    }
    let url = visit.url.to_string();
    session.keep(visit, candidate.depth, candidate.via, false);
    report(session, &url);
}

fn failed(session: &mut Session<'_>, candidate: &Candidate, error: &FetchError) {
    session.frontier.visited(candidate, PageKind::Error);
    match error {
        // A link that leads off the site is no fault of the shop; the others are booked by the session.
        FetchError::OffSite { .. }
        | FetchError::BlockedByRobots { .. }
        | FetchError::LimitReached { .. }
        | FetchError::Cancelled
        | FetchError::Guarded { .. }
        | FetchError::PrivateAddress { .. } => {}
        error => session.warnings.push(
            Note::new("page-failed")
                .with("url", &candidate.url)
                .with("error", error.code())
                .with("from", &candidate.from),
        ),
    }
}

fn report(session: &Session<'_>, url: &str) {
    (session.progress)(Progress::Page {
        read: session.pages.len(),
        of: session.options.max_pages,
        url: url.to_owned(),
    });
}
