//! What the demo shop sells and says. All of it is invented: no product, person or company here is real.

pub(crate) mod board;
pub(crate) mod faq;
pub(crate) mod materials;
pub(crate) mod products;
pub(crate) mod texts;

use super::Character;
use serde::Serialize;

/// The language of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Language {
    /// Korean, the shop's first language, at `/`.
    #[default]
    Korean,
    /// English, at `/en/`.
    English,
}

impl Language {
    /// The BCP 47 tag for `<html lang>`.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::Korean => "ko",
            Self::English => "en",
        }
    }

    /// What goes before the path in links of this language.
    pub(crate) const fn prefix(self) -> &'static str {
        match self {
            Self::Korean => "",
            Self::English => "/en",
        }
    }
}

/// One saying in both languages of the shop.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text {
    /// Korean.
    pub ko: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// The saying in `language`.
    pub(crate) const fn get(self, language: Language) -> &'static str {
        match language {
            Language::Korean => self.ko,
            Language::English => self.en,
        }
    }
}

/// How a product can be bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Sale {
    /// Into the cart.
    Normal,
    /// Not for the moment.
    SoldOut,
    /// "Call us for the price", where the character hides prices.
    CallForPrice,
    /// By a link to another seller's site.
    External,
}

/// A product of the shop.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Product {
    /// From 1 to 40.
    pub id: u32,
    /// In the URL.
    pub slug: &'static str,
    /// Its name.
    pub name: Text,
    /// Slug of its category.
    pub category: &'static str,
    /// In won, VAT included.
    pub price: u64,
    /// Colour keys to choose from; one colour is no choice.
    pub colours: &'static [&'static str],
    /// Sizes to choose from.
    pub sizes: &'static [&'static str],
    /// Key in [`materials::MATERIALS`].
    pub material: &'static str,
    /// Key in [`materials::COUNTRIES`].
    pub country: &'static str,
    /// How it is sold.
    pub sale: Sale,
    /// What is special about it.
    pub feature: Text,
}

impl Product {
    /// How a shop of this character sells it: the good one prices everything, the bad one hides every third price.
    pub(crate) fn sale_at(&self, character: Character) -> Sale {
        match (character, self.sale) {
            (Character::Good, Sale::CallForPrice) => Sale::Normal,
            (Character::Bad, _) if self.id.is_multiple_of(3) => Sale::CallForPrice,
            (_, sale) => sale,
        }
    }
}

/// A category of products.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Category {
    /// In the URL.
    pub slug: &'static str,
    /// Its name.
    pub name: Text,
    /// How its products are used.
    pub usage: Text,
}

/// The product with this slug.
pub(crate) fn product(slug: &str) -> Option<&'static Product> {
    products::PRODUCTS.iter().find(|product| product.slug == slug)
}

/// The product with this id.
pub(crate) fn product_by_id(id: u32) -> Option<&'static Product> {
    products::PRODUCTS.iter().find(|product| product.id == id)
}

/// The category with this slug.
pub(crate) fn category(slug: &str) -> Option<&'static Category> {
    materials::CATEGORIES.iter().find(|category| category.slug == slug)
}

/// The name of a colour; the key itself where it is unknown.
pub(crate) fn colour_name(key: &str, language: Language) -> String {
    materials::COLOURS
        .iter()
        .find(|colour| colour.0 == key)
        .map_or_else(|| key.to_owned(), |colour| colour.1.get(language).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn forty_products_each_with_own_slug_and_known_keys() {
        let slugs: BTreeSet<_> = products::PRODUCTS.iter().map(|product| product.slug).collect();
        assert_eq!(slugs.len(), 40);
        for product in products::PRODUCTS {
            assert!(category(product.category).is_some(), "{}", product.slug);
            assert!(
                materials::MATERIALS.iter().any(|row| row.0 == product.material),
                "{}",
                product.slug
            );
            assert!(
                materials::COUNTRIES.iter().any(|row| row.0 == product.country),
                "{}",
                product.slug
            );
            for colour in product.colours {
                assert!(
                    materials::COLOURS.iter().any(|row| row.0 == *colour),
                    "{}",
                    product.slug
                );
            }
        }
    }
}
