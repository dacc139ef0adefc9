//! Numbers that firms publish in their own imprints and footers: each has a right check digit, and none keeps it when a
//! digit is changed.

use super::{is_japanese, is_korean, is_vat_id};

const KOREAN: &[(&str, &str)] = &[
    ("Samsung Electronics", "124-81-00998"),
    ("LG Electronics", "107-86-14075"),
    ("Hyundai Motor", "101-81-09147"),
    ("Naver", "220-81-62517"),
    ("Kakao", "120-81-47521"),
    ("Coupang", "120-88-00767"),
    ("Kurly", "261-81-23567"),
    ("Cafe24", "118-81-20586"),
];

const JAPANESE: &[(&str, &str)] = &[
    ("National Tax Agency", "7000012050002"),
    ("Toyota Motor", "1180301018771"),
    ("Sony Group", "5010401067252"),
    ("Rakuten Group", "9010701020592"),
    ("LY Corporation", "4010401039979"),
];

const VAT: &[(&str, &str)] = &[
    ("Amazon EU, German branch", "DE814584193"),
    ("Zalando", "DE260543043"),
    ("BMW", "DE129273398"),
    ("Siemens", "DE129274202"),
    ("SAP", "DE143454214"),
    ("adidas", "DE132490588"),
    ("Otto", "DE118475690"),
    ("Red Bull", "ATU33864707"),
    ("Tesco", "GB220430231"),
    ("John Lewis", "GB232457280"),
    ("Marks and Spencer", "GB232128892"),
    ("Amazon, British branch", "GB727255821"),
    ("L'Oréal", "FR10632012100"),
    ("Enel", "IT00934061003"),
    ("Luxottica", "IT00891030272"),
    ("Inditex", "ESA15075062"),
    ("Telefónica", "ESA28015865"),
    ("El Corte Inglés", "ESA28017895"),
    ("Coolblue", "NL810433941B01"),
    ("Colruyt", "BE0400378485"),
    ("KBC", "BE0462920226"),
    ("CD Projekt", "PL7342867148"),
    ("Allegro", "PL5252674798"),
    ("H & M", "SE556042722001"),
    ("Spotify", "SE556703748501"),
    ("LEGO", "DK54562519"),
    ("Novo Nordisk", "DK24256790"),
    ("Nokia", "FI01120389"),
    ("EDP", "PT500697256"),
    ("Google Ireland", "IE6388047V"),
    ("Ryanair", "IE4749148U"),
    ("Amazon EU", "LU20260743"),
];

/// The number with its last digit one higher.
fn mistyped(number: &str) -> String {
    let at = number.rfind(|c: char| c.is_ascii_digit()).expect("a number has digits");
    let digit = number[at..=at].parse::<u32>().expect("a digit");
    format!("{}{}{}", &number[..at], (digit + 1) % 10, &number[at + 1..])
}

#[test]
fn published_numbers_are_right_and_a_slip_is_seen() {
    for (firm, number) in KOREAN {
        assert!(is_korean(number) && !is_korean(&mistyped(number)), "{firm}");
    }
    for (firm, number) in JAPANESE {
        // The rule takes 9 for 0; the first digit is the check digit, and is never 0.
        let first = u32::from(number.as_bytes()[0] - b'0');
        let other = format!("{}{}", first % 9 + 1, &number[1..]);
        assert!(is_japanese(number) && !is_japanese(&other), "{firm}");
    }
    for (firm, id) in VAT {
        assert_eq!(is_vat_id(id), Some(true), "{firm}");
        // The end of a Dutch and of a Swedish id numbers the branches; a British one allows two remainders.
        if !id.starts_with("NL") && !id.starts_with("SE") {
            assert_eq!(is_vat_id(&mistyped(id)), Some(false), "{firm}");
        }
    }
}

#[test]
fn a_number_of_the_wrong_length_is_wrong() {
    assert!(!is_korean("124-81-0099") && !is_japanese("118030101877"));
    assert_eq!(is_vat_id("DE81458419"), Some(false));
    assert_eq!(is_vat_id("LU2026074"), Some(false));
    assert_eq!(is_vat_id("XX123456789"), None);
}
