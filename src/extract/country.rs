//! The country of the shop, from its own evidence.

mod names;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::extract::pattern::pattern;
use regex::Regex;
use rlibphonenumber::{PHONE_NUMBER_UTIL, Region};
use serde_json::Value;
use url::Url;

use self::names::{COUNTRY_NAMES, NAMED, of_currency, of_domain, of_name};
use super::language::primary;
use super::structured::Structured;
use crate::lexicon::Platform;
use crate::page::Document;

pub(super) use names::named_in;

/// Countries with points for what speaks for them.
#[derive(Debug, Default)]
struct Evidence(BTreeMap<String, u32>);

impl Evidence {
    fn add(&mut self, country: &str, points: u32) {
        *self.0.entry(country.to_owned()).or_default() += points;
    }

    fn best(self) -> Option<String> {
        self.0
            .into_iter()
            .max_by(|one, other| one.1.cmp(&other.1).then_with(|| other.0.cmp(&one.0)))
            .map(|(country, _)| country)
    }
}

/// ISO 3166 country for national phone numbers and plain currency signs.
///
/// Structured addresses, the country's domain, printed addresses and numbers with a country code weigh more than the
/// language, whose own country is the fallback.
pub(super) fn country(
    document: &Document,
    url: Option<&Url>,
    language: Option<&str>,
    _platform: Option<&Platform>,
    structured: &Structured,
) -> Option<String> {
    let mut evidence = Evidence::default();
    if let Some(country) = url.and_then(Url::host_str).and_then(of_domain) {
        evidence.add(country, 6);
    }
    for country in addresses(structured) {
        evidence.add(&country, 6);
    }
    if let Some(language) = language {
        of_language(language, &mut evidence);
    }
    of_open_graph(structured, &mut evidence);
    of_text(document.text(), &mut evidence);
    evidence.best()
}

fn of_language(tag: &str, evidence: &mut Evidence) {
    let region = tag.split('-').skip(1).find(|part| part.len() == 2);
    if let Some(region) = region {
        // Templates ship with en-US, whatever the shop.
        evidence.add(region, if tag == "en-US" { 1 } else { 3 });
    }
    let (country, points) = match primary(tag) {
        "ko" => ("KR", 4),
        "ja" => ("JP", 4),
        "de" => ("DE", 2),
        "fr" => ("FR", 2),
        "es" => ("ES", 1),
        "it" => ("IT", 3),
        "nl" => ("NL", 2),
        "pl" => ("PL", 4),
        "pt" => ("PT", 1),
        "sv" => ("SE", 3),
        "da" => ("DK", 3),
        "fi" => ("FI", 3),
        "nb" | "no" | "nn" => ("NO", 3),
        "cs" => ("CZ", 3),
        "hu" => ("HU", 3),
        "tr" => ("TR", 3),
        "vi" => ("VN", 3),
        "ru" => ("RU", 2),
        "uk" => ("UA", 3),
        "el" => ("GR", 3),
        "ro" => ("RO", 3),
        "zh" => ("CN", 1),
        "en" => ("US", 1),
        _ => return,
    };
    evidence.add(country, points);
}

fn of_open_graph(structured: &Structured, evidence: &mut Evidence) {
    let of = |wanted: &str| {
        structured
            .open_graph
            .iter()
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value.as_str())
    };
    if let Some((_, region)) = of("og:locale").and_then(|locale| locale.split_once(['_', '-']))
        && region.len() == 2
        && !region.eq_ignore_ascii_case("us")
    {
        evidence.add(&region.to_ascii_uppercase(), 2);
    }
    if let Some(country) = of("product:price:currency")
        .or_else(|| of("og:price:currency"))
        .and_then(of_currency)
    {
        evidence.add(country, 2);
    }
}

/// Countries of addresses in structured data, in order, each once.
fn addresses(structured: &Structured) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut pending: Vec<&Value> = structured.items.iter().rev().collect();
    while let Some(value) = pending.pop() {
        match value {
            Value::Array(items) => pending.extend(items.iter().rev()),
            Value::Object(fields) => {
                for (name, value) in fields {
                    let value = if name == "addressCountry" {
                        value.get("name").unwrap_or(value)
                    } else {
                        value
                    };
                    match value {
                        Value::String(country) if name == "addressCountry" => {
                            let code = of_name(country);
                            found.extend(code.filter(|code| !found.contains(code)));
                        }
                        Value::Array(_) | Value::Object(_) => pending.push(value),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// What addresses, registers and numbers look like in one country only.
static PRINTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)
        (?P<US>\b(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])[.,]?\s\s?\d{5}(?:-\d{4})?\b
          | \b(?:California|Texas|Florida|Illinois|New\sYork|Pennsylvania|Ohio|Georgia|Michigan|North\sCarolina|New\sJersey|Virginia|Washington
            |Arizona|Massachusetts|Tennessee|Indiana|Missouri|Maryland|Wisconsin|Colorado|Minnesota|Oregon|Utah|Nevada),?\s\d{5}\b)
        | (?P<NANP>(?:\b1[-.\s])?(?:\([2-9]\d\d\)\s?|\b[2-9]\d\d[-.])[2-9]\d\d[-.]\d{4}\b)
        | (?P<GB>\b[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{2}\b | Registered\sin\s(?:England|Scotland))
        | (?P<CA>\b[ABCEGHJ-NPRSTVXY]\d[A-Z]\s?\d[A-Z]\d\b)
        | (?P<AU>\b(?:NSW|VIC|QLD|TAS|ACT|WA|SA|NT)[.,]?\s\d{4}\b | \bABN[:\s]*\d{2}\s\d{3})
        | (?P<IE>\bCo\.?\s(?:Dublin|Cork|Galway|Kildare|Wicklow|Meath|Limerick|Kerry|Mayo|Louth)\b | \bDublin\s\d{1,2}\b)
        | (?P<KR>사업자\s?등록\s?번호 | 통신판매업 | \b(?:1[568]\d\d)-\d{4}\b\s?(?:고객|평일|상담))
        | (?P<JP>〒\s?\d{3}[-‐－]\d{4} | 特定商取引)
        | (?P<DE>\bD-\d{5}\b | \bDE\s?\d{9}\b | Handelsregister | Registergericht | Amtsgericht)
        | (?P<AT>\bATU\s?\d{8}\b | \bA-\d{4}\s[A-Z] | Firmenbuch)
        | (?P<CH>\bCH-\d{4}\b | \bCHE[-\s]?\d{3}\.\d{3})
        | (?P<FR>\bSIRET\b | \bRCS\s[A-Z] | \bF-\d{5}\b | \bCEDEX\b)
        | (?P<NL>\bKvK\b | \b\d{4}\s?[A-Z]{2}\s(?:Amsterdam|Rotterdam|Utrecht|Den\sHaag|Eindhoven)\b)
        ",
    )
});

/// Countries of [`PRINTED`].
const PRINTED_COUNTRIES: &[&str] = &["US", "GB", "CA", "AU", "IE", "KR", "JP", "DE", "AT", "CH", "FR", "NL"];

static INTERNATIONAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"\+\d[\d\s().\-/]{8,20}\d"));

