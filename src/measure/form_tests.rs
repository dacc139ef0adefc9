use super::super::toolbox::testing::{
    buy, code, code_of, field, form, journey_page, page, run, shell, step, value_of, walk,
};
use crate::model::{
    Field, FieldOption, FormPurpose, Note, Outcome, PageKind, RequiredBy, StepOutcome, Value, WalkPage,
};

const ON_ORDER_FORM: &[&str] = &[
    "form.label-share",
    "form.autocomplete-share",
    "form.typed-share",
    "form.split-groups",
    "form.billing-default-same",
    "form.required-marked-share",
    "form.marketing-preticked",
];

fn order_form(fields: Vec<Field>) -> Vec<WalkPage> {
    let mut page = journey_page(PageKind::Checkout, "/checkout");
    page.facts.forms.push(form(FormPurpose::Checkout, fields));
    vec![page]
}

fn newsletter(preset: bool) -> Field {
    let mut field = field("뉴스레터를 받겠습니다", "checkbox", "");
    field.preset = preset;
    field
}

/// A field as it should be.
fn good(name: &str, control: &str, token: &str) -> Field {
    let mut field = field(name, control, token);
    field.autocomplete = Some(format!("section-a shipping {token}"));
    field.required = true;
    field.required_marked = true;
    field
}

#[test]
fn a_careful_form_is_good() {
    let fields = vec![
        good("이메일", "email", "email"),
        good("휴대폰", "tel", "tel"),
        good("주소", "text", "street-address"),
        newsletter(false),
    ];
    for id in ON_ORDER_FORM {
        let expected = match *id {
            "form.split-groups" | "form.marketing-preticked" => Value::Number(0.0),
            "form.billing-default-same" => Value::YesNo(true),
            _ => Value::Number(1.0),
        };
        assert_eq!(value_of(id, order_form(fields.clone())), expected, "{id}");
    }
}

#[test]
fn a_careless_form_is_poor() {
    let mut fields: Vec<Field> = ["hp1", "hp2", "hp3"].map(|name| field(name, "text", "tel")).into();
    fields.push(field("addr", "text", "street-address"));
    fields.push(field("bill_addr", "text", "street-address"));
    for field in &mut fields {
        field.label_from = Some("placeholder".to_owned());
        field.autocomplete = Some("off".to_owned());
        field.required = true;
    }
    let mut ticked = newsletter(true);
    ticked.label_from = None;
    fields.push(ticked);
    for id in ON_ORDER_FORM {
        let expected = match *id {
            "form.split-groups" | "form.marketing-preticked" => Value::Number(1.0),
            "form.billing-default-same" => Value::YesNo(false),
            _ => Value::Number(0.0),
        };
        assert_eq!(value_of(id, order_form(fields.clone())), expected, "{id}");
    }
}

#[test]
fn what_was_not_read_is_unknown() {
    for id in ON_ORDER_FORM {
        let reason = code_of(id, Vec::new());
        assert!(
            matches!(reason.as_str(), "journey-not-walked" | "no-page-of-kind"),
            "{id} {reason}"
        );
        assert_eq!(
            code_of(id, vec![shell(PageKind::Checkout, "/checkout")]),
            "needs-browser",
            "{id}"
        );
    }
}

#[test]
fn a_form_without_such_fields_says_so() {
    let plain = || order_form(vec![field("메모", "textarea", "")]);
    assert_eq!(code_of("form.autocomplete-share", plain()), "no-recognised-fields");
    assert_eq!(code_of("form.typed-share", plain()), "n/a no-typed-fields");
    assert_eq!(code_of("form.billing-default-same", plain()), "no-address-fields");
    assert_eq!(code_of("form.required-marked-share", plain()), "required-not-told");
    assert_eq!(code_of("form.marketing-preticked", plain()), "n/a no-marketing-box");
    assert_eq!(code_of("form.label-share", order_form(Vec::new())), "no-fields");
    assert_eq!(code_of("form.split-groups", order_form(Vec::new())), "no-fields");
}

#[test]
fn text_in_the_cell_beside_a_field_counts_half() {
    let mut beside = field("이름", "text", "name");
    beside.label_from = Some("cell".to_owned());
    let fields = vec![beside, field("메모", "text", "")];
    assert_eq!(value_of("form.label-share", order_form(fields)), Value::Number(0.75));
}

#[test]
fn the_search_box_of_the_header_is_not_part_of_the_form() {
    let mut pages = order_form(vec![field("이름", "text", "name")]);
    let mut search = field("q", "text", "");
    search.label_from = None;
    pages[0].facts.forms.insert(0, form(FormPurpose::Search, vec![search]));
    assert_eq!(value_of("form.label-share", pages), Value::Number(1.0));
}

