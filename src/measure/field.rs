//! Single fields of the order form and of other forms.

use std::collections::BTreeSet;

use super::toolbox::{Tally, clip, count, fields, journey, number, words, yes_no};
use super::{Input, Measure, Text};
use crate::model::{Evidence, Field, Measured, Note, PageKind, Unit, WalkPage};

const ORDER_FORM: &[PageKind] = &[PageKind::Checkout];
const FORMS: &[PageKind] = &[
    PageKind::Checkout,
    PageKind::Login,
    PageKind::Register,
    PageKind::Contact,
];
const WITH_PAYMENT: &[PageKind] = &[
    PageKind::Checkout,
    PageKind::Payment,
    PageKind::Login,
    PageKind::Register,
    PageKind::Contact,
];
const WITH_COUPON: &[PageKind] = &[PageKind::Cart, PageKind::Checkout];
const WITH_CONSENT: &[PageKind] = &[PageKind::Checkout, PageKind::Register];
/// Fields whose content is no number to count with: a browser would drop a leading zero.
const NO_NUMBERS: &[&str] = &["tel", "postal-code", "cc-number", "cc-csc", "bday"];
/// Fields that most addresses do without.
const EXTRA: &[&str] = &["address-line2", "address-line3", "organization"];

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "field.name-count",
        unit: Unit::Count,
        what: Text {
            en: "How many fields the order form has for the name of one person.",
            ko: "주문서에서 한 사람의 이름을 적는 칸의 수입니다.",
        },
        how: Text {
            en: "Counts visible fields for full, given, middle and family name and for the title on the page of the order \
                 form that has most of them; fields of a second address count once. Unknown when no such field was seen.",
            ko: "주문서에서 성명, 이름, 성, 호칭을 적는 보이는 칸을 셉니다. 두 번째 주소의 칸은 다시 세지 않습니다. 그런 칸을 보지 못했다면 \
                 알 수 없음으로 둡니다.",
        },
        pages: ORDER_FORM,
        run: name_count,
    },
    Measure {
        id: "field.optional-marked-share",
        unit: Unit::Share,
        what: Text {
            en: "How many fields that may be left empty say so.",
            ko: "비워 두어도 되는 칸 가운데 '선택'이라고 적힌 칸의 비율입니다.",
        },
        how: Text {
            en: "Of the visible text fields and selects of the order form that the page does not treat as required. Makes \
                 no sense where there are none; unknown where the page does not tell which fields are required.",
            ko: "주문서에서 필수가 아닌 보이는 입력칸과 선택 상자를 봅니다. 그런 칸이 없으면 해당 없음이고, 어느 칸이 필수인지 알려 주지 \
                 않으면 알 수 없음으로 둡니다.",
        },
        pages: ORDER_FORM,
        run: optional_marked_share,
    },
    Measure {
        id: "field.phone-explained",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the order form says why it wants a phone number, or does without.",
            ko: "주문서가 전화번호를 왜 묻는지 알려 주거나, 꼭 묻지 않는지입니다.",
        },
        how: Text {
            en: "Looks at each phone field: an explanation beside it or in its label speaks for it, and so does that it may \
                 be left empty. Makes no sense where no phone number is asked; unknown where the page does not tell which \
                 fields are required.",
            ko: "전화번호 칸마다 곁이나 이름에 설명이 있는지, 비워 두어도 되는지 봅니다. 전화번호를 묻지 않으면 해당 없음입니다.",
        },
        pages: ORDER_FORM,
        run: phone_explained,
    },
    Measure {
        id: "field.placeholder-only-share",
        unit: Unit::Share,
        what: Text {
            en: "How many fields are named only inside themselves, so that the name is gone while typing.",
            ko: "칸 안의 흐린 글자로만 이름이 적혀 있어, 입력하면 이름이 사라지는 칸의 비율입니다.",
        },
        how: Text {
            en: "Of the visible text fields of order form, sign-in, registration and contact form.",
            ko: "주문서, 로그인, 회원 가입, 문의 양식에서 보이는 입력칸을 봅니다.",
        },
        pages: FORMS,
        run: placeholder_only_share,
    },
    Measure {
        id: "field.number-type-count",
        unit: Unit::Count,
        what: Text {
            en: "How many fields for phone numbers, postcodes or card numbers are made for counting (type=number).",
            ko: "전화번호·우편번호·카드번호 칸 가운데 수량용(type=number)으로 잘못 만든 칸의 수입니다.",
        },
        how: Text {
            en: "Such a field drops leading zeros and changes at a turn of the wheel. Looks at order form, payment, sign-in, \
                 registration and contact form.",
            ko: "이런 칸은 앞자리 0을 지우고, 마우스 휠만 굴려도 값이 바뀝니다. 주문서, 결제, 로그인, 회원 가입, 문의 양식을 봅니다.",
        },
        pages: WITH_PAYMENT,
        run: number_type_count,
    },
    Measure {
        id: "field.extra-address-count",
        unit: Unit::Count,
        what: Text {
            en: "How many address fields stand open that most customers leave empty.",
            ko: "대부분 비워 두는 주소 칸이 펼쳐져 있는 수입니다.",
        },
        how: Text {
            en: "Counts visible fields for a second or third address line and for a company that need not be filled. A \
                 Korean detail address is needed and does not count.",
            ko: "꼭 채우지 않아도 되는 둘째·셋째 주소 줄과 회사명 칸을 셉니다. 우리나라의 상세주소는 필요한 칸이므로 세지 않습니다.",
        },
        pages: ORDER_FORM,
        run: extra_address_count,
    },
    Measure {
        id: "field.repeated-count",
        unit: Unit::Count,
        what: Text {
            en: "How many fields ask for the same e-mail address or password a second time.",
            ko: "같은 이메일이나 비밀번호를 한 번 더 적게 하는 칸의 수입니다.",
        },
        how: Text {
            en: "Counts visible fields beyond the first one for e-mail or a new password within one form of order form or \
                 registration. Two halves of one address count as one.",
            ko: "주문서와 회원 가입의 한 양식 안에서 이메일이나 새 비밀번호 칸이 둘째부터 몇 개인지 셉니다. 둘로 나뉜 이메일 칸은 하나로 \
                 칩니다.",
        },
        pages: WITH_CONSENT,
        run: repeated_count,
    },
    Measure {
        id: "field.coupon-open",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether an empty field for a coupon stands open in cart or order form.",
            ko: "장바구니나 주문서에 빈 쿠폰 입력칸이 펼쳐져 있는지입니다.",
        },
        how: Text {
            en: "Looks for a visible text field that asks for a code. A customer without one goes looking for it. Folded \
                 away behind a link it is fine; a list of the customer's own coupons is not counted.",
            ko: "쿠폰 번호를 적는 보이는 칸을 찾습니다. 쿠폰이 없는 고객은 그걸 찾으러 떠납니다. 눌러야 펼쳐지면 괜찮고, 보유 쿠폰을 고르는 \
                 목록은 세지 않습니다.",
        },
        pages: WITH_COUPON,
        run: coupon_open,
    },
    Measure {
        id: "field.consent-count",
        unit: Unit::Count,
        what: Text {
            en: "How many consents a customer is asked to tick.",
            ko: "고객이 체크해야 하는 동의 항목의 수입니다.",
        },
        how: Text {
            en: "Counts the visible boxes whose label speaks of agreeing, on the page of order form or registration that has \
                 most of them. Makes no sense where there is none.",
            ko: "주문서나 회원 가입에서 동의라는 말이 든 체크 상자를 셉니다. 가장 많은 화면의 수를 봅니다. 하나도 없으면 해당 없음입니다.",
        },
        pages: WITH_CONSENT,
        run: consent_count,
    },
];

