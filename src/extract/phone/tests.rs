//! What the whole reader makes of a page.

use crate::extract::{Source, facts};
use crate::model::{Phone, PhoneUse, Region};

fn phones(html: &str) -> Vec<Phone> {
    facts(&Source::new(html.as_bytes(), None)).phones
}

fn phones_in(html: &str, country: &str) -> Vec<Phone> {
    let mut source = Source::new(html.as_bytes(), None);
    source.country = Some(country);
    facts(&source).phones
}

fn told(html: &str, country: &str) -> Vec<(String, PhoneUse)> {
    phones_in(html, country)
        .into_iter()
        .map(|phone| (phone.e164.unwrap_or(phone.raw), phone.usage))
        .collect()
}

fn fax(html: &str, country: &str) -> Vec<String> {
    told(html, country)
        .into_iter()
        .filter(|(_, usage)| *usage == PhoneUse::Fax)
        .map(|(number, _)| number)
        .collect()
}

#[test]
fn a_number_split_over_spans_is_one() {
    let found = phones_in("<p>Tel <span>020</span> <b>79</b>46 <i>0123</i>", "GB");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].raw, "020 7946 0123");
    assert_eq!(found[0].e164.as_deref(), Some("+442079460123"));
}

#[test]
fn korean_numbers_are_read_as_printed() {
    for (printed, e164) in [
        ("1588-0199", "+8215880199"),
        ("1833-5678", "+8218335678"),
        ("080-123-0199", "+82801230199"),
        ("070-4123-0199", "+827041230199"),
        ("0505-123-0199", "+825051230199"),
        ("02)555-0142", "+8225550142"),
        ("031.555.0142", "+82315550142"),
        ("０２－５５５－０１４２", "+8225550142"),
    ] {
        let found = told(&format!("<html lang=ko><p>고객센터 {printed} (평일 10시~17시)"), "KR");
        assert_eq!(found, [(e164.to_owned(), PhoneUse::Voice)], "{printed}");
    }
}

#[test]
fn labels_that_cling_do_not_hide_a_number() {
    assert_eq!(told("<p>TEL02-555-0142 FAX02-555-0143", "KR").len(), 2);
    assert_eq!(fax("<p>T030 2345678 F030 2345679", "DE"), ["+49302345679"]);
}

#[test]
fn faxes_are_told_by_their_labels() {
    assert_eq!(fax("<p>Tel. 030 2345678 · Fax 030 2345679", "DE"), ["+49302345679"]);
    assert_eq!(fax("<p>전화 02-555-0142 / 팩스 02-555-0143", "KR"), ["+8225550143"]);
    assert_eq!(fax("<p>TEL：03-5555-0142 FAX：03-5555-0143", "JP"), ["+81355550143"]);
    assert_eq!(
        fax("<p>Tél : 01 42 34 56 78<br>Télécopie : 01 42 34 56 79", "FR"),
        ["+33142345679"]
    );
    assert_eq!(
        fax("<p>(415) 555-2671 (phone)<br>(415) 555-2672 (fax)", "US"),
        ["+14155552672"]
    );
    assert_eq!(
        fax("<dl><dt>Phone<dd>415-555-2671<dt>Fax<dd>415-555-2672</dl>", "US"),
        ["+14155552672"]
    );
    assert_eq!(
        fax(
            "<table><tr><th>Office<th>Phone<th>Fax<tr><td>North<td>415-555-2671<td>415-555-2672<tr><td>South<td>415-555-2673<td>415-555-2674</table>",
            "US"
        ),
        ["+14155552672", "+14155552674"]
    );
    assert_eq!(
        fax(
            "<div>Phone</div><div>Fax</div><div>415-555-2671</div><div>415-555-2672</div>",
            "US"
        ),
        ["+14155552672"]
    );
}

#[test]
fn a_shared_label_is_a_phone_first() {
    assert_eq!(
        told("<p>Tel/Fax: 030 2345678", "DE"),
        [("+49302345678".to_owned(), PhoneUse::Voice)]
    );
    assert_eq!(fax("<p>Phone/Fax: 415-555-2671 / 415-555-2672", "US"), ["+14155552672"]);
}

