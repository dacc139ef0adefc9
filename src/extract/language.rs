//! The language of the text.

use whichlang::Lang;

use crate::page::Document;

/// Letters of visible text below which the text is too short to tell its language.
const ENOUGH_LETTERS: usize = 200;
/// Bytes of visible text that are looked at.
const SAMPLE: usize = 6_000;

/// BCP 47 language of the visible text.
///
/// The page's own `lang` is taken unless the text contradicts it: templates often ship with `lang="en"`. Korean,
/// Japanese and Chinese are told by their scripts, other languages by the whole of a long enough text.
pub(super) fn language(document: &Document) -> Option<String> {
    let declared = declared(document);
    let sample = sample(document);
    let spoken = by_script(&sample, declared.as_deref()).or_else(|| by_words(&sample, declared.as_deref()));
    match (spoken, declared) {
        (Some(spoken), Some(tag)) if primary(&tag) == spoken => Some(tag),
        (Some(spoken), _) => Some(spoken.to_owned()),
        (None, declared) => declared,
    }
}

/// The language tag that the page states, in its usual spelling.
fn declared(document: &Document) -> Option<String> {
    let root = document.tagged("html").next()?;
    let tag = root.filled_attr("lang").or_else(|| root.filled_attr("xml:lang"))?;
    let mut parts = tag.split(['-', '_']).map(str::trim);
    let language = match parts.next()?.to_ascii_lowercase().as_str() {
        // Country codes that are often taken for languages.
        "kr" => "ko".to_owned(),
        "jp" => "ja".to_owned(),
        "cn" => "zh".to_owned(),
        language if (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            language.to_owned()
        }
        _ => return None,
    };
    let rest: Vec<String> = parts
        .filter(|part| !part.is_empty() && part.len() <= 8 && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        .map(|part| match part.len() {
            2 => part.to_ascii_uppercase(),
            4 => {
                let mut titled = part.to_ascii_lowercase();
                titled[..1].make_ascii_uppercase();
                titled
            }
            _ => part.to_ascii_lowercase(),
        })
        .collect();
    Some(std::iter::once(language).chain(rest).collect::<Vec<_>>().join("-"))
}

/// The primary subtag of a language tag.
pub(super) fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

fn sample(document: &Document) -> String {
    let mut sample = String::new();
    for run in document.runs().iter().filter(|run| run.visible) {
        if sample.len() >= SAMPLE {
            break;
        }
        sample.push_str(&document.text()[run.range.clone()]);
        sample.push(' ');
    }
    sample
}

fn by_script(sample: &str, declared: Option<&str>) -> Option<&'static str> {
    let (mut letters, mut hangul, mut kana, mut han) = (0_usize, 0_usize, 0_usize, 0_usize);
    for character in sample.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        match character as u32 {
            0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7A3 => hangul += 1,
            0x3041..=0x30FF | 0xFF66..=0xFF9F => kana += 1,
            0x3400..=0x4DBF | 0x4E00..=0x9FFF => han += 1,
            _ => {}
        }
    }
    // A page that says so needs little proof; one that says otherwise, or nothing, needs more than a menu entry.
    let share = |count: usize, language: &str| {
        let needed = if declared.is_some_and(|tag| primary(tag) == language) {
            5
        } else {
            20
        };
        count >= 2 && count * 100 >= letters * needed
    };
    if share(hangul, "ko") {
        Some("ko")
    } else if kana * 10 >= han && share(kana + han, "ja") && kana >= 2 {
        Some("ja")
    } else if share(han, "zh") {
        Some("zh")
    } else {
        None
    }
}

/// The language by its words: only when three parts of a long enough text agree.
fn by_words(sample: &str, declared: Option<&str>) -> Option<&'static str> {
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    if letters < ENOUGH_LETTERS {
        return None;
    }
    let words: Vec<&str> = sample.split_whitespace().collect();
    let part = words.len().div_ceil(3).max(1);
    let mut found = words
        .chunks(part)
        .map(|words| code_of(whichlang::detect_language(&words.join(" "))));
    let first = found.next()?;
    let agreed = found.all(|other| other == first).then_some(first)?;
    // Languages that the detector does not know come out as one of its neighbours: there the page's word stands.
    let known = declared.is_none_or(|tag| KNOWN.contains(&primary(tag)));
    known.then_some(agreed)
}

const KNOWN: &[&str] = &[
    "ar", "zh", "de", "en", "fr", "hi", "it", "ja", "ko", "nl", "pt", "ru", "es", "sv", "tr", "vi",
];

fn code_of(language: Lang) -> &'static str {
    match language {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language_of(html: &str) -> Option<String> {
        language(&Document::parse(html, None))
    }

    #[test]
    fn the_page_says_its_language() {
        assert_eq!(language_of("<html lang=ko_kr><p>hi").as_deref(), Some("ko-KR"));
        assert_eq!(language_of("<html lang='en-gb'><p>Hello").as_deref(), Some("en-GB"));
        assert_eq!(language_of("<p>Hello"), None);
    }

    #[test]
    fn the_text_decides_against_the_attribute() {
        let korean = "<html lang=en><p>주문하신 상품은 결제 확인 후 이틀 안에 보내 드립니다. Thank you";
        assert_eq!(language_of(korean).as_deref(), Some("ko"));
        let japanese = "<html lang=en><p>ご注文の商品は二営業日以内に発送いたします";
        assert_eq!(language_of(japanese).as_deref(), Some("ja"));
        let german = format!(
            "<html lang=en><p>{}",
            "Wir versenden Ihre Bestellung innerhalb von zwei Tagen und freuen uns über Ihre Nachricht. ".repeat(6)
        );
        assert_eq!(language_of(&german).as_deref(), Some("de"));
    }

    #[test]
    fn a_language_switch_does_not_change_the_language() {
        let html = format!(
            "<html lang=en><p>한국어 日本語<p>{}",
            "We send every parcel within two days. ".repeat(12)
        );
        assert_eq!(language_of(&html).as_deref(), Some("en"));
    }
}
