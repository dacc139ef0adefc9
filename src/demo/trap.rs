//! Small variants of the good shop, each with one trap that a real shop may set on the way to the pay button.
//!
//! A variant replaces a template (`templates/trap/NAME/`) or an answer of the good shop, and nothing else. The truth
//! about each stands at its name; the tests in `tests/journey_traps.rs` hold the walk against it.

use super::Character;
use super::data::{self, Product, Sale};
use super::http::Reply;
use super::routes::{Visit, add_line, checked, complaints, place_order, put_into_cart};
use super::state::Line;
use minijinja::context;
use serde_json::json;

/// One trap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Trap {
    /// The button "add to cart" stands in no form; only its script knows the way. One is there: any product can be put
    /// into the cart by the platform's known request, for the shop says that it is WooCommerce.
    KnownButton,
    /// As [`Trap::KnownButton`], by a shop that says nothing of its platform. Without a browser nothing can be bought.
    ScriptedButton,
    /// As [`Trap::KnownButton`], but the platform's request is answered with the home page and adds nothing.
    DeafButton,
    /// The sizes come by a second request, once a colour is chosen. Two choices, then the button.
    DependentOptions,
    /// The colours are list entries that a script listens to, with a hidden input behind them; the first is sold out.
    Swatches,
    /// Guests enter by the second of two radios.
    GateRadio,
    /// Guests enter by ticking a box.
    GateTick,
    /// Guests enter by a link below the sign-in form.
    GateLogin,
    /// Nobody enters without an account.
    GateMembers,
    /// The address form has seven fields in sight, five of them required, as an asterisk alone tells; five more are
    /// collapsed though `required`, and one is a honeypot. Whoever fills the honeypot is refused.
    CrowdedForm,
    /// The progress indicator names four steps, and the shop leaves the third one out.
    SkippedStep,
    /// Putting a product for less than 70,000 won into the cart is answered with 200, and "sold out".
    SoftError,
    /// The address form is never accepted, and each time answered with 200.
    StubbornForm,
    /// The checkout answers 200, and that the session has timed out.
    TimedOut,
    /// With every product a second one is put into the cart.
    SneakedItem,
    /// A fee of 2,900 won is told on the last page only.
    LateCost,
    /// The last button says "continue".
    MaskedButton,
    /// The order form is one page without a progress indicator, and its button "continue" places the order.
    OneStep,
    /// The order form is one page with three panels; a script loads them, and they are closed to whoever has not filled
    /// the first.
    ClosedPanels,
    /// The category of lighting leads at once to the lantern, as if that were its only product.
    LoneCategory,
    /// Opening the order form makes a draft of an order, and the shop says that it is Shopify, which is known for it.
    Draft,
}

impl Trap {
    /// Every trap.
    pub const ALL: [Self; 21] = [
        Self::KnownButton,
        Self::ScriptedButton,
        Self::DeafButton,
        Self::DependentOptions,
        Self::Swatches,
        Self::GateRadio,
        Self::GateTick,
        Self::GateLogin,
        Self::GateMembers,
        Self::CrowdedForm,
        Self::SkippedStep,
        Self::SoftError,
        Self::StubbornForm,
        Self::TimedOut,
        Self::SneakedItem,
        Self::LateCost,
        Self::MaskedButton,
        Self::OneStep,
        Self::ClosedPanels,
        Self::LoneCategory,
        Self::Draft,
    ];

    /// Kebab-case name, as the folder of its templates has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::KnownButton => "known-button",
            Self::ScriptedButton => "scripted-button",
            Self::DeafButton => "deaf-button",
            Self::DependentOptions => "dependent-options",
            Self::Swatches => "swatches",
            Self::GateRadio => "gate-radio",
            Self::GateTick => "gate-tick",
            Self::GateLogin => "gate-login",
            Self::GateMembers => "gate-members",
            Self::CrowdedForm => "crowded-form",
            Self::SkippedStep => "skipped-step",
            Self::SoftError => "soft-error",
            Self::StubbornForm => "stubborn-form",
            Self::TimedOut => "timed-out",
            Self::SneakedItem => "sneaked-item",
            Self::LateCost => "late-cost",
            Self::MaskedButton => "masked-button",
            Self::OneStep => "one-step",
            Self::ClosedPanels => "closed-panels",
            Self::LoneCategory => "lone-category",
            Self::Draft => "draft",
        }
    }

    /// The folder whose templates replace the good shop's.
    pub(super) const fn folder(self) -> &'static str {
        match self {
            Self::KnownButton | Self::DeafButton => Self::ScriptedButton.name(),
            other => other.name(),
        }
    }

    /// What `<meta name="generator">` says, and the name of another `<meta>` that gives the platform away.
    pub(super) const fn signs(self) -> (Option<&'static str>, Option<&'static str>) {
        match self {
            Self::KnownButton | Self::DeafButton => (Some("WooCommerce 8.2.1"), None),
            Self::Draft => (None, Some("shopify-checkout-api-token")),
            _ => (None, None),
        }
    }
}

