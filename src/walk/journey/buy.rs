//! The buying journey: home, product, cart, the checkout up to its first page; with consent up to the page with the
//! last button. Never further.

use url::Url;

use super::super::session::Session;
use super::add::{self, Before, InCart};
use super::choose::{self, Chosen};
use super::information::home_step;
use super::press::On;
use super::send::{self, Stop, open};
use super::step::{ended, mark_new_costs, step};
use super::{checkout, depth, remove};
use crate::model::{Journey, JourneyName, Note, Outcome, PageKind, StepOutcome};

/// Walks as far as it may, and takes out of the cart what it put in.
pub(super) async fn walk(session: &mut Session<'_>) -> Journey {
    let mut journey = Journey {
        steps: session.pages.first().map(home_step).into_iter().collect(),
        ..Journey::new(JourneyName::Buy, Outcome::Unknown)
    };
    if session.options.buy
        && let Some(home) = journey
            .steps
            .first()
            .and_then(|step| Url::parse(step.url.as_deref()?).ok())
    {
        choose::further(session, &home, &[]).await;
    }
    let first = choose::next(session, &[]);
    let Some(first) = &first else {
        journey.reason = Some(Note::new("no-product"));
        return journey;
    };
    if !session.options.buy {
        journey.steps.push(first.step());
        journey.clicks = first.clicks;
        journey.outcome = Outcome::NotWalked;
        journey.reason = Some(Note::new("buying-not-wanted"));
        book_unwanted(session, first);
        return journey;
    }
    let home = home(session, first);
    let before = match add::before(session, &home).await {
        Ok(before) => before,
        Err(stop) => {
            gave_up(&mut journey, first, &stop);
            return journey;
        }
    };
    match try_products(session, first, &before, &home, &mut journey).await {
        None => mark_new_costs(&mut journey.steps),
        Some((product, stop)) => {
            gave_up(&mut journey, &product, &stop);
            if stop.note().code == "needs-browser" {
                journey.outcome = Outcome::Unknown;
            }
        }
    }
    journey
}

/// One product after the other, until one is in the cart: then the journey holds the rest. Where none was, the product
/// that tells most, and why.
async fn try_products(
    session: &mut Session<'_>,
    first: &Chosen,
    before: &Before,
    home: &Url,
    journey: &mut Journey,
) -> Option<(Chosen, Stop)> {
    let mut tried: Vec<Chosen> = Vec::new();
    let mut told: Option<(Chosen, Stop)> = None;
    let mut next = Some(first.clone());
    while let Some(product) = next {
        let Err(stop) = through(session, &product, before, home, journey).await else {
            return None;
        };
        let final_word = matches!(stop, Stop::Blocked(_)) || session.over;
        // What the shop answered for the best product is more to the point than that another one has no button.
        if told
            .as_ref()
            .is_none_or(|(_, known)| tells_little(known) && (final_word || !tells_little(&stop)))
        {
            told = Some((product.clone(), stop));
        }
        tried.push(product);
        if final_word || tried.len() >= choose::MOST_PRODUCTS {
            break;
        }
        if tried.len() == 1 {
            choose::further(session, home, &tried).await;
        }
        next = choose::next(session, &tried);
    }
    told
}

/// Whether a product was given up before anything was asked of the shop.
fn tells_little(stop: &Stop) -> bool {
    matches!(stop.note().code.as_str(), "needs-browser" | "no-buy-button")
}

fn home(session: &Session<'_>, product: &Chosen) -> Url {
    session
        .pages
        .first()
        .and_then(|page| Url::parse(&page.url).ok())
        .unwrap_or_else(|| product.url.clone())
}

/// Logs what would have been sent, had buying been wanted.
fn book_unwanted(session: &mut Session<'_>, product: &Chosen) {
    let Some(index) = session.pages.iter().position(|page| page.url == product.url.as_str()) else {
        return;
    };
    let facts = session.pages[index].facts.clone();
    let on = On {
        url: &product.url,
        facts: &facts,
        kind: facts.kind.name,
    };
    if let Ok(way) = add::way_into_cart(on) {
        send::not_wanted(session, &way, "buying-not-wanted");
    }
}

fn gave_up(journey: &mut Journey, product: &Chosen, stop: &Stop) {
    journey.steps.push(product.step());
    journey.clicks = product.clicks;
    journey.steps.push(ended(PageKind::Cart, stop, product.clicks + 1));
    journey.outcome = if stop.note().code == "robots-forbid-journey" {
        Outcome::NotWalked
    } else {
        Outcome::Partial
    };
    journey.reason = Some(stop.note().clone());
}

/// One product, all the way; what was put into the cart is taken out again, however it ends.
async fn through(
    session: &mut Session<'_>,
    product: &Chosen,
    before: &Before,
    home: &Url,
    journey: &mut Journey,
) -> Result<(), Stop> {
    let mut page = open(session, &product.url, home).await?;
    let mut sent = false;
    let added = add::add(session, &mut page, before, &mut sent).await;
    let cart_url = match &added {
        Ok(in_cart) => Some(in_cart.cart.url.clone()),
        Err(_) => add::cart_address(session, &[&page.facts]).or_else(|| before.cart.clone()),
    };
    let result = match added {
        Ok(in_cart) => {
            journey.steps.push(product.step());
            on_from_cart(session, product, in_cart, journey).await;
            Ok(())
        }
        Err(stop) => Err(stop),
    };
    if sent {
        match cart_url {
            Some(cart_url) => remove::take_out(session, before, &cart_url, &product.url, &product.name).await,
            None => session
                .warnings
                .push(Note::new("cart-not-emptied").with("product", &product.name)),
        }
    }
    result
}

async fn on_from_cart(session: &mut Session<'_>, product: &Chosen, in_cart: InCart, journey: &mut Journey) {
    let InCart { cart, clicks, via } = in_cart;
    let clicks = product.clicks + clicks;
    let mut cart_step = step(session, PageKind::Cart, &cart, &via, clicks);
    cart_step.lines = cart
        .facts
        .cart
        .as_ref()
        .map(|cart| cart.lines.clone())
        .unwrap_or_default();
    journey.steps.push(cart_step);
    let seen = checkout::enter(session, &cart, clicks).await;
    session.keep(cart, None, None, true);
    journey.guest_possible = seen.guest_possible;
    journey.steps_announced = seen.announced;
    let reached_form = seen
        .steps
        .iter()
        .any(|step| matches!(step.kind, PageKind::Checkout | PageKind::Payment));
    let announced = depth::announced_steps(&seen, seen.steps.last().map_or(clicks, |step| step.clicks));
    journey.clicks = seen
        .steps
        .iter()
        .rfind(|step| step.outcome == StepOutcome::Reached)
        .map_or(clicks, |step| step.clicks);
    journey.steps.extend(seen.steps);
    let whole = reached_form && (!session.options.fill || seen.at_last_button);
    if let Some(stop) = &seen.stop {
        journey.steps.push(ended(PageKind::Checkout, stop, journey.clicks + 1));
        journey.reason = Some(stop.note().clone());
    }
    journey.steps.extend(announced);
    journey.depth = depth::of(&journey.steps, seen.at_last_button);
    journey.outcome = if whole { Outcome::Completed } else { Outcome::Partial };
}
