//! Declarations that hide, and those that take it back.

/// Number of slots.
pub(super) const SLOTS: usize = 6;

/// What a declaration is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Display,
    Visibility,
    Opacity,
    /// Clipping, boxes of no size, and places off the screen.
    Geometry,
    TextSize,
    Strike,
}

/// What a block of declarations says of each slot: whether it hides, and whether that is important.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Block([Option<(bool, bool)>; SLOTS]);

/// Nothing beyond this many CSS pixels to the left or above is ever scrolled to.
const FAR: f64 = -900.0;

/// What a block says of its box, judged together.
#[derive(Default)]
struct Box {
    out_of_flow: bool,
    fixed: bool,
    in_flow: bool,
    far: bool,
    clipped: bool,
    unclipped: bool,
    tiny: bool,
    overflow_hidden: bool,
    moved_away: bool,
    collapsed: bool,
    animated: bool,
    indented_away: bool,
    important: bool,
}

impl Block {
    /// Reads a block or a `style` attribute.
    pub(super) fn read(css: &str) -> Block {
        let mut block = Block::default();
        if !may_matter(css) {
            return block;
        }
        let mut shape = Box::default();
        for declaration in css.split(';') {
            let Some((name, value)) = declaration.split_once(':') else {
                continue;
            };
            let name = name.rsplit("*/").next().unwrap_or(name).trim().to_ascii_lowercase();
            let mut value = value.trim().to_ascii_lowercase();
            let important = match value.rfind('!') {
                Some(at) if value[at + 1..].trim() == "important" => {
                    value.truncate(at);
                    true
                }
                _ => false,
            };
            block.declare(&name, value.trim(), important, &mut shape);
        }
        block.judge_box(&shape);
        block
    }

    fn set(&mut self, slot: Slot, hides: bool, important: bool) {
        let place = &mut self.0[slot as usize];
        // Within a block the later declaration wins, unless the earlier is important.
        if !place.is_some_and(|(_, earlier)| earlier && !important) {
            *place = Some((hides, important));
        }
    }

    fn declare(&mut self, name: &str, value: &str, important: bool, shape: &mut Box) {
        match name {
            "display" => self.set(Slot::Display, value == "none", important),
            "content-visibility" if value == "hidden" => self.set(Slot::Display, true, important),
            "visibility" => self.set(Slot::Visibility, matches!(value, "hidden" | "collapse"), important),
            "opacity" => self.set(Slot::Opacity, number(value) == Some(0.0), important),
            "font-size" => self.set(Slot::TextSize, is_nothing(value), important),
            "font" if value.starts_with("0/") || value.starts_with("0 ") => self.set(Slot::TextSize, true, important),
            "text-decoration" | "text-decoration-line" => {
                self.set(Slot::Strike, value.contains("line-through"), important);
            }
            "position" => {
                shape.out_of_flow = matches!(value, "absolute" | "fixed");
                shape.fixed = value == "fixed";
                shape.in_flow = matches!(value, "static" | "relative");
                shape.important |= important;
            }
            "left" | "top" | "right" | "margin-left" | "margin-top" | "inset-inline-start" => {
                shape.far |= pixels(value).is_some_and(|pixels| pixels <= FAR);
                shape.important |= important && shape.far;
            }
            "text-indent" => shape.indented_away = pixels(value).is_some_and(|pixels| pixels <= FAR),
            "clip" | "clip-path" | "-webkit-clip-path" => {
                shape.clipped |= clips_all(value);
                shape.unclipped |= matches!(value, "auto" | "none" | "unset" | "initial");
                shape.important |= important;
            }
            "overflow" | "overflow-x" | "overflow-y" => shape.overflow_hidden |= matches!(value, "hidden" | "clip"),
            "width" | "height" | "max-height" | "max-width" => {
                shape.tiny |= pixels(value).is_some_and(|pixels| (0.0..=1.0).contains(&pixels));
            }
            "transform" | "-webkit-transform" => {
                shape.moved_away |= moves_away(value);
                shape.collapsed |=
                    value.contains("scale(0)") || value.contains("scaley(0)") || value.contains("scalex(0)");
            }
            "animation" | "animation-name" | "-webkit-animation" => shape.animated |= value != "none",
            _ => {}
        }
    }

