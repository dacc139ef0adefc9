//! What a place in the text is about: its sentence and its section.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use crate::extract::Context;
use crate::lexicon::{ConceptId, Hit};
use crate::model::{Region, Stated};
use crate::page::{Document, Element, floor};

/// Bytes to either side beyond which words are of another thought, whatever the punctuation.
const LONGEST_SENTENCE: usize = 1_000;

/// What a section is about; both for "Shipping & returns".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Topic {
    pub(super) returns: bool,
    pub(super) shipping: bool,
}

impl Topic {
    pub(super) fn is_any(self) -> bool {
        self.returns || self.shipping
    }
}

/// A heading and what the text behind it is about.
#[derive(Debug, Clone)]
pub(super) struct Section {
    /// Byte range of the heading.
    pub(super) heading: Range<usize>,
    pub(super) topic: Topic,
    /// 1 to 6 for headings, more for what only acts as one.
    pub(super) level: u8,
}

/// Concepts that policies are about.
pub(super) struct Concepts {
    pub(super) returns: Vec<ConceptId>,
    pub(super) shipping: Vec<ConceptId>,
    pub(super) delivery: Vec<ConceptId>,
    pub(super) free_shipping: Vec<ConceptId>,
    pub(super) free_returns: Vec<ConceptId>,
    pub(super) return_cost: Vec<ConceptId>,
    pub(super) reply: Vec<ConceptId>,
}

/// A page as the policy readers see it.
pub(super) struct Scope<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) document: &'a Document,
    pub(super) text: &'a str,
    pub(super) concepts: Concepts,
    pub(super) sections: Vec<Section>,
    /// Lines that can hold a promise, as byte ranges of the text: most of a page speaks of other things.
    pub(super) lines: Vec<Range<usize>>,
}

/// Verbs of returning and answering, and words of arrival, which the lexicon holds as nouns only.
static VERBS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build([
            "return",
            "send back",
            "send it back",
            "zurück",
            "retour",
            "renvoy",
            "devol",
            "widerruf",
            "返送",
            "돌려",
            "답변",
            "회신",
            "응답",
            "reply",
            "replies",
            "respon",
            "answer",
            "get back to you",
            "in touch",
            "antwort",
            "melden uns",
            "返信",
            "回答",
            "répon",
            "contest",
            "rispost",
            "배송",
            "도착",
            "무료",
            "送料",
            "無料",
            "お届け",
            "配送",
            "到着",
            "deliver",
            "shipping",
            "versand",
            "liefer",
            "livraison",
            "frei",
        ])
        .expect("the built-in words make an automaton")
});

