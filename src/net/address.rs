//! Private addresses: a page must not steer the audit to the user's own network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::error::FetchError;
use super::site::{host_and_port, registrable_domain, same_host};

/// Whether the address is one that any host of the internet can have, by the IANA special-purpose registries.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(a == 0
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast()
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b == 18 || b == 19)))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let low = Ipv4Addr::from((u32::from(segments[6]) << 16) | u32::from(segments[7]));
    match segments {
        // IPv4-mapped, IPv4-compatible (with `::` and `::1`), and NAT64: what counts is the IPv4 address.
        [0, 0, 0, 0, 0, 0xffff, ..] | [0, 0, 0, 0, 0, 0, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => is_public_v4(low),
        // 6to4 carries the IPv4 address behind the prefix.
        [0x2002, high, middle, ..] => is_public_v4(Ipv4Addr::from((u32::from(high) << 16) | u32::from(middle))),
        // 2001::/23 is special purpose, 2001:db8::/32 documentation.
        [0x2001, second, ..] => second >= 0x200 && second != 0xdb8,
        // Only 2000::/3 is in public use.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

/// Which private addresses this audit may reach.
#[derive(Debug, Clone, Default)]
pub(crate) struct PrivateRule {
    /// The shop's URL, where its host is evidently not public: an address, `localhost`, an internal name.
    named: Option<Url>,
    /// The user allows private addresses for every host of the shop.
    allow_all: bool,
}

impl PrivateRule {
    /// A shop that the user names by a private address or by a name outside the public suffix list may be
    /// private. A public name that leads to a private address may not, unless the user says so.
    pub(crate) fn new(shop: Option<&Url>, allow_all: bool) -> Self {
        let named = shop.filter(|url| match url.host() {
            Some(Host::Domain(domain)) => registrable_domain(domain).is_none(),
            _ => true,
        });
        Self {
            named: named.cloned(),
            allow_all,
        }
    }

    fn permits_host(&self, url: &Url) -> bool {
        self.allow_all || self.named.as_ref().is_some_and(|shop| same_host(shop, url))
    }

    /// The connector asks for names only, without a port; the port was checked with the URL.
    fn permits_name(&self, name: &str) -> bool {
        let own = |shop: &Url| shop.host_str().is_some_and(|host| plain(host) == plain(name));
        self.allow_all || self.named.as_ref().is_some_and(own)
    }

    /// Refuses a URL whose host is a private address, or a loopback name, that the user did not name. The URL
    /// type has brought forms like `0x7f000001` or `127.1` into the usual one.
    pub(crate) fn check(&self, url: &Url) -> Result<(), FetchError> {
        let private = match url.host() {
            Some(Host::Ipv4(address)) => !is_public_v4(address),
            Some(Host::Ipv6(address)) => !is_public_v6(address),
            Some(Host::Domain(domain)) => {
                let name = plain(domain);
                // An internal name on another port than the shop's is another service of the same machine.
                name == "localhost"
                    || name.ends_with(".localhost")
                    || self
                        .named
                        .as_ref()
                        .is_some_and(|shop| shop.host_str().is_some_and(|host| plain(host) == name))
            }
            None => false,
        };
        if private && !self.permits_host(url) {
            return Err(FetchError::PrivateAddress {
                host: host_and_port(url),
            });
        }
        Ok(())
    }
}

fn plain(host: &str) -> String {
    host.trim_end_matches('.').to_ascii_lowercase()
}

/// The name has no address.
#[derive(Debug, thiserror::Error)]
#[error("no such host")]
pub(crate) struct NoSuchHost;

/// The name has private addresses only.
#[derive(Debug, thiserror::Error)]
#[error("private address")]
pub(crate) struct PrivateHost;

/// The system's resolver, with private addresses taken out of its answers.
#[derive(Debug, Clone)]
pub(crate) struct GuardedResolver(pub(crate) Arc<PrivateRule>);

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let rule = Arc::clone(&self.0);
        Box::pin(async move {
            let found: Vec<SocketAddr> = match tokio::net::lookup_host((name.as_str(), 0)).await {
                Ok(addresses) => addresses.collect(),
                Err(_) => return Err(NoSuchHost.into()),
            };
            if found.is_empty() {
                return Err(NoSuchHost.into());
            }
            let allowed: Vec<SocketAddr> = if rule.permits_name(name.as_str()) {
                found
            } else {
                found.into_iter().filter(|address| is_public(address.ip())).collect()
            };
            if allowed.is_empty() {
                return Err(PrivateHost.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("a URL")
    }

    #[test]
    fn special_addresses_are_not_public() {
        for text in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.2",
            "169.254.169.254",
            "172.16.0.1",
            "192.168.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "fc00::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
        ] {
            assert!(!is_public(text.parse().expect("an address")), "{text}");
        }
        for text in [
            "1.1.1.1",
            "172.32.0.1",
            "2606:4700::1111",
            "::ffff:1.1.1.1",
            "64:ff9b::101:101",
        ] {
            assert!(is_public(text.parse().expect("an address")), "{text}");
        }
    }

    #[test]
    fn odd_spellings_of_loopback_are_refused() {
        let rule = PrivateRule::new(Some(&url("https://shop.example.com")), false);
        for text in [
            "http://0x7f000001/",
            "http://127.1/",
            "http://2130706433/",
            "http://[::ffff:7f00:1]/",
            "http://localhost./",
        ] {
            assert!(
                matches!(rule.check(&url(text)), Err(FetchError::PrivateAddress { .. })),
                "{text}"
            );
        }
        assert_eq!(rule.check(&url("https://cdn.example.net/")), Ok(()));
    }

    #[test]
    fn only_the_named_private_host_and_port_are_open() {
        let rule = PrivateRule::new(Some(&url("http://127.0.0.1:8080/")), false);
        assert_eq!(rule.check(&url("http://127.0.0.1:8080/cart")), Ok(()));
        assert!(rule.check(&url("http://127.0.0.1:22/")).is_err());
        assert!(rule.check(&url("http://127.0.0.2:8080/")).is_err());
        let internal = PrivateRule::new(Some(&url("http://shop.internal/")), false);
        assert_eq!(internal.check(&url("https://shop.internal/")), Ok(()));
        assert!(internal.check(&url("http://shop.internal:9200/")).is_err());
    }

    #[tokio::test]
    async fn a_name_with_private_addresses_only_is_refused() {
        let name = || "localhost".parse::<Name>().expect("a name");
        let closed = GuardedResolver(Arc::new(PrivateRule::default()));
        assert!(
            closed
                .resolve(name())
                .await
                .is_err_and(|error| error.is::<PrivateHost>())
        );
        let named = PrivateRule::new(Some(&url("http://localhost:3000/")), false);
        assert!(GuardedResolver(Arc::new(named)).resolve(name()).await.is_ok());
    }
}
