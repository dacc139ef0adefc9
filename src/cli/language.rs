//! The language of reports.

use crate::model::Language;

/// The language that the user asked for, else the locale's, else English.
pub(super) fn choose(asked: Option<Language>) -> Language {
    asked.unwrap_or_else(|| Language::of_locale(&sys_locale::get_locale().unwrap_or_default()))
}
