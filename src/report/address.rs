//! Addresses in reports: as a reader can read them, and as links that can only lead to a web page.

use url::Url;

use super::clean;

/// Longest address shown; the link itself is whole.
const MAX_SHOWN: usize = 160;

/// The address as a link's target: only http and https, without user name and password. None for everything else
/// (`javascript:`, `data:` …), which is then shown as text.
pub(super) fn link(address: &str) -> Option<String> {
    let mut url = Url::parse(address).ok()?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return None;
    }
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    Some(url.into())
}

/// The address as text: percent-encoded letters such as Hangul are written out, long ones are cut.
pub(super) fn shown(address: &str) -> String {
    let text = clean(&decoded(address));
    if text.chars().count() <= MAX_SHOWN {
        return text;
    }
    let mut cut: String = text.chars().take(MAX_SHOWN - 1).collect();
    cut.push('…');
    cut
}

/// The address without the shop's own host, as a reader of that shop's report knows it: `/cart`.
pub(super) fn within(address: &str, shop: &str) -> String {
    let (Ok(url), Ok(shop_url)) = (Url::parse(address), Url::parse(shop)) else {
        return shown(address);
    };
    if url.origin() != shop_url.origin() || !matches!(url.scheme(), "http" | "https") {
        return shown(address);
    }
    shown(
        url.as_str()
            .get(url.origin().ascii_serialization().len()..)
            .unwrap_or(address),
    )
}

/// Writes out percent-encoded characters outside ASCII; what is not UTF-8 and what is ASCII stays encoded.
fn decoded(address: &str) -> String {
    let mut text = String::with_capacity(address.len());
    let mut rest = address;
    while let Some(start) = rest.find('%') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let bytes = encoded_bytes(rest);
        let valid = match std::str::from_utf8(&bytes) {
            Ok(all) => all,
            Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
        };
        // A lone percent sign, or one before something that is no UTF-8, stays as it is.
        if valid.is_empty() {
            text.push('%');
            rest = &rest[1..];
        } else {
            text.push_str(valid);
            rest = &rest[valid.len() * 3..];
        }
    }
    text.push_str(rest);
    text
}

/// The bytes over 127 of the percent-encoded run that the text begins with.
fn encoded_bytes(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks_exact(3)
        .map_while(|chunk| {
            let digits = std::str::from_utf8(chunk).ok()?.strip_prefix('%')?;
            let byte = u8::from_str_radix(digits, 16).ok()?;
            (byte > 127 && digits.as_bytes()[0] != b'+').then_some(byte)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_pages_are_links() {
        assert_eq!(link("https://shop.kr/a?b=1").as_deref(), Some("https://shop.kr/a?b=1"));
        assert_eq!(
            link("https://user:secret@shop.kr/").as_deref(),
            Some("https://shop.kr/")
        );
        for address in [
            "javascript:alert(1)",
            " JavaScript:alert(1)",
            "data:text/html,x",
            "/cart",
            "mailto:a@b.kr",
        ] {
            assert_eq!(link(address), None, "{address}");
        }
    }

    #[test]
    fn hangul_is_readable_and_escapes_of_ascii_stay() {
        assert_eq!(
            shown("https://shop.kr/%EC%A1%B0%EB%AA%85/24/"),
            "https://shop.kr/조명/24/"
        );
        assert_eq!(shown("https://shop.kr/?a=%2F%26"), "https://shop.kr/?a=%2F%26");
        assert_eq!(shown("100%"), "100%");
        assert_eq!(shown("%EC%A1"), "%EC%A1");
        assert_eq!(shown("%ED%A0x%+f"), "%ED%A0x%+f");
    }

    #[test]
    fn an_encoded_direction_mark_does_not_come_through() {
        assert_eq!(shown("https://shop.kr/%E2%80%AEgnp"), "https://shop.kr/gnp");
    }

    #[test]
    fn the_shops_own_host_is_left_out() {
        assert_eq!(within("https://shop.kr/cart?x=1", "https://shop.kr/"), "/cart?x=1");
        assert_eq!(within("https://shop.kr/", "https://shop.kr/"), "/");
        assert_eq!(within("https://pay.kr/cart", "https://shop.kr/"), "https://pay.kr/cart");
    }
}
