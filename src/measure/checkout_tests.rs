use super::super::toolbox::testing::{
    buy, code, code_of, control, cost, field, form, journey_page, link, page, phone, run, shell, spot, step, value,
    walk,
};
use crate::model::{
    Button, Field, FormPurpose, Note, Outcome, PageKind, Region, Step, StepOutcome, Value, Walk, WalkPage,
};

const OF_THE_FORM: &[&str] = &[
    "checkout.steps",
    "checkout.visible-fields",
    "checkout.unneeded-required",
    "checkout.total-shown",
    "checkout.help-visible",
];

fn required(mut field: Field) -> Field {
    field.required = true;
    field
}

/// A short order form with everything on it.
fn short_form() -> WalkPage {
    let mut page = journey_page(PageKind::Checkout, "/checkout");
    let fields = vec![
        required(field("받는 분", "text", "name")),
        required(field("휴대폰", "tel", "tel")),
        required(field("주소", "text", "street-address")),
        field("배송 방법", "radio", ""),
        field("동의", "checkbox", ""),
        field("쿠폰번호", "text", ""),
    ];
    let mut order = form(FormPurpose::Checkout, fields);
    order.buttons.push(Button {
        name: None,
        value: None,
        label: "결제하기".to_owned(),
        action: None,
        visible: true,
        selector: "button".to_owned(),
        submits: true,
        markup: String::new(),
    });
    page.facts.forms.push(order);
    page.facts.costs = vec![cost("subtotal", 10_000), cost("total", 13_000)];
    page.facts.phones.push(phone(Region::Footer));
    page
}

/// A walk to that order form.
fn walked(pages: Vec<WalkPage>, steps: Vec<Step>) -> Walk {
    let mut walk = walk(pages);
    walk.journeys.push(buy(Outcome::Completed, steps));
    walk
}

fn to_form() -> Vec<Step> {
    vec![
        step(PageKind::Product, "/p/1", 1),
        step(PageKind::Cart, "/cart", 2),
        step(PageKind::Checkout, "/checkout", 3),
    ]
}

/// A walk that ended at a sign-in page.
fn at_login(login: WalkPage, note: &str) -> Walk {
    let mut stopped = Step::new(PageKind::Checkout, StepOutcome::Blocked, None, 4);
    stopped.reason = Some(Note::new(note));
    let steps = vec![
        step(PageKind::Cart, "/cart", 2),
        step(PageKind::Login, "/login", 3),
        stopped,
    ];
    let mut walk = walked(vec![login], steps);
    walk.journeys[0].outcome = Outcome::Partial;
    walk
}

fn login_page() -> WalkPage {
    let mut page = journey_page(PageKind::Login, "/login");
    let fields = vec![
        field("아이디", "text", "username"),
        field("비밀번호", "password", "current-password"),
    ];
    page.facts.forms.push(form(FormPurpose::Login, fields));
    page
}

#[test]
fn a_short_order_form_that_tells_all() {
    let walk = walked(vec![short_form()], to_form());
    let expected = [
        Value::Number(2.0),
        Value::Number(3.0),
        Value::Number(0.0),
        Value::YesNo(true),
        Value::YesNo(true),
    ];
    for (id, expected) in OF_THE_FORM.iter().zip(expected) {
        assert_eq!(value(run(id, &walk)), expected, "{id}");
    }
}

#[test]
fn a_long_form_that_asks_too_much_and_tells_nothing() {
    let mut page = short_form();
    page.facts.costs.clear();
    page.facts.phones.clear();
    let extra = ["성별", "생년월일", "팩스", "회사"]
        .into_iter()
        .zip(["sex", "bday", "", "organization"]);
    let fields = &mut page.facts.forms[0].fields;
    fields.extend(extra.map(|(name, token)| required(field(name, "text", token))));
    fields.extend((0..20).map(|index| field(&format!("q{index}"), "text", "")));
    let walk = walked(vec![page], to_form());
    assert_eq!(value(run("checkout.visible-fields", &walk)), Value::Number(27.0));
    assert_eq!(value(run("checkout.unneeded-required", &walk)), Value::Number(4.0));
    assert_eq!(value(run("checkout.total-shown", &walk)), Value::YesNo(false));
    assert_eq!(value(run("checkout.help-visible", &walk)), Value::YesNo(false));
}

