//! From a product page into the cart, proven by reading the cart.

use url::Url;

use super::super::address;
use super::super::guess;
use super::super::session::{Session, Visit};
use super::options;
use super::press::{On, Press, Target, click_on, press_of};
use super::recipe;
use super::send::{Stop, forbidden, open, press, with_message};
use super::submit;
use crate::lexicon::Folded;
use crate::model::{CartLine, Control, FormPurpose, Note, PageFacts, PageKind, Region};
use crate::net::guard::{self, Intent};

/// A product in the cart.
pub(super) struct InCart {
    /// The cart page.
    pub(super) cart: Visit,
    /// Clicks from the product page to the cart page.
    pub(super) clicks: u32,
    /// What the button said.
    pub(super) via: String,
}

/// What stood in the cart before, and where the cart is.
#[derive(Debug, Default, Clone)]
pub(super) struct Before {
    pub(super) cart: Option<Url>,
    lines: Vec<(String, Option<String>)>,
}

impl Before {
    /// Whether the line was there already.
    pub(super) fn held(&self, line: &CartLine) -> bool {
        self.lines
            .iter()
            .any(|(name, link)| *name == line.name && *link == line.link)
    }
}

/// Reads the cart before anything is put into it.
///
/// # Errors
/// When the cart may not be entered: then nothing is put there.
pub(super) async fn before(session: &mut Session<'_>, from: &Url) -> Result<Before, Stop> {
    let Some(url) = cart_address(session, &[]) else {
        return Ok(Before::default());
    };
    if let Some(stop) = forbidden(session, &url).await {
        return Err(stop);
    }
    let lines = match open(session, &url, from).await {
        Ok(visit) => visit.facts.cart.map(|cart| cart.lines).unwrap_or_default(),
        Err(stop @ Stop::Blocked(_)) => return Err(stop),
        // A cart that does not answer while it is empty may do so later.
        Err(_) => Vec::new(),
    };
    Ok(Before {
        cart: Some(url),
        lines: lines.into_iter().map(|line| (line.name, line.link)).collect(),
    })
}

/// Puts the product of a page into the cart and reads the cart.
///
/// `sent` tells whether anything went out that may have to be taken back.
pub(super) async fn add(
    session: &mut Session<'_>,
    product: &mut Visit,
    before: &Before,
    sent: &mut bool,
) -> Result<InCart, Stop> {
    let swatches = options::complete(session, product).await;
    let product = &*product;
    let (way, known) = match way_into_cart(On::visit(product)) {
        Ok(way) => (way, None),
        Err(stop) => recipe::add(session, product).ok_or(stop)?,
    };
    let name = product
        .facts
        .product
        .as_ref()
        .and_then(|product| product.name.clone())
        .unwrap_or_default();
    let via = way.label.to_owned();
    let choices = match &way.target {
        Target::Form(form, ..) => submit::choices(form),
        Target::Link(_) | Target::Direct(..) | Target::Click(_) => 0,
    };
    let answer = press(session, &way).await;
    *sent |= !matches!(answer, Err(Stop::Refused(_)));
    let answer = answer?;
    if answer.aside.only_alert {
        return Err(Stop::Failed(with_message(Note::new("not-in-cart"), &answer)));
    }
    // What the platform answers says why; what the cart holds says whether.
    let not_there = match known {
        Some(recipe) if !recipe.succeeded(&answer.url, &answer.html) => {
            Note::new("recipe-not-answered").with("platform", session.platform().map_or("", |platform| platform.name()))
        }
        _ => Note::new("not-in-cart").with("product", &name),
    };
    let (mut cart, clicks) = if shows_cart(&answer) {
        (answer, 1)
    } else {
        let address = cart_address(session, &[&answer.facts, &product.facts])
            .or_else(|| before.cart.clone())
            .ok_or_else(|| Stop::failed("no-link-to-cart"))?;
        let message = with_message(not_there.clone(), &answer);
        let mut cart = open(session, &address, &answer.url).await?;
        if prove(&mut cart.facts, product, &name, before) == 0 && message.code == "shop-says" {
            return Err(Stop::Failed(message));
        }
        (cart, 2)
    };
    if prove(&mut cart.facts, product, &name, before) == 0 {
        return Err(Stop::Failed(not_there));
    }
    if let Some(cart) = &mut cart.facts.cart {
        cart.lines.retain(|line| line.ours || !before.held(line));
    }
    Ok(InCart {
        cart,
        clicks: clicks + choices + swatches,
        via,
    })
}

