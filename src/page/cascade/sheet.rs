//! Takes a style sheet apart into rules. The blocks' edges are found by braces, comments and strings; what stands in
//! them is read elsewhere, and only where it can matter.

use super::media;

/// Conditional groups deeper than this are left out.
const DEEPEST: usize = 16;

/// Calls back for every rule that can hold: prelude, declarations, and whether it stands in a layer.
pub(super) fn rules(css: &str, found: &mut dyn FnMut(&str, &str, bool)) {
    let bytes = css.as_bytes();
    // Open groups: whether what stands in them is in a layer.
    let mut groups: Vec<bool> = Vec::new();
    let mut prelude_start = 0;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'*') => at = comment_end(css, at),
            // An escaped quote is a part of a name and begins no string.
            b'\\' => at += 2,
            b'"' | b'\'' => at = string_end(bytes, at),
            b';' => {
                at += 1;
                prelude_start = at;
            }
            b'}' => {
                groups.pop();
                at += 1;
                prelude_start = at;
            }
            b'{' => {
                let prelude = prelude_of(&css[prelude_start..at]);
                at += 1;
                match group_of(&prelude) {
                    Group::Rule => {
                        let end = block_end(css, at);
                        let block = &css[at..end];
                        let layered = groups.last().copied().unwrap_or(false);
                        found(&prelude, own_declarations(block), layered);
                        at = end + 1;
                    }
                    Group::Enter { layer } if groups.len() < DEEPEST => {
                        let layered = groups.last().copied().unwrap_or(false) || layer;
                        groups.push(layered);
                    }
                    Group::Enter { .. } | Group::Skip => at = block_end(css, at) + 1,
                }
                prelude_start = at.min(bytes.len());
            }
            _ => at += 1,
        }
    }
}

enum Group {
    /// A style rule.
    Rule,
    /// A group of rules that hold.
    Enter { layer: bool },
    /// What does not hold, or holds no rules.
    Skip,
}

fn group_of(prelude: &str) -> Group {
    let Some(rule) = prelude.strip_prefix('@') else {
        return Group::Rule;
    };
    let end = rule
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .unwrap_or(rule.len());
    let condition = rule[end..].trim();
    match rule[..end].to_ascii_lowercase().as_str() {
        "media" if media::holds(condition) => Group::Enter { layer: false },
        // Browsers of the day support nearly whatever is asked for.
        "supports" if !condition.starts_with("not") => Group::Enter { layer: false },
        "layer" => Group::Enter { layer: true },
        "document" | "-moz-document" => Group::Skip,
        _ => Group::Skip,
    }
}

/// A prelude without comments.
fn prelude_of(source: &str) -> String {
    let mut kept = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(start) = rest.find("/*") {
        kept.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    kept.push_str(rest);
    kept.trim()
        .trim_start_matches("<!--")
        .trim_end_matches("-->")
        .trim()
        .to_owned()
}

/// Declarations before the first nested rule.
fn own_declarations(block: &str) -> &str {
    match block.find('{') {
        Some(nested) => block[..nested].rfind(';').map_or("", |end| &block[..end]),
        None => block,
    }
}

fn comment_end(css: &str, at: usize) -> usize {
    css[at + 2..].find("*/").map_or(css.len(), |end| at + 2 + end + 2)
}

fn string_end(bytes: &[u8], at: usize) -> usize {
    let quote = bytes[at];
    let mut end = at + 1;
    while end < bytes.len() {
        match bytes[end] {
            b'\\' => end += 1,
            // A string ends with its line, too: broken sheets stay readable behind it.
            byte if byte == quote || byte == b'\n' => return end + 1,
            _ => {}
        }
        end += 1;
    }
    bytes.len()
}

/// Offset of the brace that closes the block which begins at the offset.
fn block_end(css: &str, start: usize) -> usize {
    let bytes = css.as_bytes();
    let mut depth = 1;
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = comment_end(css, at);
                continue;
            }
            b'\\' => at += 1,
            b'"' | b'\'' => {
                at = string_end(bytes, at);
                continue;
            }
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return at;
                }
            }
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}
