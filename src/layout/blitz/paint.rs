//! Colours: what an element paints, and how its text stands out from what is behind it.

use blitz_dom::{BaseDocument, Node, NodeId};
use style::color::{AbsoluteColor, ColorSpace};
use style::properties::ComputedValues;
use style::values::computed::Image;

use super::geometry::{self, style_of};

/// Red, green, blue, opacity, each 0 to 1.
pub(super) type Colour = [f64; 4];

const WHITE: Colour = [1.0, 1.0, 1.0, 1.0];

fn colour(absolute: AbsoluteColor) -> Colour {
    let srgb = absolute.to_color_space(ColorSpace::Srgb);
    let [red, green, blue, alpha] = *srgb.raw_components();
    [red.into(), green.into(), blue.into(), alpha.into()]
}

/// The colour of text.
pub(super) fn text_colour(style: &ComputedValues) -> Colour {
    colour(style.clone_color())
}

/// The background colour.
pub(super) fn background(style: &ComputedValues) -> Colour {
    colour(style.resolve_color(&style.get_background().background_color))
}

/// Whether there is a background picture or gradient.
pub(super) fn has_picture(style: &ComputedValues) -> bool {
    style
        .get_background()
        .background_image
        .0
        .iter()
        .any(|image| !matches!(image, Image::None))
}

/// Whether what is behind an element cannot be seen through its own box.
pub(super) fn is_opaque(node: &Node) -> bool {
    let Some(style) = style_of(node) else { return false };
    let name = node
        .element_data()
        .map(|data| data.name.local.to_string())
        .unwrap_or_default();
    let paints = background(&style)[3] > 0.5
        || has_picture(&style)
        || matches!(&*name, "img" | "video" | "canvas" | "iframe" | "object" | "embed");
    paints && opacity(node) > 0.5
}

/// Product of the opacities of the element and all around it.
pub(super) fn opacity(node: &Node) -> f64 {
    let mut product = 1.0;
    let mut current = Some(node);
    while let Some(node) = current {
        if let Some(style) = style_of(node) {
            product *= f64::from(style.clone_opacity());
            if geometry::css(&style, style::properties::LonghandId::Filter).contains("opacity(0)") {
                product = 0.0;
            }
        }
        current = node
            .parent
            .map(|parent| node.with(parent))
            .filter(|node| node.is_element());
    }
    product
}

/// What stands behind the text of an element.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Behind {
    Colour(Colour),
    Picture,
}

/// Composes the backgrounds from the element outwards until nothing shines through.
pub(super) fn behind(document: &BaseDocument, element: NodeId) -> Behind {
    let mut layers = Vec::new();
    let mut current = Some(element);
    while let Some(node) = current.and_then(|id| document.get_node(id)) {
        if let Some(style) = style_of(node) {
            let old_style = node
                .attrs()
                .is_some_and(|own| own.iter().any(|own| &*own.name.local == "background"));
            if has_picture(&style) || old_style {
                return Behind::Picture;
            }
            let own = background(&style);
            layers.push(own);
            if own[3] >= 0.999 {
                break;
            }
        }
        current = node.parent;
    }
    let composed = layers.iter().rev().fold(WHITE, |below, above| over(*above, below));
    Behind::Colour(composed)
}

/// One colour over another.
fn over(above: Colour, below: Colour) -> Colour {
    let mix = |index: usize| above[index] * above[3] + below[index] * (1.0 - above[3]);
    [mix(0), mix(1), mix(2), 1.0]
}

/// Contrast ratio of WCAG 2.2 section 1.4.3, from 1 to 21.
pub(super) fn contrast(text: Colour, behind: Colour) -> f64 {
    let (one, other) = (luminance(over(text, behind)), luminance(behind));
    let ratio = (one.max(other) + 0.05) / (one.min(other) + 0.05);
    (ratio * 100.0).round() / 100.0
}

fn luminance([red, green, blue, _]: Colour) -> f64 {
    let linear = |part: f64| {
        let part = part.clamp(0.0, 1.0);
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_on_white_has_the_highest_contrast() {
        assert_eq!(contrast([0.0, 0.0, 0.0, 1.0], WHITE), 21.0);
        assert_eq!(contrast([0.0, 0.0, 0.0, 0.0], WHITE), 1.0);
    }
}
