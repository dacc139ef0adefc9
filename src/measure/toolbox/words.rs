//! Words of field labels that the facts do not name by a concept.

use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::Lexicon;
use crate::model::Link;

/// Whether a label holds a word of a lexicon concept.
pub(in crate::measure) fn says(concept: &str, label: &str) -> bool {
    Lexicon::builtin().is(concept, label)
}

/// What stands behind the first word of a concept, marks at its start aside.
pub(in crate::measure) fn after<'t>(concept: &str, text: &'t str) -> Option<&'t str> {
    let hit = Lexicon::builtin().find(concept, text)?;
    let rest = text.get(hit.end..)?;
    Some(rest.trim_start_matches(|c: char| !c.is_alphanumeric()))
}

/// An order number in a label or a field's name.
pub(in crate::measure) fn is_order_number(text: &str) -> bool {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?ix) \b order [\s_\[.-]* (?:number|no\b|nr\b|num\b|id\b|key\b|code\b|reference) | \b ord (?:er)? [_-]? (?:no|num|id)\b | \b od_id \b
            | order\s?\# | \b (?:orderno|orderid|ordernumber|ordno|ordernum) | 주문\s?번호 | 注文\s?番号 | 受注番号 | 订单号 | 訂單編號
            | bestell (?:nummer|nr|\-nr) | auftragsnummer | (?:numéro|n°|no)\s(?:de\s(?:la\s)?)?commande
            | n(?:ú|u)mero\sde\s(?:pedido|encomenda) | numero\s(?:d'|dell')?ordine | ordernummer | bestelnummer
            | numer\szamówienia | mã\sđơn\shàng",
        )
        .expect("built-in pattern")
    });
    WORDS.is_match(text)
}

/// "The same as the other address".
pub(in crate::measure) fn is_same_as(text: &str) -> bool {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)same\s+(?:as|address)|동일|위와 같|정보와 같|identisch|gleich(?:e|en)?\s|stimmt.*überein|identique|même(?:s)?\s+adresse|misma\s+direcci|igual\s+que|stesso\s+indirizzo|hetzelfde|mesm[oa]\s+(?:endere|morada)|taki\s+sam|samma\s+som|同じ|同一|相同|use\s+(?:my\s+)?(?:shipping|delivery)\s+address|billing.*same|same.*billing",
        )
        .expect("built-in pattern")
    });
    WORDS.is_match(text)
}

/// A fax number, or a landline beside a mobile number, or a second number.
pub(in crate::measure) fn is_spare_phone(text: &str) -> bool {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\bfax|팩스|ファックス|传真|landline|home\s+phone|evening\s+phone|work\s+phone|(?:second|alternat|other|additional)\w*\s+(?:tele)?phone|일반\s?전화|유선\s?전화|집\s?전화|자택\s?전화|추가\s?연락처|비상\s?연락처|festnetz|固定電話",
        )
        .expect("built-in pattern")
    });
    WORDS.is_match(text)
}

/// A number of a person at their state.
pub(in crate::measure) fn is_personal_number(text: &str) -> bool {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)주민\s?(?:등록)?\s?번호|resident\s+(?:registration\s+)?number|social\s+security\s+n|\bssn\b")
            .expect("built-in pattern")
    });
    WORDS.is_match(text)
}

/// A plan that goes on until it is cancelled.
pub(in crate::measure) fn is_recurring(text: &str) -> bool {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)정기\s?(?:배송|구독|결제)|subscri(?:be|ption)|auto-?\s?(?:ship|renew|delivery)|every\s+\d*\s*(?:week|month)|\babo\b|abonnement|定期(?:便|購入|お届け)|suscripci",
        )
        .expect("built-in pattern")
    });
    WORDS.is_match(text)
}

/// An amount of money that a label adds, in the label's own units; 0 where it adds none.
pub(in crate::measure) fn amount_in(label: &str) -> f64 {
    static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)(?P<sign>[-−–+＋]?)\s*(?:(?:[$€£¥₩₫]|US\$|USD|EUR|GBP|KRW|JPY|kr|zł)\s*(?P<a>\d[\d.,]*)|(?P<b>\d[\d.,]*)\s*(?:[$€£¥₩₫]|원|円|元|USD|EUR|GBP|KRW|kr\b|zł))",
        )
        .expect("built-in pattern")
    });
    AMOUNT
        .captures_iter(label)
        .filter(|found| !matches!(&found["sign"], "-" | "−" | "–"))
        .filter_map(|found| found.name("a").or_else(|| found.name("b")))
        .map(|digits| figure(digits.as_str()))
        .fold(0.0, f64::max)
}

/// Digits with separators: the last separator is decimal when one or two digits follow it.
fn figure(digits: &str) -> f64 {
    let digits = digits.trim_end_matches(['.', ',']);
    let decimal = digits
        .rfind(['.', ','])
        .filter(|at| digits.len() - at <= 3)
        .map(|at| (&digits[..at], &digits[at + 1..]));
    let (whole, part) = decimal.unwrap_or((digits, "0"));
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    format!("{whole}.{part}").parse().unwrap_or(0.0)
}

/// Labels of a page about everything. They lead to the topic in question, but nobody who looks for it can tell.
const GENERAL: &[&str] = &["이용안내", "이용 안내", "쇼핑안내", "쇼핑 안내"];

/// Whether a link names one of the concepts, and not only a page about everything.
pub(in crate::measure) fn names(link: &Link, concepts: &[&str]) -> bool {
    link.concepts.iter().any(|own| concepts.contains(&own.as_str())) && !GENERAL.contains(&link.text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_in_several_languages() {
        assert!(is_order_number("주문번호") && is_order_number("Order number") && is_order_number("od_id"));
        assert!(!is_order_number("Order by price"));
        assert!(is_same_as("배송지와 동일") && is_same_as("Same as shipping address"));
        assert!(is_spare_phone("일반전화") && is_spare_phone("Fax") && !is_spare_phone("휴대폰"));
        assert!(is_recurring("정기배송") && !is_recurring("한 번 구매"));
    }

    #[test]
    fn a_label_that_adds_to_the_price_tells_how_much() {
        assert!((amount_in("선물 포장 (+2,000원)") - 2000.0).abs() < 1e-9);
        assert!((amount_in("Shipping protection $1.99") - 1.99).abs() < 1e-9);
        assert!(amount_in("쿠폰 -1,000원").abs() < 1e-9);
        assert!(amount_in("Size 42").abs() < 1e-9);
    }

    #[test]
    fn what_follows_a_label_is_its_value() {
        assert_eq!(after("topic.origin", "원산지: 전남 해남"), Some("전남 해남"));
    }
}
