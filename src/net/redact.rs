//! Takes secrets and the test customer's data out of what is saved.

use aho_corasick::{AhoCorasick, MatchKind};
use encoding_rs::{EUC_KR, GBK, SHIFT_JIS, UTF_8, WINDOWS_1252};

/// What stands where a secret was. It is the same text in every encoding of a URL, a form or a page.
pub(crate) const REDACTED: &str = "redacted";

/// Bytes of UTF-8; shorter texts would be found all over a page. Two Hangul syllables are a name and long enough.
const SHORTEST: usize = 4;

/// Replaces each secret, in the ways in which it can be written in a URL, a form, JSON and HTML.
#[derive(Debug, Default)]
pub(crate) struct Redactor(Option<AhoCorasick>);

impl Redactor {
    pub(crate) fn new(secrets: &[String]) -> Self {
        let mut patterns: Vec<Vec<u8>> = Vec::new();
        for secret in secrets.iter().filter(|secret| secret.len() >= SHORTEST) {
            for encoding in [UTF_8, EUC_KR, SHIFT_JIS, GBK, WINDOWS_1252] {
                let (bytes, _, unmappable) = encoding.encode(secret);
                if unmappable {
                    continue;
                }
                let form: String = url::form_urlencoded::byte_serialize(&bytes).collect();
                patterns.push(form.replace('+', "%20").into_bytes());
                patterns.push(form.to_lowercase().into_bytes());
                patterns.push(form.into_bytes());
                patterns.push(bytes.into_owned());
            }
            let json = serde_json::Value::from(secret.as_str()).to_string();
            patterns.push(json.trim_matches('"').as_bytes().to_vec());
            patterns.push(secret.replace('&', "&amp;").replace('<', "&lt;").into_bytes());
        }
        patterns.sort();
        patterns.dedup();
        if patterns.is_empty() {
            return Self(None);
        }
        Self(
            AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(patterns)
                .ok(),
        )
    }

    pub(crate) fn bytes(&self, bytes: &[u8]) -> Vec<u8> {
        let Some(finder) = &self.0 else { return bytes.to_vec() };
        let mut out = Vec::with_capacity(bytes.len());
        finder.replace_all_with_bytes(bytes, &mut out, |_, _, out| {
            out.extend_from_slice(REDACTED.as_bytes());
            true
        });
        out
    }

    pub(crate) fn text(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.bytes(text.as_bytes())).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_goes_in_every_form_it_can_take() {
        let redactor = Redactor::new(&["홍길동".into(), "a+b@shop.kr".into(), "홍길동 고객".into(), "1".into()]);
        assert_eq!(redactor.text("a=a%2Bb%40shop.kr&b=1"), "a=redacted&b=1");
        assert_eq!(
            redactor.text("<b>홍길동 고객</b> a+b@shop.kr"),
            "<b>redacted</b> redacted"
        );
        assert_eq!(
            redactor.text("q=%ED%99%8D%EA%B8%B8%EB%8F%99+%EA%B3%A0%EA%B0%9D"),
            "q=redacted"
        );
        let euc_kr = EUC_KR.encode("홍길동 고객님").0;
        assert!(redactor.bytes(&euc_kr).starts_with(b"redacted"));
    }
}
