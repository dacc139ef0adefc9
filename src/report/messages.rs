//! The sentences of the reports, in every language, and how numbers are written.
//!
//! `audits/messages/LANGUAGE.toml` holds them: tables of keys, joined by dots. A sentence has `{placeholders}`;
//! `{name|table}` looks the value up in a table of the same file (`{kinds|kind}` says page kinds in the reader's words,
//! also for a list set apart by commas), and `{name|date}` writes a day in the reader's form. The sentence of a [`Note`] stands under `note.CODE`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::checklist::{Comparison, Expectation};
use crate::model::{Language, Note, Unit, Value};

/// The file of each language.
const FILES: &[(Language, &str)] = &[
    (Language::En, include_str!("../../audits/messages/en.toml")),
    (Language::Ko, include_str!("../../audits/messages/ko.toml")),
];

/// The sentences of one language.
#[derive(Debug)]
pub struct Messages {
    language: Language,
    sentences: BTreeMap<String, String>,
}

static ALL: LazyLock<Vec<Messages>> = LazyLock::new(|| {
    FILES
        .iter()
        .map(|(language, text)| Messages::parse(*language, text).expect("the built-in sentences are TOML"))
        .collect()
});

static EMPTY: Messages = Messages {
    language: Language::En,
    sentences: BTreeMap::new(),
};

