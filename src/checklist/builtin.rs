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
];
