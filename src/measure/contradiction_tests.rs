use super::super::toolbox::testing::{code_of, evidence, page, phone, run, spot, stated, value, value_of, walk, won};
use crate::model::{Email, PageKind, Region, Value, WalkPage};

fn window(kind: PageKind, path: &str, told: &[(u32, &str)]) -> WalkPage {
    let mut page = page(kind, path);
    page.facts.policies.returns_days_all = told.iter().map(|(days, quote)| stated(*days, quote)).collect();
    page
}

const RETURNS: &[(u32, &str)] = &[(7, "수령 후 7일 이내 반품")];

#[test]
fn two_windows_for_one_promise_are_quoted_both() {
    let faq = window(PageKind::Faq, "/faq", &[(14, "반품은 14일 이내에 됩니다")]);
    let measured = run(
        "contradiction.returns-days",
        &walk(vec![faq, window(PageKind::Returns, "/returns", RETURNS)]),
    );
    let quotes: Vec<String> = evidence(measured.clone()).into_iter().map(|one| one.quote).collect();
    assert_eq!(value(measured), Value::Number(1.0));
    assert_eq!(quotes, ["수령 후 7일 이내 반품", "반품은 14일 이내에 됩니다"]);
}

#[test]
fn another_promise_is_no_contradiction() {
    let others: &[&[(u32, &str)]] = &[
        &[(7, "7일 이내 반품")],
        &[(14, "Widerrufsrecht: 14 Tage")],
        &[(30, "교환은 30일 이내")],
        &[(60, "VIP 회원은 60일 이내 반품")],
        &[(3, "신선식품 3일 이내 반품"), (7, "반품 7일")],
        &[(10, "반품 10일"), (20, "반품 20일")],
    ];
    let mut pages = vec![window(PageKind::Returns, "/returns", RETURNS)];
    for (index, told) in others.iter().enumerate() {
        pages.push(window(PageKind::Faq, &format!("/faq/{index}"), told));
    }
    assert_eq!(value_of("contradiction.returns-days", pages), Value::Number(0.0));
}

#[test]
fn a_page_in_another_language_speaks_to_other_customers() {
    let mut english = window(PageKind::Returns, "/en/returns", &[(30, "Return within 30 days")]);
    english.facts.language = Some("en".to_owned());
    let pages = vec![english, window(PageKind::Returns, "/returns", RETURNS)];
    assert_eq!(value_of("contradiction.returns-days", pages), Value::Number(0.0));
}

#[test]
fn nothing_promised_is_nothing_to_compare() {
    let pages = || vec![page(PageKind::Returns, "/returns"), page(PageKind::Product, "/p")];
    for id in [
        "contradiction.returns-days",
        "contradiction.shipping",
        "contradiction.email",
    ] {
        assert_eq!(code_of(id, pages()), "n/a nothing-to-compare", "{id}");
    }
}

fn shipping(kind: PageKind, path: &str, cost: i64, quote: &str) -> WalkPage {
    let mut page = page(kind, path);
    page.facts.policies.shipping_cost = Some(stated(won(cost), quote));
    page
}

#[test]
fn two_amounts_for_standard_shipping_contradict() {
    let rule = || shipping(PageKind::Shipping, "/shipping", 3_000, "배송비 3,000원");
    let pages = vec![rule(), shipping(PageKind::Faq, "/faq", 2_500, "배송비는 2,500원입니다")];
    assert_eq!(value_of("contradiction.shipping", pages), Value::Number(1.0));
    let island = shipping(PageKind::Faq, "/faq", 6_000, "제주 배송비 6,000원");
    assert_eq!(
        value_of("contradiction.shipping", vec![rule(), island]),
        Value::Number(0.0)
    );
}

fn footer_phone(path: &str, e164: &str) -> WalkPage {
    let mut page = page(PageKind::Other, path);
    let mut number = phone(Region::Footer);
    number.e164 = Some(e164.to_owned());
    page.facts.phones.push(number);
    page
}

#[test]
fn one_footer_has_one_number() {
    let same = || vec![footer_phone("/a", "+8221234567"), footer_phone("/b", "+8221234567")];
    assert_eq!(value_of("contradiction.phone", same()), Value::Number(0.0));
    let mut other = same();
    other.push(footer_phone("/c", "+8221234568"));
    assert_eq!(value_of("contradiction.phone", other), Value::Number(1.0));
    // A second number in one footer is another line, not another value.
    let mut two = footer_phone("/c", "+8221234567");
    two.facts.phones.push(phone(Region::Footer));
    let mut pages = same();
    pages.push(two);
    assert_eq!(value_of("contradiction.phone", pages), Value::Number(0.0));
}

#[test]
fn a_link_calls_the_number_that_it_shows() {
    let with = |link: &str| {
        let mut page = page(PageKind::Contact, "/contact");
        let mut number = phone(Region::Main);
        number.link = Some(link.to_owned());
        page.facts.phones.push(number);
        vec![page]
    };
    assert_eq!(
        value_of("contradiction.phone", with("tel:+82-2-123-4567")),
        Value::Number(0.0)
    );
    assert_eq!(
        value_of("contradiction.phone", with("tel:02-123-4568")),
        Value::Number(1.0)
    );
}

#[test]
fn one_footer_has_one_address() {
    let with = |path: &str, address: &str| {
        let mut page = page(PageKind::Other, path);
        page.facts.emails.push(Email {
            address: address.to_owned(),
            link: true,
            to_owner: false,
            spot: spot(Region::Footer),
        });
        page
    };
    let pages = vec![with("/a", "help@shop.example"), with("/b", "help@shop.example")];
    assert_eq!(value_of("contradiction.email", pages), Value::Number(0.0));
    let pages = vec![with("/a", "help@shop.example"), with("/b", "cs@shop.example")];
    assert_eq!(value_of("contradiction.email", pages), Value::Number(1.0));
}
