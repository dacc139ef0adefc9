//! From the cart to the first page of the order form, past a gate where guests are let in.

use super::super::session::{Session, Visit};
use super::guest::{self, Guest};
use super::press::{On, Press, Target, click_on, press_of};
use super::send::{Stop, kind_of, press, with_message};
use super::step::step;
use super::{fill, panels, recipe};
use crate::model::{Form, FormPurpose, Note, PageFacts, PageKind, Region, Step};
use crate::net::Method;
use crate::net::guard::Intent;

/// Gates before the order form at the most: sign in, choose, accept.
const MOST_GATES: usize = 3;

/// What was seen of the checkout.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) steps: Vec<Step>,
    pub(super) guest_possible: Option<bool>,
    pub(super) announced: Option<u32>,
    /// The steps that the last progress indicator names, and where on it the last page stands.
    pub(super) progress: Vec<String>,
    /// See [`Seen::progress`].
    pub(super) progress_at: Option<usize>,
    /// The page with the last button was read.
    pub(super) at_last_button: bool,
    /// Why it went no further.
    pub(super) stop: Option<Stop>,
}

impl Seen {
    /// Notes what a page's progress indicator says.
    pub(super) fn look_ahead(&mut self, facts: &PageFacts) {
        let steps = u32::try_from(facts.progress.len()).ok().filter(|steps| *steps > 1);
        self.announced = self.announced.max(steps);
        if steps.is_some() && facts.progress_at.is_some() {
            self.progress.clone_from(&facts.progress);
            self.progress_at = facts.progress_at;
        }
    }
}

/// Goes from the cart to the first order-form page, and with consent through the form.
pub(super) async fn enter(session: &mut Session<'_>, cart: &Visit, clicks: u32) -> Seen {
    let mut seen = Seen::default();
    seen.look_ahead(&cart.facts);
    let (answer, via) = match way_to_checkout(session, cart) {
        Ok(way) => (press(session, &way).await, way.label.to_owned()),
        Err(stop) => {
            seen.stop = Some(stop);
            return seen;
        }
    };
    match answer {
        Ok(page) => arrive(session, &mut seen, page, via, clicks + 1).await,
        Err(stop) => seen.stop = Some(stop),
    }
    seen
}

/// Books the page that the checkout begins with, and goes through the guests' gate where that is possible.
async fn arrive(session: &mut Session<'_>, seen: &mut Seen, first: Visit, via: String, clicks: u32) {
    let (mut page, mut via, mut clicks) = (first, via, clicks);
    for _ in 0..=MOST_GATES {
        seen.look_ahead(&page.facts);
        if is_order_form(&page.facts) {
            seen.guest_possible = Some(true);
            on_order_form(session, seen, page, &via, clicks).await;
            return;
        }
        if !is_gate(&page.facts) {
            let code = if is_cart(&page.facts) {
                "back-in-cart"
            } else {
                "not-the-checkout"
            };
            let note = with_message(Note::new(code).with("kind", page.facts.kind.name), &page);
            let shell = page.facts.text.shell;
            seen.stop = Some(if shell {
                Stop::failed("needs-browser")
            } else {
                Stop::Failed(note)
            });
            session.keep(page, None, Some(via), true);
            return;
        }
        seen.steps.push(step(session, PageKind::Login, &page, &via, clicks));
        let customer = session.options.fill.then(|| session.customer(None));
        let passed = match guest::way(&page, customer.as_ref()) {
            Guest::Way(way, more) => {
                seen.guest_possible = Some(true);
                via = way.label.to_owned();
                clicks += more;
                press(session, &way).await
            }
            Guest::NeedsTyping => {
                seen.guest_possible = Some(true);
                Err(Stop::Refused(Note::new("guest-needs-typing")))
            }
            Guest::NeedsBrowser => {
                seen.guest_possible = Some(true);
                Err(Stop::failed("needs-browser"))
            }
            Guest::Mentioned => Err(Stop::failed("no-way-for-guests")),
            Guest::None if page.facts.text.shell => Err(Stop::failed("needs-browser")),
            Guest::None => {
                seen.guest_possible = Some(false);
                Err(Stop::Blocked(Note::new("account-forced")))
            }
        };
        match passed {
            Ok(next) if next.url == page.url && is_gate(&next.facts) && !is_order_form(&next.facts) => {
                seen.stop = Some(Stop::Failed(with_message(Note::new("form-not-accepted"), &next)));
                session.keep(page, None, None, true);
                return;
            }
            Ok(next) => {
                session.keep(page, None, None, true);
                page = next;
            }
            Err(stop) => {
                seen.stop = Some(stop);
                session.keep(page, None, None, true);
                return;
            }
        }
    }
    seen.stop = Some(Stop::failed("not-the-checkout"));
}

