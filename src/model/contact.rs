//! Ways to reach the shop, and who it is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Spot;

/// What a number is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PhoneUse {
    /// A person answers, or a machine on their behalf.
    Voice,
    /// A fax machine answers.
    Fax,
    /// The page does not tell.
    Unknown,
}

/// A phone number on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Phone {
    /// As printed.
    pub raw: String,
    /// E.164; null where the country is not known.
    pub e164: Option<String>,
    /// Voice or fax.
    #[serde(rename = "use")]
    pub usage: PhoneUse,
    /// The `tel:` link, where there is one.
    pub link: Option<String>,
    /// Where it stands.
    #[serde(flatten)]
    pub spot: Spot,
    /// `[x, y, width, height]` in CSS pixels of the viewport that was laid out.
    #[serde(rename = "box")]
    pub bounds: Option<[f64; 4]>,
}

impl Phone {
    /// Whether a customer can call it: not a fax.
    pub fn is_callable(&self) -> bool {
        self.usage != PhoneUse::Fax
    }
}

/// An e-mail address on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Email {
    /// The address, lower case.
    pub address: String,
    /// Whether it is a `mailto:` link.
    pub link: bool,
    /// Whether a word for the owner stands before it on the same line: "write to our founder".
    #[serde(default)]
    pub to_owner: bool,
    /// Where it stands.
    #[serde(flatten)]
    pub spot: Spot,
}

/// Opening or service hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OpeningHours {
    /// As printed, with clock times, at most 200 characters.
    pub text: String,
    /// Whether a phone number stands in the same block or within 200 characters.
    pub near_phone: bool,
    /// Where they stand.
    #[serde(flatten)]
    pub spot: Spot,
}

/// A kind of way to reach a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChannelKind {
    /// A number to call.
    Phone,
    /// An address to write to.
    Email,
    /// A contact form.
    Form,
    /// Live chat or a messenger (KakaoTalk channel, WhatsApp, LINE …).
    Chat,
    /// A board of questions and answers.
    Board,
    /// A postal address.
    Address,
    /// A social network.
    Social,
}

impl ChannelKind {
    /// Kebab-case name, as in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            ChannelKind::Phone => "phone",
            ChannelKind::Email => "email",
            ChannelKind::Form => "form",
            ChannelKind::Chat => "chat",
            ChannelKind::Board => "board",
            ChannelKind::Address => "address",
            ChannelKind::Social => "social",
        }
    }
}

/// A way to reach a person, as seen on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Channel {
    /// Which way.
    pub kind: ChannelKind,
    /// What names it: the link's text or address, the form's selector.
    pub quote: String,
    /// Where it stands.
    #[serde(flatten)]
    pub spot: Spot,
}

/// Who stands behind the shop, as printed on a page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Business {
    /// Company name.
    pub name: Option<String>,
    /// Representative.
    pub owner: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// Registration number: KR business number, company number.
    pub registration_number: Option<String>,
    /// Whether its check digits are right; null where there are none.
    pub registration_valid: Option<bool>,
    /// KR mail-order number.
    pub mail_order_number: Option<String>,
    /// VAT id.
    pub vat_id: Option<String>,
    /// Whether its check digits are right; null where its country has no rule here.
    #[serde(default)]
    pub vat_id_valid: Option<bool>,
}
