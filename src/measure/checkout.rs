//! The order form as a whole: who may use it, how long it is, what it asks and shows.

mod guest;
mod length;

use super::toolbox::quote::cost_words;
use super::toolbox::{clip, count, fields, journey, number, words, yes_no};
use super::{Input, Measure, Text};
use crate::model::{ChannelKind, Cost, Evidence, Field, Measured, Note, PageKind, Unit, WalkPage};

const ORDER_FORM: &[PageKind] = &[PageKind::Checkout];

/// The family.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "checkout.guest-possible",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether a customer can order without creating an account.",
            ko: "회원 가입 없이 주문할 수 있는지입니다.",
        },
        how: Text {
            en: "Yes when the order form opened without signing in, or the sign-in page offers to go on as a guest. \
                 Unknown when the buying journey did not get that far for a reason that is not the shop's.",
            ko: "로그인하지 않고 주문서가 열리거나 로그인 화면에 비회원 주문이 보이면 '예'입니다. 쇼핑몰 탓이 아닌 까닭으로 거기까지 \
                 가지 못했다면 알 수 없음으로 둡니다.",
        },
        pages: &[],
        run: guest::possible,
    },
    Measure {
        id: "checkout.guest-prominence",
        unit: Unit::Points(4),
        what: Text {
            en: "How easy it is to see that one can order as a guest, from 0 to 4.",
            ko: "비회원 주문이 얼마나 눈에 잘 띄는지를 0~4점으로 나타냅니다.",
        },
        how: Text {
            en: "One point each when the label says guest, when it is a button or choice rather than a text link, when \
                 it stands before or beside the sign-in form, and when no e-mail is asked first. An order form that \
                 opens without any sign-in page has all points. A link made to look like a button cannot be told apart.",
            ko: "이름에 '비회원'이 있을 때, 글자 링크가 아닌 버튼이나 선택 항목일 때, 로그인 양식보다 앞이나 바로 옆에 있을 때, \
                 이메일을 먼저 묻지 않을 때 1점씩 줍니다. 로그인 화면 없이 주문서가 열리면 만점입니다. 버튼처럼 꾸민 링크는 \
                 가려내지 못합니다.",
        },
        pages: &[PageKind::Login, PageKind::Checkout],
        run: guest::prominence,
    },
    Measure {
        id: "checkout.steps",
        unit: Unit::Count,
        what: Text {
            en: "How many steps lead from the cart to the final review, both included.",
            ko: "장바구니와 마지막 확인을 포함해 거쳐야 하는 단계 수입니다.",
        },
        how: Text {
            en: "Takes the shop's own progress bar; without one it counts the pages walked and adds the last one, which \
                 is never opened, unless the order form itself has the last button. Unknown when the order form was not \
                 reached.",
            ko: "쇼핑몰의 단계 표시를 따릅니다. 표시가 없으면 지나온 화면을 세고, 열어 보지 않는 마지막 화면을 하나 더합니다. 주문서에 \
                 결제 버튼이 있으면 더하지 않습니다. 주문서에 이르지 못하면 알 수 없음으로 둡니다.",
        },
        pages: &[],
        run: length::steps,
    },
    Measure {
        id: "checkout.visible-fields",
        unit: Unit::Count,
        what: Text {
            en: "How many fields a guest sees on the way through the order form.",
            ko: "비회원이 주문서를 마칠 때까지 보게 되는 입력란 수입니다.",
        },
        how: Text {
            en: "Counts boxes and lists to fill on all order pages that were read. Tick boxes, choices of delivery or \
                 payment, coupon boxes and hidden fields do not count. Unknown when only the first of several pages was \
                 read and it has few fields, because the rest may have many.",
            ko: "읽은 주문 화면의 입력란과 선택 목록을 모두 셉니다. 체크 상자, 배송·결제 방법 선택, 쿠폰 칸, 숨은 입력란은 세지 \
                 않습니다. 여러 화면 중 첫 화면만 읽었고 입력란이 적으면, 뒤에 더 있을 수 있으므로 알 수 없음으로 둡니다.",
        },
        pages: &[],
        run: length::visible_fields,
    },
    Measure {
        id: "checkout.unneeded-required",
        unit: Unit::Count,
        what: Text {
            en: "How many things the order form demands that are not needed to deliver the goods.",
            ko: "배송에 필요하지 않은데도 주문서가 꼭 적으라고 하는 항목의 수입니다.",
        },
        how: Text {
            en: "Counts required fields for gender, birth date, title, company, a second phone or fax, and a personal \
                 identity number. Unknown when the form does not tell which fields are required.",
            ko: "성별, 생년월일, 호칭, 회사명, 두 번째 전화나 팩스, 주민등록번호를 필수로 묻는지 셉니다. 어떤 칸이 필수인지 주문서가 \
                 알려 주지 않으면 알 수 없음으로 둡니다.",
        },
        pages: ORDER_FORM,
        run: unneeded_required,
    },
    Measure {
        id: "checkout.total-shown",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the order form shows the total to pay.",
            ko: "주문서에 총 결제 금액이 보이는지입니다.",
        },
        how: Text {
            en: "Looks for a label such as \"total\" with an amount that is not below the subtotal, on the order pages \
                 that were read. A total that only a script writes is not seen.",
            ko: "읽은 주문 화면에서 '총 결제금액' 같은 이름과, 상품 합계보다 작지 않은 금액을 찾습니다. 스크립트로만 나타나는 금액은 \
                 보지 못합니다.",
        },
        pages: &[PageKind::Checkout, PageKind::Payment],
        run: total_shown,
    },
    Measure {
        id: "checkout.help-visible",
        unit: Unit::YesNo,
        what: Text {
            en: "Whether the order form shows a way to get help.",
            ko: "주문서에서 도움을 청할 방법이 보이는지입니다.",
        },
        how: Text {
            en: "Looks for a phone number, a chat, an e-mail address or a contact link on every order page that was \
                 read. A chat button that a script adds is not always seen.",
            ko: "읽은 주문 화면마다 전화번호, 채팅, 이메일, 고객센터 링크가 보이는지 확인합니다. 스크립트가 나중에 붙이는 채팅 버튼은 \
                 보지 못할 수 있습니다.",
        },
        pages: ORDER_FORM,
        run: help_visible,
    },
];

