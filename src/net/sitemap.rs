//! Sitemaps as hints for the crawl. A broken one is no hint; it never fails the audit.

use std::collections::{BTreeSet, VecDeque};
use std::io::Read as _;

use flate2::read::MultiGzDecoder;
use quick_xml::Reader;
use quick_xml::events::Event;
use url::Url;

use super::fetch::Fetcher;
use super::request::{Purpose, Request};
use super::site::same_site;

/// How much of a shop's sitemaps is read.
#[derive(Debug, Clone, Copy)]
pub struct SitemapLimits {
    /// Sitemap files, indexes counted.
    pub files: usize,
    /// Page URLs in all.
    pub urls: usize,
    /// Bytes of one file, unpacked. The protocol allows 50 MB.
    pub bytes: u64,
}

impl Default for SitemapLimits {
    fn default() -> Self {
        Self {
            files: 10,
            urls: 10_000,
            bytes: 50 * 1024 * 1024,
        }
    }
}

/// What one sitemap file names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sitemap {
    /// Pages, in the file's order.
    pub pages: Vec<Url>,
    /// Further sitemaps.
    pub sitemaps: Vec<Url>,
}

/// What a shop's sitemaps name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SitemapHints {
    /// Pages of the shop's own site, without doubles, in the order of the files.
    pub pages: Vec<Url>,
    /// Sitemaps that could not be fetched, with the reason.
    pub failed: Vec<(Url, String)>,
    /// Whether a limit cut the list.
    pub truncated: bool,
}

impl Sitemap {
    /// Reads a sitemap, an index, or a plain list of URLs, gzipped or not. Keeps only URLs of `own`'s site.
    pub fn parse(bytes: &[u8], own: &Url, limits: SitemapLimits) -> Self {
        let mut unpacked = Vec::new();
        let bytes = if bytes.starts_with(&[0x1F, 0x8B]) {
            // A broken end leaves what came before it.
            let _ = MultiGzDecoder::new(bytes).take(limits.bytes).read_to_end(&mut unpacked);
            unpacked.as_slice()
        } else {
            bytes
        };
        let text = super::charset::decode(bytes, None).text;
        let mut found = if text.trim_start().starts_with('<') {
            from_xml(&text, limits)
        } else {
            from_lines(&text, limits)
        };
        found.pages.retain(|url| same_site(url, own));
        found.sitemaps.retain(|url| same_site(url, own));
        found
    }
}

fn from_lines(text: &str, limits: SitemapLimits) -> Sitemap {
    let pages = text
        .lines()
        .filter_map(|line| web_url(line.trim()))
        .take(limits.urls)
        .collect();
    Sitemap {
        pages,
        sitemaps: Vec::new(),
    }
}

fn from_xml(text: &str, limits: SitemapLimits) -> Sitemap {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut found = Sitemap::default();
    let mut parents: Vec<Vec<u8>> = Vec::new();
    let mut location = String::new();
    while found.pages.len() < limits.urls && found.sitemaps.len() < limits.urls {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                parents.push(tag.name().as_ref().to_vec());
                location.clear();
            }
            Ok(Event::Text(text)) => location.push_str(&text.decode().unwrap_or_default()),
            Ok(Event::CData(text)) => location.push_str(&text.decode().unwrap_or_default()),
            Ok(Event::GeneralRef(name)) => match &name[..] {
                b"amp" => location.push('&'),
                b"lt" => location.push('<'),
                b"gt" => location.push('>'),
                b"quot" => location.push('"'),
                b"apos" => location.push('\''),
                _ => location.extend(name.resolve_char_ref().ok().flatten()),
            },
            Ok(Event::End(_)) => {
                let name = parents.pop().unwrap_or_default();
                // `image:loc` and the like name pictures; only the protocol's own `loc` names pages.
                if name == b"loc" {
                    let url = web_url(location.trim());
                    match parents.last().map(Vec::as_slice) {
                        Some(b"url") => found.pages.extend(url),
                        Some(b"sitemap") => found.sitemaps.extend(url),
                        _ => {}
                    }
                }
                location.clear();
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
        if parents.len() > 64 {
            break;
        }
    }
    found
}

fn web_url(text: &str) -> Option<Url> {
    let mut url = Url::parse(text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))?;
    url.set_fragment(None);
    Some(url)
}

