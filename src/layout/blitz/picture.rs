//! Pictures are never fetched: each is answered with an empty drawing of its declared size.

use std::sync::{Arc, LazyLock};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use blitz_traits::net::{Bytes, NetHandler, NetProvider, Request};
use regex::Regex;

const HOST: &str = "size.invalid";

/// The largest side that is taken over.
const LARGEST: u32 = 20_000;

/// Answers requests of the engine.
#[derive(Debug)]
pub(super) struct EmptyPictures;

impl EmptyPictures {
    pub(super) fn provider() -> Arc<dyn NetProvider> {
        Arc::new(EmptyPictures)
    }
}

impl NetProvider for EmptyPictures {
    fn fetch(&self, _document: usize, request: Request, handler: Box<dyn NetHandler>) {
        // Fonts and backgrounds are not answered: nothing waits for them.
        if request.url.host_str() != Some(HOST) {
            return;
        }
        let size = request.url.path().trim_matches('/').split_once('x');
        if let Some((width, height)) = size {
            let drawing = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"/>"#);
            handler.bytes(request.url.to_string(), Bytes::from(drawing.into_bytes()));
        }
    }
}

/// The address that is answered with a picture of this size.
pub(super) fn address(width: u32, height: u32) -> String {
    format!("http://{HOST}/{width}x{height}")
}

/// A picture's own size: what its data say, else the `width` and `height` attributes.
pub(super) fn size(src: &str, width: Option<&str>, height: Option<&str>) -> Option<(u32, u32)> {
    let src = src.trim();
    let own = src.strip_prefix("data:").and_then(size_of_data);
    let declared = || Some((pixels(width?)?, pixels(height?)?));
    own.or_else(declared)
        .map(|(width, height)| (width.min(LARGEST), height.min(LARGEST)))
}

/// A dimension attribute; a percentage says nothing.
fn pixels(value: &str) -> Option<u32> {
    let value = value.trim();
    if value.ends_with('%') {
        return None;
    }
    let digits = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    value[..digits].parse().ok()
}

fn size_of_data(data: &str) -> Option<(u32, u32)> {
    let (kind, payload) = data.split_once(',')?;
    let payload = payload.get(..payload.len().min(4_096)).unwrap_or_default();
    let bytes = if kind.ends_with(";base64") {
        let whole = payload.len() / 4 * 4;
        STANDARD.decode(payload.get(..whole)?).ok()?
    } else {
        percent_decode(payload)
    };
    if kind.starts_with("image/svg") {
        size_of_drawing(&String::from_utf8_lossy(&bytes))
    } else if bytes.starts_with(b"\x89PNG") {
        Some((be(&bytes, 16)?, be(&bytes, 20)?))
    } else if bytes.starts_with(b"GIF8") {
        let little = |at: usize| Some(u32::from(*bytes.get(at)?) | u32::from(*bytes.get(at + 1)?) << 8);
        Some((little(6)?, little(8)?))
    } else {
        None
    }
}

fn be(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_be_bytes([four[0], four[1], four[2], four[3]]))
}

fn percent_decode(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let pair = text
            .get(at + 1..at + 3)
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match pair {
            Some(value) if byte == b'%' => {
                decoded.push(value);
                at += 3;
            }
            _ => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    decoded
}

fn size_of_drawing(svg: &str) -> Option<(u32, u32)> {
    static SIDE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i)\s(width|height)\s*=\s*["']?(\d{1,5})(?:\.\d+)?(?:px)?["'\s/>]"#).expect("a built-in pattern")
    });
    static VIEW_BOX: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i)viewBox\s*=\s*["']\s*\S+[\s,]+\S+?[\s,]+(\d{1,5})\S*[\s,]+(\d{1,5})"#)
            .expect("a built-in pattern")
    });
    let head = svg.get(..svg.find('>')? + 1)?;
    let side = |name: &str| {
        SIDE.captures_iter(head)
            .find(|found| found[1].eq_ignore_ascii_case(name))
            .and_then(|found| found[2].parse::<u32>().ok())
    };
    if let (Some(width), Some(height)) = (side("width"), side("height")) {
        return Some((width, height));
    }
    let found = VIEW_BOX.captures(head)?;
    Some((found[1].parse().ok()?, found[2].parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_as_large_as_it_says() {
        assert_eq!(size("a.jpg", Some("640"), Some("480px")), Some((640, 480)));
        assert_eq!(size("a.jpg", Some("100%"), Some("480")), None);
        let drawing =
            "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='300' height='200'%3E%3C/svg%3E";
        assert_eq!(size(drawing, None, None), Some((300, 200)));
        let pixel = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
        assert_eq!(size(pixel, Some("30"), Some("30")), Some((1, 1)));
    }
}
