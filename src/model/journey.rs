//! A customer's task walked end to end.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Eye, Field, Money, Note, PageKind, Spot};

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
    /// Which eye saw it.
    pub seen_by: Eye,
    /// Not walked: inferred from a progress indicator or from the platform.
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
            seen_by: Eye::Static,
            estimated: false,
            reason: None,
        }
    }
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
    /// Whether one can go on without an account, as far as the walk could see: a guest way was taken or shown;
    /// false: an account is forced; null: not seen.
    #[serde(default)]
    pub guest_possible: Option<bool>,
    /// Steps of the whole checkout, cart and final review included, as told by a progress indicator.
    #[serde(default)]
    pub steps_announced: Option<u32>,
    /// The same from a product page: the most that any product of the walk needs; null where it was not seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clicks_from_product: Option<u32>,
    /// The way, in order.
    pub steps: Vec<Step>,
    /// Why it ended as it did.
    #[serde(default)]
    pub reason: Option<Note>,
}

impl Journey {
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
