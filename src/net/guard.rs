//! The guard: one pure decision for every request that could change something.
//!
//! The tool never places an order, never pays, never writes to a person, never makes an account. Whatever is about
//! to be requested, clicked or submitted is described as an [`Action`] and judged by [`decide`]; what is not clearly
//! a harmless read, or clearly the journey's own step, is refused. In this order:
//!
//! 1. off the shop's site, or not HTTP: refused;
//! 2. a forbidden address, an order draft without consent: refused (robots.txt is the fetcher's to keep);
//! 3. a control, a script or a field that pays, orders, or holds cards or secrets: refused;
//! 4. words that order, pay, register or write: refused, unless they are the usual words of this very step on this
//!    very kind of page (`주문하기` in a cart leads to the order form, in the order form it orders);
//! 5. the rest by intent: a crawl only reads; the cart takes only what speaks of a cart; the order form is sent only
//!    with consent, only by a control that says "next", and never from its last page; what its scripts send while it
//!    is filled goes only to addresses that keep an address, a contact or a method in the customer's own cart.
//!
//! The address rules alone are no safety, nor are the words; a request must pass both.

mod fields;
mod intents;
mod keep;
mod state;

use url::Url;

use crate::lexicon::{Platform, Platforms};
use crate::model::PageKind;
use crate::net::Method;

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
    /// What the order form's own script keeps on the shop's side while its fields are filled.
    KeepFields,
}

impl Intent {
    /// Kebab-case name, as the report's request log has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Intent::Crawl => "crawl",
            Intent::Search => "search",
            Intent::AddToCart => "add-to-cart",
            Intent::RemoveFromCart => "remove-from-cart",
            Intent::UpdateCart => "update-cart",
            Intent::GoToCheckout => "go-to-checkout",
            Intent::GuestEntry => "guest-entry",
            Intent::Fill => "fill",
            Intent::KeepFields => "keep-fields",
        }
    }
}

/// What the user agreed to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Consent {
    /// Fill the order form with the test customer (`--fill`).
    pub fill: bool,
    /// Enter pages that make an order draft (`--allow-draft`).
    pub allow_draft: bool,
    /// The shop is the user's own (`--mine`). It opens nothing here: what robots.txt forbids is the fetcher's to keep.
    pub mine: bool,
}

/// A field that would be sent.
#[derive(Debug, Clone, Copy, Default)]
pub struct FieldRef<'a> {
    /// The `name` attribute, or the key of a JSON body.
    pub name: &'a str,
    /// `hidden`, `text`, `email`, `password`, `checkbox`, `radio`, `select`, `submit`, …
    pub kind: &'a str,
    /// The value that would be sent; empty for an unticked box.
    pub value: &'a str,
    /// What a customer reads beside it.
    pub label: &'a str,
}

/// A request about to be made, with the control that makes it.
#[derive(Clone, Copy)]
pub struct Action<'a> {
    /// HTTP method.
    pub method: Method,
    /// Where it goes, resolved. The fields of a GET form need not be in its query.
    pub url: &'a Url,
    /// Whether that is the shop's own site.
    pub on_site: bool,
    /// The page that the control stands on.
    pub page: &'a Url,
    /// Kind of the page that the control stands on.
    pub page_kind: PageKind,
    /// The control's words: its text, else `aria-label`, value, alt or title. Empty for a request that no control
    /// makes, such as a platform's known cart endpoint.
    pub label: &'a str,
    /// All that would be sent, the clicked button's name included.
    pub fields: &'a [FieldRef<'a>],
    /// The control as HTML, best inside its ancestors (start tags suffice), or else its id, classes and script as
    /// words; may be empty.
    pub markup: &'a str,
    /// What it is for.
    pub intent: Intent,
    /// What the user agreed to.
    pub consent: Consent,
    /// The shop's platform.
    pub platform: Option<&'a Platform>,
    /// The page looks like the last one before the order: a review, the last step of a progress indicator.
    pub last_step: bool,
}

impl<'a> Action<'a> {
    /// A request on the shop's site by no control, with no fields and no consent.
    pub fn new(intent: Intent, method: Method, url: &'a Url, page: &'a Url, page_kind: PageKind) -> Action<'a> {
        Action {
            method,
            url,
            on_site: true,
            page,
            page_kind,
            label: "",
            fields: &[],
            markup: "",
            intent,
            consent: Consent::default(),
            platform: None,
            last_step: false,
        }
    }

    fn is_get(&self) -> bool {
        matches!(self.method, Method::Get | Method::Head)
    }

    /// The address as it would be requested: a GET form's fields are its query.
    fn requested(&self) -> Url {
        let mut url = self.url.clone();
        if self.is_get() && !self.fields.is_empty() {
            let pairs = self.fields.iter().filter(|field| !field.name.is_empty());
            url.query_pairs_mut()
                .extend_pairs(pairs.map(|field| (field.name, field.value)));
        }
        url
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
    let requested = action.requested();
    let action = &Action {
        url: &requested,
        ..*action
    };
    let judged = check_address(action)
        .and_then(|()| fields::check_control(action))
        .and_then(|()| fields::check_fields(action))
        .and_then(|()| intents::check(action));
    match judged {
        Ok(()) => Decision::Allow,
        Err(refusal) => Decision::Refuse(refusal),
    }
}

/// Decides on a hop of a redirect, by its address alone: where the shop leads after a request that was allowed. A hop
/// that keeps its POST (307, 308) is judged as one.
pub fn decide_hop(method: Method, url: &Url, on_site: bool, platform: Option<&Platform>, consent: Consent) -> Decision {
    // Any journey's intent will do: what differs between them is not asked here.
    let hop = Action {
        on_site,
        platform,
        consent,
        ..Action::new(Intent::GoToCheckout, method, url, url, PageKind::Other)
    };
    match check_address(&hop) {
        Ok(()) => Decision::Allow,
        Err(refusal) => Decision::Refuse(refusal),
    }
}

fn check_address(action: &Action<'_>) -> Result<(), Refusal> {
    let platforms = Platforms::builtin();
    if !matches!(action.url.scheme(), "http" | "https") {
        return Err(Refusal::new("not-http", action.url.scheme()));
    }
    if !action.on_site {
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
    Ok(())
}
