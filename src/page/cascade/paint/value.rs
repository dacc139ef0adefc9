//! What declarations say of colours, places and sizes, as far as it can make a difference to being seen.

use std::collections::HashMap;

use super::super::declaration::pixels;
use super::colour::Colour;

/// What a declaration is about. Shorthands set several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::page) enum Property {
    Display,
    Visibility,
    Opacity,
    FontSize,
    Color,
    Background,
    Position,
    Left,
    Top,
    Right,
    Bottom,
    MarginLeft,
    MarginTop,
    MarginRight,
    MarginBottom,
    Indent,
    Width,
    Height,
    MaxWidth,
    MaxHeight,
    Overflow,
    Transform,
    Clip,
    Filter,
    Index,
}

/// Number of properties.
pub(super) const PROPERTIES: usize = 25;

/// What it says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::page) enum Value {
    /// Nothing that matters: the initial value, or one that shows.
    Plain,
    /// It hides for sure: `none`, `hidden`, no opacity, text of no size.
    Hides,
    /// It may hide: faint, far away, cut off, behind.
    Suspect,
    /// A side long enough to lie over other things.
    Large,
    /// A place that is named: 0, or near.
    Near,
    Colour(Colour),
    Picture,
    Absolute,
    Fixed,
    Sticky,
    Relative,
    /// Not understood.
    Unread,
}

/// Variables of the root, by name with their dashes.
pub(super) type Variables = HashMap<String, String>;

/// Less than this many pixels of a side show nothing.
const SMALL: f64 = 4.0;
/// So many pixels to the wrong side take something out of its place.
const AWAY: f64 = 20.0;
/// So many pixels to the right or down take it off the screen.
const BEYOND: f64 = 900.0;
/// So many pixels of a side can lie over other things.
const LARGE: f64 = 100.0;
/// Less opaque than this may not be made out.
const FAINT: f64 = 0.3;
/// Smaller letters may not be made out.
const TINY: f64 = 6.0;

/// Calls back with every property that a block sets: what it says, and whether that is important.
pub(super) fn read(css: &str, variables: &Variables, each: &mut dyn FnMut(Property, Value, bool)) {
    for declaration in css.split(';') {
        let Some((name, value)) = declaration.split_once(':') else {
            continue;
        };
        let name = name.rsplit("*/").next().unwrap_or(name).trim().to_ascii_lowercase();
        if !is_known(&name) {
            continue;
        }
        let mut value = value.trim().to_ascii_lowercase();
        let important = value
            .rfind('!')
            .filter(|at| value[at + 1..].trim() == "important")
            .is_some_and(|at| {
                value.truncate(at);
                true
            });
        let value = resolve(value.trim(), variables);
        declare(&name, value.trim(), &mut |property, value| {
            each(property, value, important)
        });
    }
}

fn is_known(name: &str) -> bool {
    matches!(
        name,
        "display"
            | "visibility"
            | "opacity"
            | "font-size"
            | "font"
            | "color"
            | "-webkit-text-fill-color"
            | "background"
            | "background-color"
            | "background-image"
            | "position"
            | "left"
            | "top"
            | "right"
            | "bottom"
            | "inset"
            | "margin"
            | "margin-left"
            | "margin-top"
            | "margin-right"
            | "margin-bottom"
            | "text-indent"
            | "width"
            | "height"
            | "max-width"
            | "max-height"
            | "overflow"
            | "overflow-x"
            | "overflow-y"
            | "transform"
            | "-webkit-transform"
            | "translate"
            | "scale"
            | "rotate"
            | "clip"
            | "clip-path"
            | "-webkit-clip-path"
            | "mask"
            | "mask-image"
            | "-webkit-mask-image"
            | "filter"
            | "mix-blend-mode"
            | "z-index"
    )
}

