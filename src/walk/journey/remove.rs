//! Taking out of the cart what the walk put in.

use std::time::Duration;

use tokio::time::sleep;
use url::Url;

use super::super::see::Render;
use super::super::session::{Session, Visit};
use super::add::{self, Before};
use super::press::{On, Press, Target};
use super::send::{open, press};
use super::submit;
use crate::model::{CartLine, Note, PageKind};
use crate::net::guard::Intent;

/// Rounds at the most: a shop may show one line for each piece, and lines that it put in itself.
const MOST_ROUNDS: usize = 7;
/// How long a request of a page's script may still be under way when the cart is read.
const LATE_REQUEST: Duration = Duration::from_millis(1500);

/// Takes out what was not in the cart before, the product first, and reads the cart to be sure; what stays of it is a
/// warning. Goes on when the walk is over: the client lets clean-ups through for a short while.
pub(super) async fn take_out(session: &mut Session<'_>, before: &Before, cart: &Url, product: &Url, name: &str) {
    session.cleaning = true;
    let clean = rounds(session, before, cart, product, name).await;
    session.cleaning = false;
    if !clean {
        session
            .warnings
            .push(Note::new("cart-not-emptied").with("product", name));
    }
}

async fn rounds(session: &mut Session<'_>, before: &Before, cart_url: &Url, product: &Url, name: &str) -> bool {
    let mut looked_again = session.eye() == Render::Static;
    let mut tried: Vec<(String, usize)> = Vec::new();
    for _ in 0..=MOST_ROUNDS {
        let Ok(mut cart) = open(session, cart_url, product).await else {
            return false;
        };
        add::mark_ours(&mut cart.facts, product, name);
        let lines = cart
            .facts
            .cart
            .as_ref()
            .map(|cart| cart.lines.as_slice())
            .unwrap_or_default();
        let added: Vec<&CartLine> = lines.iter().filter(|line| line.ours || !before.held(line)).collect();
        // What cannot be taken out by itself mostly goes with the product; what stays of it is the shop's own.
        let next = added
            .iter()
            .filter(|line| line.ours || line.removable)
            .max_by_key(|line| line.ours);
        let Some(line) = next else {
            if looked_again {
                return true;
            }
            // What a page's script has asked for may still be under way.
            looked_again = true;
            sleep(LATE_REQUEST).await;
            continue;
        };
        // A line that stays after it was taken out will not go by the same way.
        let attempt = (line.name.clone(), added.len());
        if tried.contains(&attempt) {
            return false;
        }
        tried.push(attempt);
        let Some(way) = way_out(&cart, line) else { return false };
        if press(session, &way).await.is_err() {
            return false;
        }
    }
    false
}

fn way_out<'a>(cart: &'a Visit, line: &'a CartLine) -> Option<Press<'a>> {
    by_button(cart, line)
        .or_else(|| by_link(cart, line))
        .or_else(|| by_quantity(cart, line))
        .or_else(|| by_click(cart, line))
}

/// A button that only a script listens to.
fn by_click<'a>(cart: &'a Visit, line: &'a CartLine) -> Option<Press<'a>> {
    let selector = line.remove_button.as_deref()?;
    On::visit(cart)
        .in_browser()
        .then(|| new_press(cart, "remove", "", Target::Click(selector)))
}

fn new_press<'a>(cart: &'a Visit, label: &'a str, markup: &'a str, target: Target<'a>) -> Press<'a> {
    let on = On::visit(cart);
    // A page that shows our line is a cart, whatever else it is.
    let kind = match on.kind {
        PageKind::Other | PageKind::List | PageKind::Home => PageKind::Cart,
        kind => kind,
    };
    Press {
        intent: Intent::RemoveFromCart,
        label,
        on: on.as_kind(kind),
        markup,
        target,
        last_step: false,
    }
}

fn by_button<'a>(cart: &'a Visit, line: &CartLine) -> Option<Press<'a>> {
    let selector = line.remove_button.as_deref()?;
    let (form, button) = cart.facts.forms.iter().find_map(|form| {
        form.selector.as_ref()?;
        form.buttons
            .iter()
            .find(|button| button.selector == selector && button.submits)
            .map(|button| (form, button))
    })?;
    Some(new_press(
        cart,
        &button.label,
        &button.markup,
        Target::Form(form, Some(button), submit::values(form, Some(button))),
    ))
}

fn by_link<'a>(cart: &'a Visit, line: &CartLine) -> Option<Press<'a>> {
    let url = Url::parse(line.remove_link.as_deref()?).ok()?;
    let (mut here, mut there) = (cart.url.clone(), url.clone());
    here.set_fragment(None);
    there.set_fragment(None);
    // A link to the page itself does nothing without its script.
    if !matches!(url.scheme(), "http" | "https") || here == there {
        return None;
    }
    Some(new_press(cart, "remove", "", Target::Link(url)))
}

/// Sets the line's quantity to 0 and sends the cart's form; a box to tick for removal is ticked.
fn by_quantity<'a>(cart: &'a Visit, line: &CartLine) -> Option<Press<'a>> {
    let field = line.quantity_field.as_deref()?;
    let form = cart
        .facts
        .forms
        .iter()
        .find(|form| form.selector.is_some() && form.fields.iter().any(|own| own.name.as_deref() == Some(field)))?;
    let button = form.buttons.iter().find(|button| button.visible && button.submits);
    let mut values = submit::values(form, button);
    for (name, value) in &mut values {
        if name == field {
            "0".clone_into(value);
        }
    }
    let prefix = field.rsplit_once(['-', '_', '[']).map_or(field, |(prefix, _)| prefix);
    for tick in form.fields.iter().filter(|own| own.control == "checkbox") {
        if let Some(name) = tick.name.as_deref()
            && name.starts_with(prefix)
            && name.to_ascii_lowercase().contains("delete")
        {
            values.push((name.to_owned(), tick.value.clone().unwrap_or_else(|| "on".to_owned())));
        }
    }
    Some(new_press(
        cart,
        button.map_or("", |button| button.label.as_str()),
        button.map_or("", |button| button.markup.as_str()),
        Target::Form(form, button, values),
    ))
}
