//! The one product that the page sells.
//!
//! Structured data and the visible page are read side by side. Where they differ on the price, what the customer sees
//! wins, provided that one visible price clearly is the product's; where the page shows none, structured data speaks.

mod buy;
mod gallery;
mod item;
mod seen;

use rust_decimal::Decimal;

use self::buy::BuyControl;
use self::item::Item;
use super::Context;
use super::price::Prices;
use crate::model::{Availability, Control, Form, FormPurpose, Money, PriceSource, Product, Region};
use crate::page::Element;

/// What the parts of the reading share.
struct Page<'a> {
    context: &'a Context<'a>,
    prices: &'a Prices,
    /// The heading that names the product, where one does.
    heading: Option<Element<'a>>,
    /// Controls that buy, in document order.
    buys: Vec<BuyControl<'a>>,
    /// What structured data says of it.
    item: Option<Item<'a>>,
}

/// The product, where the page shows by itself that it sells one.
pub(super) fn product(context: &Context<'_>, prices: &Prices, forms: &[Form], controls: &[Control]) -> Option<Product> {
    let page = Page::new(context, prices);
    let choice = choose_price(&page);
    let open_graph = context
        .structured
        .meta("og:type")
        .is_some_and(|kind| kind.to_ascii_lowercase().contains("product"));
    let buyable = buyable(&page, forms, controls);
    let seen_here = (choice.is_some() && buyable) || (page.heading.is_some() && page.sold_out());
    if page.item.is_none() && !open_graph && (!seen_here || buy::one_each(context, page.heading, &page.buys)) {
        return None;
    }
    Some(describe(&page, choice, buyable, forms))
}

/// What can be read of the product on a page that is known to be a product's, however little it shows.
pub(super) fn on_product_page(context: &Context<'_>, prices: &Prices, forms: &[Form], controls: &[Control]) -> Product {
    let page = Page::new(context, prices);
    let choice = choose_price(&page);
    let buyable = buyable(&page, forms, controls);
    describe(&page, choice, buyable, forms)
}

fn describe(page: &Page<'_>, choice: Option<Choice>, buyable: bool, forms: &[Form]) -> Product {
    let on_request = if choice.as_ref().is_some_and(|choice| choice.visible) {
        None
    } else {
        seen::price_on_request(page)
    };
    let choice = choice.filter(|choice| on_request.is_none() || choice.visible);
    Product {
        name: page.name(),
        price_source: choice.as_ref().map(|choice| choice.source),
        price_visible: choice.as_ref().is_some_and(|choice| choice.visible),
        price: choice.map(|choice| choice.money),
        price_on_request: on_request,
        availability: availability(page, buyable),
        availability_told: stated(page).is_some() || page.sold_out() || seen::in_stock(page),
        sku: page.item.as_ref().and_then(Item::sku).or_else(|| seen::sku(page)),
        image_count: gallery::count(page),
        option_count: option_count(forms),
        review_count: page
            .item
            .as_ref()
            .and_then(Item::review_count)
            .or_else(|| seen::review_count(page)),
        buyable,
        external_seller: buy::external_seller(page.context, &page.buys),
    }
}

impl<'a> Page<'a> {
    fn new(context: &'a Context<'_>, prices: &'a Prices) -> Page<'a> {
        let heading = item::heading(context);
        Page {
            context,
            prices,
            heading,
            buys: buy::controls(context),
            item: item::main(context, heading),
        }
    }

    /// The control that buys this product: the first one in the main part that can be used, else the first one.
    fn buy(&self) -> Option<&BuyControl<'a>> {
        self.buys
            .iter()
            .find(|buy| !buy.disabled && buy.visible)
            .or_else(|| self.buys.first())
    }

    fn sold_out(&self) -> bool {
        seen::sold_out(self)
    }

    fn name(&self) -> Option<String> {
        let structured = self.item.as_ref().and_then(Item::name);
        let heading = self.heading.map(|heading| heading.text().replace('\n', " "));
        let name = match (heading, structured) {
            // The heading is what the customer reads, unless it says something else altogether.
            (Some(heading), Some(structured)) if item::alike(&heading, &structured) => heading,
            (_, Some(structured)) => structured,
            (Some(heading), None) => heading,
            (None, None) => self.context.structured.meta("og:title")?.to_owned(),
        };
        Some(name.chars().take(300).collect())
    }
}

/// The price chosen, where it was read, and whether a customer sees it.
struct Choice {
    money: Money,
    source: PriceSource,
    visible: bool,
}

fn choose_price(page: &Page<'_>) -> Option<Choice> {
    let stated = stated_prices(page);
    let main = seen::main_price(page, &stated);
    // Of several stated prices the one counts that stands where the product's price would.
    let mut shown: Option<(f64, &Money)> = None;
    for money in &stated {
        let (showing, place) = seen::showing(page, money.amount);
        if showing == seen::Showing::Current && shown.is_none_or(|(best, _)| place > best) {
            shown = Some((place, money));
        }
    }
    if let Some((place, money)) = shown {
        // A visible price that is plainly the product's own wins over one that is merely somewhere on the page.
        return Some(match main.as_ref() {
            Some(main) if main.sure && main.money.amount != money.amount && place < seen::ENOUGH => {
                visible(main, money.currency.as_ref())
            }
            _ => Choice {
                money: money.clone(),
                source: PriceSource::Structured,
                visible: true,
            },
        });
    }
    let currency = stated.first().and_then(|money| money.currency.clone());
    match (main, stated.into_iter().next()) {
        (Some(main), None) => Some(visible(&main, None)),
        (Some(main), Some(_)) if main.sure => Some(visible(&main, currency.as_ref())),
        (_, Some(money)) => Some(Choice {
            money,
            source: PriceSource::Structured,
            visible: false,
        }),
        (None, None) => None,
    }
}

