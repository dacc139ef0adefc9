//! What is wrong with a file, where, and the way out: all faults at once.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::suggest::closest;

/// More faults than these are not collected: nobody reads them, and a file may be anything.
const MOST: usize = 500;

/// Begins the name of a built-in text.
pub(super) const BUILT_IN: &str = "builtin:";

/// A file that was read.
#[derive(Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path as the user wrote it, or `builtin:ID`.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl fmt::Debug for SourceFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SourceFile").field(&self.name).finish()
    }
}

impl SourceFile {
    /// Id of the built-in checklist that the text is; none for a file.
    pub fn built_in(&self) -> Option<&str> {
        self.name.strip_prefix(BUILT_IN)
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    pub fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..self.boundary(offset)).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        (line, column)
    }

    /// The character boundary at or before an offset.
    fn boundary(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// A place in one of the files of a [`Problems`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index of the file.
    pub file: usize,
    /// Bytes of its text.
    pub start: usize,
    /// End of the bytes.
    pub end: usize,
}

impl Place {
    /// A place from a span.
    pub fn new(file: usize, span: Range<usize>) -> Self {
        Place {
            file,
            start: span.start,
            end: span.end,
        }
    }
}

/// A value, and where it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where.
    pub place: Place,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where; null when there is no text to point into, as for a missing file.
    pub place: Option<Place>,
    /// What is wrong, in one line.
    pub message: String,
    /// The way out, where the message does not say it.
    pub help: Option<String>,
}

/// All faults of the files that were read together. It collects them, and is the error of a load.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    /// The files.
    pub files: Vec<SourceFile>,
    /// The faults.
    pub list: Vec<Problem>,
}

impl std::error::Error for Problems {}

impl Problems {
    /// A fault without a place: a missing file.
    pub fn of(message: impl Into<String>) -> Self {
        let mut problems = Problems::default();
        problems.list.push(Problem {
            place: None,
            message: message.into(),
            help: None,
        });
        problems
    }

    /// The faults of several loads as one.
    pub fn join(all: impl IntoIterator<Item = Problems>) -> Self {
        let mut joined = Problems::default();
        for problems in all {
            let offset = joined.files.len();
            joined.files.extend(problems.files);
            joined.list.extend(problems.list.into_iter().map(|mut problem| {
                if let Some(place) = &mut problem.place {
                    place.file += offset;
                }
                problem
            }));
        }
        joined
    }

    /// Adds a file and returns its index.
    pub fn add_file(&mut self, name: impl Into<String>, text: impl Into<String>) -> usize {
        self.files.push(SourceFile {
            name: name.into(),
            text: text.into(),
        });
        self.files.len() - 1
    }

    /// Adds a fault.
    pub fn push(&mut self, place: &Place, message: impl Into<String>) {
        self.push_with_help(place, message, None);
    }

    /// Adds a fault and the way out.
    pub fn push_with_help(&mut self, place: &Place, message: impl Into<String>, help: Option<String>) {
        let problem = Problem {
            place: Some(place.clone()),
            message: message.into(),
            help,
        };
        if self.list.len() < MOST && !self.list.contains(&problem) {
            self.list.push(problem);
        }
    }