#[test]
fn an_order_form_that_was_not_reached_is_unknown() {
    for id in OF_THE_FORM {
        assert_eq!(code_of(id, Vec::new()), "journey-not-walked", "{id}");
        let robots = at_login(login_page(), "robots-forbid-journey");
        assert_eq!(code(run(id, &robots)), "robots-forbid-journey", "{id}");
        let script = walked(vec![shell(PageKind::Checkout, "/checkout")], to_form());
        if *id != "checkout.steps" {
            assert!(
                !matches!(run(id, &script), crate::model::Measured::Value { .. }),
                "{id}"
            );
        }
    }
}

#[test]
fn steps_are_the_shops_own_or_the_pages_walked_and_one_more() {
    let mut page = short_form();
    page.facts.forms[0].buttons.clear();
    let mut walk = walked(vec![page], to_form());
    assert_eq!(value(run("checkout.steps", &walk)), Value::Number(3.0));
    walk.journeys[0].steps_announced = Some(8);
    assert_eq!(value(run("checkout.steps", &walk)), Value::Number(8.0));
}

#[test]
fn the_first_of_several_pages_does_not_tell_how_long_the_form_is() {
    let mut page = short_form();
    page.facts.forms[0].buttons.clear();
    let walk = walked(vec![page], to_form());
    assert_eq!(code(run("checkout.visible-fields", &walk)), "order-form-partly-read");
}

#[test]
fn without_marks_nobody_knows_what_is_required() {
    let mut page = short_form();
    for field in &mut page.facts.forms[0].fields {
        field.required = false;
    }
    assert_eq!(
        code(run("checkout.unneeded-required", &walked(vec![page], to_form()))),
        "required-not-told"
    );
}

#[test]
fn a_total_below_the_subtotal_is_a_total_of_something_else() {
    let mut page = short_form();
    page.facts.costs = vec![cost("subtotal", 10_000), cost("total", 300)];
    assert_eq!(
        value(run("checkout.total-shown", &walked(vec![page], to_form()))),
        Value::YesNo(false)
    );
}

#[test]
fn a_contact_link_on_the_order_form_is_help() {
    let mut page = short_form();
    page.facts.phones.clear();
    page.facts
        .links
        .push(link("/contact", "고객센터", "topic.contact", Region::Footer));
    assert_eq!(
        value(run("checkout.help-visible", &walked(vec![page], to_form()))),
        Value::YesNo(true)
    );
}

#[test]
fn a_guest_reaches_the_form_without_any_door() {
    let walk = walked(vec![short_form()], to_form());
    assert_eq!(value(run("checkout.guest-possible", &walk)), Value::YesNo(true));
    assert_eq!(value(run("checkout.guest-prominence", &walk)), Value::Number(4.0));
}

#[test]
fn a_guest_button_before_the_login_form_has_all_points_and_a_link_below_has_two() {
    let mut page = login_page();
    page.facts.forms.insert(0, form(FormPurpose::Guest, Vec::new()));
    let mut button = control("action.guest-checkout", "비회원 구매", "submit");
    button.form = Some(0);
    page.facts.controls.push(button);
    let walk = at_login(page, "guest-needs-typing");
    assert_eq!(value(run("checkout.guest-possible", &walk)), Value::YesNo(true));
    assert_eq!(value(run("checkout.guest-prominence", &walk)), Value::Number(4.0));

    let mut page = login_page();
    let mut link = control("action.guest-checkout", "비회원 구매", "link");
    link.spot = spot(Region::Main);
    page.facts.controls.push(link);
    assert_eq!(
        value(run("checkout.guest-prominence", &at_login(page, "guest-needs-typing"))),
        Value::Number(2.0)
    );
}

#[test]
fn a_forced_account_is_the_shops_own_doing() {
    let mut walk = at_login(login_page(), "account-forced");
    walk.journeys[0].guest_possible = Some(false);
    assert_eq!(value(run("checkout.guest-possible", &walk)), Value::YesNo(false));
    assert_eq!(value(run("checkout.guest-prominence", &walk)), Value::Number(0.0));
    assert_eq!(value(run("walk.reached", &walk)), Value::Number(3.0));
}

#[test]
fn a_sign_in_page_that_the_crawl_saw_does_not_prove_that_guests_are_refused() {
    let crawled = page(PageKind::Login, "/login");
    for id in ["checkout.guest-possible", "checkout.guest-prominence"] {
        assert_eq!(code_of(id, vec![crawled.clone()]), "journey-not-walked");
        let early = walked(vec![crawled.clone()], vec![step(PageKind::Cart, "/cart", 2)]);
        assert_eq!(code(run(id, &early)), "order-form-not-reached");
    }
}
