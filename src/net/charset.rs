//! From bytes to text: what a page says about its charset, and what it truly is.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, ISO_2022_JP, REPLACEMENT, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
    WINDOWS_1250, WINDOWS_1252, X_USER_DEFINED,
};

/// So much of a page is searched for a `<meta>`; a browser reads 1024 bytes, real pages need more.
const PRESCAN_BYTES: usize = 64 * 1024;
/// So much text outside ASCII is enough for the detector.
const DETECTOR_BYTES: usize = 64 * 1024;

/// So much ASCII on either side goes to the detector with it.
const CONTEXT_BYTES: usize = 48;

/// How the charset became known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CharsetSource {
    /// A byte order mark.
    Bom,
    /// The `Content-Type` header.
    Header,
    /// A `<meta>` or an XML declaration in the page.
    Meta,
    /// The bytes themselves, as nothing was declared or what was declared is wrong.
    Detected,
}

/// A page as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// The name in the Encoding Standard, e.g. `EUC-KR`.
    pub charset: &'static str,
    pub how: CharsetSource,
}

/// Decodes a page: byte order mark, then the header, then the page's own word, then detection. A declaration
/// that the bytes contradict is not believed. Never fails; what cannot be decoded becomes U+FFFD.
pub fn decode(bytes: &[u8], content_type: Option<&str>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decoded(&bytes[length..], encoding, CharsetSource::Bom);
    }
    let header = content_type.and_then(charset_parameter).and_then(encoding_for_label);
    let declared = header
        .map(|encoding| (encoding, CharsetSource::Header))
        .or_else(|| declared_in_page(bytes).map(|encoding| (encoding, CharsetSource::Meta)));
    match declared {
        Some((encoding, how)) => match contradiction(bytes, encoding) {
            Some(found) => decoded(bytes, found, CharsetSource::Detected),
            None => decoded(bytes, encoding, how),
        },
        None => decoded(bytes, detect(bytes), CharsetSource::Detected),
    }
}

/// Decodes a style sheet: like a page, with `@charset` and, at last, the charset of the page that uses it.
pub fn decode_style_sheet(bytes: &[u8], content_type: Option<&str>, page_charset: Option<&str>) -> Decoded {
    let at_rule = bytes.strip_prefix(b"@charset \"").and_then(|rest| {
        let label = rest[..rest.len().min(100)].split(|&byte| byte == b'"').next()?;
        std::str::from_utf8(label).ok()
    });
    let header = content_type.and_then(charset_parameter);
    let label = header
        .or(at_rule)
        .or(page_charset)
        .filter(|_| Encoding::for_bom(bytes).is_none());
    decode(
        bytes,
        label.map(|label| format!("text/css; charset={label}")).as_deref(),
    )
}

/// The encoding of a label, with the aliases that servers use beside those of the Encoding Standard.
pub fn encoding_for_label(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
    let encoding = match label.as_str() {
        "cp949" | "ms949" | "uhc" | "x-windows-949" | "euc_kr" | "euckr" => EUC_KR,
        "cp932" | "ms932" | "shift-jis-2004" => SHIFT_JIS,
        "cp936" | "ms936" => GBK,
        "cp950" => BIG5,
        "utf_8" | "utf8mb4" | "utf-8-sig" => UTF_8,
        _ => Encoding::for_label(label.as_bytes())?,
    };
    (encoding != REPLACEMENT).then_some(encoding)
}

fn decoded(bytes: &[u8], encoding: &'static Encoding, how: CharsetSource) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text: text.into_owned(),
        charset: encoding.name(),
        how,
    }
}

/// The charset parameter of a content type.
fn charset_parameter(content_type: &str) -> Option<&str> {
    let at = find_ignoring_case(content_type.as_bytes(), b"charset")?;
    let rest = content_type[at + "charset".len()..]
        .trim_start()
        .strip_prefix('=')?
        .trim_start();
    let rest = rest.trim_start_matches(['"', '\'']);
    let end = rest.find([';', ',', '"', '\'', ' ', '\t']).unwrap_or(rest.len());
    Some(&rest[..end]).filter(|label| !label.is_empty())
}

fn find_ignoring_case(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window.eq_ignore_ascii_case(needle))
}