#[test]
fn other_numbers_are_no_phones() {
    for html in [
        "<p>사업자등록번호 : 220-81-62517",
        "<p>통신판매업신고 : 제2023-서울마포-01234호",
        "<p>국민은행 010-1234-5678 예금주 모아상점",
        "<p>주문번호 20240315-0001234",
        "<p>우편번호 04001",
        "<p>2024-03-15 10:30",
    ] {
        assert!(told(html, "KR").is_empty(), "{html}");
    }
    for html in [
        "<p>Order number: 415-555-2671",
        "<p>ISBN 978-3-16-148410-0",
        "<p>EAN 4006381333931",
        "<p>Price: $415.55 2671 in stock",
        "<p>Server 192.168.100.100",
        "<p>Location 37.7749295, -122.4194155",
        "<p>Phone",
    ] {
        assert!(told(html, "US").is_empty(), "{html}");
    }
    assert!(
        told(
            "<p>HRB 123456 · USt-IdNr. DE 136 695 976 · IBAN DE02 1203 0000 0000 2020 51",
            "DE"
        )
        .is_empty()
    );
}

#[test]
fn a_link_and_its_text_are_one_entry() {
    let found = phones_in("<a href='tel:+82-1588-0199'>1588-0199</a>", "KR");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].link.as_deref(), Some("tel:+82-1588-0199"));
    let found = phones_in("<a href='tel:02-555-0142'>전화 걸기</a>", "KR");
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].raw.as_str(), found[0].e164.as_deref()),
        ("02-555-0142", Some("+8225550142"))
    );
}

#[test]
fn the_same_number_at_two_places_is_two_entries() {
    let found = phones_in("<header><p>1588-0199</header><footer><p>1588-0199</footer>", "KR");
    let regions: Vec<Region> = found.iter().map(|phone| phone.spot.region).collect();
    assert_eq!(regions, [Region::Header, Region::Footer]);
}

#[test]
fn without_a_country_only_a_label_makes_a_number() {
    let found = phones("<p>Tel: 0123 456 789 01");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].e164, None);
    assert!(phones("<p>0123 456 789 01").is_empty());
    assert_eq!(phones("<p>+49 30 2345678")[0].e164.as_deref(), Some("+49302345678"));
}

#[test]
fn a_line_may_name_the_country_of_its_number() {
    assert_eq!(told("<p>Office in the UK: 020 7946 0123", "US")[0].0, "+442079460123");
    assert_eq!(told("<p>0800 123 4567 (New Zealand)", "US")[0].0, "+648001234567");
}

#[test]
fn hidden_numbers_are_kept_as_hidden() {
    let found = phones_in("<p style='display:none'>고객센터 1588-0199", "KR");
    assert!(!found[0].spot.visible);
}

#[test]
fn structured_data_tells_numbers_that_nobody_sees() {
    let html = r#"<script type="application/ld+json">{"@type":"Store","telephone":"+82-2-555-0142"}</script><p>Hi"#;
    let found = phones(html);
    assert_eq!(found.len(), 1);
    assert!(!found[0].spot.visible);
}

#[test]
fn a_picture_of_a_number_is_noticed() {
    let images = |html: &str| facts(&Source::new(html.as_bytes(), None)).phone_images.len();
    assert_eq!(
        images("<html lang=ko><footer><img src=/img/cs_tel.gif alt='고객센터 전화번호'></footer>"),
        1
    );
    assert_eq!(
        images("<html lang=ko><footer><p>1588-0199</p><img src=/img/cs_tel.gif></footer>"),
        0
    );
    assert_eq!(images("<main><img src=/p/phone-case.jpg alt='Phone case'></main>"), 0);
}

#[test]
fn odd_pages_do_no_harm() {
    for html in [
        "",
        "<p>(((((((((1111111111111111111111111111111111",
        "<p>１２３·４５６•７８９０~１",
        "<a href='tel:%ff%fe'>x</a><a href='tel:'></a>",
        "<p>Tel\u{200b}:\u{a0}０２－５５５－０１４２",
        "<p>전화·전화·02·555·0142·",
    ] {
        let _ = phones_in(html, "KR");
    }
}
