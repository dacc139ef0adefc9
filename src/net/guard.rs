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
}
