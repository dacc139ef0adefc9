//! A bound on how deep a page nests, before it is parsed.
//!
//! The parser looks through all open elements at nearly every tag, as the HTML standard tells it to, so that a page
//! with hundreds of thousands of open elements would take hours.

/// Start tags without an end that are read: eight times what browsers nest.
const MOST_OPEN: usize = 4_000;

/// Elements that have no end tag, or need none.
const UNCLOSED: &[&str] = &[
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li",
    "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead",
    "tr", "track", "wbr",
];

/// The part of a page up to where more start tags are without an end than any page for people has.
pub(super) fn bounded(html: &str) -> &str {
    let mut open = 0_usize;
    for (at, _) in html.match_indices('<') {
        let rest = &html.as_bytes()[at + 1..];
        let closes = rest.first() == Some(&b'/');
        let name = &rest[usize::from(closes)..];
        let length = name
            .iter()
            .take(12)
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        let name = &name[..length];
        if length == 0 || UNCLOSED.iter().any(|one| name.eq_ignore_ascii_case(one.as_bytes())) {
            continue;
        }
        if closes {
            open = open.saturating_sub(1);
        } else {
            open += 1;
        }
        if open > MOST_OPEN {
            return &html[..at];
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_for_people_are_read_whole() {
        let html = format!("<html>{}", "<ul><li>a<li>b<br><IMG></ul><p>text < 5".repeat(10_000));
        assert_eq!(bounded(&html), html);
    }

    #[test]
    fn a_pile_of_open_elements_is_cut() {
        let html = "<div>".repeat(100_000);
        assert_eq!(bounded(&html).len(), MOST_OPEN * "<div>".len());
    }
}