    /// Adds `unknown WHAT "name"`, with the closest of the known names.
    pub fn unknown<'k>(&mut self, place: &Place, what: &str, name: &str, known: impl IntoIterator<Item = &'k str>) {
        let known: Vec<&str> = known.into_iter().collect();
        let mut message = format!("unknown {what} \"{}\"", clean(name));
        match closest(name, known.iter().copied()) {
            Some(suggestion) => {
                message.push_str(&format!(" (did you mean \"{suggestion}\"?)"));
                self.push(place, message);
            }
            None => {
                let help = match known.len() {
                    0 => None,
                    1..=24 => Some(format!("known: {}", known.join(", "))),
                    _ if what == "measure" => Some("`touchpoint explain` lists every measure".to_owned()),
                    _ => None,
                };
                self.push_with_help(place, message, help);
            }
        }
    }

    /// Ok when there is no fault.
    ///
    /// # Errors
    /// The faults, in the order of the files.
    pub fn into_result<T>(mut self, value: T) -> Result<T, Problems> {
        if self.list.is_empty() {
            return Ok(value);
        }
        self.list.sort_by(|a, b| a.place.cmp(&b.place));
        Err(self)
    }

    /// The first line of each fault: `file:line:column: message`.
    pub fn headlines(&self) -> Vec<String> {
        self.list.iter().map(|problem| self.headline(problem)).collect()
    }

    fn headline(&self, problem: &Problem) -> String {
        let place = problem.place.as_ref().and_then(|place| {
            let file = self.files.get(place.file)?;
            let (line, column) = file.line_and_column(place.start);
            Some(format!("{}:{line}:{column}: ", file.name))
        });
        format!("{}{}", place.unwrap_or_default(), problem.message)
    }

    fn snippet(&self, problem: &Problem) -> Option<String> {
        let place = problem.place.as_ref()?;
        let file = self.files.get(place.file)?;
        let start = file.boundary(place.start);
        let line_start = file.text.get(..start)?.rfind('\n').map_or(0, |newline| newline + 1);
        let rest = file.text.get(line_start..)?;
        let line = rest
            .get(..rest.find('\n').unwrap_or(rest.len()))?
            .trim_end_matches('\r');
        // A span over several lines is shown by its first line.
        let from = (start - line_start).min(line.len());
        let to = (file.boundary(place.end).max(start) - line_start).min(line.len());
        let shown: String = line.chars().map(harmless).collect();
        let snippet = Snippet::source(shown)
            .line_start(file.line_and_column(start).0)
            .annotation(AnnotationKind::Primary.span(from..to));
        let report = [Group::with_level(Level::ERROR).element(snippet)];
        let rendered = Renderer::plain().render(&report);
        Some(rendered.lines().map(str::trim_end).collect::<Vec<_>>().join("\n"))
    }
}

/// Replaces a character that would steer a terminal by one of the same length in bytes, so that spans stay right.
fn harmless(character: char) -> char {
    match character {
        '\t' => '\t',
        _ if !steers(character) => character,
        _ => match character.len_utf8() {
            1 => ' ',
            2 => '·',
            _ => char::REPLACEMENT_CHARACTER,
        },
    }
}

/// Control characters, and those that turn the direction of writing.
fn steers(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Words of a file, fit for one line of a terminal.
pub(super) fn clean(words: &str) -> String {
    words
        .chars()
        .map(|character| if steers(character) { ' ' } else { character })
        .collect()
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.list.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{}", self.headline(problem))?;
            if let Some(snippet) = self.snippet(problem) {
                write!(f, "\n{snippet}")?;
            }
            if let Some(help) = &problem.help {
                write!(f, "\n   = help: {help}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_under_the_place_after_hangul() {
        let mut problems = Problems::default();
        let text = "a = 1\nb = { ko = \"질문\", good = \"90\" }\n";
        let file = problems.add_file("list.toml", text);
        let start = text.find("\"90\"").unwrap();
        problems.push(&Place::new(file, start..start + 4), "no unit");
        // Hangul is two columns wide: the caret stands at display column 28, the column counts characters.
        assert_eq!(
            problems.to_string(),
            "list.toml:2:25: no unit\n  |\n2 | b = { ko = \"질문\", good = \"90\" }\n  |                           ^^^^"
        );
    }

    #[test]
    fn an_unknown_name_suggests_the_closest() {
        let mut problems = Problems::default();
        let file = problems.add_file("touchpoint.toml", "measure = \"phone.top\"");
        problems.unknown(
            &Place::new(file, 10..21),
            "measure",
            "phone.top",
            ["phone.top-share", "nav.search-share"],
        );
        assert_eq!(
            problems.headlines(),
            ["touchpoint.toml:1:11: unknown measure \"phone.top\" (did you mean \"phone.top-share\"?)"]
        );
    }

    #[test]
    fn faults_come_in_the_order_of_the_file() {
        let mut problems = Problems::default();
        let file = problems.add_file("f", "one\ntwo\n");
        problems.push(&Place::new(file, 4..7), "second");
        problems.push(&Place::new(file, 0..3), "first");
        let error = problems.into_result(()).unwrap_err();
        assert_eq!(error.headlines(), ["f:1:1: first", "f:2:1: second"]);
    }
}
