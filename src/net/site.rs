//! Which hosts are one shop.

use std::net::IpAddr;

use url::{Host, Url};

/// Shop builders that give each shop a host name below theirs and are not in the public suffix list.
/// Below these the label in front is the shop.
const BUILDER_DOMAINS: [&str; 5] = [
    "cafe24.com",
    "mycafe24.com",
    "imweb.me",
    "godomall.com",
    "bigcartel.com",
];

/// The site of a URL as a key: the registrable domain (`shop.co.kr` for `www.shop.co.kr`), or the host with
/// its port where there is none (an IP address, `localhost`, an internal name).
pub fn site_of(url: &Url) -> String {
    match url.host() {
        Some(Host::Domain(domain)) => registrable_domain(domain).unwrap_or_else(|| host_and_port(url)),
        _ => host_and_port(url),
    }
}

/// Whether two URLs belong to the same shop, whatever their scheme.
pub fn same_site(one: &Url, other: &Url) -> bool {
    site_of(one) == site_of(other)
}

/// The registrable domain by the public suffix list, or `None` for a public suffix itself and for names
/// whose last label is in no list (`localhost`, `shop.internal`).
pub fn registrable_domain(domain: &str) -> Option<String> {
    let domain = domain.trim_end_matches('.').to_ascii_lowercase();
    if domain.parse::<IpAddr>().is_ok() {
        return None;
    }
    for builder in BUILDER_DOMAINS {
        if let Some(front) = domain.strip_suffix(builder).and_then(|front| front.strip_suffix('.')) {
            let label = front.rsplit('.').next().unwrap_or(front);
            return Some(format!("{label}.{builder}"));
        }
    }
    // The list's implicit rule `*` calls every last label a suffix; such a one is not known.
    if !psl::suffix(domain.as_bytes()).is_some_and(|suffix| suffix.is_known()) {
        return None;
    }
    psl::domain_str(&domain).map(str::to_owned)
}

/// Host and port as one text: `shop.example`, `127.0.0.1:8080`. The default ports 80 and 443 are left out, so
/// that http and https of one host are the same.
pub fn host_and_port(url: &Url) -> String {
    let host = url
        .host_str()
        .unwrap_or_default()
        .trim_end_matches('.')
        .to_ascii_lowercase();
    match url.port_or_known_default() {
        None | Some(80 | 443) => host,
        Some(port) => format!("{host}:{port}"),
    }
}

/// Whether the URL's host is `shop`'s own: the same host and port; a leading `www.` makes no difference.
/// Secrets of a staging shop go to this host only.
pub fn same_host(shop: &Url, url: &Url) -> bool {
    let (shop, other) = (host_and_port(shop), host_and_port(url));
    shop.strip_prefix("www.").unwrap_or(&shop) == other.strip_prefix("www.").unwrap_or(&other)
}

/// The address without the values of tokens and sessions, which belong to nobody's report.
pub(crate) fn public_url(url: &Url) -> String {
    const SECRET: &[&str] = &["token", "csrf", "key", "session", "sid", "hash", "nonce", "sig"];
    if url.query().is_none() {
        return url.to_string();
    }
    let mut public = url.clone();
    let pairs: Vec<(String, String)> = url
        .query_pairs()
        .map(|(name, value)| {
            let secret = SECRET.iter().any(|word| name.to_ascii_lowercase().contains(word));
            (
                name.into_owned(),
                if secret { "…".to_owned() } else { value.into_owned() },
            )
        })
        .collect();
    public.query_pairs_mut().clear().extend_pairs(&pairs);
    public.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(url: &str) -> String {
        site_of(&Url::parse(url).expect("a URL"))
    }

    #[test]
    fn the_registrable_domain_is_the_site() {
        assert_eq!(site("https://www.Shop.co.kr/a"), "shop.co.kr");
        assert_eq!(site("http://m.shop.co.kr:8080/"), "shop.co.kr");
        assert_eq!(site("https://example.com."), "example.com");
        assert_eq!(site("https://www.가게.한국/"), "xn--o39akk.xn--3e0b707e");
        assert_eq!(site("https://one.myshopify.com"), "one.myshopify.com");
    }

    #[test]
    fn a_builders_shop_is_its_own_site() {
        assert_eq!(site("https://m.hanok.cafe24.com"), "hanok.cafe24.com");
        assert_ne!(site("https://hanok.imweb.me"), site("https://other.imweb.me"));
    }

    #[test]
    fn addresses_and_internal_names_keep_their_port() {
        assert_eq!(site("http://127.0.0.1:8001/"), "127.0.0.1:8001");
        assert_eq!(site("http://0x7f000001:8001/"), "127.0.0.1:8001");
        assert_eq!(site("https://[::1]/"), "[::1]");
        assert_eq!(site("http://localhost:3000"), "localhost:3000");
        assert_eq!(site("http://staging.shop.internal"), "staging.shop.internal");
    }

    #[test]
    fn own_host_ignores_www_but_not_other_subdomains() {
        let url = |text: &str| Url::parse(text).expect("a URL");
        assert!(same_host(&url("http://shop.kr"), &url("https://www.shop.kr/x")));
        assert!(!same_host(&url("http://shop.kr"), &url("https://cdn.shop.kr/x")));
        assert!(!same_host(&url("http://10.0.0.1:80"), &url("http://10.0.0.1:8080")));
    }
}
