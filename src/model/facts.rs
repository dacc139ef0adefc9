//! Everything that was read off one page. The page's body is dropped once this stands.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Board, Business, Cart, Channel, Cost, Email, Eye, Faq, Form, KindGuess, LaidOut, OpeningHours, Phone, Policies,
    Price, ProbeHits, Product, Prose, Spot,
};

/// A link, or a control that acts as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// Where it goes, resolved, without fragment.
    pub url: String,
    /// What it says: text, or `aria-label`, `alt`, `title`; at most 120 characters.
    pub text: String,
    /// `rel` holds `nofollow`.
    pub nofollow: bool,
    /// Ids of the lexicon concepts that its text names: `topic.returns`, `action.login`; sorted.
    pub concepts: Vec<String>,
    /// Where it stands.
    #[serde(flatten)]
    pub spot: Spot,
}

/// A button or button-like link whose words name an action: add to cart, go to checkout, guest checkout …
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Control {
    /// The lexicon concept: `action.add-to-cart`.
    pub action: String,
    /// What it says.
    pub label: String,
    /// `link`, `button`, `submit`, `radio`, `checkbox`, `label` or `script` (an element with only an `onclick`).
    pub element: String,
    /// Where a link goes, resolved.
    pub href: Option<String>,
    /// `onclick` and `data-*` attributes of a script control, at most 400 characters.
    pub script: Option<String>,
    /// Index into [`PageFacts::forms`] of the form that holds it.
    pub form: Option<usize>,
    /// Its start tag behind those of its ancestors, for the guard.
    #[serde(skip)]
    pub markup: String,
    /// Cannot be used.
    pub disabled: bool,
    /// Where it stands.
    #[serde(flatten)]
    pub spot: Spot,
}

/// Words of a lexicon topic in the page's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TopicMention {
    /// The concept: `topic.free-shipping`.
    pub concept: String,
    /// The words around it, at most 200 characters.
    pub quote: String,
    /// Stands in a link.
    pub in_link: bool,
    /// Stands in a heading, tab, label, `dt`, `th` or `summary`.
    pub in_heading: bool,
    /// Characters of visible text in the section that the heading opens (0 when it is no heading).
    pub section_chars: usize,
    /// Where it stands.
    #[serde(flatten)]
    pub spot: Spot,
}

/// A box that is laid over the page, as its names and roles tell: consent to cookies, a pop-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Overlay {
    /// It asks for consent.
    pub consent: bool,
    /// Where it stands.
    #[serde(flatten)]
    pub spot: Spot,
}

/// Words or a device that press or steer a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PressureMention {
    /// The pattern of `audits/pressure.toml`, or `countdown`, `exit-trap`.
    pub pattern: String,
    /// The words around it, at most 200 characters.
    pub quote: String,
    /// What keeps it honest stands beside it: the date on which an offer ends; amount and way out of a subscription;
    /// what a trial costs afterwards; that a box for everything covers the optional parts too.
    pub told: bool,
    /// Where it stands.
    #[serde(flatten)]
    pub spot: Spot,
}

/// What the page says about itself, and how much text it has.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct PageText {
    /// `<title>`.
    pub title: Option<String>,
    /// `<meta name=description>`.
    pub description: Option<String>,
    /// First visible `<h1>`.
    pub h1: Option<String>,
    /// Headings `h1` to `h3`, visible, at most 60.
    pub headings: Vec<String>,
    /// `<meta name=viewport>` content.
    pub viewport: Option<String>,
    /// `<link rel=canonical>`, resolved.
    pub canonical: Option<String>,
    /// `hreflang` alternates: language and address.
    pub alternates: Vec<(String, String)>,
    /// Visible characters, white space collapsed.
    pub chars: usize,
    /// Pictures with an empty or missing `alt`, and all pictures.
    pub images_without_alt: usize,
    /// Pictures.
    pub images: usize,
    /// An empty shell: hardly any text and scripts that would make it.
    pub shell: bool,
}