/// Sizes of every product of [`Trap::DependentOptions`]: of its first colour, and of the others.
const SIZES: [&[&str]; 2] = [&["S", "M"], &["M", "L"]];

/// What [`Trap::SneakedItem`] puts into the cart besides: three beeswax candles.
const SNEAKED: u32 = 29;

/// Below this price, in won, [`Trap::SoftError`] sells nothing.
const SOLD_OUT_BELOW: u64 = 70_000;

/// The name of the honeypot field of [`Trap::CrowdedForm`].
const HONEYPOT: &str = "company_url";

/// Answers what the trap does its own way.
pub(super) fn answer(trap: Trap, visit: &mut Visit<'_>) -> Option<Reply> {
    let segments = visit.segments();
    let post = visit.request.post;
    match (trap, post, segments.as_slice()) {
        (Trap::KnownButton, false, []) => add_by_link(visit),
        (Trap::LoneCategory, false, ["category", "lighting"]) => Some(visit.go("/product/lantern")),
        (Trap::DependentOptions, false, ["options"]) => Some(sizes(visit)),
        (Trap::DependentOptions, true, ["cart", "add"]) => Some(add_with_size(visit)),
        (Trap::Swatches, true, ["cart", "add"]) => refuse_sold_out_colour(visit),
        (Trap::SoftError, true, ["cart", "add"]) => refuse_cheap(visit),
        (Trap::SneakedItem, true, ["cart", "add"]) => Some(add_twice(visit)),
        (_, _, ["checkout", ..]) if !visit.session.lines.is_empty() => checkout(trap, visit, post, &segments[1..]),
        _ => None,
    }
}

fn checkout(trap: Trap, visit: &mut Visit<'_>, post: bool, step: &[&str]) -> Option<Reply> {
    let known = visit.session.guest || visit.session.account.is_some();
    match (trap, post, step) {
        (Trap::GateRadio, true, ["guest"]) if visit.request.field("how") != "guest" => Some(visit.go("/login")),
        (Trap::GateTick, true, ["guest"]) if visit.request.field("guest") != "yes" => Some(visit.go("/checkout/login")),
        (Trap::GateLogin, false, ["as-guest"]) => {
            enter(visit);
            Some(visit.go("/checkout/address"))
        }
        (Trap::GateMembers, true, ["guest"]) => Some(visit.go("/checkout/login")),
        (Trap::TimedOut, false, _) => Some(visit.message(
            200,
            visit.say("접속 시간이 초과되었습니다", "Your session has timed out"),
            visit.say("처음부터 다시 시도해 주세요.", "Please start again."),
        )),
        (Trap::Draft, false, []) => Some(visit.go("/checkouts/c/d41d8cd98f00")),
        (Trap::ClosedPanels, false, ["panel", _]) => Some(Reply::text(403, "403")),
        (_, true, ["address" | "submit"]) if known => take_form(trap, visit),
        _ => None,
    }
}

/// Pages whose address is of the platform, and not under `/checkout`.
pub(super) fn draft_page(visit: &mut Visit<'_>) -> Option<Reply> {
    let is_draft = visit.shop.trap == Some(Trap::Draft) && visit.request.path.starts_with("/checkouts/c/");
    if !is_draft || visit.session.lines.is_empty() {
        return None;
    }
    visit.store.counters.drafts += 1;
    enter(visit);
    Some(visit.go("/checkout/address"))
}

fn enter(visit: &mut Visit<'_>) {
    visit.session.guest = true;
    visit.store.counters.guests += 1;
}

