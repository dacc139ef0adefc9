//! How easily a form is filled.

mod address;
mod spelling;

use super::toolbox::{Sample, Tally, count, fields, journey, number, words};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Field, Measured, Note, PageKind, RequiredBy, Unit, WalkPage};

const FORMS: &[PageKind] = &[
    PageKind::Checkout,
    PageKind::Login,
    PageKind::Register,
    PageKind::Contact,
];
const ORDER_FORM: &[PageKind] = &[PageKind::Checkout];
const WITH_ADDRESS: &[PageKind] = &[PageKind::Checkout, PageKind::Register];
const WITH_CONSENT: &[PageKind] = &[PageKind::Checkout, PageKind::Register, PageKind::Cart];

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "form.label-share",
        unit: Unit::Share,
        what: Text {
            en: "How many fields have a label that stays when one types.",
            ko: "입력을 시작해도 사라지지 않는 이름표가 붙은 입력란의 비율입니다.",
        },
        how: Text {
            en: "Counts visible fields of order form, sign-in, registration and contact form that are tied to a label. A \
                 text in the cell or place beside it counts half, because screen readers miss it; a placeholder alone \
                 does not count.",
            ko: "주문서, 로그인, 회원 가입, 문의 양식에서 이름표(label)와 연결된 입력란을 셉니다. 옆 칸에 글자만 있으면 화면 낭독기가 \
                 알지 못하므로 절반으로 치고, 입력란 안의 안내 문구만 있으면 세지 않습니다.",
        },
        pages: FORMS,
        run: label_share,
    },
    Measure {
        id: "form.autocomplete-share",
        unit: Unit::Share,
        what: Text {
            en: "How many fields of the order form let the browser fill in what it knows.",
            ko: "주문서 입력란 가운데 브라우저가 알아서 채울 수 있게 표시된 비율입니다.",
        },
        how: Text {
            en: "Of the fields whose meaning was recognised (name, phone, postcode …), counts those with the matching \
                 autocomplete word of the HTML standard. \"off\" and misspelt words do not count. Unknown when no field \
                 was recognised.",
            ko: "이름, 전화, 우편번호처럼 뜻을 알아본 입력란 가운데 HTML 표준의 autocomplete 값이 알맞게 적힌 것을 셉니다. off나 \
                 틀린 값은 세지 않습니다. 알아본 입력란이 없으면 알 수 없음으로 둡니다.",
        },
        pages: ORDER_FORM,
        run: spelling::autocomplete_share,
    },
    Measure {
        id: "form.typed-share",
        unit: Unit::Share,
        what: Text {
            en: "How many e-mail, phone and digit fields open the right keyboard on a phone.",
            ko: "이메일·전화·숫자 입력란 가운데 휴대전화에서 알맞은 자판이 뜨는 비율입니다.",
        },
        how: Text {
            en: "Checks the type or inputmode of e-mail, phone, card and one-time code fields in order form, sign-in, \
                 registration and contact form. Makes no sense where there are no such fields.",
            ko: "주문서, 로그인, 회원 가입, 문의 양식의 이메일, 전화, 카드 번호, 인증번호 입력란에서 type이나 inputmode를 확인합니다. \
                 그런 입력란이 없으면 해당 없음입니다.",
        },
        pages: FORMS,
        run: spelling::typed_share,
    },
    Measure {
        id: "form.split-groups",
        unit: Unit::Count,
        what: Text {
            en: "How many values must be typed in pieces: a phone number in three boxes, for example.",
            ko: "전화번호 세 칸처럼 한 값을 여러 칸에 나누어 적게 하는 곳의 수입니다.",
        },
        how: Text {
            en: "Counts phone numbers, e-mail addresses, postcodes, card numbers and birth dates that are spread over two or more \
                 neighbouring boxes in order form and registration. A list of country codes before the number does not \
                 count.",
            ko: "주문서와 회원 가입에서 전화번호, 이메일, 우편번호, 카드 번호, 생년월일이 나란한 두 칸 이상으로 나뉜 곳을 셉니다. 번호 앞의 국가 \
                 번호 목록은 세지 않습니다.",
        },
        pages: WITH_ADDRESS,
        run: address::split_groups,
    },
    Measure {
        id: "form.billing-default-same",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether a customer types the address only once.",
            ko: "주소를 한 번만 적으면 되는지입니다.",
        },
        how: Text {
            en: "Yes when the order form shows one address only, or \"same as\" is ticked, or a control copies the data \
                 of the person who orders. Unknown when no address fields were seen.",
            ko: "주문서에 주소가 하나뿐이거나, '동일' 항목이 체크되어 있거나, 주문자 정보를 그대로 가져오는 항목이 있으면 '예'입니다. \
                 주소 입력란을 보지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: ORDER_FORM,
        run: address::billing_default_same,
    },
    Measure {
        id: "form.required-marked-share",
        unit: Unit::Share,
        what: Text {
            en: "How many required fields show that they are required.",
            ko: "필수 입력란 가운데 필수라는 표시가 보이는 비율입니다.",
        },
        how: Text {
            en: "Of the fields of the order form that the page treats as required, counts those whose label has an \
                 asterisk or the word. Unknown when the page does not tell which fields are required, and when only \
                 a class does, because a style sheet may draw the mark.",
            ko: "주문서가 필수로 다루는 입력란 가운데 이름에 별표나 '필수'가 보이는 것을 셉니다. 어떤 칸이 필수인지 페이지가 알려 주지 \
                 않거나, 필수 표시를 스타일시트로 그리는 것 같으면 알 수 없음으로 둡니다.",
        },
        pages: ORDER_FORM,
        run: required_marked_share,
    },
    Measure {
        id: "form.marketing-preticked",
        unit: Unit::Count,
        what: Text {
            en: "How many consents to advertising are ticked beforehand.",
            ko: "미리 체크되어 있는 광고 수신 동의의 수입니다.",
        },
        how: Text {
            en: "Looks for ticked boxes about newsletters and offers in order form, registration and cart. Makes no sense \
                 where no such box is shown.",
            ko: "주문서, 회원 가입, 장바구니에서 뉴스레터나 광고 수신 항목이 미리 체크되어 있는지 봅니다. 그런 항목이 없으면 해당 \
                 없음입니다.",
        },
        pages: WITH_CONSENT,
        run: marketing_preticked,
    },
];