impl<'a> Scope<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Scope<'a> {
        let of = |ids: &[&str]| -> Vec<ConceptId> { ids.iter().filter_map(|id| context.lexicon.concept(id)).collect() };
        let concepts = Concepts {
            returns: of(&[
                "topic.returns",
                "topic.withdrawal",
                "topic.free-returns",
                "topic.return-cost",
            ]),
            shipping: of(&["topic.shipping", "topic.delivery-estimate", "topic.free-shipping"]),
            delivery: of(&["topic.delivery-estimate"]),
            free_shipping: of(&["topic.free-shipping"]),
            free_returns: of(&["topic.free-returns"]),
            return_cost: of(&["topic.return-cost"]),
            reply: of(&["topic.response-promise"]),
        };
        let mut scope = Scope {
            context,
            document: &context.document,
            text: context.document.text(),
            concepts,
            sections: Vec::new(),
            lines: Vec::new(),
        };
        scope.sections = scope.read_sections();
        scope.lines = scope.relevant_lines();
        scope
    }

    /// Lines in a section about the topics, or with a word of them, and the short line behind such a word: a table's
    /// value.
    fn relevant_lines(&self) -> Vec<Range<usize>> {
        let page = self.page_topic().is_any();
        let concepts = &self.concepts;
        let mut verbs = VERBS.find_iter(self.text).map(|found| found.start()).peekable();
        let mut behind = false;
        lines_of(self.text)
            .filter(|line| {
                let mut named = false;
                while let Some(at) = verbs.next_if(|at| *at < line.end) {
                    named |= at >= line.start;
                }
                let named = named
                    || self.hits(line).any(|hit| {
                        [&concepts.returns, &concepts.shipping, &concepts.reply]
                            .iter()
                            .any(|ids| ids.contains(&hit.concept))
                    });
                let relevant = named || page || self.section_at(line.start).is_any() || (behind && line.len() <= 60);
                behind = named;
                relevant && !line.is_empty()
            })
            .collect()
    }

    /// The first match of a pattern in the lines that can hold a promise.
    pub(super) fn find(&self, pattern: &Regex) -> Option<Range<usize>> {
        self.find_all(pattern).next()
    }

    /// Every match of a pattern in the lines that can hold a promise, in order.
    pub(super) fn find_all<'b>(&'b self, pattern: &'b Regex) -> impl Iterator<Item = Range<usize>> + 'b {
        self.lines.iter().flat_map(move |line| {
            pattern
                .find_iter(&self.text[line.clone()])
                .map(move |found| line.start + found.start()..line.start + found.end())
        })
    }

    /// Hits that lie in a byte range.
    pub(super) fn hits(&self, range: &Range<usize>) -> impl Iterator<Item = &'a Hit> + use<'a> {
        let hits = &self.context.hits;
        let first = hits.partition_point(|hit| hit.start < range.start);
        let end = range.end;
        hits[first..]
            .iter()
            .take_while(move |hit| hit.start < end)
            .filter(move |hit| hit.end <= end)
    }

    /// Hits of some concepts in a byte range.
    pub(super) fn hits_of<'b>(
        &'b self,
        concepts: &'b [ConceptId],
        range: &Range<usize>,
    ) -> impl Iterator<Item = &'a Hit> + 'b {
        self.hits(range).filter(|hit| concepts.contains(&hit.concept))
    }

    /// The sentence around a byte range.
    pub(super) fn sentence(&self, around: &Range<usize>) -> Range<usize> {
        let from = floor(self.text, around.start.saturating_sub(LONGEST_SENTENCE));
        let to = floor(self.text, (around.end + LONGEST_SENTENCE).min(self.text.len()));
        let line_start = self.text[from..around.start]
            .rfind('\n')
            .map_or(from, |at| from + at + 1);
        let line_end = self.text[around.end..to].find('\n').map_or(to, |at| around.end + at);
        let start = self.text[line_start..around.start]
            .char_indices()
            .rev()
            .map(|(at, c)| (line_start + at, c))
            .find(|(at, c)| ends_sentence(self.text, *at, *c))
            .map_or(line_start, |(at, c)| at + c.len_utf8());
        let end = self.text[around.end..line_end]
            .char_indices()
            .map(|(at, c)| (around.end + at, c))
            .find(|(at, c)| ends_sentence(self.text, *at, *c))
            .map_or(line_end, |(at, c)| at + c.len_utf8());
        start..end
    }

    /// The section that holds an offset.
    pub(super) fn section_at(&self, offset: usize) -> Topic {
        let after = self.sections.partition_point(|section| section.heading.end <= offset);
        after
            .checked_sub(1)
            .map_or_else(Topic::default, |index| self.sections[index].topic)
    }

    /// Headings with what they are about. One that says nothing of its own takes over what stands above it.
    fn read_sections(&self) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        let mut above: Vec<(u8, Topic)> = Vec::new();
        for element in self.document.elements() {
            let Some(level) = heading_level(element) else { continue };
            let range = element.text_range();
            let words = element.text();
            if words.is_empty() || words.chars().count() > 70 {
                continue;
            }
            above.retain(|(other, _)| *other < level);
            let own = self.topic_of(&range);
            let topic = if own.is_any() {
                own
            } else {
                above.last().map(|(_, topic)| *topic).unwrap_or_default()
            };
            above.push((level, topic));
            sections.push(Section {
                heading: range,
                topic,
                level,
            });
        }
        sections.sort_by_key(|section| section.heading.start);
        sections
    }

    fn topic_of(&self, range: &Range<usize>) -> Topic {
        Topic {
            returns: self.hits_of(&self.concepts.returns, range).next().is_some(),
            shipping: self.hits_of(&self.concepts.shipping, range).next().is_some(),
        }
    }

    /// A value with the words that state it.
    pub(super) fn stated<T>(&self, value: T, range: Range<usize>) -> Stated<T> {
        Stated {
            value,
            quote: self.document.quote(range.clone(), 200),
            spot: self.document.spot(range),
        }
    }
}

/// The lines of a text, as byte ranges.
pub(super) fn lines_of(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end + 1;
        range
    })
}

/// Bytes between a byte range and a hit; 0 when they touch or overlap.
pub(super) fn distance(range: &Range<usize>, hit: &Hit) -> usize {
    if hit.end <= range.start {
        range.start - hit.end
    } else {
        hit.start.saturating_sub(range.end)
    }
}

fn ends_sentence(text: &str, at: usize, character: char) -> bool {
    match character {
        '。' | '！' | '？' | '※' | '■' | '●' | '▶' | '◆' => true,
        '.' | '!' | '?' => {
            text[at + 1..].starts_with(|next: char| next.is_whitespace())
                && !text[..at].ends_with(|before: char| before.is_ascii_digit())
                && !text[..at].ends_with("ca")
        }
        _ => false,
    }
}

/// What acts as a heading, and how high it stands.
fn heading_level(element: Element<'_>) -> Option<u8> {
    if matches!(element.region(), Region::Header | Region::Footer | Region::Nav) {
        return None;
    }
    let name = element.name();
    if let [b'h', level @ b'1'..=b'6'] = name.as_bytes() {
        return Some(level - b'0');
    }
    match name {
        "summary" | "dt" | "legend" | "caption" => Some(7),
        "th" => Some(8),
        "strong" | "b" => element
            .parent()
            .filter(|parent| matches!(parent.name(), "p" | "div" | "li" | "td") && parent.text() == element.text())
            .map(|_| 8),
        _ => (element.attr("role") == Some("heading")).then_some(7),
    }
}
