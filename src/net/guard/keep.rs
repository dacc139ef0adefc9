//! What an order form's own script may send while its fields are filled.

use std::sync::LazyLock;

use regex::Regex;

use super::state::changes_state_from;
use super::{Action, Refusal};
use crate::model::PageKind;

/// Segments of an address that name the customer's own cart or the order form.
static HOLDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:my-?|guest-?|shopping-?)*(?:carts?|baskets?|checkouts?|quotes?|onepage|order-?forms?)$")
        .expect("built-in pattern")
});

/// Last segments that keep something of the form, and order nothing. Not among them: `payment-information`, which
/// places the order at Magento.
static KEPT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^(?:set-|save-|update-|add-|select-|estimate-)?(?:
            (?:shipping-|billing-|delivery-|customer-|guest-)?(?:address(?:es)?|contacts?(?:-info(?:rmation)?)?|emails?)
            | (?:shipping|billing|delivery)(?:-information)?
            | (?:shipping-|delivery-|payment-)methods?
            | (?:shipping-|delivery-)(?:rates?|options?|notes?|estimates?)
            | totals?(?:-information)? | notes? | country | region | zone )$",
    )
    .expect("built-in pattern")
});

/// Allows reads, and with consent what is kept in the customer's own cart.
pub(super) fn check(action: &Action<'_>) -> Result<(), Refusal> {
    if !action.consent.fill {
        return Err(Refusal::new("no-consent", "fill"));
    }
    if action.is_get() {
        return match changes_state_from(action.url, action.page) {
            Some(rule) => Err(Refusal::new("changes-state", rule)),
            None => Ok(()),
        };
    }
    if !matches!(
        action.page_kind,
        PageKind::Checkout | PageKind::Payment | PageKind::Cart
    ) {
        return Err(Refusal::new("wrong-page", action.page_kind.as_str()));
    }
    let words: Vec<String> = action
        .url
        .path_segments()
        .into_iter()
        .flatten()
        .filter(|segment| !segment.is_empty() && !is_number(segment))
        .map(kebab)
        .collect();
    let (last, before) = match words.split_last() {
        Some((last, before)) => (last.as_str(), before),
        None => ("", &[][..]),
    };
    if before.iter().any(|word| HOLDER.is_match(word)) && KEPT.is_match(last) && action.url.query().is_none() {
        Ok(())
    } else {
        Err(Refusal::new("doubt", last))
    }
}

/// A number or a key: no word of the address.
fn is_number(segment: &str) -> bool {
    segment.len() >= 8 && segment.chars().any(|c| c.is_ascii_digit()) && !segment.contains('.')
        || segment.chars().all(|c| c.is_ascii_digit())
}

/// `shippingMethods` as `shipping-methods`.
fn kebab(segment: &str) -> String {
    let mut word = String::with_capacity(segment.len() + 4);
    let mut lower = false;
    for c in segment.chars() {
        if c.is_ascii_uppercase() && lower {
            word.push('-');
        }
        lower = c.is_ascii_lowercase();
        word.push(if c == '_' { '-' } else { c.to_ascii_lowercase() });
    }
    word
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;
    use crate::net::Method;
    use crate::net::guard::{Consent, Decision, Intent, decide};

    fn decided(method: Method, path: &str, fill: bool) -> Decision {
        let page = Url::parse("https://shop.kr/checkout").expect("a URL");
        let url = page.join(path).expect("a path");
        decide(&Action {
            consent: Consent {
                fill,
                ..Consent::default()
            },
            ..Action::new(Intent::KeepFields, method, &url, &page, PageKind::Checkout)
        })
    }

    #[test]
    fn what_is_kept_in_the_own_cart_may_be_sent() {
        for path in [
            "/api/carts/d15fa33c-28c5-45f0-89d9-d93cfbbf1717/addresses",
            "/api/carts/7/shippingMethods",
            "/api/carts/7/paymentMethods",
            "/rest/default/V1/guest-carts/abcdefgh12345678/estimate-shipping-methods",
            "/rest/V1/guest-carts/abcdefgh12345678/shipping-information",
            "/checkout/onepage/saveBilling",
        ] {
            assert_eq!(decided(Method::Post, path, true), Decision::Allow, "{path}");
            assert!(
                !decided(Method::Post, path, false).is_allowed(),
                "{path} without consent"
            );
        }
    }

    #[test]
    fn what_may_order_or_write_to_somebody_is_refused() {
        for path in [
            "/api/carts/7/checkout",
            "/api/orders",
            "/rest/V1/guest-carts/abcdefgh12345678/payment-information",
            "/rest/V1/guest-carts/abcdefgh12345678/order",
            "/checkout/onepage/saveOrder",
            "/checkout",
            "/api/checkout/complete",
            "/api/carts/7/addresses?then=order",
            "/contact",
            "/contacts",
            "/api/customers",
            "/api/customer/addresses",
            "/newsletter/emails",
            "/api/checkout/7/confirm",
            "/api/checkout/7/submit",
            "/api/checkout/7/place-order",
            "/api/checkout/7/payments",
            "/graphql",
        ] {
            for method in [Method::Post, Method::Put, Method::Patch, Method::Delete] {
                assert!(!decided(method, path, true).is_allowed(), "{path}");
            }
        }
    }
}
