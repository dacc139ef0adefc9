//! Text brought into the form in which words are compared, with the way back to the original.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text folded for comparison: NFKC, lower case, `ß` as `ss`, runs of white space as one space, zero-width
/// characters and soft hyphens dropped, curly quotes straight, every dash a hyphen.
///
/// It remembers where each byte came from, so that a hit can quote the original.
#[derive(Debug, Clone)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text`, the byte range in the original that it came from.
    spans: Vec<(u32, u32)>,
    original_length: usize,
    has_cjk: bool,
}

impl Folded {
    /// Folds a text. Offsets are kept as `u32`: texts beyond 4 GiB are not supported, and no page is that big.
    pub fn new(original: &str) -> Folded {
        let mut folder = Folder {
            text: String::with_capacity(original.len()),
            spans: Vec::with_capacity(original.len()),
            has_cjk: false,
        };
        let mut chars = original.char_indices().peekable();
        while let Some((start, first)) = chars.next() {
            let mut end = start + first.len_utf8();
            let mut clustered = false;
            if first as u32 >= 0x80 || chars.peek().is_some_and(|(_, next)| *next as u32 >= 0x80) {
                while let Some((offset, next)) = chars.peek().copied() {
                    if !joins_previous(next) {
                        break;
                    }
                    clustered = true;
                    end = offset + next.len_utf8();
                    chars.next();
                }
            }
            let span = (start as u32, end as u32);
            if !clustered && is_settled(first) {
                folder.push(first, span);
            } else {
                for folded in original[start..end].nfkc() {
                    for lower in folded.to_lowercase() {
                        folder.push(lower, span);
                    }
                }
            }
        }
        Folded {
            text: folder.text,
            spans: folder.spans,
            original_length: original.len(),
            has_cjk: folder.has_cjk,
        }
    }

    /// Byte offset in the original of the character that produced the byte at `folded_offset`;
    /// the original's length for an offset at or beyond the end.
    pub fn original(&self, folded_offset: usize) -> usize {
        self.spans
            .get(folded_offset)
            .map_or(self.original_length, |span| span.0 as usize)
    }

    /// Byte range in the original for a non-empty byte range of the folded text.
    pub fn original_range(&self, start: usize, end: usize) -> (usize, usize) {
        let last = end.saturating_sub(1).max(start);
        let end = self
            .spans
            .get(last)
            .map_or(self.original_length, |span| span.1 as usize);
        (self.original(start).min(end), end)
    }

    /// Whether the text holds a Hangul, kana or Han character.
    pub fn has_cjk(&self) -> bool {
        self.has_cjk
    }

    /// The folded text without its spaces, and for each of its bytes the offset in the folded text.
    pub(super) fn squeezed(&self) -> (String, Vec<u32>) {
        let mut text = String::with_capacity(self.text.len());
        let mut offsets = Vec::with_capacity(self.text.len());
        let mut from = 0;
        for piece in self.text.split(' ') {
            text.push_str(piece);
            offsets.extend((from..from + piece.len()).map(|offset| offset as u32));
            from += piece.len() + 1;
        }
        (text, offsets)
    }
}

struct Folder {
    text: String,
    spans: Vec<(u32, u32)>,
    has_cjk: bool,
}

impl Folder {
    fn push(&mut self, character: char, span: (u32, u32)) {
        match character {
            '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
            c if c.is_whitespace() => {
                if !self.text.is_empty() && !self.text.ends_with(' ') {
                    self.put(' ', span);
                }
            }
            'A'..='Z' => self.put(character.to_ascii_lowercase(), span),
            'ß' => {
                self.put('s', span);
                self.put('s', span);
            }
            '‘' | '’' | '‚' | '‛' | 'ʼ' | '´' | '`' => self.put('\'', span),
            '“' | '”' | '„' | '‟' => self.put('"', span),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => self.put('-', span),
            c => {
                self.has_cjk |= is_cjk(c);
                self.put(c, span);
            }
        }
    }

    fn put(&mut self, character: char, span: (u32, u32)) {
        self.text.push(character);
        self.spans.extend(std::iter::repeat_n(span, character.len_utf8()));
    }
}

/// Whether normalisation leaves this character as it is (lower-casing of ASCII aside).
fn is_settled(character: char) -> bool {
    character.is_ascii()
        || matches!(character as u32, 0xAC00..=0xD7A3 | 0x4E00..=0x9FFF | 0x3041..=0x3096 | 0x30A1..=0x30FC)
}

/// Whether this character may fuse with the one before: combining marks, conjoining vowels and finals of
/// Hangul, half-width sound marks of kana.
fn joins_previous(character: char) -> bool {
    let code = character as u32;
    code >= 0x300
        && (matches!(code, 0x1160..=0x11FF | 0xFF9E..=0xFF9F | 0x3099..=0x309A)
            || (!matches!(code, 0x2000..=0x20CF | 0x3001..=0xD7FF) && is_combining_mark(character)))
}

/// Whether a character is Hangul, kana or Han.
pub(super) fn is_cjk(character: char) -> bool {
    matches!(character as u32,
        0x1100..=0x11FF | 0x3005..=0x3007 | 0x3041..=0x30FF | 0x3130..=0x318F | 0x3400..=0x4DBF
        | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0x20000..=0x2FFFF)
}

/// Whether a character is katakana or its length mark.
pub(super) fn is_katakana(character: char) -> bool {
    matches!(character as u32, 0x30A1..=0x30FA | 0x30FC..=0x30FE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_width_case_space_quotes_and_dashes() {
        assert_eq!(Folded::new("  Ｔｅｌ\u{a0}\n  02–123 ").text, "tel 02-123 ");
        assert_eq!(Folded::new("L’AVIS\u{200b} Maß").text, "l'avis mass");
        assert_eq!(Folded::new("ｶｰﾄﾞ").text, "カード");
    }

    #[test]
    fn decomposed_text_folds_like_composed_text() {
        assert_eq!(Folded::new("cafe\u{301} 장바구니").text, "café 장바구니");
    }

    #[test]
    fn offsets_lead_back_to_the_original() {
        let original = "Ｔｅｌ  \u{200b}：장바구니";
        let folded = Folded::new(original);
        let at = folded.text.find("장바구니").expect("folded text holds the word");
        let (start, end) = folded.original_range(at, at + "장바구니".len());
        assert_eq!(&original[start..end], "장바구니");
        assert_eq!(folded.original(folded.text.len()), original.len());
    }

    #[test]
    fn every_offset_is_a_character_boundary() {
        for original in [
            "",
            " ",
            "é",
            "e\u{301}",
            "Straße ﬁn",
            "①㈱ … ㎏",
            "한글 \u{1112}\u{1161}\u{11ab}",
            "🙂👩‍👧",
        ] {
            let folded = Folded::new(original);
            for (offset, character) in folded.text.char_indices() {
                let (start, end) = folded.original_range(offset, offset + character.len_utf8());
                assert!(original.get(start..end).is_some(), "{original:?} at {offset}");
            }
        }
    }
}