/// Puts the root's variables into a value; what is not known stays.
fn resolve(value: &str, variables: &Variables) -> String {
    const DEEPEST: usize = 6;
    const LONGEST: usize = 2_000;
    let mut value = value.to_owned();
    for _ in 0..DEEPEST {
        let Some(start) = value.find("var(") else { break };
        let Some(length) = super::super::selector::closing(&value[start + 3..], '(', ')') else {
            break;
        };
        let inner = &value[start + 4..start + 3 + length - 1];
        let (name, fallback) = inner.split_once(',').unwrap_or((inner, ""));
        let Some(known) = variables
            .get(name.trim())
            .map(String::as_str)
            .or_else(|| Some(fallback.trim()).filter(|fallback| !fallback.is_empty()))
        else {
            break;
        };
        if value.len() + known.len() > LONGEST {
            break;
        }
        value = format!("{}{known}{}", &value[..start], &value[start + 3 + length..]);
    }
    value
}

fn declare(name: &str, value: &str, each: &mut dyn FnMut(Property, Value)) {
    let known = |hides: bool| if hides { Value::Hides } else { Value::Plain };
    match name {
        "display" => each(Property::Display, known(value == "none")),
        "visibility" => each(Property::Visibility, known(matches!(value, "hidden" | "collapse"))),
        "opacity" => each(Property::Opacity, opacity(value)),
        "font-size" => each(Property::FontSize, font_size(value)),
        "font" => {
            if let Some(size) = value
                .split_whitespace()
                .find(|part| part.starts_with(|c: char| c.is_ascii_digit()))
            {
                let size = size.split('/').next().unwrap_or(size);
                if !size.ends_with("00") {
                    each(Property::FontSize, font_size(size));
                }
            }
        }
        "color" | "-webkit-text-fill-color" => each(Property::Color, ink(value)),
        "background" | "background-color" => each(Property::Background, ground(value)),
        "background-image" if value != "none" => each(Property::Background, Value::Picture),
        "position" => each(
            Property::Position,
            match value {
                "absolute" => Value::Absolute,
                "fixed" => Value::Fixed,
                "sticky" | "-webkit-sticky" => Value::Sticky,
                "relative" => Value::Relative,
                _ => Value::Plain,
            },
        ),
        "left" => each(Property::Left, place(value)),
        "top" => each(Property::Top, place(value)),
        "right" => each(Property::Right, place(value)),
        "bottom" => each(Property::Bottom, place(value)),
        "inset" => sides(
            value,
            [Property::Top, Property::Right, Property::Bottom, Property::Left],
            place,
            each,
        ),
        "margin-left" => each(Property::MarginLeft, margin(value)),
        "margin-top" => each(Property::MarginTop, margin(value)),
        "margin-right" => each(Property::MarginRight, margin(value)),
        "margin-bottom" => each(Property::MarginBottom, margin(value)),
        "margin" => sides(
            value,
            [
                Property::MarginTop,
                Property::MarginRight,
                Property::MarginBottom,
                Property::MarginLeft,
            ],
            margin,
            each,
        ),
        "text-indent" => each(Property::Indent, margin(value)),
        "width" => each(Property::Width, side(value)),
        "height" => each(Property::Height, side(value)),
        "max-width" => each(Property::MaxWidth, side(value)),
        "max-height" => each(Property::MaxHeight, side(value)),
        "overflow" | "overflow-x" | "overflow-y" => {
            let shows = value.split_whitespace().all(|part| part == "visible");
            each(Property::Overflow, if shows { Value::Plain } else { Value::Suspect });
        }
        "transform" | "-webkit-transform" | "translate" | "scale" | "rotate" => {
            each(Property::Transform, suspect_unless(value, &["none", "translatez(0)"]));
        }
        "clip" => each(Property::Clip, suspect_unless(value, &["auto"])),
        "filter" | "mix-blend-mode" => each(Property::Filter, suspect_unless(value, &["none", "normal"])),
        "z-index" => each(
            Property::Index,
            if value.starts_with('-') {
                Value::Suspect
            } else {
                Value::Plain
            },
        ),
        _ => each(Property::Clip, suspect_unless(value, &["none"])),
    }
}

