<<<<<<< HEAD
//! The guard: one pure decision for every request that could change something.
//!
//! The tool never places an order, never pays, never writes to a person, never makes an account. Whatever is about
//! to be requested, clicked or submitted is described as an [`Action`] and judged by [`decide`]; what is not clearly
//! a harmless read, or clearly the journey's own step, is refused. In this order:
//!
//! 1. off the shop's site, or not HTTP: refused;
//! 2. a forbidden address, an order draft without consent, a forbidden path of robots.txt: refused;
//! 3. a control, a script or a field that pays, orders, or holds cards or secrets: refused;
//! 4. words that order, pay, register or write: refused, unless they are the usual words of this very step on this
//!    very kind of page (`주문하기` in a cart leads to the order form, in the order form it orders);
//! 5. the rest by intent: a crawl only reads; the cart takes only what speaks of a cart; the order form is sent only
//!    with consent, only by a control that says "next", and never from its last page.
//!
//! The address rules alone are no safety, nor are the words; a request must pass both.

mod fields;
mod intents;
mod scope;
mod state;

use url::Url;

use crate::lexicon::{Platform, Platforms};
use crate::model::PageKind;

pub use scope::ShopScope;
pub use state::{changes_state, changes_state_from};

/// What the walk wants with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// Read a page that was found.
    Crawl,
    /// Ask the shop's search.
    Search,
    /// Put the chosen product into the cart.
    AddToCart,
    /// Take out of the cart what the tool put in.
    RemoveFromCart,
    /// Change a quantity of the tool's own line.
    UpdateCart,
    /// From the cart to the first page of the order form.
    GoToCheckout,
    /// Go on without an account.
    GuestEntry,
    /// Send a page of the order form, filled with the test customer, to see the next one.
    Fill,
}

/// What the user agreed to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Consent {
    /// Fill the order form with the test customer (`--fill`).
    pub fill: bool,
    /// Enter pages that make an order draft (`--allow-draft`).
    pub allow_draft: bool,
    /// The shop is the user's own (`--mine`): the journey may enter what robots.txt forbids.
    pub mine: bool,
}

/// A field that would be sent.
#[derive(Debug, Clone, Copy, Default)]
pub struct SentField<'a> {
    /// The `name` attribute, or the key of a JSON body.
    pub name: &'a str,
    /// The value that would be sent; empty for an unticked box.
    pub value: &'a str,
    /// `hidden`, `text`, `email`, `password`, `checkbox`, `radio`, `select`, `submit`, …
    pub control: &'a str,
    /// What a customer reads beside it.
    pub label: &'a str,
}

/// A request about to be made, with the control that makes it.
#[derive(Clone, Copy)]
pub struct Action<'a> {
    /// HTTP method, in any case.
    pub method: &'a str,
    /// Where it goes, resolved.
    pub url: &'a Url,
    /// What is the shop's own site.
    pub shop: &'a ShopScope,
    /// Kind of the page that the control stands on.
    pub page_kind: PageKind,
    /// The control's words: its text, else `aria-label`, value, alt or title. Empty for a request that no control
    /// makes, such as a platform's known cart endpoint.
    pub label: &'a str,
    /// All that would be sent, the clicked button's name included.
    pub fields: &'a [SentField<'a>],
    /// The control as HTML inside its ancestors (start tags suffice), for selectors and `onclick`; may be empty.
    pub markup: &'a str,
    /// What it is for.
    pub intent: Intent,
    /// What the user agreed to.
    pub consent: Consent,
    /// The shop's platform.
    pub platform: Option<&'a Platform>,
    /// Whether robots.txt lets a crawler go there.
    pub robots_allows: bool,
    /// The page looks like the last one before the order: a review, the last step of a progress indicator.
    pub last_step: bool,
}

