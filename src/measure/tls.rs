//! Encrypted connections.

use std::net::IpAddr;

use url::{Host, Url};

use super::toolbox::{Sample, Tally, clip, count, number};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Measured, Unit};

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
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
    },
    Measure {
        id: "tls.insecure-form-pages",
        unit: Unit::Count,
        what: Text {
            en: "How many secure pages have a form that is sent without encryption.",
            ko: "보안 페이지인데 양식은 암호화 없이 보내는 페이지의 수입니다.",
        },
        how: Text {
            en: "Counts https pages with a visible form whose address begins with http:. Browsers warn of it at the \
                 moment of sending. Makes no sense where no page comes over https.",
            ko: "https 페이지에서 주소가 http:로 시작하는 보이는 양식을 찾습니다. 보내는 순간 브라우저가 경고합니다. https 페이지가 없으면 해당 없음입니다.",
        },
        pages: &[],
        run: insecure_form_pages,
    },
];

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

fn insecure_form_pages(input: &Input<'_>) -> Measured {
    let sample = Sample::with_shells(input);
    if sample.is_empty() {
        return sample.unknown();
    }
    let secure: Vec<_> = sample
        .pages
        .iter()
        .filter(|page| page.url.starts_with("https:"))
        .collect();
    if secure.is_empty() {
        return Measured::not_applicable("no-secure-page");
    }
    let leaks: Vec<Evidence> = secure
        .iter()
        .filter_map(|page| {
            let form = page.facts.forms.iter().find(|form| {
                form.visible && form.action.as_deref().is_some_and(|action| action.starts_with("http:"))
            })?;
            Some(Evidence {
                selector: form.selector.clone(),
                quote: clip(form.action.as_deref().unwrap_or_default()),
                ..Evidence::page(&page.url)
            })
        })
        .collect();
    let found = leaks.len();
    let evidence = if leaks.is_empty() {
        secure.iter().map(|page| Evidence::page(&page.url)).collect()
    } else {
        leaks
    };
    number(count(found), evidence, secure.len(), found)
}

#[cfg(test)]
mod tests {
    use super::super::toolbox::testing::{code_of, form, page, value_of};
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

    #[test]
    fn a_form_that_leaves_the_secure_connection_is_counted() {
        let mut leaking = at("https://shop.example/contact");
        let mut sent = form(crate::model::FormPurpose::Contact, Vec::new());
        sent.action = Some("http://shop.example/send".to_owned());
        leaking.facts.forms.push(sent);
        let pages = vec![at("https://shop.example/"), leaking];
        assert_eq!(value_of("tls.insecure-form-pages", pages), Value::Number(1.0));
        assert_eq!(
            code_of("tls.insecure-form-pages", vec![at("http://shop.example/")]),
            "n/a no-secure-page"
        );
    }
}