    fn judge_box(&mut self, shape: &Box) {
        let hides = ((shape.clipped || shape.far) && !shape.in_flow)
            || (shape.tiny && shape.overflow_hidden)
            || shape.indented_away
            || shape.collapsed
            || (shape.moved_away && shape.fixed);
        if hides {
            self.set(Slot::Geometry, true, shape.important);
        } else if shape.unclipped || shape.in_flow {
            self.set(Slot::Geometry, false, shape.important);
        }
        // What fades in ends visible.
        if shape.animated && self.0[Slot::Opacity as usize].is_some_and(|(hides, _)| hides) {
            self.0[Slot::Opacity as usize] = None;
        }
    }

    /// Whether it says nothing that matters.
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// Whether it hides by the slot.
    pub(super) fn hides(&self, slot: usize) -> bool {
        self.0[slot].is_some_and(|(hides, _)| hides)
    }

    /// Whether it says anything about one of the slots.
    pub(super) fn says_any(&self, slots: &[bool; SLOTS]) -> bool {
        self.0.iter().zip(slots).any(|(said, wanted)| *wanted && said.is_some())
    }

    /// Slot, whether it hides, whether it is important.
    pub(super) fn declared(&self) -> impl Iterator<Item = (usize, bool, bool)> {
        self.0
            .iter()
            .enumerate()
            .filter_map(|(slot, said)| said.map(|(hides, important)| (slot, hides, important)))
    }
}

/// A cheap look before the block is taken apart.
fn may_matter(css: &str) -> bool {
    [
        "display",
        "isib",
        "opacity",
        "clip",
        "indent",
        "font",
        "position",
        "transform",
        "line-through",
        "overflow",
        "-9",
    ]
    .iter()
    .any(|word| css.contains(word))
        || css.bytes().any(|byte| byte.is_ascii_uppercase())
}

fn number(value: &str) -> Option<f64> {
    match value.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().ok().map(|number| number / 100.0),
        None => value.parse().ok(),
    }
}

fn is_nothing(value: &str) -> bool {
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    digits.parse::<f64>().is_ok_and(|number| number == 0.0)
}

/// A length in CSS pixels; relative units at 16 pixels.
pub(super) fn pixels(value: &str) -> Option<f64> {
    let at = value
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+')))
        .unwrap_or(value.len());
    let number: f64 = value[..at].parse().ok()?;
    let unit = match value[at..].trim() {
        "px" => 1.0,
        "" if number == 0.0 => 1.0,
        "em" | "rem" => 16.0,
        "vw" => 13.66,
        "pt" => 4.0 / 3.0,
        "ch" | "ex" => 8.0,
        _ => return None,
    };
    Some(number * unit)
}

/// `rect(0,0,0,0)`, `rect(1px,1px,1px,1px)`, `inset(50%)`, `circle(0)`.
fn clips_all(value: &str) -> bool {
    let Some((shape, rest)) = value.split_once('(') else {
        return false;
    };
    let arguments: Vec<&str> = rest
        .trim_end_matches(')')
        .split([',', ' '])
        .map(str::trim)
        .filter(|argument| !argument.is_empty())
        .collect();
    match shape.trim() {
        "rect" => {
            arguments.len() == 4
                && arguments
                    .iter()
                    .all(|side| pixels(side).is_some_and(|side| side.abs() <= 1.0))
        }
        "inset" => arguments
            .first()
            .and_then(|side| side.strip_suffix('%'))
            .and_then(|side| side.parse::<f64>().ok())
            .is_some_and(|side| side >= 50.0),
        "circle" => arguments.first().is_some_and(|radius| is_nothing(radius)),
        _ => false,
    }
}

/// A move by the whole of the element's own size: a drawer that is shut.
fn moves_away(value: &str) -> bool {
    let Some(at) = value.find("translate") else {
        return false;
    };
    value[at..]
        .split(['(', ',', ')', ' '])
        .filter_map(|part| part.trim().strip_suffix('%'))
        .filter_map(|part| part.parse::<f64>().ok())
        .any(|percent| percent.abs() >= 100.0)
}
