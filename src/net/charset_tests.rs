use super::*;
use encoding_rs::{WINDOWS_1250, WINDOWS_1251};

const KOREAN: &str = "<p>고객센터 전화번호는 홈페이지 아래쪽에 있습니다. 배송은 주문 후 삼일 이내에 도착하며, 반품은 칠일 이내에 가능합니다. 뷁</p>";
const JAPANESE: &str =
    "<p>お問い合わせはこちらから。ご注文後三日以内に発送いたします。返品は七日以内にご連絡ください。カートに入れる</p>";
const CHINESE: &str =
    "<p>欢迎光临我们的商店。订单确认后三天内发货，七天内可以无理由退货。请联系客服电话。购物车是空的</p>";
const RUSSIAN: &str =
    "<p>Добро пожаловать в наш магазин. Доставка в течение трёх дней, возврат в течение четырнадцати дней.</p>";
const GERMAN: &str =
    "<p>Rückgabe möglich innerhalb von vierzehn Tagen. Größe wählen, für Käufer kostenlos. Straße, Öffnungszeiten.</p>";
const POLISH: &str =
    "<p>Zwroty są możliwe w ciągu czternastu dni. Wysyłka jest bezpłatna, płatność kartą. Dołącz później, żółć.</p>";

fn page(head: &str, body: &str) -> String {
    format!("<!doctype html><html><head>{head}<title>shop</title></head><body>\n{body}\n</body></html>")
}

fn encode(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable, "the test's text fits its charset");
    bytes.into_owned()
}

fn twins() -> Vec<(&'static str, &'static Encoding)> {
    vec![
        (KOREAN, EUC_KR),
        (JAPANESE, SHIFT_JIS),
        (JAPANESE, EUC_JP),
        (CHINESE, GBK),
        (RUSSIAN, WINDOWS_1251),
        (GERMAN, WINDOWS_1252),
        (POLISH, WINDOWS_1250),
    ]
}

#[test]
fn a_page_and_its_twin_read_the_same_when_declared() {
    for (body, encoding) in twins() {
        let head = format!("<meta charset=\"{}\">", encoding.name());
        let html = page(&head, body);
        let twin = decode(&encode(&html, encoding), None);
        assert_eq!(
            (twin.text.as_str(), twin.charset, twin.how),
            (html.as_str(), encoding.name(), CharsetSource::Meta)
        );
        let header = format!("text/html; charset={}", encoding.name().to_lowercase());
        let html = page("", body);
        let twin = decode(&encode(&html, encoding), Some(&header));
        assert_eq!((twin.text.as_str(), twin.how), (html.as_str(), CharsetSource::Header));
    }
}

#[test]
fn a_page_and_its_twin_read_the_same_without_declaration() {
    for (body, encoding) in twins() {
        let html = page("", body);
        let twin = decode(&encode(&html, encoding), Some("text/html"));
        assert_eq!(
            (twin.text.as_str(), twin.how),
            (html.as_str(), CharsetSource::Detected),
            "{}",
            encoding.name()
        );
        assert_eq!(decode(html.as_bytes(), None).text, html);
    }
}

#[test]
fn a_wrong_declaration_is_not_believed() {
    for (body, encoding) in [
        (KOREAN, EUC_KR),
        (JAPANESE, SHIFT_JIS),
        (CHINESE, GBK),
        (RUSSIAN, WINDOWS_1251),
    ] {
        for wrong in ["utf-8", "iso-8859-1"] {
            let html = page(&format!("<meta charset={wrong}>"), body);
            let found = decode(&encode(&html, encoding), None);
            assert_eq!(
                (found.text.as_str(), found.how),
                (html.as_str(), CharsetSource::Detected),
                "{wrong} {}",
                encoding.name()
            );
        }
    }
    for wrong in ["euc-kr", "shift_jis", "iso-8859-1", "gb2312"] {
        let html = page("", KOREAN);
        let found = decode(html.as_bytes(), Some(&format!("text/html; charset={wrong}")));
        assert_eq!(
            (found.charset, found.text.as_str()),
            ("UTF-8", html.as_str()),
            "{wrong}"
        );
    }
    let html = page("", JAPANESE);
    assert_eq!(
        decode(&encode(&html, SHIFT_JIS), Some("text/html; charset=euc-kr")).text,
        html
    );
}

