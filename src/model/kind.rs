//! What a page is for.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! page_kinds {
    ($($variant:ident = $name:literal, $doc:literal;)*) => {
        /// What a page is for. The names are those of the inspect and report formats.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum PageKind {
            $(#[doc = $doc] $variant,)*
        }

        impl PageKind {
            /// Every kind, in the order in which a customer meets them.
            pub const ALL: &'static [PageKind] = &[$(PageKind::$variant,)*];

            /// The kebab-case name used in every format.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(PageKind::$variant => $name,)*
                }
            }
        }
    };
}

page_kinds! {
    Home = "home", "The shop's first page.";
    List = "list", "A category or collection: several products to choose from.";
    Search = "search", "Results of the shop's own search.";
    Product = "product", "One product that the page sells.";
    Cart = "cart", "The cart with its lines.";
    Checkout = "checkout", "The order form: addresses, shipping, review.";
    Payment = "payment", "Payment details.";
    Confirmation = "confirmation", "Thanks for an order already placed.";
    Login = "login", "Sign in, with or without a guest entry.";
    Register = "register", "Create an account.";
    Account = "account", "A customer's own pages.";
    OrderLookup = "order-lookup", "Find an order and where its parcel is.";
    Contact = "contact", "Ways to reach a person.";
    Faq = "faq", "Frequently asked questions.";
    Board = "board", "A board of posts: questions and answers, reviews, notices.";
    Shipping = "shipping", "Delivery: cost, time, area.";
    Returns = "returns", "Returns, exchanges and refunds.";
    Terms = "terms", "Terms and conditions.";
    Privacy = "privacy", "Privacy policy.";
    Legal = "legal", "Imprint, seller information.";
    About = "about", "Who the shop is.";
    Article = "article", "News, a blog post, a magazine page.";
    Error = "error", "An error page, whatever its status says.";
    Other = "other", "None of the others.";
}

impl fmt::Display for PageKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A name that is no page kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown page kind \"{0}\"")]
pub struct UnknownPageKind(pub String);

impl FromStr for PageKind {
    type Err = UnknownPageKind;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        PageKind::ALL
            .iter()
            .copied()
            .find(|kind| kind.as_str() == name)
            .ok_or_else(|| UnknownPageKind(name.to_owned()))
    }
}

/// A page's kind, how sure we are, and what says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KindGuess {
    /// The kind.
    pub name: PageKind,
    /// 0 to 1: the share of the evidence that speaks for this kind.
    pub confidence: f64,
    /// What spoke for it, strongest first: "json-ld Product", "url /cart".
    pub because: Vec<String>,
}

impl KindGuess {
    /// A guess.
    pub fn new(name: PageKind, confidence: f64, because: Vec<String>) -> Self {
        KindGuess {
            name,
            confidence,
            because,
        }
    }

    /// Nothing was recognised.
    pub fn other() -> Self {
        KindGuess::new(PageKind::Other, 0.0, Vec::new())
    }
}
