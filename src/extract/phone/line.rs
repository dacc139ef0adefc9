//! Numbers in the text, line by line, with what their labels say.

use std::ops::Range;

use rlibphonenumber::PHONE_NUMBER_UTIL;

use super::label::{self, Label, Labels, Meaning};
use super::matcher::{self, Candidate};
use super::{Found, digit_count, near, refuse};
use crate::extract::{Context, country};
use crate::model::PhoneUse;
use crate::page::{Document, Element};

/// Bytes of a number without any separator that only its label makes one: longer ones are numbers of things.
const LONGEST_BARE: usize = 11;
/// Bytes of lines with figures that are searched on a page: far more than any page for people has, and a bound on what
/// a page of nothing but figures costs.
const SEARCHED: usize = 400_000;
/// Lines of numbers below each other that can belong together.
const LONGEST_RUN: usize = 60;
/// Columns of a table that can have a head.
const COLUMNS: usize = 60;
/// Elements of a table in which its head is looked for.
const HEAD_ROWS: usize = 80;

/// A line that holds numbers.
struct Line {
    /// Index among all lines.
    index: usize,
    range: Range<usize>,
    candidates: Vec<Candidate>,
    labels: Vec<Label>,
}

/// Phone numbers in the page's text, in order.
pub(super) fn numbers(context: &Context<'_>) -> Vec<Found> {
    let text = context.document.text();
    let known = Labels::of(context);
    let region = matcher::region_of(context.country.as_deref());
    let all = line_ranges(text);
    let mut searched = 0;
    let lines: Vec<Line> = all
        .iter()
        .enumerate()
        .filter(|(_, range)| may_hold_number(&text[(*range).clone()]))
        .filter(|(_, range)| {
            let fits = range.len() <= SEARCHED - searched;
            searched += if fits { range.len() } else { 0 };
            fits
        })
        .filter_map(|(index, range)| read_line(text, index, range.clone(), &known, region))
        .collect();
    let page = Page {
        context,
        text,
        known: &known,
        all: &all,
        lines: &lines,
    };
    (0..lines.len()).flat_map(|at| page.numbers_of(at)).collect()
}

fn line_ranges(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let range = start..start + line.len();
            start = range.end + 1;
            range
        })
        .collect()
}

/// A cheap test before the expensive ones: enough digits, or few digits with capitals (a vanity number).
fn may_hold_number(line: &str) -> bool {
    let mut digits = 0;
    let mut capitals = 0;
    for byte in line.bytes() {
        match byte {
            b'0'..=b'9' => digits += 1,
            b'A'..=b'Z' => capitals += 1,
            _ => {}
        }
    }
    // Short numbers and words on keys are looked at only where a label or capitals make them likely.
    digits >= 5 || (digits >= 3 && capitals >= 3) || (!line.is_ascii() && digit_count(line) >= 7)
}

fn read_line(
    text: &str,
    index: usize,
    range: Range<usize>,
    known: &Labels,
    region: Option<rlibphonenumber::Region>,
) -> Option<Line> {
    let line = &text[range.clone()];
    let words = known.within(&range);
    let clinging: Vec<Range<usize>> = words.iter().map(|label| label.range.clone()).collect();
    let mut candidates = matcher::valid_in(line, &clinging, region);
    candidates.extend(matcher::loose_in(line, &candidates));
    if region.is_some_and(|region| !PHONE_NUMBER_UTIL.is_nanpa_country(region)) {
        for one in candidates.iter_mut().filter(|one| one.e164.is_none()) {
            one.e164 = matcher::north_american(&line[one.range.clone()]);
        }
    }
    for one in candidates.iter_mut().filter(|one| one.e164.is_none()) {
        one.e164 = by_named_country(line, &one.range);
    }
    if candidates.is_empty() {
        return None;
    }
    candidates.sort_by_key(|one| one.range.start);
    Some(Line {
        index,
        labels: label::in_line(line, words),
        range,
        candidates,
    })
}

/// E.164 of a number whose line says which country it is of: `Mexico: 01 …`, `0800 … (Ireland)`.
fn by_named_country(line: &str, number: &Range<usize>) -> Option<String> {
    let named = |text: &str, last: bool| -> Option<String> {
        let mut countries = country::named_in(text);
        let code = if last { countries.next_back() } else { countries.next() };
        matcher::e164_of(line.get(number.clone())?, matcher::region_of(code))
    };
    let behind = line.get(number.end..)?.trim_start();
    let bracket = behind.strip_prefix('(').and_then(|rest| rest.split(')').next());
    if let Some(found) = bracket.and_then(|bracket| named(bracket, false)) {
        return Some(found);
    }
    named(line.get(..number.start)?, true)
}