/// What the page says itself: the XML declaration, or the first `<meta>` with a charset outside comments and
/// scripts (HTML, "prescan a byte stream to determine its encoding").
fn declared_in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(PRESCAN_BYTES)];
    let mut at = 0;
    if head.starts_with(b"<?xml") {
        let end = head.iter().position(|&byte| byte == b'>')?;
        let declaration = String::from_utf8_lossy(&head[..end]).replace("encoding", "charset");
        if let Some(encoding) = charset_parameter(&declaration).and_then(encoding_for_label) {
            return Some(not_utf16(encoding));
        }
        at = end;
    }
    while let Some(open) = head[at..].iter().position(|&byte| byte == b'<').map(|found| at + found) {
        let rest = &head[open..];
        let skip_to = |end: &[u8]| find_ignoring_case(rest, end).map(|found| open + found + end.len());
        at = open + 1;
        if rest.starts_with(b"<!--") {
            at = skip_to(b"-->")?;
        } else if starts_tag(rest, b"script") {
            at = skip_to(b"</script")?;
        } else if starts_tag(rest, b"style") {
            at = skip_to(b"</style")?;
        } else if starts_tag(rest, b"body") {
            return None;
        } else if starts_tag(rest, b"meta") {
            let end = rest.iter().position(|&byte| byte == b'>').unwrap_or(rest.len());
            if let Some(encoding) = meta_charset(&String::from_utf8_lossy(&rest[..end])) {
                return Some(encoding);
            }
            at = open + end;
        }
    }
    None
}

fn starts_tag(bytes: &[u8], name: &[u8]) -> bool {
    bytes.len() > name.len() + 1
        && bytes[1..=name.len()].eq_ignore_ascii_case(name)
        && !bytes[name.len() + 1].is_ascii_alphanumeric()
}

/// `<meta charset=…>` or `<meta http-equiv=content-type content="…; charset=…">`; not one of a description.
fn meta_charset(tag: &str) -> Option<&'static Encoding> {
    let lower = tag.to_ascii_lowercase();
    let own_attribute = lower.match_indices("charset").any(|(at, _)| {
        let before = lower[..at].chars().next_back();
        let after = lower[at + "charset".len()..].trim_start();
        matches!(before, Some(' ' | '\t' | '\n' | '\r' | '/' | '"' | '\''))
            && after.starts_with('=')
            && !lower.contains("content=")
    });
    let by_http_equiv = lower.contains("http-equiv") && lower.contains("content-type");
    if !(own_attribute || by_http_equiv) {
        return None;
    }
    charset_parameter(&lower)
        .map(|label| label.trim_end_matches('/'))
        .and_then(encoding_for_label)
        .map(not_utf16)
}

