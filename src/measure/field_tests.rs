//! Forms in, figures out.

use super::super::toolbox::testing::{code_of, field, form, journey_page, page, value_of};
use crate::model::{Field, FormPurpose, PageKind, Value, WalkPage};

fn order_form(fields: Vec<Field>) -> WalkPage {
    let mut page = journey_page(PageKind::Checkout, "/checkout");
    page.facts.forms.push(form(FormPurpose::Checkout, fields));
    page
}

fn required(name: &str, token: &str) -> Field {
    Field {
        required: true,
        ..field(name, "text", token)
    }
}

fn value(id: &str, fields: Vec<Field>) -> Value {
    value_of(id, vec![order_form(fields)])
}

#[test]
fn the_name_of_a_person_is_one_field_or_several() {
    assert_eq!(
        value("field.name-count", vec![required("이름", "name")]),
        Value::Number(1.0)
    );
    let split = vec![
        field("title", "select", "honorific-prefix"),
        required("first", "given-name"),
        required("last", "family-name"),
        required("billing first", "given-name"),
    ];
    assert_eq!(value("field.name-count", split), Value::Number(3.0));
    assert_eq!(
        code_of("field.name-count", vec![order_form(Vec::new())]),
        "no-name-field"
    );
}

#[test]
fn a_field_that_may_be_empty_says_so() {
    let fields = vec![
        required("이름", "name"),
        field("상세주소 (선택)", "text", "address-line2"),
        field("회사", "text", "organization"),
    ];
    assert_eq!(value("field.optional-marked-share", fields), Value::Number(0.5));
    assert_eq!(
        code_of(
            "field.optional-marked-share",
            vec![order_form(vec![required("이름", "name")])]
        ),
        "n/a all-fields-required"
    );
    assert_eq!(
        code_of(
            "field.optional-marked-share",
            vec![order_form(vec![field("이름", "text", "name")])]
        ),
        "required-not-told"
    );
}

#[test]
fn a_phone_number_is_explained_or_may_be_left_out() {
    let phone = || required("전화번호", "tel");
    assert_eq!(value("field.phone-explained", vec![phone()]), Value::YesNo(false));
    let explained = Field {
        hint: Some("배송 기사님이 연락할 때만 씁니다".to_owned()),
        ..phone()
    };
    assert_eq!(value("field.phone-explained", vec![explained]), Value::YesNo(true));
    let labelled = required("Phone (only for the driver)", "tel");
    assert_eq!(value("field.phone-explained", vec![labelled]), Value::YesNo(true));
    assert_eq!(
        code_of(
            "field.phone-explained",
            vec![order_form(vec![required("이름", "name")])]
        ),
        "n/a no-phone-field"
    );
}

#[test]
fn a_phone_number_may_be_left_out_where_other_fields_are_required() {
    let optional = vec![required("Name", "name"), field("Phone", "tel", "tel")];
    assert_eq!(value("field.phone-explained", optional), Value::YesNo(true));
    let silent = order_form(vec![
        field("Phone", "tel", "tel"),
        field("+49", "select", "tel-country-code"),
    ]);
    assert_eq!(code_of("field.phone-explained", vec![silent]), "required-not-told");
    let error = Field {
        hint: Some("Este campo es obligatorio".to_owned()),
        ..required("Teléfono", "tel")
    };
    assert_eq!(value("field.phone-explained", vec![error]), Value::YesNo(false));
}

#[test]
fn a_name_inside_the_field_is_gone_while_typing() {
    let lost = Field {
        label_from: Some("placeholder".to_owned()),
        ..required("이메일", "email")
    };
    assert_eq!(
        value("field.placeholder-only-share", vec![lost, required("이름", "name")]),
        Value::Number(0.5)
    );
    assert_eq!(
        code_of("field.placeholder-only-share", vec![page(PageKind::Contact, "/c")]),
        "no-fields"
    );
}

#[test]
fn a_postcode_is_no_quantity() {
    let postcode = field("우편번호", "number", "postal-code");
    let quantity = field("수량", "number", "");
    assert_eq!(
        value("field.number-type-count", vec![postcode, quantity]),
        Value::Number(1.0)
    );
}

#[test]
fn a_second_address_line_is_in_the_way_but_not_in_korea() {
    let fields = || {
        vec![
            field("Line 2", "text", "address-line2"),
            field("Company", "text", "organization"),
        ]
    };
    assert_eq!(value("field.extra-address-count", fields()), Value::Number(1.0));
    let mut abroad = order_form(fields());
    abroad.facts.country = Some("US".to_owned());
    assert_eq!(value_of("field.extra-address-count", vec![abroad]), Value::Number(2.0));
}

#[test]
fn asking_twice_is_counted_and_a_split_address_is_asked_once() {
    let twice = vec![
        field("email", "email", "email"),
        field("email_confirm", "email", "email"),
    ];
    assert_eq!(value("field.repeated-count", twice), Value::Number(1.0));
    let split = vec![field("mail_user", "text", "email"), field("mail_host", "text", "email")];
    assert_eq!(value("field.repeated-count", split), Value::Number(0.0));
}

#[test]
fn an_open_coupon_field_is_seen_and_a_list_of_coupons_is_none() {
    assert_eq!(
        value("field.coupon-open", vec![field("Coupon code", "text", "")]),
        Value::YesNo(true)
    );
    assert_eq!(
        value("field.coupon-open", vec![field("쿠폰", "select", "")]),
        Value::YesNo(false)
    );
}

#[test]
fn consents_are_counted_where_there_are_any() {
    let tick = |label: &str| field(label, "checkbox", "");
    let boxes = vec![tick("I agree to the terms"), tick("Newsletter"), tick("Gift wrap")];
    assert_eq!(value("field.consent-count", boxes), Value::Number(2.0));
    assert_eq!(
        code_of("field.consent-count", vec![order_form(vec![tick("Gift wrap")])]),
        "n/a no-consent-box"
    );
}