fn unneeded_required(input: &Input<'_>) -> Measured {
    let pages = match journey::pages(input, ORDER_FORM) {
        Ok(pages) => pages,
        Err(note) => return Measured::Unknown(note),
    };
    let required: Vec<(&WalkPage, &Field)> = pages
        .iter()
        .flat_map(|page| fields::own_fields(page).map(move |field| (*page, field)))
        .filter(|(_, field)| field.required)
        .collect();
    if required.is_empty() {
        return Measured::unknown("required-not-told");
    }
    let mut found: Vec<(&str, Evidence)> = Vec::new();
    for (page, field) in &required {
        if let Some(what) = unneeded(field)
            && !found.iter().any(|(known, _)| *known == what)
        {
            found.push((what, fields::seen(page, field)));
        }
    }
    let against = found.len();
    let evidence = if found.is_empty() {
        pages.iter().map(|page| Evidence::page(&page.url)).collect()
    } else {
        found.into_iter().map(|(_, evidence)| evidence).collect()
    };
    number(count(against), evidence, required.len(), against)
}

/// What an order does not need, one name for all its boxes.
fn unneeded(field: &Field) -> Option<&'static str> {
    let text = fields::words_of(field);
    if words::is_personal_number(&text) {
        return Some("personal number");
    }
    if words::is_spare_phone(&text) {
        return Some("spare phone");
    }
    match field.token.as_deref() {
        Some("sex") => Some("gender"),
        Some(token) if token.starts_with("bday") => Some("birth date"),
        Some("honorific-prefix") => Some("title"),
        Some("organization" | "organization-title") => Some("company"),
        Some(_) => None,
        None if words::says("field.gender", &text) => Some("gender"),
        None if words::says("field.birth-date", &text) => Some("birth date"),
        None => None,
    }
}

