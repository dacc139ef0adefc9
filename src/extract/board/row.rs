//! One row of a board.

use std::ops::Range;
use std::sync::LazyLock;

use crate::extract::pattern::pattern;
use regex::Regex;

use super::date;
use crate::extract::Context;
use crate::lexicon::{ConceptId, Hit};
use crate::model::{Answer, Spot};
use crate::page::Element;

/// Characters of a title.
const TITLE: usize = 120;
/// Characters of a row: what is longer is no row of a list.
const LONGEST: usize = 600;
/// Characters of a cell that can be nothing but a status, with the time of the answer.
const STATUS: usize = 36;

/// A row as read.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) title: String,
    pub(super) date: Option<String>,
    pub(super) answered: Option<String>,
    pub(super) status: Answer,
    pub(super) secret: bool,
    /// An answer that stands as a row of its own.
    pub(super) reply: bool,
    pub(super) spot: Spot,
}

/// How answers begin that stand below their question.
static REPLY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:[└↳⤷ㄴ]|re\s?:|aw\s?:|\[?\s?(?:답변|답글|回答|reply|antwort|réponse)\s?\]?\s?[:：]|\[\s?(?:답변|답글|回答|reply|answer|re)\s?\])",
    )
});
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:제목|글제목|작성자|글쓴이|작성일|등록일|날짜|조회|조회수|답변\s?상태|상태|답변\s?여부|subject|title|author|writer|posted(?: by)?|date|views?|status|타이틀|件名|タイトル|投稿者|投稿日|状態|betreff|titel|autor|verfasser|datum|sujet|titre|auteur)$",
    )
});

/// Whether a table's head names what posts have: subject, author, date, status.
pub(super) fn has_board_head(table: Element<'_>) -> bool {
    let table = table.closest("table").unwrap_or(table);
    let named = table
        .descendants()
        .take(200)
        .filter(|cell| cell.name() == "th")
        .take(12)
        .filter(|cell| HEAD.is_match(cell.text()))
        .count();
    named >= 2
}

/// Reads a row; none for heads, empty rows and whole blocks of text.
pub(super) fn read(context: &Context<'_>, row: Element<'_>) -> Option<Row> {
    let range = row.text_range();
    if range.len() < 4 || range.len() > LONGEST * 3 || row.text().chars().count() > LONGEST {
        return None;
    }
    if row.name() == "tr" && !row.children().any(|cell| cell.name() == "td") {
        return None;
    }
    let says = Says::of(context);
    let text = row.text();
    // Most elements of a page are no rows: the cheap questions come first.
    let may_be_dated = text.bytes().filter(u8::is_ascii_digit).count() >= 4;
    let dates = if may_be_dated { date::all_in(text) } else { Vec::new() };
    let told = says.any(context, &range);
    if dates.is_empty() && !told && !REPLY.is_match(text) {
        return None;
    }
    let pieces = pieces(context, row);
    let secret = is_secret(context, row, &says);
    let title = title_of(context, row, &pieces, &says);
    let status = status_of(context, &pieces, title.as_ref(), &says);
    let title = match title {
        Some(range) => &context.document.text()[range],
        None if secret => "비밀글",
        None => return None,
    };
    let reply = REPLY.is_match(title) || (has_reply_picture(row) && !title.ends_with('?'));
    if dates.is_empty() && status == Answer::Unknown && !reply {
        return None;
    }
    Some(Row {
        title: title.chars().take(TITLE).collect::<String>().trim().to_owned(),
        answered: dates.get(1).filter(|_| status == Answer::Answered).cloned(),
        date: dates.into_iter().next(),
        status,
        secret,
        reply,
        spot: row.spot(),
    })
}

/// The concepts that rows are asked for.
struct Says {
    unanswered: Option<ConceptId>,
    answered: Option<ConceptId>,
    secret: Option<ConceptId>,
}

impl Says {
    fn of(context: &Context<'_>) -> Says {
        Says {
            unanswered: context.lexicon.concept("status.unanswered"),
            answered: context.lexicon.concept("status.answered"),
            secret: context.lexicon.concept("status.secret-post"),
        }
    }

    fn any(&self, context: &Context<'_>, range: &Range<usize>) -> bool {
        hits_in(context, range).any(|hit| [self.unanswered, self.answered, self.secret].contains(&Some(hit.concept)))
    }
}

fn hits_in<'a>(context: &'a Context<'_>, range: &Range<usize>) -> impl Iterator<Item = &'a Hit> {
    let first = context.hits.partition_point(|hit| hit.start < range.start);
    let end = range.end;
    context.hits[first..]
        .iter()
        .take_while(move |hit| hit.start < end)
        .filter(move |hit| hit.end <= end)
}

