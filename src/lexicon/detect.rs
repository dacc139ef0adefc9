//! Tells a platform by its signals, cheaply: the patterns on HTML run only where a literal that they need was
//! seen, and all literals are sought in one pass.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex::{Regex, RegexSet, RegexSetBuilder};

use super::platforms::{DetectEntry, Signals, compile};

/// Bytes of HTML that are read.
const HTML_LIMIT: usize = 400 * 1024;
/// Points at which a platform is named.
const ENOUGH: u32 = 3;
/// A literal shorter than this is no filter.
const SHORTEST_LITERAL: usize = 4;

/// Patterns of one sort of signal over all platforms.
struct Sort {
    set: RegexSet,
    platforms: Vec<usize>,
    points: u32,
}

impl Sort {
    fn new(entries: &[&DetectEntry], points: u32, of: fn(&DetectEntry) -> &Vec<String>) -> Sort {
        let pairs = entries
            .iter()
            .enumerate()
            .flat_map(|(index, entry)| of(entry).iter().map(move |p| (index, p)));
        let (platforms, sources): (Vec<usize>, Vec<&String>) = pairs.unzip();
        let set = RegexSetBuilder::new(sources)
            .case_insensitive(true)
            .build()
            .expect("built-in patterns are regexes");
        Sort { set, platforms, points }
    }

    /// Adds the points of every pattern that matches any of the texts, each pattern once.
    fn add<'t>(&self, texts: impl Iterator<Item = &'t str>, scores: &mut [u32]) {
        let seen: BTreeSet<usize> = texts.flat_map(|text| self.set.matches(text).into_iter()).collect();
        for pattern in seen {
            scores[self.platforms[pattern]] += self.points;
        }
    }
}

/// A pattern on HTML.
struct HtmlPattern {
    platform: usize,
    points: u32,
    regex: Regex,
}

/// All signals of all platforms.
pub(super) struct Detector {
    count: usize,
    generator: Sort,
    meta: Sort,
    host: Sort,
    cookie: Sort,
    header: Sort,
    script: Sort,
    html: Vec<HtmlPattern>,
    /// Patterns that no literal stands for.
    unfiltered: Vec<usize>,
    literals: AhoCorasick,
    /// For each literal, the pattern that it belongs to.
    literal_of: Vec<usize>,
}

impl Detector {
    pub(super) fn new(entries: &[&DetectEntry]) -> Detector {
        let mut html = Vec::new();
        let (mut unfiltered, mut literals, mut literal_of) = (Vec::new(), Vec::new(), Vec::new());
        for (platform, entry) in entries.iter().enumerate() {
            let strong = entry.html.iter().chain(&entry.js).map(|source| (source, 2));
            for (source, points) in strong.chain(entry.weak.iter().map(|source| (source, 1))) {
                let index = html.len();
                match required_literals(source) {
                    Some(found) => {
                        literal_of.extend(found.iter().map(|_| index));
                        literals.extend(found);
                    }
                    None => unfiltered.push(index),
                }
                html.push(HtmlPattern {
                    platform,
                    points,
                    regex: compile(source),
                });
            }
        }
        let literals = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(literals)
            .expect("the built-in literals make an automaton");
        Detector {
            count: entries.len(),
            generator: Sort::new(entries, 3, |entry| &entry.generator),
            meta: Sort::new(entries, 3, |entry| &entry.meta),
            host: Sort::new(entries, 3, |entry| &entry.host),
            cookie: Sort::new(entries, 2, |entry| &entry.cookie),
            header: Sort::new(entries, 2, |entry| &entry.header),
            script: Sort::new(entries, 2, |entry| &entry.script),
            html,
            unfiltered,
            literals,
            literal_of,
        }
    }

