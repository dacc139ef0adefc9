//! A platform's known ways, for what only its scripts do.

use serde::Deserialize;
use url::Url;

use super::platforms::compile;

/// A platform's known addresses and requests, for what only its scripts do.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Path of the cart.
    pub cart: Option<String>,
    /// Path at which the checkout begins.
    pub checkout: Option<String>,
    /// The request that puts a product without options into the cart.
    pub add: Option<AddRecipe>,
}

/// The request that puts a product without options into the cart. Success is proven by reading the cart.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddRecipe {
    /// `GET` or `POST`.
    pub method: String,
    /// Path and query; `{id}` stands for the product's number.
    pub path: String,
    /// Where the number stands on the product page: the first group of the first pattern that matches.
    pub id: Vec<String>,
    /// Names and values; `{id}` as in `path`.
    #[serde(default)]
    pub fields: Vec<(String, String)>,
    /// How success looks: patterns of the answer, one of which is found in the address that it ends at, a line end, and
    /// the page.
    pub success: Vec<String>,
}

impl AddRecipe {
    /// The product's number, read off its page.
    pub fn product_id(&self, html: &str) -> Option<String> {
        self.id
            .iter()
            .find_map(|pattern| compile(pattern).captures(html)?.get(1))
            .map(|found| found.as_str().to_owned())
    }

    /// Whether an answer looks as the platform's does when the product was added.
    pub fn succeeded(&self, url: &Url, body: &str) -> bool {
        let answer = format!("{url}\n{body}");
        self.success.iter().any(|pattern| compile(pattern).is_match(&answer))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Platforms;
    use super::*;

    fn recipe(id: &str) -> &'static AddRecipe {
        let recipe = Platforms::builtin().get(id).and_then(|platform| platform.recipe());
        recipe.and_then(|recipe| recipe.add.as_ref()).expect("a recipe")
    }

    #[test]
    fn an_answer_tells_whether_the_product_was_added() {
        let url = |path: &str| {
            Url::parse("https://shop.example")
                .and_then(|base| base.join(path))
                .expect("a URL")
        };
        for (platform, path, body) in [
            ("shopify", "/cart", "<h1>Your cart</h1>"),
            (
                "woocommerce",
                "/?add-to-cart=7",
                "<div class=\"woocommerce-message\" role=\"alert\">Added</div>",
            ),
            ("woocommerce", "/cart/", ""),
            ("prestashop", "/cart?action=show", ""),
            (
                "opencart",
                "/index.php?route=checkout/cart/add",
                "{\"success\":\"Success: You have added …\"}",
            ),
            ("bigcommerce", "/cart.php?suggest=1", ""),
        ] {
            assert!(recipe(platform).succeeded(&url(path), body), "{platform} {path}");
        }
        for (platform, path, body) in [
            ("shopify", "/products/mug", "<h1>Mug</h1>"),
            (
                "woocommerce",
                "/product/mug/",
                "<ul class=\"woocommerce-error\"><li>Out of stock</li></ul>",
            ),
            (
                "opencart",
                "/index.php?route=checkout/cart/add",
                "{\"error\":{\"option\":\"Size required!\"}}",
            ),
        ] {
            assert!(!recipe(platform).succeeded(&url(path), body), "{platform} {path}");
        }
    }
}
