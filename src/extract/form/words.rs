//! The words of `audits/autofill.toml`, and how they are found in identifiers and labels.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::lexicon::Folded;

/// Words of fields, compiled into the program.
const AUTOFILL: &str = include_str!("../../../audits/autofill.toml");
/// Words of whole forms, compiled into the program.
const PURPOSES: &str = include_str!("../../../audits/form-purposes.toml");

/// Letters from which a word of an identifier may stand inside another.
const FREE_NAME_LETTERS: usize = 6;
/// Letters from which a word of a label may go on ("cities" no, "Postleitzahlen" yes).
const FREE_LABEL_END_LETTERS: usize = 5;
/// Letters from which a word of a label may end a longer one ("Lieferadresse").
const FREE_LABEL_START_LETTERS: usize = 7;

/// What a piece of text says of a field: the token of the best word in it, and how surely, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Vote {
    pub(super) token: &'static str,
    pub(super) strength: f64,
}

/// A word of the list.
#[derive(Debug)]
struct Pattern {
    token: &'static str,
    weak: bool,
    /// Only as a word of its own.
    bounded: bool,
    /// Only as the whole text.
    whole: bool,
    /// May stand anywhere.
    free: bool,
    letters: usize,
}

/// One automaton with the words behind its patterns; several tokens may share a word.
struct Words {
    search: AhoCorasick,
    patterns: Vec<Vec<Pattern>>,
}

struct Vocabulary {
    names: Words,
    labels: Words,
}

impl Vocabulary {
    fn read(source: &str, names: &str, labels: &str) -> Vocabulary {
        let table: BTreeMap<String, BTreeMap<String, Vec<String>>> =
            toml::from_str(source).expect("a built-in word list is TOML");
        Vocabulary {
            names: Words::new(&table[names], squeeze),
            labels: Words::new(&table[labels], |word| Folded::new(word).text.trim().to_owned()),
        }
    }
}

static FIELDS: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::read(AUTOFILL, "names", "labels"));
static FORMS: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::read(PURPOSES, "ids", "words"));

impl Words {
    fn new(table: &BTreeMap<String, Vec<String>>, fold: impl Fn(&str) -> String) -> Words {
        let mut by_text: BTreeMap<String, Vec<Pattern>> = BTreeMap::new();
        for (token, words) in table {
            // The vocabulary lives as long as the program does.
            let token: &'static str = String::leak(token.clone());
            for word in words {
                let (weak, word) = strip(word, "~");
                let (whole, word) = strip(word, "==");
                let (bounded, word) = strip(word, "=");
                let (free, word) = strip(word, "+");
                let text = fold(word);
                let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
                by_text.entry(text).or_default().push(Pattern {
                    token,
                    weak,
                    bounded,
                    whole,
                    free,
                    letters,
                });
            }
        }
        Words {
            search: AhoCorasick::builder()
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .build(by_text.keys())
                .expect("the built-in autofill words make an automaton"),
            patterns: by_text.into_values().collect(),
        }
    }