fn total_shown(input: &Input<'_>) -> Measured {
    let own = &[PageKind::Checkout, PageKind::Payment];
    let pages = match journey::pages(input, own) {
        Ok(pages) => pages,
        Err(note) => return Measured::Unknown(note),
    };
    let shown: Vec<Evidence> = pages
        .iter()
        .filter_map(|page| total(&page.facts.costs).map(|(cost, words)| Evidence::quote(&page.url, &cost.spot, words)))
        .collect();
    if shown.is_empty() {
        let seen = pages.iter().map(|page| Evidence::page(&page.url)).collect();
        return yes_no(false, seen, pages.len());
    }
    yes_no(true, shown, pages.len())
}

/// The total of a page's amounts, unless it is less than the subtotal: then it is a total of something else.
pub(super) fn total(costs: &[Cost]) -> Option<(&Cost, String)> {
    let subtotal = costs
        .iter()
        .filter(|cost| cost.kind == "subtotal")
        .find_map(|cost| cost.money.as_ref());
    let discounted = costs.iter().any(|cost| cost.kind == "discount");
    costs.iter().rev().filter(|cost| cost.kind == "total").find_map(|cost| {
        let money = cost.money.as_ref()?;
        let enough = discounted || subtotal.is_none_or(|subtotal| money.amount >= subtotal.amount);
        enough.then(|| (cost, cost_words(cost)))
    })
}

fn help_visible(input: &Input<'_>) -> Measured {
    let pages = match journey::pages(input, ORDER_FORM) {
        Ok(pages) => pages,
        Err(note) => return Measured::Unknown(note),
    };
    let (helped, helpless): (Vec<_>, Vec<_>) = pages
        .iter()
        .map(|page| (page, help(page)))
        .partition(|(_, help)| help.is_some());
    let yes = helpless.is_empty();
    let evidence = helpless
        .into_iter()
        .map(|(page, _)| Evidence::page(&page.url))
        .chain(helped.into_iter().filter_map(|(_, help)| help))
        .collect();
    yes_no(yes, evidence, pages.len())
}

/// The first way to a person that the page shows.
fn help(page: &WalkPage) -> Option<Evidence> {
    let facts = &page.facts;
    let phones = facts.phones.iter().find(|phone| super::phone::can_call(phone));
    let channel = facts.channels.iter().find(|channel| {
        channel.spot.visible
            && matches!(
                channel.kind,
                ChannelKind::Phone | ChannelKind::Chat | ChannelKind::Email
            )
    });
    let link = facts.links_about("topic.contact").find(|link| link.spot.visible);
    phones
        .map(|phone| super::phone::quote(page, phone))
        .or_else(|| channel.map(|channel| Evidence::quote(&page.url, &channel.spot, clip(&channel.quote))))
        .or_else(|| link.map(|link| Evidence::quote(&page.url, &link.spot, clip(&link.text))))
}

/// The last button, which orders: it stands on the last page of the order form.
pub(super) fn has_last_button(page: &WalkPage) -> bool {
    const PLACE_ORDER: &str = "danger.place-order";
    let control = page
        .facts
        .controls_for(PLACE_ORDER)
        .any(|control| control.spot.visible && control.element != "link");
    control
        || fields::own_forms(page)
            .flat_map(|form| &form.buttons)
            .any(|button| button.visible && words::says(PLACE_ORDER, &button.label))
}

/// Why the order form tells nothing, when the journey was walked and the shop did not open it.
fn not_reached() -> Note {
    Note::new("order-form-not-reached")
}

#[cfg(test)]
#[path = "checkout_tests.rs"]
mod tests;
