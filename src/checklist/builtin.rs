//! The checklists that travel inside the program.

/// A built-in checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltIn {
    /// Its id, which is its file name too.
    pub id: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// Id of the checklist that is used when none is named.
pub const DEFAULT: &str = "customer-moments";

/// Every built-in checklist: one line per file of `audits/`.
pub static ALL: &[BuiltIn] = &[
    BuiltIn {
        id: "customer-moments",
        text: include_str!("../../audits/customer-moments.toml"),
    },
    BuiltIn {
        id: "thorough",
        text: include_str!("../../audits/thorough.toml"),
    },
    BuiltIn {
        id: "phone-first",
        text: include_str!("../../audits/phone-first.toml"),
    },
    BuiltIn {
        id: "checkout-depth",
        text: include_str!("../../audits/checkout-depth.toml"),
    },
    BuiltIn {
        id: "transparency",
        text: include_str!("../../audits/transparency.toml"),
    },
    BuiltIn {
        id: "dark-patterns",
        text: include_str!("../../audits/dark-patterns.toml"),
    },
    BuiltIn {
        id: "owner",
        text: include_str!("../../audits/owner.toml"),
    },
    BuiltIn {
        id: "korea",
        text: include_str!("../../audits/korea.toml"),
    },
    BuiltIn {
        id: "eu",
        text: include_str!("../../audits/eu.toml"),
    },
    BuiltIn {
        id: "germany",
        text: include_str!("../../audits/germany.toml"),
    },
    BuiltIn {
        id: "uk",
        text: include_str!("../../audits/uk.toml"),
    },
    BuiltIn {
        id: "us",
        text: include_str!("../../audits/us.toml"),
    },
    BuiltIn {
        id: "japan",
        text: include_str!("../../audits/japan.toml"),
    },
];

/// The checklist of a country's legal disclosures, by ISO 3166 code; those of the Union beside them.
const OF_COUNTRY: &[(&str, &str)] = &[
    ("KR", "korea"),
    ("JP", "japan"),
    ("US", "us"),
    ("GB", "uk"),
    ("DE", "germany"),
];

/// The other countries of the European Union.
const UNION: &[&str] = &[
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "ES", "FI", "FR", "GR", "HU", "IE", "IT", "LT", "LU", "LV", "MT",
    "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Id of the built-in checklist of what a country's law wants a shop to tell.
pub fn of_country(country: &str) -> Option<&'static str> {
    let own = OF_COUNTRY.iter().find(|(code, _)| *code == country);
    let union = || UNION.contains(&country).then_some("eu");
    own.map(|(_, id)| *id).or_else(union)
}
