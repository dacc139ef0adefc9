//! Finds amounts of money in the text of a page.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use rust_decimal::Decimal;

use super::bare;
use super::currency::{self, Setting, Sign, Trust};
use super::number::{Numeral, Seamless, Seams, digit};
use crate::page::{Document, Element};

/// Most amounts that are read off one page.
pub(super) const MOST_FOUND: usize = 400;
/// An element that is there for a price holds no more text than this, in bytes.
pub(super) const PRICE_ELEMENT_BYTES: usize = 120;
/// How many ancestors are asked whether they are there for a price.
const PRICE_ELEMENT_DEPTH: usize = 4;

/// An amount of money in the text.
#[derive(Debug, Clone)]
pub(super) struct Amount {
    /// Byte range in the page's text, the sign included.
    pub(super) range: Range<usize>,
    pub(super) value: Decimal,
    /// Upper end of a range.
    pub(super) upper: Option<Decimal>,
    pub(super) currency: Option<String>,
}

/// Where pieces of a page's text meet.
pub(super) struct Runs<'a>(pub(super) &'a Document);

impl Seams for Runs<'_> {
    fn begins(&self, offset: usize) -> bool {
        self.0.run_at(offset).is_some_and(|run| run.range.start == offset)
    }

    fn cents(&self, offset: usize) -> bool {
        let Some(run) = self.0.run_at(offset).filter(|run| run.range.start == offset) else {
            return false;
        };
        let element = self.0.element(run.element);
        element.name() == "sup"
            || element
                .attr("class")
                .is_some_and(|class| has_stem(class, &["cent", "decimal", "fraction", "pence", "kop", "superscript"]))
    }
}

/// Every amount with a currency sign, and every bare number in an element that is there for a price; in order.
pub(super) fn amounts(document: &Document, setting: &Setting) -> Vec<Amount> {
    let mut found = signed(document, setting);
    bare::add(document, setting, &mut found);
    found.sort_by_key(|amount| (amount.range.start, amount.range.end));
    found
}

/// A number without a sign, kept in case it turns out to be the lower end of a range.
struct Pending {
    range: Range<usize>,
    numeral: Numeral,
}

fn signed(document: &Document, setting: &Setting) -> Vec<Amount> {
    let text = document.text();
    let mut found: Vec<Amount> = Vec::new();
    let mut pending: Option<Pending> = None;
    let mut taken = 0;
    let mut at = 0;
    while found.len() < MOST_FOUND {
        let Some(offset) = text[at..].find(|c: char| digit(c).is_some()) else {
            break;
        };
        let start = with_leading_points(text, at + offset, taken);
        match read_signed(document, setting, start, taken) {
            Reading::Amount(amount) => {
                taken = amount.range.end;
                at = taken;
                extend_or_push(text, &mut found, amount, pending.take());
            }
            Reading::Number(numeral) => {
                at = numeral.end;
                pending = Some(Pending {
                    range: start..numeral.end,
                    numeral,
                });
            }
            Reading::Nothing(end) => at = end,
        }
    }
    found
}

/// `.75` begins at its point where a sign stands before it.
fn with_leading_points(text: &str, first_digit: usize, taken: usize) -> usize {
    let points = text[taken..first_digit].trim_end_matches('.').len() + taken;
    if points < first_digit && currency::before(text, points).is_some_and(|(_, start)| start >= taken) {
        points
    } else {
        first_digit
    }
}

enum Reading {
    Amount(Amount),
    /// A number beside which no sign stands.
    Number(Numeral),
    /// Nothing that could be an amount, up to the byte offset.
    Nothing(usize),
}