/// The form or link that puts the product into the cart.
///
/// # Errors
/// Why there is none that can be taken without running a script.
pub(super) fn way_into_cart(on: On<'_>) -> Result<Press<'_>, Stop> {
    let mut why = None;
    let controls = on
        .facts
        .controls_for("action.add-to-cart")
        .filter(|control| control.spot.visible && !control.disabled);
    for control in controls {
        match press_of(on, control, Intent::AddToCart) {
            Ok(way) if adds(on, &way) => return Ok(way),
            Ok(_) | Err(None) => {}
            Err(stop) => why = why.or(stop),
        }
    }
    if why.is_none()
        && let Some(way) = by_form(on)
    {
        return Ok(way);
    }
    if on.in_browser()
        && let Some(control) = scripted(on)
    {
        return Ok(click_on(on, control, Intent::AddToCart));
    }
    Err(why.unwrap_or_else(|| {
        Stop::failed(if on.facts.text.shell {
            "needs-browser"
        } else {
            "no-buy-button"
        })
    }))
}

/// The button whose script adds to the cart: none of those that only lead there.
fn scripted(on: On<'_>) -> Option<&Control> {
    on.facts
        .controls_for("action.add-to-cart")
        .filter(|control| control.spot.visible && !control.disabled)
        .filter(|control| matches!(control.element.as_str(), "button" | "submit"))
        .max_by_key(|control| control.spot.region == Region::Main)
}

/// A form for the cart whose button says something else.
fn by_form(on: On<'_>) -> Option<Press<'_>> {
    let form = on.facts.forms.iter().find(|form| {
        form.purpose == FormPurpose::AddToCart
            && form.visible
            && form.selector.is_some()
            && form.method.eq_ignore_ascii_case("post")
    })?;
    let button = form.buttons.iter().find(|button| button.visible && button.submits)?;
    Some(Press {
        intent: Intent::AddToCart,
        label: &button.label,
        on,
        markup: &button.markup,
        target: Target::Form(form, Some(button), submit::values(form, Some(button))),
        last_step: false,
    })
}

/// A link to the cart, or to the page itself, puts nothing into the cart without a script; nor does a form that only
/// reads.
fn adds(on: On<'_>, way: &Press<'_>) -> bool {
    match &way.target {
        Target::Link(url) => {
            address::canonical(url) != address::canonical(on.url) && guard::changes_state(url) == Some("add-to-cart")
        }
        Target::Form(form, button, _) => {
            form.method.eq_ignore_ascii_case("post")
                || form.action.is_some()
                || button.is_some_and(|button| button.action.is_some())
        }
        Target::Direct(..) | Target::Click(_) => true,
    }
}

fn shows_cart(visit: &Visit) -> bool {
    let lines = visit.facts.cart.as_ref().is_some_and(|cart| !cart.lines.is_empty());
    lines
        && !matches!(
            visit.facts.kind.name,
            PageKind::Product | PageKind::List | PageKind::Home
        )
}

/// Where the cart is: a link that says so on one of the pages, or anywhere in the walk, or where the platform has it.
pub(super) fn cart_address(session: &Session<'_>, pages: &[&PageFacts]) -> Option<Url> {
    let platform = session.platform();
    pages
        .iter()
        .copied()
        .chain(session.pages.iter().map(|page| &page.facts))
        .flat_map(|facts| &facts.links)
        .filter_map(|link| Url::parse(&link.url).ok().map(|url| (url, link)))
        .find(|(url, link)| {
            session.fetcher.is_on_site(url)
                && guard::changes_state(url).is_none()
                && guess::kind(platform, url, link) == Some(PageKind::Cart)
        })
        .map(|(url, _)| url)
        .or_else(|| recipe::cart(session))
}

/// Marks the lines that sell the product; tells how many. A cart may name it otherwise, in another language or cut
/// short: the one line that was not there before, at the product's own price, is the product.
fn prove(facts: &mut PageFacts, product: &Visit, name: &str, before: &Before) -> usize {
    let named = mark_ours(facts, &product.url, name);
    let price = product
        .facts
        .product
        .as_ref()
        .and_then(|product| product.price.as_ref());
    let (0, Some(price), Some(cart)) = (named, price, &mut facts.cart) else {
        return named;
    };
    let mut added = cart.lines.iter_mut().filter(|line| !before.held(line));
    match (added.next(), added.next()) {
        (Some(line), None) if line.price.as_ref().is_some_and(|own| own.amount == price.amount) => {
            line.ours = true;
            1
        }
        _ => 0,
    }
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
