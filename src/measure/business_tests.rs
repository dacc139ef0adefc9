use super::super::toolbox::testing::{code_of, link, page, phone, value_of};
use crate::model::{Business, PageKind, Region, Value, WalkPage};

const PARTS: &[&str] = &[
    "business.name",
    "business.owner",
    "business.address",
    "business.registration-number",
    "business.mail-order-number",
    "business.vat-id",
];

fn printed() -> WalkPage {
    let mut home = page(PageKind::Home, "/");
    home.facts.business = Business {
        name: Some("(주)모아상점".to_owned()),
        owner: Some("김하나".to_owned()),
        address: Some("서울특별시 마포구 가상로 12".to_owned()),
        registration_number: Some("220-81-62517".to_owned()),
        registration_valid: Some(true),
        mail_order_number: Some("제2023-서울마포-01234호".to_owned()),
        vat_id: Some("DE136695976".to_owned()),
        vat_id_valid: Some(true),
    };
    home.facts.phones.push(phone(Region::Footer));
    home
}

#[test]
fn each_part_is_found_and_missed() {
    for id in PARTS {
        assert_eq!(value_of(id, vec![printed()]), Value::YesNo(true), "{id}");
        assert_eq!(
            value_of(id, vec![page(PageKind::Home, "/")]),
            Value::YesNo(false),
            "{id}"
        );
    }
    assert_eq!(value_of("business.identity", vec![printed()]), Value::Number(3.0));
}

#[test]
fn a_linked_imprint_that_was_not_read_may_tell() {
    let mut home = page(PageKind::Home, "/");
    home.facts
        .links
        .push(link("/impressum", "Impressum", "legal.eu.imprint", Region::Footer));
    for id in PARTS {
        assert_eq!(code_of(id, vec![home.clone()]), "linked-page-not-read", "{id}");
    }
}

#[test]
fn a_number_with_a_wrong_check_digit_is_wrong_and_none_is_none() {
    let mut wrong = printed();
    wrong.facts.business.registration_valid = Some(false);
    assert_eq!(
        value_of("business.registration-valid", vec![printed()]),
        Value::YesNo(true)
    );
    assert_eq!(
        value_of("business.registration-valid", vec![wrong]),
        Value::YesNo(false)
    );
    assert_eq!(
        code_of("business.registration-valid", vec![page(PageKind::Home, "/")]),
        "n/a no-number-to-check"
    );
}

#[test]
fn the_link_to_the_commission_has_the_same_number() {
    let mut home = printed();
    let mut ftc = link("/", "사업자정보확인", "", Region::Footer);
    ftc.url = "http://www.ftc.go.kr/bizCommPop.do?wrkr_no=2208162517".to_owned();
    home.facts.links.push(ftc.clone());
    assert_eq!(
        value_of("business.registration-numbers", vec![home.clone()]),
        Value::Number(1.0)
    );
    home.facts.links[0].url = ftc.url.replace("2208162517", "1208147521");
    assert_eq!(
        value_of("business.registration-numbers", vec![home]),
        Value::Number(2.0)
    );
}
