//! What the test customer of `touchpoint.toml` is made of.

/// Keys of `[customer]`.
pub const CUSTOMER_KEYS: &[&str] = &[
    "name",
    "given_name",
    "family_name",
    "email",
    "phone",
    "postal_code",
    "address_line1",
    "address_line2",
    "city",
    "region",
    "country",
    "birthday",
];