/// A page whose `<meta>` could be read byte by byte is not UTF-16 (HTML standard).
fn not_utf16(encoding: &'static Encoding) -> &'static Encoding {
    match encoding {
        e if e == UTF_16LE || e == UTF_16BE => UTF_8,
        e if e == X_USER_DEFINED => WINDOWS_1252,
        e => e,
    }
}

/// The encoding that the bytes are in, if it is surely not the declared one.
fn contradiction(bytes: &[u8], declared: &'static Encoding) -> Option<&'static Encoding> {
    let quality = Utf8Quality::of(bytes);
    if declared == UTF_8 {
        // A few broken characters are an accident (a cut page, one bad comment); many are another charset.
        if quality.broken * 4 <= quality.sequences {
            return None;
        }
        let found = detect_legacy(bytes);
        return decodes_well(bytes, found).then_some(found);
    }
    if declared == UTF_16LE || declared == UTF_16BE {
        let zero_bytes = bytes.iter().take(4096).filter(|&&byte| byte == 0).count();
        return (zero_bytes == 0 && !bytes.is_empty()).then(|| detect(bytes));
    }
    if quality.is_surely_utf8(declared.is_single_byte()) {
        return Some(UTF_8);
    }
    let doubtful = if declared.is_single_byte() {
        // Western text has few letters outside ASCII; a page full of them is in another charset.
        is_western(declared) && share_of_high_letters(bytes) > 0.3
    } else {
        !decodes_well(bytes, declared)
    };
    if !doubtful {
        return None;
    }
    let found = detect_legacy(bytes);
    (found != declared && !is_western(found) && decodes_well(bytes, found)).then_some(found)
}

fn is_western(encoding: &'static Encoding) -> bool {
    matches!(encoding.name(), "windows-1252" | "ISO-8859-15" | "macintosh")
}

/// The charset of bytes that say nothing about it.
fn detect(bytes: &[u8]) -> &'static Encoding {
    let quality = Utf8Quality::of(bytes);
    let escapes_only = quality.sequences + quality.broken == 0 && bytes.windows(2).any(|pair| pair == b"\x1B$");
    if escapes_only {
        let found = detect_legacy(bytes);
        return if found == ISO_2022_JP { found } else { UTF_8 };
    }
    if quality.broken * 4 <= quality.sequences || quality.broken == 0 {
        return UTF_8;
    }
    detect_legacy(bytes)
}

/// The detector sees what is not ASCII, with a little around it: a long head full of scripts tells it nothing.
fn detect_legacy(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let (mut fed, mut at) = (0, 0);
    let telling = |byte: &u8| !byte.is_ascii() || *byte == 0x1B;
    while let Some(first) = bytes[at..].iter().position(telling).map(|found| at + found) {
        let mut end = first + 1;
        while let Some(next) = bytes[end..bytes.len().min(end + CONTEXT_BYTES)]
            .iter()
            .position(telling)
        {
            end += next + 1;
            if end - first >= DETECTOR_BYTES {
                break;
            }
        }
        fed += end - first;
        // The second byte of a character can be ASCII, so the context behind belongs to it.
        let end = bytes.len().min(end + CONTEXT_BYTES);
        detector.feed(&bytes[first.saturating_sub(CONTEXT_BYTES).max(at)..end], false);
        if fed >= DETECTOR_BYTES {
            break;
        }
        at = end;
    }
    detector.feed(b"\n", true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // A page with a pound sign and nothing else says too little; its language says the rest.
    if guess == WINDOWS_1250 && states_western_language(bytes) {
        WINDOWS_1252
    } else {
        guess
    }
}

/// Whether `<html lang>` names a language that is written in windows-1252.
fn states_western_language(bytes: &[u8]) -> bool {
    const WESTERN: &[&[u8]] = &[
        b"da", b"de", b"en", b"es", b"fi", b"fr", b"it", b"nb", b"nl", b"no", b"pt", b"sv",
    ];
    let head = &bytes[..bytes.len().min(PRESCAN_BYTES)];
    let Some(open) = find_ignoring_case(head, b"<html") else {
        return false;
    };
    let tag = head[open..].split(|&byte| byte == b'>').next().unwrap_or_default();
    let Some(at) = find_ignoring_case(tag, b" lang=") else {
        return false;
    };
    let mut value = &tag[at + b" lang=".len()..];
    if let [b'"' | b'\'', rest @ ..] = value {
        value = rest;
    }
    let language = value
        .split(|byte| !byte.is_ascii_alphabetic())
        .next()
        .unwrap_or_default();
    WESTERN.iter().any(|western| language.eq_ignore_ascii_case(western))
}

/// Whether hardly anything is left undecoded.
fn decodes_well(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if !had_errors {
        return true;
    }
    let broken = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
    // A character of the multi-byte charsets has two bytes; one in a hundred may be broken.
    let multi_byte = [EUC_KR, SHIFT_JIS, GBK, GB18030, BIG5, EUC_JP].contains(&encoding);
    broken * 100 <= if multi_byte { high / 2 } else { high }
}

fn share_of_high_letters(bytes: &[u8]) -> f64 {
    let text_like = bytes
        .iter()
        .filter(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii())
        .count();
    let outside_tags = OutsideTags { bytes, inside: false };
    let (mut letters, mut high) = (0_u32, 0_u32);
    for byte in outside_tags {
        if !byte.is_ascii() {
            high += 1;
            letters += 1;
        } else if byte.is_ascii_alphabetic() {
            letters += 1;
        }
    }
    if text_like < 20 || high < 20 {
        0.0
    } else {
        f64::from(high) / f64::from(letters)
    }
}

/// The bytes that are not between `<` and `>`.
struct OutsideTags<'b> {
    bytes: &'b [u8],
    inside: bool,
}

impl Iterator for OutsideTags<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        while let Some((&byte, rest)) = self.bytes.split_first() {
            self.bytes = rest;
            match byte {
                b'<' => self.inside = true,
                b'>' => self.inside = false,
                _ if !self.inside => return Some(byte),
                _ => {}
            }
        }
        None
    }
}

/// How the bytes look as UTF-8.
#[derive(Debug, Default)]
struct Utf8Quality {
    /// Valid sequences of two or more bytes.
    sequences: usize,
    /// Those of three or more.
    long: usize,
    broken: usize,
}

impl Utf8Quality {
    fn of(bytes: &[u8]) -> Self {
        let mut quality = Self::default();
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            for c in chunk.valid().chars().filter(|c| !c.is_ascii()) {
                quality.sequences += 1;
                quality.long += usize::from(c.len_utf8() > 2);
            }
            // A character that the end of the page cuts is not broken.
            let cut = chunks.peek().is_none()
                && std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none());
            quality.broken += usize::from(!chunk.invalid().is_empty() && !cut);
        }
        quality
    }

    /// Text of a legacy charset is hardly ever valid UTF-8 by chance; two-byte characters of East Asian
    /// charsets sometimes are, one at a time.
    fn is_surely_utf8(&self, declared_single_byte: bool) -> bool {
        let enough = self.long >= 2 || self.sequences >= if declared_single_byte { 1 } else { 8 };
        enough && self.broken * 20 <= self.sequences
    }
}

#[cfg(test)]
#[path = "charset_tests.rs"]
mod tests;
