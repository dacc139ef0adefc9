//! The test customer of `touchpoint.toml`: what goes over the defaults of the shop's country.

use std::collections::BTreeMap;

use super::problem::{Problems, clean};
use super::reader::Table;
use crate::model::CUSTOMER_KEYS;

/// Longest value of a key.
const MOST_CHARS: usize = 100;

/// Reads the table. An address of a real mail provider is an error: a shop may write to it.
pub(super) fn customer(table: &Table<'_>, problems: &mut Problems) -> BTreeMap<String, String> {
    table.only(CUSTOMER_KEYS, problems);
    let mut customer = BTreeMap::new();
    for key in CUSTOMER_KEYS {
        let Some(at) = table.string(key, problems) else {
            continue;
        };
        let good = match *key {
            "email" => is_of_nobody(&at.value),
            "country" => at.value.len() == 2 && at.value.bytes().all(|byte| byte.is_ascii_uppercase()),
            "birthday" => at.value.parse::<jiff::civil::Date>().is_ok(),
            _ => !at.value.trim().is_empty(),
        };
        let wanted = match *key {
            "email" => {
                "the test customer's mail address must end in example.com, example.org, example.net, .example or .test"
            }
            "country" => "\"country\" is an ISO 3166 code, as \"KR\"",
            "birthday" => "\"birthday\" must be a day, as \"1980-05-15\"",
            _ => "this value is empty",
        };
        if !good {
            problems.push(&at.place, wanted);
        } else if at.value.chars().count() > MOST_CHARS || at.value.chars().any(char::is_control) {
            problems.push(
                &at.place,
                format!("\"{}\" cannot be typed into a form", clean(&at.value)),
            );
        }
        customer.insert((*key).to_owned(), at.value);
    }
    customer
}

/// Domains that nobody reads mail at (RFC 2606).
fn is_of_nobody(email: &str) -> bool {
    let Some((user, domain)) = email.rsplit_once('@') else {
        return false;
    };
    let domain = domain.to_ascii_lowercase();
    let reserved = ["example.com", "example.org", "example.net", "example", "test"];
    !user.is_empty()
        && reserved.iter().any(|known| {
            domain == *known && known.contains('.')
                || domain
                    .strip_suffix(known)
                    .is_some_and(|front| front.ends_with('.') && front.len() > 1)
        })
}

#[cfg(test)]
mod tests {
    use crate::checklist::Config;

    #[test]
    fn the_test_customer_is_read() {
        let config = Config::parse(
            "touchpoint.toml",
            "[walk]\nfill = true\nallow_draft = true\n[customer]\nphone = \"010-0000-1111\"\nemail = \"me@shop.test\"\n",
        )
        .unwrap();
        assert_eq!((config.walk.fill, config.walk.allow_draft), (Some(true), Some(true)));
        assert_eq!(config.customer["phone"], "010-0000-1111");
    }

    #[test]
    fn an_address_that_somebody_may_read_is_refused() {
        let text = "[customer]\nemail = \"someone@gmail.com\"\ncountry = \"Korea\"\nshoe_size = \"42\"\n";
        let faults = Config::parse("touchpoint.toml", text).unwrap_err().headlines();
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(faults.iter().any(|fault| fault.contains("example.com")));
    }
}
