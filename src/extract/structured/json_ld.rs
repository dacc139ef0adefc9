//! JSON-LD as shops write it: with comments, trailing commas and raw line breaks in strings.

use serde_json::Value;

/// The items of one script, graphs and lists flattened.
pub(super) fn read(source: &str) -> Vec<Value> {
    let parsed = stream(source).or_else(|| {
        let mut cleaned = clean(source);
        if !cleaned.contains('"') && cleaned.contains("&quot;") {
            cleaned = cleaned.replace("&quot;", "\"").replace("&amp;", "&");
        }
        stream(&cleaned)
    });
    let mut items = Vec::new();
    let mut open: Vec<Value> = parsed.unwrap_or_default();
    open.reverse();
    while let Some(value) = open.pop() {
        match value {
            Value::Array(list) => open.extend(list.into_iter().rev()),
            Value::Object(mut map) => {
                if let Some(graph) = map.shift_remove("@graph") {
                    open.push(graph);
                }
                if map.contains_key("@type") {
                    items.push(Value::Object(map));
                }
            }
            _ => {}
        }
    }
    items
}

/// One or more values, one after the other.
fn stream(source: &str) -> Option<Vec<Value>> {
    let values: Result<Vec<Value>, _> = serde_json::Deserializer::from_str(source.trim())
        .into_iter::<Value>()
        .collect();
    values.ok()
}

/// The source without comments, CDATA marks, trailing commas and stray semicolons, raw control characters in strings
/// turned into spaces.
fn clean(source: &str) -> String {
    let mut cleaned = String::with_capacity(source.len());
    let mut rest = source;
    let mut in_string = false;
    while let Some(character) = rest.chars().next() {
        if in_string {
            if character == '\\' {
                let escaped = rest[1..].chars().next();
                match escaped {
                    Some(known) if "\"\\/bfnrtu".contains(known) => {
                        cleaned.push('\\');
                        cleaned.push(known);
                    }
                    Some(other) if !other.is_control() => cleaned.push(other),
                    _ => cleaned.push(' '),
                }
                rest = &rest[1 + escaped.map_or(0, char::len_utf8)..];
                continue;
            }
            in_string = character != '"';
            cleaned.push(if character.is_control() { ' ' } else { character });
        } else if let Some(length) = noise(rest) {
            rest = &rest[length..];
            continue;
        } else {
            in_string = character == '"';
            if matches!(character, '}' | ']') {
                let kept = cleaned.trim_end().len();
                if cleaned[..kept].ends_with(',') {
                    cleaned.truncate(kept - 1);
                }
            }
            if !matches!(character, ';' | '\u{feff}') {
                cleaned.push(if character.is_control() { ' ' } else { character });
            }
        }
        rest = &rest[character.len_utf8()..];
    }
    cleaned
}

/// Length of what is no JSON at the start: marks of comments and of CDATA, and block comments whole.
fn noise(rest: &str) -> Option<usize> {
    for mark in ["//<![CDATA[", "<![CDATA[", "//]]>", "]]>", "<!--", "-->", "//"] {
        if rest.starts_with(mark) {
            return Some(mark.len());
        }
    }
    if rest.starts_with("/*") {
        return Some(rest.find("*/").map_or(rest.len(), |end| end + 2));
    }
    None
}
