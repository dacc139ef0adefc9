//! The word lists and patterns compiled into the program, and the questions asked of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use regex::Regex;
use toml::{Table, Value};

use super::folded::{Folded, is_cjk};
use super::matcher::{Hit, Matcher, Style, Word};

/// Word lists by language. A new language is one file in `audits/lexicon/` and one line here.
const LANGUAGES: &[(&str, &str)] = &[
    ("ko", include_str!("../../audits/lexicon/ko.toml")),
    ("en", include_str!("../../audits/lexicon/en.toml")),
    ("de", include_str!("../../audits/lexicon/de.toml")),
    ("ja", include_str!("../../audits/lexicon/ja.toml")),
    ("fr", include_str!("../../audits/lexicon/fr.toml")),
    ("es", include_str!("../../audits/lexicon/es.toml")),
    ("it", include_str!("../../audits/lexicon/it.toml")),
    ("nl", include_str!("../../audits/lexicon/nl.toml")),
    ("pt", include_str!("../../audits/lexicon/pt.toml")),
    ("pl", include_str!("../../audits/lexicon/pl.toml")),
    ("sv", include_str!("../../audits/lexicon/sv.toml")),
    ("zh", include_str!("../../audits/lexicon/zh.toml")),
    ("vi", include_str!("../../audits/lexicon/vi.toml")),
];

/// What holds in every language.
const COMMON: &str = include_str!("../../audits/lexicon/common.toml");

/// Families in which one place has one meaning, so that the longest word there wins: `미답변` is unanswered
/// although it contains `답변`, and `email address` is no postal address.
const EXCLUSIVE_FAMILIES: &[&str] = &["status", "field"];

/// A concept of the lexicon; ordered as the concepts' ids are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConceptId(u16);