/// The address form of the traps that take it in their own way.
fn take_form(trap: Trap, visit: &mut Visit<'_>) -> Option<Reply> {
    let values = checked(visit);
    let complete = complaints(&values, visit.language()).is_empty();
    match trap {
        Trap::CrowdedForm if !visit.request.field(HONEYPOT).is_empty() => {
            visit.store.counters.refused += 1;
            Some(visit.message(200, visit.say("오류", "Error"), ""))
        }
        Trap::SkippedStep if complete => {
            visit.session.delivery = Some("standard".to_owned());
            visit.session.address = values;
            visit.store.counters.addresses += 1;
            Some(visit.go("/checkout/payment"))
        }
        Trap::StubbornForm => {
            let error = visit.say("이 지역에는 배송하지 않습니다.", "We do not deliver to this area.");
            let values = minijinja::value::Serde(values);
            let summary = super::routes::summary(visit);
            Some(visit.page(
                "address.html",
                200,
                context! { error, values, errors => Vec::<String>::new(), ..summary },
            ))
        }
        Trap::OneStep if complete => {
            visit.session.address = values;
            let number = place_order(visit);
            Some(visit.go(&format!("/checkout/done/{number}")))
        }
        _ => None,
    }
}

/// The platform's own way into the cart: `/?add-to-cart=ID`.
fn add_by_link(visit: &mut Visit<'_>) -> Option<Reply> {
    let product = product_of(visit.request.query("add-to-cart")?)?;
    add_line(visit, line(product, "", ""));
    None
}

fn product_of(id: &str) -> Option<&'static Product> {
    let product = id.parse().ok().and_then(data::product_by_id)?;
    (product.sale_at(Character::Good) == Sale::Normal).then_some(product)
}

fn line(product: &Product, colour: &str, size: &str) -> Line {
    Line {
        product: product.id,
        colour: colour.to_owned(),
        size: size.to_owned(),
        quantity: 1,
        extra: false,
    }
}

/// The sizes that a colour comes in, for the script of the product page.
fn sizes(visit: &Visit<'_>) -> Reply {
    let product = visit.request.query("product").and_then(product_of);
    let colour = visit.request.query("colour").unwrap_or_default();
    let sizes = product.map_or(&[][..], |product| sizes_of(product, colour));
    let entries: Vec<_> = sizes.iter().map(|size| json!({"value": size, "label": size})).collect();
    Reply::new(200, "application/json", json!(entries).to_string())
}

fn sizes_of(product: &Product, colour: &str) -> &'static [&'static str] {
    match product.colours.iter().position(|known| *known == colour) {
        None => &[],
        Some(0) => SIZES[0],
        Some(_) => SIZES[1],
    }
}

fn add_with_size(visit: &mut Visit<'_>) -> Reply {
    let (colour, size) = (visit.request.field("colour"), visit.request.field("size"));
    let product = product_of(visit.request.field("product"));
    let chosen = product.filter(|product| sizes_of(product, colour).contains(&size));
    match (product, chosen) {
        (_, Some(product)) => {
            let line = line(product, colour, size);
            add_line(visit, line);
            visit.go("/cart")
        }
        (Some(product), None) => {
            let error = visit.say("색상과 크기를 선택해 주세요.", "Please choose a colour and a size.");
            super::routes::product_page(visit, product.slug, &[error.to_owned()], 422)
        }
        (None, None) => visit.not_found(),
    }
}

/// The first colour of everything is sold out.
fn refuse_sold_out_colour(visit: &mut Visit<'_>) -> Option<Reply> {
    let product = product_of(visit.request.field("product"))?;
    let first = product.colours.first().filter(|_| product.colours.len() > 1)?;
    (visit.request.field("colour") == *first).then(|| sold_out(visit))
}

fn refuse_cheap(visit: &mut Visit<'_>) -> Option<Reply> {
    let product = product_of(visit.request.field("product"))?;
    (product.price < SOLD_OUT_BELOW).then(|| sold_out(visit))
}

fn sold_out(visit: &Visit<'_>) -> Reply {
    visit.message(
        200,
        visit.say("담지 못했습니다", "Not added"),
        visit.say("방금 품절되었습니다.", "It has just sold out."),
    )
}

fn add_twice(visit: &mut Visit<'_>) -> Reply {
    match put_into_cart(visit) {
        Ok(()) => {
            if let Some(product) = data::product_by_id(SNEAKED) {
                add_line(visit, line(product, "", ""));
            }
            visit.go("/cart")
        }
        Err((Some(slug), error)) => super::routes::product_page(visit, slug, &[error], 422),
        Err((None, _)) => visit.not_found(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum as _;

    #[test]
    fn every_trap_is_called_what_the_command_line_calls_it() {
        let written: Vec<String> = Trap::value_variants()
            .iter()
            .filter_map(|trap| Some(trap.to_possible_value()?.get_name().to_owned()))
            .collect();
        assert_eq!(written, Trap::ALL.map(Trap::name));
    }
}
