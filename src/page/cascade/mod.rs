//! A modest CSS cascade: whether style sheets hide an element, without any layout.
//!
//! Only what can hide is kept: `display`, `visibility`, `opacity`, clipping, boxes of no size, places far off the
//! screen, text of no size, and struck-through text. Media queries are answered for a screen of 1366 by 768 CSS
//! pixels. Rules for states that a customer brings about (`:hover`, `:focus`, `:checked`) do not hold, and a class that
//! a script would set or take away later is judged as served.
//!
//! Rules are indexed by the id, class or tag of their last compound, so that an element tries few of them, and a filter
//! over the names of its ancestors turns most of those away.

mod declaration;
mod media;
pub(super) mod paint;
mod selector;
mod sheet;

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;

use scraper::ElementRef;

use self::declaration::{Block, SLOTS, Slot};
use self::selector::Key;
use super::attribute;

/// Sheets beyond this size are not read: they cost more than they tell.
const LARGEST_SHEET: usize = 500 << 10;
/// Selectors that are tried on the elements of one page; what a page beyond that hides is not seen.
const MOST_TRIED: u32 = 1_000_000;
/// All sheets of a page together.
const LARGEST_TOTAL: usize = 1_500 << 10;

/// A rule that may hide an element or show it again.
struct Rule {
    selector: String,
    compiled: OnceCell<Option<scraper::Selector>>,
    /// Names that ancestors must have, hashed.
    ancestors: Vec<u32>,
    block: Block,
    /// Layers lose to what stands in none.
    layered: bool,
    specificity: u32,
    order: u32,
}

/// What the sheets of a page say about being seen.
#[derive(Default)]
pub(super) struct Cascade {
    /// Selectors tried so far.
    tried: Cell<u32>,
    rules: Vec<Rule>,
    by_id: HashMap<String, Vec<u32>>,
    by_class: HashMap<String, Vec<u32>>,
    by_tag: HashMap<String, Vec<u32>>,
    anywhere: Vec<u32>,
    bytes: usize,
    /// Some sheet was read.
    any: bool,
    /// Some sheet that the page links is not known.
    missing: bool,
}

/// What holds for one element, before inheritance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// Hides the element and all in it, whatever those say.
    pub(super) gone: bool,
    /// A sheet gives it a box: `display` other than `none`, so that names alone prove nothing.
    pub(super) displayed: bool,
    /// `visibility`, which children may take back.
    pub(super) visibility: Option<bool>,
    /// Text of no size, which children may take back.
    pub(super) text_size: Option<bool>,
    /// Struck through.
    pub(super) struck: bool,
}

impl Cascade {
    /// Reads a sheet that stands behind those read so far. `media` is the attribute of its element.
    pub(super) fn read(&mut self, media: Option<&str>, css: &str) {
        if css.len() > LARGEST_SHEET || self.bytes + css.len() > LARGEST_TOTAL {
            self.missing = true;
            return;
        }
        self.any = true;
        if media.is_some_and(|media| !media::holds(media)) {
            return;
        }
        self.bytes += css.len();
        self.missing |= css.contains("@import");
        sheet::rules(css, &mut |prelude, block, layered| self.add(prelude, block, layered));
    }

    /// Notes that the page links a sheet that nobody gave us.
    pub(super) fn note_missing(&mut self) {
        self.missing = true;
    }

    /// Whether nothing of the sheets that the page links was left out.
    pub(super) fn knows_all(&self) -> bool {
        !self.missing && self.tried.get() < MOST_TRIED
    }

    /// Whether every sheet of the page is known, and there is one: then names of classes prove nothing by themselves.
    pub(super) fn is_complete(&self) -> bool {
        self.any && !self.missing
    }

    fn add(&mut self, prelude: &str, block: &str, layered: bool) {
        let block = Block::read(block);
        if block.is_empty() {
            return;
        }
        for text in selector::split(prelude) {
            let Some(analysis) = selector::analyse(&text) else {
                continue;
            };
            let index = u32::try_from(self.rules.len()).unwrap_or(u32::MAX);
            let list = match analysis.key {
                Key::Id(id) => self.by_id.entry(id).or_default(),
                Key::Class(class) => self.by_class.entry(class).or_default(),
                Key::Tag(tag) => self.by_tag.entry(tag).or_default(),
                Key::Any => &mut self.anywhere,
            };
            list.push(index);
            self.rules.push(Rule {
                selector: analysis.text,
                compiled: OnceCell::new(),
                ancestors: analysis.ancestors,
                block,
                layered,
                specificity: analysis.specificity,
                order: index,
            });
        }
    }

