//! Built-in patterns.

use regex::Regex;

/// Compiles a pattern that is a constant of this program.
///
/// `\b` is read as a boundary of ASCII words: that is what keeps the regex engine on its fast path for text of any
/// script, and it also sees the boundary between a Hangul or Han character and a figure (`약3일`).
///
/// # Panics
/// When the pattern is none, which its tests would show.
pub(super) fn pattern(source: &str) -> Regex {
    Regex::new(&source.replace(r"\b", r"(?-u:\b)")).expect("a built-in pattern is a regex")
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn a_word_ends_where_another_script_begins() {
        assert!(pattern(r"\b3\b").is_match("약3일"));
        assert!(!pattern(r"\b3\b").is_match("a3"));
    }
}
