//! What a selector needs before it is worth trying: where it is filed, how specific it is, and which names its
//! ancestors must have.

use super::super::attribute;

/// Where a rule is filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    Id(String),
    Class(String),
    Tag(String),
    Any,
}

/// What is known of a selector without compiling it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Analysis {
    /// The selector, without what always holds on a page that nobody touches.
    pub(super) text: String,
    pub(super) key: Key,
    /// Hashed names that some ancestor must have.
    pub(super) ancestors: Vec<u32>,
    /// Ids, classes and tags, packed so that the greater wins.
    pub(super) specificity: u32,
}

/// States that a customer brings about: their negation always holds on a page as served.
const UNTOUCHED: &[&str] = &[
    ":not(:focus)",
    ":not(:focus-within)",
    ":not(:focus-visible)",
    ":not(:hover)",
    ":not(:active)",
    ":not(:target)",
];

/// Names that scripts take away as soon as they run: rules for them do not hold for a customer.
const UNTIL_SCRIPTS_RUN: &[&str] = &["cloak", "no-js", "nojs", ":not(.js", ":not(.wf-", ":not(:defined)"];

/// The selectors of a list, split at its commas.
pub(super) fn split(list: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    let mut quote = None;
    for (at, character) in list.char_indices() {
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth -= 1,
            (None, ',') if depth == 0 => {
                parts.push(list[start..at].trim().to_owned());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(list[start..].trim().to_owned());
    parts.retain(|part| !part.is_empty());
    parts
}

/// Looks at one selector; none when it can never match a page as served.
pub(super) fn analyse(selector: &str) -> Option<Analysis> {
    let mut text = selector.to_owned();
    for state in UNTOUCHED {
        if text.contains(state) {
            text = text.replace(state, "");
        }
    }
    if text.is_empty() || UNTIL_SCRIPTS_RUN.iter().any(|name| text.contains(name)) {
        return None;
    }
    let mut scan = Scan::default();
    scan.run(&text)?;
    let Scan {
        compounds,
        ids,
        classes,
        tags,
        ..
    } = scan;
    let (last, before) = compounds.split_last()?;
    let key = if let Some(id) = &last.id {
        Key::Id(id.clone())
    } else if let Some(class) = &last.class {
        Key::Class(class.clone())
    } else if let Some(tag) = &last.tag {
        Key::Tag(tag.to_ascii_lowercase())
    } else {
        Key::Any
    };
    let mut ancestors = Vec::new();
    // A compound before `+` or `~` is a sibling's, not an ancestor's, and so is nothing that can be asked for here.
    for compound in before.iter().rev().filter(|compound| compound.is_ancestor) {
        let name = compound
            .id
            .as_ref()
            .map(|id| hash('#', id))
            .or_else(|| compound.class.as_ref().map(|class| hash('.', class)))
            .or_else(|| compound.tag.as_ref().map(|tag| hash('<', &tag.to_ascii_lowercase())));
        ancestors.extend(name);
        if ancestors.len() == 3 {
            break;
        }
    }
    Some(Analysis {
        text,
        key,
        ancestors,
        specificity: (ids.min(1_023) << 20) | (classes.min(1_023) << 10) | tags.min(1_023),
    })
}

/// FNV-1a, with its upper half folded onto the lower one, which is the one that is used.
fn hash(sort: char, name: &str) -> u32 {
    let hashed = std::iter::once(sort as u8)
        .chain(name.bytes())
        .fold(0x811c_9dc5_u32, |hashed, byte| {
            (hashed ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
    hashed ^ (hashed >> 16)
}

/// Calls back with every hashed name of an element.
pub(super) fn names_of(element: &scraper::node::Element, mut each: impl FnMut(u32)) {
    each(hash('<', element.name()));
    if let Some(id) = element.id() {
        each(hash('#', id));
    }
    for class in attribute::classes(element) {
        each(hash('.', class));
    }
}

/// One compound: what stands between two combinators.
#[derive(Debug, Default)]
struct Compound {
    id: Option<String>,
    class: Option<String>,
    tag: Option<String>,
    /// A descendant or child combinator follows, directly or behind siblings.
    is_ancestor: bool,
}

#[derive(Default)]
struct Scan {
    compounds: Vec<Compound>,
    ids: u32,
    classes: u32,
    tags: u32,
}

impl Scan {
    fn run(&mut self, text: &str) -> Option<()> {
        let mut current = Compound::default();
        let mut filled = false;
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            match character {
                ' ' | '>' | '+' | '~' | '\n' | '\t' | '\r' | '\x0c' => {
                    let length = rest
                        .find(|c: char| !(c.is_whitespace() || matches!(c, '>' | '+' | '~')))
                        .unwrap_or(rest.len());
                    let combinator = &rest[..length];
                    rest = &rest[length..];
                    if filled && !rest.is_empty() {
                        current.is_ancestor = !combinator.contains(['+', '~']);
                        self.compounds.push(std::mem::take(&mut current));
                        filled = false;
                    }
                    continue;
                }
                '#' | '.' => {
                    let (name, length) = identifier(&rest[1..])?;
                    if character == '#' {
                        self.ids += 1;
                        current.id.get_or_insert(name);
                    } else {
                        self.classes += 1;
                        current.class.get_or_insert(name);
                    }
                    rest = &rest[1 + length..];
                }
                '[' => {
                    self.classes += 1;
                    rest = &rest[closing(rest, '[', ']')?..];
                }
                ':' => {
                    let pseudo = pseudo(rest)?;
                    self.classes += pseudo.classes;
                    self.ids += pseudo.ids;
                    self.tags += pseudo.tags;
                    rest = &rest[pseudo.length..];
                }
                '*' | '|' => rest = &rest[1..],
                _ => {
                    let (name, length) = identifier(rest)?;
                    self.tags += 1;
                    current.tag.get_or_insert(name);
                    rest = &rest[length..];
                }
            }
            filled = true;
        }
        if filled {
            self.compounds.push(current);
        }
        (!self.compounds.is_empty()).then_some(())
    }
}

struct Pseudo {
    length: usize,
    ids: u32,
    classes: u32,
    tags: u32,
}

/// A pseudo-class that can hold on a page as served; none for states and for pseudo-elements.
fn pseudo(rest: &str) -> Option<Pseudo> {
    let (name, length) = identifier(&rest[1..])?;
    let mut pseudo = Pseudo {
        length: 1 + length,
        ids: 0,
        classes: 1,
        tags: 0,
    };
    let arguments = if rest[pseudo.length..].starts_with('(') {
        let end = closing(&rest[pseudo.length..], '(', ')')?;
        let inner = &rest[pseudo.length + 1..pseudo.length + end - 1];
        pseudo.length += end;
        Some(inner)
    } else {
        None
    };
    match name.to_ascii_lowercase().as_str() {
        "root" | "empty" | "first-child" | "last-child" | "only-child" | "first-of-type" | "last-of-type"
        | "only-of-type" | "nth-child" | "nth-last-child" | "nth-of-type" | "nth-last-of-type" | "has" => {}
        "not" | "is" | "matches" | "-webkit-any" => {
            pseudo.classes = 0;
            let mut strongest = (0, 0, 0);
            for part in split(arguments?) {
                let mut scan = Scan::default();
                scan.run(&part)?;
                strongest = strongest.max((scan.ids, scan.classes, scan.tags));
            }
            (pseudo.ids, pseudo.classes, pseudo.tags) = strongest;
        }
        "where" => pseudo.classes = 0,
        _ => return None,
    }
    Some(pseudo)
}

/// Length up to and with the bracket that closes the one at the start.
pub(super) fn closing(rest: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0;
    let mut quote = None;
    for (at, character) in rest.char_indices() {
        match quote {
            Some(mark) if character == mark => quote = None,
            Some(_) => {}
            None if matches!(character, '"' | '\'') => quote = Some(character),
            None if character == open => depth += 1,
            None if character == close => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + character.len_utf8());
                }
            }
            None => {}
        }
    }
    None
}

/// An identifier at the start, escapes undone, and its length in bytes.
fn identifier(rest: &str) -> Option<(String, usize)> {
    let mut name = String::new();
    let mut at = 0;
    while let Some(character) = rest[at..].chars().next() {
        if character == '\\' {
            let escaped = &rest[at + 1..];
            let digits = escaped.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
            if digits > 0 {
                let code = u32::from_str_radix(&escaped[..digits], 16).ok()?;
                name.push(char::from_u32(code)?);
                at += 1 + digits;
                at += usize::from(rest[at..].starts_with(' '));
            } else {
                let plain = escaped.chars().next()?;
                name.push(plain);
                at += 1 + plain.len_utf8();
            }
        } else if character.is_alphanumeric() || matches!(character, '-' | '_') || !character.is_ascii() {
            name.push(character);
            at += character.len_utf8();
        } else {
            break;
        }
    }
    (!name.is_empty()).then_some((name, at))
}
