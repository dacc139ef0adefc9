//! What `touchpoint inspect` prints of a page: a stable form of [`PageFacts`].

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{
    Business, Email, Form, FormPurpose, KindGuess, Money, PageFacts, Phone, Policies, Price, PriceRole, Product,
    RequiredBy, Stated,
};

/// One page, or why it could not be read.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Inspected {
    /// What was seen.
    Page(Box<InspectedPage>),
    /// Why nothing was seen.
    Failed {
        /// The input as given.
        input: String,
        /// In words.
        error: String,
    },
}

/// What was seen on a page.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct InspectedPage {
    /// As given.
    pub input: String,
    /// As given; null when unknown.
    pub url: Option<String>,
    /// WHATWG label of the charset that it was decoded with.
    pub charset: String,
    /// BCP 47 language of the text.
    pub language: Option<String>,
    /// What it is for.
    pub kind: KindGuess,
    /// Shop platform.
    pub platform: Option<String>,
    /// Phone numbers, fax included.
    pub phones: Vec<Phone>,
    /// E-mail addresses.
    pub emails: Vec<InspectedEmail>,
    /// Prices.
    pub prices: Vec<InspectedPrice>,
    /// The one product that the page sells.
    pub product: Option<InspectedProduct>,
    /// Forms in document order; controls outside any form come last, with `selector` null.
    pub forms: Vec<InspectedForm>,
    /// Promises in figures, with their quotes.
    pub policies: InspectedPolicies,
    /// Who stands behind the shop.
    pub business: Business,
}

/// An e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InspectedEmail {
    /// The address.
    pub address: String,
    /// Whether a customer sees it.
    pub visible: bool,
    /// Whether it is a `mailto:` link.
    pub link: bool,
    /// Where it stands.
    pub selector: String,
}

/// A price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InspectedPrice {
    /// As printed.
    pub raw: String,
    /// Decimal string.
    pub amount: String,
    /// ISO 4217.
    pub currency: Option<String>,
    /// `current`, `was`, `shipping` or `other`.
    pub role: &'static str,
    /// Where it stands.
    pub selector: String,
}

/// The one product that the page sells.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct InspectedProduct {
    /// Name.
    pub name: Option<String>,
    /// What the customer pays now.
    pub price: Option<Money>,
    /// Whether it can be had.
    pub availability: Option<crate::model::Availability>,
    /// Stock-keeping unit.
    pub sku: Option<String>,
    /// Distinct pictures.
    pub image_count: usize,
}

/// A form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InspectedForm {
    /// What it is for.
    pub purpose: FormPurpose,
    /// Null for the controls outside any form.
    pub selector: Option<String>,
    /// `get` or `post`.
    pub method: String,
    /// Where it goes.
    pub action: Option<String>,
    /// What a customer can fill.
    pub fields: Vec<InspectedField>,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InspectedField {
    /// The `name` attribute.
    pub name: Option<String>,
    /// The `id` attribute.
    pub id: Option<String>,
    /// `text`, `select`, `checkbox`, …
    pub control: String,
    /// Inferred WHATWG autofill token.
    pub token: Option<String>,
    /// What a customer reads.
    pub label: Option<String>,
    /// Must be filled.
    pub required: bool,
    /// What says so.
    pub required_by: Option<RequiredBy>,
    /// Whether a customer can see it.
    pub visible: bool,
    /// Where it stands.
    pub selector: String,
}

/// Promises in figures.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct InspectedPolicies {
    /// Days in which a product may be returned.
    pub returns_days: Option<u32>,
    /// Whether returning is free.
    pub returns_free: Option<bool>,
    /// Orders from this amount on ship free.
    pub free_shipping_from: Option<Money>,
    /// Delivery time in days, fewest and most.
    pub delivery_days: Option<[u32; 2]>,
    /// Hours within which the shop promises to reply.
    pub reply_hours: Option<u32>,
    /// Opening or service hours as printed.
    pub opening_hours: Option<String>,
    /// The words behind each value, under the same key.
    pub quotes: BTreeMap<&'static str, String>,
}

