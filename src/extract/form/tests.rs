//! Forms in, fields and purposes out.

use crate::extract::{Source, facts};
use crate::model::{Field, Form, FormPurpose, RequiredBy};

fn forms(html: &str) -> Vec<Form> {
    facts(&Source::new(html.as_bytes(), None)).forms
}

fn only(html: &str) -> Form {
    let mut forms = forms(html);
    assert_eq!(forms.len(), 1, "one form on the page");
    forms.remove(0)
}

fn field(html: &str) -> Field {
    only(&format!("<form>{html}</form>")).fields.remove(0)
}

fn tokens(html: &str) -> Vec<String> {
    only(html)
        .fields
        .into_iter()
        .map(|field| field.token.unwrap_or_else(|| "-".to_owned()))
        .collect()
}

#[test]
fn a_korean_order_form_in_a_table() {
    let form = only(
        "<form method=post action=/order><table>\
         <tr><th>받는 사람 <em>*</em></th><td><input name=rname></td></tr>\
         <tr><th>우편번호</th><td><input name=a1> <button type=button>주소 검색</button></td></tr>\
         <tr><th>기본주소</th><td><input name=a2></td></tr>\
         <tr><th>상세주소</th><td><input name=a3></td></tr>\
         <tr><th>휴대전화</th><td><select name=h1><option>010</select>-<input name=h2>-<input name=h3></td></tr>\
         <tr><th>이메일</th><td><input name=m></td></tr>\
         <tr><th>배송 메시지</th><td><input name=msg></td></tr></table><button>결제하기</button></form>",
    );
    let found: Vec<Option<&str>> = form.fields.iter().map(|field| field.token.as_deref()).collect();
    let expected = [
        Some("name"),
        Some("postal-code"),
        Some("address-line1"),
        Some("address-line2"),
        Some("tel"),
    ];
    assert_eq!(found[..5], expected);
    assert_eq!((found[7], found[8]), (Some("email"), None));
    assert_eq!(form.fields[0].label_from.as_deref(), Some("cell"));
    assert_eq!(form.fields[0].required_by, Some(RequiredBy::Asterisk));
    assert_eq!(form.purpose, FormPurpose::Checkout);
    assert_eq!(form.method, "post");
}

#[test]
fn labels_name_tokens_in_german_french_spanish_and_japanese() {
    let german = "<form><label for=a>Vorname</label><input id=a><label for=b>Name</label><input id=b>\
                  <label for=c>Straße und Hausnummer</label><input id=c><label for=d>PLZ</label><input id=d>\
                  <label for=e>Ort</label><input id=e></form>";
    assert_eq!(
        tokens(german),
        [
            "given-name",
            "family-name",
            "street-address",
            "postal-code",
            "address-level2"
        ]
    );
    let french = "<form><label>Prénom<input></label><label>Code postal<input></label><label>Ville<input></label>\
                  <label>Téléphone<input></label></form>";
    assert_eq!(tokens(french), ["given-name", "postal-code", "address-level2", "tel"]);
    let spanish = "<form><label>Nombre<input></label><label>Apellidos<input></label><label>Provincia<input></label>\
                   <label>Correo electrónico<input></label></form>";
    assert_eq!(
        tokens(spanish),
        ["given-name", "family-name", "address-level1", "email"]
    );
    let japanese = "<form><label>姓<input></label><label>名<input></label><label>郵便番号<input></label>\
                    <label>都道府県<select><option>東京都</select></label></form>";
    assert_eq!(
        tokens(japanese),
        ["family-name", "given-name", "postal-code", "address-level1"]
    );
}

#[test]
fn a_valid_autocomplete_attribute_outweighs_the_name() {
    assert_eq!(
        field("<input name=x1 autocomplete='shipping postal-code'>")
            .token
            .as_deref(),
        Some("postal-code")
    );
    assert_eq!(
        field("<input name=city autocomplete=nope>").token.as_deref(),
        Some("address-level2")
    );
    let fooled = field("<input name=city autocomplete=new-password>");
    assert_eq!(
        fooled.token.as_deref(),
        Some("address-level2"),
        "written to keep browsers quiet"
    );
}

#[test]
fn a_radio_group_is_one_field_with_its_choices() {
    let form = only(
        "<form><fieldset><legend>Delivery *</legend><label><input type=radio name=d value=std checked> Standard</label>\
         <label><input type=radio name=d value=exp> Express</label></fieldset></form>",
    );
    assert_eq!(form.fields.len(), 1);
    let field = &form.fields[0];
    assert_eq!(field.label.as_deref(), Some("Delivery *"));
    assert_eq!(field.value.as_deref(), Some("std"));
    assert!(field.preset && field.required);
    let labels: Vec<&str> = field.options.iter().map(|option| option.label.as_str()).collect();
    assert_eq!(labels, ["Standard", "Express"]);
}

