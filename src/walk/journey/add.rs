//! From a product page into the cart, proven by reading the cart.

use url::Url;

use super::super::address;
use super::super::guess;
use super::super::session::{Session, Visit};
use super::send::{Press, Stop, Target, press, stopped};
use super::submit;
use crate::lexicon::{Folded, Platforms};
use crate::model::{CartLine, FormPurpose, Note, PageFacts, PageKind};
use crate::net::guard::Intent;
use crate::net::{Purpose, Request};

/// A product in the cart.
pub(super) struct InCart {
    /// The cart page.
    pub(super) cart: Visit,
    /// Clicks from the product page to the cart page.
    pub(super) clicks: u32,
    /// What the button said.
    pub(super) via: String,
}

/// Puts the product of a page into the cart and reads the cart.
///
/// `sent` tells whether anything went out that may have to be taken back.
pub(super) async fn add(session: &mut Session<'_>, product: &Visit, sent: &mut bool) -> Result<InCart, Stop> {
    let way = way_into_cart(product).ok_or_else(|| Stop::Failed(no_way(&product.facts)))?;
    let name = product
        .facts
        .product
        .as_ref()
        .and_then(|product| product.name.clone())
        .unwrap_or_default();
    let via = way.label.to_owned();
    let answer = press(session, &way).await;
    *sent |= !matches!(answer, Err(Stop::Refused(_)));
    let answer = answer?;
    let (mut cart, clicks) = if shows_cart(&answer) {
        (answer, 1)
    } else {
        let address = cart_address(session, &[&answer.facts, &product.facts])
            .ok_or_else(|| Stop::Failed(Note::new("no-link-to-cart")))?;
        (open(session, &address, &answer.url).await?, 2)
    };
    let ours = mark_ours(&mut cart.facts, &product.url, &name);
    if ours == 0 {
        return Err(Stop::Failed(Note::new("not-in-cart").with("product", name)));
    }
    Ok(InCart { cart, clicks, via })
}

/// Opens a page of the journey by GET.
pub(super) async fn open(session: &mut Session<'_>, url: &Url, from: &Url) -> Result<Visit, Stop> {
    let request = Request::get(url.clone(), Purpose::Journey).with_referer(from);
    let response = session.send(request).await.map_err(|error| stopped(&error))?;
    let visit = session.read(&response);
    match visit.blocked.clone() {
        Some(note) => Err(Stop::Blocked(note)),
        None if visit.status >= 400 => Err(Stop::Failed(
            Note::new("answered-with-status").with("status", visit.status),
        )),
        None => Ok(visit),
    }
}

fn no_way(facts: &PageFacts) -> Note {
    let scripted = facts
        .controls_for("action.add-to-cart")
        .chain(facts.controls_for("action.buy-now"))
        .next()
        .is_some();
    Note::new(if scripted || facts.text.shell {
        "needs-browser"
    } else {
        "no-buy-button"
    })
}

/// The form or link that puts the product into the cart.
fn way_into_cart(product: &Visit) -> Option<Press<'_>> {
    by_form(product).or_else(|| by_link(product))
}

fn by_form(product: &Visit) -> Option<Press<'_>> {
    let facts = &product.facts;
    let named = facts
        .controls_for("action.add-to-cart")
        .filter(|control| control.spot.visible && !control.disabled)
        .find_map(|control| control.form.map(|form| (form, Some(control))));
    let (index, control) = named.or_else(|| {
        let index = facts
            .forms
            .iter()
            .position(|form| form.purpose == FormPurpose::AddToCart && form.visible)?;
        Some((index, None))
    })?;
    let form = facts.forms.get(index)?;
    form.selector.as_ref()?;
    let button = control
        .and_then(|control| {
            form.buttons
                .iter()
                .find(|button| button.selector == control.spot.selector)
        })
        .or_else(|| form.buttons.iter().find(|button| button.visible));
    // A button that only a script listens to sends no form.
    if form.action.is_none() && !form.method.eq_ignore_ascii_case("post") {
        return None;
    }
    Some(Press {
        intent: Intent::AddToCart,
        label: button
            .map(|button| button.label.as_str())
            .or(control.map(|control| control.label.as_str()))
            .unwrap_or_default(),
        page: &product.url,
        page_kind: facts.kind.name,
        charset: &facts.charset,
        markup: control
            .and_then(|control| control.script.as_deref())
            .unwrap_or_default(),
        target: Target::Form(form, button, submit::values(form, button)),
    })
}

fn by_link(product: &Visit) -> Option<Press<'_>> {
    let control = product
        .facts
        .controls_for("action.add-to-cart")
        .find(|control| control.spot.visible && !control.disabled && control.href.is_some())?;
    let url = Url::parse(control.href.as_deref()?).ok()?;
    // A link to the cart or to the page itself puts nothing into the cart without a script.
    if address::canonical(&url) == address::canonical(&product.url) {
        return None;
    }
    Some(Press {
        intent: Intent::AddToCart,
        label: &control.label,
        page: &product.url,
        page_kind: product.facts.kind.name,
        charset: &product.facts.charset,
        markup: control.script.as_deref().unwrap_or_default(),
        target: Target::Link(url),
    })
}

fn shows_cart(visit: &Visit) -> bool {
    visit.facts.kind.name == PageKind::Cart
        || visit.facts.kind.name != PageKind::Product
            && visit.facts.cart.as_ref().is_some_and(|cart| !cart.lines.is_empty())
}

/// Where the cart is: a link that says so on one of the pages, or anywhere in the walk.
pub(super) fn cart_address(session: &Session<'_>, pages: &[&PageFacts]) -> Option<Url> {
    let platform = session.platform.as_deref().and_then(|id| Platforms::builtin().get(id));
    pages
        .iter()
        .copied()
        .chain(session.pages.iter().map(|page| &page.facts))
        .flat_map(|facts| &facts.links)
        .filter_map(|link| Url::parse(&link.url).ok().map(|url| (url, link)))
        .find(|(url, link)| {
            session.fetcher.is_on_site(url)
                && crate::net::guard::changes_state(url).is_none()
                && guess::kind(platform, url, link) == Some(PageKind::Cart)
        })
        .map(|(url, _)| url)
}

/// Marks the lines that sell the product; tells how many.
pub(super) fn mark_ours(facts: &mut PageFacts, product: &Url, name: &str) -> usize {
    let Some(cart) = &mut facts.cart else { return 0 };
    for line in &mut cart.lines {
        line.ours = sells(line, product, name);
    }
    cart.lines.iter().filter(|line| line.ours).count()
}

fn sells(line: &CartLine, product: &Url, name: &str) -> bool {
    let linked = line
        .link
        .as_deref()
        .and_then(|link| Url::parse(link).ok())
        .is_some_and(|link| address::canonical(&link) == address::canonical(product));
    let (line_name, name) = (Folded::new(&line.name).text, Folded::new(name).text);
    let named = name.chars().count() >= 2
        && !line_name.is_empty()
        && (line_name.contains(&name) || line_name.chars().count() >= 4 && name.contains(&line_name));
    linked || named
}
