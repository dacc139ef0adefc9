//! A page and its twin in an older charset give the same facts.

mod extract_support;

use encoding_rs::{EUC_KR, Encoding, GBK, SHIFT_JIS, WINDOWS_1252};
use extract_support::pages;
use touchpoint::extract::{Source, facts};
use touchpoint::model::PageFacts;
use url::Url;

/// The facts of a page, its charset aside.
fn facts_of(bytes: &[u8], headers: &[(String, String)]) -> (String, PageFacts) {
    let url = Url::parse("https://shop.example/page").expect("a URL");
    let mut facts = facts(&Source {
        headers,
        ..Source::new(bytes, Some(&url))
    });
    (std::mem::take(&mut facts.charset), facts)
}

/// The page's bytes in another charset; what the charset does not have becomes a character reference.
fn twin(page: &str, encoding: &'static Encoding) -> Vec<u8> {
    encoding.encode(page).0.into_owned()
}

fn content_type(charset: &str) -> Vec<(String, String)> {
    vec![("content-type".to_owned(), format!("text/html; charset={charset}"))]
}

const CHINESE: &str = "<!DOCTYPE html><html lang=\"zh\"><head><title>橡木椅子</title></head><body><h1>橡木椅子</h1><p>价格 ¥599.00</p><p>客服电话 010-65551234</p><p>传真 010-65551235</p><p>七天无理由退货，全场包邮。</p></body></html>";

const TWINS: &[(&str, &Encoding)] = &[
    (pages::KOREAN_PRODUCT, EUC_KR),
    (pages::JAPANESE_CART, SHIFT_JIS),
    (CHINESE, GBK),
    (pages::GERMAN_CONTACT, WINDOWS_1252),
    (pages::FRENCH_LIST, WINDOWS_1252),
    (pages::ENGLISH_CHECKOUT, WINDOWS_1252),
];

#[test]
fn a_twin_whose_header_names_its_charset_gives_the_same_facts() {
    for (page, encoding) in TWINS {
        let (_, original) = facts_of(page.as_bytes(), &content_type("utf-8"));
        let (charset, facts) = facts_of(&twin(page, encoding), &content_type(encoding.name()));
        assert_eq!(charset, encoding.name());
        assert_eq!(facts, original, "{charset}");
    }
}

#[test]
fn a_twin_that_declares_its_charset_gives_the_same_facts() {
    for (page, encoding) in TWINS {
        let declared = |charset: &str| page.replace("<head>", &format!("<head><meta charset=\"{charset}\">"));
        let (_, original) = facts_of(declared("utf-8").as_bytes(), &[]);
        let (charset, facts) = facts_of(&twin(&declared(encoding.name()), encoding), &[]);
        assert_eq!(charset, encoding.name());
        assert_eq!(facts, original, "{charset}");
    }
}

/// The name may be a neighbour's that has the same letters at the same places.
#[test]
fn a_twin_that_says_nothing_gives_the_same_facts() {
    for (page, encoding) in TWINS {
        let (_, original) = facts_of(page.as_bytes(), &[]);
        let (charset, facts) = facts_of(&twin(page, encoding), &[]);
        assert_eq!(facts, original, "{charset}");
    }
}

#[test]
fn a_twin_under_another_name_of_its_charset_gives_the_same_facts() {
    let (_, original) = facts_of(pages::KOREAN_PRODUCT.as_bytes(), &content_type("utf-8"));
    let bytes = twin(pages::KOREAN_PRODUCT, EUC_KR);
    for name in ["cp949", "ks_c_5601-1987", "MS949", "windows-949"] {
        assert_eq!(
            facts_of(&bytes, &content_type(name)),
            ("EUC-KR".to_owned(), original.clone()),
            "{name}"
        );
    }
}