#[test]
fn a_label_around_a_select_does_not_say_its_choices() {
    let field = field("<label>Country <select name=c><option>Korea<option selected>Japan</select></label>");
    assert_eq!(field.label.as_deref(), Some("Country"));
    assert_eq!(field.value.as_deref(), Some("Japan"));
    assert!(field.preset);
}

#[test]
fn what_must_be_filled_is_told_by_many_means() {
    assert_eq!(
        field("<input name=a required>").required_by,
        Some(RequiredBy::Attribute)
    );
    assert_eq!(
        field("<input name=a aria-required=true>").required_by,
        Some(RequiredBy::Aria)
    );
    let row = field("<p class='form-row validate-required'><label for=a>City</label><input id=a></p>");
    assert_eq!((row.required_by, row.required_marked), (Some(RequiredBy::Class), false));
    let word = field("<label for=a>이름 (필수)</label><input id=a>");
    assert_eq!(
        (word.required_by, word.required_marked),
        (Some(RequiredBy::Asterisk), true)
    );
    assert!(!field("<label for=a>Firma (optional)</label><input id=a>").required);
}

#[test]
fn traps_and_removed_fields_are_not_seen() {
    let trap = field("<div style='position:absolute;left:-5000px'><input name=website_url></div>");
    assert!(trap.honeypot && !trap.visible);
    let removed = field("<div style='display:none'><input name=city></div>");
    assert!(!removed.honeypot && !removed.visible);
    let veiled = field("<div class=d-none><input name=city></div>");
    assert!(veiled.visible && veiled.veiled && !veiled.is_in_sight());
    let drawn = field("<label><input type=checkbox name=agree style='opacity:0'> I agree</label>");
    assert!(drawn.is_in_sight(), "a drawn tick box hides the real one");
}

#[test]
fn controls_belong_to_the_form_that_they_name_or_that_a_table_cuts_off() {
    let named = forms("<form id=f></form><input name=q form=f><input name=loose>");
    assert_eq!((named[0].fields.len(), named[1].fields.len()), (1, 1));
    assert_eq!(named[1].selector, None);
    let cut = only(
        "<table><form action=/login><tr><td><input name=id></td><td><input type=password name=pw></td></tr></form></table>",
    );
    assert_eq!(cut.fields.len(), 2);
    assert_eq!(cut.purpose, FormPurpose::Login);
}

#[test]
fn purposes_are_told_from_each_other() {
    for (html, purpose) in [
        (
            "<form><input name=q placeholder=검색><button>검색</button></form>",
            FormPurpose::Search,
        ),
        (
            "<form><input type=email name=mail><button>Newsletter abonnieren</button></form>",
            FormPurpose::Newsletter,
        ),
        (
            "<form><input name=id><input type=password name=pw><button>ログイン</button></form>",
            FormPurpose::Login,
        ),
        (
            "<form><input name=email><input type=password name=p1><input type=password name=p2><button>회원가입</button></form>",
            FormPurpose::Register,
        ),
        (
            "<form action=/forgot><input name=email><button>Réinitialiser</button></form>",
            FormPurpose::PasswordRecovery,
        ),
        (
            "<form><input name=qty value=1><button>Añadir al carrito</button></form>",
            FormPurpose::AddToCart,
        ),
        (
            "<form><input name=name><input name=email><textarea name=message></textarea><button>Senden</button></form>",
            FormPurpose::Contact,
        ),
        (
            "<form><select name=sort_by><option>Price</select></form>",
            FormPurpose::Filter,
        ),
        (
            "<form><input name=cardnumber><input name=cvc><input name=expiry><button>Pay now</button></form>",
            FormPurpose::Payment,
        ),
        (
            "<form><input name=coupon_code><button>Apply</button></form>",
            FormPurpose::Other,
        ),
        (
            "<form><input type=radio name=v value=1><button>Vote</button></form>",
            FormPurpose::Other,
        ),
    ] {
        assert_eq!(only(html).purpose, purpose, "{html}");
    }
}

#[test]
fn buttons_and_hidden_inputs_stay_with_their_form() {
    let form = only(
        "<form><input type=hidden name=token value=t><input type=image alt='Buy now'><button type=reset>x</button></form>",
    );
    assert_eq!(form.hidden, [("token".to_owned(), "t".to_owned())]);
    assert_eq!(form.buttons.len(), 1);
    assert_eq!(form.buttons[0].label, "Buy now");
    assert!(form.fields.is_empty());
}

#[test]
fn what_stands_in_a_template_is_not_on_the_page() {
    assert_eq!(forms("<template><form><input name=a></form></template>"), []);
}