struct Concept {
    id: String,
    words: Vec<(&'static str, String)>,
    /// Index into [`EXCLUSIVE_FAMILIES`].
    exclusive: Option<usize>,
}

/// All words and patterns.
pub struct Lexicon {
    concepts: Vec<Concept>,
    matcher: Matcher,
    /// Concepts by the comparable form of a whole label.
    labels: BTreeMap<String, BTreeSet<ConceptId>>,
    patterns: BTreeMap<String, (Vec<String>, OnceLock<Vec<Regex>>)>,
    lists: BTreeMap<String, Vec<String>>,
    risks: BTreeMap<String, u8>,
}

impl Lexicon {
    /// The lexicon that the program carries, parsed at the first call.
    pub fn builtin() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Lexicon::parse(LANGUAGES, COMMON))
    }

    /// Reads the built-in files. They are constants, held right by the tests, so a fault in them panics.
    fn parse(languages: &[(&'static str, &str)], common: &str) -> Lexicon {
        let mut by_id: BTreeMap<String, Vec<(&'static str, String)>> = BTreeMap::new();
        for (language, text) in languages {
            let mut table: Table = text.parse().expect("a built-in word list is TOML");
            assert_eq!(
                table.remove("language").as_ref().and_then(Value::as_str),
                Some(*language),
                "language of a file"
            );
            flatten(&table, &mut String::new(), &mut |id, value| {
                let words = by_id.entry(id.to_owned()).or_default();
                words.extend(strings(value).into_iter().map(|word| (*language, word)));
            });
        }
        let mut concepts = Vec::new();
        let mut matcher_words = Vec::new();
        let mut labels: BTreeMap<String, BTreeSet<ConceptId>> = BTreeMap::new();
        for (index, (id, words)) in by_id.into_iter().enumerate() {
            let concept = ConceptId(u16::try_from(index).expect("fewer than 65,536 concepts"));
            for (language, word) in &words {
                let folded = Folded::new(word).text;
                labels.entry(label_key(&folded)).or_default().insert(concept);
                let style = Style::of(&id, language, &folded);
                matcher_words.push(Word {
                    concept,
                    language,
                    folded,
                    style,
                });
            }
            let family = id.split('.').next().unwrap_or_default();
            let exclusive = EXCLUSIVE_FAMILIES.iter().position(|name| *name == family);
            concepts.push(Concept { id, words, exclusive });
        }
        let mut lexicon = Lexicon {
            concepts,
            matcher: Matcher::new(matcher_words),
            labels,
            patterns: BTreeMap::new(),
            lists: BTreeMap::new(),
            risks: BTreeMap::new(),
        };
        lexicon.read_common(common);
        lexicon
    }

    fn read_common(&mut self, text: &str) {
        let table: Table = text.parse().expect("common.toml is TOML");
        flatten(&table, &mut String::new(), &mut |path, value| {
            let (kind, id) = path.split_once('.').expect("common.toml holds tables only");
            match kind {
                "pattern" => drop(self.patterns.insert(id.to_owned(), (strings(value), OnceLock::new()))),
                "list" => drop(self.lists.insert(id.to_owned(), strings(value))),
                "risk" => {
                    let risk = value.as_integer().and_then(|risk| u8::try_from(risk).ok());
                    self.risks.insert(id.to_owned(), risk.expect("a risk is 0 to 3"));
                }
                other => panic!("common.toml has no table {other}"),
            }
        });
    }

    /// The concept of an id such as `action.add-to-cart`.
    pub fn concept(&self, id: &str) -> Option<ConceptId> {
        let index = self
            .concepts
            .binary_search_by(|concept| concept.id.as_str().cmp(id))
            .ok()?;
        u16::try_from(index).ok().map(ConceptId)
    }

    /// The id of a concept.
    pub fn id(&self, concept: ConceptId) -> &str {
        &self.concepts[usize::from(concept.0)].id
    }

    /// All words of all concepts in a text, sorted by start, the longer first at one start.
    ///
    /// A word inside a longer word of the same concept is left out; in the families `status` and `field` also
    /// one inside a longer word of another concept of the family.
    pub fn find_all(&self, text: &Folded) -> Vec<Hit> {
        let mut hits = self.matcher.find_all(text);
        let mut by_concept: BTreeMap<ConceptId, (usize, usize)> = BTreeMap::new();
        let mut by_family: [Option<(usize, usize)>; EXCLUSIVE_FAMILIES.len()] = [None; EXCLUSIVE_FAMILIES.len()];
        hits.retain(|hit| {
            let place = (hit.start, hit.end);
            let concept = by_concept.entry(hit.concept).or_insert(place);
            let mut keep = !contains_more(*concept, place);
            widen(concept, place);
            if let Some(family) = self.concepts[usize::from(hit.concept.0)].exclusive {
                let widest = by_family[family].get_or_insert(place);
                keep &= !contains_more(*widest, place);
                widen(widest, place);
            }
            keep
        });
        hits
    }

    /// The first word of one concept in a short text such as a label; the longest where several start.
    /// `None` also for an unknown concept.
    pub fn find(&self, concept: &str, text: &str) -> Option<Hit> {
        let concept = self.concept(concept)?;
        self.find_all(&Folded::new(text))
            .into_iter()
            .find(|hit| hit.concept == concept)
    }

    /// Whether a text holds a word of the concept.
    pub fn is(&self, concept: &str, text: &str) -> bool {
        self.find(concept, text).is_some()
    }

    /// Whether the whole label is a word of the concept, marks at its ends (`>`, `:`, `*`) and a counter
    /// (`Cart (2)`) aside.
    pub fn equals(&self, concept: &str, text: &str) -> bool {
        let Some(concept) = self.concept(concept) else {
            return false;
        };
        let folded = Folded::new(text).text;
        let is = |label: &str| {
            self.labels
                .get(&label_key(label))
                .is_some_and(|concepts| concepts.contains(&concept))
        };
        let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
        let uncounted = folded
            .trim_end_matches(|c: char| !c.is_alphabetic())
            .trim_matches(|c: char| !c.is_alphanumeric());
        is(folded.trim()) || is(bare) || is(uncounted)
    }

    /// The words of a concept with their languages, in the order of the files.
    pub fn words(&self, concept: &str) -> impl Iterator<Item = (&str, &str)> {
        self.concept(concept)
            .map_or(&[][..], |concept| &self.concepts[usize::from(concept.0)].words)
            .iter()
            .map(|(language, word)| (*language, word.as_str()))
    }

    /// The ids of all concepts, sorted.
    pub fn concept_ids(&self) -> impl Iterator<Item = &str> {
        self.concepts.iter().map(|concept| concept.id.as_str())
    }

    /// The language-independent patterns of an id such as `danger.url.path` or `dark.countdown.text`; they are
    /// made for the original text. Empty for an unknown id.
    pub fn regex(&self, id: &str) -> &[Regex] {
        self.patterns.get(id).map_or(&[], |(sources, compiled)| {
            compiled.get_or_init(|| {
                sources
                    .iter()
                    .map(|source| Regex::new(source).expect("a built-in pattern is a regex"))
                    .collect()
            })
        })
    }

    /// A language-independent list such as `topic.social.hosts`, `danger.form.selectors`,
    /// `autocomplete.postal-code` (WHATWG autofill tokens of `field.postal-code`). Empty for an unknown id.
    pub fn list(&self, id: &str) -> &[String] {
        self.lists.get(id).map_or(&[], Vec::as_slice)
    }

    /// How much harm an action can do: 0 navigation, 1 the visitor's own cart or session, 2 data sent to a
    /// person, 3 an order or money. `None` where the lexicon does not say.
    pub fn risk(&self, concept: &str) -> Option<u8> {
        self.risks.get(concept).copied()
    }
}

fn contains_more(outer: (usize, usize), inner: (usize, usize)) -> bool {
    outer.1 >= inner.1 && (outer.0 < inner.0 || outer.1 > inner.1)
}

fn widen(widest: &mut (usize, usize), place: (usize, usize)) {
    if place.1 > widest.1 {
        *widest = place;
    }
}

/// The form in which whole labels are compared.
fn label_key(folded: &str) -> String {
    if folded.chars().any(is_cjk) {
        folded.replace(' ', "")
    } else {
        folded.to_owned()
    }
}

fn flatten(table: &Table, path: &mut String, visit: &mut impl FnMut(&str, &Value)) {
    for (key, value) in table {
        let length = path.len();
        if length > 0 {
            path.push('.');
        }
        path.push_str(key);
        match value {
            Value::Table(inner) => flatten(inner, path, visit),
            leaf => visit(path, leaf),
        }
        path.truncate(length);
    }
}

fn strings(value: &Value) -> Vec<String> {
    let items = value.as_array().expect("a list of words");
    items
        .iter()
        .map(|item| item.as_str().expect("a word is a string").to_owned())
        .collect()
}

#[cfg(test)]
#[path = "registry_tests.rs"]
mod tests;
