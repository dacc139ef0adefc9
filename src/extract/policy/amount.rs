//! Amounts of money in sentences.

use std::ops::Range;
use std::str::FromStr;
use std::sync::LazyLock;

use crate::extract::pattern::pattern;
use regex::{Captures, Regex};
use rust_decimal::Decimal;

use crate::model::Money;

/// An amount with its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) range: Range<usize>,
    pub(super) money: Money,
}

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)
        (?P<sign>US\$|CA\$|AU\$|A\$|C\$|NZ\$|[₩￦$€£¥￥]|\b(?:KRW|USD|EUR|GBP|JPY|AUD|CAD|CHF|PLN|SEK|DKK|NOK)\b)\s?(?P<signed>\d[\d.,'\ ]*\d|\d)
        | (?P<tens>\d{1,4}(?:\.\d)?)\s?(?P<man>만|천|万)\s?(?P<manunit>원|円)
        | (?P<plain>\d[\d.,']*\d|\d)\s?(?P<unit>원|円|€|£|zł|kr\b|\bUSD\b|\bEUR\b|\bEuros?\b|\bGBP\b|\bKRW\b|\bCHF\b|\bPLN\b|\bSEK\b|\bdollars?\b)
        ",
    )
});

/// Amounts that are read off one page.
const MOST: usize = 2_000;

/// Every amount in some lines of a text, in order. `country` decides the plain dollar.
pub(super) fn all_in(text: &str, lines: &[Range<usize>], country: Option<&str>) -> Vec<Amount> {
    lines
        .iter()
        .flat_map(|line| {
            AMOUNT
                .captures_iter(&text[line.clone()])
                .filter_map(|captures| read(&captures, line.start, country))
        })
        .take(MOST)
        .collect()
}

fn read(captures: &Captures<'_>, offset: usize, country: Option<&str>) -> Option<Amount> {
    let range = captures.get(0)?.range();
    let (digits, sign, factor) = if let Some(sign) = captures.name("sign") {
        (captures.name("signed")?, sign, 1)
    } else if let Some(tens) = captures.name("tens") {
        let factor = if captures.name("man")?.as_str() == "천" {
            1_000
        } else {
            10_000
        };
        (tens, captures.name("manunit")?, factor)
    } else {
        (captures.name("plain")?, captures.name("unit")?, 1)
    };
    let currency = currency_of(sign.as_str(), country);
    let amount = decimal(digits.as_str(), currency)?.checked_mul(Decimal::from(factor))?;
    Some(Amount {
        range: range.start + offset..range.end + offset,
        money: Money {
            amount: amount.normalize(),
            currency: currency.map(str::to_owned),
        },
    })
}

fn currency_of(sign: &str, country: Option<&str>) -> Option<&'static str> {
    Some(match sign.to_uppercase().as_str() {
        "₩" | "￦" | "원" | "KRW" => "KRW",
        "円" | "JPY" => "JPY",
        "¥" | "￥" => {
            if country == Some("CN") {
                "CNY"
            } else {
                "JPY"
            }
        }
        "€" | "EUR" | "EURO" | "EUROS" => "EUR",
        "£" | "GBP" => "GBP",
        "$" | "DOLLAR" | "DOLLARS" => match country {
            Some("CA") => "CAD",
            Some("AU") => "AUD",
            Some("NZ") => "NZD",
            Some("SG") => "SGD",
            Some("HK") => "HKD",
            Some("US") | None => "USD",
            Some(_) => return None,
        },
        "US$" | "USD" => "USD",
        "CA$" | "C$" | "CAD" => "CAD",
        "AU$" | "A$" | "AUD" => "AUD",
        "NZ$" => "NZD",
        "CHF" => "CHF",
        "ZŁ" | "PLN" => "PLN",
        "SEK" => "SEK",
        "DKK" => "DKK",
        "NOK" => "NOK",
        "KR" => match country {
            Some("SE") => "SEK",
            Some("DK") => "DKK",
            Some("NO") => "NOK",
            _ => return None,
        },
        _ => return None,
    })
}

/// A figure with either sign for decimals. One or two figures behind the last sign are decimals; won and yen have none.
fn decimal(digits: &str, currency: Option<&str>) -> Option<Decimal> {
    let digits = digits.trim().trim_end_matches(['.', ',', '\'']);
    let whole_only = matches!(currency, Some("KRW" | "JPY"));
    let last = digits.rfind(['.', ',']);
    let figures = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let plain = match last {
        Some(at) if !whole_only && digits.len() - at - 1 <= 2 => {
            format!("{}.{}", figures(&digits[..at]), figures(&digits[at + 1..]))
        }
        // "1.5" of "1.5만원"
        Some(at) if whole_only && digits.len() - at - 1 == 1 && digits.len() <= 6 => {
            format!("{}.{}", figures(&digits[..at]), figures(&digits[at + 1..]))
        }
        _ => figures(digits),
    };
    Decimal::from_str(&plain).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amounts(text: &str, country: &str) -> Vec<String> {
        all_in(text, std::slice::from_ref(&(0..text.len())), Some(country))
            .into_iter()
            .map(|one| format!("{} {}", one.money.amount, one.money.currency.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn amounts_are_read_as_written() {
        assert_eq!(amounts("30,000원 이상", "KR"), ["30000 KRW"]);
        assert_eq!(amounts("5만원 이상", "KR"), ["50000 KRW"]);
        assert_eq!(amounts("orders over $49.90", "CA"), ["49.9 CAD"]);
        assert_eq!(amounts("ab 4,95 €", "DE"), ["4.95 EUR"]);
        assert_eq!(amounts("1.250 € und £1,250", "DE"), ["1250 EUR", "1250 GBP"]);
        assert_eq!(amounts("5,500円以上", "JP"), ["5500 JPY"]);
    }
}
