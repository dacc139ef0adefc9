//! `[report]` of `touchpoint.toml`: the language of the report and whose it is. Its keys in `[report]`, its logo and its colour, checked before anything is requested.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::problem::{Problems, clean};
use super::reader::Table;
use crate::model::{Branding, Language};

pub(super) const REPORT_KEYS: &[&str] = &[
    "language",
    "client",
    "consultant",
    "logo",
    "accent",
    "introduction",
    "closing",
];

/// Largest logo, in bytes: it is kept in every saved report and page.
pub const MAX_LOGO: u64 = 200_000;
/// Longest introduction and closing text, in characters.
const MAX_TEXT: usize = 5_000;

/// The report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportConfig {
    /// Its language.
    pub language: Option<Language>,
    /// Whose report it is, but for the logo.
    pub branding: Branding,
    /// Path of the logo.
    pub logo: Option<PathBuf>,
}

impl ReportConfig {
    /// Whose report it is, with the logo read; none where the file says nothing.
    ///
    /// # Errors
    /// When the logo cannot be read, is too large or is no picture.
    pub fn branding(&self) -> Result<Option<Branding>, Problems> {
        let logo = self.logo.as_deref().map(logo).transpose()?;
        let branding = Branding {
            logo,
            ..self.branding.clone()
        };
        Ok((branding != Branding::default()).then_some(branding))
    }
}

/// Reads `[report]`.
pub(super) fn report(table: &Table<'_>, problems: &mut Problems) -> ReportConfig {
    table.only(REPORT_KEYS, problems);
    let language = table
        .string("language", problems)
        .and_then(|at| match at.value.parse() {
            Ok(language) => Some(language),
            Err(_) => {
                let known = Language::ALL.iter().map(|language| language.as_str());
                problems.unknown(&at.place, "language", &at.value, known);
                None
            }
        });
    let (branding, logo) = read(table, problems);
    ReportConfig {
        language,
        branding,
        logo: logo.map(PathBuf::from),
    }
}

/// Reads the keys of `[report]` that say whose report it is; the logo is still a path.
fn read(table: &Table<'_>, problems: &mut Problems) -> (Branding, Option<String>) {
    let mut words = |key: &str| {
        let at = table.string(key, problems)?;
        if at.value.chars().count() > MAX_TEXT {
            problems.push(&at.place, format!("\"{key}\" is longer than {MAX_TEXT} characters"));
        }
        Some(at.value)
    };
    let (client, consultant) = (words("client"), words("consultant"));
    let (introduction, closing) = (words("introduction"), words("closing"));
    let accent = table.string("accent", problems).and_then(|at| {
        let color = colour(&at.value);
        if color.is_none() {
            problems.push(&at.place, "\"accent\" is written like \"#1f5fbf\"");
        }
        color
    });
    let logo = table.string("logo", problems).map(|at| at.value);
    let branding = Branding {
        client,
        consultant,
        logo: None,
        accent,
        introduction,
        closing,
    };
    (branding, logo)
}

/// `#1f5fbf` or `#15b`, as six digits in lower case.
pub fn colour(written: &str) -> Option<String> {
    let digits = written.trim().strip_prefix('#')?.to_ascii_lowercase();
    let good = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    match digits.len() {
        6 if good => Some(format!("#{digits}")),
        3 if good => Some(
            digits
                .chars()
                .fold("#".to_owned(), |all, digit| format!("{all}{digit}{digit}")),
        ),
        _ => None,
    }
}

/// Reads a logo into a data URI. Its type is told by its first bytes, not by its name.
///
/// # Errors
/// When it cannot be read, is too large or is no picture of a known type.
pub fn logo(path: &Path) -> Result<String, Problems> {
    let name = clean(&path.display().to_string());
    let fault = |what: String| Problems::of(format!("logo \"{name}\": {what}"));
    let file = std::fs::File::open(path).map_err(|error| fault(error.to_string()))?;
    let mut bytes = Vec::new();
    file.take(MAX_LOGO + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| fault(error.to_string()))?;
    if bytes.len() as u64 > MAX_LOGO {
        return Err(fault(format!("is larger than {} KB", MAX_LOGO / 1000)));
    }
    let Some(kind) = picture(&bytes) else {
        return Err(fault("is no PNG, JPEG, GIF, WebP or SVG".to_owned()));
    };
    Ok(format!("data:image/{kind};base64,{}", STANDARD.encode(bytes)))
}

fn picture(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("png"),
        [0xff, 0xd8, 0xff, ..] => Some("jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        _ => {
            // A drawing in an image element can neither run scripts nor load anything.
            let text = std::str::from_utf8(bytes)
                .ok()?
                .trim_start_matches('\u{feff}')
                .trim_start();
            let is_svg = text.starts_with("<svg") || (text.starts_with("<?xml") && text.contains("<svg"));
            is_svg.then_some("svg+xml")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_digits() {
        assert_eq!(colour("#1F5FBF").as_deref(), Some("#1f5fbf"));
        assert_eq!(colour(" #15b ").as_deref(), Some("#1155bb"));
        for wrong in ["red", "1f5fbf", "#12345", "#1f5fbg", "#12;}", "url(x)"] {
            assert_eq!(colour(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_logo_is_a_picture_of_bounded_size() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("logo.png");
        let told = |bytes: &[u8]| {
            std::fs::write(&path, bytes).expect("a file");
            logo(&path).map_err(|problems| problems.headlines().join("\n"))
        };
        assert_eq!(
            told(b"\x89PNG\r\n\x1a\n...").as_deref(),
            Ok("data:image/png;base64,iVBORw0KGgouLi4=")
        );
        let svg = told(b"<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        assert!(svg.is_ok_and(|uri| uri.starts_with("data:image/svg+xml;base64,")));
        assert!(told(b"<html>").is_err_and(|told| told.contains("is no PNG")));
        let mut large = b"\xff\xd8\xff".to_vec();
        large.resize(200_001, 0);
        assert!(told(&large).is_err_and(|told| told.contains("larger than 200 KB")));
        assert!(logo(&folder.path().join("gone.png")).is_err());
    }
}