    /// Every token with a word in the text and its best strength; a word within a longer one does not count.
    fn all(&self, text: &str, allows: impl Fn(&Pattern, usize, usize) -> bool) -> BTreeMap<&'static str, f64> {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let mut hits: Vec<(usize, usize, &'static str, f64)> = Vec::new();
        for found in self.search.find_overlapping_iter(text) {
            for pattern in &self.patterns[found.pattern().as_usize()] {
                let full = pattern.letters * 100 >= letters * 85;
                if (!pattern.whole || full) && allows(pattern, found.start(), found.end()) {
                    let strength = strength(pattern.weak, full, letters);
                    hits.push((found.start(), found.end(), pattern.token, strength));
                }
            }
        }
        let mut tokens: BTreeMap<&'static str, f64> = BTreeMap::new();
        for &(start, end, token, strength) in &hits {
            let inside = hits.iter().any(|&(other_start, other_end, other, _)| {
                other != token && other_start <= start && end <= other_end && other_end - other_start > end - start
            });
            if !inside {
                let best = tokens.entry(token).or_default();
                *best = best.max(strength);
            }
        }
        tokens
    }

    /// The best word among the places that `allows` lets pass. Of words as good and long, the later
    /// wins in an identifier, the earlier in a label; the length of an identifier takes nothing from its words.
    fn best(&self, text: &str, identifier: bool, allows: impl Fn(&Pattern, usize, usize) -> bool) -> Option<Vote> {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let mut best: Option<(f64, usize, usize, Vote)> = None;
        for found in self.search.find_overlapping_iter(text) {
            for pattern in &self.patterns[found.pattern().as_usize()] {
                let full = pattern.letters * 100 >= letters * 85;
                if (pattern.whole && !full) || !allows(pattern, found.start(), found.end()) {
                    continue;
                }
                let strength = strength(pattern.weak, full, if identifier { 0 } else { letters });
                let better = best.as_ref().is_none_or(|(other, length, start, _)| {
                    let order = strength.total_cmp(other).then(pattern.letters.cmp(length));
                    order.is_gt()
                        || (order.is_eq() && (identifier == (found.start() > *start)) && found.start() != *start)
                });
                if better {
                    let vote = Vote {
                        token: pattern.token,
                        strength,
                    };
                    best = Some((strength, pattern.letters, found.start(), vote));
                }
            }
        }
        best.map(|(_, _, _, vote)| vote)
    }
}

fn strip<'a>(word: &'a str, mark: &str) -> (bool, &'a str) {
    word.strip_prefix(mark).map_or((false, word), |rest| (true, rest))
}

/// How surely a word names a field: a word that is all of the text says most, a word in a long sentence little.
pub(super) fn strength(weak: bool, full: bool, letters: usize) -> f64 {
    match (weak, full) {
        (false, true) => 1.0,
        (true, true) => 0.9,
        (true, false) => 0.3,
        (false, false) if letters <= 40 => 0.75,
        (false, false) if letters <= 80 => 0.5,
        (false, false) => 0.2,
    }
}

/// What an identifier (`name`, `id`, a class) says of a field.
pub(super) fn in_identifier(identifier: &str) -> Option<Vote> {
    let (text, starts) = split(identifier);
    FIELDS.names.best(&text, true, |pattern, start, end| {
        identifier_allows(&text, &starts, pattern, start, end)
    })
}

/// What a label says of a field, in any language.
pub(super) fn in_label(label: &str) -> Option<Vote> {
    let folded = Folded::new(label).text;
    FIELDS.labels.best(&folded, false, |pattern, start, end| {
        label_allows(&folded, pattern, start, end)
    })
}

/// The purposes that an identifier names, with how surely.
pub(super) fn purposes_in_identifier(identifier: &str) -> BTreeMap<&'static str, f64> {
    let (text, starts) = split(identifier);
    FORMS.names.all(&text, |pattern, start, end| {
        identifier_allows(&text, &starts, pattern, start, end)
    })
}

/// The purposes that words on the page name, with how surely.
pub(super) fn purposes_in_words(words: &str) -> BTreeMap<&'static str, f64> {
    let folded = Folded::new(words).text;
    FORMS.labels.all(&folded, |pattern, start, end| {
        label_allows(&folded, pattern, start, end)
    })
}

fn identifier_allows(text: &str, starts: &[usize], pattern: &Pattern, start: usize, end: usize) -> bool {
    let is_start = |offset: usize| offset == text.len() || starts.binary_search(&offset).is_ok();
    let bounded = is_start(start) && is_start(end);
    bounded || (!pattern.bounded && (pattern.free || pattern.letters >= FREE_NAME_LETTERS))
}

fn label_allows(text: &str, pattern: &Pattern, start: usize, end: usize) -> bool {
    let first = text[start..].chars().next();
    let last = text[..end].chars().next_back();
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    if pattern.bounded || pattern.whole {
        return bounded_side(first, before) && bounded_side(last, after);
    }
    (free_side(first, before) || pattern.letters >= FREE_LABEL_START_LETTERS)
        && (free_side(last, after) || pattern.letters >= FREE_LABEL_END_LETTERS)
}