impl Messages {
    /// The sentences of a language.
    pub fn get(language: Language) -> &'static Messages {
        ALL.iter()
            .find(|messages| messages.language == language)
            .unwrap_or(&EMPTY)
    }

    fn parse(language: Language, text: &str) -> Result<Self, toml::de::Error> {
        let table: toml::Table = text.parse()?;
        let mut sentences = BTreeMap::new();
        flatten("", &table, &mut sentences);
        Ok(Messages { language, sentences })
    }

    /// A source, with the day on which it was looked up.
    pub fn source(&self, source: &str, looked_up: Option<jiff::civil::Date>) -> String {
        match looked_up {
            Some(day) => self.with("describe.looked-up", &[("source", source), ("date", &self.date(day))]),
            None => source.to_owned(),
        }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A sentence without placeholders; the key itself when there is none, so that a gap is seen and nothing panics.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.sentences.get(key).map_or(key, String::as_str)
    }

    /// Whether there is a sentence.
    pub fn has(&self, key: &str) -> bool {
        self.sentences.contains_key(key)
    }

    /// A sentence with its placeholders filled.
    pub fn with(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        let arguments = arguments.iter().copied().collect();
        match self.sentences.get(key) {
            Some(sentence) => self.fill_in(sentence, &arguments),
            None => key.to_owned(),
        }
    }

    /// What a remark says.
    pub fn say(&self, note: &Note) -> String {
        let arguments = note
            .arguments
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        match self.sentences.get(&format!("note.{}", note.code)) {
            // A detail that is not known leaves no empty brackets behind.
            Some(sentence) => self.fill_in(sentence, &arguments).replace(" ()", ""),
            None if note.arguments.is_empty() => note.code.clone(),
            None => {
                let listed: Vec<String> = arguments
                    .iter()
                    .map(|(name, value)| format!("{name}: {value}"))
                    .collect();
                format!("{} ({})", note.code, listed.join(", "))
            }
        }
    }

    /// Writes what a remark says into it.
    pub fn fill(&self, note: &mut Note) {
        note.text = self.say(note);
    }

    fn fill_in(&self, sentence: &str, arguments: &BTreeMap<&str, &str>) -> String {
        let mut filled = String::with_capacity(sentence.len() + 32);
        let mut rest = sentence;
        while let Some((before, inside, after)) = next_placeholder(rest) {
            filled.push_str(before);
            let (name, table) = inside
                .split_once('|')
                .map_or((inside, None), |(name, table)| (name, Some(table)));
            match (arguments.get(name), table) {
                (Some(value), None) => filled.push_str(value),
                (Some(value), Some("date")) => filled.push_str(&self.written_date(value)),
                (Some(value), Some(table)) => filled.push_str(&self.look_up(table, value)),
                (None, _) => filled.push('?'),
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// A day that is written "2027-03-31", in the reader's form; other words stay.
    fn written_date(&self, value: &str) -> String {
        value.parse().map_or_else(|_| value.to_owned(), |date| self.date(date))
    }

    fn look_up(&self, table: &str, list: &str) -> String {
        let words: Vec<&str> = list
            .split(',')
            .map(str::trim)
            .map(|word| {
                self.sentences
                    .get(&format!("{table}.{word}"))
                    .map_or(word, String::as_str)
            })
            .collect();
        words.join(", ")
    }

    /// A number: at most one decimal, thousands set apart.
    pub fn number(&self, number: f64) -> String {
        let rounded = format!("{:.1}", number.abs());
        let (whole, decimal) = rounded.split_once('.').unwrap_or((rounded.as_str(), "0"));
        let mut grouped = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let sign = if number < 0.0 && rounded != "0.0" { "-" } else { "" };
        if decimal == "0" {
            format!("{sign}{grouped}")
        } else {
            format!("{sign}{grouped}.{decimal}")
        }
    }

    /// A share as a percentage.
    pub fn percent(&self, share: f64) -> String {
        self.with("value.percent", &[("number", &self.number(share * 100.0))])
    }

    /// A day.
    pub fn date(&self, date: jiff::civil::Date) -> String {
        let (year, month, day) = (date.year().to_string(), date.month(), date.day());
        let month_name = self.text(&format!("month.{month}")).to_owned();
        self.with(
            "value.date",
            &[("year", &year), ("month", &month_name), ("day", &day.to_string())],
        )
    }

    /// A value in its unit: "38 %", "4 of 10", "yes".
    pub fn value(&self, value: Value, unit: Unit) -> String {
        match (value, unit) {
            (Value::YesNo(yes), Unit::YesNo) => self.text(if yes { "value.yes" } else { "value.no" }).to_owned(),
            (Value::YesNo(false), _) => self.text("value.none").to_owned(),
            (_, _) => self.in_unit(value.as_f64(), unit),
        }
    }

    fn in_unit(&self, number: f64, unit: Unit) -> String {
        let written = self.number(number);
        let counted = |key: &str| {
            let one = format!("{key}-one");
            let key = if written == "1" && self.has(&one) { &one } else { key };
            self.with(key, &[("number", &written)])
        };
        match unit {
            Unit::Share | Unit::Ratio => self.percent(number),
            Unit::Count => written,
            Unit::Points(most) => self.with("value.points", &[("number", &written), ("most", &most.to_string())]),
            Unit::YesNo => self
                .text(if number >= 0.5 { "value.yes" } else { "value.no" })
                .to_owned(),
            Unit::Days => counted("value.days"),
            Unit::Hours => counted("value.hours"),
            Unit::Stage(stages) => {
                let index = stages
                    .iter()
                    .zip(0u32..)
                    .find(|(_, index)| f64::from(*index) >= number.floor());
                let stage = index
                    .map(|(stage, _)| *stage)
                    .or(stages.last().copied())
                    .unwrap_or_default();
                self.look_up("stage", stage)
            }
        }
    }

    /// An expectation: "at least 90 %", "90% 이상".
    pub fn expectation(&self, expectation: &Expectation, unit: Unit) -> String {
        let bound = self.in_unit(expectation.bound, unit);
        let most = match unit {
            Unit::Share => Some(1.0),
            Unit::Points(most) => Some(f64::from(most)),
            _ => None,
        };
        let key = match expectation.comparison {
            Comparison::Is => return self.in_unit(expectation.bound, Unit::YesNo),
            // Nothing lies beyond the ends of a scale, so the end alone says it.
            Comparison::AtLeast if most.is_some_and(|most| expectation.bound >= most) => return bound,
            Comparison::AtMost if expectation.bound <= 0.0 => return bound,
            Comparison::AtLeast => "expectation.at-least",
            Comparison::MoreThan => "expectation.more-than",
            Comparison::AtMost => "expectation.at-most",
            Comparison::LessThan => "expectation.less-than",
        };
        self.with(key, &[("bound", &bound)])
    }
}

/// Text before the next placeholder, what it holds, and the rest.
fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (inside, after) = rest.split_once('}')?;
    Some((before, inside, after))
}

fn flatten(prefix: &str, table: &toml::Table, sentences: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        let key = if prefix.is_empty() {
            key.clone()
        } else {
            format!("{prefix}.{key}")
        };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, sentences),
            toml::Value::String(sentence) => {
                sentences.insert(key, sentence.clone());
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placeholders(sentence: &str) -> Vec<&str> {
        let mut found = Vec::new();
        let mut rest = sentence;
        while let Some((_, inside, after)) = next_placeholder(rest) {
            found.push(inside.split('|').next().unwrap_or_default());
            rest = after;
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    #[test]
    fn every_language_has_the_same_sentences_with_the_same_placeholders() {
        let english = Messages::get(Language::En);
        let korean = Messages::get(Language::Ko);
        // A word for the singular is needed by English alone.
        let keys = |messages: &'static Messages| -> Vec<&str> {
            messages
                .sentences
                .keys()
                .map(String::as_str)
                .filter(|key| !key.ends_with("-one"))
                .collect()
        };
        assert_eq!(keys(english), keys(korean));
        assert!(english.sentences.len() > 50);
        for (key, sentence) in &english.sentences {
            if let Some(other) = korean.sentences.get(key) {
                assert_eq!(placeholders(sentence), placeholders(other), "{key}");
            }
        }
    }

    #[test]
    fn every_remark_of_the_program_has_a_sentence() {
        let code = regex::Regex::new(r#"(?:Note::new|\bunknown|\bnot_applicable)\(\s*"([a-z-]+)""#).unwrap();
        let mut files = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
        let (mut seen, mut missing) = (0, Vec::new());
        while let Some(path) = files.pop() {
            if path.is_dir() {
                files.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            let program = source.split("#[cfg(test)]").next().unwrap_or_default();
            for found in code.captures_iter(program) {
                seen += 1;
                let key = format!("note.{}", &found[1]);
                if !Messages::get(Language::En).has(&key) {
                    missing.push(format!("{key} of {}", path.display()));
                }
            }
        }
        assert!(seen > 20, "{seen}");
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn every_page_kind_has_a_name() {
        for kind in crate::model::PageKind::ALL {
            assert!(Messages::get(Language::Ko).has(&format!("kind.{kind}")), "{kind}");
        }
    }

    #[test]
    fn values_are_written_as_a_reader_writes_them() {
        let (en, ko) = (Messages::get(Language::En), Messages::get(Language::Ko));
        assert_eq!(en.value(Value::Number(0.382), Unit::Share), "38.2 %");
        assert_eq!(ko.value(Value::Number(0.38), Unit::Share), "38%");
        assert_eq!(en.value(Value::Number(1.0), Unit::Days), "1 day");
        assert_eq!(en.value(Value::Number(30.0), Unit::Days), "30 days");
        assert_eq!(ko.value(Value::Number(30.0), Unit::Days), "30일");
        assert_eq!(en.value(Value::Number(3.5), Unit::Points(5)), "3.5 of 5");
        assert_eq!(ko.value(Value::YesNo(false), Unit::YesNo), "아니요");
        assert_eq!(en.value(Value::YesNo(false), Unit::Hours), "none");
        assert_eq!(
            en.value(Value::Number(2.0), Unit::Stage(&["nothing", "cart", "order-form"])),
            "order form"
        );
        assert_eq!(en.number(1_234_567.0), "1,234,567");
    }

    #[test]
    fn expectations_are_said_in_both_languages() {
        let expectation = Expectation::parse(">= 90%", Unit::Share).unwrap();
        assert_eq!(
            Messages::get(Language::En).expectation(&expectation, Unit::Share),
            "at least 90 %"
        );
        assert_eq!(
            Messages::get(Language::Ko).expectation(&expectation, Unit::Share),
            "90% 이상"
        );
        let nothing = Expectation::parse("<= 0", Unit::Count).unwrap();
        assert_eq!(Messages::get(Language::En).expectation(&nothing, Unit::Count), "0");
        let all = Expectation::parse(">= 3 of 3", Unit::Points(3)).unwrap();
        assert_eq!(Messages::get(Language::En).expectation(&all, Unit::Points(3)), "3 of 3");
    }

    #[test]
    fn a_day_in_a_remark_is_written_in_the_readers_form() {
        let note = Note::new("waiver-expired")
            .with("finding", "a.b")
            .with("owner", "Kim")
            .with("until", "2027-03-31");
        assert!(Messages::get(Language::En).say(&note).contains("on 31 March 2027"));
        assert!(Messages::get(Language::Ko).say(&note).contains("2027년 3월 31일"));
    }

    #[test]
    fn a_remark_fills_its_placeholders_and_an_unknown_one_still_speaks() {
        let note = Note::new("no-page-of-kind").with("kinds", "cart, order-lookup");
        assert_eq!(
            Messages::get(Language::En).say(&note),
            "no page of this kind was seen: cart, order look-up"
        );
        let strange = Note::new("strange").with("a", 1);
        assert_eq!(Messages::get(Language::Ko).say(&strange), "strange (a: 1)");
    }
}
