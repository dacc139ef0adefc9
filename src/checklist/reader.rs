//! Reads TOML tables key by key, so that every fault is told, each at its place.

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{At, Place, Problems, clean};
use super::text::Text;

/// Parses a text and hands its root table on; syntax faults are told, and what could be read is still read.
pub(super) fn parse<T>(
    name: &str,
    text: &str,
    problems: &mut Problems,
    read: impl FnOnce(Table<'_>, &mut Problems) -> T,
) -> T {
    let file = problems.add_file(name, text);
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        problems.push(&Place::new(file, span), syntax_message(error.message()));
    }
    let table = Table {
        keys: root.get_ref(),
        place: Place::new(file, 0..0),
    };
    read(table, problems)
}

/// The parser's message in one line.
fn syntax_message(message: &str) -> String {
    let line = message.lines().collect::<Vec<_>>().join(", ");
    format!("not TOML: {}", clean(&line))
}

/// A value that may be one of several kinds.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// A day.
    Date(Date),
}

/// A table and where it stands.
#[derive(Clone)]
pub(super) struct Table<'a> {
    keys: &'a DeTable<'a>,
    pub place: Place,
}

impl<'a> Table<'a> {
    /// The value of a key.
    fn get(&self, key: &str) -> Option<(&'a DeValue<'a>, Place)> {
        self.keys
            .get(key)
            .map(|value| (value.get_ref(), Place::new(self.place.file, value.span())))
    }

    /// Whether a key is written.
    pub fn has(&self, key: &str) -> bool {
        self.keys.get(key).is_some()
    }

    /// Tells every key that is not among the known ones.
    pub fn only(&self, known: &[&str], problems: &mut Problems) {
        for (key, _) in self.keys {
            if !known.contains(&key.get_ref().as_ref()) {
                let place = Place::new(self.place.file, key.span());
                problems.unknown(&place, "key", key.get_ref(), known.iter().copied());
            }
        }
    }

    /// The names of all keys, for tables whose keys are the user's.
    pub fn names(&self) -> Vec<At<String>> {
        self.keys
            .keys()
            .map(|key| At {
                value: key.get_ref().to_string(),
                place: Place::new(self.place.file, key.span()),
            })
            .collect()
    }

    /// A text in quotes.
    pub fn string(&self, key: &str, problems: &mut Problems) -> Option<At<String>> {
        let (value, place) = self.get(key)?;
        as_string(value, place, key, problems)
    }

    /// A number.
    pub fn number(&self, key: &str, problems: &mut Problems) -> Option<At<f64>> {
        let (value, place) = self.get(key)?;
        let number = match value {
            DeValue::Integer(integer) => i64::from_str_radix(&integer.as_str().replace('_', ""), integer.radix())
                .ok()
                .and_then(|whole| i32::try_from(whole).ok())
                .map(f64::from),
            DeValue::Float(float) => float.as_str().replace('_', "").parse::<f64>().ok(),
            _ => return wrong_type(key, "a number", value, &place, problems),
        };
        match number.filter(|number| number.is_finite()) {
            Some(value) => Some(At { value, place }),
            None => {
                problems.push(&place, format!("\"{key}\" is too large a number"));
                None
            }
        }
    }

