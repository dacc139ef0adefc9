//! Media queries, answered for a screen of 1366 by 768 CSS pixels.

use super::declaration::pixels;

const WIDTH: f64 = 1_366.0;
const HEIGHT: f64 = 768.0;

/// Whether a list of media queries holds.
pub(super) fn holds(list: &str) -> bool {
    let list = list.trim();
    list.is_empty() || list.to_ascii_lowercase().split(',').any(query_holds)
}

fn query_holds(query: &str) -> bool {
    let query = query.trim();
    let (negated, query) = match query.strip_prefix("not ") {
        Some(rest) => (true, rest),
        None => (false, query.strip_prefix("only ").unwrap_or(query)),
    };
    let mut all = true;
    for part in split_and(query) {
        let part = part.trim();
        all &= match part {
            "all" | "screen" | "" => true,
            "print" | "speech" | "handheld" | "tv" | "projection" | "aural" | "braille" => false,
            _ if part.starts_with('(') => {
                let inner = part.trim_start_matches('(').trim_end_matches(')');
                inner.split(" or ").any(feature_holds)
            }
            _ if part.starts_with("not") => !feature_holds(part[3..].trim().trim_matches(['(', ')'])),
            _ => false,
        };
    }
    all != negated
}

fn split_and(query: &str) -> impl Iterator<Item = &str> {
    query.split(" and ").flat_map(|part| part.split(")and("))
}

fn feature_holds(feature: &str) -> bool {
    let feature = feature.trim().trim_matches(['(', ')']);
    if feature.contains(['<', '>']) {
        return range_holds(feature);
    }
    let Some((name, value)) = feature.split_once(':') else {
        return matches!(
            feature,
            "width" | "height" | "color" | "hover" | "any-hover" | "pointer" | "any-pointer"
        );
    };
    let value = value.trim();
    let length = || length(value);
    match name.trim() {
        "min-width" | "min-device-width" => length().is_some_and(|least| WIDTH >= least),
        "max-width" | "max-device-width" => length().is_some_and(|most| WIDTH <= most),
        "width" | "device-width" => length().is_some_and(|exact| (WIDTH - exact).abs() < 0.01),
        "min-height" | "min-device-height" => length().is_some_and(|least| HEIGHT >= least),
        "max-height" | "max-device-height" => length().is_some_and(|most| HEIGHT <= most),
        "orientation" => value == "landscape",
        "hover" | "any-hover" => value == "hover",
        "pointer" | "any-pointer" => value == "fine",
        "prefers-color-scheme" => value == "light",
        "prefers-reduced-motion" | "prefers-contrast" | "prefers-reduced-data" => value == "no-preference",
        "min-aspect-ratio" => ratio(value).is_some_and(|least| WIDTH / HEIGHT >= least),
        "max-aspect-ratio" => ratio(value).is_some_and(|most| WIDTH / HEIGHT <= most),
        "-webkit-min-device-pixel-ratio" | "min-device-pixel-ratio" => {
            value.parse::<f64>().is_ok_and(|least| least <= 1.0)
        }
        "-webkit-max-device-pixel-ratio" | "max-device-pixel-ratio" => {
            value.parse::<f64>().is_ok_and(|most| most >= 1.0)
        }
        "min-resolution" => resolution(value).is_some_and(|least| least <= 1.0),
        "display-mode" => value == "browser",
        "scripting" => value == "enabled",
        _ => false,
    }
}

/// `width >= 600px`, `400px <= width <= 900px`.
fn range_holds(feature: &str) -> bool {
    let spaced = feature
        .replace("<=", " ≤ ")
        .replace(">=", " ≥ ")
        .replace('<', " < ")
        .replace('>', " > ");
    let parts: Vec<&str> = spaced.split_whitespace().collect();
    let value = |part: &str| match part {
        "width" => Some(WIDTH),
        "height" => Some(HEIGHT),
        other => length(other),
    };
    let pairs = parts.windows(3).step_by(2);
    parts.len() >= 3
        && pairs.into_iter().all(|part| match (value(part[0]), value(part[2])) {
            (Some(left), Some(right)) => match part[1] {
                "≤" => left <= right,
                "≥" => left >= right,
                "<" => left < right,
                ">" => left > right,
                _ => false,
            },
            _ => false,
        })
}

fn length(value: &str) -> Option<f64> {
    pixels(value).or_else(|| value.parse().ok())
}

fn ratio(value: &str) -> Option<f64> {
    let (width, height) = value.split_once('/')?;
    Some(width.trim().parse::<f64>().ok()? / height.trim().parse::<f64>().ok()?)
}

fn resolution(value: &str) -> Option<f64> {
    if let Some(dots) = value.strip_suffix("dpi") {
        return dots.parse::<f64>().ok().map(|dots| dots / 96.0);
    }
    value
        .strip_suffix("dppx")
        .or_else(|| value.strip_suffix('x'))?
        .parse()
        .ok()
}
