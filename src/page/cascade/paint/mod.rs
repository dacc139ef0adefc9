//! A second, wider look at the sheets, for the few elements whose being seen matters: colours, places, sizes and what
//! lies over what. It decides nothing; it says where nobody can decide without laying the page out.

mod colour;
mod value;

use std::cell::OnceCell;
use std::collections::HashMap;

use scraper::ElementRef;

pub(in crate::page) use self::colour::Colour;
use self::value::{PROPERTIES, Variables};
pub(in crate::page) use self::value::{Property, Value};
use super::super::attribute;
use super::selector::{self, Key};
use super::{Rank, media, sheet};

/// A rule that says something of a property that matters.
struct Rule {
    selector: String,
    compiled: OnceCell<Option<scraper::Selector>>,
    declared: Vec<(Property, Value, bool)>,
    rank: Rank,
}

/// The sheets of a page, read for colours and places.
#[derive(Default)]
pub(in crate::page) struct Paint {
    rules: Vec<Rule>,
    by_id: HashMap<String, Vec<u32>>,
    by_class: HashMap<String, Vec<u32>>,
    by_tag: HashMap<String, Vec<u32>>,
    anywhere: Vec<u32>,
    /// Rules that take something out of the flow, over other things; sorted.
    lifting: Vec<u32>,
    variables: Variables,
}

/// What holds for one element; null where nothing is said.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::page) struct Painted([Option<Value>; PROPERTIES]);

impl Painted {
    pub(in crate::page) fn get(&self, property: Property) -> Option<Value> {
        self.0[property as usize]
    }

    pub(in crate::page) fn is(&self, property: Property, value: Value) -> bool {
        self.get(property) == Some(value)
    }

    /// Whether any of the properties may hide.
    pub(in crate::page) fn suspects(&self, properties: &[Property]) -> bool {
        properties
            .iter()
            .any(|property| matches!(self.get(*property), Some(Value::Suspect | Value::Unread)))
    }

    /// Whether it stands out of the flow.
    pub(in crate::page) fn is_lifted(&self) -> bool {
        matches!(
            self.get(Property::Position),
            Some(Value::Absolute | Value::Fixed | Value::Sticky)
        )
    }
}

impl Paint {
    /// Reads the sheets in their order: the `media` attribute and the text of each.
    pub(in crate::page) fn read(sheets: &[(Option<String>, String)]) -> Paint {
        let mut paint = Paint::default();
        let in_force = || {
            sheets
                .iter()
                .filter(|(media, _)| media.as_deref().is_none_or(media::holds))
                .map(|(_, css)| css.as_str())
        };
        for css in in_force() {
            sheet::rules(css, &mut |prelude, block, _| {
                let root = selector::split(prelude)
                    .iter()
                    .any(|part| matches!(part.as_str(), ":root" | "html" | "body" | "*" | ":root,:host"));
                if root && block.contains("--") {
                    note_variables(block, &mut paint.variables);
                }
            });
        }
        let variables = std::mem::take(&mut paint.variables);
        for css in in_force() {
            sheet::rules(css, &mut |prelude, block, layered| {
                paint.add(prelude, block, layered, &variables);
            });
        }
        paint.variables = variables;
        paint
    }

    fn add(&mut self, prelude: &str, block: &str, layered: bool, variables: &Variables) {
        let mut declared: Vec<(Property, Value, bool)> = Vec::new();
        value::read(block, variables, &mut |property, value, important| {
            declared.push((property, value, important));
        });
        if declared.is_empty() {
            return;
        }
        let lifts = declared.iter().any(|(property, value, _)| {
            *property == Property::Position && matches!(value, Value::Absolute | Value::Fixed | Value::Sticky)
        });
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
            if lifts {
                self.lifting.push(index);
            }
            self.rules.push(Rule {
                selector: analysis.text,
                compiled: OnceCell::new(),
                declared: declared.clone(),
                rank: Rank {
                    inline: false,
                    unlayered: !layered,
                    specificity: analysis.specificity,
                    order: index,
                },
            });
        }
    }

    /// What the sheets and the element's own `style` say of it.
    pub(in crate::page) fn of(&self, element: ElementRef<'_>) -> Painted {
        let mut winners: [Option<(bool, Rank, Value)>; PROPERTIES] = [None; PROPERTIES];
        let mut take = |property: Property, value: Value, important: bool, rank: Rank| {
            let winner = &mut winners[property as usize];
            if winner.is_none_or(|(won, best, _)| (important, rank) >= (won, best)) {
                *winner = Some((important, rank, value));
            }
        };
        for index in self.candidates(element) {
            let rule = &self.rules[index as usize];
            if rule.matches(element) {
                for (property, value, important) in &rule.declared {
                    take(*property, *value, *important, rule.rank);
                }
            }
        }
        if let Some(style) = attribute::value_of(element.value(), "style") {
            value::read(style, &self.variables, &mut |property, value, important| {
                take(property, value, important, Rank::INLINE);
            });
        }
        Painted(winners.map(|winner| winner.map(|(_, _, value)| value)))
    }

    fn candidates(&self, element: ElementRef<'_>) -> impl Iterator<Item = u32> {
        let node = element.value();
        let classes = attribute::classes(node).filter_map(|class| self.by_class.get(class));
        [
            Some(&self.anywhere),
            self.by_tag.get(node.name()),
            node.id().and_then(|id| self.by_id.get(id)),
        ]
        .into_iter()
        .flatten()
        .chain(classes)
        .flatten()
        .copied()
    }

    /// Whether some rule, or its own `style`, takes the element out of the flow.
    pub(in crate::page) fn may_be_lifted(&self, element: ElementRef<'_>) -> bool {
        let own = attribute::value_of(element.value(), "style").is_some_and(|style| style.contains("position"));
        own || self
            .candidates(element)
            .any(|index| self.lifting.binary_search(&index).is_ok() && self.rules[index as usize].matches(element))
    }
}

impl Rule {
    fn matches(&self, element: ElementRef<'_>) -> bool {
        self.compiled
            .get_or_init(|| scraper::Selector::parse(&self.selector).ok())
            .as_ref()
            .is_some_and(|selector| selector.matches(&element))
    }
}

fn note_variables(block: &str, variables: &mut Variables) {
    const MOST: usize = 4_000;
    for declaration in block.split(';') {
        if let Some((name, value)) = declaration.split_once(':') {
            let name = name.rsplit("*/").next().unwrap_or(name).trim();
            if name.starts_with("--") && variables.len() < MOST {
                variables.insert(name.to_ascii_lowercase(), value.trim().to_ascii_lowercase());
            }
        }
    }
}
