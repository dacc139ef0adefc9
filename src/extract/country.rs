//! The country of the shop, from its own evidence.

use url::Url;

use super::structured::Structured;
use crate::lexicon::Platform;
use crate::page::Document;

/// ISO 3166 country for national phone numbers and plain currency signs.
pub(super) fn country(
    _document: &Document,
    _url: Option<&Url>,
    _language: Option<&str>,
    _platform: Option<&Platform>,
    _structured: &Structured,
) -> Option<String> {
    None
}