    /// A whole number from `least` to `most`.
    pub fn whole(&self, key: &str, least: u32, most: u32, problems: &mut Problems) -> Option<At<u32>> {
        let At { value, place } = self.number(key, problems)?;
        if value.fract() != 0.0 || value < f64::from(least) || value > f64::from(most) {
            problems.push(
                &place,
                format!("\"{key}\" must be a whole number from {least} to {most}"),
            );
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked just above"
        )]
        let value = value as u32;
        Some(At { value, place })
    }

    /// `true` or `false`.
    pub fn boolean(&self, key: &str, problems: &mut Problems) -> Option<At<bool>> {
        let (value, place) = self.get(key)?;
        match value.as_bool() {
            Some(value) => Some(At { value, place }),
            None => wrong_type(key, "true or false", value, &place, problems),
        }
    }

    /// A day: bare, or in quotes.
    pub fn date(&self, key: &str, problems: &mut Problems) -> Option<At<Date>> {
        let At { value, place } = self.scalar(key, problems)?;
        let date = match value {
            Scalar::Date(date) => Some(date),
            Scalar::Text(words) => words.trim().parse().ok(),
            Scalar::Number(_) | Scalar::Boolean(_) => None,
        };
        match date {
            Some(value) => Some(At { value, place }),
            None => {
                problems.push(&place, format!("\"{key}\" must be a day, as \"2027-03-31\""));
                None
            }
        }
    }

    /// A text, a number, a day, `true` or `false`.
    pub fn scalar(&self, key: &str, problems: &mut Problems) -> Option<At<Scalar>> {
        let (value, place) = self.get(key)?;
        let read = match value {
            DeValue::String(words) => Scalar::Text(words.to_string()),
            DeValue::Integer(_) | DeValue::Float(_) => Scalar::Number(self.number(key, problems)?.value),
            DeValue::Boolean(yes) => Scalar::Boolean(*yes),
            DeValue::Datetime(moment) => match moment.date.and_then(day) {
                Some(date) => Scalar::Date(date),
                None => return wrong_type(key, "a day, as \"2027-03-31\"", value, &place, problems),
            },
            DeValue::Array(_) | DeValue::Table(_) => {
                return wrong_type(key, "a text, a number or a day", value, &place, problems);
            }
        };
        Some(At { value: read, place })
    }

    /// A list of texts; one text alone is a list of one.
    pub fn strings(&self, key: &str, problems: &mut Problems) -> Option<At<Vec<At<String>>>> {
        let (value, place) = self.get(key)?;
        let list = match value {
            DeValue::String(_) => as_string(value, place.clone(), key, problems).into_iter().collect(),
            DeValue::Array(items) => items
                .iter()
                .filter_map(|item| {
                    let place = Place::new(place.file, item.span());
                    as_string(item.get_ref(), place, key, problems)
                })
                .collect(),
            _ => return wrong_type(key, "a list of texts", value, &place, problems),
        };
        Some(At { value: list, place })
    }

    /// A text, or a table of one text a language.
    pub fn text(&self, key: &str, problems: &mut Problems) -> Option<At<Text>> {
        let (value, place) = self.get(key)?;
        match value {
            DeValue::String(words) => Some(At {
                value: Text::single(words),
                place,
            }),
            DeValue::Table(_) => {
                let table = self.table(key, problems)?;
                table.only(&["en", "ko"], problems);
                let mut read = |language| table.string(language, problems).map(|at| at.value);
                let value = Text {
                    en: read("en"),
                    ko: read("ko"),
                };
                Some(At { value, place })
            }
            _ => wrong_type(key, "a text, or { en = \"…\", ko = \"…\" }", value, &place, problems),
        }
    }

    /// A table.
    pub fn table(&self, key: &str, problems: &mut Problems) -> Option<Table<'a>> {
        let (value, place) = self.get(key)?;
        match value {
            DeValue::Table(keys) => Some(Table { keys, place }),
            _ => wrong_type(key, "a table", value, &place, problems),
        }
    }

    /// A list of tables: `[[key]]`.
    pub fn tables(&self, key: &str, problems: &mut Problems) -> Vec<Table<'a>> {
        let Some((value, place)) = self.get(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value else {
            return wrong_type::<()>(
                key,
                &format!("a list of tables, each opened by [[{key}]]"),
                value,
                &place,
                problems,
            )
            .map(|()| Vec::new())
            .unwrap_or_default();
        };
        items
            .iter()
            .filter_map(|item: &Spanned<DeValue<'a>>| {
                let place = Place::new(place.file, item.span());
                match item.get_ref() {
                    DeValue::Table(keys) => Some(Table { keys, place }),
                    other => wrong_type(key, "a list of tables", other, &place, problems),
                }
            })
            .collect()
    }

    /// Whether a key holds a text.
    pub fn is_string(&self, key: &str) -> bool {
        matches!(self.get(key), Some((DeValue::String(_), _)))
    }

    /// Tells that a key is missing.
    pub fn missing(&self, key: &str, problems: &mut Problems) {
        problems.push(&self.place, format!("\"{key}\" is missing"));
    }
}

fn day(date: toml::value::Date) -> Option<Date> {
    let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
    Date::new(i16::try_from(date.year).ok()?, month, day).ok()
}

fn as_string(value: &DeValue<'_>, place: Place, key: &str, problems: &mut Problems) -> Option<At<String>> {
    match value {
        DeValue::String(words) => Some(At {
            value: words.to_string(),
            place,
        }),
        _ => wrong_type(key, "a text in quotes", value, &place, problems),
    }
}

fn wrong_type<T>(key: &str, wanted: &str, found: &DeValue<'_>, place: &Place, problems: &mut Problems) -> Option<T> {
    let found = match found {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    problems.push(place, format!("\"{key}\" must be {wanted}, found {found}"));
    None
}
