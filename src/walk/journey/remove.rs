//! Taking out of the cart what the walk put in.

use url::Url;

use super::super::session::{Session, Visit};
use super::add;
use super::send::{Press, Target, press};
use super::submit;
use crate::model::{CartLine, Note};
use crate::net::guard::Intent;

/// Rounds at the most: a shop may show one line for each piece.
const MOST_ROUNDS: usize = 3;

/// Takes the product out again and reads the cart to be sure; what stays is a warning.
pub(super) async fn take_out(session: &mut Session<'_>, cart_url: &Url, product: &Url, name: &str) {
    for _ in 0..MOST_ROUNDS {
        let Ok(mut cart) = add::open(session, cart_url, product).await else {
            break;
        };
        if add::mark_ours(&mut cart.facts, product, name) == 0 {
            return;
        }
        let Some(line) = cart
            .facts
            .cart
            .as_ref()
            .and_then(|cart| cart.lines.iter().find(|line| line.ours))
        else {
            return;
        };
        let Some(way) = way_out(&cart, line) else { break };
        if press(session, &way).await.is_err() {
            break;
        }
    }
    if let Ok(mut cart) = add::open(session, cart_url, product).await
        && add::mark_ours(&mut cart.facts, product, name) == 0
    {
        return;
    }
    session
        .warnings
        .push(Note::new("cart-not-emptied").with("product", name));
}

fn way_out<'a>(cart: &'a Visit, line: &'a CartLine) -> Option<Press<'a>> {
    by_button(cart, line)
        .or_else(|| by_link(cart, line))
        .or_else(|| by_quantity(cart, line))
}

fn new_press<'a>(cart: &'a Visit, label: &'a str, target: Target<'a>) -> Press<'a> {
    Press {
        intent: Intent::RemoveFromCart,
        label,
        page: &cart.url,
        page_kind: cart.facts.kind.name,
        charset: &cart.facts.charset,
        markup: "",
        target,
    }
}

fn by_button<'a>(cart: &'a Visit, line: &CartLine) -> Option<Press<'a>> {
    let selector = line.remove_button.as_deref()?;
    let (form, button) = cart.facts.forms.iter().find_map(|form| {
        form.selector.as_ref()?;
        form.buttons
            .iter()
            .find(|button| button.selector == selector)
            .map(|button| (form, button))
    })?;
    Some(new_press(
        cart,
        &button.label,
        Target::Form(form, Some(button), submit::values(form, Some(button))),
    ))
}

fn by_link<'a>(cart: &'a Visit, line: &CartLine) -> Option<Press<'a>> {
    let url = Url::parse(line.remove_link.as_deref()?).ok()?;
    Some(new_press(cart, "remove", Target::Link(url)))
}

/// Sets the line's quantity to 0 and sends the cart's form; a box to tick for removal is ticked.
fn by_quantity<'a>(cart: &'a Visit, line: &CartLine) -> Option<Press<'a>> {
    let field = line.quantity_field.as_deref()?;
    let form = cart
        .facts
        .forms
        .iter()
        .find(|form| form.selector.is_some() && form.fields.iter().any(|own| own.name.as_deref() == Some(field)))?;
    let button = form.buttons.iter().find(|button| button.visible);
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
        Target::Form(form, button, values),
    ))
}
