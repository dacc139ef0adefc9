//! Encrypted connections.

use std::net::IpAddr;

use url::{Host, Url};

use super::toolbox::{Sample, Tally};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, Unit};

/// The family.
pub static MEASURES: &[Measure] = &[Measure {
    id: "tls.page-share",
    unit: Unit::Share,
    what: Text {
        en: "How many pages come over an encrypted connection.",
        ko: "암호화된 연결(https)로 열리는 페이지의 비율입니다.",
    },
    how: Text {
        en: "Counts the pages whose final address is https; a wrong certificate would have kept us from reading them. \
             Makes no sense for a shop on this computer or in a private network. Whether the http address leads on to \
             https is not tried.",
        ko: "최종 주소가 https인 페이지를 셉니다. 인증서가 잘못되었다면 읽을 수 없었을 것입니다. 내 컴퓨터나 사설망에 있는 \
             쇼핑몰에는 해당하지 않습니다. http 주소가 https로 넘어가는지는 따로 확인하지 않습니다.",
    },
    pages: &[],
    run: page_share,
}];

fn page_share(input: &Input<'_>) -> Measured {
    let sample = Sample::with_shells(input);
    if sample.is_empty() {
        return sample.unknown();
    }
    let mut tally = Tally::default();
    for page in &sample.pages {
        let Ok(url) = Url::parse(&page.url) else { continue };
        if !is_private(&url) {
            tally.add(url.scheme() == "https", Evidence::page(&page.url));
        }
    }
    if tally.is_empty() {
        return Measured::not_applicable("private-host");
    }
    tally.share()
}

/// Whether only this computer or its own network reaches the host.
fn is_private(url: &Url) -> bool {
    let address = match url.host() {
        Some(Host::Domain(name)) => {
            return name == "localhost"
                || [".localhost", ".local", ".internal", ".test"]
                    .iter()
                    .any(|end| name.ends_with(end))
                || !name.contains('.');
        }
        Some(Host::Ipv4(address)) => IpAddr::V4(address),
        Some(Host::Ipv6(address)) => IpAddr::V6(address),
        None => return true,
    };
    match address {
        IpAddr::V4(address) => address.is_loopback() || address.is_private() || address.is_link_local(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, page, value_of};
    use crate::model::{PageKind, Value, WalkPage};

    fn at(url: &str) -> WalkPage {
        let mut page = page(PageKind::Home, "/");
        url.clone_into(&mut page.url);
        page
    }

    #[test]
    fn https_is_good_and_http_is_not() {
        assert_eq!(
            value_of("tls.page-share", vec![at("https://shop.example/")]),
            Value::Number(1.0)
        );
        let pages = vec![at("https://shop.example/"), at("http://shop.example/cart")];
        assert_eq!(value_of("tls.page-share", pages), Value::Number(0.5));
    }

    #[test]
    fn a_shop_on_this_computer_needs_none() {
        for url in [
            "http://127.0.0.1:8080/",
            "http://localhost/",
            "http://192.168.0.7/",
            "http://[::1]:80/",
        ] {
            assert_eq!(code_of("tls.page-share", vec![at(url)]), "n/a private-host", "{url}");
        }
    }
}
