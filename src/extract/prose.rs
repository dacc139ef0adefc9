//! The running text of the main part.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Context;
use super::pattern::pattern;
use crate::model::{Prose, Region, Stated};
use crate::page::Element;

/// Sentences and paragraphs kept of a page.
const MOST: usize = 400;
/// A line with fewer characters is a label, a figure or a name.
const LINE_CHARS: usize = 15;
/// The same, in a script that writes a syllable or a word with each.
const DENSE_LINE_CHARS: usize = 8;
/// A line without any full stop is a sentence from so many characters on.
const SENTENCE_CHARS: usize = 40;
/// Fewer words are an exclamation or a heading.
const SENTENCE_WORDS: u32 = 3;
/// Ancestors asked whether they are part of the text.
const STEPS: usize = 14;
/// Characters of a quote.
const QUOTE_CHARS: usize = 200;

/// Parts of a product page that others wrote, or that are about other goods.
static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|[\W_])(?:reviews?|comments?|related|recommend(?:ed|ations?)?|cross-?sell|upsell|qna|faq-list|cookie|consent)(?:[\W_]|$)",
    )
});
static LABELLED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*[\p{L}][\p{L}\p{N} /()·.&-]{0,24}\s?[:：]\s*\S.{0,100}$"));

/// The running text of the page's main part.
pub(super) fn prose(context: &Context<'_>) -> Prose {
    let mut prose = Prose {
        pairs: rows(context),
        ..Prose::default()
    };
    for line in lines(context) {
        let text = &context.document.text()[line.clone()];
        if LABELLED.is_match(text) && text.chars().count() <= 120 {
            prose.pairs += 1;
        }
        let chars = text.chars().count();
        if chars < if is_dense(text) { DENSE_LINE_CHARS } else { LINE_CHARS } {
            continue;
        }
        prose.chars += chars;
        paragraph(context, &mut prose, &line, chars);
        sentences(context, &mut prose, &line);
    }
    prose
}

/// Lines of the text that a customer reads in the main part, each a block of its own.
fn lines<'c>(context: &'c Context<'_>) -> impl Iterator<Item = Range<usize>> + 'c {
    let text = context.document.text();
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let begin = start + (line.len() - line.trim_start().len());
        start += line.len();
        let end = begin + line.trim().len();
        (begin < end && is_read(context, begin..end)).then_some(begin..end)
    })
}

/// Whether a customer reads the line: seen, in the main part, and mostly neither link nor control.
fn is_read(context: &Context<'_>, line: Range<usize>) -> bool {
    let runs = context.document.runs();
    let first = runs.partition_point(|run| run.range.end <= line.start);
    let (mut read, mut other) = (0, 0);
    for run in runs[first..].iter().take_while(|run| run.range.start < line.end) {
        let element = context.document.element(run.element);
        let chars = run.range.len();
        if run.visible && is_text(element) {
            read += chars;
        } else {
            other += chars;
        }
    }
    read > other
}

fn is_text(element: Element<'_>) -> bool {
    element.region() == Region::Main
        && !element.self_and_ancestors().take(STEPS).any(|one| {
            matches!(
                one.name(),
                "a" | "button" | "label" | "option" | "select" | "nav" | "form" | "h1" | "h2" | "h3" | "h4" | "title"
            ) || [one.attr("id"), one.attr("class")]
                .into_iter()
                .flatten()
                .any(|name| OTHERS.is_match(name))
        })
}

/// Rows of two cells, and terms of definition lists, in the main part.
fn rows(context: &Context<'_>) -> usize {
    context
        .document
        .elements()
        .filter(|element| match element.name() {
            "dt" => element.next_sibling().is_some_and(|next| next.name() == "dd"),
            "tr" => {
                let cells: Vec<Element<'_>> = element
                    .children()
                    .filter(|cell| matches!(cell.name(), "td" | "th"))
                    .collect();
                cells.len() == 2 && cells.iter().all(|cell| !cell.text().is_empty())
            }
            _ => false,
        })
        .filter(|element| element.is_visible() && is_text(*element))
        .count()
}

fn paragraph(context: &Context<'_>, prose: &mut Prose, line: &Range<usize>, chars: usize) {
    let chars = u32::try_from(chars).unwrap_or(u32::MAX);
    if prose.paragraph_chars.len() < MOST {
        prose.paragraph_chars.push(chars);
    }
    keep_longest(context, &mut prose.longest_paragraph, line, chars);
}