async fn on_order_form(session: &mut Session<'_>, seen: &mut Seen, page: Visit, via: &str, clicks: u32) {
    seen.steps.push(step(session, PageKind::Checkout, &page, via, clicks));
    let panels = panels::read(session, &page, clicks).await;
    seen.at_last_button = panels.at_last_button;
    seen.steps.extend(panels.steps);
    if session.options.fill && !seen.at_last_button {
        fill::go_on(session, seen, page, clicks).await;
    } else {
        session.keep(page, None, None, true);
    }
}

fn is_cart(facts: &PageFacts) -> bool {
    facts.kind.name == PageKind::Cart || facts.cart.as_ref().is_some_and(|cart| cart.empty)
}

/// The order form: a page that asks where the goods go, and is not for an account.
pub(super) fn is_order_form(facts: &PageFacts) -> bool {
    // An order form may offer to make an account by the way.
    let registers = facts.kind.name == PageKind::Register
        || facts.kind.name != PageKind::Checkout && facts.forms_for(FormPurpose::Register).any(|form| form.visible);
    let ordering = facts.kind.name == PageKind::Checkout && facts.forms_for(FormPurpose::Checkout).next().is_some();
    asks_address(facts) && !registers || ordering && !guest::has_choice(facts)
}

pub(super) fn asks_address(facts: &PageFacts) -> bool {
    facts.forms.iter().any(form_asks_address)
}

/// Whether the form asks where the goods go.
pub(super) fn form_asks_address(form: &Form) -> bool {
    form.fields.iter().any(|field| {
        field.visible
            && field.token.as_deref().is_some_and(|token| {
                let last = token.rsplit(' ').next().unwrap_or_default();
                matches!(
                    last,
                    "postal-code" | "street-address" | "address-line1" | "address-line2" | "address-level2"
                )
            })
    })
}

/// A gate: sign in, register, or go on as a guest.
fn is_gate(facts: &PageFacts) -> bool {
    matches!(facts.kind.name, PageKind::Login | PageKind::Register)
        || facts
            .forms
            .iter()
            .any(|form| form.visible && matches!(form.purpose, FormPurpose::Login | FormPurpose::Register))
        || facts.forms_for(FormPurpose::Guest).next().is_some()
        || guest::has_choice(facts)
}

/// The control of the cart that leads to the order form: one in the page's body before one of its header.
fn way_to_checkout<'a>(session: &Session<'_>, cart: &'a Visit) -> Result<Press<'a>, Stop> {
    let on = On::visit(cart).as_kind(PageKind::Cart);
    let mut controls: Vec<_> = ["action.go-to-checkout", "action.ambiguous-order", "action.buy-now"]
        .iter()
        .flat_map(|action| cart.facts.controls_for(action))
        .filter(|control| control.spot.visible && !control.disabled)
        .collect();
    controls.sort_by_key(|control| control.spot.region != Region::Main);
    let mut why = None;
    for control in &controls {
        match press_of(on, control, Intent::GoToCheckout) {
            Ok(way) if !leads_back(cart, &way) => return Ok(way),
            Ok(_) | Err(None) => {}
            Err(stop) => why = why.or(stop),
        }
    }
    let by_link = cart.facts.links.iter().find_map(|link| {
        let url = url::Url::parse(&link.url).ok()?;
        let there = session.fetcher.is_on_site(&url) && kind_of(session, &url) == Some(PageKind::Checkout);
        (there && link.spot.visible).then_some((url, link.text.as_str()))
    });
    let known = || recipe::checkout(session).map(|url| (url, ""));
    if let Some((url, label)) = by_link.or_else(known) {
        return Ok(Press {
            intent: Intent::GoToCheckout,
            label,
            on,
            markup: "",
            target: Target::Direct(Method::Get, url, Vec::new()),
            last_step: false,
        });
    }
    if on.in_browser()
        && why.is_some()
        && let Some(control) = controls.first()
    {
        return Ok(click_on(on, control, Intent::GoToCheckout));
    }
    Err(why.unwrap_or_else(|| {
        Stop::failed(if cart.facts.text.shell {
            "needs-browser"
        } else {
            "no-way-to-checkout"
        })
    }))
}

fn leads_back(cart: &Visit, way: &Press<'_>) -> bool {
    matches!(&way.target, Target::Link(url) if *url == cart.url)
}