fn suspect_unless(value: &str, plain: &[&str]) -> Value {
    let plain = plain.contains(&value) || matches!(value, "initial" | "unset");
    if plain { Value::Plain } else { Value::Suspect }
}

fn opacity(value: &str) -> Value {
    let number = match value.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().map(|percent| percent / 100.0),
        None => value.parse::<f64>(),
    };
    match number {
        Ok(number) if number <= 0.0 => Value::Hides,
        Ok(number) if number < FAINT => Value::Suspect,
        Ok(_) => Value::Plain,
        Err(_) => Value::Suspect,
    }
}

fn font_size(value: &str) -> Value {
    if let Some(percent) = value.strip_suffix('%').and_then(|percent| percent.parse::<f64>().ok()) {
        return sized(percent / 100.0 * 16.0);
    }
    match pixels(value) {
        Some(size) => sized(size),
        None => Value::Plain,
    }
}

fn sized(pixels: f64) -> Value {
    if pixels <= 0.0 {
        Value::Hides
    } else if pixels < TINY {
        Value::Suspect
    } else {
        Value::Plain
    }
}

fn ink(value: &str) -> Value {
    match value {
        "inherit" | "currentcolor" | "unset" | "initial" | "revert" | "" => Value::Plain,
        _ => Colour::read(value).map_or(Value::Unread, Value::Colour),
    }
}

fn ground(value: &str) -> Value {
    match value {
        "none" | "transparent" | "inherit" | "unset" | "initial" | "revert" | "" | "0 0" | "0" => return Value::Plain,
        _ => {}
    }
    if value.contains("url(") || value.contains("gradient(") || value.contains("image") {
        return Value::Picture;
    }
    let mut colour = Colour::read(value);
    for part in value.split_whitespace() {
        colour = colour.or_else(|| Colour::read(part));
    }
    match colour {
        Some(colour) if colour.alpha < 0.05 => Value::Plain,
        Some(colour) => Value::Colour(colour),
        None => Value::Unread,
    }
}

/// An offset of a box that is out of its place.
fn place(value: &str) -> Value {
    if matches!(value, "auto" | "initial" | "unset" | "inherit") {
        return Value::Plain;
    }
    let percent = value.strip_suffix('%').and_then(|percent| percent.parse::<f64>().ok());
    match pixels(value).or(percent.map(|percent| if (0.0..90.0).contains(&percent) { 0.0 } else { BEYOND })) {
        Some(distance) if distance <= -AWAY || distance >= BEYOND => Value::Suspect,
        Some(_) => Value::Near,
        None => Value::Suspect,
    }
}

fn margin(value: &str) -> Value {
    match place(value) {
        Value::Suspect if value.contains("calc(") || value.contains("var(") => Value::Plain,
        Value::Suspect => Value::Suspect,
        _ => Value::Plain,
    }
}

fn side(value: &str) -> Value {
    if let Some(percent) = value.strip_suffix('%').and_then(|percent| percent.parse::<f64>().ok()) {
        return match percent {
            percent if percent <= 0.0 => Value::Suspect,
            percent if percent >= 80.0 => Value::Large,
            _ => Value::Plain,
        };
    }
    if value.ends_with("vw") || value.ends_with("vh") {
        return Value::Large;
    }
    match pixels(value) {
        Some(length) if length < SMALL => Value::Suspect,
        Some(length) if length >= LARGE => Value::Large,
        _ => Value::Plain,
    }
}

/// One to four values, clockwise from the top.
fn sides(value: &str, properties: [Property; 4], read: impl Fn(&str) -> Value, each: &mut dyn FnMut(Property, Value)) {
    let parts: Vec<&str> = value.split_whitespace().collect();
    let Some(first) = parts.first() else { return };
    let of = |index: usize, instead: &str| read(parts.get(index).copied().unwrap_or(instead));
    let second = parts.get(1).unwrap_or(first);
    let values = [read(first), of(1, first), of(2, first), of(3, second)];
    for (property, value) in properties.into_iter().zip(values) {
        each(property, value);
    }
}
