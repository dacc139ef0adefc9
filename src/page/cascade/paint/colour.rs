//! Colours as sheets write them, and how well one can be read on another.

use cssparser::color::{parse_hash_color, parse_named_color};

/// Red, green and blue, each 0 to 1, and how opaque.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::page) struct Colour {
    pub(in crate::page) red: f64,
    pub(in crate::page) green: f64,
    pub(in crate::page) blue: f64,
    pub(in crate::page) alpha: f64,
}

impl Colour {
    pub(in crate::page) const WHITE: Colour = Colour::grey(1.0);
    pub(in crate::page) const BLACK: Colour = Colour::grey(0.0);
    /// What browsers paint buttons with.
    pub(in crate::page) const BUTTON: Colour = Colour::grey(0.937);

    const fn grey(level: f64) -> Colour {
        Colour {
            red: level,
            green: level,
            blue: level,
            alpha: 1.0,
        }
    }

    /// The colour that a value names; none for one that is not understood.
    pub(super) fn read(value: &str) -> Option<Colour> {
        let value = value.trim();
        if value == "transparent" {
            return Some(Colour {
                alpha: 0.0,
                ..Colour::BLACK
            });
        }
        if let Some(digits) = value.strip_prefix('#') {
            let (red, green, blue, alpha) = parse_hash_color(digits.as_bytes()).ok()?;
            return Some(Colour {
                alpha: f64::from(alpha),
                ..Colour::of_bytes(red, green, blue)
            });
        }
        if let Some((function, arguments)) = value.split_once('(') {
            return read_function(function, arguments.trim_end_matches(')'));
        }
        let (red, green, blue) = parse_named_color(value).ok()?;
        Some(Colour::of_bytes(red, green, blue))
    }

    fn of_bytes(red: u8, green: u8, blue: u8) -> Colour {
        Colour {
            red: f64::from(red) / 255.0,
            green: f64::from(green) / 255.0,
            blue: f64::from(blue) / 255.0,
            alpha: 1.0,
        }
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |level: f64| {
            if level <= 0.040_45 {
                level / 12.92
            } else {
                ((level + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// Contrast ratio by WCAG 2.2, 1 to 21.
    pub(in crate::page) fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }
}

fn read_function(function: &str, arguments: &str) -> Option<Colour> {
    let parts: Vec<&str> = arguments
        .split([',', ' ', '/'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let number = |index: usize, whole: f64| -> Option<f64> {
        let part: &&str = parts.get(index)?;
        match part.strip_suffix('%') {
            Some(percent) => Some(percent.parse::<f64>().ok()? / 100.0),
            None => Some(part.trim_end_matches("deg").parse::<f64>().ok()? / whole),
        }
    };
    let alpha = if parts.len() > 3 { number(3, 1.0)? } else { 1.0 };
    match function.trim() {
        "rgb" | "rgba" => Some(Colour {
            red: number(0, 255.0)?.clamp(0.0, 1.0),
            green: number(1, 255.0)?.clamp(0.0, 1.0),
            blue: number(2, 255.0)?.clamp(0.0, 1.0),
            alpha: alpha.clamp(0.0, 1.0),
        }),
        "hsl" | "hsla" => {
            let (hue, saturation, light) = (number(0, 360.0)?, number(1, 100.0)?, number(2, 100.0)?);
            // CSS Color 4, section 7.1.
            let level = |offset: f64| {
                let turn = (offset + hue.rem_euclid(1.0) * 12.0) % 12.0;
                let spread = saturation * light.min(1.0 - light);
                light - spread * (turn - 3.0).min(9.0 - turn).clamp(-1.0, 1.0)
            };
            Some(Colour {
                red: level(0.0),
                green: level(8.0),
                blue: level(4.0),
                alpha: alpha.clamp(0.0, 1.0),
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Colour;

    #[test]
    fn colours_are_read_as_sheets_write_them() {
        let white = Some(Colour::WHITE);
        for value in [
            "#fff",
            "#ffffff",
            "white",
            "rgb(255,255,255)",
            "rgb(100% 100% 100%)",
            "hsl(0,0%,100%)",
        ] {
            assert_eq!(Colour::read(value), white, "{value}");
        }
        assert_eq!(Colour::read("transparent").map(|colour| colour.alpha), Some(0.0));
        assert_eq!(Colour::read("rgba(0,0,0,.5)").map(|colour| colour.alpha), Some(0.5));
        let red = Colour::read("hsl(0 100% 50%)").expect("red");
        assert!((red.red - 1.0).abs() < 1e-9 && red.green.abs() < 1e-9);
        for value in ["oklch(50% 0 0)", "var(--x)", "color-mix(in srgb, red, blue)", ""] {
            assert_eq!(Colour::read(value), None, "{value}");
        }
    }

    #[test]
    fn black_on_white_has_the_greatest_contrast() {
        assert!((Colour::BLACK.contrast(Colour::WHITE) - 21.0).abs() < 1e-9);
        assert!((Colour::WHITE.contrast(Colour::WHITE) - 1.0).abs() < 1e-9);
    }
}