    /// Drops rules that show what nothing hides, and so can change nothing.
    pub(super) fn settle(&mut self) {
        let mut hiding = [false; SLOTS];
        for rule in &self.rules {
            for (slot, hides) in hiding.iter_mut().enumerate() {
                *hides |= rule.block.hides(slot);
            }
        }
        // `display` is kept in any case: it overrules the `hidden` attribute.
        hiding[Slot::Display as usize] = true;
        let useful: Vec<bool> = self.rules.iter().map(|rule| rule.block.says_any(&hiding)).collect();
        let keep = |list: &mut Vec<u32>| list.retain(|index| useful[*index as usize]);
        self.by_id.values_mut().for_each(keep);
        self.by_class.values_mut().for_each(keep);
        self.by_tag.values_mut().for_each(keep);
        keep(&mut self.anywhere);
    }

    /// What the sheets and the element's own `style` say of it.
    pub(super) fn style_of(&self, element: ElementRef<'_>, ancestors: &Ancestors) -> Style {
        let mut winners = Winners::default();
        let node = element.value();
        let lists = [
            Some(&self.anywhere),
            self.by_tag.get(node.name()),
            node.id().and_then(|id| self.by_id.get(id)),
        ];
        for list in lists.into_iter().flatten() {
            self.try_rules(list, element, ancestors, &mut winners);
        }
        if !self.by_class.is_empty() {
            for class in attribute::classes(node) {
                if let Some(list) = self.by_class.get(class) {
                    self.try_rules(list, element, ancestors, &mut winners);
                }
            }
        }
        if let Some(style) = attribute::value_of(node, "style") {
            winners.take(&Block::read(style), Rank::INLINE);
        }
        winners.style()
    }

    fn try_rules(&self, list: &[u32], element: ElementRef<'_>, ancestors: &Ancestors, winners: &mut Winners) {
        for index in list {
            let rule = &self.rules[*index as usize];
            let rank = Rank {
                inline: false,
                unlayered: !rule.layered,
                specificity: rule.specificity,
                order: rule.order,
            };
            if !winners.would_take(&rule.block, rank) || !rule.ancestors.iter().all(|name| ancestors.may_hold(*name)) {
                continue;
            }
            let tried = self.tried.get();
            if tried >= MOST_TRIED {
                return;
            }
            self.tried.set(tried + 1);
            let compiled = rule
                .compiled
                .get_or_init(|| scraper::Selector::parse(&rule.selector).ok());
            if compiled.as_ref().is_some_and(|selector| selector.matches(&element)) {
                winners.take(&rule.block, rank);
            }
        }
    }
}

/// Which of two declarations of equal importance wins: the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    inline: bool,
    unlayered: bool,
    specificity: u32,
    order: u32,
}

impl Rank {
    const INLINE: Rank = Rank {
        inline: true,
        unlayered: true,
        specificity: 0,
        order: 0,
    };
}

/// The winning declaration of each slot: whether it hides, whether it is important, and its rank.
#[derive(Default)]
struct Winners([Option<(bool, Rank, bool)>; SLOTS]);

impl Winners {
    /// Whether any declaration of the block would win its slot.
    fn would_take(&self, block: &Block, rank: Rank) -> bool {
        block
            .declared()
            .any(|(slot, _, important)| self.0[slot].is_none_or(|(won, best, _)| (important, rank) >= (won, best)))
    }

    fn take(&mut self, block: &Block, rank: Rank) {
        for (slot, hides, important) in block.declared() {
            let winner = &mut self.0[slot];
            if winner.is_none_or(|(won, best, _)| (important, rank) >= (won, best)) {
                *winner = Some((important, rank, hides));
            }
        }
    }

    fn get(&self, slot: Slot) -> Option<bool> {
        self.0[slot as usize].map(|(_, _, hides)| hides)
    }

    fn style(&self) -> Style {
        let hides = |slot| self.get(slot) == Some(true);
        Style {
            gone: hides(Slot::Display) || hides(Slot::Opacity) || hides(Slot::Geometry),
            displayed: self.get(Slot::Display) == Some(false),
            visibility: self.get(Slot::Visibility).map(|hidden| !hidden),
            text_size: self.get(Slot::TextSize).map(|none| !none),
            struck: hides(Slot::Strike),
        }
    }
}

/// A filter over the names of the ancestors of the element being looked at: it may say yes wrongly, never no.
pub(super) struct Ancestors {
    counts: Vec<u16>,
}

const FILTER_SLOTS: usize = 4_096;

impl Default for Ancestors {
    fn default() -> Self {
        Ancestors {
            counts: vec![0; FILTER_SLOTS],
        }
    }
}

impl Ancestors {
    /// Enters an element.
    pub(super) fn push(&mut self, element: &scraper::node::Element) {
        selector::names_of(element, |name| {
            let count = &mut self.counts[name as usize % FILTER_SLOTS];
            *count = count.saturating_add(1);
        });
    }

    /// Leaves an element.
    pub(super) fn pop(&mut self, element: &scraper::node::Element) {
        selector::names_of(element, |name| {
            let count = &mut self.counts[name as usize % FILTER_SLOTS];
            // A slot that ran over stays taken: it may only say yes wrongly.
            if *count < u16::MAX {
                *count -= 1;
            }
        });
    }

    fn may_hold(&self, name: u32) -> bool {
        self.counts[name as usize % FILTER_SLOTS] > 0
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