fn sentences(context: &Context<'_>, prose: &mut Prose, line: &Range<usize>) {
    let text = &context.document.text()[line.clone()];
    let ends: Vec<usize> = text
        .char_indices()
        .filter(|(at, c)| ends_sentence(text, *at, *c))
        .map(|(at, c)| at + c.len_utf8())
        .collect();
    if ends.is_empty() && text.chars().count() < SENTENCE_CHARS {
        return;
    }
    let mut start = 0;
    for end in ends.into_iter().chain([text.len()]) {
        let words = count_words(&text[start..end]);
        if words >= SENTENCE_WORDS && prose.sentence_words.len() < MOST {
            prose.sentence_words.push(words);
            keep_longest(
                context,
                &mut prose.longest_sentence,
                &(line.start + start..line.start + end),
                words,
            );
        }
        start = end;
    }
}

fn keep_longest(context: &Context<'_>, longest: &mut Option<Stated<u32>>, range: &Range<usize>, size: u32) {
    if longest.as_ref().is_none_or(|known| known.value < size) {
        *longest = Some(Stated {
            value: size,
            quote: context.document.text()[range.clone()]
                .trim()
                .chars()
                .take(QUOTE_CHARS)
                .collect(),
            spot: context.document.spot(range.clone()),
        });
    }
}

/// A mark at the end of a sentence: followed by white space or nothing; that of a dense script always.
fn ends_sentence(text: &str, at: usize, mark: char) -> bool {
    match mark {
        '。' | '！' | '？' => true,
        '.' | '!' | '?' | '…' => text[at + mark.len_utf8()..]
            .chars()
            .next()
            .is_none_or(char::is_whitespace),
        _ => false,
    }
}

fn count_words(sentence: &str) -> u32 {
    let words = if is_unspaced(sentence) {
        sentence.chars().filter(|c| c.is_alphanumeric()).count().div_ceil(3)
    } else {
        sentence
            .split_whitespace()
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .count()
    };
    u32::try_from(words).unwrap_or(u32::MAX)
}

/// A script that sets no spaces: kana and Chinese characters.
fn is_unspaced(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let unspaced = text
        .chars()
        .filter(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'))
        .count();
    unspaced * 2 > letters
}

/// A script that writes a syllable or a word with each character.
fn is_dense(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let dense = text
        .chars()
        .filter(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'))
        .count();
    dense * 2 > letters
}

#[cfg(test)]
mod tests {
    use crate::extract::{Source, facts};
    use crate::model::Prose;

    fn prose(html: &str) -> Prose {
        facts(&Source::new(html.as_bytes(), None)).prose
    }

    #[test]
    fn sentences_are_counted_in_words() {
        let prose = prose("<main><p>The pot is made of cast iron. It weighs 3.5 kg without its lid.</p></main>");
        assert_eq!(prose.sentence_words, [7, 7]);
        assert_eq!(prose.paragraph_chars.len(), 1);
        assert_eq!(
            prose.longest_sentence.map(|longest| longest.quote),
            Some("The pot is made of cast iron.".to_owned())
        );
    }

    #[test]
    fn a_script_without_spaces_has_words_too() {
        let prose = prose("<main><p>この鍋は鋳物でできています。底が厚く、火がやわらかく伝わります。</p></main>");
        assert_eq!(prose.sentence_words, [5, 6]);
    }

    #[test]
    fn what_is_clicked_and_what_others_wrote_is_no_text_of_the_page() {
        let prose = prose(
            "<header><p>Cast iron pots from our own foundry.</p></header><main><a href=/x>All the other pots that we \
             have got</a><div class=reviews><p>I have never had a better pot than this one.</p></div><p hidden>Not for \
             the eyes of customers at all.</p></main>",
        );
        assert_eq!(prose, Prose::default());
    }

    #[test]
    fn labels_with_values_are_pairs() {
        let prose = prose(
            "<main><table><tr><th>Weight</th><td>3.5 kg</td></tr><tr><td colspan=2>Specifications</td></tr></table>\
             <dl><dt>Origin<dd>France</dl><p>Diameter: 24 cm</p></main>",
        );
        assert_eq!(prose.pairs, 3);
    }
}
