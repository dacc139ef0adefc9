//! Postal addresses.

use std::ops::Range;
use std::sync::LazyLock;

use crate::extract::pattern::pattern;
use regex::Regex;
use serde_json::Value;

use crate::extract::Context;

/// Characters of an address.
const LENGTH: usize = 160;

/// What only postal addresses hold: a postal code with its town, or a Korean or Japanese address by its parts.
static CODE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)
        (?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|충청|전북|전남|전라|경북|경남|경상|제주)[가-힣]*\s+[가-힣0-9]+(?:시|군|구)\s+[가-힣0-9\s]+?(?:로|길|동|읍|면|리|가)\s*\d+
        | 〒\s?\d{3}[-‐－]\d{4} | (?:東京都|北海道|(?:京都|大阪)府|[\p{Han}]{2,3}県)[\p{Han}]{1,6}[市区町村郡][^\s]*\d
        | \b(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])[.,]?\s\s?\d{5}(?:-\d{4})?\b
        | \b[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{2}\b
        | \b[ABCEGHJ-NPRSTVXY]\d[A-Z]\s\d[A-Z]\d\b
        | \b(?:NSW|VIC|QLD|TAS|ACT|WA|SA|NT)[.,]?\s\d{4}\b
        | (?:[Ss]tra(?:ss|ß)e|[Ss]tr\.|[Ww]eg|[Pp]latz|[Aa]llee|[Gg]asse|[Rr]ing|[Dd]amm)\s?\d{1,4}\s?[a-z]?\s?[,|\n·•-]*\s?(?:D-|A-|CH-)?\d{4,5}\s[A-ZÄÖÜ][a-zäöüß]+
        | \b\d{1,4},?\s(?:bis\s|ter\s)?(?:rue|avenue|av\.|boulevard|bd|place|chemin|allée|quai|route|cours|impasse)\s[^\n]{3,60}\n?[^\n]{0,20}\b\d{5}\s[A-ZÉÈ]
        | \b(?:calle|c/|avda\.?|avenida|plaza|paseo|carrer)\s[^\n]{3,60}\b\d{5}\b
        | \b(?:via|viale|piazza|corso)\s[^\n]{3,60}\b\d{5}\s[A-Z]
        | \b\d{4}\s?[A-Z]{2}\s(?:Amsterdam|Rotterdam|Utrecht|Den\sHaag|'s-Gravenhage|Eindhoven|Groningen|Tilburg|Breda|Almere)
        ",
    )
});

static STREET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\d.*\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|way|court|ct|place|pl|square|highway|hwy|parkway|pkwy|suite|unit|floor|p\.?o\.? box)\b|\bp\.?o\.? box\b|^\d{1,5}[a-z]?[ ,]",
    )
});

/// Whether a labelled value can be a postal address: it holds a figure, or is long, and is no web or mail address.
pub(super) fn looks_like_one(value: &str) -> bool {
    let figure = value.chars().any(char::is_numeric);
    figure && value.chars().count() >= 8 && !value.contains('@') && !value.contains("://")
}

/// The first address that the page prints, as a byte range of its text: the line of its postal code, with the line of
/// its street above.
pub(super) fn printed(context: &Context<'_>) -> Option<Range<usize>> {
    let text = context.document.text();
    // "I5 8GB" has the form of a British postal code.
    let code = CODE
        .find_iter(text)
        .find(|code| !code.as_str().ends_with("GB") && !code.as_str().ends_with("TB"))?;
    let mut start = text[..code.start()].rfind('\n').map_or(0, |at| at + 1);
    let end = text[code.end()..].find('\n').map_or(text.len(), |at| code.end() + at);
    if text[start..end].chars().count() > LENGTH {
        // In the middle of a paragraph: the words around it.
        let from = back(text, code.start(), 60).max(start);
        return Some(from..code.end());
    }
    let lead = text[start..code.start()].trim();
    if start > 0 && !lead.chars().any(|c| c.is_ascii_digit()) {
        let above_start = text[..start - 1].rfind('\n').map_or(0, |at| at + 1);
        let above = &text[above_start..start - 1];
        if above.chars().count() <= 60 && STREET.is_match(above) {
            start = above_start;
        }
    }
    Some(start..end)
}

fn back(text: &str, at: usize, bytes: usize) -> usize {
    let mut from = at.saturating_sub(bytes);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    from
}

/// The address that structured data tells.
pub(super) fn in_structured_data(context: &Context<'_>) -> Option<String> {
    let mut pending: Vec<&Value> = context.structured.items.iter().rev().collect();
    while let Some(value) = pending.pop() {
        match value {
            Value::Array(items) => pending.extend(items.iter().rev()),
            Value::Object(fields) => {
                if let Some(address) = fields.get("address").and_then(one_line) {
                    return Some(address);
                }
                pending.extend(fields.values().filter(|value| value.is_object() || value.is_array()));
            }
            _ => {}
        }
    }
    None
}

fn one_line(address: &Value) -> Option<String> {
    if let Some(text) = address.as_str() {
        return Some(text.trim().to_owned()).filter(|text| looks_like_one(text));
    }
    let address = address.as_array().and_then(|all| all.first()).unwrap_or(address);
    let street = address.get("streetAddress")?.as_str()?.trim();
    if street.is_empty() {
        return None;
    }
    let parts: Vec<&str> = std::iter::once(street)
        .chain(
            ["postalCode", "addressLocality", "addressRegion"]
                .iter()
                .filter_map(|name| address.get(name)?.as_str())
                .map(str::trim)
                .filter(|part| !part.is_empty()),
        )
        .collect();
    Some(parts.join(", "))
}

#[cfg(test)]
mod tests {
    use crate::extract::{Source, facts};

    fn address(html: &str) -> Option<String> {
        facts(&Source::new(html.as_bytes(), None)).business.address
    }

    #[test]
    fn printed_addresses_are_found() {
        assert_eq!(
            address("<p>12 Elm Street<br>Boise, ID 83702").as_deref(),
            Some("12 Elm Street\nBoise, ID 83702")
        );
        assert_eq!(
            address("<p>Musterstraße 5, 50667 Köln").as_deref(),
            Some("Musterstraße 5, 50667 Köln")
        );
        assert_eq!(
            address("<p>3 Mill Lane, Leeds LS1 4AB").as_deref(),
            Some("3 Mill Lane, Leeds LS1 4AB")
        );
        assert_eq!(
            address("<p>서울특별시 종로구 가상로 15").as_deref(),
            Some("서울특별시 종로구 가상로 15")
        );
        assert_eq!(address("<p>Only words and 12345 here"), None);
    }
}
