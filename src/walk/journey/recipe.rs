//! A platform's known way into the cart, for buttons that only a script listens to.

use url::Url;

use super::super::session::{Session, Visit};
use super::press::{On, Press, Target};
use crate::lexicon::{AddRecipe, Platform};
use crate::net::Method;
use crate::net::guard::Intent;

/// The request that the platform's script would make for the product of a page without options, and how it is answered.
pub(super) fn add<'a>(session: &Session<'_>, product: &'a Visit) -> Option<(Press<'a>, Option<&'static AddRecipe>)> {
    let recipe = session.platform()?.recipe()?.add.as_ref()?;
    let has_options = product
        .facts
        .product
        .as_ref()
        .is_some_and(|product| product.option_count > 0);
    let control = product
        .facts
        .controls_for("action.add-to-cart")
        .find(|control| control.spot.visible && !control.disabled)?;
    if has_options {
        return None;
    }
    let id = recipe.product_id(&product.html)?;
    let url = product.url.join(&recipe.path.replace("{id}", &id)).ok()?;
    let values = recipe
        .fields
        .iter()
        .map(|(name, value)| (name.clone(), value.replace("{id}", &id)))
        .collect();
    let method = if recipe.method.eq_ignore_ascii_case("get") {
        Method::Get
    } else {
        Method::Post
    };
    let press = Press {
        intent: Intent::AddToCart,
        label: &control.label,
        on: On::visit(product),
        markup: &control.markup,
        target: Target::Direct(method, url, values),
        last_step: false,
    };
    Some((press, Some(recipe)))
}

/// Whether the platform has such a way.
pub(super) fn known(session: &Session<'_>) -> bool {
    session
        .platform()
        .and_then(Platform::recipe)
        .is_some_and(|recipe| recipe.add.is_some())
}

/// Where the platform has its cart.
pub(super) fn cart(session: &Session<'_>) -> Option<Url> {
    place(session, session.platform()?.recipe()?.cart.as_deref()?)
}

/// Where the platform's checkout begins.
pub(super) fn checkout(session: &Session<'_>) -> Option<Url> {
    place(session, session.platform()?.recipe()?.checkout.as_deref()?)
}

fn place(session: &Session<'_>, path: &str) -> Option<Url> {
    let home = Url::parse(&session.pages.first()?.url).ok()?;
    home.join(path).ok().filter(|url| session.fetcher.is_on_site(url))
}