/// Everything that was read off one page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PageFacts {
    /// Its address; null for a file of unknown origin.
    pub url: Option<String>,
    /// WHATWG label of the charset that it was decoded with.
    pub charset: String,
    /// BCP 47 language of the text.
    pub language: Option<String>,
    /// ISO 3166 country guessed for national phone numbers.
    pub country: Option<String>,
    /// What it is for.
    pub kind: KindGuess,
    /// Shop platform.
    pub platform: Option<String>,
    /// Title, headings, amount of text.
    pub text: PageText,
    /// The running text of the main part.
    #[serde(default)]
    pub prose: Prose,
    /// Phone numbers, fax included, in document order.
    pub phones: Vec<Phone>,
    /// Pictures or links that show a number which text does not: their `alt` text or file name.
    pub phone_images: Vec<Spot>,
    /// E-mail addresses.
    pub emails: Vec<Email>,
    /// Opening or service hours.
    pub hours: Vec<OpeningHours>,
    /// Ways to reach a person.
    pub channels: Vec<Channel>,
    /// Who stands behind the shop.
    pub business: Business,
    /// Prices.
    pub prices: Vec<Price>,
    /// The one product that the page sells.
    pub product: Option<Product>,
    /// Forms; controls outside any form come last, with `selector` null.
    pub forms: Vec<Form>,
    /// Buttons and button-like links that name an action.
    pub controls: Vec<Control>,
    /// Links, in document order, repeated addresses kept.
    pub links: Vec<Link>,
    /// Lexicon topics in the visible text and in hidden panels.
    pub topics: Vec<TopicMention>,
    /// Promises in figures.
    pub policies: Policies,
    /// Lines of a cart; null where the page shows none and does not say that it is empty.
    #[serde(default)]
    pub cart: Option<Cart>,
    /// Amounts that the page names: subtotal, shipping, tax, fees, discount, total; in document order, at most 40.
    #[serde(default)]
    pub costs: Vec<Cost>,
    /// Progress indicator of a checkout: names of its steps, in order.
    #[serde(default)]
    pub progress: Vec<String>,
    /// Which of them is marked as the current one, counted from 0.
    #[serde(default)]
    pub progress_at: Option<usize>,
    /// A board of posts.
    pub board: Option<Board>,
    /// Questions of an FAQ.
    pub faq: Option<Faq>,
    /// Ways to pay that the page names, sorted.
    pub payment_methods: Vec<PaymentMethod>,
    /// Words and devices that press or steer a customer, in document order.
    #[serde(default)]
    pub pressures: Vec<PressureMention>,
    /// What the checklist's composed measures found.
    #[serde(default)]
    pub probes: ProbeHits,
    /// Digest of the page's skeleton: equal for pages of one template.
    pub template: String,
    /// Boxes that are laid over the page, at most 10.
    #[serde(default)]
    pub overlays: Vec<Overlay>,
    /// Which eye saw it.
    pub seen_by: Eye,
    /// What laying it out showed. Null: what it says of visibility was inferred from markup and style sheets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub laid_out: Option<LaidOut>,
}

impl PageFacts {
    /// Links whose words name the concept.
    pub fn links_about<'a>(&'a self, concept: &'a str) -> impl Iterator<Item = &'a Link> + 'a {
        self.links
            .iter()
            .filter(move |link| link.concepts.iter().any(|id| id == concept))
    }

    /// Mentions of a topic.
    pub fn topic<'a>(&'a self, concept: &'a str) -> impl Iterator<Item = &'a TopicMention> + 'a {
        self.topics.iter().filter(move |mention| mention.concept == concept)
    }

    /// Controls that name an action.
    pub fn controls_for<'a>(&'a self, action: &'a str) -> impl Iterator<Item = &'a Control> + 'a {
        self.controls.iter().filter(move |control| control.action == action)
    }

    /// Mentions of a pattern of pressure that a customer surely sees: a doubtful one is no reproach.
    pub fn pressure<'a>(&'a self, pattern: &'a str) -> impl Iterator<Item = &'a PressureMention> + 'a {
        self.pressures
            .iter()
            .filter(move |mention| mention.pattern == pattern && mention.spot.seen() == Ok(true))
    }

    /// Forms of a purpose.
    pub fn forms_for(&self, purpose: super::FormPurpose) -> impl Iterator<Item = &Form> {
        self.forms.iter().filter(move |form| form.purpose == purpose)
    }
}

/// A way to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PaymentMethod {
    /// Kebab-case id: `credit-card`.
    pub id: String,
    /// The word that named it, in lower case.
    pub words: String,
}
