//! A customer's task walked end to end.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ChannelKind, Eye, Field, Money, Note, PageKind, Spot};

/// Which task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum JourneyName {
    /// From the home page up to, never past, the pay button.
    Buy,
    /// From the home page to a person: phone, mail, chat, form, board.
    Ask,
    /// From the home page to a returns policy.
    Return,
    /// From the home page to an order look-up.
    Track,
}

/// How a journey ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It got as far as it was meant to.
    Completed,
    /// It got part of the way.
    Partial,
    /// It was not to be walked: robots.txt, no consent.
    NotWalked,
    /// It could not be told.
    Unknown,
    /// Its goal was looked for wherever it could be, and is not there.
    NotFound,
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepOutcome {
    /// The page was reached.
    Reached,
    /// No way to it was found.
    NotFound,
    /// The shop or its robots.txt kept us out.
    Blocked,
    /// Our own guard refused.
    Refused,
    /// It was tried and went wrong.
    Failed,
    /// Nobody went there: the shop announces it, see [`Step::estimated`].
    NotWalked,
}

/// A cost line that a step shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cost {
    /// `subtotal`, `shipping`, `tax`, `fee`, `discount` or `total`.
    pub kind: String,
    /// Its label on the page.
    pub label: String,
    /// The amount; 0 when the words say that it is free; null when only a rule is told.
    pub money: Option<Money>,
    /// Where it stands.
    #[serde(flatten)]
    pub spot: Spot,
}

/// A line of the cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CartLine {
    /// What the line sells.
    pub name: String,
    /// Address of the product, where the line links to it.
    pub link: Option<String>,
    /// The price shown in the line.
    pub price: Option<Money>,
    /// It shows a picture of what it sells.
    #[serde(default)]
    pub picture: bool,
    /// The walk put it there.
    pub ours: bool,
    /// It can be taken out again.
    pub removable: bool,
    /// Its quantity can be changed.
    pub quantity_editable: bool,
    /// The link that takes it out, where a link does.
    #[serde(skip)]
    pub remove_link: Option<String>,
    /// Selector of the button that takes it out, where a button does.
    #[serde(skip)]
    pub remove_button: Option<String>,
    /// Selector and name of the quantity box.
    #[serde(skip)]
    pub quantity_field: Option<String>,
    /// Where it stands.
    #[serde(flatten)]
    pub spot: Spot,
}

/// The lines of a cart, as a page shows them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Cart {
    /// Its lines, in document order.
    pub lines: Vec<CartLine>,
    /// The page says that the cart is empty.
    pub empty: bool,
}

/// One page or panel of a journey.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// What the step is.
    pub kind: PageKind,
    /// How it ended.
    pub outcome: StepOutcome,
    /// Its address.
    pub url: Option<String>,
    /// The words of the link or button that led there.
    pub via: Option<String>,
    /// Clicks from the journey's start up to here.
    pub clicks: u32,
    /// Fields that a customer sees here.
    pub fields_visible: u32,
    /// Fields that must be filled.
    pub fields_required: u32,
    /// The fields; values are never kept.
    pub fields: Vec<Field>,
    /// Costs that the step shows.
    pub costs: Vec<Cost>,
    /// Those that no step before it showed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub new_costs: Vec<Cost>,
    /// What the page says is wrong or missing, at most 10.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<String>,
    /// Title of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Lines of the cart, on a cart step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<CartLine>,
    /// From the request for the page to its end, redirects included, in milliseconds. Never scored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milliseconds: Option<u32>,
    /// Which eye saw it.
    pub seen_by: Eye,
    /// Not walked: a progress indicator names it, or it is a panel that could not be read.
    pub estimated: bool,
    /// Why it ended as it did.
    pub reason: Option<Note>,
}

impl Step {
    /// A step without fields and costs.
    pub fn new(kind: PageKind, outcome: StepOutcome, url: Option<String>, clicks: u32) -> Self {
        Step {
            kind,
            outcome,
            url,
            via: None,
            clicks,
            fields_visible: 0,
            fields_required: 0,
            fields: Vec::new(),
            costs: Vec::new(),
            new_costs: Vec::new(),
            messages: Vec::new(),
            title: None,
            lines: Vec::new(),
            milliseconds: None,
            seen_by: Eye::Static,
            estimated: false,
            reason: None,
        }
    }
}

/// How deep a checkout runs behind the cart: what was seen of it, and what the shop only announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct CheckoutDepth {
    /// Pages and panels that were read, the choice between guest and account among them.
    pub steps_seen: u32,
    /// Further ones that were not opened: named by a progress indicator, or panels that could not be read.
    pub steps_estimated: u32,
    /// Fields that a customer sees in the order form, as far as it was read.
    pub fields_visible: u32,
    /// Those of them that must be filled.
    pub fields_required: u32,
    /// The page or panel with the last button was read, so that this is all of it. Else it is the least.
    pub whole: bool,
}

/// A way to reach a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ContactWay {
    /// Which way.
    pub kind: ChannelKind,
    /// Clicks from the home page.
    pub clicks: u32,
    /// The most clicks that any product page of the walk needs; null where one has no way that was seen.
    pub clicks_from_product: Option<u32>,
    /// Whether a customer must sign in first; null where that was not seen.
    pub needs_login: Option<bool>,
    /// The page on which it stands.
    pub url: Option<String>,
}

/// A customer's task walked end to end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Journey {
    /// Which task.
    pub name: JourneyName,
    /// How it ended.
    pub outcome: Outcome,
    /// Clicks from the first page to the last one reached.
    pub clicks: u32,
    /// Whether one can go on without an account, as far as the walk could see: a guest way was taken or shown, an order
    /// can be looked up without signing in; false: an account is forced; null: not seen.
    #[serde(default)]
    pub guest_possible: Option<bool>,
    /// Steps of the whole checkout, cart and final review included, as told by a progress indicator.
    #[serde(default)]
    pub steps_announced: Option<u32>,
    /// The same from a product page: the most that any product of the walk needs; null where it was not seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clicks_from_product: Option<u32>,
    /// How deep the checkout runs; on the buying journey, once the order form or the gate before it was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<CheckoutDepth>,
    /// Every way to reach a person that was found, on the asking journey.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ways: Vec<ContactWay>,
    /// The way, in order.
    pub steps: Vec<Step>,
    /// Why it ended as it did.
    #[serde(default)]
    pub reason: Option<Note>,
    /// What a person should try where it ended early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<Note>,
}

impl Journey {
    /// A journey without steps.
    pub fn new(name: JourneyName, outcome: Outcome) -> Self {
        Journey {
            name,
            outcome,
            clicks: 0,
            guest_possible: None,
            steps_announced: None,
            clicks_from_product: None,
            depth: None,
            ways: Vec::new(),
            steps: Vec::new(),
            reason: None,
            advice: None,
        }
    }

    /// The step at which it ended early: the first that was meant to be reached and was not.
    pub fn ended_at(&self) -> Option<&Step> {
        self.steps
            .iter()
            .find(|step| !matches!(step.outcome, StepOutcome::Reached | StepOutcome::NotWalked))
    }

    /// The last step that was reached.
    pub fn last_reached(&self) -> Option<&Step> {
        self.steps
            .iter()
            .rev()
            .find(|step| step.outcome == StepOutcome::Reached)
    }

    /// The first reached step of a kind.
    pub fn step(&self, kind: PageKind) -> Option<&Step> {
        self.steps
            .iter()
            .find(|step| step.kind == kind && step.outcome == StepOutcome::Reached)
    }
}
