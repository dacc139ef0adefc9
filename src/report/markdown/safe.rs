//! Text that stays text in Markdown.

use crate::report::{address, clean};

/// The address of a page: a link where it is a web page's, else text.
pub(in crate::report) fn page(url: &str) -> String {
    match address::link(url) {
        // An address as `url` writes it has no `<`, `>` or blanks outside its fragment.
        Some(target) => {
            let target = target.replace('<', "%3C").replace('>', "%3E").replace(' ', "%20");
            format!("[{}](<{target}>)", code(&address::shown(url)))
        }
        None => code(url),
    }
}

/// A code span that the text cannot leave. A pipe would end the cell of a table also here, so it is written as its
/// look-alike U+2223.
pub(in crate::report) fn code(text: &str) -> String {
    let text = clean(text).replace('|', "∣");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let gap = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() {
        " "
    } else {
        ""
    };
    format!("{fence}{gap}{text}{gap}{fence}")
}

/// Text that stays text: punctuation with a meaning is escaped, HTML cannot begin, and nobody is mentioned.
pub(in crate::report) fn escape(text: &str) -> String {
    let text = clean(text);
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.trim().chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // A mention or a reference is not recognised across a character that is not there to be seen.
            '@' => escaped.push_str("@&#8203;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' | '$' => {
                escaped.push('\\');
                escaped.push(character);
            }
            _ => escaped.push(character),
        }
    }
    // A scheme would become a link on its own.
    escaped.replace("://", ":&#8203;//").replace("www.", "www&#8203;.")
}

#[cfg(test)]
mod tests {
    use super::{code, escape, page};

    #[test]
    fn text_stays_text() {
        assert_eq!(escape("a | b"), "a \\| b");
        assert_eq!(
            escape("<img src=x onerror=alert(1)>"),
            "&lt;img src=x onerror=alert(1)&gt;"
        );
        assert_eq!(escape("[x](javascript:alert(1))"), "\\[x\\](javascript:alert(1))");
        assert_eq!(escape("ask @owner"), "ask @&#8203;owner");
        assert_eq!(escape("a\n## b"), "a \\#\\# b");
    }

    #[test]
    fn words_cannot_leave_their_code_span() {
        assert_eq!(code("a``b`c"), "```a``b`c```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("a|b\n\n<b>"), "`a∣b  <b>`");
    }

    #[test]
    fn only_web_pages_are_linked() {
        assert_eq!(
            page("https://shop.kr/a>b"),
            "[`https://shop.kr/a>b`](<https://shop.kr/a%3Eb>)"
        );
        assert_eq!(page("javascript:alert(1)"), "`javascript:alert(1)`");
    }
}