/// Whether a word may begin or end here: letters that join into words do not go on. Hangul, kana and Han join freely.
fn free_side(inner: Option<char>, outer: Option<char>) -> bool {
    match (inner, outer) {
        (Some(inner), Some(outer)) => {
            is_ideographic(inner) || is_ideographic(outer) || !(inner.is_alphanumeric() && outer.is_alphanumeric())
        }
        _ => true,
    }
}

fn bounded_side(inner: Option<char>, outer: Option<char>) -> bool {
    match (inner, outer) {
        (Some(inner), Some(outer)) => !(inner.is_alphanumeric() && outer.is_alphanumeric()),
        _ => true,
    }
}

fn is_ideographic(c: char) -> bool {
    matches!(c as u32, 0x1100..=0x11FF | 0x3005..=0x3007 | 0x3041..=0x30FF | 0x3130..=0x318F | 0x3400..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF)
}

/// Letters and digits only, lower case.
fn squeeze(word: &str) -> String {
    word.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// An identifier without what separates its words, and where they start: `billing[first_name]`, `firstName`,
/// `addressLine2`.
pub(super) fn split(identifier: &str) -> (String, Vec<usize>) {
    let mut text = String::with_capacity(identifier.len());
    let mut starts = Vec::new();
    let mut before: Option<char> = None;
    let mut chars = identifier.chars().take(200).peekable();
    while let Some(c) = chars.next() {
        if c.is_alphanumeric() {
            let next_is_lower = chars.peek().is_some_and(|next| next.is_lowercase());
            let starts_word = match before {
                None => true,
                Some(last) => {
                    last.is_numeric() != c.is_numeric()
                        || (c.is_uppercase() && (last.is_lowercase() || (last.is_uppercase() && next_is_lower)))
                }
            };
            if starts_word {
                starts.push(text.len());
            }
            text.extend(c.to_lowercase());
            before = Some(c);
        } else {
            before = None;
        }
    }
    (text, starts)
}

/// The words of an identifier, lower case.
pub(super) fn words_of(identifier: &str) -> Vec<String> {
    let (text, starts) = split(identifier);
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| text[start..end].to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(vote: Option<Vote>) -> Option<&'static str> {
        vote.map(|vote| vote.token)
    }

    #[test]
    fn identifiers_are_read_word_by_word() {
        assert_eq!(words_of("billing[firstName]"), ["billing", "first", "name"]);
        assert_eq!(words_of("shipping_addressLine2"), ["shipping", "address", "line", "2"]);
        assert_eq!(words_of("ZIPCode"), ["zip", "code"]);
    }

    #[test]
    fn the_most_telling_word_of_an_identifier_wins() {
        assert_eq!(
            token(in_identifier("dwfrm_billing_addressFields_firstName")),
            Some("given-name")
        );
        assert_eq!(token(in_identifier("shippingAddress.country")), Some("country"));
        assert_eq!(token(in_identifier("emailaddress")), Some("email"));
        assert_eq!(token(in_identifier("companyName")), Some("organization"));
        assert_eq!(token(in_identifier("nameoncard")), Some("cc-name"));
        assert_eq!(token(in_identifier("capacity")), None);
    }

    #[test]
    fn labels_are_read_in_any_language() {
        for (label, expected) in [
            ("우편번호", "postal-code"),
            ("휴대전화", "tel"),
            ("Vorname", "given-name"),
            ("Lieferadresse", "street-address"),
            ("市区町村", "address-level2"),
            ("Code postal", "postal-code"),
            ("Correo electrónico", "email"),
            ("Cognome", "family-name"),
            ("Postnummer", "postal-code"),
            ("Nazwisko", "family-name"),
        ] {
            assert_eq!(token(in_label(label)), Some(expected), "{label}");
        }
    }
}
