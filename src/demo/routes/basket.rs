//! The cart.

use super::{Visit, product_page};
use crate::demo::data::{self, Language, Product, Sale, colour_name};
use crate::demo::http::Reply;
use crate::demo::state::{Line, costs, shipping_terms};
use minijinja::context;
use minijinja::value::{Serde, Value};

/// The most pieces of one line.
const MOST: u32 = 99;

pub(in crate::demo) fn cart_page(visit: &Visit<'_>) -> Reply {
    visit.page("cart.html", 200, summary(visit))
}

/// Lines and costs of the cart, for the cart and for every step of the order form.
pub(in crate::demo) fn summary(visit: &Visit<'_>) -> Value {
    let language = visit.language();
    let lines: Vec<Value> = visit
        .session
        .lines
        .iter()
        .enumerate()
        .filter_map(|(place, line)| {
            let product = data::product_by_id(line.product)?;
            Some(line_view(place, line, product, language))
        })
        .collect();
    let (_, free_from) = shipping_terms(visit.shop.character);
    let costs = costs(visit.shop.character, &visit.session);
    context! { lines, costs => Serde(costs), free_from }
}

fn line_view(place: usize, line: &Line, product: &Product, language: Language) -> Value {
    let mut chosen = Vec::new();
    if !line.colour.is_empty() {
        chosen.push(colour_name(&line.colour, language));
    }
    if !line.size.is_empty() {
        chosen.push(line.size.clone());
    }
    context! {
        place,
        slug => product.slug,
        name => product.name.get(language),
        options => chosen.join(", "),
        quantity => line.quantity,
        price => product.price,
        sum => product.price * u64::from(line.quantity),
        extra => line.extra,
    }
}

/// Puts what the form asks for into the cart.
///
/// # Errors
///
/// The slug of the product, where there is one, and what the visitor has to do first.
pub(in crate::demo) fn put_into_cart(visit: &mut Visit<'_>) -> Result<(), (Option<&'static str>, String)> {
    let id = visit.request.field("product").parse().unwrap_or(0);
    let Some(product) = data::product_by_id(id) else {
        let missing = visit.say("없는 상품입니다.", "There is no such product.");
        return Err((None, missing.to_owned()));
    };
    let line = chosen(visit, product).map_err(|error| (Some(product.slug), error.to_owned()))?;
    add_line(visit, line);
    Ok(())
}

/// Adds a line, or raises the quantity of the same one.
pub(in crate::demo) fn add_line(visit: &mut Visit<'_>, line: Line) {
    let counters = &mut visit.store.counters;
    if !visit.session.had_cart {
        visit.session.had_cart = true;
        counters.carts_created += 1;
    }
    counters.lines_added += 1;
    let same = visit
        .session
        .lines
        .iter_mut()
        .find(|old| (old.product, &old.colour, &old.size) == (line.product, &line.colour, &line.size));
    match same {
        Some(old) => old.quantity = (old.quantity + line.quantity).min(MOST),
        None => visit.session.lines.push(line),
    }
}

fn chosen(visit: &Visit<'_>, product: &Product) -> Result<Line, &'static str> {
    if product.sale_at(visit.shop.character) != Sale::Normal {
        return Err(visit.say("지금은 살 수 없는 상품입니다.", "This product cannot be bought now."));
    }
    let colour = visit.request.field("colour");
    if product.colours.len() > 1 && !product.colours.contains(&colour) {
        return Err(visit.say("색상을 선택해 주세요.", "Please choose a colour."));
    }
    let size = visit.request.field("size");
    if !product.sizes.is_empty() && !product.sizes.contains(&size) {
        return Err(visit.say("크기를 선택해 주세요.", "Please choose a size."));
    }
    let quantity = match visit.request.field("quantity") {
        "" => 1,
        text => match text.parse() {
            Ok(quantity @ 1..=MOST) => quantity,
            _ => return Err(visit.say("수량은 1에서 99까지입니다.", "The quantity is 1 to 99.")),
        },
    };
    Ok(Line {
        product: product.id,
        colour: if product.colours.contains(&colour) {
            colour.to_owned()
        } else {
            String::new()
        },
        size: size.to_owned(),
        quantity,
        extra: visit.request.field("insurance") == "yes",
    })
}

pub(super) fn add(visit: &mut Visit<'_>) -> Reply {
    match put_into_cart(visit) {
        Ok(()) if visit.request.field("act") == "buy" => visit.go("/checkout"),
        Ok(()) => visit.go("/cart"),
        Err((Some(slug), error)) => product_page(visit, slug, &[error], 422),
        Err((None, _)) => visit.not_found(),
    }
}

pub(super) fn update(visit: &mut Visit<'_>) -> Reply {
    let quantity: u32 = visit.request.field("quantity").parse().unwrap_or(0);
    let Some(place) = place(visit) else {
        return visit.go("/cart");
    };
    if quantity == 0 {
        return remove(visit);
    }
    visit.session.lines[place].quantity = quantity.min(MOST);
    visit.store.counters.lines_changed += 1;
    visit.go("/cart")
}

pub(super) fn remove(visit: &mut Visit<'_>) -> Reply {
    if let Some(place) = place(visit) {
        visit.session.lines.remove(place);
        visit.store.counters.lines_removed += 1;
    }
    visit.go("/cart")
}

/// The line that a form of the cart means.
fn place(visit: &Visit<'_>) -> Option<usize> {
    let place = visit.request.field("line").parse().ok()?;
    (place < visit.session.lines.len()).then_some(place)
}