impl Inspected {
    /// What was seen on the page of an input.
    pub fn page(input: String, url: Option<String>, facts: PageFacts) -> Inspected {
        Inspected::Page(Box::new(InspectedPage {
            input,
            url,
            policies: policies(&facts),
            charset: facts.charset,
            language: facts.language,
            kind: facts.kind,
            platform: facts.platform,
            phones: facts.phones,
            emails: facts.emails.into_iter().map(email).collect(),
            prices: facts.prices.into_iter().map(price).collect(),
            product: facts.product.map(product),
            forms: facts.forms.into_iter().map(form).collect(),
            business: facts.business,
        }))
    }
}

fn email(email: Email) -> InspectedEmail {
    InspectedEmail {
        address: email.address,
        visible: email.spot.visible,
        link: email.link,
        selector: email.spot.selector,
    }
}

fn price(price: Price) -> InspectedPrice {
    InspectedPrice {
        raw: price.raw,
        amount: price.money.amount.to_string(),
        currency: price.money.currency,
        role: match price.role {
            PriceRole::Current => "current",
            PriceRole::Was => "was",
            PriceRole::Shipping => "shipping",
            PriceRole::Instalment | PriceRole::PerUnit | PriceRole::Other => "other",
        },
        selector: price.spot.selector,
    }
}

fn product(product: Product) -> InspectedProduct {
    InspectedProduct {
        name: product.name,
        price: product.price,
        availability: product.availability,
        sku: product.sku,
        image_count: product.image_count,
    }
}

fn form(form: Form) -> InspectedForm {
    InspectedForm {
        purpose: form.purpose,
        selector: form.selector,
        method: form.method,
        action: form.action,
        fields: form
            .fields
            .into_iter()
            .map(|field| InspectedField {
                name: field.name,
                id: field.id,
                control: field.control,
                token: field.token,
                label: field.label,
                required: field.required,
                required_by: field.required_by,
                visible: field.visible,
                selector: field.selector,
            })
            .collect(),
    }
}

fn policies(facts: &PageFacts) -> InspectedPolicies {
    let Policies {
        returns_days,
        returns_free,
        free_shipping_from,
        delivery_days,
        reply_hours,
        ..
    } = &facts.policies;
    let hours = facts.hours.first().map(|hours| hours.text.clone());
    let mut quotes = BTreeMap::new();
    let mut quoted = |key, quote: Option<&String>| {
        if let Some(quote) = quote {
            quotes.insert(key, quote.clone());
        }
    };
    quoted("returns_days", quote_of(returns_days));
    quoted("returns_free", quote_of(returns_free));
    quoted("free_shipping_from", quote_of(free_shipping_from));
    quoted("delivery_days", quote_of(delivery_days));
    quoted("reply_hours", quote_of(reply_hours));
    quoted("opening_hours", hours.as_ref());
    InspectedPolicies {
        returns_days: returns_days.as_ref().map(|stated| stated.value),
        returns_free: returns_free.as_ref().map(|stated| stated.value),
        free_shipping_from: free_shipping_from.as_ref().map(|stated| stated.value.clone()),
        delivery_days: delivery_days.as_ref().map(|stated| stated.value),
        reply_hours: reply_hours.as_ref().map(|stated| stated.value),
        opening_hours: hours,
        quotes,
    }
}

fn quote_of<T>(stated: &Option<Stated<T>>) -> Option<&String> {
    stated.as_ref().map(|stated| &stated.quote)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Source, facts};

    fn inspected(html: &str) -> serde_json::Value {
        let facts = facts(&Source::new(html.as_bytes(), None));
        serde_json::to_value(Inspected::page("page.html".to_owned(), None, facts)).expect("plain data")
    }

    #[test]
    fn fields_keep_what_the_format_promises() {
        let page =
            inspected("<form method=post><label>E-mail *<input name=m></label><input type=hidden name=t></form>");
        let field = &page["forms"][0]["fields"][0];
        assert_eq!(page["forms"][0]["method"], "post");
        assert_eq!(page["forms"][0]["fields"].as_array().map(Vec::len), Some(1));
        assert_eq!(field["token"], "email");
        assert_eq!(field["label"], "E-mail *");
        assert_eq!(field["required_by"], "asterisk");
        assert_eq!(field["visible"], true);
    }

    #[test]
    fn a_failed_page_has_input_and_error_only() {
        let failed = Inspected::Failed {
            input: "a.html".to_owned(),
            error: "gone".to_owned(),
        };
        let json = serde_json::to_string(&failed).expect("plain data");
        assert_eq!(json, r#"{"input":"a.html","error":"gone"}"#);
    }
}
