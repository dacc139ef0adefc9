//! Countries by the names, domains and currencies that pages print.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::pattern::pattern;

/// The country of a host name's last label, where that label is used for its country and not for its look.
pub(super) fn of_domain(host: &str) -> Option<&'static str> {
    let label = host.trim_end_matches('.').rsplit('.').next()?;
    let label = label.to_ascii_lowercase();
    Some(match label.as_str() {
        "uk" => "GB",
        "kr" => "KR",
        "jp" => "JP",
        "de" => "DE",
        "fr" => "FR",
        "es" => "ES",
        "it" => "IT",
        "nl" => "NL",
        "be" => "BE",
        "at" => "AT",
        "ch" => "CH",
        "pl" => "PL",
        "pt" => "PT",
        "se" => "SE",
        "no" => "NO",
        "dk" => "DK",
        "fi" => "FI",
        "ie" => "IE",
        "cz" => "CZ",
        "sk" => "SK",
        "hu" => "HU",
        "ro" => "RO",
        "bg" => "BG",
        "gr" => "GR",
        "hr" => "HR",
        "si" => "SI",
        "rs" => "RS",
        "ua" => "UA",
        "ru" => "RU",
        "by" => "BY",
        "tr" => "TR",
        "il" => "IL",
        "ae" => "AE",
        "sa" => "SA",
        "eg" => "EG",
        "za" => "ZA",
        "ke" => "KE",
        "ng" => "NG",
        "in" => "IN",
        "pk" => "PK",
        "cn" => "CN",
        "tw" => "TW",
        "hk" => "HK",
        "sg" => "SG",
        "my" => "MY",
        "th" => "TH",
        "vn" => "VN",
        "id" => "ID",
        "ph" => "PH",
        "au" => "AU",
        "nz" => "NZ",
        "us" => "US",
        "ca" => "CA",
        "mx" => "MX",
        "br" => "BR",
        "ar" => "AR",
        "cl" => "CL",
        "pe" => "PE",
        "lu" => "LU",
        "lt" => "LT",
        "lv" => "LV",
        "ee" => "EE",
        "is" => "IS",
        "mt" => "MT",
        "cy" => "CY",
        _ => return None,
    })
}

/// The country of a currency that only one uses.
pub(super) fn of_currency(code: &str) -> Option<&'static str> {
    Some(match code {
        "KRW" => "KR",
        "JPY" => "JP",
        "GBP" => "GB",
        "PLN" => "PL",
        "SEK" => "SE",
        "DKK" => "DK",
        "NOK" => "NO",
        "CHF" => "CH",
        "CZK" => "CZ",
        "HUF" => "HU",
        "AUD" => "AU",
        "NZD" => "NZ",
        "CAD" => "CA",
        "BRL" => "BR",
        "INR" => "IN",
        _ => return None,
    })
}

/// The ISO 3166 code of a country's name or code.
pub(super) fn of_name(name: &str) -> Option<String> {
    let name = name.trim();
    if name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        let code = name.to_ascii_uppercase();
        return Some(if code == "UK" { "GB".to_owned() } else { code });
    }
    COUNTRY_NAMES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, code)| (*code).to_owned())
}

/// Names under which addresses state their country.
pub(super) const COUNTRY_NAMES: &[(&str, &str)] = &[
    ("United Kingdom", "GB"),
    ("England", "GB"),
    ("Scotland", "GB"),
    ("Great Britain", "GB"),
    ("United States", "US"),
    ("USA", "US"),
    ("U.S.A.", "US"),
    ("Canada", "CA"),
    ("Australia", "AU"),
    ("New Zealand", "NZ"),
    ("Ireland", "IE"),
    ("Germany", "DE"),
    ("Deutschland", "DE"),
    ("Österreich", "AT"),
    ("Austria", "AT"),
    ("Schweiz", "CH"),
    ("Switzerland", "CH"),
    ("France", "FR"),
    ("España", "ES"),
    ("Spain", "ES"),
    ("Italia", "IT"),
    ("Italy", "IT"),
    ("Nederland", "NL"),
    ("Netherlands", "NL"),
    ("Polska", "PL"),
    ("Poland", "PL"),
    ("Sverige", "SE"),
    ("Sweden", "SE"),
    ("Danmark", "DK"),
    ("Denmark", "DK"),
    ("India", "IN"),
    ("Singapore", "SG"),
    ("South Africa", "ZA"),
    ("Japan", "JP"),
    ("日本", "JP"),
    ("South Korea", "KR"),
    ("Republic of Korea", "KR"),
    ("Korea", "KR"),
    ("대한민국", "KR"),
    ("UK", "GB"),
    ("Mexico", "MX"),
    ("México", "MX"),
    ("Jamaica", "JM"),
    ("Brazil", "BR"),
    ("China", "CN"),
    ("Hong Kong", "HK"),
    ("Taiwan", "TW"),
    ("Malaysia", "MY"),
    ("Thailand", "TH"),
    ("Philippines", "PH"),
    ("Belgium", "BE"),
    ("Norway", "NO"),
    ("Finland", "FI"),
    ("Portugal", "PT"),
    ("Israel", "IL"),
];

/// The countries that a piece of text names, in order.
pub(in crate::extract) fn named_in(text: &str) -> impl DoubleEndedIterator<Item = &'static str> {
    let named: Vec<&'static str> = NAMED
        .find_iter(text)
        .filter_map(|name| COUNTRY_NAMES.iter().find(|(known, _)| *known == name.as_str()))
        .map(|(_, code)| *code)
        .collect();
    named.into_iter()
}

/// Any of [`COUNTRY_NAMES`] as a word of its own.
pub(super) static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    let names: Vec<String> = COUNTRY_NAMES.iter().map(|(name, _)| regex::escape(name)).collect();
    pattern(&format!(r"\b(?:{})(?:\b|$)", names.join("|")))
});