fn read_signed(document: &Document, setting: &Setting, start: usize, taken: usize) -> Reading {
    let text = document.text();
    let seams = Runs(document);
    let prefix = currency::before(text, start).filter(|(_, at)| *at >= taken);
    let glued = prefix.is_none() && text[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let Some(numeral) = Numeral::read(text, start, prefix.is_some(), &seams) else {
        return Reading::Nothing(start + 1);
    };
    if glued {
        return Reading::Nothing(numeral.end);
    }
    let (multiplier, multiplied_end) = multiplier(text, numeral.end);
    let suffix = currency::after(text, multiplied_end);
    let (sign, range, value_end) = match (prefix, suffix) {
        (Some((sign, at)), Some((code, end))) if sign.codes.len() > 1 && code.is_code() => (code, at..end, end),
        (Some((sign, at)), _) => widened(text, sign, at, multiplied_end, taken),
        (None, Some((sign, end))) => (sign, start..end, end),
        (None, None) => return bare_or_loose(document, setting, numeral),
    };
    let _ = value_end;
    let expected = sign.trust == Trust::Strong || expects_price(document, start);
    if !expected || text[range.end..].starts_with('%') {
        return Reading::Nothing(numeral.end);
    }
    amount(text, setting, &numeral, sign, range, multiplier)
}

fn amount(
    text: &str,
    setting: &Setting,
    numeral: &Numeral,
    sign: &'static Sign,
    range: Range<usize>,
    multiplier: Multiplier,
) -> Reading {
    let code = setting.code_of(sign);
    let thousandths = code.as_deref().is_some_and(currency::has_thousandths);
    match numeral.value(thousandths).and_then(|value| multiplier.apply(value)) {
        Some(value) if !is_huge_word(text, range.end) => Reading::Amount(Amount {
            range,
            value,
            upper: None,
            currency: code,
        }),
        _ => Reading::Nothing(numeral.end.max(range.end)),
    }
}

/// Before a sign that several currencies share may stand the code that tells: `NZD $100`.
fn widened(
    text: &str,
    sign: &'static Sign,
    at: usize,
    end: usize,
    taken: usize,
) -> (&'static Sign, Range<usize>, usize) {
    match currency::before(text, at) {
        Some((code, code_at)) if code_at >= taken && sign.codes.len() != 1 && code.is_code() => {
            (code, code_at..end, end)
        }
        Some((shared, shared_at)) if shared_at >= taken && sign.is_code() && shared.codes.len() > 1 => {
            (sign, shared_at..end, end)
        }
        _ => (sign, at..end, end),
    }
}

/// `118, 99 TL` in an element that is there for a price; else a number without a sign.
fn bare_or_loose(document: &Document, setting: &Setting, numeral: Numeral) -> Reading {
    let text = document.text();
    let spaced = text[numeral.end..].starts_with(". ") || text[numeral.end..].starts_with(", ");
    if spaced
        && expects_price(document, numeral.start)
        && let Some(loose) = Numeral::read(text, numeral.start, true, &Runs(document))
        && let Some((sign, end)) = currency::after(text, loose.end)
    {
        return amount(text, setting, &loose, sign, loose.start..end, Multiplier::default());
    }
    Reading::Number(numeral)
}

/// "$5 million" is a figure of business news.
fn is_huge_word(text: &str, end: usize) -> bool {
    let rest = text[end..].trim_start_matches([' ', '-']);
    let word: String = rest
        .chars()
        .take_while(|c| c.is_alphabetic())
        .take(10)
        .flat_map(char::to_lowercase)
        .collect();
    [
        "million", "billion", "trillion", "milliard", "mrd", "mio", "bn", "millones", "millon",
    ]
    .iter()
    .any(|huge| word == *huge || (huge.len() > 5 && word.starts_with(huge)))
}

/// What a word between number and sign multiplies by, and adds.
#[derive(Debug, Clone, Copy)]
struct Multiplier {
    factor: Decimal,
    added: Decimal,
}

impl Default for Multiplier {
    fn default() -> Self {
        Multiplier {
            factor: Decimal::ONE,
            added: Decimal::ZERO,
        }
    }
}

impl Multiplier {
    fn apply(self, value: Decimal) -> Option<Decimal> {
        value.checked_mul(self.factor)?.checked_add(self.added)
    }
}

/// `3만 5천원`, `5천원`, `2万円`: the multiplier behind a number, and where it ends.
fn multiplier(text: &str, end: usize) -> (Multiplier, usize) {
    let rest = &text[end..];
    let Some(word) = rest.chars().next() else {
        return (Multiplier::default(), end);
    };
    let factor = match word {
        '만' | '万' | '萬' => Decimal::from(10_000),
        '천' | '千' => Decimal::from(1_000),
        '억' | '億' => Decimal::from(100_000_000),
        _ => return (Multiplier::default(), end),
    };
    let mut behind = end + word.len_utf8();
    let mut added = Decimal::ZERO;
    let space = usize::from(text[behind..].starts_with(' '));
    if let Some(numeral) = Numeral::read(text, behind + space, false, &Seamless)
        && let Some(value) = numeral.value(false)
    {
        let (inner, inner_end) = multiplier_of_rest(text, numeral.end);
        if currency::after(text, inner_end).is_some() {
            added = value * inner;
            behind = inner_end;
        }
    }
    (Multiplier { factor, added }, behind)
}

fn multiplier_of_rest(text: &str, end: usize) -> (Decimal, usize) {
    match text[end..].chars().next() {
        Some(word @ ('천' | '千')) => (Decimal::from(1_000), end + word.len_utf8()),
        _ => (Decimal::ONE, end),
    }
}

/// Pushes an amount, or makes it the upper end of the range that the one before it opens.
fn extend_or_push(text: &str, found: &mut Vec<Amount>, amount: Amount, pending: Option<Pending>) {
    if let Some(last) = found.last_mut()
        && last.upper.is_none()
        && last.value < amount.value
        && last.currency == amount.currency
        && is_range_word(&text[last.range.end..amount.range.start])
    {
        last.upper = Some(amount.value);
        last.range.end = amount.range.end;
        return;
    }
    // "26 to 50 €": the sign stands behind the upper end only.
    if let Some(lower) = pending
        && lower.range.end <= amount.range.start
        && text[amount.range.start..].starts_with(|c| digit(c).is_some())
        && is_range_word(&text[lower.range.end..amount.range.start])
        && let Some(value) = lower.numeral.value(false)
        && value < amount.value
    {
        found.push(Amount {
            range: lower.range.start..amount.range.end,
            value,
            upper: Some(amount.value),
            currency: amount.currency,
        });
        return;
    }
    found.push(amount);
}

fn is_range_word(gap: &str) -> bool {
    if gap.len() > 16 {
        return false;
    }
    matches!(
        gap.trim_matches(' ').to_lowercase().as_str(),
        "-" | "–"
            | "—"
            | "~"
            | "〜"
            | "～"
            | "to"
            | "bis"
            | "à"
            | "a"
            | "até"
            | "hasta"
            | "до"
            | "do"
            | "から"
            | "부터"
            | "に"
    ) && !gap.contains('\n')
}

/// Whether the text at the offset stands in an element that is there for a price.
pub(super) fn expects_price(document: &Document, offset: usize) -> bool {
    document.at(offset).is_some_and(|element| {
        element
            .self_and_ancestors()
            .take(PRICE_ELEMENT_DEPTH)
            .take_while(|ancestor| ancestor.text_range().len() <= PRICE_ELEMENT_BYTES)
            .any(names_a_price)
    })
}

/// Words in class, id and `itemprop` of elements that hold a price.
const PRICE_STEMS: &[&str] = &[
    "price", "preis", "prix", "precio", "prezzo", "preco", "cena", "pris", "prijs", "amount", "money", "가격",
];

/// Whether an element's own names say that it is there for a price.
pub(super) fn names_a_price(element: Element<'_>) -> bool {
    static STEMS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(PRICE_STEMS)
            .expect("the built-in words make an automaton")
    });
    element
        .attrs()
        .filter(|(name, _)| matches!(*name, "class" | "id" | "itemprop" | "property"))
        .any(|(_, value)| STEMS.is_match(value))
}

/// Whether an attribute holds one of the stems, without case.
pub(super) fn has_stem(value: &str, stems: &[&str]) -> bool {
    if value.bytes().any(|byte| byte.is_ascii_uppercase()) {
        let lower = value.to_ascii_lowercase();
        stems.iter().any(|stem| lower.contains(stem))
    } else {
        stems.iter().any(|stem| value.contains(stem))
    }
}
