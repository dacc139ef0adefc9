//! Whose report it is: names, logo, colour and texts, all checked again, because a saved report may come from anywhere.

use serde::Serialize;

use crate::checklist::branding::colour;
use crate::model::AuditReport;
use crate::report::clean;

/// Contrast that text needs on its ground (WCAG 2.2, 1.4.3).
const READABLE: f64 = 4.5;
/// The darkest ground of the light page, and the lightest of the dark one, on which links stand.
const LIGHT_GROUND: [u8; 3] = [0xee, 0xf4, 0xfd];
const DARK_GROUND: [u8; 3] = [0x2b, 0x34, 0x3f];

/// The branding, fit to be shown.
#[derive(Debug, Default, Serialize)]
pub(super) struct BrandText {
    pub client: Option<String>,
    pub consultant: Option<String>,
    pub logo: Option<String>,
    pub introduction: Vec<String>,
    pub closing: Vec<String>,
    /// A style sheet that sets the colour.
    pub style: Option<String>,
}

impl BrandText {
    /// The branding of a report; nothing where nobody says whose it is.
    pub(super) fn new(report: &AuditReport) -> Self {
        let Some(branding) = &report.branding else {
            return BrandText::default();
        };
        let line = |text: &Option<String>| {
            let text = text.as_deref().map(clean).map(|text| text.trim().to_owned());
            text.filter(|text| !text.is_empty())
        };
        let paragraphs = |text: &Option<String>| text.as_deref().map(paragraphs).unwrap_or_default();
        BrandText {
            client: line(&branding.client),
            consultant: line(&branding.consultant),
            logo: branding
                .logo
                .as_deref()
                .filter(|logo| is_picture(logo))
                .map(str::to_owned),
            introduction: paragraphs(&branding.introduction),
            closing: paragraphs(&branding.closing),
            style: branding.accent.as_deref().and_then(accent_style),
        }
    }
}

/// A blank line begins a new paragraph.
fn paragraphs(text: &str) -> Vec<String> {
    let lines = text.replace("\r\n", "\n");
    let parts = lines.split("\n\n").map(|part| clean(part).trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

/// A data URI of a picture in base64, and nothing else.
fn is_picture(uri: &str) -> bool {
    let kinds = ["png", "jpeg", "gif", "webp", "svg+xml"];
    let data = kinds
        .iter()
        .find_map(|kind| uri.strip_prefix(&format!("data:image/{kind};base64,")));
    data.is_some_and(|data| {
        data.len() <= 300_000
            && data
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
    })
}

/// The colour, as dark as it must be to be read on the light page, and as light on the dark one.
fn accent_style(written: &str) -> Option<String> {
    let colour = channels(&colour(written)?)?;
    let light = readable(colour, [0, 0, 0], LIGHT_GROUND);
    let dark = readable(colour, [255, 255, 255], DARK_GROUND);
    Some(format!(
        ":root{{--accent:{light}}}@media (prefers-color-scheme:dark){{:root{{--accent:{dark}}}}}@media print{{:root{{--accent:{light}}}}}"
    ))
}

fn channels(colour: &str) -> Option<[u8; 3]> {
    let digits = colour.strip_prefix('#')?;
    let channel = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

/// The colour, mixed with another in steps of a twentieth until it can be read on a ground.
fn readable(colour: [u8; 3], towards: [u8; 3], ground: [u8; 3]) -> String {
    let mixed = (0..=20).map(|step| {
        let part = f64::from(step) / 20.0;
        let mut channels = [0_u8; 3];
        for (channel, (from, to)) in channels.iter_mut().zip(colour.into_iter().zip(towards)) {
            let value = f64::from(from) + (f64::from(to) - f64::from(from)) * part;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between two channels of 0 to 255"
            )]
            let value = value.round() as u8;
            *channel = value;
        }
        channels
    });
    let found = mixed.into_iter().find(|mixed| contrast(*mixed, ground) >= READABLE);
    let [red, green, blue] = found.unwrap_or(towards);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Contrast of two colours, 1 to 21 (WCAG 2.2).
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|channel| {
        let part = f64::from(channel) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_that_could_not_be_read_is_made_darker_or_lighter() {
        assert_eq!(
            readable([0x1f, 0x5f, 0xbf], [0, 0, 0], LIGHT_GROUND),
            "#1f5fbf",
            "it stays"
        );
        for colour in [[255, 255, 0], [255, 255, 255], [0, 0, 0], [128, 128, 128]] {
            for (towards, ground) in [([0, 0, 0], LIGHT_GROUND), ([255, 255, 255], DARK_GROUND)] {
                let written = readable(colour, towards, ground);
                let shown = channels(&written).expect("a colour");
                assert!(
                    contrast(shown, ground) >= READABLE,
                    "{colour:?} on {ground:?}: {written}"
                );
            }
        }
    }

    #[test]
    fn only_a_picture_is_embedded() {
        assert!(is_picture("data:image/png;base64,iVBORw0KGgo="));
        for uri in [
            "data:text/html;base64,PGI+",
            "data:image/png;base64,x\" onerror=\"alert(1)",
            "https://elsewhere.example/pixel.png",
            "data:image/svg+xml,<svg onload=alert(1)>",
        ] {
            assert!(!is_picture(uri), "{uri}");
        }
    }

    #[test]
    fn a_colour_cannot_carry_more_than_a_colour() {
        assert_eq!(accent_style("red;}body{display:none"), None);
        assert!(accent_style("#FC0").is_some_and(|style| style.starts_with(":root{--accent:#")));
    }

    #[test]
    fn a_blank_line_begins_a_paragraph() {
        assert_eq!(paragraphs("One\nline.\r\n\r\nTwo.\n\n\n"), ["One line.", "Two."]);
    }
}