fn label_share(input: &Input<'_>) -> Measured {
    field_share(
        input,
        FORMS,
        "no-fields",
        |_| true,
        |tally, page, field| {
            let evidence = fields::seen(page, field);
            match field.label_from.as_deref() {
                Some("label" | "aria") => tally.good(evidence),
                Some("cell" | "neighbour") => tally.half(1, evidence),
                _ => tally.bad(0, evidence),
            }
        },
    )
}

fn required_marked_share(input: &Input<'_>) -> Measured {
    // A class without a mark in the text: style sheets draw the asterisk in most shops that do so.
    let drawn = journey::pages(input, ORDER_FORM).is_ok_and(|pages| {
        pages
            .iter()
            .flat_map(|page| fields::own_fields(page))
            .any(|field| field.required_by == Some(RequiredBy::Class) && !field.required_marked)
    });
    if drawn {
        return Measured::unknown("mark-may-be-drawn");
    }
    field_share(
        input,
        ORDER_FORM,
        "required-not-told",
        |field| field.required,
        |tally, page, field| {
            tally.add(field.required_marked, fields::seen(page, field));
        },
    )
}

/// Counts the fields of the pages' own forms that are asked; unknown, with the code, when there are none.
fn field_share(
    input: &Input<'_>,
    own: &'static [PageKind],
    none: &str,
    asked: impl Fn(&Field) -> bool,
    mut look: impl FnMut(&mut Tally, &WalkPage, &Field),
) -> Measured {
    let pages = match journey::pages(input, own) {
        Ok(pages) => pages,
        Err(note) => return Measured::Unknown(note),
    };
    let mut tally = Tally::default();
    for page in pages {
        for field in fields::own_fields(page).filter(|field| asked(field)) {
            look(&mut tally, page, field);
        }
    }
    if tally.is_empty() {
        return Measured::Unknown(Note::new(none));
    }
    tally.share()
}

fn marketing_preticked(input: &Input<'_>) -> Measured {
    let sample = Sample::of(input, WITH_CONSENT);
    if sample.is_empty() {
        return sample.unknown();
    }
    let boxes: Vec<(&WalkPage, &Field)> = sample
        .pages
        .iter()
        .flat_map(|page| fields::all_fields(page).map(move |field| (*page, field)))
        .filter(|(_, field)| {
            field.control == "checkbox" && words::says("action.newsletter", field.label.as_deref().unwrap_or_default())
        })
        .collect();
    if boxes.is_empty() {
        return Measured::not_applicable("no-marketing-box");
    }
    let ticked: Vec<Evidence> = boxes
        .iter()
        .filter(|(_, field)| field.preset)
        .map(|(page, field)| fields::seen(page, field))
        .collect();
    let against = ticked.len();
    let evidence = if ticked.is_empty() {
        boxes.iter().map(|(page, field)| fields::seen(page, field)).collect()
    } else {
        ticked
    };
    number(count(against), evidence, boxes.len(), against)
}

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;
