//! Text from strangers, made safe for a terminal and for every other format.

/// Replaces what could move the cursor, change colours, reorder or hide text: control characters, bidirectional marks,
/// zero-width and other format characters, and code points that are no characters (XML forbids some). Line ends and
/// tabs become spaces.
pub fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|character| match character {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
            character if character.is_control() => Some('\u{fffd}'),
            '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}' => None,
            '\u{fdd0}'..='\u{fdef}' => None,
            character if u32::from(character) & 0xfffe == 0xfffe => None,
            character => Some(character),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn a_page_cannot_drive_the_terminal() {
        assert_eq!(clean("\u{1b}[2Jgone\u{7}"), "\u{fffd}[2Jgone\u{fffd}");
        assert_eq!(clean("safe\u{202e}gnp.exe"), "safegnp.exe");
        assert_eq!(clean("한 줄\n두 줄"), "한 줄 두 줄");
        assert_eq!(clean("a\u{fffe}b\u{ffff}c\u{1fffe}"), "abc");
    }
}