/// Numbers that are looked at for their country code.
const NUMBERS: usize = 12;
/// Bytes of text below which a page is no page but a snippet.
const ENOUGH_TEXT: usize = 150;
/// Country names above which a page lists the countries of the world.
const NAMES: usize = 3;

fn of_text(text: &str, evidence: &mut Evidence) {
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    let mut north_american = false;
    for captures in PRINTED.captures_iter(text).take(200) {
        if captures
            .get(0)
            .is_some_and(|found| found.as_str().ends_with("GB") || found.as_str().ends_with("TB"))
        {
            // "I5 8GB" has the form of a British postal code.
            continue;
        }
        north_american |= captures.name("NANP").is_some();
        let country = PRINTED_COUNTRIES
            .iter()
            .find(|country| captures.name(country).is_some());
        if let Some(country) = country {
            *seen.entry(country).or_default() += 1;
        }
    }
    let most = seen.values().copied().max().unwrap_or(0);
    for (country, count) in seen {
        evidence.add(country, if count == most { 5 } else { 2 });
    }
    // The way of writing 3-3-4 digits is North America's own, but a lone string of a sentence proves little.
    if north_american && text.len() >= ENOUGH_TEXT {
        evidence.add("US", 3);
    }
    let mut numbers: BTreeMap<Region, usize> = BTreeMap::new();
    for number in INTERNATIONAL.find_iter(text).take(NUMBERS) {
        let region = PHONE_NUMBER_UTIL
            .parse(number.as_str(), None)
            .ok()
            .and_then(|number| PHONE_NUMBER_UTIL.get_region_for_number(&number));
        if let Some(region) = region {
            *numbers.entry(region).or_default() += 1;
        }
    }
    let all: usize = numbers.values().sum();
    if let Some((region, count)) = numbers.into_iter().max_by_key(|(_, count)| *count)
        && count * 10 >= all * 6
        && region != Region::World
    {
        evidence.add(&region.to_string(), 4);
    }
    let mut distinct: Vec<&str> = NAMED
        .find_iter(text)
        .take(300)
        .filter_map(|name| COUNTRY_NAMES.iter().find(|(known, _)| *known == name.as_str()))
        .map(|(_, code)| *code)
        .collect();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() <= NAMES {
        distinct.into_iter().for_each(|code| evidence.add(code, 2));
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::{Source, facts};

    fn country_of(html: &str, url: Option<&str>) -> Option<String> {
        let url = url.map(|url| url::Url::parse(url).expect("a test's address parses"));
        facts(&Source::new(html.as_bytes(), url.as_ref())).country
    }

    #[test]
    fn addresses_and_domains_tell() {
        assert_eq!(
            country_of("<p>Hi", Some("https://shop.example.co.uk/")).as_deref(),
            Some("GB")
        );
        assert_eq!(
            country_of("<html lang=en><p>1 Mill Lane, Leeds LS1 4AB", None).as_deref(),
            Some("GB")
        );
        assert_eq!(
            country_of("<html lang=en><p>12 Elm Street, Boise, ID 83702", None).as_deref(),
            Some("US")
        );
        assert_eq!(
            country_of("<html lang=en><p>사업자등록번호", None).as_deref(),
            Some("KR")
        );
        assert_eq!(country_of("<p>Musterweg 1, D-50667 Köln", None).as_deref(), Some("DE"));
    }

    #[test]
    fn numbers_with_a_country_code_tell() {
        let html = "<html lang=en><p>+61 2 5550 0142 or +61 3 7010 1234";
        assert_eq!(country_of(html, Some("https://shop.example/")).as_deref(), Some("AU"));
    }

    #[test]
    fn nothing_tells_nothing() {
        assert_eq!(country_of("<p>1234", None), None);
    }
}
