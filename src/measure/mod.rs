//! Measures: one file per family, and the registry.
//!
//! A measure is a named function from the facts of a walk to a value with unit and evidence. Adding one takes an entry
//! in its family's `MEASURES`; adding a family takes one file and one line in [`FAMILIES`].

mod about;
mod business;
mod buy;
mod cart;
mod channel;
mod checkout;
mod contact;
mod contradiction;
mod dark;
mod depth;
mod error;
mod eta;
mod faq;
mod feedback;
mod field;
mod footer;
mod form;
mod home;
mod hours;
mod link;
mod mobile;
mod nav;
mod order;
mod payment;
mod phone;
mod price;
mod product;
mod qna;
mod returns;
mod review;
mod search;
mod ship;
mod size;
mod stock;
mod support;
mod text;
mod title;
mod tls;
mod toolbox;
mod tracking;
mod walk;
mod warranty;

use std::sync::LazyLock;

pub(crate) use toolbox::told::{pages_to_read, read_all_about};

use crate::model::{Measured, PageKind, Unit, Walk};

/// Every family of measures: one line per file of this room.
pub static FAMILIES: &[&[Measure]] = &[
    about::MEASURES,
    business::MEASURES,
    buy::MEASURES,
    cart::MEASURES,
    channel::MEASURES,
    checkout::MEASURES,
    contact::MEASURES,
    contradiction::MEASURES,
    dark::MEASURES,
    depth::MEASURES,
    error::MEASURES,
    eta::MEASURES,
    faq::MEASURES,
    feedback::MEASURES,
    field::MEASURES,
    footer::MEASURES,
    form::MEASURES,
    home::MEASURES,
    hours::MEASURES,
    link::MEASURES,
    mobile::MEASURES,
    nav::MEASURES,
    order::MEASURES,
    payment::MEASURES,
    phone::MEASURES,
    price::MEASURES,
    product::MEASURES,
    qna::MEASURES,
    returns::MEASURES,
    review::MEASURES,
    search::MEASURES,
    ship::MEASURES,
    size::MEASURES,
    stock::MEASURES,
    support::MEASURES,
    text::MEASURES,
    title::MEASURES,
    tls::MEASURES,
    tracking::MEASURES,
    walk::MEASURES,
    warranty::MEASURES,
];

/// Measures that rest on whether customers see something, and not on its being on the page alone; sorted.
const ON_SIGHT: &[&str] = &[
    "business.email",
    "business.phone",
    "checkout.help-visible",
    "checkout.visible-fields",
    "contact.channel-count",
    "contact.email-shown",
    "contact.link-share",
    "phone.mobile-share",
    "phone.page-share",
    "phone.top-share",
    "product.buy-button-share",
    "product.first-screen-share",
];

/// Whether a measure rests on what customers see.
pub fn rests_on_sight(id: &str) -> bool {
    ON_SIGHT.binary_search(&id).is_ok()
}

/// A text in the two first languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Korean.
    pub ko: &'static str,
}

/// A measure, and all that `explain` says of it.
pub struct Measure {
    /// `family.name`, kebab-case, never reused: "phone.top-share".
    pub id: &'static str,
    /// Unit of the value: it decides what an expectation may look like.
    pub unit: Unit,
    /// What it measures, in one sentence.
    pub what: Text,
    /// How it is measured, and where it fails: what makes it unknown or not applicable.
    pub how: Text,
    /// The page kinds it looks at when a check names none; empty: every page.
    pub pages: &'static [PageKind],
    /// The measure.
    pub run: fn(&Input<'_>) -> Measured,
}

impl std::fmt::Debug for Measure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Measure")
            .field("id", &self.id)
            .field("unit", &self.unit)
            .finish_non_exhaustive()
    }
}

/// What a measure sees.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The walk.
    pub walk: &'a Walk,
    /// The page kinds that the check names; empty: every page.
    pub pages: &'a [PageKind],
}

impl<'a> Input<'a> {
    /// Readable pages of the kinds that the check names.
    pub fn pages(&self) -> impl Iterator<Item = &'a crate::model::WalkPage> + 'a {
        self.walk.of_kind(self.pages)
    }
}

/// Every measure, sorted by id.
pub fn all() -> &'static [&'static Measure] {
    static ALL: LazyLock<Vec<&'static Measure>> = LazyLock::new(|| {
        let mut all: Vec<&'static Measure> = FAMILIES.iter().flat_map(|family| family.iter()).collect();
        all.sort_by_key(|measure| measure.id);
        all
    });
    &ALL
}

/// A measure by its id.
pub fn get(id: &str) -> Option<&'static Measure> {
    let index = all().binary_search_by_key(&id, |measure| measure.id).ok()?;
    all().get(index).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{FAMILIES, all, get};

    /// Families by the files of this room; `mod.rs` is the registry, `*_tests.rs` are cases.
    fn families_on_disk() -> BTreeSet<String> {
        let room = concat!(env!("CARGO_MANIFEST_DIR"), "/src/measure");
        std::fs::read_dir(room)
            .expect("the room of measures")
            .filter_map(|entry| entry.expect("an entry").file_name().into_string().ok())
            .filter_map(|name| name.strip_suffix(".rs").map(str::to_owned))
            .filter(|name| name != "mod" && !name.ends_with("_tests"))
            .collect()
    }

    #[test]
    fn every_file_is_registered_and_names_its_measures() {
        let families = families_on_disk();
        let prefixes: BTreeSet<String> = all()
            .iter()
            .filter_map(|measure| measure.id.split_once('.'))
            .map(|(family, _)| family.to_owned())
            .collect();
        assert_eq!(families, prefixes);
        assert_eq!(families.len(), FAMILIES.len());
    }

    #[test]
    fn what_rests_on_sight_is_a_measure() {
        assert!(super::ON_SIGHT.is_sorted());
        for id in super::ON_SIGHT {
            assert!(get(id).is_some(), "{id}");
        }
    }

    #[test]
    fn ids_are_kebab_case_and_found() {
        let ids: BTreeSet<&str> = all().iter().map(|measure| measure.id).collect();
        assert_eq!(ids.len(), all().len(), "an id twice");
        for id in ids {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
            assert!(id.chars().all(plain) && id.matches('.').count() == 1, "{id}");
            assert_eq!(get(id).map(|measure| measure.id), Some(id));
        }
        assert!(get("phone.none").is_none());
    }

    #[test]
    fn every_measure_is_explained_in_both_languages() {
        for measure in all() {
            for text in [measure.what, measure.how] {
                assert!(
                    text.en.ends_with('.') && text.en.is_ascii() || text.en.contains(['–', '…']),
                    "{}",
                    measure.id
                );
                assert!(text.ko.ends_with("니다."), "{}", measure.id);
                assert!(!text.en.contains("  ") && !text.ko.contains("  "), "{}", measure.id);
            }
        }
    }

    #[test]
    fn every_reason_has_a_sentence() {
        let code = regex::Regex::new(r#"(?:unknown|not_applicable)\(\s*"([a-z-]+)""#).expect("a pattern");
        let messages = crate::report::messages::Messages::get(crate::model::Language::Ko);
        let room = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/measure");
        let mut seen = 0;
        for family in families_on_disk() {
            let source = std::fs::read_to_string(room.join(format!("{family}.rs"))).expect("a source file");
            for found in code.captures_iter(&source) {
                seen += 1;
                assert!(messages.has(&format!("note.{}", &found[1])), "{family}: {}", &found[1]);
            }
        }
        assert!(seen > 5, "{seen}");
    }
}
