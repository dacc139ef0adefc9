//! Form data on the wire, in the charset of the form's page.

use encoding_rs::{Encoding, UTF_8};
use sha2::{Digest as _, Sha256};

use super::request::{Body, Request};

/// The encoding that a form of such a page is sent in (HTML, "pick an encoding for the form").
pub(crate) fn encoding_of(charset: Option<&str>) -> &'static Encoding {
    charset
        .and_then(super::charset::encoding_for_label)
        .unwrap_or(UTF_8)
        .output_encoding()
}

/// The body of a POST.
pub(crate) fn encode(request: &Request, charset: &'static Encoding) -> Body {
    if let Some(json) = &request.json {
        return Body {
            content_type: "application/json".to_owned(),
            bytes: json.clone().into_bytes(),
        };
    }
    if request.multipart {
        return multipart(&request.form, charset);
    }
    Body {
        content_type: "application/x-www-form-urlencoded".to_owned(),
        bytes: urlencode(&request.form, charset).into_bytes(),
    }
}

/// `application/x-www-form-urlencoded`. What the charset lacks becomes a numeric character reference.
pub(crate) fn urlencode(form: &[(String, String)], charset: &'static Encoding) -> String {
    let mut encoded = String::new();
    for (name, value) in form {
        if !encoded.is_empty() {
            encoded.push('&');
        }
        for (separator, text) in [("", name), ("=", value)] {
            encoded.push_str(separator);
            let (bytes, _, _) = charset.encode(text);
            encoded.extend(url::form_urlencoded::byte_serialize(&bytes));
        }
    }
    encoded
}

/// `multipart/form-data` with text parts only. The boundary comes from the content, so that the same form is
/// the same bytes in every audit.
fn multipart(form: &[(String, String)], charset: &'static Encoding) -> Body {
    let digest = Sha256::digest(urlencode(form, charset).as_bytes());
    let hex: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let boundary = format!("----TouchpointFormBoundary{hex}");
    let mut bytes = Vec::new();
    for (name, value) in form {
        let name = name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
        bytes.extend_from_slice(format!("--{boundary}\r\nContent-Disposition: form-data; name=\"").as_bytes());
        bytes.extend_from_slice(&charset.encode(&name).0);
        bytes.extend_from_slice(b"\"\r\n\r\n");
        bytes.extend_from_slice(&charset.encode(value).0);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Body {
        content_type: format!("multipart/form-data; boundary={boundary}"),
        bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn a_korean_form_goes_out_in_its_pages_charset() {
        let form = fields(&[("name", "홍길동"), ("memo", "a b&c")]);
        assert_eq!(
            urlencode(&form, encoding_of(Some("euc-kr"))),
            "name=%C8%AB%B1%E6%B5%BF&memo=a+b%26c"
        );
        assert_eq!(
            urlencode(&form, encoding_of(None)),
            "name=%ED%99%8D%EA%B8%B8%EB%8F%99&memo=a+b%26c"
        );
    }

    #[test]
    fn what_the_charset_lacks_becomes_a_reference() {
        assert_eq!(
            urlencode(&fields(&[("q", "양")]), encoding_of(Some("windows-1252"))),
            "q=%26%2350577%3B"
        );
    }

    #[test]
    fn multipart_is_the_same_bytes_every_time() {
        let mut request = Request::post(
            url::Url::parse("https://shop.kr/").expect("a URL"),
            fields(&[("a\"b", "1"), ("c", "x\ny")]),
            None,
        );
        request.multipart = true;
        let (one, other) = (encode(&request, UTF_8), encode(&request, UTF_8));
        assert_eq!(one, other);
        let text = String::from_utf8(one.bytes).expect("UTF-8");
        assert!(text.contains("name=\"a%22b\"\r\n\r\n1\r\n--"));
    }
}
