//! Pictures that a browser takes on a walk: of the customer's pages, and of what a customer should see at once and does
//! not.

use std::collections::BTreeMap;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::chrome::{ChromeError, Frame, Tab};
use crate::layout::{FirstScreen, Seen, Viewport};
use crate::model::{PageFacts, PageKind, Picture, PriceRole};
use crate::net::Response;

/// How long the pictures of a page may take to load.
const LOAD: Duration = Duration::from_secs(5);
/// Pages of the order's way pictured at the most: each is a step.
const MOST_STEPS: u32 = 6;
/// Pictures of one thing that is not seen at once.
const MOST_OF_A_KIND: u32 = 2;
/// Elements framed on one picture.
const MOST_FRAMED: usize = 4;

/// What was pictured so far.
#[derive(Debug, Default)]
pub(super) struct Album {
    pages: BTreeMap<PageKind, u32>,
    shortfalls: BTreeMap<&'static str, u32>,
}

/// A picture that is wanted.
struct Wanted {
    about: &'static str,
    frame: Vec<String>,
}

impl Album {
    /// Takes the pictures that are still wanted of a page, which is shown once more, with its own pictures.
    pub(super) async fn take(
        &mut self,
        tab: &Tab,
        response: &Response,
        facts: &PageFacts,
        targets: &[String],
        seen: &[Option<Seen>],
    ) -> Result<Vec<Picture>, ChromeError> {
        let kind = facts.kind.name;
        let wanted = self.wanted(facts, targets, seen);
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        tab.emulate(Viewport::DESKTOP).await?;
        tab.set_pictures(true);
        let shown = self.picture(tab, response, kind, wanted).await;
        tab.set_pictures(false);
        shown
    }

    async fn picture(
        &mut self,
        tab: &Tab,
        response: &Response,
        kind: PageKind,
        wanted: Vec<Wanted>,
    ) -> Result<Vec<Picture>, ChromeError> {
        tab.show(response).await?;
        tab.settle(LOAD).await?;
        if tab.refuse_consent().await? {
            tab.settle(LOAD).await?;
        }
        let mut taken = Vec::new();
        for Wanted { about, frame } in wanted {
            let selectors = frame.clone();
            let data = tab.screenshot(&Frame { selectors }).await?;
            taken.push(Picture {
                url: response.url.to_string(),
                kind,
                about: about.to_owned(),
                frame,
                data: BASE64.encode(data),
            });
            if about == "page" {
                *self.pages.entry(kind).or_default() += 1;
            } else {
                *self.shortfalls.entry(about).or_default() += 1;
            }
        }
        Ok(taken)
    }

    fn wanted(&self, facts: &PageFacts, targets: &[String], seen: &[Option<Seen>]) -> Vec<Wanted> {
        let most = match facts.kind.name {
            PageKind::Home | PageKind::List | PageKind::Product => 1,
            // An empty cart shows nothing of the way.
            PageKind::Cart if facts.cart.as_ref().is_some_and(|cart| !cart.lines.is_empty()) => 1,
            PageKind::Checkout | PageKind::Payment | PageKind::Login => MOST_STEPS,
            _ => 0,
        };
        let mut wanted = Vec::new();
        if self.pages.get(&facts.kind.name).copied().unwrap_or_default() < most {
            wanted.push(Wanted {
                about: "page",
                frame: Vec::new(),
            });
        }
        for (about, frame) in shortfalls(facts, targets, seen) {
            if self.shortfalls.get(about).copied().unwrap_or_default() < MOST_OF_A_KIND {
                wanted.push(Wanted { about, frame });
            }
        }
        wanted
    }
}

/// What is on the page and does not show as it should: a number and a buy button are seen without scrolling, an e-mail
/// address and a price are seen at all.
fn shortfalls(facts: &PageFacts, targets: &[String], seen: &[Option<Seen>]) -> Vec<(&'static str, Vec<String>)> {
    let look = |selector: &String| seen.get(targets.binary_search(selector).ok()?)?.as_ref();
    let shows = |selector: &String, at_once: bool| {
        look(selector).is_none_or(|look| look.visible && (!at_once || look.first_screen != FirstScreen::No))
    };
    let phones = facts.phones.iter().map(|phone| &phone.spot.selector);
    let emails = facts.emails.iter().map(|email| &email.spot.selector);
    let mut things: Vec<(&'static str, bool, Vec<&String>)> =
        vec![("number", true, phones.collect()), ("mail", false, emails.collect())];
    if facts.kind.name == PageKind::Product {
        let buys = ["action.add-to-cart", "action.buy-now"];
        let buttons = buys.iter().flat_map(|action| facts.controls_for(action));
        let prices = facts.prices.iter().filter(|price| price.role == PriceRole::Current);
        let prices = prices.map(|price| &price.spot.selector);
        things.push((
            "buy-button",
            true,
            buttons.map(|control| &control.spot.selector).collect(),
        ));
        things.push(("price", false, prices.collect()));
    }
    things
        .into_iter()
        .filter(|(_, at_once, selectors)| {
            !selectors.is_empty() && !selectors.iter().any(|selector| shows(selector, *at_once))
        })
        .map(|(about, _, mut selectors)| {
            selectors.dedup();
            (about, selectors.into_iter().take(MOST_FRAMED).cloned().collect())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{self, Source};
    use crate::layout::apply;

    fn look(visible: bool, first_screen: FirstScreen) -> Option<Seen> {
        Some(Seen {
            bounds: [0.0; 4],
            visible,
            first_screen,
            font_size: 16.0,
            contrast: None,
            covered_by: None,
            sure: true,
        })
    }

    #[test]
    fn a_number_that_is_seen_nowhere_at_once_is_framed_and_one_that_is_seen_somewhere_is_not() {
        let html = "<p id=a>전화 02-312-4567</p><main>글</main><p id=b>전화 02-312-4567</p>";
        let facts = extract::facts(&Source {
            country: Some("KR"),
            ..Source::new(html.as_bytes(), None)
        });
        let targets = apply::targets(&facts);
        assert_eq!(targets, ["#a", "#b"]);
        let hidden = [look(false, FirstScreen::No), look(true, FirstScreen::No)];
        let framed = shortfalls(&facts, &targets, &hidden);
        assert_eq!(framed, [("number", vec!["#a".to_owned(), "#b".to_owned()])]);
        let shown = [look(true, FirstScreen::Yes), look(true, FirstScreen::No)];
        assert_eq!(shortfalls(&facts, &targets, &shown), []);
    }
}
