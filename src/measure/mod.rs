//! Measures: one file per family, and the registry.
//!
//! A measure is a named function from the facts of a walk to a value with unit and evidence. Adding one takes an entry
//! in its family's `MEASURES`; adding a family takes one file and one line in [`FAMILIES`].

use std::sync::LazyLock;

use crate::model::{Measured, PageKind, Unit, Walk};

/// Every family of measures: one line per file of this room.
pub static FAMILIES: &[&[Measure]] = &[];

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