    /// Index of the platform with most points, if that is enough.
    pub(super) fn best(&self, signals: &Signals<'_>) -> Option<usize> {
        let mut scores = vec![0; self.count];
        self.generator.add(signals.generator.into_iter(), &mut scores);
        let metas: Vec<String> = signals
            .metas
            .iter()
            .map(|(name, content)| format!("{name} {content}"))
            .collect();
        self.meta.add(metas.iter().map(String::as_str), &mut scores);
        self.host.add(std::iter::once(signals.host), &mut scores);
        self.cookie
            .add(signals.cookie_names.iter().map(String::as_str), &mut scores);
        let headers: Vec<String> = signals
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        self.header.add(headers.iter().map(String::as_str), &mut scores);
        self.script
            .add(signals.script_and_link_urls.iter().map(String::as_str), &mut scores);
        self.add_html(bounded(signals.html), &mut scores);
        let best = scores.iter().copied().max().filter(|points| *points >= ENOUGH)?;
        scores.iter().position(|points| *points == best)
    }

    pub(super) fn knows_host(&self, host: &str) -> bool {
        self.host.set.is_match(host)
    }

    fn add_html(&self, html: &str, scores: &mut [u32]) {
        let mut candidates: BTreeSet<usize> = self.unfiltered.iter().copied().collect();
        for found in self.literals.find_overlapping_iter(html) {
            candidates.insert(self.literal_of[found.pattern().as_usize()]);
        }
        for index in candidates {
            let pattern = &self.html[index];
            if pattern.regex.is_match(html) {
                scores[pattern.platform] += pattern.points;
            }
        }
    }
}

fn bounded(html: &str) -> &str {
    let mut end = html.len().min(HTML_LIMIT);
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    &html[..end]
}

/// For each alternative of a pattern, the longest literal that a match must hold; `None` if one has none.
fn required_literals(pattern: &str) -> Option<Vec<String>> {
    let mut literals = Vec::new();
    let (mut best, mut run) = (String::new(), String::new());
    let mut depth = 0;
    let mut chars = pattern.chars().peekable();
    loop {
        let character = chars.next();
        let literal = match character {
            Some('\\') => chars.next().filter(|next| depth == 0 && !next.is_alphanumeric()),
            Some('[') => {
                while chars.next().is_some_and(|inner| inner != ']') {}
                None
            }
            Some('(') => {
                depth += 1;
                None
            }
            Some(')') => {
                depth -= 1;
                None
            }
            Some('|') | None if depth == 0 => {
                close_run(&mut best, &mut run);
                literals.push(std::mem::take(&mut best));
                if character.is_none() {
                    break;
                }
                continue;
            }
            None => return None,
            Some('.' | '*' | '+' | '?' | '{' | '}' | '^' | '$') => None,
            Some(plain) => Some(plain).filter(|_| depth == 0),
        };
        match literal {
            // A repeated or optional character is not sure to be there.
            Some(_) if chars.peek().is_some_and(|next| matches!(next, '?' | '*' | '{' | '+')) => {
                close_run(&mut best, &mut run);
            }
            Some(literal) => run.push(literal),
            None => close_run(&mut best, &mut run),
        }
    }
    literals
        .iter()
        .all(|literal| literal.len() >= SHORTEST_LITERAL)
        .then_some(literals)
}

fn close_run(best: &mut String, run: &mut String) {
    if run.len() > best.len() {
        std::mem::swap(best, run);
    }
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_is_found_wherever_its_pattern_matches() {
        for (pattern, literals) in [
            (r"호스팅\s*제공\s*:?\s*카페24", Some(vec!["호스팅"])),
            (r"xans-(?:layout|product)-", Some(vec!["xans-"])),
            (
                r#"gd_?goods|frmCartView|id="frmOrder""#,
                Some(vec!["goods", "frmCartView", "id=\"frmOrder\""]),
            ),
            (r"index\.php\?main_page=", Some(vec!["index.php?main_page="])),
            (r"\d+[a-z]", None),
        ] {
            let expected = literals.map(|list| list.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(required_literals(pattern), expected, "{pattern}");
        }
    }
}
