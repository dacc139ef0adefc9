//! Templates of the demo shop and what every page knows.

use super::data::{Language, materials::CATEGORIES, texts};
use super::http::Reply;
use super::routes::Visit;
use super::{Character, Trap, bad, data};
use minijinja::value::Serde;
use minijinja::{Environment, State, Value, context};

macro_rules! templates {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("templates/", $name)))),+]
    };
}

/// Every template. A name under `bad/` or `odd/` replaces the plain one in that character, one under `trap/` that of a
/// shop with that trap.
const TEMPLATES: &[(&str, &str)] = templates![
    "base.html",
    "macros.html",
    "home.html",
    "list.html",
    "product.html",
    "cart.html",
    "gate.html",
    "address.html",
    "shipping.html",
    "payment.html",
    "done.html",
    "message.html",
    "login.html",
    "register.html",
    "account.html",
    "order_lookup.html",
    "contact.html",
    "faq.html",
    "board.html",
    "post.html",
    "ask.html",
    "information.html",
    "bad/base.html",
    "bad/home.html",
    "bad/product.html",
    "bad/cart.html",
    "bad/register.html",
    "bad/checkout.html",
    "bad/contact.html",
    "bad/faq.html",
    "bad/login.html",
    "bad/board.html",
    "odd/base.html",
    "odd/product.html",
    "odd/cart.html",
    "odd/gate.html",
    "odd/checkout.html",
    "odd/faq.html",
    "odd/board.html",
    "odd/lookbook.html",
    "odd/list.html",
    "odd/panel.html",
    "odd/contact.html",
    "odd/home.html",
    "odd/ask.html",
    "trap/scripted-button/product.html",
    "trap/dependent-options/product.html",
    "trap/swatches/product.html",
    "trap/gate-radio/gate.html",
    "trap/gate-tick/gate.html",
    "trap/gate-login/gate.html",
    "trap/gate-members/gate.html",
    "trap/crowded-form/address.html",
    "trap/stubborn-form/address.html",
    "trap/late-cost/payment.html",
    "trap/masked-button/payment.html",
    "trap/one-step/address.html",
    "trap/closed-panels/address.html",
];

/// The template engine with the shop's words: `t(ko, en)`, `link(path)`, `won(amount)`.
pub(super) fn environment() -> Environment<'static> {
    let mut pages = Environment::new();
    for (name, source) in TEMPLATES {
        pages
            .add_template(name, source)
            .unwrap_or_else(|error| panic!("built-in template {name}: {error}"));
    }
    pages.add_function(
        "t",
        |state: &State<'_, '_>, ko: Value, en: Value| {
            if english(state) { en } else { ko }
        },
    );
    pages.add_function("link", |state: &State<'_, '_>, path: &str| {
        let prefix = if english(state) { "/en" } else { "" };
        Value::from_safe_string(attribute(&format!("{prefix}{path}")))
    });
    // The engine's own filters of these names are features that nothing else of the crate needs.
    pages.add_filter("tojson", |text: &str| {
        let json = serde_json::Value::from(text).to_string();
        Value::from_safe_string(json.replace('<', "\\u003c"))
    });
    pages.add_filter("urlencode", |text: &str| {
        url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>()
    });
    pages.add_filter("won", |state: &State<'_, '_>, amount: u64| {
        if state.lookup("dollars").is_some_and(|dollars| dollars.is_true()) {
            dollars(amount)
        } else {
            money(amount, english(state))
        }
    });
    pages
}

/// Escapes text for a double-quoted attribute, but leaves slashes readable, unlike the engine.
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn english(state: &State<'_, '_>) -> bool {
    state.lookup("lang").is_some_and(|lang| lang.as_str() == Some("en"))
}

/// Won as dollars, at a rate that never moves.
fn dollars(amount: u64) -> String {
    let cents = amount * 100 / 1_300;
    format!("${}.{:02}", cents / 100, cents % 100)
}

/// `12,000원` or `₩12,000`.
pub(super) fn money(amount: u64, english: bool) -> String {
    let digits = amount.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if english {
        format!("₩{grouped}")
    } else {
        format!("{grouped}원")
    }
}

impl Visit<'_> {
    /// Renders a page: the character's own template where there is one, else the shared one.
    pub(super) fn page(&self, name: &str, status: u16, own: Value) -> Reply {
        let character = self.shop.character;
        let special = match self.shop.trap {
            Some(trap) => format!("trap/{}/{name}", trap.folder()),
            None => format!("{character}/{name}"),
        };
        let template = self
            .shop
            .pages
            .get_template(&special)
            .or_else(|_| self.shop.pages.get_template(name));
        let common = self.common();
        let rendered = template.and_then(|template| template.render(context! { ..own, ..common }));
        match rendered {
            Ok(body) => Reply::html(status, body),
            Err(error) => Reply::text(500, format!("{error:#}")),
        }
    }

    /// What every page knows.
    fn common(&self) -> Value {
        let language = self.language();
        let character = self.shop.character;
        let base = match character {
            Character::Good => "base.html",
            Character::Bad => "bad/base.html",
            Character::Odd => "odd/base.html",
        };
        let categories: Vec<Value> = CATEGORIES
            .iter()
            .map(|category| context! { slug => category.slug, name => category.name.get(language) })
            .collect();
        let information: Vec<Value> = texts::INFORMATION
            .iter()
            .map(|(slug, title)| context! { slug => *slug, title => title.get(language) })
            .collect();
        let other = match language {
            Language::Korean => Language::English,
            Language::English => Language::Korean,
        };
        let path = &self.request.path;
        let (generator, platform_sign) = self.shop.trap.map_or((None, None), Trap::signs);
        context! {
            base,
            generator,
            platform_sign,
            character => character.name(),
            dead => bad::DEAD.to_vec(),
            lang => language.tag(),
            path => Value::from_safe_string(attribute(path)),
            host => &self.shop.host,
            canonical => Value::from_safe_string(attribute(&format!("{}{path}", language.prefix()))),
            other_language => Value::from_safe_string(attribute(&format!("{}{path}", other.prefix()))),
            categories,
            information,
            token => &self.session.token,
            cart_count => self.session.lines.len(),
            account => &self.session.account,
            mobile => self.session.mobile,
            dollars => self.session.dollars,
            first_arrival => texts::day(texts::FIRST_ARRIVAL, language),
            last_arrival => texts::day(texts::LAST_ARRIVAL, language),
            today => texts::day(texts::DEMO_DAY, language),
        }
    }

    /// A product as templates show it.
    pub(super) fn product_card(&self, product: &data::Product) -> Value {
        let language = self.language();
        let sale = product.sale_at(self.shop.character);
        context! {
            id => product.id,
            slug => product.slug,
            name => product.name.get(language),
            category => product.category,
            price => product.price,
            sale => Serde(sale),
            feature => product.feature.get(language),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_grouped_by_thousands() {
        assert_eq!(money(3_000, false), "3,000원");
        assert_eq!(money(1_234_500, true), "₩1,234,500");
        assert_eq!(money(0, false), "0원");
    }
}