mod counted;
mod looked;

use counted::{consent_count, extra_address_count, name_count, number_type_count, repeated_count};
use looked::{coupon_open, optional_marked_share, phone_explained, placeholder_only_share};

/// The pages to look at, or that there are none.
fn pages<'a>(input: &Input<'a>, own: &'static [PageKind]) -> Result<Vec<&'a WalkPage>, Measured> {
    journey::pages(input, own).map_err(Measured::Unknown)
}

/// Visible fields of the pages' own forms, each with its page.
fn open<'a>(pages: &[&'a WalkPage]) -> Vec<(&'a WalkPage, &'a Field)> {
    pages
        .iter()
        .flat_map(|page| fields::own_fields(page).map(move |field| (*page, field)))
        .collect()
}

fn is_text(field: &Field) -> bool {
    matches!(
        field.control.as_str(),
        "text" | "email" | "tel" | "password" | "number" | "search" | "url" | "textarea" | "date"
    )
}

/// The found fields as a count; the pages where there is none.
fn counted(pages: &[&WalkPage], found: Vec<Evidence>, looked_at: usize) -> Measured {
    let against = found.len();
    let evidence = if found.is_empty() {
        pages.iter().map(|page| Evidence::page(&page.url)).collect()
    } else {
        found
    };
    number(count(against), evidence, looked_at.max(1), against)
}

#[cfg(test)]
#[path = "field_tests.rs"]
mod tests;