#[test]
fn a_misspelt_autocomplete_is_none() {
    for (written, expected) in [
        ("address-line-1", 0.0),
        ("street-address", 1.0),
        ("billing address-line1", 1.0),
        ("postal-code", 0.0),
        ("on", 0.0),
    ] {
        let mut street = field("주소", "text", "address-line1");
        street.autocomplete = Some(written.to_owned());
        assert_eq!(
            value_of("form.autocomplete-share", order_form(vec![street])),
            Value::Number(expected),
            "{written}"
        );
    }
}

#[test]
fn only_pieces_of_one_value_are_split() {
    type Case<'a> = (&'a [(&'a str, &'a str, &'a str)], f64);
    let cases: &[Case<'_>] = &[
        (&[("email1", "text", "email"), ("email_domain", "select", "email")], 1.0),
        (&[("email", "email", "email"), ("email2", "email", "email")], 0.0),
        (
            &[
                ("country_code", "select", "tel-country-code"),
                ("phone", "tel", "tel-national"),
            ],
            0.0,
        ),
        (&[("mobile", "tel", "tel"), ("landline", "tel", "tel")], 0.0),
        (
            &[
                ("y", "select", "bday-year"),
                ("m", "select", "bday-month"),
                ("d", "select", "bday-day"),
            ],
            1.0,
        ),
    ];
    for (fields, expected) in cases {
        let fields = fields
            .iter()
            .map(|(name, control, token)| field(name, control, token))
            .collect();
        assert_eq!(
            value_of("form.split-groups", order_form(fields)),
            Value::Number(*expected)
        );
    }
}

#[test]
fn the_data_of_the_person_who_orders_can_be_taken_over() {
    let mut copy = field("배송지", "radio", "");
    copy.options = ["주문자 정보와 동일", "새로운 배송지"]
        .map(|label| FieldOption {
            value: label.to_owned(),
            label: label.to_owned(),
            disabled: false,
        })
        .into();
    let address = |name| field(name, "text", "street-address");
    let fields = vec![address("a1"), copy, address("a2")];
    assert_eq!(
        value_of("form.billing-default-same", order_form(fields)),
        Value::YesNo(true)
    );
}

#[test]
fn forms_of_other_pages_are_read_without_a_journey() {
    let mut contact = page(PageKind::Contact, "/contact");
    contact
        .facts
        .forms
        .push(form(FormPurpose::Contact, vec![field("문의", "textarea", "")]));
    assert_eq!(value_of("form.label-share", vec![contact]), Value::Number(1.0));
}

#[test]
fn a_value_in_pieces_is_counted_once_whatever_it_is() {
    let piece = |name: &str, token: &str, label: Option<&str>| {
        let mut field = field(name, "text", token);
        field.token = (!token.is_empty()).then(|| token.to_owned());
        field.name = Some(name.to_owned());
        field.label = label.map(str::to_owned);
        field
    };
    let fields = vec![
        piece("birth_year", "bday", Some("생년월일")),
        piece("birth_month", "bday", Some("생년월일")),
        piece("home1", "tel", Some("집전화")),
        piece("home2", "", None),
        piece("home3", "", None),
        piece("postcode1", "postal-code", Some("우편번호")),
        piece("postcode2", "postal-code", None),
        piece("address1", "address-line1", Some("주소")),
        piece("address2", "address-line2", Some("주소")),
    ];
    assert_eq!(value_of("form.split-groups", order_form(fields)), Value::Number(3.0));
}

#[test]
fn a_mark_that_a_style_sheet_may_draw_is_unknown() {
    let mut name = good("name", "text", "name");
    name.required_marked = false;
    name.required_by = Some(RequiredBy::Class);
    assert_eq!(
        code_of("form.required-marked-share", order_form(vec![name])),
        "mark-may-be-drawn"
    );
}

#[test]
fn a_gate_is_no_order_form() {
    let mut gate = order_form(vec![good("username", "email", "email")]).remove(0);
    gate.url = "https://shop.example/gate".to_owned();
    let mut walk = walk(vec![gate]);
    let mut stopped = step(PageKind::Checkout, "/form", 4);
    stopped.outcome = StepOutcome::Refused;
    stopped.reason = Some(Note::new("guest-needs-typing"));
    let steps = vec![step(PageKind::Login, "/gate", 3), stopped];
    walk.journeys.push(buy(Outcome::Partial, steps));
    for id in [
        "form.autocomplete-share",
        "checkout.total-shown",
        "checkout.help-visible",
    ] {
        assert_eq!(code(run(id, &walk)), "guest-needs-typing", "{id}");
    }
}
