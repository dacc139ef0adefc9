//! Which hosts are the shop.

use url::{Host, Url};

use crate::lexicon::Platforms;

/// The shop's own site: everything under its registrable domain; the one host where many shops share a domain
/// (`x.cafe24.com`), or where there is no registrable domain (an address, `localhost`).
#[derive(Debug, Clone)]
pub struct ShopScope {
    start: Url,
    /// Registrable domain, where hosts under it are the shop too.
    domain: Option<String>,
}

impl ShopScope {
    /// The scope of the shop that the walk starts at.
    pub fn new(start: Url) -> ShopScope {
        let domain = match start.host() {
            Some(Host::Domain(host)) if !Platforms::builtin().hosts_shops(host) => registrable(host),
            _ => None,
        };
        ShopScope { start, domain }
    }

    /// Where the walk starts.
    pub fn start(&self) -> &Url {
        &self.start
    }

    /// Whether a URL is the shop's own. Ports must be the scheme's usual ones or the start's.
    pub fn contains(&self, url: &Url) -> bool {
        let usual_port = url.port().is_none() && self.start.port().is_none();
        if !usual_port && url.port_or_known_default() != self.start.port_or_known_default() {
            return false;
        }
        match (url.host(), self.start.host()) {
            (Some(Host::Domain(host)), Some(Host::Domain(start))) => {
                same_name(host, start) || self.domain.is_some() && registrable(host) == self.domain
            }
            (host, start) => host.is_some() && host == start,
        }
    }
}

fn same_name(one: &str, other: &str) -> bool {
    one.trim_end_matches('.')
        .eq_ignore_ascii_case(other.trim_end_matches('.'))
}

/// The registrable domain by a known public suffix; `None` for `localhost` and internal names.
fn registrable(host: &str) -> Option<String> {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let domain = psl::domain(host.as_bytes())?;
    let known = domain.suffix().is_known();
    known.then(|| String::from_utf8_lossy(domain.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contains(start: &str, url: &str) -> bool {
        let parse = |text| Url::parse(text).expect("a URL");
        ShopScope::new(parse(start)).contains(&parse(url))
    }

    #[test]
    fn hosts_under_the_registrable_domain_are_the_shop() {
        assert!(contains("https://www.shop.co.kr/", "https://order.shop.co.kr/form"));
        assert!(contains("http://shop.example.com/", "https://shop.example.com/"));
        assert!(!contains("https://shop.co.kr/", "https://other.co.kr/"));
        assert!(!contains("https://shop.com/", "https://shop.com.evil.net/"));
        assert!(!contains("https://shop.com/", "https://evilshop.com/"));
    }

    #[test]
    fn on_a_shared_domain_only_the_host_is_the_shop() {
        assert!(contains("https://mine.cafe24.com/", "https://mine.cafe24.com/order"));
        assert!(!contains("https://mine.cafe24.com/", "https://other.cafe24.com/"));
        assert!(!contains("https://mine.imweb.me/", "https://imweb.me/"));
    }

    #[test]
    fn an_address_is_the_shop_only_with_its_port() {
        assert!(contains("http://127.0.0.1:8000/", "http://127.0.0.1:8000/cart"));
        assert!(!contains("http://127.0.0.1:8000/", "http://127.0.0.1:9000/"));
        assert!(!contains("http://localhost:8000/", "http://127.0.0.1:8000/"));
        assert!(!contains("https://shop.com/", "https://shop.com:8443/"));
    }
}
