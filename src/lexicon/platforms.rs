//! Shop platforms: how to recognise one, and what its addresses mean.

use std::sync::OnceLock;

/// A shop platform.
#[derive(Debug)]
pub struct Platform {
    /// Its id.
    pub id: String,
    /// ISO 3166 country of its shops, where it serves one country.
    pub country: Option<String>,
}

/// Every platform.
#[derive(Debug, Default)]
pub struct Platforms {
    all: Vec<Platform>,
}

/// What tells a platform.
#[derive(Debug, Default)]
pub struct Signals<'a> {
    /// Host of the page.
    pub host: Option<&'a str>,
    /// The raw HTML.
    pub html: &'a str,
}

impl Platforms {
    /// The built-in platforms.
    pub fn builtin() -> &'static Platforms {
        static BUILTIN: OnceLock<Platforms> = OnceLock::new();
        BUILTIN.get_or_init(Platforms::default)
    }

    /// A platform by id.
    pub fn get(&self, id: &str) -> Option<&Platform> {
        self.all.iter().find(|platform| platform.id == id)
    }

    /// The platform that the signals name.
    pub fn detect(&self, _signals: &Signals<'_>) -> Option<&Platform> {
        None
    }
}
