//! What stands in a form, counted: the ground on which its purpose is told.

use super::words;
use crate::model::{Field, Form};

/// Words that name the box for a number of pieces.
const QUANTITY_WORDS: &[&str] = &[
    "quantity",
    "qty",
    "quantite",
    "cantidad",
    "quantidade",
    "quantita",
    "menge",
    "anzahl",
    "aantal",
    "antal",
    "ilosc",
];

/// Words that name the box for a coupon or gift card.
const COUPON_WORDS: &[&str] = &[
    "coupon",
    "voucher",
    "promocode",
    "promotioncode",
    "discountcode",
    "giftcard",
    "reduction",
    "gutschein",
    "codepromo",
    "rabattcode",
];

/// What stands in a form, counted.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// Text boxes of any type, passwords not among them.
    pub(super) texts: usize,
    pub(super) passwords: usize,
    pub(super) emails: usize,
    pub(super) text_areas: usize,
    pub(super) choices: usize,
    pub(super) selects: usize,
    pub(super) quantities: usize,
    pub(super) searches: usize,
    pub(super) sorts: usize,
    pub(super) ratings: usize,
    /// Choices of language, country version or currency.
    pub(super) locales: usize,
    /// Boxes for a coupon or gift card.
    pub(super) coupons: usize,
    pub(super) address_parts: usize,
    pub(super) names: usize,
    pub(super) card_parts: usize,
    pub(super) usernames: usize,
    pub(super) files: usize,
    pub(super) new_password: bool,
    pub(super) remember: bool,
}

impl Shape {
    /// Counts the fields of a form, traps left out.
    pub(super) fn of(form: &Form) -> Shape {
        let mut shape = Shape::default();
        for field in form.fields.iter().filter(|field| !field.honeypot) {
            shape.count(field);
        }
        shape
    }

    fn count(&mut self, field: &Field) {
        let identifier = field.name.as_deref().or(field.id.as_deref()).unwrap_or_default();
        let identifier_words = words::words_of(identifier);
        let has = |list: &[&str]| identifier_words.iter().any(|word| list.contains(&word.as_str()));
        match field.control.as_str() {
            "textarea" if has(&["recaptcha", "hcaptcha", "captcha"]) => {}
            "textarea" => self.text_areas += 1,
            "select" => self.selects += 1,
            "checkbox" | "radio" => self.choices += 1,
            "password" => self.passwords += 1,
            "file" => self.files += 1,
            _ => self.texts += 1,
        }
        match field.token.as_deref() {
            Some("email") => self.emails += 1,
            Some("username") => self.usernames += 1,
            Some("new-password") => self.new_password = true,
            Some("name" | "given-name" | "family-name") => self.names += 1,
            Some(
                "postal-code" | "street-address" | "address-line1" | "address-line2" | "address-level1"
                | "address-level2" | "address-level3" | "address-line3" | "country",
            ) => self.address_parts += 1,
            Some(token) if token.starts_with("cc-") => self.card_parts += 1,
            _ => {}
        }
        let is_quantity = identifier_words.iter().any(|word| {
            QUANTITY_WORDS
                .iter()
                .any(|quantity| word == quantity || (quantity.len() > 5 && word.contains(quantity)))
        });
        if is_quantity {
            self.quantities += 1;
        }
        if has(&["lang", "langid", "language", "currency", "locale"]) && field.control != "checkbox" {
            self.locales += 1;
        }
        let squeezed = identifier_words.concat();
        if COUPON_WORDS.iter().any(|word| squeezed.contains(word)) && matches!(field.control.as_str(), "text" | "tel") {
            self.coupons += 1;
        }
        let search_name = has(&[
            "q",
            "s",
            "query",
            "keyword",
            "keywords",
            "search",
            "searchterm",
            "term",
            "suche",
            "recherche",
            "busca",
            "keys",
        ]);
        if field.control == "search" || (field.control == "text" && search_name) {
            self.searches += 1;
        }
        if has(&[
            "sort", "sortby", "orderby", "order", "limit", "perpage", "pagesize", "sorting", "dir",
        ]) && field.control == "select"
        {
            self.sorts += 1;
        }
        if has(&["rating", "ratings", "stars", "score"]) {
            self.ratings += 1;
        }
        if has(&["remember", "rememberme", "cookieuser", "persistent", "autologin"]) && field.control == "checkbox" {
            self.remember = true;
        }
    }
}