struct Page<'a> {
    context: &'a Context<'a>,
    text: &'a str,
    known: &'a Labels,
    all: &'a [Range<usize>],
    lines: &'a [Line],
}

impl Page<'_> {
    fn numbers_of(&self, at: usize) -> Vec<Found> {
        let line = &self.lines[at];
        let text = &self.text[line.range.clone()];
        let mut found = Vec::new();
        // Where the text that may label the next number begins, and what the previous number was.
        let mut from = 0;
        let mut previous: Option<Meaning> = None;
        for (nth, candidate) in line.candidates.iter().enumerate() {
            let own = near::before(text, &line.labels, from, candidate.range.start);
            let meaning = own
                .or_else(|| near::after(text, &line.labels, &line.candidates, nth))
                .or_else(|| near::inherited(text, from, candidate.range.start, previous))
                .or_else(|| if nth == 0 { self.above(at) } else { None })
                .or_else(|| self.by_markup(line, candidate))
                .or_else(|| self.by_column(line, candidate))
                .or_else(|| if nth == 0 { self.by_list(at) } else { None });
            let close = own.is_some_and(|_| near::is_close(text, &line.labels, from, candidate.range.start))
                || (own.is_none() && nth == 0 && text[..candidate.range.start].trim().len() <= 3);
            let decided = self.decide(line, candidate, meaning, close);
            let continues = match (meaning, previous) {
                // The second number of "Tel/Fax: A / B" is the other one.
                (Some(Meaning::Shared), _) => Some(Meaning::Fax),
                (meaning, _) => meaning,
            };
            if let Some(one) = decided {
                found.push(one);
                previous = continues;
            } else if meaning == Some(Meaning::Other) {
                previous = Some(Meaning::Other);
            }
            from = candidate.range.end;
        }
        found
    }

    fn decide(&self, line: &Line, candidate: &Candidate, meaning: Option<Meaning>, close: bool) -> Option<Found> {
        let text = &self.text[line.range.clone()];
        let Range { start, end } = candidate.range;
        let labelled = matches!(meaning, Some(Meaning::Voice | Meaning::Fax | Meaning::Shared));
        if meaning == Some(Meaning::Other)
            || refuse::is_something_else(text, start..end, labelled, candidate.e164.is_some())
        {
            return None;
        }
        let bare = candidate.e164.is_none() && text[start..end].chars().all(|c| super::digit_of(c).is_some());
        if bare && end - start > LONGEST_BARE {
            return None;
        }
        if !(labelled && close) && (candidate.e164.is_none() || is_short(&text[start..end])) {
            return None;
        }
        let range = line.range.start + start..line.range.start + end;
        Some(Found {
            raw: self.text[range.clone()].trim().to_owned(),
            range,
            e164: candidate.e164.clone(),
            usage: match meaning {
                Some(Meaning::Voice | Meaning::Shared) => PhoneUse::Voice,
                Some(Meaning::Fax) => PhoneUse::Fax,
                _ => PhoneUse::Unknown,
            },
            link: None,
            spot: None,
        })
    }

    /// What the lines above say. Labels may stand one above each number, or all of them above all numbers.
    fn above(&self, at: usize) -> Option<Meaning> {
        let line = &self.lines[at];
        let text = &self.text[line.range.clone()];
        let first = line.candidates.first()?;
        if text[..first.range.start]
            .chars()
            .filter(|c| c.is_alphanumeric())
            .count()
            > 12
        {
            return None;
        }
        let run_start = self.run_of_numbers(at);
        let nth = at - run_start;
        let top = self.lines[run_start].index;
        let labels = self.labels_above(top);
        let run_length = self.run_length(run_start);
        if labels.len() >= 2 && labels.len() == run_length {
            return labels.get(nth).copied();
        }
        if nth == 0 {
            return labels.last().copied();
        }
        // Numbers below each other under one label: only a list of phones goes on like that.
        labels.last().copied().filter(|_| labels.len() == 1 && run_length <= 4)
    }

    /// What the line says that heads a list of numbers, each with words of its own: `Fax:` above "Orders: …",
    /// "Returns: …".
    fn by_list(&self, at: usize) -> Option<Meaning> {
        let mut first = at;
        while first > at.saturating_sub(LONGEST_RUN) && self.lines[first - 1].index + 1 == self.lines[first].index {
            first -= 1;
        }
        let above = self.lines[first].index.checked_sub(1)?;
        let range = &self.all[above];
        label::heads_list(&self.text[range.clone()], self.known.within(range))
            .filter(|meaning| *meaning != Meaning::Other)
    }

    /// What the head of a table's column says.
    fn by_column(&self, line: &Line, candidate: &Candidate) -> Option<Meaning> {
        let innermost = self.context.document.at(line.range.start + candidate.range.start)?;
        let cell = innermost
            .self_and_ancestors()
            .take(6)
            .find(|element| matches!(element.name(), "td" | "th"))?;
        let row = cell.parent().filter(|parent| parent.name() == "tr")?;
        let column = row.children().take(COLUMNS).position(|child| child == cell)?;
        let table = row.closest("table")?;
        let head = table
            .descendants()
            .take(HEAD_ROWS)
            .filter(|element| element.name() == "tr")
            .take(3)
            .find_map(|first| {
                if first == row {
                    return None;
                }
                let cell = first.children().nth(column)?;
                let range = cell.text_range();
                label::of_whole_line(cell.text(), self.known.within(&range))
            });
        head.filter(|meaning| *meaning != Meaning::Other)
    }

    /// The first of the adjoining lines that are numbers and little else.
    fn run_of_numbers(&self, at: usize) -> usize {
        let mut first = at;
        while first > at.saturating_sub(LONGEST_RUN)
            && self.lines[first - 1].index + 1 == self.lines[first].index
            && self.is_number_only(first - 1)
            && self.is_number_only(first)
        {
            first -= 1;
        }
        first
    }

    fn run_length(&self, first: usize) -> usize {
        let mut last = first;
        while last + 1 < self.lines.len().min(first + LONGEST_RUN)
            && self.lines[last + 1].index == self.lines[last].index + 1
            && self.is_number_only(last + 1)
        {
            last += 1;
        }
        last + 1 - first
    }

    fn is_number_only(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let text = &self.text[line.range.clone()];
        line.candidates.len() == 1 && text.chars().filter(|c| c.is_alphabetic()).count() <= 3
    }

    /// Meanings of the label-only lines directly above a line, from top to bottom.
    fn labels_above(&self, index: usize) -> Vec<Meaning> {
        let mut labels: Vec<Meaning> = self.all[..index]
            .iter()
            .rev()
            .take(8)
            .map_while(|range| label::of_whole_line(&self.text[range.clone()], self.known.within(range)))
            .collect();
        labels.reverse();
        labels
    }

    /// What the markup around a number says: `itemprop="faxNumber"`, an icon of a fax, a class.
    fn by_markup(&self, line: &Line, candidate: &Candidate) -> Option<Meaning> {
        let offset = line.range.start + candidate.range.start;
        let document: &Document = &self.context.document;
        let innermost = document.at(offset)?;
        for element in innermost.self_and_ancestors().take(3) {
            if element.text_range().len() > 120 {
                break;
            }
            if let Some(meaning) = named(element) {
                return Some(meaning);
            }
            let icon = element
                .descendants()
                .take(12)
                .take_while(|inner| inner.text_range().start <= offset)
                .filter(|inner| matches!(inner.name(), "i" | "img" | "span" | "svg" | "em" | "b"))
                .filter(|inner| inner.text_range().is_empty() || inner.text_range().end <= offset)
                .filter_map(named)
                .last();
            if icon.is_some() {
                return icon;
            }
        }
        None
    }
}

/// Fewer digits than a number of its own has, words on keys aside.
fn is_short(raw: &str) -> bool {
    digit_count(raw) < 7 && !raw.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// What the names of an element say.
fn named(element: Element<'_>) -> Option<Meaning> {
    let mut meaning = None;
    for name in [
        "itemprop",
        "class",
        "id",
        "alt",
        "title",
        "aria-label",
        "src",
        "data-icon",
    ] {
        let Some(value) = element.attr(name) else { continue };
        let value = if name == "src" {
            value.rsplit('/').next().unwrap_or(value)
        } else {
            value
        };
        if value.len() > 200 {
            continue;
        }
        let lower = value.to_ascii_lowercase();
        let word = |wanted: &str| {
            lower
                .split(|c: char| !c.is_alphanumeric())
                .any(|part| part == wanted || part == format!("{wanted}number") || part == format!("icon{wanted}"))
        };
        if word("fax") {
            return Some(Meaning::Fax);
        }
        if ["phone", "tel", "telephone", "telefon", "mobile", "call", "전화"]
            .iter()
            .any(|wanted| word(wanted))
        {
            meaning = Some(Meaning::Voice);
        }
    }
    meaning
}