impl<'a> Action<'a> {
    /// A request by no control, with no fields, no consent, and nothing in robots.txt against it.
    pub fn new(intent: Intent, method: &'a str, url: &'a Url, shop: &'a ShopScope, page_kind: PageKind) -> Action<'a> {
        Action {
            method,
            url,
            shop,
            page_kind,
            label: "",
            fields: &[],
            markup: "",
            intent,
            consent: Consent::default(),
            platform: None,
            robots_allows: true,
            last_step: false,
        }
    }

    fn is_get(&self) -> bool {
        self.method.eq_ignore_ascii_case("get") || self.method.eq_ignore_ascii_case("head")
    }
}

/// Why something was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Stable code of the rule, kebab-case.
    pub rule: &'static str,
    /// What it hit: a pattern, a word, a field's name. Never a value.
    pub detail: String,
}

impl Refusal {
    fn new(rule: &'static str, detail: impl Into<String>) -> Refusal {
        Refusal {
            rule,
            detail: detail.into(),
        }
    }
}

/// The guard's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It may be sent.
    Allow,
    /// It must not.
    Refuse(Refusal),
}

impl Decision {
    /// Whether it may be sent.
    pub fn is_allowed(&self) -> bool {
        matches!(self, Decision::Allow)
    }
}

/// Decides on one request. Each hop of a redirect is a request of its own.
pub fn decide(action: &Action<'_>) -> Decision {
    let judged = check_address(action)
        .and_then(|()| fields::check_control(action))
        .and_then(|()| fields::check_fields(action))
        .and_then(|()| intents::check(action));
    match judged {
        Ok(()) => Decision::Allow,
        Err(refusal) => Decision::Refuse(refusal),
    }
}

fn check_address(action: &Action<'_>) -> Result<(), Refusal> {
    let platforms = Platforms::builtin();
    if !matches!(action.url.scheme(), "http" | "https") {
        return Err(Refusal::new("not-http", action.url.scheme()));
    }
    if !action.shop.contains(action.url) {
        return Err(Refusal::new("off-site", action.url.host_str().unwrap_or_default()));
    }
    if let Some(pattern) = platforms.is_danger_url(action.platform, action.url) {
        return Err(Refusal::new("danger-url", pattern));
    }
    if !action.is_get()
        && let Some(pattern) = platforms.is_danger_post(action.platform, action.url)
    {
        return Err(Refusal::new("danger-post", pattern));
    }
    let reads = matches!(action.intent, Intent::Crawl | Intent::Search);
    if let Some(pattern) = platforms.makes_draft(action.platform, action.url)
        && (reads || !action.consent.allow_draft)
    {
        return Err(Refusal::new("order-draft", pattern));
    }
    if !action.robots_allows && (reads || !action.consent.mine) {
        return Err(Refusal::new("robots", action.url.path()));
    }
    Ok(())
=======
//! stub
use super::Method;
use crate::lexicon::Platform;
use crate::model::PageKind;
use url::Url;
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    Crawl,
    AddToCart,
    RemoveFromCart,
    UpdateCart,
    GoToCheckout,
    GuestEntry,
    Fill,
    Search,
}
impl Intent {
    pub fn as_str(self) -> &'static str {
        "x"
    }
}
pub struct FieldRef<'a> {
    pub name: &'a str,
    pub kind: &'a str,
    pub value: &'a str,
    pub label: &'a str,
}
pub struct Consent {
    pub mine: bool,
    pub fill: bool,
    pub allow_draft: bool,
}
pub struct Action<'a> {
    pub method: Method,
    pub url: &'a Url,
    pub on_site: bool,
    pub page_kind: PageKind,
    pub label: &'a str,
    pub fields: &'a [FieldRef<'a>],
    pub markup: &'a str,
    pub intent: Intent,
    pub consent: Consent,
    pub platform: Option<&'a Platform>,
}
pub struct Refusal {
    pub rule: &'static str,
    pub detail: String,
}
pub enum Decision {
    Allow,
    Refuse(Refusal),
}
pub fn decide(_: &Action<'_>) -> Decision {
    Decision::Allow
}
pub fn changes_state(_: &Url) -> Option<&'static str> {
    None
>>>>>>> main
}
