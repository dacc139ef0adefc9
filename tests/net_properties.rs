//! Whatever comes from outside, the client's parsers answer and never panic.

use encoding_rs::{EUC_KR, GBK, SHIFT_JIS};
use proptest::prelude::*;
use touchpoint::net::robots::Robots;
use touchpoint::net::sitemap::{Sitemap, SitemapLimits};
use touchpoint::net::{StartUrl, decode};
use url::Url;

fn own() -> Url {
    Url::parse("https://shop.kr/").expect("a URL")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_declared_page_and_its_twin_read_the_same(body in "[가-힣 a-z0-9,.]{0,400}") {
        let html = format!("<html><head><meta charset=euc-kr></head><body>{body}</body></html>");
        let (bytes, _, _) = EUC_KR.encode(&html);
        prop_assert_eq!(decode(&bytes, None).text, html.clone());
        prop_assert_eq!(decode(html.as_bytes(), Some("text/html; charset=utf-8")).text, html);
    }

    #[test]
    fn declared_japanese_and_chinese_too(body in "[ぁ-んァ-ヶ]{0,200}", chinese in "[一-丽]{0,200}") {
        let html = format!("<meta charset=shift_jis><p>{body}</p>");
        prop_assert_eq!(decode(&SHIFT_JIS.encode(&html).0, None).text, html);
        let html = format!("<meta charset=gb2312><p>{chinese}</p>");
        prop_assert_eq!(decode(&GBK.encode(&html).0, None).text, html);
    }

    #[test]
    fn any_bytes_become_text(bytes in prop::collection::vec(any::<u8>(), 0..2000), content_type in ".{0,40}") {
        let _ = decode(&bytes, Some(&content_type)).text.len();
        let _ = decode(&bytes, Some("text/html; charset=euc-kr")).text.len();
    }

    #[test]
    fn utf8_is_never_taken_for_something_else(text in "\\PC{0,300}") {
        prop_assert_eq!(decode(text.trim_start_matches('\u{feff}').as_bytes(), None).text, text.trim_start_matches('\u{feff}'));
    }

    #[test]
    fn any_robots_txt_gives_a_decision(file in prop::collection::vec(any::<u8>(), 0..500), rule in "[g/*$%.]{0,12}", path in "/[g/%.]{0,12}") {
        let _ = Robots::parse(&file, 200).allowed(&path);
        let forbidding = Robots::parse(format!("user-agent: *\ndisallow: {rule}").as_bytes(), 200);
        let regex = regex::Regex::new(&format!("^{}", regex::escape(rule.strip_suffix('$').unwrap_or(&rule)).replace(r"\*", ".*")
            + if rule.ends_with('$') { "$" } else { "" })).expect("a pattern");
        prop_assert_eq!(forbidding.allowed(&path), rule.is_empty() || !regex.is_match(&path), "{} {}", rule, path);
    }

    #[test]
    fn any_sitemap_gives_pages_of_the_own_site_only(file in prop::collection::vec(any::<u8>(), 0..500), location in "\\PC{0,60}") {
        let _ = Sitemap::parse(&file, &own(), SitemapLimits::default());
        let xml = format!("<urlset><url><loc>{location}</loc></url></urlset>");
        for url in Sitemap::parse(xml.as_bytes(), &own(), SitemapLimits::default()).pages {
            prop_assert!(url.as_str().contains("shop.kr"));
        }
    }

    #[test]
    fn whatever_is_typed_is_a_web_url_or_one_clear_line(typed in "\\PC{0,60}") {
        match StartUrl::parse(&typed) {
            Ok(start) => prop_assert!(start.candidates.iter().all(|url| matches!(url.scheme(), "http" | "https"))),
            Err(error) => prop_assert_eq!(error.to_string().lines().count(), 1),
        }
    }
}
