//! The running text of a page: what a customer reads, as opposed to what they click.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Stated;

/// The running text of a page's main part. Menus, links, buttons, fields, headings, reviews and teasers of other goods
/// are left out, and so is what a customer does not see.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Prose {
    /// Its characters.
    pub chars: usize,
    /// Words of each sentence, in document order, at most 400. In a script that sets no spaces three characters are
    /// taken for a word.
    pub sentence_words: Vec<u32>,
    /// Characters of each paragraph, list item or cell, in document order, at most 400.
    pub paragraph_chars: Vec<u32>,
    /// The longest sentence, with its words.
    pub longest_sentence: Option<Stated<u32>>,
    /// The longest paragraph, with its characters.
    pub longest_paragraph: Option<Stated<u32>>,
    /// Facts set out as label and value: rows of two cells, pairs of a definition list, lines such as "Weight: 2 kg".
    pub pairs: usize,
}
