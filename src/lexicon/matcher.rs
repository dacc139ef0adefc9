//! Finds every word of every concept in a text in two passes.
//!
//! Words in the Latin script are searched in the folded text, on word boundaries that their language bends:
//!
//! - under five letters, both ends must be boundaries (`cart` is not in `cartoon`);
//! - German, Dutch and Swedish join words: a topic, field or legal word may go on (`versand` in
//!   `Versandkosten`), and from seven letters on may also come last (`versand` in `Standardversand`);
//! - elsewhere the end may carry the language's inflections (`coupon` in `coupons`), so `returns` is not in
//!   `returnsomething`;
//! - words of danger may go on in any language: better one refusal too many.
//!
//! Words with Hangul, kana or Han are searched without spaces, since their spacing is free (`장바구니담기`).
//! A hit across a space that the word does not have must start where a word starts, so that `교환` is not
//! found in `학교 환경`.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::folded::{Folded, is_cjk, is_katakana};
use super::registry::ConceptId;

/// A word found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// What the word means.
    pub concept: ConceptId,
    /// Language of the word list that holds it, as an ISO 639-1 code; the first one where several do.
    pub language: &'static str,
    /// Byte offset of its start in the original text.
    pub start: usize,
    /// Byte offset just behind it in the original text.
    pub end: usize,
}

/// A word as the matcher needs it.
pub(super) struct Word {
    pub concept: ConceptId,
    pub language: &'static str,
    pub folded: String,
    pub style: Style,
}

/// How freely a Latin word may stand inside a longer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Style {
    /// The word may begin inside another.
    pub free_start: bool,
    /// What may follow.
    pub ending: Ending,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ending {
    Boundary,
    Inflected(&'static [&'static str]),
    Free,
}

impl Style {
    /// The rule for a word of a concept in a language; see the module's text.
    pub(super) fn of(concept: &str, language: &str, folded: &str) -> Style {
        let letters = folded.chars().filter(|c| c.is_alphabetic()).count();
        if letters < 5 {
            return Style {
                free_start: false,
                ending: Ending::Boundary,
            };
        }
        let joins = matches!(language, "de" | "nl" | "sv")
            && ["topic.", "field.", "legal."]
                .iter()
                .any(|family| concept.starts_with(family))
            && !concept.contains("-button");
        if joins {
            return Style {
                free_start: letters >= 7 && !folded.contains(' '),
                ending: Ending::Free,
            };
        }
        if concept.starts_with("danger.") {
            return Style {
                free_start: false,
                ending: Ending::Free,
            };
        }
        let inflections: &'static [&'static str] = match language {
            "en" => &["s", "es", "'s"],
            "de" | "nl" | "sv" => &["e", "n", "en", "s", "es", "er", "em"],
            "fr" => &["s", "e", "es", "x"],
            "es" | "pt" | "it" => &["s", "es"],
            _ => &["s"],
        };
        Style {
            free_start: false,
            ending: Ending::Inflected(inflections),
        }
    }

    fn allows(self, text: &str, start: usize, end: usize) -> bool {
        if !self.free_start && joined_before(text, start, end) {
            return false;
        }
        if !joined_after(text, start, end) {
            return true;
        }
        match self.ending {
            Ending::Free => true,
            Ending::Boundary => false,
            Ending::Inflected(endings) => {
                let rest = &text[end..];
                endings
                    .iter()
                    .any(|ending| rest.starts_with(ending) && !joined_after(text, start, end + ending.len()))
            }
        }
    }
}

/// One automaton with the words behind each of its patterns.
struct Automaton {
    search: AhoCorasick,
    words: Vec<Vec<Word>>,
}

impl Automaton {
    fn new(patterns: BTreeMap<String, Vec<Word>>) -> Automaton {
        let search = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(patterns.keys())
            .expect("the built-in words make an automaton");
        Automaton {
            search,
            words: patterns.into_values().collect(),
        }
    }
}

/// The two automata over all words.
pub(super) struct Matcher {
    latin: Automaton,
    cjk: Automaton,
}

impl Matcher {
    pub(super) fn new(words: Vec<Word>) -> Matcher {
        let (mut latin, mut cjk) = (BTreeMap::new(), BTreeMap::new());
        for word in words {
            let (automaton, pattern): (&mut BTreeMap<String, Vec<Word>>, String) = if word.folded.chars().any(is_cjk) {
                (&mut cjk, word.folded.replace(' ', ""))
            } else {
                (&mut latin, word.folded.clone())
            };
            automaton.entry(pattern).or_default().push(word);
        }
        Matcher {
            latin: Automaton::new(latin),
            cjk: Automaton::new(cjk),
        }
    }

    /// Every accepted hit, sorted by start, the longer first, then by concept; one per concept and place.
    pub(super) fn find_all(&self, folded: &Folded) -> Vec<Hit> {
        let mut hits = Vec::new();
        for found in self.latin.search.find_overlapping_iter(&folded.text) {
            for word in &self.latin.words[found.pattern().as_usize()] {
                if word.style.allows(&folded.text, found.start(), found.end()) {
                    push(&mut hits, folded, word, found.start(), found.end());
                }
            }
        }
        if folded.has_cjk() {
            let (squeezed, offsets) = folded.squeezed();
            for found in self.cjk.search.find_overlapping_iter(&squeezed) {
                let start = offsets[found.start()] as usize;
                let end = offsets[found.end() - 1] as usize + 1;
                for word in &self.cjk.words[found.pattern().as_usize()] {
                    if cjk_allows(&folded.text, start, end, word, found.len()) {
                        push(&mut hits, folded, word, start, end);
                    }
                }
            }
        }
        hits.sort_by_key(|hit: &Hit| (hit.start, std::cmp::Reverse(hit.end), hit.concept));
        hits.dedup_by_key(|hit| (hit.start, hit.end, hit.concept));
        hits
    }
}

fn push(hits: &mut Vec<Hit>, folded: &Folded, word: &Word, start: usize, end: usize) {
    let (start, end) = folded.original_range(start, end);
    hits.push(Hit {
        concept: word.concept,
        language: word.language,
        start,
        end,
    });
}

fn cjk_allows(text: &str, start: usize, end: usize, word: &Word, squeezed_length: usize) -> bool {
    let slice = &text[start..end];
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let characters = word.folded.chars().filter(|c| *c != ' ').count();
    if slice.len() != squeezed_length && slice != word.folded && (in_word(before) || (characters < 4 && in_word(after)))
    {
        return false;
    }
    if characters == 1 && (in_word(before) || in_word(after)) {
        return false;
    }
    let katakana = |c: Option<char>| c.is_some_and(is_katakana);
    if katakana(slice.chars().next()) && katakana(before) {
        return false;
    }
    if characters <= 3 && katakana(slice.chars().next_back()) && katakana(after) {
        return false;
    }
    !joined_before(text, start, end) && !joined_after(text, start, end)
}

/// Whether the match begins inside a longer run of the same sort: Latin letters, or digits.
fn joined_before(text: &str, start: usize, end: usize) -> bool {
    joined(text[..start].chars().next_back(), text[start..end].chars().next())
}

/// Whether the match ends inside a longer run of the same sort.
fn joined_after(text: &str, start: usize, end: usize) -> bool {
    joined(text[start..end].chars().next_back(), text[end..].chars().next())
}

fn joined(left: Option<char>, right: Option<char>) -> bool {
    let (Some(left), Some(right)) = (left, right) else {
        return false;
    };
    let letter = |c: char| c.is_alphabetic() && !is_cjk(c);
    (letter(left) && letter(right)) || (left.is_numeric() && right.is_numeric())
}
