//! From bytes to text.

/// A decoded body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// WHATWG label.
    pub charset: &'static str,
}

/// Decodes a body.
pub fn decode(bytes: &[u8], _content_type: Option<&str>) -> Decoded {
    Decoded {
        text: String::from_utf8_lossy(bytes).into_owned(),
        charset: "utf-8",
    }
}