/// Fetches the sitemaps that robots.txt names, or `/sitemap.xml`, and those that they name in turn.
pub async fn collect(fetcher: &Fetcher, shop: &Url, limits: SitemapLimits) -> SitemapHints {
    let named = fetcher.robots(shop).await.map(|robots| robots.sitemaps().to_vec());
    let mut waiting: VecDeque<Url> = named.unwrap_or_default().into();
    waiting.retain(|url| same_site(url, shop));
    if waiting.is_empty() {
        waiting.extend(shop.join("/sitemap.xml").ok());
    }
    let mut hints = SitemapHints::default();
    let mut seen_files = BTreeSet::new();
    let mut seen_pages = BTreeSet::new();
    while let Some(url) = waiting.pop_front() {
        if !seen_files.insert(url.clone()) {
            continue;
        }
        if seen_files.len() > limits.files {
            hints.truncated = true;
            break;
        }
        let sitemap = match fetcher.fetch(Request::get(url.clone(), Purpose::Sitemap)).await {
            Ok(response) if response.status == 200 => {
                hints.truncated |= response.truncated;
                Sitemap::parse(&response.body, shop, limits)
            }
            Ok(response) => {
                hints.failed.push((url, format!("HTTP {}", response.status)));
                continue;
            }
            Err(error) => {
                hints.failed.push((url, error.to_string()));
                continue;
            }
        };
        waiting.extend(sitemap.sitemaps);
        for page in sitemap.pages {
            if hints.pages.len() >= limits.urls {
                hints.truncated = true;
                return hints;
            }
            if seen_pages.insert(page.clone()) {
                hints.pages.push(page);
            }
        }
    }
    hints
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    const OWN: &str = "https://shop.kr/";

    fn parse(bytes: &[u8]) -> Sitemap {
        Sitemap::parse(bytes, &Url::parse(OWN).expect("a URL"), SitemapLimits::default())
    }

    fn texts(urls: &[Url]) -> Vec<&str> {
        urls.iter().map(Url::as_str).collect()
    }

    const URLSET: &str = "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:image='x'>\
        <url><loc> https://shop.kr/product?id=1&amp;c=2 </loc><image:image><image:loc>https://shop.kr/a.jpg</image:loc></image:image></url>\
        <url><loc><![CDATA[https://www.shop.kr/양말]]></loc></url><url><loc>https://other.kr/x</loc></url>\
        <url><loc>javascript:alert(1)</loc></url></urlset>";

    #[test]
    fn pages_of_the_own_site_are_listed() {
        let found = parse(URLSET.as_bytes());
        assert_eq!(
            texts(&found.pages),
            [
                "https://shop.kr/product?id=1&c=2",
                "https://www.shop.kr/%EC%96%91%EB%A7%90"
            ]
        );
        assert!(found.sitemaps.is_empty());
    }

    #[test]
    fn an_index_names_sitemaps() {
        let found = parse(b"<sitemapindex><sitemap><loc>https://shop.kr/s1.xml.gz</loc></sitemap></sitemapindex>");
        assert_eq!(texts(&found.sitemaps), ["https://shop.kr/s1.xml.gz"]);
        assert!(found.pages.is_empty());
    }

    #[test]
    fn gzip_in_several_members_and_plain_lists_are_read() {
        let mut packed = Vec::new();
        for part in [&URLSET[..100], &URLSET[100..]] {
            let mut member = flate2::write::GzEncoder::new(&mut packed, flate2::Compression::fast());
            member.write_all(part.as_bytes()).expect("memory");
            member.finish().expect("memory");
        }
        assert_eq!(parse(&packed).pages.len(), 2);
        assert_eq!(
            texts(&parse(b"https://shop.kr/a\r\nhttps://shop.kr/b\n").pages),
            ["https://shop.kr/a", "https://shop.kr/b"]
        );
    }

    #[test]
    fn a_bomb_and_garbage_end_at_the_limits() {
        let limits = SitemapLimits {
            bytes: 10_000,
            urls: 3,
            ..SitemapLimits::default()
        };
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(&vec![b'<'; 5_000_000]).expect("memory");
        let own = Url::parse(OWN).expect("a URL");
        assert_eq!(
            Sitemap::parse(&packer.finish().expect("memory"), &own, limits),
            Sitemap::default()
        );
        assert_eq!(
            Sitemap::parse(b"<html><title>Not found</title>", &own, limits),
            Sitemap::default()
        );
        let many = format!(
            "<urlset>{}</urlset>",
            "<url><loc>https://shop.kr/a</loc></url>".repeat(50)
        );
        assert_eq!(Sitemap::parse(many.as_bytes(), &own, limits).pages.len(), 3);
    }
}