#[test]
fn a_right_declaration_is_believed_in_spite_of_a_broken_character() {
    let mut bytes = page("<meta charset=utf-8>", KOREAN).into_bytes();
    bytes.extend_from_slice(b"<!-- \xB0\xA1 -->");
    assert_eq!(decode(&bytes, None).charset, "UTF-8");
    let cut = &bytes[..bytes.iter().position(|byte| !byte.is_ascii()).expect("Hangul") + 4];
    assert_eq!(decode(cut, None).charset, "UTF-8");
    let mut bytes = encode(&page("<meta charset=euc-kr>", KOREAN), EUC_KR);
    bytes.push(0xB0);
    assert_eq!(decode(&bytes, None).charset, "EUC-KR");
    assert_eq!(
        decode(
            &encode(&page("", GERMAN), WINDOWS_1252),
            Some("text/html; charset=iso-8859-1")
        )
        .charset,
        "windows-1252"
    );
}

#[test]
fn hangul_behind_a_long_head_is_found() {
    let head = format!("<script>{}</script>", "var a = 'nothing but ascii';\n".repeat(20_000));
    let html = page(&head, KOREAN);
    assert!(decode(&encode(&html, EUC_KR), None).text == html);
    let one_line = format!("{}{KOREAN}", "<i></i>".repeat(30_000));
    assert!(decode(&encode(&one_line, EUC_KR), None).text == one_line);
}

#[test]
fn the_mark_wins_over_the_header_and_the_header_over_the_page() {
    let mut bytes = b"\xEF\xBB\xBF".to_vec();
    bytes.extend_from_slice("가격".as_bytes());
    let found = decode(&bytes, Some("text/html; charset=euc-kr"));
    assert_eq!((found.text.as_str(), found.how), ("가격", CharsetSource::Bom));
    let html = page("<meta charset=shift_jis>", KOREAN);
    assert_eq!(
        decode(&encode(&html, EUC_KR), Some("text/html;charset=\"cp949\"")).text,
        html
    );
}

#[test]
fn servers_aliases_are_known() {
    for label in ["cp949", "MS949", " uhc ", "x-windows-949", "ks_c_5601-1987", "euc-kr"] {
        assert_eq!(encoding_for_label(label), Some(EUC_KR), "{label}");
    }
    assert_eq!(encoding_for_label("CP932"), Some(SHIFT_JIS));
    assert_eq!(encoding_for_label("no-such"), None);
}

#[test]
fn only_a_real_meta_declares() {
    let declared = |head: &str| declared_in_page(page(head, "").as_bytes()).map(Encoding::name);
    assert_eq!(
        declared("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=EUC-KR'/>"),
        Some("EUC-KR")
    );
    assert_eq!(
        declared("<meta content=\"text/html;charset=euc-kr\" http-equiv=content-type>"),
        Some("EUC-KR")
    );
    assert_eq!(declared("<meta charset=euc-kr/>"), Some("EUC-KR"));
    assert_eq!(
        declared("<!-- <meta charset=euc-kr> --><meta charset=utf-16>"),
        Some("UTF-8")
    );
    assert_eq!(declared("<script>var x = '<meta charset=euc-kr>'</script>"), None);
    assert_eq!(declared("<meta name=description content='charset=euc-kr'>"), None);
    assert_eq!(
        declared_in_page(b"<?xml version='1.0' encoding='euc-kr'?><html>").map(Encoding::name),
        Some("EUC-KR")
    );
}

#[test]
fn style_sheets_take_the_charset_of_their_page_last() {
    let css = encode(".a:before { content: '장바구니 담기' }", EUC_KR);
    assert!(
        decode_style_sheet(&css, Some("text/css"), Some("EUC-KR"))
            .text
            .contains("장바구니")
    );
    let mut with_rule = b"@charset \"euc-kr\";".to_vec();
    with_rule.extend_from_slice(&css);
    assert!(
        decode_style_sheet(&with_rule, None, Some("UTF-8"))
            .text
            .contains("장바구니")
    );
}

#[test]
fn nothing_and_noise_are_text_too() {
    assert_eq!(decode(b"", None).text, "");
    assert_eq!(decode(b"plain", None).charset, "UTF-8");
    let noise: Vec<u8> = (0..=255).cycle().take(5000).collect();
    assert!(!decode(&noise, Some("text/html; charset=utf-8")).text.is_empty());
}
