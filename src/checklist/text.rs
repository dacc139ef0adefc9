//! Texts in the two first languages.

use crate::model::Language;

/// A text that a checklist gives in one or both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// English.
    pub en: Option<String>,
    /// Korean.
    pub ko: Option<String>,
}

impl Text {
    /// A text that is the same in every language.
    pub fn single(words: &str) -> Self {
        Text {
            en: Some(words.to_owned()),
            ko: Some(words.to_owned()),
        }
    }

    /// The text in a language; in the other one when it was given in that alone.
    pub fn get(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::En => (&self.en, &self.ko),
            Language::Ko => (&self.ko, &self.en),
        };
        first.as_deref().or(second.as_deref()).unwrap_or_default()
    }

    /// The languages in which it is missing or blank.
    pub fn missing(&self) -> Vec<Language> {
        let blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        let mut missing = Vec::new();
        if blank(&self.en) {
            missing.push(Language::En);
        }
        if blank(&self.ko) {
            missing.push(Language::Ko);
        }
        missing
    }
}
