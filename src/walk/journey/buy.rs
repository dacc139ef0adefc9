//! The buying journey: home, product, cart, first page of the checkout; never further.

use rust_decimal::Decimal;
use url::Url;

use super::super::session::{Session, Visit};
use super::add::{self, InCart};
use super::information::home_step;
use super::send::Stop;
use super::{checkout, remove};
use crate::model::{Availability, Journey, JourneyName, Note, Outcome, PageKind, Step, StepOutcome, WalkPage};

/// Products tried at the most.
const MOST_PRODUCTS: usize = 5;

/// Walks to the first page of the checkout, and takes out of the cart what it put in.
pub(super) async fn walk(session: &mut Session<'_>) -> Journey {
    let mut journey = Journey {
        name: JourneyName::Buy,
        outcome: Outcome::Unknown,
        clicks: 0,
        guest_possible: None,
        steps_announced: None,
        steps: session.pages.first().map(home_step).into_iter().collect(),
        reason: None,
    };
    let products = candidates(&session.pages);
    let Some(first) = products.first() else {
        journey.reason = Some(Note::new("no-product"));
        return journey;
    };
    if !session.options.buy {
        journey.steps.push(first.step());
        journey.clicks = first.clicks;
        journey.outcome = Outcome::NotWalked;
        journey.reason = Some(Note::new("buying-not-wanted"));
        return journey;
    }
    let mut last: Option<(Chosen, Stop)> = None;
    for product in products.into_iter().take(MOST_PRODUCTS) {
        match through(session, &product, &mut journey).await {
            Ok(()) => return journey,
            Err(stop) => {
                let final_word = matches!(stop, Stop::Blocked(_)) || session.over;
                last = Some((product, stop));
                if final_word {
                    break;
                }
            }
        }
    }
    if let Some((product, stop)) = last {
        journey.steps.push(product.step());
        journey.clicks = product.clicks;
        journey.steps.push(ended(PageKind::Cart, &stop, product.clicks + 1));
        journey.outcome = if stop.note().code == "robots-forbid-journey" {
            Outcome::NotWalked
        } else {
            Outcome::Partial
        };
        journey.reason = Some(stop.note().clone());
    }
    journey
}

/// A product to try, without borrowing the walk's pages.
#[derive(Debug, Clone)]
struct Chosen {
    url: Url,
    name: String,
    clicks: u32,
    via: Option<String>,
}

impl Chosen {
    fn step(&self) -> Step {
        let mut step = Step::new(
            PageKind::Product,
            StepOutcome::Reached,
            Some(self.url.to_string()),
            self.clicks,
        );
        step.via.clone_from(&self.via);
        step
    }
}

/// Products that can be bought: without options first, then the cheaper ones, then in the order of the visit.
fn candidates(pages: &[WalkPage]) -> Vec<Chosen> {
    let mut products: Vec<(usize, Decimal, usize, Chosen)> = pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.facts.kind.name == PageKind::Product && page.blocked.is_none())
        .filter_map(|(order, page)| {
            let product = page.facts.product.as_ref()?;
            let can_be_bought = product.availability != Some(Availability::OutOfStock)
                && product.price_on_request.is_none()
                && product.external_seller.is_none();
            let chosen = Chosen {
                url: Url::parse(&page.url).ok()?,
                name: product.name.clone().unwrap_or_default(),
                clicks: page.depth.unwrap_or(1),
                via: page.via.clone(),
            };
            let price = product.price.as_ref().map_or(Decimal::MAX, |price| price.amount);
            let rank = product.option_count + usize::from(!product.buyable) * 100;
            can_be_bought.then_some((rank, price, order, chosen))
        })
        .collect();
    products.sort_by(|one, other| (one.0, one.1, one.2).cmp(&(other.0, other.1, other.2)));
    products.into_iter().map(|(_, _, _, chosen)| chosen).collect()
}

/// One product, all the way; what was put into the cart is taken out again, however it ends.
async fn through(session: &mut Session<'_>, product: &Chosen, journey: &mut Journey) -> Result<(), Stop> {
    let home = session
        .pages
        .first()
        .and_then(|page| Url::parse(&page.url).ok())
        .unwrap_or_else(|| product.url.clone());
    let page = add::open(session, &product.url, &home).await?;
    let mut sent = false;
    let added = add::add(session, &page, &mut sent).await;
    let cart_url = match &added {
        Ok(in_cart) => Some(in_cart.cart.url.clone()),
        Err(_) => add::cart_address(session, &[&page.facts]),
    };
    let result = match added {
        Ok(in_cart) => {
            journey.steps.push(product.step());
            on_from_cart(session, product, in_cart, journey).await;
            Ok(())
        }
        Err(stop) => Err(stop),
    };
    if let (true, Some(cart_url)) = (sent, cart_url) {
        remove::take_out(session, &cart_url, &product.url, &product.name).await;
    }
    result
}

async fn on_from_cart(session: &mut Session<'_>, product: &Chosen, in_cart: InCart, journey: &mut Journey) {
    let InCart { cart, clicks, via } = in_cart;
    let clicks = product.clicks + clicks;
    journey.steps.push(cart_step(&cart, via, clicks));
    let seen = checkout::enter(session, &cart, clicks).await;
    session.keep(cart, None, None, true);
    journey.guest_possible = seen.guest_possible;
    journey.steps_announced = seen.announced;
    let reached_form = seen.steps.iter().any(|step| step.kind == PageKind::Checkout);
    journey.clicks = seen.steps.last().map_or(clicks, |step| step.clicks);
    journey.steps.extend(seen.steps);
    if let Some(stop) = &seen.stop {
        journey.steps.push(ended(PageKind::Checkout, stop, journey.clicks + 1));
        journey.reason = Some(stop.note().clone());
    }
    journey.outcome = if reached_form {
        Outcome::Completed
    } else {
        Outcome::Partial
    };
}

fn cart_step(cart: &Visit, via: String, clicks: u32) -> Step {
    let mut step = checkout::step(PageKind::Cart, cart, via, clicks);
    step.lines = cart
        .facts
        .cart
        .as_ref()
        .map(|cart| cart.lines.clone())
        .unwrap_or_default();
    step
}

/// The step at which the journey ended.
fn ended(kind: PageKind, stop: &Stop, clicks: u32) -> Step {
    let outcome = match stop {
        Stop::Refused(_) => StepOutcome::Refused,
        Stop::Blocked(_) => StepOutcome::Blocked,
        Stop::Failed(_) => StepOutcome::Failed,
    };
    let mut step = Step::new(kind, outcome, None, clicks);
    step.reason = Some(stop.note().clone());
    step
}