/// Whether a word of the concept is all that a piece says, signs around it and the date of the answer aside.
fn is_all(context: &Context<'_>, piece: &Range<usize>, concept: Option<ConceptId>) -> bool {
    let text = context.document.text();
    let letters = |range: Range<usize>| {
        text.get(range).is_none_or(|rest| {
            let dated = date::find(rest).map(|(_, found)| found).unwrap_or_default();
            rest[..dated.start]
                .chars()
                .chain(rest[dated.end..].chars())
                .any(char::is_alphanumeric)
        })
    };
    concept.is_some()
        && hits_in(context, piece)
            .any(|hit| Some(hit.concept) == concept && !letters(piece.start..hit.start) && !letters(hit.end..piece.end))
}

/// The separate texts of a row, as ranges of the page's text: cells of a table, else elements without others in them
/// and lines.
fn pieces(context: &Context<'_>, row: Element<'_>) -> Vec<Range<usize>> {
    let range = row.text_range();
    let mut pieces: Vec<Range<usize>> = row
        .descendants()
        .take(80)
        .filter(|inner| matches!(inner.name(), "td" | "th") || inner.children().next().is_none())
        .map(Element::text_range)
        .filter(|range| !range.is_empty())
        .collect();
    let mut start = range.start;
    for line in context.document.text()[range].split('\n') {
        pieces.push(start..start + line.len());
        start += line.len() + 1;
    }
    pieces
}

/// The title: the longest link, else the longest piece that is no date, number or status.
fn title_of(context: &Context<'_>, row: Element<'_>, pieces: &[Range<usize>], says: &Says) -> Option<Range<usize>> {
    let text = context.document.text();
    let usable = |range: &Range<usize>| {
        let words = &text[range.clone()];
        words.chars().filter(|c| c.is_alphabetic()).count() >= 2
            && words.chars().count() >= 3
            && !is_status_or_date(context, range, says)
    };
    let longest = |ranges: &mut dyn Iterator<Item = Range<usize>>| {
        ranges.filter(|range| usable(range)).max_by_key(ExactSizeIterator::len)
    };
    let mut links = row
        .descendants()
        .take(80)
        .chain(std::iter::once(row))
        .filter(|inner| inner.name() == "a")
        .map(|link| first_line(text, link.text_range()));
    longest(&mut links).or_else(|| longest(&mut pieces.iter().map(|piece| first_line(text, piece.clone()))))
}

fn first_line(text: &str, range: Range<usize>) -> Range<usize> {
    let end = text[range.clone()].find('\n').map_or(range.end, |at| range.start + at);
    range.start..end
}

fn is_status_or_date(context: &Context<'_>, range: &Range<usize>, says: &Says) -> bool {
    let words = &context.document.text()[range.clone()];
    is_all(context, range, says.answered)
        || is_all(context, range, says.unanswered)
        || date::find(words).is_some_and(|(_, found)| found.len() + 6 >= words.len())
}

/// What the short pieces beside the title say. "Unanswered" is asked for first: 미답변 holds 답변.
fn status_of(context: &Context<'_>, pieces: &[Range<usize>], title: Option<&Range<usize>>, says: &Says) -> Answer {
    let text = context.document.text();
    let said = |concept: Option<ConceptId>| {
        pieces
            .iter()
            .filter(|piece| Some(*piece) != title && text[(*piece).clone()].chars().count() <= STATUS)
            .any(|piece| is_all(context, piece, concept))
    };
    if said(says.unanswered) {
        Answer::Unanswered
    } else if said(says.answered) {
        Answer::Answered
    } else {
        Answer::Unknown
    }
}

fn has_reply_picture(row: Element<'_>) -> bool {
    row.descendants().take(40).any(|inner| {
        inner.name() == "img"
            && inner.attr("alt").is_some_and(|alt| {
                matches!(
                    alt.trim().to_lowercase().as_str(),
                    "답변" | "답글" | "re" | "reply" | "回答"
                )
            })
    })
}

fn is_secret(context: &Context<'_>, row: Element<'_>, says: &Says) -> bool {
    hits_in(context, &row.text_range()).any(|hit| Some(hit.concept) == says.secret)
        || row.descendants().take(40).any(|inner| {
            let named = |name: &str| inner.attr(name).unwrap_or_default().to_lowercase();
            let (alt, class) = (named("alt"), named("class"));
            alt.contains("비밀글")
                || alt == "secret"
                || class
                    .split([' ', '-', '_'])
                    .any(|part| matches!(part, "secret" | "lock"))
        })
}
