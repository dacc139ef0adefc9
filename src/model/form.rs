//! Forms as a customer sees them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FormPurpose {
    /// Addresses, shipping, review of an order.
    Checkout,
    /// Sign in.
    Login,
    /// Create an account.
    Register,
    /// Go on without an account.
    Guest,
    /// Put a product into the cart.
    AddToCart,
    /// Change the cart.
    Cart,
    /// Search the shop.
    Search,
    /// Subscribe.
    Newsletter,
    /// Write to the shop.
    Contact,
    /// Card or bank details.
    Payment,
    /// Narrow or sort a list.
    Filter,
    /// Ask for a new password.
    PasswordRecovery,
    /// Write a review or a comment.
    Review,
    /// None of the others.
    Other,
}

/// How a field says that it must be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RequiredBy {
    /// The `required` attribute.
    Attribute,
    /// `aria-required`.
    Aria,
    /// A class on the control, its label or its row.
    Class,
    /// An asterisk, or a word such as "required", in the label.
    Asterisk,
}

/// A control that a customer can fill; a radio group is one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Field {
    /// The `name` attribute.
    pub name: Option<String>,
    /// The `id` attribute.
    pub id: Option<String>,
    /// `text`, `email`, `tel`, `select`, `textarea`, `checkbox`, `radio`, …; `combobox` for a list that a script opens.
    pub control: String,
    /// Inferred WHATWG autofill token.
    pub token: Option<String>,
    /// The `autocomplete` attribute as written.
    pub autocomplete: Option<String>,
    /// The `inputmode` attribute as written.
    pub inputmode: Option<String>,
    /// The label a customer reads.
    pub label: Option<String>,
    /// Where the label stands: `label`, `aria`, `cell`, `neighbour`, `placeholder`, `title`.
    pub label_from: Option<String>,
    /// What explains it beside the label: the text that `aria-describedby` names, or the words that follow it in its
    /// own block; at most 120 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Must be filled.
    pub required: bool,
    /// What says that it must be filled.
    pub required_by: Option<RequiredBy>,
    /// Whether the label shows a customer that it must be filled.
    pub required_marked: bool,
    /// Ticked or chosen before the customer did anything (checkbox, radio; a select: its first option is not the
    /// chosen one).
    pub preset: bool,
    /// Value as served, for controls without personal data: the chosen option, the number in a quantity box.
    pub value: Option<String>,
    /// Texts of the options of a select or a radio group, at most 40.
    pub options: Vec<FieldOption>,
    /// Nothing in the markup removes it from the page: no `hidden`, no `display: none` on it or around it, no trap.
    pub visible: bool,
    /// Not removed, yet most likely out of a customer's sight: in a block with `aria-hidden` or with a class that
    /// toolkits hide with. Counts of what a customer fills leave it out.
    pub veiled: bool,
    /// Looks like a trap for robots: a text field that is off-screen or named to be left empty.
    pub honeypot: bool,
    /// A CSS selector that selects it (the first control of a radio group).
    pub selector: String,
}

impl Field {
    /// Whether a customer has it in front of them: visible and not veiled.
    pub fn is_in_sight(&self) -> bool {
        self.visible && !self.veiled
    }
}

/// One choice of a select or a radio group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldOption {
    /// The value sent.
    pub value: String,
    /// The text shown.
    pub label: String,
    /// Cannot be chosen: disabled, sold out.
    pub disabled: bool,
}

/// A hidden or button control that goes with the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Button {
    /// The `name` attribute.
    pub name: Option<String>,
    /// The `value` attribute.
    pub value: Option<String>,
    /// What the button says.
    pub label: String,
    /// `formaction`, resolved.
    pub action: Option<String>,
    /// Sends its form: no `type="button"`.
    pub submits: bool,
    /// Whether a customer can see it.
    pub visible: bool,
    /// A CSS selector that selects it.
    pub selector: String,
    /// Its start tag behind those of its ancestors, for the guard.
    pub markup: String,
}

/// A form, or the controls outside any form (`selector` is null).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Form {
    /// What it is for.
    pub purpose: FormPurpose,
    /// A CSS selector; null for the controls outside any form.
    pub selector: Option<String>,
    /// `get` or `post`.
    pub method: String,
    /// Where it goes, resolved; null when it names no place.
    pub action: Option<String>,
    /// The `enctype` attribute, lower case.
    pub enctype: Option<String>,
    /// Whether a customer can see it.
    pub visible: bool,
    /// What a customer can fill, in document order.
    pub fields: Vec<Field>,
    /// Hidden inputs, in document order: name and value. Never shown in a report: tokens live here.
    #[serde(skip)]
    pub hidden: Vec<(String, String)>,
    /// Its buttons, in document order.
    #[serde(skip)]
    pub buttons: Vec<Button>,
    /// Heading or legend that names it.
    pub title: Option<String>,
}