fn visible(main: &seen::Main, stated_currency: Option<&String>) -> Choice {
    let mut money = main.money.clone();
    money.currency = money.currency.or_else(|| stated_currency.cloned());
    Choice {
        money,
        source: PriceSource::Text,
        visible: true,
    }
}

/// Prices that structured data gives for this product, the most trusted first; a price of nothing is no price.
fn stated_prices(page: &Page<'_>) -> Vec<Money> {
    let mut stated: Vec<Money> = page.item.iter().flat_map(Item::prices).collect();
    let structured = &page.context.structured;
    for name in [
        "product:sale_price:amount",
        "product:price:amount",
        "og:price:amount",
        "og:price",
    ] {
        let currency = structured
            .meta(&name.replace(":amount", ":currency"))
            .filter(|code| code.len() == 3)
            .map(str::to_ascii_uppercase)
            .or_else(|| page.prices.stated.iter().find_map(|price| price.money.currency.clone()));
        if let Some(amount) = structured
            .meta(name)
            .and_then(|raw| super::price::decimal(raw, currency.as_deref()))
        {
            stated.push(Money { amount, currency });
        }
    }
    if stated.is_empty() {
        stated.extend(
            structured
                .orphans
                .iter()
                .filter(|(name, _)| name == "price")
                .filter_map(|(_, raw)| super::price::decimal(raw, None))
                .map(|amount| Money {
                    amount,
                    currency: page.prices.stated.iter().find_map(|price| price.money.currency.clone()),
                }),
        );
    }
    stated.retain(|money| money.amount > Decimal::ZERO);
    // The page's own text tells the currency where structured data does not.
    let printed = page
        .prices
        .found
        .iter()
        .find_map(|found| found.price.money.currency.clone());
    for money in &mut stated {
        if money.currency.is_none() {
            money.currency.clone_from(&printed);
        }
    }
    stated
}

/// What the structured data tell.
fn stated(page: &Page<'_>) -> Option<Availability> {
    page.item
        .as_ref()
        .and_then(Item::availability)
        .or_else(|| item::open_graph_availability(&page.context.structured))
}

fn availability(page: &Page<'_>, buyable: bool) -> Option<Availability> {
    let sold_out = page.sold_out();
    match stated(page) {
        // "Sold out" beside the price counts more than what machines are told, unless the product can be bought.
        Some(Availability::InStock) if sold_out && !buyable => Some(Availability::OutOfStock),
        Some(stated) => Some(stated),
        None if sold_out && !buyable => Some(Availability::OutOfStock),
        None if buyable || seen::in_stock(page) => Some(Availability::InStock),
        // An offer with a price, and nothing on the page that takes it back, is an offer.
        None if page.item.as_ref().is_some_and(Item::is_on_offer) => Some(Availability::InStock),
        None => None,
    }
}

fn buyable(page: &Page<'_>, forms: &[Form], controls: &[Control]) -> bool {
    // A control that was looked at and is disabled overrules the form around it.
    if !page.buys.is_empty() && page.buys.iter().all(|buy| buy.disabled) {
        return false;
    }
    let by_control = controls.iter().any(|control| {
        matches!(control.action.as_str(), "action.add-to-cart" | "action.buy-now")
            && control.spot.visible
            && !control.disabled
            && !matches!(control.spot.region, Region::Header | Region::Footer | Region::Nav)
            && control.element != "link"
    });
    let seen_here = page.buys.iter().any(|buy| buy.visible && !buy.disabled);
    let by_form = || {
        forms.iter().any(|form| {
            form.purpose == FormPurpose::AddToCart
                && form.visible
                && (form.buttons.iter().any(|button| button.visible) || form.fields.iter().any(|field| field.visible))
        })
    };
    // A form that only looks as if it bought says less than the words "sold out".
    by_control || seen_here || (by_form() && !page.sold_out())
}

/// Choices of the form that buys: selects and radio groups, the quantity aside.
fn option_count(forms: &[Form]) -> usize {
    let Some(form) = forms
        .iter()
        .find(|form| form.purpose == FormPurpose::AddToCart && form.visible)
    else {
        return 0;
    };
    form.fields
        .iter()
        .filter(|field| matches!(field.control.as_str(), "select" | "select-one" | "radio"))
        .filter(|field| field.visible && field.options.len() >= 2 && !field.honeypot)
        .filter(|field| !is_quantity(field.name.as_deref().unwrap_or_default()))
        .count()
}

fn is_quantity(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["qty", "quantity", "amount", "menge", "anzahl", "count"]
        .iter()
        .any(|word| name.contains(word))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
